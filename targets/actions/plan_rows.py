"""Writing one row of the plan: against what its writer saw, logged field by field (design §4, §6).

Rows of the plan have no version column: a form carries what each box showed (`Facts`). A row that
is no longer so was changed by somebody else; nothing is written and both versions can be shown.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import reduce
from typing import Any, TypeVar

from django.db import models, transaction

from targets.actions.refusal import Refused
from targets.models import (
    Indicator,
    IndicatorGroup,
    Measure,
    Period,
    Resolution,
    Task,
    TaskGroup,
    User,
)
from targets.rules.numbers import plain
from targets.rules.workflow import Role

Row = TypeVar("Row", bound=models.Model)
Columns = Mapping[str, Any]
Facts = Mapping[str, str]
OFFICE_ONLY = "Chỉ Văn phòng sửa kế hoạch của Nghị quyết."
CLOSED = (
    "Nghị quyết đã kết thúc nên kế hoạch không sửa nữa. Muốn sửa thì chuyển Nghị quyết về "
    "“Đang thực hiện” trước."
)
# The way from a row to the resolution it is of
_TO_PLAN: Mapping[type[models.Model], str] = {
    IndicatorGroup: "resolution",
    Indicator: "group__resolution",
    Measure: "indicator__group__resolution",
    TaskGroup: "resolution",
    Task: "group__resolution",
}
GONE = "Mục này vừa được người khác bỏ. Hãy quay lại trang kế hoạch."


class RowMoved(Refused):
    """Somebody else changed the row meanwhile; nothing was saved. `now`: what it says now."""

    def __init__(self, now: Facts) -> None:
        super().__init__("Người khác vừa sửa mục này. Chưa lưu gì.", stale=True)
        self.now = now


class NeedsYes(Refused):
    """An act with consequences for what was reported: it waits for the box `confirm`."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "confirm")


def text_of(value: Any) -> str:
    """A column's value as one text, the same for a form's value and a row's."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Decimal():
            return plain(value)
        case datetime.date():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case set() | frozenset():
            return ",".join(map(str, sorted(value)))
        case list() | tuple():
            return "\n".join(map(str, value))
        case _:
            return str(value)


def facts_of(row: models.Model, names: Iterable[str]) -> dict[str, str]:
    """What a row says in these columns; of a list of other rows their ids."""
    return {name: text_of(value_of(row, name)) for name in names}


def value_of(row: models.Model, name: str) -> Any:
    """A column's value; of a list of other rows the set of their ids, empty for a new row."""
    field = row._meta.get_field(name)  # noqa: SLF001 - Django's API
    if isinstance(field, models.ManyToManyField):
        if row.pk is None:
            return frozenset()
        return frozenset(one.pk for one in getattr(row, name).all())
    if isinstance(field, models.ForeignKey):
        return getattr(row, field.attname)
    return getattr(row, name)


def write(row: models.Model, columns: Columns, *, seen: Facts) -> bool:
    """Set columns of a row that is locked; False where all of it was so already.

    By save(), which the change log sees. Raises RowMoved where the row is not as `seen`.
    """
    now = facts_of(row, seen)
    if now != dict(seen):
        raise RowMoved(now)
    changed = [name for name, value in columns.items() if now.get(name) != text_of(value)]
    plain_columns, lists = _split(row, columns)
    here = [name for name in changed if name in plain_columns]
    for name in here:
        setattr(row, _attribute(row, name), plain_columns[name])
    if here:
        row.save(update_fields=here)
    for name in changed:
        if name in lists:
            getattr(row, name).set(lists[name])
    return bool(changed)


def create(model: type[models.Model], columns: Columns, **further: Any) -> Any:
    """A new row with all its columns, lists included."""
    row = model(**further)
    plain_columns, lists = _split(row, columns)
    for name, value in plain_columns.items():
        setattr(row, _attribute(row, name), value)
    row.save()
    for name, ids in lists.items():
        getattr(row, name).set(ids)
    return row


def _split(row: models.Model, columns: Columns) -> tuple[dict[str, Any], dict[str, Any]]:
    many = {field.name for field in row._meta.many_to_many}  # noqa: SLF001 - Django's API
    return (
        {name: value for name, value in columns.items() if name not in many},
        {name: value for name, value in columns.items() if name in many},
    )


def _attribute(row: models.Model, name: str) -> str:
    field = row._meta.get_field(name)  # noqa: SLF001 - Django's API
    return field.attname if isinstance(field, models.ForeignKey) else name


@contextmanager
def opened(row: Row, *, by: User) -> Iterator[tuple[Resolution, Row]]:
    """One act upon one row: its plan and the row, both locked, in one transaction; else Refused."""
    model = type(row)
    way = _TO_PLAN[model]
    *owners, last = way.split("__")
    resolution_id: int = getattr(reduce(getattr, owners, row), f"{last}_id")
    with transaction.atomic():
        plan = open_plan(resolution_id, by)
        rows = model._default_manager.filter(**{way: plan})  # noqa: SLF001 - Django's API
        yield plan, locked(rows, row.pk)


def open_plan(resolution_id: int, by: User) -> Resolution:
    """The resolution, locked, whose plan may be changed by this person; else Refused.

    One lock for the whole plan: numbers run through it, and two people seldom edit at once.
    """
    if not (by.is_active and by.has_role(Role.OFFICE)):
        raise Refused(OFFICE_ONLY, forbidden=True)
    resolution = Resolution.objects.select_for_update().get(pk=resolution_id)
    if resolution.status == "closed":
        raise Refused(CLOSED)
    return resolution


def locked(rows: "models.QuerySet[Any]", pk: int) -> Any:
    """One row, locked; Refused (stale) where somebody has taken it away."""
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Refused(GONE, stale=True)
    return row


def reported_quarters(indicator_id: int) -> list[str]:
    """The names of the periods in which anything was reported of an indicator."""
    periods = Period.objects.filter(reports__indicator=indicator_id).distinct()
    return list(periods.order_by("quarter").values_list("name", flat=True))
