"""Which amounts in a target's words are to be reached, and which only explain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from targets.intake.resolution.amounts import Found, amounts
from targets.intake.resolution.clauses import clause_end
from targets.rules.comparators import words_before

MOST_MEASURES = 60  # of one target
_BRACKETS = re.compile(r"\([^()]{0,400}\)")
# "(lao động nữ chiếm tối thiểu 45%)" sets a goal for a part; "(năm 2025 đạt trên 40%)" explains
_PART = re.compile(
    r"\(\s*(?:trong\s+đó|riêng\s"
    r"|(?!năm|tháng|quý|từ|tăng|giảm|bằng|so\b|tương|nq|nghị\s|kế\s|kh\b|chỉ\s+tiêu|hiện|theo|cuối|đầu|cùng"
    r"|ước|mức|đạt|vượt|th\b|thực\s+hiện|kết\s+quả|không\s+tính|không\s+kể|số\s+liệu|tỉnh\s+giao)[^\W\d_]"
    r"[^()\d]{4,60}\s(?:tối\s+thiểu|ít\s+nhất|không\s+(?:quá|vượt|dưới)|trên|dưới|tối\s+đa)\b)"
)
_OFTEN = re.compile(r"(?:lần|kỳ|buổi|cuộc)/(?:ngày|tuần|tháng|quý|năm)$|(?:loại|lần)$")
_HAVING = re.compile(r"\scó\s+(?:từ|trên|hơn|dưới|ít\s+nhất|tối\s+thiểu)\s+$")
# "90% trạm y tế thực hiện được ít nhất 80% danh mục": what each of them has to do
_EACH_DOES = re.compile(
    r"\s+(?!trở|trong|vào|so|năm|trên)[^\W\d_][^\d,;.()]*"
    r"\b(?:được|có|đạt|xử lý|giải quyết|thực hiện|hoàn thành)\b[^\d,;.()]*"
    r"\b(?:ít\s+nhất|tối\s+thiểu|trên|từ)\s+$"
)
_NOUN = re.compile(r"\s+(?!trở|vào|năm|so)[^\W\d_]")
_PLACES = frozenset({"xã", "phường", "thôn", "bản", "ấp", "huyện"})
_MEETING = re.compile(r"\s+(?:[^\W\d_]+\s+){0,3}đạt\s+(?:đủ\s+)?$")
_SHARE = re.compile(r"\s*\(\s*(?=\d+(?:,\d+)?\s?%\s*\))")

IN_BRACKETS = "Số trong ngoặc là lời giải thích, không lấy làm chỉ tiêu."
ORIGIN = "Hiểu là mức xuất phát, không phải mức phải đạt."


@dataclass(frozen=True, slots=True)
class Explained:
    """An amount that was not taken, and the sentence that says why."""

    sentence: str
    start: int
    end: int


def amounts_of_targets(low: str) -> tuple[list[Found], list[Explained]]:
    """The amounts to be reached in words in small letters, and those left out with a reason.

    Left out: numbers in brackets, those where something comes from, how many things fall.
    """
    every = list(islice(amounts(low, 0, len(low)), MOST_MEASURES))
    inside = [hit.span() for hit in _BRACKETS.finditer(low) if not _PART.match(hit.group())]
    outside = [one for one in every if not any(a < one.start < b for a, b in inside)]
    outside = [_as_share(low, one, every) for one in outside]
    left_out: list[Explained] = []
    if outside:
        taken = {one.start for one in outside}
        left_out = [
            Explained(IN_BRACKETS, first, last)
            for first, last in inside
            if any(first < one.start < last and one.start not in taken for one in every)
        ]
    result: list[Found] = []
    for one in _figures(low, outside or every):
        if result and _leads_to(low, result[-1], one):
            left_out.append(Explained(ORIGIN, result[-1].start, one.end))
            result.pop()
        result.append(one)
    return result, left_out


def _as_share(low: str, one: Found, every: list[Found]) -> Found:
    """Of "Tỷ lệ bản có điện: 12/12 bản (100%)" the rate: the fraction only says how it came."""
    share = _SHARE.match(low, one.end)
    if (
        share is None
        or "/" not in low[one.start : one.end]
        or not re.search(r"t[ỷỉ] lệ[^;.]*$", low[: one.start])
    ):
        return one
    return next((other for other in every if other.start == share.end()), one)


def _figures(low: str, found: list[Found]) -> Iterator[Found]:
    """Without what belongs to a name, how many things fall, and how often shares act."""
    before: Found | None = None
    for one, after in zip_longest(found, found[1:]):
        fallen = after and one.unit == "tiêu chí" and "giảm" in low[: one.start]
        if fallen and after.start < clause_end(low, one.end):
            continue  # "giảm 3 tiêu chí tai nạn từ 5%"
        if after and not low[one.end : after.start].strip():
            continue  # "Lúa 2 vụ 40 ha": the first belongs to the name
        if before and before.unit.startswith("%") and not one.unit.startswith("%"):
            between = low[before.end : one.start]
            told = _OFTEN.match(one.unit) or _HAVING.search(between)
            if told and not re.search(r"[,;.]|\bvà\b", between):
                continue  # "85% chi bộ sinh hoạt ít nhất 1 lần/quý", "100% xưởng có từ 25 thợ"
        if before and _describes(low, before, one):
            continue
        if before and one.rank and not re.search(r"[,;.]", low[before.end : one.start]):
            continue  # "8 trường thuộc nhóm 200 đại học hàng đầu" counts schools
        before = one
        yield one


def _describes(low: str, before: Found, one: Found) -> bool:
    """Whether a number says what each of those counted before it does or meets."""
    between = low[before.end : one.start]
    if one.unit == "tiêu chí" and before.unit in _PLACES:  # "72 xã đạt 19 tiêu chí"
        return _MEETING.fullmatch(between) is not None
    shares = before.unit == one.unit == "%"
    if not shares or re.search(r"\b(?:và|hoặc)\b", between):
        return False
    return bool(_EACH_DOES.fullmatch(between) and _NOUN.match(low, one.end))


def _leads_to(low: str, first: Found, second: Found) -> bool:
    """ "từ 5% năm 2023 xuống còn 3%": the first number is where it starts."""
    between = low[first.end : second.start]
    if len(between) > 60 or re.search(r"[;.]", between):
        return False
    towards = words_before(low, first.end, second.start).words
    if not towards & {"down_to", "up_to"} and not re.search(r"\b(?:thành|sang)\s*$", between):
        return False
    return "from" in words_before(low, 0, first.start).words
