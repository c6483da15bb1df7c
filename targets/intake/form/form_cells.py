"""One cell of a form as the sheet's field takes it: real numbers and dates, or text of either."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from targets.rules.numbers import plain

LONGEST_TEXT = 32_767  # letters; no more fit into a cell
NO_RESULT = (
    "Công thức trong ô chưa có kết quả lưu trong tệp. Hãy gõ số, hoặc mở bằng Excel, lưu lại rồi "
    "nộp."
)
_QUOTED = re.compile(r'"[^"]*"|\\.')
_EPOCH = datetime.date(1899, 12, 30)  # day 0 of Excel's serial numbers
_EARLIEST, _LATEST = 36526, 73415  # 01/01/2000 - 31/12/2100


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one box: as the sheet's field takes it, and where. `fault`: why it cannot."""

    text: str
    place: str
    fault: str = ""


def cell_of(name: str, cell: Any, formula: str, place: str) -> Cell:
    """One box's content as text for the sheet's field."""
    if cell is None:
        return Cell(formula, place, NO_RESULT if formula else "")
    value, kind = cell.value, name.rpartition("-")[2]
    if isinstance(value, bool):
        return Cell(text_in(value), place, "Ô chứa giá trị đúng/sai. Hãy nhập lại.")
    if cell.data_type == "e":
        return Cell(text_in(value), place, "Ô đang báo lỗi. Hãy sửa công thức hoặc gõ số.")
    if kind in {"expected_on", "done_on"}:
        return Cell(_day_text(value), place)
    if kind in {"value", "numerator", "denominator", "year_estimate", "percent"}:
        return _number_cell(value, str(cell.number_format or ""), place, is_formula=bool(formula))
    return Cell(text_in(value), place)


def _number_cell(value: Any, number_format: str, place: str, *, is_formula: bool) -> Cell:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return Cell(_day_text(value), place, "Ô đang là ngày tháng. Hãy gõ lại số.")
    if not isinstance(value, int | float | Decimal):
        return Cell(text_in(value), place)
    number = _exact(value)
    if number is None:
        return Cell(text_in(value), place, "Số trong ô không đọc được. Hãy gõ lại.")
    if "%" in _QUOTED.sub("", number_format[:200]):
        number *= 100  # the person sees 12% where the file holds 0.12
    if is_formula and -18 < number.adjusted() < 18:
        number = round(number, 6)
    return Cell(plain(number), place)


def _exact(value: float | Decimal) -> Decimal | None:
    """The number with the fifteen digits a spreadsheet shows."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() and abs(number.adjusted()) < 30 else None


def _day_text(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float) and _EARLIEST <= value <= _LATEST:
        return f"{_EPOCH + datetime.timedelta(days=int(value)):%d/%m/%Y}"
    return text_in(value)


def text_in(value: Any) -> str:
    """What a cell says, as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = _exact(value)
        return str(value) if number is None else plain(number)
    text = str(value)[:LONGEST_TEXT]
    return text.replace("\r\n", "\n").replace("_x000D_", "").strip()
