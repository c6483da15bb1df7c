"""The office edits task groups and task paragraphs; work items have acts of their own."""

from django.db import transaction
from django.db.models import Max, ProtectedError

from targets.actions.plan_edit import Columns
from targets.actions.plan_rows import Facts, create, locked, open_plan, write
from targets.actions.refusal import Refused
from targets.models import Indicator, Resolution, Task, TaskGroup, Unit, User


def add_task_group(resolution: Resolution, wish: Columns, *, by: User) -> TaskGroup:
    """Add a group of tasks. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(resolution.pk, by)
        _free_group(plan, wish["number"], None)
        group: TaskGroup = create(TaskGroup, wish, resolution=plan)
        return group


def change_task_group(group: TaskGroup, wish: Columns, *, seen: Facts, by: User) -> bool:
    """Change a group's number or name. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(group.resolution_id, by)
        row = locked(plan.task_groups.all(), group.pk)
        _free_group(plan, wish["number"], row)
        return write(row, wish, seen=seen)


def remove_task_group(group: TaskGroup, *, by: User) -> None:
    """Take an empty group away. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(group.resolution_id, by)
        row = locked(plan.task_groups.all(), group.pk)
        if row.tasks.exists():
            raise Refused(
                "Nhóm còn nhiệm vụ nên không bỏ được. Hãy chuyển các nhiệm vụ sang nhóm khác trước."
            )
        row.delete()


def add_task(resolution: Resolution, wish: Columns, *, by: User) -> Task:
    """Add a task paragraph at the end of its group. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(resolution.pk, by)
        _check_task(plan, wish, None)
        tasks = Task.objects.filter(group=wish["group"])
        last = tasks.aggregate(last=Max("order"))["last"] or 0
        task: Task = create(Task, wish, order=last + 1)
        return task


def change_task(task: Task, wish: Columns, *, seen: Facts, by: User) -> bool:
    """Change a task paragraph; its text as printed only in a draft. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(task.group.resolution_id, by)
        row = locked(Task.objects.filter(group__resolution=plan), task.pk)
        _check_task(plan, wish, row)
        return write(row, wish, seen=seen)


def remove_task(task: Task, *, by: User) -> None:
    """Take a task paragraph away that has no work items and was not spoken of. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(task.group.resolution_id, by)
        row = locked(Task.objects.filter(group__resolution=plan), task.pk)
        if row.work_items.exists():
            raise Refused(
                "Nhiệm vụ còn đầu việc nên không bỏ được. Hãy xóa các đầu việc chưa cập nhật "
                "trước; đầu việc đã cập nhật thì nhiệm vụ phải giữ."
            )
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            raise Refused(
                "Đã có ý kiến về nhiệm vụ này nên không bỏ được; lịch sử phải giữ."
            ) from None


def _check_task(plan: Resolution, wish: Columns, present: Task | None) -> None:
    if not plan.task_groups.filter(pk=wish["group"]).exists():
        raise Refused("Nhóm này không còn. Hãy chọn nhóm khác.", "group")
    others = Task.objects.filter(group__resolution=plan, number=wish["number"])
    if present is not None:
        others = others.exclude(pk=present.pk)
    if (taken := others.first()) is not None:
        raise Refused(
            f"Số {taken.number} đang là của nhiệm vụ “{taken.title}”. Hãy ghi số khác.", "number"
        )
    kept_text = present.source_wording if present else wish.get("source_wording", "")
    if plan.status != "draft" and wish.get("source_wording", kept_text) != kept_text:
        raise Refused("Nguyên văn Nghị quyết đã ban hành không sửa được.", "source_wording")
    lead, kept = wish["lead_unit"], present.lead_unit_id if present else None
    if lead not in (None, kept) and not Unit.objects.active().filter(pk=lead).exists():
        raise Refused("Đơn vị này đã ngừng hoạt động. Hãy chọn đơn vị khác.", "lead_unit")
    if lead is not None and lead in wish["coordinating_units"]:
        raise Refused(
            "Đơn vị chủ trì không đồng thời là đơn vị phối hợp. Hãy bỏ dấu ở một nơi.",
            "coordinating_units",
        )
    own = Indicator.objects.filter(group__resolution=plan, pk__in=wish["indicators"])
    if own.count() != len(wish["indicators"]):
        raise Refused("Có chỉ tiêu không thuộc nghị quyết này. Hãy chọn lại.", "indicators")


def _free_group(plan: Resolution, number: int, present: TaskGroup | None) -> None:
    others = plan.task_groups.filter(number=number)
    if present is not None:
        others = others.exclude(pk=present.pk)
    if (taken := others.first()) is not None:
        raise Refused(f"Số {number} đang là của nhóm “{taken.name}”. Hãy ghi số khác.", "number")
