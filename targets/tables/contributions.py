"""What communes, wards and suppliers sent to the unit that leads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.contributions import Cell, ContributionRow, SortedPlace
from targets.labels import status_label
from targets.models import Measure
from targets.rules.figures import Formula
from targets.templatetags.display import NOTHING, day, status_word
from targets.wording import grouped, number_text

_NUM = {"th": {"class": "num"}, "td": {"class": "num"}}
_WORDS = {"none": "Chưa gửi"}


@dataclass(frozen=True, slots=True)
class Told:
    """A column of one measure: how it is called and what it takes from a cell."""

    name: str
    heading: str
    letter: str
    what: str

    def text(self, row: ContributionRow) -> str:
        cell = row.cell(self.letter)
        if cell is None:
            return ""
        if self.what == "rate":
            return number_text(Formula.RATIO, cell.rate, cell.line.measure.decimals)
        number = getattr(cell.entry, self.what)
        hidden = number is None or cell.line.measure.percent_only
        return NOTHING if hidden else grouped(number)

    def order(self, row: ContributionRow) -> tuple[bool, object]:
        """Lowest first; what is not known comes last."""
        cell = row.cell(self.letter)
        number = None if cell is None else _number(cell, self.what)
        return number is None, number or 0


def _number(cell: Cell, what: str) -> Any:
    return cell.rate if what == "rate" else getattr(cell.entry, what)


class FigureColumn(tables.Column):
    """A number of one measure."""

    def __init__(self, told: Told) -> None:
        super().__init__(
            told.heading, empty_values=(), order_by=(f"orders__{told.name}", "name_order"),
            attrs=_NUM,
        )  # fmt: skip
        self.told = told

    def render(self, record: ContributionRow) -> str:
        return self.told.text(record)


class ContributionsTable(tables.Table):
    """A row per unit: who is missing first. `place`: the page's address as it is sorted;
    some_owe: whether the page has units that must send, so that those that need not are told.
    """

    name = tables.Column("Đơn vị", order_by=("name_order",))
    state = tables.Column("Tình trạng", empty_values=(), order_by=("stage", "name_order"))
    actions = tables.Column("Việc làm", empty_values=(), orderable=False)

    row_header = "name"

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack contributions"}
        row_attrs = {"id": lambda record: record.anchor}
        order_by = "state"

    def __init__(
        self,
        rows: Sequence[ContributionRow],
        measures: Sequence[Measure],
        place: SortedPlace,
        *,
        some_owe: bool,
        **options: Any,
    ) -> None:
        self.place, self.some_owe = place, some_owe
        told = [one for measure in measures for one in _columns(measure, measures)]
        for row in rows:
            row.orders = {one.name: one.order(row) for one in told}
        extra = [(one.name, FigureColumn(one)) for one in told]
        sequence = ("name", *(one.name for one in told), "state", "actions")
        super().__init__(list(rows), extra_columns=extra, sequence=sequence, **options)
        self.anchor = f"sx{self.prefix}".strip("-")

    def render_state(self, record: ContributionRow) -> SafeString:
        status = record.status
        word = status_label(status, counts=False) if status else _WORDS["none"]
        shown = status_word(status.value if status else "none", word)
        if status is None and not record.line.is_due and not self.some_owe:
            return shown
        return format_html("{}{}", shown, _below(record))

    def render_actions(self, record: ContributionRow) -> SafeString | str:
        if record.status is None or (not record.is_sent and not record.return_reason):
            return ""
        receive = SafeString("")
        if record.may_receive:
            receive = format_html(
                '<button class="btn btn-sm btn-outline-secondary" name="receive" value="{}">Tiếp '
                'nhận<span class="visually-hidden"> của {}</span></button> ',
                record.ticket,
                record.name,
            )
        words = "Xem, trả lại" if record.may_receive else "Xem"
        return format_html(
            '<span class="acts">{}<a class="btn btn-sm btn-link" href="{}">{}<span '
            'class="visually-hidden"> của {}</span></a></span>',
            receive,
            self.place.opening(record.unit_code),
            words,
            record.name,
        )


def _below(row: ContributionRow) -> SafeString | str:
    """What stands under the word: why it came back, what is odd, since when it waits, and how
    much proves it.
    """
    if row.status is None and not row.line.is_due:
        return SafeString("<small>kỳ này không bắt buộc</small>")
    if row.return_reason:
        return format_html("<small>“{}”</small>", row.return_reason)
    sent = row.line.first_sent_at() if row.is_sent else None
    told = [f"{len(row.warnings)} cảnh báo" if row.warnings else f"gửi {day(sent)}" if sent else ""]
    told.append(f"{len(row.evidence)} minh chứng" if row.evidence else "")
    words = " · ".join(filter(None, told))
    return format_html("<small>{}</small>", words) if words else ""


def _columns(measure: Measure, measures: Sequence[Measure]) -> Iterator[Told]:
    lead = f"{measure.letter}) " if len(measures) > 1 else ""
    letter = measure.letter or "x"
    formula = Formula(measure.formula)
    if formula == Formula.VALUE:
        unit = measure.unit_of_measure or "số liệu"
        yield Told(f"value_{letter}", f"{lead}Số liệu ({unit})", measure.letter, "value")
        return
    if not measure.percent_only:
        above = measure.numerator_label or "Tử số"
        below = measure.denominator_label or "Mẫu số"
        yield Told(f"numerator_{letter}", lead + above, measure.letter, "numerator")
        yield Told(f"denominator_{letter}", lead + below, measure.letter, "denominator")
    rate = "Tỷ lệ hiện nay (%)" if formula == Formula.DECREASE else "Tỷ lệ (%)"
    yield Told(f"rate_{letter}", lead + rate, measure.letter, "rate")
