"""Kept summaries: taking one, reading it, what has changed since, withdrawing it (issue 4)."""

from http import HTTPStatus
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from reports.export import xlsx
from reports.export.docx import write_report
from reports.forms import SnapshotForm, WithdrawalForm
from reports.gather import summary_of
from reports.heads import report_head
from reports.models import Snapshot
from reports.paper_views import DOCUMENT, WORKBOOK, papers_page
from reports.snapshot_pages import ChangesPage, SnapshotPage
from reports.snapshots import SnapshotRefused, kept_summary, take_snapshot, withdraw_snapshot
from reports.tables import SnapshotTable
from targets.http import AppRequest
from targets.places import known_periods, newest_place, place_of
from targets.rules.workflow import Role

LISTED_FOR = (Role.OFFICE, Role.LEADER, Role.ADMIN)


@require_safe
def newest_snapshots(request: AppRequest) -> HttpResponse:
    """To the kept summaries of the newest resolution."""
    _only(request, *LISTED_FOR)
    place = newest_place(request.user)
    if place is None:
        messages.info(request, "Chưa có nghị quyết nào nên chưa có bản chốt số liệu.")
        return redirect("home")
    return redirect("reports:snapshots", place.resolution.slug)


@require_safe
def snapshots(request: AppRequest, slug: str) -> HttpResponse:
    """Every kept summary of a resolution, by title; to administrators without the figures."""
    _only(request, *LISTED_FOR)
    resolutions = {row.resolution.slug: row.resolution for row in known_periods(request.user)}
    if slug not in resolutions:
        raise Http404
    rows = Snapshot.objects.listed_for(request.user).filter(resolution__slug=slug)
    table = SnapshotTable(rows.for_listing(), request.user)
    RequestConfig(request, paginate=False).configure(table)
    context = {
        "resolution": resolutions.pop(slug),
        "others": resolutions.values(),
        "table": table,
        "withdraws": request.user.has_role(Role.ADMIN),
    }
    return render(request, "reports/snapshots.html", context)


@require_POST
def take(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Keep the figures of a period; a refusal is the papers page with everything typed."""
    _only(request, Role.OFFICE, Role.LEADER)
    place = place_of(request.user, slug, quarter)
    form = SnapshotForm(request.POST)
    if form.is_valid():
        try:
            taken, made = take_snapshot(
                place,
                title=form.cleaned_data["title"],
                include_submitted=form.include_submitted,
                by=request.user,
                form_key=form.cleaned_data["form_key"],
            )
        except SnapshotRefused as refused:
            form.add_error(None, str(refused))
        else:
            _say_taken(request, made=made)
            return redirect("reports:snapshot", taken.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return papers_page(request, slug, quarter, snapshot_form=form, status=status)


def _say_taken(request: AppRequest, *, made: bool) -> None:
    if made:
        messages.success(request, "Đã chốt số liệu. Bản này giữ nguyên, dù về sau số được sửa.")
    else:
        messages.info(
            request, "Bản này đã được chốt từ lần bấm trước. Muốn chốt lại, mở lại trang Tổng hợp."
        )


@require_safe
def snapshot(request: AppRequest, pk: int) -> HttpResponse:
    """The paper as it was presented."""
    kept = SnapshotPage(_readable(request, pk))
    context = {"kept": kept, "page": kept.page, "summary": kept.summary}
    return render(request, "reports/snapshot.html", context)


@require_safe
def snapshot_xlsx(request: AppRequest, pk: int) -> FileResponse:
    """The same paper as a workbook."""
    kept = SnapshotPage(_readable(request, pk))
    stream = BytesIO()
    xlsx.write(kept.summary, stream)
    stream.seek(0)
    return FileResponse(
        stream, as_attachment=True, filename=f"{kept.file_stem}.xlsx", content_type=WORKBOOK
    )


@require_safe
def snapshot_docx(request: AppRequest, pk: int) -> FileResponse:
    """The report from the kept figures, under the letterhead of today."""
    kept = SnapshotPage(_readable(request, pk))
    stream = BytesIO()
    write_report(kept.summary, stream, report_head())
    stream.seek(0)
    name = f"{kept.file_stem}.docx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=DOCUMENT)


@require_safe
def changes(request: AppRequest, pk: int) -> HttpResponse:
    """What has changed since, figure by figure, against figures of the same kind."""
    found = _readable(request, pk)
    now = summary_of(
        found.resolution,
        found.period.quarter,
        viewer=request.user,
        include_submitted=found.include_submitted,
    )
    page = ChangesPage(found, kept_summary(found), now)
    return render(request, "reports/snapshot_changes.html", {"page": page, "snapshot": found})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AppRequest, pk: int) -> HttpResponse:
    """An administrator withdraws a kept summary with a reason, without seeing its figures."""
    _only(request, Role.ADMIN)
    listed = Snapshot.objects.listed_for(request.user).for_listing()
    found = get_object_or_404(listed, pk=pk)
    if request.method != "POST":
        return _withdrawal(request, found, WithdrawalForm())
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _withdrawal(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        withdraw_snapshot(pk, form.cleaned_data["reason"], by=request.user)
    except SnapshotRefused as refused:
        form.add_error(None, str(refused))
        found = get_object_or_404(listed, pk=pk)
        return _withdrawal(request, found, form, HTTPStatus.CONFLICT)
    messages.success(request, f"Đã thu hồi bản “{found.title}”. Bản vẫn được liệt kê.")
    return redirect("reports:snapshots", found.resolution.slug)


def _withdrawal(
    request: AppRequest,
    found: Snapshot,
    form: WithdrawalForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"snapshot": found, "form": form}
    return render(request, "reports/snapshot_withdraw.html", context, status=status)


def _readable(request: AppRequest, pk: int) -> Snapshot:
    related = ("resolution", "period", "taken_by", "withdrawn_by")
    readable = Snapshot.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(readable, pk=pk)


def _only(request: AppRequest, *roles: Role) -> None:
    if not request.user.has_role(*roles):
        raise Http404
