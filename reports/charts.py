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
    Point,
    Size,
    free_place,
    label,
    polyline,
    spread,
)
from reports.chart_year import YearPlot
from reports.phrases import number, target_text
from reports.sparks import CALM, LAST_CLASS
from targets.rules.appraisal import ExpectedFrom
from targets.rules.comparison import Direction

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
    plot = YearPlot(summary, measure)
    if not plot.figures:
        return None
    now = measure.now
    return Chart(
        wide=_Drawing(plot, WIDE).svg(),
        narrow=_Drawing(plot, NARROW).svg(),
        target=target_text(measure) if plot.band else "",
        expected=EXPECTED_KEYS[now.expected_from] if len(plot.path) > 1 else "",
        projection=number(measure, now.projection) if plot.projection is not None else "",
        estimate=number(measure, now.estimate) if plot.estimate is not None else "",
    )


def drawn(summary: Summary, measure: MeasureLine, size: Size) -> SafeString:
    """The year in one size; empty where nothing was ever reported."""
    plot = YearPlot(summary, measure)
    return _Drawing(plot, size).svg() if plot.figures else SafeString("")


def looks_ahead(summary: Summary, measure: MeasureLine) -> bool:
    """Whether the drawing names a year end: our projection or the unit's own estimate."""
    now = measure.now
    known = now.projection is not None or now.estimate is not None
    return known and now.figure is not None and not summary.period.is_last


