"""The numbers of one measure's year that a chart draws: figures, path, target band, year's end."""

from collections.abc import Iterator
from decimal import Decimal

from reports.assessment import MeasureLine, Summary
from reports.chart_marks import Axis
from reports.paper_table import printed_value
from reports.phrases import number, period_phrase, target_text
from targets.rules.pace import Pace, starting_point


class YearPlot:
    """What there is to draw of a measure's year, in the numbers people read.

    `band`: lower and upper edge of the target, None on a side that is open; `path`: what was
    expected of each period; `begin`: where the year began, None where there is no path to follow.
    """

    def __init__(self, summary: Summary, measure: MeasureLine) -> None:
        self.summary, self.measure = summary, measure
        self.periods = summary.periods
        cells = list(zip(self.periods, measure.cells, strict=True))
        self.figures = [
            (period, self.value(cell.figure), number(measure, cell.figure))
            for period, cell in cells
            if period.quarter <= summary.quarter and cell.figure is not None
        ]
        start = _start(measure)
        self.begin = None if start is None else self.value(start)
        self.path = [(period, self.value(cell.expected)) for period, cell in cells
                     if cell.expected is not None]  # fmt: skip
        now, last = measure.now, summary.period.is_last
        self.projection = None if last or now.projection is None else self.value(now.projection)
        self.estimate = None if last or now.estimate is None else self.value(now.estimate)
        self.band = self._band()
        least = 1.0 if measure.decimals == 0 else 0.0  # half a school is no step
        self.axis = Axis.over(list(self._values()), least) if self.figures else Axis(0, 1, 1)

    def value(self, figure: Decimal) -> float:
        return float(printed_value(self.measure, figure))

    def _values(self) -> Iterator[float]:
        yield from (value for _, value, _ in self.figures)
        yield from (value for _, value in self.path)
        yield from (value for value in (self.begin, self.projection, self.estimate)
                    if value is not None)  # fmt: skip
        if self.band:
            yield from (edge for edge in self.band if edge is not None)

    def _band(self) -> tuple[float | None, float | None] | None:
        """Lower and upper edge of the target; None on a side that is open."""
        target = self.measure.target
        if target is None:
            return None
        low, high = target.low, target.high
        if target.tolerance:
            low = high if low is None else low
            high = low if high is None else high
        slack = target.tolerance
        return (
            None if low is None else self.value(low - slack),
            None if high is None else self.value(high + slack),
        )

    @property
    def described(self) -> str:
        """Every number of the chart in one sentence."""
        measure, now = self.measure, self.measure.now
        said = [f"{period_phrase(period)} {text}" for period, _, text in self.figures]
        if now.expected is not None:
            said.append(f"mốc kỳ này {number(measure, now.expected)}")
        if self.projection is not None:
            said.append(f"theo đà cả năm {number(measure, now.projection)}")
        if self.estimate is not None:
            said.append(f"đơn vị ước cả năm {number(measure, now.estimate)}")
        said.append(f"chỉ tiêu {target_text(measure)}")
        text = "; ".join(said)
        return f"{text[:1].upper()}{text[1:]}."


def _start(measure: MeasureLine) -> Decimal | None:
    """Where the year's path begins; a rate and a year-end rating have no path."""
    if measure.pace not in {Pace.CUMULATIVE, Pace.LEVEL}:
        return None
    return starting_point(
        measure.formula, measure.pace, start=measure.start, baseline=measure.baseline
    )
