"""Reads a unit's Excel form back: by its hidden keys, never by position.

What comes from outside is limited before it is opened (a form is small), read row by row, and
whatever a library throws at damaged content becomes a sentence.
"""

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from targets.intake.containers import Kind as FileKind
from targets.intake.containers import Unreadable, kind_of
from targets.intake.form.form_cells import Cell, cell_of, text_in
from targets.intake.form.unit_form import (
    FIGURE_FIELDS,
    FORM,
    FORM_VERSION,
    KEY,
    KEYS,
    LABEL,
    LARGEST,
    MAIN,
    NARRATIVES,
    TABLE,
    WORK_FIELDS,
    WORK_KEY,
)

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 12, 2000, 60
LONGEST = 200  # letters of a formula, to show
MOST_UNPACKED = 2_500_000  # bytes of everything inside; a form of ours has about 100.000
MOST_IMPORTANT = 1_000_000  # … of the part with the styles, whose reading takes longest
NAMES = frozenset({MAIN, LABEL, *FIGURE_FIELDS, *NARRATIVES, *WORK_FIELDS})
NOT_OURS = (
    "Đây không phải phiếu báo cáo của phần mềm (hoặc trang ẩn của phiếu đã bị xóa). Hãy tải phiếu "
    "ở trang Báo cáo quý, chép số vào rồi nộp lại."
)
OTHER_FORMS = {
    FORM: "Đây là phiếu của một đơn vị. Hãy nộp ở trang Báo cáo quý của đơn vị đó.",
    TABLE: "Đây là bảng theo xã, phường. Hãy nộp ở trang Bảng xã, phường của đơn vị chủ trì.",
}
ENDINGS = {FileKind.TEXT: "văn bản (.txt, .csv)"}
DAMAGED = "Tệp bị hỏng, không đọc được. Hãy mở tệp bằng Excel, ghi lại dạng .xlsx rồi nộp lại."
TOO_LARGE = "Tệp lớn hơn 5 MB. Phiếu chỉ có số và chữ: hãy bỏ ảnh, trang tính thêm vào rồi nộp lại."
TOO_FULL = (
    "Tệp chứa quá nhiều nội dung so với một phiếu. Hãy tải phiếu mới, chép số vào rồi nộp lại."
)
_OF_ITEM = re.compile(rf"({WORK_KEY})-(item|version)", re.ASCII)
_ITEM = {"item": "pk", "version": "version"}
_logger = logging.getLogger(__name__)


class FormRefused(Exception):
    """The file cannot be taken as a form; str() is a Vietnamese sentence."""


@dataclass(slots=True)
class ReadItem:
    """Which work item a row tells of, and what it was when the form was made."""

    pk: int = 0
    version: int = -1


@dataclass(slots=True)
class ReadForm:
    """A form as it came back: whose it is, what its boxes hold, what they held when it was made."""

    slug: str
    quarter: int
    unit_code: str
    form_version: int
    versions: dict[str, int] = field(default_factory=dict)  # by report: r-3, phuong-a/r-3
    labels: dict[str, str] = field(default_factory=dict)  # what a table prints of each unit
    items: dict[str, ReadItem] = field(default_factory=dict)  # by key: w-2.5.1
    saved: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def is_present_form(self) -> bool:
        return self.form_version == FORM_VERSION


