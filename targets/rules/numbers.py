"""Vietnamese numbers, read without guessing and printed without lying (design §3.6)."""

import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from targets.rules.comparison import real
from targets.rules.refusals import AmbiguousNumber, NotANumber, explain
from targets.rules.spelling import DECIMALS, WHOLE_DIGITS, places, reads_two_ways, spelt

__all__ = [
    "AmbiguousNumber",
    "NotANumber",
    "bare",
    "format",
    "is_blank",
    "parse",
    "plain",
    "trimmed",
    "with_unit",
]

LONGEST = 60
MINUS = "\u2212"

_EDGES = (
    "\t\n\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028"
    "\u2029\u202f\u205f\u3000"
    "\u200b\u200e\u200f\u2060\ufeff"  # unseen marks that copying from Word and Excel carries along
)
_ROOMY = Context(prec=80)


def parse(text: str, *, unit: str = "") -> Decimal:
    """Return the one number the text can mean, with the decimals as written.

    Raises NotANumber, whose str() tells in Vietnamese how to put it right; AmbiguousNumber where
    the text has another likely meaning. `unit` is the box's unit of measure, which may be typed
    behind the number; in a % box a dot before three digits is asked about.
    """
    body = trimmed(text)
    if not body:
        raise NotANumber("Ô chưa có số. Hãy ghi một số, ví dụ 12,5.")
    if any(unicodedata.category(letter).startswith("C") for letter in body):
        raise NotANumber("Có ký tự điều khiển không nhìn thấy được. Hãy xóa ô và gõ lại số.")
    if len(body) > LONGEST:
        raise NotANumber("Nội dung quá dài, không phải một số. Hãy ghi một số, ví dụ 1.234,5.")
    unit = trimmed(unit)
    body = bare(body, unit)
    if reads_two_ways(body, unit):
        joined, decimal = body.replace(".", ""), plain(Decimal(body))
        raise AmbiguousNumber(
            f"{body} là {joined} hay {decimal}? Hãy ghi lại theo một trong hai cách đó.", decimal
        )
    number = spelt(body)
    if number is None:
        raise explain(body, unit)
    return _sized(number, unit)


def plain(number: Decimal) -> str:
    """Return every digit for an input: comma, no dots, no exponent; `parse` reads it back."""
    digits = f"{real(number, 'number'):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in {"-0", ""} else digits.replace(".", ",")


def format(number: Decimal, decimals: int, *, bounds: Iterable[Decimal] = ()) -> str:  # noqa: A001
    """Return the number for reading: 1.234,50 and −0,30, rounded half away from zero.

    Where rounding would bring it onto or over one of the bounds while the exact number is not,
    it gets as many more decimals as it takes: 84,996 stays 84,996 beside a bound of 85.
    """
    real(number, "number")
    limits = tuple(bounds)
    shown = _rounded(number, decimals)
    while any(_side(shown, limit) != _side(number, limit) for limit in limits):
        decimals += 1
        shown = _rounded(number, decimals)
    sign = MINUS if shown < 0 else ""
    return sign + f"{abs(shown):,f}".translate({ord(","): ".", ord("."): ","})


def with_unit(text: str, unit: str) -> str:
    """Return a printed number with its unit behind it: 12,5% but 9.500 tỷ đồng."""
    return f"{text}%" if unit == "%" else f"{text} {unit}".rstrip()


def is_blank(text: str) -> bool:
    """Whether nothing was typed; a blank is no figure, never 0."""
    return not trimmed(text)


def trimmed(text: str) -> str:
    """Return the text composed (NFC) and without any kind of space around it."""
    return unicodedata.normalize("NFC", text).strip(_EDGES)


def bare(text: str, unit: str) -> str:
    """Return the text without spaces around it and without "%", the unit or its first words.

    9.500 tỷ is read in a box that counts tỷ đồng.
    """
    body = trimmed(text)
    words = trimmed(unit).split()
    heads = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    for tail in [*heads, "%"]:
        if len(body) > len(tail) and body.casefold().endswith(tail.casefold()):
            body = body[: -len(tail)].rstrip(_EDGES)
            break
    return body.replace(MINUS, "-")


def _sized(number: Decimal, unit: str) -> Decimal:
    if number.copy_abs() >= Decimal(10) ** WHOLE_DIGITS:
        what = f" Ô này tính bằng {unit}." if unit else ""
        raise NotANumber(
            f"Số quá lớn: trước dấu phẩy chỉ được {WHOLE_DIGITS} chữ số.{what} Hãy kiểm tra lại."
        )
    if places(number) > DECIMALS:
        shorter = plain(_rounded(number, DECIMALS))
        raise NotANumber(
            f"Sau dấu phẩy chỉ được {DECIMALS} chữ số. Bạn muốn nhập {shorter}?", shorter
        )
    return number if number else number.copy_abs()


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOMY)


def _side(number: Decimal, limit: Decimal) -> int:
    return (number > limit) - (number < limit)
