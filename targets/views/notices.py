"""The office's notices on the start pages: write one, take one down, see the earlier ones."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_tables2 import RequestConfig

from targets import clock
from targets.actions.office_notices import NoticeRefused, put_up, take_down
from targets.forms.notices import NoticeForm
from targets.http import AppRequest
from targets.models import OfficeNotice
from targets.tables import NoticeTable
from targets.views.office import for_the_office

PER_PAGE = 50
WITHDRAW = "withdraw"


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: AppRequest) -> HttpResponse:
    """What stands on the start pages and what stood there; a POST puts up or takes down."""
    for_the_office(request.user)
    if request.method != "POST":
        return _shown(request, NoticeForm())
    if request.POST.get("do") == WITHDRAW:
        return _withdraw(request)
    return _write(request)


def _write(request: AppRequest) -> HttpResponse:
    form = NoticeForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            put_up(typed["text"], typed["until"], by=request.user)
        except NoticeRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, f"Thông báo hiện đến hết ngày {typed['until']:%d/%m/%Y}.")
            return redirect("targets:notices")
    return _shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _withdraw(request: AppRequest) -> HttpResponse:
    pk = request.POST.get("notice", "")
    try:
        take_down(int(pk) if pk.isdecimal() and len(pk) < 16 else 0, by=request.user)
    except NoticeRefused as refused:
        messages.error(request, str(refused))
        return _shown(request, NoticeForm(), HTTPStatus.CONFLICT)
    messages.success(request, "Đã rút thông báo.")
    return redirect("targets:notices")


def _shown(
    request: AppRequest, form: NoticeForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    standing = list(OfficeNotice.objects.shown_on(clock.today()).select_related("by"))
    past = OfficeNotice.objects.exclude(pk__in=[row.pk for row in standing])
    table = NoticeTable(past.select_related("by", "withdrawn_by"))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {"form": form, "standing": standing, "past": table}
    return render(request, "targets/notices.html", context, status=status)
