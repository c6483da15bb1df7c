"""Sortable lists of `reports`, drawn with the project's one table template (design §8)."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.models import Snapshot
from targets.models import User
from targets.rules.workflow import Role
from targets.templatetags.display import moment, status_word

FIGURES = {False: "Chỉ số đã duyệt", True: "Gồm cả số đã gửi, chưa duyệt"}


class SnapshotTable(tables.Table):
    """Kept summaries; administrators see no way to their figures, others no way to withdraw."""

    title = tables.Column("Tên bản chốt", orderable=False)
    period = tables.Column("Kỳ", accessor="period__name", order_by=("period__quarter", "pk"))
    taken_at = tables.Column("Chốt lúc", order_by=("pk",))
    include_submitted = tables.Column("Số liệu", orderable=False)
    withdrawn_at = tables.Column("Tình trạng", orderable=False, empty_values=())
    actions = tables.Column("Thao tác", orderable=False, empty_values=())
    row_header = "title"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack snapshots"}
        empty_text = "Chưa có bản chốt nào"

    def __init__(self, rows: Any, reader: User, **options: Any) -> None:
        super().__init__(rows, **options)
        self.reads = reader.has_role(Role.OFFICE, Role.LEADER)

    def render_title(self, record: Snapshot) -> SafeString:
        name: object = record.title
        if self.reads:
            address = reverse("reports:snapshot", args=[record.pk])
            name = format_html('<a class="row-link" href="{}">{}</a>', address, record.title)
        return format_html("{}<small>{}</small>", name, record.taken_by or "")

    def render_taken_at(self, record: Snapshot) -> str:
        return moment(record.taken_at)

    def render_include_submitted(self, record: Snapshot) -> str:
        return FIGURES[record.include_submitted]

    def render_withdrawn_at(self, record: Snapshot) -> SafeString | str:
        if record.withdrawn_at is None:
            return "Đang dùng"
        return format_html(
            "{}<small>{}, {}: “{}”</small>",
            status_word("returned", "Đã thu hồi"),
            moment(record.withdrawn_at),
            record.withdrawn_by or "",
            record.withdrawn_reason,
        )

    def render_actions(self, record: Snapshot) -> SafeString | str:
        if self.reads:
            links = [("snapshot-changes", "Xem thay đổi"), ("snapshot-xlsx", "Excel")]
        elif record.withdrawn_at is None:
            links = [("snapshot-withdraw", "Thu hồi")]
        else:
            return ""
        buttons = format_html_join(
            " ",
            '<a class="btn btn-sm btn-outline-secondary" href="{}" aria-label="{}: {}">{}</a>',
            (
                (reverse(f"reports:{name}", args=[record.pk]), words, record.title, words)
                for name, words in links
            ),
        )
        return format_html('<span class="acts">{}</span>', buttons)
