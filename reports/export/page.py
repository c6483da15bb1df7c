"""What every sheet of papers has alike: A4 landscape one page wide, headings, footers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.export.formats import FONT, HEADING_FILL, Formats, clean
from reports.export.layout import MARGINS_MM, PIXELS_PER_WIDTH, Text, fitting, lines_of, row_height
from reports.paper_table import NO_FIGURE, NOT_COMPARED
from reports.paper_words import ILLUSTRATIVE, Paper

A4 = 9
NUMBERS_HEIGHT = 14.0
INCH_MM = 25.4
SIZE = 12
SMALL = 11
TITLE_SIZE = 14


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it stands in a row's cell; `last`: of cells merged into one, the last column.

    A sign for what is missing stands in the middle: `missing`, where `made` does not centre.
    """

    words: str
    made: Format
    size: float = SIZE
    bold: bool = False
    indent: int = 0
    last: int | None = None
    missing: Format | None = None

    @property
    def look(self) -> Format:
        is_sign = self.words in {NOT_COMPARED, NO_FIGURE}
        return self.missing if is_sign and self.missing is not None else self.made


def set_page(sheet: Worksheet, name: str, *, illustrative: bool) -> None:
    """Print set-up: one page wide, as many long as it takes; who, which page, which sheet."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**{side: millimetres / INCH_MM for side, millimetres in MARGINS_MM.items()})
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_zoom(85)
    italic, upright = f'&"{FONT},Italic"&11', f'&"{FONT},Regular"&11'
    label = ILLUSTRATIVE if illustrative else ""
    sheet.set_footer(
        f"&L{italic}{label}&C{upright}Trang &P/&N&R{italic}{name.replace('&', '&&')}",
        {"margin": 6 / INCH_MM},
    )


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, round(width * PIXELS_PER_WIDTH))


def heading_row(
    sheet: Worksheet,
    formats: Formats,
    *,
    rows: tuple[int, int],
    tall: Mapping[int, str],
    wide: Sequence[tuple[int, int, str]],
    low: Mapping[int, str],
    widths: Sequence[float],
) -> float:
    """A heading of two rows: some cells tall, some wide with others under them. Its height."""
    made = formats.centred(bold=True, bg_color=HEADING_FILL)
    top, bottom = rows
    for column, words in tall.items():
        sheet.merge_range(top, column, bottom, column, "", made)
        sheet.write_string(top, column, clean(words), made)
    heights = [Text(words, widths[column], bold=True) for column, words in low.items()]
    for first, last, words in wide:
        if last > first:
            sheet.merge_range(top, first, top, last, "", made)
        sheet.write_string(top, first, clean(words), made)
    for column, words in low.items():
        sheet.write_string(bottom, column, clean(words), made)
    upper = row_height(
        Text(words, sum(widths[first : last + 1]), bold=True) for first, last, words in wide
    )
    lower = row_height(heights)
    both = row_height(Text(words, widths[column], bold=True) for column, words in tall.items())
    lower = max(lower, both - upper)
    sheet.set_row(top, upper)
    sheet.set_row(bottom, lower)
    return upper + lower


def write_numbers(sheet: Worksheet, formats: Formats, row: int, count: int) -> float:
    """(1), (2), …: the row by which people name columns. Its height."""
    made = formats.centred(italic=True, font_size=10)
    for column in range(count):
        sheet.write_string(row, column, f"({column + 1})", made)
    sheet.set_row(row, NUMBERS_HEIGHT)
    return NUMBERS_HEIGHT


def sheet_top(
    sheet: Worksheet,
    formats: Formats,
    paper: Paper,
    *,
    title: str,
    as_of: str,
    widths: Sequence[float],
) -> float:
    """Rows 1 to 4 of every sheet but the first: whose, what, as of when. Their height."""
    last, whole = len(widths) - 1, sum(widths)
    left = clean(" ".join(part for part in reversed(paper.issuer_lines) if part))
    heights = [row_height([Text(left, whole, bold=True)], least=18)]
    for row, words, first_last, wish in (
        (0, left, _column_enough_for(left, widths), {"bold": True, "text_wrap": True}),
        (1, title, last, {"bold": True, "font_size": TITLE_SIZE, "align": "center"}),
        (2, as_of, last, {"italic": True, "align": "center", "text_wrap": True}),
    ):
        made = formats.get(**wish)
        sheet.merge_range(row, 0, row, first_last, "", made)
        sheet.write_string(row, 0, clean(words), made)
    heights += [22.0, row_height([Text(clean(as_of), whole)], least=18), 6.0]
    for row, height in enumerate(heights):
        sheet.set_row(row, height)
    return sum(heights)


def _column_enough_for(words: str, widths: Sequence[float]) -> int:
    """The column up to which cells are merged for a text to stand on one line."""
    for last in range(1, len(widths)):
        if lines_of(words, sum(widths[: last + 1]), SIZE, bold=True) == 1:
            return last
    return len(widths) - 1


def single_heading(
    sheet: Worksheet, formats: Formats, row: int, names: Sequence[str], widths: Sequence[float]
) -> float:
    """A heading of one row. Its height."""
    made = formats.centred(bold=True, bg_color=HEADING_FILL)
    for column, words in enumerate(names):
        sheet.write_string(row, column, clean(words), made)
    height = row_height(
        Text(clean(words), width, bold=True) for words, width in zip(names, widths, strict=True)
    )
    sheet.set_row(row, height)
    return height


def write_row(
    sheet: Worksheet, row: int, texts: Mapping[int, Said], widths: Sequence[float]
) -> list[Text]:
    """Write people's words into a row, merged where asked; what they ask of its height."""
    asked = asked_by(texts, widths)
    for (column, said), text in zip(texts.items(), asked, strict=True):
        if said.last is not None and said.last > column:
            sheet.merge_range(row, column, row, said.last, "", said.look)
        sheet.write_string(row, column, text.words, said.look)
    return asked


def asked_by(texts: Mapping[int, Said], widths: Sequence[float]) -> list[Text]:
    """The words as they fit into their cells, with what they ask of the row's height."""
    asked = []
    for column, said in texts.items():
        last = column if said.last is None else said.last
        width = sum(widths[column : last + 1])
        words = fitting(clean(said.words), width, said.size, indent=said.indent)
        asked.append(Text(words, width, said.size, bold=said.bold, indent=said.indent))
    return asked


def write_whole_row(
    sheet: Worksheet, formats: Formats, row: int, words: str, widths: Sequence[float]
) -> float:
    """One line over the whole table, where there is nothing to list. Its height."""
    made = formats.centred(italic=True)
    asked = write_row(sheet, row, {0: Said(words, made, last=len(widths) - 1)}, widths)
    height = row_height(asked, least=30)
    sheet.set_row(row, height)
    return height


def write_note(
    sheet: Worksheet, formats: Formats, row: int, words: str, widths: Sequence[float]
) -> float:
    """A note under the table. Its height."""
    made = formats.get(italic=True, font_size=SMALL, text_wrap=True, align="left")
    asked = write_row(sheet, row, {0: Said(words, made, SMALL, last=len(widths) - 1)}, widths)
    height = row_height(asked, least=16)
    sheet.set_row(row, height)
    return height
