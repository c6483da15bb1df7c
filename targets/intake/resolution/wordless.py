"""Targets without a number of their own: none of a thing allowed, or a quota not named."""

import re
from dataclasses import dataclass
from decimal import Decimal

from targets.intake.resolution.amounts import Found
from targets.intake.resolution.clauses import QUOTA
from targets.rules.comparators import words_before
from targets.rules.comparison import Direction, Goal

_NONE_OF = re.compile(
    r"không\s+(?:còn|có|để(?:\s+(?:xảy\s+ra|phát\s+sinh|tồn\s+tại|xuất\s+hiện|có|tái\s+diễn))?"
    r"|(?:làm\s+)?phát\s+sinh|xảy\s+ra)\s+(?=[^\W\d_])"
)
_NO_NONE = re.compile(r"(?:nơi|những|chưa|vùng|khi|nếu|người|hộ|khu vực)\s+$")
_BARE_QUOTA = re.compile(
    r"(?:đạt|hoàn\s+thành|bằng|bảo\s+đảm|đảm\s+bảo)(?:\s+(?:và|hoặc))?(?:(?:\s+|,\s*)vượt)?"
    rf"(?:\s+(?:mức|các|toàn\s+diện|đủ|tốt|cơ\s+bản|toàn\s+bộ))*\s+{QUOTA}"
    rf"|(?P<above>vượt)\s+(?:mức\s+)?{QUOTA}"
)
NONE_OF = re.compile(r"không (?:có|còn|để) [^,;.]*$")  # "không có xã dưới 15 tiêu chí"
_RATING = re.compile(r"\btrở\s+lên\b|xếp\s+loại")

NONE_ALLOWED = "Hiểu là không được có trường hợp nào (bằng 0)."
WHOLE_QUOTA = "Không ghi con số; hiểu là 100% chỉ tiêu được giao."
RATED = "Mức phải đạt là một mức xếp loại bằng lời; giữ là chỉ tiêu không có con số."
IN_WORDS = "Không thấy con số; giữ là chỉ tiêu bằng lời, chưa có mức phải đạt."


@dataclass(frozen=True, slots=True)
class Wordless:
    """A goal that words without a number set: where they stand, and what was taken for granted."""

    start: int
    end: int
    goal: Goal
    quota: bool
    doubt: str


def wordless(low: str, first: int, last: int) -> Wordless | None:
    """The goal a clause without a number sets, if it does."""
    none = _NONE_OF.search(low, first, last)
    if none and not _NO_NONE.search(low[max(first, none.start() - 9) : none.start()]):
        end = first + len(low[first:last].rstrip(' ,;."'))
        goal = Goal(Direction.DOWN, None, Decimal(0))
        return Wordless(none.start(), end, goal, False, NONE_ALLOWED)  # noqa: FBT003
    quota = _BARE_QUOTA.search(low, first, last)
    if quota:
        goal = Goal(Direction.UP, Decimal(100), None, strict=bool(quota["above"]))
        return Wordless(quota.start(), quota.end(), goal, True, WHOLE_QUOTA)  # noqa: FBT003
    return None


def none_counted(low: str, one: Found) -> bool:
    """ "Không còn xã dưới 15 tiêu chí" allows no commune; a share is for each of them to reach."""
    if one.unit.startswith(("%", "điểm")):
        return False
    compared = words_before(low, 0, one.start)
    limited = bool(compared.words & {"under", "over"})
    return limited and NONE_OF.search(low, 0, compared.start + 1) is not None


def doubt_of_words(low: str) -> str:
    """What to say of a target that sets no number at all."""
    return RATED if _RATING.search(low) else IN_WORDS
