"""The heat table of communes and wards as a sortable table."""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString

from reports.locality_heat import Heat, HeatRow
from targets.labels import status_label
from targets.templatetags.display import status_word
from targets.wording import NOTHING, grouped

_STICKY = {"th": {"class": "sticky-col"}, "td": {"class": "sticky-col"}}
_NUM = {"th": {"class": "num"}, "td": {"class": "num"}, "tf": {"class": "num"}}
Teller = Callable[[HeatRow], str]


class TellingColumn(tables.Column):
    """A column that is told by a function of its row; `shade` names a cell's class."""

    def __init__(
        self,
        heading: str,
        name: str,
        tell: Teller,
        *,
        footer: str = "",
        shade: Teller | None = None,
    ) -> None:
        attrs: dict[str, dict[str, Any]] = dict(_NUM)
        if shade is not None:
            attrs["td"] = {"class": lambda record: f"num {shade(record)}".strip()}
        super().__init__(
            heading, empty_values=(), attrs=attrs, footer=footer,
            order_by=(f"orders__{name}", "name_order"),
        )  # fmt: skip
        self.tell = tell

    def render(self, record: HeatRow) -> str:
        return self.tell(record)


class HeatTable(tables.Table):
    """A row per commune, the lowest figure of the quarter first."""

    name = tables.Column(
        "Xã, phường", order_by=("name_order",), attrs=_STICKY, footer="Cộng xã, phường"
    )
    state = tables.Column("Báo cáo", empty_values=(), order_by=("status", "name_order"))

    row_header = "name"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl heat"}

    def __init__(self, heat: Heat, **options: Any) -> None:
        columns = dict(_columns(heat))
        for row in heat.rows:
            for quarter, _ in heat.quarters:
                figure = row.figures.get(quarter)
                row.orders[f"q{quarter}"] = (figure is None, figure.figure if figure else 0)
            now = row.now
            row.orders["gap"] = row.orders[f"q{heat.quarter}"]
            for name in ("numerator", "denominator"):
                number = getattr(now, name) if now else None
                row.orders[name] = (number is None, number or 0)
        super().__init__(
            heat.rows,
            extra_columns=list(columns.items()),
            sequence=("name", *columns, "state"),
            order_by=options.pop("order_by", f"q{heat.quarter}"),
            **options,
        )
        self.anchor = f"sx{heat.measure.letter}"

    def render_state(self, record: HeatRow) -> SafeString:
        if not record.status:
            return status_word("none", "Chưa gửi")
        return status_word(record.status, status_label(record.status, counts=False))


def _columns(heat: Heat) -> list[tuple[str, tables.Column]]:
    found: list[tuple[str, tables.Column]] = []
    for quarter, name in heat.quarters:
        found.append((f"q{quarter}", _quarter(heat, quarter, name)))
    if heat.edge is not None:
        found.append(("gap", TellingColumn(heat.gap_heading, "gap", heat.gap)))
    if heat.has_pair:
        below, above = heat.told.labels
        total = heat.total(heat.quarter)
        for name, label, whole in (
            ("numerator", above, total.numerator),
            ("denominator", below, total.denominator),
        ):
            footer = NOTHING if whole is None else grouped(whole)
            found.append((name, TellingColumn(label, name, _number(name), footer=footer)))
    return found


def _quarter(heat: Heat, quarter: int, name: str) -> TellingColumn:
    def tell(row: HeatRow) -> str:
        return heat.text(row.figures.get(quarter))

    def shade(row: HeatRow) -> str:
        return heat.shade(row.figures.get(quarter))

    return TellingColumn(name, f"q{quarter}", tell, footer=heat.total_text(quarter), shade=shade)


def _number(name: str) -> Teller:
    def tell(row: HeatRow) -> str:
        number = getattr(row.now, name) if row.now else None
        return NOTHING if number is None else grouped(number)

    return tell
