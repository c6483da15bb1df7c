"""The list of units."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.labels import UNIT_KIND_LABELS
from targets.models import Unit
from targets.templatetags.display import day, status_word


class UnitsTable(tables.Table):
    """Every unit, ended ones too."""

    order = tables.Column("Thứ tự", order_by=("order", "code"), attrs={"td": {"class": "num"}})
    name = tables.Column("Tên", order_by=("name",))
    code = tables.Column("Mã", order_by=("code",))
    kind = tables.Column("Loại", order_by=("kind", "order"), empty_values=())
    parent = tables.Column(
        "Cấp trên", order_by=("parent__order", "parent__code", "order"), empty_values=()
    )
    signs = tables.Column("Thủ trưởng ký", order_by=("-head_signs", "order"), empty_values=())
    state = tables.Column("Tình trạng", order_by=("-is_active", "order"), empty_values=())

    row_header = "name"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack units"}
        order_by = "order"
        empty_text = "Không có đơn vị nào như vậy"

    def render_name(self, record: Unit) -> SafeString:
        return format_html(
            '<a class="row-link" href="{}">{}</a>{}',
            reverse("targets:unit", args=[record.pk]),
            record.name,
            format_html("<small>{}</small>", record.short_name) if record.short_name else "",
        )

    def render_kind(self, record: Unit) -> str:
        return UNIT_KIND_LABELS.get(record.kind, "–")

    def render_parent(self, record: Unit) -> str:
        return record.parent.brief if record.parent else "–"

    def render_signs(self, record: Unit) -> str:
        return "Có" if record.head_signs else "–"

    def render_state(self, record: Unit) -> SafeString | str:
        if record.is_active:
            return status_word("approved", "Đang hoạt động")
        ended = f"Ngừng từ {day(record.valid_to)}" if record.valid_to else "Đã ngừng"
        word = status_word("none", ended)
        if record.successor is None:
            return word
        return format_html("{}<small>Kế thừa: {}</small>", word, record.successor.brief)
