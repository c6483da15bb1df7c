"""The lines of what units owe, read whole."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from targets.dues import Ledger
from targets.models import Period, PeriodExtension, Reminder
from targets.owed import Kind, Owed, OwedMeasure, reminded, work_owed
from targets.owed_reports import owed_by_unit
from targets.rules.workflow import Move, Status
from tests.factories import (
    make_directive,
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_user,
    make_work_item,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
DUE = datetime.date(2024, 9, 20)
WASTE = {
    "name": "Chất thải rắn sinh hoạt được thu gom",
    "formula": "ratio",
    "unit_of_measure": "%",
    "decimals": 2,
    "pace": "level",
    "numerator_label": "Khối lượng thu gom (tấn)",
    "denominator_label": "Khối lượng phát sinh (tấn)",
    "by_locality": True,
    "target": {"low": Decimal(85), "wording": "ít nhất 85%"},
}


@pytest.fixture
def resolution():
    return make_resolution("nq-2024")


@pytest.fixture
def unit():
    return make_unit("tnmt", name="Phòng Tài nguyên và Môi trường")


def owed(resolution, unit, quarter=3):
    period = Period.objects.select_related("resolution").get(resolution=resolution, quarter=quarter)
    ledger = Ledger.of(period.resolution, list(resolution.periods.all()))
    return owed_by_unit(ledger, period)[unit.pk]


def share(numerator, denominator):
    return {"numerator": numerator, "denominator": denominator}


def test_a_report_that_was_never_sent(resolution, unit):
    indicator = make_indicator(
        resolution,
        lead_unit=unit,
        measures=[{"letter": "a", **WASTE}, {"letter": "b", "pace": "year_end"}],
    )
    before = {"a": share("8638", "10000")}
    make_report(indicator, 2, figures=before, results="Đã thu gom")
    period = resolution.periods.get(quarter=3)
    assert owed(resolution, unit) == [
        Owed(
            key=f"report:{period.pk}:1:{unit.pk}",
            kind=Kind.REPORT,
            unit_id=unit.pk,
            number="1",
            name="Chỉ tiêu số 1",
            state="Chưa gửi số liệu",
            period_id=period.pk,
            due_on=DUE,
            days_late=4,
            measures=(OwedMeasure("1a", WASTE["name"], "ít nhất 85%", "6 tháng: 86,38%"),),
            at_will=("1b",),
            last="Đã gửi 6 tháng",
            told=True,
        )
    ]


def test_nothing_is_owed_by_who_has_sent_everything(resolution, unit):
    make_report(make_indicator(resolution, lead_unit=unit), status=Status.SUBMITTED)
    make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}])
    assert owed(resolution, unit) == []


@pytest.mark.parametrize(
    ("answer_by", "due_on", "days"),
    [
        (datetime.date(2024, 9, 22), datetime.date(2024, 9, 22), 2),
        (datetime.date(2024, 9, 26), datetime.date(2024, 9, 26), 0),
        (None, None, 0),
    ],
)
def test_what_came_back_is_late_by_the_day_it_was_given(resolution, unit, answer_by, due_on, days):
    report = make_report(make_indicator(resolution, lead_unit=unit), status=Status.RETURNED)
    make_event(report, Move.SUBMIT)
    make_event(report, Move.RETURN, minute=5, note="Sai", answer_by=answer_by)
    (line,) = owed(resolution, unit)
    assert (line.state, line.due_on, line.days_late, line.unsent) == (
        "Trả lại, chưa gửi lại", due_on, days, False,
    )  # fmt: skip


def test_more_time_was_given(resolution, unit):
    make_indicator(resolution, lead_unit=unit)
    until = datetime.date(2024, 9, 30)
    PeriodExtension.objects.create(period=resolution.periods.get(quarter=3), unit=unit, until=until)
    (line,) = owed(resolution, unit)
    assert (line.due_on, line.days_late) == (until, 0)


class TestLastFigure:
    def last(self, resolution, unit):
        return [measure.last for line in owed(resolution, unit) for measure in line.measures]

    def test_last_years_where_there_is_no_other(self, resolution, unit):
        make_indicator(
            resolution, lead_unit=unit, measures=[{**WASTE, "baseline": Decimal("84.1")}]
        )
        assert self.last(resolution, unit) == ["Năm 2023: 84,10%"]

    def test_none(self, resolution, unit):
        make_indicator(resolution, lead_unit=unit)
        assert self.last(resolution, unit) == [""]

    def test_a_secret_measure_gives_its_rate_alone(self, resolution, unit):
        indicator = make_indicator(
            resolution, lead_unit=unit, measures=[{**WASTE, "percent_only": True}]
        )
        make_report(indicator, 2, figures={"": "99.5"})
        locality = make_unit(kind="locality")
        make_report(
            indicator, 3, unit=locality, counts=False, status=Status.SUBMITTED,
            figures={"": share("9", "10")},
        )  # fmt: skip
        (line,) = owed(resolution, unit)
        assert (line.measures[0].last, line.sums) == ("6 tháng: 99,50%", ())


class TestSums:
    def contribute(self, indicator, *pairs, kind="locality", status=Status.APPROVED):
        for pair in pairs:
            figures = {"": share(*pair) if isinstance(pair, tuple) else pair}
            make_report(
                indicator, unit=make_unit(kind=kind), counts=False, status=status, figures=figures
            )

    def test_of_shares(self, resolution, unit):
        indicator = make_indicator(resolution, lead_unit=unit, number=10, measures=[WASTE])
        self.contribute(indicator, ("8638.5", "10000"), ("11516.5", "13040"))
        make_unit(kind="locality")
        (line,) = owed(resolution, unit)
        assert line.sums == (
            "2/3 xã, phường đã báo cáo chỉ tiêu (10), cộng lại 20.155/23.040 tấn, đạt 87,48%",
        )

    def test_of_amounts_by_other_units(self, resolution, unit):
        indicator = make_indicator(resolution, lead_unit=unit)
        self.contribute(indicator, "1250.5", "40", kind="government")
        (line,) = owed(resolution, unit)
        assert line.sums == ("2 đơn vị đã báo cáo chỉ tiêu (1), cộng lại 1.290,5 tỷ đồng",)

    def test_what_was_not_sent_or_is_a_rate_alone_joins_none(self, resolution, unit):
        indicator = make_indicator(resolution, lead_unit=unit, measures=[WASTE])
        self.contribute(indicator, "99")
        self.contribute(indicator, ("1", "2"), status=Status.DRAFT)
        (line,) = owed(resolution, unit)
        assert line.sums == ()


def test_a_contributing_report(resolution, unit):
    indicator = make_indicator(resolution, measures=[WASTE])
    make_report(indicator)
    make_report(indicator, 2, unit=unit, counts=False, figures={"": share("1", "2")})
    make_report(indicator, 3, unit=unit, counts=False, status=Status.DRAFT)
    (line,) = owed(resolution, unit)
    assert (line.counts, line.told, line.measures[0].last, line.days_late) == (
        False, False, "6 tháng: 50,00%", 4,
    )  # fmt: skip


def test_work_and_requests(resolution, unit):
    task = make_task(resolution, number="2.6", lead_unit=unit)
    due = datetime.date(2024, 6, 30)
    item = make_work_item(
        task, order=2, name="phương án kêu gọi đầu tư", due_on=due, state="running"
    )
    make_update(item, percent=20)
    make_update(item, percent=40, at=timezone.now())
    make_work_item(task, order=3, due_on=due, state="done")
    make_work_item(task, order=4, due_on=due, closed_at=timezone.now())
    make_work_item(task, order=5, due_on=datetime.date(2024, 9, 24))
    make_work_item(task, order=6, due_on=None)
    indicator = make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}])
    leader = make_user("leader")
    asked = make_directive(indicator, by=leader, due=datetime.date(2024, 9, 18))
    make_directive(indicator, by=leader)
    assert owed(resolution, unit) == [
        Owed(
            key=f"work:{item.pk}", kind=Kind.WORK, unit_id=unit.pk, number="2.6.2",
            name="phương án kêu gọi đầu tư", state="Chưa hoàn thành", due_on=due, days_late=86,
            last="Đang thực hiện, 40%",
        ),
        Owed(
            key=f"request:{asked.pk}", kind=Kind.REQUEST, unit_id=unit.pk, number="",
            name="chỉ tiêu (1)", state="Chưa giải trình", due_on=datetime.date(2024, 9, 18),
            days_late=6, last="Yêu cầu ngày 18/09/2024",
        ),
    ]  # fmt: skip
    assert [line.number for line in work_owed(resolution, until=datetime.date(2024, 9, 24))] == [
        "2.6.2", "2.6.5",
    ]  # fmt: skip


def test_another_resolutions_work_is_not_owed_here(resolution, unit):
    make_work_item(make_task(lead_unit=unit), due_on=datetime.date(2024, 6, 30))
    assert owed(resolution, unit) == []


def test_a_message_and_a_slip_on_one_day_are_one_reminder(resolution, unit):
    period = resolution.periods.get(quarter=3)
    office = make_user("office")

    def told(day, channel, by):
        at = datetime.datetime(2024, 9, day, 8, tzinfo=timezone.get_current_timezone())
        Reminder.objects.create(period=period, unit=unit, channel=channel, by=by, at=at)

    told(9, "message", office)
    told(9, "slip", office)
    told(12, "message", office)
    told(13, "email", None)
    found = reminded(period)[unit.pk]
    assert [found.times_before(datetime.date(2024, 9, day)) for day in (9, 10, 13)] == [0, 1, 2]
    assert found.by_clock == {datetime.date(2024, 9, 13)}
