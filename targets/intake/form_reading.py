"""Reads a unit's Excel form back: by its hidden keys, never by position.

What comes from outside is limited before it is opened (a form is small), read row by row, and
whatever a library throws at damaged content becomes a sentence.
"""

import datetime
import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from targets.intake.containers import Kind as FileKind
from targets.intake.containers import Unreadable, kind_of
from targets.intake.unit_form import (
    FIGURE_FIELDS,
    FORM,
    FORM_VERSION,
    KEY,
    KEYS,
    LABEL,
    LARGEST,
    MAIN,
    NARRATIVES,
)
from targets.rules.numbers import plain

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 12, 2000, 60
MOST_UNPACKED = 4_000_000  # bytes of everything inside; a form of ours has about 200.000
MOST_IMPORTANT = 1_500_000  # … of the part with the styles, whose reading takes longest
NAMES = frozenset({MAIN, LABEL, *FIGURE_FIELDS, *NARRATIVES})
NOT_OURS = (
    "Đây không phải phiếu báo cáo của phần mềm (hoặc trang ẩn của phiếu đã bị xóa). Hãy tải phiếu "
    "ở trang Báo cáo quý, chép số vào rồi nộp lại."
)
DAMAGED = "Tệp bị hỏng, không đọc được. Hãy mở tệp bằng Excel, ghi lại dạng .xlsx rồi nộp lại."
TOO_LARGE = "Tệp lớn hơn 5 MB. Phiếu chỉ có số và chữ: hãy bỏ ảnh, trang tính thêm vào rồi nộp lại."
TOO_FULL = (
    "Tệp chứa quá nhiều nội dung so với một phiếu. Hãy tải phiếu mới, chép số vào rồi nộp lại."
)
NO_RESULT = (
    "Công thức trong ô chưa có kết quả lưu trong tệp. Hãy gõ số, hoặc mở bằng Excel, lưu lại rồi "
    "nộp."
)
_logger = logging.getLogger(__name__)
_PERCENT = re.compile(r"%(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_EPOCH = datetime.date(1899, 12, 30)  # day 0 of Excel's serial numbers
_EARLIEST, _LATEST = 36526, 73415  # 01/01/2000 - 31/12/2100


class FormRefused(Exception):
    """The file cannot be taken as a form; str() is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one box: as the sheet's field takes it, and where. `fault`: why it cannot."""

    text: str
    place: str
    fault: str = ""


@dataclass(slots=True)
class ReadForm:
    """A form as it came back: whose it is, what its boxes hold, what they held when it was made."""

    slug: str
    quarter: int
    unit_code: str
    form_version: int
    versions: dict[int, int] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def is_present_form(self) -> bool:
        return self.form_version == FORM_VERSION


def read_form(stream: BinaryIO, size: int) -> ReadForm:
    """The form in a file of `size` bytes. Raises FormRefused for everything else."""
    if size > LARGEST:
        raise FormRefused(TOO_LARGE)
    try:
        kind = kind_of(stream)
    except Unreadable as refused:
        raise FormRefused(str(refused)) from None
    if kind is not FileKind.XLSX:
        raise FormRefused(f"Tệp này là tệp .{kind.value}, không phải phiếu Excel (.xlsx).")
    try:
        content = stream.read(LARGEST + 1)
        _small_enough(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library thinks of a stranger's workbook
            return _read(content)
    except FormRefused:
        raise
    except Exception:  # a damaged workbook breaks openpyxl in every way there is
        _logger.info("A form could not be read", exc_info=True)
        raise FormRefused(DAMAGED) from None


def _small_enough(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    styles = sum(part.file_size for part in parts if part.filename.lower().endswith("styles.xml"))
    if sum(part.file_size for part in parts) > MOST_UNPACKED or styles > MOST_IMPORTANT:
        raise FormRefused(TOO_FULL)


def _read(content: bytes) -> ReadForm:
    values = _grids(content, computed=True)
    form = _whose(values)
    formulas = _grids(content, computed=False)
    for title, grid in values.items():
        if title != KEYS:
            _read_sheet(form, title, grid, formulas.get(title, {}))
    return form


_Grid = dict[tuple[int, int], Any]


def _grids(content: bytes, *, computed: bool) -> dict[str, _Grid]:
    """The filled cells of every sheet, by row and column."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=computed)
    try:
        return {
            sheet.title: {
                (row, column): cell
                for row, cells in enumerate(
                    sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), start=1
                )
                for column, cell in enumerate(cells, start=1)
                if cell.value is not None
            }
            for sheet in book.worksheets[:MOST_SHEETS]
        }
    finally:
        book.close()


def _whose(grids: Mapping[str, _Grid]) -> ReadForm:
    """What the very hidden sheet says. Raises FormRefused where there is none of ours."""
    told = {
        str(cell.value): _text(grid[row, 2].value) if (row, 2) in grid else ""
        for title, grid in grids.items()
        if title == KEYS
        for (row, column), cell in grid.items()
        if column == 1
    }
    if told.get("form") != FORM:
        raise FormRefused(NOT_OURS)
    try:
        quarter, version = int(told["quarter"]), int(told["form_version"])
        form = ReadForm(told["resolution"], quarter, told["unit"], version)
        for name, text in told.items():
            if found := re.fullmatch(r"r-(\d{1,6})-version", name):
                form.versions[int(found[1])] = int(text)
            elif name[:2] in {"f-", "r-"}:
                form.saved[name] = text
    except (KeyError, ValueError):
        raise FormRefused(NOT_OURS) from None
    return form


def _read_sheet(form: ReadForm, title: str, grid: _Grid, formulas: _Grid) -> None:
    columns = _columns(grid)
    for row, key in _keys(grid):
        label = next((c for c, name in columns.items() if name == LABEL), 0)
        if (row, label) in grid:
            _check_label(key, _text(grid[row, label].value), row, title)
        for column, name in columns.items():
            if name == LABEL:
                continue
            at = (row, column)
            place = f"{get_column_letter(column)}{row}, trang {title}"
            box = _name(key, name)
            if box not in form.saved:
                continue  # no box when the form was made: "x", or a number that was given
            if box in form.cells:
                raise FormRefused(
                    f"Phiếu có hai dòng hoặc hai cột của cùng một ô ({place}). Hãy xóa phần chép "
                    "thêm rồi nộp lại."
                )
            form.cells[box] = _cell(box, grid.get(at), formulas.get(at), place)


def _columns(grid: _Grid) -> dict[int, str]:
    """Column → field, by the row that names them: the first with two names of ours."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in grid.items():
        if isinstance(cell.value, str) and cell.value.strip() in NAMES:
            rows.setdefault(row, {})[column] = cell.value.strip()
    named = [rows[row] for row in sorted(rows) if len(rows[row]) > 1]
    return named[0] if named else {}


def _keys(grid: _Grid) -> Iterator[tuple[int, str]]:
    for (row, _), cell in grid.items():
        if isinstance(cell.value, str) and KEY.fullmatch(cell.value.strip()):
            yield row, cell.value.strip()


def _check_label(key: str, label: str, row: int, title: str) -> None:
    """Rows sorted without their hidden column would put figures under another indicator."""
    found = KEY.fullmatch(key)
    assert found is not None  # it was found by this pattern
    expected = found["figure"] or found["words"]
    if label.strip() not in {"", expected}:
        raise FormRefused(
            f"Dòng {row}, trang {title}: số thứ tự {label[:20]} không khớp khóa ẩn của dòng "
            f"({expected}), có thể do sắp xếp lại mà bỏ sót cột ẩn. Hãy tải phiếu mới rồi nhập lại."
        )


def _name(key: str, column: str) -> str:
    if column == MAIN:
        return key
    return f"{key}-{column}" if key.startswith("r-") else f"{key.rpartition('-')[0]}-{column}"


def _cell(name: str, cell: Any, formula: Any, place: str) -> Cell:
    """One box's content as text for the sheet's field."""
    is_formula = formula is not None and formula.data_type == "f"
    if cell is None:
        return Cell(_text(formula.value), place, NO_RESULT) if is_formula else Cell("", place)
    value, kind = cell.value, name.rpartition("-")[2]
    if isinstance(value, bool):
        return Cell(_text(value), place, "Ô chứa giá trị đúng/sai. Hãy nhập lại.")
    if cell.data_type == "e":
        return Cell(_text(value), place, "Ô đang báo lỗi. Hãy sửa công thức hoặc gõ số.")
    if kind == "expected_on":
        return Cell(_day_text(value), place)
    if kind in {"value", "numerator", "denominator", "year_estimate"}:
        return _number_cell(value, str(cell.number_format or ""), place, is_formula=is_formula)
    return Cell(_text(value), place)


def _number_cell(value: Any, number_format: str, place: str, *, is_formula: bool) -> Cell:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return Cell(_day_text(value), place, "Ô đang là ngày tháng. Hãy gõ lại số.")
    if not isinstance(value, int | float | Decimal):
        return Cell(_text(value), place)
    number = _exact(value)
    if number is None:
        return Cell(_text(value), place, "Số trong ô không đọc được. Hãy gõ lại.")
    if _PERCENT.search(number_format):
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
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = _exact(value)
        return str(value) if number is None else plain(number)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()
