"""How a measure is called, out of the words around its number."""

import re

from targets.intake.lettering import flat

_LEADING = re.compile(
    r"^(?:[\s,;:.\-–*]|(?:trở lên|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là"
    r"|đến (?:hết |cuối )*năm \d{4}|(?:trong )?năm \d{4}|trong đó"
    r"|và|đồng thời|phấn đấu|phần đầu|có|(?:hằng|hàng|mỗi) năm|đến cuối năm|ước|còn|tiếp tục"
    r"|duy trì|giữ(?: vững)?|bảo đảm|đảm bảo|(?:nâng|đưa)(?= (?:tỷ lệ|tỉ lệ|mức|số|tổng|chỉ số)))"
    r"(?=[\s,:]))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,;:.\-–*(]|(?<!\w)(?:đạt|là|chiếm|có|ở mức|mức|bằng|được|cho|dự kiến|phấn đấu|ước|và"
    r"|tới|đến|vượt|ổn định|còn|duy trì|giữ|từ [\d.,]+\s*%?[^,;:]{0,30}|(?:nằm |lọt |đứng )?"
    r"(?:trong|thuộc|vào) (?:nhóm|tốp|top)|xếp (?:thứ|hạng)|đứng thứ))+$",
    re.IGNORECASE,
)
PREDICATE = re.compile(
    r"(?<!\w)(?:đạt|được|tham gia|hoàn thành|sử dụng|có|không|thực hiện|bảo đảm|đảm bảo|vững mạnh"
    r"|xếp loại)(?!\w)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r",?\s*(?:trong đó|đồng thời)|,\s*(?:và )?không ")
_BESIDE = re.compile(
    r"^(?:so (?:với|cùng)|(?:hằng|hàng|mỗi) năm|trở lên|/)(?!\w)|^(?:cùng kỳ|năm \d{4})",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:vượt|tăng|giảm|đạt|còn|và)$", re.IGNORECASE)
_FALLING = re.compile(r"^(?:(?:kéo )?giảm|hạ)\s+(?=\S)", re.IGNORECASE)
_VERB = re.compile(
    r"^(?:trồng|xây|giải quyết|thu hút|nâng cấp|phát triển|kết nạp|số hóa|số hoá|huy động|công nhận"
    r"|thành lập|tuyển|đào tạo|tạo|hỗ trợ|xóa|xoá|bê tông hóa|cứng hóa|làm|tổ chức|lắp|mở|cấp"
    r"|bình quân|trung bình)(?:\s\w+)?$",
    re.IGNORECASE,
)
_SCALE = re.compile(r"^(?:(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm)\s+)+", re.IGNORECASE)
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


def label_before(words: str, *, level: bool = False) -> str:
    """Of "Tỷ lệ lao động qua đào tạo đạt" what is counted; `level`: it is to fall to a level."""
    name = _TRAILING.sub("", _LEADING.sub("", flat(words) + " ", count=1), count=1)
    if level:
        name = _FALLING.sub("", name).removesuffix(" giảm")
    return _capital(name)


def label_after(own: str, last: str) -> str:
    """Of "92% hộ gia đình, 90% cơ quan đạt chuẩn" the first: "Hộ gia đình đạt chuẩn".

    `own`: the words behind the number up to the next; `last`: those behind the list's last number.
    """
    name = re.sub(r"^(?:điểm\s*)?[%\s]*", "", flat(own))
    name = re.sub(r"^((?:\S+\s){0,3}?)trở lên\s+", r"\1", name)
    if _BESIDE.match(name):
        return ""
    name = _OTHERWISE.split(name)[0].rstrip(" ,;.(").removeprefix("là ")
    if name.count("(") < name.count(")"):
        name = name.rstrip(") ")
    name = re.sub(r"(?:\s+(?:và|có|trên|dưới|từ|khoảng|đạt)|,)+$", "", name)
    name = "" if _BARE.match(name) else name.removesuffix(" trở lên")
    if last and not PREDICATE.search(name):
        shared = PREDICATE.search(flat(last))
        if shared:
            name = f"{name} {_OTHERWISE.split(flat(last)[shared.start() :])[0].strip(' ,;.')}"
    return _capital(name)


def label_around(before: str, after: str) -> str:
    """Of "Xây mới 02 nhà văn hóa" both sides: a verb alone names nothing."""
    if after and (_VERB.match(before) or " " not in before):
        behind = _SCALE.sub("", after[:1].lower() + after[1:])
        return _capital(f"{before} {behind}")
    return before


def _capital(name: str) -> str:
    name = " ".join(name.split())[:_LONGEST].strip(" ,;:")
    return name[:1].upper() + name[1:]
