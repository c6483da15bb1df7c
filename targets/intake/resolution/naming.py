"""How a measure is called, out of the words around its number."""

import re

from targets.intake.resolution.lettering import flat

_LEADING = re.compile(
    r"^(?:[\s,;:.\-–*]|(?:trở lên|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là"
    r"|đến (?:hết |cuối )*năm \d{4}|(?:trong )?(?:năm \d{4}|quý [ivx]+)|trong đó|riêng|tương ứng"
    r"|và|với|đồng thời|phấn đấu|phần đầu|có|(?:hằng|hàng|mỗi) năm|đến cuối năm|ước|còn|tiếp tục"
    r"|duy trì(?: hiệu quả| tốt)?|(?:giữ nguyên|bổ sung) chỉ tiêu|giữ(?: vững| ổn định)?"
    r"|bảo đảm|đảm bảo|(?:nâng|đưa)(?= (?:tỷ lệ|tỉ lệ|mức|số|tổng|chỉ số)))"
    r"(?=[\s,:]))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,;:.\-–*(]|(?<!\w)(?:(?<!chưa )(?<!không )đạt|là|chiếm|có|ở mức|mức|(?<!mặt )bằng"
    r"|được|cho|dự kiến|phấn đấu|ước|và|tới|đến|vượt|ổn định|còn|duy trì|giữ|kéo|(?:đến )?cuối năm"
    r"|từ [\d.,]+\s*%?[^,;:]{0,30}|(?:nằm |lọt |đứng )?"
    r"(?:trong|thuộc|vào) (?:nhóm|tốp|top)|xếp (?:thứ|hạng)|đứng thứ))+$",
    re.IGNORECASE,
)
PREDICATE = re.compile(
    r"(?<!\w)(?:đạt|được|tham gia|giữ|hoàn thành|sử dụng|có|không|thực hiện|bảo đảm|đảm bảo"
    r"|vững mạnh|xếp loại)(?!\w)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r",?\s*(?:trong đó|đồng thời)|,\s*(?:và )?(?:không|tăng|giảm|gấp|bằng|vượt|nâng|đưa)(?=\s|$)"
)
_FIGURES = re.compile(r"\s*\([^()]*\d[^()]*\)")  # "(năm 2025: 8.500 con)" names nothing
_BESIDE = re.compile(
    r"^(?:(?:[^\W\d_]+ ){0,2}so (?:với|cùng)|(?:hằng|hàng|mỗi) năm|trở lên|/)(?!\w)"
    r"|^(?:cùng kỳ|năm \d{4})",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:vượt|tăng|giảm|đạt|còn|và)$", re.IGNORECASE)
