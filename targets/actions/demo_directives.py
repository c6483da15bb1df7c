"""The demo's remarks and requests to explain, each step taken as the table allows it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from targets.actions.demo_steps import moment
from targets.actions.directives import coordinating_unit, speaker_of
from targets.models import Directive, DirectiveEntry, Indicator, Period, Task, User
from targets.rules.directives import (
    STEPS,
    DirectiveMove,
    DirectiveStatus,
    Speaker,
    asking_refusal,
    is_on_behalf,
    refusal,
)
from targets.rules.workflow import Role

Row = Mapping[str, Any]


class ImpossibleDirective(ValueError):
    """The file tells a step nobody could have taken."""


def load_directives(file: Row, people: Mapping[str, User]) -> int:
    """Write them all; return how many. Raises ImpossibleDirective."""
    slug = file["resolution"]
    plan = {"group__resolution__slug": slug}
    indicators = {each.number: each for each in Indicator.objects.filter(**plan)}
    tasks = {each.number: each for each in Task.objects.filter(**plan)}
    periods = {each.quarter: each for each in Period.objects.filter(resolution__slug=slug)}
    for row in file["directives"]:
        subject = tasks[row["task"]] if "task" in row else indicators[row["indicator"]]
        _load(subject, periods[row["quarter"]], row["steps"], people)
    return len(file["directives"])


def _load(
    subject: Indicator | Task, period: Period, steps: list[Row], people: Mapping[str, User]
) -> None:
    first, *later = steps
    author, due_on = people[first["by"]], _day(first)
    by_unit = coordinating_unit(author, subject.coordinating_units.all())
    begins = Speaker(Role(author.role), coordinates=by_unit is not None)
    if sentence := asking_refusal(begins, wants_answer=due_on is not None):
        raise ImpossibleDirective(f"{subject}: {sentence}")
    directive = Directive(
        task=subject if isinstance(subject, Task) else None,
        indicator=None if isinstance(subject, Task) else subject,
        period=period,
        unit=subject.lead_unit,
        by_unit=by_unit,
        text=first["text"],
        answer_due_on=due_on,
        status=(DirectiveStatus.NOTED if due_on is None else DirectiveStatus.OPEN).value,
        by=author,
        at=moment(first["at"]),
        version=len(later),
    )
    entries = [_entry(directive, first, DirectiveMove.ASK, people)]
    for row in later:
        move = DirectiveMove(row["move"])
        status = DirectiveStatus(directive.status)
        speaker, answered_once = speaker_of(people[row["by"]], directive, entries)
        sentence = refusal(move, status, speaker, answered_once=answered_once)
        if sentence or moment(row["at"]) < entries[-1].at:
            raise ImpossibleDirective(f"{subject}, {move}: {sentence or 'sai thứ tự thời gian'}")
        entry = _entry(directive, row, move, people)
        entry.on_behalf = is_on_behalf(move, speaker)
        entries.append(entry)
        directive.status = (STEPS[move].target or status).value
        directive.answer_due_on = _day(row) or directive.answer_due_on
    directive.save()
    DirectiveEntry.objects.bulk_create(entries)


def _entry(
    directive: Directive, row: Row, move: DirectiveMove, people: Mapping[str, User]
) -> DirectiveEntry:
    return DirectiveEntry(
        directive=directive,
        move=move.value,
        text=row["text"],
        answer_due_on=_day(row),
        by=people[row["by"]],
        at=moment(row["at"]),
    )


def _day(row: Row) -> date | None:
    return date.fromisoformat(row["due"]) if "due" in row else None
