"""The plan of a resolution as rows: indicators, measures, the newest rating, targets in force."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, QuerySet

from reports.assessment import FinalLine, TargetLine
from targets.models import Indicator, Milestone, Resolution, Target, User
from targets.rules.comparison import Direction, Goal
from targets.rules.standing import Standing


class IndicatorRow(NamedTuple):
    pk: int
    number: int
    label: str
    wording: str
    source_wording: str
    note: str
    group_number: int
    group_name: str
    lead_code: str | None
    lead_name: str | None
    lead_short: str | None


class MeasureRow(NamedTuple):
    pk: int
    letter: str
    name: str
    unit_of_measure: str
    decimals: int
    formula: str
    pace: str
    baseline: Decimal | None
    start: Decimal | None
    numerator_label: str
    denominator_label: str
    assigned: Decimal | None
    assigned_basis: str
    by_locality: bool
    percent_only: bool
    method: str
    source: str
    continues: int | None
    supplier: str | None


_INDICATOR = (
    "pk", "number", "label", "wording", "source_wording", "note", "group__number", "group__name",
    "lead_unit__code", "lead_unit__name", "lead_unit__short_name",
)  # fmt: skip
_MEASURE = (*(f"measures__{name}" for name in MeasureRow._fields[:-1]), "measures__supplier__name")
_RATING = (
    "ratings__period", "ratings__standing", "ratings__reason", "ratings__by__full_name",
    "ratings__by__username", "ratings__at",
)  # fmt: skip


@dataclass(slots=True)
class Planned:
    """An indicator with its measures, and by period's id the rating people set last."""

    row: IndicatorRow
    measures: dict[int, MeasureRow] = field(default_factory=dict)
    finals: dict[int, FinalLine | None] = field(default_factory=dict)


def visible_indicators(resolution: Resolution, viewer: User | None) -> "QuerySet[Indicator]":
    """The indicators of a resolution; `viewer` None is a command, which reads everything."""
    manager = Indicator.objects
    rows = manager.all() if viewer is None else manager.visible_to(viewer)
    return rows.filter(group__resolution=resolution)


def planned_indicators(resolution: Resolution, viewer: User | None) -> list[Planned]:
    """Indicators in the resolution's order; one query."""
    rows = (
        visible_indicators(resolution, viewer)
        .order_by(
            "group__number", "number", "pk", "measures__letter", "measures__pk", "ratings__pk",
        )
        .values_list(*_INDICATOR, *_MEASURE, *_RATING)
    )  # fmt: skip
    after_indicator, after_measure = len(_INDICATOR), len(_INDICATOR) + len(_MEASURE)
    found: dict[int, Planned] = {}
    for row in rows:
        planned = found.get(row[0])
        if planned is None:
            planned = found[row[0]] = Planned(IndicatorRow._make(row[:after_indicator]))
        if (measure_id := row[after_indicator]) is not None:
            planned.measures[measure_id] = MeasureRow._make(row[after_indicator:after_measure])
        period_id, standing, reason, full_name, username, at = row[after_measure:]
        if period_id is not None:
            by = full_name or username or ""
            known = FinalLine(Standing(standing), reason, by, at) if standing else None
            planned.finals[period_id] = known
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in force, with the goal it stands for; goal None: none can be built from it."""

    line: TargetLine
    goal: Goal | None


def aims_in_force(resolution: Resolution, days: Iterable[datetime.date]) -> list[Mapping[int, Aim]]:
    """For each day, by measure id, the target in force then; one query for all days."""
    targets = Target.objects.filter(measure__indicator__group__resolution=resolution).order_by(
        F("effective_from").asc(nulls_first=True), "pk"
    )
    known = [(target.effective_from, target.measure_id, _aim(target)) for target in targets]
    return [
        {
            measure_id: aim
            for effective_from, measure_id, aim in known
            if effective_from is None or effective_from <= day
        }
        for day in days
    ]


def _aim(target: Target) -> Aim:
    try:
        goal = target.as_goal()
    except ValueError:
        goal = None
    line = TargetLine(
        wording=target.wording,
        direction=Direction(target.direction),
        low=target.low,
        high=target.high,
        strict=target.strict,
        tolerance=target.tolerance,
        decision=target.decision,
        effective_from=target.effective_from,
    )
    return Aim(line, goal)


def milestones_of(resolution: Resolution) -> Mapping[int, Mapping[int, Decimal]]:
    """The office's milestones by measure id and quarter; one query."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = Milestone.objects.filter(measure__indicator__group__resolution=resolution)
    for measure_id, quarter, expected in rows.values_list("measure_id", "quarter", "expected"):
        found[measure_id][quarter] = expected
    return found