_OR_MORE = re.compile(r"(?<!khá)(?<!tốt)(?<!giỏi)(?<!nhiệm vụ)(?<!sao) trở lên$", re.IGNORECASE)
# "80% tổ chức cơ sở đảng trở lên hoàn thành tốt nhiệm vụ": it belongs to the number
_OF_NUMBER = re.compile(
    r"^((?:(?!hoàn thành|xếp|loại|khá|tốt|giỏi|mức|đạt|từ)[^\s,;.]+\s){0,6}?)trở lên(?:\s+|$)",
    re.IGNORECASE,
)
_FALLING = re.compile(r"^(?:(?:kéo )?giảm|hạ)\s+(?=\S)", re.IGNORECASE)
_VERB = re.compile(
    r"^(?:(?:tổng )?số$"
    r"|(?:bình quân |toàn nhiệm kỳ |cả nhiệm kỳ |(?:hằng|hàng|mỗi|trong|cả) năm ){0,2}"
    r"(?:nâng cao|củng cố|mở rộng"
    r"|trồng|xây|giải quyết|thu hút|nâng cấp|phát triển|kết nạp|số hóa|số hoá|huy động|công nhận"
    r"|thành lập|tuyển|đào tạo|tạo|hỗ trợ|xóa|xoá|bê tông hóa|cứng hóa|làm|tổ chức|lắp|mở"
    r"|giới thiệu|kiểm tra|giám sát|bồi dưỡng|vận động|tặng|trao|sửa chữa|tiết kiệm|tập hợp"
    r"|cấp(?! (?:tỉnh|huyện|xã|cơ sở|quốc gia|thành phố|trường|thị xã|trung ương))"
    r"|bình quân|trung bình)(?:\s\w+)?)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r",\s*(?=(?:tổng\s+)?số\s|t[ỷỉ]\s+(?:lệ|trọng)\s|tổng\s|diện\s+tích|giá\s+trị|sản\s+lượng"
    r"|thu\s+nhập)"
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
    named = list(_SUBJECT.finditer(between))
    if named:
        return floor + named[-1].end()  # "…, số xã nâng cao, kiểu mẫu đạt 13 xã"
    near = re.match(r"\s*(?:,|\bvà\b|-)\s*", between)
    if near and near.end() < len(between):
        return floor + near.end()
    comma = max(between.rfind(","), between.rfind(" và "))
    return floor + comma + 1 if comma >= 0 else floor + len(between) - len(between.lstrip())


def label_before(words: str, *, level: bool = False) -> str:
    """Of "Tỷ lệ lao động qua đào tạo đạt" what is counted; `level`: it is to fall to a level."""
    words = re.sub(r"^.*\bphấn đấu:\s+", "", flat(words), flags=re.IGNORECASE)
    name = _TRAILING.sub("", _LEADING.sub("", flat(words) + " ", count=1), count=1)
    if level:
        name = _FALLING.sub("", name).removesuffix(" giảm")
    return "Tổng số" if name.lower() in {"nâng", "đưa"} else _capital(name)


def label_after(own: str, last: str) -> str:
    """Of "92% hộ gia đình, 90% cơ quan đạt chuẩn" the first: "Hộ gia đình đạt chuẩn".

    `own`: the words behind the number up to the next; `last`: those behind the list's last number.
    """
    name = re.sub(r"^(?:điểm\s*)?[%\s]*", "", _FIGURES.sub("", flat(own)))
    name = re.sub(r"^\([^()]*(?:\)\s*|$)", "", _SCALE.sub("", name))
    name = _OF_NUMBER.sub(r"\1", name)
    if _BESIDE.match(name):
        return ""
    name = _OTHERWISE.split(name)[0].rstrip(" ,;.(").removeprefix("là ")
    if name.count("(") < name.count(")"):
        name = name.rstrip(") ")
    name = re.sub(r"(?:\s+(?:và|có|cho|với|trên|dưới|từ|khoảng|đạt)|,)+$", "", name)
    name = "" if _BARE.match(name) else _OR_MORE.sub("", name).replace("đ/c", "đồng chí")
    if last and not PREDICATE.search(name):
        shared = PREDICATE.search(flat(last))
        if shared:
            name = f"{name} {_OTHERWISE.split(flat(last)[shared.start() :])[0].strip(' ,;.')}"
    return _capital(name)


def without_next(own: str) -> str:
    """Of "đảng viên học tập nghị quyết, kết nạp" before a number: what is not that one's name."""
    cut = max(own.rfind(","), own.rfind(" và "))
    return own[:cut] if cut >= 0 else own


def label_around(before: str, after: str, *, closed: bool = False, given: bool = False) -> str:
    """Of "Xây mới 02 nhà văn hóa" both sides: a verb alone names nothing.

    `closed`: a colon stands behind the words before, as in "Lợn: 9.500 con"; `given`: "cho", as
    in "Hỗ trợ nhà ở cho 30 hộ nghèo".
    """
    if after and not closed and re.match(r"mỗi\s[^,;]*$", before, re.IGNORECASE):
        return _capital(f"{before} có {after[:1].lower()}{after[1:]}")
    if given and after and not closed:
        given_to = re.sub(r"^lượt\s+|\s*\(.*", "", after, flags=re.IGNORECASE)
        return _capital(f"{before} cho {given_to[:1].lower()}{given_to[1:]}")
    if (closed and not _VERB.match(before)) or re.fullmatch(r"[A-ZĐ]{2,}", before):
        return before
    if after and (_VERB.match(before) or " " not in before):
        small = after if after[:2].isupper() else after[:1].lower() + after[1:]
        behind = _SCALE.sub("", small)
        return _capital(f"{before} {behind}")
    return before


def label_again(last: str, tail: str, *, rising: bool) -> str:
    """The name of the measure before, for "…, tăng 5%" and "…, bằng 112% so với cùng kỳ"."""
    name = last.split(" so với ", maxsplit=1)[0]
    if not name or rising:
        return f"{name} (mức tăng)" if name else ""
    beside = re.match(r"\s*(so với [^,;.()\d]{2,60})", tail)
    return f"{name} {beside[1].strip()}" if beside else name


def quota_named(behind: str, *, listed: bool) -> str:
    """What "100%" is a share of: "dự toán tỉnh giao"; `listed`: a comma does not end it."""
    hit = re.match(r"[^;.(]{0,120}" if listed else r"[^,;.(]{0,120}", behind)
    words = re.sub(r"^(?:so với|của)\s+", "", flat(hit.group() if hit else ""))
    words = re.sub(r"\s+và(?:\s+(?:bằng|đạt|tăng))?$", "", words)
    return re.sub(r"\s+(?:(?:hằng|hàng)\s+năm|trở lên)$", "", words)


def _capital(name: str) -> str:
    name = " ".join(name.split())[:_LONGEST].strip(" ,;:")
    return name[:1].upper() + name[1:]
