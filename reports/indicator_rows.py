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
    Exists,
    F,
    IntegerField,
    JSONField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from reports.locality_heat import Reported
from targets.models import (
    Evidence,
    Figure,
    FigureEdit,
    Indicator,
    Measure,
    MilestoneChange,
    Period,
    ProgressReport,
    ReviewEvent,
    Task,
    Unit,
    User,
)
from targets.models.people import LOCALITY
from targets.rules.appraisal import Entry
from targets.rules.workflow import SENT, Role

ATTACHED, TAKEN_OFF = "attached", "taken_off"


class MilestoneReason(NamedTuple):
    """Why a milestone stands where it does: the newest change of a measure's quarter."""

    letter: str
    quarter: int
    reason: str
    by: str
    at: datetime.datetime | None


@dataclass(slots=True)
class Surroundings:
    """An indicator's neighbourhood in the plan and below it."""

    coordinating: list[str] = field(default_factory=list)
    measure_ids: dict[str, str] = field(default_factory=dict)  # a measure's id to its letter
    continues: dict[str, int] = field(default_factory=dict)  # a letter to last year's measure
    tasks: list[tuple[str, str]] = field(default_factory=list)  # number and title
    reasons: list[MilestoneReason] = field(default_factory=list)
    communes: list[str] = field(default_factory=list)  # those the reader may know the figures of
    reported: list[Reported] = field(default_factory=list)
    receiver: str = ""  # the lead unit's code, where the reader may see what it is sent


class StepRow(NamedTuple):
    """An event of the counting report, oldest first; `move` "" is a save, ATTACHED and TAKEN_OFF
    tell of the evidence that `note` names.
    """

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


def surroundings_of(period: Period, number: int, reader: User) -> Surroundings:
    """Everything of the plan that stands around one indicator, and what communes have sent of it
    up to the period, as far as the reader may see it; one query.
    """
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
    communes = _rows(_communes(indicator, reader), "commune", F("order"), F("name"))
    receiver = _rows(
        Unit.objects.visible_to(reader).filter(led_indicators__in=indicator),
        "receiver", Value(0), F("code"),
    )  # fmt: skip
    seen = ProgressReport.objects.visible_to(reader).filter(
        indicator__in=indicator,
        period__resolution=period.resolution_id,
        period__quarter__lte=period.quarter,
        counts=False,
        status__in=SENT,
        unit__kind=LOCALITY,
    )
    reported = _rows(
        Figure.objects.filter(report__in=seen.order_by().values("pk"), measure__by_locality=True),
        "reported", F("report__period__quarter"), F("measure__letter"), F("report__unit__name"),
        F("report__status"), F("value"), F("numerator"), F("denominator"),
    )  # fmt: skip
    found = Surroundings()
    every = reasons.union(measures, units, tasks, communes, receiver, reported, all=True)
    for row in sorted(every, key=_in_order):
        _sort_in(found, *row)
    return found


def _communes(indicator: "QuerySet[Indicator, Any]", reader: User) -> "QuerySet[Unit]":
    """The communes and wards whose figures this person may read: all of them as the office,
    leadership or the lead unit, else one's own.
    """
    every = Unit.objects.localities()
    if reader.has_role(Role.OFFICE, Role.LEADER):
        return every
    units = reader.own_units()
    led = Indicator.objects.filter(pk__in=indicator, lead_unit__in=units)
    return every.filter(Q(pk__in=units) | Q(Exists(led.order_by())))


_NO = Value(value=False, output_field=BooleanField())
_SAVES = frozenset({"", ATTACHED, TAKEN_OFF})


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
    told = {
        "status": _text("draft"), "until": Cast(Value(None), DateField()), "behalf": _NO,
        "single": _NO,
    }  # fmt: skip
    edits = (
        FigureEdit.objects.filter(**mine)
        .annotate(who=name, whose=unit, step=_text(""), said=_text(""), **told)
        .order_by()
        .values_list(
            "at", "pk", "step", "status", "who", "whose", "said", "until", "behalf", "single",
            "changes",
        )
    )  # fmt: skip
    of_evidence = (
        Evidence.objects.filter(**mine, **{f"{when}_at__isnull": False})
        .shown()
        .annotate(
            who=Coalesce(F(f"{when}_by__full_name"), F(f"{when}_by__username"), Value("")),
            whose=Coalesce(F(f"{when}_by__unit__name"), Value("")),
            step=_text(step), nothing=Cast(Value(None), JSONField()), **told,
        )
        .order_by()
        .values_list(
            f"{when}_at", "pk", "step", "status", "who", "whose", "name", "until", "behalf",
            "single", "nothing",
        )
        for when, step in (("added", ATTACHED), ("removed", TAKEN_OFF))
    )  # fmt: skip
    rows = [StepRow._make(row) for row in events.union(edits, *of_evidence, all=True)]
    return sorted(rows, key=lambda step: (step.at, step.move in _SAVES, step.pk))


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
        case "commune":
            found.communes.append(row[0])
        case "receiver":
            found.receiver = row[0]
        case "reported":
            numbers = [_number(text) for text in row[3:6]]
            found.reported.append(Reported(row[0], row[1], place, row[2], Entry(*numbers)))


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
