"""The office's notice as a form."""

from django import forms

from targets.forms.fields import PlainTextField, VnDateField

LONGEST = 1000


class NoticeForm(forms.Form):
    """A few words and the last day on which they stand on the start pages."""

    text = PlainTextField(
        label="Nội dung thông báo",
        longest=LONGEST,
        rows=3,
        required=True,
        error_messages={"required": "Hãy ghi nội dung thông báo."},
        help_text="Tối đa 1.000 ký tự. Hiện ở trang đầu của mọi người dùng.",
    )
    until = VnDateField(
        label="Hiện đến hết ngày",
        required=True,
        error_messages={"required": "Hãy ghi ngày cuối cùng còn hiện, ví dụ 30/09/2024."},
        help_text="Ngày/tháng/năm.",
    )
