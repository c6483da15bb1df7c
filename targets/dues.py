"""What each unit has to report and what it has sent: the one rule of what is due (design §4).

A unit's row holds facts alone; pages, papers and reminders put them into words.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from targets.models import Indicator, Period, PeriodExtension, ProgressReport, Resolution
from targets.rules.pace import Pace
from targets.rules.workflow import Move, Status

NOT_BEGUN = ""
# The state that stands for several reports: the first of these that occurs
MOST_BEHIND = (
    Status.RETURNED.value,
    NOT_BEGUN,
    Status.DRAFT.value,
    Status.SIGNING.value,
    Status.SUBMITTED.value,
    Status.APPROVED.value,
)
SENT = frozenset({Status.SUBMITTED.value, Status.APPROVED.value})


class Planned(NamedTuple):
    """An indicator and how many of its measures are due before the last period, and in it."""

    number: int
    unit_id: int | None
    unit_code: str
    unit_name: str
    unit_order: int
    unit_email: str
    early: int
    total: int

    def is_due(self, period: Period) -> bool:
        return bool(self.total if period.is_last else self.early)


class Filed(NamedTuple):
    """A report: where it stands, when it was sent last and first."""

    period_id: int
    number: int
    status: str
    unit_id: int
    unit_code: str
    unit_name: str
    unit_order: int
    unit_email: str
    counts: bool
    sent_at: datetime.datetime | None
    first_event_at: datetime.datetime | None

    @property
    def first_sent_at(self) -> datetime.datetime | None:
        return self.first_event_at or self.sent_at


@dataclass(frozen=True, slots=True)
class Item:
    """What a unit reports on one indicator in a period. `due`: it has to (design §4)."""

    number: int
    due: bool
    status: str = NOT_BEGUN
    sent_at: datetime.datetime | None = None
    first_sent_at: datetime.datetime | None = None

    @property
    def unsent(self) -> bool:
        """Due and never sent; what came back once was sent."""
        return self.due and self.first_sent_at is None and self.status not in SENT

    @property
    def waits_for_unit(self) -> bool:
        """Due and not with the office, or with the lead unit, at this moment."""
        return self.due and self.status not in SENT

    def sent_late(self, due_on: datetime.date | None) -> bool:
        if not self.due or due_on is None or self.first_sent_at is None:
            return False
        return timezone.localtime(self.first_sent_at).date() > due_on


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """A unit's record: of `due` reports `sent`, and of those whose time has come, `on_time`."""

    due: int
    sent: int
    judged: int
    on_time: int


