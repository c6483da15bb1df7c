"""The sheet "Nhiệm vụ": every task with its work items and how they stand (mockups/papers §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.assessment import TaskGroupLine
from reports.export.columns import span
from reports.export.formats import BAND_FILL, DATED, HEADING_FILL, Formats
from reports.export.layout import Block, Text, page_breaks, row_height
from reports.export.links import WorkCells
from reports.export.marks import mark_signs
from reports.export.page import (
    SMALL,
    Said,
    set_page,
    set_widths,
    sheet_top,
    single_heading,
    write_note,
    write_row,
    write_whole_row,
)
from reports.export.parts import PART_NAMES, Part
from reports.export.tally_formulas import held
from reports.paper_notes import cut
from reports.paper_table import NOT_COMPARED, roman
from reports.paper_words import Paper
from reports.phrases import day
from reports.risks import sentences
from reports.sentences.prose import raised
from reports.work_lines import TaskLine, WorkCounts, WorkLine
from targets.rules.work import Timing, WorkState

SHEET = PART_NAMES[Part.TASKS]
TITLE = "TIẾN ĐỘ THỰC HIỆN CÁC NHIỆM VỤ, GIẢI PHÁP CỦA NGHỊ QUYẾT"
NOTHING = "Chưa có nhiệm vụ nào để theo dõi."
NOTE = (
    "Quá hạn: đã qua thời hạn mà chưa hoàn thành, kể cả đầu việc tạm dừng. Chưa đến hạn: chưa "
    "triển khai hoặc tạm dừng, còn trong thời hạn. Kết quả: cập nhật mới nhất của đơn vị chủ trì."
)
DONE, RUNNING, LATER, OVERDUE = "● Hoàn thành", "○ Đang thực hiện", "□ Chưa đến hạn", "▼ Quá hạn"
JOINT = '&"; "&'
FIRST_ROW = 5
KEY, NAME, PRODUCT, LEAD, COORDINATING, DUE, STATE, RESULT, INDICATORS = range(9)
WIDTHS = (6.5, 42, 16, 19, 19, 11.5, 13.5, 25, 9)
MOST_NAMED = 4
SMALL_GROUP = 200.0  # under a third of a page
Wish = dict[str, Any]


def state_of(item: WorkLine) -> str:
    """Sign and word; every item is counted under one of the four."""
    if item.done:
        return DONE
    if item.overdue:
        return OVERDUE
    return RUNNING if item.running else LATER


def result_of(item: WorkLine) -> str:
    """When it was done, how far it is, and what its unit said last."""
    parts = []
    if item.done and item.done_on:
        late = f", trễ {item.days} ngày" if item.timing is Timing.LATE else ""
        parts.append(f"hoàn thành ngày {day(item.done_on)}{late}")
    if item.state is WorkState.PAUSED:
        parts.append("tạm dừng")
    if item.percent is not None and not item.done and not item.told:
        parts.append(f"đạt {item.percent}%")
    facts = raised("; ".join(parts))
    return sentences(facts, cut(item.told)) or NOT_COMPARED


def coordinating(task: TaskLine, item: WorkLine) -> str:
    """The task's coordinating units; more than four are counted."""
    names = [name for name in task.coordinating if name not in {item.lead, item.lead_short}]
    more = len(names) - MOST_NAMED
    if more > 1:
        return f"{', '.join(names[:MOST_NAMED])} và {more} đơn vị khác"
    return raised(", ".join(names)) or NOT_COMPARED


def tally_words(counts: WorkCounts) -> str:
    """● Hoàn thành: 8; ○ Đang thực hiện: 7; …, zeros included."""
    numbers = (counts.done, counts.running, counts.later, counts.overdue)
    return "; ".join(
        held(f"{state}: ") + str(number)
        for state, number in zip((DONE, RUNNING, LATER, OVERDUE), numbers, strict=True)
    )


