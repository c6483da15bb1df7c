"""All the rules on one measure in one period: what the sheet, the review and the board show."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from targets.rules.comparison import Goal, Outcome
from targets.rules.figures import HUNDRED, Formula, ZeroDenominator, figure_of
from targets.rules.pace import (
    Pace,
    attainment,
    expected,
    needed_per_quarter,
    projection,
    starting_point,
)
from targets.rules.standing import Standing, standing


class ExpectedFrom(StrEnum):
    """What the expected figure rests on; pages name it (design §3.3)."""

    MILESTONE = "milestone"
    LINE = "line"
    ALL_YEAR = "all_year"
    NONE = "none"


class Whose(StrEnum):
    """Whose outlook on the year it is."""

    UNIT = "unit"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class MeasureTerms:
    """How one measure is judged in one period. `goal` None: a target in words.

    `quota`: the denominator was given from above (`assigned_basis`), so more than 100 % is no
    mistake.
    """

    formula: Formula
    pace: Pace
    goal: Goal | None
    baseline: Decimal | None = None
    start: Decimal | None = None
    quota: bool = False
    milestone: Decimal | None = None

    @property
    def part_of_whole(self) -> bool:
        """A share that cannot leave 0 - 100 %."""
        return self.formula == Formula.RATIO and not self.quota


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """Where in the year a period stands."""

    share: Decimal
    is_last: bool
    quarters_left: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for one measure, exact; a blank box is None."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    year_estimate: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.numerator is None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the rules say. Every number is exact and unrounded; None where there is none."""

    figure: Decimal | None
    outcome: Outcome | None
    expected: Decimal | None
    expected_from: ExpectedFrom
    projection: Decimal | None
    estimate: Decimal | None
    outlook: Outcome | None
    outlook_whose: Whose | None
    needed: Decimal | None
    attainment: Decimal | None
    standing: Standing


def appraise(
    terms: MeasureTerms, period: PeriodTerms, entry: Entry, *, narrative: bool = False
) -> Appraisal:
    """Judge one measure in one period (design §3.2 - §3.4). Never raises on what was typed."""
    figure = figure_from(terms, entry)
    goal = terms.goal
    if goal is None:
        verdict = standing(
            None, terms.pace, figure, expected=None, final=period.is_last, narrative=narrative
        )
        return Appraisal(
            figure, None, None, ExpectedFrom.NONE, None, None, None, None, None, None, verdict
        )
    start = starting_point(terms.formula, terms.pace, start=terms.start, baseline=terms.baseline)
    by_now = expected(goal, terms.pace, start=start, share=period.share, milestone=terms.milestone)
    ahead = projection(
        goal, terms.pace, figure, start=start, share=period.share, milestone=terms.milestone
    )
    if ahead is not None and terms.part_of_whole:
        ahead = min(max(ahead, Decimal(0)), HUNDRED)
    estimate = _estimate(terms, entry)
    year = ahead if estimate is None else estimate
    return Appraisal(
        figure=figure,
        outcome=None if figure is None else goal.outcome(figure),
        expected=by_now,
        expected_from=_expected_from(terms, by_now),
        projection=ahead,
        estimate=estimate,
        outlook=None if year is None else goal.outcome(year),
        outlook_whose=_whose(estimate, ahead),
        needed=needed_per_quarter(
            goal,
            terms.pace,
            figure,
            quarters_left=period.quarters_left,
            expected=by_now,
        ),
        attainment=attainment(goal, terms.formula, figure),
        standing=standing(goal, terms.pace, figure, expected=by_now, final=period.is_last),
    )


def figure_from(terms: MeasureTerms, entry: Entry) -> Decimal | None:
    """The compared figure of what was typed; None while it cannot be computed."""
    try:
        return figure_of(
            terms.formula,
            value=entry.value,
            numerator=entry.numerator,
            denominator=entry.denominator,
            baseline=terms.baseline,
        )
    except ZeroDenominator:  # refused on entry; a row made otherwise counts as no figure
        return None


def _estimate(terms: MeasureTerms, entry: Entry) -> Decimal | None:
    """The unit's own year-end figure: typed in the figure's main box, through its formula."""
    typed = entry.year_estimate
    if typed is None:
        return None
    with_pair = entry.denominator is not None and entry.value is None
    if with_pair and terms.formula != Formula.VALUE:
        as_typed = Entry(numerator=typed, denominator=entry.denominator)
    else:
        as_typed = Entry(value=typed)
    return figure_from(terms, as_typed)


def _expected_from(terms: MeasureTerms, by_now: Decimal | None) -> ExpectedFrom:
    if by_now is None:
        return ExpectedFrom.NONE
    if terms.milestone is not None:
        return ExpectedFrom.MILESTONE
    return ExpectedFrom.ALL_YEAR if terms.pace == Pace.RATE else ExpectedFrom.LINE


def _whose(estimate: Decimal | None, ahead: Decimal | None) -> Whose | None:
    if estimate is not None:
        return Whose.UNIT
    return None if ahead is None else Whose.PACE
