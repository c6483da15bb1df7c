"""Likely slips of the pen in a resolution: proposals only, the words stay as they are."""

import re
from collections.abc import Iterable, Iterator

from targets.intake.reading import Slip, Span
from targets.intake.resolution.lettering import shadow
from targets.rules.folding import fold, spellings_of

MOST_SLIPS = 200
# Set phrases of resolutions; the same letters with other accents in the text are a slip
_PHRASES = (
    "tuyển quân", "phấn đấu", "tỉnh giao", "trên địa bàn", "được giao", "hoàn thành tốt nhiệm vụ",
    "hoàn thành xuất sắc nhiệm vụ", "chỉ tiêu", "đảng viên", "hộ gia đình", "hộ cận nghèo",
    "tổ dân phố", "doanh nghiệp", "quốc phòng", "an ninh", "trật tự", "văn hóa", "xã hội",
    "giường bệnh", "bảo hiểm y tế", "chất thải", "thu gom", "che phủ rừng", "nông thôn mới",
    "giải ngân", "đầu tư công", "ngân sách", "kết nạp", "tổ chức cơ sở đảng", "xây dựng đảng",
    "kiểm tra, giám sát", "trung ương, tỉnh", "mặt trận tổ quốc", "hội đồng nhân dân",
    "ủy ban nhân dân", "nghị quyết", "tỷ lệ", "đạt chuẩn", "lao động qua đào tạo", "vệ sinh",
    "cải cách hành chính", "chuyển đổi số", "biến đổi khí hậu", "phòng, chống", "tham nhũng",
    "tiêu cực", "nhiệm kỳ", "giai đoạn", "tăng trưởng", "thu nhập bình quân",
)  # fmt: skip
# Pairs that are words of their own with other accents: no slip by themselves
_OTHER_WORDS = frozenset(
    ("tuyên quân", "tinh giao", "đạt chuẩn", "an ninh", "thu gom", "chi tiêu", "kết nạp", "văn hoa")
)
_NAMED = (  # what stands there → what was probably meant; groups are kept as they are
    (re.compile(r"\b(tuy)ê(n quân)\b"), r"\1ể\2"),
    (re.compile(r"\bphần đầu(?= (?:có|đạt|đến|hoàn thành|tăng|giảm|xây dựng))"), "phấn đấu"),
    (re.compile(r"\b(chỉ tiêu|ủy ban nhân dân|kế hoạch) tình(?= giao)"), r"\1 tỉnh"),
    (re.compile(r"\b(trung ương,?(?: và| của)?) tình\b(?! hình)"), r"\1 tỉnh"),
    (re.compile(r"\bđề(?= (?:kịp thời|triển khai|tổ chức thực hiện|thực hiện|bảo đảm)\b)"), "để"),
    (re.compile(r"\btrung ương tỉnh\b"), "Trung ương, tỉnh"),
    (
        re.compile(r"\b(\d{2,3}) ngày hội quốc phòng toàn dân"),
        r"\1 năm Ngày hội Quốc phòng toàn dân",
    ),
    (re.compile(r"\b(sửa đổi, bổ sung),(?= các\b)"), r"\1"),
    (re.compile(r",(?=\.\.\.|…)"), ""),
    (re.compile(r"\b(hiệu lực, hiệu quả)(?= cách thức\b)"), r"\1,"),
    (re.compile(r"\b(bất hợp pháp)(?= không báo cáo\b)"), r"\1,"),
)  # fmt: skip
_TWICE = re.compile(r"(?<![\w])([^\W\d_]{2,})(\s+)\1(?![\w])", re.IGNORECASE)
_MEANT_TWICE = frozenset((
    "xa", "dần", "ngày", "đời", "luôn", "nhà", "người", "từ", "rất", "mãi", "thường", "đều",
    "nơi", "ai", "song", "vừa", "càng", "lần", "hằng", "năm", "từng", "xanh", "đỏ", "chiều",
    "sáng", "tối", "khăng", "chung", "riêng", "đầu", "cuối", "sau", "trước", "lâu", "khác", "mới",
    "tốt", "hay", "ngành", "cùng", "chúng", "vạn", "muôn", "trùng",
))  # fmt: skip
_GAP = re.compile(r"\d\s+%\s*%|%%|;;|,,|\(\s*\)")
_WORD = re.compile(r"[^\W\d_]+")


