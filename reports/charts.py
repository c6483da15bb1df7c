"""One measure's year as a chart: target band, expected path, figures, projections (mockups, Marks).

A pure function from a measure's line to SVG: attributes and classes only, no style, so that CSP
needs no leave. An indicator's page has it wide and narrow, the page of all charts small, the
projector large; the table of the same numbers stands beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

from reports.assessment import MeasureLine, PeriodLine, Summary
from reports.chart_marks import (
    NARROW,
    WIDE,
    Axis,
    Point,
    Size,
    free_place,
    label,
    polyline,
    spread,
)
from reports.paper_table import printed_value
from reports.phrases import number, period_phrase, target_text
from reports.sparks import CALM, LAST_CLASS
from targets.rules.appraisal import ExpectedFrom
from targets.rules.comparison import Direction
from targets.rules.pace import Pace, starting_point

THINNEST = 5.0
EXPECTED_KEYS = {
    ExpectedFrom.MILESTONE: "Mốc quý",
    ExpectedFrom.LINE: "Theo đường thẳng",
    ExpectedFrom.ALL_YEAR: "Mức cần giữ",
    ExpectedFrom.NONE: "Mốc quý",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """Both drawings and what the key under them has to name."""

    wide: SafeString
    narrow: SafeString
    target: str
    expected: str
    projection: str
    estimate: str


def chart(summary: Summary, measure: MeasureLine) -> Chart | None:
    """Draw the year up to the period in question; None where nothing was ever reported."""
    drawing = _Drawing(summary, measure)
    if not drawing.figures:
        return None
    now = measure.now
    return Chart(
        wide=drawing.svg(WIDE),
        narrow=drawing.svg(NARROW),
        target=target_text(measure) if drawing.band else "",
        expected=EXPECTED_KEYS[now.expected_from] if len(drawing.path) > 1 else "",
        projection=_text(measure, now.projection) if drawing.projection is not None else "",
        estimate=_text(measure, now.estimate) if drawing.estimate is not None else "",
    )


def drawn(summary: Summary, measure: MeasureLine, size: Size) -> SafeString:
    """The year in one size; empty where nothing was ever reported."""
    drawing = _Drawing(summary, measure)
    return drawing.svg(size) if drawing.figures else SafeString("")


def looks_ahead(summary: Summary, measure: MeasureLine) -> bool:
    """Whether the drawing names a year end: our projection or the unit's own estimate."""
    now = measure.now
    known = now.projection is not None or now.estimate is not None
    return known and now.figure is not None and not summary.period.is_last


