"""What was decided: the resolution, its indicators and measures."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Q

from targets.labels import (
    FORMULA_LABELS,
    PACE_LABELS,
    RESOLUTION_STATUS_LABELS,
)
from targets.models.fields import ExactDecimalField
from targets.models.people import LOCALITY, Unit, User
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.workflow import Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class Resolution(models.Model):
    """One year's resolution of a Party committee.

    Lead units and milestones come as proposals; `plan_confirmed_at` says when the office stood in
    for them (design §4), until then every page says so. `illustrative`: its figures are the
    demo's, and every page and paper says that too.
    """

    slug = models.SlugField("mã", max_length=60, unique=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    title = models.CharField("tên nghị quyết", max_length=500)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    superior = models.CharField("cấp trên", max_length=200, blank=True)
    year = models.PositiveIntegerField("năm")
    adopted_on = models.DateField("ngày ban hành", null=True, blank=True)
    overall_goal = models.TextField("mục tiêu tổng quát", blank=True)
    status = models.CharField(
        "trạng thái", max_length=10, choices=RESOLUTION_STATUS_LABELS, default="active"
    )
    illustrative = models.BooleanField("số liệu minh họa", default=False)
    plan_confirmed_at = models.DateTimeField("Văn phòng xác nhận lúc", null=True, blank=True)
    plan_confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-year", "slug"]
        verbose_name = "nghị quyết"
        verbose_name_plural = "nghị quyết"

    def __str__(self) -> str:
        return self.title


class IndicatorGroup(models.Model):
    """A numbered group of indicators."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, related_name="groups", verbose_name="nghị quyết"
    )
    number = models.PositiveIntegerField("số")
    name = models.CharField("tên nhóm", max_length=200)

    class Meta:
        ordering = ["resolution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="group_number_once")
        ]
        verbose_name = "nhóm chỉ tiêu"
        verbose_name_plural = "nhóm chỉ tiêu"

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User) -> Self:
        """The indicators this person may read (design §6): office and leadership all, units own.

        Own: led, coordinated or contributed to by the person's units and the units below them.
        """
        if not user.is_active or user.has_role(Role.ADMIN):
            return self.none()
        if user.has_role(Role.OFFICE, Role.LEADER):
            return self
        return self.filter(_owned_by(user.own_units()))

    def reported_by(self, unit: Unit) -> Self:
        """The indicators this unit leads, whose counting report is therefore its own."""
        return self.filter(lead_unit=unit)


def _owned_by(units: "Iterable[int]") -> Q:
    coordinated = Indicator.coordinating_units.through.objects.filter(unit_id__in=units)
    supplied = Measure.objects.filter(supplier__in=units)
    local = Measure.objects.filter(by_locality=True)
    from_units = Q(lead_unit__in=units) | Q(pk__in=coordinated.values("indicator_id"))
    return (
        from_units
        | Q(pk__in=supplied.values("indicator_id"))
        | Q(pk__in=Indicator.objects.filter(reports__unit__in=units).values("pk"))
        | Q(
            Exists(Unit.objects.localities().filter(pk__in=units).order_by()),
            pk__in=local.values("indicator_id"),
        )
    )


class Indicator(models.Model):
    """One numbered target of the resolution: `wording` to read, `source_wording` as printed."""

    group = models.ForeignKey(
        IndicatorGroup, models.CASCADE, related_name="indicators", verbose_name="nhóm"
    )
    number = models.PositiveIntegerField("số")
    label = models.CharField("số như văn bản", max_length=20, blank=True)
    wording = models.TextField("nội dung")
    source_wording = models.TextField("nguyên văn", blank=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_indicators",
        verbose_name="đơn vị chủ trì",
    )  # fmt: skip
    coordinating_units = models.ManyToManyField(
        Unit, blank=True, related_name="coordinated_indicators", verbose_name="đơn vị phối hợp"
    )
    note = models.TextField("ghi chú", blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["group__resolution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="indicator_number_once")
        ]
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"

    def __str__(self) -> str:
        return f"({self.number}) {self.wording}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def contributed_by(self, unit: Unit) -> Self:
        """What a unit reports to the units that lead it (design §4): a commune or ward what is
        told by locality, a supplier what it supplies."""
        asked = Q(supplier=unit)
        if unit.kind == LOCALITY and unit.is_active:
            asked |= Q(by_locality=True)
        return self.filter(asked, indicator__lead_unit__isnull=False).exclude(
            indicator__lead_unit=unit
        )


class Measure(models.Model):
    """One thing that is counted for an indicator; compound indicators have several, lettered.

    `baseline` is last year's figure, `start` where the year's path begins, `assigned` the amount
    given from above (with `assigned_basis`, its name), `supplier` another unit that really has
    the figure, `continues` last year's same measure. `percent_only`: no amounts may be typed.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="measures", verbose_name="chỉ tiêu"
    )
    letter = models.CharField("chữ", max_length=2, blank=True)
    name = models.CharField("tên", max_length=300)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField("số lẻ khi in", default=2)
    formula = models.CharField(
        "cách tính số", max_length=10, choices=FORMULA_LABELS, default=Formula.VALUE.value
    )
    pace = models.CharField(
        "cách theo dõi", max_length=10, choices=PACE_LABELS, default=Pace.LEVEL.value
    )
    baseline = ExactDecimalField("thực hiện năm trước", null=True, blank=True)
    start = ExactDecimalField("điểm xuất phát", null=True, blank=True)
    numerator_label = models.CharField("tên tử số", max_length=120, blank=True)
    denominator_label = models.CharField("tên mẫu số", max_length=120, blank=True)
    detail_labels = models.JSONField("tên các số chi tiết", default=list, blank=True)
    assigned = ExactDecimalField("số được giao", null=True, blank=True)
    assigned_basis = models.CharField("căn cứ giao", max_length=200, blank=True)
    by_locality = models.BooleanField("theo xã, phường", default=False)
    supplier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="supplied_measures",
        verbose_name="đơn vị cung cấp",
    )  # fmt: skip
    percent_only = models.BooleanField("chỉ báo cáo tỷ lệ", default=False)
    method = models.TextField("phương pháp tính", blank=True)
    source = models.TextField("nguồn số liệu", blank=True)
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by",
        verbose_name="tiếp nối",
    )  # fmt: skip

    FILLED = "filled"  # in the change log: the baseline came from last year's figure
    filled = False  # set on a row before it is saved for that

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "letter"], name="measure_letter_once")
        ]
        verbose_name = "thành phần chỉ tiêu"
        verbose_name_plural = "thành phần chỉ tiêu"

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, int]:
        """For the change log, which asks by this name: the indicator it is a part of, and whether
        its baseline was filled in from last year's figure, not typed."""
        known = {"indicator": self.indicator_id}
        return known | {self.FILLED: 1} if self.filled else known
