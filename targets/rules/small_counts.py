"""What one more or one less does to a rate with a small denominator (design §3.1)."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from targets.rules.comparison import Direction, Goal, Outcome
from targets.rules.figures import HUNDRED

SMALL = Decimal(200)


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbouring count and the rate it would give."""

    numerator: Decimal
    rate: Decimal


def neighbours(numerator: Decimal | None, denominator: Decimal | None) -> list[Step]:
    """The counts one less and one more and their rates; none unless both are small and whole."""
    if numerator is None or denominator is None or not _is_small(denominator):
        return []
    steps = [count for count in (numerator - 1, numerator + 1) if 0 <= count <= denominator]
    return [Step(count, count * HUNDRED / denominator) for count in steps]


def no_whole_inside(goal: Goal, denominator: Decimal | None) -> bool:
    """Whether no whole count gives a rate inside the goal's band: nobody could hit it exactly."""
    if denominator is None or not _is_small(denominator):
        return False
    if goal.direction != Direction.WITHIN and goal.high is None:
        return False
    middle = goal.low if goal.low is not None else goal.high
    assert middle is not None  # every goal has at least one bound
    near = middle * denominator / HUNDRED
    top = goal.high if goal.high is not None else middle
    last = (top + goal.tolerance) * denominator / HUNDRED
    candidates = {
        near.to_integral_value(ROUND_FLOOR),
        near.to_integral_value(ROUND_CEILING),
        last.to_integral_value(ROUND_FLOOR),
    }
    rates = [count * HUNDRED / denominator for count in candidates if 0 <= count <= denominator]
    return not any(goal.outcome(rate) is Outcome.MET for rate in rates)


def _is_small(denominator: Decimal) -> bool:
    return 0 < denominator < SMALL and denominator == denominator.to_integral_value()
