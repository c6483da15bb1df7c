"""The sheet "Chậm và nguy cơ": what is late or may fall short, worst first (mockups/papers §3)."""

from dataclasses import replace
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.assessment import MeasureLine
from reports.export import figures, sources
from reports.export.columns import cell
from reports.export.figures import Live, Value, is_missing
from reports.export.formats import (
    Formats,
    decimals_of,
    figure_pattern,
)
from reports.export.layout import Block, Text, page_breaks, row_height
from reports.export.links import Links
from reports.export.marks import mark_signs
from reports.export.page import (
    Said,
    set_page,
    set_widths,
    sheet_top,
    single_heading,
    write_note,
    write_numbers,
    write_row,
    write_whole_row,
)
from reports.export.parts import PART_NAMES, Part
from reports.export.risk_columns import GAP, KEY, MARK, NAME, NOW, UNIT, RiskColumns, headings, note
from reports.export.risk_rows import BAND, FIRST_ROW, RiskRows
from reports.export.risk_work import write_work
from reports.paper_table import NOT_COMPARED, TableRow, printed_value
from reports.paper_words import Paper
from reports.risks import (
    RiskPart,
    can_be_made_up,
    cause,
    late_work,
    named,
    outlook_sentence,
    proposal,
    risk_parts,
)
from targets.rules.comparison import Direction
from targets.rules.figures import HUNDRED, Formula

SHEET = PART_NAMES[Part.RISKS]
TITLE = "CHỈ TIÊU CHẬM TIẾN ĐỘ, CÓ NGUY CƠ KHÔNG ĐẠT VÀ ĐẦU VIỆC QUÁ HẠN"
NOTHING = "Không có chỉ tiêu chậm tiến độ, có nguy cơ không đạt; không có đầu việc quá hạn."
NOT_OPENED = "Kỳ báo cáo chưa mở nên chưa có chỉ tiêu nào phải đánh giá; không có đầu việc quá hạn."


def write_risks(
    book: Workbook, sheet: Worksheet, formats: Formats, paper: Paper, links: Links
) -> None:
    columns = RiskColumns(paper.summary.period.is_last)
    widths = columns.widths
    set_widths(sheet, widths)
    top = sheet_top(sheet, formats, paper, title=TITLE, as_of=paper.as_of, widths=widths)
    repeated = single_heading(sheet, formats, 4, headings(paper.summary, columns), widths)
    repeated += write_numbers(sheet, formats, 5, len(widths))
    rows = _MeasureRows(sheet, formats, paper, columns, links)
    for part in risk_parts(paper.summary, paper.groups):
        rows.write_part(part)
    last_measure = max(rows.row - 1, FIRST_ROW)
    late = late_work(paper.summary)
    if late:
        write_work(rows, late)
    if not rows.blocks:
        words = NOTHING if paper.summary.period.opened else NOT_OPENED
        rows.blocks.append(
            Block(FIRST_ROW, write_whole_row(sheet, formats, FIRST_ROW, words, widths))
        )
        rows.row += 1
    foot = write_note(sheet, formats, rows.row, note(columns), widths)
    rows.blocks.append(Block(rows.row, foot, clings=True))
    sheet.set_h_pagebreaks(
        page_breaks(rows.blocks, widths=widths, first_used=top + repeated, repeated=repeated)
    )
    mark_signs(book, sheet, columns.standing, FIRST_ROW, last_measure)
    sheet.repeat_rows(4, 5)
    sheet.freeze_panes(FIRST_ROW, UNIT)
    set_page(sheet, SHEET, illustrative=paper.illustrative)
    sheet.print_area(0, 0, rows.row, columns.lead)


