"""Slips with one-time passwords: shown in the answer to the post that made them, and never again.

Nothing of a password is kept for a later page: not in the database, the session or a message.
Who closes the page without printing gives new passwords.
"""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from targets import clock
from targets.actions.account_access import give_passwords
from targets.actions.account_guard import AccountRefused, mark_of
from targets.actions.one_time import Given
from targets.http import AppRequest
from targets.models import Letterhead
from targets.people import AccountRow, Everybody
from targets.rules.workflow import Role

NOBODY_TICKED = "Chưa chọn tài khoản nào. Hãy đánh dấu những người cần phiếu."


@sensitive_variables("given")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reprint(request: AppRequest) -> HttpResponse:
    """New passwords, with slips, for people who have never logged in: the old slips end."""
    if not request.user.has_role(Role.ADMIN):
        raise Http404
    waiting = [row for row in Everybody().waiting if row.account.pk != request.user.pk]
    if request.method != "POST":
        everybody = request.GET.get("chon") == "tat-ca"
        return _shown(request, waiting, ticked={row.account.pk for row in waiting if everybody})
    chosen = set(request.POST.getlist("chon"))
    ticked = {row.account.pk for row in waiting if str(row.account.pk) in chosen}
    if not ticked:
        return _shown(
            request, waiting, ticked=ticked, problem=NOBODY_TICKED,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )  # fmt: skip
    marks = {pk: request.POST.get(f"dau-{pk}", "") for pk in ticked}
    try:
        given = give_passwords(marks, by=request.user)
    except AccountRefused as refused:
        return _shown(
            request, waiting, ticked=ticked, problem=str(refused), status=HTTPStatus.CONFLICT
        )
    return slips(request, given, "Đã cấp mật khẩu mới")


@sensitive_variables("given")
def slips(request: AppRequest, given: Sequence[Given], done: str) -> HttpResponse:
    """The slips of these accounts, four on a page of A4. `done`: what has just been done."""
    context = {
        "given": given,
        "done": done,
        "address": request.build_absolute_uri("/"),
        "contact": Letterhead.current().contact or f"{request.user} (quản trị phần mềm)",
        "today": clock.today(),
    }
    return render(request, "targets/account_slips.html", context)


def made_already(request: AppRequest, sentence: str) -> HttpResponse:
    """What a reload of the slips' page gets."""
    context = {"sentence": sentence}
    return render(request, "targets/account_made_already.html", context, status=HTTPStatus.CONFLICT)


def _shown(
    request: AppRequest,
    waiting: Sequence[AccountRow],
    *,
    ticked: set[int],
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    lines = [(row, mark_of(row.account), row.account.pk in ticked) for row in waiting]
    context = {"lines": lines, "problem": problem}
    return render(request, "targets/account_reprint.html", context, status=status)
