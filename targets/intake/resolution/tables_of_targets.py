"""Targets set out as a table: which column is what, and which row belongs to which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from targets.intake.reading import Span
from targets.intake.resolution.amounts import amounts
from targets.intake.resolution.lettering import flat, shadow, trimmed
from targets.intake.resolution.paragraphs import Paragraph

_ORDER = re.compile(r"(?:stt|tt|số tt|số thứ tự|#|mục|số)\.?$")
_UNIT = re.compile(r"(?:đvt|đ\.v\.t|đơn vị(?: tính)?|đơn vị đo)\.?$")
_FIELD = re.compile(r"(?:lĩnh vực|nhóm(?: chỉ tiêu)?)$")
_NAME = re.compile(r"chỉ tiêu|nội dung|tên|danh mục|tiêu chí|mục tiêu|nhiệm vụ|lĩnh vực")
_GOAL = re.compile(
    r"kế hoạch|\bkh\b|mục tiêu|chỉ tiêu.*(?:năm|giao|\d{4})|phấn đấu|nghị quyết|\bnq\b|giao|dự kiến"
    r"|mức|đến năm|(?:^|\s)(?:năm )?20\d\d$|yêu cầu|số lượng|giá trị|phải đạt|cần đạt"
)
_NOT_GOAL = re.compile(
    r"thực hiện|\bth\b|\bước\b|kết quả|so sánh|so với|cùng kỳ|ghi chú|chủ trì|phụ trách|phối hợp"
    r"|đơn vị|cơ quan|đánh giá|tăng|giảm|thời gian|hiện trạng|căn cứ|nguồn"
)
_IS_ORDER = re.compile(
    r"(?:\(?[0-9]{1,3}(?:\.\d{1,2})*[.)]?|[ivxlc]{1,6}[.)]?|[a-zđ][.)]?|[-+•*])$"
)
_TOP_ORDER = re.compile(r"(?:[ivxlc]{1,6}|[a-zđ])[.)]?$")
_SUB = re.compile(r"(?:[-–—+•·*]|trong đó|tr\.đó|[a-zđ]\))\s*")
_UNIT_ONLY = re.compile(
    r"(?:%|điểm\s*%|[^\W\d]{1,12}(?:\s[^\W\d]{1,12}){0,2}(?:/[^\W\d]{1,8}){0,3})$"
)
_COLUMN_CODE = re.compile(r"(?:[A-ZĐ]|\(?\d{1,2}\)?(?:\s*=.*)?)?$")  # "A B 1 2 3=2/1" below heads
_DASHES = re.compile(r"[\s:\-–—|+=]*$")


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a heading (no goal), a target, or a part of the target above it."""

    number: str
    name: Cell
    goal: Cell | None
    unit: str
    span: Span
    part: bool  # belongs to the row above
    heading: bool


@dataclass(slots=True)
class _Columns:
    order: int | None = None
    name: int | None = None
    unit: int | None = None
    goal: int | None = None
    goals: int = 0  # how many columns might be the goal
    year: str = ""  # of the goal's column
    field: int | None = None  # "Lĩnh vực" beside the targets' names


def cells_of(text: str, row: Paragraph) -> list[Cell]:
    """The cells of a line, without the bars at its ends."""
    mark = "\t" if "\t" in text[row.start : row.end] else "|"
    found: list[Cell] = []
    place = row.start
    for piece in text[row.start : row.end].split(mark):
        found.append(Cell(*trimmed(text, place, place + len(piece))))
        place += len(piece) + 1
    if mark == "|":
        found = found[not found[0].of(text) : len(found) - (not found[-1].of(text))]
    return found


def rows_of(text: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Row], bool]:
    """The rows below the heads of the columns; whether it is unsure which column is the goal."""
    lines = [cells_of(text, one) for one in paragraphs]
    lines = [line for line in lines if any(not _DASHES.fullmatch(c.of(text)) for c in line)]
    columns = _Columns()
    heads: set[str] = set()
    body: list[list[Cell]] = []
    for line in lines:
        words = " ".join(shadow(cell.of(text)) for cell in line)
        if words in heads:
            continue
        if not body and heads and all(_COLUMN_CODE.match(c.of(text)) for c in line):
            continue
        if not body and _is_head(text, line):
            _learn(text, line, columns)
            heads.add(words)
            continue
        body.append(line)
    if columns.name is None or columns.goal is None:
        _guess(text, body, columns)
    if columns.name is None:
        return [], False
    return list(_rows(text, body, columns)), columns.goals > 1


