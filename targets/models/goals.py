"""What a measure shall reach: its targets, the quarters' milestones, what each unit was given."""

import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from targets.labels import DIRECTION_LABELS
from targets.models.fields import ExactDecimalField
from targets.models.people import Unit, User
from targets.models.plan import Measure
from targets.rules.comparison import Direction, Goal
from targets.rules.numbers import plain


class TargetQuerySet(models.QuerySet["Target"]):
    def in_force(self, on: datetime.date) -> dict[int, "Target"]:
        """The target of each measure on a day: the newest that has taken effect by then."""
        return {
            target.measure_id: target
            for target in self.filter(
                Q(effective_from__lte=on) | Q(effective_from__isnull=True)
            ).order_by(models.F("effective_from").asc(nulls_first=True), "pk")
        }


class Target(models.Model):
    """What a measure shall reach, from a day on; an amendment is a new row.

    `decision` and `reason`: of an amendment, which document made it and why. `proposed`: copied
    from last year's, waiting for the office to keep or change it.
    """

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="targets", verbose_name="thành phần"
    )
    direction = models.CharField(
        "hướng", max_length=6, choices=DIRECTION_LABELS, default=Direction.UP.value
    )
    low = ExactDecimalField("mức thấp", null=True, blank=True)
    high = ExactDecimalField("mức cao", null=True, blank=True)
    strict = models.BooleanField("phải vượt qua mức", default=False)
    tolerance = ExactDecimalField("sai số chấp nhận", default=0, validators=[MinValueValidator(0)])
    wording = models.CharField("lời văn", max_length=300, blank=True)
    effective_from = models.DateField("hiệu lực từ", null=True, blank=True)
    decision = models.CharField("văn bản điều chỉnh", max_length=200, blank=True)
    reason = models.TextField("lý do điều chỉnh", blank=True)
    proposed = models.BooleanField("đề xuất chép từ năm trước", default=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "effective_from"], name="target_once_a_day")
        ]
        verbose_name = "mức chỉ tiêu"
        verbose_name_plural = "mức chỉ tiêu"

    def __str__(self) -> str:
        bounds = [plain(bound) for bound in (self.low, self.high) if bound is not None]
        return self.wording or " - ".join(bounds)

    def get_additional_data(self) -> dict[str, int]:
        """For the change log, which asks by this name: the indicator it is a part of."""
        return {"indicator": self.measure.indicator_id}

    def as_goal(self) -> Goal:
        """The goal the figures are compared with; raises ValueError when it cannot be built."""
        return Goal(Direction(self.direction), self.low, self.high, self.strict, self.tolerance)


class Milestone(models.Model):
    """Where a measure should be at the end of a quarter, set by the office."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestones")
    quarter = models.PositiveSmallIntegerField("quý")
    expected = ExactDecimalField("mốc")

    class Meta:
        ordering = ["measure", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "quarter"], name="milestone_once")
        ]
        verbose_name = "mốc quý"
        verbose_name_plural = "mốc quý"

    def __str__(self) -> str:
        return f"{self.measure_id} / {self.quarter}: {self.expected}"


class MilestoneChange(models.Model):
    """Append-only: who moved a milestone, from what to what (None: the straight line), and why."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestone_changes")
    quarter = models.PositiveSmallIntegerField()
    old = ExactDecimalField(null=True, blank=True)
    new = ExactDecimalField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure_id} / {self.quarter}: {self.old} → {self.new}"


class Assignment(models.Model):
    """What was given to one unit of a measure's quota."""

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="assignments", verbose_name="thành phần"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", verbose_name="đơn vị"
    )
    assigned = ExactDecimalField("số được giao", null=True, blank=True)
    baseline = ExactDecimalField("thực hiện năm trước", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "unit"], name="assignment_once")]
        verbose_name = "số giao cho đơn vị"
        verbose_name_plural = "số giao cho đơn vị"

    def __str__(self) -> str:
        return f"{self.measure}: {self.unit}"

    def get_additional_data(self) -> dict[str, int]:
        """For the change log, which asks by this name: the indicator it is a part of."""
        return {"indicator": self.measure.indicator_id}
