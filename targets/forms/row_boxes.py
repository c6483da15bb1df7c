"""Boxes that rows of the plan have in common: whole numbers, units, lists to tick."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from targets.forms.widgets import ChoiceBox, LineBox
from targets.models import Unit


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
