"""The sheet "Ý kiến chỉ đạo": what was asked, who has answered, who is late (mockups/papers §1)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from reports.directive_lines import DirectiveLine
from reports.export.formats import BAND_FILL, Formats, clean
from reports.export.layout import Block, Text, fitting, page_breaks, row_height
from reports.export.page import (
    SIZE,
    SMALL,
    heading_row,
    set_page,
    set_widths,
    sheet_top,
    write_note,
    write_numbers,
    write_whole_row,
)
from reports.export.parts import PART_NAMES, Part
from reports.paper_table import NO_FIGURE, NOT_COMPARED
from reports.paper_words import Paper
from reports.phrases import day
from targets.rules.directives import DirectiveStatus
from targets.wording import lowered

SHEET = PART_NAMES[Part.DIRECTIVES]
TITLE = "Ý KIẾN CHỈ ĐẠO, YÊU CẦU GIẢI TRÌNH"
NOTHING = "Trong kỳ chưa có ý kiến chỉ đạo, yêu cầu giải trình nào."
ON_BEHALF = "Văn phòng ghi thay"
NOTE = (
    "Quá hạn: đã qua hạn giải trình mà đơn vị chưa trả lời. “Đã giải trình” là chờ lãnh đạo, Văn "
    "phòng xem xét. Gồm cả yêu cầu của các kỳ trước trong năm chưa kết thúc."
)
FIRST_ROW = 7
KEY, SUBJECT, UNIT, TEXT, ASKED, DUE, STATE, ANSWER, ANSWERED = range(9)
WIDTHS = (5, 26, 16, 37, 14.5, 11.5, 14, 35, 14.5)
LATE = "late"
Wish = dict[str, Any]
_GROUPS = (
    (LATE, "Yêu cầu quá hạn giải trình"),
    (DirectiveStatus.OPEN, "Yêu cầu đang chờ giải trình"),
    (DirectiveStatus.ANSWERED, "Yêu cầu đã giải trình, chờ xem xét"),
    (DirectiveStatus.NOTED, "Ý kiến không yêu cầu giải trình"),
    (DirectiveStatus.SETTLED, "Yêu cầu đã kết thúc"),
)
# Sign and word carry the state; colour is extra
_SIGNS = {
    LATE: "▼ ",
    DirectiveStatus.OPEN: "○ ",
    DirectiveStatus.ANSWERED: "► ",
    DirectiveStatus.NOTED: "",
    DirectiveStatus.SETTLED: "● ",
}
_LOOKS: dict[str, Wish] = {
    LATE: {"bold": True, "font_color": "#6B3A00", "bg_color": "#FFECCB"},
    DirectiveStatus.OPEN: {"bg_color": "#EDEFF2"},
    DirectiveStatus.SETTLED: {"font_color": "#00535F", "bg_color": "#D3EDF1"},
}


@dataclass(frozen=True, slots=True)
class DirectiveGroup:
    """A band and the directives under it."""

    letter: str
    title: str
    code: str
    lines: tuple[DirectiveLine, ...]


def directive_groups(lines: tuple[DirectiveLine, ...]) -> Iterator[DirectiveGroup]:
    """What is most urgent first; groups without any are left out."""
    found = [
        (code, title, tuple(line for line in lines if line.state == code))
        for code, title in _GROUPS
    ]
    shown = [group for group in found if group[2]]
    for at, (code, title, members) in enumerate(shown):
        yield DirectiveGroup("ABCDE"[at], f"{title}: {len(members):02}", code, members)


def write_directives(sheet: Worksheet, formats: Formats, paper: Paper) -> None:
    set_widths(sheet, WIDTHS)
    top = sheet_top(sheet, formats, paper, title=TITLE, as_of=paper.as_of_requests, widths=WIDTHS)
    repeated = _heading(sheet, formats)
    blocks: list[Block] = []
    row, count = FIRST_ROW, 0
    for group in directive_groups(paper.summary.directives):
        band = _band(sheet, formats, row, group)
        heights = []
        for at, line in enumerate(group.lines):
            count += 1
            quarter = paper.summary.quarter
            heights.append(_write_line(sheet, formats, row + 1 + at, count, line, quarter))
        whole = band + sum(heights)
        blocks.append(Block(row, band + heights[0], group_height=whole))
        blocks += [Block(row + 1 + at, heights[at]) for at in range(1, len(heights))]
        row += 1 + len(group.lines)
    if not count:
        blocks.append(Block(row, write_whole_row(sheet, formats, row, NOTHING, WIDTHS)))
        row += 1
    blocks.append(Block(row, write_note(sheet, formats, row, NOTE, WIDTHS), clings=True))
    sheet.set_h_pagebreaks(
        page_breaks(blocks, widths=WIDTHS, first_used=top + repeated, repeated=repeated)
    )
    sheet.repeat_rows(4, 6)
    sheet.freeze_panes(FIRST_ROW, UNIT)
    set_page(sheet, SHEET, illustrative=paper.illustrative)
    sheet.print_area(0, 0, row, ANSWERED)


def _heading(sheet: Worksheet, formats: Formats) -> float:
    height = heading_row(
        sheet,
        formats,
        rows=(4, 5),
        tall={
            KEY: "TT", SUBJECT: "Chỉ tiêu, nhiệm vụ", UNIT: "Đơn vị chủ trì",
            DUE: "Hạn giải trình", STATE: "Tình trạng",
        },
        wide=[(TEXT, ASKED, "Ý kiến, yêu cầu"), (ANSWER, ANSWERED, "Giải trình của đơn vị")],
        low={
            TEXT: "Nội dung", ASKED: "Người ghi, ngày", ANSWER: "Nội dung",
            ANSWERED: "Người ghi, ngày",
        },
        widths=WIDTHS,
    )  # fmt: skip
    return height + write_numbers(sheet, formats, 6, len(WIDTHS))


def _band(sheet: Worksheet, formats: Formats, row: int, group: DirectiveGroup) -> float:
    look: Wish = {"bold": True, "bg_color": BAND_FILL}
    sheet.write_string(row, KEY, group.letter, formats.centred(**look))
    made = formats.words(**look)
    sheet.merge_range(row, SUBJECT, row, ANSWERED, "", made)
    sheet.write_string(row, SUBJECT, group.title, made)
    sheet.set_row(row, 19.5)
    return 19.5


def _write_line(
    sheet: Worksheet, formats: Formats, row: int, number: int, line: DirectiveLine, quarter: int
) -> float:
    code = line.state
    small: Wish = {"font_size": SMALL}
    missing = NO_FIGURE if line.is_waiting else NOT_COMPARED
    texts = {
        SUBJECT: (_subject(line, quarter), formats.words(), SIZE),
        UNIT: (line.unit_name or NOT_COMPARED, formats.centred(), SIZE),
        TEXT: (_joined(line.text, "Hỏi thêm", line.asked_again), formats.words(), SIZE),
        ASKED: (_who(line.asked_by, line.asked_at), formats.centred(**small), SMALL),
        DUE: (day(line.due_on) if line.due_on else NOT_COMPARED, formats.centred(), SIZE),
        STATE: (
            f"{_SIGNS[code]}{line.state_words}", formats.centred(**_LOOKS.get(code, {})), SIZE,
        ),
        ANSWER: (
            _joined(line.answer, "Kết thúc", line.settled_with) or missing, formats.words(), SIZE,
        ),
        ANSWERED: (
            _who(line.answered_by, line.answered_at, ON_BEHALF if line.on_behalf else "")
            or missing,
            formats.centred(**small), SMALL,
        ),
    }  # fmt: skip
    heights = []
    for column, (said, made, size) in texts.items():
        indent = 1 if column in {SUBJECT, TEXT, ANSWER} else 0
        bold = column == STATE and code == LATE
        words = fitting(clean(said), WIDTHS[column], size, indent=indent)
        sheet.write_string(row, column, words, made)
        heights.append(Text(words, WIDTHS[column], size, bold=bold, indent=indent))
    sheet.write_number(row, KEY, number, formats.centred(num_format="0"))
    height = row_height(heights)
    sheet.set_row(row, height)
    return height


def _subject(line: DirectiveLine, quarter: int) -> str:
    """What it is about; of an earlier period, also which."""
    earlier = "" if line.quarter == quarter else f"(kỳ {lowered(line.period_name)})"
    return "\n".join(filter(None, (f"{line.subject}: {line.wording}", earlier)))


def _joined(text: str, lead: str, further: str) -> str:
    more = f"{lead}: {further}" if further else ""
    return "\n".join(filter(None, (text, more)))


def _who(name: str, at: datetime.datetime | None, how: str = "") -> str:
    if at is None:
        return ""
    return "\n".join(filter(None, (name, day(timezone.localtime(at)), how)))
