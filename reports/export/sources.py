"""The sheet "Nguồn số liệu": what was typed and what it is judged by (mockups/papers §3).

The figures of "Tổng hợp" are formulas over this sheet: one place to trace and to correct one.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from reports.assessment import IndicatorLine, MeasureLine
from reports.export.columns import cell
from reports.export.formats import Formats, clean, decimals_of, figure_pattern
from reports.export.layout import Block, Text, page_breaks, row_height
from reports.export.page import (
    SMALL,
    heading_row,
    set_page,
    set_widths,
    sheet_top,
    write_note,
    write_numbers,
)
from reports.paper_notes import ON_BEHALF, cut
from reports.paper_table import NOT_COMPARED, printed_value
from reports.paper_words import SOURCES_TITLE, Paper
from reports.phrases import day, nature_words, number
from targets.rules.appraisal import ExpectedFrom
from targets.rules.figures import Formula
from targets.rules.pace import Pace, starting_point
from targets.rules.spelling import DECIMALS

SHEET = "Nguồn số liệu"
FIRST_ROW = 7
(KEY, NAME, METHOD, SUPPLIER, START, LOW, HIGH, TOLERANCE, VALUE, DENOMINATOR, YEAR_AGO, EXPECTED,
 EXPECTED_FROM, NATURE, AS_OF, SENT, APPROVED) = range(17)  # fmt: skip
WIDTHS = (5, 24, 27, 15, 8, 8, 7.5, 6.5, 9, 8.5, 8.5, 8.5, 8.5, 8.5, 10, 12.5, 12.5)
_EXPECTED_WORDS = {
    ExpectedFrom.MILESTONE: "mốc quý",
    ExpectedFrom.LINE: "đường thẳng",
    ExpectedFrom.ALL_YEAR: "giữ cả năm",
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a measure stands on the sheet; the row is numbered from 0."""

    row: int

    def __getitem__(self, column: int) -> str:
        return f"'{SHEET}'!{cell(column, self.row)}"


def source_rows(paper: Paper) -> dict[str, SourceRow]:
    """By a measure's key; known before the sheet is written, because others point at it."""
    return {each.key: SourceRow(FIRST_ROW + at) for at, each in enumerate(paper.measures)}


def write_sources(sheet: Worksheet, formats: Formats, paper: Paper) -> None:
    set_widths(sheet, WIDTHS)
    top = sheet_top(sheet, formats, paper, title=SOURCES_TITLE, as_of=paper.as_of, widths=WIDTHS)
    repeated = _heading(sheet, formats, paper)
    blocks: list[Block] = []
    row = FIRST_ROW
    for line in paper.indicators:
        for measure in line.measures:
            height = _write_measure(sheet, formats, row, line, measure, paper)
            blocks.append(Block(row, height))
            row += 1
    blocks.append(Block(row, write_note(sheet, formats, row, _foot(paper), WIDTHS)))
    sheet.set_h_pagebreaks(
        page_breaks(blocks, widths=WIDTHS, first_used=top + repeated, repeated=repeated)
    )
    sheet.repeat_rows(4, 6)
    sheet.freeze_panes(FIRST_ROW, METHOD)
    set_page(sheet, SHEET, illustrative=paper.illustrative)
    sheet.print_area(0, 0, row, APPROVED)


def _heading(sheet: Worksheet, formats: Formats, paper: Paper) -> float:
    summary = paper.summary
    period = paper.period_and_year
    tops = {
        KEY: "TT", NAME: "Chỉ tiêu thành phần", METHOD: "Cách tính",
        SUPPLIER: "Nơi cung cấp, minh chứng",
        START: "Xuất phát", LOW: "Mức thấp", HIGH: "Mức cao", TOLERANCE: "Sai số ±",
        YEAR_AGO: f"Cùng kỳ {summary.year - 1}", EXPECTED: "Mốc kỳ này",
        EXPECTED_FROM: "Cách đặt mốc", NATURE: "Loại số liệu", AS_OF: "Số đến ngày",
        SENT: "Người gửi", APPROVED: "Người duyệt",
    }  # fmt: skip
    height = heading_row(
        sheet,
        formats,
        rows=(4, 5),
        tall=tops,
        wide=[(VALUE, DENOMINATOR, f"{period[:1].upper()}{period[1:]}")],
        low={VALUE: "Tử số, giá trị", DENOMINATOR: "Mẫu số"},
        widths=WIDTHS,
    )
    return height + write_numbers(sheet, formats, 6, len(WIDTHS))


def _write_measure(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    line: IndicatorLine,
    measure: MeasureLine,
    paper: Paper,
) -> float:
    small = {"font_size": SMALL}
    typed, now, report = measure.now.typed, measure.now, line.report
    texts = {
        NAME: (measure.name, formats.words(), {}),
        METHOD: (measure.method or NOT_COMPARED, formats.words(**small), small),
        SUPPLIER: (_source(line, measure), formats.words(**small), small),
        EXPECTED_FROM: (_expected_words(measure), formats.centred(**small), small),
        NATURE: (
            nature_words(typed).lower() if now.figure is not None else NOT_COMPARED,
            formats.centred(**small), small,
        ),
        AS_OF: (_day(typed.as_of), formats.centred(**small), small),
        SENT: (
            _who(report.entered_by, report.entered_at, ON_BEHALF if report.on_behalf else ""),
            formats.centred(**small), small,
        ),
        APPROVED: (
            _who(
                report.approved_by, report.approved_at,
                "người nhập tự duyệt" if report.single_handed else "",
            ),
            formats.centred(**small), small,
        ),
    }  # fmt: skip
    heights = []
    for column, (said, made, _) in texts.items():
        words = clean(said)
        sheet.write_string(row, column, words, made)
        size = SMALL if column != NAME else 12
        indent = 1 if column in {NAME, METHOD, SUPPLIER} else 0
        heights.append(Text(words, WIDTHS[column], size, indent=indent))
    if measure.letter:
        sheet.write_string(row, KEY, measure.key, formats.centred())
    else:
        sheet.write_number(row, KEY, line.number, formats.centred(num_format="0"))
    _write_terms(sheet, formats, row, measure)
    _write_typed(sheet, formats, row, measure)
    _write_expected(sheet, formats, row, measure, paper)
    height = row_height(heights)
    sheet.set_row(row, height)
    return height


def _write_terms(sheet: Worksheet, formats: Formats, row: int, measure: MeasureLine) -> None:
    target, year_ago = measure.target, measure.now.year_ago
    known: dict[int, Decimal | None] = {
        START: start_or_base(measure),
        LOW: None if target is None else target.low,
        HIGH: None if target is None else target.high,
        TOLERANCE: None if target is None else target.tolerance or None,
        YEAR_AGO: None if year_ago is None else printed_value(measure, year_ago),
    }
    for column, amount in known.items():
        if amount is not None:
            decimals = measure.decimals if column == YEAR_AGO else own_decimals(amount)
            if column in {START, LOW, HIGH}:
                decimals = max(decimals, measure.decimals)
            pattern = figure_pattern(decimals)
            sheet.write_number(row, column, float(amount), formats.number(pattern))
        elif column == YEAR_AGO:
            sheet.write_blank(row, column, None, formats.cell())
        else:
            sheet.write_string(row, column, NOT_COMPARED, formats.centred())


def _write_typed(sheet: Worksheet, formats: Formats, row: int, measure: MeasureLine) -> None:
    """What was typed; of a secret count the percentage alone."""
    value, denominator = typed_numbers(measure)
    for column, amount in ((VALUE, value), (DENOMINATOR, denominator)):
        if amount is None:
            sheet.write_blank(row, column, None, formats.cell())
            continue
        decimals = own_decimals(amount)
        if column == VALUE and denominator is None:
            decimals = max(measure.decimals, decimals)
        if decimals > DECIMALS:  # not typed but worked out
            decimals = decimals_of(number(measure, measure.now.figure))
        pattern = figure_pattern(decimals)
        sheet.write_number(row, column, float(amount), formats.number(pattern))


def _write_expected(
    sheet: Worksheet, formats: Formats, row: int, measure: MeasureLine, paper: Paper
) -> None:
    now = measure.now
    if now.expected is None:
        sheet.write_blank(row, EXPECTED, None, formats.cell())
        return
    shown = number(measure, now.expected)
    made = formats.number(figure_pattern(decimals_of(shown)))
    mark = cell(HIGH if measure.target and measure.target.low is None else LOW, row)
    if now.expected_from is ExpectedFrom.ALL_YEAR:
        formula = f"={mark}"
    elif now.expected_from is ExpectedFrom.LINE:
        share = f"{paper.summary.period.share.normalize():f}"
        start = cell(START, row)
        formula = f"={start}+({mark}-{start})*{share}"
        if measure.formula == Formula.DECREASE:
            formula = f"={mark}*{share}"
    else:
        sheet.write_number(row, EXPECTED, float(now.expected), made)
        return
    sheet.write_formula(row, EXPECTED, formula, made, float(now.expected))


def typed_numbers(measure: MeasureLine) -> tuple[Decimal | None, Decimal | None]:
    """The value, or numerator and denominator, that the figure is worked out from."""
    now, typed = measure.now, measure.now.typed
    if now.figure is None:
        return None, None
    paired = measure.formula != Formula.VALUE and not measure.percent_only
    if measure.percent_only and measure.formula == Formula.EXCESS:
        return typed.numerator, None  # done against given, in percent
    if paired and typed.numerator is not None and typed.denominator is not None:
        return typed.numerator, typed.denominator
    if measure.formula == Formula.DECREASE and typed.value is None:
        return (measure.baseline or Decimal(0)) - now.figure, None
    return typed.value if typed.value is not None else now.figure, None


def start_or_base(measure: MeasureLine) -> Decimal | None:
    """Where the year's path begins; of a decrease, last year's rate it is taken from."""
    if measure.formula == Formula.DECREASE:
        return measure.baseline
    if measure.pace == Pace.YEAR_END:
        return None
    return starting_point(
        measure.formula, measure.pace, start=measure.start, baseline=measure.baseline
    )


def own_decimals(amount: Decimal) -> int:
    return max(0, -int(amount.normalize().as_tuple().exponent))


def _expected_words(measure: MeasureLine) -> str:
    known = _EXPECTED_WORDS.get(measure.now.expected_from)
    if known:
        return known
    if measure.target is None:
        return "bằng nhận xét"
    return "cuối năm" if measure.pace == Pace.YEAR_END else "không có xuất phát"


def _source(line: IndicatorLine, measure: MeasureLine) -> str:
    """Where the figure comes from; under the first measure, what was attached to prove it."""
    source = cut(measure.now.typed.source_note or measure.source) or NOT_COMPARED
    if not line.report.evidence or measure is not line.measures[0]:
        return source
    return f"{source}\nMinh chứng: {cut('; '.join(line.report.evidence))}"


def _day(value: datetime.date | None) -> str:
    return NOT_COMPARED if value is None else day(value)


def _who(name: str, at: datetime.datetime | None, how: str) -> str:
    if not name:
        return NOT_COMPARED
    parts = [name, "" if at is None else day(timezone.localtime(at)), how]
    return "\n".join(part for part in parts if part)


def _foot(paper: Paper) -> str:
    excesses = [each for each in paper.measures if each.formula == Formula.EXCESS]
    secret = [each.key for each in paper.measures if each.percent_only]
    note = (
        "Kết quả = tử số / mẫu số × 100 khi có mẫu số; không có mẫu số thì tử số là giá trị. Ô "
        "trống là chưa có số liệu, không phải số 0. “Xuất phát” của chỉ tiêu giảm tỷ lệ là tỷ lệ "
        "cuối năm trước."
    )
    if excesses:
        keys = ", ".join(f"({each.key})" for each in excesses)
        note += (
            f" Chỉ tiêu {keys}: xuất phát, mức thấp, mức cao, mốc là phần vượt so với số được "
            "giao (-100 là chưa thực hiện)."
        )
    if secret:
        note += f" Chỉ tiêu {', '.join(f'({key})' for key in secret)} chỉ báo cáo tỷ lệ."
    return f"{note} Ngày in: {day(paper.summary.made_on)}."
