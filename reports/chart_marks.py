"""What a chart is drawn with: canvas sizes, a round axis, lines and labels as SVG text."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.utils.html import escape

from targets.rules.numbers import format as printed

Point = tuple[float, float]
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 5
LETTER = 0.52  # of the type size: how wide a letter is on average


@dataclass(frozen=True, slots=True)
class Size:
    """A chart's canvas: margins around the plot, letters, radius of a dot.

    `names_target`: the band's words stand in it; where it is small they stand over it alone.
    """

    name: str
    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    letters: float
    dot: float
    brief: bool
    names_target: bool = True


WIDE = Size("chart-wide", 736, 262, 56, 142, 20.8, 28.6, 13, 4.2, brief=False)
NARROW = Size("chart-narrow", 294, 260, 56, 14, 19.2, 26.4, 12, 3.8, brief=True)
SMALL = Size("chart-small", 330, 150, 52, 16, 18, 24, 12, 3.4, brief=True, names_target=False)
SHOWN = Size("chart-shown", 1000, 366, 76, 190, 24, 34, 18, 5.6, brief=False)
SHOWN_PAST = replace(SHOWN, right=56)  # nothing to name beyond the year's end
SHOWN_PART = Size("chart-part", 480, 330, 70, 18, 24, 34, 17, 5, brief=True)


@dataclass(frozen=True, slots=True)
class Axis:
    """Round numbers from below the lowest value to above the highest."""

    low: float
    high: float
    step: float

    @classmethod
    def over(cls, values: Sequence[float], least_step: float = 0.0) -> "Axis":
        low, high = min(values), max(values)
        if low == high:
            low, high = low - 1, high + 1
        step = max(_round_step((high - low) / TICKS), least_step)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * at for at in range(count + 1)]

    @property
    def decimals(self) -> int:
        """As few as the steps need: 2,5 has one."""
        for decimals in range(5):
            if abs(self.step - round(self.step, decimals)) < self.step / 1000:
                return decimals
        return 5

    def text(self, tick: float) -> str:
        return printed(Decimal(repr(round(tick, 6))) + 0, self.decimals)


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * 0.999)


def spread(named: list[tuple[float, str]], apart: float) -> list[tuple[float, str]]:
    """Labels moved away from each other so far that both can be read."""
    if len(named) < 2:
        return named
    (upper, above), (lower, below) = sorted(named)
    if lower - upper < apart:
        middle = (upper + lower) / 2
        upper, lower = middle - apart / 2, middle + apart / 2
    return [(upper, above), (lower, below)]


def free_place(size: Size, top: float, foot: float, said: str, figures: Sequence[Point]) -> Point:
    """Where a band's words cross no line of figures: under the band on the left, where lines that
    rise begin far below; else inside it, above it, or at its right end."""
    wide = len(said) * size.letters * LETTER
    left, right = size.left + 6, size.width - size.right - wide - 6
    under, over = foot + size.letters + 3, top - 5
    inside = [top + size.letters + 3, foot - 5] if foot - top > size.letters * 1.7 else []
    lowest = size.height - size.bottom - 4
    heights = [y for y in (under, *inside, over) if size.letters < y <= lowest] or [over]
    places = [(x, y) for x in (left, right) for y in heights]
    line = _along(figures)
    room = size.letters * 1.3  # a figure's own label needs as much around its dot

    def is_free(x: float, y: float) -> bool:
        return not any(
            x - room < px < x + wide + room and y - size.letters - room < py < y + room
            for px, py in line
        )

    return next((place for place in places if is_free(*place)), places[0])


def _along(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """Points close together on a line, its corners included."""
    found = list(points[:1])
    for (x, y), (to_x, to_y) in pairwise(points):
        parts = [step / steps for step in range(1, steps + 1)]
        found += [(x + (to_x - x) * part, y + (to_y - y) * part) for part in parts]
    return found


def polyline(name: str, points: Sequence[Point]) -> str:
    if len(points) < 2:
        return ""
    listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="{name}" points="{listed}"/>'


def label(
    x: float, y: float, text: str, *, anchor: str = "", strong: bool = False, halo: bool = False
) -> str:
    name = ("m-strong" if strong else "m-text") + (" m-halo" if halo else "")
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}"{where}>{escape(text)}</text>'
