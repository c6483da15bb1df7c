"""What contributing units come to beside the lead unit's own figure, ready to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from targets.actions.take_over import ticket_of
from targets.gathered import Gathered
from targets.gathered_words import gathered_words
from targets.rules.appraisal import Entry, figure_from
from targets.rules.checks import DIFFERS_FROM_SUM
from targets.rules.figures import Formula
from targets.sheet_lines import IndicatorLine, MeasureLine
from targets.wording import NOTHING, change_text, grouped, number_text

SAME = "khớp"


class TotalCell(NamedTuple):
    """A number under its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One line of the comparison; `strong`: the difference."""

    name: str
    cells: tuple[TotalCell, ...]
    strong: bool = False


class MeasureTotals:
    """One measure of the lead unit with what was sent of it."""

    def __init__(self, line: MeasureLine, given: Gathered, *, alone: bool) -> None:
        self.line, self.given, self.measure = line, given, line.measure
        self.alone = alone

    @property
    def letter(self) -> str:
        return self.measure.letter

    @property
    def heading(self) -> str:
        name = self.measure.name
        return name if self.alone else f"{self.letter}) {name}"

    @property
    def words(self) -> str:
        return gathered_words(self.line, self.given)

    @property
    def is_secret(self) -> bool:
        """Only the rate may be known, so nothing is added up."""
        return self.measure.percent_only

    @property
    def has_pair(self) -> bool:
        return self.line.formula != Formula.VALUE

    @property
    def headings(self) -> tuple[str, ...]:
        measure = self.measure
        if not self.has_pair:
            return (measure.unit_of_measure or "Số liệu",)
        rate = "Mức giảm (điểm %)" if self.line.formula == Formula.DECREASE else "Tỷ lệ (%)"
        return (
            measure.numerator_label or "Tử số",
            measure.denominator_label or "Mẫu số",
            rate,
        )

    @property
    def own(self) -> Entry:
        return self.line.entry()

    def rows(self) -> Iterator[TotalRow]:
        """Received, with what was merely submitted, the lead unit's own, and the difference."""
        given, own = self.given, self.own
        if given.supplied:
            name = self.measure.supplier.name if self.measure.supplier else ""
            if given.sent > given.received_count:
                yield self._row(f"{name}, chờ tiếp nhận", given.all_sent.entry)
            else:
                yield self._row(name, given.received.entry)
        else:
            yield self._row(f"Đã tiếp nhận ({given.received_count})", given.received.entry)
            if given.sent > given.received_count:
                yield self._row(f"Kể cả chờ tiếp nhận ({given.sent})", given.all_sent.entry)
        yield self._row("Đơn vị chủ trì báo cáo", own)
        if not own.is_blank and not given.total.entry.is_blank:
            yield self._difference(own, given.total.entry)

    def _row(self, name: str, entry: Entry) -> TotalRow:
        if not self.has_pair:
            return self._told(name, _typed(entry.value))
        rate = number_text(
            self.line.formula, self._figure(entry), self.measure.decimals, bounds=self.line.bounds
        )
        return self._told(name, _typed(entry.numerator), _typed(entry.denominator), rate)

    def _difference(self, own: Entry, total: Entry) -> TotalRow:
        decimals = self.measure.decimals
        waiting = not self.given.supplied and not self.given.received.known
        against = "kể cả chờ tiếp nhận" if waiting else "đã tiếp nhận"
        name = "Chênh lệch" if self.given.supplied else f"Chênh lệch so với số {against}"
        if not self.has_pair:
            return self._told(name, _apart(own.value, total.value), strong=True)
        figures = self._figure(total), self._figure(own)
        rate = SAME if figures[0] == figures[1] else change_text(*figures, decimals)
        above = _apart(own.numerator, total.numerator)
        below = _apart(own.denominator, total.denominator)
        return self._told(name, above, below, rate, strong=True)

    def _told(self, name: str, *texts: str, strong: bool = False) -> TotalRow:
        cells = map(TotalCell, self.headings, texts)
        return TotalRow(name, tuple(cells), strong)

    def _figure(self, entry: Entry) -> Decimal | None:
        return figure_from(self.line.terms, entry)

    @property
    def left_out(self) -> int:
        """How many units sent a percentage alone."""
        return self.given.all_sent.left_out

    @property
    def tells_of_sums(self) -> bool:
        """Whether a rate of sums stands there, which is not what people may take it for."""
        return self.has_pair and not self.given.supplied

    @property
    def has_words(self) -> bool:
        """Whether anything is said below the numbers."""
        return bool(self.tells_of_sums or self.left_out or self.differs)

    @property
    def reason(self) -> str:
        """Why the lead unit reports another figure, where it said so."""
        figure = self.line.figure
        return figure.warning_reasons.get(DIFFERS_FROM_SUM, "") if figure else ""

    @property
    def differs(self) -> bool:
        return any(one.code == DIFFERS_FROM_SUM for one in self.line.warnings())

    @property
    def ticket(self) -> str:
        return ticket_of(self.given)

    @property
    def is_taken(self) -> bool:
        """Whether the very sum stands in the report already."""
        own, total = self.own, self.given.received.entry
        whole = self.line.assigned or total.denominator
        same = own.value == total.value and own.numerator == total.numerator
        return same and (total.numerator is None or own.denominator == whole)

    @property
    def takes(self) -> bool:
        """Whether there is something to take over."""
        empty = self.given.received.entry.is_blank
        return not self.is_secret and not empty and not self.is_taken

    @property
    def take_word(self) -> str:
        return "Lấy số này vào báo cáo" if self.given.supplied else "Lấy tổng vào báo cáo"

    @property
    def box(self) -> str:
        """The id of the measure's place on the sheet."""
        return f"e-{self.line.key}"


def totals_of(lead: IndicatorLine) -> list[MeasureTotals]:
    """The measures that others contribute to, in the order of the letters."""
    alone = len(lead.measures) == 1
    return [
        MeasureTotals(line, line.gathered, alone=alone)
        for line in lead.measures
        if line.gathered is not None
    ]


def _typed(number: Decimal | None) -> str:
    return NOTHING if number is None else grouped(number)


def _apart(own: Decimal | None, total: Decimal | None) -> str:
    if own is None or total is None:
        return NOTHING
    if own == total:
        return SAME
    text = grouped(own - total)
    return text if own < total else f"+{text}"
