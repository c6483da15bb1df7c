"""Directives as a table: who may remark, ask, answer, ask again and settle (design §4, §6)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from targets.rules.days import days_late
from targets.rules.workflow import Role


class DirectiveStatus(StrEnum):
    """Where a directive stands. NOTED: a remark that asks for no answer; a coordinating unit's
    remark never gets further."""

    NOTED = "noted"
    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


class DirectiveMove(StrEnum):
    """A step with a directive; ASK is its beginning, remark or request."""

    ASK = "ask"
    EDIT = "edit"
    ANSWER = "answer"
    ASK_AGAIN = "ask_again"
    SETTLE = "settle"


class Voice(StrEnum):
    """Whose a step is."""

    ASKER = "asker"  # leadership or the office
    AUTHOR = "author"  # who wrote the directive
    ANSWERER = "answerer"  # the lead unit, or the office on its behalf


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the table needs to know of a person.

    `in_unit`: acts for the unit that was asked; `is_author`: wrote the directive; `gave_answer`:
    wrote the newest answer, for the unit or on its behalf; `coordinates`: acts for a unit that
    coordinates the subject, of what is written already for the unit that wrote it.
    """

    role: Role
    in_unit: bool = False
    is_author: bool = False
    gave_answer: bool = False
    active: bool = True
    coordinates: bool = False

    @property
    def asks(self) -> bool:
        """Whether this person writes directives: remarks of leadership, requests to explain."""
        return self.active and self.role in {Role.OFFICE, Role.LEADER}

    @property
    def remarks(self) -> bool:
        """Whether this person may write a remark; a coordinating unit writes nothing else."""
        return self.asks or (self.active and self.coordinates and self.role in _OF_UNITS)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table; target None: the status stays. `needs_text`: words are asked for."""

    sources: frozenset[DirectiveStatus]
    target: DirectiveStatus | None
    voice: Voice
    needs_text: bool = True


_OF_UNITS = frozenset({Role.REPORTER, Role.HEAD})
OPEN = DirectiveStatus.OPEN
STEPS: Mapping[DirectiveMove, Step] = {
    DirectiveMove.EDIT: Step(frozenset({DirectiveStatus.NOTED, OPEN}), None, Voice.AUTHOR),
    DirectiveMove.ANSWER: Step(frozenset({OPEN}), DirectiveStatus.ANSWERED, Voice.ANSWERER),
    DirectiveMove.ASK_AGAIN: Step(frozenset({DirectiveStatus.ANSWERED}), OPEN, Voice.ASKER),
    DirectiveMove.SETTLE: Step(
        frozenset({OPEN, DirectiveStatus.ANSWERED}),
        DirectiveStatus.SETTLED,
        Voice.ASKER,
        needs_text=False,
    ),
}


def asking_refusal(speaker: Speaker, *, wants_answer: bool) -> str | None:
    """Why this person may not begin a directive, as a Vietnamese sentence; None: they may."""
    if not speaker.remarks:
        return "Chỉ lãnh đạo, Văn phòng và đơn vị phối hợp ghi ý kiến, nhận xét."
    if wants_answer and not speaker.asks:
        return (
            "Đơn vị phối hợp chỉ ghi nhận xét; yêu cầu giải trình do lãnh đạo hoặc Văn phòng ghi."
        )
    return None


def refusal(
    move: DirectiveMove, status: DirectiveStatus, speaker: Speaker, *, answered_once: bool
) -> str | None:
    """Why this person may not take this step now, as a Vietnamese sentence; None: they may.

    `answered_once`: an answer was given at any time; from then on nobody edits the directive.
    Nobody settles on the strength of their own answer, as nobody approves their own report.
    """
    step = STEPS.get(move)
    if step is None:
        return "Ý kiến này đã được ghi; hãy ghi một ý kiến mới."
    if not is_theirs(move, speaker):
        return "Bạn không có quyền thực hiện bước này."
    if move is DirectiveMove.EDIT and answered_once:
        return "Ý kiến đã được trả lời nên không sửa được nữa; hãy ghi yêu cầu tiếp theo."
    if status not in step.sources:
        return _WRONG_STATUS[status]
    own_answer = status is DirectiveStatus.ANSWERED and speaker.gave_answer
    if move is DirectiveMove.SETTLE and own_answer:
        return "Bạn là người ghi giải trình này; lãnh đạo hoặc người khác của Văn phòng xem xét."
    return None


def is_theirs(move: DirectiveMove, speaker: Speaker) -> bool:
    """Whether the step is this person's at all, whatever has become of the directive meanwhile."""
    if move not in STEPS:  # the beginning
        return speaker.remarks
    if not speaker.active:
        return False
    match STEPS[move].voice:
        case Voice.ASKER:
            return speaker.asks
        case Voice.AUTHOR:
            return speaker.remarks and speaker.is_author
        case Voice.ANSWERER:
            of_unit = speaker.in_unit and speaker.role in _OF_UNITS
            return of_unit or speaker.role is Role.OFFICE


def open_moves(
    status: DirectiveStatus, speaker: Speaker, *, answered_once: bool
) -> list[DirectiveMove]:
    """The steps this person may take now, in the order of the table."""
    return [
        move
        for move in STEPS
        if refusal(move, status, speaker, answered_once=answered_once) is None
    ]


def is_on_behalf(move: DirectiveMove, speaker: Speaker) -> bool:
    """The office answers for a unit it does not belong to."""
    return move is DirectiveMove.ANSWER and speaker.role is Role.OFFICE and not speaker.in_unit


def answer_days_late(
    status: DirectiveStatus, due_on: datetime.date | None, today: datetime.date
) -> int:
    """How many days an answer is overdue; 0 where none is waited for or its day has not passed."""
    return days_late(due_on, today) if status is OPEN else 0


def urgency(
    status: DirectiveStatus, due_on: datetime.date | None, at: datetime.datetime
) -> tuple[int, int, float]:
    """A key that sorts the most urgent first.

    Open requests by their day, so that overdue ones lead; then answers to be considered, also by
    day; then the rest, newest first.
    """
    if status not in WAITING:
        return len(WAITING), 0, -at.timestamp()
    day = datetime.date.max if due_on is None else due_on
    return WAITING.index(status), day.toordinal(), at.timestamp()


# Somebody still has to do something: the unit first, then leadership
WAITING = (OPEN, DirectiveStatus.ANSWERED)
_WRONG_STATUS: Mapping[DirectiveStatus, str] = {
    DirectiveStatus.NOTED: "Ý kiến này không yêu cầu giải trình.",
    DirectiveStatus.OPEN: "Yêu cầu đang chờ đơn vị giải trình.",
    DirectiveStatus.ANSWERED: "Đơn vị đã giải trình; yêu cầu đang chờ xem xét.",
    DirectiveStatus.SETTLED: "Yêu cầu đã kết thúc.",
}
