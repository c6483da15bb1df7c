"""`manage.py load_resolution [FOLDER]`: units and resolutions from files; safe to run twice."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from targets.actions.plan import PlanUnreadable, load_resolution


class Command(BaseCommand):
    help = (
        "Nạp đơn vị, nghị quyết, kỳ báo cáo từ tệp; phần đã có giữ nguyên / load units and "
        "resolutions from a folder; what is already there stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=Path(settings.BASE_DIR) / "fixtures"
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}.")
        try:
            added = load_resolution(folder)
        except PlanUnreadable as refusal:
            raise CommandError(str(refusal)) from None
        news = ", ".join(f"{count} {name}" for name, count in added.items())
        self.stdout.write(f"Đã nạp {news}." if news else "Nghị quyết đã có đủ, không nạp thêm.")
