"""The columns of a sheet "Xã, phường": name, up to three measures, when it was sent (papers §3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.locality_table import LocalityMeasure, Shape

KEY, NAME, FIRST = 0, 1, 2
LEFT_WIDTHS = (5.0, 24.0)
RIGHT_WIDTHS = (11.5, 9.0)
ROOM = 122.0  # what three measures of four columns take, at about 76 %
FULL = 170.6  # a narrower table is widened, so that every page is printed at about 76 %


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure and its columns. `pair`: of denominator and numerator."""

    told: LocalityMeasure
    first: int
    pair: tuple[int, int] | None
    figure: int
    edge: int | None

    @property
    def last(self) -> int:
        return self.figure if self.edge is None else self.edge

    @property
    def headings(self) -> dict[int, str]:
        names = dict(zip(self.pair or (), self.told.labels, strict=False))
        amount = self.told.shape is Shape.AMOUNT
        names[self.figure] = self.told.amount_label if amount else self.told.rate_label
        if self.edge is not None:
            names[self.edge] = self.told.edge_label
        return names


@dataclass(frozen=True, slots=True)
class LocalityColumns:
    """The measures of one sheet with the width of every column."""

    placed: tuple[Placed, ...]
    widths: tuple[float, ...]

    @property
    def sent(self) -> int:
        return len(self.widths) - 2

    @property
    def late(self) -> int:
        return len(self.widths) - 1

    @classmethod
    def of(cls, measures: Iterable[LocalityMeasure]) -> "LocalityColumns":
        placed, widths = [], list(LEFT_WIDTHS)
        for told in measures:
            first = len(widths)
            widths += _widths(told)
            pair = told.shape is Shape.PAIR
            placed.append(
                Placed(
                    told,
                    first,
                    pair=(first, first + 1) if pair else None,
                    figure=first + 2 if pair else first,
                    edge=len(widths) - 1 if told.edge is not None else None,
                )
            )
        widths += RIGHT_WIDTHS
        wider = max(1.0, FULL / sum(widths))
        return cls(tuple(placed), tuple(width * wider for width in widths))


def sheets_of(measures: Sequence[LocalityMeasure]) -> Iterator[LocalityColumns]:
    """As many measures as one page's width takes, sheet by sheet."""
    at_hand: list[LocalityMeasure] = []
    used = 0.0
    for told in measures:
        wide = sum(_widths(told))
        if at_hand and used + wide > ROOM:
            yield LocalityColumns.of(at_hand)
            at_hand, used = [], 0.0
        at_hand.append(told)
        used += wide
    if at_hand:
        yield LocalityColumns.of(at_hand)


def _widths(told: LocalityMeasure) -> list[float]:
    edge = [9.0] if told.edge is not None else []
    match told.shape:
        case Shape.PAIR:
            return [11.0, 11.0, 9.5, *edge]
        case Shape.RATE:
            return [9.5, *edge] if edge else [16.0]
        case Shape.AMOUNT:
            return [16.0]
