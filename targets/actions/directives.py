"""Writing a directive and every step after it: guard, compare-and-set, one entry, one transaction.

The table is `targets/rules/directives.py` (design §4, §6).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet

from targets import clock
from targets.actions.refusal import Refused
from targets.models import Directive, DirectiveEntry, Indicator, Period, Task, Unit, User
from targets.rules.directives import (
    STEPS,
    DirectiveMove,
    DirectiveStatus,
    Speaker,
    asking_refusal,
    is_on_behalf,
    is_theirs,
    refusal,
)
from targets.rules.workflow import Role

STALE = "Ý kiến này vừa được người khác cập nhật. Hãy xem lại rồi thực hiện."
SENT_TWICE = datetime.timedelta(minutes=10)


class DirectiveRefused(Refused):
    """A step with a directive that may not be taken."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to write about an indicator or a task; with a day it asks its unit."""

    subject: Indicator | Task
    period: Period
    text: str
    answer_due_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class DirectiveWish:
    """A step somebody asks for. `version`: the directive as they saw it; None: as it is."""

    move: DirectiveMove
    text: str = ""
    answer_due_on: datetime.date | None = None
    version: int | None = None


def ask(question: Question, *, by: User) -> Directive:
    """Write a remark or, with a day, a request to the subject's lead unit to explain.

    The same words sent twice within minutes are one directive: a double press asks nobody twice.
    A remark of a coordinating unit's people is the unit's. Raises DirectiveRefused when the role,
    the words, the day or a missing unit forbid it, ValueError for a period of another resolution.
    """
    by_unit = coordinating_unit(by, question.subject.coordinating_units.all())
    speaker = Speaker(Role(by.role), coordinates=by_unit is not None, active=by.is_active)
    sentence = asking_refusal(speaker, wants_answer=question.answer_due_on is not None)
    if sentence is not None:
        raise DirectiveRefused(sentence, forbidden=True)
    if question.subject.group.resolution_id != question.period.resolution_id:
        raise ValueError("a subject of one resolution in a period of another")
    text, due_on, unit = question.text.strip(), question.answer_due_on, question.subject.lead_unit
    if not text:
        raise DirectiveRefused(_TEXT_WANTED[DirectiveMove.ASK], field="text")
    if due_on is not None:
        _check_day(due_on)
        _check_unit(unit)
    about: dict[str, Indicator | Task] = (
        {"task": question.subject}
        if isinstance(question.subject, Task)
        else {"indicator": question.subject}
    )
    now = clock.now()
    with transaction.atomic():
        again = Directive.objects.filter(
            period=question.period, by=by, text=text, answer_due_on=due_on, version=0,
            at__gte=now - SENT_TWICE, **about,
        ).first()  # fmt: skip
        if again is not None:
            return again
        status = DirectiveStatus.NOTED if due_on is None else DirectiveStatus.OPEN
        directive = Directive.objects.create(
            period=question.period, unit=unit, by_unit=by_unit, text=text, answer_due_on=due_on,
            status=status.value, by=by, at=now, **about,
        )  # fmt: skip
        DirectiveEntry.objects.create(
            directive=directive, move=DirectiveMove.ASK.value, text=text, answer_due_on=due_on,
            by=by, at=now,
        )  # fmt: skip
    return directive


def coordinating_unit(person: User, units: QuerySet[Unit]) -> Unit | None:
    """For which of a subject's coordinating units a person may remark on it; one query, none for
    those who write for leadership or the office. A person's own unit goes before others.
    """
    if not person.has_role(Role.REPORTER, Role.HEAD):
        return None
    served = units.filter(is_active=True, pk__in=person.acting_units())
    return min(served, key=lambda unit: (unit.pk != person.unit_id, unit.order), default=None)


def take_step(directive_id: int, wish: DirectiveWish, *, by: User) -> Directive:
    """Take one step with a directive and return it as it is now.

    An edit that changes nothing writes nothing. Raises DirectiveRefused when the table, the
    words, the day or somebody quicker forbid it; then nothing has changed.
    """
    with transaction.atomic():
        directive = (
            Directive.objects.select_related("unit", "by_unit")
            .select_for_update(of=("self",))
            .get(pk=directive_id)
        )
        return _stepped(directive, wish, by)


