"""How much room text takes in Times New Roman, near enough to know whether a page is full."""

import unicodedata
from math import ceil

# Widths of letters in em by their base letter, a little on the wide side
_NARROW = {
    **dict.fromkeys(" ijlt,.;:'|/", 0.26),
    **dict.fromkeys("frsI-()[]!", 0.35),
    **dict.fromkeys("acez", 0.45),
    **dict.fromkeys("mMW%", 0.80),
    **dict.fromkeys("ELFPSTZ", 0.62),
    "w": 0.73,
    "…": 1.0,
}
_CAPITAL, _REST, _BOLD = 0.73, 0.50, 1.06
MM = 72 / 25.4  # points in a millimetre


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in points."""
    letters = unicodedata.normalize("NFD", text.replace("\N{NO-BREAK SPACE}", " "))
    em = sum(_em(letter) for letter in letters if not unicodedata.combining(letter))
    return em * size * (_BOLD if bold else 1)


def line_count(
    text: str, width: float, size: float, *, bold: bool = False, indent: float = 0
) -> int:
    """How many lines of this width, in points, the text takes; words wider than one are broken."""
    space = text_width(" ", size, bold=bold)
    lines, used, limit = 1, 0.0, width - indent
    for word in text.split(" "):
        needed = text_width(word, size, bold=bold)
        gap = space if used else 0
        if used + gap + needed <= limit:
            used += gap + needed
            continue
        broken = ceil(needed / width) - 1
        lines += broken + bool(used)
        used, limit = needed - broken * width, width
    return lines


def _em(letter: str) -> float:
    return _NARROW.get(letter, _CAPITAL if letter.isupper() else _REST)
