"""The office's review queue."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.review import ReviewRow
from targets.sheet_lines import PeriodFacts

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


def _heading(name: str, below: str) -> SafeString:
    return format_html("{}<small>{}</small>", name, below)
