"""A figure beside its target and beside last year's: the columns "% so NQ" and "So cùng kỳ".

Pages and papers print the same comparison; the workbook writes it as a live formula
(mockups/papers §2). Knows no Django.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.assessment import MeasureLine
from targets.rules.comparison import Direction
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import MINUS
from targets.rules.numbers import format as printed
from targets.rules.pace import Pace

POINT_DECIMALS = 2
PERCENT_DECIMALS = 1


class Scale(StrEnum):
    """What the comparison is counted in."""

    POINTS = "points"  # the difference of two percentages
    PERCENT = "percent"  # part of the goal: 62,5%
    GROWTH = "growth"  # against last year: +3,4%
    COUNT = "count"  # a plain difference of counts: +1


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, exact; `text` is how it is printed."""

    scale: Scale
    value: Decimal
    decimals: int = 0

    @property
    def number(self) -> str:
        """The number alone, with its sign where it is a difference: +0,86; 62,5."""
        text = printed(self.value, self.decimals, bounds=(Decimal(0),))
        signed = self.scale is not Scale.PERCENT and self.value > 0
        return f"+{text}" if signed else text

    @property
    def text(self) -> str:
        match self.scale:
            case Scale.POINTS:
                return f"{self.number} điểm"
            case Scale.COUNT:
                return self.number
            case Scale.PERCENT | Scale.GROWTH:
                return f"{self.number}%"

    @property
    def size(self) -> str:
        """The number without its sign, with its unit: 0,86 điểm."""
        return self.text.lstrip(f"+{MINUS}")


def is_rate(measure: MeasureLine) -> bool:
    """Whether the figure itself is a percentage, so that differences are points."""
    return measure.unit_of_measure in {"%", "điểm %"}


def against_target(measure: MeasureLine) -> Compared | None:
    """ "% so NQ": points above the mark for a percentage, else the part of the mark reached.

    None where a ceiling or a band is the goal: more is not better there.
    """
    scale = target_scale(measure)
    figure, target = measure.now.figure, measure.target
    if scale is None or figure is None or target is None or target.low is None:
        return None
    if scale is Scale.POINTS:
        return Compared(scale, figure - target.low, POINT_DECIMALS)
    attained = measure.now.attainment
    return None if attained is None else Compared(scale, attained, PERCENT_DECIMALS)


def target_scale(measure: MeasureLine) -> Scale | None:
    """How the figure is set against the target; an excess and a quota by the part done."""
    target = measure.target
    if target is None or target.direction != Direction.UP or target.low is None:
        return None
    if is_rate(measure) and measure.formula != Formula.EXCESS and not measure.assigned_basis:
        return Scale.POINTS
    given = HUNDRED if measure.formula == Formula.EXCESS else Decimal(0)
    return Scale.PERCENT if target.low + given else None


def against_year_ago(measure: MeasureLine) -> Compared | None:
    """ "So cùng kỳ": points for percentages, growth for running sums, else the difference."""
    figure, year_ago = measure.now.figure, measure.now.year_ago
    if figure is None or year_ago is None:
        return None
    scale = year_ago_scale(measure)
    if scale is Scale.GROWTH:
        if not year_ago:
            return None
        return Compared(scale, (figure - year_ago) * HUNDRED / year_ago, PERCENT_DECIMALS)
    decimals = POINT_DECIMALS if scale is Scale.POINTS else measure.decimals
    return Compared(scale, figure - year_ago, decimals)


def year_ago_scale(measure: MeasureLine) -> Scale:
    """Of last year an excess is known as a percentage alone, so it is compared in points."""
    if is_rate(measure) or measure.formula == Formula.EXCESS:
        return Scale.POINTS
    return Scale.GROWTH if measure.pace == Pace.CUMULATIVE else Scale.COUNT
