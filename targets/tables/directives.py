"""Remarks and requests to explain."""

import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.templatetags.display import day, status_word
from targets.threads import Thread


class DirectiveTable(tables.Table):
    """Remarks and requests to explain, most urgent first."""

    state = tables.Column("Trạng thái", order_by=("urgency",), attrs={"th": {"class": "w-st"}})
    subject = tables.Column(
        "Về việc", order_by=("about_task", "number_order"), attrs={"th": {"class": "w-subject"}}
    )
    text = tables.Column("Nội dung", orderable=False)
    unit_short = tables.Column("Đơn vị", attrs={"th": {"class": "w-who"}})
    quarter = tables.Column("Kỳ", attrs={"th": {"class": "w-day"}})
    due_on = tables.Column("Hạn giải trình", attrs={"th": {"class": "w-day"}}, default="–")
    at = tables.Column("Người ghi", attrs={"th": {"class": "w-who"}})

    row_header = "subject"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack directives", "id": "y-kien"}
        order_by = "state"

    def render_state(self, record: Thread) -> SafeString:
        return status_word(record.state, record.state_words)

    def render_subject(self, record: Thread) -> SafeString:
        address = reverse("targets:directive", args=[record.pk])
        subject = f"{record.subject[:1].upper()}{record.subject[1:]}"
        return format_html(
            '<a class="row-link" href="{}">{}</a><small>{}</small>',
            address, subject, record.wording,
        )  # fmt: skip

    def render_text(self, record: Thread) -> SafeString:
        """What was written, and the newest word on it."""
        last = record.last
        if last is None or len(record.said) == 1 or not last.text or last.text == record.text:
            return format_html('<span class="words">{}</span>', record.text)
        return format_html(
            '<span class="words">{}</span><small class="words">{}: {}</small>',
            record.text, last.word, last.text,
        )  # fmt: skip

    def render_quarter(self, record: Thread) -> str:
        return record.period_name

    def render_due_on(self, value: datetime.date) -> str:
        return day(value)

    def render_at(self, record: Thread) -> SafeString:
        when = day(record.at)
        said = f"{record.by_unit}, {when}" if record.by_unit else when
        return format_html("{}<small>{}</small>", record.by, said)
