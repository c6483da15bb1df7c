"""What people type about a period: another standing, a kept summary's name, why it goes."""

import unicodedata
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reports.rating import RatingWish
from targets.forms.fields import PlainTextField
from targets.forms.widgets import ChoiceBox
from targets.labels import STANDING_LABELS
from targets.rules.standing import Standing

AUTOMATIC = "automatic"
LONGEST_REASON = 1000
LONGEST_TITLE = 200
NO_TITLE = "Hãy đặt tên cho bản chốt."
CHOICES = (
    Standing.EXCEEDED, Standing.MET, Standing.ON_TRACK, Standing.BEHIND, Standing.MISSED,
)  # fmt: skip


class RatingForm(forms.Form):
    """Another standing with its reason; `seen` carries the newest rating its writer saw."""

    standing = forms.ChoiceField(
        label="Đánh giá của lãnh đạo, Văn phòng",
        widget=ChoiceBox,
        error_messages={
            "required": "Hãy chọn mức đánh giá.",
            "invalid_choice": "Hãy chọn một mức trong danh sách.",
        },
    )
    reason = PlainTextField(
        label="Lý do (in trong biểu, đơn vị cũng đọc được)",
        longest=LONGEST_REASON,
        rows=3,
        required=True,
        error_messages={"required": "Hãy ghi lý do; lý do được in trong biểu."},
    )
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())

    def __init__(
        self, data: QueryDict | None = None, *, newest: int | None = None, rated: bool = False
    ) -> None:
        """newest: the id of the newest rating; rated: whether one counts now."""
        super().__init__(data, auto_id="danh-gia-%s", initial={"seen": newest})
        choices = [("", "Chọn mức")]
        choices += [(each.value, STANDING_LABELS[each.value]) for each in CHOICES]
        if rated or (data is not None and data.get("standing") == AUTOMATIC):
            choices.append((AUTOMATIC, "Trở lại đánh giá tự động"))
        self.stale = False
        field = self.fields["standing"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "seen" in self.errors:
            self.add_error(None, "Trang này không còn đúng. Hãy tải lại trang rồi đánh giá lại.")
        return cleaned

    def wish(self) -> RatingWish:
        """What is to count; only of a valid form."""
        typed = self.cleaned_data
        standing = None if typed["standing"] == AUTOMATIC else Standing(typed["standing"])
        return RatingWish(standing, typed["reason"], typed["seen"])

    def catch_up(self, newest: int | None) -> None:
        """Make the next press one against what holds now; what was typed stays."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = "" if newest is None else str(newest)
        self.data, self.stale = data, True


class SnapshotForm(forms.Form):
    """The name a summary is kept under, and which figures it holds."""

    title = PlainTextField(
        label="Tên bản chốt",
        longest=LONGEST_TITLE,
        required=True,
        help_text="Ví dụ: Trình BTV ngày 25/9/2024",
        error_messages={"required": NO_TITLE},
    )
    figures = forms.ChoiceField(
        label="Số liệu",
        required=False,
        widget=ChoiceBox,
        choices=[("approved", "Chỉ số đã duyệt"), ("submitted", "Cả số đã gửi, chưa duyệt")],
        error_messages={"invalid_choice": "Hãy chọn một trong hai loại số liệu."},
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: QueryDict | None = None, *, include_submitted: bool = False) -> None:
        figures = "submitted" if include_submitted else "approved"
        initial = {"figures": figures, "form_key": uuid.uuid4()}
        super().__init__(data, auto_id="chot-%s", initial=initial)

    def clean_title(self) -> str:
        """One line with something to see in it: it becomes a heading."""
        title = " ".join(self.cleaned_data["title"].split())
        if not any(unicodedata.category(letter)[0] not in "CZM" for letter in title):
            raise ValidationError(NO_TITLE, code="required")
        return title

    def clean(self) -> dict[str, Any]:
        """A key that cannot be read is none: it only tells two presses from one."""
        cleaned = super().clean() or {}
        self.errors.pop("form_key", None)
        cleaned.setdefault("form_key", None)
        return cleaned

    @property
    def include_submitted(self) -> bool:
        return bool(self.cleaned_data["figures"] == "submitted")


class WithdrawalForm(forms.Form):
    """Why a kept summary is withdrawn."""

    reason = PlainTextField(
        label="Lý do thu hồi (hiện cạnh bản chốt)",
        longest=LONGEST_REASON,
        rows=3,
        required=True,
        error_messages={"required": "Hãy ghi vì sao thu hồi bản này."},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="thu-hoi-%s")
