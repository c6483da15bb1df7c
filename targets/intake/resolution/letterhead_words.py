"""Who decided, under what number, when, for which year: the head and the foot of a resolution."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from targets.intake.resolution.lettering import flat, shadow
from targets.intake.resolution.sections import Part, Placed, heading_of

_HEAD = 4_000  # letters in which the head stands
_FOOT = 2_500
_NUMBER = re.compile(
    r"(?:số\s*:?\s*)?(?P<number>\d{1,4}(?:/\d{4})?\s*[-/]\s*nq[-/](?:[a-zđ]{1,8})(?:\d{0,2}))(?!\w)"
    r"|(?:(?<=\n)|^)\W*số\s*:?\s*(?P<plan>\d{1,4}(?:/\d{4})?\s*[-/]\s*(?:kh|ctr|qđ|kl|đa)[-/][a-zđ]{1,8})(?!\w)"
    r"|nghị\s+quyết\s+(?:số\s+)?(?P<law>\d{1,4}/\d{4}/[a-z]{2,6}\d{0,2})(?!\w)"
)
_TITLE = re.compile(r"nghị\s+quyết\b")
_ABOUT = re.compile(
    r"(?:của\s|về\s|v/v\s|hội\s+nghị\s|đại\s+hội\s|kỳ\s+họp\s|lần\s+thứ|nhiệm\s+vụ|nhiệm\s+kỳ|kh[oó][aá]\s"
    r"|lãnh\s+đạo\s|chuyên\s+đề|tăng\s+cường\s|đẩy\s+mạnh\s|nâng\s+cao\s|chỉ\s+tiêu|năm\s)"
)
_OTHER_TITLE = re.compile(
    r"(?:chương\s+trình|kế\s+hoạch|quyết\s+định|kết\s+luận|đề\s+án|báo\s+cáo)\b"
)
_ABOUT_OTHER = re.compile(
    _ABOUT.pattern + r"|(?:thực\s+hiện|triển\s+khai|phát\s+triển|hành\s+động)\s"
)
_SUBJECT_ENDS = re.compile(  # a line below the title that is no part of it
    r"(?:căn\s+cứ|quyết\s+nghị|hội\s+đồng\s+nhân\s+dân|ban\s+chấp\s+hành)(?:\s|:|$)"
    r"|(?:các\s+|một\s+số\s+)?(?:bảng|biểu|phụ\s+lục|chỉ\s+tiêu|mục\s+tiêu)\b"
    r"|(?:sau\s+khi|trên\s+cơ\s+sở|xét|phát\s+huy|trong|ngày|để|nhằm)\s"
    r"|.{0,60}quyết\s+nghị\s*:?$"
)
_PREAMBLE = re.compile(r"hội\s+nghị\s(?=.{40})(?!.*\svề\s)|hội\s+nghị\s.*[.:;]$")
_MEETING = re.compile(r"(?:hội\s+nghị|đại\s+hội)\s")
_DATED = re.compile(r"năm\s+(?:học\s+)?20\d\d|giai\s+đoạn\s+20\d\d|nhiệm\s+kỳ\s+20\d\d")
_SENTENCE_ENDS = re.compile(r"(?<=\w\w)(?<!tp)(?<!TP)[.;](?=\s+\S)|(?<=.{20}):(?=\s)", re.DOTALL)
_ELSEWHERE = re.compile(  # a day before which this stands is another paper's, or a later day
    r"căn cứ|cụ thể hó?[aá]|theo\s|luật|nghị định|tờ trình|công văn|thông báo|hiệu lực"
    r"|(?:xét|thực hiện)\s"
)
_DUE = re.compile(r"(?:trước|đến|hạn|chậm nhất|muộn nhất|từ)\s+(?:hết\s+)?$")
_ISSUER = re.compile(
    r"(?<!\w)(?:t/m|tm\.?)\s+(?P<signed>[^\n]{3,80})|(?P<committee>(?:ban\s+chấp\s+hành\s+)?đảng\s+bộ\s+[^\n,;.]{2,60}"
    r"|(?:thị|huyện|thành|tỉnh|đảng)\s+ủy\s+[^\n,;.\d]{2,50}|hội\s+đồng\s+nhân\s+dân\s+[^\n,;.\d]{2,50})"
)
_COMMITTEE = re.compile(
    r"(?:ban\s+chấp\s+hành\s+)?(?:đảng\s+bộ|(?:thị|huyện|thành|tỉnh|đảng)\s+ủy|hội\s+đồng\s+nhân\s+dân)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:xã|phường|thị|huyện|quận|thành|tp|tỉnh|khối|đặc|cơ|các\s+cơ|công|trường|bệnh|tổng|sở|khu)\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(r"(?:chỉ tiêu|số|căn cứ|và|các cấp|đạt|xếp|năm|khóa|về)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\s(?:(?:về|khóa|khoá|ngày|tại)\s|năm\s*$)", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(20\d\d)")
_DAY = re.compile(
    r"ngày\s+(\d{1,2})\s*(?:tháng\s+|/\s*|-\s*)(\d{1,2})\s*(?:năm\s+|/\s*|-\s*)(20\d\d)"
)
_HEADING = re.compile(
    r"(?:phần|chương|điều|mục)\s|[ivx]+\s*(?:[.\-]|/\s)|\d+\s*(?:[.)]|/\s)|[a-h]\."
)
_GENERAL = re.compile(r"mục tiêu (?:tổng quát|chung)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says; empty where it does not."""

    title: str
    number: str
    issuer: str
    year: int | None
    adopted_on: date | None
    overall_goal: str


