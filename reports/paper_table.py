"""The official table "Biểu tổng hợp", cell by cell (mockups/papers §2).

The paper on screen prints its texts; the workbook writes the same values as numbers and formulas.
Knows no Django.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.assessment import Cell, IndicatorLine, MeasureLine, PeriodLine, Summary
from reports.comparisons import against_target, against_year_ago, is_rate
from reports.paper_notes import notes_on
from reports.phrases import number, standing_words
from reports.tally import Tally
from targets.labels import standing_label
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import plain
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.wording import lowered

SIGNS = {
    Standing.EXCEEDED: "▲",
    Standing.MET: "●",
    Standing.ON_TRACK: "►",
    Standing.BEHIND: "▼",
    Standing.MISSED: "■",
    Standing.IN_PROGRESS: "○",
    Standing.NO_FIGURE: "◊",
    Standing.NOT_DUE: "□",
}
NOT_COMPARED = "-"
NO_FIGURE = "…"
MOST_PERIODS = 4
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
         (1, "I"))  # fmt: skip
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_PADDED = re.compile(r"(?<![\d,.])0(\d)(?![\d,.])")
_RANGE = re.compile(r"(?<=\d) - (?=\d)")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the paper. `measure` None: the row over the parts of a compound indicator.

    `whole_note`: the note with nothing left out, where the cell's has been shortened.
    """

    line: IndicatorLine
    measure: MeasureLine | None
    note: str
    is_part: bool = False
    whole_note: str = ""

    @property
    def key(self) -> str:
        return self.measure.key if self.measure and self.is_part else str(self.line.number)

    @property
    def name(self) -> str:
        return self.measure.name if self.measure and self.is_part else self.line.wording

    @property
    def lead(self) -> str:
        return "" if self.is_part else self.line.lead_name

    @property
    def standing(self) -> Standing:
        """What counts: on an indicator's row the rating people set, on a part's the computed."""
        if self.is_part and self.measure is not None:
            return self.measure.standing
        return self.line.verdict

    @property
    def standing_text(self) -> str:
        """Sign and word; both survive a photocopy."""
        return f"{SIGNS[self.standing]} {self._words(self.standing)}"

    @property
    def choices(self) -> list[str]:
        """Every standing this row may carry, in its own words."""
        return [f"{sign} {self._words(each)}" for each, sign in SIGNS.items()]

    def _words(self, standing: Standing) -> str:
        """As the measure's case asks for; what people set is said plainly, whatever the figure."""
        by_hand = self.line.final is not None and not self.is_part
        return standing_words(None if by_hand else self.measure, standing)

    @property
    def parts(self) -> str:
        """3 thành phần; đạt 1; chưa đến kỳ đánh giá 2: what stands over the parts."""
        tally = Tally.of(each.standing for each in self.line.measures)
        found = [f"{len(self.line.measures)} thành phần"]
        found += [f"{lowered(standing_label(each))} {tally[each]}" for each in SIGNS if tally[each]]
        return "; ".join(found)

    @property
    def unit(self) -> str:
        if self.measure is None:
            return ""
        if self.measure.formula == Formula.EXCESS:
            return f"% {basis_in_short(self.measure)}"
        return self.measure.unit_of_measure

    @property
    def goal(self) -> str:
        return "" if self.measure is None else goal_words(self.measure)

    @property
    def last_year(self) -> str:
        if self.measure is None or (known := last_year(self.measure)) is None:
            return NOT_COMPARED
        return number(self.measure, known)

    def figure(self, place: int) -> str:
        """The figure of a period as printed; … where one is due and missing."""
        if self.measure is None:
            return ""
        cell = self.measure.cells[place]
        if cell.figure is None:
            return missing_sign(self.measure, cell)
        return number(self.measure, cell.figure)

    @property
    def year_end(self) -> str:
        """The unit's estimate; our own projection carries a star."""
        if self.measure is None or self.measure.now.year_end is None:
            return NOT_COMPARED
        star = "*" if self.measure.now.estimate is None else ""
        return number(self.measure, self.measure.now.year_end) + star

    @property
    def is_projected(self) -> bool:
        """Whether the year end is our projection and not the unit's word."""
        return self.measure is not None and self.measure.now.estimate is None

    @property
    def against_target(self) -> str:
        compared = self.measure and against_target(self.measure)
        return compared.text if compared else NOT_COMPARED

    @property
    def against_year_ago(self) -> str:
        compared = self.measure and against_year_ago(self.measure)
        return compared.text if compared else NOT_COMPARED


