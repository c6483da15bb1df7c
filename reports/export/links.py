"""Where a sheet finds the cells of another that its formulas point at.

A sheet nobody asked for is not in the file: what would have pointed at it is then written out.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from reports.export.columns import KEY, Columns, cell, span
from reports.export.sources import SourceRow
from reports.paper_table import TableRow

TABLE = "Tổng hợp"


@dataclass(frozen=True, slots=True)
class TableCells:
    """The cells of "Tổng hợp": its rows by TableRow.key, numbered from 0."""

    columns: Columns
    rows: Mapping[str, int]
    first_row: int
    last_row: int

    def now(self, row: TableRow) -> str:
        """The figure of the period in question."""
        return self._cell(self.columns.now, row)

    def year_end(self, row: TableRow) -> str:
        assert self.columns.year_end is not None
        return self._cell(self.columns.year_end, row)

    def standing(self, row: TableRow) -> str:
        return self._cell(self.columns.standing, row)

    def _cell(self, column: int, row: TableRow) -> str:
        return f"'{TABLE}'!{cell(column, self.rows[row.key])}"

    @property
    def keys(self) -> str:
        """The column of numbers: an indicator has a number, a part has text."""
        return self._span(KEY)

    @property
    def leads(self) -> str:
        return self._span(self.columns.lead)

    @property
    def standings(self) -> str:
        return self._span(self.columns.standing)

    def _span(self, column: int) -> str:
        return f"'{TABLE}'!{span(column, self.first_row, self.last_row)}"


@dataclass(frozen=True, slots=True)
class Links:
    """The cells that formulas of other sheets point at.

    `today`, `due_on`: the day the paper was made and the deadline as formulas; due_on "" where
    the period has none. `work`: the cells of "Nhiệm vụ"; None where that sheet is not wanted.
    """

    table: TableCells
    sources: Mapping[str, SourceRow]
    today: str
    due_on: str
    work: "WorkCells | None" = None


@dataclass(frozen=True, slots=True)
class WorkCells:
    """The columns of "Nhiệm vụ" with lead units and states."""

    leads: str
    states: str


def day_formula(day: datetime.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
