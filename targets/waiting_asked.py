"""What units should report to the units that lead and have not begun, line by line."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from targets.models import Measure, Period, PeriodExtension, ProgressReport, Unit
from targets.models.people import LOCALITY
from targets.rules.pace import Pace


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator of a running period that a unit contributes to."""

    unit: Unit
    number: int
    wording: str
    slug: str
    year: int
    period_id: int
    quarter: int
    period: str
    due_on: datetime.date | None


def asked_lines(units: Iterable[Unit], running: QuerySet[Period]) -> Iterator[Asked]:
    """What is due now and not begun, as `Duties.asked` counts it; three queries."""
    found = list(units)
    supplied = Q(supplier__in=found)
    told = Q(by_locality=True) if any(unit.kind == LOCALITY for unit in found) else Q(pk=None)
    rows = (
        Measure.objects.filter(
            supplied | told,
            indicator__lead_unit__isnull=False,
            indicator__group__resolution__periods__in=running.values("pk"),
        )
        .annotate(
            period_id=F("indicator__group__resolution__periods"),
            in_last=F("indicator__group__resolution__periods__is_last"),
        )
        .filter(~Q(pace=Pace.YEAR_END.value) | Q(in_last=True))
        .order_by("indicator__number", "indicator", "period_id")
        .values_list(
            "indicator", "indicator__number", "indicator__wording", "indicator__lead_unit",
            "indicator__group__resolution__slug", "indicator__group__resolution__year",
            "period_id", "indicator__group__resolution__periods__quarter",
            "indicator__group__resolution__periods__name",
            "indicator__group__resolution__periods__due_on", "by_locality", "supplier",
        )
    )  # fmt: skip
    begun = set(
        ProgressReport.objects.filter(unit__in=found, period__in=running.values("pk"))
        .order_by()
        .values_list("unit_id", "indicator_id", "period_id")
    )
    given = _extensions(found, running)
    for pk, number, wording, lead, slug, year, period_id, quarter, name, due_on, local, who in rows:
        for unit in found:
            asked = (local and unit.kind == LOCALITY) or who == unit.pk
            key = (unit.pk, pk, period_id)
            if not asked or lead == unit.pk or key in begun:
                continue
            begun.add(key)  # once, however many of its measures are asked for
            until = given.get((unit.pk, period_id), due_on)
            yield Asked(unit, number, wording, slug, year, period_id, quarter, name, until)


def _extensions(
    units: Iterable[Unit], running: QuerySet[Period]
) -> dict[tuple[int, int], datetime.date]:
    """Until when a unit was given more time, the latest."""
    rows = PeriodExtension.objects.filter(unit__in=units, period__in=running.values("pk"))
    return {
        (unit_id, period_id): until
        for unit_id, period_id, until in rows.order_by("until").values_list(
            "unit_id", "period_id", "until"
        )
    }
