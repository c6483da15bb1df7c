"""What is due and what counts as on time: the one rule that pages, papers and mail share."""

import datetime

import pytest

from targets.dues import Ledger, YearSoFar, units_due
from targets.models import PeriodExtension
from targets.rules.workflow import Move, Status
from tests.factories import make_event, make_indicator, make_report, make_resolution, make_unit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 9, 24)
HANOI = datetime.timezone(datetime.timedelta(hours=7))


@pytest.fixture
def resolution():
    return make_resolution()


@pytest.fixture
def unit():
    return make_unit("tai-chinh", email="tc@donvi.vn")


def at(month, day, hour=9, minute=0):
    return datetime.datetime(2024, month, day, hour, minute, tzinfo=HANOI)


def sent(indicator, quarter, when, *, status=Status.APPROVED):
    report = make_report(indicator, quarter, status=status, submitted_at=when)
    make_event(report, Move.SUBMIT, at=when, to_status="submitted")
    return report


def ledger(resolution):
    return Ledger.of(resolution, list(resolution.periods.all()))


def row(resolution, *, leads=True):
    (found,) = [unit for unit in ledger(resolution).units if unit.leads is leads]
    return found


def test_on_time_is_the_first_sending_by_the_end_of_the_day(resolution, unit):
    indicator = make_indicator(resolution, lead_unit=unit)
    sent(indicator, 1, at(3, 20, 23, 59))
    late = sent(indicator, 2, at(6, 21, 0, 1))
    make_event(late, Move.SUBMIT, at=at(6, 25), to_status="submitted")
    periods = list(resolution.periods.filter(quarter__lte=3))
    assert row(resolution).year_so_far(periods, TODAY) == YearSoFar(
        due=3, sent=2, judged=3, on_time=1
    )


def test_what_is_not_due_yet_is_not_judged(resolution, unit):
    make_indicator(resolution, lead_unit=unit)
    period = resolution.periods.get(quarter=3)
    before = datetime.date(2024, 9, 20)
    found = row(resolution)
    assert found.year_so_far([period], before) == YearSoFar(due=1, sent=0, judged=0, on_time=0)
    assert (found.days_late(period, before), found.days_late(period, TODAY)) == (0, 4)


def test_year_end_measures_are_due_in_the_last_period_alone(resolution, unit):
    make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}])
    found = row(resolution)
    assert [len(found.due(period)) for period in resolution.periods.all()] == [0, 0, 0, 1]


def test_more_time_moves_the_day_lateness_is_counted_from(resolution, unit):
    indicator = make_indicator(resolution, lead_unit=unit)
    period = resolution.periods.get(quarter=3)
    for day in (22, 30, 27):
        PeriodExtension.objects.create(
            period=period, unit=unit, until=datetime.date(2024, 9, day), at=at(9, 19)
        )
    found = row(resolution)
    assert found.deadline(period) == datetime.date(2024, 9, 30)
    assert found.days_late(period, TODAY) == 0
    assert found.days_late(period, datetime.date(2024, 10, 3)) == 3
    sent(indicator, 3, at(9, 25))
    assert row(resolution).year_so_far([period], TODAY).on_time == 0, "design §4 knows one date"


def test_an_extension_before_the_periods_date_shortens_nothing(resolution, unit):
    make_indicator(resolution, lead_unit=unit)
    period = resolution.periods.get(quarter=3)
    PeriodExtension.objects.create(period=period, unit=unit, until=datetime.date(2024, 9, 1))
    assert row(resolution).deadline(period) == period.due_on


@pytest.mark.parametrize(
    ("status", "events", "waits", "unsent"),
    [
        (Status.DRAFT, [], True, True),
        (Status.DRAFT, [Move.SUBMIT, Move.RECALL], True, False),
        (Status.SIGNING, [Move.SUBMIT], True, False),
        (Status.RETURNED, [Move.SUBMIT, Move.RETURN], True, False),
        (Status.SUBMITTED, [Move.SUBMIT], False, False),
        (Status.APPROVED, [], False, False),
    ],
)
def test_what_waits_for_the_unit(resolution, unit, status, events, waits, unsent):
    make_report(make_indicator(resolution, lead_unit=unit), status=status, events=events)
    (item,) = row(resolution).due(resolution.periods.get(quarter=3))
    assert (item.waits_for_unit, item.unsent) == (waits, unsent)


def test_what_a_unit_contributes_is_not_counted(resolution, unit):
    make_report(make_indicator(resolution, lead_unit=unit))
    other = make_indicator(resolution)
    make_report(other)
    make_report(other, unit=unit, counts=False, status=Status.DRAFT)
    period = resolution.periods.get(quarter=3)
    assert units_due(ledger(resolution).units, period) == (2, 2)
    assert row(resolution, leads=False).email == "tc@donvi.vn"
