"""The sheet "Tổng hợp": the official form, from letterhead to signatures (mockups/papers §2)."""

from collections import defaultdict
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.assessment import PeriodLine
from reports.export.columns import GOAL, KEY, LAST_YEAR, NAME, UNIT, Columns, span
from reports.export.formats import HEADING_FILL, Formats, clean
from reports.export.layout import Block, Text, page_breaks, row_height
from reports.export.links import TABLE, TableCells
from reports.export.marks import mark_signs
from reports.export.page import heading_row, set_page, set_widths, write_numbers
from reports.export.sources import SourceRow
from reports.export.summary_rows import SummaryRows
from reports.export.tally_formulas import Counted, detail_formula, tally_formula
from reports.paper_table import SIGNS
from reports.paper_words import PARTY, TITLE, Paper
from targets.labels import standing_label

SHEET = TABLE
FIRST_ROW = 10
TOP_HEIGHTS = (21.0, 20.0, 16.0, 21.0, 20.0, 18.0, 6.0)
SIGNING_SPACE = 40.0
SMALL = 11
Wish = dict[str, Any]


def write_summary_sheet(
    book: Workbook,
    sheet: Worksheet,
    formats: Formats,
    paper: Paper,
    sources: dict[str, SourceRow],
) -> TableCells:
    """Write the sheet; say where its cells are."""
    columns = Columns.of(paper.summary)
    set_widths(sheet, columns.widths)
    _letterhead(sheet, formats, paper, columns)
    headings = _headings(sheet, formats, paper, columns)
    rows = SummaryRows(sheet, formats, paper, columns, sources, FIRST_ROW)
    for group in paper.groups:
        rows.write_group(group)
    last_row = max(rows.row - 1, FIRST_ROW)
    end, foot = _foot(sheet, formats, paper, rows)
    breaks = page_breaks(
        [*rows.blocks, Block(rows.row, foot, clings=True)],
        widths=columns.widths,
        first_used=sum(TOP_HEIGHTS) + headings,
        repeated=headings,
    )
    sheet.set_h_pagebreaks(breaks)
    mark_signs(book, sheet, columns.standing, FIRST_ROW, last_row)
    _offer_standings(sheet, columns, rows)
    sheet.repeat_rows(7, FIRST_ROW - 1)
    sheet.freeze_panes(FIRST_ROW, UNIT)
    set_page(sheet, SHEET, illustrative=paper.illustrative)
    sheet.print_area(0, 0, end, columns.note)
    found = {line.key: row for row, line in rows.standings}
    return TableCells(columns, found, FIRST_ROW, last_row)


def _letterhead(sheet: Worksheet, formats: Formats, paper: Paper, columns: Columns) -> None:
    for row, height in enumerate(TOP_HEIGHTS):
        sheet.set_row(row, height)
    issuer, office = paper.issuer_lines
    left: list[tuple[str, Wish]] = [(issuer, {}), (office, {"bold": True}), ("*", {})]
    for row, (words, wish) in enumerate(left):
        made = formats.get(align="center", font_size=14, **wish)
        sheet.merge_range(row, KEY, row, UNIT, "", made)
        sheet.write_string(row, KEY, clean(words), made)
    right = [
        (PARTY, formats.get(align="center", font_size=14, bold=True, bottom=1)),
        (paper.place_and_day, formats.get(align="center", font_size=13, italic=True)),
    ]
    for row, (words, made) in enumerate(right):
        sheet.merge_range(row, columns.lead, row, columns.note, "", made)
        sheet.write_string(row, columns.lead, clean(words), made)
    whole = sum(columns.widths)
    titles: list[tuple[str, Wish]] = [
        (TITLE, {"font_size": 15, "bold": True}),
        (paper.subject, {"font_size": 14, "bold": True}),
        (paper.as_of, {"italic": True}),
    ]
    for row, (words, wish) in enumerate(titles, start=3):
        made = formats.get(align="center", text_wrap=True, **wish)
        sheet.merge_range(row, KEY, row, columns.note, "", made)
        sheet.write_string(row, KEY, clean(words), made)
        size = float(str(wish.get("font_size", 12)))
        text = Text(clean(words), whole, size, bold=bool(wish.get("bold")))
        sheet.set_row(row, row_height([text], least=TOP_HEIGHTS[row]))


