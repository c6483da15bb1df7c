"""Each step end to end (design §5): what it changes, what it writes down, what it refuses."""

import datetime

import pytest

from targets import clock
from targets.actions.moves import MoveRefused, Wish, make_move
from targets.models import PeriodExtension, ReviewEvent
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 9, 24)
TOMORROW = datetime.date(2024, 9, 25)


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = TODAY


class Town:
    """A unit with its people, the office, and one indicator in its third quarter."""

    def __init__(self, **unit):
        self.resolution = make_resolution()
        self.unit = make_unit("phong-kinh-te", **unit)
        self.officer = make_user(unit=self.unit)
        self.head = make_user(Role.HEAD, unit=self.unit)
        self.office = make_user(Role.OFFICE)
        self.colleague = make_user(Role.OFFICE)
        self.indicator = make_indicator(self.resolution, lead_unit=self.unit)
        self.period = self.resolution.periods.get(quarter=3)

    def report(self, status, *, sent_by=None, value="72.4", **fields):
        sender = None if status == Status.DRAFT else sent_by or self.officer
        report = make_report(
            self.indicator, status=status, figures={"": value}, submitted_by=sender, **fields
        )
        if sender:
            make_event(report, Move.SUBMIT, by=sender)
        return report

    def close(self):
        self.period.closed_at = clock.now()
        self.period.save()


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def signing_town():
    return Town(head_signs=True)


def move(report, step, by, **wish):
    return make_move(report.pk, Wish(step, **wish), by=by)


def refused(report, step, by, **wish):
    """The refusal; nothing at all has changed."""
    before = every_row()
    with pytest.raises(MoveRefused) as caught:
        move(report, step, by, **wish)
    assert every_row() == before
    return caught.value


def newest(report):
    return ReviewEvent.objects.filter(report=report).latest("pk")


def test_a_day_to_answer_by_opens_nothing_where_nobody_has_to_answer(signing_town):
    report = signing_town.report(Status.SIGNING)
    signing_town.close()
    move(report, Move.SIGN, signing_town.head, until=TOMORROW)
    assert not PeriodExtension.objects.exists()
    assert newest(report).answer_by is None


def test_who_may_not_is_told_apart_from_who_came_too_late(town):
    approved = town.report(Status.APPROVED, version=4)
    assert refused(approved, Move.APPROVE, town.officer).forbidden
    late = refused(approved, Move.APPROVE, town.office, version=3)
    assert (late.stale, late.forbidden) == (True, False)
    over = refused(approved, Move.APPROVE, town.office)
    assert (over.stale, over.forbidden) == (False, False)
    assert str(over) == "Báo cáo đã được duyệt."
