"""What units owe: reports not sent, work items overdue, requests not answered (design §4, §7).

The page, the message, the slip and the mail all speak of these lines. Every gathering, here and
in owed_reports, takes a fixed number of queries, whatever the number of units.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from targets import clock
from targets.labels import WORK_STATE_LABELS
from targets.models import Directive, Period, Resolution, TaskUpdate, WorkItem
from targets.rules.days import days_late


class Kind(StrEnum):
    """What is owed."""

    REPORT = "report"
    WORK = "work"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class OwedMeasure:
    """A figure that is asked for: which, how much the resolution wants, what it was last time."""

    key: str
    name: str
    target: str
    last: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing a unit owes. `key` as MailedLine keeps it.

    `due_on`: the day that days late are reckoned from; None where nobody set one. `days_late` is
    0 for what was sent once and came back without a date. `measures`: of a report, those that are
    due; `at_will`: those rated at the year's end only. `last`: what stood there before; `told`:
    words were sent last time; `sums`: what localities have reported so far.
    """

    key: str
    kind: Kind
    unit_id: int
    number: str
    name: str
    state: str
    period_id: int | None = None
    due_on: datetime.date | None = None
    days_late: int = 0
    measures: tuple[OwedMeasure, ...] = ()
    at_will: tuple[str, ...] = ()
    last: str = ""
    told: bool = False
    counts: bool = True
    unsent: bool = True
    sums: tuple[str, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


OwedByUnit = dict[int, list[Owed]]


def grouped_by_unit(lines: Iterable[Owed]) -> OwedByUnit:
    found: OwedByUnit = defaultdict(list)
    for line in lines:
        found[line.unit_id].append(line)
    return found


def work_owed(
    resolution: Resolution,
    *,
    before: datetime.date | None = None,
    until: datetime.date | None = None,
) -> list[Owed]:
    """Work items to be done that are due before a day, or until one; longest overdue first.

    Two queries. A paused item is overdue like any other.
    """
    limit = Q(due_on__lt=before) if before else Q(due_on__lte=until)
    rows = list(
        WorkItem.objects.outstanding()
        .filter(limit, task__group__resolution=resolution, lead_unit__isnull=False)
        .select_related("task__group")
        .order_by("due_on", "task__group__number", "task__order", "order")
    )
    percents = _percents(rows)
    return [_work(row, percents.get(row.pk), clock.today()) for row in rows]


def _percents(items: Sequence[WorkItem]) -> dict[int, int]:
    """How far each is by its newest update that says so."""
    rows = TaskUpdate.objects.filter(work_item__in=items, percent__isnull=False)
    return {
        item_id: percent
        for item_id, percent in rows.order_by("at", "pk").values_list("work_item_id", "percent")
        if percent is not None
    }


def _work(item: WorkItem, percent: int | None, today: datetime.date) -> Owed:
    assert item.lead_unit_id is not None
    last = WORK_STATE_LABELS[item.state]
    return Owed(
        key=f"work:{item.pk}",
        kind=Kind.WORK,
        unit_id=item.lead_unit_id,
        number=f"{item.task.number}.{item.order}",
        name=item.name,
        state="Chưa hoàn thành",
        due_on=item.due_on,
        days_late=days_late(item.due_on, today),
        last=last if percent is None else f"{last}, {percent}%",
    )


def requests_owed(resolution: Resolution) -> list[Owed]:
    """Requests to explain that no unit has answered, the oldest date first; one query."""
    rows = (
        Directive.objects.waiting()
        .filter(period__resolution=resolution, unit__isnull=False)
        .select_related("indicator", "task")
        .order_by("answer_due_on", "at", "pk")
    )
    return [_request(row, clock.today()) for row in rows]


def _request(row: Directive, today: datetime.date) -> Owed:
    assert row.unit_id is not None
    due_on = row.answer_due_on
    about = f"chỉ tiêu ({row.indicator.number})" if row.indicator else ""
    if row.task:
        about = f"nhiệm vụ {row.task.number}"
    return Owed(
        key=f"request:{row.pk}",
        kind=Kind.REQUEST,
        unit_id=row.unit_id,
        number="",
        name=about,
        state="Chưa giải trình",
        due_on=due_on,
        days_late=days_late(due_on, today),
        last=f"Yêu cầu ngày {timezone.localtime(row.at):%d/%m/%Y}",
    )


@dataclass(slots=True)
class Reminded:
    """On which days somebody reminded a unit of a period, and how many days the clock did."""

    days: set[datetime.date] = field(default_factory=set)
    by_clock: set[datetime.date] = field(default_factory=set)

    def times_before(self, day: datetime.date) -> int:
        """A message and a slip on one day are one reminder."""
        return sum(each < day for each in self.days)


def reminded(period: Period) -> dict[int, Reminded]:
    """What was sent about a period, by unit; one query."""
    found: dict[int, Reminded] = defaultdict(Reminded)
    for unit_id, by_id, at in period.reminders.order_by().values_list("unit_id", "by_id", "at"):
        told = found[unit_id]
        (told.by_clock if by_id is None else told.days).add(timezone.localtime(at).date())
    return found
