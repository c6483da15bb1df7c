"""The table of all communes and wards of a lead unit: taken along, and filled by the office.

The lead unit reads it; it may not write another unit's report (design §6). Each commune and ward
fills its own figures in its own sheet and form; the office, which enters for any unit, may hand in
the figures of all of them at once.
"""

from http import HTTPStatus
from typing import BinaryIO, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from targets import clock
from targets.actions.locality_table import save_table
from targets.actions.refusal import Refused
from targets.http import AppRequest
from targets.intake.form.form_reading import FormRefused, read_form
from targets.intake.form.locality_table import write_table
from targets.intake.form.unit_form import TABLE
from targets.rules.workflow import Role
from targets.views.form_preview import check_whose
from targets.views.form_rows import file_name
from targets.views.sheet_page import open_page
from targets.views.table_preview import TablePreview, of_form, of_post
from targets.views.table_rows import TablePage, table_of, table_page, with_notes
from targets.views.unit_form import FILE, LONGEST_NOTE, NOTHING_CHOSEN, workbook

TEMPLATE = "targets/locality_table.html"


@require_safe
def locality_table(request: AppRequest, slug: str, quarter: int, code: str) -> FileResponse:
    """The table with what its reader may see; Http404 where nothing is told by locality."""
    table = _opened(request, slug, quarter, code)
    name = file_name(table.page, "Bảng xã phường")
    return workbook(write_table(table_of(table)), name)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_table(request: AppRequest, slug: str, quarter: int, code: str) -> HttpResponseBase:
    """Take a filled table and show what it would change; a second post saves that."""
    table = _opened(request, slug, quarter, code)
    if not request.user.has_role(Role.OFFICE):
        raise PermissionDenied
    if request.method != "POST":
        return _shown(request, table)
    try:
        if "save" in request.POST:
            return _saved(request, table)
        if "noted" in request.POST:
            return _noted(request, table)
        given = request.FILES.get(FILE)
        if not isinstance(given, UploadedFile):
            raise FormRefused(NOTHING_CHOSEN)
        form = read_form(cast("BinaryIO", given), given.size or 0, kind=TABLE)
        check_whose(table.page, form)
        return _shown(request, table, of_form(table, form))
    except FormRefused as refused:
        return _shown(request, table, fault=str(refused))


def _opened(request: AppRequest, slug: str, quarter: int, code: str) -> TablePage:
    page = open_page(request.user, slug, quarter, code)
    table = table_page(page)
    if not table.lines:
        raise Http404
    return table


def _saved(request: AppRequest, table: TablePage) -> HttpResponse:
    preview = of_post(table, request.POST.copy())
    if preview.errors or preview.blocked:
        return _shown(request, table, preview)
    try:
        reports = save_table(
            table.page.period, [one.typed() for one in preview.going], by=request.user
        )
    except Refused as refused:
        status = HTTPStatus.CONFLICT
        return _shown(request, table, preview, fault=str(refused), status=status)
    messages.success(
        request,
        f"Đã lưu {clock.now():%H:%M} số liệu của {len(reports)} báo cáo xã, phường, chưa gửi. "
        "Khi gửi thay, ghi ai báo số liệu.",
    )
    where = [table.page.resolution.slug, table.page.period.quarter, table.page.unit.code]
    return HttpResponseRedirect(reverse("targets:locality-table-hand-in", args=where))


def _noted(request: AppRequest, table: TablePage) -> FileResponse:
    """The table again, with what its preview showed and what is wrong with it."""
    texts = {name: str(text) for name, text in request.POST.items()}
    notes = {
        name.removeprefix("n-"): text[:LONGEST_NOTE]
        for name, text in texts.items()
        if name.startswith("n-")
    }
    noted = with_notes(table_of(table), texts, notes)
    name = file_name(table.page, "Bảng xã phường", "co-ghi-chu")
    return workbook(write_table(noted), name)


def _shown(
    request: AppRequest,
    table: TablePage,
    preview: TablePreview | None = None,
    *,
    fault: str = "",
    status: HTTPStatus | None = None,
) -> HttpResponse:
    found = HTTPStatus.OK
    if fault or (preview and preview.errors):
        found = HTTPStatus.UNPROCESSABLE_ENTITY
    elif preview and preview.blocked:
        found = HTTPStatus.CONFLICT
    context = {"page": table.page, "preview": preview, "fault": fault}
    return render(request, TEMPLATE, context, status=status or found)
