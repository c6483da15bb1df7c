"""Measures of which only the rate may be known (`percent_only`): no amounts, no breakdown.

What was typed before the office closed a measure stays stored and is judged as ever, but nothing
prints it: every reader goes through `sealed`, which leaves the rate alone.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from targets.rules.appraisal import Entry
from targets.rules.figures import HUNDRED, Formula

RATE_UNITS = frozenset({"%", "điểm %"})
AMOUNT_FIELDS = frozenset({"numerator", "denominator", "details"})
HIDDEN = "không hiện (chỉ báo cáo tỷ lệ)"
SIX_PLACES = Decimal("0.000001")


class Rate(NamedTuple):
    """What the one box of a closed measure holds, and the estimate for the year beside it.

    Of an EXCESS it is what was done against what was given (54,0), as people write it.
    """

    value: Decimal | None
    year_estimate: Decimal | None

    def typed(self) -> "Rate":
        """As a box shows it: with no more places than a box takes."""
        return Rate(_six(self.value), _six(self.year_estimate))


def rate_of(formula: Formula, entry: Entry) -> Rate:
    """The rate of what was typed, exact; amounts that make no rate are left out."""
    if formula == Formula.VALUE:
        return Rate(entry.value, entry.year_estimate)
    above, below = entry.numerator, entry.denominator
    alone = None if formula == Formula.EXCESS else entry.value
    value = _share(above, below) if above is not None and below is not None else alone
    estimate = entry.year_estimate
    if below is not None and entry.value is None:  # it was typed as the numerator was
        estimate = _share(estimate, below)
    elif formula == Formula.EXCESS:
        estimate = None
    return Rate(value, estimate)


def entry_from(formula: Formula, rate: Rate) -> Entry:
    """What the rules judge of a rate typed alone; of an EXCESS done against a given 100."""
    if formula != Formula.EXCESS:
        return Entry(value=rate.value, year_estimate=rate.year_estimate)
    if rate == Rate(None, None):
        return Entry()
    return Entry(numerator=rate.value, denominator=HUNDRED, year_estimate=rate.year_estimate)


def sealed(formula: Formula, entry: Entry) -> Entry:
    """The same entry without its amounts; it comes to the same figure."""
    return entry_from(formula, rate_of(formula, entry))


def tells_amount(formula: Formula, change: Mapping[str, object]) -> bool:
    """Whether one logged change of a closed measure holds an amount that may not be printed.

    `rate` marks what was typed after the measure was closed; an estimate typed before may have
    been an amount.
    """
    if change.get("field") in AMOUNT_FIELDS:
        return True
    unsure = change.get("field") == "year_estimate" and formula != Formula.VALUE
    return unsure and not change.get("rate")


def why_amounts_needed(formula: Formula, unit: str, *, quota: bool) -> str:
    """Why a measure cannot be reported by its rate alone; empty where it can."""
    if formula == Formula.VALUE and unit not in RATE_UNITS:
        return f"Chỉ tiêu tính bằng {unit or 'số lượng'}, không phải tỷ lệ nên không đặt được."
    if formula == Formula.EXCESS and not quota:
        return "Chưa ghi căn cứ giao nên chưa có tỷ lệ so với số được giao."
    return ""


def _share(above: Decimal | None, below: Decimal) -> Decimal | None:
    return None if above is None or not below else above * HUNDRED / below


def _six(number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    rounded = number.quantize(SIX_PLACES, ROUND_HALF_UP)
    return number if rounded == number else rounded
