"""What several units' numbers of one measure come to: sums of amounts, never means of rates."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from targets.rules.appraisal import Entry
from targets.rules.figures import HUNDRED, Formula
from targets.rules.secrecy import RATE_UNITS

BLANK = Entry()


@dataclass(frozen=True, slots=True)
class Total:
    """A sum as somebody could have typed it: a value, or numerator and denominator.

    `known`: how many units are in it; `left_out`: how many gave a percentage alone, which joins
    no sum (design §3.2). Blank where nothing adds up.
    """

    entry: Entry = BLANK
    known: int = 0
    left_out: int = 0

    @property
    def main(self) -> Decimal | None:
        """The number that is set beside the lead unit's own: the numerator, or the value."""
        return self.entry.value if self.entry.numerator is None else self.entry.numerator


def total_of(formula: Formula, unit: str, entries: Iterable[Entry]) -> Total:
    """The entries of several units added up; blank ones are nobody's."""
    given = [entry for entry in entries if not entry.is_blank]
    summed = [entry for entry in given if _adds_up(formula, unit, entry)]
    left_out = len(given) - len(summed)
    if not summed:
        return Total(left_out=left_out)
    if formula == Formula.VALUE:
        whole = Entry(value=_sum(entry.value for entry in summed))
    else:
        whole = Entry(
            numerator=_sum(entry.numerator for entry in summed),
            denominator=_sum(entry.denominator for entry in summed),
        )
    return Total(whole, len(summed), left_out)


def only_one(entries: Iterable[Entry]) -> Total:
    """The entry of the one unit that supplies a measure, as it was typed: a rate may stand."""
    given = [entry for entry in entries if not entry.is_blank]
    return Total(given[0], 1) if len(given) == 1 else Total()


def own_rate(formula: Formula, entry: Entry) -> Decimal | None:
    """The number a unit's own cell shows, or None while a box it needs is blank.

    A RATIO as its percentage, an EXCESS as done against given, a DECREASE as the present rate: a
    unit's own rate of last year is not the town's.
    """
    if formula == Formula.VALUE:
        return entry.value
    if entry.numerator is not None and entry.denominator:
        return entry.numerator * HUNDRED / entry.denominator
    return None if formula == Formula.EXCESS else entry.value


def _adds_up(formula: Formula, unit: str, entry: Entry) -> bool:
    if formula == Formula.VALUE:
        return unit not in RATE_UNITS and entry.value is not None
    return entry.numerator is not None and bool(entry.denominator)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((number for number in numbers if number is not None), Decimal(0))
