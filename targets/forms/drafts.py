"""A draft's boxes as a form: always filled with what is kept, each with what is wrong beside it."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from targets.forms.fields import PlainTextField, VersionField, composed
from targets.forms.widgets import ChoiceBox, LineBox, TextBox
from targets.labels import DIRECTION_LABELS, FORMULA_LABELS, PACE_LABELS
from targets.models import Unit
from targets.rules.proposal import (
    BOXES,
    NO_GOAL,
    ON,
    TICKS,
    Heading,
    Proposal,
    ProposedGroup,
    ProposedIndicator,
    ProposedMeasure,
    ProposedPeriod,
    ProposedTask,
    ProposedTaskGroup,
    Row,
)
from targets.rules.proposal_boxes import Fault

LONGEST_PASTED = 300_000
MOST_BYTES = 5 * 1024 * 1024
NOBODY = ("", "Chưa phân công")
DIRECTIONS = ((NO_GOAL, "Bằng lời, không có mức"), *DIRECTION_LABELS.items())
LABELS: Mapping[type[Row], Mapping[str, str]] = {
    Heading: {
        "title": "Tên nghị quyết", "number": "Số, ký hiệu", "issuer": "Cơ quan ban hành",
        "superior": "Cấp trên", "year": "Năm", "adopted_on": "Ngày ban hành",
        "slug": "Mã trong địa chỉ trang", "goal": "Mục tiêu tổng quát",
    },
    ProposedGroup: {"name": "Tên nhóm chỉ tiêu"},
    ProposedIndicator: {
        "wording": "Nội dung chỉ tiêu", "label": "Số như văn bản", "group": "Nhóm",
        "lead": "Đơn vị chủ trì",
    },
    ProposedMeasure: {
        "name": "Đo cái gì", "unit": "Đơn vị tính", "decimals": "Số lẻ khi in",
        "formula": "Cách tính", "pace": "Cách theo dõi", "direction": "Hướng",
        "low": "Mức thấp", "high": "Mức cao", "strict": "phải vượt qua mức",
        "tolerance": "Sai số ±", "words": "Mục tiêu bằng lời",
        "baseline": "Thực hiện năm trước", "basis": "Căn cứ giao (nếu có)",
    },
    ProposedTaskGroup: {"name": "Tên nhóm nhiệm vụ"},
    ProposedTask: {
        "title": "Tên nhiệm vụ", "number": "Số", "wording": "Nội dung", "group": "Nhóm",
        "lead": "Đơn vị chủ trì",
    },
    ProposedPeriod: {
        "name": "Tên kỳ", "share": "Phần của năm", "opens_on": "Mở từ", "starts_on": "Từ ngày",
        "ends_on": "Đến ngày", "due_on": "Hạn nộp",
    },
}  # fmt: skip
_ROWS: Mapping[tuple[type[Row], str], int] = {
    (Heading, "title"): 2,
    (Heading, "goal"): 3,
    (ProposedIndicator, "wording"): 2,
    (ProposedTask, "wording"): 6,
}
_NUMBERS = frozenset({"low", "high", "tolerance", "baseline", "share", "decimals"})
_CHOICES: Mapping[str, Iterable[tuple[str, str]]] = {
    "direction": DIRECTIONS,
    "formula": tuple(FORMULA_LABELS.items()),
    "pace": tuple(PACE_LABELS.items()),
}


class SourceForm(forms.Form):
    """Where a resolution's text comes from: a file, or what was pasted."""

    file = forms.FileField(
        label="Tệp văn bản (.docx, .pdf có chữ, .txt; tối đa 5 MB)",
        required=False,
        error_messages={"empty": "Tệp trống. Hãy mở tệp, ghi lại rồi chọn lại."},
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )
    text = PlainTextField(label="Hoặc dán văn bản vào đây", longest=LONGEST_PASTED, rows=10)

    def clean(self) -> dict[str, object]:
        typed = super().clean() or {}
        file, text = typed.get("file"), typed.get("text")
        if self.errors:
            return typed
        if file and text:
            self.add_error("file", "Chỉ chọn một trong hai: tệp, hoặc văn bản dán ở ô dưới.")
        elif not file and not text:
            self.add_error("file", "Hãy chọn tệp, hoặc dán văn bản vào ô dưới.")
        elif file and file.size > MOST_BYTES:
            self.add_error("file", "Tệp lớn hơn 5 MB. Hãy bỏ bớt hình ảnh rồi ghi lại.")
        return typed


