"""The units a person acts for on the start page, with what was asked of them."""

import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from targets.models import PeriodExtension, ProgressReport, Unit, User
from targets.places import Place


class OwnUnit(NamedTuple):
    """A unit the person acts for, with its extension; `contributes`: a report was asked of it."""

    code: str
    name: str
    head_signs: bool
    until: datetime.date | None
    contributes: bool


def own_units(user: User, place: Place) -> list[OwnUnit]:
    """The person's units; one query."""
    extensions = PeriodExtension.objects.filter(period=place.period, unit=OuterRef("pk"))
    asked = ProgressReport.objects.filter(period=place.period, unit=OuterRef("pk"), counts=False)
    rows = (
        Unit.objects.filter(pk__in=user.acting_units())
        .order_by("order", "code")
        .values_list(
            "code",
            "name",
            "head_signs",
            Subquery(extensions.order_by("-until").values("until")[:1]),
            Exists(asked),
        )
    )
    return [OwnUnit._make(row) for row in rows]
