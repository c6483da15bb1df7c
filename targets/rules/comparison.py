"""Compare an exact figure with what was decided (design §3.1)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from targets.rules.spelling import places, spelt

FROM_HERE_ROUND = 100  # amounts from here up are rounded by what is zero at their end


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    WITHIN = "within"


class Outcome(StrEnum):
    """How a figure stands to its goal, whatever the day of the year."""

    SHORT = "short"
    MET = "met"
    EXCEEDED = "exceeded"


def real(number: Decimal, what: str) -> Decimal:
    """Return the number, or refuse NaN and infinity with a sentence that names it."""
    if not Decimal(number).is_finite():
        raise ValueError(f"The {what} is {number}; it has to be a finite number.")
    return number


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as bounds; refuses with ValueError any goal no figure could be judged by."""

    direction: Direction
    low: Decimal | None
    high: Decimal | None
    strict: bool = False
    tolerance: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for what, bound in (("low bound", self.low), ("high bound", self.high)):
            if bound is not None:
                real(bound, what)
        if real(self.tolerance, "tolerance") < 0:
            raise ValueError(f"The tolerance is {self.tolerance}; it cannot be negative.")
        if self.low is None and self.direction != Direction.DOWN:
            raise ValueError(f"A goal with direction {self.direction} needs a low bound.")
        if self.high is None and self.direction != Direction.UP:
            raise ValueError(f"A goal with direction {self.direction} needs a high bound.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"The low bound {self.low} is above the high bound {self.high}.")
        if self.strict and self.tolerance:
            raise ValueError("A strict goal leaves no room for a tolerance.")

    @property
    def mark(self) -> Decimal | None:
        """The number to reach: low for UP, high for DOWN, none for WITHIN (design §3.3)."""
        match self.direction:
            case Direction.UP:
                return self.low
            case Direction.DOWN:
                return self.high
            case Direction.WITHIN:
                return None
            case _:
                assert_never(self.direction)

    @property
    def edges(self) -> tuple[Decimal, ...]:
        """The numbers at which the outcome changes: a printed figure may not hop over one."""
        match self.direction:
            case Direction.UP:
                low = _known(self.low)
                end = self._end(self.high, low)
                return (low - self.tolerance, *(() if end is None else (end + self.tolerance,)))
            case Direction.DOWN:
                high = _known(self.high)
                end = self._end(self.low, high)
                return (*(() if end is None else (end - self.tolerance,)), high + self.tolerance)
            case Direction.WITHIN:
                return (_known(self.low) - self.tolerance, _known(self.high) + self.tolerance)
            case _:
                assert_never(self.direction)

    def outcome(self, figure: Decimal) -> Outcome:
        """Judge the exact figure; rounding is for display only."""
        real(figure, "figure")
        match self.direction:
            case Direction.UP:
                low = _known(self.low)
                end = self._end(self.high, low)
                short = figure < low - self.tolerance or (self.strict and figure <= low)
                exceeded = end is not None and figure > end + self.tolerance
            case Direction.DOWN:
                end = self._end(self.low, _known(self.high))
                short = self.over_the_top(figure)
                exceeded = end is not None and figure < end - self.tolerance
            case Direction.WITHIN:
                low, high = _known(self.low), _known(self.high)
                short = not low - self.tolerance <= figure <= high + self.tolerance
                exceeded = False
            case _:
                assert_never(self.direction)
        if short:
            return Outcome.SHORT
        return Outcome.EXCEEDED if exceeded else Outcome.MET

    def over_the_top(self, figure: Decimal) -> bool:
        """Whether a figure has passed the most that a DOWN or WITHIN goal allows (design §3.4)."""
        high = _known(self.high)
        return figure > high + self.tolerance or (self.strict and figure >= high)

    def _end(self, far: Decimal | None, mark: Decimal) -> Decimal | None:
        """Where better than asked begins; "over 95 %" alone has no such place."""
        if far is not None:
            return far
        return None if self.strict else mark


def tolerance_of_about(number: str | Decimal, *, percent: bool) -> Decimal:
    """Return what "khoảng" allows on either side of a number as it is written in a resolution.

    A percentage: half of its last decimal place (92 gives 0,5; 54,5 gives 0,05). An amount or a
    count from 100 up: half of its lowest place that is not zero (9.500 gives 50); below 100: 0,5
    if whole, else half of its last place.
    """
    written = spelt(number.strip()) if isinstance(number, str) else real(number, "number")
    if written is None:
        raise ValueError(f"{number!r} is not a number as a resolution writes it.")
    if percent or abs(written) < FROM_HERE_ROUND:
        whole = not percent and written == written.to_integral_value()
        last_place = 0 if whole else max(places(written), 0)
    else:
        last_place = places(written.normalize())
    return Decimal(10) ** -last_place / 2


def _known(bound: Decimal | None) -> Decimal:
    assert bound is not None  # Goal cannot be built without the bounds of its direction
    return bound
