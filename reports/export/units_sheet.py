"""The sheet "Theo đơn vị": results and reporting of each lead unit (mockups/papers §3).

Counts are formulas over "Tổng hợp" and "Nhiệm vụ" by the unit's full name, so they follow what
somebody changes there.
"""

import re
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reports.export.columns import cell, span
from reports.export.formats import DASHED, DATED, HEADING_FILL, Formats, clean
from reports.export.layout import Block, Text, page_breaks, row_height
from reports.export.links import Links, day_formula
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
from reports.export.tasks_sheet import OVERDUE
from reports.paper_table import SIGNS
from reports.paper_words import Paper
from reports.unit_table import NOTHING_SENT, UnitRow, on_time, unit_rows
from targets.labels import standing_label

SHEET = PART_NAMES[Part.UNITS]
TITLE = "KẾT QUẢ THEO ĐƠN VỊ CHỦ TRÌ VÀ TÌNH HÌNH GỬI BÁO CÁO"
NOTHING = "Chưa có đơn vị nào chủ trì chỉ tiêu."
NO_DEADLINE = "chưa đặt"
NOTE = (
    "Chỉ tiêu đến kỳ: chỉ tiêu có ít nhất một thành phần phải báo cáo trong kỳ; đơn vị chỉ có chỉ "
    "tiêu đánh giá cuối năm không tính trễ hạn. Ngày gửi: ngày gửi lần đầu của báo cáo gửi sau "
    "cùng. Đầu việc quá hạn của cơ quan không chủ trì chỉ tiêu không có ở đây, xem trang Nhiệm vụ."
)
DEADLINE_ROW, FIRST_ROW = 6, 7
KEY, NAME, COUNT, FIRST_STANDING = range(4)
STANDINGS = tuple(SIGNS)
WORK = FIRST_STANDING + len(STANDINGS)
DUE, SENT, LATE, RETURNED, NOTES = range(WORK + 1, WORK + 6)
WIDTHS = (5, 29, 7.5, 8, 7, 9, 9.5, 9.5, 9, 10, 11, 9, 8.5, 11.5, 8, 7.5, 27)
Wish = dict[str, Any]
_SPECIAL = re.compile(r"[*?~]")


def today_cell() -> str:
    """The day the paper was made, as other sheets point at it."""
    return f"'{SHEET}'!{_fixed(NOTES)}"


def deadline_cell() -> str:
    """The period's deadline, as other sheets point at it."""
    return f"'{SHEET}'!{_fixed(SENT)}"


def _fixed(column: int) -> str:
    return span(column, DEADLINE_ROW, DEADLINE_ROW).partition(":")[0]


def write_units(sheet: Worksheet, formats: Formats, paper: Paper, links: Links) -> None:
    set_widths(sheet, WIDTHS)
    title = f"{TITLE} {paper.period_and_year.upper()}"
    top = sheet_top(sheet, formats, paper, title=title, as_of=paper.as_of, widths=WIDTHS)
    repeated = _heading(sheet, formats)
    top += _deadline(sheet, formats, paper)
    rows, blocks = unit_rows(paper.summary), []
    for at, unit in enumerate(rows):
        row = FIRST_ROW + at
        blocks.append(Block(row, _write_unit(sheet, formats, row, at + 1, unit, links)))
    row = FIRST_ROW + len(rows)
    if rows:
        height = _write_total(sheet, formats, row, rows)
    else:
        height = write_whole_row(sheet, formats, row, NOTHING, WIDTHS)
    height += write_note(sheet, formats, row + 1, NOTE, WIDTHS)
    blocks.append(Block(row, height, clings=True))
    sheet.set_h_pagebreaks(
        page_breaks(blocks, widths=WIDTHS, first_used=top + repeated, repeated=repeated)
    )
    if rows:
        sheet.conditional_format(
            FIRST_ROW, LATE, row - 1, LATE,
            {"type": "cell", "criteria": ">", "value": 0, "format": formats.late()},
        )  # fmt: skip
    sheet.repeat_rows(4, 5)
    sheet.freeze_panes(DEADLINE_ROW, COUNT)
    set_page(sheet, SHEET, illustrative=paper.illustrative)
    sheet.print_area(0, 0, row + 1, NOTES)


def _heading(sheet: Worksheet, formats: Formats) -> float:
    low = {
        FIRST_STANDING + at: f"{SIGNS[standing]} {standing_label(standing)}"
        for at, standing in enumerate(STANDINGS)
    }
    low |= {
        DUE: "Chỉ tiêu đến kỳ", SENT: "Ngày gửi", LATE: "Trễ (ngày)", RETURNED: "Trả lại (lần)",
    }  # fmt: skip
    return heading_row(
        sheet,
        formats,
        rows=(4, 5),
        tall={
            KEY: "TT", NAME: "Đơn vị chủ trì", COUNT: "Số chỉ tiêu", WORK: "Đầu việc quá hạn",
            NOTES: "Ghi chú",
        },
        wide=[
            (FIRST_STANDING, WORK - 1, "Mức đánh giá (số chỉ tiêu)"),
            (DUE, RETURNED, "Báo cáo kỳ này"),
        ],
        low=low,
        widths=WIDTHS,
    )  # fmt: skip


def _deadline(sheet: Worksheet, formats: Formats, paper: Paper) -> float:
    """The row that days late are counted from. Its height."""
    row, due_on = DEADLINE_ROW, paper.summary.period.due_on
    italic = formats.cell(italic=True, align="right")
    sheet.merge_range(row, KEY, row, DUE, "", italic)
    sheet.write_string(row, KEY, "Hạn gửi báo cáo", italic)
    dated = formats.centred(bold=True, num_format=DATED)
    if due_on is None:
        sheet.write_string(row, SENT, NO_DEADLINE, dated)
    else:
        sheet.write_datetime(row, SENT, due_on, dated)
    sheet.merge_range(row, LATE, row, RETURNED, "", formats.cell())
    made = formats.words(italic=True, num_format=f'"Tổng hợp ngày "{DATED}')
    sheet.write_datetime(row, NOTES, paper.summary.made_on, made)
    sheet.set_row(row, 18.25)
    return 18.25


