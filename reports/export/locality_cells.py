"""Cells of "Xã, phường": amounts, rates that are marked beside the town's goal, differences."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.assessment import MeasureLine
from reports.comparisons import POINT_DECIMALS, Scale
from reports.export.columns import cell
from reports.export.figures import Live
from reports.export.formats import (
    COMMAS,
    Formats,
    comparison_pattern,
    decimals_of,
    figure_pattern,
)
from reports.export.locality_columns import Placed
from reports.kept import dotted
from reports.locality_table import Edge, LocalityMeasure
from targets.rules.numbers import format as printed


@dataclass(frozen=True, slots=True)
class LocalityCells:
    """Writes the cells of one sheet."""

    sheet: Worksheet
    formats: Formats

    def against(self, row: int, placed: Placed, figure: Decimal, **wish: Any) -> None:
        """How far a rate is from the town's goal, where it is set against one."""
        edge = placed.told.edge
        if edge is None or placed.edge is None:
            return
        made = self.formats.number(comparison_pattern(Scale.COUNT, POINT_DECIMALS), **wish)
        sign = "+" if edge.bound < 0 else "-"
        formula = f"={cell(placed.figure, row)}{sign}{dotted(abs(edge.bound))}"
        self.number(row, placed.edge, Live(formula, figure - edge.bound), made)

    def amount(
        self,
        row: int,
        column: int,
        amount: Decimal,
        told: LocalityMeasure,
        formula: str = "",
        **wish: Any,
    ) -> None:
        """An amount as typed, with as many decimals as its column has."""
        made = self.formats.number(figure_pattern(told.decimals), **wish)
        self.number(row, column, Live(formula, amount), made)

    def text(self, row: int, column: int, words: str, formula: str = "", **wish: Any) -> None:
        made = self.formats.centred(**wish)
        if formula:
            self.sheet.write_formula(row, column, formula, made, words)
        else:
            self.sheet.write_string(row, column, words, made)

    def number(self, row: int, column: int, live: Live, made: Format) -> None:
        if live.formula:
            self.sheet.write_formula(row, column, live.formula, made, live.cached)
        else:
            self.sheet.write_number(row, column, live.cached, made)


def rate_pattern(measure: MeasureLine, rate: Decimal, edge: Edge | None) -> str:
    """The measure's decimals; a rate beyond the town's goal is marked."""
    if edge is None:
        return figure_pattern(measure.decimals)
    text = printed(rate, measure.decimals, bounds=(edge.limit, edge.bound))
    zeros = f"0.{'0' * decimals_of(text)}" if decimals_of(text) else "0"
    marked = f'[{edge.test}{dotted(edge.limit)}]{COMMAS}"▼ "{zeros}_)'
    return f"{marked};{COMMAS}{zeros}_)"
