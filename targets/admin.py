"""The office's switches, kept by administrators alone (design §6).

Accounts, units and the change log have pages of our own: there is one way to change each.
"""

from typing import Any
from urllib.parse import urlencode

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401 - registers Group before us
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from targets.admin_site import administers
from targets.models import OfficePolicy


class ForAdministrators(admin.ModelAdmin):
    """Everything for the administrator role, nothing for the others."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody and nothing is deleted: reports point at them. They are made inactive."""
        return False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Our change log has it already; nothing is noted twice."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """As `log_addition`."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history of one row is a part of the one change log."""
        query = {"loai": self.opts.model_name, "doi-tuong": object_id}
        return redirect(f"{reverse('targets:change-log')}?{urlencode(query)}")


@admin.register(OfficePolicy)
class OfficePolicyAdmin(ForAdministrators):
    list_display = ("__str__", "single_handed_office")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not OfficePolicy.objects.exists()


admin.site.unregister(Group)
admin.site.unregister(LogEntry)
