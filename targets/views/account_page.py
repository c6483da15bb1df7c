"""One account: who it is for, its password, its lock, stopping it and taking it up again."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from targets.actions.account_access import activate, deactivate, give_passwords, unlock
from targets.actions.account_guard import AccountRefused, mark_of
from targets.actions.accounts import AccountMoved, Terms, change_account
from targets.change_log import entries_of, lines_of
from targets.forms.handover import LeaveForm
from targets.forms.people import ChangedAccountForm
from targets.handover import LeftUnit, acting_people, left_units, serving
from targets.http import AppRequest
from targets.labels import ROLE_LABELS
from targets.models import Unit, User
from targets.people import locks
from targets.rules.accounts import ACTING_ROLES
from targets.rules.workflow import Role
from targets.views.account_slips import slips

LOG_LENGTH = 10
LEAVING = "ngung"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: AppRequest, pk: int) -> HttpResponse:
    """Show an account to administrators and the office; a POST of an administrator changes it."""
    if not request.user.has_role(Role.ADMIN, Role.OFFICE):
        raise Http404
    known = User.objects.select_related("unit").prefetch_related("also_for")
    found = get_object_or_404(known, pk=pk)
    writes = request.user.has_role(Role.ADMIN)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        return ACTS.get(request.POST.get("do", ""), _save)(request, found)
    leaving = request.GET.get("viec") == LEAVING and found.is_active
    if writes and leaving and found.pk != request.user.pk:
        return _leaving(request, found, _leave_form(request, found, serving(found)))
    return _shown(request, found)


def _save(request: AppRequest, account: User) -> HttpResponse:
    form = ChangedAccountForm(list(Unit.objects.all()), request.POST, account=account)
    if not form.is_valid():
        return _shown(request, account, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    seen, wish = form.seen_terms(), form.terms()
    now = Terms.of(account)
    if seen != now:
        form.show_moved(now)
        return _shown(request, account, form, HTTPStatus.CONFLICT)
    if wish == now:
        messages.info(request, "Không có gì thay đổi.")
        return redirect("targets:account", account.pk)
    serves = wish.units if account.is_active and wish.role in ACTING_ROLES else frozenset()
    leave = _leave_form(request, account, serving(account) - serves)
    if (leave.asks or leave.is_bound) and not leave.is_valid():
        return _moving(request, account, leave)
    try:
        change_account(
            account,
            wish,
            seen=now,
            by=request.user,
            handovers=leave.handovers(),
            deserted=leave.deserted(),
        )
    except AccountMoved as moved:
        form.show_moved(moved.now)
        return _shown(request, account, form, HTTPStatus.CONFLICT)
    except AccountRefused as refused:
        if refused.field in leave.fields:
            leave.add_error(refused.field, str(refused))
            return _moving(request, account, leave)
        form.add_error(refused.field or None, str(refused))
        return _shown(request, account, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, f"Đã lưu tài khoản {account.username}.")
    return redirect("targets:account", account.pk)


def _edit_again(request: AppRequest, account: User) -> HttpResponse:
    """Back from the units somebody leaves, with everything that was typed."""
    return _shown(
        request,
        account,
        ChangedAccountForm(list(Unit.objects.all()), request.POST, account=account),
    )


@sensitive_variables("given")
def _give_password(request: AppRequest, account: User) -> HttpResponse:
    try:
        given = give_passwords({account.pk: request.POST.get("dau", "")}, by=request.user)
    except AccountRefused as refused:
        return _shown(request, account, status=HTTPStatus.CONFLICT, problem=str(refused))
    return slips(request, given, "Đã cấp mật khẩu mới")


def _unlock(request: AppRequest, account: User) -> HttpResponse:
    try:
        found = unlock(account, by=request.user)
    except AccountRefused as refused:
        return _shown(request, account, status=HTTPStatus.CONFLICT, problem=str(refused))
    if found:
        messages.success(request, f"Đã mở khóa đăng nhập cho {account.username}.")
    else:
        messages.info(request, f"{account.username} không bị khóa đăng nhập.")
    return redirect("targets:account", account.pk)


def _deactivate(request: AppRequest, account: User) -> HttpResponse:
    leave = _leave_form(request, account, serving(account))
    if leave.left and not leave.is_valid():
        return _leaving(request, account, leave, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        deactivate(
            account,
            seen=request.POST.get("dau", ""),
            by=request.user,
            handovers=leave.handovers(),
            deserted=leave.deserted(),
        )
    except AccountRefused as refused:
        if refused.field in leave.fields:
            leave.add_error(refused.field, str(refused))
            return _leaving(request, account, leave, HTTPStatus.UNPROCESSABLE_ENTITY)
        account = User.objects.select_related("unit").get(pk=account.pk)
        return _shown(request, account, status=HTTPStatus.CONFLICT, problem=str(refused))
    messages.success(request, f"Đã ngừng tài khoản {account.username}.")
    return redirect("targets:account", account.pk)


@sensitive_variables("given")
def _activate(request: AppRequest, account: User) -> HttpResponse:
    try:
        given = activate(account, seen=request.POST.get("dau", ""), by=request.user)
    except AccountRefused as refused:
        return _shown(request, account, status=HTTPStatus.CONFLICT, problem=str(refused))
    return slips(request, [given], "Đã dùng lại tài khoản")


ACTS: dict[str, Callable[[AppRequest, User], HttpResponse]] = {
    "save": _save,
    "edit": _edit_again,
    "password": _give_password,
    "unlock": _unlock,
    "deactivate": _deactivate,
    "activate": _activate,
}


def _leave_form(request: AppRequest, account: User, units: frozenset[int]) -> LeaveForm:
    """Who takes over the units this person acts for no longer; an inactive unit needs nobody."""
    left = [one for one in left_units(units, account) if one.unit.is_active]
    answered = "da-xem-ban-giao" in request.POST
    return LeaveForm(left, _colleagues(left, account), request.POST if answered else None)


def _colleagues(left: Sequence[LeftUnit], account: User) -> Sequence[User]:
    if not left:
        return []
    return list(acting_people().exclude(pk=account.pk).order_by("full_name", "username"))


def _leaving(
    request: AppRequest, account: User, leave: LeaveForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The step before an account is stopped."""
    context = {"account": account, "leave": leave, "mark": mark_of(account), "stops": True}
    return render(request, "targets/account_leave.html", context, status=status)


def _moving(request: AppRequest, account: User, leave: LeaveForm) -> HttpResponse:
    """The step before somebody's units or role change: what was typed goes along."""
    kept = [
        (name, value)
        for name in ("full_name", "role", "unit", "email", "seen", "also_for")
        for value in request.POST.getlist(name)
    ]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if leave.is_bound else HTTPStatus.OK
    context = {"account": account, "leave": leave, "kept": kept}
    return render(request, "targets/account_leave.html", context, status=status)


def _shown(
    request: AppRequest,
    account: User,
    form: ChangedAccountForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
) -> HttpResponse:
    writes = request.user.has_role(Role.ADMIN)
    if form is None and writes:
        form = ChangedAccountForm(list(Unit.objects.all()), account=account)
    context = {
        "account": account,
        "form": form if writes else None,
        "problem": problem,
        "mark": mark_of(account),
        "is_self": account.pk == request.user.pk,
        "role_name": ROLE_LABELS[account.role],
        "locks": locks(account.username).get(account.username, []),
        "lines": lines_of(entries_of(account)[:LOG_LENGTH]),
    }
    return render(request, "targets/account.html", context, status=status)
