"""What a new password must be, said in Vietnamese (Django's catalogue lacks these sentences)."""

from django.contrib.auth import password_validation as django_rules


class LongEnough(django_rules.MinimumLengthValidator):
    def __init__(self, length: int = 10) -> None:
        super().__init__(min_length=length)

    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn: cần ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Ít nhất {self.min_length} ký tự."


class NotAboutYourself(django_rules.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "full_name", "email"))

    def get_error_message(self) -> str:
        return "Mật khẩu quá giống tên đăng nhập, họ tên hoặc thư điện tử. Hãy chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không giống tên đăng nhập, họ tên."


class NotWellKnown(django_rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không phải mật khẩu thường gặp."


class NotOnlyDigits(django_rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu không được chỉ gồm chữ số."

    def get_help_text(self) -> str:
        return "Không chỉ gồm chữ số."
