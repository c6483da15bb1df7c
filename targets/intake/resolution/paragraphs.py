"""Lines put together to paragraphs, each with the mark it begins with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from targets.intake.resolution.lettering import trimmed
from targets.intake.resolution.marks import MARK, UPPER, counted_lines, mark_at

LONG_HEADING = 250
_SHORT_HEADING = 60  # of a heading that nothing marks
_TAIL = 400  # letters at a paragraph's end that tell whether it goes on

_LEAD = re.compile(r"[\s>]*(?:#{1,6}\s*)?(?:\[[^\]\n]{3,60}\]\s+(?=\S))?[\s*_]*")
_BARS = re.compile(r"\s*\|.*\|\s*$|[^|\n]*\S\s\|\s[^|\n]*\|")
_HEAD_ROW = re.compile(r"\s*(?:[IVX]{1,5}|[A-HĐ]|\d{1,2})\t\s*\S")  # "II<tab>XÃ HỘI" in a table
_LAST_OPEN = re.compile(
    r"(?:,|-|–|\(|/|(?<!\w)(?:của|và|các|đạt|từ|đến|khoảng|trên|dưới|cho|với|là|có|theo|về|trong|được"
    r"|hoặc|nhất|hơn|tỷ lệ|số|bằng|chiếm|còn|giảm|tăng|mức|độ|bộ|ban|năm|những|nhiều|nâng|công"
    r"|hàng))$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tổng|số |tốc độ|tỷ trọng|tỉ trọng|thu |giá trị|có |phấn đấu|duy trì|kết nạp"
    r"|\d{1,3}% )",
    re.IGNORECASE,
)
_AMONG = re.compile(r"trong đó\s*:$", re.IGNORECASE)
_REACHED = re.compile(r"\d\s*%(?:/năm)?$|trở lên$")
_BEGINS = re.compile(rf"[{UPPER}](?![A-ZĐ]+\b)|\d+(?:,\d+)?\s*%\s+[^\W\d_]")
_COUNTS = re.compile(r"\d[\d.,]*(?:/\d+)?\s*%?\s+[^\W\d_]*[a-zà-ỹ]")
_LONE_MARK = re.compile(
    r"(?:^|[;.:,\s])(?:\(\d{1,3}\)|\d{1,3}\)|[a-zđ]\))$"
)  # "…; (6)" ends a line
_FIELD = re.compile(
    r"(?:về|lĩnh vực|nhóm)\s|(?:kinh tế|xã hội|văn hóa|môi trường|quốc phòng|xây dựng đảng)\b",
    re.IGNORECASE,
)
# "Văn hóa - xã hội" alone on a line heads what stands below it, marked or not
BARE_FIELD = re.compile(
    r"(?:Về |Lĩnh vực )?(?:(?:[Pp]hát triển )?[Kk]inh tế|[Vv]ăn h(?:óa|oá)|[Xx]ã hội|[Mm]ôi trường"
    r"|[Qq]uốc phòng|[Aa]n ninh|[Xx]ây dựng [Đđ]ảng)"
    r"(?:(?:\s*[-–,]\s*|\s+và\s+)[^.;:,\d]{3,30}){0,2}$"
)


@dataclass(slots=True)
class Paragraph:
    """One paragraph, wherever its lines were broken. `body`: where its words begin."""

    start: int
    body: int
    end: int
    style: str = ""  # how it is marked; "" for plain words
    mark: str = ""  # as printed: "1.", "(2)", "-"
    row: bool = False
    closed: bool = False  # a heading that nothing below may lengthen
    last_line: int = 0  # how long its last line is
    children: list["Paragraph"] = field(default_factory=list)

    def text(self, of: str) -> str:
        return of[self.body : self.end]

    def walk(self) -> Iterator["Paragraph"]:
        for child in self.children:
            yield child
            yield from child.walk()


def paragraphs_of(text: str) -> Iterator[Paragraph]:
    """Put lines together that are one paragraph."""
    width = _wrapped_at(text)
    broken = _broken_anywhere(text, width)
    counted = counted_lines(text)
    held: Paragraph | None = None
    blank = False
    start = 0
    for line in text.split("\n"):
        begun, start = start, start + len(line) + 1
        if not line.strip():
            blank = True
            continue
        fresh = _one_line(
            text, begun, begun + len(line), counted=begun in counted and not _is_open(text, held)
        )
        if held is not None and held.row and not blank and _HEAD_ROW.match(line):
            fresh = Paragraph(begun, begun, begun + len(line), row=True, last_line=len(line))
        if held is not None and _goes_on(
            text, held, fresh, blank=blank, width=width, broken=broken
        ):
            held.end, held.last_line = fresh.end, fresh.last_line
        else:
            if held is not None:
                yield held
            held = fresh
        blank = False
    if held is not None:
        yield held


def _one_line(text: str, start: int, end: int, *, counted: bool) -> Paragraph:
    long = end - start
    if _is_row(text[start:end]):
        return Paragraph(start, start, end, row=True, last_line=long)
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    hashes = text.count("#", start, begin)
    if not hashes and lead and "[" in lead.group():
        begin = start
    star = text[start:begin].strip()
    if re.match(r"\*(?:\s|$)", star):  # "* Thu ngân sách" as well as "* **Thu ngân sách**"
        begin = start + text[start:begin].index("*")
    mark = mark_at(text, begin, end, counted=counted)
    style, body, printed = (mark.style, mark.end, mark.printed) if mark else ("", begin, "")
    body, finish = trimmed(text, body, end)
    words = text[body:finish]
    if not style and hashes:
        style = f"#{hashes}"
    elif not style and _is_bold(text[start:end], words):
        style = "bold"
    elif not style and _is_capitals(words):
        style = "caps"
    if style in {"bold", "caps"} and _FIELD.match(words):
        style += " about"  # "VỀ KINH TẾ" stands below "CÁC CHỈ TIÊU", not beside it
    return Paragraph(
        start,
        body,
        finish,
        style,
        printed,
        closed=bool(hashes) or _is_bold(text[start:end], words),
        last_line=long,
    )


def _is_row(line: str) -> bool:
    """Cells between tabs or bars; a tab behind a list's mark makes no cells."""
    if "\t" not in line:
        return _BARS.match(line) is not None
    if line.count("\t") > 2:
        return True
    cells = [cell for cell in line.split("\t") if cell.strip()]
    if len(cells) != 2:
        return len(cells) > 2
    return not MARK.fullmatch(cells[0].strip()) and " " in cells[0].strip() and len(cells[1]) <= 40


