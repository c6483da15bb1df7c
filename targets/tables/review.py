"""The office's review queue."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.follow_up import FollowUpRow
from targets.review import ReviewRow
from targets.worksheet import PeriodFacts

_NUM = {"th": {"class": "num w-num"}}

_COUNT = {"th": {"class": "num"}, "td": {"class": "num"}}


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


class FollowUpTable(tables.Table):
    """Who has reported: a row per unit, the longest overdue first."""

    mark = tables.Column("Chọn", orderable=False, attrs={"th": {"class": "w-mark"}})
    unit = tables.Column("Đơn vị", order_by=("place",), attrs={"th": {"class": "w-unit"}})
    sent_of_due = tables.Column("Kỳ này", order_by=("-unsent_count", "place"), attrs=_COUNT)
    state = tables.Column("Tình trạng", order_by=("state_order", "place"))
    complete = tables.Column(
        "Từ đầu năm đã gửi", order_by=("complete_order", "place"), attrs=_COUNT
    )
    punctual = tables.Column("Đúng hạn", order_by=("punctual_order", "place"), attrs=_COUNT)
    work_text = tables.Column("Đầu việc", order_by=("-work_count", "place"))
    requests_text = tables.Column("Giải trình", order_by=("-requests_count", "place"))
    reminded = tables.Column("Đôn đốc", order_by=("reminded_order", "place"))

    row_header = "unit"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack follow"}
        order_by = "state"

    def __init__(self, rows: Sequence[FollowUpRow], **options: Any) -> None:
        super().__init__(rows, **options)


def _heading(name: str, below: str) -> SafeString:
    return format_html("{}<small>{}</small>", name, below)
