"""A form over one row of the plan: what its boxes showed travels along (actions/plan_rows)."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField
from django.http import QueryDict

from targets.actions.plan_rows import Columns, Facts, RowMoved, facts_of, text_of, value_of
from targets.actions.refusal import Refused
from targets.forms.fields import VnDateField

STALE = "Trang không còn đúng phiên bản. Hãy tải lại trang."
Layout = Sequence[tuple[str, Sequence[str]]]


class Edit(TypedDict):
    """What an act that changes a row takes: the columns as wanted, and what was seen of them."""

    wish: Columns
    seen: Facts


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

    def edit(self) -> Edit:
        """The wish with what was seen when it was made; only of a valid form."""
        return {"wish": self.wish(), "seen": self.cleaned_data["seen"]}

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


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.choices)  # type: ignore[arg-type]  # always a list of ours


def _first(row: models.Model, name: str) -> Any:
    """What a box shows of a row at first."""
    value = value_of(row, name)
    if isinstance(value, frozenset):
        return sorted(value)
    return "\n".join(map(str, value)) if isinstance(value, list) else value
