"""What people decided about a period: ratings by hand and kept summaries."""

from django.db import models

from targets.labels import STANDING_LABELS
from targets.models import Indicator, Period, Resolution, User


class Rating(models.Model):
    """Append-only: the standing leadership or the office set, with a reason; the newest counts."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="ratings")
    period = models.ForeignKey(Period, models.PROTECT, related_name="ratings")
    standing = models.CharField("đánh giá", max_length=12, choices=STANDING_LABELS)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator_id} / {self.period_id}: {self.standing}"


class Snapshot(models.Model):
    """A summary kept as it was presented at a meeting."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="snapshots")
    period = models.ForeignKey(Period, models.PROTECT, related_name="snapshots")
    title = models.CharField("tên", max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return self.title
