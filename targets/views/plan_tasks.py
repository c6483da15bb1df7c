"""Task groups and task paragraphs of a plan (issue 5, step 6)."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from targets.actions import plan_groups, plan_tasks
from targets.change_log import by_people, entries_of_row, lines_of
from targets.forms.plan import GroupForm
from targets.forms.plan_tasks import TaskForm
from targets.forms.row_boxes import Units
from targets.http import AppRequest
from targets.models import Indicator, Resolution, Task, TaskGroup
from targets.views.plan_form import (
    HISTORY_LENGTH,
    Act,
    EditPage,
    Link,
    answer,
    plan_crumbs,
    plan_of,
    typed,
)
from targets.views.plan_rows import editing


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
def new_task_group(request: AppRequest, slug: str) -> HttpResponse:
    """A group of tasks to be added."""
    resolution = plan_of(request, slug)
    numbers = resolution.task_groups.values_list("number", flat=True)
    form = GroupForm(TaskGroup(number=max(numbers, default=0) + 1), typed(request))
    page = EditPage(
        title="Thêm nhóm nhiệm vụ",
        form=form,
        back=_back(resolution),
        crumbs=_crumbs(resolution),
        save="Thêm nhóm",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_groups.add_group(resolution, TaskGroup, form.wish(), by=request.user),
            "Đã thêm nhóm nhiệm vụ.",
            page.back.url,
        ),
    )


@editing
def task_group(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """A task group's number and name."""
    resolution = plan_of(request, slug)
    row = get_object_or_404(resolution.task_groups, pk=pk)
    form = GroupForm(row, typed(request))
    page = EditPage(
        title=f"Nhóm nhiệm vụ {row.number}",
        form=form,
        back=_back(resolution),
        crumbs=_crumbs(resolution),
        lead=row.name,
        removes="Bỏ nhóm",
        remove_note="Chỉ bỏ được nhóm không còn nhiệm vụ.",
        history=lines_of(by_people(entries_of_row(row))[:HISTORY_LENGTH]),
        has_history=True,
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_groups.change_group(
                row, form.wish(), seen=form.cleaned_data["seen"], by=request.user
            ),
            "Đã lưu nhóm nhiệm vụ.",
            page.back.url,
        ),
        Act(
            lambda: plan_groups.remove_group(row, by=request.user),
            "Đã bỏ nhóm nhiệm vụ.",
            page.back.url,
        ),
    )


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
        back=_back(resolution),
        crumbs=_crumbs(resolution),
        save="Thêm nhiệm vụ",
        lead="" if groups else "Chưa có nhóm nhiệm vụ nào. Hãy thêm nhóm trước.",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_tasks.add_task(resolution, form.wish(), by=request.user),
            f"Đã thêm nhiệm vụ {request.POST.get('number', '').strip()}.",
            page.back.url,
        ),
    )


@editing
def task(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """A task paragraph: words, units, linked indicators."""
    resolution = plan_of(request, slug)
    rows = Task.objects.select_related("group").prefetch_related("coordinating_units", "indicators")
    row = get_object_or_404(rows, group__resolution=resolution, pk=pk)
    form = _form(request, resolution, row, list(resolution.task_groups.all()))
    printed = resolution.status != "draft"
    page = EditPage(
        title=f"Nhiệm vụ {row.number}",
        form=form,
        back=_back(resolution),
        crumbs=_crumbs(resolution),
        lead=row.title,
        quoted=[(row.number, row.source_wording)] if printed and row.source_wording else (),
        beside_title="Đầu việc",
        beside=[
            Link("Các đầu việc của nhiệm vụ", reverse("targets:task", args=[slug, row.number])),
            Link("Thêm đầu việc", reverse("targets:work-item-new", args=[slug, row.number])),
        ],
        removes="Bỏ nhiệm vụ",
        remove_note="Chỉ bỏ được nhiệm vụ không có đầu việc, chưa có ý kiến nào.",
        history=lines_of(by_people(entries_of_row(row))[:HISTORY_LENGTH]),
        has_history=True,
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_tasks.change_task(
                row, form.wish(), seen=form.cleaned_data["seen"], by=request.user
            ),
            f"Đã lưu nhiệm vụ {row.number}.",
            page.back.url,
        ),
        Act(
            lambda: plan_tasks.remove_task(row, by=request.user),
            f"Đã bỏ nhiệm vụ {row.number}.",
            page.back.url,
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


def _back(resolution: Resolution) -> Link:
    return Link("Quay lại nhiệm vụ", reverse("targets:plan-tasks", args=[resolution.slug]))


def _crumbs(resolution: Resolution) -> list[Link]:
    return [
        *plan_crumbs(resolution),
        Link("Nhiệm vụ", reverse("targets:plan-tasks", args=[resolution.slug])),
    ]
