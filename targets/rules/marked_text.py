"""A long text cut where marks begin and end, so that it can be shown with all of them at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text. `place`: the anchor at its beginning; `leads_to`: another's anchor."""

    start: int
    end: int
    kind: str
    place: str
    leads_to: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch without a border inside: what covers it, and what begins with it."""

    text: str
    covered: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()


def cut(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The pieces of a text in order; together they are the text. Marks outside it are left out."""
    within = sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end <= len(text)),
        key=lambda mark: (mark.start, -mark.end, mark.place),
    )
    borders = sorted({0, len(text), *(edge for one in within for edge in (one.start, one.end))})
    waiting = list(reversed(within))
    open_now: list[Mark] = []
    for start, end in pairwise(borders):
        open_now = [mark for mark in open_now if mark.end > start]
        begins: list[Mark] = []
        while waiting and waiting[-1].start == start:
            begins.append(waiting.pop())
        open_now += begins
        yield Piece(text[start:end], tuple(open_now), tuple(begins))
