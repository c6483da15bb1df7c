"""How the words of a resolution around a number become a goal (design §3.1)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from targets.rules.comparison import Direction, Goal, tolerance_of_about
from targets.rules.figures import Formula

# What may stand between a comparing word and its number
_FILLER = (
    r"(?:(?<!chưa\s)đạt|là|mức|có|(?<!nhà\s)(?<!đất\s)(?<!chỗ\s)(?<!nơi\s)ở"
    r"|(?<!mặt\s)bằng|chiếm|cho|được|tới|thêm|giá trị|tỷ lệ|tỉ lệ"
    r"|khoảng từ|số lượng|(?:(?<=tăng\s)|(?<=giảm\s))bình quân"
    r"|(?:(?<=tăng\s)|(?<=giảm\s)|(?<=bình quân\s))(?:mỗi|hằng|hàng) năm|tổng số|vượt"
    r"|ổn định|duy trì|thực hiện|hoàn thành|bảo đảm|đảm bảo|:|\(|(?<!an\s)toàn)"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("most", r"không\s+(?:được\s+)?(?:vượt\s+)?quá|không\s+(?:cao|nhiều|lớn|vượt)?\s*hơn|tối\s+đa"
             r"|nhiều\s+nhất|cao\s+nhất|không\s+vượt|không\s+trên|≤|<="),
    ("least", r"ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+(?:thấp|ít|nhỏ|kém)\s+hơn|thấp\s+nhất"
              r"|chí\s+ít|≥|>=|=>"),
    ("around", r"trên\s+dưới"),
    ("about", r"khoảng|ước(?:\s+tính)?|xấp\s+xỉ|gần|độ\s+chừng|chừng|tương\s+đương|≈|~"),
    ("over", r"trên|hơn|cao\s+hơn|lớn\s+hơn|nhiều\s+hơn|vượt\s+mức|>"),
    ("under", r"dưới|nhỏ\s+hơn|thấp\s+hơn|ít\s+hơn|chưa\s+đến|chưa\s+tới|<"),
    ("down_to", r"(?:giảm|hạ|kéo\s+giảm|kéo)\s+(?:xuống\s+)?(?:chỉ\s+)?còn"
                r"|(?:giảm|hạ|kéo)\s+(?:xuống|về)|xuống\s+còn|xuống|chỉ\s+còn|(?<!không\s)còn\s+lại|(?<!không\s)còn"),
    ("up_to", r"(?:tăng|nâng|đưa)\s+lên|(?<!trở\s)lên"),
    ("fall", r"giảm\s+(?:thêm|được|ít)|giảm"),
    ("rise", r"tăng\s+(?:thêm|gấp)|gấp|tăng"),
    ("from", r"từ"),
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:(?<=\s)|^|(?<=[,;.:(\"]))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS)
    + rf"|(?P<filler>{_FILLER}))\s*$"
)
_WINDOW = 60
_DECLINE_OF = re.compile(
    r"(?:mức|tỷ lệ|tỉ lệ|tốc độ)?\s*giảm"
    r"(?!\s+(?:nghèo|thiểu|tải|phát(?!\s+thải)|sút|nhẹ|dần|lãng|ô))"
)


_VERBS = re.compile(
    r"\b(?:giảm|tăng|đạt|chiếm|còn|là|có|giữ|duy trì|vượt|nâng|đưa|hoàn thành|bảo đảm|đảm bảo)\b"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words before a number: which, where the first of them begins, and with the verb before.

    Of "đạt khoảng 92%", `first` is where "khoảng" begins, `start` where "đạt" does.
    """

    words: frozenset[str]
    start: int
    first: int


def words_before(shadow: str, start: int, number: int) -> Comparison:
    """What compares the number at `number`; looks no further back than `start`."""
    found: set[str] = set()
    begin = first = number
    floor = max(start, number - _WINDOW)
    while begin > floor:
        hit = _BEFORE.search(shadow, floor, begin)
        if hit is None or hit.lastgroup is None:
            break
        if hit.lastgroup == "down_to" and "rise" in found:
            break  # "các xã còn lại tăng 2 tiêu chí"
        if hit.group().startswith("tương") and begin < number:
            break  # "cao đẳng và tương đương đạt 85%"
        begin = hit.start()
        if hit.lastgroup != "filler":
            if hit.lastgroup in found:
                begin = hit.end()
                break
            found.add(hit.lastgroup)
            first = begin
    return Comparison(frozenset(found), begin, first)


@dataclass(frozen=True, slots=True)
class Amount:
    """The number, or both ends of a range, as written, with what stands around it."""

    low: Decimal
    high: Decimal | None
    percent: bool
    or_more: bool = False  # "trở lên" that belongs to the number
    or_less: bool = False  # "trở xuống"


def goal_of(
    amount: Amount, words: frozenset[str], *, falling: bool, lower: bool, excess: bool = False
) -> tuple[Goal, Formula | None]:
    """The goal the words set, and the formula they force (None: none).

    `falling`: the verb before the number is "giảm"; `lower`: less of the subject is better.
    """
    low, high = amount.low, amount.high
    if high is not None and high < low:
        low, high = high, low
    level = words & {"down_to", "up_to", "under", "most"}
    if falling and not level:
        return Goal(Direction.UP, low, high, tolerance=Decimal(0)), Formula.DECREASE
    forced = Formula.EXCESS if excess else None
    if words & {"most", "under"} or ("down_to" in words and "least" not in words) or amount.or_less:
        strict = "under" in words and not words & {"most"}
        if high is not None:
            return Goal(Direction.DOWN, low, high, strict), forced
        tolerance = _about(amount, words) if not strict else Decimal(0)
        return Goal(Direction.DOWN, None, low, strict, tolerance), forced
    if high is not None:
        down = lower and not amount.or_more and not words & {"least", "over", "rise"}
        return Goal(Direction.DOWN if down else Direction.UP, low, high), forced
    if words & {"about", "around"} and not amount.or_more and "least" not in words:
        tolerance = _about(amount, words)
        if lower and not words & {"over", "rise"}:
            return Goal(Direction.DOWN, None, low, tolerance=tolerance), forced
        return Goal(Direction.UP, low, None, tolerance=tolerance), forced
    if "over" in words and not amount.or_more:
        return Goal(Direction.UP, low, None, strict=True), forced
    plain = not (words & {"least", "over", "rise", "up_to", "from"} or amount.or_more)
    if lower and plain:
        return Goal(Direction.DOWN, None, low), forced
    return Goal(Direction.UP, low, None), forced


def falls(clause: str) -> bool:
    """Whether the words before a number say how much something is to fall."""
    if re.search(r"giảm (?:hộ )?nghèo(?:\s*:|\s+(?:đạt|từ|khoảng))*\s*$", clause):
        return True  # "giảm nghèo 1%"
    last = None
    for hit in _VERBS.finditer(clause):
        if hit.group() == "giảm" and not _DECLINE_OF.match(clause, hit.start()):
            continue
        if hit.group() in {"là", "có", "đạt", "duy trì"} and last == "giảm":
            continue  # "mức giảm hộ nghèo đạt 1%"
        last = hit.group()
    return last == "giảm"


def _about(amount: Amount, words: frozenset[str]) -> Decimal:
    if not words & {"about", "around"}:
        return Decimal(0)
    return tolerance_of_about(amount.low, percent=amount.percent)
