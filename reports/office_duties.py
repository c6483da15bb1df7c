"""What waits for somebody of the office: to review, to settle, the own unit's; what is late."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from reports.phrases import day
from reports.to_do import Todo, todo_of
from targets import clock
from targets.models import Directive, User, WorkItem
from targets.places import Place
from targets.rules.waiting import OF_A_UNIT, Matter
from targets.waiting import Duties
from targets.waiting_lines import WaitingLine, waiting_lines

MOST = 6


@dataclass(frozen=True, slots=True)
class ToReview:
    """What of a unit waits for review; `period` only where it is not the one in question."""

    unit: str
    numbers: str
    period: str
    url: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A work item or a request whose date is over."""

    url: str
    name: str
    days: int
    note: str

    @property
    def word(self) -> str:
        return f"Quá hạn {self.days} ngày"


class OfficeDuties:
    """The part of the office's start page that is about duties."""

    def __init__(self, user: User, place: Place) -> None:
        self.place = place
        self.today = clock.today()
        self.lines = waiting_lines(Duties(user))

    @property
    def waiting(self) -> int:
        """How much waits: what is listed to review, to settle and of the own unit."""
        return len(self.lines)

    @cached_property
    def reviews(self) -> list[ToReview]:
        """Submitted reports by unit, those of the period in question first."""
        found: dict[tuple[bool, int, str], list[WaitingLine]] = defaultdict(list)
        for line in self._of(Matter.REVIEW):
            elsewhere = line.period_id != self.place.period.pk
            found[elsewhere, line.period_id or 0, line.unit].append(line)
        return [
            ToReview(
                unit,
                ", ".join(line.number for line in lines),
                lines[0].period if elsewhere else "",
                lines[0].url,
            )
            for (elsewhere, _, unit), lines in sorted(found.items(), key=lambda each: each[0])
        ]

    @property
    def to_review(self) -> int:
        """How many reports of the period in question wait for review."""
        here = self.place.period.pk
        return sum(line.period_id == here for line in self._of(Matter.REVIEW))

    @property
    def review_url(self) -> str:
        return reverse(
            "targets:review", args=[self.place.resolution.slug, self.place.period.quarter]
        )

    @cached_property
    def to_settle(self) -> list[Todo]:
        """Answers to requests."""
        return self._todos(Matter.SETTLE)

    @cached_property
    def own(self) -> list[Todo]:
        """What the user's own unit has to do, where it leads something."""
        return self._todos(*OF_A_UNIT)

    @cached_property
    def unanswered(self) -> list[Overdue]:
        """Requests that no unit has answered in time, the longest overdue first."""
        rows = (
            Directive.objects.waiting()
            .filter(answer_due_on__lt=self.today, period__resolution=self.place.resolution)
            .order_by("answer_due_on", "pk")
            .values_list("pk", "answer_due_on", "unit__name", "indicator__number", "task__number")
        )
        return [
            Overdue(
                reverse("targets:directive", args=[pk]),
                unit or "",
                (self.today - due_on).days,
                f"nhiệm vụ {task}" if number is None else f"chỉ tiêu {number}",
            )
            for pk, due_on, unit, number, task in rows
            if due_on is not None
        ]

    @cached_property
    def late_work(self) -> list[Overdue]:
        """Work items that are overdue, the longest first."""
        rows = (
            WorkItem.objects.outstanding()
            .filter(due_on__lt=self.today, task__group__resolution=self.place.resolution)
            .order_by("due_on", "task__group__number", "task__order", "order")
            .values_list("pk", "name", "due_on", "lead_unit__name", "task__number")
        )
        return [
            Overdue(
                reverse("targets:work-item", args=[pk]),
                name[:1].upper() + name[1:],
                (self.today - due_on).days,
                f"{unit or 'Chưa giao đơn vị'} · nhiệm vụ {task} · hạn {day(due_on)}",
            )
            for pk, name, due_on, unit, task in rows
            if due_on is not None
        ]

    @property
    def worst_work(self) -> list[Overdue]:
        return self.late_work[:MOST]

    @property
    def worst_unanswered(self) -> list[Overdue]:
        return self.unanswered[:MOST]

    @property
    def late_work_url(self) -> str:
        return f"{reverse('targets:tasks', args=[self.place.resolution.slug])}?han=qua-han"

    @property
    def requests_url(self) -> str:
        return reverse("targets:directives", args=[self.place.resolution.slug])

    def _of(self, *matters: Matter) -> list[WaitingLine]:
        return [line for line in self.lines if line.matter in matters]

    def _todos(self, *matters: Matter) -> list[Todo]:
        return [todo_of(line, running_id=self.place.period.pk) for line in self._of(*matters)]