def slips_of(text: str, names: Iterable[str] = ()) -> tuple[Slip, ...]:
    """Slips in the order of the text, each stretch once."""
    low = shadow(text)
    found: list[Slip] = []
    for slip in (*_named(text, low), *_twice(text), *_misspelt(text, low, names)):
        if slip.found != slip.proposed and not any(
            slip.span.start < other.span.end and other.span.start < slip.span.end for other in found
        ):
            found.append(slip)
        if len(found) >= MOST_SLIPS:
            break
    return tuple(sorted(found, key=lambda slip: slip.span.start))


def _named(text: str, low: str) -> Iterator[Slip]:
    for pattern, meant in _NAMED:
        for hit in pattern.finditer(low):
            stands = text[hit.start() : hit.end()]
            proposed = _as_typed(stands, hit.expand(meant))
            yield Slip(Span(hit.start(), hit.end()), stands, proposed)


def _twice(text: str) -> Iterator[Slip]:
    for hit in _TWICE.finditer(text):
        again = hit.group()[-len(hit[1]) :]
        if hit[1].lower() in _MEANT_TWICE or "\n" in hit[2] or not again.islower():
            continue  # "Đạt Đạt" are two cells of a table
        yield Slip(Span(hit.start(), hit.end()), hit.group(), hit[1])


def _misspelt(text: str, low: str, names: Iterable[str]) -> Iterator[Slip]:
    """Names and set phrases whose letters are right and whose accents are not."""
    wanted: dict[tuple[str, ...], list[str]] = {}
    for phrase in (*_PHRASES, *names):
        words = _WORD.findall(phrase)
        if len(words) >= 2:
            wanted.setdefault(tuple(fold(word) for word in words), []).append(phrase)
    words = list(_WORD.finditer(low))
    folded = [_folded(hit.group()) for hit in words]
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for key in wanted:
        by_first.setdefault(key[0], []).append(key)
    for place, first in enumerate(folded):
        for key in by_first.get(first, ()):
            if tuple(folded[place : place + len(key)]) != key:
                continue
            start, end = words[place].start(), words[place + len(key) - 1].end()
            if "\n" in text[start:end] or not _close(low[start:end], len(key)):
                continue
            phrases = wanted[key]
            if any(_same(low[start:end], phrase) for phrase in phrases):
                continue
            if low[start:end] in _OTHER_WORDS:
                continue
            yield Slip(Span(start, end), text[start:end], _as_typed(text[start:end], phrases[0]))


def _folded(word: str) -> str:
    return _FOLDED.setdefault(word, fold(word)) if len(_FOLDED) < 20_000 else fold(word)


_FOLDED: dict[str, str] = {}


def _close(words: str, count: int) -> bool:
    """Only blanks, commas between them; one phrase, not two sentences."""
    return len(re.findall(r"[^\w\s,]", words)) == 0 and words.count(",") < count


def _same(words: str, phrase: str) -> bool:
    """Spelt alike; hoà and hòa, commas and capitals left aside."""
    return _spelling(words) == _spelling(phrase)


def _spelling(words: str) -> str:
    return " ".join(sorted(spellings_of(words)))


def _as_typed(stands: str, meant: str) -> str:
    """The proposal with the capitals of what stands there."""
    if stands.isupper():
        return meant.upper()
    was, now = stands.split(), meant.split()
    if len(was) == len(now):
        return " ".join(
            new[:1].upper() + new[1:] if old[:1].isupper() else new
            for old, new in zip(was, now, strict=True)
        )
    return meant[:1].upper() + meant[1:] if stands[:1].isupper() else meant