def read_form(stream: BinaryIO, size: int, *, kind: str = FORM) -> ReadForm:
    """The form in a file of `size` bytes. Raises FormRefused for everything else."""
    if size > LARGEST:
        raise FormRefused(TOO_LARGE)
    try:
        file_kind = kind_of(stream)
    except Unreadable as refused:
        raise FormRefused(str(refused)) from None
    if file_kind is not FileKind.XLSX:
        ending = ENDINGS.get(file_kind, f".{file_kind.value}")
        raise FormRefused(f"Tệp này là tệp {ending}, không phải phiếu Excel (.xlsx).")
    try:
        content = stream.read(LARGEST + 1)
        _small_enough(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library thinks of a stranger's workbook
            return _read(content, kind)
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


def _read(content: bytes, kind: str) -> ReadForm:
    grids, parts = _grids(content)
    form = _whose(grids, kind)
    formulas = _formulas(content, parts)
    for title, grid in grids.items():
        if title != KEYS:
            _read_sheet(form, title, grid, formulas.get(title, {}))
    return form


_Grid = dict[tuple[int, int], Any]


def _grids(content: bytes) -> tuple[dict[str, _Grid], dict[str, str]]:
    """The filled cells of every sheet, by row and column, and the part each sheet is kept in."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheets = book.worksheets[:MOST_SHEETS]
        parts = {sheet.title: sheet._worksheet_path for sheet in sheets}  # noqa: SLF001
        return {
            sheet.title: {
                (row, column): cell
                for row, cells in enumerate(
                    sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), start=1
                )
                for column, cell in enumerate(cells, start=1)
                if cell.value is not None
            }
            for sheet in sheets
        }, parts
    finally:
        book.close()


def _formulas(content: bytes, parts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The formulas of every sheet by their cell. The library would first work out what each
    shared formula says in each of its cells, which a long one makes very slow.
    """
    found: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for title, part in parts.items():
            found[title] = {}
            with package.open(part) as stream:
                for _, element in iterparse(stream):
                    if not element.tag.endswith("}c"):
                        continue
                    formula = element.find(f"{element.tag[:-1]}f")
                    if formula is not None:
                        found[title][element.get("r", "")] = f"={formula.text or ''}"[:LONGEST]
                    element.clear()
    return found


def _whose(grids: Mapping[str, _Grid], kind: str) -> ReadForm:
    """What the very hidden sheet says. Raises FormRefused where there is none of ours."""
    told = {
        str(cell.value): text_in(grid[row, 2].value) if (row, 2) in grid else ""
        for title, grid in grids.items()
        if title == KEYS
        for (row, column), cell in grid.items()
        if column == 1
    }
    if told.get("form") != kind:
        raise FormRefused(OTHER_FORMS.get(told.get("form", ""), NOT_OURS))
    try:
        quarter, version = int(told["quarter"]), int(told["form_version"])
        form = ReadForm(told["resolution"], quarter, told["unit"], version)
        for name, text in told.items():
            part = name.rpartition("/")[2]
            if re.fullmatch(r"r-\d{1,6}-version", part):
                form.versions[name.removesuffix("-version")] = int(text)
            elif part == LABEL:
                form.labels[name.rpartition("/")[0]] = text
            elif found := _OF_ITEM.fullmatch(name):
                setattr(form.items.setdefault(found[1], ReadItem()), _ITEM[found[3]], int(text))
            elif part[:2] in {"f-", "r-", "w-"}:
                form.saved[name] = text
    except (KeyError, ValueError):
        raise FormRefused(NOT_OURS) from None
    return form


def _read_sheet(form: ReadForm, title: str, grid: _Grid, formulas: Mapping[str, str]) -> None:
    columns = _columns(grid)
    for row, key in _keys(grid):
        label = next((c for c, name in columns.items() if name == LABEL), 0)
        if (row, label) in grid:
            _check_label(form, key, text_in(grid[row, label].value), f"{row}, trang {title}")
        for column, name in columns.items():
            if name == LABEL:
                continue
            at = f"{get_column_letter(column)}{row}"
            place = f"{at}, trang {title}"
            box = _name(key, name)
            if box not in form.saved or (box == key and name != MAIN):
                continue  # no box when the form was made, or the main column has it
            if box in form.cells:
                raise FormRefused(
                    f"Phiếu có hai dòng hoặc hai cột của cùng một ô ({place}). Hãy xóa phần chép "
                    "thêm rồi nộp lại."
                )
            form.cells[box] = cell_of(box, grid.get((row, column)), formulas.get(at, ""), place)


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


def _check_label(form: ReadForm, key: str, label: str, place: str) -> None:
    """Rows sorted without their hidden column would put figures under something else."""
    found = KEY.fullmatch(key)
    assert found is not None  # it was found by this pattern
    unit = found["unit"]
    expected = form.labels.get(unit) if unit else found["figure"] or found["words"] or found["work"]
    if label.strip() not in {"", expected}:
        raise FormRefused(
            f"Dòng {place}: “{label[:60]}” không khớp khóa ẩn của dòng ({expected}), có thể do sắp "
            "xếp lại mà bỏ sót cột ẩn. Hãy tải phiếu mới rồi nhập lại."
        )


def _name(key: str, column: str) -> str:
    if column == MAIN:
        return key
    return f"{key}-{column}" if key[0] in "rw" else f"{key.rpartition('-')[0]}-{column}"
