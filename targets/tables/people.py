"""Accounts, and who changed what."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.change_log import LogLine, lines_of
from targets.labels import ROLE_LABELS
from targets.people import AccountRow
from targets.templatetags.display import moment, status_word
from targets.templatetags.people import change_list


def _wide(width: str) -> dict[str, dict[str, str]]:
    return {"th": {"class": width}}


class AccountsTable(tables.Table):
    """Everybody who has an account, by user name."""

    name = tables.Column("Họ và tên", order_by=("by_name",), empty_values=())
    username = tables.Column("Tên đăng nhập", order_by=("by_username",), empty_values=())
    unit = tables.Column("Đơn vị", order_by=("by_unit", "by_name"), empty_values=())
    role = tables.Column("Vai trò", order_by=("by_role", "by_unit"), empty_values=())
    state = tables.Column("Tình trạng", order_by=("by_state", "by_name"), empty_values=())
    login = tables.Column("Đăng nhập lần cuối", order_by=("by_login",), empty_values=())

    row_header = "name"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack accounts"}
        order_by = "unit"
        empty_text = "Không có tài khoản nào như vậy"

    def render_name(self, record: AccountRow) -> SafeString:
        account = record.account
        return format_html(
            '<a class="row-link" href="{}">{}</a>',
            reverse("targets:account", args=[account.pk]),
            account,
        )

    def render_username(self, record: AccountRow) -> str:
        return record.account.username

    def render_unit(self, record: AccountRow) -> SafeString | str:
        name = record.account.unit.name if record.account.unit else "–"
        if not record.also_for:
            return name
        also = ", ".join(unit.brief for unit in record.also_for)
        return format_html("{}<small>Kiêm: {}</small>", name, also)

    def render_role(self, record: AccountRow) -> str:
        return ROLE_LABELS[record.account.role]

    def render_state(self, record: AccountRow) -> SafeString:
        if not record.account.is_active:
            return status_word("none", "Đã ngừng")
        word = (
            status_word("late", "Đang bị khóa đăng nhập")
            if record.locked
            else status_word("approved", "Đang dùng")
        )
        if not record.account.must_change_password:
            return word
        return format_html("{}<small>Chưa đổi mật khẩu được cấp</small>", word)

    def render_login(self, record: AccountRow) -> str:
        return moment(record.account.last_login) or "Chưa đăng nhập lần nào"


class ChangeLogTable(tables.Table):
    """Who changed what, when, from what to what; the newest first."""

    at = tables.Column("Lúc", order_by=("timestamp", "pk"), empty_values=(), attrs=_wide("w-when"))
    who = tables.Column("Người làm", orderable=False, empty_values=(), attrs=_wide("w-who"))
    what = tables.Column("Đối tượng", orderable=False, empty_values=(), attrs=_wide("w-what"))
    did = tables.Column("Việc", orderable=False, empty_values=(), attrs=_wide("w-did"))
    changes = tables.Column("Thay đổi", orderable=False, empty_values=())

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack log"}
        order_by = "-at"
        empty_text = "Không có thay đổi nào như vậy"

    lines: dict[int, LogLine]

    def before_render(self, request: Any) -> None:
        """Read what the page's entries name all at once."""
        shown = [row.record for row in self.paginated_rows]
        self.lines = {entry.pk: line for entry, line in zip(shown, lines_of(shown), strict=True)}

    def render_at(self, record: Any) -> str:
        return moment(self.lines[record.pk].at)

    def render_who(self, record: Any) -> str:
        return self.lines[record.pk].who

    def render_what(self, record: Any) -> SafeString:
        line = self.lines[record.pk]
        small = f"{line.kind} {line.username}".strip()
        if line.account_id is None:
            return format_html("{}<small>{}</small>", line.what, small)
        address = reverse("targets:account", args=[line.account_id])
        return format_html('<a href="{}">{}</a><small>{}</small>', address, line.what, small)

    def render_did(self, record: Any) -> str:
        return self.lines[record.pk].did

    def render_changes(self, record: Any) -> SafeString:
        return change_list(self.lines[record.pk])
