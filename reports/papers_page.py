"""The page from which papers are taken to a meeting: options, what to know first, preview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from django.urls import reverse

from reports.assessment import Basis, DirectiveLine, IndicatorLine, Summary
from reports.directive_lines import requests_sentence
from reports.export.columns import Columns
from reports.export.parts import PART_NAMES, Part
from reports.export.summary_sheet import period_heading
from reports.file_names import safe_name
from reports.paper_table import NO_FIGURE, NOT_COMPARED, TableGroup, TableRow
from reports.paper_wish import PaperWish
from reports.paper_words import PARTY, TITLE, Paper, listed
from reports.phrases import REVISING
from targets.labels import standing_label
from targets.places import Place
from targets.rules.standing import Standing

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick: what the address says of it, its words, whether it is ticked."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the preview; the sign of a missing one stands in the middle of its cell."""

    text: str
    look: str

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(text, "mid" if text in {NOT_COMPARED, NO_FIGURE} else "num")


class PapersPage:
    """The paper as asked for, and everything on the page around it."""

    def __init__(self, summary: Summary, place: Place, wish: PaperWish) -> None:
        self.whole, self.place, self.wish = summary, place, wish
        asked = wish.narrowed(summary)
        self.summary = asked.summary
        self.paper = Paper(asked.summary, narrowed=asked.by_groups, units=asked.units)
        self.columns = Columns.of(self.summary)
        self.party, self.title = PARTY, TITLE

    @property
    def heading(self) -> str:
        return f"Tài liệu họp: kết quả {self.paper.period_and_year}"

    @property
    def groups(self) -> list[Choice]:
        """All ticked where no groups, or none that are known, were asked for."""
        known = {group.number for group in self.whole.groups}
        asked = self.wish.groups & known or known
        return [
            Choice(str(group.number), f"{group.number}. {group.name}", group.number in asked)
            for group in self.whole.groups
        ]

    @property
    def units(self) -> list[Choice]:
        """The lead units, in the resolution's order; none ticked: all of them."""
        names = {line.lead_code: line.lead_name for line in self.whole.indicators if line.lead_code}
        return [Choice(code, name, code in self.wish.units) for code, name in names.items()]

    @property
    def units_chosen(self) -> int:
        return sum(unit.chosen for unit in self.units)

    @property
    def parts(self) -> list[Choice]:
        """The sheets to choose beside the two that are always there."""
        return [Choice(part.value, PART_NAMES[part], part in self.wish.parts) for part in Part]

    @property
    def query(self) -> str:
        return self.wish.query()

    @property
    def workbook(self) -> str:
        """Where the form's answers go for an Excel file."""
        return reverse("reports:summary-xlsx", args=[self.summary.slug, self.summary.quarter])

    @property
    def report(self) -> str:
        """The same for the report as a Word file; empty for those who do not write it."""
        if self.summary.partial:
            return ""
        return reverse("reports:summary-docx", args=[self.summary.slug, self.summary.quarter])

    @property
    def approved(self) -> str:
        """16/17 chỉ tiêu: how many of the indicators due have approved figures."""
        due = [line for line in self.whole.indicators if line.due]
        counted = [
            line for line in due if line.report.basis in {Basis.APPROVED, Basis.LAST_APPROVED}
        ]
        return f"{len(counted)}/{len(due)} chỉ tiêu đến kỳ"

    # The table of the preview -------------------------------------------------------------

    @cached_property
    def period_names(self) -> list[str]:
        return [period_heading(self.summary.periods[place]) for place in self.columns.places]

    @property
    def figures_span(self) -> int:
        return len(self.columns.places) + self.columns.has_year_end

    @property
    def parts_span(self) -> int:
        """How many columns the sentence over the parts of a compound indicator takes."""
        return self.columns.year_ago - 1

    @property
    def band_span(self) -> int:
        return self.columns.note - 3

    @property
    def numbers(self) -> list[int]:
        return list(range(1, self.columns.note + 2))

    @property
    def rows(self) -> Iterator[tuple[TableGroup, list[tuple[TableRow, list[Number]]]]]:
        """Each group with its rows; a row with its numbers from the first period on."""
        for group in self.paper.groups:
            yield group, [(row, self._numbers(row)) for row in group.rows]

    def _numbers(self, row: TableRow) -> list[Number]:
        found = [Number.of(row.figure(place)) for place in self.columns.places]
        found[-1] = replace(found[-1], look=f"{found[-1].look} now")
        if self.columns.has_year_end:
            found.append(Number.of(row.year_end))
        return [*found, Number.of(row.against_target), Number.of(row.against_year_ago)]

    @property
    def notes(self) -> list[str]:
        return self.paper.notes(self.columns.target + 1, self.columns.year_ago + 1)

    # What was written to units ------------------------------------------------------------

    @property
    def directives(self) -> list[DirectiveLine]:
        """Remarks, and requests that somebody still has to do something about."""
        return [line for line in self.summary.directives if not line.is_settled]

    @property
    def requests(self) -> str:
        return requests_sentence(self.summary.directives)

    # Before printing ----------------------------------------------------------------------

    @property
    def heads_up(self) -> list[str]:
        """What a reader should know before the paper goes into the meeting."""
        lines = list(self.summary.indicators)
        found = list(self._missing(lines))
        revising = [line for line in lines if line.report.revising]
        if revising:
            found.append(f"{_named(revising)}: {REVISING}, in số của lần duyệt gần nhất.")
        submitted = [line for line in lines if line.report.basis is Basis.SUBMITTED]
        if submitted:
            found.append(f"{_named(submitted)}: số đã gửi, chưa duyệt.")
        found += [
            f"Chỉ tiêu {line.number}: đánh giá của lãnh đạo khác đánh giá tự động "
            f"({standing_label(line.standing).lower()}), biểu in cả hai."
            for line in lines
            if line.verdict != line.standing
        ]
        if not self.summary.plan_confirmed:
            found.append("Đơn vị chủ trì và mốc quý là đề xuất, chờ Văn phòng xác nhận.")
        return [*found, *self.summary.warnings]

    @staticmethod
    def _missing(lines: Iterable[IndicatorLine]) -> Iterator[str]:
        """Indicators without a figure, together by reason."""
        by_reason: dict[str, list[IndicatorLine]] = {}
        for line in lines:
            if line.verdict == Standing.NO_FIGURE:
                by_reason.setdefault(line.why or "chưa có số liệu", []).append(line)
        for reason, found in by_reason.items():
            yield f"{_named(found)}: {reason}."


def file_name(paper: Paper, kind: str = "Bieu tong hop", ending: str = "xlsx") -> str:
    """Bieu-tong-hop-nq-2024-9-thang-nam-2024.xlsx: letters and digits every system can keep."""
    return f"{safe_name(f'{kind} {paper.summary.slug} {paper.period_and_year}')}.{ending}"


def _named(lines: list[IndicatorLine]) -> str:
    shown = listed("Chỉ tiêu", [str(line.number) for line in lines[:MOST_NAMED]])
    more = len(lines) - MOST_NAMED
    return f"{shown} và {more} chỉ tiêu khác" if more > 0 else shown
