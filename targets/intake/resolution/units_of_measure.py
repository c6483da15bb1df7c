"""Units as resolutions write them behind a number."""

import re

_SCALE = r"(?:(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm)\s+){0,3}"
_MONEY = (
    r"(?:đồng(?!\s+chí)|vnđ|tr\.?\s?đ(?:ồng)?|đô\s+la(?:\s+mỹ)?(?:\s*\(usd\))?|đô-la(?:\s+mỹ)?|usd|euro|eur"
    r"|đ(?!/c\b|\)))(?!\w)"
)
_PHYSICAL = (
    r"(?:tấn|tạ|kg|ha|héc\s*ta|hécta|mét\s+vuông|mét\s+khối|km2|km²|km|m2|m²|m3|m³|mét|m|kwh|mwp|mw|kw|lít)"
    r"(?![\w²³])"
)
_NOUNS = (
    "đồng chí|đ/c|đảng viên|doanh nghiệp|htx|lđ|trường hợp|mô hình|giường bệnh|bác sĩ|bác sỹ"
    "|dược sĩ|điều dưỡng|sản phẩm|hợp tác xã|tổ hợp tác|tổ hợp|chi bộ|đảng bộ|lao động"
    "|tiêu chí|tổ chức cơ sở đảng|tổ chức đảng|tổ chức|khu dân cư|công trình|dự án"
    "|nhà văn hóa|nhà văn hoá|lượt khách|lượt người|lượt|khách sạn|khách|người|hộ gia đình|hộ|vụ|xã"
    "|phường|thị trấn|thôn|tổ dân phố|khóm|ấp|bản|trường học|trường|lớp|cơ quan|đơn vị"
    "|căn nhà|căn|nhà|lần|tuổi|điểm du lịch|điểm ô nhiễm|điểm|cuộc|buổi|đợt|kỳ|hội nghị"
    "|học sinh|sinh viên|trẻ em|cán bộ|đoàn viên|hội viên|quần chúng|thanh niên|công dân|con"
    "|cây|bộ|tuyến|cầu|chợ|cụm công nghiệp|khu công nghiệp|trang trại|thuê bao|hồ sơ|thủ tục"
    "|dịch vụ|văn bản|nghị quyết|chuyên đề|lớp học|nghệ nhân|di tích|thiết chế|câu lạc bộ"
    "|đề tài|sáng kiến|giải pháp|bậc|hạng|vườn|khu phố|khu|điểm trường|trạm y tế|trạm|quả|giọt"
    "|đơn vị máu|suất|phần quà|chiếc|tàu|phương tiện|tỉnh|huy chương|phụ nữ|bé trai|bé gái"
    "|phiên tòa|huyện|địa phương|tin|bài|km đường|chương trình|kế hoạch|đề án|vùng|chuỗi"
    "|nhãn hiệu"
)
_SPACED_NOUNS = _NOUNS.replace(" ", r"\s+")
_TIME = r"(?:ngày(?:\s+làm\s+việc)?|giờ|phút)\b"
_PER = (
    r"(?:\s*/\s*(?:\d[\d.]*\s*(?=vạn|dân|người|trẻ|hộ|ca\b|bé))?"
    r"(?:vạn\s+dân|người\s+dân|bé\s+(?:trai|gái)|[^\W\d_]+\d?)(?:\s+dân\b)?){0,3}"
)