def _is_head(text: str, line: list[Cell]) -> bool:
    words = [shadow(cell.of(text)).strip() for cell in line]
    named = sum(
        bool(
            _ORDER.match(w)
            or _UNIT.match(w)
            or _NAME.search(w)
            or _GOAL.search(w)
            or _NOT_GOAL.search(w)
        )
        for w in words
        if w and len(w) < 80
    )
    filled = sum(1 for w in words if w)
    return (
        named >= 2
        and not any(re.search(r"\d\s*%|\d,\d", w) for w in words)
        and (named >= filled - 2)
    )


def _learn(text: str, line: list[Cell], columns: _Columns) -> None:
    for place, cell in enumerate(line):
        words = shadow(cell.of(text)).strip()
        if not words:
            continue
        if _ORDER.match(words) and columns.order is None:
            columns.order = place
        elif _UNIT.match(words) and columns.unit is None:
            columns.unit = place
        elif _FIELD.match(words) and columns.field is None:
            columns.field = place
        elif _NAME.search(words) and columns.name is None and not re.search(r"20\d\d", words):
            columns.name = place
        elif _GOAL.search(words) and not _NOT_GOAL.search(words):
            columns.goals += 1
            year = max(re.findall(r"20\d\d", words), default="0")
            if columns.goal is None or year >= columns.year:
                columns.goal, columns.year = place, year
    if columns.name is None and columns.field is not None:
        columns.name, columns.field = columns.field, None


def _guess(text: str, body: list[list[Cell]], columns: _Columns) -> None:
    """Without heads: the name is the longest words, the goal the last column with numbers."""
    width = max((len(line) for line in body), default=0)
    if width < 2:
        return
    lengths = [0] * width
    numbers = [0] * width
    for line in body:
        for place, cell in enumerate(line):
            words = shadow(cell.of(text))
            lengths[place] += sum(map(str.isalpha, words))
            numbers[place] += any(map(str.isdigit, words)) and len(words) < 60
    if columns.name is None:
        columns.name = lengths.index(max(lengths))
    if columns.goal is None:
        able = [p for p in range(width) if p > columns.name and numbers[p] * 2 >= len(body) > 0]
        columns.goal = able[-1] if able else None
        columns.goals = len(able)
    if columns.order is None and columns.name > 0:
        columns.order = 0
    if columns.unit is None:
        columns.unit = next(
            (
                p
                for p in range(columns.name + 1, width)
                if p != columns.goal
                and body
                and sum(
                    bool(len(line) > p and _UNIT_ONLY.match(shadow(line[p].of(text)).strip()))
                    for line in body
                )
                * 2
                >= len(body)
            ),
            None,
        )


def _rows(text: str, body: list[list[Cell]], columns: _Columns) -> Iterator[Row]:
    numbered = False
    above = ""
    for line in body:
        field = _cell(line, columns.field)
        if field is not None and field.of(text).strip() not in {"", above}:
            above = field.of(text).strip()
            yield Row("", field, None, "", Span(field.start, field.end), part=False, heading=True)
        filled = [cell for cell in line if cell.of(text).strip()]
        if not filled:
            continue
        span = Span(filled[0].start, filled[-1].end)
        order = _at(text, line, columns.order)
        name = _cell(line, columns.name)
        if (
            name is None
            or not name.of(text).strip()
            or (len(filled) == 1 and filled[0] is not name)
        ):
            name = next((c for c in filled if sum(map(str.isalpha, c.of(text))) > 1), filled[0])
        goal = _cell(line, columns.goal)
        if goal is not None and (not goal.of(text).strip(" -–x") or goal == name):
            goal = None
        mark = shadow(order).strip()
        sub = _SUB.match(shadow(name.of(text)))
        own = bool(re.match(r"\(?\d{1,3}[.)]?$", mark))
        part = (
            numbered
            and not own
            and (bool(sub) or bool(re.match(r"\d+\.\d+|[a-zđ]\)?$|[-+•]$", mark)))
        )
        in_name = _has_amount(text, name)
        heading = (
            goal is None
            and not in_name
            and not part
            and (not own or (len(filled) <= 2 and not mark))
        )
        if _TOP_ORDER.match(mark) and goal is None and not in_name and not (part and sub):
            heading, part = True, False
        if own:
            numbered = True
        elif heading:
            numbered = False
        begin = name.start + (sub.end() if sub else 0)
        number = re.sub(r"[().]+$|^\(", "", order.strip()) if _IS_ORDER.match(mark) else ""
        yield Row(
            number,
            Cell(begin, name.end),
            goal,
            flat(_at(text, line, columns.unit)),
            span,
            part,
            heading,
        )


def _has_amount(text: str, cell: Cell) -> bool:
    low = shadow(cell.of(text))
    return next(amounts(low, 0, len(low)), None) is not None


def _cell(line: list[Cell], place: int | None) -> Cell | None:
    return line[place] if place is not None and place < len(line) else None


def _at(text: str, line: list[Cell], place: int | None) -> str:
    cell = _cell(line, place)
    return cell.of(text) if cell else ""
