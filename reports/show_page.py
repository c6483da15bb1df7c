"""What is shown on the wall of the meeting room, slide by slide (issue, point 4).

First the tally with the groups, then the board a few rows at a time, then one indicator after the
other; all in the board's order, worst first, or in the resolution's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from reports.assessment import IndicatorLine, MeasureLine, Summary
from reports.board import BoardRow, board_row, verdict_words
from reports.board_page import BoardPage
from reports.chart_marks import SHOWN, SHOWN_PART
from reports.charts import EXPECTED_KEYS, drawn
from reports.filters import BoardFilter
from reports.measure_section import KeyFigure, MeasureSection
from reports.phrases import figure_text, figures_basis, period_phrase, standing_words, target_text
from targets.labels import standing_label
from targets.places import Place
from targets.rules.appraisal import ExpectedFrom
from targets.rules.standing import Standing
from targets.templatetags.display import standing_pill
from targets.wording import period_title

ROWS = 6  # so many two-line rows in large type fit 1024 x 768
MOST_CHARTS = 3  # side by side
LONGEST_ROW = 95
LONGEST_WORDS = 170
LONGEST_REASON = 70
LONG_TITLE = 90  # from here on the title steps down, so that it takes two lines


@dataclass(frozen=True, slots=True)
class ShowRow:
    """A row of the board in large type: its wording cut to two lines, the rest as on the board."""

    url: str
    wording: str
    row: BoardRow


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """A group with its tally: as many of it met, and each standing that occurs."""

    name: str
    reached: str
    pills: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class ShowPart:
    """A part of a compound indicator. `svg` "": nothing was reported yet, or no room to draw."""

    name: str
    pill: SafeString
    figure: str
    beside: str
    svg: SafeString


class Show:
    """The running order of the slides as one reader asked for it."""

    def __init__(self, summary: Summary, place: Place, asked: BoardFilter) -> None:
        self.summary, self.place = summary, place
        self.asked = asked.everything()
        self.lines = self.asked.apply(summary.indicators)

    @property
    def when(self) -> str:
        return period_title(self.summary.period.name, self.summary.year)

    @property
    def basis(self) -> str:
        return figures_basis(self.summary)

    @cached_property
    def slices(self) -> list[list[IndicatorLine]]:
        """The board's rows by slide: as few slides as can be, as even as can be."""
        count = -(-len(self.lines) // ROWS)
        if not count:
            return []
        least, more = divmod(len(self.lines), count)
        ends = [least * at + min(at, more) for at in range(count + 1)]
        return [self.lines[begin:end] for begin, end in zip(ends[:-1], ends[1:], strict=True)]

    # The addresses, in order --------------------------------------------------------------

    @cached_property
    def addresses(self) -> list[str]:
        slides = [self.board_url(at) for at in range(len(self.slices) + 1)]
        return [*slides, *map(self.indicator_url, self.lines)]

    def board_url(self, slide: int) -> str:
        """Slide 0 is the tally, the next ones are the board's rows."""
        fields = self.asked.fields() | ({"trang": str(slide)} if slide else {})
        return self._with(reverse("reports:show", args=self._here), fields)

    def indicator_url(self, line: IndicatorLine) -> str:
        address = reverse("reports:show-indicator", args=[*self._here, line.number])
        return self._with(address, self.asked.fields())

    @property
    def exit_url(self) -> str:
        return self._with(reverse("reports:board", args=self._here), self.asked.fields())

    @property
    def _here(self) -> list[object]:
        return [self.summary.slug, self.summary.quarter]

    @staticmethod
    def _with(address: str, fields: dict[str, str]) -> str:
        return f"{address}?{urlencode(fields)}" if fields else address


class Slide:
    """One slide, and the ways on from it; "" where there is none."""

    def __init__(self, show: Show, at: int) -> None:
        self.show, self.at = show, at

    @property
    def before(self) -> str:
        return self.show.addresses[self.at - 1] if self.at else ""

    @property
    def after(self) -> str:
        addresses = self.show.addresses
        return addresses[self.at + 1] if self.at + 1 < len(addresses) else ""

    @property
    def first(self) -> str:
        return self.show.addresses[0]

    @property
    def last(self) -> str:
        return self.show.addresses[-1]

    @property
    def leave(self) -> str:
        return self.show.exit_url


class BoardSlide(Slide):
    """The tally (slide 0), or some rows of the board."""

    def __init__(self, show: Show, asked_for: str) -> None:
        known = asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 6
        super().__init__(show, min(int(asked_for) if known else 0, len(show.slices)))
        self.board = BoardPage(show.summary, show.place, show.asked)

    @property
    def is_tally(self) -> bool:
        return self.at == 0

    @property
    def position(self) -> str:
        if self.is_tally:
            return ""
        return f"Bảng {self.at}/{len(self.show.slices)}"

    @property
    def order(self) -> str:
        return "theo thứ tự nghị quyết" if self.show.asked.in_order else "kém nhất trước"

    @property
    def other_order(self) -> tuple[str, str]:
        """The address and the name of the same show in the other order."""
        in_order = self.show.asked.in_order
        name = "Xếp kém nhất trước" if in_order else "Xếp theo thứ tự nghị quyết"
        return self.show.asked.but(in_order=not in_order).query(), name

    @property
    def rows(self) -> Iterator[ShowRow]:
        for line in self.show.slices[self.at - 1]:
            yield ShowRow(
                self.show.indicator_url(line),
                Truncator(line.wording).chars(LONGEST_ROW),
                board_row(self.show.summary, line),
            )

    @property
    def groups(self) -> Iterator[ShowGroup]:
        for group in self.show.summary.groups:
            tally = group.tally
            yield ShowGroup(
                name=f"{group.number}. {group.name}",
                reached=f"{tally.reached}/{tally.total}",
                pills=tuple(
                    standing_pill(standing, f"{standing_label(standing)} {count}")
                    for standing, count in tally.worst_first()
                    if count
                ),
            )


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
        return f"{self.line.number}. {self.line.wording}"

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
            found.append(f"Lý do: {_cut(final.reason, LONGEST_REASON)}")
        if self.line.verdict == Standing.NO_FIGURE and self.line.why:
            found.append(_cut(self.line.why, LONGEST_REASON))
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
        return drawn(self.summary, self.only.measure, SHOWN)

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
        said.append("Đường đậm: thực hiện")
        if expected:
            said.append(f"gạch đứt: {', '.join(expected)}")
        if any(each.target is not None for each in drawn_ones):
            said.append("dải xanh: chỉ tiêu cả năm")
        if not self.summary.period.is_last:
            if any(each.now.projection is not None for each in drawn_ones):
                said.append("vòng tròn: theo đà")
            if any(each.now.estimate is not None for each in drawn_ones):
                said.append("hình thoi: đơn vị ước")
        return f"{'; '.join(said)}."

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
        if now.figure is None and measure.why:
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
        return [(term, _cut(text, LONGEST_WORDS)) for term, text in told]

    @property
    def period_name(self) -> str:
        return period_phrase(self.summary.period)


def _has_figures(measure: MeasureLine) -> bool:
    return any(cell.figure is not None for cell in measure.cells[: measure.place + 1])


def _cut(text: str, longest: int) -> str:
    return Truncator(" ".join(text.split())).chars(longest)