class _Drawing:
    """What there is to draw, in the numbers people read."""

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

    def svg(self, size: Size) -> SafeString:
        measure = self.measure
        key = f"{size.name}-{escape(measure.key)}"
        parts = [
            *self._grid(size), *self._band_marks(size), *self._lines(size), *self._ahead(size),
            *self._dots(size), *self._names(size),
        ]  # fmt: skip
        return SafeString(
            f'<svg class="gx {size.name}" width="{size.width}" height="{size.height}" '
            f'viewBox="0 0 {size.width} {size.height}" font-size="{size.letters:g}" role="img" '
            f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(measure.name)}, '
            f'năm {self.summary.year}</title><desc id="{key}-d">{escape(self.described)}</desc>'
            f"{''.join(parts)}</svg>"
        )

    @property
    def described(self) -> str:
        """Every number of the chart in one sentence."""
        measure, now = self.measure, self.measure.now
        said = [f"{period_phrase(period)} {text}" for period, _, text in self.figures]
        if now.expected is not None:
            said.append(f"mốc kỳ này {number(measure, now.expected)}")
        if self.projection is not None:
            said.append(f"theo đà cả năm {_text(measure, now.projection)}")
        if self.estimate is not None:
            said.append(f"đơn vị ước cả năm {_text(measure, now.estimate)}")
        said.append(f"chỉ tiêu {target_text(measure)}")
        text = "; ".join(said)
        return f"{text[:1].upper()}{text[1:]}."

    # Places -------------------------------------------------------------------------------

    def x(self, size: Size, share: Decimal) -> float:
        inset = 0.0 if self.begin is not None else 18.0
        first = 0.0 if self.begin is not None else float(self.periods[0].share)
        wide = size.width - size.left - size.right - inset
        whole = 1 - first
        part = (float(share) - first) / whole if whole else 0.5
        return size.left + inset + wide * part

    def y(self, size: Size, value: float) -> float:
        high = size.height - size.top - size.bottom
        part = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return size.height - size.bottom - high * part

    def _points(self, size: Size, values: Sequence[tuple[PeriodLine, float]]) -> list[Point]:
        points = [(self.x(size, period.share), self.y(size, value)) for period, value in values]
        if self.begin is not None:
            points.insert(0, (self.x(size, Decimal(0)), self.y(size, self.begin)))
        return points

    # Marks --------------------------------------------------------------------------------

    def _grid(self, size: Size) -> Iterator[str]:
        right = size.width - size.right
        for at, tick in enumerate(self.axis.ticks):
            y = self.y(size, tick)
            name = "m-grid" if at else "m-axis"
            yield f'<path class="{name}" d="M{size.left:g} {y:.1f}H{right:g}"/>'
            yield label(size.left - 6, y + size.letters / 3, self.axis.text(tick), anchor="end")

    def _band_marks(self, size: Size) -> Iterator[str]:
        if self.band is None:
            return
        low, high = self.band
        right = size.width - size.right
        wide = right - size.left
        top = size.top if high is None else self.y(size, high)
        foot = size.height - size.bottom if low is None else self.y(size, low)
        one_sided = low is None or high is None
        down = self.measure.direction == Direction.DOWN
        if one_sided and not down:
            top = max(foot - THINNEST * 2, 0.0)
        if one_sided and down:
            foot = top + THINNEST * 2
        if foot - top < THINNEST:
            top = foot - THINNEST
        yield (
            f'<rect class="m-band" x="{size.left:g}" y="{top:.1f}" width="{wide:g}" '
            f'height="{foot - top:.1f}"/>'
        )
        edge = top if down else foot
        yield f'<path class="m-bandline" d="M{size.left:g} {edge:.1f}H{right:g}"/>'
        words = target_text(self.measure)
        if not size.names_target or (size.brief and len(words) > 24):
            return
        said = f"Chỉ tiêu {words}"
        figures = self._points(size, [(p, value) for p, value, _ in self.figures])
        x, y = free_place(size, top, foot, said, figures)
        yield label(x, y, said, halo=True)

    def _lines(self, size: Size) -> Iterator[str]:
        yield polyline("m-path", self._points(size, self.path))
        yield polyline("m-line", self._points(size, [(p, value) for p, value, _ in self.figures]))

    def _ahead(self, size: Size) -> Iterator[str]:
        """Dots to the year's end: a ring for our projection, a diamond for the unit's word."""
        last, value, _ = self.figures[-1]
        if last.quarter != self.summary.quarter:
            return
        x, y = self.x(size, last.share), self.y(size, value)
        end = self.x(size, Decimal(1))
        named: list[tuple[float, str]] = []
        now, r = self.measure.now, size.dot
        if self.projection is not None and self.projection != self.estimate:
            goal = self.y(size, self.projection)
            yield f'<path class="m-proj" d="M{x:.1f} {y:.1f}L{end:.1f} {goal:.1f}"/>'
            yield f'<circle class="m-hollow" cx="{end:.1f}" cy="{goal:.1f}" r="{r:g}"/>'
            named.append((goal, f"Theo đà {_text(self.measure, now.projection)}"))
        if self.estimate is not None:
            goal, half = self.y(size, self.estimate), r + 1.2
            yield f'<path class="m-proj" d="M{x:.1f} {y:.1f}L{end:.1f} {goal:.1f}"/>'
            yield (
                f'<path class="m-hollow" d="M{end:.1f} {goal - half:.1f}l{half:g} {half:g}'
                f'l{-half:g} {half:g}l{-half:g} {-half:g}z"/>'
            )
            named.append((goal, f"Đơn vị ước {_text(self.measure, now.estimate)}"))
        if not size.brief:
            for at, words in spread(named, size.letters + 3):
                yield label(end + 10, at + size.letters / 3, words, halo=True)

    def _dots(self, size: Size) -> Iterator[str]:
        expected = {period.quarter: value for period, value in self.path}
        for at, (period, value, text) in enumerate(self.figures):
            x, y = self.x(size, period.share), self.y(size, value)
            now = period.quarter == self.summary.quarter
            if now:
                last = LAST_CLASS.get(self.measure.standing, CALM)
                yield (
                    f'<circle class="m-last{last}" cx="{x:.1f}" cy="{y:.1f}" '
                    f'r="{size.dot + 2.3:g}"/>'
                )
            else:
                yield f'<circle class="m-dot" cx="{x:.1f}" cy="{y:.1f}" r="{size.dot:g}"/>'
            goal = expected.get(period.quarter)
            above = goal is None or value >= goal
            below_y = y + size.letters + size.dot + 2
            if below_y > size.height - size.bottom:
                above = True
            label_y = y - size.dot - 5 if above else below_y
            anchor, aside = "middle", 0.0
            if self.begin is not None:  # lines that rise leave room above left and below right
                anchor, aside = ("end", 4.0) if above else ("start", 5.0)
                aside = -aside if above else aside
            elif at == 0:
                anchor = "start"
            yield label(x + aside, label_y, text, anchor=anchor, strong=True, halo=True)
            far = goal is not None and abs(self.y(size, goal) - y) > size.letters
            if now and far and self.measure.now.expected_from is not ExpectedFrom.ALL_YEAR:
                yield self._milestone(size, x, goal or 0.0, above=above)

    def _milestone(self, size: Size, x: float, goal: float, *, above: bool) -> str:
        """Where the figure should be by now, named on the side away from the figure."""
        y = self.y(size, goal)
        said = number(self.measure, self.measure.now.expected)
        mark = f'<circle class="m-text" cx="{x:.1f}" cy="{y:.1f}" r="{size.dot * 0.7:.1f}"/>'
        if above:
            return mark + label(x + 6, y + size.letters + 3, f"Mốc {said}", halo=True)
        return mark + label(x - 6, y - 7, f"Mốc {said}", anchor="end", halo=True)

    def _names(self, size: Size) -> Iterator[str]:
        y = size.height - size.bottom + size.letters * 1.4
        for period in self.periods:
            name = brief_name(period) if size.brief else period.name.removesuffix(" đầu năm")
            yield label(self.x(size, period.share), y, name, anchor="middle")
        if self.begin is not None and not size.brief:
            yield label(self.x(size, Decimal(0)), y, "Đầu năm", anchor="middle")


def _start(measure: MeasureLine) -> Decimal | None:
    """Where the year's path begins; a rate and a year-end rating have no path."""
    if measure.pace not in {Pace.CUMULATIVE, Pace.LEVEL}:
        return None
    return starting_point(
        measure.formula, measure.pace, start=measure.start, baseline=measure.baseline
    )


def _text(measure: MeasureLine, figure: Decimal | None) -> str:
    return number(measure, figure)


def brief_name(period: PeriodLine) -> str:
    """A period's name in three letters: Q.I, 6T, 9T, Năm."""
    first, _, rest = period.name.partition(" ")
    if first.isdigit():
        return f"{first}{rest[:1].upper()}"
    return f"{first[0]}.{rest}" if rest and len(rest) <= 4 else period.name[:5]
