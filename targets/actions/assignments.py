"""What each unit was given of a measure's quota: the whole table at once (design §3.2, §4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.actions.plan_rows import RowMoved, opened, text_of
from targets.actions.refusal import Refused
from targets.models import Assignment, Measure, Unit, User


@dataclass(frozen=True, slots=True)
class Given:
    """What one unit was given; nothing at all takes its row away."""

    unit_id: int
    assigned: Decimal | None = None
    baseline: Decimal | None = None
    basis: str = ""

    @property
    def is_nothing(self) -> bool:
        return self.assigned is None and self.baseline is None and not self.basis

    @property
    def text(self) -> str:
        return "|".join((text_of(self.assigned), text_of(self.baseline), self.basis))


def given_of(measure: Measure) -> dict[int, Given]:
    """What each unit was given of a measure, by the unit's id."""
    return {
        row.unit_id: Given(row.unit_id, row.assigned, row.baseline, row.basis)
        for row in Assignment.objects.filter(measure=measure)
    }


def texts_of(known: Mapping[int, Given]) -> dict[str, str]:
    """The table as one text per unit, to see whether somebody else changed it."""
    return {str(pk): given.text for pk, given in sorted(known.items())}


def set_assignments(
    measure: Measure, wishes: Sequence[Given], *, seen: Mapping[str, str], by: User
) -> int:
    """Set the table; returns how many rows changed. Raises Refused, RowMoved."""
    with opened(measure, by=by) as (_, row):
        known = given_of(row)
        if texts_of(known) != dict(seen):
            raise RowMoved(texts_of(known))
        changed = [wish for wish in wishes if _differs(wish, known)]
        _check_units([wish for wish in changed if wish.unit_id not in known])
        rows = {one.unit_id: one for one in Assignment.objects.filter(measure=row)}
        for wish in changed:
            _set(row, wish, rows.get(wish.unit_id))
        return len(changed)


def _differs(wish: Given, known: Mapping[int, Given]) -> bool:
    present = known.get(wish.unit_id)
    return not wish.is_nothing if present is None else wish.text != present.text


def _check_units(wishes: Sequence[Given]) -> None:
    active = set(Unit.objects.active().values_list("pk", flat=True))
    if any(wish.unit_id not in active for wish in wishes):
        raise Refused("Có đơn vị đã ngừng hoạt động. Hãy tải lại trang.")


def _set(measure: Measure, wish: Given, row: Assignment | None) -> None:
    if row is None:
        row = Assignment(measure=measure, unit_id=wish.unit_id)
    elif wish.is_nothing:
        row.delete()
        return
    row.assigned, row.baseline, row.basis = wish.assigned, wish.baseline, wish.basis
    row.save()