class _MeasureRows(RiskRows):
    """The measures, numbered through all parts."""

    def write_part(self, part: RiskPart) -> None:
        band_row = self.band(part.heading)
        heights = [self._write_row(row, lacking=part.lacking) for row in part.rows]
        self._keep(band_row, BAND, heights, first=band_row + 1)

    def _keep(self, opening: int, used: float, heights: list[float], *, first: int) -> None:
        """A band, and what stands between it and the first row, stay with that row."""
        whole = used + sum(heights)
        self.blocks.append(Block(opening, used + heights[0], group_height=whole))
        self.blocks += [Block(first + at, heights[at]) for at in range(1, len(heights))]

    def _write_row(self, row: TableRow, *, lacking: bool) -> float:
        columns, summary = self.columns, self.paper.summary
        self.count += 1
        self.sheet.write_number(self.row, KEY, self.count, self.formats.centred(num_format="0"))
        texts = {
            NAME: Said(named(row), self.words, indent=1),
            UNIT: Said(row.unit or NOT_COMPARED, self.centred),
            columns.cause: Said(cause(summary, row, lacking=lacking), self.words, indent=1),
            columns.proposal: Said(
                proposal(summary, row, lacking=lacking), self.words, indent=1, missing=self.centred
            ),
            columns.lead: Said(row.line.lead_name or NOT_COMPARED, self.centred),
        }
        if not columns.is_last:
            texts[columns.outlook] = Said(
                outlook_sentence(row.measure), self.words, indent=1, missing=self.centred
            )
        asked = write_row(self.sheet, self.row, texts, self.widths)
        standing = Said(row.standing_text, self.centred, bold=True)
        target = self.links.table.standing(row)
        self.sheet.write_formula(
            self.row, columns.standing, f"={target}", self.centred, standing.words
        )
        asked.append(_asked(standing, self.widths[columns.standing]))
        if row.measure is None:
            self._no_figures()
        else:
            self._write_figures(row, row.measure)
        height = row_height(asked)
        self.sheet.set_row(self.row, height)
        self.row += 1
        return height

    def _no_figures(self) -> None:
        last = GAP if self.columns.is_last else self.columns.year_end
        for column in range(NOW, last + 1):
            self.sheet.write_string(self.row, column, NOT_COMPARED, self.centred)

    def _write_figures(self, row: TableRow, measure: MeasureLine) -> None:
        columns, source = self.columns, self.links.sources[measure.key]
        decimals = measure.decimals
        if measure.now.figure is not None:  # as many as it is printed with beside its bounds
            decimals = decimals_of(row.figure(measure.place))
        now = figures.figure_now(measure, source).value
        at = {column: cell(column, self.row) for column in (NOW, MARK)}
        self._live(NOW, Live(f"={self.links.table.now(row)}", now), decimals, bold=True)
        mark = self._mark(measure)
        self._live(MARK, mark, decimals)
        gap: Value = NOT_COMPARED
        if isinstance(now, Decimal) and isinstance(mark.value, Decimal):
            gap = now - mark.value
        both = f"AND(ISNUMBER({at[NOW]}),ISNUMBER({at[MARK]}))"
        formula = f'=IF({both},{at[NOW]}-{at[MARK]},"{NOT_COMPARED}")'
        self._live(GAP, Live(formula, gap), decimals, bold=True)
        if columns.is_last:
            return
        self._live(columns.needed, self._needed(measure, now, at[NOW]), decimals)
        ahead = figures.year_end(measure, self.paper.summary.period, at[NOW], source)
        link = replace(ahead, formula=f"={self.links.table.year_end(row)}")
        starred = row.is_projected and not is_missing(ahead.value)
        text = row.year_end.rstrip("*")
        self._live(columns.year_end, link, decimals_of(text), starred=starred)

    def _mark(self, measure: MeasureLine) -> Live:
        """Where the figure should be by now; in the last period what it should have reached."""
        source, target = self.links.sources[measure.key], measure.target
        if not self.columns.is_last:
            return _beyond_given(measure, source[sources.EXPECTED], measure.now.expected)
        if target is None or target.mark is None:
            return Live("", NOT_COMPARED)
        column = sources.HIGH if target.direction == Direction.DOWN else sources.LOW
        return _beyond_given(measure, source[column], target.mark)

    def _needed(self, measure: MeasureLine, now: Value, at: str) -> Live:
        if not can_be_made_up(measure) or not isinstance(now, Decimal):
            return Live("", NOT_COMPARED)
        assert measure.target is not None
        assert measure.target.low is not None
        low = self.links.sources[measure.key][sources.LOW]
        given = "100+" if measure.formula == Formula.EXCESS else ""
        value = printed_value(measure, measure.target.low) - now
        return Live(f'=IF(ISNUMBER({at}),{given}{low}-{at},"{NOT_COMPARED}")', value)

    def _live(
        self, column: int, live: Live, decimals: int, *, starred: bool = False, **wish: bool
    ) -> None:
        missing = is_missing(live.value)
        pattern = figure_pattern(decimals, starred=starred)
        if starred:
            wish["italic"] = True
        made: Format = (
            self.formats.centred(num_format=pattern, **wish)
            if missing
            else self.formats.number(pattern, **wish)
        )
        if live.formula:
            self.sheet.write_formula(self.row, column, live.formula, made, live.cached)
        else:
            self.sheet.write_string(self.row, column, str(live.value), made)


def _asked(said: Said, width: float) -> Text:
    return Text(said.words, width, said.size, bold=said.bold)


def _beyond_given(measure: MeasureLine, source: str, amount: Decimal | None) -> Live:
    """A number of "Nguồn số liệu" as figures are printed: an excess as done against given."""
    given = "100+" if measure.formula == Formula.EXCESS else ""
    value: Value = NOT_COMPARED
    if amount is not None:
        value = amount + HUNDRED if given else amount
    return Live(f'=IF(ISNUMBER({source}),{given}{source},"{NOT_COMPARED}")', value)
