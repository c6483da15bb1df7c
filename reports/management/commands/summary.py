"""manage.py summary: a resolution in one period, as JSON, as a paper or to read (design §8)."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from reports.assessment import Summary
from reports.export import xlsx
from reports.export.docx import write_report
from reports.gather import UnknownQuarter, summary_of
from reports.heads import report_head
from reports.text_table import as_text
from targets.models import Resolution


class Command(BaseCommand):
    """Prints to stdout; warnings go to stderr."""

    help = "Tổng hợp kết quả thực hiện một nghị quyết trong một kỳ, kể cả kỳ chưa mở."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--resolution", required=True, metavar="SLUG")
        parser.add_argument("--quarter", required=True, type=int, metavar="N")
        parser.add_argument(
            "--include-submitted", action="store_true", help="tính cả số đã gửi, chưa duyệt"
        )
        parser.add_argument("--json", action="store_true", help="in JSON")
        parser.add_argument("--xlsx", metavar="FILE", help="ghi biểu tổng hợp ra tệp Excel")
        parser.add_argument("--docx", metavar="FILE", help="ghi báo cáo ra tệp Word")

    def handle(self, *_args: Any, **options: Any) -> None:
        summary = _summary(options)
        for warning in summary.warnings:
            self.stderr.write(warning)
        if options["xlsx"]:
            _write(Path(options["xlsx"]), lambda stream: xlsx.write(summary, stream))
        if options["docx"]:
            head = report_head()
            _write(Path(options["docx"]), lambda stream: write_report(summary, stream, head))
        if options["json"]:
            self.stdout.write(json.dumps(summary.as_contract_json(), ensure_ascii=False, indent=1))
        elif not options["xlsx"] and not options["docx"]:
            self.stdout.write(as_text(summary))


def _summary(options: dict[str, Any]) -> Summary:
    slug, quarter = options["resolution"], options["quarter"]
    resolution = Resolution.objects.filter(slug=slug).first()
    if resolution is None:
        known = ", ".join(Resolution.objects.values_list("slug", flat=True)) or "chưa có"
        raise CommandError(f"Không có nghị quyết “{slug}”. Các nghị quyết: {known}.")
    try:
        return summary_of(
            resolution,
            quarter,
            include_submitted=options["include_submitted"],
            for_papers=bool(options["docx"] or options["xlsx"]),
        )
    except UnknownQuarter:
        quarters = resolution.periods.values_list("quarter", flat=True)
        known = ", ".join(map(str, quarters)) or "chưa có"
        raise CommandError(
            f"Nghị quyết “{slug}” không có kỳ báo cáo {quarter}. Các kỳ: {known}."
        ) from None


def _write(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    try:
        with path.open("wb") as stream:
            write(stream)
    except OSError as fault:
        raise CommandError(f"Không ghi được tệp {path}: {fault.strerror}.") from None
