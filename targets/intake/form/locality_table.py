"""The table of all communes and wards of a lead unit: a sheet per measure, a row per unit.

Drawn and read back as the unit's own form is; a row's key names the unit before the field:
`phuong-pho-thanh/f-10a-numerator`.
"""

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from targets.intake.form.form_grid import (
    FIRST,
    MOST,
    NUMBERS_ONLY,
    add_rule,
    ask_nature,
    lay_out,
    mark_faults,
    number_in,
    rate_of,
    share_of,
)
from targets.intake.form.form_looks import (
    GREY,
    HAIRLINES,
    RIGHT,
    fill,
    font,
    format_of,
    height_of,
    new_workbook,
    placed,
    places_of,
    put,
    put_box,
    put_shown,
    set_up,
    title,
)
from targets.intake.form.form_writing import write_choices, write_keys
from targets.intake.form.unit_form import (
    CHOICES,
    KEYS,
    LABEL,
    MAIN,
    RATE,
    TABLE,
    Box,
    Shown,
    text_of,
)

NAMES = {"C": LABEL, "E": MAIN, "F": "denominator", "G": RATE, "I": "nature"}
WIDTHS = dict(zip("ABCDEFGHIJK", (4, 5, 30, 11, 14, 14, 11, 12, 13, 20, 30), strict=True))
HOW = (
    "Ô nền vàng, viền đậm là ô nhập. Số lũy kế từ đầu năm đến hết kỳ. Chưa có số liệu thì để "
    "trống, không nhập 0."
)
READ_ONLY = (
    "Bảng chỉ để xem, số lũy kế từ đầu năm. Mỗi xã, phường nhập ở báo cáo của mình; số chưa gửi "
    "ghi “-”."
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One unit; a number instead of a box is not this person's to change."""

    code: str
    name: str
    previous: Shown
    main: Box | Shown
    denominator: Box | Shown | None
    nature: Box | str
    state: str
    rate: Box | Shown | None = None

    def boxes(self) -> Iterator[Box]:
        for box in (self.main, self.denominator, self.rate, self.nature):
            if isinstance(box, Box):
                yield box


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """One measure. `pair`: it is told by two numbers, which add up over the units; `rate`: or by
    the percentage alone. `share`: it cannot leave 0 - 100 %.
    """

    key: str
    name: str
    goal: str
    above: str
    below: str = ""
    pair: bool
    rate: bool = False
    share: bool = False
    unit: str = "%"
    decimals: int
    lead_figure: str
    rows: Sequence[TableRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityTable:
    """All sheets of a lead unit in a period."""

    slug: str
    quarter: int
    unit_code: str
    unit_name: str
    period_title: str
    previous_name: str
    due_on: datetime.date | None
    made_on: datetime.date
    illustrative: bool
    versions: Mapping[str, int]
    sheets: Sequence[TableSheet]

    def boxes(self) -> Iterator[Box]:
        for sheet in self.sheets:
            for row in sheet.rows:
                yield from row.boxes()


def write_table(table: LocalityTable) -> bytes:
    """The table as an .xlsx file."""
    book = new_workbook()
    for one in table.sheets:
        _write_sheet(book.create_sheet(f"Chỉ tiêu {one.key}"), one, table)
    write_choices(book.create_sheet(CHOICES))
    rows: list[tuple[str, Any]] = [
        (f"{row.code}/{LABEL}", row.name) for sheet in table.sheets for row in sheet.rows
    ]
    rows += [(f"{name}-version", version) for name, version in table.versions.items()]
    rows += [(box.name, text_of(box.saved)) for box in table.boxes()]
    whose = (TABLE, table.slug, table.quarter, table.unit_code, table.made_on)
    write_keys(book.create_sheet(KEYS), whose, dict(rows))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(sheet: Worksheet, one: TableSheet, table: LocalityTable) -> None:
    due = f"   |   Hạn gửi: {table.due_on:%d/%m/%Y}" if table.due_on else ""
    goal = f" - {one.goal}" if one.goal else ""
    title(
        sheet, "K",
        [
            (f"({one.key}) {one.name}{goal}", font(13, bold=True),
             height_of([(f"{one.key} {one.name}{goal}", 140)], size=13, bold=True, least=24)),
            (f"Kỳ báo cáo: {table.period_title}   |   Đơn vị chủ trì: {table.unit_name}{due}",
             font(), 20),
            (HOW if any(any(row.boxes()) for row in one.rows) else READ_ONLY,
             font(11, italic=True), 18),
        ],
    )  # fmt: skip
    lay_out(
        sheet,
        NAMES,
        WIDTHS,
        (
            "TT",
            "Xã, phường",
            table.previous_name or "Kỳ trước",
            one.above,
            one.below or "-",
            "Chỉ có tỷ lệ (%)",
            f"Kết quả ({one.unit})" if one.unit else "Kết quả",
            "Loại số liệu",
            "Tình trạng",
            "Kiểm tra",
        ),
    )
    sheet.column_dimensions["F"].hidden = not one.pair
    sheet.column_dimensions["G"].hidden = not one.rate
    names = [(one.above, WIDTHS["E"]), (one.below, WIDTHS["F"])]
    sheet.row_dimensions[5].height = height_of(names, size=11.5, bold=True, least=36)
    for number, row in enumerate(one.rows):
        _write_row(sheet, FIRST + number, number + 1, row, one)
    last = FIRST + len(one.rows) - 1
    _write_sum(sheet, last, one)
    _validate(sheet, one, last)
    mark_faults(sheet, "K", last)
    set_up(sheet, area=f"B1:K{last + 2}", illustrative=table.illustrative, repeat="5:5")


def _write_row(sheet: Worksheet, row: int, number: int, line: TableRow, one: TableSheet) -> None:
    middle = {"border": HAIRLINES, "alignment": placed("center")}
    put(sheet, f"A{row}", f"{line.code}/f-{one.key}-{'numerator' if one.pair else 'value'}")
    put(sheet, f"B{row}", number, **middle)
    put(sheet, f"C{row}", line.name, border=HAIRLINES, alignment=placed(indent=1))
    put_shown(sheet, f"D{row}", line.previous)
    own = format_of(None if one.pair else one.decimals)
    for column, held in (("E", line.main), ("F", line.denominator), ("G", line.rate)):
        match held:
            case Box():
                look = format_of(one.decimals) if column == "G" else own
                put_box(sheet, f"{column}{row}", held, number_format=look)
            case Shown():
                put_shown(sheet, f"{column}{row}", held)
            case None:
                put(sheet, f"{column}{row}", "x", fill=fill(GREY), **middle)
    above, below, rate, result = (f"{column}{row}" for column in "EFGH")
    shown = number_in(above)
    if one.pair:
        shown = rate_of(above, below, rate) if one.rate else share_of(above, below)
    put(sheet, result, shown, formula=True, border=HAIRLINES,
        number_format=format_of(one.decimals), alignment=RIGHT)  # fmt: skip
    if isinstance(line.nature, Box):
        put_box(sheet, f"I{row}", line.nature, number_format="General")
    else:
        put(sheet, f"I{row}", line.nature, **middle)
    put(sheet, f"J{row}", line.state, **middle)
    if any(isinstance(held, Box) for held in (line.main, line.rate)) or _number_in(line):
        put(sheet, f"K{row}", _check(one, row), formula=True, border=HAIRLINES,
            alignment=placed(indent=1))  # fmt: skip
    else:
        put(sheet, f"K{row}", "-", border=HAIRLINES, alignment=placed(indent=1))
    sheet.row_dimensions[row].height = height_of([(line.name, WIDTHS["C"] - 2)], least=21)


def _number_in(line: TableRow) -> bool:
    """Whether a row that is only read shows a figure."""
    shown = (held for held in (line.main, line.rate) if isinstance(held, Shown))
    return any(held.number is not None for held in shown)


def _check(one: TableSheet, row: int) -> str:
    above, below, rate, result = (f"{column}{row}" for column in "EFGH")
    no_number = "▼ Không phải số: kiểm tra dấu phẩy"
    typed = f'AND({rate}="",{{}})' if one.rate else "{}"
    steps = [(typed.format(f"NOT(ISNUMBER({above}))"), no_number)]
    if one.rate:
        steps.insert(0, (f'AND({above}<>"",{rate}<>"")', "▼ Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số"))
        steps.append((f'AND({rate}<>"",NOT(ISNUMBER({rate})))', no_number))
    if one.pair:
        steps.append((typed.format(f"NOT(ISNUMBER({below}))"), "▼ Chưa nhập mẫu số"))
        steps.append((typed.format(f"{below}=0"), "▼ Mẫu số bằng 0"))
    if one.share:
        outside = f"OR({result}<0,{result}>100)"
        steps.append((outside, "▼ Ngoài khoảng 0% - 100%: kiểm tra lại"))
    said = '"● Hợp lệ"'
    for test, sentence in reversed(steps):
        said = f'IF({test},"{sentence}",{said})'
    blank = f'AND({above}="",{rate}="")' if one.rate else f'{above}=""'
    return f'=IF({blank},"○ Chưa có số liệu",{said})'


def _write_sum(sheet: Worksheet, last: int, one: TableSheet) -> None:
    row = last + 1
    look = {"font": font(bold=True), "fill": fill(GREY), "border": HAIRLINES}
    for column in "BCDEFGHIJK":
        put(sheet, f"{column}{row}", None, **look)
    total = "Cộng" if one.pair else "Không cộng tỷ lệ"
    put(sheet, f"C{row}", total, alignment=placed(indent=1), **look)
    if one.pair:
        numbers = [held for each in one.rows if (held := _held(each.main)) is not None]
        numbers += [held for each in one.rows if (held := _held(each.denominator)) is not None]
        places = max(map(places_of, numbers), default=0)
        for column in "EF":
            put(sheet, f"{column}{row}", f"=SUM({column}{FIRST}:{column}{last})", formula=True,
                number_format=format_of(places), alignment=RIGHT, **look)  # fmt: skip
        put(sheet, f"H{row}", f'=IF(F{row}=0,"",E{row}/F{row}*100)', formula=True,
            number_format=format_of(one.decimals), alignment=RIGHT, **look)  # fmt: skip
    counted = f'="Đã có "&COUNT(H{FIRST}:H{last})&"/{len(one.rows)} đơn vị"'
    put(sheet, f"K{row}", counted, formula=True, alignment=placed(indent=1), **look)
    sheet.merge_cells(f"B{row + 1}:K{row + 1}")
    own = f"Số liệu của đơn vị chủ trì: {one.lead_figure}."
    put(sheet, f"B{row + 1}", own, font=font(11, italic=True), alignment=placed())
    sheet.row_dimensions[row].height = sheet.row_dimensions[row + 1].height = 20


def _held(held: Box | Shown | None) -> Decimal | None:
    """The number in a cell, typed or shown."""
    number = held.held if isinstance(held, Box) else held.number if held else None
    return number if isinstance(number, Decimal) else None


def _validate(sheet: Worksheet, one: TableSheet, last: int) -> None:
    low = "0" if one.pair else str(-MOST)
    add_rule(
        sheet, [f"E{FIRST}:G{last}"], "decimal", low, str(MOST), error=NUMBERS_ONLY,
        prompt=("Số liệu", "Số lũy kế từ đầu năm. Chưa có thì để trống, không nhập 0."),
    )  # fmt: skip
    ask_nature(sheet, f"I{FIRST}:I{last}")
