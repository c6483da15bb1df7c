"""Forms over accounts: who an account is for."""

import json
import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.actions.accounts import NewAccount, Terms, email_fault
from targets.forms.fields import PlainTextField
from targets.forms.widgets import ChoiceBox, LineBox
from targets.labels import ROLE_LABELS
from targets.models import Unit, User
from targets.rules import user_names
from targets.rules.accounts import refusal
from targets.rules.workflow import Role

LONGEST_NAME = 150
OLD_PAGE = "Trang này đã cũ. Nội dung bạn gõ vẫn còn; hãy kiểm tra rồi bấm lần nữa."
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class MailField(forms.Field):
    """An e-mail address or nothing; a line break in it is refused, not trimmed away."""

    widget = LineBox(attrs={**_PLAIN, "inputmode": "email"})

    def to_python(self, value: Any) -> str:
        address = str(value or "").strip(" \t")
        if fault := email_fault(address):
            raise ValidationError(fault, code="email")
        return address


class PressField(forms.Field):
    """A hidden text that tells one press of a button from the next: another one on every page."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(
            initial=lambda: secrets.token_hex(16), error_messages={"required": OLD_PAGE}
        )

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if len(text) != 32 or set(text) - set("0123456789abcdef"):
            raise ValidationError(OLD_PAGE, code="old")
        return text


class PressForm(forms.Form):
    """A form whose button does something once, however often the browser sends it."""

    press = PressField()

    def renew_press(self) -> None:
        """Where the page's mark was no good, draw the page with a new one."""
        if "press" in self.errors:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["press"] = secrets.token_hex(16)
            self.data = data


class NameField(PlainTextField):
    """Somebody's full name on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class AccountForm(forms.Form):
    """Who an account is for. `units`: every unit; `account`: whose terms are to be changed."""

    full_name = NameField(
        label="Họ và tên",
        longest=LONGEST_NAME,
        required=True,
        error_messages={"required": "Hãy nhập họ và tên."},
    )
    role = forms.ChoiceField(
        label="Vai trò",
        choices=[("", "Chọn vai trò"), *ROLE_LABELS.items()],
        widget=ChoiceBox,
        error_messages={
            "required": "Hãy chọn vai trò.",
            "invalid_choice": "Không có vai trò này. Hãy chọn lại.",
        },
    )
    unit = forms.TypedChoiceField(
        label="Đơn vị",
        coerce=int,
        empty_value=None,
        required=False,
        widget=ChoiceBox,
        help_text="Bắt buộc với cán bộ và thủ trưởng đơn vị.",
        error_messages={
            "invalid_choice": "Đơn vị này không có hoặc đã ngừng hoạt động. Hãy chọn lại."
        },
    )
    email = MailField(label="Thư điện tử", required=False)
    also_for = forms.TypedMultipleChoiceField(
        label="Kiêm đơn vị",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "invalid_choice": "Có đơn vị không còn hoặc đã ngừng hoạt động. Hãy chọn lại."
        },
    )

    def __init__(
        self, units: Sequence[Unit], data: QueryDict | None = None, *, account: User | None = None
    ) -> None:
        terms = Terms.of(account) if account else None
        super().__init__(data, initial=_as_initial(terms) if terms else None, auto_id="%s")
        held = terms.units if terms else frozenset()
        self.names = {unit.pk: unit.name for unit in units}
        offered = [(unit.pk, _named(unit)) for unit in units if unit.is_active or unit.pk in held]
        self._choices("unit", [("", "Không thuộc đơn vị nào"), *offered])
        self._choices("also_for", offered)

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"role", "unit", "also_for"} <= cleaned.keys():
            cleaned["also_for"] = frozenset(cleaned["also_for"]) - {cleaned["unit"]}
            refused = refusal(
                Role(cleaned["role"]),
                has_unit=cleaned["unit"] is not None,
                serves_more=bool(cleaned["also_for"]),
            )
            if refused:
                self.add_error(*refused)
        return cleaned

    def terms(self) -> Terms:
        """What was typed; only of a valid form."""
        typed = self.cleaned_data
        return Terms(
            full_name=typed["full_name"],
            role=Role(typed["role"]),
            unit_id=typed["unit"],
            also_for=frozenset(typed["also_for"]),
            email=typed["email"],
        )


class NewAccountForm(AccountForm, PressForm):
    """An account to be made; a blank user name is proposed by the program."""

    username = forms.Field(
        label="Tên đăng nhập",
        required=False,
        widget=LineBox(attrs=_PLAIN),
        help_text="Để trống: lấy mã đơn vị, hoặc họ tên không dấu.",
    )

    field_order = ("full_name", "username", "role", "unit", "email", "also_for")

    def __init__(self, units: Sequence[Unit], data: QueryDict | None = None) -> None:
        super().__init__(units, data)
        self.codes = {unit.pk: unit.code for unit in units}

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"] or "").strip().lower()
        if name and (fault := user_names.fault(name)):
            raise ValidationError(fault)
        return name

    def wish(self, taken: frozenset[str]) -> NewAccount:
        """The account to be made; only of a valid form. `taken`: user names in use."""
        terms = self.terms()
        name = self.cleaned_data["username"] or user_names.proposal(
            terms.role, terms.full_name, unit_code=self.codes.get(terms.unit_id or 0, ""),
            taken=taken,
        )  # fmt: skip
        return NewAccount(name, terms)


class ChangedAccountForm(AccountForm):
    """Beside the boxes goes what their writer saw: two windows never overwrite in silence."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, units: Sequence[Unit], data: QueryDict | None = None, *, account: User
    ) -> None:
        super().__init__(units, data, account=account)
        self.initial["seen"] = _packed(Terms.of(account))

    def seen_terms(self) -> Terms | None:
        """What the page showed; None where the page no longer tells."""
        return _unpacked(self.cleaned_data["seen"])

    def show_moved(self, now: Terms) -> None:
        """Say beside each box what holds there now; the next save is made against that."""
        seen = self.seen_terms()
        for name, told in self._told(now).items():
            if seen is None or _as_initial(seen)[name] != _as_initial(now)[name]:
                self.add_error(
                    name,
                    f"Người khác vừa đổi thành “{told}”. Muốn giữ nội dung của bạn thì bấm Lưu "
                    "lần nữa.",
                )
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = _packed(now)
        self.data = data

    def _told(self, now: Terms) -> dict[str, str]:
        also = [self.names.get(pk, "?") for pk in sorted(now.also_for)]
        return {
            "full_name": now.full_name,
            "role": ROLE_LABELS[now.role.value],
            "unit": self.names.get(now.unit_id or 0, "không đơn vị nào"),
            "email": now.email or "để trống",
            "also_for": ", ".join(also) or "không kiêm đơn vị nào",
        }


def _named(unit: Unit) -> str:
    return unit.name if unit.is_active else f"{unit.name} (đã ngừng)"


def _as_initial(terms: Terms) -> dict[str, Any]:
    return {
        "full_name": terms.full_name,
        "role": terms.role.value,
        "unit": terms.unit_id,
        "also_for": sorted(terms.also_for),
        "email": terms.email,
    }


def _packed(terms: Terms) -> str:
    return json.dumps(_as_initial(terms), ensure_ascii=False)


def _unpacked(text: str) -> Terms | None:
    try:
        known = json.loads(text)
        return Terms(
            full_name=str(known["full_name"]),
            role=Role(known["role"]),
            unit_id=known["unit"],
            also_for=frozenset(known["also_for"]),
            email=str(known["email"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
