"""Directives of a period as rows of a Summary: one query, whatever there is to tell."""

import datetime
from typing import Any, NamedTuple

from django.db.models import F

from reports.directive_lines import DirectiveLine, most_urgent_first
from targets.models import Directive, Period, User
from targets.rules.directives import DirectiveMove, DirectiveStatus, answer_days_late

_COLUMNS = (
    "pk", "status", "text", "at", "answer_due_on", "period__quarter", "period__name",
    "indicator__number", "indicator__wording", "task__number", "task__title", "unit__code",
    "unit__name", "by__full_name", "by__username", "entries__move", "entries__text",
    "entries__at", "entries__by__full_name", "entries__by__username", "entries__on_behalf",
)  # fmt: skip


class StepRow(NamedTuple):
    """A directive beside one of its steps; without any, once and the step's columns are None."""

    pk: int
    status: str
    text: str
    at: datetime.datetime
    due_on: datetime.date | None
    quarter: int
    period_name: str
    indicator_number: int | None
    indicator_wording: str | None
    task_number: str | None
    task_title: str | None
    unit_code: str | None
    unit_name: str | None
    full_name: str | None
    username: str | None
    move: str | None
    said: str | None
    said_at: datetime.datetime | None
    said_full_name: str | None
    said_username: str | None
    on_behalf: bool | None


def directive_lines(
    period: Period, viewer: User | None, today: datetime.date
) -> tuple[DirectiveLine, ...]:
    """Those of the period and what earlier periods left unsettled, most urgent first; what
    coordinating units remark is no directive.

    viewer: the rows this person may read; None reads everything.
    """
    rows = Directive.objects.at_hand_in(period).of_leadership()
    if viewer is not None:
        rows = rows.visible_to(viewer)
    steps = rows.order_by("pk", F("entries__at").asc(), F("entries__pk").asc())
    found: dict[int, dict[str, Any]] = {}
    for values in steps.values_list(*_COLUMNS):
        row = StepRow._make(values)
        known = found.setdefault(row.pk, _begun(row, today))
        known |= _said(row)
    return most_urgent_first(DirectiveLine(**known) for known in found.values())


def _begun(row: StepRow, today: datetime.date) -> dict[str, Any]:
    status = DirectiveStatus(row.status)
    about_task = row.task_number is not None
    number = row.task_number if about_task else row.indicator_number
    wording = row.task_title if about_task else row.indicator_wording
    return {
        "key": row.pk,
        "status": status,
        "number": str(number),
        "wording": wording or "",
        "text": row.text,
        "asked_at": row.at,
        "about_task": about_task,
        "quarter": row.quarter,
        "period_name": row.period_name,
        "unit_code": row.unit_code or "",
        "unit_name": row.unit_name or "",
        "asked_by": row.full_name or row.username or "",
        "due_on": row.due_on,
        "days_late": answer_days_late(status, row.due_on, today),
    }


def _said(row: StepRow) -> dict[str, Any]:
    """What a step adds; later steps put their words in the place of earlier ones."""
    match row.move:
        case DirectiveMove.ANSWER:
            return {
                "answer": row.said or "",
                "answered_by": row.said_full_name or row.said_username or "",
                "answered_at": row.said_at,
                "on_behalf": bool(row.on_behalf),
            }
        case DirectiveMove.ASK_AGAIN:
            return {"asked_again": row.said or ""}
        case DirectiveMove.SETTLE:
            return {"settled_with": row.said or ""}
        case _:
            return {}
