"""Counting days: how late something is, and working days (design §4)."""

import datetime

_SATURDAY = 5


def days_late(due_on: datetime.date | None, on: datetime.date) -> int:
    """How many days after its due date `on` is; 0 on time, and where nobody set a date."""
    return max(0, (on - due_on).days) if due_on else 0


def working_days_after(day: datetime.date, count: int) -> datetime.date:
    """The day that many working days later; Saturdays and Sundays are none."""
    while count > 0:
        day += datetime.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
