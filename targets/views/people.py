"""Accounts, kept by administrators and read by the office (design §6): the list, a new one."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from targets.actions.account_guard import AccountRefused, PressedTwice
from targets.actions.accounts import make_accounts
from targets.forms.people import NewAccountForm
from targets.http import AppRequest
from targets.labels import ROLE_LABELS
from targets.models import Unit, User
from targets.people import STATES, AccountFilter, Everybody
from targets.rules.workflow import Role
from targets.tables import AccountsTable
from targets.views.account_slips import made_already, slips

PER_PAGE = 50


@require_safe
def accounts(request: AppRequest) -> HttpResponse:
    """Everybody who has an account; the address says which of them and in what order."""
    if not request.user.has_role(Role.ADMIN, Role.OFFICE):
        raise Http404
    everybody = Everybody()
    asked = AccountFilter.read(request.GET, everybody.units)
    found = asked.apply(everybody.rows)
    table = AccountsTable(found)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "table": table,
        "asked": asked,
        "everybody": everybody,
        "found": len(found),
        "roles": ROLE_LABELS,
        "states": STATES,
        "writes": request.user.has_role(Role.ADMIN),
    }
    return render(request, "targets/accounts.html", context)


@sensitive_variables("given")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: AppRequest) -> HttpResponse:
    """One account; its one-time password is shown in the answer to the post and never again."""
    administrators_only(request.user)
    units = list(Unit.objects.all())
    if request.method != "POST":
        form = NewAccountForm(units)
        _prefill(form, request.GET.get("don-vi", ""), units)
        return _shown(request, form)
    form = NewAccountForm(units, request.POST)
    if not form.is_valid():
        form.renew_press()
        return _shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = form.wish(frozenset(User.objects.values_list("username", flat=True)))
    if not wish.username:
        form.add_error("username", "Hãy ghi tên đăng nhập: không đặt được từ họ tên này.")
        return _shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        given = make_accounts([wish], press=form.cleaned_data["press"], by=request.user)
    except PressedTwice as twice:
        return made_already(request, str(twice))
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return slips(request, given, "Đã tạo tài khoản")


def administrators_only(user: User) -> None:
    if not user.has_role(Role.ADMIN):
        raise Http404


def _prefill(form: NewAccountForm, code: str, units: list[Unit]) -> None:
    """A link from a unit nobody acts for brings the unit along."""
    unit = next((unit for unit in units if unit.code == code and unit.is_active), None)
    if unit is not None:
        form.initial["unit"] = unit.pk
        form.initial["role"] = Role.REPORTER.value


def _shown(
    request: AppRequest, form: NewAccountForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "targets/account_new.html", {"form": form}, status=status)
