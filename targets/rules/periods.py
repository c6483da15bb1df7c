"""What the office may change about a reporting period, and why not, as a table (design §4, §5).

A period opens by itself on its first day; before that, and after it was closed, nobody may enter
anything. An extension lets one unit enter until its last day though the period is closed; it never
changes what on time means: the first SUBMIT by the end of the due date.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_REMIND_DAYS = 30


class PeriodState(StrEnum):
    """Whether units may enter: before the first day, while it is open, after it was closed."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class PeriodMove(StrEnum):
    """What the office does with a period."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    DUE = "due"
    REMIND = "remind"
    EXTEND = "extend"
    END = "end"  # an extension, before its last day


@dataclass(frozen=True, slots=True)
class PeriodStep:
    """One row of the table: from which states, and whether people have to say why."""

    sources: frozenset[PeriodState]
    needs_reason: bool = False


_UNCLOSED = frozenset({PeriodState.WAITING, PeriodState.OPEN})
_BEGUN = frozenset({PeriodState.OPEN, PeriodState.CLOSED})

PERIOD_STEPS: Mapping[PeriodMove, PeriodStep] = {
    PeriodMove.OPEN: PeriodStep(frozenset({PeriodState.WAITING})),
    PeriodMove.CLOSE: PeriodStep(frozenset({PeriodState.OPEN})),
    PeriodMove.REOPEN: PeriodStep(frozenset({PeriodState.CLOSED}), needs_reason=True),
    PeriodMove.DUE: PeriodStep(_UNCLOSED, needs_reason=True),
    PeriodMove.REMIND: PeriodStep(_UNCLOSED),
    PeriodMove.EXTEND: PeriodStep(_BEGUN, needs_reason=True),
    PeriodMove.END: PeriodStep(_BEGUN, needs_reason=True),
}


@dataclass(frozen=True, slots=True)
class PeriodCase:
    """What the table needs to know of a period. `waits_for`: an earlier one not opened yet."""

    state: PeriodState
    today: datetime.date
    opens_on: datetime.date | None = None
    due_on: datetime.date | None = None
    waits_for: str = ""


def state_of(*, opens_on: datetime.date | None, closed: bool, today: datetime.date) -> PeriodState:
    """Where a period stands on a day."""
    if closed:
        return PeriodState.CLOSED
    opened = opens_on is None or opens_on <= today
    return PeriodState.OPEN if opened else PeriodState.WAITING


def period_refusal(move: PeriodMove, case: PeriodCase) -> str | None:
    """Why the office may not do this with the period now, as a sentence; None: it may."""
    if case.state not in PERIOD_STEPS[move].sources:
        return _WRONG_STATE[move, case.state]
    if move is PeriodMove.OPEN and case.waits_for:
        return f"Kỳ {case.waits_for} chưa mở. Hãy mở các kỳ theo thứ tự trong năm."
    return None


def open_period_moves(case: PeriodCase) -> frozenset[PeriodMove]:
    """What the office may do with the period now."""
    return frozenset(move for move in PERIOD_STEPS if period_refusal(move, case) is None)


def due_refusal(case: PeriodCase, due_on: datetime.date | None) -> str | None:
    """Why this may not be the new due date; None: it may."""
    if due_on is None:
        return "Hãy ghi hạn nộp mới (ngày/tháng/năm)."
    if due_on < case.today:
        return f"Hạn nộp mới phải từ hôm nay ({_day(case.today)}) trở đi."
    if case.opens_on is not None and due_on < case.opens_on:
        return f"Hạn nộp không thể trước ngày mở kỳ ({_day(case.opens_on)})."
    if due_on == case.due_on:
        return f"Hạn nộp đang là {_day(due_on)}. Hãy ghi một ngày khác."
    return None


def due_warning(
    due_on: datetime.date,
    *,
    next_name: str,
    next_opens_on: datetime.date | None,
    next_due_on: datetime.date | None,
) -> str:
    """What is odd about a due date beside the next period's; it blocks nothing."""
    if next_due_on is not None and due_on >= next_due_on:
        when = f"từ hạn nộp của kỳ {next_name} ({_day(next_due_on)}) trở đi"
    elif next_opens_on is not None and due_on >= next_opens_on:
        when = f"từ ngày mở kỳ {next_name} ({_day(next_opens_on)}) trở đi"
    else:
        return ""
    return f"Hạn nộp mới rơi vào thời gian {when}; hãy xem lại nếu ghi nhầm."


def extension_refusal(
    case: PeriodCase, until: datetime.date | None, *, running: datetime.date | None
) -> str | None:
    """Why a unit may not be given time until this day; None: it may.

    `running`: until when the unit may enter already by an extension.
    """
    if until is None:
        return "Hãy ghi ngày cuối đơn vị được nhập và gửi (ngày/tháng/năm)."
    if until < case.today:
        return f"Ngày gia hạn phải từ hôm nay ({_day(case.today)}) trở đi."
    if case.due_on is not None and until <= case.due_on:
        return (
            f"Ngày gia hạn phải sau hạn nộp hiện nay ({_day(case.due_on)}); "
            "đến hết hạn nộp thì đơn vị nào cũng được nhập."
        )
    if running is not None and until <= running:
        return (
            f"Đơn vị đã được gia hạn đến hết {_day(running)}. Hãy ghi một ngày sau ngày đó; "
            "muốn rút ngắn thì kết thúc gia hạn đang có."
        )
    return None


def remind_refusal(days: int | None) -> str | None:
    """Why this may not be the number of days to remind before the due date; None: it may."""
    if days is None or not 0 <= days <= MOST_REMIND_DAYS:
        return f"Hãy ghi số ngày từ 0 đến {MOST_REMIND_DAYS}; 0 là chỉ nhắc đúng ngày hết hạn."
    return None


def _day(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


_NOT_OPENED = "Kỳ chưa mở. Hãy mở kỳ trước."
_ALREADY_OPEN = "Kỳ đang mở."
_CLOSED = "Kỳ đã khóa. Hãy mở lại kỳ, hoặc gia hạn cho từng đơn vị."
_WRONG_STATE: Mapping[tuple[PeriodMove, PeriodState], str] = {
    (PeriodMove.OPEN, PeriodState.OPEN): _ALREADY_OPEN,
    (PeriodMove.OPEN, PeriodState.CLOSED): "Kỳ đã khóa. Hãy dùng Mở lại kỳ và ghi lý do.",
    (PeriodMove.CLOSE, PeriodState.WAITING): "Kỳ chưa mở nên chưa có gì để khóa.",
    (PeriodMove.CLOSE, PeriodState.CLOSED): "Kỳ đã khóa từ trước.",
    (PeriodMove.REOPEN, PeriodState.WAITING): _NOT_OPENED,
    (PeriodMove.REOPEN, PeriodState.OPEN): _ALREADY_OPEN,
    (PeriodMove.DUE, PeriodState.CLOSED): _CLOSED,
    (PeriodMove.REMIND, PeriodState.CLOSED): "Kỳ đã khóa nên không còn nhắc trước hạn.",
    (PeriodMove.EXTEND, PeriodState.WAITING): _NOT_OPENED,
    (PeriodMove.END, PeriodState.WAITING): _NOT_OPENED,
}
