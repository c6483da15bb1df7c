"""A resolution's plan on one page, its own facts, and its way from draft to its end."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from targets.actions import plan_edit
from targets.actions.plan_status import NEXT, set_status, why_not
from targets.actions.refusal import Refused
from targets.carried_baselines import renewed_baselines
from targets.change_log import entries_of_row
from targets.forms.plan import ResolutionForm
from targets.http import AppRequest
from targets.labels import RESOLUTION_STATUS_LABELS
from targets.models import Resolution
from targets.plan_page import PlanPage
from targets.views.office import for_the_office
from targets.views.plan_form import Act, EditPage, answer, history_of, typed
from targets.views.plan_place import (
    editing,
    plan_crumbs,
    plan_of,
    status_of,
    to_plan,
)


@dataclass(frozen=True, slots=True)
class StatusStep:
    """A step a resolution may take, and what follows from it."""

    title: str
    button: str
    follows: tuple[str, ...]
    done: str


STEPS = {
    ("draft", "active"): StatusStep(
        "Bắt đầu thực hiện nghị quyết",
        "Bắt đầu thực hiện",
        (
            "Đơn vị thấy chỉ tiêu, nhiệm vụ của mình và báo cáo khi kỳ mở.",
            "Lãnh đạo thấy bảng theo dõi; trang chủ chuyển sang nghị quyết này khi kỳ đầu mở.",
            "Nguyên văn không sửa được nữa; mức chỉ tiêu đổi bằng văn bản điều chỉnh.",
        ),
        "Nghị quyết đã bắt đầu thực hiện.",
    ),
    ("active", "closed"): StatusStep(
        "Kết thúc nghị quyết",
        "Kết thúc nghị quyết",
        (
            "Kế hoạch không sửa được nữa; số liệu, lịch sử vẫn đọc được.",
            "Trang chủ chuyển sang nghị quyết đang thực hiện gần nhất, nếu có.",
        ),
        "Nghị quyết đã kết thúc.",
    ),
    ("closed", "active"): StatusStep(
        "Thực hiện lại nghị quyết",
        "Chuyển về đang thực hiện",
        ("Kế hoạch sửa lại được; kỳ đã khóa vẫn khóa.",),
        "Nghị quyết đã chuyển về đang thực hiện.",
    ),
}


@require_safe
def newest_plan(request: AppRequest) -> HttpResponse:
    """The resolutions, the newest year first."""
    for_the_office(request.user)
    rows = list(Resolution.objects.order_by("-year", "slug"))
    context = {"rows": [(row, RESOLUTION_STATUS_LABELS[row.status]) for row in rows]}
    return render(request, "targets/plan/resolutions.html", context)


@require_safe
def plan(request: AppRequest, slug: str) -> HttpResponse:
    """Groups, indicators, measures; ?nhom= and ?don-vi= narrow the list."""
    resolution = plan_of(request, slug)
    page = PlanPage(
        resolution, _whole(request.GET.get("nhom", "")), _whole(request.GET.get("don-vi", ""))
    )
    context = {
        "page": page,
        "resolution": resolution,
        "status": RESOLUTION_STATUS_LABELS[resolution.status],
        "renewed": 0 if resolution.status == "closed" else len(renewed_baselines(resolution)),
    }
    return render(request, "targets/plan/plan.html", context)


@editing
def plan_status(request: AppRequest, slug: str) -> HttpResponse:
    """What follows from the next step of a resolution; a POST takes it."""
    resolution = plan_of(request, slug)
    problem, code = "", HTTPStatus.OK
    if request.method == "POST":
        before, wanted = request.POST.get("seen", ""), request.POST.get("status", "")
        try:
            set_status(resolution, wanted, seen=before, by=request.user)
        except Refused as refused:
            problem = str(refused)
            code = status_of(refused)
            resolution.refresh_from_db()
        else:
            messages.success(request, STEPS[before, wanted].done)
            return redirect("targets:plan", slug)
    wanted = NEXT[resolution.status][0]
    context = {
        "resolution": resolution,
        "step": STEPS[resolution.status, wanted],
        "wanted": wanted,
        "obstacles": why_not(resolution, wanted),
        "status": RESOLUTION_STATUS_LABELS[resolution.status],
        "problem": problem,
        "crumbs": plan_crumbs(resolution),
    }
    return render(request, "targets/plan/status.html", context, status=code)


@editing
def plan_facts(request: AppRequest, slug: str) -> HttpResponse:
    """What a resolution says of itself."""
    resolution = plan_of(request, slug)
    form = ResolutionForm(resolution, typed(request))
    page = EditPage(
        title="Thông tin nghị quyết",
        form=form,
        back=to_plan(resolution),
        crumbs=plan_crumbs(resolution),
        lead=f"Nghị quyết năm {resolution.year}, mã {resolution.slug}. Năm và mã không đổi được.",
        history=history_of(entries_of_row(resolution)),
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.change_resolution(resolution, **form.edit(), by=request.user),
            "Đã lưu thông tin nghị quyết.",
        ),
    )


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
