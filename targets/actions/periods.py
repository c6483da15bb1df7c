"""The office's changes to a period: guard, compare with what was seen, one logged change each.

All of it under a lock on the period's row, so that of two windows one wins and the other is told.
Extensions that RETURN and REOPEN write after closing (targets/actions/moves.py) are told by their
ReviewEvent and are not logged here a second time.
"""

import datetime
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from targets import clock
from targets.actions.outstanding import Outstanding, outstanding_in
from targets.actions.refusal import Refused
from targets.models import Period, PeriodChange, PeriodExtension, Unit, User
from targets.rules.periods import (
    PERIOD_STEPS,
    PeriodCase,
    PeriodMove,
    PeriodState,
    due_refusal,
    extension_refusal,
    period_refusal,
    remind_refusal,
    state_of,
)

OPEN_WORD, NOT_OPENED_WORD = "đang mở", "chưa mở"


class PeriodRefused(Refused):
    """A change of a period that may not be made."""


class PeriodMoved(PeriodRefused):
    """Somebody else changed the same thing since the writer looked; nothing was saved."""


class Unconfirmed(PeriodRefused):
    """Closing with reports missing asks first. `outstanding`: what is missing now."""

    def __init__(self, sentence: str, outstanding: Outstanding, *, changed: bool) -> None:
        super().__init__(sentence)
        self.outstanding = outstanding
        self.changed = changed  # another list was seen


@dataclass(frozen=True, slots=True)
class SeenPeriod:
    """What the writer saw of a period; a post of anything else than what holds is told so."""

    opens_on: datetime.date | None
    due_on: datetime.date | None
    remind_days: int
    closed: bool

    @classmethod
    def of(cls, period: Period) -> "SeenPeriod":
        return cls(period.opens_on, period.due_on, period.remind_days, period.closed_at is not None)


def case_of_period(period: Period, sisters: list[Period], today: datetime.date) -> PeriodCase:
    """What the table needs to know of a period among those of its resolution."""
    earlier = (
        one.name
        for one in sisters
        if one.quarter < period.quarter and not one.is_opened(today) and one.closed_at is None
    )
    return PeriodCase(
        state=state_of(opens_on=period.opens_on, closed=period.closed_at is not None, today=today),
        today=today,
        opens_on=period.opens_on,
        due_on=period.due_on,
        waits_for=next(earlier, ""),
    )


def open_period(period_id: int, seen: SeenPeriod, *, by: User) -> Period:
    """Let units enter from today on, before the day the plan says."""
    with transaction.atomic():
        period, case = _locked(period_id, PeriodMove.OPEN, seen)
        old = NOT_OPENED_WORD
        if period.opens_on is not None:
            old = f"{NOT_OPENED_WORD}, dự kiến mở {_day(period.opens_on)}"
        period.opens_on = case.today
        period.save(update_fields=["opens_on"])
        _log(period, "opened", by, old=old, new=f"mở từ {_day(case.today)}")
        return period


def close_period(
    period_id: int, seen: SeenPeriod, *, by: User, ticket: str = "", reason: str = ""
) -> Period:
    """End all entering. `ticket`: of the list of missing reports that the writer has seen.

    Raises Unconfirmed when reports that are due are missing or not approved and the writer has
    not seen exactly these.
    """
    with transaction.atomic():
        period, _ = _locked(period_id, PeriodMove.CLOSE, seen)
        lacking = outstanding_in([period])[period.pk]
        if lacking.missing and ticket != lacking.ticket:
            changed = bool(ticket)
            sentence = (
                "Danh sách vừa thay đổi, chưa khóa kỳ. Hãy xem lại rồi bấm khóa lần nữa."
                if changed
                else f"Chưa khóa kỳ: còn {len(lacking.missing)} báo cáo chưa duyệt."
            )
            raise Unconfirmed(sentence, lacking, changed=changed)
        period.closed_at = clock.now()
        period.save(update_fields=["closed_at"])
        left = f", còn {len(lacking.missing)} báo cáo chưa duyệt" if lacking.missing else ""
        _log(period, "closed", by, old=OPEN_WORD, new=f"đã khóa{left}", reason=reason)
        return period


def reopen_period(period_id: int, seen: SeenPeriod, *, by: User, reason: str) -> Period:
    """Let every unit enter again until the period is closed anew."""
    with transaction.atomic():
        period, _ = _locked(period_id, PeriodMove.REOPEN, seen)
        _want_reason(PeriodMove.REOPEN, reason)
        assert period.closed_at is not None  # the table reopens what is closed
        old = f"đã khóa {_day(timezone.localtime(period.closed_at))}"
        period.closed_at = None
        period.save(update_fields=["closed_at"])
        _log(period, "reopened", by, old=old, new=OPEN_WORD, reason=reason)
        return period


def move_due(
    period_id: int, seen: SeenPeriod, *, by: User, due_on: datetime.date | None, reason: str
) -> Period:
    """Move the due date, by which on time is reckoned, for all units."""
    with transaction.atomic():
        period, case = _locked(period_id, PeriodMove.DUE, seen)
        if (sentence := due_refusal(case, due_on)) or due_on is None:
            raise PeriodRefused(sentence or "", field="due_on")
        _want_reason(PeriodMove.DUE, reason)
        old = _day(period.due_on) if period.due_on else "chưa có hạn"
        period.due_on = due_on
        period.save(update_fields=["due_on"])
        _log(period, "due", by, old=old, new=_day(due_on), reason=reason)
        return period


