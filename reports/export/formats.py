"""Formats of a paper's cells: Times New Roman, hairlines, numbers with a comma."""

import re
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.comparisons import Compared, Scale

FONT = "Times New Roman"
SIZE = 12
COMMAS = "[$-42A]"  # LibreOffice prints commas in any locale; Excel follows the PC's region
HEADING_FILL = "#D9D9D9"
BAND_FILL = "#E7E6E6"
DATED = "dd/mm/yyyy"
DASHED = '0;-0;"-"'  # counts: zero is a dash
PAPER = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
    "default_format_properties": {"font_name": FONT, "font_size": SIZE},
    "default_column_width": 72,
    "default_row_height": 21,
}
# What XML cannot carry, and what a spreadsheet shows as a box
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000


def clean(text: str) -> str:
    """Text that every spreadsheet program can hold: no control characters, lines by \\n."""
    if not _UNPRINTABLE.search(text):
        return text[:LONGEST_CELL]
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", one_kind)[:LONGEST_CELL]


class PaperSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas use none of the newer functions, which are not looked for then.

    XlsxWriter tries thirty patterns on each formula; a thousand indicators have five thousand.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        return formula.removeprefix("=")


class Formats:
    """The formats of one workbook; the same wish is answered by the same format."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._late: Format | None = None

    def get(self, **wish: Any) -> Format:
        """A format with these XlsxWriter properties; text is centred vertically."""
        key = tuple(wish.items())
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "vcenter", **wish})
        return self._made[key]

    def late(self) -> Format:
        """What a conditional format does to days late; bold tells it in black and white."""
        if self._late is None:
            look = {"bold": True, "font_color": "#6B3A00", "bg_color": "#FFECCB"}
            self._late = self._book.add_format(look)
        return self._late

    def cell(self, **wish: Any) -> Format:
        """A bordered cell whose text wraps."""
        return self.get(**{"border": 1, "text_wrap": True, **wish})

    def centred(self, **wish: Any) -> Format:
        return self.cell(**{"align": "center", **wish})

    def words(self, indent: int = 1, **wish: Any) -> Format:
        return self.cell(**{"align": "left", "indent": indent, **wish})

    def number(self, pattern: str, **wish: Any) -> Format:
        return self.cell(**{"align": "right", "text_wrap": False, "num_format": pattern, **wish})


def decimals_of(text: str) -> int:
    """How many decimals a printed number shows; a workbook then shows as many."""
    digits = text.rpartition(",")[2] if "," in text else ""
    return sum(letter.isdigit() for letter in digits)


def figure_pattern(decimals: int, *, starred: bool = False) -> str:
    zeros = _zeros(decimals)
    return f'{COMMAS}#,##{zeros}"*"' if starred else f"{COMMAS}#,##{zeros}_)"


def comparison_pattern(scale: Scale, decimals: int) -> str:
    """Signs are always shown but on a part of the goal: +0,86 điểm, -2,1%, 62,5%."""
    zeros = _zeros(decimals)
    tail = {Scale.POINTS: '" điểm"', Scale.COUNT: ""}.get(scale, '"%"')
    if scale is Scale.PERCENT:
        return f"{COMMAS}{zeros}{tail}_)"
    return f"{COMMAS}+{zeros}{tail}_);{COMMAS}-{zeros}{tail}_);{COMMAS}{zeros}{tail}_)"


def compared_pattern(compared: Compared) -> str:
    return comparison_pattern(compared.scale, decimals_of(compared.number))


def gap_pattern(decimals: int, same: str, different: str) -> str:
    """A difference in words: Lệch 3.394, and one word where there is none."""
    number = f'{COMMAS}"{different} "{{sign}}#,##{_zeros(decimals)}'
    return f'{number.format(sign="")};{number.format(sign="-")};"{same}"'


def _zeros(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals else "0"
