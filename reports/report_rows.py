"""What was reported, as rows: the counting report of every indicator and period (design §5).

An approved report counts with its figures. One approved earlier keeps counting with the copy its
last approval took. A submitted one counts only where the reader asked for it.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import Case, F, JSONField, Q, Value, When

from reports.assessment import Basis, ReportLine, Typed
from targets.models import Period, ProgressReport, ReviewEvent
from targets.rules.workflow import Move, Status

_REPORT = (
    "pk", "indicator_id", "period_id", "status", "unit__code", "unit__name", "results",
    "difficulties", "causes", "proposals", "submitted_by__full_name", "submitted_by__username",
    "submitted_at",
)  # fmt: skip
_FIGURE = tuple(
    f"figures__{name}"
    for name in (
        "measure_id", "value", "numerator", "denominator", "year_estimate", "year_ago", "nature",
        "as_of", "source_note", "missing_reason", "expected_on",
    )
)  # fmt: skip
_NUMBERS = ("value", "numerator", "denominator", "year_estimate", "year_ago")


class ReportRow(NamedTuple):
    pk: int
    indicator_id: int
    period_id: int
    status: str
    unit_code: str
    unit_name: str
    results: str
    difficulties: str
    causes: str
    proposals: str
    full_name: str | None
    username: str | None
    submitted_at: datetime.datetime | None


@dataclass(slots=True)
class Filed:
    """A counting report: which figures of it count, and those figures by measure id."""

    row: ReportRow
    basis: Basis
    revising: bool = False
    figures: dict[int, Typed] = field(default_factory=dict)
    steps: list["EventRow"] = field(default_factory=list)

    @property
    def narrative(self) -> bool:
        """Whether something that counts was said in words."""
        return self.basis is not Basis.NONE and bool(self.row.results.strip())


class EventRow(NamedTuple):
    report_id: int
    move: str
    at: datetime.datetime
    full_name: str | None
    username: str | None
    note: str
    answer_by: datetime.date | None
    on_behalf: bool
    single_handed: bool
    figures: Mapping[str, Mapping[str, Any]] | None

    @property
    def by(self) -> str:
        return self.full_name or self.username or ""


def filed_reports(
    period: Period, *, include_submitted: bool, indicator_ids: Iterable[int] | None = None
) -> dict[tuple[int, int], Filed]:
    """By indicator and period id, for all periods of the resolution; two queries.

    `indicator_ids` narrows them to what the reader sees. Steps are known for `period` alone.
    """
    reports = ProgressReport.objects.counting().filter(period__resolution=period.resolution_id)
    events = ReviewEvent.objects.filter(
        report__counts=True, report__period__resolution=period.resolution_id
    )
    if indicator_ids is not None:
        ids = list(indicator_ids)
        reports = reports.filter(indicator__in=ids)
        events = events.filter(report__indicator__in=ids)
    found: dict[int, Filed] = {}
    split = len(_REPORT)
    for row in reports.order_by("pk").values_list(*_REPORT, *_FIGURE):
        filed = found.get(row[0])
        if filed is None:
            filed = found[row[0]] = Filed(
                ReportRow._make(row[:split]), _basis(row[3], include_submitted=include_submitted)
            )
        if filed.basis is not Basis.NONE and row[split] is not None:
            filed.figures[row[split]] = Typed(*row[split + 1 :])
    _add_steps(found, events, period)
    return {(filed.row.indicator_id, filed.row.period_id): filed for filed in found.values()}


def _basis(status: str, *, include_submitted: bool) -> Basis:
    if status == Status.APPROVED:
        return Basis.APPROVED
    wanted = include_submitted and status == Status.SUBMITTED
    return Basis.SUBMITTED if wanted else Basis.NONE


def _add_steps(found: Mapping[int, Filed], events: Any, period: Period) -> None:
    reopened = Q(move=Move.APPROVE.value) & ~Q(report__status=Status.APPROVED.value)
    copied = Case(When(reopened, then=F("figures")), default=Value(None), output_field=JSONField())
    rows = (
        events.filter(Q(report__period=period) | reopened)
        .order_by("at", "pk")
        .values_list(
            "report_id", "move", "at", "by__full_name", "by__username", "note", "answer_by",
            "on_behalf", "single_handed", copied,
        )
    )  # fmt: skip
    for row in rows:
        step = EventRow._make(row)
        filed = found.get(step.report_id)
        if filed is None:
            continue
        filed.steps.append(step)
        if step.move == Move.APPROVE and filed.row.status != Status.APPROVED:
            filed.revising = True
            if filed.basis is not Basis.SUBMITTED:
                filed.basis = Basis.LAST_APPROVED
                filed.figures = _copied_figures(step.figures or {})


def _copied_figures(copy: Mapping[str, Mapping[str, Any]]) -> dict[int, Typed]:
    return {int(key): _copied(figure) for key, figure in copy.items() if key.isdigit()}


def _copied(figure: Mapping[str, Any]) -> Typed:
    """A figure from an event's copy: numbers as dotted text, days as ISO text, or null."""
    return Typed(
        **{name: _number(figure.get(name)) for name in _NUMBERS},
        nature=figure.get("nature") or "",
        as_of=_day(figure.get("as_of")),
        source_note=figure.get("source_note") or "",
        missing_reason=figure.get("missing_reason") or "",
        expected_on=_day(figure.get("expected_on")),
    )


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def report_line(filed: Filed | None) -> ReportLine:
    """How the report of the period in question stands, who sent it and who approved it."""
    if filed is None:
        return ReportLine()
    row = filed.row
    known: dict[str, Any] = {
        "status": row.status,
        "basis": filed.basis,
        "revising": filed.revising,
        "unit_code": row.unit_code,
        "unit_name": row.unit_name,
        "entered_by": row.full_name or row.username or "",
        "entered_at": row.submitted_at,
    }
    if filed.basis is not Basis.NONE:
        for name in ("results", "difficulties", "causes", "proposals"):
            known[name] = getattr(row, name)
    for step in filed.steps:
        known |= _step_facts(step, known)
    known.setdefault("first_sent_at", row.submitted_at)
    return ReportLine(**known)


def _step_facts(step: EventRow, known: Mapping[str, Any]) -> dict[str, Any]:
    match step.move:
        case Move.SUBMIT:
            return {
                "first_sent_at": known.get("first_sent_at", step.at),
                "entered_by": step.by,
                "entered_at": step.at,
                "on_behalf": step.on_behalf,
                "on_behalf_note": step.note if step.on_behalf else "",
            }
        case Move.APPROVE:
            return {
                "approved_by": step.by,
                "approved_at": step.at,
                "single_handed": step.single_handed,
            }
        case Move.RETURN | Move.SEND_BACK | Move.REOPEN:
            return {
                "returned_by": step.by,
                "returned_at": step.at,
                "return_note": step.note,
                "answer_by": step.answer_by,
                "returns": known.get("returns", 0) + (step.move == Move.RETURN),
            }
        case _:
            return {}
