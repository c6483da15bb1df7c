"""`manage.py remind`: mail units what is due; once a day from cron, safe to run twice."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from targets.actions.notices import MailRefused, remind


class Command(BaseCommand):
    """When what is told stands in targets/rules/reminding.py.

    A report, and a request to explain: the period's "nhắc trước" days before it is due, the day
    before, on the day, then 1, 4, 7 … days after. A work item: 15, 5 and 1 days before, on the
    day, then weekly. A day on which the command does not run is not made up for.
    """

    help = (
        "Gửi thư nhắc đơn vị: báo cáo, đầu việc, giải trình sắp đến hạn hoặc quá hạn. Mỗi địa chỉ "
        "một thư mỗi ngày; chạy lại trong ngày không gửi lần nữa. Cần biến EMAIL_URL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ in ra sẽ nhắc ai, không gửi, không ghi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        try:
            outcome = remind(send=not dry)
        except MailRefused as refused:
            self.stdout.write(str(refused))
            return
        for fault in outcome.refused:
            self.stderr.write(fault)
        did = "Sẽ gửi" if dry else "Đã gửi"
        for address, count in outcome.sent:
            self.stdout.write(f"{did} {address}: {count} nội dung.")
        if not outcome.sent and not outcome.failed:
            self.stdout.write("Không có gì để nhắc.")
        for address, why in outcome.failed:
            self.stderr.write(f"Không gửi được {address}: {why}")
        if outcome.failed:
            raise CommandError(f"{len(outcome.failed)} thư không gửi được; lần chạy sau gửi lại.")
