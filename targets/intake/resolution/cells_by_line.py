"""Tables pasted from a web page with every cell on a line of its own: rows put together again."""

import re
from collections.abc import Iterator
from itertools import pairwise

from targets.intake.resolution.lettering import shadow

FEWEST_ROWS = 3  # with fewer the numbers may be anything
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FIRST_HEAD = re.compile(r"\s*(?:stt|tt|số tt|số thứ tự)\.?\s*$", re.IGNORECASE)
_ORDER = re.compile(r"\s*(?:(?P<number>\d{1,3})|(?P<top>[IVX]{1,5}|[A-HĐ]))[.)]?\s*$")
_MOST_HEADS = 12

_Line = re.Match[str]


def with_rows(text: str) -> str:
    """The text with tabs between the cells of such rows; as long as it was.

    A table begins at "STT" alone on a line; its rows begin at numbers that count on, or at "II".
    """
    lines = list(_LINE.finditer(text))
    letters = list(text)
    place = 0
    while place < len(lines):
        if not _FIRST_HEAD.match(lines[place].group()):
            place += 1
            continue
        rows, place = _rows(lines, place)
        numbered = sum(row[0].group().strip(" .)").isdecimal() for row in rows)
        if numbered < FEWEST_ROWS:
            continue
        for row in rows:
            for one, other in pairwise(row):
                _replace(letters, one.end(), other.start(), "\t")
        for row, following in pairwise(rows):
            _replace(letters, row[-1].end(), following[0].start(), "\n")
    return "".join(letters)


def _replace(letters: list[str], first: int, last: int, by: str) -> None:
    letters[first:last] = by + " " * (last - first - 1)


def _rows(lines: list[_Line], place: int) -> tuple[list[list[_Line]], int]:
    """The head and the rows below it, and the line behind them."""
    heads = list(_heads(lines, place))
    rows = [heads]
    place += len(heads)
    following = 1
    while place < len(lines):
        order = _ORDER.match(lines[place].group())
        number = int(order["number"]) if order and order["number"] else 0
        if order is None or (number and number not in {1, following}):
            break
        cells = [lines[place]]
        following = number + 1 if number else following
        for line in lines[place + 1 : place + (len(heads) if number else 2)]:
            if len(cells) > 1 and _begins_row(line, following):
                break
            cells.append(line)
        if len(cells) < 2 or not re.search(r"[^\W\d_]{2}", cells[1].group()):
            break
        rows.append(cells)
        place += len(cells)
    return rows, place


def _heads(lines: list[_Line], place: int) -> Iterator[_Line]:
    yield lines[place]
    for line in lines[place + 1 : place + _MOST_HEADS]:
        if _ORDER.match(line.group()):
            return
        yield line


def _begins_row(line: _Line, following: int) -> bool:
    order = _ORDER.match(line.group())
    if order is None:
        return False
    return int(order["number"]) == following if order["number"] else shadow(order["top"]) != "đ"
