"""The door: log in, log out, choose a password, come back after a session has ended (design §6)."""

import math
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from targets.actions.account_log import note
from targets.forms.accounts import LoginForm, NewPasswordForm
from targets.http import AppRequest
from targets.rules.accounts import AccountAct
from targets.views import carried, errors
from targets.views.carried import Carried

LOGIN_ENDED = "Phiên làm việc đã hết. Hãy đăng nhập lại; số liệu đang nhập vẫn còn trên trang này."
PAGE_STALE = "Trang này mở từ trước lần đăng nhập mới. Số liệu đang nhập vẫn còn trên trang này."


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(_next_address(request))
        return _login_page(request, LoginForm(request))
    kept = carried.unpack(request.POST.get("carried", ""))
    form = LoginForm(request, request.POST)
    if not form.is_valid():
        return _login_page(request, form, kept, status=422)
    auth.login(request, form.get_user())
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data["remember"] else 0)
    if kept is not None:
        return render(request, "registration/send_again.html", {"carried": kept, "logged_in": True})
    return redirect(_next_address(request))


@require_POST
def log_out(request: AppRequest) -> HttpResponse:
    auth.logout(request)
    messages.success(request, "Đã đăng xuất.")
    return redirect("login")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: AppRequest) -> HttpResponse:
    form = NewPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        auth.update_session_auth_hash(request, form.save())
        note(request.user, AccountAct.PASSWORD_CHOSEN, by=request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("home")
    context = {"form": form, "first_time": request.user.must_change_password}
    status = 422 if form.is_bound else 200
    return render(request, "registration/password_change.html", context, status=status)


@require_safe
def login_done(request: AppRequest) -> HttpResponse:
    """Where a login in a second window ends: the first window goes on by itself."""
    return render(request, "registration/login_done.html")


@login_not_required
@never_cache
@require_safe
def fresh_token(request: HttpRequest) -> HttpResponse:
    """Tell an open page who is logged in now and the token its next request needs."""
    if not request.user.is_authenticated:
        return login_needed(request)
    return JsonResponse({"token": get_token(request), "username": request.user.get_username()})


def login_needed(request: HttpRequest, sentence: str = LOGIN_ENDED) -> HttpResponse:
    """Answer a page's own request after the session ended: never a redirect, nothing lost.

    X-Login is where to log in by a second window; the page then asks `fresh_token` and goes on.
    """
    address = f"{reverse('login')}?{urlencode({'next': reverse('login_done')})}"
    headers = {"HX-Trigger": "login-needed", "HX-Reswap": "none", "X-Login": address}
    return HttpResponse(sentence, status=401, headers=headers)


def login_carrying(request: HttpRequest) -> HttpResponse:
    """Answer a form posted after the session ended: the login page, carrying its fields."""
    kept = carried.of_post(request)
    back = kept.path if kept else ""
    return _login_page(request, LoginForm(request), kept, status=401, ended=True, back=back)


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The door after five failures of one name from one address (django-axes calls this)."""
    kept = carried.unpack(request.POST.get("carried", ""))
    minutes = _minutes_locked(request, credentials)
    form = LoginForm(request, initial={"username": request.POST.get("username", "")[:150]})
    return _login_page(request, form, kept, status=429, minutes=minutes)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why a post was not believed; what our own stale page posted can be sent again."""
    if "HX-Request" in request.headers:
        return login_needed(request, PAGE_STALE)
    kept = carried.of_post(request) if _came_from_here(request) else None
    if kept is None:
        return errors.stale(request)
    return render(request, "registration/send_again.html", {"carried": kept}, status=403)


def _login_page(
    request: HttpRequest, form: LoginForm, kept: Carried | None = None, *, status: int = 200,
    back: str = "", **context: Any,
) -> HttpResponse:  # fmt: skip
    wish = back or request.POST.get("next") or request.GET.get("next", "")
    context |= {
        "form": form,
        "carried": kept,
        "next": wish if _is_ours(request, wish) else "",
        "action": reverse("login"),
    }
    return render(request, "registration/login.html", context, status=status)


def _next_address(request: HttpRequest) -> str:
    wish = request.POST.get("next") or request.GET.get("next", "")
    return wish if _is_ours(request, wish) else resolve_url(settings.LOGIN_REDIRECT_URL)


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def _came_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site posted this, by the browser's own word (Origin, else Referer)."""
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()


def _minutes_locked(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """How many minutes the door stays locked, counted from the last failure that counted."""
    handler = AxesProxyHandler.get_implementation()
    times: list[datetime] = [
        when
        for attempts in handler.get_user_attempts(request, credentials)
        for when in attempts.values_list("attempt_time", flat=True)
    ]
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    left = max(times) + cool_off - timezone.now() if times else cool_off
    return max(1, math.ceil(left / timedelta(minutes=1)))