def _headings(sheet: Worksheet, formats: Formats, paper: Paper, columns: Columns) -> float:
    year = paper.summary.year
    tall = {
        KEY: "TT", NAME: "Chỉ tiêu", UNIT: "ĐVT", LAST_YEAR: f"TH {year - 1}",
        GOAL: f"Chỉ tiêu NQ {year}", columns.standing: "Đánh giá",
        columns.lead: "Đơn vị chủ trì", columns.note: "Ghi chú",
    }  # fmt: skip
    low = {
        columns.first_period + at: period_heading(paper.summary.periods[place])
        for at, place in enumerate(columns.places)
    }
    if columns.year_end is not None:
        low[columns.year_end] = f"Ước năm {year}"
    low |= {columns.target: "% so NQ", columns.year_ago: "So cùng kỳ"}
    height = heading_row(
        sheet,
        formats,
        rows=(7, 8),
        tall=tall,
        wide=[
            (columns.first_period, columns.last_figure, f"Thực hiện năm {year} (lũy kế)"),
            (columns.target, columns.year_ago, "So sánh"),
        ],
        low=low,
        widths=columns.widths,
    )
    return height + write_numbers(sheet, formats, 9, columns.note + 1)


def period_heading(period: PeriodLine) -> str:
    """6 tháng đầu năm is 6 tháng in a column that stands under the year."""
    return "Cả năm" if period.is_last else period.name.removesuffix(" đầu năm")


def _foot(sheet: Worksheet, formats: Formats, paper: Paper, rows: SummaryRows) -> tuple[int, float]:
    """Totals, notes and signatures; they stay together. Returns the last row and the height."""
    columns, row = rows.columns, rows.row
    last = max(row - 1, FIRST_ROW)
    standings = span(columns.standing, FIRST_ROW, last)
    indicators = Counted.indicators(span(KEY, FIRST_ROW, last), standings)
    measures = Counted.measures(span(GOAL, FIRST_ROW, last), standings)
    total = len(paper.indicators)
    count = sum(1 for _ in paper.measures)
    strong: Wish = {"bold": True, "bg_color": HEADING_FILL}
    details = "; ".join(
        f"{sign} {standing_label(each)}: {paper.summary.tally[each]}".replace(" ", "\u00a0")
        for each, sign in SIGNS.items()
    )
    lines: list[tuple[str, str, str, Wish]] = [
        (
            paper.total_heading, tally_formula(indicators, total),
            paper.indicator_sentence, strong,
        ),
        (paper.measures_heading, tally_formula(measures, count), paper.measure_sentence, {}),
        ("Chi tiết theo mức đánh giá", detail_formula(indicators), details, {"font_size": SMALL}),
    ]  # fmt: skip
    height = 0.0
    for heading, formula, words, wish in lines:
        centred, made = formats.centred(**wish), formats.words(**wish)
        sheet.merge_range(row, KEY, row, UNIT, "", centred)
        sheet.write_string(row, KEY, heading, centred)
        sheet.merge_range(row, LAST_YEAR, row, columns.note, "", made)
        sheet.write_formula(row, LAST_YEAR, formula, made, words)
        size, bold = wish.get("font_size", 12), "bold" in wish
        text = Text(words, columns.width(LAST_YEAR, columns.note), size, bold=bold, indent=1)
        tall = row_height([text])
        sheet.set_row(row, tall)
        row, height = row + 1, height + tall
    sheet.set_row(row, 5)
    row, height = row + 1, height + 5
    made = formats.get(italic=True, font_size=SMALL, text_wrap=True, align="left")
    for note in paper.notes(columns.target + 1, columns.year_ago + 1):
        words = clean(note)
        sheet.merge_range(row, KEY, row, columns.note, "", made)
        sheet.write_string(row, KEY, words, made)
        tall = row_height([Text(words, sum(columns.widths), SMALL)], least=16)
        sheet.set_row(row, tall)
        row, height = row + 1, height + tall
    for tall, names in ((6.0, ("", "")), (18.0, paper.signatures), (SIGNING_SPACE, ("", ""))):
        sheet.set_row(row, tall)
        _sign(sheet, formats, row, columns, names)
        row, height = row + 1, height + tall
    return row - 1, height


def _sign(
    sheet: Worksheet, formats: Formats, row: int, columns: Columns, names: tuple[str, str]
) -> None:
    made = formats.get(font_size=13, align="center", bold=True)
    for first, last, words in (
        (KEY, LAST_YEAR, names[0]), (columns.standing, columns.note, names[1]),
    ):  # fmt: skip
        if words:
            sheet.merge_range(row, first, row, last, "", made)
            sheet.write_string(row, first, words, made)


def _offer_standings(sheet: Worksheet, columns: Columns, rows: SummaryRows) -> None:
    """The eight words of a row's case, to choose from by hand; each list for all rows alike."""
    cells: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, line in rows.standings:
        cells[tuple(line.choices)].append(row)
    for choices, found in cells.items():
        column = columns.standing
        sheet.data_validation(
            found[0],
            column,
            found[0],
            column,
            {
                "validate": "list",
                "source": list(choices),
                "other_cells": [[row, column, row, column] for row in found[1:]],
                "error_title": "Đánh giá",
                "error_message": "Hãy chọn một mức trong danh sách.",
            },
        )
