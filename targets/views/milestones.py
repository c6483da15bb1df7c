"""The office sets milestones and stands in for the plan (design §3.3, §4)."""

from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from targets import clock
from targets.actions.milestones import MilestonesMoved, confirm_plan, set_milestones
from targets.forms.milestones import PlanForm, PlanRow
from targets.http import AppRequest
from targets.models import Measure, Milestone, MilestoneChange, Period, Resolution, Target
from targets.views.office import for_the_office

LOG_LENGTH = 100


@dataclass(slots=True)
class MilestonesPage:
    """A resolution's milestones with what its reader typed."""

    resolution: Resolution
    periods: list[Period]
    rows: list[PlanRow]
    form: PlanForm
    problem: str = ""

    @property
    def changes(self) -> list[tuple[PlanRow, MilestoneChange, str, str, str]]:
        """The newest changes: where, what, its period, from what, to what."""
        rows = {row.measure.pk: row for row in self.rows}
        names = {period.quarter: period.name for period in self.periods}
        log = MilestoneChange.objects.filter(measure__in=rows).select_related("by")
        return [
            (
                row := rows[change.measure_id],
                change,
                names.get(change.quarter, f"quý {change.quarter}"),
                _told(row, change.old),
                _told(row, change.new),
            )
            for change in log[:LOG_LENGTH]
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request: AppRequest, slug: str | None = None) -> HttpResponse:
    """Show where each measure should be by each quarter's end; a POST sets or confirms it."""
    for_the_office(request.user)
    resolution = _resolution(slug)
    if resolution is None:
        return render(request, "targets/milestones_nothing.html")
    if request.method == "POST" and request.POST.get("do") == "confirm":
        if confirm_plan(resolution, by=request.user):
            messages.success(request, "Đã xác nhận đơn vị chủ trì và mốc quý.")
        else:
            messages.info(request, "Đơn vị chủ trì và mốc quý đã được xác nhận trước đó.")
        return redirect("targets:milestones", resolution.slug)
    page = _page(resolution, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        return _save(request, page)
    return _shown(request, page)


def _resolution(slug: str | None) -> Resolution | None:
    found = Resolution.objects.select_related("plan_confirmed_by")
    if slug is not None:
        return get_object_or_404(found, slug=slug)
    return found.filter(status="active").order_by("-year", "slug").first()


def _page(resolution: Resolution, data: QueryDict | None) -> MilestonesPage:
    periods = list(resolution.periods.order_by("quarter"))
    measures = list(
        Measure.objects.filter(indicator__group__resolution=resolution)
        .select_related("indicator__lead_unit")
        .order_by("indicator__number", "letter")
    )
    year_end = periods[-1].last_day if periods else clock.today()
    targets = Target.objects.filter(measure__in=measures).in_force(year_end)
    saved: dict[int, dict[int, Decimal]] = {}
    for row in Milestone.objects.filter(measure__in=measures):
        saved.setdefault(row.measure_id, {})[row.quarter] = row.expected
    rows = [
        PlanRow(measure, targets.get(measure.pk), saved.get(measure.pk, {})) for measure in measures
    ]
    return MilestonesPage(resolution, periods, rows, PlanForm(rows, periods, data))


def _save(request: AppRequest, page: MilestonesPage) -> HttpResponse:
    if not page.form.is_valid():
        count = len(page.form.errors)
        page.problem = f"Chưa lưu gì: còn {count} ô cần sửa, được đánh dấu trong bảng."
        return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    wishes = page.form.wishes()
    if not wishes:
        messages.info(request, "Không có mốc nào thay đổi.")
        return redirect("targets:milestones", page.resolution.slug)
    try:
        set_milestones(wishes, by=request.user)
    except MilestonesMoved as moved:
        page.form.show_moved(moved.now)
        page.problem = f"{moved} Chưa lưu gì; số và lý do bạn ghi vẫn còn trong bảng."
        return _shown(request, page, HTTPStatus.CONFLICT)
    messages.success(request, f"Đã đổi {len(wishes)} mốc quý.")
    return redirect("targets:milestones", page.resolution.slug)


def _shown(
    request: AppRequest, page: MilestonesPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    lines = [(row, list(page.form.boxes(row)) if not row.why_none else []) for row in page.rows]
    reasons = {row.key: page.form[f"w-{row.key}"] for row in page.form.rows}
    context = {"page": page, "lines": [(row, boxes, reasons.get(row.key)) for row, boxes in lines]}
    return render(request, "targets/milestones.html", context, status=status)


def _told(row: PlanRow, expected: Decimal | None) -> str:
    return "đường thẳng" if expected is None else row.text(expected)