@dataclass(frozen=True, slots=True)
class TableGroup:
    """A grey band and the rows under it."""

    numeral: str
    name: str
    tally: Tally
    rows: tuple[TableRow, ...]

    @property
    def title(self) -> str:
        return group_title(self.name)


def group_title(name: str) -> str:
    """Nhóm chỉ tiêu về kinh tế, unless the name says so itself."""
    if name.casefold().startswith(("nhóm", "chỉ tiêu", "các chỉ tiêu")):
        return name
    return f"Nhóm chỉ tiêu về {lowered(name)}"


def table_groups(summary: Summary) -> Iterator[TableGroup]:
    """The table in the resolution's order."""
    for group in summary.groups:
        rows = tuple(row for line in group.indicators for row in _rows(summary.period, line))
        yield TableGroup(roman(group.number), group.name, group.tally, rows)


def _rows(period: PeriodLine, line: IndicatorLine) -> Iterator[TableRow]:
    if len(line.measures) == 1:
        (measure,) = line.measures
        yield _row(period, line, measure)
        return
    yield _row(period, line, None)
    for measure in line.measures:
        yield _row(period, line, measure, is_part=True)


def _row(
    period: PeriodLine, line: IndicatorLine, measure: MeasureLine | None, *, is_part: bool = False
) -> TableRow:
    note = notes_on(period, line, measure, is_part=is_part)
    whole = notes_on(period, line, measure, is_part=is_part, in_full=True)
    return TableRow(line, measure, note, is_part, "" if whole == note else whole)


def row_tally(groups: tuple[TableGroup, ...]) -> Tally:
    """Of the rows that have a figure of their own, as the column "Đánh giá" shows them."""
    return Tally.of(row.standing for group in groups for row in group.rows if row.measure)


def shown_places(summary: Summary) -> range:
    """The periods that have columns: those up to the one in question, four at most."""
    place = [period.quarter for period in summary.periods].index(summary.quarter)
    return range(max(0, place + 1 - MOST_PERIODS), place + 1)


def has_year_end(summary: Summary) -> bool:
    """In the last period the figure itself is the year's."""
    return not summary.period.is_last


def missing_sign(measure: MeasureLine, cell: Cell) -> str:
    """- where nothing is due yet, … where a figure is due and missing."""
    early = measure.pace == Pace.YEAR_END and cell.standing == Standing.NOT_DUE
    return NOT_COMPARED if early or cell.target is None else NO_FIGURE


def printed_value(measure: MeasureLine, figure: Decimal) -> Decimal:
    """The number people read: an excess is printed as done against given."""
    return figure + HUNDRED if measure.formula == Formula.EXCESS else figure


def last_year(measure: MeasureLine) -> Decimal | None:
    """Last year's figure; of a decrease only last year's rate is known, which is another thing."""
    return None if measure.formula == Formula.DECREASE else measure.baseline


def goal_words(measure: MeasureLine) -> str:
    """The target without its unit, which has a column: từ 10 - 12,5; khoảng 9.500 ⏎ (±50)."""
    words, target = measure.target_wording, measure.target
    if not words or target is None:
        return words or "đánh giá bằng nhận xét"
    if measure.formula == Formula.EXCESS:
        words = _NUMBER.sub(_beyond_given, words.removeprefix("vượt "))
    elif measure.unit_of_measure not in {"", "%"}:
        words = words.replace(f" {measure.unit_of_measure}", "")
    if is_rate(measure):
        words = words.replace("%", "")
    words = _PADDED.sub(r"\1", words)
    words = _RANGE.sub("\u00a0-\u00a0", words).replace(" trở lên", " trở\u00a0lên").strip()
    if target.tolerance:
        words = f"{words}\n(±{plain(target.tolerance)})"
    return words


def _beyond_given(found: re.Match[str]) -> str:
    """5 beyond what was given is 105 of it."""
    amount = Decimal(found[0].replace(".", "").replace(",", "."))
    return plain(amount + HUNDRED)


def basis_in_short(measure: MeasureLine) -> str:
    """What the quota is called in a narrow column: chỉ tiêu tỉnh giao → tỉnh giao."""
    return measure.assigned_basis.removeprefix("chỉ tiêu ") or "số giao"


def roman(value: int) -> str:
    text = ""
    for amount, numeral in ROMAN:
        while value >= amount:
            text, value = text + numeral, value - amount
    return text
