"""One measure on its indicator's page: key figures, and quarter by quarter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString

from reports.assessment import Cell, MeasureLine, PeriodLine, Summary
from reports.board import quarter_name
from reports.charts import Chart, chart
from reports.comparisons import Compared, Scale, against_target, against_year_ago
from reports.earlier_years import EarlierYear
from reports.indicator_rows import MilestoneReason
from reports.measure_facts import MeasureFacts, counted_in, start_of
from reports.phrases import (
    NOTHING,
    day,
    difference,
    difference_plain,
    figure_text,
    number,
    outlook_whose,
    outlook_words,
    period_phrase,
    standing_words,
    target_text,
    typed_pair,
)
from targets.rules.appraisal import ExpectedFrom, Whose
from targets.rules.comparison import Direction
from targets.rules.numbers import format as printed
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.templatetags.display import standing_pill
from targets.wording import last_year_words

EXPECTED_NAMES = {
    ExpectedFrom.MILESTONE: "Mốc quý",
    ExpectedFrom.LINE: "Theo đường thẳng",
    ExpectedFrom.ALL_YEAR: "Mức cần giữ",
    ExpectedFrom.NONE: "Mốc quý",
}


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One box of the strip: its name, the figure, what stands under it."""

    name: str
    value: SafeString | str
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One period in the table of the chart's numbers."""

    name: str
    figure: str
    expected: str
    pill: SafeString | str
    own: str
    year_ago: str
    is_now: bool
    opens: str


