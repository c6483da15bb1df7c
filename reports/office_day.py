"""The office's start page: who has reported, what is overdue, what happened last.

What waits for the reader stands in `office_duties.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from reports.office_grid import GridRow, grid_rows
from targets import clock
from targets.dues import (
    MOST_BEHIND,
    NOT_BEGUN,
    Item,
    UnitDues,
    extensions,
    filed_rows,
    planned_rows,
    unit_dues,
    units_due,
)
from targets.follow_up import WORDS
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
        self.plan = planned_rows(place.resolution)
        self.filed = filed_rows(place.resolution)

    @property
    def period(self) -> Period:
        return self.place.period

    @cached_property
    def units(self) -> list[UnitDues]:
        """Those that report to the office: what others contribute goes to them (design §5)."""
        extended = extensions(self.place.resolution)
        every = unit_dues(self.place.periods, self.plan, self.filed, extended)
        return [unit for unit in every if unit.leads]

    @cached_property
    def rows(self) -> list[GridRow]:
        return grid_rows(self.place, self.units)

    @property
    def counts(self) -> Iterator[tuple[SafeString, str, int, str]]:
        """Icon, colour, how many, word: the lead units' reports of this period by state."""
        items: list[Item] = [item for row in self.rows for item in row.dues.of(self.period)]
        for status in MOST_BEHIND:
            name, colour = TALLY_LOOKS[status]
            count = sum(item.status == status for item in items)
            yield icon(name), colour, count, WORDS[status][1]

    @property
    def units_due(self) -> int:
        return units_due(self.units, self.period)[0]

    @property
    def units_done(self) -> int:
        """Units that have sent everything that is due now."""
        return units_due(self.units, self.period)[1]

    @property
    def late(self) -> list[Late]:
        """What is overdue in any opened period, the longest overdue first."""
        found = [
            Late(unit.name, _numbers(unit.unsent(period)), days, period.name)
            for period in sorted(self.place.periods, key=lambda period: period.quarter)
            for unit in self.units
            if (days := unit.days_late(period, self.today))
        ]
        return sorted(found, key=lambda late: -late.days)

    @property
    def anybody_late(self) -> bool:
        """Whether a unit is late with a report of the period in question."""
        return any(unit.days_late(self.period, self.today) for unit in self.units)

    @property
    def follow_up_url(self) -> str:
        """Where the late units are reminded."""
        args = [self.place.resolution.slug, self.period.quarter]
        return f"{reverse('targets:follow-up', args=args)}?cham=1"

    @property
    def own_due(self) -> str:
        """The sheet of the user's own unit where it has something to report itself."""
        acting = self.user.acting_units()
        due = {
            planned.unit_code
            for planned in self.plan
            if planned.unit_id in acting and planned.is_due(self.period)
        }
        return next((row.url for row in self.rows if row.code in due), "")

    @cached_property
    def recent(self) -> list[ReviewEvent]:
        """The last things that happened to reports of this resolution."""
        return list(
            ReviewEvent.objects.filter(
                report__period__resolution=self.place.resolution, report__counts=True
            )
            .select_related("by", "report__indicator", "report__unit", "report__period")
            .order_by("-at", "-pk")[:RECENT]
        )


def _numbers(items: list[Item]) -> str:
    return ", ".join(str(item.number) for item in items)