def _is_bold(line: str, words: str) -> bool:
    line = line.strip()
    return (
        line.startswith("**")
        and line.endswith("**")
        and len(words) <= LONG_HEADING
        and line.count("**") <= 4
        and not re.search(r"[.;]$", words)
    )


def _is_capitals(words: str) -> bool:
    letters = [each for each in words if each.isalpha()]
    if len(letters) < 4 or words.endswith((".", ",", ";")):
        return False
    return sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def _goes_on(
    text: str, held: Paragraph, fresh: Paragraph, *, blank: bool, width: int, broken: bool
) -> bool:
    """Whether a line is the middle of a sentence begun before it."""
    words = text[fresh.body : fresh.end]
    before = text[max(held.body, held.end - _TAIL) : held.end].rstrip(" *_")
    if held.row or fresh.row or not words:
        return False
    first = words.lstrip("\"“'(*_ ")[:1]
    last = before[-1:]
    if fresh.style.startswith("bullet"):
        dashed = fresh.style == "bullet-" and first.isdigit() and not blank
        return dashed and _broken_range(before, words, listed=held.style == "bullet-")
    if fresh.style not in {"", "caps"}:
        return False
    heading = held.style or len(before) <= _SHORT_HEADING
    if first.isdigit() and heading and _heads_targets(before) and _COUNTS.match(words):
        return False  # "II. CHỈ TIÊU" above "85% hộ dùng nước sạch"
    if first.isupper() and BARE_FIELD.match(words) and not _is_capitals(before):
        return False
    heads = held.style.startswith(("caps", "bold", "#"))
    if fresh.style == "caps" and not heads and not blank and _LAST_OPEN.search(before):
        return True  # an abbreviation alone on the last line
    if fresh.style == "caps":
        same = held.style != "" and _is_capitals(before) and held.end - held.body < LONG_HEADING
        return same and not blank and last not in ".:;" and not held.style.startswith("#")
    if not held.style and not held.body < held.end:
        return False
    if _opened_bold(text, held) and not blank:
        return True
    if held.closed and (blank or first.isupper()):
        return False
    if not before or _LONE_MARK.search(before):
        return True
    full = bool(width and held.last_line >= 0.8 * width)
    if last == ":" and full and held.style and not blank and first.isupper():
        return bool(re.search(r"\.\s", before))  # "…. Cơ cấu kinh tế:" in the middle of an item
    if last == ":" and not blank and ((full and first.islower()) or _AMONG.search(before)):
        return True  # "…; trong đó:" filled its line, or was broken there
    if last in ":;" and first.isdigit() and held.style and full and not blank:
        return True  # "… (trừ trạm y tế):" or "… 22 giường;" filled its line
    ended = last in ".!?:;…"
    if first.islower() or first in ",;)%":
        return not (last in ".!?:" and (blank or last == ":"))
    brimful = broken and width and held.last_line >= 0.85 * width
    if ended and not (last in ".;" and not blank and brimful):
        return False
    if _REACHED.search(before) and not blank and _BEGINS.match(words):
        return False  # a line that reached its number; the next begins another target
    if first.isdigit() or words[:1] in "(":
        return not ended and (not blank or bool(_LAST_OPEN.search(before)))
    if _is_capitals(before) and held.style:
        return False
    if blank and (words.endswith(":") or re.match(r"[^:;.\d]{2,60}:\s", words)):
        return False  # "Về xã hội: …" begins anew
    if blank:
        longest = max(100, int(0.8 * width))
        return held.last_line >= longest or bool(_LAST_OPEN.search(before) and len(before) > 40)
    if _LAST_OPEN.search(before):
        return True
    return bool(full and (held.style or not _OPENS.match(words)))


