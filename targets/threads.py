"""What people wrote about an indicator or a task, as threads ready to read (design §4).

Frozen values in two queries, whatever there is to tell; the pages of an indicator, of a task and
of the directives themselves are made of them.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from targets import clock
from targets.actions.directives import speaker_of
from targets.labels import DIRECTIVE_MOVE_LABELS, DIRECTIVE_STATUS_LABELS, UNITS_MOVE_LABELS
from targets.models import Directive, DirectiveEntry, Period, Task, Unit, User
from targets.rules.directives import (
    DirectiveMove,
    DirectiveStatus,
    answer_days_late,
    open_moves,
    urgency,
)

WRITTEN = frozenset({DirectiveMove.ASK, DirectiveMove.EDIT})


@dataclass(frozen=True, slots=True)
class Said:
    """One step of a thread in its words. `replaced`: an edit has put other words in their place."""

    move: DirectiveMove
    word: str
    text: str
    due_on: datetime.date | None
    by: str
    unit: str
    at: datetime.datetime
    on_behalf: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A directive with everything said in it. `moves`: the steps open to its reader now."""

    pk: int
    version: int
    status: DirectiveStatus
    text: str
    slug: str
    about_task: bool
    number: str
    wording: str
    url: str
    period_name: str
    quarter: int
    unit_code: str
    unit_name: str
    unit_short: str
    by_unit: str  # the coordinating unit whose remark it is, or ""
    due_on: datetime.date | None
    days_late: int
    by: str
    at: datetime.datetime
    said: tuple[Said, ...]
    moves: tuple[DirectiveMove, ...]
    on_behalf: bool = False  # an answer of its reader would be one for the unit

    @property
    def anchor(self) -> str:
        return f"yk-{self.pk}"

    @property
    def is_request(self) -> bool:
        return self.status is not DirectiveStatus.NOTED

    @property
    def kind(self) -> str:
        if self.by_unit:
            return UNITS_REMARK
        return REQUEST if self.is_request else REMARK

    @property
    def subject(self) -> str:
        """Chỉ tiêu 3, nhiệm vụ 1.1: inside a sentence."""
        return f"{'nhiệm vụ' if self.about_task else 'chỉ tiêu'} {self.number}"

    @property
    def state(self) -> str:
        """The mark of the status: a late request looks late."""
        return "late" if self.days_late else self.status.value

    @property
    def state_words(self) -> str:
        if self.days_late:
            return f"Quá hạn {self.days_late} ngày"
        if self.by_unit:
            return UNITS_REMARK
        return DIRECTIVE_STATUS_LABELS[self.status.value]

    @property
    def answer(self) -> Said | None:
        """The newest answer."""
        return next((s for s in reversed(self.said) if s.move is DirectiveMove.ANSWER), None)

    @property
    def last(self) -> Said | None:
        return self.said[-1] if self.said else None

    @property
    def number_order(self) -> tuple[int, ...]:
        """Sorts 2 before 10 and 1.2 before 1.10."""
        return tuple(int(part) for part in re.findall(r"[0-9]+", self.number))

    @property
    def urgency(self) -> tuple[int, int, float]:
        """Sorts the most urgent first."""
        return urgency(self.status, self.due_on, self.at)


def threads_about(
    reader: User, period: Period, *, indicator: int | None = None, task: Task | None = None
) -> list[Thread]:
    """The threads of an indicator (by its number) or a task that its reader may see.

    Those of the period and what earlier periods left unsettled, most urgent first; two queries.
    """
    rows = Directive.objects.at_hand_in(period).for_threads()
    if task is not None:
        return threads_of(rows.filter(task=task), reader)
    return threads_of(rows.filter(indicator__number=indicator or 0), reader)


def threads_of(rows: Iterable[Directive], reader: User) -> list[Thread]:
    """Threads of rows read `for_threads`, most urgent first."""
    today = clock.today()
    return sorted((_thread(row, reader, today) for row in rows), key=lambda each: each.urgency)


def _thread(row: Directive, reader: User, today: datetime.date) -> Thread:
    status = DirectiveStatus(row.status)
    entries = list(row.entries.all())
    speaker, answered_once = speaker_of(reader, row, entries)
    moves = tuple(open_moves(status, speaker, answered_once=answered_once))
    number, wording, url = _subject(row)
    unit = row.unit
    return Thread(
        pk=row.pk,
        version=row.version,
        status=status,
        text=row.text,
        slug=row.period.resolution.slug,
        about_task=row.task_id is not None,
        number=number,
        wording=wording,
        url=url,
        period_name=row.period.name,
        quarter=row.period.quarter,
        unit_code="" if unit is None else unit.code,
        unit_name="" if unit is None else unit.name,
        unit_short="" if unit is None else unit.brief,
        by_unit="" if row.by_unit is None else row.by_unit.name,
        due_on=row.answer_due_on,
        days_late=answer_days_late(status, row.answer_due_on, today),
        by=str(row.by or ""),
        at=row.at,
        said=tuple(_said(entries, row.by_unit)),
        moves=moves,
        on_behalf=not speaker.in_unit,
    )


def _subject(row: Directive) -> tuple[str, str, str]:
    slug = row.period.resolution.slug
    if row.task is not None:
        number = row.task.number
        return number, row.task.title, reverse("targets:task", args=[slug, number])
    assert row.indicator is not None
    page = reverse("reports:indicator", args=[slug, row.indicator.number])
    return str(row.indicator.number), row.indicator.wording, f"{page}?ky={row.period.quarter}"


def _said(entries: list[DirectiveEntry], by_unit: Unit | None) -> Iterator[Said]:
    followed = [after.move == DirectiveMove.EDIT for _, after in pairwise(entries)]
    for entry, replaced in zip(entries, [*followed, False], strict=True):
        move = DirectiveMove(entry.move)
        asks = move is DirectiveMove.ASK and entry.answer_due_on is not None
        yield Said(
            move=move,
            word=REQUEST if asks else _word(move, by_unit),
            text=entry.text,
            due_on=entry.answer_due_on,
            by=str(entry.by or ""),
            unit=_whose(entry, by_unit),
            at=entry.at,
            on_behalf=entry.on_behalf,
            replaced=replaced and move in WRITTEN,
        )


def _word(move: DirectiveMove, by_unit: Unit | None) -> str:
    words = DIRECTIVE_MOVE_LABELS if by_unit is None else UNITS_MOVE_LABELS
    return words[move.value]


def _whose(entry: DirectiveEntry, by_unit: Unit | None) -> str:
    """The unit behind a step: of a coordinating unit's remark that unit, wherever its author
    works today."""
    unit = by_unit or (entry.by.unit if entry.by else None)
    return unit.brief if unit else ""


REQUEST = "Yêu cầu giải trình"
REMARK = "Ý kiến"
UNITS_REMARK = "Nhận xét của đơn vị phối hợp"
