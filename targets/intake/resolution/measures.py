"""What is counted in one target's words: each measure with its goal, and what was unsure."""

import re
from dataclasses import dataclass

from targets.intake.reading import Doubt, ReadMeasure, Span
from targets.intake.resolution.amounts import Found
from targets.intake.resolution.amounts_of_targets import amounts_of_targets
from targets.intake.resolution.clauses import (
    BEYOND,
    SHARE_OF,
    clause_end,
    clauses,
    is_excess,
    of_quota,
    or_more,
)
from targets.intake.resolution.formulas import formula_of
from targets.intake.resolution.lettering import flat, shadow, trimmed
from targets.intake.resolution.naming import (
    label_again,
    label_around,
    label_before,
    part_start,
    quota_named,
)
from targets.intake.resolution.numbers_in_lists import is_parallel, name_behind, thing_counted
from targets.intake.resolution.units_of_measure import unit_counted
from targets.intake.resolution.wordless import NONE_OF, doubt_of_words, none_counted, wordless
from targets.rules.comparators import Amount, falls, goal_of, words_before
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.wanted import is_unsaid, lower_is_better

MOST_LETTERS = 8_000
_LONGEST_LABEL = 250
_THINGS = {"nhà", "căn", "căn nhà", "suất", "phần quà", "con", "mô hình", "triệu đồng", "tỷ đồng"}
_NONE_FIRST = re.compile(
    r"\s*(?:phấn đấu\s+)?không\s+(?:còn|có|để|phát sinh)\s[^,;.]*,"
    r"(?=\s*(?:và\s+)?(?:giảm|tăng|còn|có|phấn đấu|kết nạp|duy trì|t[ỷỉ] lệ|trên|ít nhất|\d))"
)
_ON_AVERAGE = re.compile(r"(?:bình quân|trung bình)(?: (?:mỗi|hằng|hàng) năm)?", re.IGNORECASE)
_AND = re.compile(r"^\s*và\s+")
_QUOTE_ENDS = re.compile(r"[,;.(]|\svà\s*$")
_FALL_OF = re.compile("^mức giảm ", re.IGNORECASE)
_CUT = re.compile(r"^(?:cắt|kéo)\s+", re.IGNORECASE)
_SHARES = re.compile(r"cơ cấu|t[ỷỉ] trọng")
_SHARE_FALLS = re.compile(r"^(?:mức giảm )?mức |t[ỷỉ] (?:lệ|trọng)")

EITHER_WAY = "Chưa rõ càng cao càng tốt hay càng thấp càng tốt. Hãy chọn chiều."
WHOLE_LIST = "Từ so sánh đứng trước cả dãy; hiểu là áp dụng cho cả số này."
NO_BASE = "Văn bản không ghi số được giao. Hãy nhập số được giao."
ABOUT_OVER = "“Khoảng trên” hiểu là khoảng. Hãy xem lại."
LOWER = "Hiểu là càng thấp càng tốt, không quá mức này."
NONE_BEYOND = "Hiểu là tất cả phải đạt mức này, không có ngoại lệ."
NO_UNIT = "Không thấy đơn vị tính. Hãy ghi thêm."
PERCENT = "Không thấy đơn vị tính; hiểu là %."
POINTS = "Giảm theo điểm phần trăm hay theo %? Hiểu là điểm %."
FALL_FROM = "Giảm theo % so với kỳ nào? Hãy xem lại cách tính."


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one target and the doubts they leave."""

    measures: tuple[ReadMeasure, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """The comparing words before a list's first number: they are for the whole list."""

    words: frozenset[str] = frozenset()
    falling: bool = False


def measures_of(text: str, start: int, end: int, *, unit: str = "", named_to: int = 0) -> Measured:
    """Read the words of one target.

    `unit` is one given elsewhere, in a table's column; numbers before `named_to` are names only.
    """
    return _Reader(text, start, end, unit, named_to).read()


