"""A pasted table of accounts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.forms.fields import composed
from targets.forms.people import PressForm
from targets.forms.widgets import TextBox

LONGEST_TABLE = 60_000


class TableField(forms.Field):
    """A pasted table as it came: its first cell may be blank, so nothing is trimmed."""

    widget = TextBox

    def to_python(self, value: Any) -> str:
        text = composed(str(value or ""))
        if len(text) > LONGEST_TABLE:
            raise ValidationError("Bảng quá dài. Hãy chia thành nhiều lần dán.", code="long")
        if not text.strip():
            raise ValidationError("Hãy dán bảng từ Excel vào ô này.", code="required")
        return text


class PasteForm(PressForm):
    """Accounts as a pasted table. `shown`: the rows that were looked at before the last press."""

    table = TableField(
        label="Bảng tài khoản",
        required=False,
        widget=TextBox(attrs={"rows": 10, "wrap": "off", "spellcheck": "false"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="%s")
