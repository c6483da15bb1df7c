"""The other half of a resolution: task paragraphs and their checkable work items."""

from django.db import models

from targets.labels import WORK_STATE_LABELS
from targets.models.people import Unit, User
from targets.models.plan import Indicator, Resolution


class TaskGroup(models.Model):
    """A numbered heading over task paragraphs."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="task_groups")
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


class Task(models.Model):
    """One task paragraph; `number` as printed ("1.1", "4"), `order` its place."""

    group = models.ForeignKey(TaskGroup, models.CASCADE, related_name="tasks")
    number = models.CharField("số", max_length=20)
    order = models.PositiveIntegerField(default=0)
    title = models.CharField("tên", max_length=300)
    wording = models.TextField("nội dung", blank=True)
    source_wording = models.TextField("nguyên văn", blank=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_tasks"
    )
    coordinating_units = models.ManyToManyField(Unit, blank=True, related_name="coordinated_tasks")
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="tasks")

    class Meta:
        ordering = ["group", "order", "number"]
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="task_number_once")]
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class WorkItem(models.Model):
    """A checkable piece of a task: a product, a lead unit and a due date or quarter."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="work_items")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField("đầu việc", max_length=300)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_work_items"
    )
    due_on = models.DateField("hạn", null=True, blank=True)
    due_note = models.CharField("thời gian", max_length=100, blank=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=WORK_STATE_LABELS, default="planned"
    )

    class Meta:
        ordering = ["task", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "order"], name="work_item_once")]
        verbose_name = "đầu việc"
        verbose_name_plural = "đầu việc"

    def __str__(self) -> str:
        return self.name


class TaskUpdate(models.Model):
    """A dated note on a work item; never reviewed, never overwritten."""

    work_item = models.ForeignKey(WorkItem, models.PROTECT, related_name="updates")
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.work_item_id}: {self.at}"
