"""How the unit's form looks: Times New Roman, hairlines, cream boxes with a thick edge."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from targets.intake.form.unit_form import Box, Kind, Shown
from targets.rules.typesetting import line_count

FACE = "Times New Roman"
CREAM, GREY, HEAD, AMBER = "FFF8DC", "E7E6E6", "D9D9D9", "FFECCB"
DAY = "dd/mm/yyyy"
VIETNAMESE = "[$-42A]"  # LibreOffice prints commas in any locale; Excel follows the computer's
POINTS = 6  # of a width unit, when Normal is Times New Roman 12
THIN, THICK = Side(style="thin"), Side(style="medium")
HAIRLINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
EDGES = Border(left=THICK, right=THICK, top=THICK, bottom=THICK)
LEADING, AROUND = 1.285, 4
TALLEST = 400  # points; Excel takes no more than 409
AUTHOR = "Phần mềm theo dõi Nghị quyết"
RIGHT = Alignment(horizontal="right", vertical="center")
_COMMANDS = ("=", "+", "-", "@")


def font(size: float = 12, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=FACE, size=size, bold=bold, italic=italic)


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def new_workbook() -> Workbook:
    """An empty workbook whose normal style is ours, so that widths mean what we reckon with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book._named_styles["Normal"].font = font()  # noqa: SLF001 - there is no public way to it
    book.properties.creator = AUTHOR
    book.calculation.fullCalcOnLoad = True
    book.security.lockStructure = True
    return book


def put(sheet: Worksheet, at: str, value: Any, **looks: Any) -> Any:
    """Write a value, text never as a formula; `formula=True` writes what begins with "="."""
    cell = sheet[at]
    formula = looks.pop("formula", False)
    if isinstance(value, str) and not formula:
        cell.value = plain_text(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_COMMANDS)
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value
    cell.font = looks.pop("font", None) or font()
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell


def plain_text(text: str) -> str:
    """The text without what a workbook cannot hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (letter for letter in lines if letter in "\n\t" or letter >= " ")
    return "".join(kept).replace("\ufffe", "").replace("\uffff", "")[:32_000]


def placed(horizontal: str = "left", *, wrap: bool = True, indent: int = 0) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, indent=indent)


def put_box(sheet: Worksheet, at: str, box: Box, *, number_format: str) -> None:
    """A cell to fill: what it holds already, unlocked, with its comment."""
    look: dict[str, Any] = {"number_format": "General"}
    match box.kind:
        case Kind.NUMBER:
            look = {"number_format": number_format}
        case Kind.DAY:
            look = {"number_format": DAY, "alignment": placed("center", wrap=False)}
        case Kind.NATURE | Kind.STATE:
            look["alignment"] = placed("center")
        case Kind.TEXT:
            look["alignment"] = Alignment(
                horizontal="left", vertical="top", wrap_text=True, indent=1
            )
    held: Any = box.held if box.held != "" else None
    if isinstance(held, Decimal):
        look["number_format"] = with_places(number_format, held)
    elif isinstance(held, datetime.date):
        held = datetime.datetime.combine(held, datetime.time())
    if box.kind is Kind.NUMBER:
        look["alignment"] = RIGHT
    bold = box.kind is Kind.NUMBER and not box.name.endswith(("year_estimate", "percent"))
    put(
        sheet, at, held, font=font(bold=bold), fill=fill(CREAM), border=EDGES,
        protection=Protection(locked=False), **look,
    )  # fmt: skip
    if box.note:
        sheet[at].comment = note(box.note)
        sheet[at].fill = fill(AMBER)


def put_shown(sheet: Worksheet, at: str, shown: Shown) -> None:
    """A number to compare with, or the words in its place."""
    look: dict[str, Any] = {"alignment": placed("center")}
    if shown.number is not None:
        decimals = places_of(shown.number) if shown.decimals is None else shown.decimals
        look = {"number_format": format_of(decimals, shown.unit), "alignment": RIGHT}
    said = shown.words or None
    put(sheet, at, said if shown.number is None else shown.number, border=HAIRLINES, **look)


def note(text: str) -> Comment:
    """A comment as tall as its text."""
    kept = plain_text(text)
    lines = sum(1 + len(line) // 45 for line in kept.split("\n"))
    return Comment(kept, AUTHOR, width=300, height=24 + 18 * lines)


def format_of(decimals: int | None, unit: str = "") -> str:
    """The number format of this many decimals; None takes what is typed as it is."""
    if decimals is None:
        return f"{VIETNAMESE}General_)"
    places = f"0.{'0' * decimals}" if decimals else "0"
    return f'{VIETNAMESE}#,##{places}"%"_)' if unit == "%" else f"{VIETNAMESE}#,##{places}_)"


def with_places(number_format: str, number: Decimal) -> str:
    """A format that hides no digit of a number somebody typed."""
    places = places_of(number)
    shown = number_format.partition(".")[2].count("0")
    return number_format if "General" in number_format or places <= shown else format_of(places)


def places_of(number: Decimal) -> int:
    """How many decimals a number has, without zeros at its end."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def headings(sheet: Worksheet, row: int, words: Iterable[str], *, first: int = 2) -> None:
    """The grey heading row."""
    for place, word in enumerate(words, start=first):
        put(
            sheet, f"{get_column_letter(place)}{row}", word, font=font(11.5, bold=True),
            fill=fill(HEAD), border=HAIRLINES, alignment=placed("center"),
        )  # fmt: skip


def title(sheet: Worksheet, last: str, lines: Iterable[tuple[str, Font, float]]) -> None:
    """Lines across the page: text, font and height."""
    for row, (text, face, height) in enumerate(lines, start=1):
        sheet.merge_cells(f"B{row}:{last}{row}")
        put(sheet, f"B{row}", text, font=face, alignment=placed("center"))
        sheet.row_dimensions[row].height = height


def height_of(
    cells: Iterable[tuple[str, float]], *, size: float = 12, least: float = 0, bold: bool = False
) -> float:
    """The height of a row whose texts stand in columns of these widths."""
    lines = max(
        (
            sum(line_count(line, width * POINTS - 14, size, bold=bold) for line in text.split("\n"))
            for text, width in cells
        ),
        default=1,
    )
    return min(max(lines * size * LEADING + AROUND, least), TALLEST)


def set_up(sheet: Worksheet, *, area: str, illustrative: bool, repeat: str = "") -> None:
    """A4 landscape, one page wide, footer and protection without a password."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = area
    if repeat:
        sheet.print_title_rows = repeat
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 12 / 25.4, 10 / 25.4, 0.51, 0.51
    margins.header = margins.footer = 6 / 25.4
    sheet.print_options.horizontalCentered = True
    for part, text in (
        (sheet.oddFooter.left, "Số liệu minh họa" if illustrative else ""),
        (sheet.oddFooter.center, "Trang &P/&N"),
        (sheet.oddFooter.right, sheet.title),
    ):
        part.text, part.font, part.size = text, f"{FACE},Italic", 10
    sheet.sheet_view.showGridLines = False
    protect(sheet)


def protect(sheet: Worksheet) -> None:
    """Locked but for its boxes; widths and heights may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
