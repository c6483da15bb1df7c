"""A draft is corrected: everything typed is kept on every press, then one thing is done with it."""

from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from targets import clock
from targets.actions.plan_status import why_not
from targets.actions.refusal import Refused
from targets.actions.resolution_drafts import DraftClash, Saved, save_draft
from targets.forms.drafts import typed_boxes
from targets.forms.fields import VersionField
from targets.http import AppRequest
from targets.models import Period, Resolution, ResolutionDraft, Unit
from targets.rules.proposal_changes import Change
from targets.views.draft_page import DraftPage
from targets.views.office import for_the_office

SAVE, GO_ON = "luu", "tiep"
CHANGE_DONE: Mapping[Change, str] = {
    Change.MERGE_UP: "Đã gộp vào chỉ tiêu trên.",
    Change.SPLIT_OFF: "Đã tách thành chỉ tiêu riêng.",
    Change.MOVE_UP: "Đã đưa lên một bậc.",
    Change.DROP: "Đã bỏ; lấy lại được ở cuối trang.",
    Change.TAKE_BACK: "Đã lấy lại.",
    Change.ADD_GROUP: "Đã thêm nhóm.",
    Change.ADD_INDICATOR: "Đã thêm chỉ tiêu.",
    Change.ADD_MEASURE: "Đã thêm thành phần.",
    Change.ADD_TASK_GROUP: "Đã thêm nhóm nhiệm vụ.",
    Change.ADD_TASK: "Đã thêm nhiệm vụ.",
    Change.MEND: "Đã sửa lỗi chính tả; nguyên văn vẫn giữ.",
    Change.KEEP: "Đã trả về nguyên văn.",
    Change.MEND_ALL: "Đã sửa mọi lỗi chính tả; nguyên văn vẫn giữ.",
    Change.SETTLE: "Đã ghi là đã xem.",
    Change.UNSETTLE: "Đã đưa lại vào các chỗ chưa chắc.",
    Change.DATES: "Đã đề xuất lại ngày các kỳ.",
}
UNSAVED = "Chưa lưu: người khác vừa sửa cùng ô. Bấm Lưu bản nháp để xem và chọn."
BESIDE = "Người khác cũng vừa sửa bản nháp này; phần của hai người không đụng nhau, đã giữ cả hai."


@require_http_methods(["GET", "HEAD", "POST"])
def intake_draft(request: AppRequest, pk: int) -> HttpResponse:
    """The text beside what was read out of it; of a draft that is done, what came of it."""
    draft = draft_of(request, pk)
    if request.method == "POST" and request.htmx:
        return _keep(request, draft)
    if draft.created_resolution is not None:
        return _done(request, draft, draft.created_resolution)
    if request.method == "POST":
        return _save(request, draft)
    return shown(request, page_of(draft))


def draft_of(request: AppRequest, pk: int) -> ResolutionDraft:
    """A draft the office may see."""
    for_the_office(request.user)
    found = ResolutionDraft.objects.visible_to(request.user)
    return get_object_or_404(
        found.select_related("created_by", "updated_by", "created_resolution"), pk=pk
    )


def page_of(draft: ResolutionDraft) -> DraftPage:
    """The draft as it is kept."""
    return DraftPage(draft, draft.as_proposal(), list(Unit.objects.active()), draft.version)


def page_after(clash: DraftClash) -> DraftPage:
    """The draft with what was typed in it; where somebody else typed as well, both stand there."""
    return DraftPage(
        clash.now, clash.mine, list(Unit.objects.active()), clash.now.version,
        clashing=clash.boxes, problem=str(clash),
    )  # fmt: skip


def seen_version(request: AppRequest, draft: ResolutionDraft) -> int:
    """The version the page was drawn from; nonsense is taken as the present one."""
    try:
        return int(VersionField().clean(request.POST.get("version", "")))
    except ValidationError:
        return draft.version


def keep_typed(
    request: AppRequest, draft: ResolutionDraft, *, change: Change | None = None, key: str = ""
) -> Saved:
    """Save what this form posted, and do one thing with it."""
    return save_draft(
        draft.pk,
        typed_boxes(draft.as_proposal(), request.POST),
        seen=seen_version(request, draft),
        by=request.user,
        change=change,
        key=key,
    )


def _save(request: AppRequest, draft: ResolutionDraft) -> HttpResponse:
    do, _, key = request.POST.get("do", SAVE).partition(":")
    change = next((one for one in Change if one.value == do), None)
    try:
        saved = keep_typed(request, draft, change=change, key=key)
    except DraftClash as clash:
        return shown(request, page_after(clash), HTTPStatus.CONFLICT)
    except Refused as refused:
        messages.warning(request, str(refused))
        return _at(draft.pk, refused.field)
    if not saved.alone:
        messages.info(request, BESIDE)
    if do == GO_ON:
        return redirect("targets:intake-create", draft.pk)
    messages.success(request, "Đã lưu bản nháp." if change is None else CHANGE_DONE[change])
    return _at(draft.pk, saved.look_at)


def _keep(request: AppRequest, draft: ResolutionDraft) -> HttpResponse:
    """As somebody types: save, and say so in one line; in a clash the page's own button helps."""
    context: dict[str, object] = {"now": clock.now()}
    status = HTTPStatus.OK
    try:
        context["draft"] = keep_typed(request, draft).draft
    except Refused as refused:
        context["problem"] = UNSAVED if isinstance(refused, DraftClash) else str(refused)
        status = HTTPStatus.CONFLICT
    return render(request, "targets/_draft_saved.html", context, status=status)


def _at(pk: int, key: str) -> HttpResponseRedirect:
    """Back to the page, to the row that was changed."""
    place = f"#o-{key}" if key else ""
    return HttpResponseRedirect(f"{reverse('targets:intake-draft', args=[pk])}{place}")


def shown(request: AppRequest, page: DraftPage, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """The correction page."""
    return render(request, "targets/intake_draft.html", {"page": page}, status=status)


def _done(request: AppRequest, draft: ResolutionDraft, resolution: Resolution) -> HttpResponse:
    lost: list[tuple[str, str]] = []
    if request.method == "POST":
        lost = page_of(draft).told(typed_boxes(draft.as_proposal(), request.POST))
    if request.method == "POST" and not lost:
        messages.warning(request, "Bản nháp này đã tạo thành nghị quyết nên không sửa được nữa.")
        return redirect("targets:intake-draft", draft.pk)
    running = (
        Period.objects.filter(resolution__status="active", closed_at__isnull=True)
        .exclude(resolution=resolution)
        .opened(clock.today())
        .select_related("resolution")
        .order_by("-resolution__year", "quarter")
    )
    context = {
        "draft": draft,
        "resolution": resolution,
        "waiting": resolution.status == "draft",
        "running": running,
        "lost": lost,
        "obstacles": why_not(resolution, "active"),
    }
    status = HTTPStatus.CONFLICT if lost else HTTPStatus.OK
    return render(request, "targets/intake_done.html", context, status=status)
