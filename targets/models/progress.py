"""What was reported: progress reports, their figures and their append-only history."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from targets.labels import EVIDENCE_LABELS, MOVE_LABELS, NATURE_LABELS, STATUS_LABELS
from targets.models.fields import ExactDecimalField
from targets.models.people import LOCALITY, Unit, User
from targets.models.periods import Period
from targets.models.plan import Indicator, Measure
from targets.rules.appraisal import Entry
from targets.rules.evidence import LONGEST_LINK
from targets.rules.workflow import Role, Status


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def visible_to(self, user: User) -> Self:
        """The reports this person may read (design §6): their units' own, and every report of an
        indicator those units lead or coordinate; office and leadership all.

        A commune that coordinates reads the lead unit's report, never what its neighbours sent.
        """
        if not user.is_active or user.has_role(Role.ADMIN):
            return self.none()
        if user.has_role(Role.OFFICE, Role.LEADER):
            return self
        units = user.own_units()
        coordinated = Indicator.coordinating_units.through.objects.filter(unit_id__in=units)
        beyond = coordinated.exclude(unit__kind=LOCALITY)
        return self.filter(
            Q(unit__in=units)
            | Q(indicator__lead_unit__in=units)
            | Q(counts=True, indicator__in=coordinated.values("indicator_id"))
            | Q(counts=False, indicator__in=beyond.values("indicator_id"))
        )

    def counting(self) -> Self:
        return self.filter(counts=True)

    def with_case(self) -> Self:
        """Everything a step needs, in one query."""
        return self.select_related("indicator__group", "period__resolution", "unit", "saved_by")


class ProgressReport(models.Model):
    """One indicator × one period × one unit; the status lives here alone (design §4).

    `version` grows with every save and every move: a writer who saw another version is told.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    counts = models.BooleanField(default=True)
    status = models.CharField(max_length=10, choices=STATUS_LABELS, default=Status.DRAFT.value)
    results = models.TextField("kết quả", blank=True)
    difficulties = models.TextField("khó khăn", blank=True)
    causes = models.TextField("nguyên nhân", blank=True)
    proposals = models.TextField("đề xuất", blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["period", "indicator__number", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "unit"], name="one_report_of_a_unit"
            ),
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(counts=True),
                name="one_counting_report",
            ),
        ]
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.period_id}/{self.unit_id}"


NARRATIVE_FIELDS = ("results", "difficulties", "causes", "proposals")


class Figure(models.Model):
    """What was typed for one measure; the compared figure is computed on reading.

    `year_estimate` is typed in the same box as the figure (numerator where there is one);
    `year_ago` is the compared figure of the same period last year.
    """

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="figures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures")
    value = ExactDecimalField(null=True, blank=True)
    numerator = ExactDecimalField(null=True, blank=True)
    denominator = ExactDecimalField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    nature = models.CharField(max_length=12, choices=NATURE_LABELS, default="estimate")
    year_estimate = ExactDecimalField(null=True, blank=True)
    year_ago = ExactDecimalField(null=True, blank=True)
    as_of = models.DateField("số liệu đến ngày", null=True, blank=True)
    source_note = models.CharField("nguồn", max_length=300, blank=True)
    missing_reason = models.TextField(blank=True)
    expected_on = models.DateField(null=True, blank=True)
    warning_reasons = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["report", "measure__letter"]
        constraints = [
            models.UniqueConstraint(fields=["report", "measure"], name="one_figure_per_measure")
        ]
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"

    def __str__(self) -> str:
        return f"{self.report_id}/{self.measure_id}"

    def entry(self) -> Entry:
        """What was typed, as the rules take it."""
        return Entry(self.value, self.numerator, self.denominator, self.year_estimate)


class ReviewEvent(models.Model):
    """Append-only: a step taken, by whom, with a copy of the figures it judged.

    `figures` maps a measure's id (text) to what was typed, numbers as plain decimal text.
    """

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="events")
    move = models.CharField(max_length=10, choices=MOVE_LABELS)
    from_status = models.CharField(max_length=10, choices=STATUS_LABELS)
    to_status = models.CharField(max_length=10, choices=STATUS_LABELS)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    answer_by = models.DateField(null=True, blank=True)
    on_behalf = models.BooleanField(default=False)
    single_handed = models.BooleanField(default=False)
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["report", "move"])]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.move}"


class FigureEdit(models.Model):
    """Append-only: what one save changed. `changes` lists {key, old, new} as people read them."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="edits")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.at}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        """Evidence of the reports this person may read, which nobody has taken off."""
        return self.filter(report__in=ProgressReport.objects.visible_to(user)).shown().present()

    def shown(self) -> Self:
        """Without that of an indicator with a closed measure: a file may tell its amounts."""
        closed = Measure.objects.filter(indicator=OuterRef("report__indicator"), percent_only=True)
        return self.exclude(Exists(closed))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """A file or a link that proves a report's figures.

    Never deleted: what was taken off keeps its row, with who did it and when. A file lies in the
    folder EVIDENCE_ROOT under `kept_as`, a name nobody can guess and no page shows.
    """

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="evidence")
    name = models.CharField("tên", max_length=200)
    link = models.URLField("liên kết", max_length=LONGEST_LINK, blank=True)
    kept_as = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=4, choices=EVIDENCE_LABELS, blank=True)
    size = models.PositiveBigIntegerField("dung lượng", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(link="") ^ Q(kept_as=""), name="evidence_is_file_or_link"
            ),
            models.UniqueConstraint(
                fields=["kept_as"], condition=~Q(kept_as=""), name="one_row_of_a_kept_file"
            ),
        ]
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"

    def __str__(self) -> str:
        return self.name