def tally_formula(lead: str, states: str) -> str:
    """The same, live: it follows the column when somebody changes a state."""
    counted = (
        f'"{held(f"{state}: ")}"&COUNTIF({states},"{state}")'
        for state in (DONE, RUNNING, LATER, OVERDUE)
    )
    return f'="{lead}: "&{JOINT.join(counted)}'


def write_tasks(book: Workbook, sheet: Worksheet, formats: Formats, paper: Paper) -> WorkCells:
    """Write the sheet; say where its lead units and states are."""
    set_widths(sheet, WIDTHS)
    top = sheet_top(sheet, formats, paper, title=TITLE, as_of=paper.as_of_today, widths=WIDTHS)
    names = [
        "TT", "Nhiệm vụ, đầu việc", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn",
        "Tình trạng", f"Kết quả đến {day(paper.summary.made_on)}", "Chỉ tiêu liên quan",
    ]  # fmt: skip
    repeated = single_heading(sheet, formats, 4, names, WIDTHS)
    rows = _TaskRows(sheet, formats)
    groups = paper.summary.task_groups
    for group in groups:
        rows.write_group(group)
    last = max(rows.row - 1, FIRST_ROW)
    if groups:
        rows.write_total(groups, span(STATE, FIRST_ROW, last))
    else:
        rows.blocks.append(
            Block(rows.row, write_whole_row(sheet, formats, rows.row, NOTHING, WIDTHS))
        )
        rows.row += 1
    note = write_note(sheet, formats, rows.row, NOTE, WIDTHS)
    rows.cling(rows.row, note)
    sheet.set_h_pagebreaks(
        page_breaks(rows.blocks, widths=WIDTHS, first_used=top + repeated, repeated=repeated)
    )
    mark_signs(book, sheet, STATE, FIRST_ROW, last)
    sheet.repeat_rows(4, 4)
    sheet.freeze_panes(FIRST_ROW, PRODUCT)
    set_page(sheet, SHEET, illustrative=paper.illustrative)
    sheet.print_area(0, 0, rows.row, INDICATORS)
    return WorkCells(
        leads=f"'{SHEET}'!{span(LEAD, FIRST_ROW, last)}",
        states=f"'{SHEET}'!{span(STATE, FIRST_ROW, last)}",
    )


