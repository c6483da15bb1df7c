"""The office says what may be reported as a rate or a state alone (secret matters).

`percent_only` of a measure and `progress_only` of a work item; all of a save or nothing. Each row
goes through save(), so that auditlog tells who closed it, when and why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from targets.models import Measure, User, WorkItem
from targets.rules.figures import Formula
from targets.rules.secrecy import why_amounts_needed


class Closable(StrEnum):
    """What can be closed for secrecy; the value begins a row's key."""

    MEASURE = "m"
    WORK_ITEM = "w"


Key = tuple[Closable, int]


class SwitchedMeanwhile(Exception):
    """Somebody else switched some of them; nothing was saved. `now`: what holds there."""

    def __init__(self, now: Mapping[Key, bool]) -> None:
        super().__init__("Có mục vừa được người khác bật, tắt.")
        self.now = now


class CannotClose(Exception):
    """A measure whose amounts are all it has; str() is a sentence for beside `key`."""

    def __init__(self, key: Key, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True, slots=True)
class Switch:
    """Something to be closed or opened; `seen`: how its writer saw it."""

    key: Key
    seen: bool
    new: bool


def why_not_closable(measure: Measure) -> str:
    """Why a measure cannot be reported by its rate alone; empty where it can."""
    quota = bool(measure.assigned_basis)
    return why_amounts_needed(Formula(measure.formula), measure.unit_of_measure, quota=quota)


def switch(switches: Sequence[Switch], *, by: User, reason: str = "") -> None:
    """Set all of them or none.

    Raises SwitchedMeanwhile when one is no longer as its writer saw it, CannotClose for a measure
    that has no rate. `by` is kept by auditlog, from the request.
    """
    assert by.is_active  # the log knows who asks; nobody else gets here
    with transaction.atomic():
        measures = _locked_measures(_ids(switches, Closable.MEASURE))
        items = _locked_items(_ids(switches, Closable.WORK_ITEM))
        now = {
            **{(Closable.MEASURE, pk): row.percent_only for pk, row in measures.items()},
            **{(Closable.WORK_ITEM, pk): row.progress_only for pk, row in items.items()},
        }
        moved = {one.key: now[one.key] for one in switches if now[one.key] != one.seen}
        if moved:
            raise SwitchedMeanwhile(moved)
        for one in switches:
            kind, pk = one.key
            if kind is Closable.MEASURE:
                _switch_measure(measures[pk], one, reason)
            else:
                _switch_item(items[pk], one, reason)


def _switch_measure(measure: Measure, one: Switch, reason: str) -> None:
    if one.new and (sentence := why_not_closable(measure)):
        raise CannotClose(one.key, sentence)
    measure.percent_only = one.new
    _tell_why(measure, reason)
    measure.save(update_fields=["percent_only"])


def _switch_item(item: WorkItem, one: Switch, reason: str) -> None:
    item.progress_only = one.new
    item.version += 1  # whoever has its form open is told
    _tell_why(item, reason)
    item.save(update_fields=["progress_only", "version"])


def _tell_why(row: Measure | WorkItem, reason: str) -> None:
    """Auditlog asks the row it logs for further words under this name."""
    if reason:
        setattr(row, "get_additional_data", lambda: {"reason": reason})  # noqa: B010


def _ids(switches: Iterable[Switch], kind: Closable) -> list[int]:
    return [one.key[1] for one in switches if one.key[0] is kind]


def _locked_measures(ids: list[int]) -> dict[int, Measure]:
    rows = Measure.objects.select_for_update().filter(pk__in=ids).order_by("pk") if ids else []
    return {row.pk: row for row in rows}


def _locked_items(ids: list[int]) -> dict[int, WorkItem]:
    rows = WorkItem.objects.select_for_update().filter(pk__in=ids).order_by("pk") if ids else []
    return {row.pk: row for row in rows}
