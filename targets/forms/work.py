"""What is typed about a work item: updates, the plan, an extension, a split, a closing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.actions.work_plan import ItemWish
from targets.actions.work_updates import COLUMNS, TEXT_FIELDS, UpdateWish, WorkRefused
from targets.forms.fields import PlainTextField, VersionField, VnDateField
from targets.forms.widgets import ChoiceBox, LineBox
from targets.labels import WORK_STATE_LABELS
from targets.models import TaskUpdate, Unit, WorkItem
from targets.rules.work import WorkState, latest_due

LONGEST_NAME = 300
LONGEST_NUMBER = 100
LONGEST_REASON = 2000
PARTS = 4


class VersionForm(forms.Form):
    """A form that says which version of the item its writer saw."""

    version = VersionField()

    def show(self, refused: WorkRefused) -> None:
        """Put a refusal beside its box, or on top where there is no such box."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))

    def speak_of(self, version: int) -> None:
        """Let the next press be an informed one: it is made against the newest version."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(version)
        self.data = data

    @property
    def top_errors(self) -> list[str]:
        """What is wrong with no box that is seen."""
        return [*self.non_field_errors(), *self["version"].errors]


class PercentField(forms.Field):
    """A whole percentage from 0 to 100; blank is none."""

    widget = LineBox(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "text-end"})

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip().removesuffix("%").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= 100):
            raise ValidationError("Tỷ lệ là số nguyên từ 0 đến 100, ví dụ 60.", code="percent")
        return int(text)


class UpdateForm(VersionForm):
    """A dated note on a work item, a new one or one that its writer corrects."""

    state = forms.ChoiceField(
        label="Trạng thái",
        choices=list(WORK_STATE_LABELS.items()),
        widget=ChoiceBox,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn một trạng thái trong danh sách."
        ),
    )
    done_on = VnDateField(
        label="Hoàn thành ngày",
        help_text="Chỉ khi đã hoàn thành; để trống là hôm nay.",
    )
    percent = PercentField(label="Tỷ lệ (%), nếu đo được", required=False)
    text = PlainTextField(label="Đã làm được gì", rows=3)
    difficulties = PlainTextField(label="Khó khăn, vướng mắc", rows=2)
    proposals = PlainTextField(label="Đề xuất, kiến nghị", rows=2)
    next_step = PlainTextField(label="Việc tiếp theo", rows=2)
    product_number = PlainTextField(label="Số, ký hiệu văn bản", longest=LONGEST_NUMBER)
    product_date = VnDateField(label="Ngày văn bản")
    told_by = PlainTextField(
        label="Ai báo, bằng cách nào, lúc nào (bắt buộc khi cập nhật thay)", longest=LONGEST_NAME
    )

    def __init__(
        self,
        item: WorkItem,
        data: QueryDict | None = None,
        *,
        on_behalf: bool,
        update: TaskUpdate | None = None,
        prefix: str | None = None,
    ) -> None:
        first: dict[str, Any] = {"state": item.state}
        if update is not None:
            first = {name: getattr(update, name) for name in COLUMNS}
        first["version"] = item.version
        key = f"sua-{update.pk}" if update else "moi"
        super().__init__(data, initial=first, auto_id=f"{key}-%s", prefix=prefix)
        self.item = item
        self.update_row = update
        self.on_behalf = on_behalf

    @property
    def anchor(self) -> str:
        """Where on the page an update and its form stand."""
        return f"cap-nhat-{self.update_row.pk}" if self.update_row else "cap-nhat"

    @property
    def asks_words(self) -> bool:
        """Whether the text boxes are there: not where only progress may be told, unless
        somebody typed into them before that was switched on.
        """
        return not self.item.progress_only or any(self[name].errors for name in TEXT_FIELDS)

    def wish(self) -> UpdateWish:
        """What is told; only of a valid form."""
        typed = {name: self.cleaned_data[name] for name in COLUMNS}
        typed["state"] = WorkState(typed["state"])
        if not self.on_behalf:
            typed["told_by"] = ""
        return UpdateWish(**typed)


class ItemForm(VersionForm):
    """A work item of the plan, a new one (version 0) or one that is changed."""

    name = PlainTextField(label="Tên đầu việc", longest=LONGEST_NAME, required=True)
    product = PlainTextField(label="Sản phẩm", longest=LONGEST_NAME)
    lead_unit = forms.ChoiceField(
        label="Đơn vị chủ trì",
        required=False,
        widget=ChoiceBox,
        error_messages={"invalid_choice": "Hãy chọn một đơn vị trong danh sách."},
    )
    due_on = VnDateField(label="Hạn")
    due_note = PlainTextField(
        label="Thời gian ghi kèm (ví dụ: Quý I - III)", longest=LONGEST_NUMBER
    )
    due_reason = PlainTextField(label="Lý do hạn muộn", longest=LONGEST_REASON, rows=2)

    def __init__(
        self,
        units: "UnitChoices",
        data: QueryDict | None = None,
        *,
        item: WorkItem | None = None,
        lead: Unit | None = None,
    ) -> None:
        first: dict[str, Any] = {"version": 0, "lead_unit": lead.code if lead else ""}
        if item is not None:
            names = ("name", "product", "due_on", "due_note", "due_reason", "version")
            first = {name: getattr(item, name) for name in names}
            first["lead_unit"] = item.lead_unit.code if item.lead_unit else ""
        super().__init__(data, initial=first, auto_id="ke-hoach-%s")
        self.units = units
        self.fields["name"].error_messages["required"] = "Hãy ghi tên đầu việc."
        _choose(self.fields["lead_unit"], units)

    def wish(self) -> ItemWish:
        """The item as wanted; only of a valid form."""
        typed = self.cleaned_data
        return ItemWish(
            name=typed["name"],
            product=typed["product"],
            lead_unit=self.units.find(typed["lead_unit"]),
            due_on=typed["due_on"],
            due_note=typed["due_note"],
            due_reason=typed["due_reason"],
        )


class ExtensionForm(VersionForm):
    """A later date with its reason."""

    until = VnDateField(label="Hạn mới")
    reason = PlainTextField(label="Lý do gia hạn (bắt buộc)", longest=LONGEST_REASON, rows=2)

    def __init__(self, item: WorkItem, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"version": item.version}, auto_id="gia-han-%s")


class ClosingForm(VersionForm):
    """Why an item is closed."""

    reason = PlainTextField(label="Lý do đóng (bắt buộc)", longest=LONGEST_REASON, rows=2)

    def __init__(self, item: WorkItem, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"version": item.version}, auto_id="dong-%s")


class ReopeningForm(VersionForm):
    """Nothing but the press of a button."""

    def __init__(self, item: WorkItem, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"version": item.version}, auto_id="mo-lai-%s")


class DeletionForm(VersionForm):
    """Nothing but the press of a button."""

    def __init__(self, item: WorkItem, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"version": item.version}, auto_id="xoa-%s")


class SplitForm(VersionForm):
    """Several items in the place of one; a line without a name is left out."""

    reason = PlainTextField(label="Lý do tách", longest=LONGEST_REASON, rows=2)

    def __init__(self, item: WorkItem, units: "UnitChoices", data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"version": item.version}, auto_id="tach-%s")
        self.item = item
        self.units = units
        for line in range(PARTS):
            self._add(line)

    def _add(self, line: int) -> None:
        self.fields[f"name-{line}"] = PlainTextField(label="Tên", longest=LONGEST_NAME)
        self.fields[f"product-{line}"] = PlainTextField(label="Sản phẩm", longest=LONGEST_NAME)
        lead = forms.ChoiceField(
            label="Đơn vị chủ trì",
            required=False,
            widget=ChoiceBox,
            initial=self.item.lead_unit.code if self.item.lead_unit else "",
            error_messages={"invalid_choice": "Hãy chọn một đơn vị trong danh sách."},
        )
        _choose(lead, self.units)
        self.fields[f"lead_unit-{line}"] = lead
        self.fields[f"due_on-{line}"] = VnDateField(label="Hạn", initial=self.item.due_on)

    @property
    def lines(self) -> list[dict[str, forms.BoundField]]:
        """The boxes line by line, by the name of what they hold."""
        names = ("name", "product", "lead_unit", "due_on")
        return [{name: self[f"{name}-{line}"] for name in names} for line in range(PARTS)]

    def _used(self) -> list[int]:
        return [line for line in range(PARTS) if self.cleaned_data.get(f"name-{line}")]

    def wishes(self) -> list[ItemWish]:
        """The items as wanted; only of a valid form."""
        typed, item = self.cleaned_data, self.item
        last = latest_due(item.task.group.resolution.year)
        return [
            ItemWish(
                name=typed[f"name-{line}"],
                product=typed[f"product-{line}"],
                lead_unit=self.units.find(typed[f"lead_unit-{line}"]),
                due_on=(due_on := typed[f"due_on-{line}"]),
                due_note=item.due_note,
                due_reason=(item.due_reason or typed["reason"]) if due_on and due_on > last else "",
            )
            for line in self._used()
        ]

    def show_part(self, part: int, refused: WorkRefused) -> None:
        """Put the refusal of a part beside its own box."""
        box = f"{refused.field}-{self._used()[part]}"
        self.add_error(box if box in self.fields else "reason", str(refused))


class UnitChoices:
    """The units a work item may be given to, read once for all boxes of a page."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_code = {unit.code: unit for unit in units}

    @classmethod
    def with_present(cls, present: Unit | None) -> "UnitChoices":
        """The active units, and the one that leads it now even if it is not active any more."""
        units = list(Unit.objects.active().order_by("order", "code"))
        extra = [present] if present is not None and present not in units else []
        return cls([*units, *extra])

    @property
    def pairs(self) -> list[tuple[str, str]]:
        names = ((code, unit.name) for code, unit in self._by_code.items())
        return [("", "– chưa giao –"), *names]

    def find(self, code: str) -> Unit | None:
        return self._by_code.get(code)


def _choose(field: forms.Field, units: UnitChoices) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = units.pairs
