"""What waits for a person in the words of a start page: state, name, note and one button."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.phrases import day
from targets.rules.waiting import Matter
from targets.templatetags.display import status_word
from targets.waiting_lines import WaitingLine

TO_SIGN = "Chờ bạn ký"
BUTTONS: Mapping[Matter, str] = {
    Matter.SIGN: "Xem, ký",
    Matter.RETURNED: "Sửa, gửi lại",
    Matter.WORK: "Cập nhật",
    Matter.EXPLAIN: "Giải trình",
    Matter.RECEIVE: "Tiếp nhận",
    Matter.REVIEW: "Rà soát",
    Matter.SETTLE: "Xem xét",
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: `about` names it for somebody who hears only its button."""

    about: str
    name: str
    word: SafeString
    note: str
    url: str
    action: str


def todo_of(line: WaitingLine, *, running_id: int, says_unit: bool = False) -> Todo:
    """A line as it is shown; the period of `running_id` goes without saying, others are named.

    says_unit: the reader acts for several units.
    """
    about = f"{'nhiệm vụ' if line.of_task else 'chỉ tiêu'} {line.number}"
    parts = [_note(line)]
    if line.period_id not in {None, running_id}:
        parts.insert(0, f"Kỳ {line.period}.")
    if says_unit:
        parts.insert(0, f"{line.unit}.")
    return Todo(
        f"đầu việc của {about}" if line.matter is Matter.WORK else about,
        _name(line, about),
        _word(line),
        " ".join(part for part in parts if part),
        line.url,
        BUTTONS.get(line.matter) or ("Nhập tiếp" if line.begun else "Nhập"),
    )


def _name(line: WaitingLine, about: str) -> str:
    match line.matter:
        case Matter.WORK:
            return line.name[:1].upper() + line.name[1:]
        case Matter.EXPLAIN:
            return f"Giải trình về {about}: “{line.name}”"
        case Matter.SETTLE:
            return f"{line.unit} đã giải trình về {about}"
        case _:
            return f"{line.number}. {line.name}"


def _word(line: WaitingLine) -> SafeString:
    match line.matter:
        case Matter.SIGN:
            return status_word("signing", TO_SIGN)
        case Matter.RETURNED:
            return status_word("returned")
        case Matter.UNSENT:
            return status_word("draft" if line.begun else "none")
        case Matter.REVIEW:
            return status_word("submitted")
        case Matter.RECEIVE:
            return status_word("submitted", "Chờ tiếp nhận")
        case Matter.SETTLE:
            return status_word("signing", "Chờ xem xét")
        case Matter.EXPLAIN | Matter.WORK if line.is_overdue:
            return status_word("late", f"Quá hạn {-(line.days_left or 0)} ngày")
        case Matter.EXPLAIN:
            return status_word("warning", "Cần giải trình")
        case Matter.WORK:
            return status_word("later", days_ahead(line.days_left))


def days_ahead(days: int | None) -> str:
    """How much time is left of a date that is not over."""
    if days is None:
        return "Chưa đặt hạn"
    return f"Còn {days} ngày" if days else "Hạn hôm nay"


def _note(line: WaitingLine) -> str:
    match line.matter:
        case Matter.RETURNED if line.words:
            when = f", {line.said_at:%d/%m}" if line.said_at else ""
            until = f" Gửi lại trước hết ngày {day(line.due_on)}." if line.due_on else ""
            return f"{line.said_by}{when}: “{line.words}”{until}"
        case Matter.WORK:
            due = f", hạn {day(line.due_on)}" if line.due_on else ""
            return f"Đầu việc của nhiệm vụ {line.number}{due}"
        case Matter.EXPLAIN:
            left = "" if line.is_overdue else f" ({days_ahead(line.days_left).lower()})"
            due = f", trả lời trước hết ngày {day(line.due_on)}{left}" if line.due_on else ""
            return f"{line.said_by}{due}"
        case Matter.RECEIVE:
            return f"{line.units} đơn vị đã gửi số liệu cho đơn vị chủ trì."
        case _ if line.contributing:
            return "Số liệu gửi đơn vị chủ trì tiếp nhận."
        case _:
            return ""
