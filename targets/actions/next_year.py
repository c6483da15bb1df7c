"""A resolution copied to the next year, as a draft to be edited (issue 5, step 5).

What was decided for one year is not carried over in silence: targets come as proposals, quotas,
milestones and work items not at all; last year's result becomes the baseline.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from targets.actions.plan_rows import OFFICE_ONLY
from targets.actions.refusal import Refused
from targets.carried_baselines import carried_baselines
from targets.models import (
    Indicator,
    IndicatorGroup,
    Measure,
    Period,
    Resolution,
    Target,
    Task,
    TaskGroup,
    Unit,
    User,
)
from targets.rules.pace import Pace
from targets.rules.workflow import Role

# Of a measure; the others belong to their year or are worked out
_SAME = (
    "letter", "name", "unit_of_measure", "decimals", "formula", "pace", "numerator_label",
    "denominator_label", "detail_labels", "assigned_basis", "by_locality", "percent_only",
    "method", "source",
)  # fmt: skip
_GOAL = ("direction", "low", "high", "strict", "tolerance", "wording")


@dataclass(frozen=True, slots=True)
class NextYearWish:
    """What the copy is called, and whether task paragraphs come along."""

    slug: str
    title: str
    tasks: bool = False


def copy_to_next_year(resolution: Resolution, wish: NextYearWish, *, by: User) -> Resolution:
    """Make next year's draft: groups, indicators, measures, units, periods, tasks as asked.

    All of it or nothing. Raises Refused where the address or the year is taken.
    """
    if not (by.is_active and by.has_role(Role.OFFICE)):
        raise Refused(OFFICE_ONLY, forbidden=True)
    try:
        with transaction.atomic():
            source = Resolution.objects.select_for_update().get(pk=resolution.pk)
            _check(source, wish)
            return _Copy(source, wish).made()
    except IntegrityError:  # somebody made it in the same moment
        raise Refused(
            f"Nghị quyết mã “{wish.slug}” vừa được người khác tạo. Hãy xem ở trang Kế hoạch.",
            "slug",
            stale=True,
        ) from None


def _check(source: Resolution, wish: NextYearWish) -> None:
    year = source.year + 1
    if Resolution.objects.filter(slug=wish.slug).exists():
        raise Refused(f"Đã có nghị quyết mã “{wish.slug}”. Hãy ghi mã khác.", "slug")
    taken = Resolution.objects.filter(year=year, issuer=source.issuer).first()
    if taken is not None:
        raise Refused(
            f"Đã có nghị quyết năm {year} (mã “{taken.slug}”) nên không chép thêm. Hãy mở kế hoạch "
            "năm ấy để sửa."
        )


class _Copy:
    """One copy being made; `units`: who stands for a unit next year, by its id."""

    def __init__(self, source: Resolution, wish: NextYearWish) -> None:
        self.source, self.wish = source, wish
        self.units = _in_charge()
        self.baselines = {one.measure.pk: one.baseline for one in carried_baselines(source)}
        self.targets = _last_targets(source)
        self.indicators: dict[int, Indicator] = {}

    def made(self) -> Resolution:
        source = self.source
        resolution = Resolution.objects.create(
            slug=self.wish.slug,
            title=self.wish.title,
            issuer=source.issuer,
            superior=source.superior,
            year=source.year + 1,
            status="draft",
            illustrative=source.illustrative,
        )
        for period in source.periods.all():
            self._period(resolution, period)
        for group in source.groups.all():
            copy = IndicatorGroup.objects.create(
                resolution=resolution, number=group.number, name=group.name
            )
            for indicator in group.indicators.order_by("number"):
                self._indicator(copy, indicator)
        if self.wish.tasks:
            for task_group in source.task_groups.all():
                self._tasks(resolution, task_group)
        return resolution

    def _period(self, resolution: Resolution, period: Period) -> None:
        days = ("opens_on", "starts_on", "ends_on", "due_on")
        same = ("quarter", "name", "share", "is_last", "remind_days")
        Period.objects.create(
            resolution=resolution,
            **{name: getattr(period, name) for name in same},
            **{name: a_year_later(getattr(period, name)) for name in days},
        )

    def _indicator(self, group: IndicatorGroup, row: Indicator) -> None:
        copy = Indicator.objects.create(
            group=group,
            number=row.number,
            label=row.label,
            wording=row.wording,
            lead_unit_id=self._unit(row.lead_unit_id),
            note=row.note,
        )
        copy.coordinating_units.set(self._several(row.coordinating_units.all(), copy.lead_unit_id))
        self.indicators[row.pk] = copy
        for measure in row.measures.order_by("letter", "pk"):
            self._measure(copy, measure)

    def _measure(self, indicator: Indicator, row: Measure) -> None:
        running = row.pace == Pace.CUMULATIVE
        copy = Measure(
            indicator=indicator,
            baseline=self.baselines.get(row.pk),
            start=row.start if running else None,
            supplier_id=self._unit(row.supplier_id),
            continues=row,
            **{name: getattr(row, name) for name in _SAME},
        )
        copy.filled = True
        copy.save()
        target = self.targets.get(row.pk)
        if target is not None:
            Target.objects.create(
                measure=copy,
                effective_from=datetime.date(self.source.year + 1, 1, 1),
                proposed=True,
                **{name: getattr(target, name) for name in _GOAL},
            )

    def _tasks(self, resolution: Resolution, group: TaskGroup) -> None:
        copies = TaskGroup.objects.create(
            resolution=resolution, number=group.number, name=group.name
        )
        for row in group.tasks.order_by("order", "number"):
            copy = Task.objects.create(
                group=copies,
                number=row.number,
                order=row.order,
                title=row.title,
                wording=row.wording,
                lead_unit_id=self._unit(row.lead_unit_id),
            )
            copy.coordinating_units.set(
                self._several(row.coordinating_units.all(), copy.lead_unit_id)
            )
            copy.indicators.set(
                [self.indicators[pk] for pk in row.indicators.values_list("pk", flat=True)]
            )

    def _unit(self, unit_id: int | None) -> int | None:
        return None if unit_id is None else self.units.get(unit_id)

    def _several(self, units: Iterable[Unit], lead: int | None) -> set[int]:
        found = {self._unit(unit.pk) for unit in units}
        return {pk for pk in found if pk is not None and pk != lead}


def a_year_later(day: datetime.date | None) -> datetime.date | None:
    """The same day next year; the last of February where there is no 29th."""
    if day is None:
        return None
    if (day.month, day.day) == (2, 29):
        return datetime.date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def _last_targets(resolution: Resolution) -> dict[int, Target]:
    rows = Target.objects.filter(measure__indicator__group__resolution=resolution)
    ordered = rows.order_by(F("effective_from").asc(nulls_first=True), "pk")
    return {target.measure_id: target for target in ordered}


def _in_charge() -> dict[int, int | None]:
    """Who is in charge of a unit's matters now: itself, its successor, or nobody, by its id."""
    rows = {unit.pk: unit for unit in Unit.objects.all()}
    found: dict[int, int | None] = {}
    for pk, present in rows.items():
        unit, passed = present, {pk}
        while not unit.is_active and unit.successor_id and unit.successor_id not in passed:
            passed.add(unit.successor_id)
            unit = rows[unit.successor_id]
        found[pk] = unit.pk if unit.is_active else None
    return found
