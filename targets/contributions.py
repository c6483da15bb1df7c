"""What a lead unit finds of the units that contribute to an indicator in a period (design §5).

Figures that a unit has not sent are its own: the lead unit sees that it works on them, no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from targets.actions.cases import actor_of, case_of, senders_of
from targets.contributing import contributions_to
from targets.evidence import evidence_of
from targets.history import SENT_BACK, reason_of_last_return
from targets.measure_review import MeasureReview, Warned
from targets.models import Evidence, Indicator, User
from targets.models.people import LOCALITY
from targets.rules.appraisal import Entry
from targets.rules.folding import alphabetical
from targets.rules.totals import own_rate
from targets.rules.workflow import SENT, Move, Status, open_moves
from targets.sheet_lines import IndicatorLine, MeasureLine, PeriodFacts

# Missing first, then what waits for the lead unit, then what is done
_STAGES: Sequence[Status | None] = (
    None,
    Status.DRAFT,
    Status.RETURNED,
    Status.SIGNING,
    Status.SUBMITTED,
    Status.APPROVED,
)
OPEN = "mo"  # the parameter that names the opened report's unit
LEAD_MOVES = (Move.RETURN, Move.REOPEN)
RECEIVING = frozenset({Move.APPROVE, *LEAD_MOVES})


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of one unit, as it may be shown; `rate` as the unit's own percentage."""

    line: MeasureLine
    entry: Entry

    @property
    def rate(self) -> Decimal | None:
        return own_rate(self.line.formula, self.entry)


@dataclass(frozen=True, slots=True)
class SortedPlace:
    """The page's address, sorted as its reader has it; `query`: `sort=name`, or nothing."""

    path: str
    query: str = ""

    def at(self, anchor: str = "") -> str:
        """Back to the page, at a row of it."""
        question = f"?{self.query}" if self.query else ""
        return f"{self.path}{question}#{anchor}" if anchor else f"{self.path}{question}"

    def opening(self, code: str) -> str:
        """The page with this unit's report opened."""
        return f"{self.path}?{'&'.join(filter(None, [self.query, f'{OPEN}={code}']))}#xem"


@dataclass
class ContributionRow:
    """A contributing unit with its report, if there is one, for one reader."""

    line: IndicatorLine
    moves: Sequence[Move]
    evidence: Sequence[Evidence] = ()
    orders: dict[str, tuple[bool, object]] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The id of its row on the page."""
        return f"dv-{self.unit_code}"

    @property
    def unit_code(self) -> str:
        return self.line.unit.code

    @property
    def name(self) -> str:
        return self.line.unit.name

    @property
    def is_locality(self) -> bool:
        return self.line.unit.kind == LOCALITY

    @property
    def status(self) -> Status | None:
        """None: nobody has begun it."""
        return self.line.status if self.line.report else None

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def name_order(self) -> object:
        """As a Vietnamese dictionary has it: by the name itself, xã and phường together."""
        return alphabetical(self.line.unit.brief)

    @property
    def stage(self) -> int:
        return _STAGES.index(self.status)

    @property
    def ticket(self) -> str:
        """The report and the version of it that its reader sees: `12:4`."""
        assert self.line.report is not None  # only of what was sent
        return f"{self.line.report.pk}:{self.line.version}"

    def cell(self, letter: str) -> Cell | None:
        """Its figure of a measure; None where the measure is not asked of it."""
        for measure in self.line.measures:
            if measure.measure.letter == letter:
                return Cell(measure, measure.entry() if self.is_sent else Entry())
        return None

    @cached_property
    def reviews(self) -> list[MeasureReview]:
        report = self.line.report
        told = bool(report and report.results.strip())
        return [MeasureReview(measure, narrative=told) for measure in self.line.measures]

    @cached_property
    def warnings(self) -> list[Warned]:
        if not self.is_sent:
            return []
        return [warned for review in self.reviews for warned in review.warnings]

    @property
    def may_receive(self) -> bool:
        return Move.APPROVE in self.moves

    @property
    def is_clean(self) -> bool:
        """Its reader may receive it and nothing about it is odd: fit for one press for all."""
        return self.may_receive and not self.warnings

    @property
    def return_reason(self) -> str:
        """Why it came back, while it is with its unit."""
        if self.status is not Status.RETURNED:
            return ""
        return reason_of_last_return(self.line.events)

    @property
    def last_return(self) -> object:
        return self.line.last_event(*SENT_BACK)


def rows_of(
    indicator: Indicator, facts: PeriodFacts, *, reader: User, single_handed: bool
) -> list[ContributionRow]:
    """Every unit that contributes, missing ones first, by name within; eight queries at most."""
    found = [
        ContributionRow(line, _moves(line, facts, reader, single_handed=single_handed))
        for line in contributions_to(indicator, facts)
    ]
    attached = evidence_of(row.line.report for row in found if row.is_sent)
    for row in found:
        row.evidence = attached.get(row.line.report.pk, ()) if row.line.report else ()
    return sorted(found, key=lambda row: (row.stage, row.name_order))


def _moves(
    line: IndicatorLine, facts: PeriodFacts, reader: User, *, single_handed: bool
) -> Sequence[Move]:
    report = line.report
    if report is None:
        return ()
    report.period, report.unit, report.indicator = facts.period, line.unit, line.indicator
    actor = actor_of(
        reader,
        line.unit,
        line.indicator,
        senders=senders_of(report, line.events),
        single_handed=single_handed,
    )
    return [move for move in open_moves(case_of(report), actor) if move in RECEIVING]
