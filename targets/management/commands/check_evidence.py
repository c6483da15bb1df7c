"""`manage.py check_evidence`: are all attached files there, unchanged? For after a restore."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from targets.actions.evidence_folder import clear_strays, look_at_folder


class Command(BaseCommand):
    """Ends with 1 where a file is lost or no longer what was attached."""

    help = (
        "Đối chiếu tệp minh chứng trong thư mục EVIDENCE_ROOT với cơ sở dữ liệu (SHA-256). "
        "--tidy xóa tệp thừa do tải lên dở dang để lại."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tidy", action="store_true", help="xóa tệp thừa quá một ngày")

    def handle(self, *args: Any, **options: Any) -> None:
        state = look_at_folder()
        for word, rows in (("Thiếu", state.lost), ("Đã bị thay đổi", state.changed)):
            for row in rows:
                self.stderr.write(f"{word}: minh chứng {row.pk}, {row.name} ({row.kept_as})")
        if options["tidy"]:
            clear_strays(state)
        did = "đã xóa" if options["tidy"] else "thêm --tidy để xóa"
        extra = f"; {len(state.strays)} tệp thừa ({did})" if state.strays else ""
        self.stdout.write(f"{state.whole} tệp minh chứng còn nguyên{extra}.")
        if bad := len(state.lost) + len(state.changed):
            raise CommandError(f"{bad} tệp thiếu hoặc đã bị thay đổi; hãy lấy lại từ bản sao lưu.")
