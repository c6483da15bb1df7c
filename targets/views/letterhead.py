"""How the office's own papers are headed and signed (issue: phiếu đôn đốc)."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from targets import clock
from targets.actions.letterhead import TEXTS, LetterheadMoved, fingerprint, save_letterhead
from targets.forms.follow_up import LetterheadForm
from targets.http import AppRequest
from targets.models import Letterhead
from targets.places import newest_place
from targets.slips import Heading
from targets.views.office import for_the_office


@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request: AppRequest) -> HttpResponse:
    """Show the letterhead with what it prints like; a POST changes it."""
    for_the_office(request.user)
    row = Letterhead.current()
    form = LetterheadForm(row, fingerprint(row), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form, row)
    if not form.is_valid():
        return _page(request, form, row, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        changed = save_letterhead(form.texts(), seen=form.cleaned_data["seen"])
    except LetterheadMoved as moved:
        form.show_moved(moved.now, fingerprint(moved.now))
        form.add_error(None, f"{moved} Chưa lưu gì; nội dung bạn ghi vẫn còn trong các ô.")
        return _page(request, form, moved.now, HTTPStatus.CONFLICT)
    if changed:
        messages.success(request, "Đã lưu thể thức văn bản.")
    else:
        messages.info(request, "Thể thức văn bản không thay đổi.")
    return redirect("targets:letterhead")


def _page(
    request: AppRequest, form: LetterheadForm, row: Letterhead, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The form, and the heading as it is kept now, or as it was just typed."""
    shown = row
    if form.is_bound:
        shown = Letterhead(**{name: form.data.get(name, "") for name in TEXTS})
    place = newest_place(request.user)
    issuer = place.resolution.issuer if place else ""
    context = {"form": form, "heading": Heading.of(shown, issuer, clock.today())}
    return render(request, "targets/letterhead.html", context, status=status)
