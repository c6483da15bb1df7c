"""What people decided about a period: ratings by hand and kept summaries."""

from typing import Self

from django.db import models
from django.db.models import Q

from targets.labels import STANDING_LABELS
from targets.models import Indicator, Period, Resolution, User
from targets.rules.workflow import Role


class Rating(models.Model):
    """Append-only: the standing leadership or the office set, with a reason; the newest counts.

    The newest is the one with the greatest id: under a pinned day moments run in circles.
    `standing` "": taken back, the rules' standing counts again. `computed`: what the rules said
    when it was written ("" in rows that do not know).
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="ratings")
    period = models.ForeignKey(Period, models.PROTECT, related_name="ratings")
    standing = models.CharField("đánh giá", max_length=12, choices=STANDING_LABELS, blank=True)
    computed = models.CharField("tự động", max_length=12, choices=STANDING_LABELS, blank=True)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.indicator_id} / {self.period_id}: {self.standing}"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> Self:
        """Whose figures this person reads: office and leadership; drafts are the office's."""
        if not user.has_role(Role.OFFICE, Role.LEADER):
            return self.none()
        return self._beyond_drafts(user)

    def listed_for(self, user: User) -> Self:
        """Whose title, taker and day this person knows: an administrator's too (design §6)."""
        if not user.has_role(Role.OFFICE, Role.LEADER, Role.ADMIN):
            return self.none()
        return self._beyond_drafts(user)

    def for_listing(self) -> Self:
        """Without the summaries, which are long."""
        related = self.select_related("resolution", "period", "taken_by", "withdrawn_by")
        return related.defer("summary")

    def _beyond_drafts(self, user: User) -> Self:
        return self if user.has_role(Role.OFFICE) else self.exclude(resolution__status="draft")


class Snapshot(models.Model):
    """A summary kept as it was presented at a meeting; never edited, at most withdrawn.

    `form_key`: the form it was taken with, so that a second press makes no second one.
    """

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="snapshots")
    period = models.ForeignKey(Period, models.PROTECT, related_name="snapshots")
    title = models.CharField("tên", max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.JSONField(default=dict)
    include_submitted = models.BooleanField("gồm cả số đã gửi, chưa duyệt", default=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    withdrawn_reason = models.TextField("lý do thu hồi", blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title
