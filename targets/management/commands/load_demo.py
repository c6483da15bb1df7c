"""`manage.py load_demo`: the demo's accounts and made-up figures; safe to run twice."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from targets.actions.demo import load_demo
from targets.actions.demo_steps import DemoRefused


class Command(BaseCommand):
    help = (
        "Nạp tài khoản và số liệu minh họa / load the demo's accounts and made-up figures. "
        "Refuses unless DEMO=1 or nothing was reported yet."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_demo(Path(settings.BASE_DIR) / "fixtures" / "demo")
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from None
        news = ", ".join(f"{count} {name}" for name, count in added.items())
        self.stdout.write(
            f"Đã nạp số liệu minh họa: {news}." if news else "Bản minh họa đã có, không nạp thêm."
        )
