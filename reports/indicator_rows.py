"""What an indicator's page needs beside the Summary: two queries, whatever there is to tell."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from targets.models import (
    Figure,
    FigureEdit,
    Indicator,
    Measure,
    MilestoneChange,
    Period,
    ReviewEvent,
    Task,
    Unit,
)
from targets.rules.appraisal import Entry


class MilestoneReason(NamedTuple):
    """Why a milestone stands where it does: the newest change of a measure's quarter."""

    letter: str
    quarter: int
    reason: str
    by: str
    at: datetime.datetime | None


class LocalityFigure(NamedTuple):
    """What a contributing unit reported in the period in question."""

    letter: str
    unit: str
    status: str
    entry: Entry


@dataclass(slots=True)
class Surroundings:
    """An indicator's neighbourhood in the plan and below it."""

    coordinating: list[str] = field(default_factory=list)
    measure_ids: dict[str, str] = field(default_factory=dict)  # a measure's id to its letter
    continues: dict[str, int] = field(default_factory=dict)  # a letter to last year's measure
    tasks: list[tuple[str, str]] = field(default_factory=list)  # number and title
    reasons: list[MilestoneReason] = field(default_factory=list)
    localities: list[LocalityFigure] = field(default_factory=list)


class StepRow(NamedTuple):
    """An event or a save of the counting report, oldest first; `move` "" is a save."""

    at: datetime.datetime
    pk: int
    move: str
    to_status: str
    by: str
    unit: str
    note: str
    answer_by: datetime.date | None
    on_behalf: bool
    single_handed: bool
    figures: Any


def surroundings_of(period: Period, number: int) -> Surroundings:
    """Everything of the plan that stands around one indicator; one query."""
    mine = {"indicator__group__resolution": period.resolution_id, "indicator__number": number}
    indicator = Indicator.objects.filter(
        group__resolution=period.resolution_id, number=number
    ).values("pk")
    measures = _rows(
        Measure.objects.filter(**mine), "measure", F("pk"), F("letter"), F("continues_id")
    )
    units = _rows(
        Unit.objects.filter(coordinated_indicators__in=indicator), "unit", F("order"), F("name")
    )
    tasks = _rows(
        Task.objects.filter(indicators__in=indicator), "task", F("order"), F("number"), F("title")
    )
    reasons = _rows(
        MilestoneChange.objects.filter(measure__indicator__in=indicator),
        "milestone", F("quarter"), F("measure__letter"), F("reason"),
        Coalesce(F("by__full_name"), Value("")), at=F("at"),
    )  # fmt: skip
    localities = _rows(
        Figure.objects.filter(
            report__indicator__in=indicator, report__period=period, report__counts=False
        ),
        "locality", F("report__unit__order"), F("measure__letter"), F("report__unit__name"),
        F("report__status"), F("value"), F("numerator"), F("denominator"),
    )  # fmt: skip
    found = Surroundings()
    for row in sorted(reasons.union(measures, units, tasks, localities, all=True), key=_in_order):
        _sort_in(found, *row)
    return found


def steps_of(period: Period, number: int) -> list[StepRow]:
    """What became of the counting report of the period, oldest first; one query."""
    mine = {
        "report__indicator__group__resolution": period.resolution_id,
        "report__indicator__number": number,
        "report__period": period,
        "report__counts": True,
    }
    name = Coalesce(F("by__full_name"), F("by__username"), Value(""))
    unit = Coalesce(F("by__unit__name"), Value(""))
    events = (
        ReviewEvent.objects.filter(**mine)
        .annotate(who=name, whose=unit)
        .order_by()
        .values_list(
            "at", "pk", "move", "to_status", "who", "whose", "note", "answer_by", "on_behalf",
            "single_handed", "figures",
        )
    )  # fmt: skip
    no = Value(value=False, output_field=BooleanField())
    edits = (
        FigureEdit.objects.filter(**mine)
        .annotate(
            who=name, whose=unit, step=_text(""), status=_text("draft"), said=_text(""),
            until=Cast(Value(None), DateField()), behalf=no, single=no,
        )
        .order_by()
        .values_list(
            "at", "pk", "step", "status", "who", "whose", "said", "until", "behalf", "single",
            "changes",
        )
    )  # fmt: skip
    rows = [StepRow._make(row) for row in events.union(edits, all=True)]
    return sorted(rows, key=lambda step: (step.at, step.move == "", step.pk))


def _rows(
    found: "QuerySet[Any]",
    kind: str,
    place: Any,
    *texts: Any,
    at: Any = None,
) -> "QuerySet[Any, Any]":
    """Rows of one kind as kind, place, six texts and a moment, so that kinds can be united."""
    padded = [*texts, *([Value("")] * (6 - len(texts)))]
    named = {f"text_{place_at}": Cast(text, CharField()) for place_at, text in enumerate(padded)}
    moment = Cast(Value(None), DateTimeField()) if at is None else at
    rows: QuerySet[Any, Any] = (
        found.order_by()
        .annotate(
            row_kind=_text(kind), row_place=Cast(place, IntegerField()), **named, row_at=moment
        )
        .values_list("row_kind", "row_place", *named, "row_at")
    )
    return rows


def _text(words: str) -> Cast:
    return Cast(Value(words), CharField())


def _in_order(row: Sequence[Any]) -> tuple[Any, ...]:
    moment = row[-1].timestamp() if row[-1] else 0.0
    return row[0], row[1], moment, *(text or "" for text in row[2:-1])


def _sort_in(found: Surroundings, kind: str, place: int, *row: Any) -> None:
    match kind:
        case "measure":
            found.measure_ids[str(place)] = row[0]
            if row[1]:
                found.continues[row[0]] = int(row[1])
        case "unit":
            found.coordinating.append(row[0])
        case "task":
            found.tasks.append((row[0], row[1]))
        case "milestone":
            found.reasons.append(MilestoneReason(row[0], place, row[1], row[2], row[-1]))
        case "locality":
            numbers = [_number(text) for text in row[3:6]]
            found.localities.append(LocalityFigure(row[0], row[1], row[2], Entry(*numbers)))


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def newest_reasons(
    reasons: Sequence[MilestoneReason], letter: str
) -> Mapping[int, MilestoneReason]:
    """By quarter; changes come oldest first, so the newest one stays."""
    return {each.quarter: each for each in reasons if each.letter == letter}
