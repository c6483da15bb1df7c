"""When units report: the year's periods and the extensions a unit was given."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from targets.labels import PERIOD_CHANGE_LABELS
from targets.models.people import Unit, User
from targets.models.plan import Resolution


class PeriodQuerySet(models.QuerySet["Period"]):
    def opened(self, on: datetime.date) -> Self:
        """The periods that have opened by a day, closed ones included."""
        return self.filter(Q(opens_on__lte=on) | Q(opens_on__isnull=True))

    def newest_opened(self, on: datetime.date) -> "Period | None":
        """The latest opened period of the newest active resolution; None where there is none."""
        active = self.filter(resolution__status="active").select_related("resolution")
        return active.opened(on).order_by("-resolution__year", "-quarter").first()


class Period(models.Model):
    """One reporting period. `share`: the part of the year it completes; closed when closed_at."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="periods")
    quarter = models.PositiveSmallIntegerField("quý")
    name = models.CharField("tên kỳ", max_length=60)
    share = models.DecimalField("phần của năm", max_digits=5, decimal_places=4)
    is_last = models.BooleanField("kỳ cuối", default=False)
    opens_on = models.DateField("mở từ", null=True, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    due_on = models.DateField("hạn nộp", null=True, blank=True)
    remind_days = models.PositiveSmallIntegerField("nhắc trước (ngày)", default=5)
    closed_at = models.DateTimeField("khóa lúc", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["resolution", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "quarter"], name="period_quarter_once")
        ]
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> datetime.date:
        """The day on which targets and the period itself end; the year's last day if unset."""
        return self.ends_on or datetime.date(self.resolution.year, 12, 31)

    def is_opened(self, on: datetime.date) -> bool:
        return self.opens_on is None or self.opens_on <= on

    def takes_entries(self, on: datetime.date) -> bool:
        """Whether units may enter figures, an extension of their own apart (design §5)."""
        return self.closed_at is None and self.is_opened(on)


class PeriodExtension(models.Model):
    """A unit may still enter figures of a closed period, up to and including `until`."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="extensions")
    until = models.DateField("đến hết ngày")
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.period_id} / {self.unit_id}: {self.until}"


class PeriodChange(models.Model):
    """Append-only: who opened, closed, moved or extended a period, from what to what, and why.

    `unit`: only of an extension. `old` and `new` as people read them.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=10, choices=PERIOD_CHANGE_LABELS)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    old = models.CharField(max_length=200, blank=True)
    new = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.what}"
