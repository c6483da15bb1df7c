"""What communes and wards reported for the lead units' measures. Knows no Django."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from targets.rules.figures import HUNDRED, Formula


@dataclass(frozen=True, slots=True)
class LocalityFigure:
    """One measure in one locality. `figure` as papers print it: see `as_printed`.

    Of a `percent_only` measure the percentage alone: no amounts come this far.
    """

    key: str
    figure: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LocalityLine:
    """A locality with what it has sent in the period in question.

    `reports`: how many contributing reports it has begun, of which `sent` were ever sent, the
    last of them first on `sent_on`. Figures are those of reports that are sent now.
    """

    code: str
    name: str
    figures: tuple[LocalityFigure, ...] = ()
    reports: int = 0
    sent: int = 0
    sent_on: datetime.date | None = None

    def of(self, key: str) -> LocalityFigure | None:
        return next((figure for figure in self.figures if figure.key == key), None)

    @property
    def has_sent_all(self) -> bool:
        return self.reports > 0 and self.sent == self.reports


@dataclass(frozen=True, slots=True)
class LocalitySum:
    """What localities come to together; `known` of them have a figure.

    `numerator` and `denominator` None: somebody typed a percentage alone, which joins no sum.
    """

    known: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def rate(self) -> Decimal | None:
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator * HUNDRED / self.denominator


def sum_of(lines: Iterable[LocalityLine], key: str) -> LocalitySum:
    """The localities' figures of a measure, added up."""
    found = [figure for line in lines if (figure := line.of(key)) is not None]
    above = [each.numerator for each in found if each.numerator is not None]
    below = [each.denominator for each in found if each.denominator is not None]
    if not found or len(above) < len(found) or len(below) < len(found):
        return LocalitySum(len(found))
    return LocalitySum(len(found), sum(above, Decimal(0)), sum(below, Decimal(0)))


def as_printed(
    formula: Formula,
    *,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Decimal | None:
    """The number a locality's cell shows, or None while a box it needs is blank.

    A RATIO as its percentage, an EXCESS as done against given, a DECREASE as the present rate:
    a locality's own rate of last year is not the town's.
    """
    if formula == Formula.VALUE:
        return value
    if numerator is not None and denominator:
        return numerator * HUNDRED / denominator
    return None if formula == Formula.EXCESS else value
