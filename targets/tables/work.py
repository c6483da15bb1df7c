"""Work items in one table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from targets.models import Unit
from targets.task_board import WorkRow
from targets.templatetags.display import NOTHING, day, extended, work_word


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
