"""What the office decides with: the filters of the queue and the form of one step."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from targets import clock
from targets.actions.moves import Wish
from targets.forms.fields import PlainTextField, VersionField, VnDateField
from targets.labels import MOVE_LABELS, move_label
from targets.models import ProgressReport
from targets.review import ReviewRow, counts_by_status
from targets.rules.workflow import Move, Status

LONGEST_NOTE = 2000
STATUS, CHECKS, UNIT = "trang-thai", "canh-bao", "don-vi"
STATUS_CHOICES: Mapping[str, tuple[Status, str]] = {
    "cho-duyet": (Status.SUBMITTED, "Chờ duyệt"),
    "cho-ky": (Status.SIGNING, "Chờ thủ trưởng ký"),
    "tra-lai": (Status.RETURNED, "Đang trả lại"),
    "da-duyet": (Status.APPROVED, "Đã duyệt"),
}
STOCK_REASONS: Mapping[str, tuple[str, str]] = {
    "nguon": (
        "Chưa khớp nguồn số liệu",
        "Số liệu chưa khớp với cơ quan cung cấp nguồn. Đề nghị đối chiếu lại và gửi số đã khớp.",
    ),
    "xa-phuong": (
        "Chưa khớp tổng xã, phường",
        "Số toàn địa bàn khác tổng số các xã, phường. Đề nghị rà lại từng xã, phường.",
    ),
    "ky-truoc": (
        "Lệch nhiều so với kỳ trước",
        "Số liệu lệch nhiều so với kỳ trước mà chưa nêu vì sao. Đề nghị kiểm tra lại, nếu đúng thì "
        "ghi rõ lý do.",
    ),
    "nguyen-nhan": (
        "Thiếu nguyên nhân, giải pháp",
        "Chỉ tiêu chưa đạt tiến độ nhưng báo cáo chưa nêu khó khăn, nguyên nhân và giải pháp. Đề "
        "nghị bổ sung.",
    ),
    "can-cu": (
        "Thiếu ngày chốt số, căn cứ",
        "Chưa rõ số liệu tính đến ngày nào, theo văn bản, báo cáo nào. Đề nghị ghi rõ ngày chốt số "
        "và nguồn.",
    ),
}
STOCKED = frozenset({Move.RETURN, Move.REOPEN})
DAYS_TO_ANSWER = 2
_NOTE_LABELS: Mapping[Move | None, str] = {
    Move.RETURN: "Nội dung đơn vị sẽ đọc (bắt buộc)",
    Move.REOPEN: "Vì sao mở lại, đơn vị cần điều chỉnh gì (bắt buộc)",
    Move.SIGN_FOR: "Số, ngày của bản giấy thủ trưởng đã ký (bắt buộc)",
    Move.SEND_BACK: "Lý do chuyển lại, cán bộ sẽ đọc (bắt buộc)",
    Move.SUBMIT: "Ai báo số liệu, bằng cách nào, lúc nào (khi nhập thay)",
}
_TICKET = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)


class StockSelect(forms.Select):
    """A select whose options carry the text they stand for: the script copies it."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value in STOCK_REASONS:
            option["attrs"]["data-text"] = STOCK_REASONS[value][1]
        return option


class ReviewFilter(forms.Form):
    """Which reports of a period are listed. What cannot be read is taken as not asked for."""

    def __init__(self, data: Mapping[str, Any], rows: Sequence[ReviewRow]) -> None:
        super().__init__(data, auto_id="loc-%s")
        self.rows = rows
        counts = counts_by_status(rows)
        units = {row.line.unit.pk: row.line.unit for row in rows}
        ordered = sorted(units.values(), key=lambda unit: (unit.order, unit.code))
        choices = [
            (code, f"{word} ({counts[status]})") for code, (status, word) in STATUS_CHOICES.items()
        ]
        checks = [("", "Mọi kết quả kiểm tra"), ("co", "Có cảnh báo"), ("khong", "Không cảnh báo")]
        everyone = [("", "Tất cả đơn vị"), *((unit.code, unit.brief) for unit in ordered)]
        self._add(STATUS, "Trạng thái", choices)
        self._add(CHECKS, "Cảnh báo", checks)
        self._add(UNIT, "Đơn vị", everyone)
        self.is_valid()

    def _add(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            initial=choices[0][0],
            widget=forms.Select(attrs={"class": "w-auto"}),
        )

    @property
    def status(self) -> Status:
        chosen = self.cleaned_data.get(STATUS) or "cho-duyet"
        return STATUS_CHOICES[chosen][0]

    @property
    def status_word(self) -> str:
        return next(word for status, word in STATUS_CHOICES.values() if status is self.status)

    @property
    def narrows(self) -> bool:
        """Whether less than all reports of the status are asked for."""
        return bool(self.cleaned_data.get(CHECKS) or self.cleaned_data.get(UNIT))

    def apply(self) -> list[ReviewRow]:
        """The rows that were asked for."""
        warned, unit = self.cleaned_data.get(CHECKS), self.cleaned_data.get(UNIT)
        return [
            row
            for row in self.rows
            if row.line.status is self.status
            and (not warned or bool(row.warnings) == (warned == "co"))
            and (not unit or row.line.unit.code == unit)
        ]


class MoveForm(forms.Form):
    """One step with a report, empty or as it was posted.

    A stock reason goes before what was written by hand.
    """

    move = forms.ChoiceField(
        choices=MOVE_LABELS,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Chưa rõ bước cần làm. Hãy bấm lại nút trên trang.",
            "invalid_choice": "Không có bước này. Hãy tải lại trang rồi bấm lại.",
        },
    )
    reason = forms.ChoiceField(
        label="Lý do thường dùng",
        required=False,
        widget=StockSelect,
        choices=[("", "– chọn để điền sẵn –"), *((c, w[0]) for c, w in STOCK_REASONS.items())],
        error_messages={"invalid_choice": "Hãy chọn một lý do trong danh sách."},
    )
    note = PlainTextField(longest=LONGEST_NOTE, rows=3)
    until = VnDateField()
    version = VersionField(required=False)

    def __init__(
        self, report: ProgressReport, data: QueryDict | None = None, *, move: Move | None = None
    ) -> None:
        asks = move in STOCKED
        until = clock.today() + datetime.timedelta(days=DAYS_TO_ANSWER) if asks else None
        first = {"move": move, "version": report.version, "until": until}
        super().__init__(data, initial=first)
        self.report = report
        self.auto_id = f"{self.step or 'buoc'}-{report.pk}-%s"
        self.fields["note"].label = _NOTE_LABELS.get(self.step, "Ghi chú")
        closed = report.period.closed_at is not None
        label = "Gửi lại trước hết ngày"
        self.fields["until"].label = f"{label} (bắt buộc, kỳ đã khóa)" if closed else label

    @property
    def step(self) -> Move | None:
        """The step it is for; None where a post names none of ours."""
        asked = self["move"].value()
        return Move(asked) if asked in MOVE_LABELS else None

    @property
    def number(self) -> int:
        return self.report.indicator.number

    @property
    def word(self) -> str:
        counts = self.report.counts
        return move_label(self.step, counts=counts) if self.step else "Bước này"

    @property
    def asks_note(self) -> bool:
        return self.step in _NOTE_LABELS

    @property
    def asks_reason(self) -> bool:
        """Whether stock reasons and a day to answer by belong to it."""
        return self.step in STOCKED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("reason")
        if chosen:
            stock = STOCK_REASONS[chosen][1]
            note = cleaned.get("note", "")
            cleaned["note"] = note if stock in note else f"{stock} {note}".strip()
        return cleaned

    def wish(self) -> Wish:
        """What is asked for; only of a valid form."""
        asked = self.cleaned_data
        return Wish(
            Move(asked["move"]),
            note=asked["note"],
            until=asked["until"],
            version=asked["version"],
        )


def tickets(texts: Iterable[str]) -> dict[int, int]:
    """Posted `report:version` pairs; what is none is left out."""
    found = (_TICKET.fullmatch(text) for text in texts)
    return {int(pair[1]): int(pair[2]) for pair in found if pair}
