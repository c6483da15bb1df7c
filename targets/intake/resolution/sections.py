"""Which part of a resolution speaks of what: targets, tasks, the past, or what is not for us."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from targets.intake.resolution.amounts import has_amount
from targets.intake.resolution.enumerations import follows, marked_entries
from targets.intake.resolution.lettering import shadow
from targets.intake.resolution.outline import HEADINGS, WHEN
from targets.intake.resolution.paragraphs import LONG_HEADING, Paragraph


class Part(Enum):
    """What the words under a heading are about."""

    OPEN = auto()  # not said
    TARGETS = auto()
    TASKS = auto()
    PAST = auto()  # what was done, and how well
    GENERAL = auto()  # the general aim, said in a sentence before the targets
    OTHER = auto()  # how it is organised


_TARGETS = re.compile(
    r"\bchỉ tiêu\b|(?<!chương trình )\bmục tiêu\b(?! (?:tổng quát|chung|quốc gia))|chỉ số chủ yếu"
)
_FIRST = re.compile(r"(?:các |một số |những |hệ thống |nhóm )?(?:mục tiêu|chỉ tiêu)\b")
_TASKS = re.compile(
    r"(?<!hoàn thành )(?<!thành tốt )(?<!xuất sắc )\bnhiệm vụ\b|\bgiải pháp\b|đột phá"
    r"|^(?:các |một số |những )?(?:biện pháp|nội dung (?:thực hiện|triển khai))"
)
# "1. Về nhiệm vụ quân sự, quốc phòng" among targets names a field
_OWN_WORK = re.compile(
    r"(?:về |thực hiện |hoàn thành |lãnh đạo |chỉ đạo |công tác |các )*"
    r"nhiệm vụ (?!trọng tâm|chủ yếu|và |cụ thể|chung)[^\W\d_]"
    r"(?!.*(?:giải pháp|đột phá))"
)
_WORK = re.compile(r"(?:về )?(?:(?:các|một số|những|\d+) )?(?:nhóm )?(?:nhiệm vụ|giải pháp)\b")
_NAMED = re.compile(r"(?:về|v/v|lãnh đạo|của)\s")  # how a document's subject begins
_PAST = re.compile(
    r"tình hình|kết quả|đánh giá|kiểm điểm|hạn chế|nguyên nhân|bài học|ưu điểm|khuyết điểm|tồn tại"
)
_REVIEWED = re.compile(
    r"tình hình thực hiện|kết quả (?:thực hiện|đạt được|chủ yếu)|kiểm điểm|đánh giá"
)
_GENERAL = re.compile(
    r"mục tiêu (?:tổng quát|chung)|^tổng quát$"
    r"|^(?:phương hướng|định hướng)(?: (?:chung|tổng quát))?$"
)
_BARE_AIM = re.compile(
    r"(?:về )?mục tiêu(?: phấn đấu)?(?:(?: đến)?(?: năm| giai đoạn| nhiệm kỳ) [\d\s-]+)?$"
)
_OTHER = re.compile(
    r"tổ chức thực hiện|nơi nhận|quan điểm|phương châm|tầm nhìn|hiệu lực|điều khoản|kinh phí"
    r"|kiến nghị|đề xuất|căn cứ|bối cảnh|^(?:về |tổng )?(?:nguồn (?:lực|vốn)|nhu cầu vốn)\b"
    r"|^phân công\b"
)
# What stands beside aims in a plan and sets none: "2. Yêu cầu"
_ASIDE = re.compile(
    r"(?:(?:các |một số )?(?:mục đích|yêu cầu|nguyên tắc|ý nghĩa)(?: chung| thực hiện)?"
    r"(?:, | và )?)+$"
)
# "Để hoàn thành các chỉ tiêu trên, Hội đồng đề nghị tập trung": what is to be done for targets
_AIMED = r"(?:chỉ tiêu|mục tiêu|nhiệm vụ|nghị quyết)"
_FOR_TARGETS = re.compile(
    r"(?:để|nhằm)\s(?:[^,:]{0,60}\s)?(?:thực hiện|hoàn thành|đạt|triển khai)[^,:]{0,80}"
    rf"{_AIMED}[^,:]*(?:,\s*(?:các\s)?{_AIMED}(?![^,:]*(?:sau|gồm))[^,:]*)*(?P<rest>.*)"
)
_MEETING = (
    r"(?:đại hội|hội nghị|hội đồng nhân dân|ban chấp hành|ban thường vụ|đảng [uủ][yỷ])"
    r"\s[^.:;,]{0,60}"
)
_RESOLVED = re.compile(rf"{_MEETING}\bxác định\b")
_CALLED = re.compile(rf"{_MEETING}\b(?:giao|yêu cầu|kêu gọi|đề nghị)\s(?!.*(?:chỉ|mục) tiêu)")
_ENDING = re.compile(r"tổ chức thực hiện|nơi nhận|điều khoản")
_TITLE = re.compile(
    r"(?:(?:đảng (?:bộ|ủy|uỷ)|hội đồng|ban chấp hành|chi bộ)\s[^.:;]*\s)?"
    r"(?:nghị quyết|kế hoạch|chương trình|quyết định|báo cáo|kết luận)\b"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the part it stands in."""

    paragraph: Paragraph
    part: Part
    above: tuple[Paragraph, ...]  # from the root's child down to its parent


