"""How tall rows have to be and where pages end, for paper set in Times New Roman.

Spreadsheets give wrapped text of merged cells no height of their own, and LibreOffice prints
what does not fit over the next row. So heights are worked out from the width of letters
(mockups/papers §3, Technique) and pages are broken by hand.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

POINTS_PER_WIDTH = 6.0  # one unit of width of a workbook whose Normal is Times New Roman 12
PIXELS_PER_WIDTH = 8
PADDING = 5.0
INDENT = 7.5
BOLD = 1.06
CAUTION = 0.97  # programs differ a little in where they wrap; an empty line is better than a cut
LINE_HEIGHT = 1.285
MARGIN = 4.0
TALLEST = 409.0
CONTINUED = "… (xem tiếp trên phần mềm)"
MM = 72 / 25.4
A4_LONG, A4_SHORT = 297 * MM, 210 * MM
MARGINS_MM = {"left": 12, "right": 10, "top": 13, "bottom": 13}

_WIDTHS = (
    ("ijlt,.;:'|/ ", 0.26),
    ("frsI-()[]!", 0.35),
    ("acez", 0.45),
    ("mMW%", 0.80),
    ("ELFPSTZ", 0.62),
    ("ABCDGHJKNOQRUVXYÐw", 0.73),
    ("–…►▲▼■●○◊□—", 1.0),
)
_LETTER = {letter: width for letters, width in _WIDTHS for letter in letters}
_OTHER = 0.50
_STROKED = {"đ": "d", "Đ": "D", "\u00a0": " "}


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    base = _STROKED.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return _LETTER.get(base, _OTHER)


@lru_cache(maxsize=16384)
def _word_em(word: str) -> float:
    return sum(map(_em, word))


@lru_cache(maxsize=16384)
def lines_of(text: str, width: float, size: float, *, bold: bool = False, indent: int = 0) -> int:
    """How many lines a text takes in a cell of that width: greedy word wrap, as programs do it.

    width: in the workbook's units; size: of the letters, in points. A no-break space holds.
    """
    points = (width * POINTS_PER_WIDTH - PADDING - INDENT * indent) * CAUTION
    room = points / (size * (BOLD if bold else 1))
    space = _em(" ")
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            wide = _word_em(word)
            if used and used + space + wide > room:
                count, used = count + 1, 0.0
            elif used:
                used += space
            over = used + wide
            if over > room:  # a word longer than the cell is broken where the cell ends
                count += ceil(over / room) - 1
                over -= (ceil(over / room) - 1) * room
            used = over
    return count


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a cell, as far as it decides the height of its row."""

    words: str
    width: float
    size: float = 12
    bold: bool = False
    indent: int = 0


def row_height(texts: Iterable[Text], *, least: float = 19.5) -> float:
    """The height in points that shows all of the texts; no row can be taller than 409."""
    tallest = max(
        (
            lines_of(text.words, text.width, text.size, bold=text.bold, indent=text.indent)
            * text.size
            * LINE_HEIGHT
            + MARGIN
            for text in texts
        ),
        default=0.0,
    )
    return min(max(ceil(tallest * 4) / 4, least), TALLEST)


def most_lines(size: float) -> int:
    """How many lines the tallest possible row shows."""
    return int((TALLEST - MARGIN) / (size * LINE_HEIGHT))


def fitting(text: str, width: float, size: float, *, indent: int = 0) -> str:
    """The text, or as much of it as the tallest possible row shows."""
    most = most_lines(size)
    if lines_of(text, width, size, indent=indent) <= most:
        return text
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        shown = text[:middle] + CONTINUED
        fits = lines_of(shown, width, size, indent=indent) <= most
        low, high = (middle, high) if fits else (low, middle)
    whole_words = text[:low].rpartition(" ")[0] or text[:low]
    return whole_words + CONTINUED


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that have to stay on one page: the first (from 0) and the height of all of them.

    group_height: of the whole group, where this is its first block. clings: it must not stand
    alone on its page (totals, notes and signatures).
    """

    first_row: int
    height: float
    group_height: float = 0.0
    clings: bool = False


def page_breaks(
    blocks: Sequence[Block], *, widths: Sequence[float], first_used: float, repeated: float
) -> list[int]:
    """Rows before which a new page begins, on A4 landscape one page wide.

    first_used: height above the first block; repeated: of the heading rows on later pages. A
    group shorter than a third of a page is not torn apart.
    """
    page = _page_height(widths)
    found: list[int] = []
    used, opening = first_used, 0  # the block that opens the page
    for at, block in enumerate(blocks):
        short_group = 0 < block.group_height < page / 3
        wanted = block.group_height if short_group else block.height
        if used + wanted > page and at > opening:
            opening = at
            if block.clings:
                opening = _with_company(blocks, at, page - repeated)
                found = [row for row in found if row < blocks[opening].first_row]
            found.append(blocks[opening].first_row)
            used = repeated + sum(each.height for each in blocks[opening:at])
        used += block.height
    return found


def _with_company(blocks: Sequence[Block], at: int, room: float) -> int:
    """Where the page of a clinging block begins: at the group before it, else one block before."""
    opening = next((each for each in range(at - 1, -1, -1) if blocks[each].group_height), at - 1)
    if sum(block.height for block in blocks[opening : at + 1]) > room:
        opening = at - 1
    together = blocks[at - 1].height + blocks[at].height <= room
    return opening if together and opening > 0 else at


def _page_height(widths: Sequence[float]) -> float:
    """The height of a page in the sheet's own points, shrunk as the width asks for."""
    wide = A4_LONG - (MARGINS_MM["left"] + MARGINS_MM["right"]) * MM
    high = A4_SHORT - (MARGINS_MM["top"] + MARGINS_MM["bottom"]) * MM
    shrunk = min(1.0, wide / (sum(widths) * POINTS_PER_WIDTH))
    return high / shrunk * 0.995  # heights are rounded to pixels
