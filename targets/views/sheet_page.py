"""Everything one request for a unit's sheet stands on: period, unit and boxes."""

import datetime
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.forms import BoundField
from django.http import Http404

from targets import clock
from targets.actions.cases import enters_for, window_open
from targets.actions.readiness import Fault
from targets.contributing import contributing_lines
from targets.forms.fields import VnDecimalField
from targets.forms.reporting import EntryForm
from targets.models import Indicator, Period, Resolution, Unit, User, WorkItem
from targets.models.progress import NARRATIVE_FIELDS
from targets.rules.workflow import Role
from targets.sheet_lines import IndicatorLine, PeriodFacts
from targets.views.asked_period import asked_period
from targets.views.indicator_box import Conflict, IndicatorBox
from targets.views.sheet_evidence import Attaching
from targets.worksheet import lines_of

if TYPE_CHECKING:
    from targets.views.sheet_works import PostedWorks


@dataclass(slots=True)
class SheetPage:
    """A unit's sheet for a period, as one person sees it."""

    user: User
    period: Period
    facts: PeriodFacts
    unit: Unit
    boxes: list[IndicatorBox] = field(default_factory=list)
    note: str = ""
    note_error: str = ""
    problem: str = ""
    pasted: str = ""
    conversions: tuple[object, ...] = ()
    blank_print: bool = False
    attaching: Attaching = field(default_factory=Attaching)
    works: "PostedWorks | None" = None  # updates of work items that came with a filled form

    @property
    def resolution(self) -> Resolution:
        return self.period.resolution

    @property
    def slug_args(self) -> list[object]:
        return [self.resolution.slug, self.period.quarter, self.unit.code]

    @property
    def on_behalf(self) -> bool:
        """Whether the office enters for a unit it does not belong to."""
        return self.user.has_role(Role.OFFICE) and self.unit.pk not in self.user.acting_units()

    @property
    def editable(self) -> bool:
        return any(box.editable for box in self.boxes)

    @property
    def for_office(self) -> bool:
        """Whether its reader enters for any unit."""
        return self.user.has_role(Role.OFFICE)

    @property
    def is_by_locality(self) -> bool:
        """Whether communes and wards have figures of their own for something it leads."""
        led = [box.line for box in self.boxes if not box.line.contributes]
        return any(one.measure.by_locality for line in led for one in line.measures)

    @property
    def leads_work(self) -> bool:
        """Whether this person may tell of work items of the unit; one query."""
        if not enters_for(self.user, self.unit):
            return False
        items = WorkItem.objects.visible_to(self.user).in_force()
        return items.filter(lead_unit=self.unit, task__group__resolution=self.resolution).exists()

    @property
    def is_opened(self) -> bool:
        return self.period.is_opened(clock.today())

    @property
    def is_closed(self) -> bool:
        """Whether the unit may no longer enter: closed, and no extension of its own runs."""
        return not window_open(self.period, self.unit, clock.today())

    @property
    def due_count(self) -> int:
        return sum(box.line.is_due for box in self.boxes)

    @property
    def waiting(self) -> list[IndicatorBox]:
        """What one press would send: begun and still with the unit."""
        return [box for box in self.boxes if box.editable and box.has_content]

    @property
    def faults(self) -> list[tuple[IndicatorBox, Fault]]:
        """What has to be mended before the begun ones can go."""
        return [(box, fault) for box in self.waiting for fault in box.faults]

    @property
    def ready_count(self) -> int:
        """How many of the begun ones could go as they are."""
        return sum(not box.faults for box in self.waiting)

    @property
    def untouched(self) -> list[IndicatorBox]:
        """Due indicators nobody has begun."""
        return [box for box in self.boxes if box.editable and box.line.is_due and not box.report]

    @property
    def returned(self) -> list[IndicatorBox]:
        return [box for box in self.boxes if box.returned]

    @property
    def to_sign(self) -> list[IndicatorBox]:
        return [box for box in self.boxes if ("sign", "Ký gửi") in box.moves()]

    @property
    def with_moves(self) -> list[IndicatorBox]:
        """The indicators with a step to take besides entering and sending."""
        return [box for box in self.boxes if box.moves()]

    @property
    def year_before(self) -> int:
        return self.resolution.year - 1

    @property
    def sends_to_head(self) -> bool:
        """Whether sending means asking the head to sign first."""
        return self.unit.head_signs and not self.on_behalf and not self.user.has_role(Role.HEAD)

    def refill(
        self, forms: Mapping[int, EntryForm] | None = None, *, only: Iterable[int] | None = None
    ) -> None:
        """Read the lines anew; `forms` keep what was typed, `only` limits the indicators."""
        typed = forms or {}
        self.boxes = [
            IndicatorBox(line, self.user, typed.get(line.number)) for line in self.lines(only)
        ]

    def rebuild(self, saved: Container[int]) -> None:
        """The boxes of these indicators anew upon their lines, which a save brought up to date."""
        self.boxes = [
            IndicatorBox(box.line, self.user) if box.number in saved else box for box in self.boxes
        ]

    @property
    def led(self) -> list[IndicatorBox]:
        """What the unit reports to the office."""
        return [box for box in self.boxes if box.lead is None]

    @property
    def contributed(self) -> list[IndicatorBox]:
        """What it reports to the units that lead (design §4)."""
        return [box for box in self.boxes if box.lead is not None]

    @property
    def send_word(self) -> str:
        """What the button that sends says: to whom."""
        if self.sends_to_head:
            return "Gửi thủ trưởng ký"
        if not self.contributed:
            return "Gửi Văn phòng"
        return "Gửi báo cáo" if self.led else "Gửi đơn vị chủ trì"

    def lines(self, only: Iterable[int] | None = None) -> list[IndicatorLine]:
        """What it leads, then what it contributes; `only` limits the indicators by number."""
        wanted = None if only is None else list(only)
        return self._led_lines(wanted) + contributing_lines(self.unit, self.facts, only=wanted)

    def _led_lines(self, only: list[int] | None) -> list[IndicatorLine]:
        indicators = Indicator.objects.reported_by(self.unit).filter(
            group__resolution=self.resolution
        )
        if only is not None:
            indicators = indicators.filter(number__in=only)
        return lines_of(indicators, self.facts)


def open_page(user: User, slug: str, quarter: int, code: str) -> SheetPage:
    """The sheet of a unit; Http404 for what this person may not read, or what does not exist."""
    facts, _ = asked_period(slug, quarter)
    unit = Unit.objects.visible_to(user).filter(code=code).first()
    if unit is None:
        raise Http404
    if facts.period.closed_at is not None:  # only then it matters whether the unit has more time
        prefetch_related_objects([facts.period], "extensions")
    return SheetPage(user, facts.period, facts, unit)


def conflicts_in(form: EntryForm, line: IndicatorLine) -> list[Conflict]:
    """The boxes in which what was typed differs from what somebody else saved meanwhile."""
    theirs = EntryForm(line)
    found = []
    for mine, other in zip(form, theirs, strict=True):
        for name in mine.fields:
            typed, saved = mine[name], other[name]
            shown = as_written(typed), as_written(saved)
            if name != "version" and shown[0] != shown[1]:
                number = isinstance(typed.field, VnDecimalField)
                label = _label(name, typed.label)
                found.append(Conflict(typed.html_name, label, *shown, is_number=number))
    return found


def as_written(bound: BoundField) -> str:
    """What stands in a box, as a person would write it."""
    value = bound.field.prepare_value(bound.value())
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value).strip()


def _label(name: str, label: object) -> str:
    return str(label) if name not in NARRATIVE_FIELDS else f"{label} (thuyết minh)"
