"""The live formulas of a row: figure, year end, % so NQ, So cùng kỳ (mockups/papers §2).

Each stands beside the value the rules have computed, so that a reader that does not recalculate
shows the same. Formulas multiply before they divide, as the rules do.
"""

from dataclasses import dataclass
from decimal import Decimal

from reports.assessment import Cell, MeasureLine, PeriodLine
from reports.comparisons import (
    Scale,
    against_target,
    against_year_ago,
    target_scale,
    year_ago_scale,
)
from reports.export import sources
from reports.export.sources import SourceRow
from reports.kept import dotted
from reports.paper_table import NO_FIGURE, NOT_COMPARED, missing_sign, printed_value
from targets.rules.appraisal import ExpectedFrom
from targets.rules.comparison import Direction
from targets.rules.figures import HUNDRED, Formula
from targets.rules.pace import Pace

Value = Decimal | str


@dataclass(frozen=True, slots=True)
class Live:
    """A formula with what it comes to; a formula "" is a constant."""

    formula: str
    value: Value

    @property
    def cached(self) -> float | str:
        return float(self.value) if isinstance(self.value, Decimal) else self.value


def figure_now(measure: MeasureLine, source: SourceRow) -> Live:
    """The period's figure, worked out from what was typed."""
    cell = measure.now
    sign = missing_sign(measure, cell)
    value, below = source[sources.VALUE], source[sources.DENOMINATOR]
    share = f'IF({below}="",{value},{value}*100/{below})'
    match measure.formula:
        case Formula.VALUE:
            known = value
        case Formula.RATIO:
            known = value if measure.percent_only else share
        case Formula.EXCESS:
            known = value if measure.percent_only else f"{value}*100/{below}"
        case Formula.DECREASE:
            known = f"{source[sources.START]}-{share}"
    computed: Value = sign if cell.figure is None else printed_value(measure, cell.figure)
    return Live(f'=IF({value}="","{sign}",{known})', computed)


def figure_then(measure: MeasureLine, cell: Cell) -> Live:
    """An earlier period's figure: a constant, or its fraction as typed."""
    if cell.figure is None:
        return Live("", missing_sign(measure, cell))
    return Live(_fraction(measure, cell), printed_value(measure, cell.figure))


def _fraction(measure: MeasureLine, cell: Cell) -> str:
    above, below = cell.typed.numerator, cell.typed.denominator
    paired = measure.formula != Formula.VALUE and not measure.percent_only
    if not paired or above is None or below is None:
        return ""
    share = f"{dotted(above)}*100/{dotted(below)}"
    if measure.formula == Formula.DECREASE:
        return f"={dotted(measure.baseline or Decimal(0))}-{share}"
    return f"={share}"


def year_end(measure: MeasureLine, period: PeriodLine, now: str, source: SourceRow) -> Live:
    """The unit's estimate as it stands; else our own projection as a formula over `now`."""
    cell = measure.now
    if cell.estimate is not None:
        return Live("", printed_value(measure, cell.estimate))
    if cell.projection is None:
        return Live("", NOT_COMPARED)
    goes_on = _goes_on(measure, period, now, source)
    formula = f'=IF(ISNUMBER({now}),{goes_on},"{NOT_COMPARED}")'
    return Live(formula, printed_value(measure, cell.projection))


def _goes_on(measure: MeasureLine, period: PeriodLine, now: str, source: SourceRow) -> str:
    """start + (figure - start) / progress, kept within 0 - 100 for a part of a whole."""
    if measure.pace == Pace.RATE:
        grown = now
    else:
        begin = _begin(measure, source)
        gained = f"{now}-{begin}" if begin != "0" else now
        progress = f"/{dotted(period.share)}"
        if measure.now.expected_from is ExpectedFrom.MILESTONE and _milestone_tells(measure):
            start = source[sources.START] if measure.formula != Formula.DECREASE else "0"
            mark, milestone = source[_mark(measure)], source[sources.EXPECTED]
            progress = f"*({mark}-{start})/({milestone}-{start})"
        grown = f"({gained}){progress}" if begin == "0" else f"{begin}+({gained}){progress}"
    whole = measure.formula == Formula.RATIO and not measure.assigned_basis
    return f"MAX(0,MIN(100,{grown}))" if whole else grown


def _begin(measure: MeasureLine, source: SourceRow) -> str:
    """Where the path begins, as printed: an excess of -100 is nothing done."""
    start = sources.start_or_base(measure)
    if measure.formula == Formula.DECREASE:
        return "0"
    if measure.formula == Formula.EXCESS:
        return "0" if start == -HUNDRED else f"(100+{source[sources.START]})"
    return source[sources.START] if start else "0"


def _milestone_tells(measure: MeasureLine) -> bool:
    start = Decimal(0) if measure.formula == Formula.DECREASE else sources.start_or_base(measure)
    mark = measure.target and measure.target.mark
    return mark is not None and start is not None and mark != start


def _mark(measure: MeasureLine) -> int:
    down = measure.direction == Direction.DOWN
    return sources.HIGH if down else sources.LOW


def set_against_target(measure: MeasureLine, now: str, source: SourceRow) -> Live:
    """ "% so NQ": points above the low mark, or the part of it that is done."""
    scale = target_scale(measure)
    if scale is None:
        return Live("", NOT_COMPARED)
    low = source[sources.LOW]
    if scale is Scale.POINTS:
        known = f"{now}-{low}"
    else:
        whole = f"(100+{low})" if measure.formula == Formula.EXCESS else low
        known = f"{now}*100/{whole}"
    compared = against_target(measure)
    value: Value = NOT_COMPARED if compared is None else compared.value
    return Live(f'=IF(ISNUMBER({now}),{known},"{NOT_COMPARED}")', value)


def set_against_year_ago(measure: MeasureLine, now: str, source: SourceRow) -> Live:
    """ "So cùng kỳ": points, growth in % or a plain difference."""
    then = source[sources.YEAR_AGO]
    both = f"ISNUMBER({now}),ISNUMBER({then})"
    if year_ago_scale(measure) is Scale.GROWTH:
        both, known = f"{both},{then}<>0", f"({now}-{then})*100/{then}"
    else:
        known = f"{now}-{then}"
    compared = against_year_ago(measure)
    value: Value = NOT_COMPARED if compared is None else compared.value
    return Live(f'=IF(AND({both}),{known},"{NOT_COMPARED}")', value)


def is_missing(value: Value) -> bool:
    return value in {NOT_COMPARED, NO_FIGURE}
