"""The office edits task paragraphs; work items have acts of their own."""

from django.db import transaction
from django.db.models import Max

from targets.actions.plan_checks import check_text_and_units, delete, free_number, right_group
from targets.actions.plan_rows import Columns, Facts, create, open_plan, opened, write
from targets.actions.refusal import Refused
from targets.models import Indicator, Resolution, Task, User


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
    with opened(task, by=by) as (plan, row):
        _check_task(plan, wish, row)
        return write(row, wish, seen=seen)


def remove_task(task: Task, *, by: User) -> None:
    """Take a task paragraph away that has no work items and was not spoken of. Raises Refused."""
    with opened(task, by=by) as (_, row):
        if row.work_items.exists():
            raise Refused(
                "Nhiệm vụ còn đầu việc nên không bỏ được. Hãy xóa các đầu việc chưa cập nhật "
                "trước; đầu việc đã cập nhật thì nhiệm vụ phải giữ."
            )
        delete(row, "ý kiến về nhiệm vụ này")


def _check_task(plan: Resolution, wish: Columns, present: Task | None) -> None:
    right_group(plan.task_groups.all(), wish)
    free_number(
        Task.objects.filter(group__resolution=plan),
        wish["number"],
        present,
        lambda taken: f"nhiệm vụ “{taken.title}”",
    )
    check_text_and_units(plan, wish, present)
    own = Indicator.objects.filter(group__resolution=plan, pk__in=wish["indicators"])
    if own.count() != len(wish["indicators"]):
        raise Refused("Có chỉ tiêu không thuộc nghị quyết này. Hãy chọn lại.", "indicators")
