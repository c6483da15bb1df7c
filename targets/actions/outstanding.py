"""Which reports due in a period are missing or not approved yet (design §4); two queries."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q

from targets.models import Indicator, Period, ProgressReport
from targets.rules.pace import Pace
from targets.rules.workflow import Status

NOT_BEGUN = ""
NO_UNIT = "Chưa giao đơn vị chủ trì"


class Missing(NamedTuple):
    """A report that is due and not approved; status "" is one nobody has begun.

    Reports that count alone: what is contributed goes to the lead unit, not to the office.
    """

    number: int
    unit_id: int | None
    unit: str
    status: str


class Outstanding(NamedTuple):
    """What a period still lacks, of how many reports that are due."""

    missing: tuple[Missing, ...]
    due: int

    @property
    def ticket(self) -> str:
        """Stands for exactly this list: whoever saw another one has another ticket."""
        rows = ";".join(f"{row.number}:{row.unit_id}:{row.status}" for row in self.missing)
        return hashlib.sha256(rows.encode()).hexdigest()[:16]


class _Planned(NamedTuple):
    pk: int
    number: int
    unit_id: int | None
    unit: str | None
    early: int
    total: int


class _Filed(NamedTuple):
    period_id: int
    indicator_id: int
    number: int
    unit_id: int
    unit: str
    status: str


def outstanding_in(periods: Iterable[Period]) -> dict[int, Outstanding]:
    """By period id, for periods of one resolution: due and not approved, in the units' order."""
    shown = list(periods)
    if not shown:
        return {}
    early = Count("measures", filter=~Q(measures__pace=Pace.YEAR_END.value))
    plan = [
        _Planned._make(row)
        for row in Indicator.objects.filter(group__resolution=shown[0].resolution_id)
        .annotate(early=early, total=Count("measures"))
        .order_by("lead_unit__order", "lead_unit__code", "number")
        .values_list("pk", "number", "lead_unit_id", "lead_unit__name", "early", "total")
    ]
    filed = [
        _Filed._make(row)
        for row in ProgressReport.objects.counting()
        .filter(period__in=shown)
        .order_by("unit__order", "unit__code", "indicator__number")
        .values_list(
            "period_id", "indicator_id", "indicator__number", "unit_id", "unit__name", "status",
        )
    ]  # fmt: skip
    return {period.pk: _outstanding(period, plan, filed) for period in shown}


def _outstanding(period: Period, plan: Iterable[_Planned], filed: Iterable[_Filed]) -> Outstanding:
    here = [one for one in filed if one.period_id == period.pk]
    counting = {one.indicator_id: one for one in here}
    rows = []
    for planned in plan:
        known = counting.get(planned.pk)
        if not (planned.total if period.is_last else planned.early):
            continue
        rows.append(
            Missing(planned.number, planned.unit_id, planned.unit or NO_UNIT, NOT_BEGUN)
            if known is None
            else Missing(known.number, known.unit_id, known.unit, known.status)
        )
    missing = tuple(row for row in rows if row.status != Status.APPROVED)
    return Outstanding(missing, len(rows))
