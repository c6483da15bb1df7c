"""The review workflow as a table (design §5); buttons and guards read the same table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a progress report stands."""

    DRAFT = "draft"
    SIGNING = "signing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Move(StrEnum):
    """A step somebody takes with a report."""

    SUBMIT = "submit"
    SIGN = "sign"
    SIGN_FOR = "sign_for"
    SEND_BACK = "send_back"
    RECALL = "recall"
    APPROVE = "approve"
    RETURN = "return"
    REOPEN = "reopen"


class Role(StrEnum):
    """What a person is in the follow-up of a resolution (design §1)."""

    REPORTER = "reporter"
    HEAD = "head"
    OFFICE = "office"
    LEADER = "leader"
    ADMIN = "admin"


class Party(StrEnum):
    """Who a step belongs to."""

    UNIT = "unit"  # the reporting unit: its officer, its head, or an office user of that unit
    SENDER = "sender"  # the unit, or the office on its behalf
    HEAD = "head"  # the head of the reporting unit
    OFFICE = "office"
    REVIEWER = "reviewer"  # the office; the lead unit for a contributing report


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `after_closing`: still possible when the unit may no longer edit."""

    sources: frozenset[Status]
    target: Status
    party: Party
    needs_note: bool = False
    after_closing: bool = False


EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
SENT = frozenset({Status.SUBMITTED, Status.APPROVED})
SENDING = frozenset({Move.SUBMIT, Move.SIGN, Move.SIGN_FOR})

STEPS: Mapping[Move, Step] = {
    Move.SUBMIT: Step(EDITABLE, Status.SUBMITTED, Party.SENDER),
    Move.SIGN: Step(frozenset({Status.SIGNING}), Status.SUBMITTED, Party.HEAD, after_closing=True),
    Move.SIGN_FOR: Step(
        frozenset({Status.SIGNING}),
        Status.SUBMITTED,
        Party.OFFICE,
        needs_note=True,
        after_closing=True,
    ),
    Move.SEND_BACK: Step(frozenset({Status.SIGNING}), Status.RETURNED, Party.HEAD, needs_note=True),
    Move.RECALL: Step(frozenset({Status.SIGNING, Status.SUBMITTED}), Status.DRAFT, Party.UNIT),
    Move.APPROVE: Step(
        frozenset({Status.SUBMITTED}), Status.APPROVED, Party.REVIEWER, after_closing=True
    ),
    Move.RETURN: Step(
        frozenset({Status.SUBMITTED}),
        Status.RETURNED,
        Party.REVIEWER,
        needs_note=True,
        after_closing=True,
    ),
    Move.REOPEN: Step(
        frozenset({Status.APPROVED}),
        Status.RETURNED,
        Party.REVIEWER,
        needs_note=True,
        after_closing=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """What the table needs to know of a report.

    `window_open`: the period is open, or the unit has an extension that still runs; `opened`: its
    first day has come.
    """

    status: Status
    counts: bool = True
    head_signs: bool = False
    window_open: bool = True
    unit_active: bool = True
    opened: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """What the table needs to know of the person.

    `in_unit`: acts for the reporting unit; `in_lead`: acts for the indicator's lead unit;
    `is_sender`: the report's last SUBMIT, SIGN or SIGN_FOR is theirs.
    """

    role: Role
    in_unit: bool = False
    in_lead: bool = False
    is_sender: bool = False
    single_handed: bool = False
    active: bool = True


def refusal(move: Move, case: Case, actor: Actor) -> str | None:
    """Why this person may not take this step now, as a Vietnamese sentence; None: they may."""
    step = STEPS[move]
    if not actor.active or not _belongs(step.party, case, actor):
        return "Bạn không có quyền thực hiện bước này."
    if case.status not in step.sources:
        return _WRONG_STATUS[case.status]
    if not case.unit_active and step.party in {Party.UNIT, Party.SENDER, Party.HEAD}:
        return "Đơn vị đã ngừng hoạt động nên không báo cáo được nữa."
    if not case.opened and not case.window_open:
        return "Kỳ báo cáo chưa mở nên chưa nhập và chưa gửi được."
    if not case.window_open and not step.after_closing:
        return "Kỳ báo cáo đã khóa. Nếu cần sửa, đề nghị Văn phòng gia hạn cho đơn vị."
    if move is Move.APPROVE and actor.is_sender and not actor.single_handed:
        return "Người gửi hoặc nhập thay không tự duyệt; đề nghị người khác duyệt."
    return None


def is_theirs(move: Move, case: Case, actor: Actor) -> bool:
    """Whether the step is this person's at all, whatever has become of the report meanwhile."""
    own_sending = move is Move.APPROVE and actor.is_sender and not actor.single_handed
    return actor.active and _belongs(STEPS[move].party, case, actor) and not own_sending


def open_moves(case: Case, actor: Actor) -> list[Move]:
    """The steps this person may take now, in the order of the table."""
    return [move for move in STEPS if refusal(move, case, actor) is None]


def may_edit(case: Case, actor: Actor) -> str | None:
    """Why this person may not change the figures now, as a sentence; None: they may.

    Whoever may SUBMIT may edit, and nobody else (design §5).
    """
    return refusal(Move.SUBMIT, case, actor)


def target_of(move: Move, case: Case, actor: Actor) -> Status:
    """The status after the step: an officer's SUBMIT waits for the head where the head signs."""
    on_behalf = is_on_behalf(move, actor)
    if move is Move.SUBMIT and case.head_signs and actor.role is not Role.HEAD and not on_behalf:
        return Status.SIGNING
    return STEPS[move].target


def is_on_behalf(move: Move, actor: Actor) -> bool:
    """The office submits for a unit it does not belong to."""
    return move is Move.SUBMIT and actor.role is Role.OFFICE and not actor.in_unit


def needs_note(move: Move, actor: Actor) -> bool:
    """A note is asked for: always with some steps, and with every entry on behalf."""
    return STEPS[move].needs_note or is_on_behalf(move, actor)


def needs_date(move: Move, case: Case) -> bool:
    """After closing, RETURN and REOPEN must give the unit a new date (design §5)."""
    return not case.window_open and move in {Move.RETURN, Move.REOPEN}


def _belongs(party: Party, case: Case, actor: Actor) -> bool:
    of_unit = actor.in_unit and actor.role in {Role.REPORTER, Role.HEAD, Role.OFFICE}
    match party:
        case Party.UNIT:
            return of_unit
        case Party.SENDER:
            return of_unit or actor.role is Role.OFFICE
        case Party.HEAD:
            return actor.in_unit and actor.role is Role.HEAD
        case Party.OFFICE:
            return actor.role is Role.OFFICE
        case Party.REVIEWER if case.counts:
            return actor.role is Role.OFFICE
        case _:
            return actor.in_lead and actor.role in {Role.REPORTER, Role.HEAD, Role.OFFICE}


_WRONG_STATUS: Mapping[Status, str] = {
    Status.DRAFT: "Báo cáo đang soạn, chưa gửi.",
    Status.SIGNING: "Báo cáo đang chờ thủ trưởng đơn vị ký.",
    Status.SUBMITTED: "Báo cáo đã gửi, đang chờ duyệt.",
    Status.RETURNED: "Báo cáo đang được trả lại cho đơn vị.",
    Status.APPROVED: "Báo cáo đã được duyệt.",
}
