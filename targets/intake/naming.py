"""How a measure is called, out of the words around its number."""

import re

from targets.intake.lettering import flat

_LEADING = re.compile(
    r"^(?:[\s,;:.\-–*]|(?:trong đó|và|đồng thời|phấn đấu|có|phần đầu|hằng năm|hàng năm|mỗi năm|đến cuối năm|ước|còn|tiếp tục|nâng|đưa"
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
_OTHERWISE = re.compile(r",?\s*(?:trong đó|đồng thời)")
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
    name = _TRAILING.sub("", _LEADING.sub("", name + " ", count=1), count=1)
    return _capital(name)


def label_after(own: str, last: str, unit: str) -> str:
    """Of "92% hộ gia đình, 90% cơ quan đạt chuẩn" the first: "Hộ gia đình đạt chuẩn".

    `own`: the words behind the number up to the next; `last`: those behind the list's last number.
    """
    name = re.sub(r"^(?:điểm\s*)?[%\s]*", "", flat(own))
    name = _OTHERWISE.split(name)[0].rstrip(" ,;.(")
    name = re.sub(r"(?:\s+và|\s+có|,)+$", "", name)
    if last and not _PREDICATE.search(name):
        shared = _PREDICATE.search(flat(last))
        if shared:
            name = f"{name} {_OTHERWISE.split(flat(last)[shared.start() :])[0].strip(' ,;.')}"
    return _capital(name)


def _capital(name: str) -> str:
    name = " ".join(name.split())[:_LONGEST].strip(" ,;:")
    return name[:1].upper() + name[1:]