def speaker_of(
    user: User, directive: Directive, entries: Iterable[DirectiveEntry]
) -> tuple[Speaker, bool]:
    """What a person is to a directive, and whether it was ever answered.

    Nobody acts for a unit that is no longer active but the office.
    """
    answers = [entry for entry in entries if entry.move == DirectiveMove.ANSWER]
    unit = directive.unit
    in_unit = (
        unit is not None
        and unit.is_active
        and user.has_role(Role.REPORTER, Role.HEAD, Role.OFFICE)
        and unit.pk in user.acting_units()
    )
    wrote = directive.by_unit
    speaker = Speaker(
        role=Role(user.role),
        in_unit=in_unit,
        coordinates=wrote is not None and wrote.is_active and wrote.pk in user.acting_units(),
        is_author=directive.by_id is not None and directive.by_id == user.pk,
        gave_answer=bool(answers) and answers[-1].by_id == user.pk,
        active=user.is_active,
    )
    return speaker, bool(answers)


def _stepped(directive: Directive, wish: DirectiveWish, by: User) -> Directive:
    speaker, answered_once = speaker_of(by, directive, directive.entries.order_by("at", "pk"))
    status = DirectiveStatus(directive.status)
    quicker = wish.version is not None and wish.version != directive.version
    if sentence := refusal(wish.move, status, speaker, answered_once=answered_once):
        theirs = is_theirs(wish.move, speaker)
        raise DirectiveRefused(sentence, stale=quicker and theirs, forbidden=not theirs)
    if quicker:
        raise DirectiveRefused(STALE, stale=True)
    step, text = STEPS[wish.move], wish.text.strip()
    if step.needs_text and not text:
        raise DirectiveRefused(_TEXT_WANTED[wish.move], field="text")
    due_on = _day_of(directive, wish)
    changed: dict[str, object] = {}
    if wish.move is DirectiveMove.EDIT:
        if (text, due_on) == (directive.text, directive.answer_due_on):
            return directive
        changed = {"text": text, "answer_due_on": due_on}
    elif wish.move is DirectiveMove.ASK_AGAIN:
        changed = {"answer_due_on": due_on}
    if step.target is not None:
        changed["status"] = step.target.value
    unmoved = Directive.objects.filter(
        pk=directive.pk, status=directive.status, version=directive.version
    )
    if not unmoved.update(version=F("version") + 1, **changed):
        raise DirectiveRefused(STALE, stale=True)
    DirectiveEntry.objects.create(
        directive=directive,
        move=wish.move.value,
        text=text,
        answer_due_on=due_on if "answer_due_on" in changed else None,
        by=by,
        at=clock.now(),
        on_behalf=is_on_behalf(wish.move, speaker),
    )
    for name, value in {**changed, "version": directive.version + 1}.items():
        setattr(directive, name, value)
    return directive


def _day_of(directive: Directive, wish: DirectiveWish) -> datetime.date | None:
    """The day an answer is due after the step; a day that stays may have passed already."""
    present = directive.answer_due_on
    asks = wish.move is DirectiveMove.ASK_AGAIN or (
        wish.move is DirectiveMove.EDIT and present is not None
    )
    if not asks:
        return present
    if wish.answer_due_on is None:
        raise DirectiveRefused(DAY_WANTED, field="answer_due_on")
    if wish.move is DirectiveMove.ASK_AGAIN or wish.answer_due_on != present:
        _check_day(wish.answer_due_on)
    return wish.answer_due_on


def _check_day(day: datetime.date) -> None:
    today = clock.today()
    if day < today:
        raise DirectiveRefused(
            f"Hạn giải trình đã qua: hãy ghi từ hôm nay ({today:%d/%m/%Y}) trở đi.",
            field="answer_due_on",
        )


def _check_unit(unit: Unit | None) -> None:
    if unit is None:
        raise DirectiveRefused(
            "Chưa giao đơn vị chủ trì nên không yêu cầu giải trình được. Hãy chọn “Ý kiến”, hoặc "
            "Văn phòng giao đơn vị chủ trì trước.",
            field="about",
        )
    if not unit.is_active:
        raise DirectiveRefused(
            f"{unit.name} đã ngừng hoạt động nên không yêu cầu giải trình được. Văn phòng giao "
            "đơn vị chủ trì khác trước.",
            field="about",
        )


DAY_WANTED = "Yêu cầu giải trình cần có hạn: hãy ghi ngày/tháng/năm."
_TEXT_WANTED = {
    DirectiveMove.ASK: "Hãy ghi nội dung ý kiến hoặc điều đơn vị cần giải trình.",
    DirectiveMove.EDIT: "Ý kiến không để trống được. Hãy ghi nội dung.",
    DirectiveMove.ANSWER: "Hãy ghi nội dung giải trình.",
    DirectiveMove.ASK_AGAIN: "Hãy ghi điều đơn vị cần giải trình thêm.",
}
