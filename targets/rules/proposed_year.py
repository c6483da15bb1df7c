"""A year nobody has set up yet: how its days are read, what is proposed for its periods."""

import calendar
import datetime
import re
from collections.abc import Collection

from targets.rules import numbers
from targets.rules.proposal import ProposedPeriod

# Quarter, name, part of the year, last month, day of that month by which units report
_QUARTERS = (
    (1, "Quý I", "0,25", 3, 20),
    (2, "6 tháng đầu năm", "0,5", 6, 20),
    (3, "9 tháng", "0,75", 9, 20),
    (4, "Năm", "1", 12, 10),
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def proposed_periods(year: int) -> tuple[ProposedPeriod, ...]:
    """Four quarters, each open from the first of its last month; a due date is never a weekend."""
    return tuple(
        ProposedPeriod(
            f"k{quarter}",
            quarter=quarter,
            name=name,
            share=share,
            opens_on=_told(datetime.date(year, month, 1)),
            starts_on=_told(datetime.date(year, 1, 1)),
            ends_on=_told(datetime.date(year, month, calendar.monthrange(year, month)[1])),
            due_on=_told(_working_day(datetime.date(year, month, due))),
        )
        for quarter, name, share, month, due in _QUARTERS
    )


def proposed_slug(year: int, taken: Collection[str]) -> str:
    """nq-2025, or nq-2025-2 where that one is taken."""
    name, count = f"nq-{year}", 1
    while name in taken:
        count += 1
        name = f"nq-{year}-{count}"
    return name


def read_day(text: str) -> datetime.date | None:
    """A day written dd/mm/yyyy, between 2000 and 2100; None for anything else."""
    found = _DAY.fullmatch(numbers.trimmed(text))
    try:
        day = found and datetime.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2100 else None


def read_year(text: str) -> int | None:
    """A year between 2000 and 2100; None for anything else."""
    body = numbers.trimmed(text)
    year = int(body) if re.fullmatch(r"\d{4}", body, re.ASCII) else 0
    return year if 2000 <= year <= 2100 else None


def _working_day(day: datetime.date) -> datetime.date:
    while day.weekday() >= 5:
        day -= datetime.timedelta(days=1)
    return day


def _told(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"
