"""Last year's latest figures beside the baselines of a plan; the office ticks what to take."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from targets.actions.refusal import Refused
from targets.actions.renewed_baselines import renew_baselines
from targets.carried_baselines import RenewedBaseline, renewed_baselines
from targets.http import AppRequest
from targets.models import Measure
from targets.views.next_year import BaselineRow, baseline_text
from targets.views.plan_place import editing, plan_crumbs, plan_of, status_of


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """A baseline with the figure that could take its place, as people read them."""

    renewed: RenewedBaseline
    latest: BaselineRow
    is_ticked: bool

    @property
    def held(self) -> str:
        return baseline_text(self.renewed.carried.measure, self.renewed.renewal.held)


@editing
def plan_baselines(request: AppRequest, slug: str) -> HttpResponse:
    """What could be brought up to date; a POST takes the ticked ones."""
    resolution = plan_of(request, slug)
    problem, asks, status = "", False, HTTPStatus.OK
    ticked: list[str] | None = None
    if request.method == "POST":
        ticked = request.POST.getlist("so")
        confirmed = bool(request.POST.get("confirm"))
        try:
            taken = renew_baselines(resolution, ticked, by=request.user, confirmed=confirmed)
        except Refused as refused:
            problem, asks = str(refused), confirmed or refused.field == "confirm"
            status = status_of(refused)
        else:
            messages.success(
                request, f"Đã cập nhật số thực hiện năm trước của chỉ tiêu {', '.join(taken)}."
            )
            return redirect("targets:plan-baselines", slug)
    rows = [
        RenewalRow(
            one,
            BaselineRow(one.carried),
            one.renewal.is_advised if ticked is None else one.mark in ticked,
        )
        for one in renewed_baselines(resolution)
    ]
    context = {
        "resolution": resolution,
        "rows": rows,
        "problem": problem,
        "asks": asks,
        "linked": bool(rows) or _is_linked(resolution.pk),
        "crumbs": plan_crumbs(resolution),
    }
    return render(request, "targets/plan/baselines.html", context, status=status)


def _is_linked(resolution_id: int) -> bool:
    """Whether anything in the plan continues a measure of last year."""
    rows = Measure.objects.filter(indicator__group__resolution=resolution_id)
    return rows.filter(continues__isnull=False).exists()