class _Reader:
    """All places in it count from the target's start."""

    def __init__(self, text: str, start: int, end: int, unit: str, named_to: int) -> None:
        self.text, self.start, self.unit = text[start : min(end, start + MOST_LETTERS)], start, unit
        self.low = shadow(self.text)
        if named_to > start:
            self.low = (
                re.sub(r"\d", "x", self.low[: named_to - start]) + self.low[named_to - start :]
            )
        self.doubts: list[Doubt] = []
        self.measures: list[ReadMeasure] = []
        self.part = 0, 0  # where the measure being read stands, with its goal's words

    def read(self) -> Measured:
        found, explained = amounts_of_targets(self.low)
        found = [one for one in found if not none_counted(self.low, one)]
        for left_out in explained:
            self._doubt(left_out.sentence, left_out.start, left_out.end)
        listed = _Listed()
        for place, one in enumerate(found):
            before = found[place - 1] if place else None
            listed = self._measure(one, before, found[place + 1 :], listed)
        for first, last in clauses(self.low):
            inside = [one for one in found if first <= one.start < last]
            if not inside:
                self._wordless(first, last)
            else:
                self._none_before(first, min(one.start for one in inside) + 1)
                self._none_beside(max(one.end for one in inside), last)
        if not self.measures:
            self._in_words()
        self.measures.sort(key=lambda one: one.span.start)
        return Measured(tuple(self.measures), tuple(self.doubts))

    def _measure(
        self, one: Found, before: Found | None, after: list[Found], listed: _Listed
    ) -> _Listed:
        floor = before.end if before else 0
        compared = words_before(self.low, floor, one.start)
        begin = part_start(self.low, floor, compared.start, first=before is None)
        if before is None and (none := _NONE_FIRST.match(self.low, begin, one.start + 1)):
            begin = none.end()  # a measure of its own
        lead = self.low[begin : one.start]
        words = compared.words | ({"most"} if one.rank else set())
        if words & {"under", "over"} and NONE_OF.search(self.low[begin : compared.start]):
            words = frozenset({"least"} if "under" in words else {"most"})
            self._doubt(NONE_BEYOND, begin, one.end)
        level = bool(words & {"down_to", "under", "most"})
        name = label_before(self.text[begin : compared.start], level=level)
        if self.measures and _ON_AVERAGE.fullmatch(name):
            name = ""  # "…, bình quân mỗi năm giảm 2,5%" is of what stands before
        falling = "fall" in words or (falls(lead) and not words & {"rise", "up_to"})
        end = min([other.start for other in after[:1]] + [clause_end(self.low, one.end)])
        tail = self.low[one.end : end]
        more, less, length = or_more(tail)
        goal_end = one.end + length
        said = self.low[begin : one.start]
        first = begin + len(said) - len(_AND.sub("", said, count=1))
        self.part = first, goal_end + len(_QUOTE_ENDS.split(self.low[goal_end:end])[0])
        follows = (
            before is not None and not words and not name and is_parallel(self.low, before, one)
        )
        if follows and (listed.words or listed.falling):
            words, falling = listed.words, listed.falling
            self._doubt(WHOLE_LIST, *self.part)
        unit = one.unit or self.unit
        percent = unit.startswith(("%", "điểm"))
        quota = percent and of_quota(tail)
        excess = percent and (
            is_excess(lead, tail) or (quota and BEYOND.search(lead) is not None and one.low < 100)
        )
        quota = quota and not excess
        behind = name_behind(self.text, self.low, one, after)
        if percent and behind and self.low[begin : compared.start].rstrip().endswith(","):
            name = ""  # "Công đoàn vững mạnh, 100% đoàn viên …"
        closed = self.low[begin : compared.start].rstrip().endswith(":")
        receivers = re.split(r"\s*\(", behind.lower())[0] != one.unit
        given = receivers and lead.rstrip().endswith(" cho")
        label = label_around(name, behind, closed=closed, given=given) if name else behind
        if not name and percent and not quota and SHARE_OF.search(lead) and self.measures:
            label = self._as_before(frozenset(), f"so với {behind}" if behind else "")
        label = label or self._as_before(words, tail)
        if falling and not label:
            label = thing_counted(self.text, one, end)
        label = label[:1].upper() + label[1:]
        subject = self.low[begin : compared.start].strip() if name else shadow(label)
        lower = lower_is_better(subject) and not (percent and one.low >= 50) and not quota
        lower = lower and not ("nghèo" in subject and unit in _THINGS)
        goal, formula = goal_of(
            Amount(one.low, one.high, percent, more, less),
            words,
            falling=falling,
            lower=lower,
            excess=excess,
        )
        if formula is None:
            around = lead + re.split(r"[,;]", tail[:30])[0]
            formula = formula_of(self.low, unit, around, words, quota=quota)
        if quota:
            base = quota_named(self.text[one.end : end], listed=not name)
            if not name and re.search(r"(?:bằng|đạt)\s*$", lead):
                name = self._as_before(frozenset(), "")
            label = f"{name} so với {base}" if name else base[:1].upper() + base[1:]
        elif formula is Formula.DECREASE and "giảm" not in label.lower():
            label = _CUT.sub("", label)
            label = f"Mức giảm {label[:1].lower()}{label[1:]}"
        self.measures.append(
            ReadMeasure(
                label=(label or flat(self.text))[:_LONGEST_LABEL],
                unit=self._checked_unit(one, unit, subject, formula),
                formula=formula,
                goal=goal,
                words=flat(self.text[compared.first : goal_end]),
                span=self._span(begin, max(end, goal_end)),
                goal_span=self._span(compared.first, goal_end),
                quota=quota or excess,
            )
        )
        self._doubts_of(one, words, goal, quota=quota or excess, lower=lower)
        chosen = bool(words - {"about", "around"}) or more or less or falling or quota or excess
        if not chosen and is_unsaid(subject, share=percent and self._is_share(one)):
            self._doubt(EITHER_WAY, *self.part)
        return _Listed(words, falling) if not name or follows else _Listed()

    def _is_share(self, one: Found) -> bool:
        return _SHARES.search(self.low, 0, one.start) is not None

    def _as_before(self, words: frozenset[str], tail: str) -> str:
        last = self.measures[-1].label if self.measures else ""
        if "down_to" in words:
            last = _FALL_OF.sub("", last)  # "giảm 0,3 điểm %, còn 1,2%"
        return label_again(last, tail, rising="rise" in words)

    def _checked_unit(self, one: Found, unit: str, subject: str, formula: Formula) -> str:
        rate = re.search(r"tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|mức", subject)
        if not unit and not rate:
            unit = unit_counted(subject)
        if not unit:
            self._doubt(PERCENT if rate else NO_UNIT, *self.part)
            return "%" if rate else ""
        if formula is Formula.DECREASE and unit == "%":
            compared = re.match(r"[^,;.]{0,40}(?:so với|cùng kỳ)", self.low[one.end :])
            points = _SHARE_FALLS.search(subject)
            if points or not compared:
                self._doubt(POINTS if points else FALL_FROM, *self.part)
            return "điểm %" if points else unit
        return unit

    def _doubts_of(
        self, one: Found, words: frozenset[str], goal: Goal, *, quota: bool, lower: bool
    ) -> None:
        if one.doubt:
            self._doubt(one.doubt, *self.part)
        if quota:
            self._doubt(NO_BASE, *self.part)
        if {"about", "over"} <= words:
            self._doubt(ABOUT_OVER, *self.part)
        said = words & {"most", "under", "down_to"}
        if lower and goal.direction is Direction.DOWN and not said:
            self._doubt(LOWER, *self.part)

    def _none_before(self, first: int, last: int) -> None:
        """ "Không còn hộ nghèo, giảm 10 hộ cận nghèo": what stands before the first number."""
        none = _NONE_FIRST.match(self.low, first, last)
        if none:
            self._wordless(first, none.end() - 1)

    def _none_beside(self, first: int, last: int) -> None:
        """ "…, không có chi bộ yếu kém" behind the last number of a clause."""
        comma = re.compile(r",\s*(?:và\s+)?(?=không\s)").search(self.low, first, last)
        if comma:
            self._wordless(comma.end(), last)

    def _wordless(self, first: int, last: int) -> None:
        one = wordless(self.low, first, last)
        if one is None:
            return
        whole = flat(self.text[first:last]).strip(" ,;.")
        label = label_before(self.text[first : one.start]) if one.quota else ""
        label = f"{label} so với chỉ tiêu được giao" if label else whole[:1].upper() + whole[1:]
        self.measures.append(
            ReadMeasure(
                label=label[:_LONGEST_LABEL],
                unit="%" if one.quota else "trường hợp",
                formula=Formula.RATIO if one.quota else Formula.VALUE,
                goal=one.goal,
                words=flat(self.text[one.start : one.end]),
                span=self._span(first, last),
                goal_span=self._span(one.start, one.end),
                quota=one.quota,
            )
        )
        self._doubt(one.doubt, one.start, one.end)

    def _in_words(self) -> None:
        label = flat(self.text).strip(" .;,")[:_LONGEST_LABEL]
        span = self._span(0, len(self.low))
        self.measures.append(ReadMeasure(label, self.unit, Formula.VALUE, None, "", span))
        self.doubts.append(Doubt(doubt_of_words(self.low), span))

    def _span(self, first: int, last: int) -> Span:
        first, last = trimmed(self.low, first, max(first, last), " ,;.")
        return Span(self.start + first, self.start + last)

    def _doubt(self, sentence: str, first: int, last: int) -> None:
        self.doubts.append(Doubt(sentence, self._span(first, last)))
