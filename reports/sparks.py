"""The small drawings of the board: a spark per row, a bullet per indicator (mockups, "Marks").

One grammar: solid line = figures, dashes = where it should be, band = target, dots = projection,
hollow = year end. Attributes and classes only, so that no style of ours needs CSP's leave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

from reports.assessment import MeasureLine, Summary
from reports.phrases import figure_text, number, period_phrase, target_text
from targets.rules.comparison import Direction
from targets.rules.figures import HUNDRED, Formula
from targets.rules.pace import Pace, starting_point
from targets.rules.standing import Standing

WIDTH, HEIGHT = 136, 34
LEFT, RIGHT = 6.0, 128.0
TOP, BOTTOM = 5.7, 28.3
THINNEST = 3.0
LAST_CLASS = {
    Standing.EXCEEDED: " m-last-good",
    Standing.MET: " m-last-good",
    Standing.ON_TRACK: " m-last-good",
    Standing.BEHIND: "",
    Standing.MISSED: "",
}
CALM = " m-last-calm"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[Decimal | None]) -> "_Scale":
        known = [float(value) for value in values if value is not None]
        return cls(min(known), max(known))

    def y(self, value: Decimal | float) -> float:
        if self.high == self.low:
            return (TOP + BOTTOM) / 2
        return BOTTOM - (float(value) - self.low) / (self.high - self.low) * (BOTTOM - TOP)


def _x(share: Decimal | float) -> float:
    return LEFT + (RIGHT - LEFT) * float(share)


def spark(summary: Summary, measure: MeasureLine) -> SafeString:
    """The year of a measure up to the period in question; empty where no two points make a line."""
    shown = [
        (period, cell)
        for period, cell in zip(summary.periods, measure.cells, strict=True)
        if cell.quarter <= summary.quarter and cell.figure is not None
    ]
    if not shown:
        return SafeString("")
    begin = _begin(measure)
    target = measure.target
    ends = () if target is None else (target.low, target.high)
    now = measure.now
    year_end = None if summary.period.is_last else now.year_end
    scale = _Scale.over(
        [
            *ends,
            begin,
            year_end,
            *(cell.expected for cell in measure.cells),
            *(cell.figure for _, cell in shown),
        ]
    )
    opening: list[Point] = [] if begin is None else [(_x(0), scale.y(begin))]
    path = opening + [
        (_x(period.share), scale.y(cell.expected))
        for period, cell in zip(summary.periods, measure.cells, strict=True)
        if cell.expected is not None
    ]
    dots = [(_x(p.share), scale.y(c.figure)) for p, c in shown if c.figure is not None]
    line = opening + dots
    if len(line) < 2 and year_end is None:
        return SafeString("")
    parts = [
        _band(measure, scale),
        _polyline("m-path", path),
        _polyline("m-line", line),
        *(f'<circle class="m-dot" cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in dots[:-1]),
    ]
    x, y = dots[-1]
    if year_end is not None:
        end = scale.y(year_end)
        parts.append(f'<path class="m-proj" d="M{x:.1f} {y:.1f}L{RIGHT:.0f} {end:.1f}"/>')
        parts.append(f'<circle class="m-hollow" cx="{RIGHT:.0f}" cy="{end:.1f}" r="2.5"/>')
    last = LAST_CLASS.get(measure.standing, CALM)
    parts.append(f'<circle class="m-last{last}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    said = "; ".join(f"{period_phrase(p)} {number(measure, c.figure)}" for p, c in shown)
    label = f"{said}; chỉ tiêu {target_text(measure)}"
    return _svg(WIDTH, HEIGHT, label, parts)


def bullet(measure: MeasureLine) -> SafeString:
    """How far a figure is on the way to its year's mark: bar, tick where it should be, flag."""
    now, target = measure.now, measure.target
    if now.figure is None or target is None or target.direction != Direction.UP:
        return SafeString("")
    given = HUNDRED if measure.formula == Formula.EXCESS else Decimal(0)
    whole = (target.mark or Decimal(0)) + given
    if whole <= 0:
        return SafeString("")

    def at(value: Decimal) -> float:
        return 160 * min(max(float((value + given) / whole), 0.0), 1.0)

    label = f"{figure_text(measure, now.figure)}; chỉ tiêu {target_text(measure)}"
    parts = [
        '<rect class="m-track" x="0" y="4" width="160" height="8"/>',
        f'<rect class="m-bar" x="0" y="4" width="{at(now.figure):.1f}" height="8"/>',
    ]
    if now.expected is not None:
        label += f"; mức cần có đến nay {number(measure, now.expected)}"
        parts.append(f'<path class="m-tick" d="M{at(now.expected):.1f} 1V15"/>')
    parts.append('<path class="m-bandline" d="M160 0V16"/>')
    parts.append('<path class="c-good" fill="currentColor" d="M160 0l7 3.5l-7 3.5z"/>')
    return _svg(170, 16, label, parts)


def _begin(measure: MeasureLine) -> Decimal | None:
    """Where the year's path begins; a rate and a year-end rating have no path."""
    if measure.pace not in {Pace.CUMULATIVE, Pace.LEVEL}:
        return None
    return starting_point(
        measure.formula, measure.pace, start=measure.start, baseline=measure.baseline
    )


def _band(measure: MeasureLine, scale: _Scale) -> str:
    """The target: from the mark to the better side, or between the bounds, tolerance included."""
    target = measure.target
    if target is None:
        return ""
    low, high, slack = target.low, target.high, target.tolerance
    better = high if high is not None else (low if slack else None)
    upper = TOP if better is None else scale.y(better + slack)
    lower = BOTTOM if low is None else scale.y(low - slack)
    thick = max(lower - upper, THINNEST)
    return f'<rect class="m-band" x="0" y="{lower - thick:.1f}" width="136" height="{thick:.1f}"/>'


def _polyline(name: str, points: list[Point]) -> str:
    if len(points) < 2:
        return ""
    listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="{name}" points="{listed}"/>'


def _svg(width: int, height: int, label: str, parts: Iterable[str]) -> SafeString:
    return SafeString(
        f'<svg class="gx" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )
