"""The form of a target: as first set, corrected, or amended by a document (design §3.1, §4)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from targets.forms.fields import PlainTextField, VnDateField, VnDecimalField
from targets.forms.row_form import RowForm
from targets.forms.widgets import ChoiceBox
from targets.labels import DIRECTION_LABELS
from targets.models import Measure, Target
from targets.rules.figures import Formula
from targets.rules.goals import tolerance_in_words

_GOAL = ("wording", "direction", "low", "high", "strict", "tolerance")
_DOCUMENT = ("effective_from", "decision", "reason")
_OF_THE_FIGURE = {
    Formula.EXCESS: " (phần vượt, %)",
    Formula.DECREASE: " (mức giảm)",
}


class TargetForm(RowForm):
    """What a measure shall reach; with `amends` also since when, by which document and why."""

    columns: Any = _GOAL
    full_width = frozenset({"wording", "decision", "reason"})
    wording = PlainTextField(
        label="Mức bằng lời, như văn bản", longest=300, required=True,
        help_text="Ví dụ: từ 10% - 12,5%; khoảng 9.500 tỷ đồng; ít nhất 85%.",
        error_messages={"required": "Hãy ghi mức bằng lời, ví dụ: từ 10% - 12,5%."},
    )  # fmt: skip
    direction = forms.ChoiceField(
        label="Hướng", choices=list(DIRECTION_LABELS.items()), widget=ChoiceBox,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn hướng."),
    )  # fmt: skip
    low = VnDecimalField(label="Mức thấp", help_text="Số phải đạt khi càng cao càng tốt.")
    high = VnDecimalField(label="Mức cao", help_text="Số không được vượt khi càng thấp càng tốt.")
    strict = forms.BooleanField(
        label="Phải vượt qua mức (trên, hơn, dưới)", required=False,
        help_text="“trên 95%”: đúng 95% là chưa đạt.",
    )  # fmt: skip
    tolerance = VnDecimalField(
        label="Sai số chấp nhận của “khoảng”",
        help_text="Để trống: theo quy tắc làm tròn (khoảng 92% → 0,5; 54,5% → 0,05; "
        "9.500 → 50); không có “khoảng” thì 0. Ghi số khác nếu muốn.",
    )
    effective_from = VnDateField(
        label="Có hiệu lực từ ngày",
        help_text="Kỳ kết thúc trước ngày này giữ mức cũ.",
    )
    decision = PlainTextField(
        label="Văn bản điều chỉnh", longest=200,
        help_text="In trên bảng và báo cáo, ví dụ: Quyết định số 12-QĐ/TU ngày 05/08/2024.",
    )  # fmt: skip
    reason = PlainTextField(label="Lý do điều chỉnh", rows=2, longest=2000)

    def __init__(
        self, measure: Measure, row: Target, data: QueryDict | None = None, *, amends: bool
    ) -> None:
        self.measure = measure
        self.columns = (*_GOAL, *_DOCUMENT) if amends else _GOAL
        super().__init__(row, data)
        if not amends:
            for name in _DOCUMENT:
                del self.fields[name]
        if not row.pk:
            self.initial["tolerance"] = None  # so that the rule for "khoảng" is what is left alone
        goal = ("Mức", _GOAL)
        self.layout = (("Văn bản", _DOCUMENT), goal) if amends else (("", _GOAL),)
        behind = _OF_THE_FIGURE.get(Formula(measure.formula), "")
        for name in ("low", "high"):
            box = self.fields[name]
            assert isinstance(box, VnDecimalField)
            box.unit = measure.unit_of_measure
            box.label = f"{box.label}{behind}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "tolerance" in cleaned and cleaned["tolerance"] is None:
            cleaned["tolerance"] = self._proposed(cleaned)
        return cleaned

    def _proposed(self, cleaned: dict[str, Any]) -> Decimal:
        """What "khoảng" allows by the rule; nothing where the words name no one number."""
        if cleaned.get("strict"):
            return Decimal(0)
        percent = "%" in self.measure.unit_of_measure or "%" in cleaned.get("wording", "")
        known = tolerance_in_words(cleaned.get("wording", ""), percent=percent)
        return Decimal(0) if known is None else known
