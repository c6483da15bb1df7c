"""What a figure means at this point of the year (design §3.4)."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from targets.rules.comparison import Direction, Goal, Outcome, real
from targets.rules.pace import Pace


class Standing(StrEnum):
    """The word that a row of the board carries."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    IN_PROGRESS = "in_progress"
    NOT_DUE = "not_due"
    NO_FIGURE = "no_figure"


JUDGED = frozenset(
    {Standing.EXCEEDED, Standing.MET, Standing.ON_TRACK, Standing.BEHIND, Standing.MISSED}
)
WORST_FIRST = (
    Standing.MISSED,
    Standing.BEHIND,
    Standing.NO_FIGURE,
    Standing.IN_PROGRESS,
    Standing.NOT_DUE,
    Standing.ON_TRACK,
    Standing.MET,
    Standing.EXCEEDED,
)
_ONE_IS_ENOUGH = (
    Standing.MISSED,
    Standing.BEHIND,
    Standing.NO_FIGURE,
    Standing.IN_PROGRESS,
    Standing.ON_TRACK,
)


def standing(
    goal: Goal | None,
    pace: Pace,
    figure: Decimal | None,
    *,
    expected: Decimal | None,
    final: bool,
    narrative: bool = False,
) -> Standing:
    """Propose a standing; people may decide otherwise. `final` is the year's last period.

    Without a goal only people judge: the narrative says whether anything is under way.
    """
    if goal is None:
        return _in_words(final=final, narrative=narrative)
    if figure is None:
        early = pace == Pace.YEAR_END and not final
        return Standing.NOT_DUE if early else Standing.NO_FIGURE
    real(figure, "figure")
    if pace == Pace.YEAR_END and not final:
        return Standing.IN_PROGRESS
    if goal.direction != Direction.UP and pace == Pace.CUMULATIVE and not final:
        return _under_a_ceiling(goal, figure, expected)
    match goal.outcome(figure):
        case Outcome.MET:
            reached = Standing.MET
        case Outcome.EXCEEDED:
            reached = Standing.EXCEEDED
        case Outcome.SHORT:
            return _short(goal, figure, expected, final=final)
        case never:
            assert_never(never)
    return Standing.ON_TRACK if pace == Pace.RATE and not final else reached


def combine(standings: Iterable[Standing]) -> Standing:
    """Return an indicator's standing from its measures', in whatever order they come."""
    found = frozenset(standings)
    for decisive in _ONE_IS_ENOUGH:
        if decisive in found:
            return decisive
    if not found:
        return Standing.NO_FIGURE
    if Standing.NOT_DUE in found:
        return Standing.NOT_DUE if len(found) == 1 else Standing.IN_PROGRESS
    return Standing.EXCEEDED if Standing.EXCEEDED in found else Standing.MET


def _in_words(*, final: bool, narrative: bool) -> Standing:
    if final:
        return Standing.NO_FIGURE
    return Standing.IN_PROGRESS if narrative else Standing.NOT_DUE


def _under_a_ceiling(goal: Goal, figure: Decimal, expected: Decimal | None) -> Standing:
    """Judge a running count that may not grow past its bound: once past, it never comes back."""
    if goal.over_the_top(figure):
        return Standing.MISSED
    if expected is not None and figure > expected:
        return Standing.BEHIND
    return Standing.ON_TRACK


def _short(goal: Goal, figure: Decimal, expected: Decimal | None, *, final: bool) -> Standing:
    if final:
        return Standing.MISSED
    if expected is None:
        return Standing.IN_PROGRESS
    return Standing.ON_TRACK if _keeps_up(goal, figure, expected) else Standing.BEHIND


def _keeps_up(goal: Goal, figure: Decimal, expected: Decimal) -> bool:
    match goal.direction:
        case Direction.UP:
            return figure >= expected
        case Direction.DOWN:
            return figure <= expected
        case Direction.WITHIN:
            return _distance(goal, figure) <= _distance(goal, expected)
        case _:
            assert_never(goal.direction)


def _distance(goal: Goal, figure: Decimal) -> Decimal:
    """How far outside its band a figure lies."""
    assert goal.low is not None  # a WITHIN goal has both bounds
    assert goal.high is not None
    return max(goal.low - figure, figure - goal.high, Decimal(0))
