"""Why a text is no number, told to the person who typed it (design §3.6)."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from targets.rules.spelling import fits, reads_two_ways, spelt


class NotANumber(ValueError):
    """A text that no number can be read from; str() says in Vietnamese how to put it right."""

    def __init__(self, sentence: str, suggestion: str | None = None) -> None:
        super().__init__(sentence)
        self.suggestion = suggestion


class AmbiguousNumber(NotANumber):
    """A text that may well mean `suggestion`, which is asked for and never assumed."""


@dataclass(frozen=True, slots=True)
class _Hint:
    """A way of writing that is not ours; `better` rewrites it, the sentence may name both."""

    pattern: re.Pattern[str]
    sentence: str
    better: Callable[[str], str] | None = None


def explain(body: str, unit: str) -> NotANumber:
    """Return the refusal of a trimmed text that is no number as people here write it."""
    for hint in _HINTS:
        if not hint.pattern.fullmatch(body):
            continue
        if hint.better is None:
            return NotANumber(hint.sentence.format(seen=body))
        better = hint.better(body)
        if _can_be_read(better, unit):
            return AmbiguousNumber(hint.sentence.format(seen=body, better=better), better)
    wordy = _NUMBER_AND_WORDS.fullmatch(body)
    if wordy:
        box = f"Ô này tính bằng {unit}. " if unit else ""
        return NotANumber(f"{box}Chỉ ghi số, bỏ “{wordy['words']}” đi.")
    if _DIGITS_AND_MARKS.fullmatch(body):
        return NotANumber(
            f"“{body}” chưa đúng cách viết số. Dấu chấm chỉ ngăn từng nhóm ba chữ số, dấu phẩy chỉ"
            " có một và đứng trước phần thập phân, ví dụ 1.234,5."
        )
    return NotANumber(f"“{body}” không phải là số. Hãy ghi bằng chữ số, ví dụ 1.234,5.")


def _can_be_read(better: str, unit: str) -> bool:
    """Whether a suggestion would itself be taken."""
    number = spelt(better)
    return number is not None and fits(number) and not reads_two_ways(better, unit)


def _swap_marks(body: str) -> str:
    return body.translate({ord(","): ".", ord("."): ","})


def _comma(body: str) -> str:
    return re.sub(r"^(-?)\.", r"\g<1>0.", body).replace(".", ",")


def _full_ends(body: str) -> str:
    return re.sub(r"^(-?),", r"\g<1>0,", body).rstrip(".,")


def _written_out(body: str) -> str:
    mantissa, exponent = re.split("[eE]", body)
    number = Decimal(mantissa.replace(",", ".")).scaleb(int(exponent))
    return f"{number:f}".replace(".", ",")


def _closed_up(body: str) -> str:
    return re.sub(r"\s", "", body)


def _ascii_digits(body: str) -> str:
    return "".join(str(unicodedata.digit(letter, letter)) for letter in body)


def _ascii_minus(body: str) -> str:
    return "-" + re.sub(r"[^\d.,]", "", body)


_ASK_DECIMAL = "Bạn muốn nhập {better}? Dùng dấu phẩy cho phần thập phân."
_ASK_PLAINLY = "Bạn muốn nhập {better}? Hãy ghi đúng như vậy."
_HINTS = (
    _Hint(re.compile(r"-?\d*\.\d+", re.ASCII), _ASK_DECIMAL, _comma),
    _Hint(re.compile(r"-?\d{1,3}(,\d{3})+\.\d+", re.ASCII), _ASK_DECIMAL, _swap_marks),
    _Hint(
        re.compile(r"-?\d{1,3}(,\d{3}){2,}", re.ASCII),
        "Bạn muốn nhập {better}? Dùng dấu chấm để ngăn hàng nghìn.",
        _swap_marks,
    ),
    _Hint(
        re.compile(r"-?(\d[\d.]*[.,]|,\d+)", re.ASCII),
        "Bạn muốn nhập {better}? Dấu phẩy cần có chữ số ở cả hai bên.",
        _full_ends,
    ),
    _Hint(
        re.compile(r"-?\d+([.,]\d+)?[eE][+-]?\d{1,2}", re.ASCII),
        "Hãy ghi đủ các chữ số, không viết tắt kiểu {seen}. Bạn muốn nhập {better}?",
        _written_out,
    ),
    _Hint(
        re.compile(r"-?\d+([.,]\d+)?[eE][+-]?\d+", re.ASCII),
        "Hãy ghi đủ các chữ số, không viết tắt kiểu {seen}.",
    ),
    _Hint(
        re.compile(r"-\s+\d[\d.,]*|-?\s*\d[\d.,]*(\s+[\d.,]+)+"),
        "Bạn muốn nhập {better}? Không để khoảng trắng giữa các chữ số.",
        _closed_up,
    ),
    _Hint(
        re.compile(r"[\d.,]+\s*/\s*[\d.,]+", re.ASCII),
        "Ô này chỉ nhận một số. Hai số của “{seen}” ghi vào hai ô tử số và mẫu số, nếu có.",
    ),
    _Hint(
        re.compile(r"[\d.,]+\s*%?\s*[-\u2013\u2014]\s*[\d.,]+", re.ASCII),
        "“{seen}” là một khoảng. Hãy ghi một số.",
    ),
    _Hint(
        re.compile(r"#.*"), "Ô Excel báo lỗi “{seen}”. Hãy sửa công thức rồi chép lại, hoặc gõ số."
    ),
    _Hint(
        re.compile(r"[-+\u2013\u2014\u2026.,/?]+"),
        "“{seen}” không phải là số. Chưa có số liệu thì để trống ô này.",
    ),
    _Hint(
        re.compile(r"[-+]?s?nan|[-+]?inf(inity)?|none|null|n/?a", re.IGNORECASE),
        "“{seen}” không phải là số. Chưa có số liệu thì xóa ô này để trống.",
    ),
    _Hint(re.compile(r"[\u2013\u2014]\s*[\d.,]+", re.ASCII), _ASK_PLAINLY, _ascii_minus),
    _Hint(re.compile(r"\([\d.,]+\)", re.ASCII), _ASK_PLAINLY, _ascii_minus),
    _Hint(
        re.compile(r"['+=~≈]\s*-?[\d.,]+", re.ASCII), _ASK_PLAINLY, lambda body: body[1:].strip()
    ),
    _Hint(re.compile(r"-?[\d.,]+"), _ASK_PLAINLY, _ascii_digits),
)
_NUMBER_AND_WORDS = re.compile(r"-?\d[\d.,\s]*(?P<words>[^\W\d].{0,40})", re.DOTALL)
_DIGITS_AND_MARKS = re.compile(r"[-\d.,\s]+")
