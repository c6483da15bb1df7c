"""One change to a reporting period as a form, empty or as it was posted."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from targets.actions.periods import SeenPeriod
from targets.forms.fields import PlainTextField, VnDateField
from targets.models import Period, Unit
from targets.rules.periods import MOST_REMIND_DAYS, PeriodMove

LONGEST_REASON = 500
RELOAD = "Trang không còn đúng. Hãy tải lại trang rồi làm lại."
_REASON_LABELS: Mapping[PeriodMove, str] = {
    PeriodMove.CLOSE: "Ghi chú khi khóa (không bắt buộc)",
    PeriodMove.REOPEN: "Lý do mở lại (bắt buộc)",
    PeriodMove.DUE: "Lý do dời hạn (bắt buộc)",
    PeriodMove.EXTEND: "Lý do gia hạn (bắt buộc)",
    PeriodMove.END: "Lý do kết thúc sớm (bắt buộc)",
}
PERIOD_MOVE_WORDS: Mapping[PeriodMove, str] = {
    PeriodMove.OPEN: "Mở kỳ từ hôm nay",
    PeriodMove.CLOSE: "Khóa kỳ",
    PeriodMove.REOPEN: "Mở lại kỳ",
    PeriodMove.DUE: "Dời hạn nộp",
    PeriodMove.REMIND: "Đổi số ngày nhắc trước",
    PeriodMove.EXTEND: "Gia hạn cho một đơn vị",
    PeriodMove.END: "Kết thúc gia hạn sớm",
}


class SeenField(forms.Field):
    """What the page showed of the period, so that two windows never overwrite in silence."""

    widget = forms.HiddenInput
    default_error_messages = {"required": RELOAD, "invalid": RELOAD}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, SeenPeriod):
            return value
        days = [day.isoformat() if day else "" for day in (value.opens_on, value.due_on)]
        return "|".join([*days, str(value.remind_days), str(int(value.closed))])

    def to_python(self, value: Any) -> SeenPeriod | None:
        if not value:
            return None
        try:
            opens_on, due_on, remind_days, closed = str(value).split("|")
            return SeenPeriod(_day(opens_on), _day(due_on), int(remind_days), closed == "1")
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class SeenDayField(VnDateField):
    """A day the page showed."""

    default_error_messages = {"required": RELOAD, "invalid": RELOAD}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else value


class PeriodForm(forms.Form):
    """One move with one period. `ending`: the unit whose extension END would end."""

    def __init__(
        self,
        period: Period,
        move: PeriodMove,
        data: QueryDict | None = None,
        *,
        units: Sequence[Unit] = (),
        ending: tuple[Unit, datetime.date] | None = None,
    ) -> None:
        self.period, self.move, self.units, self.ending = period, move, units, ending
        whose = f"-{ending[0].code}" if ending else ""
        self.anchor = f"{move}-{period.quarter}{whose}"
        super().__init__(data, auto_id=f"{self.anchor}-%s")
        if move in {PeriodMove.EXTEND, PeriodMove.END}:
            self._add_unit_fields()
        else:
            self.fields["seen"] = SeenField(initial=SeenPeriod.of(period))
        if move is PeriodMove.DUE:
            self.fields["due_on"] = VnDateField(
                label="Hạn nộp mới (ngày/tháng/năm)", initial=period.due_on
            )
        elif move is PeriodMove.REMIND:
            self.fields["remind_days"] = _remind_field(period.remind_days)
        elif move is PeriodMove.CLOSE:
            self.fields["ticket"] = forms.CharField(
                required=False, max_length=64, widget=forms.HiddenInput
            )
        if move in _REASON_LABELS:
            rows = 0 if move is PeriodMove.CLOSE else 2
            self.fields["reason"] = PlainTextField(
                label=_REASON_LABELS[move], longest=LONGEST_REASON, rows=rows
            )

    def _add_unit_fields(self) -> None:
        if self.move is PeriodMove.EXTEND:
            choices = [("", "– chọn đơn vị –"), *((one.code, one.name) for one in self.units)]
            self.fields["unit"] = forms.ChoiceField(
                label="Đơn vị",
                choices=choices,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), "Hãy chọn một đơn vị trong danh sách."
                ),
            )
            self.fields["until"] = VnDateField(label="Được nhập và gửi đến hết ngày")
            return
        unit, until = self.ending or (None, None)
        self.fields["unit"] = forms.CharField(
            initial=unit.code if unit else "", max_length=50, widget=forms.HiddenInput,
            error_messages={"required": RELOAD},
        )  # fmt: skip
        self.fields["seen_until"] = SeenDayField(
            initial=until, required=True, widget=forms.HiddenInput
        )

    @property
    def word(self) -> str:
        return PERIOD_MOVE_WORDS[self.move]

    @property
    def takes_text(self) -> bool:
        """Whether people write words in it, so that the notice on secret matters belongs to it."""
        return "reason" in self.fields

    def problems(self) -> list[str]:
        """What is wrong with it as a whole, hidden fields included."""
        hidden = [str(error) for field in self.hidden_fields() for error in field.errors]
        return [*map(str, self.non_field_errors()), *hidden]

    def see_anew(self, period: Period, **seen: str) -> None:
        """After a refusal: what was typed stays, what was seen is what holds now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        if "seen" in self.fields:
            data["seen"] = SeenField().prepare_value(SeenPeriod.of(period))
        data.update(seen)
        self.data = data


def _remind_field(days: int) -> forms.IntegerField:
    sentence = f"Hãy ghi một số ngày từ 0 đến {MOST_REMIND_DAYS}."
    return forms.IntegerField(
        label="Nhắc trước hạn (ngày)",
        initial=days,
        min_value=0,
        max_value=MOST_REMIND_DAYS,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "text-end"}
        ),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
    )


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
