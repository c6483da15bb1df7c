"""Work items by the quarter they are due in, group by group: the office's progress chart."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from targets.models import TaskGroup
from targets.rules.work import Bucket
from targets.task_board import TaskBox, WorkRow, grouped, rows_of

QUARTER_NAMES = ("Quý I", "Quý II", "Quý III", "Quý IV")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the chart; `counts` "5/8 xong", `is_now` where today lies."""

    name: str
    counts: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row is marked; empty in the other columns."""

    row: WorkRow | None
    column: Column


@dataclass(frozen=True, slots=True)
class Line:
    """One work item across the columns."""

    row: WorkRow
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart: columns, and under each heading of the resolution its lines by due date."""

    columns: Sequence[Column]
    groups: Sequence[tuple[TaskGroup, Sequence[Line]]]

    @property
    def width(self) -> int:
        return len(self.columns) + 2


def timeline_of(boxes: Iterable[TaskBox], year: int, today: datetime.date) -> Timeline:
    """The chart of a year; what is due after it, or on no day, has a column where there is any."""
    boxes = list(boxes)
    rows = rows_of(boxes)
    names = list(QUARTER_NAMES)
    found = {_place(row.item.due_on, year) for row in rows}
    for place, name in ((4, f"Sang năm {year + 1}"), (5, "Chưa có hạn")):
        if place in found:
            names.append(name)
    places = [0, 1, 2, 3, *sorted(found & {4, 5})]
    now = _place(today, year)
    columns = [
        Column(name, _counts(rows, place, year), place == now)
        for place, name in zip(places, names, strict=True)
    ]
    groups = [
        (
            group,
            [
                Line(row, _cells(row, columns, places, year))
                for row in sorted(rows_of(inside), key=lambda row: row.due_order)
            ],
        )
        for group, inside in grouped(boxes)
    ]
    return Timeline(columns, [(group, lines) for group, lines in groups if lines])


def _place(day: datetime.date | None, year: int) -> int:
    """0 to 3 the year's quarters (what was due before it is in the first), 4 later, 5 no day."""
    if day is None:
        return 5
    if day.year < year:
        return 0
    return (day.month - 1) // 3 if day.year == year else 4


def _counts(rows: Sequence[WorkRow], place: int, year: int) -> str:
    here = [row for row in rows if _place(row.item.due_on, year) == place]
    done = sum(row.bucket is Bucket.DONE for row in here)
    return f"{done}/{len(here)} xong" if here else "không có"


def _cells(row: WorkRow, columns: Sequence[Column], places: Sequence[int], year: int) -> list[Cell]:
    own = _place(row.item.due_on, year)
    return [
        Cell(row if place == own else None, column)
        for column, place in zip(columns, places, strict=True)
    ]
