"""How a work item stands, in words: one place for lists, start pages, reminders and papers."""

import datetime

from targets.rules.work import Standing, Timing, WorkState


def work_status(
    state: WorkState,
    standing: Standing,
    *,
    today: datetime.date,
    done_on: datetime.date | None = None,
    percent: int | None = None,
    closed: bool = False,
) -> tuple[str, str]:
    """The code of a state's icon and its words: ("late", "Quá hạn 26 ngày").

    What presses comes first: an overdue or nearly due item says so whatever its unit says of it.
    """
    if closed:
        return "closed", "Đã đóng"
    if state is WorkState.DONE:
        late = f", muộn {standing.days} ngày" if standing.timing is Timing.LATE else ""
        when = f" {_short(done_on, today)}" if done_on else ""
        return "approved", f"Hoàn thành{when}{late}"
    timing = _timing_words(standing)
    if state is WorkState.PAUSED:
        words = f"Tạm dừng · {timing[0].lower()}{timing[1:]}" if timing else "Tạm dừng"
        return ("late" if standing.timing is Timing.OVERDUE else "paused"), words
    if timing:
        return ("late" if standing.timing is Timing.OVERDUE else "soon"), timing
    if state is WorkState.RUNNING:
        share = "" if percent is None else f", {percent}%"
        return "doing", f"Đang thực hiện{share}"
    return "later", "Chưa triển khai" if standing.timing is Timing.NO_DATE else "Chưa đến hạn"


def extension_words(first_due_on: datetime.date) -> str:
    """What stands beside the due date of a work item that was extended."""
    return f"gia hạn một lần, hạn đầu {first_due_on:%d/%m/%Y}"


def _timing_words(standing: Standing) -> str:
    match standing.timing:
        case Timing.OVERDUE:
            return f"Quá hạn {standing.days} ngày"
        case Timing.SOON:
            return f"Còn {standing.days} ngày" if standing.days else "Hạn hôm nay"
        case _:
            return ""


def _short(day: datetime.date, today: datetime.date) -> str:
    """A day of this year without its year."""
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"
