"""What one more or one less does to a rate with a small denominator (design §3.1)."""

from dataclasses import dataclass
from decimal import Decimal

from targets.rules.comparison import Goal, Outcome
from targets.rules.figures import HUNDRED

SMALL = Decimal(200)


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbouring count and the rate it would give."""

    numerator: Decimal
    rate: Decimal


def neighbours(numerator: Decimal | None, denominator: Decimal | None) -> list[Step]:
    """The counts one less and one more and their rates; none unless both are whole and few."""
    if numerator is None or denominator is None:
        return []
    if not _is_small(denominator) or numerator != numerator.to_integral_value():
        return []
    steps = [count for count in (numerator - 1, numerator + 1) if 0 <= count <= denominator]
    return [Step(count, count * HUNDRED / denominator) for count in steps]


def no_whole_inside(goal: Goal, denominator: Decimal | None) -> bool:
    """Whether no whole count gives a rate inside the goal's band: nobody could hit it exactly.

    "Khoảng 92%" is a band by its tolerance; "ít nhất 85%" is none, whatever lies above is fine.
    """
    if denominator is None or not _is_small(denominator):
        return False
    if not goal.tolerance and (goal.low is None or goal.high is None):
        return False
    rates = (count * HUNDRED / denominator for count in range(int(denominator) + 1))
    return not any(goal.outcome(rate) is Outcome.MET for rate in rates)


def _is_small(denominator: Decimal) -> bool:
    return 0 < denominator < SMALL and denominator == denominator.to_integral_value()
