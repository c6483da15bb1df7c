"""How a number is spelt here: dots between thousands, a comma before decimals (design §3.6)."""

import re
from decimal import Decimal

WHOLE_DIGITS = 12  # 18 digits are stored, 6 of them behind the comma
DECIMALS = 6

_PLAIN = re.compile(r"-?\d+(,\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
_ONE_GROUP = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def spelt(body: str) -> Decimal | None:
    """Return the number as written, or None where the text is not spelt as numbers are here."""
    if _PLAIN.fullmatch(body) or _GROUPED.fullmatch(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    return None


def reads_two_ways(body: str, unit: str) -> bool:
    """Whether 1.250 may as well be 1,25: in a box of percentages both are likely."""
    return "%" in unit and _ONE_GROUP.fullmatch(body) is not None


def fits(number: Decimal) -> bool:
    """Whether a number can be stored to the last digit."""
    return number.copy_abs() < Decimal(10) ** WHOLE_DIGITS and places(number) <= DECIMALS


def places(number: Decimal) -> int:
    """Return how many decimals a finite number is written with; below 0 for 1E+3."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # NaN and infinity are refused before
    return -exponent