def letterhead_of(text: str, every: Sequence[Placed]) -> Letterhead:
    """Read the head of a resolution."""
    low = shadow(text)
    return Letterhead(
        title=_title(text),
        number=_number(text, low),
        issuer=_issuer(text),
        year=_year(text, low, every),
        adopted_on=_day(text, low),
        overall_goal=_overall_goal(text, every),
    )


def _number(text: str, low: str) -> str:
    lined = text[:_HEAD].lower()
    low = lined if len(lined) == len(text[:_HEAD]) else low
    for hit in _NUMBER.finditer(low, 0, _HEAD):
        line = low[text.rfind("\n", 0, hit.start()) + 1 : hit.start()]
        if hit.lastgroup and not re.search(r"cụ thể hó?[aá]|thực hiện|triển khai|quán triệt", line):
            return "".join(text[hit.start(hit.lastgroup) : hit.end(hit.lastgroup)].split())
    return ""


def _title(text: str) -> str:
    """The first line that says "nghị quyết", with the lines of its subject below it.

    A programme's or a plan's line in capitals, where it stands before any such line in capitals.
    """
    lines = [line.strip(" *_#\t") for line in text[:_HEAD].split("\n")]
    heads = [
        (place, line)
        for place, line in enumerate(lines)
        if _TITLE.match(shadow(line)) and line[-1] != ":"
    ]
    heads.sort(key=lambda head: not head[1].isupper())
    others = [
        (place, line)
        for place, line in enumerate(lines)
        if line.isupper() and _OTHER_TITLE.match(shadow(line))
    ]
    if heads and not heads[0][1].isupper() and others and others[0][0] < heads[0][0]:
        heads = []  # what a plan refers to is not its name
    for found, about in ((heads, _ABOUT), (others, _ABOUT_OTHER)):
        for place, line in found:
            end = _SENTENCE_ENDS.search(line)
            first = line[: end.start()] if end else line
            if len(first) > 400:
                continue
            below = [] if end else lines[place + 1 : place + 14]
            title = flat(" ".join([first, *_subject(line, below, about)]))
            title = title[:1].upper() + title[1:500]
            return title if len(title) > len("nghị quyết") else ""
    return ""


def _subject(first: str, below: Sequence[str], about: re.Pattern[str]) -> list[str]:
    """The lines under a title's first that go on with it; a blank line may stand between."""
    taken: list[str] = []
    before, blanks = first, 0
    for line in below:
        words = shadow(line)
        if not words.strip():
            blanks += 1
            continue
        goes_on = about.match(words) or words.startswith("(") or line[:1].islower()
        if taken and blanks and (blanks > 1 or not (goes_on or before[-1:] in ",;-–")):
            break
        if taken and not (words[:1].isalpha() or words.startswith("(")):
            break
        named = goes_on or (line.isupper() and len(line) > 12) or _DATED.search(words)
        if len(line) >= 300 or (not taken and not named):
            break
        if _HEADING.match(words) or _NUMBER.match(words) or _SUBJECT_ENDS.match(words):
            break
        if not line.isupper() and _PREAMBLE.match(words):
            break
        if blanks and before.isupper() and len(before) > 12 and _MEETING.match(words):
            break  # "Đại hội … họp từ ngày …" below the whole title
        taken.append(line)
        before, blanks = line, 0
    return taken


