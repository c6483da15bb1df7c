"""Task paragraphs of a plan (issue 5, step 6)."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from targets.actions import plan_tasks
from targets.change_log import entries_of_row
from targets.forms.plan_tasks import TaskForm
from targets.forms.row_boxes import Units
from targets.http import AppRequest
from targets.models import Indicator, Resolution, Task, TaskGroup
from targets.views.plan_form import Act, EditPage, answer, history_of, typed
from targets.views.plan_place import Link, editing, plan_crumbs, plan_of, row_of


@require_safe
def tasks(request: AppRequest, slug: str) -> HttpResponse:
    """The task paragraphs of a plan, group by group."""
    resolution = plan_of(request, slug)
    groups = list(resolution.task_groups.all())
    rows = (
        Task.objects.filter(group__resolution=resolution)
        .select_related("lead_unit")
        .prefetch_related("coordinating_units", "indicators")
        .annotate(items=Count("work_items"))
        .order_by("order", "number")
    )
    by_group: dict[int, list[Task]] = {group.pk: [] for group in groups}
    for row in rows:
        by_group[row.group_id].append(row)
    context = {
        "resolution": resolution,
        "sections": [(group, by_group[group.pk]) for group in groups],
        "crumbs": plan_crumbs(resolution),
    }
    return render(request, "targets/plan/tasks.html", context)


@editing
def new_task(request: AppRequest, slug: str) -> HttpResponse:
    """A task paragraph to be added."""
    resolution = plan_of(request, slug)
    groups = list(resolution.task_groups.all())
    blank = Task()
    if groups:
        blank.group = groups[-1]
    form = _form(request, resolution, blank, groups)
    page = EditPage(
        title="Thêm nhiệm vụ",
        form=form,
        back=to_tasks(resolution),
        crumbs=tasks_crumbs(resolution),
        save="Thêm nhiệm vụ",
        lead="" if groups else "Chưa có nhóm nhiệm vụ nào. Hãy thêm nhóm trước.",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_tasks.add_task(resolution, form.wish(), by=request.user),
            f"Đã thêm nhiệm vụ {request.POST.get('number', '').strip()}.",
        ),
    )


@editing
def task(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """A task paragraph: words, units, linked indicators."""
    resolution = plan_of(request, slug)
    rows = Task.objects.select_related("group").prefetch_related("coordinating_units", "indicators")
    row = row_of(request, rows, to_tasks(resolution), group__resolution=resolution, pk=pk)
    form = _form(request, resolution, row, list(resolution.task_groups.all()))
    printed = resolution.status != "draft"
    page = EditPage(
        title=f"Nhiệm vụ {row.number}",
        form=form,
        back=to_tasks(resolution),
        crumbs=tasks_crumbs(resolution),
        lead=row.title,
        quoted=[(row.number, row.source_wording)] if printed and row.source_wording else (),
        beside_title="Đầu việc",
        beside=[
            Link("Các đầu việc của nhiệm vụ", reverse("targets:task", args=[slug, row.number])),
            Link("Thêm đầu việc", reverse("targets:work-item-new", args=[slug, row.number])),
        ],
        removes="Bỏ nhiệm vụ",
        remove_note="Chỉ bỏ được nhiệm vụ không có đầu việc, chưa có ý kiến nào.",
        history=history_of(entries_of_row(row)),
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_tasks.change_task(row, **form.edit(), by=request.user),
            f"Đã lưu nhiệm vụ {row.number}.",
        ),
        Act(
            lambda: plan_tasks.remove_task(row, by=request.user),
            f"Đã bỏ nhiệm vụ {row.number}.",
        ),
    )


def _form(
    request: AppRequest, resolution: Resolution, row: Task, groups: list[TaskGroup]
) -> TaskForm:
    indicators = list(
        Indicator.objects.filter(group__resolution=resolution)
        .order_by("number")
        .only("number", "wording", "group")
    )
    printed = resolution.status != "draft"
    return TaskForm(row, groups, indicators, Units(), typed(request), printed=printed)


def to_tasks(resolution: Resolution) -> Link:
    """Where the pages of tasks and their groups lead back to."""
    return Link("Quay lại nhiệm vụ", reverse("targets:plan-tasks", args=[resolution.slug]))


def tasks_crumbs(resolution: Resolution) -> list[Link]:
    """The way back to the plan's tasks."""
    return [
        *plan_crumbs(resolution),
        Link("Nhiệm vụ", reverse("targets:plan-tasks", args=[resolution.slug])),
    ]
