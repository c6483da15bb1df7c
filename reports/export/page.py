"""What every sheet of papers has alike: A4 landscape one page wide, headings, footers."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from reports.export.formats import FONT, HEADING_FILL, Formats, clean
from reports.export.layout import MARGINS_MM, PIXELS_PER_WIDTH, Text, row_height
from reports.paper_words import ILLUSTRATIVE

A4 = 9
NUMBERS_HEIGHT = 14.0
INCH_MM = 25.4


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
