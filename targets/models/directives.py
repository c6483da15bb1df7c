"""What leadership or the office says about an indicator or a task in a period."""

from django.db import models

from targets.models.people import User
from targets.models.periods import Period
from targets.models.plan import Indicator
from targets.models.tasks import Task


class Directive(models.Model):
    """A remark on an indicator or a task; with `answer_due_on` it asks the lead unit to explain."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="directives"
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="directives")
    period = models.ForeignKey(Period, models.PROTECT, related_name="directives")
    text = models.TextField()
    answer_due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
