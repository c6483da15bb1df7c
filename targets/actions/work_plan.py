"""The office shapes the plan: work items added, edited, split, closed, extended once (issue 3)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Max, ProtectedError

from targets import clock
from targets.actions.work_updates import CLOSED, STALE, WorkRefused, check_version, locked
from targets.models import DeadlineExtension, Task, Unit, User, WorkItem
from targets.rules.deadlines import extension_refusal, new_due_refusal
from targets.rules.work import WorkState, latest_due
from targets.rules.workflow import Role

FEWEST_PARTS = 2
OFFICE_ONLY = "Chỉ Văn phòng thêm, sửa, gia hạn và đóng đầu việc."
EXTENDED_ALREADY = (
    "Đầu việc đã được gia hạn một lần (hạn đầu {first:%d/%m/%Y}) nên không gia hạn nữa."
)


@dataclass(frozen=True, slots=True)
class ItemWish:
    """A work item as the office wants it."""

    name: str
    lead_unit: Unit | None
    product: str = ""
    due_on: datetime.date | None = None
    due_note: str = ""
    due_reason: str = ""


class PartRefused(WorkRefused):
    """One part of a split is not as it should be; `part` counts from 0."""

    def __init__(self, part: int, refused: WorkRefused) -> None:
        super().__init__(str(refused), field=refused.field)
        self.part = part


def add_item(task_id: int, wish: ItemWish, *, by: User) -> WorkItem:
    """Add a work item at the end of a task. Raises WorkRefused."""
    _office_only(by)
    with transaction.atomic():
        tasks = Task.objects.select_for_update(of=("self",)).select_related("group__resolution")
        task = tasks.get(pk=task_id)
        _check(wish, year=task.group.resolution.year)
        if task.work_items.in_force().filter(name=wish.name).exists():  # a second press too
            raise WorkRefused("Nhiệm vụ đã có đầu việc tên này. Hãy đặt tên khác.", field="name")
        return WorkItem.objects.create(task=task, order=_next_order(task), **_columns(wish))


def edit_item(item_id: int, wish: ItemWish, *, version: int, by: User) -> WorkItem:
    """Change what the plan says of an item; the change log keeps what it said before.

    A later date is no edit but an extension. Raises WorkRefused.
    """
    _office_only(by)
    with transaction.atomic():
        item = _open_item(item_id, version)
        _check(wish, year=item.task.group.resolution.year, present=item)
        columns = _columns(wish)
        if all(getattr(item, name) == value for name, value in columns.items()):
            return item
        return _saved(item, **columns)


def extend_deadline(
    item_id: int, until: datetime.date | None, reason: str, *, version: int, by: User
) -> DeadlineExtension:
    """Give an item a later date, once; its first date stays known. Raises WorkRefused.

    The extension's own row is the log of it, so that nothing is told twice.
    """
    _office_only(by)
    with transaction.atomic():
        item = _open_item(item_id, version, extended_first=True)
        if item.state == WorkState.DONE:
            raise WorkRefused("Đầu việc đã hoàn thành nên không cần gia hạn.")
        if refused := extension_refusal(until, present=item.due_on, today=clock.today()):
            raise WorkRefused(refused.sentence, field=refused.field)
        if not reason.strip():
            raise WorkRefused("Hãy ghi lý do gia hạn.", field="reason")
        assert until is not None
        assert item.due_on is not None
        year = item.task.group.resolution.year
        why = {"due_reason": reason} if until > latest_due(year) else {}
        try:
            with transaction.atomic():
                extension = DeadlineExtension.objects.create(
                    work_item=item, first_due_on=item.due_on, due_on=until, reason=reason,
                    by=by, at=clock.now(),
                )  # fmt: skip
        except IntegrityError:  # somebody extended it in the same moment
            raise WorkRefused(STALE, stale=True) from None
        seen = WorkItem.objects.filter(pk=item.pk, version=item.version)
        if not seen.update(due_on=until, version=F("version") + 1, **why):
            raise WorkRefused(STALE, stale=True)
    return extension


def split_item(
    item_id: int, parts: Sequence[ItemWish], reason: str, *, version: int, by: User
) -> list[WorkItem]:
    """Put several new items in the place of one, which is closed and stays readable.

    A part may keep the old date, passed or not; another date is a new one. Raises WorkRefused.
    """
    _office_only(by)
    with transaction.atomic():
        item = _open_item(item_id, version)
        if len(parts) < FEWEST_PARTS:
            raise WorkRefused("Hãy ghi ít nhất hai đầu việc mới.", field="parts")
        for number, part in enumerate(parts):
            try:
                _check(part, year=item.task.group.resolution.year, split=item)
            except WorkRefused as refused:
                raise PartRefused(number, refused) from None
        task = Task.objects.select_for_update().get(pk=item.task_id)
        first = _next_order(task)
        made = [
            WorkItem.objects.create(
                task=task,
                order=order,
                split_from=item,
                progress_only=item.progress_only,
                **_columns(part),
            )
            for order, part in enumerate(parts, start=first)
        ]
        told = f"Tách thành {len(made)} đầu việc mới. {reason}".strip()
        _saved(item, closed_at=clock.now(), closed_by=by, closed_reason=told)
    return made


def close_item(item_id: int, reason: str, *, version: int, by: User) -> WorkItem:
    """Take an item out of the count; all that was posted stays. Raises WorkRefused."""
    _office_only(by)
    with transaction.atomic():
        item = _open_item(item_id, version)
        if not reason.strip():
            raise WorkRefused("Hãy ghi lý do đóng để đơn vị biết.", field="reason")
        return _saved(item, closed_at=clock.now(), closed_by=by, closed_reason=reason)


def reopen_item(item_id: int, *, version: int, by: User) -> WorkItem:
    """Take a closed item back into the count; why it was closed stays in its history.

    One that was split comes back only when its parts are closed, else the work would count
    twice. Raises WorkRefused.
    """
    _office_only(by)
    with transaction.atomic():
        item = locked(item_id)
        if item.closed_at is None:
            raise WorkRefused("Đầu việc đang mở.", stale=item.version != version)
        check_version(item, version)
        if item.parts.filter(closed_at__isnull=True).exists():
            raise WorkRefused(
                "Đầu việc đã tách, các đầu việc mới đang theo dõi nên không mở lại được. "
                "Hãy đóng các đầu việc mới trước."
            )
        return _saved(item, closed_at=None, closed_by=None, closed_reason="")


def delete_item(item_id: int, *, version: int, by: User) -> None:
    """Take an item away as if it had never been; only one that nobody has told anything of."""
    _office_only(by)
    with transaction.atomic():
        item = locked(item_id)
        check_version(item, version)
        try:
            with transaction.atomic():
                item.delete()
        except ProtectedError:
            raise WorkRefused(
                "Đầu việc đã có cập nhật, gia hạn hoặc được tách nên không xóa được. "
                "Hãy đóng đầu việc kèm lý do; lịch sử vẫn giữ."
            ) from None


def _office_only(by: User) -> None:
    if not (by.is_active and by.has_role(Role.OFFICE)):
        raise WorkRefused(OFFICE_ONLY, forbidden=True)


def _open_item(item_id: int, version: int, *, extended_first: bool = False) -> WorkItem:
    item = locked(item_id)
    if item.closed_at is not None:
        raise WorkRefused(CLOSED, stale=item.version != version)
    if extended_first:
        given = DeadlineExtension.objects.filter(work_item=item).first()
        if given is not None:
            raise WorkRefused(
                EXTENDED_ALREADY.format(first=given.first_due_on), stale=item.version != version
            )
    check_version(item, version)
    return item


def _check(
    wish: ItemWish, *, year: int, present: WorkItem | None = None, split: WorkItem | None = None
) -> None:
    if not wish.name:
        raise WorkRefused("Hãy ghi tên đầu việc.", field="name")
    kept = present is not None and present.lead_unit_id == (wish.lead_unit and wish.lead_unit.pk)
    if wish.lead_unit is not None and not wish.lead_unit.is_active and not kept:
        raise WorkRefused("Đơn vị này đã ngừng hoạt động. Hãy chọn đơn vị khác.", field="lead_unit")
    inherited = split is not None and wish.due_on == split.due_on
    refused = new_due_refusal(
        wish.due_on,
        today=clock.today(),
        year=year,
        reason=wish.due_reason or (split.due_reason if inherited and split else ""),
        present=wish.due_on if inherited else present.due_on if present else None,
    )
    if refused:
        raise WorkRefused(refused.sentence, field=refused.field)


def _columns(wish: ItemWish) -> dict[str, object]:
    names = ("name", "product", "lead_unit", "due_on", "due_note", "due_reason")
    return {name: getattr(wish, name) for name in names}


def _next_order(task: Task) -> int:
    return (task.work_items.aggregate(last=Max("order"))["last"] or 0) + 1


def _saved(item: WorkItem, **columns: object) -> WorkItem:
    """Write by save(), which the change log sees; the item is locked and its version checked."""
    for name, value in columns.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=[*columns, "version"])
    return item
