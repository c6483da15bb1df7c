"""Saving all that a unit's form holds, figures and updates of work items: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from targets.actions.reporting import TypedIndicator, save_typed
from targets.actions.work_updates import UpdateWish, WorkRefused, post_update, was_just_told
from targets.models import Period, Unit, User


@dataclass(frozen=True, slots=True)
class ToldItem:
    """What is told of one work item. `version`: the item as its writer saw it."""

    item_id: int
    version: int
    wish: UpdateWish


class NotTold(Exception):
    """An update of a work item was refused, so nothing was saved; `refused` says why."""

    def __init__(self, item_id: int, refused: WorkRefused) -> None:
        super().__init__(str(refused))
        self.item_id = item_id
        self.refused = refused


def save_form(
    period: Period,
    unit: Unit,
    typed: Sequence[TypedIndicator],
    told: Sequence[ToldItem],
    *,
    by: User,
) -> None:
    """Save figures and updates in one transaction.

    Raises NotTold, or what `save_typed` raises; then nothing has changed. The same update handed
    in twice (a second press of the button) is kept once.
    """
    if not told:
        save_typed(period, unit, typed, by=by)
        return
    with transaction.atomic():
        save_typed(period, unit, typed, by=by)
        for one in told:
            try:
                post_update(one.item_id, one.wish, version=one.version, by=by)
            except WorkRefused as refused:
                if not (refused.stale and was_just_told(one.item_id, one.wish, by=by)):
                    raise NotTold(one.item_id, refused) from None
