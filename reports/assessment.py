"""One frozen value that says all about a resolution in a period (design §3.4, §8; issue 3).

Boards, indicator pages and papers are functions of a Summary. It knows no Django: `gather.py`
fills it from rows, `from_json` from a kept copy.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.cells import NOTHING_TYPED, Basis, Cell, PeriodLine, TargetLine, Typed, judge
from reports.directive_lines import DirectiveLine
from reports.kept import decode, dotted, encode
from reports.locality_lines import LocalityLine
from reports.tally import Tally
from reports.unit_lines import UnitLine
from reports.work_lines import TaskGroupLine
from targets.rules.comparison import Direction
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import WORST_FIRST, Standing, combine

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

_RANK = {standing: rank for rank, standing in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with every period of the year; `place`: which of `cells` is the one in question.

    `target_wording` is there even where no goal can be built from the target. `why` stands
    beside NO_FIGURE: chưa gửi; đã gửi, chờ duyệt; đang trả lại; chưa có: …
    """

    key: str
    letter: str
    name: str
    unit_of_measure: str
    decimals: int
    formula: Formula
    pace: Pace
    cells: tuple[Cell, ...]
    place: int
    target_wording: str = ""
    numerator_label: str = ""
    denominator_label: str = ""
    percent_only: bool = False
    by_locality: bool = False
    method: str = ""
    source: str = ""
    supplier: str = ""
    assigned: Decimal | None = None
    assigned_basis: str = ""
    baseline: Decimal | None = None
    start: Decimal | None = None
    why: str = ""

    @property
    def now(self) -> Cell:
        """The cell of the period in question."""
        return self.cells[self.place]

    @property
    def target(self) -> TargetLine | None:
        """The target in force at the end of the period in question; None: a goal in words."""
        return self.now.target

    @property
    def direction(self) -> Direction | None:
        return None if self.target is None else self.target.direction

    @property
    def standing(self) -> Standing:
        return self.now.standing

    @property
    def amended_from(self) -> TargetLine | None:
        """The target before the one in force now, where the year has had more than one."""
        before = (cell.target for cell in reversed(self.cells[: self.place]))
        return next((target for target in before if target != self.target), None)


@dataclass(frozen=True, slots=True)
class FinalLine:
    """The rating people set, with their reason."""

    standing: Standing
    reason: str = ""
    by: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """The counting report of an indicator in the period in question; status "": none yet.

    `returns`: how often the office has returned it.
    """

    status: str = ""
    basis: Basis = Basis.NONE
    revising: bool = False  # "đang điều chỉnh": approved once, not approved now
    unit_code: str = ""
    unit_name: str = ""
    results: str = ""
    difficulties: str = ""
    causes: str = ""
    proposals: str = ""
    entered_by: str = ""
    entered_at: datetime.datetime | None = None
    first_sent_at: datetime.datetime | None = None
    on_behalf: bool = False
    on_behalf_note: str = ""
    approved_by: str = ""
    approved_at: datetime.datetime | None = None
    single_handed: bool = False
    returned_by: str = ""
    returned_at: datetime.datetime | None = None
    return_note: str = ""
    answer_by: datetime.date | None = None
    returns: int = 0
    evidence: tuple[str, ...] = ()  # names of what proves the figures; for papers alone


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A numbered target. `standings`: the computed one of every period of the year.

    `finals`: what people set instead, period by period; () where a kept copy does not know.
    """

    number: int
    label: str
    wording: str
    measures: tuple[MeasureLine, ...]
    standings: tuple[Standing, ...]
    place: int
    due: bool = True  # something has to be reported in the period in question (design §4)
    final: FinalLine | None = None
    report: ReportLine = ReportLine()
    source_wording: str = ""
    note: str = ""
    group_number: int = 0
    group_name: str = ""
    lead_code: str = ""
    lead_name: str = ""
    lead_short: str = ""
    finals: tuple[FinalLine | None, ...] = ()

    @property
    def standing(self) -> Standing:
        """What the rules say."""
        return self.standings[self.place]

    @property
    def verdict(self) -> Standing:
        """What counts: the rating people set, else what the rules say."""
        return self.standing if self.final is None else self.final.standing

    def final_in(self, place: int) -> FinalLine | None:
        """The rating people set in one of the year's periods."""
        return self.finals[place] if place < len(self.finals) else None

    @property
    def telling(self) -> MeasureLine | None:
        """The measure to show first: the lowest one that bears the standing, else the first."""
        bearing = [line for line in self.measures if line.standing == self.standing]
        return min(bearing or self.measures, key=lambda line: _lowest([line]), default=None)

    @property
    def why(self) -> str:
        """Why there is no figure, in the words of the first measure that lacks it."""
        lacking = (each for each in self.measures if each.standing == Standing.NO_FIGURE)
        return next((line.why for line in lacking if line.why), "")


def indicator_standings(measures: Sequence[MeasureLine], count: int) -> tuple[Standing, ...]:
    """The standing of an indicator in each of the year's `count` periods."""
    return tuple(combine(line.cells[at].standing for line in measures) for at in range(count))


def worst_first(indicators: Iterable[IndicatorLine]) -> list[IndicatorLine]:
    """By standing, inside one by attainment, lowest first, then number (design §3.4)."""
    return sorted(
        indicators,
        key=lambda line: (
            _RANK[line.verdict], *_lowest(line.measures), line.group_number, line.number,
        ),
    )  # fmt: skip


def _lowest(measures: Iterable[MeasureLine]) -> tuple[bool, Decimal]:
    known = [found for line in measures if (found := line.now.attainment) is not None]
    return (False, min(known)) if known else (True, Decimal(0))


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
