"""Forms of the door: logging in, choosing a password."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError

from targets.models import User


class LoginForm(auth_forms.AuthenticationForm):
    """User name, password and how long to stay."""

    username = auth_forms.UsernameField(
        label="Tên đăng nhập",
        max_length=150,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": "Hãy nhập tên đăng nhập.",
            "max_length": "Tên đăng nhập không dài quá 150 ký tự.",
        },
    )
    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": "Hãy nhập mật khẩu.",
            "max_length": "Mật khẩu không dài quá 1.000 ký tự.",
        },
    )
    remember = forms.BooleanField(
        label="Giữ đăng nhập 8 giờ trên máy này",
        help_text="Không chọn: hết phiên khi đóng trình duyệt. Không chọn trên máy dùng chung.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["password" if self["username"].value() else "username"]
        first.widget.attrs["autofocus"] = True

    def get_invalid_login_error(self) -> ValidationError:
        credentials = {"username": self.cleaned_data.get("username")}
        failures = AxesProxyHandler.get_failures(self.request, credentials)
        left = settings.AXES_FAILURE_LIMIT - failures
        return ValidationError(
            [
                "Tên đăng nhập hoặc mật khẩu chưa đúng.",
                f"Kiểm tra phím Caps Lock và bộ gõ tiếng Việt. Còn {max(left, 0)} lần thử.",
            ]
        )


class NewPasswordForm(auth_forms.PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.",
        "password_incorrect": "Mật khẩu hiện nay chưa đúng. Hãy nhập lại.",
    }
    user: User

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        labels = {
            "old_password": "Mật khẩu hiện nay",
            "new_password1": "Mật khẩu mới",
            "new_password2": "Nhập lại mật khẩu mới",
        }
        for name, label in labels.items():
            field = self.fields[name]
            field.label = label
            field.error_messages["required"] = "Hãy điền ô này."
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())
        self.fields["new_password2"].help_text = ""

    def validate_password_for_user(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Say what is wrong with the new password beside its first box."""
        super().validate_password_for_user(user, "new_password1")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        old, new = self.cleaned_data.get("old_password"), self.cleaned_data.get("new_password1")
        if old and new == old:
            self.add_error("new_password1", "Mật khẩu mới phải khác mật khẩu hiện nay.")
        return cleaned

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - Django's signature
        self.user.must_change_password = False
        super().save(commit=commit)
        return self.user
