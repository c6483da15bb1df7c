"""The demo's evidence: small files made on the spot and a link, attached before the sending."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from targets import evidence_files
from targets.actions.cases import enters_for
from targets.actions.demo_papers import page_of_word, workbook
from targets.actions.demo_steps import DemoRefused, moment
from targets.models import Evidence, ProgressReport, User
from targets.rules.evidence import safe_name
from targets.rules.workflow import Move

Row = Mapping[str, Any]
NO_FOLDER = (
    "Không ghi được tệp minh chứng vào {}. Hãy cấp quyền ghi, hoặc đặt EVIDENCE_ROOT là thư mục"
    " khác."
)


class ImpossibleEvidence(ValueError):
    """The file tells of evidence that nobody could have attached."""


def load_evidence(file: Row, people: Mapping[str, User]) -> int:
    """Attach it all; return how much. Called last: only the end of a transaction is after it.

    Raises ImpossibleEvidence, and DemoRefused when the folder takes no file; none is left then.
    """
    kept: list[str] = []
    try:
        rows = [_attached(file, row, people[row["by"]], kept) for row in file["attached"]]
        return len(Evidence.objects.bulk_create(rows))
    except BaseException as fault:
        for kept_as in kept:
            evidence_files.discard(kept_as)
        if isinstance(fault, OSError):
            raise DemoRefused(NO_FOLDER.format(settings.EVIDENCE_ROOT)) from fault
        raise


def _attached(file: Row, row: Row, by: User, kept: list[str]) -> Evidence:
    at = moment(row["at"])
    known: dict[str, Any] = {"unit__code": row["unit"]} if "unit" in row else {"counts": True}
    report = ProgressReport.objects.select_related("unit").get(
        indicator__group__resolution__slug=file["resolution"],
        indicator__number=row["indicator"],
        period__quarter=file["quarter"],
        **known,
    )
    if not enters_for(by, report.unit) or _was_sent(report, at):
        raise ImpossibleEvidence(f"Chỉ tiêu {row['indicator']}: {by} không đính kèm được lúc {at}.")
    common = Evidence(report=report, name=row["name"], added_by=by, added_at=at)
    if "link" in row:
        common.link = row["link"]
        return common
    kind, content = (
        ("docx", page_of_word(row["page"])) if "page" in row else ("xlsx", workbook(row["rows"]))
    )
    stored = evidence_files.keep([content])
    kept.append(stored.kept_as)
    common.name, common.kind = safe_name(row["name"], kind), kind
    common.kept_as, common.size, common.sha256 = stored.kept_as, stored.size, stored.sha256
    return common


def _was_sent(report: ProgressReport, at: datetime) -> bool:
    return report.events.filter(move=Move.SUBMIT.value, at__lte=at).exists()
