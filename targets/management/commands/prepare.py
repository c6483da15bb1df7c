"""Everything before the server starts; the web server calls it (gunicorn.conf.py)."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from targets.actions.demo import PASSWORD
from targets.models import Resolution, User


class Command(BaseCommand):
    help = "Bring the database up to date; under DEMO=1 load the resolution and the demo once."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO:
            if not Resolution.objects.exists():
                call_command("load_resolution", stdout=self.stdout)
            call_command("load_demo", stdout=self.stdout)
        elif open_to_all := _demo_account():
            self.stderr.write(
                "CẢNH BÁO: đây là cơ sở dữ liệu của bản minh họa, ai cũng biết mật khẩu của "
                f"{open_to_all}. Làm việc thật: dùng DATABASE_URL khác, hoặc xóa tệp trong var/."
            )


def _demo_account() -> str:
    """The name of an active account that still has the demo's password, known to everybody."""
    watched = User.objects.filter(username__in=["quantri", "vanphong"], is_active=True)
    return next((str(user.username) for user in watched if user.check_password(PASSWORD)), "")
