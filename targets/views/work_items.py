"""One work item: its updates, its deadline, its place in the plan (design §7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from targets import clock
from targets.actions import work_plan
from targets.actions.work_updates import WorkRefused, edit_update, post_update
from targets.forms.work import (
    ClosingForm,
    DeletionForm,
    ExtensionForm,
    ItemForm,
    ReopeningForm,
    SplitForm,
    UnitChoices,
    UpdateForm,
    VersionForm,
)
from targets.http import AppRequest
from targets.models import Task, User, WorkItem
from targets.rules.work import latest_due
from targets.rules.workflow import Role
from targets.views.office import for_the_office
from targets.views.tasks import readers_only, resolution_or_404
from targets.views.work_item_page import WorkItemPage

UNKNOWN = "Chưa rõ việc cần làm. Hãy bấm lại nút trên trang."
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True)
class Step:
    """What a post asks for: its form, what to do with a valid one, what to say, where to go."""

    form: VersionForm
    act: Callable[[int], object]
    done: str
    goes_to: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def work_item(request: AppRequest, pk: int) -> HttpResponse:
    """Show a work item; a POST takes one step with it, named by `do`."""
    page = WorkItemPage(request.user, _find(request.user, pk))
    if request.method == "POST":
        return _posted(request, page)
    return _shown(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def new_work_item(request: AppRequest, slug: str, number: str) -> HttpResponse:
    """The office adds a work item to a task."""
    for_the_office(request.user)
    resolution = resolution_or_404(request.user, slug)
    tasks = Task.objects.filter(group__resolution=resolution, number=number)
    task = get_object_or_404(tasks.select_related("group", "lead_unit"))
    units = UnitChoices.with_present(None)
    form = ItemForm(units, request.POST or None, lead=task.lead_unit)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                item = work_plan.add_item(task.pk, form.wish(), by=request.user)
            except WorkRefused as refused:
                form.show(refused)
            else:
                messages.success(request, f"Đã thêm đầu việc “{item.name}”.")
                return redirect("targets:task", slug, number)
    context = {
        "resolution": resolution,
        "task": task,
        "form": form,
        "latest_due": latest_due(resolution.year),
    }
    return render(request, "targets/work_item_new.html", context, status=status)


def _find(user: User, pk: int) -> WorkItem:
    readers_only(user)
    items = (
        WorkItem.objects.visible_to(user)
        .select_related(
            "task__group__resolution", "task__lead_unit", "lead_unit", "extension__by__unit",
            "split_from", "closed_by",
        )
        .with_newest_update()
    )  # fmt: skip
    if not user.has_role(Role.OFFICE):
        items = items.exclude(task__group__resolution__status="draft")
    return get_object_or_404(items, pk=pk)


def _posted(request: AppRequest, page: WorkItemPage) -> HttpResponse:
    do = request.POST.get("do", "")
    make = STEPS.get(do)
    step = make(page, request.POST) if make else None
    if step is None:
        page.problem = page.not_mine or UNKNOWN
        status = HTTPStatus.FORBIDDEN if page.not_mine else UNPROCESSABLE
        return _shown(request, page, status)
    page.do, page.form = do, step.form
    if refusal := page.refuses(do):
        page.problem = refusal
        step.form.add_error(None, refusal)
        return _shown(request, page, HTTPStatus.FORBIDDEN)
    if not step.form.is_valid():
        return _shown(request, page, UNPROCESSABLE)
    try:
        step.act(step.form.cleaned_data["version"])
    except WorkRefused as refused:
        return _refused(request, page, step.form, refused)
    messages.success(request, step.done)
    return redirect(step.goes_to or reverse("targets:work-item", args=[page.item.pk]))


def _refused(
    request: AppRequest, page: WorkItemPage, form: VersionForm, refused: WorkRefused
) -> HttpResponse:
    """The item as it is now, and the form with all that was typed."""
    page.reread(_find(page.user, page.item.pk))
    if isinstance(refused, work_plan.PartRefused) and isinstance(form, SplitForm):
        form.show_part(refused.part, refused)
    else:
        form.show(refused)
    if refused.stale:
        form.speak_of(page.item.version)
        return _shown(request, page, HTTPStatus.CONFLICT)
    return _shown(request, page, HTTPStatus.FORBIDDEN if refused.forbidden else UNPROCESSABLE)


def _shown(
    request: AppRequest, page: WorkItemPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"page": page, "item": page.item, "today": clock.today()}
    return render(request, "targets/work_item.html", context, status=status)


def _update(page: WorkItemPage, data: QueryDict) -> Step:
    form = UpdateForm(page.item, data, on_behalf=page.on_behalf)
    return Step(
        form,
        lambda version: post_update(page.item.pk, form.wish(), version=version, by=page.user),
        "Đã ghi cập nhật.",
    )


def _edit_update(page: WorkItemPage, data: QueryDict) -> Step | None:
    pk = data.get("update", "")
    known = page.item.updates.filter(pk=int(pk)) if pk.isdecimal() and len(pk) < 19 else None
    update = known.first() if known is not None else None
    if update is None:
        return None
    form = UpdateForm(page.item, data, on_behalf=update.on_behalf, update=update)
    return Step(
        form,
        lambda version: edit_update(update.pk, form.wish(), version=version, by=page.user),
        "Đã sửa cập nhật; nội dung trước khi sửa vẫn được giữ.",
    )


def _extend(page: WorkItemPage, data: QueryDict) -> Step:
    form = ExtensionForm(page.item, data)
    return Step(
        form,
        lambda version: work_plan.extend_deadline(
            page.item.pk,
            form.cleaned_data["until"],
            form.cleaned_data["reason"],
            version=version,
            by=page.user,
        ),
        "Đã gia hạn; hạn đầu vẫn hiện trên trang.",
    )


def _edit(page: WorkItemPage, data: QueryDict) -> Step:
    form = ItemForm(page.units, data, item=page.item)
    return Step(
        form,
        lambda version: work_plan.edit_item(
            page.item.pk, form.wish(), version=version, by=page.user
        ),
        "Đã lưu đầu việc.",
    )


def _split(page: WorkItemPage, data: QueryDict) -> Step:
    form = SplitForm(page.item, page.units, data)
    return Step(
        form,
        lambda version: work_plan.split_item(
            page.item.pk,
            form.wishes(),
            form.cleaned_data["reason"],
            version=version,
            by=page.user,
        ),
        "Đã tách đầu việc; đầu việc cũ đã đóng và vẫn đọc được.",
        page.back,
    )


def _close(page: WorkItemPage, data: QueryDict) -> Step:
    form = ClosingForm(page.item, data)
    return Step(
        form,
        lambda version: work_plan.close_item(
            page.item.pk, form.cleaned_data["reason"], version=version, by=page.user
        ),
        "Đã đóng đầu việc.",
    )


def _reopen(page: WorkItemPage, data: QueryDict) -> Step:
    return Step(
        ReopeningForm(page.item, data),
        lambda version: work_plan.reopen_item(page.item.pk, version=version, by=page.user),
        "Đã mở lại đầu việc; đơn vị cập nhật tiếp được.",
    )


def _delete(page: WorkItemPage, data: QueryDict) -> Step:
    return Step(
        DeletionForm(page.item, data),
        lambda version: work_plan.delete_item(page.item.pk, version=version, by=page.user),
        f"Đã xóa đầu việc “{page.item.name}”.",
        page.back,
    )


STEPS: Mapping[str, Callable[[WorkItemPage, QueryDict], Step | None]] = {
    "update": _update,
    "edit-update": _edit_update,
    "extend": _extend,
    "edit": _edit,
    "split": _split,
    "close": _close,
    "reopen": _reopen,
    "delete": _delete,
}
