"""Communes and wards × quarters on an indicator's page, shaded by distance to the target.

Knows no Django. No rating: the shade says where to look (papers §3); the number stands in the
cell, so that the table reads in black and white.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reports.assessment import MeasureLine
from reports.locality_lines import (
    LocalityFigure,
    LocalityLine,
    LocalitySum,
    as_printed,
    sum_of,
)
from reports.locality_table import Edge, LocalityMeasure, Shape
from reports.sentences.prose import prose
from targets.rules.appraisal import Entry
from targets.rules.figures import Formula
from targets.rules.folding import alphabetical
from targets.rules.secrecy import RATE_UNITS
from targets.wording import NOTHING, change_text, grouped, number_text

FAR = Decimal(5)  # points from the target at which the shade deepens
NONE_YET = "chưa có"


class Reported(NamedTuple):
    """What a commune sent of a measure in a quarter."""

    letter: str
    unit: str
    quarter: int
    status: str
    entry: Entry


@dataclass
class HeatRow:
    """A commune: its figure in each quarter, and all it sent in the one in question."""

    name: str
    figures: Mapping[int, LocalityFigure]
    quarter: int
    status: str = ""
    orders: dict[str, tuple[bool, object]] = field(default_factory=dict)

    @property
    def now(self) -> LocalityFigure | None:
        return self.figures.get(self.quarter)

    @property
    def name_order(self) -> object:
        """As a Vietnamese dictionary has it, by the name behind "xã" or "phường"."""
        return alphabetical(self.name.partition(" ")[2] or self.name)


class Heat:
    """One measure told by locality: the table's columns and rows."""

    def __init__(
        self,
        measure: MeasureLine,
        reported: Sequence[Reported],
        places: Sequence[str],
        quarters: Sequence[tuple[int, str]],
        quarter: int,
    ) -> None:
        self.measure, self.quarters, self.quarter = measure, quarters, quarter
        found: dict[str, dict[int, LocalityFigure]] = {name: {} for name in places}
        status: dict[str, str] = {}
        for each in reported:
            figure = _figure(measure, each.entry)
            if each.letter == measure.letter and figure is not None:
                found.setdefault(each.unit, {})[each.quarter] = figure
                if each.quarter == quarter:
                    status[each.unit] = each.status
        self.rows = [
            HeatRow(name, figures, quarter, status.get(name, "")) for name, figures in found.items()
        ]
        self.told = LocalityMeasure(measure, {}, LocalitySum(0), 0)

    @property
    def edge(self) -> Edge | None:
        return self.told.edge

    @property
    def has_pair(self) -> bool:
        return self.told.shape is Shape.PAIR

    @property
    def gap_heading(self) -> str:
        return self.told.edge_label

    def shade(self, figure: LocalityFigure | None) -> str:
        """The class of a cell: far below, below, about at, above or far above the target."""
        if figure is None:
            return "ht-none"
        edge = self.edge
        if edge is None:
            return ""
        away = abs(figure.figure - edge.bound)
        if edge.marks(figure.figure):
            return "ht-ll" if away > FAR else "ht-l"
        if away <= abs(edge.bound - edge.limit):
            return "ht-m"
        return "ht-hh" if away > FAR else "ht-h"

    def text(self, figure: LocalityFigure | None) -> str:
        if figure is None:
            return NONE_YET
        if self.told.shape is Shape.AMOUNT:
            return grouped(figure.figure)
        bounds = () if self.edge is None else (self.edge.bound,)
        formula = Formula.RATIO  # as printed already: done against given, the present rate
        return number_text(formula, figure.figure, self.measure.decimals, bounds=bounds)

    def gap(self, row: HeatRow) -> str:
        """How far a commune is from the target, with its sign."""
        if row.now is None or self.edge is None:
            return NOTHING
        return change_text(self.edge.bound, row.now.figure, self.measure.decimals)

    def total(self, quarter: int) -> LocalitySum:
        lines = [
            LocalityLine("", row.name, (row.figures[quarter],))
            for row in self.rows
            if quarter in row.figures
        ]
        return sum_of(lines, self.measure.key)

    def total_text(self, quarter: int) -> str:
        """The rate of the sums, never the mean of the rates; of an amount the sum."""
        if self.told.shape is Shape.AMOUNT:
            known = [row.figures[quarter].figure for row in self.rows if quarter in row.figures]
            return grouped(sum(known, Decimal(0))) if known else NOTHING
        return number_text(Formula.RATIO, self.total(quarter).rate, self.measure.decimals)

    @property
    def known(self) -> str:
        """13/15: how many communes have sent for the quarter in question."""
        return f"{sum(row.now is not None for row in self.rows)}/{len(self.rows)}"

    @property
    def key(self) -> Iterator[tuple[str, str]]:
        """The shades with what they stand for, from far below to far above."""
        edge = self.edge
        if edge is None:
            return
        bound, slack = edge.bound, abs(edge.bound - edge.limit)
        worse, better = ("dưới", "trên") if edge.up else ("trên", "dưới")
        sign = 1 if edge.up else -1
        low, high = bound - sign * slack, bound + sign * slack
        yield "ht-ll", f"{worse} {prose(bound - sign * FAR, 6)}"
        yield "ht-l", f"{worse} {prose(low, 6)}"
        if slack:
            yield "ht-m", f"{prose(min(low, high), 6)} - {prose(max(low, high), 6)}"
        yield "ht-h", f"{better} {prose(high, 6)}" if slack else f"từ {prose(bound, 6)}"
        yield "ht-hh", f"{better} {prose(bound + sign * FAR, 6)}"


def heats_of(
    measures: Sequence[MeasureLine],
    reported: Sequence[Reported],
    places: Sequence[str],
    quarters: Sequence[tuple[int, str]],
    quarter: int,
) -> list[Heat]:
    """One per measure told by locality of which at least one commune has sent something."""
    found = [
        Heat(measure, reported, places, quarters, quarter)
        for measure in measures
        if measure.by_locality
    ]
    return [heat for heat in found if any(row.figures for row in heat.rows)]


def _figure(measure: MeasureLine, entry: Entry) -> LocalityFigure | None:
    """As locality_rows has it for papers: of a secret measure the rate alone."""
    printed = as_printed(
        measure.formula, value=entry.value, numerator=entry.numerator,
        denominator=entry.denominator,
    )  # fmt: skip
    if printed is None:
        return None
    if measure.percent_only:
        is_amount = measure.formula == Formula.VALUE and measure.unit_of_measure not in RATE_UNITS
        return None if is_amount else LocalityFigure(measure.key, printed)
    if measure.formula == Formula.VALUE or not entry.denominator:
        return LocalityFigure(measure.key, printed)
    return LocalityFigure(measure.key, printed, entry.numerator, entry.denominator)
