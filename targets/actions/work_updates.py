"""Posting and editing dated updates of a work item: nothing posted is lost or overwritten."""

import datetime
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import F

from targets import clock
from targets.actions.refusal import Refused
from targets.models import TaskUpdate, TaskUpdateEdit, User, WorkItem
from targets.rules.deadlines import done_refusal
from targets.rules.work import WorkState
from targets.rules.workflow import Role

EDITABLE_FOR = datetime.timedelta(hours=1)
# The boxes that are closed where only progress may be told (issue 3, step 6)
TEXT_FIELDS = ("text", "difficulties", "proposals", "next_step", "product_number")
STALE = (
    "Đầu việc vừa được người khác thay đổi, xem mục Lịch sử. Nội dung bạn ghi vẫn còn đây, "
    "hãy xem lại rồi gửi."
)
CLOSED = "Đầu việc đã đóng nên không nhận thêm thay đổi."
PROGRESS_ONLY = (
    "Đầu việc này chỉ theo dõi tiến độ: không ghi nội dung, chỉ ghi trạng thái, tỷ lệ và ngày."
)


class WorkRefused(Refused):
    """A change of a work item that may not be made."""


@dataclass(frozen=True, slots=True)
class UpdateWish:
    """What somebody tells of a work item, column by column as `TaskUpdate` keeps it."""

    state: WorkState
    done_on: datetime.date | None = None
    percent: int | None = None
    text: str = ""
    difficulties: str = ""
    proposals: str = ""
    next_step: str = ""
    product_number: str = ""
    product_date: datetime.date | None = None
    told_by: str = ""


COLUMNS = tuple(field.name for field in fields(UpdateWish))


def updates_for(user: User, item: WorkItem) -> str:
    """Why this person does not tell how this item goes; empty where it is theirs to tell.

    Officers and heads for the units they act for, the office for every unit (design §6).
    """
    if not user.is_active or user.has_role(Role.LEADER, Role.ADMIN):
        return "Chỉ đơn vị chủ trì hoặc Văn phòng cập nhật được đầu việc này."
    if user.has_role(Role.OFFICE) or item.lead_unit_id in user.acting_units():
        return ""
    lead = f" ({item.lead_unit})" if item.lead_unit else ""
    return f"Đầu việc này do đơn vị khác chủ trì{lead} nên bạn không cập nhật được."


def why_no_updates(item: WorkItem) -> str:
    """Why nobody may update this item now; empty where one may."""
    if item.closed_at is not None:
        return CLOSED
    if item.lead_unit is not None and not item.lead_unit.is_active:
        return f"{item.lead_unit} đã ngừng hoạt động. Văn phòng cần giao đầu việc cho đơn vị khác."
    return ""


def is_on_behalf(user: User, item: WorkItem) -> bool:
    """Whether an update of this person's would be entered for another unit."""
    return item.lead_unit_id is not None and item.lead_unit_id not in user.acting_units()


def still_editable(update: TaskUpdate, user: User) -> bool:
    """Whether its writer may still correct it: within one hour."""
    return update.by_id == user.pk and clock.now() - update.at <= EDITABLE_FOR


def post_update(item_id: int, wish: UpdateWish, *, version: int, by: User) -> TaskUpdate:
    """Add an update and let the item's state follow it.

    `version`: the item as its writer saw it. Raises WorkRefused; then nothing has changed.
    """
    with transaction.atomic():
        item = locked(item_id)
        _guard(item, version, by)
        behalf = is_on_behalf(by, item)
        if behalf and not wish.told_by:
            raise WorkRefused(
                "Cập nhật thay đơn vị: hãy ghi ai báo, bằng cách nào, lúc nào.", field="told_by"
            )
        values = _checked(item, wish, before=WorkState(item.state))
        update = TaskUpdate.objects.create(
            work_item=item, by=by, at=clock.now(), on_behalf=behalf, **values
        )
        _follow(item, update)
    return update


def refusal_of(item: WorkItem, wish: UpdateWish) -> WorkRefused | None:
    """Why this update could not be posted now because of what it says; None where it could."""
    try:
        _checked(item, wish, before=WorkState(item.state))
    except WorkRefused as refused:
        return refused
    return None


def was_just_told(item_id: int, wish: UpdateWish, *, by: User) -> bool:
    """Whether the item's newest update is this very one of this person's."""
    newest = TaskUpdate.objects.filter(work_item=item_id).order_by("-at", "-pk").first()
    if newest is None or newest.by_id != by.pk or newest.state != wish.state.value:
        return False
    given = {name: getattr(wish, name) for name in COLUMNS if name != "state"}
    if wish.state is WorkState.DONE:  # what the save fills in by itself
        given |= {"percent": 100, "done_on": wish.done_on or newest.done_on}
    return all(getattr(newest, name) == value for name, value in given.items())


