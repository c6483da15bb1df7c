"""Which resolution and period a page is about, and which others there are; one query."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from targets import clock
from targets.models import Period, Resolution, User
from targets.rules.workflow import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A period of a resolution, its sisters, and the other resolutions with a period to go to."""

    resolution: Resolution
    period: Period
    periods: list[Period]
    others: list[Period]


def known_periods(user: User) -> list[Period]:
    """Every period, newest resolution first; drafts are for the office alone."""
    rows = Period.objects.select_related("resolution").order_by(
        "-resolution__year", "resolution__slug", "quarter"
    )
    if not user.has_role(Role.OFFICE):
        rows = rows.exclude(resolution__status="draft")
    return list(rows)


def place_of(user: User, slug: str, quarter: int) -> Place:
    """The place an address names; Http404 where there is none."""
    rows = known_periods(user)
    for row in rows:
        if (row.resolution.slug, row.quarter) == (slug, quarter):
            return _placed(row, rows)
    raise Http404


def newest_place(user: User) -> Place | None:
    """The latest opened period of the resolution that runs, else the nearest thing to it."""
    rows = known_periods(user)
    if not rows:
        return None
    active = [row for row in rows if row.resolution.status == "active"] or rows
    return _placed(_latest(of_running(active)), rows)


def of_running(rows: Sequence[Period]) -> list[Period]:
    """Of periods, newest resolution first, those of the first that has opened one.

    Next year's resolution is followed from December on, while this year's last period still
    runs: until its own first period opens everybody stays where the work is.
    """
    today = clock.today()
    first = next((row for row in rows if row.is_opened(today)), rows[0] if rows else None)
    return [row for row in rows if first is not None and _same(row, first)]


def _placed(period: Period, rows: list[Period]) -> Place:
    by_resolution: dict[int, list[Period]] = {}
    for row in rows:
        by_resolution.setdefault(row.resolution_id, []).append(row)
    sisters = by_resolution.pop(period.resolution_id)
    others = [_latest(group) for group in by_resolution.values()]
    return Place(period.resolution, period, sisters, others)


def _latest(sisters: list[Period]) -> Period:
    """The latest opened one; the first where none has opened yet."""
    today = clock.today()
    return next((row for row in reversed(sisters) if row.is_opened(today)), sisters[0])


def _same(one: Period, other: Period) -> bool:
    return one.resolution_id == other.resolution_id
