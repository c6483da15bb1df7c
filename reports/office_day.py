"""The office's start page: who has reported, what is overdue, what happened last.

What waits for the reader stands in `office_duties.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from reports.office_grid import (
    MOST_BEHIND,
    NOT_BEGUN,
    WORDS,
    GridRow,
    Item,
    filed_rows,
    grid_rows,
    planned_rows,
)
from targets import clock
from targets.models import Period, ReviewEvent, User
from targets.places import Place
from targets.rules.workflow import Status
from targets.templatetags.display import icon

TALLY_LOOKS = {
    Status.RETURNED.value: ("undo-2", "c-bad"),
    NOT_BEGUN: ("minus", "c-calm"),
    Status.DRAFT.value: ("pencil", "c-calm"),
    Status.SIGNING.value: ("pen-line", "c-calm"),
    Status.SUBMITTED.value: ("send", "c-link"),
    Status.APPROVED.value: ("check", "c-good"),
}
RECENT = 6


@dataclass(frozen=True, slots=True)
class Late:
    """What a unit has not sent though it was due."""

    unit: str
    numbers: str
    days: int
    period: str

    @property
    def word(self) -> str:
        return f"Quá hạn {self.days} ngày"


class OfficeDay:
    """What somebody of the office finds when they come in."""

    def __init__(self, user: User, place: Place) -> None:
        self.user = user
        self.place = place
        self.today = clock.today()
        self.plan = planned_rows(place)
        self.filed = filed_rows(place)

    @property
    def period(self) -> Period:
        return self.place.period

    @cached_property
    def rows(self) -> list[GridRow]:
        return grid_rows(self.place, self.plan, self.filed)

    @property
    def columns(self) -> int:
        """How wide the grid is: unit, due, periods."""
        return 2 + len(self.place.periods)

    @property
    def lead_rows(self) -> list[GridRow]:
        return [row for row in self.rows if row.leads]

    @property
    def other_rows(self) -> list[GridRow]:
        return [row for row in self.rows if not row.leads]

    @property
    def counts(self) -> Iterator[tuple[SafeString, str, int, str]]:
        """Icon, colour, how many, word: the lead units' reports of this period by state."""
        items: list[Item] = [item for row in self.lead_rows for item in row.of(self.period)]
        for status in MOST_BEHIND:
            name, colour = TALLY_LOOKS[status]
            count = sum(item.status == status for item in items)
            yield icon(name), colour, count, WORDS[status][1]

    @property
    def units_due(self) -> int:
        return sum(bool(row.due) for row in self.rows)

    @property
    def units_done(self) -> int:
        """Units that have sent everything that is due now."""
        return sum(bool(row.due) and row.has_sent_all(self.period) for row in self.rows)

    @property
    def late(self) -> list[Late]:
        """What is overdue in any opened period, the longest overdue first."""
        overdue = [
            period
            for period in self.place.periods
            if period.due_on is not None and period.due_on < self.today
        ]
        return [
            Late(row.name, ", ".join(str(item.number) for item in unsent), days, period.name)
            for period in sorted(overdue, key=lambda period: period.quarter)
            for row in self.rows
            if period.due_on
            and (days := (self.today - period.due_on).days)
            and (unsent := row.unsent(period))
        ]

    @property
    def own_due(self) -> str:
        """The sheet of the user's own unit where it has something to report itself."""
        acting = self.user.acting_units()
        due = {
            planned.unit_code
            for planned in self.plan
            if planned.unit_id in acting and planned.is_due(self.period)
        }
        return next((row.url for row in self.lead_rows if row.code in due), "")

    @cached_property
    def recent(self) -> list[ReviewEvent]:
        """The last things that happened to reports of this resolution."""
        return list(
            ReviewEvent.objects.filter(report__period__resolution=self.place.resolution)
            .select_related("by", "report__indicator", "report__unit", "report__period")
            .order_by("-at", "-pk")[:RECENT]
        )
