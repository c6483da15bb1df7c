"""The tasks of a resolution with their work items, as lists, timeline and task pages show them.

Three queries whatever the size: tasks, their work items, their indicators.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from targets.models import Indicator, Resolution, Task, TaskGroup, Unit, User, WorkItem
from targets.rules.work import Bucket, Standing, WorkState, bucket_of


class WorkRow:
    """One work item on a day; `item` comes with its newest update."""

    def __init__(self, item: WorkItem, today: datetime.date) -> None:
        self.item = item
        self.today = today

    @cached_property
    def standing(self) -> Standing:
        return self.item.standing(self.today)

    @cached_property
    def bucket(self) -> Bucket:
        return bucket_of(WorkState(self.item.state), self.standing)

    @property
    def task(self) -> Task:
        return self.item.task

    @property
    def lead(self) -> Unit | None:
        return self.item.lead_unit

    @property
    def news(self) -> str:
        """What its newest update says; empty where there is none or its words are closed."""
        return "" if self.item.progress_only else (getattr(self.item, "newest_text", "") or "")

    @property
    def news_at(self) -> datetime.datetime | None:
        return getattr(self.item, "newest_at", None)

    @property
    def plan_order(self) -> tuple[int, int, int]:
        return (self.task.group.number, self.task.order, self.item.order)

    @property
    def due_order(self) -> tuple[bool, datetime.date, tuple[int, int, int]]:
        """By due date, those without one last."""
        due = self.item.due_on
        return (due is None, due or datetime.date.max, self.plan_order)

    @property
    def lead_order(self) -> tuple[int, int, str]:
        """As units are listed everywhere, those without one last."""
        lead = self.lead
        return (1, 0, "") if lead is None else (0, lead.order, lead.code)

    @property
    def news_order(self) -> tuple[bool, float]:
        """Those nobody has told anything of first."""
        at = self.news_at
        return (at is not None, at.timestamp() if at else 0.0)

    @property
    def urgency(self) -> tuple[int, bool, datetime.date, tuple[int, int, int]]:
        """What presses first; inside one heading by due date."""
        return (_URGENCY[self.bucket], *self.due_order)


_URGENCY = {bucket: place for place, bucket in enumerate(Bucket)}


@dataclass(frozen=True, slots=True)
class TaskBox:
    """A task with its work items in force; `shown` are those a filter leaves."""

    task: Task
    rows: Sequence[WorkRow]
    shown: Sequence[WorkRow]
    is_open: bool = False

    @property
    def done(self) -> int:
        return sum(row.bucket is Bucket.DONE for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.bucket is Bucket.OVERDUE for row in self.rows)

    @property
    def overdue_words(self) -> str:
        return f"Quá hạn {self.overdue} việc"

    @property
    def progress(self) -> str:
        """`2/4 đầu việc xong`."""
        if not self.rows:
            return "chưa có đầu việc"
        return f"{self.done}/{len(self.rows)} đầu việc xong"

    @property
    def indicators(self) -> list[Indicator]:
        return sorted(self.task.indicators.all(), key=lambda indicator: indicator.number)


def tasks_of(
    resolution: Resolution, user: User, today: datetime.date, *, number: str | None = None
) -> list[TaskBox]:
    """Every task this person may read, in the resolution's order, with its items in force.

    An item that presses stands first in its task. `number`: only the task so numbered.
    """
    only = {} if number is None else {"number": number}
    of_items = {f"task__{name}": text for name, text in only.items()}
    tasks = (
        Task.objects.visible_to(user)
        .filter(group__resolution=resolution, **only)
        .select_related("group__resolution", "lead_unit")
        .prefetch_related("indicators")
        .order_by("group__number", "order", "number")
    )
    items = (
        WorkItem.objects.visible_to(user)
        .filter(task__group__resolution=resolution, **of_items)
        .in_force()
        .select_related("lead_unit", "extension")
        .with_newest_update()
    )
    by_task: dict[int, list[WorkItem]] = {}
    for item in items:
        by_task.setdefault(item.task_id, []).append(item)
    boxes = []
    for task in tasks:
        rows = []
        for item in by_task.get(task.pk, []):
            item.task = task
            rows.append(WorkRow(item, today))
        rows.sort(key=lambda row: row.urgency)
        boxes.append(TaskBox(task, rows, rows))
    return boxes


def narrowed(
    boxes: Iterable[TaskBox],
    *,
    task: Callable[[TaskBox], bool],
    row: Callable[[WorkRow], bool],
    whole: bool,
) -> list[TaskBox]:
    """The boxes `task` asks for with the rows `row` asks for.

    whole: nothing is asked of the rows, so that a task without any stays, and only what is
    overdue opens its task by itself.
    """
    found = []
    for box in boxes:
        shown = [one for one in box.rows if row(one)]
        if task(box) and (shown or whole):
            found.append(replace(box, shown=shown, is_open=bool(box.overdue) or not whole))
    return found


def rows_of(boxes: Iterable[TaskBox]) -> list[WorkRow]:
    """The rows that are shown, over all tasks."""
    return [row for box in boxes for row in box.shown]


def grouped(boxes: Iterable[TaskBox]) -> list[tuple[TaskGroup, list[TaskBox]]]:
    """The boxes under the resolution's headings."""
    pairs = groupby(boxes, key=lambda box: box.task.group_id)
    return [((found := list(group))[0].task.group, found) for _, group in pairs]


def tally(rows: Iterable[WorkRow]) -> Counter[Bucket]:
    """How many work items count under each heading; each under one."""
    return Counter(row.bucket for row in rows)
