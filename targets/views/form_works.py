"""The work items of a unit as rows of its Excel form."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone

from targets import clock
from targets.intake.form.unit_form import WORK_FIELDS, Box, Held, Kind, WorkRow
from targets.labels import WORK_STATE_LABELS
from targets.models import WorkItem
from targets.rules.work import WorkState
from targets.rules.workflow import Role
from targets.task_board import WorkRow as BoardRow
from targets.views.form_rows import as_held
from targets.views.sheet_page import SheetPage
from targets.wording import shortened
from targets.work_words import work_status

KINDS = {
    "state": Kind.STATE,
    "percent": Kind.NUMBER,
    "text": Kind.TEXT,
    "done_on": Kind.DAY,
    "difficulties": Kind.TEXT,
}
WORDS = frozenset({"text", "difficulties"})  # closed where only progress may be told
LONGEST_NEWS = 300
_ODD = re.compile(r"[^\w.]", re.ASCII)


def led_items(page: SheetPage) -> list[WorkItem]:
    """The work items in force that the page's unit leads, in the plan's order; one query."""
    items = (
        WorkItem.objects.visible_to(page.user)
        .filter(lead_unit=page.unit, task__group__resolution=page.resolution)
        .in_force()
        .select_related("task__group__resolution", "lead_unit")
        .with_newest_update()
        .order_by("task__group__number", "task__order", "task__number", "order", "pk")
    )
    if page.resolution.status == "draft" and not page.user.has_role(Role.OFFICE):
        return []
    return list(items)


def number_of(item: WorkItem) -> str:
    """As papers print it, 2.5.1; it names a row, so only what a key may hold."""
    return _ODD.sub("_", f"{item.task.number}.{item.order}")


def work_rows(
    items: Sequence[WorkItem], typed: Mapping[str, str], notes: Mapping[str, str]
) -> list[WorkRow]:
    """A row per item. `typed`: what somebody wrote, by box name; `notes`: a comment on a box."""
    return [_row(item, typed, notes) for item in items]


def typed_works(data: Mapping[str, object]) -> dict[str, str]:
    """What the boxes of work items hold in a post of the preview, as a cell holds it."""
    return {
        name: WORK_STATE_LABELS.get(text, text) if name.endswith("-state") else text
        for name, text in data.items()
        if isinstance(text, str) and name.startswith("w-")
    }


def _row(item: WorkItem, typed: Mapping[str, str], notes: Mapping[str, str]) -> WorkRow:
    number = number_of(item)
    boxes = {}
    for field in WORK_FIELDS:
        if item.progress_only and field in WORDS:
            continue
        name = f"w-{number}-{field}"
        boxes[field] = Box(
            name=name,
            kind=KINDS[field],
            saved=saved_of(item, field),
            typed=as_held(KINDS[field], typed.get(name, "")),
            is_typed=name in typed,
            note=notes.get(name, ""),
        )
    return WorkRow(
        item_id=item.pk,
        version=item.version,
        number=number,
        name=f"{item.name[:1].upper()}{item.name[1:]}",
        product=item.product,
        due=item.due_on or item.due_note,
        now=now_words(item),
        boxes=boxes,
    )


def saved_of(item: WorkItem, field: str) -> Held:
    """What a box holds before anything is told: how the item stands; its texts begin empty.

    The percentage is told for items read through `with_newest_update`.
    """
    match field:
        case "state":
            return WORK_STATE_LABELS[item.state]
        case "done_on":
            return item.done_on
        case "percent":
            told: int | None = getattr(item, "newest_percent", None)
            return None if told is None else Decimal(told)
        case _:
            return None


def now_words(item: WorkItem) -> str:
    """How the item stands, and what its newest update says."""
    today = clock.today()
    _code, words = work_status(
        WorkState(item.state),
        item.standing(today),
        today=today,
        done_on=item.done_on,
        percent=getattr(item, "newest_percent", None),
    )
    row = BoardRow(item, today)
    when = f" (cập nhật {timezone.localtime(row.news_at):%d/%m/%Y})" if row.news_at else ""
    news = f"\n{shortened(row.news, LONGEST_NEWS)}" if row.news else ""
    return f"{words}{when}{news}"
