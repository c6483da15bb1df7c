"""All indicators' charts on one page: plan against actual, small, in groups (issue, point 7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from reports.assessment import IndicatorLine, MeasureLine, Summary
from reports.board import indicator_url, verdict_words
from reports.chart_marks import SMALL
from reports.charts import drawn
from reports.filters import WITH_SUBMITTED
from reports.paper_table import basis_in_short
from reports.phrases import (
    figures_basis,
    number,
    outlook_words,
    period_phrase,
    standing_words,
    target_text,
)
from targets.labels import standing_label
from targets.places import Place
from targets.rules.figures import Formula
from targets.rules.standing import Standing
from targets.templatetags.display import standing_pill
from targets.wording import period_title

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class PeriodNumbers:
    """One column of the table under a chart; a period that has not come shows no figure."""

    name: str
    expected: str
    figure: str


@dataclass(frozen=True, slots=True)
class ChartCard:
    """One measure: its chart and the same numbers as a table."""

    key: str
    name: str
    url: str
    unit: str
    goal: str
    pill: SafeString
    automatic: str
    svg: SafeString
    numbers: tuple[PeriodNumbers, ...]
    ahead: str


@dataclass(frozen=True, slots=True)
class QuietLine:
    """Measures of a group that have nothing to draw, by the reason."""

    reason: str
    names: str


@dataclass(frozen=True, slots=True)
class ChartGroup:
    number: int
    name: str
    cards: tuple[ChartCard, ...]
    quiet: tuple[QuietLine, ...]


class ChartsPage:
    """The charts that one reader may see, in the resolution's order."""

    def __init__(self, summary: Summary, place: Place, page: str | None = None) -> None:
        self.summary, self.place = summary, place
        lines = list(summary.indicators)
        self.count = len(lines)
        self.page: Page[IndicatorLine] = Paginator(lines, PER_PAGE).get_page(page)

    @property
    def heading(self) -> str:
        when = period_title(self.summary.period.name, self.summary.year)
        return f"Biểu đồ kế hoạch và thực hiện, {when[:1].lower()}{when[1:]}"

    @property
    def basis(self) -> str:
        whose = "chỉ tiêu đơn vị được xem" if self.summary.partial else "chỉ tiêu Nghị quyết"
        return f"{self.count} {whose} · {figures_basis(self.summary)}"

    @property
    def query(self) -> str:
        """The address's fields without the question mark, for the period links."""
        return f"so-lieu={WITH_SUBMITTED}" if self.summary.include_submitted else ""

    @property
    def other_figures(self) -> tuple[str, str]:
        """The address and the name of the same page on other figures."""
        if self.summary.include_submitted:
            return "?", "Chỉ tính số đã duyệt"
        return f"?so-lieu={WITH_SUBMITTED}", "Tính cả số đã gửi, chưa duyệt"

    @property
    def result_name(self) -> str:
        return f"Thực hiện đến {period_phrase(self.summary.period)}"

    @cached_property
    def groups(self) -> list[ChartGroup]:
        by_group = groupby(
            self.page.object_list, key=lambda line: (line.group_number, line.group_name)
        )
        return [
            self._group(group_number, name, list(lines)) for (group_number, name), lines in by_group
        ]

    def _group(self, group_number: int, name: str, lines: list[IndicatorLine]) -> ChartGroup:
        cards: list[ChartCard] = []
        quiet: dict[str, list[str]] = {}
        for line in lines:
            for measure in line.measures:
                svg = drawn(self.summary, measure, SMALL)
                if svg:
                    cards.append(self._card(line, measure, svg))
                else:
                    quiet.setdefault(_why(measure), []).append(f"({measure.key}) {measure.name}")
        said = tuple(QuietLine(reason, "; ".join(names)) for reason, names in quiet.items())
        return ChartGroup(group_number, name, tuple(cards), said)

    def _card(self, line: IndicatorLine, measure: MeasureLine, svg: SafeString) -> ChartCard:
        alone = len(line.measures) == 1
        pill = standing_pill(measure.standing, standing_words(measure, measure.standing))
        automatic = ""
        if alone and line.final is not None:  # people's rating counts, the rules' stands beside it
            pill = standing_pill(line.verdict, verdict_words(line))
            automatic = f"Tự động: {standing_label(line.standing).lower()}"
        return ChartCard(
            key=measure.key,
            name=measure.name,
            url=indicator_url(self.summary, line),
            unit=_unit(measure),
            goal=target_text(measure),
            pill=pill,
            automatic=automatic,
            svg=svg,
            numbers=tuple(self._numbers(measure)),
            ahead=_ahead(self.summary, measure),
        )

    def _numbers(self, measure: MeasureLine) -> Iterator[PeriodNumbers]:
        for place, (period, cell) in enumerate(
            zip(self.summary.periods, measure.cells, strict=True)
        ):
            yield PeriodNumbers(
                name=period.name.removesuffix(" đầu năm"),
                expected=number(measure, cell.expected),
                figure=number(measure, cell.figure) if place <= measure.place else "",
            )


def _unit(measure: MeasureLine) -> str:
    """What the chart's numbers are counted in."""
    if measure.formula == Formula.EXCESS:
        return f"% {basis_in_short(measure)}"
    return measure.unit_of_measure


def _why(measure: MeasureLine) -> str:
    """Why there is nothing to draw."""
    if measure.standing == Standing.NOT_DUE:
        return standing_label(Standing.NOT_DUE)
    word = standing_words(measure, measure.standing)
    return f"{word} ({measure.why})" if measure.why else word


def _ahead(summary: Summary, measure: MeasureLine) -> str:
    """Where the year is heading, as the chart draws it; empty in the last period."""
    now = measure.now
    if summary.period.is_last or now.figure is None:
        return ""
    said = []
    if now.estimate is not None:
        said.append(f"đơn vị ước cả năm {number(measure, now.estimate)}")
    if now.projection is not None and now.projection != now.estimate:
        said.append(f"theo đà {number(measure, now.projection)}")
    if not said:
        return ""
    text = f"{', '.join(said)}: {outlook_words(now, measure.direction)}"
    return f"{text[:1].upper()}{text[1:]}"
