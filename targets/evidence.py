"""The evidence of reports, read for pages: what is attached, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from targets.models import Evidence, Measure, ProgressReport


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


def with_attached(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Each with `attached`: how much evidence its indicator has in all periods, of all units,
    shown or hidden. What a closed measure hides is that of the whole indicator.
    """
    present = Evidence.objects.filter(report__indicator=OuterRef("indicator")).present()
    counted = (
        present.order_by().values("report__indicator").annotate(count=Count("pk")).values("count")
    )
    return measures.annotate(attached=Coalesce(Subquery(counted), 0))