class DraftForm(forms.Form):
    """The boxes of some rows of a proposal. Whatever they hold is shown; faults stand beside.

    `version`: the draft's as its writer saw it.
    """

    version = VersionField()

    def __init__(
        self,
        proposal: Proposal,
        rows: Iterable[Row],
        *,
        version: int,
        units: Sequence[Unit],
        faults: Iterable[Fault] = (),
        clashing: Mapping[str, str] | None = None,
    ) -> None:
        kept = {name: text for name, text in proposal.boxes().items() if text}
        super().__init__({**kept, "version": str(version)}, auto_id="%s")
        self._units = [(unit.code, unit.name) for unit in units]
        self._groups = [(one.key, one.name or "(chưa có tên)") for one in proposal.groups]
        self._task_groups = [(one.key, one.name or "(chưa có tên)") for one in proposal.task_groups]
        for row in rows:
            for name in BOXES[type(row)]:
                self.fields[f"{row.key}-{name}"] = self._field(row, name)
        self.full_clean()
        for name, now in (clashing or {}).items():
            if name in self.fields:
                told = self.told(name, now) or "để trống"
                self.add_error(name, f"Người khác vừa ghi: {told}. Muốn giữ của bạn thì lưu lại.")
        for fault in faults:
            if fault.box in self.fields:
                self.add_error(fault.box, fault.sentence)

    def box(self, row: Row, name: str) -> BoundField:
        """The box of a row."""
        return self[f"{row.key}-{name}"]

    def told(self, name: str, text: str) -> str:
        """What a box holds, as people read it: a choice by its name."""
        widget = self.fields[name].widget
        if isinstance(widget, ChoiceBox):
            return str(dict(widget.choices).get(text, text))
        if name.endswith("-strict"):
            return "có" if text else "không"
        return text

    def _field(self, row: Row, name: str) -> forms.Field:
        label = LABELS[type(row)][name]
        if name in TICKS:
            return forms.BooleanField(label=label, required=False)
        choices = self._choices(row, name)
        if choices is not None:
            return forms.Field(label=label, required=False, widget=ChoiceBox(choices=choices))
        rows = _ROWS.get((type(row), name))
        if rows:
            return forms.Field(label=label, required=False, widget=TextBox(attrs={"rows": rows}))
        attrs = {"autocomplete": "off"}
        if name in _NUMBERS:
            attrs |= {"inputmode": "decimal", "class": "text-end", "spellcheck": "false"}
        return forms.Field(label=label, required=False, widget=LineBox(attrs=attrs))

    def _choices(self, row: Row, name: str) -> list[tuple[str, str]] | None:
        if name in _CHOICES:
            return list(_CHOICES[name])
        held = str(getattr(row, name))
        if name == "lead":
            known = [NOBODY, *self._units]
            gone = [] if held in dict(known) else [(held, f"{held} (không còn hoạt động)")]
            return [*known, *gone]
        if name == "group":
            return self._task_groups if isinstance(row, ProposedTask) else self._groups
        return None


def typed_boxes(proposal: Proposal, data: QueryDict) -> dict[str, str]:
    """What a form of ours posted of this proposal's boxes, as typed; others are left out."""
    typed: dict[str, str] = {}
    for row in proposal.rows():
        names = BOXES[type(row)]
        posted = any(f"{row.key}-{name}" in data for name in names)
        for name in names:
            box = f"{row.key}-{name}"
            if name in TICKS:
                if posted:
                    typed[box] = ON if data.get(box) else ""
            elif box in data:
                typed[box] = composed(str(data[box])).strip()
    return typed
