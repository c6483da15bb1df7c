"""How a measure is called, out of the words around its number."""

import re

from targets.intake.lettering import flat

_LEADING = re.compile(
    r"^(?:[\s,;:.\-–*]|(?:trong đó|và|đồng thời|phấn đấu|có|hằng năm|hàng năm|đến cuối năm|ước|còn"
    r"|đến (?:hết |cuối )?năm \d{4}|năm \d{4}|duy trì|giữ(?: vững)?|bảo đảm|đảm bảo)(?=[\s,:]))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,;:.\-–*(]|(?<!\w)(?:đạt|là|chiếm|có|ở mức|mức|bằng|được|cho|dự kiến|phấn đấu|ước|và|tới|đến"
    r"|vượt|ổn định|còn|duy trì))+$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"(?<!\w)(?:đạt|được|tham gia|hoàn thành|sử dụng|có|không|thực hiện|bảo đảm|đảm bảo|vững mạnh|xếp loại)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_LONGEST = 250


def part_start(shadow: str, floor: int, compared: int, *, first: bool) -> int:
    """Where the words of a measure begin, between the one before and its own comparing words."""
    between = shadow[floor:compared]
    cuts = [hit.end() for hit in re.finditer(r";|\.(?=\s)|\btrong đó\b,?", between)]
    if cuts:
        return floor + cuts[-1]
    if first:
        return floor
    near = re.match(r"\s*(?:,|\bvà\b|-)\s*", between)
    if near and near.end() < len(between):
        return floor + near.end()
    comma = max(between.rfind(","), between.rfind(" và "))
    return floor + comma + 1 if comma >= 0 else floor + len(between) - len(between.lstrip())


def label_before(words: str) -> str:
    """ "Tỷ lệ lao động qua đào tạo đạt" → "Tỷ lệ lao động qua đào tạo"."""
    name = flat(words)
    name = _TRAILING.sub("", _LEADING.sub("", name, count=1), count=1)
    return _capital(name)


def label_after(words: str, unit: str) -> str:
    """ "% hộ gia đình, 95% thôn, 90% cơ quan đạt chuẩn" → "Hộ gia đình đạt chuẩn"."""
    rest = flat(words).lstrip(" %")
    if unit.startswith("điểm"):
        rest = re.sub(r"^điểm\s*%?", "", rest)
    parts = re.split(r"[,;]?\s*(?:và\s+)?(?=(?:có\s+|khoảng\s+|ít nhất\s+|trên\s+)*\d)", rest)
    own = re.split(r",?\s*trong đó", parts[0])[0].strip(" ,;.")
    last = re.split(r",?\s*trong đó", parts[-1])[0] if len(parts) > 1 else ""
    if last and not _PREDICATE.search(own):
        shared = _PREDICATE.search(last)
        if shared and not _NUMBER.search(last[shared.start() :]):
            own = f"{own} {last[shared.start() :].strip(' ,;.')}"
    return _capital(own)


def _capital(name: str) -> str:
    name = " ".join(name.split())[:_LONGEST].strip(" ,;:")
    return name[:1].upper() + name[1:]
