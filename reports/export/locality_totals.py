"""Under the localities: their sum, the lead unit's figure, and whether the two are the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.export import figures, sources
from reports.export.columns import cell
from reports.export.figures import Live
from reports.export.formats import HEADING_FILL, decimals_of, figure_pattern, gap_pattern
from reports.export.layout import Text, row_height
from reports.export.links import Links
from reports.export.locality_cells import LocalityCells, rate_pattern
from reports.export.locality_columns import FIRST, KEY, NAME, LocalityColumns, Placed
from reports.export.page import Said, write_row
from reports.locality_table import Shape, counted, is_compared, punctual
from reports.paper_table import NO_FIGURE, NOT_COMPARED, TableRow
from reports.paper_words import Paper
from targets.rules.figures import Formula
from targets.rules.numbers import format as printed
from targets.rules.numbers import plain

ROWS, ROW_HEIGHT = 3, 22.0
SAME, DIFFERENT = "Khớp", "Lệch"
Wish = dict[str, Any]
# Why the lead unit's figure is missing, in a narrow column
_WHY_SHORT = {
    "chưa gửi": "chưa gửi", "đã gửi, chờ duyệt": "chờ duyệt", "đang trả lại": "trả lại",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalityTotals:
    """Writes three rows from `row` on; the localities stand from `first_row` to the row before."""

    cells: LocalityCells
    paper: Paper
    links: Links
    columns: LocalityColumns
    table_rows: dict[str, TableRow]
    first_row: int
    row: int

    def write(self) -> float:
        """Write the three rows. Their height."""
        self._write_total()
        self._write_lead()
        return ROW_HEIGHT * 2 + self._fit_comparison()

    def _title(self, row: int, words: str, look: Wish) -> None:
        sheet, formats = self.cells.sheet, self.cells.formats
        for column in range(FIRST, len(self.columns.widths)):
            sheet.write_blank(row, column, None, formats.cell(**look))
        texts = {KEY: Said(words, formats.centred(**look), last=NAME)}
        write_row(sheet, row, texts, self.columns.widths)
        sheet.set_row(row, ROW_HEIGHT)

    def _write_total(self) -> None:
        summary, columns = self.paper.summary, self.columns
        look: Wish = {"bold": True, "bg_color": HEADING_FILL}
        self._title(self.row, f"Cộng {counted(summary.localities)}", look)
        for placed in columns.placed:
            self._write_sum(placed, look)
        sent, late, count = (
            self._all(columns.sent),
            self._all(columns.late),
            len(summary.localities),
        )
        made = self.cells.formats.centred(**look)
        self.cells.sheet.merge_range(self.row, columns.sent, self.row, columns.late, "", made)
        formula = f'="Đúng hạn "&COUNTIFS({sent},">0",{late},0)&"/{count}"'
        words = f"Đúng hạn {punctual(summary)}/{count}"
        self.cells.text(self.row, columns.sent, words, formula, **look)

    def _all(self, column: int) -> str:
        """A column's cells of every locality."""
        return f"{cell(column, self.first_row)}:{cell(column, self.row - 1)}"

    def _write_sum(self, placed: Placed, look: Wish) -> None:
        told, total, row = placed.told, placed.told.total, self.row
        if told.shape is Shape.AMOUNT:
            pattern = figure_pattern(told.measure.decimals)
            added = Live(f"=SUM({self._all(placed.figure)})", told.amount)
            self.cells.number(row, placed.figure, added, self.cells.formats.number(pattern, **look))
        if not placed.pair:
            return
        if total.numerator is None or total.denominator is None or total.rate is None:
            for column in range(placed.first, placed.last + 1):
                self.cells.text(row, column, NOT_COMPARED, **look)
            return
        below, above = placed.pair
        for column, amount in ((below, total.denominator), (above, total.numerator)):
            self.cells.amount(row, column, amount, told, f"=SUM({self._all(column)})", **look)
        live = Live(f"={cell(above, row)}*100/{cell(below, row)}", total.rate)
        made = self.cells.formats.number(rate_pattern(told.measure, total.rate, None), **look)
        self.cells.number(row, placed.figure, live, made)
        self.cells.against(row, placed, total.rate, **look)

    def _write_lead(self) -> None:
        row = self.row + 1
        self._title(row, "Đơn vị chủ trì báo cáo", {})
        self._title(row + 1, "Đối chiếu", {})
        for placed in self.columns.placed:
            told = placed.told
            self._lead_figure(row, placed)
            if placed.pair:
                self._lead_pair(row, placed, placed.pair)
            elif told.shape is Shape.AMOUNT:
                self._compare(row + 1, placed, placed.figure, told.measure.now.figure, told.amount)

    def _lead_figure(self, row: int, placed: Placed) -> None:
        measure = placed.told.measure
        source, table = self.links.sources[measure.key], self.table_rows[measure.key]
        there, value = self.links.table.now(table), figures.figure_now(measure, source).value
        formula = f"={there}"
        if measure.formula == Formula.DECREASE:  # the present rate, as localities have it
            missing = value if isinstance(value, str) else NO_FIGURE
            formula = f'=IF(ISNUMBER({there}),{source[sources.START]}-{there},"{missing}")'
            if isinstance(value, Decimal) and measure.baseline is not None:
                value = measure.baseline - value
        if isinstance(value, str):
            self.cells.text(row, placed.figure, value, formula)
            return
        pattern = figure_pattern(decimals_of(table.figure(measure.place)))
        made = self.cells.formats.number(pattern)
        self.cells.number(row, placed.figure, Live(formula, value), made)

    def _lead_pair(self, row: int, placed: Placed, pair: tuple[int, int]) -> None:
        measure, total = placed.told.measure, placed.told.total
        source = self.links.sources[measure.key]
        value, denominator = sources.typed_numbers(measure)
        if value is not None and denominator is None:  # a percentage alone
            for column in pair:
                self.cells.text(row, column, NOT_COMPARED)
                self.cells.text(row + 1, column, NOT_COMPARED, italic=True)
            return
        missing = _WHY_SHORT.get(measure.why, NO_FIGURE)
        below, above = pair
        for column, there, amount, summed in (
            (below, source[sources.DENOMINATOR], denominator, total.denominator),
            (above, source[sources.VALUE], value, total.numerator),
        ):
            formula = f'=IF(ISNUMBER({there}),{there},"{missing}")'
            if amount is None:
                self.cells.text(row, column, missing, formula)
            else:
                self.cells.amount(row, column, amount, placed.told, formula)
            self._compare(row + 1, placed, column, amount, summed)

    def _compare(
        self, row: int, placed: Placed, column: int, told: Decimal | None, summed: Decimal | None
    ) -> None:
        """Khớp, Lệch 12, or - where there is nothing to compare: a number whose words are its
        cell's format, so that every reader sees it in its own grouping.
        """
        lead = self.table_rows[placed.told.measure.key].line.lead_code
        if summed is None or not is_compared(self.paper.summary, lead):
            self.cells.text(row, column, NOT_COMPARED, italic=True)
            return
        there = cell(column, row - 1)
        gap = f"ROUND({there}-{cell(column, row - 2)},6)"
        formula = f'=IF(ISNUMBER({there}),{gap},"{NOT_COMPARED}")'
        if told is None:
            self.cells.text(row, column, NOT_COMPARED, formula, italic=True)
            return
        pattern = gap_pattern(decimals_of(plain(told - summed)), SAME, DIFFERENT)
        made = self.cells.formats.centred(italic=True, num_format=pattern)
        self.cells.number(row, column, Live(formula, told - summed), made)

    def _fit_comparison(self) -> float:
        """The last row is as tall as its longest difference."""
        asked = [
            Text(_compared(told, summed), self.columns.widths[column])
            for placed in self.columns.placed
            for column, told, summed in _pairs(placed)
        ]
        height = row_height(asked, least=ROW_HEIGHT)
        self.cells.sheet.set_row(self.row + 2, height)
        return height


def _pairs(placed: Placed) -> Iterator[tuple[int, Decimal | None, Decimal | None]]:
    """The columns that are compared: the lead unit's amount and the localities'."""
    told = placed.told
    if told.shape is Shape.AMOUNT:
        yield placed.figure, told.measure.now.figure, told.amount
    if placed.pair:
        value, denominator = sources.typed_numbers(told.measure)
        below, above = placed.pair
        yield below, denominator, told.total.denominator
        yield above, value, told.total.numerator


def _compared(told: Decimal | None, summed: Decimal | None) -> str:
    if told is None or summed is None:
        return NOT_COMPARED
    if told == summed:
        return SAME
    gap = plain(told - summed)
    return f"{DIFFERENT} {printed(told - summed, decimals_of(gap))}"
