"""The evidence of reports, read for pages: what is attached, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable

from targets.models import Evidence, ProgressReport


def evidence_of(reports: Iterable[ProgressReport | None]) -> dict[int, list[Evidence]]:
    """By report id, in the order it was added; what was taken off is left out. One query.

    An indicator with a closed measure (`percent_only`) shows none.
    """
    found: dict[int, list[Evidence]] = defaultdict(list)
    ids = [report.pk for report in reports if report is not None]
    rows = Evidence.objects.filter(report__in=ids).shown().present()
    for row in rows.select_related("added_by"):
        found[row.report_id].append(row)
    return found


def every_evidence_of(report: ProgressReport) -> list[Evidence]:
    """Of one report, what was taken off too: its history tells it."""
    rows = Evidence.objects.filter(report=report).shown()
    return list(rows.select_related("added_by__unit", "removed_by__unit"))
