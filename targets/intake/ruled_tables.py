"""Tables on a page of a PDF file, told by the lines drawn around their cells.

A PDF file knows no tables: its words stand at places, and lines are drawn between them. Where the
lines make a grid, the words inside are given as rows of cells; everything else stays as it came.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

MOST_LINES = 4_000  # on one page; a drawing has more, a table of 100 rows has 1.500
MOST_TABLES = 20  # on one page
LEAST_COLUMNS = 3
LEAST_ROWS = 1  # the last row may stand alone on a page
_NEAR = 3.0  # points within which two lines are one
_THIN = 3.0
_SHORT = 6.0
_PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_STROKES = _PAINTS - {b"f", b"F", b"f*"}

Matrix = Sequence[float]
Rows = list[list[str]]


@dataclass(slots=True)
class _Line:
    """A line along one direction: where it lies across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text as the library gives it: from where on, and every place where it was shown."""

    text: str
    x: float
    y: float
    shown: list[tuple[float, float]]


@dataclass(slots=True)
class _Grid:
    columns: list[float]  # the places of the upright lines, from the left
    rows: list[float]  # of the level ones, from below
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def cell_of(self, x: float, y: float) -> tuple[int, int] | None:
        column, row = bisect_right(self.columns, x + 1) - 1, bisect_right(self.rows, y + 1) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return (row, column) if inside else None

    def holds_whole(self, pieces: Iterable["_Piece"]) -> bool:
        """Whether no piece of text runs through several of its cells."""
        return all(len({self.cell_of(*place) for place in one.shown}) < 2 for one in pieces)

    def read(self) -> Rows:
        wide = range(len(self.columns) - 1)
        every = [
            [" ".join("".join(self.cells.get((row, column), [])).split()) for column in wide]
            for row in reversed(range(len(self.rows) - 1))
        ]
        return [row for row in every if any(row)]


class PageReader:
    """Hears of every operation and every piece of text of one page, as the library meets them."""

    def __init__(self, look_at_the_clock: Callable[[], None]) -> None:
        self.look_at_the_clock = look_at_the_clock
        self.level: list[_Line] = []
        self.upright: list[_Line] = []
        self.pieces: list[_Piece] = []
        self._shown: list[tuple[float, float]] = []
        self._last = b""
        self._path: list[tuple[float, float, float, float, bool]] = []
        self._pen = (0.0, 0.0)

    def operation(self, name: bytes, operands: Sequence[Any], now: Matrix, at: Matrix) -> None:
        self.look_at_the_clock()
        self._last = name
        if name in _SHOWS:
            self._shown.append(_placed(now, float(at[4]), float(at[5])))
        elif name in {b"m", b"l", b"re"}:
            self._draw(name, operands, now)
        elif name in _PAINTS:
            self._paint(stroked=name in _STROKES)
        elif name == b"n":
            self._path.clear()

    def words(self, text: str, now: Matrix, at: Matrix, *_font: Any) -> None:
        # A piece that ends while words are being shown ends before those
        ended = len(self._shown) - (self._last in _SHOWS)
        shown, self._shown = self._shown[:ended], self._shown[ended:]
        if text:
            self.pieces.append(_Piece(text, *_placed(now, float(at[4]), float(at[5])), shown))

    def parts(self) -> list[str | Rows]:
        """The page in its order: stretches of text, and the rows of each table."""
        grids = self._grids()
        parts: list[str | Rows] = []
        open_one: _Grid | None = None
        places: dict[int, int] = {}
        for piece in self.pieces:
            text = piece.text
            if text.strip():
                open_one = next((one for one in grids if one.cell_of(piece.x, piece.y)), None)
            if open_one is None:
                if parts and isinstance(parts[-1], str):
                    parts[-1] += text
                else:
                    parts.append(text)
                continue
            if id(open_one) not in places:
                places[id(open_one)] = len(parts)
                parts.append([])
            if text.strip():
                cell = open_one.cell_of(piece.x, piece.y) or (0, 0)
                open_one.cells.setdefault(cell, []).append(f"{text} ")
        for one in grids:
            if id(one) in places:
                parts[places[id(one)]] = one.read()
        return parts

    def _draw(self, name: bytes, operands: Sequence[Any], now: Matrix) -> None:
        try:
            numbers = [float(each) for each in operands]
        except (TypeError, ValueError):
            return
        if len(numbers) < (4 if name == b"re" else 2) or not all(map(math.isfinite, numbers)):
            return
        x, y = _placed(now, numbers[0], numbers[1])
        if name == b"re":
            right, top = _placed(now, numbers[0] + numbers[2], numbers[1] + numbers[3])
            self._path.append((min(x, right), min(y, top), max(x, right), max(y, top), True))
        elif name == b"l":
            first = self._pen
            self._path.append((*map(min, first, (x, y)), *map(max, first, (x, y)), False))  # type: ignore[arg-type]
        self._pen = (x, y)
        del self._path[MOST_LINES:]

    def _paint(self, *, stroked: bool) -> None:
        for left, low, right, top, box in self._path:
            if box and stroked and right - left > _THIN and top - low > _THIN:
                self.level += [_Line(low, left, right), _Line(top, left, right)]
                self.upright += [_Line(left, low, top), _Line(right, low, top)]
            elif top - low <= _THIN and right - left > _SHORT:
                self.level.append(_Line((low + top) / 2, left, right))
            elif right - left <= _THIN and top - low > _SHORT:
                self.upright.append(_Line((left + right) / 2, low, top))
        self._path.clear()

    def _grids(self) -> list[_Grid]:
        if not LEAST_COLUMNS < len(self.upright) <= MOST_LINES or len(self.level) > MOST_LINES:
            return []
        found = []
        for low, top in _runs(self.upright)[: MOST_TABLES * 2]:
            self.look_at_the_clock()
            beside = [one for one in self.upright if low <= one.start and one.end <= top]
            columns = _places(one.at for one in beside)
            if len(columns) <= LEAST_COLUMNS:
                continue
            rows = _places(
                one.at
                for one in self.level
                if low - _NEAR <= one.at <= top + _NEAR
                and one.start <= columns[-1]
                and one.end >= columns[0]
            )
            if len(rows) > LEAST_ROWS:
                found.append(_Grid(columns, rows))
        return [one for one in found[:MOST_TABLES] if one.holds_whole(self.pieces)]


def lines_of(pages: Iterable[list[str | Rows]]) -> str:
    """All pages as text; a table that goes on over the page goes on, its cells between tabs."""
    text = ""
    table: Rows = []
    between = ""  # what stood between a page's last table and the next one

    def close() -> str:
        nonlocal table, between
        rows = "".join("\t".join(row) + "\n" for row in table)
        told = f"\n\n{rows}\n{between}" if table else between
        table, between = [], ""
        return told

    for number, parts in enumerate(pages):
        between += "\n\n" if number else ""
        for part in parts:
            if isinstance(part, str):
                between += part
            elif table and len(part[:1]) and _same_table(table, part, between):
                table, between = _continued(table, part), ""
            else:
                text += close() + between
                table, between = list(part), ""
    return text + close()


def _same_table(table: Rows, part: Rows, between: str) -> bool:
    """Whether only a page's number stands between two tables that have as many columns."""
    return len(table[0]) == len(part[0]) and not any(map(str.isalpha, between))


def _continued(table: Rows, part: Rows) -> Rows:
    first = part[0]
    words = next((cell for cell in first if cell), "")
    if not first[0] and words[:1].islower():  # a row that a page's end cut
        joined = [f"{one} {other}".strip() for one, other in zip(table[-1], first, strict=True)]
        return [*table[:-1], joined, *part[1:]]
    return [*table, *part]


def _placed(now: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, right, up = (float(each) for each in now)
    return x * a + y * c + right, x * b + y * d + up


def _runs(lines: Sequence[_Line]) -> list[tuple[float, float]]:
    """The stretches that upright lines cover, each a table that may be."""
    runs: list[tuple[float, float]] = []
    for one in sorted(lines, key=lambda line: line.start):
        if runs and one.start <= runs[-1][1] + _NEAR:
            runs[-1] = runs[-1][0], max(runs[-1][1], one.end)
        else:
            runs.append((one.start, one.end))
    return runs


def _places(values: Iterable[float]) -> list[float]:
    """Where lines lie, those close together taken as one."""
    ordered = sorted(values)
    if not ordered:
        return []
    return [ordered[0], *(after for one, after in pairwise(ordered) if after - one > _NEAR)]
