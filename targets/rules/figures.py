"""From what people type to the figure that is compared (design §3.2)."""

from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from targets.rules.comparison import real

HUNDRED = Decimal(100)


class Formula(StrEnum):
    """How a measure's figure comes from its boxes."""

    VALUE = "value"
    RATIO = "ratio"
    EXCESS = "excess"
    DECREASE = "decrease"


class ZeroDenominator(ValueError):
    """A share of nothing was typed; str() is the sentence for the person who typed it."""

    def __init__(self) -> None:
        super().__init__("Mẫu số bằng 0 thì không tính được tỷ lệ. Hãy nhập một số lớn hơn 0.")


def figure_of(
    formula: Formula,
    *,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    baseline: Decimal | None = None,
) -> Decimal | None:
    """Return the exact figure, or None while a box it needs is blank.

    Each figure is rounded at most once, by its one division. A RATIO or DECREASE typed as two
    numbers goes before the same thing typed as one.
    """
    for number in (value, numerator, denominator, baseline):
        if number is not None:
            real(number, "entry")
    pair = None if numerator is None or denominator is None else (numerator, denominator)
    if pair and formula != Formula.VALUE and not pair[1]:
        raise ZeroDenominator
    match formula:
        case Formula.VALUE:
            return value
        case Formula.RATIO:
            return pair[0] * HUNDRED / pair[1] if pair else value
        case Formula.EXCESS:
            return (pair[0] - pair[1]) * HUNDRED / pair[1] if pair else None
        case Formula.DECREASE:
            if baseline is None:
                return None
            if pair:
                return (baseline * pair[1] - pair[0] * HUNDRED) / pair[1]
            return None if value is None else baseline - value
        case _:
            assert_never(formula)
