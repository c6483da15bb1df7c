"""Tasks and work items as rows: four queries, whatever the size."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from django.db.models import F, OuterRef, Subquery

from reports.work_lines import TaskGroupLine, TaskLine, WorkLine
from targets.labels import UNIT_KIND_LABELS
from targets.models import Resolution, Task, TaskUpdate, Unit, User, WorkItem
from targets.rules.work import WorkState, standing_of

MOST_LOCALITIES = 3


def task_groups_of(
    resolution: Resolution, today: datetime.date, viewer: User | None
) -> tuple[TaskGroupLine, ...]:
    """The resolution's tasks in order, with what is in force of their work items.

    viewer: the tasks this person may read; None reads everything (commands).
    """
    tasks = Task.objects.all() if viewer is None else Task.objects.visible_to(viewer)
    rows = list(
        tasks.filter(group__resolution=resolution)
        .select_related("group", "lead_unit")
        .prefetch_related("coordinating_units", "indicators")
        .order_by("group__number", "order", "number")
    )
    items = _items(resolution, today)
    lines = [
        (
            (task.group.number, task.group.name),
            TaskLine(
                number=task.number,
                title=task.title,
                items=tuple(items[task.pk]),
                lead=task.lead_unit.name if task.lead_unit else "",
                lead_short=task.lead_unit.brief if task.lead_unit else "",
                coordinating=_coordinating(task.coordinating_units.all()),
                indicators=tuple(sorted(one.number for one in task.indicators.all())),
                lead_code=task.lead_unit.code if task.lead_unit else "",
            ),
        )
        for task in rows
    ]
    return tuple(
        TaskGroupLine(number, name, tuple(line for _, line in members))
        for (number, name), members in groupby(lines, key=lambda row: row[0])
    )


def _items(resolution: Resolution, today: datetime.date) -> dict[int, list[WorkLine]]:
    newest = TaskUpdate.objects.filter(work_item=OuterRef("pk")).order_by("-at", "-pk")
    rows = (
        WorkItem.objects.in_force()
        .filter(task__group__resolution=resolution)
        .select_related("task", "lead_unit")
        .annotate(
            told=Subquery(newest.values("text")[:1]),
            proposed=Subquery(newest.values("proposals")[:1]),
            comes_next=Subquery(newest.values("next_step")[:1]),
            percent=Subquery(newest.values("percent")[:1]),
            first_due_on=F("extension__first_due_on"),
        )
        .order_by("task_id", "order", "pk")
    )
    found: dict[int, list[WorkLine]] = defaultdict(list)
    for row in rows:
        state = WorkState(row.state)
        stands = standing_of(state, due_on=row.due_on, done_on=row.done_on, today=today)
        found[row.task_id].append(
            WorkLine(
                key=f"{row.task.number}.{row.order}",
                name=row.name,
                state=state,
                timing=stands.timing,
                days=stands.days,
                product=row.product,
                lead=row.lead_unit.name if row.lead_unit else "",
                lead_short=row.lead_unit.brief if row.lead_unit else "",
                due_on=row.due_on,
                first_due_on=row.first_due_on,
                done_on=row.done_on,
                percent=row.percent,
                told="" if row.progress_only else row.told or "",
                asked="" if row.progress_only else row.proposed or row.comes_next or "",
                lead_code=row.lead_unit.code if row.lead_unit else "",
                due_note=row.due_note,
            )
        )
    return found


def _coordinating(units: Iterable[Unit]) -> tuple[str, ...]:
    found = list(units)
    localities = [unit for unit in found if unit.kind == "locality"]
    if len(localities) <= MOST_LOCALITIES:
        return tuple(unit.brief for unit in found)
    others = (unit.brief for unit in found if unit.kind != "locality")
    return (*others, f"{len(localities)} {UNIT_KIND_LABELS['locality'].lower()}")
