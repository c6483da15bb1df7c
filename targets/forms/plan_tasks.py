"""The form of a task paragraph."""

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.forms.fields import PlainTextField
from targets.forms.plan import RowForm, TickList, UnitBox, Units
from targets.forms.widgets import ChoiceBox
from targets.models import Indicator, Task, TaskGroup

# It is a part of an address: 1.2, 4, II.3, 5a
_NUMBER = re.compile(r"[0-9A-Za-z]+([.\-][0-9A-Za-z]+)*", re.ASCII)
BAD_NUMBER = "Hãy ghi số như trong văn bản, ví dụ 1.2 hoặc 4: chữ, số và dấu chấm."
_WHO = ("lead_unit", "coordinating_units", "indicators")


class TaskForm(RowForm):
    """A task paragraph. The text as printed is a box only in a draft."""

    columns: Sequence[str] = (
        "group", "number", "title", "wording", "source_wording", "lead_unit",
        "coordinating_units", "indicators",
    )  # fmt: skip
    full_width = frozenset({"title", "wording", "source_wording"})
    group = forms.TypedChoiceField(
        label="Nhóm",
        coerce=int,
        empty_value=None,
        widget=ChoiceBox,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn một nhóm trong danh sách."
        ),
    )
    number = PlainTextField(
        label="Số như văn bản", longest=20, required=True, error_messages={"required": BAD_NUMBER}
    )
    title = PlainTextField(
        label="Tên", longest=300, required=True,
        error_messages={"required": "Hãy ghi tên nhiệm vụ."},
    )  # fmt: skip
    wording = PlainTextField(label="Nội dung", rows=6, longest=20_000)
    source_wording = PlainTextField(
        label="Nguyên văn", rows=6, longest=20_000,
        help_text="Chép đúng từng chữ; khi đã ban hành thì không sửa.",
    )  # fmt: skip
    lead_unit = UnitBox(label="Đơn vị chủ trì")
    coordinating_units = TickList(label="Đơn vị phối hợp")
    indicators = TickList(label="Chỉ tiêu liên quan")

    def __init__(
        self,
        row: Task,
        groups: Sequence[TaskGroup],
        indicators: Sequence[Indicator],
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
            ("Nhiệm vụ", [name for name in self.columns if name not in _WHO]),
            ("Đơn vị, chỉ tiêu", _WHO),
        )
        self.choose("group", [("", "– chọn nhóm –"), *((one.pk, str(one)) for one in groups)])
        self.choose("lead_unit", units.with_none("– chưa giao –", row.lead_unit_id))
        self.choose("coordinating_units", units.pairs(*self.initial["coordinating_units"]))
        self.choose("indicators", [(one.pk, f"{one.number}. {one.wording}") for one in indicators])

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if not _NUMBER.fullmatch(number):
            raise ValidationError(BAD_NUMBER, code="number")
        return number
