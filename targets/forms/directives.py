"""What people write directives with: a new one, one step, and the filters of the list."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from targets import clock
from targets.actions.directives import DAY_WANTED, DirectiveWish, Question
from targets.forms.fields import PlainTextField, VersionField, VnDateField
from targets.labels import DIRECTIVE_MOVE_LABELS, UNITS_MOVE_LABELS
from targets.models import Indicator, Period, Task
from targets.rules.days import working_days_after
from targets.rules.directives import STEPS, DirectiveMove, DirectiveStatus
from targets.threads import Thread

DAYS_TO_ANSWER = 3
REMARK, REQUEST = "y-kien", "giai-trinh"
STATUS, UNIT, PERIOD = "trang-thai", "don-vi", "ky"
LATE, UNITS_REMARKS = "qua-han", "nhan-xet"
STATUS_CODES: Mapping[str, DirectiveStatus] = {
    "cho-giai-trinh": DirectiveStatus.OPEN,
    LATE: DirectiveStatus.OPEN,
    "da-giai-trinh": DirectiveStatus.ANSWERED,
    "y-kien": DirectiveStatus.NOTED,
    UNITS_REMARKS: DirectiveStatus.NOTED,
    "ket-thuc": DirectiveStatus.SETTLED,
}
STATUS_WORDS: Mapping[str, str] = {
    "cho-giai-trinh": "Chờ giải trình",
    LATE: "Quá hạn giải trình",
    "da-giai-trinh": "Đã giải trình, chờ xem xét",
    "y-kien": "Ý kiến",
    UNITS_REMARKS: "Nhận xét của đơn vị phối hợp",
    "ket-thuc": "Đã kết thúc",
}
_TEXT_LABELS: Mapping[DirectiveMove | None, str] = {
    DirectiveMove.EDIT: "Nội dung (bản trước vẫn lưu lại)",
    DirectiveMove.ANSWER: "Nội dung giải trình: nguyên nhân, việc đã làm, bao giờ xong",
    DirectiveMove.ASK_AGAIN: "Điều đơn vị cần giải trình thêm",
    DirectiveMove.SETTLE: "Ý kiến kết thúc (không bắt buộc)",
}
_BUTTONS: Mapping[DirectiveMove | None, str] = {
    DirectiveMove.EDIT: "Lưu nội dung sửa",
    DirectiveMove.ANSWER: "Gửi giải trình",
    DirectiveMove.ASK_AGAIN: "Yêu cầu giải trình lại",
    DirectiveMove.SETTLE: "Kết thúc yêu cầu",
}
_STEP_CHOICES = {move.value: DIRECTIVE_MOVE_LABELS[move.value] for move in STEPS}


def first_day() -> datetime.date:
    """The day an answer is asked for unless somebody writes another."""
    return working_days_after(clock.today(), DAYS_TO_ANSWER)


class StepForm(forms.Form):
    """One step with a thread, empty or as it was posted."""

    move = forms.ChoiceField(
        choices=_STEP_CHOICES,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Chưa rõ bước cần làm. Hãy bấm lại nút trên trang.",
            "invalid_choice": "Không có bước này. Hãy tải lại trang rồi bấm lại.",
        },
    )
    text = PlainTextField(rows=3)
    answer_due_on = VnDateField()
    version = VersionField(required=False)

    def __init__(
        self, thread: Thread, data: QueryDict | None = None, *, move: DirectiveMove | None = None
    ) -> None:
        edits = move is DirectiveMove.EDIT
        super().__init__(
            data,
            initial={
                "move": move,
                "text": thread.text if edits else "",
                "answer_due_on": thread.due_on if edits else first_day(),
                "version": thread.version,
            },
        )
        self.thread = thread
        self.auto_id = f"{self.step or 'buoc'}-{thread.pk}-%s"
        self.fields["text"].label = _TEXT_LABELS.get(self.step, "Nội dung")
        self.fields["answer_due_on"].label = "Giải trình trước hết ngày"

    @property
    def step(self) -> DirectiveMove | None:
        """The step it is for; None where a post names none of ours."""
        asked = self["move"].value()
        return DirectiveMove(asked) if asked in _STEP_CHOICES else None

    @property
    def word(self) -> str:
        """What its heading says."""
        if self.step is DirectiveMove.ANSWER and self.thread.on_behalf:
            return "Ghi thay giải trình của đơn vị"
        if self.step is None:
            return "Bước này"
        words = UNITS_MOVE_LABELS if self.thread.by_unit else DIRECTIVE_MOVE_LABELS
        return words[self.step.value]

    @property
    def button(self) -> str:
        return _BUTTONS.get(self.step, "Gửi")

    @property
    def asks_day(self) -> bool:
        """Whether a day to answer by belongs to it."""
        edits = self.step is DirectiveMove.EDIT and self.thread.is_request
        return edits or self.step is DirectiveMove.ASK_AGAIN

    @property
    def leads(self) -> bool:
        """Whether it is the step its reader came for, and stands open."""
        if self.step is DirectiveMove.ANSWER:
            return self.is_bound or not self.thread.on_behalf
        settles = self.step is DirectiveMove.SETTLE
        return self.is_bound or (settles and self.thread.status is DirectiveStatus.ANSWERED)

    def wish(self) -> DirectiveWish:
        """What is asked for; only of a valid form."""
        asked = self.cleaned_data
        return DirectiveWish(
            DirectiveMove(asked["move"]), asked["text"], asked["answer_due_on"], asked["version"]
        )


class NewDirectiveForm(forms.Form):
    """A remark on an indicator or a task, or a request to its lead unit to explain.

    remarks_only: a coordinating unit's people choose no kind and name no day.
    """

    about = forms.ChoiceField(
        label="Về chỉ tiêu, nhiệm vụ",
        error_messages={
            "required": "Hãy chọn chỉ tiêu hoặc nhiệm vụ.",
            "invalid_choice": "Hãy chọn chỉ tiêu hoặc nhiệm vụ trong danh sách.",
        },
    )
    kind = forms.ChoiceField(
        label="Loại",
        choices=[
            (REQUEST, "Yêu cầu giải trình: đơn vị chủ trì trả lời trước một ngày"),
            (REMARK, "Ý kiến: đơn vị đọc, không phải trả lời"),
        ],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Hãy chọn Ý kiến hoặc Yêu cầu giải trình.",
            "invalid_choice": "Hãy chọn Ý kiến hoặc Yêu cầu giải trình.",
        },
    )
    text = PlainTextField(label="Nội dung", rows=5)
    answer_due_on = VnDateField(
        label="Giải trình trước hết ngày",
        help_text="Chỉ dùng khi yêu cầu giải trình. Ghi ngày/tháng/năm.",
    )

    def __init__(
        self,
        indicators: Sequence[Indicator],
        tasks: Sequence[Task],
        data: QueryDict | None = None,
        *,
        about: Indicator | Task | None = None,
        remarks_only: bool = False,
    ) -> None:
        first = {"about": _code(about), "kind": REQUEST, "answer_due_on": first_day()}
        super().__init__(data, initial=first, auto_id="y-kien-%s")
        if remarks_only:
            del self.fields["kind"], self.fields["answer_due_on"]
            self.fields["text"].label = "Nhận xét"
        subjects: list[Indicator | Task] = [*indicators, *tasks]
        self.subjects = {_code(each): each for each in subjects}
        choices: list[Any] = [("", "– chọn –")]
        for heading, found in (("Chỉ tiêu", indicators), ("Nhiệm vụ", tasks)):
            if found:
                choices.append((heading, [(_code(each), _named(each)) for each in found]))
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asks = cleaned.get("kind") == REQUEST
        if "kind" not in self.fields:
            cleaned["answer_due_on"] = None
        elif not asks:  # a remark has no day, whatever stands in the box
            self.errors.pop("answer_due_on", None)
            cleaned["answer_due_on"] = None
        elif "answer_due_on" not in self.errors and not cleaned.get("answer_due_on"):
            self.add_error("answer_due_on", DAY_WANTED)
        return cleaned

    def question(self, period: Period) -> Question:
        """What is to be written; only of a valid form."""
        typed = self.cleaned_data
        return Question(
            self.subjects[typed["about"]], period, typed["text"], typed["answer_due_on"]
        )


class DirectiveFilter(forms.Form):
    """Which threads are listed. What cannot be read is taken as not asked for."""

    def __init__(
        self, data: Mapping[str, Any], threads: Sequence[Thread], periods: Iterable[Period]
    ) -> None:
        super().__init__(data, auto_id="loc-%s")
        self.threads = threads
        units = {each.unit_code: each.unit_short for each in threads if each.unit_code}
        self._add(STATUS, "Trạng thái", [("", "Mọi trạng thái"), *STATUS_WORDS.items()])
        self._add(UNIT, "Đơn vị", [("", "Tất cả đơn vị"), *sorted(units.items(), key=_by_name)])
        names = [(str(period.quarter), period.name) for period in periods]
        self._add(PERIOD, "Kỳ", [("", "Cả năm"), *names])
        self.is_valid()

    def _add(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=forms.Select(attrs={"class": "w-auto"}),
        )

    @property
    def status(self) -> str:
        """The code of the status asked for; "" is all of them."""
        return str(self.cleaned_data.get(STATUS) or "")

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.get(name) for name in (STATUS, UNIT, PERIOD))

    def apply(self, status: str | None = None) -> list[Thread]:
        """The threads asked for, or those of another status."""
        wanted = self.status if status is None else status
        unit, period = self.cleaned_data.get(UNIT), self.cleaned_data.get(PERIOD)
        return [
            each
            for each in self.threads
            if (not unit or each.unit_code == unit)
            and (not period or str(each.quarter) == period)
            and _takes(wanted, each)
        ]


def _takes(status: str, thread: Thread) -> bool:
    if status == LATE:
        return thread.days_late > 0
    if not status:
        return True
    theirs = bool(thread.by_unit) == (status == UNITS_REMARKS)
    return theirs and thread.status is STATUS_CODES[status]


def _code(subject: Indicator | Task | None) -> str:
    if subject is None:
        return ""
    return f"{'nhiem-vu' if isinstance(subject, Task) else 'chi-tieu'}-{subject.pk}"


def _named(subject: Indicator | Task) -> str:
    text = subject.title if isinstance(subject, Task) else subject.wording
    unit = subject.lead_unit.brief if subject.lead_unit else "chưa giao đơn vị chủ trì"
    return f"{subject.number}. {text if len(text) <= 90 else text[:89] + '…'} – {unit}"


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1]
