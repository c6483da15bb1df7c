"""Numbers in a target's words: which are amounts, with their ends and units, and which are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from targets.intake.resolution import lettering
from targets.intake.resolution.units_of_measure import UNIT, counts_things, unit_at

_NUMBER = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])"
    r"|\d{1,3} , ?\d{1,2}(?= ?%)"
    r"|\d{1,3}(?: \d{3})+(?:,\d+)?(?= ?(?:tỷ|tỉ|triệu|đồng|ha\b|tấn|người|lượt|hộ|%))"
    r"|\d+(?:[.,]\d+)?"
)
_MIDDLE = (
    r"(?:\s*(?:%|điểm\s*%|(?:nghìn\s+|ngàn\s+)?(?:tỷ|tỉ|triệu)\s+(?:đồng|usd)|tỷ|tỉ|triệu|ha|tấn)"
    r"(?:/năm)?)?"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/^])(?P<low>{_NUMBER})"
    rf"(?:{_MIDDLE}\s*(?:-|÷|~|\bđến\b|\btới\b)\s*(?:dưới\s+|khoảng\s+|trên\s+)?(?P<high>{_NUMBER}))?"
)
_NAMING = re.compile(  # words whose number is a name, not an amount
    r"(?<!\w)(?:mức(?:\s+độ)?|cấp(?:\s+độ)?|độ|loại|hạng|lần(?:\s+thứ)?|thứ|khóa|khoá|số|điều|khoản|mục|chương|bảng"
    r"|biểu|phụ\s+lục|[tq]cvn|đối\s+tượng|phần|quý|tháng|ngày|đợt|bước|vòng|lớp|quốc\s+lộ|tỉnh\s+lộ|đường|iso|đề\s+án"
    r"|nghị\s+quyết|chỉ\s+thị|kế\s+hoạch|luật|thông\s+tư|chương\s+trình|nghị\s+định|quyết\s+định|kết\s+luận"
    r"|quy\s+định|hướng\s+dẫn|công\s+văn|năm|giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|cuối\s+năm|đầu\s+năm|tổ"
    r"|khu\s+phố|mô\s+hình|định\s+kỳ|thôn|ấp|tiêu\s+chí(?:\s+số)?|chỉ\s+tiêu(?:\s+số)?|vùng|bậc|tuyến|trước|lúc|hồi|sau|cả"
    r"|thế\s+kỷ|đại\s+hội|nhóm|công\s+nghiệp|cách\s+mạng|web|mạng|chuẩn|lượt|vành\s+đai|khối|hồ\s+sơ"
    r"|sinh\s+con\s+thứ|(?:đến|từ|vào|trong|hết|của|cho|qua|và|các)\s+(?:cuối\s+|đầu\s+|hết\s+)?năm)\s*$"
)
_MEASURED = re.compile(  # units that no name is followed by: "ở mức 15 triệu đồng"
    r"\s*(?:%|‰|(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+[^\W\d]|(?:tỷ|tỉ|triệu|ha|tấn|tạ|km)(?![\w²]))"
)
_EACH_YEAR = re.compile(r"(?:mỗi|hằng|hàng|một|bình\s+quân|trong|cả)\s+năm\s*$")
_BEHIND = re.compile(  # words behind a number that make it an age, a span of time, a grade
    r"\s*(?:tuổi|năm|tháng|quý|tuần|giờ|ngày|phút|thế\s+kỷ|sao|cấp|bậc\s+học|chiều|đột\s+phá|trụ\s+cột"
    r"|con\s+số|mùa|chỉ\s+tiêu|nhiệm\s+kỳ|mặt|không|nhất|rõ|tại\s+chỗ)\b"
)
_AGE_OF_LIFE = re.compile(
    r"tuổi\s+thọ|tuổi\s+(?:bình\s+quân|trung\s+bình)|số\s+năm|độ\s+tuổi\s+bình"
)
_DURATION = re.compile(r"\s*(?:ngày|giờ|phút|tháng|năm|tuần)\b")
_TIME_OF = re.compile(r"thời\s+gian|thời\s+hạn|số\s+(?:ngày|giờ|năm|tháng)|chậm\s+nhất|rút\s+ngắn")
_WITHIN = re.compile(r"trong\s+(?:thời\s+(?:hạn|gian)|vòng)\s*$")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_ONCE = re.compile(  # what follows a comparison: a figure of another time
    r"(?:so\s+(?:với(?!\s+tổng\b)|cùng)|cùng\s+kỳ|thực\s+hiện\s+năm|hiện\s+(?:nay|tại|có|trạng)|đầu\s+nhiệm\s+kỳ)"
    r"[^,;.:]*$"
)
_NOW = re.compile(r"(?:đạt|tăng|giảm|xuống|xuống\s+dưới|giảm\s+còn|lên)\s*$")
# "42/100.000 trẻ đẻ sống", "131/100.000 dân": so many to a round number of them
_TO_SO_MANY = re.compile(
    r"\s?/\s?(?P<base>1(?:00+|(?:\.000)+|0{1,2}(?:\.000)+))\s+"
    r"(?P<noun>(?!năm|hằng|hàng|trở|và\b|tỷ|triệu)[^\W\d_]+"
    r"(?:\s(?:dân|em|đẻ|sinh|ra|sống|bà\s+mẹ|mẹ|cư)\b){0,3})"
)
_PER_HEAD = re.compile(r"(?:/|\btrên|\bmỗi|\bcứ|\btrong)\s*$")
_HEADS = re.compile(r"\s*(?:vạn\s+dân|dân|người\s+dân|vạn|trẻ|ca\s+đẻ|trẻ\s+đẻ|người)\b")
_PER_ONE = re.compile(r"\s*(?:ha|héc\s*ta|hộ|lao\s+động|đơn\s+vị\s+diện\s+tích)\b")
_QUOTED = re.compile(r'"[^"\n]{0,200}"')
_PHONE = re.compile(r"(?<![\d.,])0\d{1,3}[. ]\d{3,4}[. ]\d{3,4}(?![\d.,]\d|\d)|(?<!\d)0\d{9}(?!\d)")
_MILLIONS = re.compile(r"\s*(\d{1,3})\s*triệu(?:\s*đồng)?\b(?!\s*/)")
_NOTES = re.compile(r"\[\^?\d{1,3}\]")
_RANK = re.compile(
    r"(?:tốp|top|(?:trong|thuộc|vào)\s+nhóm|xếp\s+(?:thứ|hạng|vị\s+trí)(?:\s+thứ)?|đứng\s+thứ)"
    r"(?:\s+(?:từ|thứ|hạng|đầu|dẫn\s+đầu))*\s*$"
)


_STARS = re.compile(r"\s*(?:-\s*\d\s*)?sao\b")

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "mười": 10}
_IN_WORDS = re.compile(
    r"(?:ít\s+nhất|tối\s+thiểu|không\s+dưới|có\s+thêm)\s+(?P<word>một|hai|ba|bốn|mười)(?=\s)"
)
_CONTEXT = 300  # how far back the subject of a number may stand


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in the text: where it stands, its ends, its unit, and what was unsure about it."""

    start: int
    number_end: int
    noun: int  # where what is counted may begin: its unit, where that is a noun
    end: int  # behind its unit
    low: Decimal
    high: Decimal | None
    unit: str
    rank: bool = False
    doubt: str = ""