class MeasureSection:
    """A measure of the page; `alone`: the indicator has no other; `earlier`: its other years."""

    def __init__(
        self,
        summary: Summary,
        measure: MeasureLine,
        reasons: Mapping[int, MilestoneReason],
        *,
        alone: bool,
        earlier: Sequence[EarlierYear] = (),
    ) -> None:
        self.summary, self.measure = summary, measure
        self.reasons, self.alone, self.earlier = reasons, alone, earlier

    @property
    def key(self) -> str:
        return self.measure.key

    @property
    def heading(self) -> str:
        measure = self.measure
        return measure.name if self.alone else f"{measure.letter}) {measure.name}"

    @property
    def unit(self) -> str:
        """What the numbers of the chart and the table are counted in."""
        return counted_in(self.measure)

    @property
    def is_running_sum(self) -> bool:
        return self.measure.pace == Pace.CUMULATIVE

    @property
    def pill(self) -> SafeString:
        return self._pill(self.measure.now)

    @property
    def why(self) -> str:
        """Why there is no figure for the period in question."""
        if self.measure.standing == Standing.NOT_DUE:
            return "chưa đến kỳ đánh giá"
        return self.measure.why

    @property
    def is_empty(self) -> bool:
        """Nothing was reported this year, and nothing had to be."""
        untouched = all(cell.figure is None for cell in self.measure.cells)
        return untouched and self.measure.standing == Standing.NOT_DUE

    @cached_property
    def chart(self) -> Chart | None:
        return chart(self.summary, self.measure)

    @property
    def strip(self) -> Iterator[KeyFigure]:
        """The numbers a reader asks for first: figure, where it should be, year end, need."""
        yield self._figure()
        yield self._goal_now()
        if not self.summary.period.is_last:
            yield self._year_end()
        if self.measure.now.needed is not None:
            yield self._needed()
        else:
            yield self._last_year()

    def _figure(self) -> KeyFigure:
        measure, now = self.measure, self.measure.now
        lead = "Lũy kế" if self.is_running_sum else "Kết quả"
        name = f"{lead} {period_phrase(self.summary.period)}"
        if now.figure is None:
            return KeyFigure(name, NOTHING, self.why)
        said = [typed_pair(measure, now.typed)]
        compared = against_target(measure)
        if compared is not None and compared.scale is Scale.PERCENT:
            said.append(f"bằng {compared.number}% chỉ tiêu năm")
        return KeyFigure(name, figure_text(measure, now.figure), "; ".join(filter(None, said)))

    def _goal_now(self) -> KeyFigure:
        measure, now = self.measure, self.measure.now
        if now.expected is None or self.summary.period.is_last:
            compared = against_target(measure)
            note = "đánh giá cuối năm" if measure.pace == Pace.YEAR_END else ""
            if compared is not None and compared.scale is Scale.POINTS:
                note = _beside_low(compared, is_last=self.summary.period.is_last)
            return KeyFigure("Chỉ tiêu năm", target_text(measure), note)
        name = EXPECTED_NAMES[now.expected_from]
        if now.expected_from is not ExpectedFrom.ALL_YEAR:
            name = f"{name}, {period_phrase(self.summary.period)}"
        return KeyFigure(name, figure_text(measure, now.expected), self._gap(now.expected))

    def _gap(self, expected: Decimal) -> str:
        figure = self.measure.now.figure
        if figure is None:
            return ""
        gap = figure - expected
        if not gap:
            return "vừa đúng mức này"
        down = self.measure.direction == Direction.DOWN
        above, below = ("cao hơn", "thấp hơn") if down else ("hơn", "thiếu")
        return f"{above if gap > 0 else below} {difference(self.measure, abs(gap))}"

    def _year_end(self) -> KeyFigure:
        measure, now = self.measure, self.measure.now
        if now.year_end is None:
            note = "" if now.figure is None else outlook_words(now, measure.direction)
            return KeyFigure("Dự kiến cả năm", NOTHING, note)
        note = f"{outlook_whose(now)}, {outlook_words(now, measure.direction)}"
        both = now.outlook_whose is Whose.UNIT and now.projection is not None
        if both and measure.pace != Pace.RATE:
            note += f"; theo đà {number(measure, now.projection)}"
        return KeyFigure("Dự kiến cả năm", figure_text(measure, now.year_end), note)

    def _needed(self) -> KeyFigure:
        measure, now, left = self.measure, self.measure.now, self.summary.period.quarters_left
        next_one = quarter_name(self.summary.quarter + 1)
        name = f"Cần trong quý {next_one}" if left == 1 else "Cần mỗi quý còn lại"
        own = self._own_part(measure.place)
        note = ""
        if own and own > 0 and now.needed:
            this = quarter_name(self.summary.quarter)
            times = "gấp" if now.needed > own else "bằng"
            note = f"{times} {printed(now.needed / own, 1)} lần quý {this} ({self._amount(own)})"
        return KeyFigure(name, difference(measure, now.needed), note)

    def _last_year(self) -> KeyFigure:
        compared = against_year_ago(self.measure)
        then = self.measure.now.year_ago
        note = "" if then is None else f"năm trước {figure_text(self.measure, then)}"
        if unsure := last_year_words(self.measure.now.last_year):
            note += f" ({unsure})"
        return KeyFigure("So cùng kỳ", compared.text if compared else NOTHING, note)

    # Quarter by quarter -------------------------------------------------------------------

    @property
    def rows(self) -> Iterator[QuarterRow]:
        measure = self.measure
        for place, (period, cell) in enumerate(
            zip(self.summary.periods, measure.cells, strict=True)
        ):
            shown = place <= measure.place
            own = self._own_part(place) if shown else None
            yield QuarterRow(
                name=period.name,
                figure=number(measure, cell.figure) if shown else NOTHING,
                expected=number(measure, cell.expected),
                pill=self._pill(cell) if shown else "",
                own=NOTHING if own is None else self._amount(own),
                year_ago=number(measure, cell.year_ago) if shown else NOTHING,
                is_now=place == measure.place,
                opens=_opens(period) if not shown else "",
            )

    def _own_part(self, place: int) -> Decimal | None:
        """What a quarter alone has added to a running sum; None where that is not known."""
        measure = self.measure
        figure = measure.cells[place].figure
        if not self.is_running_sum or figure is None:
            return None
        before = measure.cells[place - 1].figure if place else start_of(measure)
        return None if before is None else figure - before

    def _amount(self, amount: Decimal) -> str:
        return printed(amount, self.measure.decimals)

    def _pill(self, cell: Cell) -> SafeString:
        words = standing_words(self.measure, cell.standing)
        return standing_pill(cell.standing, words)

    @property
    def caption(self) -> str:
        """The comparison with last year and what "khoảng" allows, under the table."""
        measure, said = self.measure, []
        if (compared := against_year_ago(measure)) is not None:
            side = "bằng" if not compared.value else "tăng" if compared.value > 0 else "giảm"
            much = "" if not compared.value else f" {compared.size}"
            said.append(f"So với cùng kỳ: {period_phrase(self.summary.period)} {side}{much}")
        if unsure := self._unsure_last_year():
            said.append(f"Số cùng kỳ chưa chính thức: {unsure}")
        if allowed := self._allowed():
            said.append(allowed)
        return f"{'. '.join(said)}." if said else ""

    def _unsure_last_year(self) -> str:
        """Which of last year's own figures were not official: 9 tháng (số ước)."""
        cells = zip(
            self.summary.periods, self.measure.cells[: self.measure.place + 1], strict=False
        )
        return "; ".join(
            f"{period_phrase(period)} ({words})"
            for period, cell in cells
            if (words := last_year_words(cell.last_year))
        )

    def _allowed(self) -> str:
        target = self.measure.target
        if target is None or not target.tolerance:
            return ""
        edges = [
            None if edge is None else number(self.measure, edge)
            for edge in (target.low, target.high)
        ]
        slack = difference_plain(self.measure, target.tolerance)
        known = next(filter(None, edges), "")
        return f"“Khoảng” chấp nhận sai số ± {slack} quanh {known}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """How it is understood: term and text."""
        return MeasureFacts(self.summary, self.measure, self.reasons).told()


def _beside_low(compared: Compared, *, is_last: bool) -> str:
    """0,46 điểm % below or above the low mark."""
    when = "" if is_last else ", đánh giá cuối năm"
    if not compared.value:
        return f"bằng mức thấp{when}"
    side = "cao hơn" if compared.value > 0 else "thấp hơn"
    return f"{side} mức thấp {compared.size}{when}"


def _opens(period: PeriodLine) -> str:
    if period.opened or period.opens_on is None:
        return ""
    return f"mở {day(period.opens_on)}"
