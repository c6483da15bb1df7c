"""The office's notices that no longer stand."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.models import OfficeNotice, User
from targets.templatetags.display import day, moment


class NoticeTable(tables.Table):
    """The office's notices that no longer stand."""

    row_header = "text"
    text = tables.Column("Nội dung", orderable=False)
    at = tables.Column("Ghi lúc")
    until = tables.Column("Hiện đến hết ngày")
    withdrawn_at = tables.Column("Rút lúc", default="–")

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack"}
        order_by = "-at"

    def render_text(self, value: str) -> SafeString:
        return format_html('<span class="words">{}</span>', value)

    def render_at(self, record: OfficeNotice) -> str:
        return _by(moment(record.at), record.by)

    def render_until(self, record: OfficeNotice) -> str:
        return day(record.until)

    def render_withdrawn_at(self, record: OfficeNotice) -> str:
        return _by(moment(record.withdrawn_at), record.withdrawn_by)


def _by(when: str, who: User | None) -> str:
    return f"{when}, {who}" if who else when
