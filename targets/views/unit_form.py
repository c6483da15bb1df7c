"""The unit's Excel form: take it along, hand it in, look at every change, then save (issue 5)."""

import io
from http import HTTPStatus
from typing import BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from targets.actions.cases import enters_for
from targets.forms.reporting import EntryForm, posted_numbers
from targets.http import AppRequest
from targets.intake.form.form_reading import FormRefused, read_form
from targets.intake.form.form_writing import write_form
from targets.views.form_changes import Preview
from targets.views.form_preview import check_whose, preview_of
from targets.views.form_rows import file_name, form_of
from targets.views.form_works import led_items, typed_works, work_rows
from targets.views.indicator_box import IndicatorBox
from targets.views.sheet_page import SheetPage, open_page

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE = "targets/form_upload.html"
FILE = "tep"
NOTHING_CHOSEN = "Chưa chọn tệp. Hãy chọn phiếu Excel (.xlsx) đã điền rồi bấm Xem trước."
LONGEST_NOTE = 500


@require_safe
def unit_form(request: AppRequest, slug: str, quarter: int, code: str) -> FileResponse:
    """The form of a unit's quarter, with what is saved so far; Http404 where it has no rows."""
    page = open_page(request.user, slug, quarter, code)
    page.refill()
    items = led_items(page)
    if not page.boxes and not items:
        raise Http404
    form = form_of(page, works=work_rows(items, {}, {}))
    return workbook(write_form(form), file_name(page))


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: AppRequest, slug: str, quarter: int, code: str) -> HttpResponse:
    """Take a filled form and show what it would change; saving is the sheet's own post."""
    page = _entered(request, slug, quarter, code)
    if request.method != "POST":
        page.refill()
        return _shown(request, page)
    given = request.FILES.get(FILE)
    if not isinstance(given, UploadedFile):
        page.refill()
        return _shown(request, page, fault=NOTHING_CHOSEN)
    try:
        form = read_form(cast("BinaryIO", given), given.size or 0)
        check_whose(page, form)
        preview = preview_of(page, form)
    except FormRefused as refused:
        page.refill()
        return _shown(request, page, fault=str(refused), name=given.name or "")
    return _shown(request, page, preview, name=given.name or "")


@require_POST
def noted_form(request: AppRequest, slug: str, quarter: int, code: str) -> FileResponse:
    """The form again with what was typed into it, and a comment on each cell in error.

    Nothing of the file handed in was kept: the preview posts what it shows.
    """
    page = _entered(request, slug, quarter, code)
    page.refill()
    wanted = posted_numbers(request.POST)
    notes: dict[str, str] = {}
    for place, box in enumerate(page.boxes):
        if box.number in wanted:
            entry = EntryForm(box.line, request.POST)
            entry.is_valid()
            page.boxes[place] = IndicatorBox(box.line, page.user, entry)
    for name, text in request.POST.items():
        if name.startswith("n-") and isinstance(text, str):
            notes[name.removeprefix("n-")] = text[:LONGEST_NOTE]
    works = work_rows(led_items(page), typed_works(request.POST), notes)
    form = form_of(page, notes, works=works)
    return workbook(write_form(form), file_name(page, ending="co-ghi-chu"))


def _entered(request: AppRequest, slug: str, quarter: int, code: str) -> SheetPage:
    page = open_page(request.user, slug, quarter, code)
    if not enters_for(page.user, page.unit):
        raise PermissionDenied
    return page


def workbook(content: bytes, name: str) -> FileResponse:
    """An .xlsx file to keep."""
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=WORKBOOK
    )


def _shown(
    request: AppRequest,
    page: SheetPage,
    preview: Preview | None = None,
    *,
    fault: str = "",
    name: str = "",
) -> HttpResponse:
    status = HTTPStatus.OK
    if fault or (preview and preview.errors):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif preview and preview.is_old:
        status = HTTPStatus.CONFLICT
    takes = page.editable or bool(led_items(page))
    context = {"page": page, "preview": preview, "fault": fault, "name": name[:200],
               "takes": takes}  # fmt: skip
    return render(request, TEMPLATE, context, status=status)
