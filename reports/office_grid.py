"""Who has reported: a row per unit, a cell per period (design §7, the office's start page)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from targets import clock
from targets.models import Indicator, Period, ProgressReport
from targets.places import Place
from targets.rules.pace import Pace
from targets.rules.workflow import Move, Status
from targets.templatetags.display import status_word

NOT_BEGUN = ""
# The state that shows in a cell of several reports: the first of these that occurs
MOST_BEHIND = (
    Status.RETURNED.value,
    NOT_BEGUN,
    Status.DRAFT.value,
    Status.SIGNING.value,
    Status.SUBMITTED.value,
    Status.APPROVED.value,
)
WORDS: Mapping[str, tuple[str, str]] = {
    Status.RETURNED.value: ("returned", "Trả lại"),
    NOT_BEGUN: ("none", "Chưa nhập"),
    Status.DRAFT.value: ("draft", "Đang soạn"),
    Status.SIGNING.value: ("signing", "Chờ thủ trưởng ký"),
    Status.SUBMITTED.value: ("submitted", "Chờ duyệt"),
    Status.APPROVED.value: ("approved", "Đã duyệt"),
}
RECEIVED: Mapping[str, str] = {
    Status.SUBMITTED.value: "Chờ tiếp nhận",
    Status.APPROVED.value: "Đã tiếp nhận",
}
SENT = frozenset({Status.SUBMITTED.value, Status.APPROVED.value})


class Planned(NamedTuple):
    """An indicator and how many of its measures are due before the last period, and in it."""

    number: int
    unit_id: int | None
    unit_code: str
    unit_name: str
    unit_order: int
    early: int
    total: int

    def is_due(self, period: Period) -> bool:
        return bool(self.total if period.is_last else self.early)


class Filed(NamedTuple):
    """A report, as the grid needs it."""

    period_id: int
    number: int
    status: str
    unit_id: int
    unit_code: str
    unit_name: str
    unit_order: int
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

    def sent_late(self, due_on: datetime.date | None) -> bool:
        if not self.due or due_on is None or self.first_sent_at is None:
            return False
        return timezone.localtime(self.first_sent_at).date() > due_on


@dataclass(frozen=True, slots=True)
class GridCell:
    """A unit in a period. `opened` False: nothing may be sent yet."""

    word: SafeString
    note: str
    opened: bool
    current: bool


@dataclass(slots=True)
class GridRow:
    """A unit with what it reports, by period id. `leads` False: it contributes to others."""

    code: str
    name: str
    order: int
    leads: bool
    url: str
    total: int = 0
    due: int = 0
    items: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))
    cells: list[GridCell] = field(default_factory=list)

    def of(self, period: Period) -> list[Item]:
        return self.items.get(period.pk, [])

    def unsent(self, period: Period) -> list[Item]:
        return [item for item in self.of(period) if item.unsent]

    def has_sent_all(self, period: Period) -> bool:
        return all(item.status in SENT for item in self.of(period) if item.due)


def grid_rows(place: Place, plan: Iterable[Planned], filed: Iterable[Filed]) -> list[GridRow]:
    """Lead units first, then those that contribute, each in the units' order."""
    rows: dict[tuple[bool, int], GridRow] = {}
    counting = {(one.period_id, one.number): one for one in filed if one.counts}
    for planned in plan:
        if planned.unit_id is None:
            continue
        row = rows.setdefault(
            (False, planned.unit_id),
            GridRow(
                planned.unit_code,
                planned.unit_name,
                planned.unit_order,
                leads=True,
                url=_sheet(place, planned.unit_code),
            ),
        )
        row.total += 1
        for period in place.periods:
            known, due = counting.get((period.pk, planned.number)), planned.is_due(period)
            if due or known:
                row.items[period.pk].append(_item(planned.number, known, due=due))
    for one in filed:
        if not one.counts:
            row = rows.setdefault(
                (True, one.unit_id),
                GridRow(
                    one.unit_code,
                    one.unit_name,
                    one.unit_order,
                    leads=False,
                    url=_sheet(place, one.unit_code),
                ),
            )
            row.items[one.period_id].append(_item(one.number, one, due=True))
    ordered = sorted(rows.values(), key=lambda row: (not row.leads, row.order, row.code))
    for row in ordered:
        row.due = sum(item.due for item in row.of(place.period))
        row.total = max(row.total, row.due)
        row.cells = [_cell(row, period, place) for period in place.periods]
    return ordered


def _item(number: int, known: Filed | None, *, due: bool) -> Item:
    if known is None:
        return Item(number, due)
    return Item(number, due, known.status, known.sent_at, known.first_sent_at)


def _sheet(place: Place, code: str) -> str:
    return reverse("targets:sheet", args=[place.resolution.slug, place.period.quarter, code])


def _cell(row: GridRow, period: Period, place: Place) -> GridCell:
    today, current = clock.today(), period.pk == place.period.pk
    items = row.of(period)
    if not period.is_opened(today):
        return GridCell(SafeString(""), "", opened=False, current=current)
    if not items:
        nothing = SafeString('<span class="note">Không đến kỳ</span>')
        return GridCell(nothing, "", opened=True, current=current)
    if period.due_on is not None and period.due_on < today and (unsent := row.unsent(period)):
        due = sum(item.due for item in items)
        shown = status_word("late", _counted("Quá hạn", len(unsent), due))
    else:
        worst = min((item.status for item in items), key=MOST_BEHIND.index)
        code, word = WORDS[worst]
        if not row.leads:
            word = RECEIVED.get(worst, word)
        count = sum(item.status == worst for item in items)
        shown = status_word(code, _counted(word, count, len(items)))
    return GridCell(shown, _sent_note(items, period), opened=True, current=current)


def _counted(word: str, count: int, total: int) -> str:
    return f"{word} {count}/{total}" if total > 1 else word


def _sent_note(items: list[Item], period: Period) -> str:
    """The day of the last sending; "muộn" where something due was first sent too late."""
    sent = [item.sent_at for item in items if item.sent_at]
    if not sent:
        return ""
    late = any(item.sent_late(period.due_on) for item in items)
    return f"{timezone.localtime(max(sent)):%d/%m}{' muộn' if late else ''}"


def planned_rows(place: Place) -> list[Planned]:
    """Every indicator of the resolution; one query."""
    early = Count("measures", filter=~Q(measures__pace=Pace.YEAR_END.value))
    rows = (
        Indicator.objects.filter(group__resolution=place.resolution)
        .annotate(early=early, total=Count("measures"))
        .order_by("group__number", "number")
        .values_list(
            "number", "lead_unit_id", "lead_unit__code", "lead_unit__name", "lead_unit__order",
            "early", "total",
        )
    )  # fmt: skip
    return [Planned._make(row) for row in rows]


def filed_rows(place: Place) -> list[Filed]:
    """Every report of the resolution with its last and its first sending; one query."""
    first = Min("events__at", filter=Q(events__move=Move.SUBMIT.value))
    rows = (
        ProgressReport.objects.filter(period__resolution=place.resolution)
        .annotate(first_sent=first)
        .order_by("unit__order", "unit__code", "indicator__number")
        .values_list(
            "period_id", "indicator__number", "status", "unit_id", "unit__code", "unit__name",
            "unit__order", "counts", "submitted_at", "first_sent",
        )
    )  # fmt: skip
    return [Filed._make(row) for row in rows]
