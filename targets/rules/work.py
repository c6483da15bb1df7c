"""Work items in time: before, on or after their date, worked out and never typed (design §4)."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

SOON_DAYS = 15


class WorkState(StrEnum):
    """What a lead unit says of a work item."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    PAUSED = "paused"


class Timing(StrEnum):
    """How a work item stands to its due date; the first four are still to be done."""

    OVERDUE = "overdue"
    SOON = "soon"
    NOT_DUE = "not_due"
    NO_DATE = "no_date"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class Bucket(StrEnum):
    """The one heading of a tally that a work item counts under; the most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    RUNNING = "running"
    PLANNED = "planned"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """A work item's timing; `days`: how far from the due date, never negative."""

    timing: Timing
    days: int = 0

    @property
    def is_open(self) -> bool:
        return self.timing in {Timing.OVERDUE, Timing.SOON, Timing.NOT_DUE, Timing.NO_DATE}


def standing_of(
    state: WorkState,
    *,
    due_on: datetime.date | None,
    done_on: datetime.date | None,
    today: datetime.date,
) -> Standing:
    """How a work item stands today: done ones by the day they were done, the others by today.

    A paused item is overdue like any other: only the office's extension moves a date. A done item
    whose day nobody knows counts as done on time.
    """
    if state is WorkState.DONE:
        if due_on is None or done_on is None or done_on == due_on:
            return Standing(Timing.ON_TIME)
        late = (done_on - due_on).days
        return Standing(Timing.LATE, late) if late > 0 else Standing(Timing.EARLY, -late)
    if due_on is None:
        return Standing(Timing.NO_DATE)
    left = (due_on - today).days
    if left < 0:
        return Standing(Timing.OVERDUE, -left)
    return Standing(Timing.SOON if left <= SOON_DAYS else Timing.NOT_DUE, left)


def bucket_of(state: WorkState, standing: Standing) -> Bucket:
    """Where a work item is counted: what presses first, then what its unit says of it."""
    match standing.timing:
        case Timing.OVERDUE:
            return Bucket.OVERDUE
        case Timing.SOON:
            return Bucket.SOON
        case _:
            return Bucket(state.value)


def latest_due(year: int) -> datetime.date:
    """The last day a work item of a year's resolution is due without a reason: 31/03 after it."""
    return datetime.date(year + 1, 3, 31)
