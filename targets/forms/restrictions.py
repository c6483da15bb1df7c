"""What is reported as a rate or a state alone, as one form: a switch per measure and work item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from targets.actions.restrictions import Closable, Key, Switch, why_not_closable
from targets.forms.fields import PlainTextField
from targets.models import Measure, Unit, WorkItem

LONGEST_REASON = 500
KIND, STATE, UNIT = "loai", "dang", "don-vi"
RATE_ALONE, PROGRESS_ALONE = "Chỉ báo cáo tỷ lệ", "Chỉ theo dõi tiến độ"
KINDS: Mapping[str, Closable] = {"chi-tieu": Closable.MEASURE, "dau-viec": Closable.WORK_ITEM}


@dataclass(frozen=True, slots=True)
class ClosableRow:
    """A measure or a work item. `group`: what it stands under; `why_not`: it has no rate;
    `evidence`: what becomes of what is attached, where something is.
    """

    key: Key
    group: str
    name: str
    unit: Unit | None
    closed: bool
    why_not: str = ""
    evidence: str = ""

    @property
    def code(self) -> str:
        return f"{self.key[0]}{self.key[1]}"

    @property
    def note_id(self) -> str:
        """Of the line about evidence, which describes the switch; empty without one."""
        return f"mc-{self.code}" if self.evidence else ""

    @property
    def switch_word(self) -> str:
        return RATE_ALONE if self.key[0] is Closable.MEASURE else PROGRESS_ALONE

    @property
    def has_switch(self) -> bool:
        """Whether it may be switched: what is closed may always be opened again."""
        return self.closed or not self.why_not


@dataclass(frozen=True, slots=True)
class SwitchLine:
    """A row as it is printed; `heading` where a new group begins."""

    row: ClosableRow
    heading: str
    box: BoundField | None
    seen: BoundField | None


def measure_row(measure: Measure, *, hides: bool) -> ClosableRow:
    """The row of a measure read `with_attached`; hides: its indicator has a closed measure."""
    indicator = measure.indicator
    label = f"{measure.letter}) {measure.name}" if measure.letter else measure.name
    return ClosableRow(
        (Closable.MEASURE, measure.pk),
        f"Chỉ tiêu {indicator.number}. {indicator.wording}",
        label,
        indicator.lead_unit,
        measure.percent_only,
        why_not_closable(measure),
        _of_evidence(indicator.number, getattr(measure, "attached", 0), hides=hides),
    )


def _of_evidence(number: int, count: int, *, hides: bool) -> str:
    if not count:
        return ""
    what = f"{count} minh chứng đã đính kèm ở chỉ tiêu {number}"
    return f"Đang ẩn {what}." if hides else f"Bật thì ẩn {what}."


def item_row(item: WorkItem) -> ClosableRow:
    name = f"{item.name[:1].upper()}{item.name[1:]}"
    return ClosableRow(
        (Closable.WORK_ITEM, item.pk),
        f"Nhiệm vụ {item.task.number}. {item.task.title}",
        name,
        item.lead_unit,
        item.progress_only,
    )


class RestrictionFilter(forms.Form):
    """Which rows are listed. What cannot be read is taken as not asked for."""

    def __init__(self, data: Mapping[str, Any], rows: Sequence[ClosableRow]) -> None:
        super().__init__(data, auto_id="loc-%s")
        self.rows = rows
        units = {row.unit.pk: row.unit for row in rows if row.unit}
        ordered = sorted(units.values(), key=lambda unit: (unit.order, unit.code))
        choices = {
            KIND: ("Loại", [("", "Chỉ tiêu và đầu việc"), ("chi-tieu", "Chỉ tiêu"),
                            ("dau-viec", "Đầu việc")]),
            STATE: ("Tình trạng", [("", "Mọi tình trạng"), ("da", "Đang hạn chế"),
                                   ("chua", "Không hạn chế")]),
            UNIT: ("Đơn vị", [("", "Tất cả đơn vị"),
                              *((unit.code, unit.brief) for unit in ordered)]),
        }  # fmt: skip
        for name, (label, options) in choices.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=options,
                required=False,
                widget=forms.Select(attrs={"class": "w-auto"}),
            )
        self.is_valid()

    def apply(self) -> list[ClosableRow]:
        """The rows that were asked for."""
        asked = self.cleaned_data
        kind, state, unit = (asked.get(name) for name in (KIND, STATE, UNIT))
        return [
            row
            for row in self.rows
            if (not kind or row.key[0] is KINDS[kind])
            and (not state or row.closed == (state == "da"))
            and (not unit or (row.unit is not None and row.unit.code == unit))
        ]


class RestrictionForm(forms.Form):
    """A switch per row, and beside it how its writer saw it: two windows never overwrite."""

    reason = PlainTextField(label="Lý do (không bắt buộc)", longest=LONGEST_REASON, rows=2)

    def __init__(self, rows: Sequence[ClosableRow], data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="%s")
        posted = set(data or ())  # what lost its rate meanwhile is told so, not left out in silence
        self.rows = [row for row in rows if row.has_switch or f"c-{row.code}" in posted]
        for row in self.rows:
            self.fields[f"c-{row.code}"] = forms.BooleanField(
                label=row.switch_word, required=False, initial=row.closed
            )
            self.fields[f"s-{row.code}"] = forms.ChoiceField(
                choices=[("0", ""), ("1", "")],
                required=False,
                initial=str(int(row.closed)),
                widget=forms.HiddenInput,
            )

    def lines(self, shown: Sequence[ClosableRow]) -> Iterator[SwitchLine]:
        """The rows in order, each group under its heading."""
        switched = {row.key for row in self.rows}
        before = ""
        for row in shown:
            has = row.key in switched
            yield SwitchLine(
                row,
                row.group if row.group != before else "",
                self[f"c-{row.code}"] if has else None,
                self[f"s-{row.code}"] if has else None,
            )
            before = row.group

    def switches(self) -> list[Switch]:
        """What is to be changed; only of a valid form. A row that was not posted stays."""
        typed = self.cleaned_data
        seen = {row: typed.get(f"s-{row.code}") for row in self.rows}
        return [
            Switch(row.key, seen=known == "1", new=typed[f"c-{row.code}"])
            for row, known in seen.items()
            if known and typed[f"c-{row.code}"] != (known == "1")
        ]

    def show_moved(self, now: Mapping[Key, bool]) -> None:
        """Say beside each switch how it stands now; the next save is made against that."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for row in self.rows:
            if row.key in now:
                told = f"Người khác vừa {'bật' if now[row.key] else 'tắt'} mục này."
                data[f"s-{row.code}"] = str(int(now[row.key]))
                again = "Muốn giữ lựa chọn của bạn thì bấm Lưu lần nữa."
                self.add_error(f"c-{row.code}", f"{told} {again}")
        self.data = data
