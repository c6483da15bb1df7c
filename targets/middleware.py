"""What stands before every view: whose address it is, who is logged in, whose password is new."""

import ipaddress
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequired
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from targets.views import accounts

FIRST_PASSWORD = "Hãy đổi mật khẩu được cấp (mục Đổi mật khẩu) rồi làm tiếp."  # noqa: S105 - words
_Answer = Callable[[HttpRequest], HttpResponseBase]


class TrustedProxyMiddleware:
    """Believe X-Forwarded-For and -Proto from the proxies of TRUSTED_PROXY and from nobody else.

    The headers end here: what stands behind (the change log among it) takes REMOTE_ADDR, so that
    nobody writes another address into the log, nor one that no address column takes.
    """

    def __init__(self, get_response: _Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        trusted = settings.TRUSTED_PROXY
        told, scheme, _ = (request.META.pop(name, "") for name in _FORWARDED)
        if trusted and request.META.get("REMOTE_ADDR") in trusted:
            hops = [hop.strip() for hop in told.split(",")]
            strangers = [hop for hop in hops if _is_address(hop) and hop not in trusted]
            if strangers:
                request.META["REMOTE_ADDR"] = strangers[-1]
            request.META["wsgi.url_scheme"] = "https" if scheme == "https" else "http"
        return self.get_response(request)


_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PORT")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class LoginRequiredMiddleware(DjangoLoginRequired):
    """Every page needs a login; what somebody typed after theirs ended is not lost (design §6)."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if "HX-Request" in request.headers:
            return accounts.login_needed(request)
        if request.method == "POST":
            return accounts.login_carrying(request)
        return super().handle_no_permission(request, view_func)


class FirstPasswordMiddleware:
    """A password somebody else chose is changed before anything else."""

    open_views = frozenset({"password_change", "logout", "login_done", "fresh_token"})

    def __init__(self, get_response: _Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in self.open_views:
            return None
        if "HX-Request" in request.headers:
            return HttpResponse(FIRST_PASSWORD, status=403, headers={"HX-Reswap": "none"})
        return redirect("password_change")
