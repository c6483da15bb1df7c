"""Name, number and periods of a new resolution, a summary, and the one press that creates it."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from targets.actions.new_resolution import MOVED, create_resolution, taken_names
from targets.actions.plan_status import set_status
from targets.actions.refusal import Refused
from targets.actions.resolution_drafts import DraftClash
from targets.forms.drafts import DraftForm
from targets.http import AppRequest
from targets.models import Resolution, ResolutionDraft
from targets.rules.proposal_boxes import Fault
from targets.rules.proposal_changes import Change
from targets.rules.proposed_year import read_day, read_year
from targets.views.draft_page import DraftPage
from targets.views.draft_rows import Boxes
from targets.views.intake_draft import CHANGE_DONE, draft_of, keep_typed, page_after, page_of
from targets.views.plan_place import status_of

CREATE, DATES = "tao", "ngay"
MADE = "Nghị quyết đã được tạo từ bản nháp này; không tạo thêm lần nữa."


@dataclass(slots=True)
class Summary:
    """What would be created, counted."""

    page: DraftPage

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each thing with how many there are."""
        proposal = self.page.proposal
        indicators = [row for group in proposal.groups for row in proposal.indicators_of(group.key)]
        measures = [part for row in indicators for part in proposal.measures_of(row.key)]
        tasks = [row for group in proposal.task_groups for row in proposal.tasks_of(group.key)]
        groups = [one for one in proposal.groups if proposal.indicators_of(one.key)]
        return [
            ("Nhóm chỉ tiêu", len(groups)),
            ("Chỉ tiêu", len(indicators)),
            ("Thành phần đo", len(measures)),
            ("Không có mức (bằng lời)", sum(one.direction == "none" for one in measures)),
            ("Nhiệm vụ", len(tasks)),
            ("Kỳ báo cáo", len(proposal.periods)),
        ]

    @property
    def other_year(self) -> str:
        """A year in which periods end that is not the resolution's; empty where there is none."""
        year = read_year(self.page.proposal.heading.year)
        days = (read_day(period.ends_on) for period in self.page.proposal.periods)
        return next((str(day.year) for day in days if day and year and day.year != year), "")

    @property
    def unassigned(self) -> list[tuple[str, str]]:
        """What nobody leads yet: its anchor and its number with the first words."""
        indicators = [one for group in self.page.groups for one in group.indicators]
        tasks = [task for group in self.page.task_groups for task, _ in group.tasks]
        return [
            *((one.row.key, f"Chỉ tiêu {one.number}") for one in indicators if not one.row.lead),
            *((task.key, f"Nhiệm vụ {task.number}") for task in tasks if not task.lead),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def intake_create(request: AppRequest, pk: int) -> HttpResponse:
    """What the new resolution is called, when its units report, and what it will consist of."""
    draft = draft_of(request, pk)
    if draft.created_resolution_id is not None:
        if request.method == "POST":
            messages.info(request, MADE)
        return redirect("targets:intake-draft", pk)
    if request.method != "POST":
        return _shown(request, page_of(draft))
    do = request.POST.get("do", "")
    try:
        saved = keep_typed(request, draft, change=Change.DATES if do == DATES else None)
    except DraftClash as clash:
        return _shown(request, page_after(clash), HTTPStatus.CONFLICT)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("targets:intake-create", pk)
    if do != CREATE:
        messages.success(request, CHANGE_DONE[Change.DATES] if do == DATES else "Đã lưu.")
        return redirect("targets:intake-create", pk)
    page = page_of(saved.draft)
    if not saved.alone:
        page.problem = MOVED
        return _shown(request, page, HTTPStatus.CONFLICT)
    try:
        resolution = create_resolution(pk, seen=saved.draft.version, by=request.user)
    except Refused as refused:
        made = ResolutionDraft.objects.filter(pk=pk, created_resolution__isnull=False)
        if made.exists():  # by the other press of two, or by somebody else
            messages.info(request, MADE)
            return redirect("targets:intake-draft", pk)
        page.problem = f"Chưa tạo. {_why(page, refused)}"
        return _shown(request, page, status_of(refused))
    messages.success(request, f"Đã tạo nghị quyết năm {resolution.year} với mã {resolution.slug}.")
    return redirect("targets:intake-draft", pk)


@require_POST
def put_resolution_in_force(request: AppRequest, pk: int) -> HttpResponse:
    """The resolution that came of a draft becomes the one that is followed."""
    draft = draft_of(request, pk)
    if draft.created_resolution is None:
        messages.warning(request, "Bản nháp chưa tạo thành nghị quyết.")
        return redirect("targets:intake-create", pk)
    try:
        resolution = set_status(draft.created_resolution, "active", seen="draft", by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Nghị quyết năm {resolution.year} đã được đưa vào theo dõi.")
    return redirect("targets:intake-draft", pk)


def _why(page: DraftPage, refused: Refused) -> str:
    faults = len(page.judgement.faults)
    if faults > 1:
        return f"Còn {faults} chỗ cần sửa, liệt kê dưới đây."
    place = next((one.place for one in page.faults if one.fault.box == refused.field), "")
    return f"{place}: {refused}" if place else str(refused)


def _shown(
    request: AppRequest, page: DraftPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    proposal = page.proposal
    heading = proposal.heading
    taken = taken_names(heading.slug, heading.number)
    rows = [heading, *proposal.periods]
    form = DraftForm(
        proposal,
        rows,
        version=page.version,
        units=page.units,
        faults=[
            *page.judgement.faults,
            *(Fault(box, sentence) for box, sentence in taken.items()),
        ],
        clashing=page.clashing,
    )
    year = read_year(heading.year)
    context = {
        "page": page,
        "form": form,
        "heading": Boxes(heading, form),
        "periods": [Boxes(row, form) for row in proposal.periods],
        "summary": Summary(page),
        "nothing": next((one.sentence for one in page.judgement.faults if not one.box), ""),
        "same_year": Resolution.objects.filter(status="active", year=year or 0),
    }
    return render(request, "targets/intake_create.html", context, status=status)
