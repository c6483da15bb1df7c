"""Many accounts from a table pasted out of Excel: looked at first, then made all at once."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from targets.actions.account_guard import AccountRefused, PressedTwice
from targets.actions.account_log import was_pressed
from targets.actions.accounts import ALREADY_MADE, make_accounts
from targets.forms.pasted_accounts import PasteForm
from targets.http import AppRequest
from targets.intake.accounts import (
    MOST_ROWS,
    JudgedRow,
    TableRefused,
    fingerprint,
    judge,
    read_rows,
)
from targets.labels import ROLE_LABELS
from targets.models import Unit, User
from targets.views.account_slips import made_already, slips
from targets.views.people import administrators_only

LOOK_AGAIN = "Bảng hoặc danh sách tài khoản đã khác lần xem trước. Hãy xem lại rồi bấm Tạo."


@sensitive_variables("given")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paste_accounts(request: AppRequest) -> HttpResponse:
    """A table of accounts, judged row by row; saved only as it was looked at, and only whole."""
    administrators_only(request.user)
    if request.method != "POST":
        return _shown(request, PasteForm())
    form = PasteForm(request.POST)
    valid = form.is_valid()
    if valid and was_pressed(form.cleaned_data["press"]):
        return made_already(request, ALREADY_MADE)
    rows = _judged(form) if valid else []
    if form.errors:
        form.renew_press()
        return _shown(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    faulty = any(one.faults for one in rows)
    mark = fingerprint(rows)
    if request.POST.get("do") != "create" or faulty:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
        return _shown(request, form, rows, mark=mark, status=status)
    press = form.cleaned_data["press"]
    try:
        if form.cleaned_data["shown"] != mark:
            raise AccountRefused(LOOK_AGAIN)
        given = make_accounts([one.wish() for one in rows], press=press, by=request.user)
    except PressedTwice as twice:
        return made_already(request, str(twice))
    except AccountRefused as refused:
        form.add_error(None, str(refused))
        return _shown(request, form, rows, mark=mark, status=HTTPStatus.CONFLICT)
    return slips(request, given, f"Đã tạo {len(given)} tài khoản")


def _judged(form: PasteForm) -> list[JudgedRow]:
    try:
        rows = read_rows(form.cleaned_data["table"])
    except TableRefused as refused:
        form.add_error("table", str(refused))
        return []
    return judge(rows, list(Unit.objects.all()), User.objects.all())


def _shown(
    request: AppRequest,
    form: PasteForm,
    rows: list[JudgedRow] | None = None,
    *,
    mark: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form,
        "rows": rows or [],
        "mark": mark,
        "faulty": sum(bool(one.faults) for one in rows or []),
        "most": MOST_ROWS,
        "roles": ROLE_LABELS.values(),
    }
    return render(request, "targets/account_paste.html", context, status=status)
