"""What leadership, the office or a coordinating unit says about an indicator or a task."""

from typing import Self

from django.db import models
from django.db.models import Q

from targets.labels import DIRECTIVE_MOVE_LABELS, DIRECTIVE_STATUS_LABELS
from targets.models.people import Unit, User
from targets.models.periods import Period
from targets.models.plan import Indicator
from targets.models.tasks import Task
from targets.rules.directives import WAITING, DirectiveStatus
from targets.rules.workflow import Role


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def visible_to(self, user: User) -> Self:
        """The directives on indicators and tasks this person may read, and those to their units."""
        if not user.is_active or user.has_role(Role.ADMIN):
            return self.none()
        if user.has_role(Role.OFFICE, Role.LEADER):
            return self
        return self.filter(
            Q(unit__in=user.own_units())
            | Q(indicator__in=Indicator.objects.visible_to(user).values("pk"))
            | Q(task__in=Task.objects.visible_to(user).values("pk"))
        )

    def of_leadership(self) -> Self:
        """What leadership and the office wrote, without the remarks of coordinating units."""
        return self.filter(by_unit=None)

    def waiting(self) -> Self:
        """Requests whose unit has not answered yet."""
        return self.filter(status=DirectiveStatus.OPEN.value)

    def at_hand_in(self, period: Period) -> Self:
        """Those of a period, and what earlier periods of the year have left unsettled."""
        unsettled = Q(
            status__in=[status.value for status in WAITING],
            period__resolution=period.resolution_id,
            period__quarter__lt=period.quarter,
        )
        return self.filter(Q(period=period) | unsettled)

    def for_threads(self) -> Self:
        """With everything a thread tells; two queries."""
        steps = DirectiveEntry.objects.select_related("by__unit").order_by("at", "pk")
        return self.select_related(
            "indicator", "task", "period__resolution", "unit", "by__unit", "by_unit"
        ).prefetch_related(models.Prefetch("entries", steps))


class Directive(models.Model):
    """A remark on an indicator or a task; with `answer_due_on` it asks `unit` to explain.

    `unit` is the lead unit when it was written; `by_unit` the coordinating unit that wrote it
    (design §6), None where leadership or the office did. `text` is what was asked, as last edited;
    `answer_due_on` the newest day. Every step with its words, a further question too, stays in
    `entries`. `version` grows with every step.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="directives"
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="directives")
    period = models.ForeignKey(Period, models.PROTECT, related_name="directives")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="directives")
    by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="remarks")
    text = models.TextField()
    answer_due_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=DIRECTIVE_STATUS_LABELS, default=DirectiveStatus.NOTED.value
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=True) ^ Q(task__isnull=True),
                name="directive_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(by_unit__isnull=True) | Q(status=DirectiveStatus.NOTED.value),
                name="units_remark_asks_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class DirectiveEntry(models.Model):
    """Append-only: one step with a directive and the words written in it."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="entries")
    move = models.CharField(max_length=10, choices=DIRECTIVE_MOVE_LABELS)
    text = models.TextField(blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.directive_id}: {self.move}"