def amounts(shadow: str, start: int, end: int) -> Iterator[Found]:
    """The amounts between two places, leaving out years, ages, grades, numbers of documents."""
    hidden = _hidden(shadow, start, end)
    place = start
    worded = list(_worded(shadow, start, end))
    while (hit := _AMOUNT.search(shadow, place, end)) is not None:
        place = hit.end()
        if any(first <= hit.start() < last for first, last in hidden):
            continue
        before = shadow[max(start, hit.start() - 60) : hit.start()]
        if hit["high"] is not None and _two_years(hit, before):
            continue
        ranked = _is_rank(shadow, hit, before, end)
        if not ranked and _is_name(shadow, hit, before, end, start):
            if hit["high"] is not None and not _NAMING.search(before):
                place = hit.start("high")  # "năm 2025 - 10%" never is one range
            continue
        found = _read(shadow, hit, end, ranked=ranked)
        if found is not None:
            place = max(place, found.end)
            while worded and worded[0].start < found.start:
                yield worded.pop(0)
            yield found
    yield from worded


def has_amount(text: str, start: int, end: int) -> bool:
    """Whether a number stands there that may be a target."""
    low = lettering.shadow(text[start:end])
    return next(amounts(low, 0, len(low)), None) is not None


def _worded(shadow: str, start: int, end: int) -> Iterator[Found]:
    """ "ít nhất một mô hình": a number in words, only where a comparing word says it is one."""
    for hit in _IN_WORDS.finditer(shadow, start, end):
        if UNIT.match(shadow, hit.end(), end):
            unit, unit_end = unit_at(shadow, hit.end(), end)
            number = Decimal(_WORDS[hit["word"]])
            yield Found(hit.start("word"), hit.end(), hit.end(), unit_end, number, None, unit)


