"""What the office chooses for a slip, and how its papers are headed."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets import clock
from targets.actions.letterhead import OF_REPORTS, OF_SLIPS, TEXTS
from targets.forms.fields import PlainTextField, VnDateField
from targets.forms.widgets import LineBox
from targets.models import Letterhead
from targets.rules.days import working_days_after
from targets.rules.reminding import SLIP_HOUR, SLIP_WORKING_DAYS
from targets.slips import hour_words

_HOUR = re.compile(r"(\d{1,2})\s*(?::|giờ|gio|g|h)\s*(\d{2})?", re.IGNORECASE)
MOST_REPORT_RECIPIENTS = 12
MOST_RECIPIENTS = 6
LONGEST_RECIPIENT = 45


class HourField(forms.Field):
    """A time of day: 16:00, 16h, 16 giờ 30."""

    widget = LineBox

    def to_python(self, value: Any) -> datetime.time | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = _HOUR.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError("Giờ chưa đúng. Hãy ghi giờ và phút, ví dụ 16 giờ 00.")
        return datetime.time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return hour_words(value) if isinstance(value, datetime.time) else value


class SlipForm(forms.Form):
    """Until when the slip asks for an answer; two working days from today unless said."""

    han = VnDateField(label="Thời hạn mới")
    gio = HourField(label="Giờ", required=False)

    def __init__(self, data: Any = None) -> None:
        day = working_days_after(clock.today(), SLIP_WORKING_DAYS)
        super().__init__(data, auto_id="%s", initial={"han": day, "gio": SLIP_HOUR})

    def clean_han(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["han"] or self.initial["han"]
        if day < clock.today():
            raise ValidationError("Thời hạn mới phải từ hôm nay trở đi.")
        return day

    def clean_gio(self) -> datetime.time:
        hour: datetime.time = self.cleaned_data["gio"] or self.initial["gio"]
        return hour


class LetterheadForm(forms.Form):
    """The one letterhead; `seen` says what its writer saw, so that two windows notice."""

    issuing_office = PlainTextField(
        label="Cơ quan ra văn bản", longest=60, help_text="Ví dụ: Văn phòng"
    )
    place = PlainTextField(label="Địa danh", longest=40, help_text="Ví dụ: Đức Phổ")
    symbol = PlainTextField(
        label="Ký hiệu phiếu đôn đốc", longest=40, help_text="Phần sau số, ví dụ: -PĐĐ/VPTU"
    )
    signer_post = PlainTextField(
        label="Chức vụ người ký", longest=50, help_text="Ví dụ: Chánh Văn phòng"
    )
    signer_name = PlainTextField(label="Họ tên người ký", longest=40)
    recipients = PlainTextField(
        label="Nơi nhận",
        longest=400,
        rows=5,
        help_text="Mỗi nơi một dòng, không cần gạch đầu dòng; tối đa 6 dòng.",
    )
    contact = PlainTextField(
        label="Đầu mối liên hệ",
        longest=140,
        help_text="Ví dụ: đồng chí Trần Thị B, chuyên viên tổng hợp; điện thoại 0255 3 850 000",
    )
    report_symbol = PlainTextField(
        label="Ký hiệu báo cáo", longest=40, help_text="Phần sau số, ví dụ: -BC/TU"
    )
    report_body = PlainTextField(
        label="Báo cáo của", longest=120, help_text="Ví dụ: Ban Thường vụ Thị ủy"
    )
    report_to = PlainTextField(label="Trình", longest=120, help_text="Ví dụ: Thị ủy")
    report_for = PlainTextField(
        label="Thay mặt (dòng trên chức vụ)", longest=60, help_text="Ví dụ: T/M Ban Thường vụ"
    )
    report_post = PlainTextField(
        label="Chức vụ người ký báo cáo", longest=50, help_text="Ví dụ: Bí thư"
    )
    report_name = PlainTextField(label="Họ tên người ký báo cáo", longest=40)
    report_recipients = PlainTextField(
        label="Nơi nhận báo cáo",
        longest=1000,
        rows=6,
        help_text="Mỗi nơi một dòng, không cần gạch đầu dòng; tối đa 12 dòng.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Letterhead, seen: str, data: Any = None) -> None:
        initial = {name: getattr(row, name) for name in TEXTS}
        super().__init__(data, auto_id="%s", initial={**initial, "seen": seen})

    def clean_recipients(self) -> str:
        lines = [line.strip(" -\t") for line in self.cleaned_data["recipients"].splitlines()]
        kept = [line for line in lines if line]
        if len(kept) > MOST_RECIPIENTS:
            raise ValidationError(
                f"Nơi nhận có {len(kept)} dòng; phiếu một trang chỉ đủ {MOST_RECIPIENTS} dòng."
            )
        if any(len(line) > LONGEST_RECIPIENT for line in kept):
            raise ValidationError(
                f"Mỗi dòng nơi nhận tối đa {LONGEST_RECIPIENT} ký tự. Hãy viết gọn lại."
            )
        return "\n".join(kept)

    def clean_report_recipients(self) -> str:
        typed = self.cleaned_data["report_recipients"].splitlines()
        kept = [line for each in typed if (line := each.strip(" -\t"))]
        if len(kept) > MOST_REPORT_RECIPIENTS:
            raise ValidationError(
                f"Nơi nhận có {len(kept)} dòng; tối đa {MOST_REPORT_RECIPIENTS} dòng. Hãy gộp lại."
            )
        return "\n".join(kept)

    @property
    def parts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The boxes of each paper: an anchor, its name, the boxes."""
        return [
            ("phieu", "Phiếu đôn đốc", [self[name] for name in OF_SLIPS]),
            ("bao-cao", "Báo cáo Word trình họp", [self[name] for name in OF_REPORTS]),
        ]

    def show_moved(self, now: Letterhead, seen: str) -> None:
        """Say beside each box what holds there now; the next save is made against that."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = seen
        for name in TEXTS:
            current = getattr(now, name)
            if current != self.cleaned_data.get(name):
                self.add_error(
                    name,
                    f"Người khác vừa ghi “{current or 'để trống'}”. Muốn giữ nội dung của bạn thì "
                    "bấm Lưu lần nữa.",
                )
        self.data = data

    def texts(self) -> dict[str, str]:
        """What is to be kept; only of a valid form."""
        return {name: self.cleaned_data[name] for name in TEXTS}
