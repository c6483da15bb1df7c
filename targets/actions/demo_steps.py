"""How the demo's story moves on: a moment of it, and a step a report took then."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import make_aware

from targets.actions.moves import copy_of
from targets.models import Figure, ProgressReport, ReviewEvent, User
from targets.rules.workflow import Move, Status


class DemoRefused(Exception):
    """The demo may not be loaded here; str() is a Vietnamese sentence."""


def moment(text: str) -> datetime:
    """A moment as the files write it: 2024-09-20T08:30, in the town's time."""
    return make_aware(datetime.fromisoformat(text))


def taken(
    report: ProgressReport,
    move: Move,
    to: Status,
    figures: Sequence[Figure],
    *,
    by: User,
    at: datetime,
    **further: Any,
) -> ReviewEvent:
    """Move a report on, unsaved; return the event of it. The step is already found possible."""
    event = ReviewEvent(
        report=report,
        move=move.value,
        from_status=report.status,
        to_status=to.value,
        by=by,
        at=at,
        figures=copy_of(figures),
        **further,
    )
    report.status = event.to_status
    report.version += 1
    if move is Move.SUBMIT:
        report.submitted_by, report.submitted_at = by, at
    return event
