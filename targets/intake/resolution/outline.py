"""Which paragraph stands under which, told by marks, capitals and colons."""

import re

from targets.intake.resolution.amounts import has_amount
from targets.intake.resolution.enumerations import follows, in_figures
from targets.intake.resolution.paragraphs import BARE_FIELD, LONG_HEADING, Paragraph, paragraphs_of

MOST_DEEP = 12
# Marks that no single target has
HEADINGS = ("#", "caps", "bold", "part", "about", "plain", "capital", "roman")

ABOUT = re.compile(
    r"(?:(?:về|nhóm|công tác|(?:trong )?lĩnh vực|(?:các |một số |nhóm )?chỉ tiêu|mục tiêu)"
    r"(?:\s|:|$)"
    r"|(?:(?:phát triển|xây dựng)\s+)?(?:kinh tế|xã hội|văn hóa|văn hoá|môi trường|quốc phòng"
    r"|an ninh|xây dựng đảng|tài nguyên|nông thôn mới|đô thị|giáo dục|y tế)"
    r"(?:\s*(?:[-,–]|và)+\s*[^:.;\d%]{0,60})?(?::|$))",
    re.IGNORECASE,
)
# "Đến hết năm 2030", "Giai đoạn 2026 - 2030", "Định hướng đến năm 2030": when, and nothing else
WHEN = re.compile(
    r"(?:(?:định hướng|mục tiêu|tầm nhìn|phấn đấu|dự kiến|riêng|chỉ tiêu|trong|đến|hết|cuối|đầu"
    r"|từ|và|các|năm|giai đoạn|nhiệm kỳ|thời kỳ|quý [ivx]+|tháng"
    r"|\d{1,2}/\d{4}|\d{4}|\d{1,2} tháng|[,\s–-]){1,20})"
    r"(?::|$)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"[\s(]*(?:đến|năm|giai đoạn|nhiệm kỳ)[\s\d–)-]+$", re.IGNORECASE)
_NO_HEADING = re.compile(r"[.;,!]$|\d%?$|\d\s*%|\d\s*(?!năm|tháng|chỉ tiêu)[^\W\d_]{2}")
# The fields resolutions are set out by; other subjects behind "Về" may be single targets
FIELD = re.compile(
    r"[*_\s]*(?:(?:về|nhóm|(?:trong )?lĩnh vực|(?:các |một số |nhóm )?chỉ tiêu(?: về)?"
    r"|công tác)\s+)*"
    r"(?:phát triển )?(?:kinh tế|(?:văn h[oó][aá]|xã hội|môi trường)|quốc phòng|an ninh"
    r"|xây dựng (?:đảng|chính quyền|hệ thống chính trị)|tài nguyên)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:^|\.)(?:1|a|i)$", re.IGNORECASE)  # the first mark of a list
_WORK = re.compile(r"(?:các |những |một số )?(?:nhiệm vụ|giải pháp)\b|(?:để|nhằm)\s", re.IGNORECASE)
_RANKS = {
    "caps about": 3.45,
    "bold about": 4.05,
    "part": 1.0,
    "capital": 2.0,
    "roman": 3.0,
    "caps": 3.4,
    "#": 3.5,
    "bold": 4.0,
}
_LISTS = ("bullet", "number", "round", "letter", "ordinal", "dotted")
_PLAIN_RANK, _ABOUT_RANK, _NUMBER_RANK, _LETTER_RANK, _STAR_RANK, _BULLET_RANK = (
    4.5,
    4.7,
    5.0,
    6.0,
    6.5,
    7.0,
)


def names_field(words: str) -> bool:
    """Whether a heading says of what field or of what time the targets below it are."""
    return bool(ABOUT.match(words) or WHEN.match(words))


def outline(text: str) -> Paragraph:
    """The text as a tree; its root has no words of its own."""
    root = Paragraph(0, 0, 0)
    stack = [root]
    paragraphs = list(paragraphs_of(text))
    for place, each in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if not each.style:
            _name_plain(text, each, following, stack[-1])
        elif each.style.startswith(("bullet", "letter")) and following is not None:
            _name_item(text, each, following, stack)
        if not each.style:
            stack[-1].children.append(each)
            continue
        _make_room(text, stack, each)
        stack[-1].children.append(each)
        if len(stack) < MOST_DEEP:
            stack.append(each)
    return root


def _name_plain(text: str, each: Paragraph, following: Paragraph | None, top: Paragraph) -> None:
    """A short line with a colon, or right above a list, is a heading though nothing marks it."""
    words = each.text(text).rstrip(" *_")
    if each.row or len(words) > LONG_HEADING or not words:
        return
    listed = following is not None and (following.row or following.style.startswith(_LISTS))
    colon = words.endswith(":")
    short = len(words) <= 120 and words[:1].isupper() and not _NO_HEADING.search(words)
    bare = BARE_FIELD.match(words) or (short and words.startswith("Về "))
    above_plain = following is not None and not following.style and not following.row
    if not (colon or (listed and short) or (above_plain and bare)):
        return
    about = names_field(words) and len(words) <= 120
    intro = colon and bool(top.style) and not top.children and not about
    intro = intro and not has_amount(text, top.body, top.end)
    if intro and "chỉ tiêu" not in words.lower() and not _WORK.match(words):
        return  # "Cụ thể như sau:" right below its heading says nothing new
    each.style = "about" if about else "plain"


def _name_item(text: str, each: Paragraph, following: Paragraph, stack: list[Paragraph]) -> None:
    """ "* Về văn hóa" right above "- 80% thôn …" heads the dashes, though dashes stand higher.

    So does "a) Về kinh tế" above "1. …"; an item in words above a number that goes on does not.
    """
    words = each.text(text).rstrip(" *_")
    if len(words) > 120 or re.search(r":\s*\S", words) or has_amount(text, each.body, each.end):
        return
    if not names_field(words) and (len(words) > 60 or re.search(r"[.;,]$", words)):
        return
    if not following.style.startswith(_LISTS) or following.style == each.style:
        return
    style = f"about {each.style}"
    beside = any(one.style == style for one in stack)
    begins = following.style.startswith("bullet") or _FIRST.search(in_figures(following.mark))
    if beside or (begins and rank(following.style) < rank(each.style)):
        each.style = style


def rank(style: str) -> float:
    """How high a mark stands where nothing else tells: the smaller, the higher."""
    kind = style.rstrip("0123456789")
    if style.startswith("#"):
        return _RANKS["#"] + int(style[1:]) / 100
    if style.startswith("part"):
        return _RANKS["part"]
    if kind in _RANKS:
        return _RANKS[kind]
    if style == "plain":
        return _PLAIN_RANK
    if style == "about":
        return _ABOUT_RANK
    if style.startswith("letter"):
        return _LETTER_RANK
    if style.startswith("about "):
        return _STAR_RANK
    if style.startswith("bullet"):
        return _BULLET_RANK + (0.5 if style != "bullet-" else 0)
    return _NUMBER_RANK


def _make_room(text: str, stack: list[Paragraph], each: Paragraph) -> None:
    """Leave on the stack only what the paragraph stands under."""
    if stack[-1].style.startswith("about ") and not stack[-1].children:
        return
    if _begins_anew(text, stack[-1], each):
        return
    alike = [place for place, one in enumerate(stack) if place and one.style == each.style]
    if alike:
        place = next((p for p in reversed(alike) if follows(stack[p].mark, each.mark)), alike[0])
        del stack[place:]
        return
    mine = rank(each.style)
    field = ABOUT.match(each.text(text)) is not None
    while len(stack) > 1:
        top = stack[-1]
        if field and not top.children and rank(top.style) < _PLAIN_RANK:
            return  # "I. KINH TẾ" right below "CÁC CHỈ TIÊU" stands under it
        if field and each.style == "about" and _heads_targets(text, top):
            return  # so does every "Lĩnh vực …:" below "2.2. Mục tiêu cụ thể"
        if rank(top.style) <= mine or (mine >= _NUMBER_RANK and _announces(text, top)):
            return
        stack.pop()


def _begins_anew(text: str, top: Paragraph, each: Paragraph) -> bool:
    """ "1. Thu ngân sách" right below "2. Các chỉ tiêu chủ yếu" is the first of its list."""
    first = in_figures(each.mark) == "1" and top.style == each.style and not top.children
    return first and _heads_targets(text, top)


def _heads_targets(text: str, top: Paragraph) -> bool:
    words = _UNTIL.sub("", top.text(text).rstrip(" *_:"))
    if len(words) > LONG_HEADING or _NO_HEADING.search(words):
        return False
    return re.search(r"chỉ tiêu|mục tiêu", words, re.IGNORECASE) is not None


def _announces(text: str, top: Paragraph) -> bool:
    return top.text(text).rstrip(" *_").endswith(":")
