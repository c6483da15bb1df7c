"""A made-up resolution of any size, every quarter reported, for the benchmarks."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from targets.models import (
    Figure,
    Indicator,
    IndicatorGroup,
    Measure,
    Milestone,
    Period,
    ProgressReport,
    Resolution,
    ReviewEvent,
    Target,
    Task,
    TaskGroup,
    TaskUpdate,
    Unit,
    User,
    WorkItem,
)
from targets.rules.workflow import Role, Status

GROUPS = 5
LOCALITIES = 15
QUARTERS = (
    (1, "Quý I", "0.25", 3, 31),
    (2, "6 tháng đầu năm", "0.5", 6, 30),
    (3, "9 tháng", "0.75", 9, 30),
    (4, "Năm", "1", 12, 31),
)
ROLES = (Role.REPORTER, Role.HEAD, Role.OFFICE, Role.LEADER)


def build(size: int) -> tuple[Resolution, Unit, dict[Role, User]]:
    """One unit that leads `size` indicators: three quarters approved or sent, the last in work.

    As many tasks with three work items each, and some measures that fifteen localities report.
    """
    unit = Unit.objects.create(code=f"don-vi-{size}", name="Phòng Tài chính - Kế hoạch")
    people = {
        role: User.objects.create(username=f"{role.value}-{size}", role=role.value, unit=unit)
        for role in ROLES
    }
    resolution = Resolution.objects.create(
        slug=f"nq-{size}", title=f"Nghị quyết {size} chỉ tiêu", year=2024, issuer="Thị ủy"
    )
    periods = [
        Period.objects.create(
            resolution=resolution,
            quarter=quarter,
            name=name,
            share=Decimal(share),
            is_last=quarter == 4,
            opens_on=date(2024, month, 1),
            ends_on=date(2024, month, day),
            due_on=date(2024, month, 20),
        )
        for quarter, name, share, month, day in QUARTERS
    ]
    groups = [
        IndicatorGroup.objects.create(resolution=resolution, number=number, name=f"Nhóm {number}")
        for number in range(1, GROUPS + 1)
    ]
    indicators = Indicator.objects.bulk_create(
        Indicator(
            group=groups[(number - 1) * GROUPS // size],
            number=number,
            label=f"({number})",
            wording=f"Tổng vốn đầu tư phát triển trên địa bàn khoảng 9.500 tỷ đồng, mục {number}",
            lead_unit=unit,
        )
        for number in range(1, size + 1)
    )
    _report(indicators, periods, unit, people)
    _add_tasks(resolution, unit, size)
    _add_localities(indicators[-max(6, size // 50) :], periods[2], size)
    return resolution, unit, people


def _add_tasks(resolution: Resolution, unit: Unit, size: int) -> None:
    group = TaskGroup.objects.create(resolution=resolution, number=1, name="Về phát triển kinh tế")
    tasks = Task.objects.bulk_create(
        Task(group=group, number=f"1.{number}", order=number, title="Thu hút đầu tư",
             lead_unit=unit)
        for number in range(1, size + 1)
    )  # fmt: skip
    items = WorkItem.objects.bulk_create(
        WorkItem(
            task=task,
            order=order,
            name="kế hoạch giải ngân vốn đầu tư công năm 2024",
            product="Kế hoạch",
            lead_unit=unit,
            due_on=date(2024, 8 if task.order % 10 == 0 else 12, 31),
            state=("done", "running", "planned")[order - 1],
        )
        for task in tasks
        for order in (1, 2, 3)
    )
    TaskUpdate.objects.bulk_create(
        TaskUpdate(work_item=item, text=f"Đã làm với {item.pk} xã, phường", at=timezone.now())
        for item in items
    )


def _add_localities(indicators: list[Indicator], period: Period, size: int) -> None:
    wards = Unit.objects.bulk_create(
        Unit(code=f"phuong-{size}-{number}", name=f"Phường số {number}", kind="locality")
        for number in range(LOCALITIES)
    )
    Measure.objects.filter(indicator__in=indicators).update(
        by_locality=True, formula="ratio", unit_of_measure="%"
    )
    Figure.objects.filter(measure__indicator__in=indicators).update(value=90, year_estimate=95)
    measures = {
        measure.indicator_id: measure
        for measure in Measure.objects.filter(indicator__in=indicators)
    }
    reports = ProgressReport.objects.bulk_create(
        ProgressReport(
            indicator=indicator, period=period, unit=ward, counts=False,
            status=Status.APPROVED.value, submitted_at=timezone.now(),
        )
        for indicator in indicators
        for ward in wards
    )  # fmt: skip
    Figure.objects.bulk_create(
        Figure(
            report=report, measure=measures[report.indicator_id], numerator=900 + report.pk % 90,
            denominator=1000,
        )
        for report in reports
    )  # fmt: skip


def _report(
    indicators: list[Indicator], periods: list[Period], unit: Unit, people: dict[Role, User]
) -> None:
    measures = Measure.objects.bulk_create(
        Measure(
            indicator=indicator,
            name="Tổng vốn đầu tư phát triển trên địa bàn",
            unit_of_measure="tỷ đồng",
            decimals=1,
            pace=("cumulative", "level", "rate", "year_end")[indicator.number % 4],
            baseline=Decimal(9000),
        )
        for indicator in indicators
    )
    Target.objects.bulk_create(
        Target(
            measure=measure,
            low=Decimal(9500),
            tolerance=Decimal(50),
            wording="khoảng 9.500 tỷ đồng",
            effective_from=date(2024, 1, 1),
        )
        for measure in measures
    )
    Milestone.objects.bulk_create(
        Milestone(measure=measure, quarter=3, expected=Decimal(6175)) for measure in measures[::3]
    )
    reports = ProgressReport.objects.bulk_create(
        ProgressReport(
            indicator=indicator,
            period=period,
            unit=unit,
            status=_status(period.quarter).value,
            results="Thực hiện theo kế hoạch.",
            submitted_by=people[Role.REPORTER],
            submitted_at=timezone.now(),
            version=3,
        )
        for period in periods
        for indicator in indicators
    )
    of_indicator = {measure.indicator_id: measure for measure in measures}
    quarters = {period.pk: period.quarter for period in periods}
    Figure.objects.bulk_create(
        Figure(
            report=report,
            measure=of_indicator[report.indicator_id],
            value=Decimal(2000 + report.indicator_id % 500) * quarters[report.period_id],
            year_estimate=Decimal(9200),
            year_ago=Decimal(1900) * quarters[report.period_id],
        )
        for report in reports
    )
    ReviewEvent.objects.bulk_create(
        ReviewEvent(
            report=report,
            move="submit",
            from_status="draft",
            to_status="submitted",
            by=people[Role.REPORTER],
            at=timezone.now(),
        )
        for report in reports
    )


def _status(quarter: int) -> Status:
    return {3: Status.SUBMITTED, 4: Status.DRAFT}.get(quarter, Status.APPROVED)
