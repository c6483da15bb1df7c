"""Everything the board's page says around its rows: tally strip, groups, pickers, notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from reports.assessment import IndicatorLine, Summary
from reports.board import BoardRow, board_row, needed_heading
from reports.directive_lines import requests_sentence, waiting_by_indicator
from reports.filters import BoardFilter
from reports.phrases import day, figures_basis, period_phrase, tolerance_text
from targets.labels import standing_label
from targets.places import Place
from targets.rules.standing import Standing
from targets.templatetags.display import standing_shape

PER_PAGE = 200
LONGEST_NAME = 40  # what a picker holds on a phone
COLOURS = {
    Standing.MISSED: "c-bad",
    Standing.BEHIND: "c-warn",
    Standing.NO_FIGURE: "",
    Standing.IN_PROGRESS: "c-calm",
    Standing.NOT_DUE: "c-calm",
    Standing.ON_TRACK: "c-good",
    Standing.MET: "c-good",
    Standing.EXCEEDED: "c-best",
}


@dataclass(frozen=True, slots=True)
class Count:
    """One standing in the tally strip: a link that filters, or clears the filter again."""

    label: str
    shape: SafeString
    colour: str
    count: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A link or an option of a picker."""

    name: str
    value: str
    current: bool


class BoardPage:
    """A board as one reader asked for it."""

    def __init__(
        self, summary: Summary, place: Place, asked: BoardFilter, page: str | None = None
    ) -> None:
        self.summary = summary
        self.place = place
        self.asked = asked
        self.indicators = list(summary.indicators)
        self.tally = summary.tally
        self.measure_tally = summary.measure_tally
        self.found = asked.apply(self.indicators)
        self.page: Page[IndicatorLine] = Paginator(self.found, PER_PAGE).get_page(page)

    @cached_property
    def rows(self) -> list[BoardRow]:
        waiting = waiting_by_indicator(self.summary.directives)
        return [
            board_row(self.summary, line, waiting.get(line.number))
            for line in self.page.object_list
        ]

    @property
    def requests(self) -> str:
        """Who has to do what about requests to explain; for those who ask, not for units."""
        return "" if self.summary.partial else requests_sentence(self.summary.directives)

    @property
    def heading(self) -> str:
        what = "chỉ tiêu đơn vị theo dõi" if self.summary.partial else "chỉ tiêu Nghị quyết"
        year = self.summary.year
        when = period_phrase(self.summary.period)
        if self.summary.partial:
            return f"{len(self.indicators)} {what}, Nghị quyết năm {year}: kết quả {when}"
        return f"{len(self.indicators)} {what} năm {year}: kết quả {when}"

    @property
    def basis(self) -> str:
        """Which figures, as of when, and on how many rows the tally stands."""
        summary, count = self.summary, len(self.indicators)
        left = summary.period.quarters_left
        ahead = f"còn {left} quý" if left else "kỳ cuối năm"
        if summary.partial:
            rows = f"chỉ tính trên {count} chỉ tiêu đơn vị được xem"
        else:
            rows = f"tính trên cả {count} chỉ tiêu"
        return f"{figures_basis(summary)} · {ahead} · {rows}"

    @property
    def by_hand(self) -> str:
        count = self.summary.set_by_hand
        return f"{count} chỉ tiêu do lãnh đạo, Văn phòng xếp loại" if count else ""

    @property
    def counts(self) -> Iterator[Count]:
        for standing, count in self.tally.worst_first():
            current = self.asked.standing == standing
            asked = self.asked.but(standing=None if current else standing)
            yield Count(
                standing_label(standing),
                standing_shape(standing.value),
                COLOURS[standing],
                count,
                asked.query(),
                current,
            )

    @property
    def groups(self) -> Iterator[Choice]:
        """Every group with how many of it were met, all of them first."""
        reached = f"Tất cả {self.tally.reached}/{self.tally.total}"
        yield Choice(reached, self.asked.but(group=None).query(), self.asked.group is None)
        for group in self.summary.groups:
            tally = group.tally
            yield Choice(
                f"{group.number}. {group.name} {tally.reached}/{tally.total}",
                self.asked.but(group=group.number).query(),
                self.asked.group == group.number,
            )

    @property
    def units(self) -> list[Choice]:
        """The lead units of the rows its reader sees."""
        named = {line.lead_code: line.lead_name for line in self.indicators if line.lead_code}
        return [
            Choice(Truncator(name).chars(LONGEST_NAME), code, self.asked.unit == code)
            for code, name in named.items()
        ]

    @property
    def narrowed_to(self) -> str:
        """What is shown, in words: printed boards carry no pickers."""
        groups = {group.number: group.name for group in self.summary.groups}
        units = {line.lead_code: line.lead_name for line in self.indicators}
        asked = self.asked
        parts = [
            f"nhóm {groups.get(asked.group, asked.group)}" if asked.group is not None else "",
            f"đơn vị {units.get(asked.unit, asked.unit)}" if asked.unit else "",
            f"đánh giá “{standing_label(asked.standing)}”" if asked.standing else "",
        ]
        return "; ".join(part for part in parts if part)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form hands on unseen: what links choose, not its own boxes."""
        fields = self.asked.fields()
        return [(name, fields[name]) for name in ("nhom", "danh-gia", "so-lieu") if name in fields]

    @property
    def query(self) -> str:
        """The address's fields without the question mark, for the period links."""
        return self.asked.query().removeprefix("?")

    @property
    def other_figures(self) -> Choice:
        """The way to the same board with, or again without, what is sent and not yet approved."""
        with_sent = self.asked.include_submitted
        name = "Chỉ tính số đã duyệt" if with_sent else "Tính cả số đã gửi, chưa duyệt"
        return Choice(name, self.asked.but(include_submitted=not with_sent).query(), with_sent)

    @property
    def everything(self) -> str:
        return self.asked.everything().query()

    @property
    def further(self) -> str:
        """The query for the same figures and order on the pages that show all rows; "" for none."""
        asked = self.asked.everything()
        return asked.query() if asked.fields() else ""

    @property
    def needed_heading(self) -> str:
        return needed_heading(self.summary)

    @property
    def result_heading(self) -> str:
        return f"Kết quả {period_phrase(self.summary.period)}"

    @property
    def not_opened(self) -> str:
        """From when a period that has not opened takes figures; empty for one that has."""
        period = self.summary.period
        if period.opened:
            return ""
        return day(period.opens_on) if period.opens_on else "ngày Văn phòng thông báo"

    @property
    def tolerances(self) -> str:
        """How much "khoảng" allows in the measures shown: ± 0,5 điểm %: 5a, 5b; …"""
        found: dict[str, list[str]] = {}
        for line in self.page.object_list:
            for measure in line.measures:
                if said := tolerance_text(measure):
                    found.setdefault(said, []).append(f"({measure.key})")
        return "; ".join(f"{said}: {', '.join(keys)}" for said, keys in found.items())

    @property
    def any_revising(self) -> bool:
        return any(line.report.revising for line in self.page.object_list)

    @property
    def any_single_handed(self) -> bool:
        return any(line.report.single_handed for line in self.page.object_list)
