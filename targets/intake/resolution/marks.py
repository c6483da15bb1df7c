"""The marks that open an item or a heading at a line's start: 1., 2.1/, (3), a), -, Điều 4."""

import re
from dataclasses import dataclass

UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ"  # Ạ-Ỹ holds small letters too, which no word begins with here
MARK = re.compile(
    r"(?P<part>(?:phần|chương|mục|điều)\s+(?:thứ\s+\w+|[ivxlc]+|\d+)\b\s*[.:)\-]?)"
    r"|(?P<target>(?:chỉ tiêu|tiêu chí|nhiệm vụ)\s+(?:số\s+)?\d{1,3}\s*[.:)\-])"
    r"|(?P<ordinal>(?:thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"(?:\s+là\b|\s*[,:])|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là\s*[,:]))"
    r"|(?P<roman>(?-i:[IVX]{1,6}))\s*[.)/\-:](?=[\s*]|(?-i:[A-ZĐ]))"
    r"|(?P<capital>(?-i:[A-HK-UĐ]))(?:[.)/](?=[\s*])|\s?[-–](?=\s+(?-i:[A-ZĐ])))"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?:[./)]?\s?(?:[-–]|:(?=\s+\S))|[.)/]?(?=[\s*])|[.)/](?=(?-i:["
    + UPPER
    + r"])))"
    r"|(?P<round>\(\d{1,3}\))[.:]?"
    r"|(?P<number>(?:(?-i:Khoản|KHOẢN)\s+)?\d{1,3}\s?[.)/](?=[\s*]|(?-i:["
    + UPPER
    + r"]))|\d{1,3}[./)]?\s?[-–])"
    r"|(?P<letter>(?:(?-i:Điểm|ĐIỂM)\s+)?[a-zđ][.)/](?=[\s*])|\([a-zđ]\)|\([ivx]{1,4}\)|[ivx]{1,4}\))"
    r"|(?P<bullet>[-–—+•●○◦▪▫■□◆◇➢►▶✓✔❖·∙‣⁃\uf000-\uf0ff]|[*](?=\s|(?-i:["
    + UPPER
    + r"])[^*\n]*(?:\n|\Z))|o(?=\s))",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(r"\d[\d.,]*(?:/\d+)?\s*%?\s+[^\W\d_]")  # "-12 sản phẩm", "+85% hộ"
_COUNTED = re.compile(
    r"^[ \t*_>#]*(?P<mark>(?P<before>(?:\d{1,2}\.)*)(?P<number>\d{1,3})(?:(?P<dash>[./)]? ?[-–])"
    r" ?(?=[^\s\d-]|\d+(?:[.,]\d+)*\s*%?\s+[^\W\d_])"
    r"|[./)](?=\d{1,3}(?:,\d+)?\s*%\s+[^\W\d_]|\d{1,2}\s[^\W\d_]*[a-zà-ỹ]\s)"
    r"|[./)]\s?(?=[^\s\d.)/-])))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens a line: how it is marked, as printed, and where the words behind it begin."""

    style: str
    printed: str
    end: int


def mark_at(text: str, start: int, end: int, *, counted: bool) -> Mark | None:
    """The mark between two places, if one stands at the first.

    `counted`: the line's number is one of those that count on (`counted_lines`).
    """
    if counted and (own := _COUNTED.match(text, start, end)):
        level = own["before"].count(".")
        sign = "-" if own["dash"] else own["mark"].strip()[-1]
        style = f"dotted{level}" if level else f"number{sign}"
        return Mark(style, own["mark"].strip(), own.end())
    hit = MARK.match(text, start, end)
    if hit is None or _is_false(text, hit, counted=counted):
        return None
    return Mark(_style(hit), hit.group().strip(), hit.end())


def counted_lines(text: str) -> frozenset[int]:
    """Where lines begin whose numbers count on: "1 - 85% …", then "2 - 40 …"; "1.85% …", "2.40 …".

    Of a number alone nobody can tell whether "1 - 85%" is an item or a range.
    """
    last: dict[str, tuple[int, int]] = {}
    found: set[int] = set()
    for hit in _COUNTED.finditer(text):
        number = int(hit["number"])
        before, place = last.get(hit["before"], (0, -1))
        if place >= 0 and number == before + 1:
            found.update((place, hit.start()))
        last[hit["before"]] = number, hit.start()
    return frozenset(found)


def _is_false(text: str, mark: re.Match[str], *, counted: bool) -> bool:
    """A dash before a number, a hyphenated word or a negative figure opens no item."""
    behind = text[mark.end() : mark.end() + 1]
    if mark.lastgroup == "bullet":
        figure = mark.group() in "-–—+" and behind.isdigit()
        return not behind or (figure and not _NAMED_NUMBER.match(text, mark.end()))
    if mark.lastgroup in {"number", "dotted"} and mark.group()[-1] in "-–":
        if counted or not behind.isspace():
            return not counted
        ranged = text[mark.end() : mark.end() + 4].lstrip()[:1].isdigit()  # "95 - 100%" goes on
        tight = not mark.group()[-2].isspace()  # "1- 100% chi bộ …" is the first of a list
        return ranged and not (tight and behind == " ")
    return False


def _style(mark: re.Match[str]) -> str:
    kind, printed = mark.lastgroup or "", mark.group().strip()
    if kind == "dotted":
        return f"dotted{printed.rstrip('.)/ -–:').count('.')}"
    if kind == "number":
        return f"number{printed[-1]}".replace("–", "-")
    if kind == "letter":
        return "letter(" if printed.startswith("(") else f"letter{printed[-1]}"
    if kind == "bullet":
        return "bullet-" if printed in "-–—" else f"bullet{printed}"
    if kind == "part":
        return f"part {printed.split()[0].lower()}"
    return kind
