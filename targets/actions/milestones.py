"""Setting milestones and confirming the plan: compare-and-set, each change with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from targets import clock
from targets.models import Milestone, MilestoneChange, Resolution, User

Cell = tuple[int, int]  # a measure's id and a quarter


class MilestonesMoved(Exception):
    """Somebody else set some of them meanwhile; nothing was saved. `now`: what holds there."""

    def __init__(self, now: Mapping[Cell, Decimal | None]) -> None:
        super().__init__("Mốc vừa được người khác đổi.")
        self.now = now


@dataclass(frozen=True, slots=True)
class MilestoneWish:
    """A milestone to be moved from `seen` to `new`; None is the straight line."""

    measure_id: int
    quarter: int
    seen: Decimal | None
    new: Decimal | None
    reason: str

    @property
    def cell(self) -> Cell:
        return self.measure_id, self.quarter


def set_milestones(wishes: Sequence[MilestoneWish], *, by: User) -> None:
    """Set all of them or none, and log each with its reason.

    Raises MilestonesMoved when one is no longer what its writer saw.
    """
    try:
        with transaction.atomic():
            _set(wishes, by)
    except IntegrityError:  # two windows set the first milestone of a quarter at once
        with transaction.atomic():
            rows = _locked(wishes)
        raise MilestonesMoved(_differing(wishes, rows)) from None


def _set(wishes: Sequence[MilestoneWish], by: User) -> None:
    rows = _locked(wishes)
    if moved := _differing(wishes, rows):
        raise MilestonesMoved(moved)
    now = clock.now()
    for wish in wishes:
        row = rows.get(wish.cell)
        if wish.new is None:
            if row is not None:
                row.delete()
        elif row is None:
            Milestone.objects.create(
                measure_id=wish.measure_id, quarter=wish.quarter, expected=wish.new
            )
        else:
            row.expected = wish.new
            row.save(update_fields=["expected"])
    MilestoneChange.objects.bulk_create(
        MilestoneChange(
            measure_id=wish.measure_id,
            quarter=wish.quarter,
            old=wish.seen,
            new=wish.new,
            reason=wish.reason,
            by=by,
            at=now,
        )
        for wish in wishes
    )


def _locked(wishes: Sequence[MilestoneWish]) -> dict[Cell, Milestone]:
    measures = {wish.measure_id for wish in wishes}
    rows = Milestone.objects.select_for_update().filter(measure__in=measures).order_by("pk")
    return {(row.measure_id, row.quarter): row for row in rows}


def _differing(
    wishes: Sequence[MilestoneWish], rows: Mapping[Cell, Milestone]
) -> dict[Cell, Decimal | None]:
    now = {wish.cell: rows[wish.cell].expected if wish.cell in rows else None for wish in wishes}
    return {wish.cell: now[wish.cell] for wish in wishes if now[wish.cell] != wish.seen}


def confirm_plan(resolution: Resolution, *, by: User) -> bool:
    """Stand in for lead units and milestones; False where somebody already has."""
    waiting = Resolution.objects.filter(pk=resolution.pk, plan_confirmed_at__isnull=True)
    return bool(waiting.update(plan_confirmed_at=clock.now(), plan_confirmed_by=by))
