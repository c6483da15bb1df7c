"""One indicator on the wall: wording, standing, key figures, chart, cause and proposal."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from reports.assessment import IndicatorLine, MeasureLine
from reports.board import board_row, verdict_words
from reports.chart_marks import NARROW, SHOWN, SHOWN_PART, SHOWN_PAST
from reports.charts import EXPECTED_KEYS, drawn, looks_ahead
from reports.measure_section import KeyFigure, MeasureSection
from reports.phrases import figure_text, period_phrase, standing_words, target_text
from reports.show_page import Show, Slide, shortened, unbroken
from targets.rules.appraisal import ExpectedFrom
from targets.rules.standing import Standing
from targets.templatetags.display import standing_pill

MOST_CHARTS = 3  # side by side
LONGEST_WORDS = 170
LONGEST_REASON = 70
LONG_TITLE = 90  # from here on the title steps down, so that it takes two lines


@dataclass(frozen=True, slots=True)
class ShowPart:
    """A part of a compound indicator. `svg` "": nothing was reported yet, or no room to draw."""

    name: str
    pill: SafeString
    figure: str
    beside: str
    svg: SafeString


class IndicatorSlide(Slide):
    """One indicator: wording, standing, key figures, chart, cause and proposal."""

    def __init__(self, show: Show, line: IndicatorLine) -> None:
        self.place_in_order = show.lines.index(line)
        super().__init__(show, len(show.slices) + 1 + self.place_in_order)
        self.line, self.summary = line, show.summary

    @property
    def position(self) -> str:
        return f"{self.place_in_order + 1}/{len(self.show.lines)}"

    @property
    def title(self) -> str:
        return unbroken(f"{self.line.number}. {self.line.wording}")

    @property
    def is_long(self) -> bool:
        return len(self.title) > LONG_TITLE

    @property
    def lead(self) -> str:
        return self.line.lead_name or "chưa giao đơn vị chủ trì"

    # How it stands ------------------------------------------------------------------------

    @property
    def pill(self) -> SafeString:
        return standing_pill(self.line.verdict, verdict_words(self.line), "big")

    @property
    def notes(self) -> list[SafeString | str]:
        """What stands under the standing: the rules' own word, why people set another, why none."""
        found = list(board_row(self.summary, self.line).notes)
        final = self.line.final
        if final is not None and final.reason.strip():
            found.append(f"Lý do: {shortened(final.reason, LONGEST_REASON)}")
        if self.line.verdict == Standing.NO_FIGURE and self.line.why:
            found.append(shortened(self.line.why, LONGEST_REASON))
        return found

    @cached_property
    def only(self) -> MeasureSection | None:
        """The measure of an indicator that is not compound."""
        measures = self.line.measures
        return MeasureSection(self.summary, measures[0], {}, alone=True) if len(
            measures) == 1 else None  # fmt: skip

    @property
    def strip(self) -> list[KeyFigure]:
        return [] if self.only is None else list(self.only.strip)

    @cached_property
    def chart(self) -> SafeString:
        if self.only is None:
            return SafeString("")
        measure = self.only.measure
        size = SHOWN if looks_ahead(self.summary, measure) else SHOWN_PAST
        return drawn(self.summary, measure, size)

    @property
    def chart_narrow(self) -> SafeString:
        """The same for a phone, where the wide one would be too small to read."""
        return (
            SafeString("") if self.only is None else drawn(self.summary, self.only.measure, NARROW)
        )

    @property
    def nothing_drawn(self) -> str:
        """What stands where a chart would, if the only measure has nothing to draw."""
        if self.only is None or self.chart:
            return ""
        why = self.only.why
        return f"Chưa có số liệu để vẽ biểu đồ: {why}." if why else "Chưa có số liệu."

    @property
    def key(self) -> str:
        """What the chart's marks mean, in words; what is not drawn is not named."""
        drawn_ones = [each for each in self.line.measures if _has_figures(each)]
        if not (self.chart or any(part.svg for part in self.parts)):
            return ""
        froms = {cell.expected_from for each in drawn_ones for cell in each.cells}
        expected = [EXPECTED_KEYS[one].lower() for one in ExpectedFrom
                    if one in froms and one is not ExpectedFrom.NONE]  # fmt: skip
        said = [f"Đơn vị: {self.only.unit}"] if self.only is not None else []
        marks = ["Đường đậm: thực hiện"]
        if expected:
            marks.append(f"gạch đứt: {', '.join(expected)}")
        if any(each.target is not None for each in drawn_ones):
            marks.append("dải xanh: chỉ tiêu cả năm")
        if not self.summary.period.is_last:
            if any(each.now.projection is not None for each in drawn_ones):
                marks.append("vòng tròn: theo đà")
            if any(each.now.estimate is not None for each in drawn_ones):
                marks.append("hình thoi: đơn vị ước")
        return f"{'. '.join([*said, '; '.join(marks)])}."

    # The parts of a compound indicator ----------------------------------------------------

    @cached_property
    def parts(self) -> list[ShowPart]:
        measures = self.line.measures
        if len(measures) == 1:
            return []
        return [self._part(each, draws=len(measures) <= MOST_CHARTS) for each in measures]

    @property
    def has_charts(self) -> bool:
        return any(part.svg for part in self.parts)

    def _part(self, measure: MeasureLine, *, draws: bool) -> ShowPart:
        now = measure.now
        said = [f"chỉ tiêu {target_text(measure)}"]
        if now.expected is not None and not self.summary.period.is_last:
            said.append(f"cần có {figure_text(measure, now.expected)}")
        if measure.standing == Standing.NO_FIGURE and measure.why:
            said.append(measure.why)
        return ShowPart(
            name=f"{measure.letter}) {measure.name}" if measure.letter else measure.name,
            pill=standing_pill(measure.standing, standing_words(measure, measure.standing)),
            figure=figure_text(measure, now.figure),
            beside="; ".join(said),
            svg=drawn(self.summary, measure, SHOWN_PART) if draws else SafeString(""),
        )

    # What the unit said -------------------------------------------------------------------

    @property
    def words(self) -> list[tuple[str, str]]:
        """Cause and proposal, else the result, each short enough to be read from a chair."""
        report = self.line.report
        cause = report.causes.strip() or report.difficulties.strip()
        name = "Nguyên nhân" if report.causes.strip() else "Khó khăn"
        told = [(name, cause), ("Đề xuất", report.proposals.strip())]
        told = [(term, text) for term, text in told if text]
        if not told and report.results.strip():
            told = [("Kết quả", report.results.strip())]
        return [(term, shortened(text, LONGEST_WORDS)) for term, text in told]

    @property
    def period_name(self) -> str:
        return period_phrase(self.summary.period)


def _has_figures(measure: MeasureLine) -> bool:
    return any(cell.figure is not None for cell in measure.cells[: measure.place + 1])
