"""What stands between the lines of a text and is none of it: page numbers, rules, footnotes."""

import re

_RULE = re.compile(r"[\s*_\-=–—~.#]*$")
_PAGE = re.compile(
    r"[\s\-–—*]*(?:(?:trang|page)\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[\s\-–—*]*$", re.IGNORECASE
)
_NOTE = re.compile(
    r"\s*(?:\[\^?\d{1,3}\]:?|[¹²³⁴-⁹]+"
    r"|\(?\d{1,2}\)?\s+(?=(?:theo|xem|căn cứ|nguồn|số liệu|nay là)\b))",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[#*\s]*(?:[-–+•]\s|\(?\d{1,3}(?:\.\d+)*[.)]\s|[IVX]{1,5}\.\s|[a-zđ]\)\s|\|)")
_REFERENCE = re.compile(r"\[\^\d{1,3}\]")


def without_margins(text: str) -> str:
    """The text with blanks where its page numbers and footnotes stand; as long as it was."""
    lines: list[str] = []
    note = False
    for line in text.split("\n"):
        if not line.strip():
            note = False
        elif _NOTE.match(line):
            note = True
        elif note and _LISTED.match(line):
            note = False
        gone = note or _RULE.match(line) or _PAGE.match(line)
        lines.append(" " * len(line) if gone else line)
    return _REFERENCE.sub(lambda hit: " " * len(hit.group()), "\n".join(lines))
