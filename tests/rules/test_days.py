"""How late something is, and working days."""

import datetime

import pytest

from targets.rules.days import days_late, working_days_after


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        ((2024, 9, 24), 2, (2024, 9, 26)),
        ((2024, 9, 26), 2, (2024, 9, 30)),
        ((2024, 9, 27), 1, (2024, 9, 30)),
        ((2024, 9, 28), 2, (2024, 10, 1)),
        ((2024, 9, 29), 3, (2024, 10, 2)),
        ((2024, 9, 24), 0, (2024, 9, 24)),
    ],
)
def test_working_days(day, count, then):
    assert working_days_after(datetime.date(*day), count) == datetime.date(*then)


@pytest.mark.parametrize(("due", "late"), [(20, 4), (23, 1), (24, 0), (25, 0), (None, 0)])
def test_days_late(due, late):
    due_on = due and datetime.date(2024, 9, due)
    assert days_late(due_on, datetime.date(2024, 9, 24)) == late
