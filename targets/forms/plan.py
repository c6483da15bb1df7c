"""Forms over one row of the plan: what its boxes showed travels along (actions/plan_rows)."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField
from django.http import QueryDict

from targets.actions.plan_rows import Facts, RowMoved, facts_of, text_of, value_of
from targets.actions.refusal import Refused
from targets.forms.fields import PlainTextField, VnDateField
from targets.forms.widgets import ChoiceBox, LineBox
from targets.models import Indicator, IndicatorGroup, Resolution, Unit

STALE = "Trang không còn đúng phiên bản. Hãy tải lại trang."
LONGEST_LINE = 300
Layout = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Line:
    """A box on the page; `is_ticks`: a list of boxes to tick; `wide`: over the whole width."""

    box: BoundField
    is_ticks: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Boxes under one heading."""

    title: str
    lines: list[Line]


class WholeNumberField(forms.Field):
    """A whole number from `least` to `most`, typed without a spinner."""

    def __init__(self, *, least: int, most: int, required: bool = True, **kwargs: Any) -> None:
        look = {"inputmode": "numeric", "autocomplete": "off", "class": "text-end"}
        super().__init__(required=required, widget=LineBox(attrs=look), **kwargs)
        self.least, self.most = least, most
        self.error_messages["required"] = self._sentence()

    def to_python(self, value: Any) -> int | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        whole = text.isascii() and text.isdecimal() and len(text) < 10
        if not whole or not self.least <= int(text) <= self.most:
            raise ValidationError(self._sentence(), code="whole")
        return int(text)

    def _sentence(self) -> str:
        return f"Hãy ghi một số nguyên từ {self.least} đến {self.most}."


