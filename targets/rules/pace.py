"""Where a figure should be by now, and where it is heading (design §3.3)."""

from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from targets.rules.comparison import Direction, Goal, Outcome, real
from targets.rules.figures import HUNDRED, Formula

ZERO = Decimal(0)
FIRST_QUARTER = Decimal("0.25")


class Pace(StrEnum):
    """How a measure's figure moves through the year."""

    CUMULATIVE = "cumulative"
    LEVEL = "level"
    RATE = "rate"
    YEAR_END = "year_end"


def starting_point(
    formula: Formula, pace: Pace, *, start: Decimal | None, baseline: Decimal | None
) -> Decimal | None:
    """Return where the straight line begins when the measure itself gives no start.

    Nothing done yet is an excess of -100 %, and a decrease begins at 0 whatever the baseline.
    """
    if start is not None:
        return start
    if pace == Pace.CUMULATIVE:
        return -HUNDRED if formula == Formula.EXCESS else ZERO
    if pace == Pace.LEVEL:
        return ZERO if formula == Formula.DECREASE and baseline is not None else baseline
    return None


def expected(
    goal: Goal,
    pace: Pace,
    *,
    start: Decimal | None,
    share: Decimal,
    milestone: Decimal | None = None,
) -> Decimal | None:
    """Return where the figure should be by now: the office's milestone, else the straight line."""
    if milestone is not None:
        return milestone
    mark = goal.mark
    match pace:
        case Pace.CUMULATIVE | Pace.LEVEL:
            begin = _begin(pace, start)
            if mark is None or begin is None:
                return None
            return begin + (mark - begin) * share
        case Pace.RATE:
            return mark
        case Pace.YEAR_END:
            return None
        case _:
            assert_never(pace)


def projection(
    goal: Goal,
    pace: Pace,
    figure: Decimal | None,
    *,
    start: Decimal | None,
    share: Decimal,
    milestone: Decimal | None = None,
) -> Decimal | None:
    """Return the year's figure if it goes on as so far; None where that says nothing."""
    if figure is None:
        return None
    real(figure, "figure")
    match pace:
        case Pace.CUMULATIVE | Pace.LEVEL:
            begin = _begin(pace, start)
            if begin is None or (pace == Pace.LEVEL and share <= FIRST_QUARTER):
                return None
            done, whole = _progress(goal.mark, begin, share, milestone)
            if done * whole <= 0:
                return None
            return begin + (figure - begin) * whole / done
        case Pace.RATE:
            return figure
        case Pace.YEAR_END:
            return None
        case _:
            assert_never(pace)


def needed_per_quarter(
    goal: Goal,
    pace: Pace,
    figure: Decimal | None,
    *,
    quarters_left: int,
    expected: Decimal | None = None,
) -> Decimal | None:
    """Return what each remaining quarter has to add; None where nothing can or need be added.

    `expected`, where the caller knows it, silences a goal that was due in full by now.
    """
    mark = goal.mark
    if figure is None or mark is None or quarters_left <= 0 or expected == mark:
        return None
    if pace not in {Pace.CUMULATIVE, Pace.LEVEL} or goal.direction != Direction.UP:
        return None
    if goal.outcome(figure) != Outcome.SHORT:
        return None
    return (mark - figure) / quarters_left


def attainment(goal: Goal, formula: Formula, figure: Decimal | None) -> Decimal | None:
    """Return "% so với Nghị quyết": how much of an UP goal's mark the figure is."""
    if figure is None or goal.mark is None or goal.direction != Direction.UP:
        return None
    real(figure, "figure")
    given = HUNDRED if formula == Formula.EXCESS else ZERO
    whole = given + goal.mark
    return (given + figure) * HUNDRED / whole if whole else None


def _begin(pace: Pace, start: Decimal | None) -> Decimal | None:
    return ZERO if start is None and pace == Pace.CUMULATIVE else start


def _progress(
    mark: Decimal | None, begin: Decimal, share: Decimal, milestone: Decimal | None
) -> tuple[Decimal, Decimal]:
    """Return progress as done and whole, so that one division can round at the very end."""
    if milestone is None or mark is None or mark == begin:
        return share, Decimal(1)
    return milestone - begin, mark - begin
