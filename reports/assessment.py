"""One frozen value that says all about a resolution in a period (design §3.4, §8; issue 3).

Boards, indicator pages and papers are functions of a Summary. It knows no Django: `gather.py`
fills it from rows, `from_json` from a kept copy.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.cells import NOTHING_TYPED, Basis, Cell, PeriodLine, TargetLine, Typed, judge
from reports.directive_lines import DirectiveLine
from reports.indicator_lines import (
    FinalLine,
    IndicatorLine,
    MeasureLine,
    ReportLine,
    indicator_standings,
    worst_first,
)
from reports.kept import decode, dotted, encode
from reports.locality_lines import LocalityLine
from reports.tally import Tally
from reports.unit_lines import UnitLine
from reports.work_lines import TaskGroupLine

__all__ = [
    "NOTHING_TYPED",
    "Basis",
    "Cell",
    "DirectiveLine",
    "FinalLine",
    "GroupLine",
    "IndicatorLine",
    "LocalityLine",
    "MeasureLine",
    "PeriodLine",
    "ReportLine",
    "Summary",
    "Tally",
    "TargetLine",
    "TaskGroupLine",
    "Typed",
    "UnitLine",
    "indicator_standings",
    "judge",
    "worst_first",
]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of indicators, in the resolution's order."""

    number: int
    name: str
    indicators: tuple[IndicatorLine, ...]

    @property
    def tally(self) -> Tally:
        return Tally.of(line.verdict for line in self.indicators)


@dataclass(frozen=True, slots=True)
class Summary:
    """A resolution in one period, complete. `partial`: only the rows its reader may see.

    for_papers: it holds `task_groups`, `units` and `localities`, which a board does not ask for.
    Kept copies outlive this class: a new field gets a default, else they cannot be read any more.
    """

    slug: str
    quarter: int
    title: str
    year: int
    periods: tuple[PeriodLine, ...]
    groups: tuple[GroupLine, ...]
    made_on: datetime.date
    number: str = ""
    issuer: str = ""
    superior: str = ""
    adopted_on: datetime.date | None = None
    plan_confirmed: bool = False
    illustrative: bool = False  # the figures are the demo's; every paper says so
    include_submitted: bool = False
    partial: bool = False
    warnings: tuple[str, ...] = ()
    for_papers: bool = False
    task_groups: tuple[TaskGroupLine, ...] = ()
    units: tuple[UnitLine, ...] = ()  # lead units whose reporting is told of
    localities: tuple[LocalityLine, ...] = ()
    directives: tuple[DirectiveLine, ...] = ()  # most urgent first
    frozen: str = ""  # of a kept copy: when it was taken; every paper says so

    @property
    def period(self) -> PeriodLine:
        """The period in question."""
        return next(period for period in self.periods if period.quarter == self.quarter)

    @property
    def indicators(self) -> Iterator[IndicatorLine]:
        return (line for group in self.groups for line in group.indicators)

    @property
    def tally(self) -> Tally:
        """Of indicators; the rating people set counts where there is one."""
        return Tally.of(line.verdict for line in self.indicators)

    @property
    def measure_tally(self) -> Tally:
        """Of measures, as computed."""
        return Tally.of(each.standing for line in self.indicators for each in line.measures)

    @property
    def set_by_hand(self) -> int:
        """How many indicators count with another standing than the computed one."""
        return sum(line.verdict != line.standing for line in self.indicators)

    def find(self, number: int) -> IndicatorLine | None:
        return next((line for line in self.indicators if line.number == number), None)

    def to_json(self) -> dict[str, Any]:
        """Everything, as plain JSON; numbers as dotted text."""
        kept: dict[str, Any] = encode(self)
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Summary":
        return decode(cls, kept)

    def as_contract_json(self) -> dict[str, Any]:
        """The JSON that outside checks read (design §8)."""
        return {
            "resolution": self.slug,
            "quarter": self.quarter,
            "indicators": [_contract_indicator(line) for line in self.indicators],
            "tally": {
                "indicators": _contract_tally(self.tally),
                "measures": _contract_tally(self.measure_tally),
            },
        }


def _contract_indicator(line: IndicatorLine) -> dict[str, Any]:
    return {
        "number": str(line.number),
        "standing": line.standing.value,
        "final": None if line.final is None else line.final.standing.value,
        "measures": [_contract_measure(measure) for measure in line.measures],
    }


def _contract_measure(measure: MeasureLine) -> dict[str, Any]:
    now = measure.now
    return {
        "letter": measure.letter,
        "figure": _text(now.figure),
        "outcome": None if now.outcome is None else now.outcome.value,
        "expected": _text(now.expected),
        "projection": _text(now.projection),
        "attainment": _text(now.attainment),
        "standing": now.standing.value,
    }


def _contract_tally(tally: Tally) -> dict[str, int]:
    return {standing.value: count for standing, count in tally.worst_first() if count}


def _text(number: Decimal | None) -> str | None:
    return None if number is None else dotted(number)
