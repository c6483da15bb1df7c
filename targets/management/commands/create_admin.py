"""Make the first administrator: `manage.py create_admin`, asked for or from the environment."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from targets.models import User
from targets.rules.workflow import Role


class Command(BaseCommand):
    help = (
        "Tạo tài khoản quản trị / make an administrator account. Asks for what is not given by "
        "--username or by the environment (ADMIN_USERNAME, ADMIN_PASSWORD)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default=os.environ.get("ADMIN_USERNAME", ""))

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        username = username or input("Tên đăng nhập (user name): ").strip()
        account = User(
            username=username,
            full_name="Quản trị",
            role=Role.ADMIN.value,
            is_staff=True,
            is_superuser=True,
        )
        if User.objects.filter(username=username).exists():
            raise CommandError(f"Đã có tài khoản {username} (this user name is taken).")
        password = os.environ.get("ADMIN_PASSWORD") or _asked_twice()
        try:
            validate_password(password, account)
            account.set_password(password)
            account.full_clean()
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        account.save()
        self.stdout.write(f"Đã tạo tài khoản quản trị {username}.")


def _asked_twice() -> str:
    first = getpass.getpass("Mật khẩu (password): ")
    if getpass.getpass("Nhập lại (again): ") != first:
        raise CommandError("Hai lần nhập không giống nhau (the two do not match).")
    return first
