"""Pages of one group of the plan, of indicators or of tasks (issue 5, step 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse

from targets.actions import plan_groups
from targets.actions.plan_groups import Group
from targets.change_log import entries_of_row
from targets.forms.plan import GroupForm
from targets.http import AppRequest
from targets.models import Resolution
from targets.views.plan_form import Act, EditPage, answer, history_of, typed
from targets.views.plan_place import Link, editing, plan_crumbs, plan_of, row_of, to_plan
from targets.views.plan_tasks import tasks_crumbs, to_tasks


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a group: how a sentence calls it, what is in it, where one came from."""

    called: str
    within: str
    back: Link
    crumbs: Sequence[Link]


@editing
def new_group(request: AppRequest, slug: str) -> HttpResponse:
    """A group of indicators to be added."""
    resolution = plan_of(request, slug)
    return _new(request, resolution, resolution.groups.all(), _of_indicators(resolution))


@editing
def group(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """The number and name of a group of indicators."""
    resolution = plan_of(request, slug)
    row = row_of(request, resolution.groups.all(), to_plan(resolution), pk=pk)
    title = f"Nhóm {row.number}. {row.name}"
    return _edited(request, row, _of_indicators(resolution), title)


@editing
def new_task_group(request: AppRequest, slug: str) -> HttpResponse:
    """A group of tasks to be added."""
    resolution = plan_of(request, slug)
    return _new(request, resolution, resolution.task_groups.all(), _of_tasks(resolution))


@editing
def task_group(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """The number and name of a group of tasks."""
    resolution = plan_of(request, slug)
    row = row_of(request, resolution.task_groups.all(), to_tasks(resolution), pk=pk)
    return _edited(
        request, row, _of_tasks(resolution), f"Nhóm nhiệm vụ {row.number}", lead=row.name
    )


def _of_indicators(resolution: Resolution) -> Around:
    return Around("nhóm", "chỉ tiêu", to_plan(resolution), plan_crumbs(resolution))


def _of_tasks(resolution: Resolution) -> Around:
    return Around("nhóm nhiệm vụ", "nhiệm vụ", to_tasks(resolution), tasks_crumbs(resolution))


def _new(
    request: AppRequest, resolution: Resolution, groups: QuerySet[Group], around: Around
) -> HttpResponse:
    numbers = groups.values_list("number", flat=True)
    form = GroupForm(groups.model(number=max(numbers, default=0) + 1), typed(request))
    page = EditPage(
        title=f"Thêm nhóm {around.within}",
        form=form,
        back=around.back,
        crumbs=around.crumbs,
        save="Thêm nhóm",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_groups.add_group(resolution, groups.model, form.wish(), by=request.user),
            f"Đã thêm {around.called}.",
        ),
    )


def _edited(
    request: AppRequest, row: Group, around: Around, title: str, lead: str = ""
) -> HttpResponse:
    form = GroupForm(row, typed(request))
    page = EditPage(
        title=title,
        form=form,
        back=around.back,
        crumbs=around.crumbs,
        lead=lead,
        removes="Bỏ nhóm",
        remove_note=f"Chỉ bỏ được nhóm không còn {around.within}.",
        history=history_of(entries_of_row(row)),
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_groups.change_group(row, **form.edit(), by=request.user),
            f"Đã lưu {around.called}.",
        ),
        Act(lambda: plan_groups.remove_group(row, by=request.user), f"Đã bỏ {around.called}."),
    )
