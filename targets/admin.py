"""Accounts, units and the office's switches, kept by administrators alone (design §6)."""

from typing import Any

from auditlog.models import LogEntry
from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from targets.admin_site import administers
from targets.models import OfficePolicy, Unit, User


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


class _VietnamesePasswords(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("password1", "Mật khẩu"), ("password2", "Nhập lại mật khẩu")):
            self.fields[name].label = label
        self.fields["password2"].help_text = ""
        self.fields.pop("usable_password", None)


class NewAccountForm(_VietnamesePasswords, AdminUserCreationForm):
    error_messages = {"password_mismatch": "Hai lần nhập mật khẩu không giống nhau."}


class GivenPasswordForm(_VietnamesePasswords, AdminPasswordChangeForm):
    """A password an administrator gives is for one login: its owner then chooses their own."""

    error_messages = {"password_mismatch": "Hai lần nhập mật khẩu không giống nhau."}

    user: User

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - Django's signature
        self.user.must_change_password = True
        super().save(commit=commit)
        return self.user


@admin.register(User)
class AccountAdmin(ForAdministrators, UserAdmin):
    add_form = NewAccountForm
    change_password_form = GivenPasswordForm
    list_display = ("username", "full_name", "unit", "role", "is_active", "last_login")
    list_filter = ("role", "is_active", "must_change_password")
    list_select_related = ("unit",)
    search_fields = ("username", "full_name", "unit__name", "unit__code")
    ordering = ("username",)
    filter_horizontal = ()
    # A list of boxes to tick: Django's two-column chooser cannot be read by a screen reader
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "must_change_password", "is_active")}),
        ("Người dùng", {"fields": ("full_name", "email", "unit", "role", "also_for")}),
        ("Thời gian", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2", "must_change_password")}),
        ("Người dùng", {"fields": ("full_name", "email", "unit", "role")}),
    )
    actions = ("unlock",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"must_change_password": True, **super().get_changeform_initial_data(request)}

    @admin.action(description="Mở khóa đăng nhập")
    def unlock(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            reset(username=account.username)
        messages.success(request, f"Đã mở khóa đăng nhập cho {len(accounts)} tài khoản.")


@admin.register(Unit)
class UnitAdmin(ForAdministrators):
    list_display = ("name", "code", "kind", "parent", "head_signs", "is_active")
    list_filter = ("kind", "head_signs", "is_active")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code")


@admin.register(OfficePolicy)
class OfficePolicyAdmin(ForAdministrators):
    list_display = ("__str__", "single_handed_office")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not OfficePolicy.objects.exists()


admin.site.unregister(Group)
admin.site.unregister(LogEntry)


@admin.register(LogEntry)
class ChangeLogAdmin(ForAdministrators):
    """Who changed an account, a unit or a switch, when, from what to what. Read only."""

    list_display = ("when", "who", "what", "did", "from_to")
    list_display_links = None
    list_select_related = ("actor", "content_type")
    search_fields = ("object_repr", "actor__username")
    date_hierarchy = "timestamp"

    @admin.display(description="Lúc", ordering="timestamp")
    def when(self, entry: LogEntry) -> Any:
        return entry.timestamp

    @admin.display(description="Người sửa")
    def who(self, entry: LogEntry) -> str:
        return str(entry.actor or "Hệ thống")

    @admin.display(description="Đối tượng")
    def what(self, entry: LogEntry) -> str:
        return str(entry.object_repr)

    @admin.display(description="Việc")
    def did(self, entry: LogEntry) -> str:
        names = {
            LogEntry.Action.CREATE: "Thêm",
            LogEntry.Action.UPDATE: "Sửa",
            LogEntry.Action.DELETE: "Xóa",
        }
        return names.get(entry.action, "Xem")

    @admin.display(description="Từ → thành")
    def from_to(self, entry: LogEntry) -> str:
        changes = entry.changes_display_dict.items()
        return "; ".join(f"{field}: {' → '.join(map(str, pair))}" for field, pair in changes)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
