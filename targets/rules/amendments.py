"""When a target may still be changed, and how (design §4): refusals as sentences, no database.

A target governs the periods that end while it is in force. Once such a period is closed, its
figures have been judged and printed: nothing may change the target they were judged by, and an
amendment takes effect after them. A report that is approved in a period still open may be judged
anew by an amendment, if the office says yes; but the target it was approved under is no longer
corrected, it is amended.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

REOPEN = "Muốn sửa, hãy mở lại kỳ ở trang Kỳ báo cáo."


@dataclass(frozen=True, slots=True)
class JudgedPeriod:
    """A period as far as targets care. `approved`: the indicator's report was approved once."""

    name: str
    last_day: datetime.date
    closed: bool = False
    approved: bool = False


def governed(
    periods: Iterable[JudgedPeriod],
    since: datetime.date | None,
    until: datetime.date | None = None,
) -> list[JudgedPeriod]:
    """The periods judged by a target in force from a day on; `until`: when the next one begins."""
    return [
        period
        for period in periods
        if (since is None or since <= period.last_day)
        and (until is None or period.last_day < until)
    ]


def correction_refusal(periods: Sequence[JudgedPeriod]) -> str | None:
    """Why a target that governs these periods may not be corrected or withdrawn; None: it may."""
    if closed := [period.name for period in periods if period.closed]:
        return (
            f"Mức này đã dùng để đánh giá kỳ đã khóa ({', '.join(closed)}) nên không sửa lại được. "
            "Hãy ghi mức mới ở mục Điều chỉnh, có hiệu lực từ một ngày sau đó."
        )
    if approved := [period.name for period in periods if period.approved]:
        return (
            f"Đã có báo cáo được duyệt theo mức này ({', '.join(approved)}) nên không sửa lại "
            "được. Hãy ghi mức mới ở mục Điều chỉnh, kèm văn bản."
        )
    return None


def amendment_refusal(
    since: datetime.date | None, periods: Sequence[JudgedPeriod], *, newest: datetime.date | None
) -> str | None:
    """Why an amendment may not take effect on a day; None where it may.

    newest: the day from which the present target holds, None where it always did.
    """
    if since is None:
        return "Hãy ghi ngày mức mới có hiệu lực (ngày/tháng/năm)."
    if newest is not None and since <= newest:
        return (
            f"Mức đang dùng có hiệu lực từ {newest:%d/%m/%Y}; mức mới phải có hiệu lực sau ngày đó."
        )
    if periods and since > periods[-1].last_day:
        return (
            f"Ngày này sau kỳ cuối của năm ({periods[-1].last_day:%d/%m/%Y}) nên mức mới không "
            "dùng để đánh giá kỳ nào. Hãy kiểm tra lại ngày."
        )
    closed = [period for period in periods if period.closed]
    if closed and since <= closed[-1].last_day:
        return (
            f"{closed[-1].name} đã khóa: mức mới phải có hiệu lực sau ngày "
            f"{closed[-1].last_day:%d/%m/%Y} để kỳ ấy giữ mức của nó. {REOPEN}"
        )
    return None
