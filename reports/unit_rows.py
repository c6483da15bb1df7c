"""The lead units of a resolution with the reminders of a period: one query."""

from django.db.models import Count, Max, Q
from django.utils import timezone

from reports.unit_lines import UnitLine
from targets.models import Indicator, Period, Unit, User


def unit_lines(period: Period, viewer: User | None) -> tuple[UnitLine, ...]:
    """In the units' order. viewer: only this person's own units; None reads all."""
    led = Indicator.objects.filter(group__resolution=period.resolution_id)
    units = Unit.objects.filter(pk__in=led.values("lead_unit"))
    if viewer is not None:
        units = units.filter(pk__in=viewer.own_units())
    here = Q(reminders__period=period.pk)
    rows = (
        units.annotate(
            times=Count("reminders", filter=here), last=Max("reminders__at", filter=here)
        )
        .order_by("order", "code")
        .values_list("code", "name", "times", "last")
    )
    return tuple(
        UnitLine(code, name, times, None if last is None else timezone.localtime(last).date())
        for code, name, times, last in rows
    )
