"""What is counted in one target's words: each measure with its goal, and what was unsure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from targets.intake.amounts import Found, amounts
from targets.intake.lettering import flat, shadow, trimmed
from targets.intake.naming import label_after, label_before, part_start
from targets.intake.reading import Doubt, ReadMeasure, Span
from targets.rules.comparators import Amount, falls, goal_of, lower_is_better, words_before
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula

_CLAUSE = re.compile(r";|\.(?=\s+[^\W\d_]|\s*$)|(?<=\d\.)\s(?=[^\W\d_])|!|\?")
_BRACKETS = re.compile(r"\([^()]{0,400}\)")
_OR_MORE = re.compile(r"trở\s+lên|trở\s+đi|hoặc\s+hơn|\+(?=\s|$)")
_OR_LESS = re.compile(r"trở\s+xuống")
_RATED = re.compile(
    r"xếp\s+loại|hoàn\s+thành|\bloại\b|\btuổi\b|\bsao\b|\bkhá\b|\btốt\b|\bgiỏi\b|\btừ\b"
)
_QUOTA = r"(?:chỉ\s+tiêu|kế\s+hoạch|kh\b|dự\s+toán|định\s+mức|nhiệm\s+vụ\s+được\s+giao)"
_OF_QUOTA = re.compile(rf"\s*(?:so\s+với\s+|của\s+|trên\s+)?(?:các\s+|tổng\s+|số\s+)*{_QUOTA}")
_BARE_QUOTA = re.compile(
    rf"(?:đạt|hoàn\s+thành|bằng|bảo\s+đảm|đảm\s+bảo|thực\s+hiện)(?:\s+(?:và|hoặc))?(?P<over>(?:\s+|,\s*)vượt)?"
    rf"(?:\s+(?:mức|các|toàn\s+diện|đủ|tốt|cơ\s+bản))*\s+{_QUOTA}|(?P<above>vượt)\s+(?:mức\s+)?{_QUOTA}"
)
_EXCESS = re.compile(rf"vượt\s+(?:[^,;.\d]{{0,25}}\s)?{_QUOTA}[^,;.\d]{{0,60}}$")
_EXCESS_BEHIND = re.compile(rf"\s*(?:trở\s+lên\s+)?so\s+với\s+(?:mức\s+)?{_QUOTA}")
_NONE_OF = re.compile(
    r"không\s+(?:còn|có|để(?:\s+(?:xảy\s+ra|phát\s+sinh|tồn\s+tại|xuất\s+hiện|có|tái\s+diễn))?"
    r"|(?:làm\s+)?phát\s+sinh|xảy\s+ra)\s+(?=[^\W\d_])"
)
_NO_NONE = re.compile(r"(?:nơi|những|chưa|vùng|khi|nếu|người|hộ)\s+$")
_RATING = re.compile(r"\btrở\s+lên\b")
_GROWTH = re.compile(r"tốc độ|tăng|tỷ trọng|tỉ trọng|cơ cấu|chỉ số|tỷ suất|bình quân|chiếm")


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one target and the doubts they leave."""

    measures: tuple[ReadMeasure, ...]
    doubts: tuple[Doubt, ...]


def measures_of(text: str, start: int, end: int, *, unit: str = "") -> Measured:
    """Read the words of one target; `unit` is one given elsewhere, in a table's column."""
    return _Reader(text, start, end, unit).read()


