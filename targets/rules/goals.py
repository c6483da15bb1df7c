"""Whether bounds make a target figures can be judged by, in the office's words (design §3.1)."""

import re
from decimal import Decimal

from targets.rules.comparison import Direction, Goal, tolerance_of_about
from targets.rules.spelling import spelt

_ABOUT = re.compile(r"\bkhoảng\b(?:\s+(?:trên|dưới))?\s+(-?\d[\d.]*(?:,\d+)?)", re.IGNORECASE)
_RANGE = re.compile(r"\bkhoảng\s+[^;]*?\d\s*%?\s*(?:-|–|đến)\s*\d", re.IGNORECASE)
_NEEDS_LOW = {
    Direction.UP: "Hướng “càng cao càng tốt” cần mức thấp: số phải đạt. Hãy ghi mức thấp.",
    Direction.WITHIN: "Hướng “trong khoảng” cần cả hai mức. Hãy ghi mức thấp.",
}
_NEEDS_HIGH = {
    Direction.DOWN: "Hướng “càng thấp càng tốt” cần mức cao: số không được vượt. Hãy ghi mức cao.",
    Direction.WITHIN: "Hướng “trong khoảng” cần cả hai mức. Hãy ghi mức cao.",
}
CANNOT = "Các mức này không lập được chỉ tiêu. Hãy kiểm tra lại mức thấp, mức cao."


def goal_refusal(
    direction: Direction,
    low: Decimal | None,
    high: Decimal | None,
    *,
    strict: bool,
    tolerance: Decimal,
) -> tuple[str, str] | None:
    """The box and the sentence, where no figure could be judged by these; None where one can."""
    if low is None and direction in _NEEDS_LOW:
        return "low", _NEEDS_LOW[direction]
    if high is None and direction in _NEEDS_HIGH:
        return "high", _NEEDS_HIGH[direction]
    if low is not None and high is not None and low > high:
        return "low", "Mức thấp đang lớn hơn mức cao. Hãy đổi lại hai số."
    if tolerance < 0:
        return "tolerance", "Sai số chấp nhận không thể âm. Ghi 0 nếu không cho phép sai số."
    if strict and tolerance:
        return (
            "tolerance",
            "Chỉ tiêu “trên”, “dưới” phải vượt hẳn qua mức nên không có sai số. Hãy ghi 0, hoặc bỏ "
            "dấu ở ô “phải vượt qua mức”.",
        )
    try:
        Goal(direction, low, high, strict, tolerance)
    except ValueError:
        return "low", CANNOT
    return None


def tolerance_in_words(wording: str, *, percent: bool) -> Decimal | None:
    """What the "khoảng" of a target in words allows; None where no single number is "khoảng".

    A range is the approximation itself: "khoảng 88% - 89%" allows nothing more (design §3.1).
    """
    found = _ABOUT.search(wording)
    if found is None or _RANGE.search(wording):
        return None
    number = found[1].rstrip(".")
    return None if spelt(number) is None else tolerance_of_about(number, percent=percent)
