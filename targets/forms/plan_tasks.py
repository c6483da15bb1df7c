"""The form of a task paragraph."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.forms.fields import PlainTextField
from targets.forms.plan import PrintedForm
from targets.forms.row_boxes import TickList, Units
from targets.models import Indicator, Task, TaskGroup

# It is a part of an address: 1.2, 4, II.3, 5a
_NUMBER = re.compile(r"[0-9A-Za-z]+([.\-][0-9A-Za-z]+)*", re.ASCII)
BAD_NUMBER = "Hãy ghi số như trong văn bản, ví dụ 1.2 hoặc 4: chữ, số và dấu chấm."


class TaskForm(PrintedForm):
    """A task paragraph."""

    columns: Sequence[str] = (
        "group", "number", "title", "wording", "source_wording", "lead_unit",
        "coordinating_units", "indicators",
    )  # fmt: skip
    who = ("lead_unit", "coordinating_units", "indicators")
    headings = ("Nhiệm vụ", "Đơn vị, chỉ tiêu")
    full_width = frozenset({"title", "wording", "source_wording"})
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
        super().__init__(row, groups, units, data, printed=printed)
        self.choose("indicators", [(one.pk, f"{one.number}. {one.wording}") for one in indicators])

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if not _NUMBER.fullmatch(number):
            raise ValidationError(BAD_NUMBER, code="number")
        return number
