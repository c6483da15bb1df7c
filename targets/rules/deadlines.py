"""Which due dates a work item may get (issue 3, step 1): refusals as sentences, no database."""

import datetime
from dataclasses import dataclass

from targets.rules.work import latest_due


@dataclass(frozen=True, slots=True)
class DueRefusal:
    """Why a date is not taken: a Vietnamese sentence for beside the box `field`."""

    field: str
    sentence: str


def new_due_refusal(
    day: datetime.date | None,
    *,
    today: datetime.date,
    year: int,
    reason: str,
    present: datetime.date | None = None,
) -> DueRefusal | None:
    """Why a work item of a year's resolution may not be due on a day; None where it may.

    `present`: the date it has now, which may stay as it is. A later one is an extension.
    """
    if day is None:
        if present is None:
            return None
        return DueRefusal("due_on", "Đầu việc đang có hạn, không bỏ trống được. Hãy ghi lại hạn.")
    if day != present:
        if day < today:
            return DueRefusal("due_on", f"Hạn phải từ hôm nay ({today:%d/%m/%Y}) trở đi.")
        if present is not None and day > present:
            return DueRefusal(
                "due_on",
                f"Ngày này sau hạn đang có ({present:%d/%m/%Y}). Muốn lùi hạn, hãy dùng mục "
                "Gia hạn để giữ hạn đầu và lý do.",
            )
    if day > latest_due(year) and not reason.strip():
        return DueRefusal(
            "due_reason",
            f"Hạn sau ngày {latest_due(year):%d/%m/%Y}: hãy ghi lý do hạn muộn như vậy.",
        )
    return None


def extension_refusal(
    day: datetime.date | None, *, present: datetime.date | None, today: datetime.date
) -> DueRefusal | None:
    """Why a work item due on `present` may not be extended to a day; None where it may."""
    if present is None:
        return DueRefusal("until", "Đầu việc chưa có hạn nên chưa gia hạn được. Hãy đặt hạn trước.")
    if day is None:
        return DueRefusal("until", "Hãy ghi hạn mới (ngày/tháng/năm).")
    if day <= present:
        return DueRefusal("until", f"Hạn mới phải sau hạn đang có ({present:%d/%m/%Y}).")
    if day < today:
        return DueRefusal("until", f"Hạn mới phải từ hôm nay ({today:%d/%m/%Y}) trở đi.")
    return None


def done_refusal(day: datetime.date, *, today: datetime.date, year: int) -> DueRefusal | None:
    """Why a work item of a year's resolution cannot have been done on a day; None where it can."""
    if day > today:
        return DueRefusal("done_on", f"Ngày hoàn thành không thể sau hôm nay ({today:%d/%m/%Y}).")
    if day < datetime.date(year, 1, 1):
        return DueRefusal("done_on", f"Ngày hoàn thành không thể trước ngày 01/01/{year}.")
    return None