class _Drawing:
    """A measure's year on one canvas."""

    def __init__(self, plot: YearPlot, size: Size) -> None:
        self.plot, self.size, self.measure = plot, size, plot.measure

    def svg(self) -> SafeString:
        measure, size = self.measure, self.size
        key = f"{size.name}-{escape(measure.key)}"
        parts = [
            *self._grid(), *self._band_marks(), *self._lines(), *self._ahead(),
            *self._dots(), *self._names(),
        ]  # fmt: skip
        return SafeString(
            f'<svg class="gx {size.name}" width="{size.width}" height="{size.height}" '
            f'viewBox="0 0 {size.width} {size.height}" font-size="{size.letters:g}" role="img" '
            f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(measure.name)}, '
            f'năm {self.plot.summary.year}</title><desc id="{key}-d">'
            f"{escape(self.plot.described)}</desc>{''.join(parts)}</svg>"
        )

    # Places -------------------------------------------------------------------------------

    def x(self, share: Decimal) -> float:
        size = self.size
        inset = 0.0 if self.plot.begin is not None else 18.0
        first = 0.0 if self.plot.begin is not None else float(self.plot.periods[0].share)
        wide = size.width - size.left - size.right - inset
        whole = 1 - first
        part = (float(share) - first) / whole if whole else 0.5
        return size.left + inset + wide * part

    def y(self, value: float) -> float:
        size = self.size
        high = size.height - size.top - size.bottom
        part = (value - self.plot.axis.low) / (self.plot.axis.high - self.plot.axis.low)
        return size.height - size.bottom - high * part

    def _points(self, values: Sequence[tuple[PeriodLine, float]]) -> list[Point]:
        points = [(self.x(period.share), self.y(value)) for period, value in values]
        if self.plot.begin is not None:
            points.insert(0, (self.x(Decimal(0)), self.y(self.plot.begin)))
        return points

    # Marks --------------------------------------------------------------------------------

    def _grid(self) -> Iterator[str]:
        size = self.size
        right = size.width - size.right
        for at, tick in enumerate(self.plot.axis.ticks):
            y = self.y(tick)
            name = "m-grid" if at else "m-axis"
            yield f'<path class="{name}" d="M{size.left:g} {y:.1f}H{right:g}"/>'
            yield label(
                size.left - 6, y + size.letters / 3, self.plot.axis.text(tick), anchor="end"
            )

    def _band_marks(self) -> Iterator[str]:
        size = self.size
        if self.plot.band is None:
            return
        low, high = self.plot.band
        right = size.width - size.right
        wide = right - size.left
        top = size.top if high is None else self.y(high)
        foot = size.height - size.bottom if low is None else self.y(low)
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
        figures = self._points([(p, value) for p, value, _ in self.plot.figures])
        x, y = free_place(size, top, foot, said, figures)
        yield label(x, y, said, halo=True)

    def _lines(self) -> Iterator[str]:
        yield polyline("m-path", self._points(self.plot.path))
        yield polyline("m-line", self._points([(p, value) for p, value, _ in self.plot.figures]))

    def _ahead(self) -> Iterator[str]:
        """Dots to the year's end: a ring for our projection, a diamond for the unit's word."""
        size = self.size
        last, value, _ = self.plot.figures[-1]
        if last.quarter != self.plot.summary.quarter:
            return
        x, y = self.x(last.share), self.y(value)
        end = self.x(Decimal(1))
        named: list[tuple[float, str]] = []
        now, r = self.measure.now, size.dot
        if self.plot.projection is not None and self.plot.projection != self.plot.estimate:
            goal = self.y(self.plot.projection)
            yield f'<path class="m-proj" d="M{x:.1f} {y:.1f}L{end:.1f} {goal:.1f}"/>'
            yield f'<circle class="m-hollow" cx="{end:.1f}" cy="{goal:.1f}" r="{r:g}"/>'
            named.append((goal, f"Theo đà {number(self.measure, now.projection)}"))
        if self.plot.estimate is not None:
            goal, half = self.y(self.plot.estimate), r + 1.2
            yield f'<path class="m-proj" d="M{x:.1f} {y:.1f}L{end:.1f} {goal:.1f}"/>'
            yield (
                f'<path class="m-hollow" d="M{end:.1f} {goal - half:.1f}l{half:g} {half:g}'
                f'l{-half:g} {half:g}l{-half:g} {-half:g}z"/>'
            )
            named.append((goal, f"Đơn vị ước {number(self.measure, now.estimate)}"))
        if not size.brief:
            for at, words in spread(named, size.letters + 3):
                yield label(end + 10, at + size.letters / 3, words, halo=True)

    def _dots(self) -> Iterator[str]:
        size = self.size
        expected = {period.quarter: value for period, value in self.plot.path}
        for at, (period, value, text) in enumerate(self.plot.figures):
            x, y = self.x(period.share), self.y(value)
            now = period.quarter == self.plot.summary.quarter
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
            if self.plot.begin is not None:  # lines that rise leave room above left and below right
                anchor, aside = ("end", 4.0) if above else ("start", 5.0)
                aside = -aside if above else aside
            elif at == 0:
                anchor = "start"
            yield label(x + aside, label_y, text, anchor=anchor, strong=True, halo=True)
            far = goal is not None and abs(self.y(goal) - y) > size.letters
            if now and far and self.measure.now.expected_from is not ExpectedFrom.ALL_YEAR:
                yield self._milestone(x, goal or 0.0, above=above)

    def _milestone(self, x: float, goal: float, *, above: bool) -> str:
        """Where the figure should be by now, named on the side away from the figure."""
        size = self.size
        y = self.y(goal)
        said = number(self.measure, self.measure.now.expected)
        mark = f'<circle class="m-text" cx="{x:.1f}" cy="{y:.1f}" r="{size.dot * 0.7:.1f}"/>'
        if above:
            return mark + label(x + 6, y + size.letters + 3, f"Mốc {said}", halo=True)
        return mark + label(x - 6, y - 7, f"Mốc {said}", anchor="end", halo=True)

    def _names(self) -> Iterator[str]:
        size = self.size
        y = size.height - size.bottom + size.letters * 1.4
        for period in self.plot.periods:
            name = brief_name(period) if size.brief else period.name.removesuffix(" đầu năm")
            yield label(self.x(period.share), y, name, anchor="middle")
        if self.plot.begin is not None and not size.brief:
            yield label(self.x(Decimal(0)), y, "Đầu năm", anchor="middle")


def brief_name(period: PeriodLine) -> str:
    """A period's name in three letters: Q.I, 6T, 9T, Năm."""
    first, _, rest = period.name.partition(" ")
    if first.isdigit():
        return f"{first}{rest[:1].upper()}"
    return f"{first[0]}.{rest}" if rest and len(rest) <= 4 else period.name[:5]