def _hidden(shadow: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where numbers are names or come from elsewhere: quotations, footnotes, telephones."""
    return [
        (hit.start(), hit.end())
        for pattern in (_QUOTED, _NOTES, _PHONE)
        for hit in pattern.finditer(shadow, start, end)
    ]


def _two_years(hit: re.Match[str], before: str) -> bool:
    return bool(
        _YEAR.fullmatch(hit["low"])
        and (_YEAR.fullmatch(hit["high"]) or re.search(r"(?:năm|giai đoạn|nhiệm kỳ)\s*$", before))
    )


def _is_name(shadow: str, hit: re.Match[str], before: str, end: int, start: int) -> bool:
    after = shadow[hit.end() : min(end, hit.end() + 30)]
    first = hit["low"]
    if _PER_HEAD.search(before) and (
        (_HEADS.match(after) and _is_base(first, before, after))
        or (first in {"1", "01"} and _PER_ONE.match(after))
    ):
        return True
    if _TO_SO_MANY.match(after) and first not in {"1", "01"}:
        return False
    if re.match(r"\s?/\s?\d", after) and not re.match(
        r"\s?/\s?\d[\d.]*\s*(?:vạn|dân|người)", after
    ):
        return not _fraction(shadow, hit, before, end)
    if re.match(r"[-/](?:[a-zđ]{1,6}\b|\d{2,4}/)", after):
        return not re.match(r"/(?:năm|người|ha|tháng|hộ|vạn|dân)", after)  # 05-nq, 12/nq-hđnd
    if re.match(r"\s?:\s?(?:19|20)\d\d\b", after):
        return True  # "QCVN 01-1:2018"
    if re.search(r"trong\s*$", before) and re.match(r"\s*tiêu\s+chí\b", after):
        return True  # "tiêu chí thu nhập trong 19 tiêu chí"
    if re.search(r"(?:đủ|với)\s*$", before) and re.match(
        r"\s*(?:loại|mũi|liều|nhóm|bước)\b", after
    ):
        return True  # "tiêm đủ 8 loại vắc xin"
    if re.match(r"[^\W\d_]", after):
        return not UNIT.match(shadow, hit.end(), end)  # 4g, 5s
    if (
        hit["high"] is None
        and _YEAR.fullmatch(first)
        and not re.match(r"\s*(?:%|tỷ|tỉ|triệu|đồng)", after)
        and (_NAMING.search(before) or not UNIT.match(shadow, hit.end(), end))
    ):
        return True
    if _YEAR.fullmatch(first) and re.search(r"(?:năm|giai đoạn|nhiệm kỳ|-|/)\s*$", before):
        return True
    counted = re.search(r"xếp\s+hạng\s*$", before) and UNIT.match(shadow, hit.end(), end)
    if counted:
        return False  # "đề nghị xếp hạng 02 di tích"
    if _NAMING.search(before) and not _EACH_YEAR.search(before) and not _MEASURED.match(after):
        return True
    if _DURATION.match(after) and _WITHIN.search(before):
        return True
    if _BEHIND.match(after):
        context = shadow[max(start, hit.start() - _CONTEXT) : hit.start()]
        if _AGE_OF_LIFE.search(context):
            return False
        return not (_DURATION.match(after) and _TIME_OF.search(context))
    return bool(_ONCE.search(before) and not _NOW.search(before))


def _is_rank(shadow: str, hit: re.Match[str], before: str, end: int) -> bool:
    """ "thuộc nhóm 15 tỉnh" is a rank; "xếp hạng 3 sao" and "xếp hạng 02 di tích" are none."""
    said = _RANK.search(before)
    if said is None or _STARS.match(shadow, hit.end()):
        return False
    unit, _ = unit_at(shadow, hit.end(), end)
    places = {"", "tỉnh", "huyện", "xã", "phường", "địa phương", "đơn vị", "cả", "toàn", "quốc"}
    return not said.group().startswith("xếp") or unit in places


def _is_base(number: str, before: str, after: str) -> bool:
    """ "trên 10.000 dân" is a base; "cho trên 2.000 người" is an amount."""
    if not re.fullmatch(r"0*10*", number.replace(".", "")):
        return False
    people = re.match(r"\s*người\b(?!\s+dân)", after) and re.search(r"trên\s*$", before)
    return not people or re.search(r"(?:số|tỷ|tỉ)\s", before) is not None


def _fraction(shadow: str, hit: re.Match[str], before: str, end: int) -> bool:
    """15/15 xã is an amount; 12/12/2024 and 1/2000 are not."""
    rest = re.match(r"\s?/\s?(\d{1,4})(?![\d/.,-])", shadow[hit.end() : min(end, hit.end() + 8)])
    if rest is None or hit["high"] is not None or "," in hit["low"]:
        return False
    unit, _ = unit_at(shadow, hit.end() + rest.end(), end)
    dated = re.search(r"(?:ngày|tháng|sáng|từ|đến|tỷ lệ)\s*$", before)
    if re.search(r"(?:giảm|tăng|thêm)\s*$", before):
        return False  # "giảm 1/3 số hộ" is a share in words
    of_all = re.match(r"\s*\(\d+(?:,\d+)?\s?%\)", shadow[hit.end() + rest.end() : end])
    raised = re.search(r"tổng\s+số[^,;.]*\slên\s*$", before)  # "nâng tổng số trường lên 18/32"
    return (
        bool(unit or of_all or raised)
        and not dated
        and int(hit["low"].replace(".", "")) <= int(rest[1])
    )


def _read(shadow: str, hit: re.Match[str], end: int, *, ranked: bool) -> Found | None:
    number_end = hit.end()
    rate = _TO_SO_MANY.match(shadow, number_end, end)
    if rate:
        low, doubt = _decimal(hit["low"], "")
        high = _decimal(hit["high"], "")[0] if hit["high"] is not None else None
        unit = f"/{rate['base']} {' '.join(rate['noun'].split())}"
        return Found(hit.start(), number_end, rate.end(), rate.end(), low, high, unit, doubt=doubt)
    rest = re.compile(r"\s?/\s?\d{1,4}(?![\d/])(?!\s*(?:vạn|dân|người))").match(
        shadow, number_end, end
    )
    if rest:
        number_end = rest.end()
    unit, unit_end = unit_at(shadow, number_end, end)
    bracket = re.compile(r"\s*\((%|‰)\)").match(shadow, number_end, end)
    if bracket:
        unit, unit_end = bracket[1], bracket.end()
    low, doubt = _decimal(hit["low"], unit)
    high = None
    rest = _MILLIONS.match(shadow, unit_end, end) if unit == "tỷ đồng" else None
    if rest and hit["high"] is None:  # "30 tỷ 500 triệu đồng" is one amount
        low, unit_end = low + Decimal(rest[1]) / 1000, rest.end()
    if not unit and (lasting := _DURATION.match(shadow, number_end, end)):
        unit, unit_end = lasting.group().strip(), lasting.end()
    if hit["high"] is not None:
        high, more = _decimal(hit["high"], unit)
        doubt = doubt or more
        if high < low and len(hit["high"]) <= 2 and _YEAR.fullmatch(hit["low"]):
            return None
    if ranked:
        unit, unit_end = "hạng", number_end
    noun = number_end if counts_things(shadow, number_end, end) else unit_end
    return Found(hit.start(), number_end, noun, unit_end, low, high, unit, ranked, doubt)


def _decimal(written: str, unit: str) -> tuple[Decimal, str]:
    """The number as Vietnamese write it; a dot that is no thousands dot is read with a doubt."""
    plain = written.replace(" ", "")
    if " ," in written:
        return Decimal(plain.replace(",", ".")), f"Số “{written}” hiểu là {plain}."
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        doubt = ""
        if unit.startswith(("%", "điểm")) and plain.count(".") == 1 and "," not in plain:
            doubt = (
                f"Số {written} hiểu là {plain.replace('.', '')}; nếu là số thập phân thì sửa lại."
            )
        return Decimal(plain.replace(".", "").replace(",", ".")), doubt
    if "." in plain:
        return Decimal(plain), f"Số {written} dùng dấu chấm, hiểu là {plain.replace('.', ',')}."
    return Decimal(plain.replace(",", ".")), ""
