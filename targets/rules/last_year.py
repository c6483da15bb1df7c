"""The same period last year, to set a figure beside (design §4, `continues`)."""

from dataclasses import dataclass
from decimal import Decimal

from targets.rules.figures import Formula

OFFICIAL = "official"
# Both give the thing itself; an excess and a decrease are compared with their like alone
_PLAIN = frozenset({Formula.VALUE, Formula.RATIO})


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's approved figure of the same quarter. `nature`: as its unit called it then.

    `revising`: its report was approved once and is being adjusted now.
    """

    figure: Decimal
    nature: str = ""
    revising: bool = False

    @property
    def is_official(self) -> bool:
        return self.nature == OFFICIAL and not self.revising


def is_alike(formula: Formula, unit: str, *, formula_then: Formula, unit_then: str) -> bool:
    """Whether two years' figures of a measure are counted so that they can be compared."""
    same = formula == formula_then or {formula, formula_then} <= _PLAIN
    return same and unit == unit_then
