"""Form fields that read what Vietnamese office staff write."""

import datetime
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from targets.forms.widgets import DayBox, LineBox, TextBox
from targets.rules import numbers

LONGEST_TEXT = 5000
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class VnDecimalField(forms.Field):
    """A number as design §3.6 reads it; a blank box is None, never 0."""

    def __init__(
        self, *, unit: str = "", negative: bool = True, look: str = "text-end", **kwargs: Any
    ) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(required=False, widget=LineBox(attrs={**attrs, "class": look}), **kwargs)
        self.unit = unit
        self.negative = negative

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value is None:
            return value
        text = str(value)
        if numbers.is_blank(text):
            return None
        try:
            number = numbers.parse(text, unit=self.unit)
        except numbers.NotANumber as refused:
            raise ValidationError(str(refused), code="number") from None
        if number < 0 and not self.negative:
            raise ValidationError("Số này không thể âm. Hãy kiểm tra lại.", code="negative")
        return number

    def prepare_value(self, value: Any) -> Any:
        return numbers.plain(value) if isinstance(value, Decimal) else value


class VnDateField(forms.DateField):
    """A day written dd/mm/yyyy, between 2000 and 2100."""

    widget = DayBox(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        text = numbers.trimmed(value) if isinstance(value, str) else value
        day = super().to_python(text or None)
        if day is not None and not 2000 <= day.year <= 2100:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class PlainTextField(forms.Field):
    """Text for people: composed letters, no control characters, at most `longest` letters."""

    widget = LineBox

    def __init__(
        self, *, longest: int = LONGEST_TEXT, rows: int = 0, required: bool = False, **kwargs: Any
    ) -> None:
        if rows:
            kwargs.setdefault("widget", TextBox(attrs={"rows": rows}))
        super().__init__(required=required, **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        text = readable(str(value or ""))
        if len(text) > self.longest:
            raise ValidationError(
                f"Nội dung dài {numbers.format(Decimal(len(text)), 0)} ký tự; tối đa "
                f"{numbers.format(Decimal(self.longest), 0)} ký tự. Hãy rút gọn.",
                code="long",
            )
        return text


class VersionField(forms.IntegerField):
    """The hidden version of a row as the form's writer saw it, so that two windows notice."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kinds = ("required", "invalid", "min_value", "max_value")
        messages = dict.fromkeys(kinds, "Trang không còn đúng phiên bản. Hãy tải lại trang.")
        super().__init__(min_value=0, max_value=10**9, error_messages=messages, **kwargs)


def readable(text: str) -> str:
    """The text composed (NFC), trimmed, with plain line ends and without control characters."""
    return composed(text).strip()


def composed(text: str) -> str:
    """As `readable`, with the spaces at its ends as they were."""
    joined = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter for letter in joined if letter in "\n\t" or unicodedata.category(letter) != "Cc"
    )
