"""Forms of the plan: the resolution's own facts, groups, and what stands in them."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from targets.forms.fields import PlainTextField, VnDateField
from targets.forms.row_boxes import TickList, UnitBox, Units, WholeNumberField
from targets.forms.row_form import RowForm
from targets.forms.widgets import ChoiceBox
from targets.models import Indicator, IndicatorGroup, Resolution, Task, TaskGroup


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


class PrintedForm(RowForm):
    """What the resolution prints in a group and gives to a unit: an indicator or a task.

    The text as printed is a box only in a draft. `who`: the boxes of units, and what else says
    whom it concerns; `headings`: over what it says, and over `who`.
    """

    who: Sequence[str] = ("lead_unit", "coordinating_units")
    headings = ("", "")
    group = forms.TypedChoiceField(
        label="Nhóm",
        coerce=int,
        empty_value=None,
        widget=ChoiceBox,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn một nhóm trong danh sách."
        ),
    )
    lead_unit = UnitBox(label="Đơn vị chủ trì")
    coordinating_units = TickList(label="Đơn vị phối hợp")

    def __init__(
        self,
        row: Indicator | Task,
        groups: Sequence[IndicatorGroup | TaskGroup],
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
        says = [name for name in self.columns if name not in self.who]
        self.layout = tuple(zip(self.headings, (says, self.who), strict=True))
        self.choose("group", [("", "– chọn nhóm –"), *((one.pk, str(one)) for one in groups)])
        self.choose("lead_unit", units.with_none("– chưa giao –", row.lead_unit_id))
        self.choose("coordinating_units", units.pairs(*self.initial["coordinating_units"]))


class IndicatorForm(PrintedForm):
    """An indicator."""

    columns: Sequence[str] = (
        "group", "number", "label", "wording", "source_wording", "lead_unit",
        "coordinating_units", "note",
    )  # fmt: skip
    headings = ("Chỉ tiêu", "Đơn vị")
    full_width = frozenset({"wording", "source_wording", "note"})
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
    note = PlainTextField(label="Ghi chú", rows=2, help_text="In ở cột Ghi chú của biểu tổng hợp.")
