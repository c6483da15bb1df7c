"""The administrators' site: Django's admin, entered through our own login, for one role."""

from typing import Any, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from targets.http import AppRequest
from targets.models import User
from targets.rules.workflow import Role
from targets.views import accounts


def administers(user: User | AnonymousUser) -> bool:
    """Whether this person keeps accounts and units (design §6: nobody but an administrator)."""
    return isinstance(user, User) and user.is_active and user.has_role(Role.ADMIN)


class OfficeAdminSite(AdminSite):
    site_title = "Quản trị hệ thống"
    index_title = "Đơn vị và quy định"

    def has_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        header = "Quản trị hệ thống"
        if not settings.HTTPS:
            header += " · Kết nối chưa mã hóa"
        return super().each_context(request) | {"site_header": header}

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One door for everybody: ours, with its lock. Who is in and may not enter is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return accounts.log_out(cast(AppRequest, request))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("password_change")
