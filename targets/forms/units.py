"""The form of a unit."""

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.forms.fields import PlainTextField, VnDateField
from targets.forms.people import MailField
from targets.forms.row_boxes import UnitBox, Units, WholeNumberField
from targets.forms.row_form import RowForm
from targets.forms.widgets import ChoiceBox, LineBox
from targets.labels import UNIT_KIND_LABELS
from targets.models import Unit

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
BAD_CODE = "Mã chỉ gồm chữ thường không dấu, số và dấu gạch nối, ví dụ phong-kinh-te."
_END = ("is_active", "valid_from", "valid_to", "successor")


class UnitForm(RowForm):
    """A unit; its code is a box only while it is new."""

    columns: Sequence[str] = (
        "code", "name", "short_name", "kind", "parent", "order", "head_signs", "email", *_END,
    )  # fmt: skip
    full_width = frozenset({"name"})
    code = forms.Field(
        label="Mã",
        widget=LineBox(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=f"{BAD_CODE} Không đổi được về sau.",
        error_messages={"required": BAD_CODE},
    )
    name = PlainTextField(
        label="Tên", longest=200, required=True,
        error_messages={"required": "Hãy ghi tên đơn vị."},
    )  # fmt: skip
    short_name = PlainTextField(label="Tên gọn", longest=60, help_text="Cho bảng và biểu hẹp.")
    kind = forms.ChoiceField(
        label="Loại",
        choices=[("", "– chọn loại –"), *UNIT_KIND_LABELS.items()],
        widget=ChoiceBox,
        help_text="“Xã, phường” báo cáo các thành phần theo xã, phường.",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn một loại trong danh sách."
        ),
    )
    parent = UnitBox(
        label="Đơn vị cấp trên", help_text="Người ở cấp trên xem được số liệu của đơn vị này."
    )
    order = WholeNumberField(label="Thứ tự trong danh sách", least=0, most=9999)
    head_signs = forms.BooleanField(
        label="Thủ trưởng ký trước khi gửi", required=False,
        help_text="Báo cáo của cán bộ chờ thủ trưởng ký rồi mới đến Văn phòng.",
    )  # fmt: skip
    email = MailField(label="Thư điện tử", required=False, help_text="Nhận nhắc việc, nếu có.")
    is_active = forms.BooleanField(
        label="Đang hoạt động", required=False,
        help_text="Bỏ dấu khi sáp nhập, giải thể: không nhập được nữa, số cũ giữ nguyên.",
    )  # fmt: skip
    valid_from = VnDateField(label="Hoạt động từ ngày")
    valid_to = VnDateField(label="Hoạt động đến ngày")
    successor = UnitBox(label="Đơn vị kế thừa")

    def __init__(self, row: Unit, units: Units, data: QueryDict | None = None) -> None:
        new = row.pk is None
        if not new:
            self.columns = tuple(name for name in self.columns if name != "code")
        super().__init__(row, data)
        if not new:
            del self.fields["code"]
        self.layout = (
            ("Đơn vị", [name for name in self.columns if name not in _END]),
            ("Hiệu lực", _END),
        )
        self.choose("parent", units.with_none("– không có –", row.parent_id))
        self.choose("successor", units.with_none("– không có –", row.successor_id))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if len(code) > 50 or not _CODE.fullmatch(code):
            raise ValidationError(BAD_CODE, code="code")
        return code
