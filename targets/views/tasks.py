"""The resolution's tasks: the list, the timeline, one task (design §7)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from targets import clock
from targets.discussion import Discussion, discussion_about
from targets.forms.work_filter import LOOK, TABLE, UNIT, WorkFilter
from targets.http import AppRequest
from targets.models import Indicator, Resolution, Task, User
from targets.rules.work import Bucket
from targets.rules.workflow import Role
from targets.tables import WorkTable
from targets.task_board import TaskBox, WorkRow, grouped, rows_of, tally, tasks_of
from targets.timeline import timeline_of

BUCKET_WORDS = {
    Bucket.OVERDUE: ("Quá hạn", "late", "c-bad"),
    Bucket.SOON: ("Đến hạn trong 15 ngày", "soon", "c-warn"),
    Bucket.RUNNING: ("Đang thực hiện", "doing", "c-calm"),
    Bucket.PLANNED: ("Chưa đến hạn", "later", "c-calm"),
    Bucket.PAUSED: ("Tạm dừng", "paused", "c-calm"),
    Bucket.DONE: ("Hoàn thành", "approved", "c-good"),
}


@dataclass(frozen=True, slots=True)
class TallyCell:
    """One count of the strip, which leads to what it counts."""

    word: str
    icon: str
    colour: str
    count: int
    url: str
    current: bool


@require_safe
def newest_tasks(request: AppRequest) -> HttpResponse:
    """To the tasks of the newest running resolution; a page that says so where there is none."""
    readers_only(request.user)
    found = _resolutions(request.user).order_by("-year", "slug")
    resolution = found.filter(status="active").first() or found.first()
    if resolution is None:
        return render(request, "targets/tasks_nothing.html")
    return redirect("targets:tasks", resolution.slug)


@require_safe
def task_list(request: AppRequest, slug: str) -> HttpResponse:
    """The tasks with their work items, or with `?xem=bang` all work items in one table."""
    resolution = resolution_or_404(request.user, slug)
    boxes = tasks_of(resolution, request.user, clock.today())
    filters = WorkFilter(request.GET, boxes)
    shown = filters.apply()
    rows = rows_of(shown)
    everything = rows_of(filters.in_place())
    counts = tally(everything)
    as_table = request.GET.get(LOOK) == TABLE
    context = {
        "resolution": resolution,
        "filters": filters,
        "boxes": boxes,
        "groups": grouped(shown),
        "rows": rows,
        "total": len(everything),
        "done": counts[Bucket.DONE],
        "overdue": counts[Bucket.OVERDUE],
        "look": TABLE if as_table else "",
        "cells": _cells(resolution, filters, counts, as_table=as_table),
        "table": _table(request, rows) if as_table else None,
        "looks": _looks(resolution, filters, current=TABLE if as_table else ""),
        "today": clock.today(),
        "is_office": request.user.has_role(Role.OFFICE),
        "own_only": not request.user.has_role(Role.OFFICE, Role.LEADER),
        "own_query": _own_query(request.user, boxes, filters),
    }
    return render(request, "targets/tasks.html", context)


@require_safe
def timeline(request: AppRequest, slug: str) -> HttpResponse:
    """Work items by the quarter they are due in; it takes the same filters and prints on A4."""
    resolution = resolution_or_404(request.user, slug)
    today = clock.today()
    boxes = tasks_of(resolution, request.user, today)
    filters = WorkFilter(request.GET, boxes)
    shown = filters.apply()
    context = {
        "resolution": resolution,
        "filters": filters,
        "chart": timeline_of(shown, resolution.year, today),
        "total": len(rows_of(shown)),
        "looks": _looks(resolution, filters, current="timeline"),
        "today": today,
        "own_only": not request.user.has_role(Role.OFFICE, Role.LEADER),
    }
    return render(request, "targets/timeline.html", context)


@require_safe
def task(request: AppRequest, slug: str, number: str) -> HttpResponse:
    """One task: what the resolution says, who leads, its indicators and its work items."""
    resolution = resolution_or_404(request.user, slug)
    box = next(iter(tasks_of(resolution, request.user, clock.today(), number=number)), None)
    if box is None:
        raise Http404
    found = box.task
    linked = Indicator.objects.visible_to(request.user).filter(tasks=found)
    closed = found.work_items.filter(closed_at__isnull=False).select_related("lead_unit")
    context = {
        "resolution": resolution,
        "box": box,
        "task": found,
        "rows": box.rows,
        "differs": found.source_wording.strip() not in {"", found.wording.strip()},
        "closed": closed.order_by("order"),
        "coordinating": list(found.coordinating_units.all()),
        "readable_indicators": set(linked.values_list("pk", flat=True)),
        "neighbours": _neighbours(resolution, request.user, found),
        "discussion": _discussion(request, resolution, found),
        "today": clock.today(),
        "is_office": request.user.has_role(Role.OFFICE),
    }
    return render(request, "targets/task.html", context)


def _discussion(request: AppRequest, resolution: Resolution, found: Task) -> Discussion | None:
    """What leadership and the office wrote about the task; None before any period is there."""
    periods = resolution.periods.select_related("resolution").order_by("quarter")
    period = periods.opened(clock.today()).last() or periods.first()
    if period is None:
        return None
    place = request.get_full_path()
    return discussion_about(request.user, period, task=found, place=place)


def readers_only(user: User) -> None:
    """Administrators keep accounts and read no tasks (design §6)."""
    if user.has_role(Role.ADMIN):
        raise Http404


def resolution_or_404(user: User, slug: str) -> Resolution:
    """The resolution an address names, if this person may read it."""
    readers_only(user)
    found = _resolutions(user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _resolutions(user: User) -> QuerySet[Resolution]:
    """Drafts are for the office alone."""
    rows = Resolution.objects.all()
    return rows if user.has_role(Role.OFFICE) else rows.exclude(status="draft")


def _cells(
    resolution: Resolution, filters: WorkFilter, counts: Counter[Bucket], *, as_table: bool
) -> list[TallyCell]:
    address = reverse("targets:tasks", args=[resolution.slug])
    look = {LOOK: TABLE} if as_table else {}
    return [
        TallyCell(
            word,
            icon,
            colour,
            counts[bucket],
            f"{address}?{urlencode(filters.bucket_query(bucket) | look)}",
            filters.is_bucket(bucket),
        )
        for bucket, (word, icon, colour) in BUCKET_WORDS.items()
        if counts[bucket] or bucket is not Bucket.PAUSED
    ]


def _own_query(user: User, boxes: Sequence[TaskBox], filters: WorkFilter) -> str:
    """The query that leaves what the person's own unit leads; empty where that changes nothing."""
    leads = {row.lead.pk: row.lead.code for box in boxes for row in box.rows if row.lead}
    code = leads.get(user.unit_id or 0)
    if code is None or len(leads) == 1 or user.has_role(Role.OFFICE, Role.LEADER):
        return ""
    query = filters.query(**{UNIT: code})
    return "" if query == filters.query() else urlencode(query)


