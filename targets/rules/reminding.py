"""On which days somebody is reminded of what they owe, and how much time a slip gives."""

import datetime

WORK_DAYS_BEFORE = frozenset({15, 5, 1})
SLIP_WORKING_DAYS = 2
SLIP_HOUR = datetime.time(16)


def report_is_told(due_on: datetime.date, today: datetime.date, *, remind_days: int) -> bool:
    """Whether a report, or an answer to a request, is due for a reminder on a day.

    Before: `remind_days` before it and the day before it (0: not at all). Then on the day itself,
    on the first day after it and every third day from there: 1, 4, 7 … days late.
    """
    left = (due_on - today).days
    if left > 0:
        return bool(remind_days) and left in {remind_days, 1}
    return left == 0 or -left % 3 == 1


def work_is_told(due_on: datetime.date, today: datetime.date) -> bool:
    """Whether a work item is due for a reminder: 15, 5, 1 days before, on the day, then weekly."""
    left = (due_on - today).days
    return left in WORK_DAYS_BEFORE if left > 0 else -left % 7 == 0
