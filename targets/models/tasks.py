"""The other half of a resolution: task paragraphs and their checkable work items."""

import datetime
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from targets import clock
from targets.labels import WORK_STATE_LABELS
from targets.models.people import Unit, User
from targets.models.plan import Indicator, Resolution
from targets.rules.work import Standing, WorkState, standing_of
from targets.rules.workflow import Role


class TaskGroup(models.Model):
    """A numbered heading over task paragraphs."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, related_name="task_groups", verbose_name="nghị quyết"
    )
    number = models.PositiveIntegerField("số")
    name = models.CharField("tên nhóm", max_length=300)

    class Meta:
        ordering = ["resolution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="task_group_once")
        ]
        verbose_name = "nhóm nhiệm vụ"
        verbose_name_plural = "nhóm nhiệm vụ"

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> Self:
        """The tasks this person may read (design §6): office and leadership all, units own.

        Own: led or coordinated by the person's units and the units below them, or with a work
        item one of them leads.
        """
        if not user.is_active or user.has_role(Role.ADMIN):
            return self.none()
        if user.has_role(Role.OFFICE, Role.LEADER):
            return self
        units = user.own_units()
        coordinated = Task.coordinating_units.through.objects.filter(unit_id__in=units)
        items = WorkItem.objects.filter(lead_unit__in=units)
        return self.filter(
            Q(lead_unit__in=units)
            | Q(pk__in=coordinated.values("task_id"))
            | Q(pk__in=items.values("task_id"))
        )


class Task(models.Model):
    """One task paragraph; `number` as printed ("1.1", "4"), `order` its place."""

    group = models.ForeignKey(TaskGroup, models.CASCADE, related_name="tasks", verbose_name="nhóm")
    number = models.CharField("số", max_length=20)
    order = models.PositiveIntegerField("thứ tự", default=0)
    title = models.CharField("tên", max_length=300)
    wording = models.TextField("nội dung", blank=True)
    source_wording = models.TextField("nguyên văn", blank=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_tasks",
        verbose_name="đơn vị chủ trì",
    )  # fmt: skip
    coordinating_units = models.ManyToManyField(
        Unit, blank=True, related_name="coordinated_tasks", verbose_name="đơn vị phối hợp"
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="tasks", verbose_name="chỉ tiêu liên quan"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["group", "order", "number"]
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="task_number_once")]
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def visible_to(self, user: User) -> Self:
        """The work items of the tasks this person may read."""
        if not user.is_active or user.has_role(Role.ADMIN):
            return self.none()
        if user.has_role(Role.OFFICE, Role.LEADER):
            return self
        return self.filter(task__in=Task.objects.visible_to(user).values("pk"))

    def in_force(self) -> Self:
        """Without what the office has closed."""
        return self.filter(closed_at__isnull=True)

    def outstanding(self) -> Self:
        """What is neither done nor closed."""
        return self.in_force().exclude(state=WorkState.DONE.value)

    def with_newest_update(self) -> Self:
        """Each with what its newest update says: `newest_at`, `newest_text`, `newest_percent`."""
        newest = TaskUpdate.objects.filter(work_item=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(
            newest_at=Subquery(newest.values("at")[:1]),
            newest_text=Subquery(newest.values("text")[:1]),
            newest_percent=Subquery(newest.values("percent")[:1]),
        )


class WorkItem(models.Model):
    """A checkable piece of a task: a product, a lead unit and a due date or quarter.

    `state` is the newest update's; `done_on` the day it was done. `due_reason`: why it is due
    after 31/03 of the following year. `progress_only`: its words are secret, only state, percent
    and dates may be entered. Closed by the office when `closed_at` is set, never deleted once it
    has updates. `version` grows with every change: a writer who saw another version is told.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="work_items")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField("đầu việc", max_length=300)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_work_items",
        verbose_name="đơn vị chủ trì",
    )  # fmt: skip
    due_on = models.DateField("hạn", null=True, blank=True)
    due_note = models.CharField("thời gian", max_length=100, blank=True)
    due_reason = models.TextField("lý do hạn muộn", blank=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=WORK_STATE_LABELS, default=WorkState.PLANNED.value
    )
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    progress_only = models.BooleanField("chỉ theo dõi tiến độ", default=False)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="tách từ"
    )
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_reason = models.TextField("lý do đóng", blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        ordering = ["task", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "order"], name="work_item_once")]
        verbose_name = "đầu việc"
        verbose_name_plural = "đầu việc"

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, str]:
        """For the change log, which asks by this name: the product's time, pinned in a demo."""
        return {"at": clock.now().isoformat()}

    def standing(self, today: datetime.date) -> Standing:
        """Before, on or after its date; worked out, never stored."""
        return standing_of(
            WorkState(self.state), due_on=self.due_on, done_on=self.done_on, today=today
        )


class DeadlineExtension(models.Model):
    """Append-only: a work item's one extension; its first due date stays known here."""

    work_item = models.OneToOneField(WorkItem, models.PROTECT, related_name="extension")
    first_due_on = models.DateField()
    due_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.work_item_id}: {self.first_due_on} → {self.due_on}"


class TaskUpdate(models.Model):
    """A dated note on a work item: never reviewed, never lost (`TaskUpdateEdit`).

    `text`: what was done; `state`: what the item was from then on; `on_behalf`: entered by the
    office for the lead unit, `told_by` says who told it, how and when.
    """

    work_item = models.ForeignKey(WorkItem, models.PROTECT, related_name="updates")
    state = models.CharField(max_length=10, choices=WORK_STATE_LABELS, blank=True)
    done_on = models.DateField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    text = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    product_number = models.CharField(max_length=100, blank=True)
    product_date = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)
    told_by = models.CharField(max_length=300, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.work_item_id}: {self.at}"


class TaskUpdateEdit(models.Model):
    """Append-only: what an update said before its writer edited it. `before`: its columns."""

    update = models.ForeignKey(TaskUpdate, models.PROTECT, related_name="edits")
    before = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.update_id}: {self.at}"
