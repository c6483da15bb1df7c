"""One measure in one period: what was to be reached, what was typed, what the rules say of it.

Knows no Django.
"""

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from targets.rules.appraisal import (
    Appraisal,
    Entry,
    ExpectedFrom,
    MeasureTerms,
    PeriodTerms,
    Whose,
    appraise,
)
from targets.rules.comparison import Direction, Outcome
from targets.rules.figures import Formula
from targets.rules.last_year import LastYear
from targets.rules.secrecy import sealed
from targets.rules.standing import Standing


class Basis(StrEnum):
    """Which figures of a report count (design §5)."""

    APPROVED = "approved"
    LAST_APPROVED = "last_approved"  # being adjusted: the figures of its last approval
    SUBMITTED = "submitted"  # sent, not yet approved; only where the reader asked for them
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period as papers name it. `opened`: by the day the summary was made."""

    quarter: int
    name: str
    share: Decimal
    is_last: bool
    quarters_left: int
    opens_on: datetime.date | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    due_on: datetime.date | None = None
    closed_at: datetime.datetime | None = None
    opened: bool = True

    @property
    def terms(self) -> PeriodTerms:
        return PeriodTerms(self.share, self.is_last, self.quarters_left)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """What a measure shall reach, as worded and as bounds. `decision`: what amended it."""

    wording: str
    direction: Direction
    low: Decimal | None
    high: Decimal | None
    strict: bool = False
    tolerance: Decimal = Decimal(0)
    decision: str = ""
    effective_from: datetime.date | None = None

    @property
    def mark(self) -> Decimal | None:
        """Low for UP, high for DOWN, none for WITHIN."""
        if self.direction == Direction.WITHIN:
            return None
        return self.low if self.direction == Direction.UP else self.high


@dataclass(frozen=True, slots=True)
class Typed:
    """What a unit typed for one measure in one period; a blank box is None."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    year_estimate: Decimal | None = None
    year_ago: Decimal | None = None
    nature: str = ""
    as_of: datetime.date | None = None
    source_note: str = ""
    missing_reason: str = ""
    expected_on: datetime.date | None = None

    @property
    def entry(self) -> Entry:
        return Entry(self.value, self.numerator, self.denominator, self.year_estimate)

    def sealed(self, formula: Formula) -> "Typed":
        """The same without its amounts: of a `percent_only` measure no more may be printed."""
        entry = sealed(formula, self.entry)
        return replace(
            self,
            value=entry.value,
            numerator=entry.numerator,
            denominator=entry.denominator,
            year_estimate=entry.year_estimate,
        )


NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure in one period: what was typed and what the rules say of it.

    `last_year`: the same quarter of the measure that this one continues, where it has a figure.
    """

    quarter: int
    appraisal: Appraisal
    typed: Typed = NOTHING_TYPED
    basis: Basis = Basis.NONE
    target: TargetLine | None = None
    last_year: LastYear | None = None

    @property
    def figure(self) -> Decimal | None:
        return self.appraisal.figure

    @property
    def outcome(self) -> Outcome | None:
        return self.appraisal.outcome

    @property
    def expected(self) -> Decimal | None:
        return self.appraisal.expected

    @property
    def expected_from(self) -> ExpectedFrom:
        return self.appraisal.expected_from

    @property
    def projection(self) -> Decimal | None:
        return self.appraisal.projection

    @property
    def estimate(self) -> Decimal | None:
        """The unit's own figure for the whole year."""
        return self.appraisal.estimate

    @property
    def year_end(self) -> Decimal | None:
        """The unit's estimate where there is one, else our projection."""
        return self.projection if self.estimate is None else self.estimate

    @property
    def outlook(self) -> Outcome | None:
        return self.appraisal.outlook

    @property
    def outlook_whose(self) -> Whose | None:
        return self.appraisal.outlook_whose

    @property
    def needed(self) -> Decimal | None:
        return self.appraisal.needed

    @property
    def attainment(self) -> Decimal | None:
        return self.appraisal.attainment

    @property
    def standing(self) -> Standing:
        return self.appraisal.standing

    @property
    def year_ago(self) -> Decimal | None:
        """Last year's own figure of the same period, else what the unit typed of it."""
        return self.typed.year_ago if self.last_year is None else self.last_year.figure


def judge(
    terms: MeasureTerms,
    period: PeriodLine,
    typed: Typed = NOTHING_TYPED,
    *,
    basis: Basis = Basis.NONE,
    target: TargetLine | None = None,
    narrative: bool = False,
    percent_only: bool = False,
    last_year: LastYear | None = None,
) -> Cell:
    """Judge one measure in one period by the rules of targets.rules.

    Of a `percent_only` measure what was typed is judged, and the cell keeps the rate alone.
    """
    verdict = appraise(terms, period.terms, typed.entry, narrative=narrative)
    kept = typed.sealed(terms.formula) if percent_only else typed
    return Cell(period.quarter, verdict, kept, basis, target, last_year)