@dataclass
class _TaskRows:
    """Writes downwards and remembers what has to stay together."""

    sheet: Worksheet
    formats: Formats

    def __post_init__(self) -> None:
        self.row = FIRST_ROW
        self.blocks: list[Block] = []
        self.centred = self.formats.centred()
        self.words = self.formats.words()
        self.named = self.formats.words(2)
        self.dated = self.formats.centred(num_format=DATED)

    def write_group(self, group: TaskGroupLine) -> None:
        """A band with its tally, then its tasks; the band stays with the first of them."""
        band_row, first = self.row, len(self.blocks)
        self.row += 1
        for task in group.tasks:
            self._write_task(task)
        last = max(self.row - 1, band_row + 1)
        look: Wish = {"bold": True, "bg_color": BAND_FILL}
        texts = {
            KEY: Said(roman(group.number), self.formats.centred(**look), bold=True),
            NAME: Said(
                raised(group.name), self.formats.words(**look), bold=True, indent=1, last=LEAD
            ),
        }
        asked = write_row(self.sheet, band_row, texts, WIDTHS)
        total = f"{group.counts.total} đầu việc"
        made = self.formats.words(**look, font_size=SMALL)
        states = span(STATE, band_row + 1, last)
        asked.append(
            self._tally(band_row, COORDINATING, total, group.counts, states, made, size=SMALL)
        )
        band = row_height(asked)
        self.sheet.set_row(band_row, band)
        whole = band + sum(block.height for block in self.blocks[first:])
        if first == len(self.blocks):
            self.blocks.append(Block(band_row, band, group_height=band))
            return
        opening = self.blocks[first]
        together = whole if whole < SMALL_GROUP else band + opening.group_height
        self.blocks[first] = Block(band_row, band + opening.height, group_height=together)

    def _tally(
        self,
        row: int,
        column: int,
        lead: str,
        counts: WorkCounts,
        states: str,
        made: Format,
        *,
        size: float,
    ) -> Text:
        words = f"{lead}: {tally_words(counts)}"
        self.sheet.merge_range(row, column, row, INDICATORS, "", made)
        self.sheet.write_formula(row, column, tally_formula(lead, states), made, words)
        return Text(words, sum(WIDTHS[column:]), size, bold=True, indent=1)

    def _write_task(self, task: TaskLine) -> None:
        title = raised(task.title) + ("" if task.items else " (chưa có đầu việc)")
        opening = self.row
        texts = {
            KEY: Said(task.number, self.formats.centred(bold=True), bold=True),
            NAME: Said(title, self.formats.words(bold=True), bold=True, indent=1, last=INDICATORS),
        }
        height = row_height(write_row(self.sheet, opening, texts, WIDTHS))
        self.sheet.set_row(opening, height)
        self.row += 1
        heights = [self._write_item(task, item) for item in task.items]
        whole = height + sum(heights)
        self.blocks.append(Block(opening, height + sum(heights[:1]), group_height=whole))
        self.blocks += [Block(opening + 1 + at, heights[at]) for at in range(1, len(heights))]

    def _write_item(self, task: TaskLine, item: WorkLine) -> float:
        texts = {
            KEY: Said(item.key, self.centred),
            NAME: Said(raised(item.name), self.named, indent=2),
            PRODUCT: self._left(item.product or NOT_COMPARED),
            LEAD: self._left(item.lead or NOT_COMPARED),
            COORDINATING: self._left(coordinating(task, item)),
            STATE: Said(state_of(item), self.centred, bold=True),
            RESULT: self._left(result_of(item)),
            INDICATORS: Said(_numbers(task.indicators), self.centred),
        }
        extended = item.due_on and item.first_due_on and item.first_due_on != item.due_on
        if item.due_on is None or extended:
            texts[DUE] = Said(_due(item), self.centred)
        else:
            self.sheet.write_datetime(self.row, DUE, item.due_on, self.dated)
        height = row_height(write_row(self.sheet, self.row, texts, WIDTHS))
        self.sheet.set_row(self.row, height)
        self.row += 1
        return height

    def _left(self, words: str) -> Said:
        return Said(words, self.words, indent=1, missing=self.centred)

    def write_total(self, groups: Sequence[TaskGroupLine], states: str) -> None:
        look: Wish = {"bold": True, "bg_color": HEADING_FILL}
        tasks = sum(len(group.tasks) for group in groups)
        counts = WorkCounts.of(item for group in groups for item in group.items)
        texts = {KEY: Said("TỔNG CỘNG", self.formats.centred(**look), bold=True, last=NAME)}
        asked = write_row(self.sheet, self.row, texts, WIDTHS)
        lead = f"{tasks} nhiệm vụ, {counts.total} đầu việc"
        made = self.formats.words(**look)
        asked.append(self._tally(self.row, PRODUCT, lead, counts, states, made, size=12))
        height = row_height(asked)
        self.sheet.set_row(self.row, height)
        self.cling(self.row, height)
        self.row += 1

    def cling(self, row: int, height: float) -> None:
        """Rows that stand under the table; together they stay with its end."""
        if self.blocks and self.blocks[-1].clings:
            last = self.blocks[-1]
            self.blocks[-1] = Block(last.first_row, last.height + height, clings=True)
        else:
            self.blocks.append(Block(row, height, clings=True))


def _due(item: WorkLine) -> str:
    """31/10/2024 (gia hạn từ 31/08/2024); without a date when it is to be."""
    if item.due_on is None:
        return item.due_note or NOT_COMPARED
    first = item.first_due_on
    assert first is not None
    return f"{day(item.due_on)}\n(gia hạn từ {day(first)})"


def _numbers(indicators: Sequence[int]) -> str:
    return ", ".join(map(str, indicators)) or NOT_COMPARED