def heading_of(text: str, paragraph: Paragraph) -> str:
    """The words of a heading before its colon, in small letters; "" for a long sentence."""
    words = shadow(paragraph.text(text)).strip()
    head, colon, rest = words.partition(":")
    if colon and rest.strip() and len(head) <= LONG_HEADING:
        return head
    return words if len(words) <= LONG_HEADING else ""


def part_of(heading: str) -> Part | None:
    """What a heading opens; None where it only names a field ("Về kinh tế") or the document."""
    if _TITLE.match(heading):
        return Part.TARGETS if _TARGETS.search(heading) and "chỉ tiêu" in heading else None
    purpose = _FOR_TARGETS.match(heading)
    if purpose:
        return Part.TARGETS if _TARGETS.search(purpose["rest"]) else Part.TASKS
    if _ASIDE.match(heading):
        return Part.OTHER
    targets, tasks = bool(_TARGETS.search(heading)), bool(_TASKS.search(heading))
    if _REVIEWED.search(heading) and not (targets and tasks):
        return Part.PAST
    if targets:
        return Part.OPEN if tasks else Part.TARGETS
    if _GENERAL.search(heading):
        return Part.GENERAL
    if _OTHER.search(heading):
        return Part.OTHER
    if _PAST.search(heading):
        return Part.PAST
    return Part.TASKS if tasks else None


def placed(text: str, root: Paragraph) -> Iterator[Placed]:
    """Every paragraph in its order with the part it stands in."""
    yield from _below(text, root, Part.OPEN, ())


def _below(
    text: str, parent: Paragraph, part: Part, above: tuple[Paragraph, ...]
) -> Iterator[Placed]:
    inline = ""  # the last mark of a list that a paragraph opened, and lines may go on with
    for place, child in enumerate(parent.children):
        own = _own_part(text, child, part) if child.style else _unmarked(text, child, part)
        if own is Part.TARGETS and _is_aim(text, parent.children, place):
            own = Part.GENERAL
        if part is Part.OPEN and own is Part.OPEN and follows(inline, child.mark):
            own, inline = Part.TARGETS, child.mark
        else:
            inline = _last_mark(text, child) if part is Part.OPEN and own is Part.TARGETS else ""
        yield Placed(child, own, above)
        yield from _below(text, child, own, (*above, child))


