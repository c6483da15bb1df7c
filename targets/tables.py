"""Sortable lists of `targets`, drawn with the project's one table template (design §8)."""

import datetime
from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from targets.models import Unit
from targets.review import ReviewRow
from targets.task_board import WorkRow
from targets.templatetags.display import NOTHING, day, extended, status_word, work_word
from targets.threads import Thread
from targets.worksheet import PeriodFacts

_NUM = {"th": {"class": "num w-num"}}


class ReviewTable(tables.Table):
    """The office's queue: a row per report, one line in it per measure; warnings come first."""

    indicator = tables.Column(
        "Chỉ tiêu, đơn vị", order_by=("number",), attrs={"th": {"class": "w-name"}}
    )
    previous = tables.Column(orderable=False, attrs=_NUM)
    figure = tables.Column(orderable=False, attrs=_NUM)
    change = tables.Column("Thay đổi", orderable=False, attrs=_NUM)
    year_ago = tables.Column(orderable=False, attrs=_NUM)
    estimate = tables.Column("Ước cả năm", orderable=False, attrs=_NUM)
    standing = tables.Column(
        "Đánh giá tự động", order_by=("standing_order", "number"), attrs={"th": {"class": "w-st"}}
    )
    checks = tables.Column(
        "Kiểm tra, hạn",
        order_by=("check_order", "due_order", "number"),
        attrs={"th": {"class": "w-check"}},
    )
    actions = tables.Column(
        format_html('<span class="visually-hidden">{}</span>', "Thao tác"),
        orderable=False,
        attrs={"th": {"class": "w-act"}},
    )

    class Meta:
        template_name = "targets/_review_table.html"
        attrs = {"class": "tbl cards review", "id": "hang-doi"}
        order_by = "checks"

    def __init__(self, rows: Sequence[ReviewRow], facts: PeriodFacts, **options: Any) -> None:
        super().__init__(rows, **options)
        period, previous = facts.period, facts.previous
        self.period_name = period.name
        self.previous_name = previous.name if previous else "Kỳ trước"
        headings = {
            "previous": _heading(self.previous_name, "kỳ trước") if previous else "Kỳ trước",
            "figure": _heading(self.period_name, "đơn vị gửi"),
            "year_ago": f"Cùng kỳ {period.resolution.year - 1}",
        }
        for name, heading in headings.items():
            self.columns[name].column.verbose_name = heading

    def in_order(self) -> list[ReviewRow]:
        """The rows as they are shown."""
        return [row.record for row in self.rows]


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
        return format_html("{}<small>{}</small>", record.by, day(record.at))


def _heading(name: str, below: str) -> SafeString:
    return format_html("{}<small>{}</small>", name, below)


class WorkTable(tables.Table):
    """Every work item in a row of its own; what presses comes first."""

    number = tables.Column("Mục", accessor="task__number", order_by=("plan_order",))
    name = tables.Column("Đầu việc", accessor="item__name", order_by=("item__name",))
    product = tables.Column("Sản phẩm", accessor="item__product", default="")
    lead = tables.Column("Chủ trì", default=NOTHING, order_by=("lead_order",))
    due = tables.Column("Hạn", accessor="item__due_on", default=NOTHING, order_by=("due_order",))
    state = tables.Column("Trạng thái", accessor="item", order_by=("urgency",))
    news_at = tables.Column("Cập nhật", default="chưa có", order_by=("news_order",))

    row_header = "name"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack work-tbl"}
        order_by = "state"
        empty_text = "Không có đầu việc nào theo bộ lọc này"

    def render_number(self, record: WorkRow) -> SafeString:
        task = record.task
        where = reverse("targets:task", args=[task.group.resolution.slug, task.number])
        return format_html('<a href="{}">{}</a>', where, task.number)

    def render_name(self, record: WorkRow) -> SafeString:
        where = reverse("targets:work-item", args=[record.item.pk])
        news = format_html("<small>{}</small>", record.news) if record.news else ""
        return format_html(
            '<a class="row-link" href="{}">{}</a>{}', where, capfirst(record.item.name), news
        )

    def render_lead(self, value: Unit) -> str:
        return value.brief

    def render_due(self, record: WorkRow) -> SafeString:
        told = extended(record.item)
        below = format_html("<small>{}</small>", told) if told else ""
        return format_html('<span class="text-nowrap">{}</span>{}', day(record.item.due_on), below)

    def render_state(self, record: WorkRow) -> SafeString:
        return work_word(record.item, record.today)

    def render_news_at(self, value: Any) -> str:
        return day(value)
