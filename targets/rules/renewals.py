"""Last year's figure as this year's baseline, once it is known better than when it was filled in.

A year is planned before the last one is over: the baseline is then the latest figure there is.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Renewal:
    """A baseline that last year's latest figure differs from.

    by_hand: people typed what it holds, or emptied it.
    """

    held: Decimal | None
    latest: Decimal
    by_hand: bool

    @property
    def is_advised(self) -> bool:
        """Whether it is ticked at first: what the office wrote itself it has to tick itself."""
        return not self.by_hand


def renewal(held: Decimal | None, latest: Decimal | None, *, by_hand: bool) -> Renewal | None:
    """What to propose for a baseline; None where nothing better is known, or it is held already."""
    if latest is None or latest == held:
        return None
    return Renewal(held, latest, by_hand)