def edit_update(update_id: int, wish: UpdateWish, *, version: int, by: User) -> TaskUpdate:
    """Correct an update within the hour; what it said before is kept in a TaskUpdateEdit.

    Only its writer may. The item's state follows where it is the newest one. Raises WorkRefused.
    """
    with transaction.atomic():
        update = TaskUpdate.objects.get(pk=update_id)
        item = locked(update.work_item_id)
        update = TaskUpdate.objects.select_for_update().get(pk=update_id)
        _guard(item, version, by)
        if update.by_id != by.pk:
            raise WorkRefused("Chỉ người đã ghi mới sửa được cập nhật này.", forbidden=True)
        if not still_editable(update, by):
            raise WorkRefused(
                "Đã quá một giờ nên không sửa được nữa. Hãy ghi một cập nhật mới để đính chính."
            )
        if update.on_behalf and not wish.told_by:
            raise WorkRefused("Hãy ghi ai báo, bằng cách nào, lúc nào.", field="told_by")
        newest, *older = item.updates.all()[:2]
        is_newest = newest.pk == update.pk
        earlier = older[0] if is_newest and older else None
        before = WorkState(earlier.state) if earlier and earlier.state else WorkState.PLANNED
        values = _checked(item, wish, before=before, corrects=update)
        old = {name: getattr(update, name) for name in COLUMNS}
        if values == old:
            return update
        now = clock.now()
        TaskUpdateEdit.objects.create(
            update=update, by=by, at=now, before={name: _json(was) for name, was in old.items()}
        )
        for name, value in values.items():
            setattr(update, name, value)
        update.edited_at = now
        update.save(update_fields=[*COLUMNS, "edited_at"])
        if is_newest:
            _follow(item, update)
        else:
            _bump(item)
    return update


def locked(item_id: int) -> WorkItem:
    """A work item with what rules ask about it, locked until the transaction ends."""
    found = WorkItem.objects.select_for_update(of=("self",))
    return found.select_related("lead_unit", "task__group__resolution").get(pk=item_id)


def check_version(item: WorkItem, version: int) -> None:
    """Raise WorkRefused when the item is not what its reader saw."""
    if item.version != version:
        raise WorkRefused(STALE, stale=True)


def _guard(item: WorkItem, version: int, by: User) -> None:
    if sentence := updates_for(by, item):
        raise WorkRefused(sentence, forbidden=True)
    if sentence := why_no_updates(item):
        raise WorkRefused(sentence, stale=item.version != version)
    check_version(item, version)


def _checked(
    item: WorkItem, wish: UpdateWish, *, before: WorkState, corrects: TaskUpdate | None = None
) -> dict[str, object]:
    """The columns to be written; raises WorkRefused for what contradicts itself."""
    today = clock.today()
    values: dict[str, object] = {name: getattr(wish, name) for name in COLUMNS}
    values["state"] = wish.state.value
    if item.progress_only:  # what was written before that was switched on stays as it is
        for name in TEXT_FIELDS:
            was = getattr(corrects, name) if corrects else ""
            if values[name] not in {"", was}:
                raise WorkRefused(PROGRESS_ONLY, field=name)
            values[name] = was
    if wish.state is WorkState.DONE:
        if wish.percent not in {None, 100, corrects and corrects.percent}:
            raise WorkRefused(
                "Đầu việc hoàn thành thì tỷ lệ là 100%. Hãy để trống, hoặc chọn trạng thái khác.",
                field="percent",
            )
        done_on = wish.done_on or today
        year = item.task.group.resolution.year
        if refused := done_refusal(done_on, today=today, year=year):
            raise WorkRefused(refused.sentence, field=refused.field)
        values |= {"percent": 100, "done_on": done_on}
    elif wish.done_on is not None:
        raise WorkRefused(
            "Có ngày hoàn thành thì hãy chọn trạng thái Hoàn thành; chưa xong thì xóa ngày này.",
            field="done_on",
        )
    if wish.percent is not None and not 0 <= wish.percent <= 100:
        raise WorkRefused("Tỷ lệ là số nguyên từ 0 đến 100.", field="percent")
    if wish.product_date is not None and wish.product_date > today:
        raise WorkRefused(
            f"Ngày văn bản không thể sau hôm nay ({today:%d/%m/%Y}).", field="product_date"
        )
    if not item.progress_only:
        _check_words(wish, before)
    return values


def _check_words(wish: UpdateWish, before: WorkState) -> None:
    if before is WorkState.DONE and wish.state is not WorkState.DONE and not wish.text:
        raise WorkRefused(
            "Đầu việc đang là Hoàn thành: hãy ghi vì sao chuyển lại trạng thái.", field="text"
        )
    told = (wish.percent, wish.product_date, *(getattr(wish, name) for name in TEXT_FIELDS))
    if wish.state is before and all(one in {None, ""} for one in told):
        raise WorkRefused("Hãy ghi đã làm được gì, hoặc đổi trạng thái, tỷ lệ.", field="text")


def _follow(item: WorkItem, update: TaskUpdate) -> None:
    """Let the item stand as its newest update says. Not logged: the update itself is the log."""
    item.state, item.done_on = update.state, update.done_on
    _bump(item, state=item.state, done_on=item.done_on)


def _bump(item: WorkItem, **values: object) -> None:
    seen = WorkItem.objects.filter(pk=item.pk, version=item.version)
    if not seen.update(version=F("version") + 1, **values):
        raise WorkRefused(STALE, stale=True)
    item.version += 1


def _json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value
