"""Two people at once on real parallel connections: ratings exclude each other, snapshots do not.

As tests/targets/test_races.py: SQLite on a file, PostgreSQL with its row locks.
"""

import datetime
import uuid

import pytest
from django.db import connection

from reports.models import Rating, Snapshot
from reports.rating import RatingRefused, RatingWish, set_rating
from reports.snapshots import SnapshotRefused, take_snapshot, withdraw_snapshot
from targets.places import place_of
from targets.rules.standing import Standing
from targets.rules.workflow import Role
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_snapshot,
    make_user,
)
from tests.targets.test_races import at_once, split

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(3)


@pytest.fixture(autouse=True)
def _parallel(settings):
    settings.TODAY = datetime.date(2024, 9, 24)
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("needs a database file or PostgreSQL: DATABASE_URL=postgres://… make test")


@pytest.fixture
def indicator():
    indicator = make_indicator(make_resolution("nq-2024"))
    make_report(indicator, 3, figures={"": "60"})
    return indicator


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_ratings_one_wins(indicator, _round):
    period = indicator.group.resolution.periods.get(quarter=3)
    people = make_user(Role.LEADER), make_user(Role.OFFICE)

    def rate(standing, who):
        wish = RatingWish(standing, "Vì", None)
        return set_rating(indicator.pk, period, wish, computed=Standing.BEHIND, by=who)

    results = at_once(
        lambda: rate(Standing.MET, people[0]), lambda: rate(Standing.MISSED, people[1])
    )
    won, told = split(results, RatingRefused)
    assert (won, [refusal.stale for refusal in told]) == (1, [True])
    assert Rating.objects.count() == 1


def take(who, key=None):
    wish = {"title": "Trình BTV", "include_submitted": False, "by": who, "form_key": key}
    return take_snapshot(place_of(who, "nq-2024", 3), **wish)


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_people_get_two_snapshots(indicator, _round):
    people = make_user(Role.LEADER), make_user(Role.OFFICE)
    results = at_once(lambda: take(people[0]), lambda: take(people[1]))
    assert [made for _, made in results] == [True, True]
    assert set(Snapshot.objects.values_list("taken_by", flat=True)) == {who.pk for who in people}


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_presses_of_one_button_keep_one(indicator, _round):
    who, key = make_user(Role.OFFICE), uuid.uuid4()
    results = at_once(lambda: take(who, key), lambda: take(who, key))
    assert sorted(made for _, made in results) == [False, True]
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_withdrawals_one_wins(indicator, _round):
    taken = make_snapshot(indicator.group.resolution)
    people = make_user(Role.ADMIN), make_user(Role.ADMIN)
    results = at_once(
        lambda: withdraw_snapshot(taken.pk, "Một", by=people[0]),
        lambda: withdraw_snapshot(taken.pk, "Hai", by=people[1]),
    )
    won, told = split(results, SnapshotRefused)
    assert (won, [refusal.stale for refusal in told]) == (1, [True])
