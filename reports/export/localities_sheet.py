"""The sheets "Xã, phường": localities against the town's goal and the lead unit's figure.

Three measures stand side by side on a page; more of them go on sheets of their own, so that each
has its headings repeated and frozen (mockups/papers §3).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from reports.assessment import LocalityLine
from reports.export.columns import cell
from reports.export.figures import Live
from reports.export.formats import DASHED, DATED, Formats
from reports.export.layout import Block, page_breaks, row_height
from reports.export.links import Links
from reports.export.locality_cells import LocalityCells, rate_pattern
from reports.export.locality_columns import FIRST, KEY, NAME, LocalityColumns, Placed, sheets_of
from reports.export.locality_totals import ROWS, LocalityTotals
from reports.export.page import (
    Said,
    heading_row,
    set_page,
    set_widths,
    sheet_top,
    write_note,
    write_row,
    write_whole_row,
)
from reports.export.parts import PART_NAMES, Part
from reports.locality_lines import LocalityFigure
from reports.locality_table import (
    LocalityMeasure,
    days_late_of,
    locality_measures,
    missing_words,
    notes,
    told_by_locality,
)
from reports.paper_table import NO_FIGURE, NOT_COMPARED, TableRow
from reports.paper_words import Paper

SHEET = PART_NAMES[Part.LOCALITIES]
TITLE = "KẾT QUẢ THEO XÃ, PHƯỜNG"
NOTHING = "Trong kỳ chưa có xã, phường nào gửi số liệu riêng."
NOT_TOLD = "Không có chỉ tiêu nào theo dõi đến xã, phường."
FIRST_ROW = 6
LEAST_HEIGHT = 20.0
EMPTY_WIDTHS = (5.0, 60.0, 40.0, 25.0)


def sheet_names(paper: Paper) -> list[str]:
    """One name, or as many as the measures need."""
    count = len(list(sheets_of(locality_measures(paper.summary))))
    return [SHEET, *(f"{SHEET} ({at})" for at in range(2, count + 1))]


def write_localities(
    sheets: Sequence[Worksheet], formats: Formats, paper: Paper, links: Links
) -> None:
    """Write the sheets whose names `sheet_names` gave."""
    measures = locality_measures(paper.summary)
    if not measures:
        _write_nothing(sheets[0], formats, paper)
        return
    rows = {row.measure.key: row for group in paper.groups for row in group.rows if row.measure}
    for sheet, columns in zip(sheets, sheets_of(measures), strict=True):
        _LocalitySheet(sheet, formats, paper, links, columns, rows).write(measures)


def _top(sheet: Worksheet, formats: Formats, paper: Paper, widths: Sequence[float]) -> float:
    set_widths(sheet, widths)
    title = f"{TITLE} {paper.period_and_year.upper()}"
    return sheet_top(sheet, formats, paper, title=title, as_of=paper.as_of, widths=widths)


def _finish(sheet: Worksheet, paper: Paper, row: int, widths: Sequence[float]) -> None:
    sheet.repeat_rows(4, 5)
    sheet.freeze_panes(FIRST_ROW, FIRST)
    set_page(sheet, sheet.get_name(), illustrative=paper.illustrative)
    sheet.print_area(0, 0, row, len(widths) - 1)


def _write_nothing(sheet: Worksheet, formats: Formats, paper: Paper) -> None:
    _top(sheet, formats, paper, EMPTY_WIDTHS)
    heading_row(
        sheet,
        formats,
        rows=(4, 5),
        tall={KEY: "TT", NAME: "Xã, phường"},
        wide=[(2, 3, "Báo cáo")],
        low={2: "Ngày gửi", 3: "Trễ (ngày)"},
        widths=EMPTY_WIDTHS,
    )
    told = any(told_by_locality(paper.summary))
    words = NOTHING if told else NOT_TOLD
    write_whole_row(sheet, formats, FIRST_ROW, words, EMPTY_WIDTHS)
    _finish(sheet, paper, FIRST_ROW, EMPTY_WIDTHS)


@dataclass
class _LocalitySheet:
    sheet: Worksheet
    formats: Formats
    paper: Paper
    links: Links
    columns: LocalityColumns
    table_rows: dict[str, TableRow]

    def __post_init__(self) -> None:
        self.lines = self.paper.summary.localities
        self.cells = LocalityCells(self.sheet, self.formats)

    def write(self, told: Sequence[LocalityMeasure]) -> None:
        """Write the sheet; told: the measures of all sheets, of which this has some."""
        sheet, columns, widths = self.sheet, self.columns, self.columns.widths
        top = _top(sheet, self.formats, self.paper, widths)
        repeated = self._heading()
        blocks = []
        for at, line in enumerate(self.lines):
            row = FIRST_ROW + at
            blocks.append(Block(row, self._write_line(row, at + 1, line)))
        total = FIRST_ROW + len(self.lines)
        under = LocalityTotals(
            self.cells, self.paper, self.links, columns, self.table_rows, FIRST_ROW, total
        ).write()
        shown = [placed.told for placed in columns.placed]
        row = total + ROWS
        note = write_note(sheet, self.formats, row, notes(self.paper.summary, shown, told), widths)
        blocks.append(Block(total, under + note, clings=True))
        sheet.set_h_pagebreaks(
            page_breaks(blocks, widths=widths, first_used=top + repeated, repeated=repeated)
        )
        sheet.conditional_format(
            FIRST_ROW, columns.late, total - 1, columns.late,
            {"type": "cell", "criteria": ">", "value": 0, "format": self.formats.late()},
        )  # fmt: skip
        _finish(sheet, self.paper, row, widths)

    def _heading(self) -> float:
        columns = self.columns
        low = {columns.sent: "Ngày gửi", columns.late: "Trễ (ngày)"}
        wide = [(placed.first, placed.last, placed.told.heading) for placed in columns.placed]
        for placed in columns.placed:
            low |= placed.headings
        return heading_row(
            self.sheet,
            self.formats,
            rows=(4, 5),
            tall={KEY: "TT", NAME: "Xã, phường"},
            wide=[*wide, (columns.sent, columns.late, "Báo cáo")],
            low=low,
            widths=columns.widths,
        )

    def _write_line(self, row: int, number: int, line: LocalityLine) -> float:
        columns, sheet = self.columns, self.sheet
        sheet.write_number(row, KEY, number, self.formats.centred(num_format="0"))
        names = {NAME: Said(line.name, self.formats.words(), indent=1)}
        height = row_height(write_row(sheet, row, names, columns.widths), least=LEAST_HEIGHT)
        sheet.set_row(row, height)
        for placed in columns.placed:
            figure = placed.told.figures.get(line.code)
            if figure is None:
                self._no_figure(row, placed)
            else:
                self._write_figure(row, placed, figure)
        self._write_sent(row, line)
        return height

    def _no_figure(self, row: int, placed: Placed) -> None:
        for column in placed.pair or ():
            self.cells.text(row, column, NO_FIGURE)
        self.cells.text(row, placed.figure, NO_FIGURE, bold=True)
        if placed.edge is not None:
            self.cells.text(row, placed.edge, NOT_COMPARED)

    def _write_figure(self, row: int, placed: Placed, figure: LocalityFigure) -> None:
        told, formula = placed.told, ""
        if placed.pair and figure.denominator is not None and figure.numerator is not None:
            below, above = placed.pair
            self.cells.amount(row, below, figure.denominator, told)
            self.cells.amount(row, above, figure.numerator, told)
            formula = f"={cell(above, row)}*100/{cell(below, row)}"
        else:
            for column in placed.pair or ():
                self.cells.text(row, column, NOT_COMPARED)
        pattern = rate_pattern(told.measure, figure.figure, told.edge)
        made = self.formats.number(pattern, bold=True)
        self.cells.number(row, placed.figure, Live(formula, figure.figure), made)
        self.cells.against(row, placed, figure.figure)

    def _write_sent(self, row: int, line: LocalityLine) -> None:
        columns, summary = self.columns, self.paper.summary
        if line.has_sent_all and line.sent_on is not None:
            dated = self.formats.centred(num_format=DATED)
            self.sheet.write_datetime(row, columns.sent, line.sent_on, dated)
        else:
            self.cells.text(row, columns.sent, missing_words(line), bold=bool(line.reports))
        made = self.formats.centred(num_format=DASHED)
        if not line.reports or not self.links.due_on:
            self.sheet.write_number(row, columns.late, 0, made)
            return
        sent = cell(columns.sent, row)
        on = f"IF(ISNUMBER({sent}),{sent},{self.links.today})"
        formula = f"=MAX(0,{on}-{self.links.due_on})"
        self.sheet.write_formula(row, columns.late, formula, made, days_late_of(summary, line))