def _is_open(text: str, held: Paragraph | None) -> bool:
    """Whether its last word asks for another: "… đạt từ" above "9 - 10% mỗi năm"."""
    if held is None:
        return False
    return _LAST_OPEN.search(text[max(held.body, held.end - _TAIL) : held.end]) is not None


def _heads_targets(words: str) -> bool:
    """Whether words are a heading of targets that is not broken off."""
    if _LAST_OPEN.search(words) or re.search(r"\d\s*%|[:;]", words):
        return False
    named = re.search(r"(?:chỉ|mục) tiêu", words, re.IGNORECASE) or _FIELD.match(words)
    return _is_capitals(words) or (named is not None and len(words) <= LONG_HEADING)


def _broken_range(before: str, words: str, *, listed: bool) -> bool:
    """Whether a dash at a line's start is a range's; `listed`: dashes begin items there."""
    low = re.search(r"(\d+)(?:[.,]\d+)*\s*(%?)$", before)
    high = re.match(r"(\d+)(?:[.,]\d+)*\s*%?", words)
    if low is None or high is None:
        return False
    named = re.match(r"\s+[^\W\d_]", words[high.end() :]) is not None
    if listed and named and not re.search(r"\btừ\s+[\d.,]+\s*%?$", before):
        return False  # "… đạt 50%" above "- 100% chi bộ …"
    ends_with_year = not low[2] and len(low[1]) == 4 and low[1][:2] in {"19", "20"}
    return not ends_with_year or len(high[1]) == 4  # "… năm 2030" above "- 100% hộ …" ends there


def _opened_bold(text: str, held: Paragraph) -> bool:
    if held.end - held.start > LONG_HEADING:
        return False
    return text.count("**", held.start, held.end + 2) % 2 == 1


def _wrapped_at(text: str) -> int:
    """The width at which a text is hard-wrapped; 0 where every paragraph is one line."""
    long = sorted(len(line) for line in text.split("\n") if line.strip())
    if len(long) < 4:
        return 0
    width = long[int(len(long) * 0.9)]
    full = sum(1 for each in long if each >= 0.75 * width)
    return width if 45 <= width <= 140 and full >= 0.35 * len(long) else 0


def _broken_anywhere(text: str, width: int) -> bool:
    """Whether full lines break off in sentences; where all end one, none of them is wrapped."""
    full = [line for line in text.split("\n") if line.strip() and len(line) >= 0.75 * width]
    ends = sum(line.rstrip(" *_")[-1:] in ".;:" for line in full)
    return ends <= 0.7 * len(full)
