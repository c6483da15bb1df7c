"""Clauses of a target's words, and what in them belongs to a number: "trở lên", a quota."""

import re
from collections.abc import Iterator

_CLAUSE = re.compile(r";|\.(?=\s+[^\W\d_]|\s*$)|!|\?")
_OR_MORE = re.compile(r"trở\s+(?:lên|đi)|hoặc\s+hơn|\+(?=\s|$)")
_OR_LESS = re.compile(r"trở\s+xuống")
_RATED = re.compile(
    r"xếp\s+loại|hoàn\s+thành|\bloại\b|\btuổi\b|\bsao\b|\bkhá\b|\btốt\b|\bgiỏi\b|\btừ\b|\bmức\b"
)
QUOTA = (
    r"(?:chỉ\s+tiêu|kế\s+hoạch|kh\b|dự\s+toán|định\s+mức|nhiệm\s+vụ\s+được\s+giao"
    r"|mức\s+(?:tỉnh|huyện|trên|được)\s+giao)"
)
_OF_QUOTA = re.compile(
    rf"\s*(?:so\s+với\s+|của\s+|trên\s+)?(?:các\s+|tổng\s+|số\s+|mức\s+)*{QUOTA}"
)
_EXCESS = re.compile(rf"(?:vượt|cao\s+hơn)\s+(?:[^,;.\d]{{0,25}}\s)?{QUOTA}[^,;.\d]{{0,60}}$")
_EXCESS_BEHIND = re.compile(rf"\s*(?:trở\s+lên\s+)?so\s+với\s+(?:mức\s+)?{QUOTA}")
# Before a number: "vượt trên 5% dự toán", "chiếm khoảng 38% GRDP"
BEYOND = re.compile(r"vượt\s*(?:(?:từ|khoảng|trên|hơn|thêm|ít\s+nhất|tối\s+thiểu)\s*)*$")
SHARE_OF = re.compile(r"chiếm\s*(?:(?:từ|khoảng|trên|hơn|ít\s+nhất|tối\s+thiểu)\s*)*$")
_NEAR = 60


def clauses(low: str) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons and sentences."""
    first = 0
    for hit in _CLAUSE.finditer(low):
        yield first, hit.start()
        first = hit.end()
    yield first, len(low)


def clause_end(low: str, place: int) -> int:
    """Where the clause ends in which a place is."""
    hit = _CLAUSE.search(low, place)
    return hit.start() if hit else len(low)


def or_more(tail: str) -> tuple[bool, bool, int]:
    """Whether "trở lên" or "trở xuống" behind a number belongs to it, and where it ends.

    In "90% chi bộ hoàn thành tốt nhiệm vụ trở lên" it belongs to the rating.
    """
    hit = _OR_MORE.search(tail) or _OR_LESS.search(tail)
    if hit is None:
        return False, False, 0
    between = tail[: hit.start()]
    if between.strip() and (len(between) > _NEAR or _RATED.search(between)):
        return False, False, 0
    less = hit.group().endswith("xuống")
    return not less, less, hit.end()


def of_quota(tail: str) -> bool:
    """ "100% chỉ tiêu được giao": the number is a share of what was given."""
    return bool(_OF_QUOTA.match(tail))


def is_excess(lead: str, tail: str) -> bool:
    """ "vượt chỉ tiêu tỉnh giao từ 5%": the number is what is done beyond what was given."""
    return bool(
        _EXCESS.search(lead)
        or (_EXCESS_BEHIND.match(tail) and re.search(r"vượt|tăng|cao hơn", lead))
    )