def _issuer(text: str) -> str:
    low = shadow(text)
    lined = re.sub(r"[ \t\u00a0*_]+", " ", text)
    small = lined.lower()
    if len(small) != len(lined):
        small = shadow(lined)
    committees = [
        hit
        for hit in _ISSUER.finditer(small, 0, min(len(small), 1_500))
        if hit["committee"] and _is_committee(lined[hit.start() : hit.end()])
    ]
    for place, hit in enumerate(committees):
        below = committees[place + 1] if place + 1 < len(committees) else None
        if below and not small[hit.end() : below.start()].strip():
            continue  # the committee above comes first, as papers are headed
        name = lined[hit.start("committee") : hit.end("committee")]
        return _named(_SUBJECT.split(name)[0])
    for hit in _ISSUER.finditer(small, max(0, len(small) - _FOOT)):
        if hit["signed"]:
            return _named(lined[hit.start("signed") : hit.end("signed")])
    named = re.search(r"(?:thị|huyện|thành|tỉnh|đảng)\s+ủy", low[:_HEAD])
    return flat(text[named.start() : named.end()]).capitalize() if named else ""


def _is_committee(words: str) -> bool:
    """A committee is named by its place: "Đảng bộ xã …", not "Đảng bộ đạt …"."""
    if re.search(r"nghị quyết|hội nghị|lần thứ|báo cáo", words, re.IGNORECASE):
        return False
    words = _SUBJECT.split(words)[0].strip()
    place = _COMMITTEE.sub("", words).strip()
    if not place:
        return re.match("đảng|hội|ban", words, re.IGNORECASE) is None  # "Thị ủy" is named so
    return bool(_PLACE.match(place) or (place[:1].isupper() and not _NO_PLACE.match(place)))


def _named(words: str) -> str:
    words = flat(words).strip(" .,;:-")[:200]
    return words.capitalize() if words.isupper() and words.count(" ") < 2 else words


def _year(text: str, low: str, every: Sequence[Placed]) -> int | None:
    """The year the headings of targets and tasks name most; the later one where they tie."""
    named: Counter[int] = Counter()
    for one in every:
        heading = heading_of(text, one.paragraph) if one.paragraph.style else ""
        if re.search(r"chỉ tiêu|mục tiêu|nhiệm vụ|phương hướng", heading):
            named.update(int(year) for year in _YEAR.findall(heading))
    if not named:
        title = shadow(_title(text))
        named.update(int(year) for year in _YEAR.findall(title))
    if not named:
        return None
    return max(named, key=lambda year: (named[year], year))


def _day(text: str, low: str) -> date | None:
    """The day of the head; without one, the day it was passed, which its last lines say."""
    foot = max(0, len(low) - _FOOT)
    passed = re.compile(r"thông\s+qua\s+(?=ngày)").finditer(low, foot)
    for hit in (*_DAY.finditer(low, 0, _HEAD), *(_DAY.match(low, one.end()) for one in passed)):
        if hit is None:
            continue
        line = low[text.rfind("\n", 0, hit.start()) + 1 : hit.start()]
        if _ELSEWHERE.search(line) or _DUE.search(line):
            continue
        try:
            return date(int(hit[3]), int(hit[2]), int(hit[1]))
        except ValueError:
            continue
    return None


def _overall_goal(text: str, every: Sequence[Placed]) -> str:
    for one in every:
        heading = heading_of(text, one.paragraph)
        if one.part is not Part.GENERAL and not (one.paragraph.style and _GENERAL.search(heading)):
            continue
        words = flat(one.paragraph.text(text))
        _, colon, rest = words.partition(":")
        below = [flat(child.text(text)) for child in one.paragraph.children]
        return "\n".join([*([rest.strip()] if colon and rest.strip() else []), *below])[:10_000]
    return ""
