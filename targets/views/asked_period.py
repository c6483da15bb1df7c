"""The period that an address asks for."""

from django.db.models import Exists
from django.http import Http404

from targets.models import OfficePolicy, Period
from targets.sheet_lines import PeriodFacts
from targets.worksheet import facts_of


def asked_period(slug: str, quarter: int) -> tuple[PeriodFacts, bool]:
    """Where the period stands in its year, and whether the office is single-handed; one query.

    Http404 where there is no such period.
    """
    periods = list(
        Period.objects.filter(resolution__slug=slug)
        .select_related("resolution")
        .annotate(single_handed=Exists(OfficePolicy.objects.filter(single_handed_office=True)))
        .order_by("quarter")
    )
    for period in periods:
        if period.quarter == quarter:
            return facts_of(period, periods), period.single_handed
    raise Http404