class _Reader:
    def __init__(self, text: str, start: int, end: int, unit: str) -> None:
        self.text, self.start, self.end, self.unit = text, start, end, unit
        self.low = shadow(text[start:end])  # all places below count from `start`
        self.doubts: list[Doubt] = []
        self.measures: list[ReadMeasure] = []

    def read(self) -> Measured:
        found = self._amounts()
        words: frozenset[str] = frozenset()
        fell = False
        for place, one in enumerate(found):
            before = found[place - 1] if place else None
            behind = found[place + 1].start if place + 1 < len(found) else len(self.low)
            words, fell = self._measure(one, before, behind, words, fell=fell)
        for first, last in self._clauses():
            if not any(first <= one.start < last for one in found):
                self._wordy(first, last)
        if not self.measures:
            self._in_words()
        self.measures.sort(key=lambda one: one.span.start)
        return Measured(tuple(self.measures), tuple(self.doubts))

    def _amounts(self) -> list[Found]:
        """The amounts that are targets: not those in brackets, nor where something comes from."""
        every = list(amounts(self.low, 0, len(self.low)))
        inside = [
            (hit.start(), hit.end())
            for hit in _BRACKETS.finditer(self.low)
            if not re.match(r"\(\s*trong\s+đó", hit.group())
        ]
        outside = [one for one in every if not any(a < one.start < b for a, b in inside)]
        if outside and len(outside) < len(every):
            for one in every:
                if one not in outside:
                    self._doubt(
                        "Số trong ngoặc là lời giải thích, không lấy làm chỉ tiêu.",
                        one.start,
                        one.end,
                    )
        kept = outside or every
        result: list[Found] = []
        for one in kept:
            words = words_before(self.low, result[-1].end if result else 0, one.start).words
            if result and words & {"down_to", "up_to"} and self._is_origin(result[-1], one):
                self._doubt(
                    "Hiểu là mức xuất phát, không phải mức phải đạt.",
                    result[-1].start,
                    result[-1].end,
                )
                result.pop()
            result.append(one)
        return result

    def _is_origin(self, first: Found, second: Found) -> bool:
        between = self.low[first.end : second.start]
        from_ = words_before(self.low, 0, first.start).words
        return "from" in from_ and not re.search(r"[;.]", between) and len(between) <= 60

    def _measure(
        self,
        one: Found,
        before: Found | None,
        behind: int,
        inherited: frozenset[str],
        *,
        fell: bool,
    ) -> tuple[frozenset[str], bool]:
        floor = before.end if before else 0
        compared = words_before(self.low, floor, one.start)
        begin = part_start(self.low, floor, compared.start, first=before is None)
        lead = self.low[begin : one.start]
        words = compared.words
        falling = "fall" in words or (falls(lead) and not words & {"rise", "up_to"})
        number_first = not self.low[begin : compared.start].strip(" ,;:.-")
        listed = before is not None and not words and number_first and self._parallel(before, one)
        if listed and inherited:
            words, falling = inherited, fell
            self._doubt(
                "Từ so sánh đứng trước cả dãy; hiểu là áp dụng cho cả số này.", one.start, one.end
            )
        tail_end = min(behind, self._clause_end(one.end))
        tail = self.low[one.end : tail_end]
        unit = one.unit or self.unit
        percent = unit.startswith(("%", "điểm"))
        or_more, or_less, goal_end = self._or_more(one, tail, words)
        quota = percent and bool(_OF_QUOTA.match(tail))
        excess = percent and bool(
            _EXCESS.search(self.low[begin : compared.start])
            or _EXCESS.search(lead)
            or (_EXCESS_BEHIND.match(tail) and re.search(r"vượt|tăng", lead))
        )
        named = (
            label_after(
                self.text[self.start + one.number_end : self.start + self._list_end(one)], unit
            )
            if number_first
            else label_before(self.text[self.start + begin : self.start + compared.start])
        )
        label = named or (self.measures[-1].label if self.measures else "")
        subject = (self.low[begin : compared.start] if not number_first else shadow(label)).strip()
        lower = lower_is_better(subject) and not (percent and one.low >= 50) and not quota
        if one.rank:
            words = words | {"most"}
        amount = Amount(one.low, one.high, percent, or_more, or_less)
        goal, forced = goal_of(amount, words, falling=falling, lower=lower, excess=excess)
        formula = forced or self._formula(unit, lead + tail[:30], words, quota=quota)
        unit = self._checked_unit(one, unit, subject, goal, formula)
        self.measures.append(
            ReadMeasure(
                label=label or flat(self.text[self.start : self.end])[:200],
                unit=unit,
                formula=formula,
                goal=goal,
                words=flat(self.text[self.start + compared.start : self.start + goal_end]),
                span=self._span(begin, tail_end),
                goal_span=self._span(compared.start, goal_end),
                quota=quota or excess,
            )
        )
        self._doubts_of(one, words, goal, quota=quota or excess, lower=lower, subject=subject)
        return (words, falling) if number_first or listed else (frozenset(), False)

    def _parallel(self, before: Found, one: Found) -> bool:
        """ "…, 95% thôn": a number right behind a comma, its neighbour followed by a noun."""
        between = self.low[before.end : one.start]
        return bool(re.search(r"(?:[,;]|\bvà)\s*(?:và\s+)?$", between)) and bool(
            re.match(r"\s*[^\W\d_]", between)
        )

    def _or_more(self, one: Found, tail: str, words: frozenset[str]) -> tuple[bool, bool, int]:
        hit = _OR_MORE.search(tail) or _OR_LESS.search(tail)
        if hit is None:
            return False, False, one.end
        between = tail[: hit.start()]
        near = not between.strip() or (len(between) <= 60 and not _RATED.search(between))
        if not near:
            return False, False, one.end
        less = hit.group().endswith("xuống")
        return not less, less, one.end + hit.end()

    def _formula(self, unit: str, around: str, words: frozenset[str], *, quota: bool) -> Formula:
        if quota:
            return Formula.RATIO
        if unit != "%" or "rise" in words or _GROWTH.search(around):
            return Formula.VALUE
        return Formula.RATIO

    def _checked_unit(
        self, one: Found, unit: str, subject: str, goal: Goal, formula: Formula
    ) -> str:
        if not unit:
            if re.search(r"tỷ lệ|tỉ lệ|tỷ trọng", subject) and goal.low != 0:
                self._doubt("Không thấy đơn vị tính; hiểu là %.", one.start, one.end)
                return "%"
            self._doubt("Không thấy đơn vị tính. Hãy ghi thêm.", one.start, one.end)
        elif formula is Formula.DECREASE and unit == "%" and re.search(r"tỷ lệ|tỉ lệ|mức", subject):
            self._doubt("Giảm theo điểm phần trăm hay theo %? Hiểu là điểm %.", one.start, one.end)
            return "điểm %"
        elif formula is Formula.DECREASE and unit == "%":
            self._doubt("Giảm theo % so với kỳ nào? Hãy xem lại cách tính.", one.start, one.end)
        return unit

    def _doubts_of(
        self,
        one: Found,
        words: frozenset[str],
        goal: Goal,
        *,
        quota: bool,
        lower: bool,
        subject: str,
    ) -> None:
        if one.doubt:
            self._doubt(one.doubt, one.start, one.end)
        if quota:
            self._doubt(
                "Văn bản không ghi số được giao. Hãy nhập số được giao.", one.start, one.end
            )
        if {"about", "over"} <= words:
            self._doubt("“Khoảng trên” hiểu là khoảng. Hãy xem lại.", one.start, one.end)
        if lower and goal.direction is Direction.DOWN and not words & {"most", "under", "down_to"}:
            self._doubt("Hiểu là càng thấp càng tốt, không quá mức này.", one.start, one.end)

    def _wordy(self, first: int, last: int) -> None:
        """A clause without an amount: nothing of a thing allowed, or a quota without its number."""
        none = _NONE_OF.search(self.low, first, last)
        if none and not _NO_NONE.search(self.low[max(first, none.start() - 8) : none.start()]):
            begin, finish = trimmed(self.low, none.start(), last, ' ,;."')
            self._add(first, last, Goal(Direction.DOWN, None, Decimal(0)), (begin, finish))
            self._doubt("Hiểu là không được có trường hợp nào (bằng 0).", begin, finish)
            return
        quota = _BARE_QUOTA.search(self.low, first, last)
        if quota:
            strict = bool(quota["above"])
            goal = Goal(Direction.UP, Decimal(100), None, strict)
            self._add(first, last, goal, quota.span(), quota=True)
            self._doubt("Không ghi con số; hiểu là 100% chỉ tiêu được giao.", *quota.span())

    def _add(
        self, first: int, last: int, goal: Goal, at: tuple[int, int], *, quota: bool = False
    ) -> None:
        whole = flat(self.text[self.start + first : self.start + last])
        subject = flat(self.text[self.start + first : self.start + at[0]]) if quota else ""
        self.measures.append(
            ReadMeasure(
                label=(subject.strip(" ,;:.") or whole.strip(" ,;."))[:200],
                unit="%" if quota else "trường hợp",
                formula=Formula.RATIO if quota else Formula.VALUE,
                goal=goal,
                words=flat(self.text[self.start + at[0] : self.start + at[1]]),
                span=self._span(first, last),
                goal_span=self._span(*at),
                quota=quota,
            )
        )

    def _in_words(self) -> None:
        rated = _RATING.search(self.low)
        sentence = (
            "Mức phải đạt là một mức xếp loại bằng lời; giữ là chỉ tiêu không có con số."
            if rated
            else "Không thấy con số; giữ là chỉ tiêu bằng lời, chưa có mức phải đạt."
        )
        self._doubt(sentence, 0, len(self.low))
        label = flat(self.text[self.start : self.end]).strip(" .;,")
        self.measures.append(
            ReadMeasure(
                label[:200], self.unit, Formula.VALUE, None, "", self._span(0, len(self.low))
            )
        )

    def _clauses(self) -> Iterator[tuple[int, int]]:
        first = 0
        for hit in _CLAUSE.finditer(self.low):
            yield first, hit.start()
            first = hit.end()
        yield first, len(self.low)

    def _clause_end(self, place: int) -> int:
        hit = _CLAUSE.search(self.low, place)
        return hit.start() if hit else len(self.low)

    def _list_end(self, one: Found) -> int:
        return self._clause_end(one.end)

    def _span(self, first: int, last: int) -> Span:
        first, last = trimmed(self.low, first, max(first, last), " ,;.")
        return Span(self.start + first, self.start + last)

    def _doubt(self, sentence: str, first: int, last: int) -> None:
        self.doubts.append(Doubt(sentence, Span(self.start + first, self.start + max(first, last))))


def moved(measure: ReadMeasure, span: Span, goal_span: Span | None) -> ReadMeasure:
    """The measure as it stands somewhere else, as in the cells of a table."""
    return replace(measure, span=span, goal_span=goal_span)