@dataclass(slots=True)
class UnitDues:
    """A unit and what it reports, by period id. `leads` False: it contributes to others."""

    pk: int
    code: str
    name: str
    order: int
    email: str
    leads: bool
    total: int = 0
    items: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))
    extended: dict[int, datetime.date] = field(default_factory=dict)

    def of(self, period: Period) -> list[Item]:
        return self.items.get(period.pk, [])

    def due(self, period: Period) -> list[Item]:
        return [item for item in self.of(period) if item.due]

    def unsent(self, period: Period) -> list[Item]:
        return [item for item in self.of(period) if item.unsent]

    def has_sent_all(self, period: Period) -> bool:
        return all(item.status in SENT for item in self.due(period))

    def extended_to(self, period: Period) -> datetime.date | None:
        """Until when the office gave this unit time, where that is after the period's date."""
        until = self.extended.get(period.pk)
        return until if until and (period.due_on is None or until > period.due_on) else None

    def deadline(self, period: Period) -> datetime.date | None:
        """The period's date, or the day the office has given this unit instead."""
        return self.extended_to(period) or period.due_on

    def days_late(self, period: Period, today: datetime.date) -> int:
        """For how many days something has been due and never sent; 0 where nothing has."""
        deadline = self.deadline(period)
        if deadline is None or deadline >= today or not self.unsent(period):
            return 0
        return (today - deadline).days

    def worst(self, period: Period) -> str:
        """The state that stands for all its reports of a period that has some."""
        return min((item.status for item in self.of(period)), key=MOST_BEHIND.index)

    def year_so_far(self, periods: Iterable[Period], today: datetime.date) -> YearSoFar:
        """Its record in these periods. On time is by the period's own date (design §4)."""
        due = sent = judged = on_time = 0
        for period in periods:
            for item in self.due(period):
                late = item.sent_late(period.due_on)
                passed = period.due_on is not None and period.due_on < today
                due += 1
                sent += not item.unsent
                judged += passed or not item.unsent
                on_time += not item.unsent and not late
        return YearSoFar(due, sent, judged, on_time)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who reports what in a resolution: lead units first, then those that contribute."""

    resolution: Resolution
    periods: Sequence[Period]
    units: Sequence[UnitDues]

    @classmethod
    def of(cls, resolution: Resolution, periods: Sequence[Period]) -> Self:
        """Three queries, whatever the size."""
        plan, filed = planned_rows(resolution), filed_rows(resolution)
        return cls(resolution, periods, unit_dues(periods, plan, filed, extensions(resolution)))

    def opened(self, upto: Period, today: datetime.date) -> list[Period]:
        """The periods that have opened, up to one of them."""
        return [
            period
            for period in self.periods
            if period.quarter <= upto.quarter and period.is_opened(today)
        ]


def units_due(units: Iterable[UnitDues], period: Period) -> tuple[int, int]:
    """How many units have something due in a period, and how many of them have sent it all.

    Lead units alone: what others contribute goes to them, not to the office (design §5).
    """
    done = [unit.has_sent_all(period) for unit in units if unit.leads and unit.due(period)]
    return len(done), sum(done)


def unit_dues(
    periods: Sequence[Period],
    plan: Iterable[Planned],
    filed: Sequence[Filed],
    extended: "Extensions | None" = None,
) -> list[UnitDues]:
    """Lead units first, then those that contribute, each in the units' order."""
    rows: dict[tuple[bool, int], UnitDues] = {}
    counting = {(one.period_id, one.number): one for one in filed if one.counts}
    for planned in plan:
        if planned.unit_id is None:
            continue
        row = rows.setdefault((False, planned.unit_id), _row(planned, leads=True))
        row.total += 1
        for period in periods:
            known, due = counting.get((period.pk, planned.number)), planned.is_due(period)
            if due or known:
                row.items[period.pk].append(_item(planned.number, known, due=due))
    for one in filed:
        if not one.counts:
            row = rows.setdefault((True, one.unit_id), _row(one, leads=False))
            row.items[one.period_id].append(_item(one.number, one, due=True))
    for (period_id, unit_id), until in (extended or {}).items():
        for contributes in (False, True):
            if (contributes, unit_id) in rows:
                rows[contributes, unit_id].extended[period_id] = until
    return sorted(rows.values(), key=lambda row: (not row.leads, row.order, row.code))


def _row(known: Planned | Filed, *, leads: bool) -> UnitDues:
    assert known.unit_id is not None
    return UnitDues(
        known.unit_id,
        known.unit_code,
        known.unit_name,
        known.unit_order,
        known.unit_email,
        leads=leads,
    )


def _item(number: int, known: Filed | None, *, due: bool) -> Item:
    if known is None:
        return Item(number, due)
    return Item(number, due, known.status, known.sent_at, known.first_sent_at)


Extensions = dict[tuple[int, int], datetime.date]


def extensions(resolution: Resolution) -> Extensions:
    """Until when units were given more time, by period and unit; one query."""
    rows = (
        PeriodExtension.objects.filter(period__resolution=resolution)
        .order_by()
        .values_list("period_id", "unit_id")
        .annotate(latest=Max("until"))
    )
    return {(period_id, unit_id): until for period_id, unit_id, until in rows}


def planned_rows(resolution: Resolution) -> list[Planned]:
    """Every indicator of the resolution; one query."""
    early = Count("measures", filter=~Q(measures__pace=Pace.YEAR_END.value))
    rows = (
        Indicator.objects.filter(group__resolution=resolution)
        .annotate(early=early, total=Count("measures"))
        .order_by("group__number", "number")
        .values_list(
            "number", "lead_unit_id", "lead_unit__code", "lead_unit__name", "lead_unit__order",
            "lead_unit__email", "early", "total",
        )
    )  # fmt: skip
    return [Planned._make(row) for row in rows]


def filed_rows(resolution: Resolution) -> list[Filed]:
    """Every report of the resolution with its last and its first sending; one query."""
    first = Min("events__at", filter=Q(events__move=Move.SUBMIT.value))
    rows = (
        ProgressReport.objects.filter(period__resolution=resolution)
        .annotate(first_sent=first)
        .order_by("unit__order", "unit__code", "indicator__number")
        .values_list(
            "period_id", "indicator__number", "status", "unit_id", "unit__code", "unit__name",
            "unit__order", "unit__email", "counts", "submitted_at", "first_sent",
        )
    )  # fmt: skip
    return [Filed._make(row) for row in rows]
