"""Rows that answer what was asked in the search box; one query per kind, whatever the size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import F
from django.urls import reverse

from targets.models import Indicator, Period, Task, Unit, User, WorkItem
from targets.rules.finding import Kind, Question, rank
from targets.rules.folding import Piece, alphabetical, excerpt, occurs, pieces, words_of
from targets.rules.workflow import Role

MOST = 30  # of a kind; who gets more has to ask more closely


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: where it is, its name and what else of it was asked for."""

    url: str
    number: str
    name: list[Piece]
    note: list[Piece] = field(default_factory=list)
    about: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What of one kind was found, best first; `total` counts what is not shown too."""

    kind: Kind
    hits: list[Hit]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.hits)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it may be found: `order` where it stands among equally good answers."""

    order: tuple[object, ...]
    url: str
    number: str
    name: str
    further: tuple[str, ...] = ()
    about: str = ""


def find(user: User, question: Question, running: Period | None) -> list[HitGroup]:
    """What this person may read that answers the question, in groups that are not empty.

    `running`: the period whose sheets units lead to.
    """
    drafts = user.has_role(Role.OFFICE)
    asked = (
        (Kind.INDICATOR, _indicators(user, drafts=drafts)),
        (Kind.TASK, _tasks(user, drafts=drafts)),
        (Kind.WORK_ITEM, _work_items(user, drafts=drafts)),
        (Kind.UNIT, _units(user, running)),
    )
    groups = (_group(question, kind, rows) for kind, rows in asked)
    return [group for group in groups if group.hits]


def _group(question: Question, kind: Kind, rows: Iterable[_Row]) -> HitGroup:
    found = [
        (order, row.order, row)
        for row in rows
        if (order := rank(question, kind, (row.name, *row.further), number=row.number)) is not None
    ]
    found.sort(key=lambda each: each[:2])
    hits = [_hit(question, row) for _, _, row in found[:MOST]]
    return HitGroup(kind, hits, len(found))


def _hit(question: Question, row: _Row) -> Hit:
    """The name with its marks; of the further texts the first that says what the name does not."""
    lacking = [word for word in question.words if not occurs(word, words_of(row.name))]
    told = next((text for text in row.further if excerpt(text, lacking)), "")
    return Hit(
        row.url,
        row.number,
        pieces(row.name, question.words),
        pieces(excerpt(told, lacking), question.words),
        row.about,
    )


def _indicators(user: User, *, drafts: bool) -> Iterator[_Row]:
    rows = Indicator.objects.visible_to(user)
    if not drafts:
        rows = rows.exclude(group__resolution__status="draft")
    measures: dict[int, list[str]] = defaultdict(list)
    known: dict[int, tuple[str, int, int, str, str | None]] = {}
    for pk, slug, year, number, wording, unit, measure in (
        rows.annotate(
            slug=F("group__resolution__slug"),
            year=F("group__resolution__year"),
            unit=F("lead_unit__name"),
            measure=F("measures__name"),
        )
        .order_by("measures__letter")
        .values_list("pk", "slug", "year", "number", "wording", "unit", "measure")
    ):
        known[pk] = slug, year, number, wording, unit
        measures[pk].append(measure or "")
    for pk, (slug, year, number, wording, unit) in known.items():
        yield _Row(
            (-year, number),
            reverse("reports:indicator", args=[slug, number]),
            str(number),
            wording,
            tuple(measures[pk]),
            _about(year, unit),
        )


def _tasks(user: User, *, drafts: bool) -> Iterator[_Row]:
    rows = Task.objects.visible_to(user)
    if not drafts:
        rows = rows.exclude(group__resolution__status="draft")
    for slug, year, group, order, number, title, wording, unit in rows.values_list(
        "group__resolution__slug", "group__resolution__year", "group__number", "order", "number",
        "title", "wording", "lead_unit__name",
    ).order_by():  # fmt: skip
        yield _Row(
            (-year, group, order, number),
            reverse("targets:task", args=[slug, number]),
            number,
            title,
            (wording,),
            _about(year, unit),
        )


def _work_items(user: User, *, drafts: bool) -> Iterator[_Row]:
    rows = WorkItem.objects.visible_to(user).in_force()
    if not drafts:
        rows = rows.exclude(task__group__resolution__status="draft")
    for pk, year, name, product, unit, task in rows.values_list(
        "pk", "task__group__resolution__year", "name", "product", "lead_unit__name", "task__number"
    ).order_by():
        written = name[:1].upper() + name[1:]
        yield _Row(
            (-year, alphabetical(written), pk),
            reverse("targets:work-item", args=[pk]),
            "",
            written,
            (product,),
            f"Nhiệm vụ {task} · {_about(year, unit)}",
        )


def _units(user: User, running: Period | None) -> Iterator[_Row]:
    for code, name, short, active in (
        Unit.objects.visible_to(user)
        .values_list("code", "name", "short_name", "is_active")
        .order_by()
    ):
        url = ""
        if running is not None:
            url = reverse("targets:sheet", args=[running.resolution.slug, running.quarter, code])
        where = f"Biểu {running.name} năm {running.resolution.year}" if running else ""
        about = where if active else "Đã ngừng hoạt động"
        yield _Row((not active, alphabetical(name), code), url, "", name, (short,), about)


def _about(year: int, unit: str | None) -> str:
    return f"{unit or 'Chưa giao đơn vị'} · Nghị quyết năm {year}"
