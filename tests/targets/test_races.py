"""Two people at once (design §5), on real parallel connections: one wins, the other is told.

SQLite runs them on a database file; on PostgreSQL the rows themselves are locked:
DATABASE_URL=postgres://… make test PYTEST=tests/targets/test_races.py
"""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connection, connections

from targets.actions.milestones import MilestonesMoved, MilestoneWish, set_milestones
from targets.actions.moves import MoveRefused, Wish, make_move
from targets.actions.reporting import Outdated, TypedIndicator, save_typed
from targets.models import (
    Figure,
    FigureEdit,
    Indicator,
    Milestone,
    MilestoneChange,
    ProgressReport,
    ReviewEvent,
)
from targets.rules.workflow import Move, Role, Status
from targets.worksheet import facts_of, lines_of
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(3)


@pytest.fixture(autouse=True)
def _parallel(settings):
    settings.TODAY = datetime.date(2024, 9, 24)
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("needs a database file or PostgreSQL: DATABASE_URL=postgres://… make test")


@pytest.fixture
def town():
    return Town()


class Town:
    def __init__(self):
        self.unit = make_unit()
        self.officer = make_user(unit=self.unit)
        self.partner = make_user(unit=self.unit)
        self.office = make_user(Role.OFFICE)
        self.colleague = make_user(Role.OFFICE)
        self.resolution = make_resolution()
        self.indicator = make_indicator(self.resolution, lead_unit=self.unit)
        self.period = self.resolution.periods.get(quarter=3)

    def report(self, status):
        report = make_report(
            self.indicator, status=status, figures={"": "72.4"}, submitted_by=self.officer
        )
        make_event(report, Move.SUBMIT, by=self.officer)
        return report

    def save(self, value, version, by):
        """Save one figure, as a form that was opened at this version does."""
        facts = facts_of(self.period)
        line = lines_of(Indicator.objects.filter(pk=self.indicator.pk), facts)[0]
        columns = {"value": Decimal(value), "nature": "estimate"}
        typed = TypedIndicator(line, version, {}, {line.measures[0].measure.pk: columns})
        return save_typed(self.period, self.unit, [typed], by=by)


def at_once(*actions):
    """Run each in a thread of its own, all let go together; what each returned or raised."""
    gate = threading.Barrier(len(actions), timeout=10)
    results = [None] * len(actions)

    def run(place, action):
        try:
            connection.ensure_connection()
            gate.wait()
            results[place] = action()
        except Exception as told:
            results[place] = told
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(place, action)) for place, action in enumerate(actions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def split(results, kind):
    """How many succeeded, and what the others were told."""
    told = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(refusal, kind) for refusal in told), told
    return len(results) - len(told), told


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_approvers_one_wins(town, _round):
    report = town.report(Status.SUBMITTED)
    wish = Wish(Move.APPROVE, version=report.version)
    results = at_once(
        lambda: make_move(report.pk, wish, by=town.office),
        lambda: make_move(report.pk, wish, by=town.colleague),
    )
    won, told = split(results, MoveRefused)
    assert (won, [refusal.stale for refusal in told]) == (1, [True])
    report.refresh_from_db()
    assert (report.status, report.version) == (Status.APPROVED, 1)
    assert ReviewEvent.objects.filter(report=report, move=Move.APPROVE).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_approve_and_recall_never_both_happen(town, _round):
    report = town.report(Status.SUBMITTED)
    results = at_once(
        lambda: make_move(report.pk, Wish(Move.APPROVE, version=0), by=town.office),
        lambda: make_move(report.pk, Wish(Move.RECALL, version=0), by=town.officer),
    )
    won, told = split(results, MoveRefused)
    assert (won, len(told)) == (1, 1)
    report.refresh_from_db()
    events = ReviewEvent.objects.filter(report=report).exclude(move=Move.SUBMIT)
    assert [event.to_status for event in events] == [report.status]
    assert report.status in {Status.APPROVED, Status.DRAFT}


@pytest.mark.parametrize("_round", ROUNDS)
def test_approve_and_return_without_versions_still_exclude_each_other(town, _round):
    report = town.report(Status.SUBMITTED)
    results = at_once(
        lambda: make_move(report.pk, Wish(Move.APPROVE), by=town.office),
        lambda: make_move(report.pk, Wish(Move.RETURN, note="Sửa."), by=town.colleague),
    )
    won, told = split(results, MoveRefused)
    assert (won, len(told)) == (1, 1)
    assert ReviewEvent.objects.filter(report=report).count() == 2


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_first_saves_one_makes_the_report(town, _round):
    results = at_once(
        lambda: town.save("10", 0, town.officer), lambda: town.save("20", 0, town.partner)
    )
    won, told = split(results, Outdated)
    assert (won, [outdated.numbers for outdated in told]) == (1, [[town.indicator.number]])
    report = ProgressReport.objects.get()
    winner = town.officer if isinstance(results[1], Outdated) else town.partner
    assert (report.version, report.saved_by) == (1, winner)
    assert FigureEdit.objects.get().by == winner
    assert Figure.objects.get().value == (10 if winner == town.officer else 20)


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_save_and_a_submit_never_mix(town, _round):
    report = town.report(Status.DRAFT)
    results = at_once(
        lambda: town.save("80", 0, town.partner),
        lambda: make_move(report.pk, Wish(Move.SUBMIT, version=0), by=town.officer),
    )
    won, _told = split(results, (Outdated, MoveRefused))
    assert won == 1
    report.refresh_from_db()
    value = Figure.objects.get().value
    sent = ReviewEvent.objects.filter(report=report, by=town.officer, to_status=Status.SUBMITTED)
    if report.status == Status.SUBMITTED:
        copies = [event.figures[str(town.indicator.measures.get().pk)]["value"] for event in sent]
        assert (value, copies) == (Decimal("72.4"), ["72.4"])
        assert not FigureEdit.objects.exists()
    else:
        assert (value, report.status) == (80, Status.DRAFT)
        assert not sent.exists()


@pytest.mark.parametrize("seen", [None, Decimal(40)])
@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_windows_one_moves_a_milestone(town, seen, _round):
    measure = town.indicator.measures.get()
    if seen is not None:
        Milestone.objects.create(measure=measure, quarter=3, expected=seen)

    def setting(number, by):
        wish = MilestoneWish(measure.pk, 3, seen, Decimal(number), "Theo kế hoạch số 5")
        return lambda: set_milestones([wish], by=by)

    results = at_once(setting(60, town.office), setting(70, town.colleague))
    won, told = split(results, MilestonesMoved)
    expected = Milestone.objects.get().expected
    assert (won, [moved.now for moved in told]) == (1, [{(measure.pk, 3): expected}])
    change = MilestoneChange.objects.get()
    assert (change.old, change.new) == (seen, expected)
    assert change.by == (town.office if expected == 60 else town.colleague)
