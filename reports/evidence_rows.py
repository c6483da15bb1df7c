"""The evidence of the counting reports: for an indicator's page and for the workbook."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reports.assessment import Basis, ReportLine
from targets.models import Evidence, Period, User


class Attached(NamedTuple):
    """A piece of evidence as the papers name it."""

    name: str
    added_at: datetime.datetime | None


def evidence_shown(
    user: User, period: Period, number: int, report: ReportLine
) -> Sequence[Evidence]:
    """What proves the figures that count, and may be read by this person; one query."""
    rows = Evidence.objects.visible_to(user).filter(
        report__counts=True,
        report__period=period,
        report__indicator__number=number,
    )
    return [row for row in rows.select_related("added_by") if _counts(row.added_at, report)]


def names_attached(
    period: Period, indicator_ids: Iterable[int] | None = None
) -> Mapping[int, Sequence[Attached]]:
    """By indicator id, in the order it was attached; one query for all of a period."""
    rows = Evidence.objects.shown().present().filter(report__counts=True, report__period=period)
    if indicator_ids is not None:
        rows = rows.filter(report__indicator__in=list(indicator_ids))
    found: dict[int, list[Attached]] = defaultdict(list)
    for indicator_id, name, added_at in rows.values_list("report__indicator", "name", "added_at"):
        found[indicator_id].append(Attached(name, added_at))
    return found


def names_that_count(attached: Iterable[Attached], report: ReportLine) -> tuple[str, ...]:
    return tuple(one.name for one in attached if _counts(one.added_at, report))


def _counts(added_at: datetime.datetime | None, report: ReportLine) -> bool:
    """Evidence counts as its report's figures do; of an older approval, what was there then."""
    if report.basis is Basis.LAST_APPROVED and report.approved_at is not None:
        return added_at is not None and added_at <= report.approved_at
    return report.basis is not Basis.NONE