UNIT = re.compile(
    rf"\s*(?:(?P<points>điểm\s*(?:%|phần\s+trăm))"
    rf"|(?P<mille>‰|%[o0](?!\w)|phần\s+nghìn\b)|(?P<percent>%|phần\s+trăm\b)"
    rf"|(?P<money>{_SCALE}{_MONEY}|(?:(?:nghìn|ngàn|triệu)\s+)?(?:tỷ|tỉ)(?!\s*(?:lệ|trọng|suất)\b)\b"
    rf"(?:\s+{_MONEY})?|triệu(?=\s*(?:/|đồng|[,.;)]|$)))"
    rf"|(?P<physical>{_SCALE}{_PHYSICAL})"
    rf"|(?P<time>{_TIME})"
    rf"|(?P<noun>{_SCALE}(?:{_SPACED_NOUNS})\b))"
    rf"(?P<per>{_PER})"
)
# Things of two or three words, which are no unit by their first
_COMPOUND = re.compile(
    r"\s*(?P<word>cơ sở(?: (?:lưu trú|giáo dục|y tế|sản xuất|thờ tự))?|đoàn thể|chi (?:hội|đoàn)"
    r"|hội viên|công ty|kỹ sư|chuyên gia|giáo viên|tập thể|cá nhân|cửa hàng|siêu thị|trung tâm"
    r"|thư viện|bảo tàng|lễ hội|công nhân|chủ thể|phòng học|vị trí|nghiên cứu sinh|thạc sĩ|tiến sĩ"
    r"|thửa đất|tủ sách|hợp đồng|gia đình|hành khách|bảo hiểm|ngôi nhà|tổ tự quản|làng nghề"
    r"|thành viên|cộng tác viên|tuyên truyền viên|vận động viên|phiên giao dịch|gian hàng)\b"
)
_AMONG = re.compile(r"\s*(?:tổng\s+)?số\s+")  # "2/3 số xã"
_OTHER_NOUN = re.compile(r"\s*(?P<word>[^\W\d_]{2,12})\b")
_NO_NOUN = frozenset((
    "và", "của", "trong", "so", "với", "trở", "theo", "đạt", "năm", "tháng", "quý", "thì", "là",
    "được", "để", "đến", "từ", "có", "hoặc", "trên", "dưới", "cho", "vào", "tại", "ở", "do",
    "khi", "mà", "này", "đó", "các", "những", "về", "nhưng", "còn", "tăng", "giảm", "hơn",
))  # fmt: skip


def unit_at(shadow: str, place: int, end: int) -> tuple[str, int]:
    """The unit that stands at a place, in small letters, and where it ends; "" where none does."""
    among = _AMONG.match(shadow, place, end)
    hit = UNIT.match(shadow, among.end() if among else place, end)
    if hit:
        return named(hit), hit.end()
    other = _COMPOUND.match(shadow, place, end) or _OTHER_NOUN.match(shadow, place, end)
    if other and other["word"] not in _NO_NOUN:
        return other["word"], other.end()
    return "", place


def unit_counted(subject: str) -> str:
    """The unit a subject in small letters names itself: "số doanh nghiệp thành lập mới"."""
    named_so = re.match(r"(?:tổng\s+)?số(?:\s+lượng)?\s+", subject)
    hit = UNIT.match(subject, named_so.end() if named_so else 0)
    return named(hit) if hit and hit["noun"] and (named_so or hit["per"]) else ""


def counts_things(shadow: str, place: int, end: int) -> bool:
    """Whether the unit there is the thing that is counted: 01 trường, not 9.500 tỷ đồng."""
    hit = UNIT.match(shadow, place, end)
    return hit is None or bool(hit["noun"])


def named(hit: re.Match[str]) -> str:
    """A unit the way the application writes it."""
    per = re.sub(r"\s*/\s*", "/", " ".join((hit["per"] or "").split()))
    if hit["points"]:
        return "điểm %" + per
    if hit["percent"] or hit["mille"]:
        return ("%" if hit["percent"] else "‰") + per
    words = " ".join(hit.group()[: len(hit.group()) - len(hit["per"] or "")].split())
    if hit["money"]:
        words = words.replace("tỉ", "tỷ").replace("usd", "USD").replace("(USD)", "").strip()
        words = re.sub(r"tr\.?\s?đ(?:ồng)?$", "triệu đồng", words)
        words = re.sub(r"(?<!\w)đ$", "đồng", words)
        words = re.sub(r"đô[ -]la(?: mỹ)?", "USD", words).replace("vnđ", "đồng")
        if words.endswith(("tỷ", "triệu")):
            words += " đồng"
    return words.replace("đ/c", "đồng chí").replace("htx", "HTX").replace(
        "lđ", "lao động"
    ) + per.replace("usd", "USD")
