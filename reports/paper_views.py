"""Papers for the meeting: the page, and the files it offers (design §7, §8)."""

from http import HTTPStatus
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.assessment import Summary
from reports.export import xlsx
from reports.export.docx import write_report
from reports.forms import SnapshotForm
from reports.gather import summary_of
from reports.heads import report_head
from reports.paper_wish import PaperWish
from reports.papers_page import PapersPage, file_name
from reports.snapshot_pages import SnapshotPanel
from targets.http import AppRequest
from targets.places import Place, newest_place, place_of
from targets.rules.workflow import Role

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def newest_papers(request: AppRequest) -> HttpResponse:
    """To the papers of the latest opened period."""
    _readers_only(request)
    place = newest_place(request.user)
    if place is None:
        raise Http404
    return redirect("reports:summary", place.resolution.slug, place.period.quarter)


@require_safe
def summary_page(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Options, what to know before printing, and the paper itself, which prints alone."""
    return papers_page(request, slug, quarter)


def papers_page(
    request: AppRequest,
    slug: str,
    quarter: int,
    *,
    snapshot_form: SnapshotForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of papers; snapshot_form: one that was refused, with what was typed."""
    page = _page(request, slug, quarter)
    snapshots = None
    if not page.whole.partial:
        snapshots = SnapshotPanel(page.place, page.wish, request.user, snapshot_form)
    context = {"page": page, "summary": page.summary, "snapshots": snapshots}
    return render(request, "reports/papers.html", context, status=status)


@require_safe
def summary_xlsx(request: AppRequest, slug: str, quarter: int) -> FileResponse:
    """The paper as a workbook, with the rows its reader may see."""
    page = _page(request, slug, quarter, for_papers=True)
    stream = BytesIO()
    paper = page.paper
    xlsx.write(
        page.summary,
        stream,
        narrowed=paper.narrowed,
        units=paper.units,
        parts=page.wish.parts,
    )
    stream.seek(0)
    return FileResponse(
        stream, as_attachment=True, filename=file_name(page.paper), content_type=WORKBOOK
    )


@require_safe
def summary_docx(request: AppRequest, slug: str, quarter: int) -> FileResponse:
    """The report to the committee as a Word file: for those who write it (design §7)."""
    if not request.user.has_role(Role.OFFICE, Role.LEADER):
        raise Http404
    page = _page(request, slug, quarter, for_papers=True)
    stream = BytesIO()
    paper = page.paper
    write_report(page.summary, stream, report_head(), narrowed=paper.narrowed, units=paper.units)
    stream.seek(0)
    name = file_name(page.paper, "Bao cao", "docx")
    return FileResponse(stream, as_attachment=True, filename=name, content_type=DOCUMENT)


def _page(request: AppRequest, slug: str, quarter: int, *, for_papers: bool = False) -> PapersPage:
    _readers_only(request)
    place = place_of(request.user, slug, quarter)
    wish = PaperWish.read(request.GET)
    return PapersPage(_summary(request, place, wish, for_papers=for_papers), place, wish)


def _summary(request: AppRequest, place: Place, wish: PaperWish, *, for_papers: bool) -> Summary:
    return summary_of(
        place.resolution,
        place.period.quarter,
        viewer=request.user,
        include_submitted=wish.include_submitted,
        periods=place.periods,
        for_papers=for_papers,
    )


def _readers_only(request: AppRequest) -> None:
    """Administrators see accounts, never figures (design §6)."""
    if request.user.has_role(Role.ADMIN):
        raise Http404
