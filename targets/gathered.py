"""What contributing units sent of a measure, for the unit that leads it (design §4, §5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from targets.models import Figure, Measure
from targets.rules.figures import Formula
from targets.rules.totals import Total, only_one, total_of
from targets.rules.workflow import Status


@dataclass(frozen=True, slots=True)
class Gathered:
    """What contributing units sent of a measure for its lead unit; `asked`: how many should.

    `received`: by the lead unit; `all_sent` with those who merely submitted. `supplied`: by the
    one unit that has the figure, not by localities.
    """

    asked: int
    sent: int
    received_count: int
    received: Total
    all_sent: Total
    supplied: bool = False

    @property
    def total(self) -> Total:
        """What the lead unit's figure is set beside: received, else what was sent."""
        return self.received if self.received.known else self.all_sent


def gathered_of(measure: Measure, parts: Sequence[Figure]) -> Gathered | None:
    """What contributing units sent of a measure; None where nobody contributes to it.

    A measure told by locality is the localities' sum, even where a supplier is named as well.
    """
    supplier, lead = measure.supplier_id, measure.indicator.lead_unit_id
    supplied = supplier is not None and supplier != lead and not measure.by_locality
    if not (measure.by_locality or supplied):
        return None
    mine = [figure for figure in parts if (figure.report.unit_id == supplier) is supplied]
    received = [figure for figure in mine if figure.report.status == Status.APPROVED]
    asked: int = 1 if supplied else getattr(measure, "localities", 0)
    return Gathered(
        asked=max(asked, len(mine)),
        sent=len(mine),
        received_count=len(received),
        received=_added(measure, received, supplied=supplied),
        all_sent=_added(measure, mine, supplied=supplied),
        supplied=supplied,
    )


def _added(measure: Measure, figures: Sequence[Figure], *, supplied: bool) -> Total:
    entries = (figure.entry() for figure in figures)
    if supplied:
        return only_one(entries)
    return total_of(Formula(measure.formula), measure.unit_of_measure, entries)