class RowForm(forms.Form):
    """The boxes of a row. `columns` name both the boxes and the columns of the model.

    A row that is not saved yet is a new one: nothing was seen of it.
    """

    columns: Sequence[str] = ()
    layout: Layout = ()
    full_width: frozenset[str] = frozenset()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    confirm = forms.BooleanField(required=False, label="Tôi đã đọc và vẫn làm")

    def __init__(self, row: models.Model, data: QueryDict | None = None) -> None:
        super().__init__(
            data, auto_id="%s", initial={name: _first(row, name) for name in self.columns}
        )
        self.row = row
        if row.pk is not None:
            self.initial["seen"] = json.dumps(facts_of(row, self.columns), ensure_ascii=False)
        self.asks_confirm = bool(data and data.get("confirm"))

    def choose(self, name: str, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer these in a list."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def clean_seen(self) -> Facts:
        """What the boxes showed when the page was drawn."""
        if self.row.pk is None:
            return {}
        try:
            known = json.loads(self.cleaned_data["seen"])
        except ValueError:
            raise ValidationError(STALE) from None
        right = isinstance(known, dict) and set(known) == set(self.columns)
        if not right or not all(isinstance(text, str) for text in known.values()):
            raise ValidationError(STALE)
        return {name: known[name] for name in self.columns}

    def wish(self) -> dict[str, Any]:
        """The columns as wanted; only of a valid form."""
        return {name: self.cleaned_data[name] for name in self.columns}

    @property
    def confirmed(self) -> bool:
        return bool(self.cleaned_data["confirm"])

    @property
    def sections(self) -> list[Section]:
        """The boxes as the page shows them."""
        return [
            Section(title, [self._line(name) for name in names]) for title, names in self.layout
        ]

    def _line(self, name: str) -> Line:
        widget = self.fields[name].widget
        ticks = isinstance(widget, forms.CheckboxSelectMultiple)
        return Line(self[name], ticks, ticks or name in self.full_width)

    @property
    def top_errors(self) -> list[str]:
        """What is wrong with no box that is seen."""
        return [*self.non_field_errors(), *self["seen"].errors]

    def show(self, refused: Refused) -> None:
        """Put a refusal beside its box, or on top; of a row that moved, what holds there now."""
        if isinstance(refused, RowMoved):
            self._show_moved(refused)
            return
        known = refused.field if refused.field in self.fields else None
        self.asks_confirm = self.asks_confirm or known == "confirm"
        self.add_error(known, str(refused))

    def _show_moved(self, moved: RowMoved) -> None:
        """A box its writer left alone takes what is there now; of the others both are told."""
        self.add_error(None, f"{moved} Các ô bị đổi được ghi rõ bên dưới; kiểm tra rồi bấm lại.")
        seen: Facts = self.cleaned_data["seen"]
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, text in moved.now.items():
            if seen.get(name) == text:
                continue
            told = self._told(name, text, seen[name])
            if text_of(self.cleaned_data.get(name)) == seen.get(name):
                self._put(data, name, text)
                self.add_error(name, f"Người khác vừa đổi thành “{told}”; ô này đã lấy theo đó.")
            else:
                self.add_error(
                    name,
                    f"Người khác vừa đổi thành “{told}”. Muốn giữ nội dung của bạn thì bấm "
                    "lần nữa.",
                )
        data["seen"] = json.dumps(dict(moved.now), ensure_ascii=False)
        self.data = data

    def _told(self, name: str, text: str, seen: str) -> str:
        """What somebody else made of a box; of a list to tick only what joined and what left."""
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            names = {str(code): str(label) for code, label in _pairs(field)}
            now, before = (set(filter(None, pks.split(","))) for pks in (text, seen))
            joined, left = (
                ", ".join(sorted(names.get(pk, "?") for pk in pks))
                for pks in (now - before, before - now)
            )
            return "; ".join(filter(None, [joined and f"thêm {joined}", left and f"bỏ {left}"]))
        if isinstance(field, forms.ChoiceField):
            return {str(code): str(label) for code, label in _pairs(field)}.get(text, "?")
        if isinstance(field, forms.BooleanField):
            return "có" if text == "1" else "không"
        if isinstance(field, VnDateField) and text:
            return f"{datetime.date.fromisoformat(text):%d/%m/%Y}"
        return text or "để trống"

    def _put(self, data: QueryDict, name: str, text: str) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            data.setlist(name, [pk for pk in text.split(",") if pk])
        elif isinstance(field, forms.BooleanField):
            data.setlist(name, ["on"] if text == "1" else [])
        elif isinstance(field, VnDateField) and text:
            data[name] = f"{datetime.date.fromisoformat(text):%d/%m/%Y}"
        else:
            data[name] = text


class UnitBox(forms.TypedChoiceField):
    """One unit or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            empty_value=None,
            required=False,
            widget=ChoiceBox,
            error_messages={"invalid_choice": "Hãy chọn một đơn vị trong danh sách."},
            **kwargs,
        )


class TickList(forms.TypedMultipleChoiceField):
    """Any number of rows, by id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            error_messages={"invalid_choice": "Có mục không còn trong danh sách. Hãy chọn lại."},
            **kwargs,
        )

    def clean(self, value: Any) -> frozenset[int]:
        return frozenset(super().clean(value))


class Units:
    """The units that may be chosen, read once for all boxes of a page."""

    def __init__(self) -> None:
        self.rows = list(Unit.objects.order_by("order", "code"))

    def pairs(self, *present: int | None) -> list[tuple[Any, str]]:
        """The active ones, and those that are chosen now whatever became of them."""
        return [
            (unit.pk, unit.name if unit.is_active else f"{unit.name} (đã ngừng)")
            for unit in self.rows
            if unit.is_active or unit.pk in present
        ]

    def with_none(self, none: str, *present: int | None) -> list[tuple[Any, str]]:
        return [("", none), *self.pairs(*present)]


