"""Who has reported, and who is late."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables

from targets.follow_up_rows import FollowUpRow

_COUNT = {"th": {"class": "num"}, "td": {"class": "num"}}


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