def _is_aim(text: str, siblings: Sequence[Paragraph], place: int) -> bool:
    """ "1. Mục tiêu: …" in prose before "2. Các chỉ tiêu" and their numbers: the general aim."""
    child = siblings[place]
    heading = heading_of(text, child)
    if not _BARE_AIM.match(heading) or _counted(text, child.children):
        return False
    for after in islice(siblings, place + 1, None):
        following = heading_of(text, after)
        if "chỉ tiêu" in following:
            return _counted(text, [after])
        if part_of(following):
            return False
    return False


def _counted(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether an item or a row there, however deep, has a number that may be a target."""
    every = (deep for one in paragraphs for deep in (one, *one.walk()) if deep.style or deep.row)
    return any(has_amount(text, one.body, one.end) for one in every)


def _last_mark(text: str, child: Paragraph) -> str:
    _, entries = marked_entries(text, child.body, child.end)
    return entries[-1].mark if entries and not child.style else ""


def _unmarked(text: str, child: Paragraph, part: Part) -> Part:
    """ "Các chỉ tiêu chủ yếu: …" in one paragraph opens them for itself."""
    low = shadow(child.text(text)[:400])
    if part is Part.TARGETS and _CALLED.match(re.split(r"[.;](?:\s|$)", low)[0]):
        return Part.OTHER
    if part in {Part.OPEN, Part.TARGETS}:
        for colon in islice(re.finditer(r":(?=.*\S)", low), 3):
            head = re.split(r"[.;]\s", low[: colon.start()])[-1].strip()
            said = part_of(head) if len(head) <= 150 else None
            if said is not None:
                work = said is Part.TASKS and (_WORK.match(head) or _RESOLVED.match(head))
                return said if work or said in {Part.TARGETS, Part.GENERAL} else part
    return part


def _own_part(text: str, child: Paragraph, part: Part) -> Part:
    heading = heading_of(text, child)
    said = part_of(heading) if heading else None
    if said is None or not _opens(text, child):
        return part
    if said is Part.TASKS and child.style.startswith("caps") and _NAMED.match(heading):
        return part  # "VỀ PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026" below "NGHỊ QUYẾT"
    if part is Part.TARGETS:
        if said is Part.TASKS and _OWN_WORK.match(heading) and _counted(text, child.children):
            return part
        if said is Part.OTHER and WHEN.match(heading) and _counted(text, child.children):
            return part  # "Tầm nhìn đến năm 2045" with targets of its own
        counted = said in {Part.PAST, Part.OTHER} and _is_counted_item(text, child, heading)
        return part if said is Part.OPEN or counted else said
    if part is Part.PAST:
        # "Các chỉ tiêu chủ yếu" of what was done; only a heading of its own rank leads out
        leads_out = child.style.startswith(HEADINGS) and said is not Part.PAST
        return said if leads_out and _FIRST.match(heading) else part
    if part is Part.TASKS:
        if _ENDING.match(heading):
            return Part.OTHER
        inside = said in {Part.TARGETS, Part.GENERAL, Part.OTHER} and child.children
        first = _FIRST.match(heading) or _GENERAL.match(heading)
        return said if inside and first else part
    return said


def _is_counted_item(text: str, child: Paragraph, heading: str) -> bool:
    """ "Kết quả học tập: giỏi 20%" is a target; "Kết quả thực hiện năm 2025: …" looks back."""
    if child.children or child.style.startswith(HEADINGS) or _ENDING.search(heading):
        return False
    if _ASIDE.match(heading):
        return False
    return not _REVIEWED.search(heading) and has_amount(text, child.body, child.end)


def _opens(text: str, child: Paragraph) -> bool:
    """Whether it is a heading: a single target may name a result or a task as well."""
    if re.search(r"\d\s*%", heading_of(text, child)):
        return False
    words = child.text(text).rstrip(" *_")
    return bool(child.children or child.style.startswith(HEADINGS)) or bool(
        re.match(r"[^:]{3,80}:", words)
    )
