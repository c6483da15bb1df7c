"""Numbers, periods and measures as words inside a sentence (mockups/papers §5)."""

from decimal import Decimal

from reports.assessment import MeasureLine, PeriodLine
from targets.rules.figures import Formula
from targets.rules.numbers import format as printed
from targets.wording import lowered

POINTS = "điểm phần trăm"
OVER = " so với "
PADDED_BELOW = 10
_PLAIN_HEADS = ("tỷ lệ", "tỷ trọng", "tốc độ", "mức", "tổng", "số")
_QUARTERS = ("I", "II", "III", "IV")
_LEFT_WORDS = {2: "hai quý còn lại", 3: "ba quý còn lại"}


def raised(text: str) -> str:
    """The text at the head of a sentence."""
    return text[:1].upper() + text[1:]


def prose(amount: Decimal, decimals: int, *, bounds: tuple[Decimal, ...] = ()) -> str:
    """A number in prose: the measure's decimals, without zeros at their end."""
    text = printed(amount, decimals, bounds=bounds)
    return text.rstrip("0").rstrip(",") if "," in text else text


def padded(count: int) -> str:
    """A count below ten with its zero: 03, 12."""
    return f"{count:02d}" if 0 <= count < PADDED_BELOW else str(count)


def period_words(period: PeriodLine) -> str:
    """quý I, 6 tháng, 9 tháng, cả năm."""
    return "cả năm" if period.is_last else lowered(period.name.removesuffix(" đầu năm"))


def rest_of_year(period: PeriodLine) -> str:
    """ba quý còn lại, hai quý còn lại, quý IV."""
    left = period.quarters_left
    if left == 1 and period.quarter < len(_QUARTERS):
        return f"quý {_QUARTERS[period.quarter]}"
    return _LEFT_WORDS.get(left, f"{left} kỳ còn lại")


def subject(measure: MeasureLine) -> str:
    """The measure as the subject of a sentence; a share is called one."""
    name = measure.name
    if measure.assigned_basis and measure.formula != Formula.EXCESS:
        return raised(name.partition(OVER)[0])  # of a quota: Tuyển quân, not a share of anything
    if measure.unit_of_measure == "%" and not name.lower().startswith(_PLAIN_HEADS):
        return f"Tỷ lệ {lowered(name)}"
    return raised(name)
