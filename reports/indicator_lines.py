"""The lines of a Summary: an indicator with its report, its ratings and its measures' year.

Like everything a Summary holds, they know no Django; what they say comes from the rules.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.cells import Basis, Cell, TargetLine
from targets.rules.comparison import Direction
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import WORST_FIRST, Standing, combine

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
