"""Contributing reports of a period as rows of a Summary: two queries, one for a unit's paper."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from reports.assessment import MeasureLine
from reports.locality_lines import LocalityFigure, LocalityLine, as_printed
from targets.models import Indicator, Measure, Period, ProgressReport, ReviewEvent, User
from targets.rules.figures import Formula
from targets.rules.workflow import Move, Status

SENT = frozenset({Status.SUBMITTED.value, Status.APPROVED.value})
RATE_UNITS = frozenset({"%", "điểm %"})
_COLUMNS = (
    "pk", "unit__order", "unit__code", "unit__name", "unit_id", "status", "submitted_at",
    "first_sent", "figures__measure_id", "figures__measure__supplier_id", "figures__value",
    "figures__numerator", "figures__denominator",
)  # fmt: skip


class _Row(NamedTuple):
    """A contributing report beside one of its figures; without any, once."""

    pk: int
    order: int
    code: str
    name: str
    unit_id: int
    status: str
    submitted_at: datetime.datetime | None
    first_sent: datetime.datetime | None
    measure_id: int | None
    supplier_id: int | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None

    @property
    def sent_at(self) -> datetime.datetime | None:
        return self.first_sent or self.submitted_at


@dataclass(slots=True)
class _Begun:
    order: int
    code: str
    name: str
    reports: dict[int, datetime.datetime | None] = field(default_factory=dict)
    figures: list[LocalityFigure] = field(default_factory=list)

    def line(self) -> LocalityLine:
        sent = [at for at in self.reports.values() if at is not None]
        return LocalityLine(
            code=self.code,
            name=self.name,
            figures=tuple(sorted(self.figures, key=lambda figure: figure.key)),
            reports=len(self.reports),
            sent=len(sent),
            sent_on=timezone.localtime(max(sent)).date() if sent else None,
        )


def locality_lines(
    period: Period, viewer: User | None, measures: Mapping[int, MeasureLine]
) -> tuple[LocalityLine, ...]:
    """In the units' order; `measures`: those of the summary, by id.

    viewer: the reports this person may read. None reads all, and lists the localities that
    coordinate such an indicator but have begun nothing as well.
    """
    wanted = Measure.objects.filter(
        indicator__group__resolution=period.resolution_id, by_locality=True
    ).values("indicator")
    found: dict[str, _Begun] = {}
    for row in _reported(period, viewer, wanted):
        begun = found.setdefault(row.code, _Begun(row.order, row.code, row.name))
        begun.reports[row.pk] = row.sent_at
        if row.status in SENT and row.supplier_id != row.unit_id:
            measure = measures.get(row.measure_id or 0)
            figure = None if measure is None else _figure(measure, row)
            if figure is not None:
                begun.figures.append(figure)
    if viewer is None:
        coordinating = Indicator.coordinating_units.through.objects.filter(
            indicator__in=wanted, unit__kind="locality", unit__is_active=True
        )
        for order, code, name in coordinating.values_list(
            "unit__order", "unit__code", "unit__name"
        ).distinct():
            found.setdefault(code, _Begun(order, code, name))
    ordered = sorted(found.values(), key=lambda begun: (begun.order, begun.code))
    return tuple(begun.line() for begun in ordered)


def _reported(period: Period, viewer: User | None, wanted: "QuerySet[Measure, Any]") -> list[_Row]:
    reports = ProgressReport.objects.filter(period=period, counts=False, indicator__in=wanted)
    if viewer is not None:
        reports = reports.visible_to(viewer)
    first = ReviewEvent.objects.filter(report=OuterRef("pk"), move=Move.SUBMIT.value)
    rows = (
        reports.annotate(first_sent=Subquery(first.order_by("at", "pk").values("at")[:1]))
        .order_by("unit__order", "unit__code", "pk", "figures__pk")
        .values_list(*_COLUMNS)
    )
    return [_Row._make(row) for row in rows]


def _figure(measure: MeasureLine, row: _Row) -> LocalityFigure | None:
    """None: nothing typed, a measure that is not told by locality, or amounts that are secret."""
    printed = as_printed(
        measure.formula, value=row.value, numerator=row.numerator, denominator=row.denominator
    )
    if printed is None or not measure.by_locality:
        return None
    if measure.percent_only:
        is_amount = measure.formula == Formula.VALUE and measure.unit_of_measure not in RATE_UNITS
        return None if is_amount else LocalityFigure(measure.key, printed)
    if measure.formula == Formula.VALUE or not row.denominator:
        return LocalityFigure(measure.key, printed)
    return LocalityFigure(measure.key, printed, row.numerator, row.denominator)
