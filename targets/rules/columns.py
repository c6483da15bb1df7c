"""A column pasted from Excel, asked about as a whole where it is English (design §3.6)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.rules.numbers import NotANumber, bare, parse, plain, trimmed
from targets.rules.spelling import fits

_ENGLISH = re.compile(r"-?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the column: a number, nothing, or the sentence that says why not."""

    written: str
    number: Decimal | None = None
    problem: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a cell says in English and what it would become."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Column:
    """The cells as read; while `conversions` is not empty, ask about all of them first."""

    cells: tuple[Cell, ...]
    conversions: tuple[Conversion, ...] = ()


def parse_column(text: str, *, units: Sequence[str] = (), english: bool = False) -> Column:
    """Read one cell per line, each with the unit of measure of its own box.

    Where every number is spelt as in English and at least one cannot be ours, `conversions` shows
    old and new for the one question to ask; only `english=True`, the answer yes, converts.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    boxes = [(line, units[place] if place < len(units) else "") for place, line in enumerate(lines)]
    if english:
        return Column(tuple(_cell_in_english(line, unit) for line, unit in boxes))
    cells = tuple(_cell(line, unit) for line, unit in boxes)
    return Column(cells, _conversions(cells, [_from_english(line, unit) for line, unit in boxes]))


def _cell(line: str, unit: str) -> Cell:
    written = trimmed(line)
    if not written:
        return Cell("")
    if "\t" in written:
        return Cell(written, problem="Dòng này có nhiều ô. Hãy chép riêng một cột số.")
    try:
        return Cell(written, parse(written, unit=unit))
    except NotANumber as refusal:
        return Cell(written, problem=str(refusal), suggestion=refusal.suggestion)


def _cell_in_english(line: str, unit: str) -> Cell:
    """Read a cell after the answer yes; what is not spelt in English is read as ours."""
    number = _from_english(line, unit)
    if number is None:
        return _cell(line, unit)
    cell = _cell(plain(number), "")
    return Cell(trimmed(line), cell.number, cell.problem, cell.suggestion)


def _conversions(
    cells: Sequence[Cell], numbers: Sequence[Decimal | None]
) -> tuple[Conversion, ...]:
    """Return old and new of each cell that would change, if the column is English throughout."""
    filled = [(cell, number) for cell, number in zip(cells, numbers, strict=True) if cell.written]
    changes = []
    for cell, number in filled:
        if number is None:
            return ()
        if cell.number != number:
            changes.append((cell, number))
    if not any(cell.number is None and fits(number) for cell, number in changes):
        return ()
    return tuple(Conversion(cell.written, plain(number)) for cell, number in changes)


def _from_english(line: str, unit: str) -> Decimal | None:
    """Return the number that a cell says in English spelling, if it is spelt so."""
    body = bare(line, unit)
    return Decimal(body.replace(",", "")) if _ENGLISH.fullmatch(body) else None