def _looks(
    resolution: Resolution, filters: WorkFilter, *, current: str
) -> list[tuple[str, str, bool]]:
    """The ways to look at the same work items: name, address, whether it is this one."""
    kept = filters.query()
    listed = reverse("targets:tasks", args=[resolution.slug])
    chart = reverse("targets:task-timeline", args=[resolution.slug])
    return [
        (name, f"{address}?{urlencode(query)}" if query else address, current == code)
        for code, name, address, query in (
            ("", "Theo nhiệm vụ", listed, kept),
            (TABLE, "Bảng đầu việc", listed, {**kept, LOOK: TABLE}),
            ("timeline", "Dòng thời gian", chart, kept),
        )
    ]


def _table(request: AppRequest, rows: Sequence[WorkRow]) -> WorkTable:
    table = WorkTable(rows)
    RequestConfig(request, paginate=False).configure(table)
    return table


def _neighbours(
    resolution: Resolution, user: User, here: Task
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The numbers and addresses of the tasks before and after this one."""
    numbers = list(
        Task.objects.visible_to(user)
        .filter(group__resolution=resolution)
        .order_by("group__number", "order", "number")
        .values_list("number", flat=True)
    )
    place = numbers.index(here.number)
    found = [
        (number, reverse("targets:task", args=[resolution.slug, number]))
        for number in (*numbers[max(place - 1, 0) : place], *numbers[place + 1 : place + 2])
    ]
    before = found.pop(0) if place > 0 else None
    return before, found[0] if found else None