def _write_unit(
    sheet: Worksheet, formats: Formats, row: int, number: int, unit: UnitRow, links: Links
) -> float:
    centred, counted = formats.centred(), formats.centred(num_format=DASHED)
    sheet.write_number(row, KEY, number, formats.centred(num_format="0"))
    texts = {NAME: Said(unit.shown_name, formats.words(), indent=1)}
    texts[NOTES] = Said(unit.note, formats.words(), indent=1)
    asked = write_row(sheet, row, texts, WIDTHS)
    table, tally = links.table, unit.tally
    whose = f'{table.leads},{_criterion(unit.name, row)},{table.keys},">0"'
    strong = formats.centred(bold=True, num_format="0")
    sheet.write_formula(row, COUNT, f"=COUNTIFS({whose})", strong, len(unit.lines))
    for at, standing in enumerate(STANDINGS):
        column = FIRST_STANDING + at
        heading = cell(column, DEADLINE_ROW - 1)
        sign = f'LEFT({heading[:-1]}${heading[-1]},1)&"*"'
        formula = f"=COUNTIFS({whose},{table.standings},{sign})"
        sheet.write_formula(row, column, formula, counted, tally[standing])
    if links.work is None or not unit.name:
        sheet.write_number(row, WORK, unit.overdue, counted)
    else:
        leads, states = links.work.leads, links.work.states
        formula = f'=COUNTIFS({leads},{_criterion(unit.name, row)},{states},"{OVERDUE}")'
        sheet.write_formula(row, WORK, formula, counted, unit.overdue)
    sheet.write_number(row, DUE, len(unit.due), counted)
    if unit.sent_on is None:
        missing = formats.centred(bold=True, num_format=DATED) if unit.unsent else centred
        sheet.write_string(row, SENT, unit.sent_words, missing)
    else:
        sheet.write_datetime(row, SENT, unit.sent_on, formats.centred(num_format=DATED))
    late = formats.centred(bold=True, num_format=DASHED)
    if unit.summary.period.due_on is None or (unit.due and not unit.is_timed):
        sheet.write_number(row, LATE, 0, late)
    else:
        sent = cell(SENT, row)
        on = f"IF(ISNUMBER({sent}),{sent},{_fixed(NOTES)})"
        formula = f"=IF({cell(DUE, row)}=0,0,MAX(0,{on}-{_fixed(SENT)}))"
        sheet.write_formula(row, LATE, formula, late, unit.late)
    sheet.write_number(row, RETURNED, unit.returns, counted)
    height = row_height(asked)
    sheet.set_row(row, height)
    return height


def _criterion(name: str, row: int) -> str:
    """The unit's cell; a name that a spreadsheet would read as a pattern is spelt out."""
    words = clean(name)
    if words and not _SPECIAL.search(words) and words[0] not in "=<>":
        return f"${cell(NAME, row)}"
    plain = _SPECIAL.sub(lambda found: f"~{found[0]}", words).replace('"', '""')
    return f'"={plain}"' if words else '""'


def _write_total(sheet: Worksheet, formats: Formats, row: int, rows: list[UnitRow]) -> float:
    look: Wish = {"bold": True, "bg_color": HEADING_FILL}
    made = formats.centred(**look, num_format=DASHED)
    last = row - 1
    centred = formats.centred(**look)
    write_row(sheet, row, {KEY: Said("Cộng", centred, last=NAME)}, WIDTHS)
    totals: dict[int, int] = {COUNT: sum(len(unit.lines) for unit in rows)}
    for at, standing in enumerate(STANDINGS):
        totals[FIRST_STANDING + at] = sum(unit.tally[standing] for unit in rows)
    totals[WORK] = sum(unit.overdue for unit in rows)
    totals[DUE] = sum(len(unit.due) for unit in rows)
    totals[RETURNED] = sum(unit.returns for unit in rows)
    for column, total in totals.items():
        formula = f"=SUM({cell(column, FIRST_ROW)}:{cell(column, last)})"
        sheet.write_formula(row, column, formula, made, total)
    due, sent, late = (
        f"{cell(column, FIRST_ROW)}:{cell(column, last)}" for column in (DUE, SENT, LATE)
    )
    punctual, of = on_time(rows)
    words = f"Đúng hạn {punctual}/{of} đơn vị"
    formula = (
        f'="Đúng hạn "&COUNTIFS({due},">0",{late},0,{sent},">0")&"/"&COUNTIF({due},">0")&" đơn vị"'
    )
    sheet.merge_range(row, SENT, row, LATE, "", centred)
    if rows[0].summary.period.opened:
        sheet.write_formula(row, SENT, formula, centred, words)
    else:
        sheet.write_string(row, SENT, NOTHING_SENT, centred)
    sheet.write_blank(row, NOTES, None, centred)
    height = row_height([Text(words, WIDTHS[SENT] + WIDTHS[LATE], bold=True)], least=22)
    sheet.set_row(row, height)
    return height


def links_of_days(paper: Paper, *, has_units: bool) -> tuple[str, str]:
    """The paper's day and the deadline as formulas; "" where the period has no deadline."""
    due_on = paper.summary.period.due_on
    if has_units:
        return today_cell(), "" if due_on is None else deadline_cell()
    return day_formula(paper.summary.made_on), "" if due_on is None else day_formula(due_on)
