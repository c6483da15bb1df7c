"""What may be attached to a report to prove its figures: names, links, sizes (issue 5, point 4)."""

import unicodedata
from collections.abc import Mapping
from pathlib import PurePath
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST = 20  # pieces on one report
MOST_AT_ONCE = 10  # files with one press
LONGEST_NAME = 150
LONGEST_LINK = 1000
NAMELESS = "tep-minh-chung"

# How the name of a file of a kind may end; the first is what we write ourselves
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "xlsx": (".xlsx",),
    "jpg": (".jpg", ".jpeg"),
    "png": (".png",),
}
CONTENT_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_NOT_IN_NAMES = frozenset('"*:<>?|\\/')
_LONGEST_ENDING = 6


def safe_name(given: str, kind: str) -> str:
    """The name a file came with, as it may be shown and stored on anybody's disk.

    Without folders, control and direction marks; at most LONGEST_NAME letters; it ends as its
    content says, whatever it ended with before.
    """
    stem = _plain(given.replace("\\", "/").rpartition("/")[2])
    endings = ENDINGS[kind]
    found = PurePath(stem).suffix
    if found and _looks_like_ending(found):
        stem = stem.removesuffix(found)
    ending = found.lower() if found.lower() in endings else endings[0]
    stem = stem.strip(" .")[: LONGEST_NAME - len(ending)].strip(" .")
    return f"{stem or NAMELESS}{ending}"


def _looks_like_ending(suffix: str) -> bool:
    """Of "Báo cáo 30.9" the 9 is no ending of a file."""
    letters = suffix[1:]
    return (
        0 < len(letters) < _LONGEST_ENDING
        and letters.isascii()
        and letters.isalnum()
        and not letters.isdigit()
    )


def _plain(text: str) -> str:
    letters = (
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"}
    )
    kept = "".join("_" if letter in _NOT_IN_NAMES else letter for letter in letters)
    return " ".join(kept.split())


def why_not_link(link: str) -> str:
    """Why this cannot be kept as a link, as a sentence; empty where it can."""
    if len(link) > LONGEST_LINK:
        return "Liên kết dài quá 1.000 ký tự. Hãy dùng liên kết ngắn hơn, hoặc đính kèm tệp."
    if any(letter.isspace() or unicodedata.category(letter)[0] == "C" for letter in link):
        return "Liên kết có khoảng trắng hoặc ký tự ẩn. Hãy chép lại từ thanh địa chỉ."
    try:
        parts = urlsplit(link)
        known = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
        _ = parts.port  # a port that is no number
    except ValueError:
        return "Liên kết viết chưa đúng. Hãy chép lại từ thanh địa chỉ của trình duyệt."
    if not known or "\\" in link or '"' in link or "<" in link:
        return "Liên kết phải bắt đầu bằng http:// hoặc https://, ví dụ https://vanban.noibo/123."
    if "@" in parts.netloc:
        return "Liên kết chứa tên đăng nhập hoặc mật khẩu. Hãy bỏ phần trước dấu @."
    return ""


def why_too_large(size: int) -> str:
    """Why a file of this many bytes is not taken, as the end of a sentence; empty where it is."""
    if size <= LARGEST:
        return ""
    tenths = -(-size * 10 // MEGABYTE)  # rounded up, so that 20,01 MB does not read as 20,0
    heavy = f"{tenths // 10},{tenths % 10} MB"
    return f"nặng {heavy}, tối đa 20 MB. Hãy nén lại hoặc tách thành nhiều tệp."


def size_text(size: int) -> str:
    """A file's size as people read it: `12 kB`, `3,4 MB`."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} kB"
    tenths = round(size * 10 / MEGABYTE)
    return f"{tenths // 10},{tenths % 10} MB"