class ResolutionForm(RowForm):
    """What a resolution says of itself. The year and the address stay: reports hang on them."""

    columns = ("title", "number", "issuer", "superior", "adopted_on", "overall_goal")
    layout = (("", columns),)
    full_width = frozenset({"title", "overall_goal"})
    title = PlainTextField(
        label="Tên nghị quyết", longest=500, required=True, rows=2,
        error_messages={"required": "Hãy ghi tên nghị quyết."},
    )  # fmt: skip
    number = PlainTextField(label="Số, ký hiệu", longest=60, help_text="Ví dụ: 05-NQ/TU.")
    issuer = PlainTextField(label="Cơ quan ban hành", longest=200)
    superior = PlainTextField(label="Cấp trên (in ở góc trái văn bản)", longest=200)
    adopted_on = VnDateField(label="Ngày ban hành")
    overall_goal = PlainTextField(label="Mục tiêu tổng quát", longest=20_000, rows=6)

    def __init__(self, row: Resolution, data: QueryDict | None = None) -> None:
        super().__init__(row, data)


class GroupForm(RowForm):
    """A group's number and name, of indicators or of tasks."""

    columns = ("number", "name")
    layout = (("", columns),)
    full_width = frozenset({"name"})
    number = WholeNumberField(label="Số", least=1, most=99)
    name = PlainTextField(
        label="Tên nhóm", longest=200, required=True,
        error_messages={"required": "Hãy ghi tên nhóm."},
    )  # fmt: skip


class IndicatorForm(RowForm):
    """An indicator. The text as printed is a box only in a draft."""

    columns: Sequence[str] = (
        "group", "number", "label", "wording", "source_wording", "lead_unit",
        "coordinating_units", "note",
    )  # fmt: skip
    full_width = frozenset({"wording", "source_wording", "note"})
    group = forms.TypedChoiceField(
        label="Nhóm",
        coerce=int,
        empty_value=None,
        widget=ChoiceBox,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn một nhóm trong danh sách."
        ),
    )
    number = WholeNumberField(
        label="Số thứ tự", least=1, most=999, help_text="Chạy suốt nghị quyết, không trùng."
    )
    label = PlainTextField(label="Số như văn bản", longest=20, help_text="Ví dụ: (3) hoặc 1.3.")
    wording = PlainTextField(
        label="Nội dung (hiện trên mọi trang và biểu)", rows=3, required=True,
        error_messages={"required": "Hãy ghi nội dung chỉ tiêu."},
    )  # fmt: skip
    source_wording = PlainTextField(
        label="Nguyên văn", rows=3, help_text="Chép đúng từng chữ; khi đã ban hành thì không sửa."
    )
    lead_unit = UnitBox(label="Đơn vị chủ trì", help_text="Đơn vị báo cáo số liệu mỗi kỳ.")
    coordinating_units = TickList(label="Đơn vị phối hợp")
    note = PlainTextField(label="Ghi chú", rows=2, help_text="In ở cột Ghi chú của biểu tổng hợp.")

    def __init__(
        self,
        row: Indicator,
        groups: Sequence[IndicatorGroup],
        units: Units,
        data: QueryDict | None = None,
        *,
        printed: bool,
    ) -> None:
        if printed:
            self.columns = tuple(name for name in self.columns if name != "source_wording")
        super().__init__(row, data)
        if printed:
            del self.fields["source_wording"]
        self.layout = (
            ("Chỉ tiêu", [name for name in self.columns if name not in _WHO]),
            ("Đơn vị", _WHO),
        )
        self.choose("group", [("", "– chọn nhóm –"), *((one.pk, str(one)) for one in groups)])
        present = self.initial["coordinating_units"]
        self.choose("lead_unit", units.with_none("– chưa giao –", row.lead_unit_id))
        self.choose("coordinating_units", units.pairs(*present))


_WHO = ("lead_unit", "coordinating_units")


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.choices)  # type: ignore[arg-type]  # always a list of ours


def _first(row: models.Model, name: str) -> Any:
    """What a box shows of a row at first."""
    value = value_of(row, name)
    if isinstance(value, frozenset):
        return sorted(value)
    return "\n".join(map(str, value)) if isinstance(value, list) else value
