"""The form of a measure: every column of design §4 with what it means, in the office's words."""

from typing import Any

from django import forms
from django.http import QueryDict

from targets.forms.fields import PlainTextField, VnDecimalField
from targets.forms.row_boxes import UnitBox, Units, WholeNumberField
from targets.forms.row_form import RowForm
from targets.forms.widgets import ChoiceBox
from targets.labels import FORMULA_LABELS, PACE_LABELS
from targets.models import Measure
from targets.rules.figures import Formula
from targets.rules.pace import Pace

MOST_DETAILS = 12
LONGEST_DETAIL = 60
FORMULA_HINTS = {
    Formula.VALUE: "đơn vị nhập thẳng con số",
    Formula.RATIO: "nhập tử số, mẫu số; phần mềm tính %",
    Formula.EXCESS: "nhập số đã làm và số được giao; tính phần vượt",
    Formula.DECREASE: "năm trước trừ hiện tại, ví dụ tỷ lệ hộ nghèo giảm",
}
PACE_HINTS = {
    Pace.CUMULATIVE: "cộng dồn từ đầu năm, so với mốc từng quý",
    Pace.LEVEL: "mức tại thời điểm, tiến dần từ năm trước",
    Pace.RATE: "tốc độ, tỷ lệ phải giữ suốt năm",
    Pace.YEAR_END: "chỉ đánh giá ở kỳ cuối",
}


_CHOOSE = dict.fromkeys(("required", "invalid_choice"), "Hãy chọn một cách trong danh sách.")


def _explained(labels: Any, hints: Any) -> list[tuple[str, str]]:
    return [(code, f"{label} ({hints[code]})") for code, label in labels.items()]


class MeasureForm(RowForm):
    """A measure. percent_only has a page of its own with its consequences (Nội dung hạn chế)."""

    columns = (
        "letter", "name", "unit_of_measure", "decimals", "formula", "pace", "baseline", "start",
        "numerator_label", "denominator_label", "detail_labels", "assigned", "assigned_basis",
        "by_locality", "supplier", "method", "source", "continues",
    )  # fmt: skip
    layout = (
        ("Thành phần", ("letter", "name", "unit_of_measure", "decimals")),
        (
            "Cách tính và cách theo dõi",
            ("formula", "pace", "numerator_label", "denominator_label", "detail_labels"),
        ),
        ("Điểm xuất phát và số được giao", ("baseline", "start", "assigned", "assigned_basis")),
        ("Ai có số liệu", ("supplier", "by_locality", "method", "source")),
        ("Nối với năm trước", ("continues",)),
    )
    full_width = frozenset(
        {"name", "formula", "pace", "detail_labels", "method", "source", "continues"}
    )
    letter = PlainTextField(
        label="Chữ", longest=2, help_text="a, b, c khi chỉ tiêu có nhiều thành phần."
    )
    name = PlainTextField(
        label="Tên", longest=300, required=True,
        error_messages={"required": "Hãy ghi tên thành phần."},
    )  # fmt: skip
    unit_of_measure = PlainTextField(
        label="Đơn vị tính", longest=40, help_text="%, tỷ đồng, người, trường…"
    )
    decimals = WholeNumberField(
        label="Số lẻ khi in", least=0, most=6, help_text="Chỉ để in; số đã nhập giữ nguyên."
    )
    formula = forms.ChoiceField(
        label="Cách tính số", choices=_explained(FORMULA_LABELS, FORMULA_HINTS), widget=ChoiceBox,
        error_messages=_CHOOSE,
    )  # fmt: skip
    pace = forms.ChoiceField(
        label="Cách theo dõi trong năm", choices=_explained(PACE_LABELS, PACE_HINTS),
        widget=ChoiceBox, error_messages=_CHOOSE,
    )  # fmt: skip
    baseline = VnDecimalField(
        label="Thực hiện năm trước", help_text="Để so sánh và làm điểm xuất phát của mức."
    )
    start = VnDecimalField(
        label="Điểm xuất phát khác", help_text="Để trống: lũy kế từ 0, mức từ số năm trước."
    )
    numerator_label = PlainTextField(
        label="Tên tử số", longest=120, help_text="Số đã đạt, ví dụ: Số thôn đạt chuẩn (thôn)."
    )
    denominator_label = PlainTextField(
        label="Tên mẫu số", longest=120, help_text="Tổng số, ví dụ: Tổng số thôn (thôn)."
    )
    detail_labels = PlainTextField(
        label="Các số chi tiết (mỗi dòng một tên, nếu có)", rows=2, longest=1000
    )
    assigned = VnDecimalField(
        label="Số được giao", help_text="Điền sẵn vào mẫu số khi đơn vị nhập."
    )
    assigned_basis = PlainTextField(label="Căn cứ giao", longest=200, help_text="Ví dụ: tỉnh giao.")
    by_locality = forms.BooleanField(
        label="Từng xã, phường báo cáo", required=False,
        help_text="Đơn vị chủ trì cộng số các xã, phường.",
    )  # fmt: skip
    supplier = UnitBox(
        label="Đơn vị cung cấp số", help_text="Nơi thật sự có số, khi không phải đơn vị chủ trì."
    )
    method = PlainTextField(label="Phương pháp tính", rows=2)
    source = PlainTextField(label="Nguồn số liệu", rows=2)
    continues = forms.TypedChoiceField(
        label="Tiếp nối thành phần của năm trước",
        coerce=int,
        empty_value=None,
        required=False,
        widget=ChoiceBox,
        help_text="Để hiện số cùng kỳ và kết quả các năm trước.",
        error_messages={"invalid_choice": "Hãy chọn một thành phần trong danh sách."},
    )

    def __init__(
        self, row: Measure, units: Units, earlier: list[Measure], data: QueryDict | None = None
    ) -> None:
        super().__init__(row, data)
        self.choose("supplier", units.with_none("– đơn vị chủ trì –", row.supplier_id))
        self.choose(
            "continues",
            [("", "– không có –"), *((one.pk, _of_year(one)) for one in earlier)],
        )

    def clean_detail_labels(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["detail_labels"].split("\n")]
        labels = [line for line in lines if line]
        if len(labels) > MOST_DETAILS:
            raise forms.ValidationError(f"Tối đa {MOST_DETAILS} số chi tiết. Hãy bỏ bớt dòng.")
        if any(len(label) > LONGEST_DETAIL for label in labels):
            raise forms.ValidationError(f"Mỗi tên tối đa {LONGEST_DETAIL} ký tự. Hãy rút gọn.")
        if len(set(labels)) < len(labels):
            raise forms.ValidationError("Hai dòng trùng tên. Hãy đổi một tên.")
        return labels


def _of_year(measure: Measure) -> str:
    indicator = measure.indicator
    year = indicator.group.resolution.year
    return f"{year} · {indicator.number}{measure.letter}. {measure.name}"