def set_remind_days(period_id: int, seen: SeenPeriod, *, by: User, days: int | None) -> Period:
    """Set how many days ahead units are first reminded; the same number again is no change."""
    with transaction.atomic():
        period, _ = _locked(period_id, PeriodMove.REMIND, seen)
        if (sentence := remind_refusal(days)) or days is None:
            raise PeriodRefused(sentence or "", field="remind_days")
        old = period.remind_days
        if days != old:
            period.remind_days = days
            period.save(update_fields=["remind_days"])
            _log(period, "remind", by, old=f"{old} ngày", new=f"{days} ngày")
        return period


def extend_unit(
    period_id: int, unit: Unit, *, by: User, until: datetime.date | None, reason: str
) -> PeriodExtension:
    """Let one unit enter up to and including `until`, though the period is or will be closed.

    What is asked is compared with the unit's running extension, so two windows cannot cross.
    """
    with transaction.atomic():
        period, case = _locked(period_id, PeriodMove.EXTEND, None)
        rows = _running(period, unit, case.today)
        running = max((row.until for row in rows), default=None)
        if (sentence := extension_refusal(case, until, running=running)) or until is None:
            raise PeriodRefused(sentence or "", field="until")
        _want_reason(PeriodMove.EXTEND, reason)
        extension = PeriodExtension.objects.create(
            period=period, unit=unit, until=until, reason=reason, by=by, at=clock.now()
        )
        old = f"đến hết {_day(running)}" if running else ""
        new = f"đến hết {_day(until)}"
        _log(period, "extended", by, old=old, new=new, reason=reason, unit=unit)
        return extension


def end_extension(
    period_id: int, unit: Unit, *, by: User, seen_until: datetime.date | None, reason: str
) -> None:
    """End all that still runs of a unit's extensions: from now on it enters as all others do."""
    with transaction.atomic():
        period, case = _locked(period_id, PeriodMove.END, None)
        rows = _running(period, unit, case.today)
        until = max((row.until for row in rows), default=None)
        if until is None:
            raise PeriodMoved(f"Gia hạn của {unit.name} đã hết hoặc đã được kết thúc.")
        if until != seen_until:
            raise PeriodMoved(
                f"Gia hạn của {unit.name} vừa được đổi thành đến hết {_day(until)}. "
                "Muốn kết thúc thì bấm lần nữa."
            )
        _want_reason(PeriodMove.END, reason)
        for row in rows:
            row.until = case.today - datetime.timedelta(days=1)
            row.save(update_fields=["until"])
        old, new = f"đến hết {_day(until)}", f"kết thúc từ {_day(case.today)}"
        _log(period, "extended", by, old=old, new=new, reason=reason, unit=unit)


def _locked(period_id: int, move: PeriodMove, seen: SeenPeriod | None) -> tuple[Period, PeriodCase]:
    """The period under a lock, if it still is what was seen and the table allows the move."""
    period = Period.objects.select_for_update().get(pk=period_id)
    if seen is not None:
        _compare(move, period, seen)
    sisters = list(Period.objects.filter(resolution=period.resolution_id))
    case = case_of_period(period, sisters, clock.today())
    if sentence := period_refusal(move, case):
        raise PeriodRefused(sentence)
    return period, case


def _compare(move: PeriodMove, period: Period, seen: SeenPeriod) -> None:
    """Raise PeriodMoved where what the move would change is no longer what its writer saw."""
    now = SeenPeriod.of(period)
    if move is PeriodMove.DUE and now.due_on != seen.due_on:
        today_is = _day(now.due_on) if now.due_on else "bỏ trống"
        raise PeriodMoved(f"Người khác vừa dời hạn nộp thành {today_is}. {_AGAIN}", field="due_on")
    if move is PeriodMove.REMIND and now.remind_days != seen.remind_days:
        raise PeriodMoved(
            f"Người khác vừa đổi thành nhắc trước {now.remind_days} ngày. {_AGAIN}",
            field="remind_days",
        )
    states = {PeriodMove.OPEN, PeriodMove.CLOSE, PeriodMove.REOPEN, PeriodMove.DUE}
    # what only differs in the first day is the same to all but the one who opens it
    of_move = now if move is PeriodMove.OPEN else replace(now, opens_on=seen.opens_on)
    if move in states and (of_move.opens_on, now.closed) != (seen.opens_on, seen.closed):
        raise PeriodMoved(f"Người khác vừa đổi trạng thái của kỳ: {_told(period)}.")


def _told(period: Period) -> str:
    today = clock.today()
    match state_of(opens_on=period.opens_on, closed=period.closed_at is not None, today=today):
        case PeriodState.CLOSED:
            return "kỳ đã khóa"
        case PeriodState.OPEN:
            return "kỳ đang mở"
        case _:
            return "kỳ chưa mở"


def _running(period: Period, unit: Unit, today: datetime.date) -> list[PeriodExtension]:
    rows = PeriodExtension.objects.select_for_update().filter(
        period=period, unit=unit, until__gte=today
    )
    return list(rows.order_by("pk"))


def _want_reason(move: PeriodMove, reason: str) -> None:
    if PERIOD_STEPS[move].needs_reason and not reason.strip():
        raise PeriodRefused(_REASON_WANTED[move], field="reason")


def _log(
    period: Period,
    what: str,
    by: User,
    *,
    old: str,
    new: str,
    reason: str = "",
    unit: Unit | None = None,
) -> None:
    PeriodChange.objects.create(
        period=period, what=what, unit=unit, old=old, new=new, reason=reason.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip


def _day(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


_AGAIN = "Chưa lưu gì; muốn giữ nội dung bạn ghi thì bấm lần nữa."
_REASON_WANTED = {
    PeriodMove.REOPEN: "Hãy ghi lý do mở lại kỳ.",
    PeriodMove.DUE: "Hãy ghi lý do dời hạn nộp.",
    PeriodMove.EXTEND: "Hãy ghi lý do gia hạn.",
    PeriodMove.END: "Hãy ghi lý do kết thúc gia hạn sớm.",
}
