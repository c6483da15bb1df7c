"""The rows of "Tổng hợp": a band per group, a row per indicator, one per part (papers §2)."""

from dataclasses import dataclass, field

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.assessment import MeasureLine
from reports.comparisons import (
    PERCENT_DECIMALS,
    Compared,
    Scale,
    against_target,
    against_year_ago,
    target_scale,
    year_ago_scale,
)
from reports.export import figures
from reports.export.columns import GOAL, KEY, LAST_YEAR, NAME, UNIT, Columns, cell, span
from reports.export.figures import Live, is_missing
from reports.export.formats import (
    BAND_FILL,
    Formats,
    clean,
    compared_pattern,
    comparison_pattern,
    decimals_of,
    figure_pattern,
)
from reports.export.layout import Block, Text, row_height
from reports.export.sources import SourceRow
from reports.export.tally_formulas import Counted, parts_formula, tally_formula
from reports.paper_table import TableGroup, TableRow, last_year, printed_value
from reports.paper_words import Paper

TALLEST_BLOCK = 200.0


@dataclass
class SummaryRows:
    """Writes rows downwards and remembers what has to stay together."""

    sheet: Worksheet
    formats: Formats
    paper: Paper
    columns: Columns
    sources: dict[str, SourceRow]
    row: int
    blocks: list[Block] = field(default_factory=list)
    standings: list[tuple[int, TableRow]] = field(default_factory=list)

    def write_group(self, group: TableGroup) -> None:
        """A band with the group's tally, then its rows; the band stays with its first row."""
        columns, band_row, first = self.columns, self.row, len(self.blocks)
        self.row += 1
        band = self._band_height(group)
        for at, row in enumerate(group.rows):
            row_at = self.row
            height = self._write_row(group, at, row)
            if row.is_part and self._stays(height):
                self._extend(height)  # a compound row stays with its parts
            elif at == 0:
                self.blocks.append(Block(band_row, band + height))
            else:
                self.blocks.append(Block(row_at, height))
        whole = sum(block.height for block in self.blocks[first:])
        if len(self.blocks) > first:
            opening = self.blocks[first]
            self.blocks[first] = Block(opening.first_row, opening.height, whole)
        else:
            self.blocks.append(Block(band_row, band))
        last_row = self.row - 1
        made = self.formats.words(bold=True, bg_color=BAND_FILL)
        centred = self.formats.centred(bold=True, bg_color=BAND_FILL)
        self.sheet.write_string(band_row, KEY, group.numeral, centred)
        self.sheet.merge_range(band_row, NAME, band_row, LAST_YEAR, "", made)
        self.sheet.write_string(band_row, NAME, clean(group.title), made)
        self.sheet.merge_range(band_row, GOAL, band_row, columns.note, "", made)
        counted = Counted.indicators(
            span(KEY, band_row + 1, max(last_row, band_row + 1)),
            span(columns.standing, band_row + 1, max(last_row, band_row + 1)),
        )
        self.sheet.write_formula(
            band_row, GOAL, tally_formula(counted, group.tally.total), made, group.tally.sentence
        )
        self.sheet.set_row(band_row, band)

    def _stays(self, height: float) -> bool:
        """Whether a part still fits beside its indicator; the first one always does."""
        after_indicator = self.standings[-2][1].measure is None
        return after_indicator or self.blocks[-1].height + height < TALLEST_BLOCK

    def _extend(self, height: float) -> None:
        last = self.blocks[-1]
        self.blocks[-1] = Block(last.first_row, last.height + height, last.group_height)

    def _band_height(self, group: TableGroup) -> float:
        columns = self.columns
        return row_height(
            (
                Text(group.title, columns.width(NAME, LAST_YEAR), bold=True, indent=1),
                Text(group.tally.sentence, columns.width(GOAL, columns.note), bold=True, indent=1),
            )
        )

    def _write_row(self, group: TableGroup, at: int, row: TableRow) -> float:
        formats, sheet = self.formats, self.sheet
        slanted = {"italic": True} if row.is_part else {}
        compound = row.measure is None
        if row.is_part:
            sheet.write_string(self.row, KEY, row.key, formats.centred(**slanted))
        else:
            weight = {"bold": True} if compound else {}
            made = formats.centred(num_format="0", **weight)
            sheet.write_number(self.row, KEY, row.line.number, made)
        indent = 2 if row.is_part else 1
        texts = [
            self._words(NAME, row.name, formats.words(indent, **slanted), indent=indent),
            self._words(self.columns.note, row.note, formats.words(), indent=1),
            self._words(self.columns.lead, row.lead, formats.centred()),
            self._words(self.columns.standing, row.standing_text, formats.centred(), bold=True),
        ]
        if row.whole_note:  # what the cell has no room for, for whoever points at it
            wish = {"x_scale": 3, "y_scale": 2}
            sheet.write_comment(self.row, self.columns.note, clean(row.whole_note), wish)
        if row.measure is None:
            self._write_parts(group, at, row)
        else:
            texts.append(self._words(UNIT, row.unit, formats.centred()))
            texts.append(self._words(GOAL, row.goal, formats.centred()))
            self._write_figures(row, row.measure)
        self.standings.append((self.row, row))
        height = row_height(texts)
        sheet.set_row(self.row, height)
        self.row += 1
        return height

    def _words(
        self, column: int, text: str, made: Format, *, indent: int = 0, bold: bool = False
    ) -> Text:
        words = clean(text)
        self.sheet.write_string(self.row, column, words, made)
        return Text(words, self.columns.widths[column], bold=bold, indent=indent)

    def _write_parts(self, group: TableGroup, at: int, row: TableRow) -> None:
        """Under a compound indicator's figures columns stands how its parts stand."""
        made = self.formats.centred(italic=True)
        count = len(row.line.measures)
        self.sheet.merge_range(self.row, UNIT, self.row, self.columns.year_ago, "", made)
        if not count:
            self.sheet.write_string(self.row, UNIT, row.parts, made)
            return
        parts = span(self.columns.standing, self.row + 1, self.row + count)
        self.sheet.write_formula(self.row, UNIT, parts_formula(parts, count), made, row.parts)

    def _write_figures(self, row: TableRow, measure: MeasureLine) -> None:
        columns = self.columns
        source = self.sources[measure.key]
        before = last_year(measure)
        known = Live("", "-" if before is None else printed_value(measure, before))
        self._number(LAST_YEAR, measure, known, row.last_year)
        for at, place in enumerate(columns.places[:-1]):
            earlier = figures.figure_then(measure, measure.cells[place])
            self._number(columns.first_period + at, measure, earlier, row.figure(place))
        now = cell(columns.now, self.row)
        live = figures.figure_now(measure, source)
        self._number(columns.now, measure, live, row.figure(measure.place), bold=True)
        if columns.year_end is not None:
            ahead = figures.year_end(measure, self.paper.summary.period, now, source)
            starred = row.is_projected and not is_missing(ahead.value)
            wish = {"italic": True} if starred else {}
            text = row.year_end.rstrip("*")
            self._number(columns.year_end, measure, ahead, text, starred=starred, **wish)
        self._compared(
            columns.target,
            figures.set_against_target(measure, now, source),
            against_target(measure),
            comparison_pattern(target_scale(measure) or Scale.PERCENT, PERCENT_DECIMALS),
        )
        self._compared(
            columns.year_ago,
            figures.set_against_year_ago(measure, now, source),
            against_year_ago(measure),
            comparison_pattern(year_ago_scale(measure), PERCENT_DECIMALS),
        )

    def _number(
        self,
        column: int,
        measure: MeasureLine,
        live: Live,
        text: str,
        *,
        starred: bool = False,
        **wish: bool,
    ) -> None:
        """A number as the page prints it; a missing one is a sign in the middle of its cell."""
        if is_missing(live.value):
            pattern = figure_pattern(measure.decimals)
            self._live(column, live, self.formats.centred(num_format=pattern, **wish))
            return
        pattern = figure_pattern(decimals_of(text), starred=starred)
        self._live(column, live, self.formats.number(pattern, **wish))

    def _compared(self, column: int, live: Live, compared: Compared | None, pattern: str) -> None:
        if compared is None:
            self._live(column, live, self.formats.centred(num_format=pattern))
        else:
            self._live(column, live, self.formats.number(compared_pattern(compared)))

    def _live(self, column: int, live: Live, made: Format) -> None:
        if live.formula:
            self.sheet.write_formula(self.row, column, live.formula, made, live.cached)
        elif isinstance(live.cached, str):
            self.sheet.write_string(self.row, column, live.cached, made)
        else:
            self.sheet.write_number(self.row, column, live.cached, made)
