"""What is shown on the wall of the meeting room, slide by slide (issue, point 4).

First the tally with the groups, then the board a few rows at a time, then one indicator after the
other; all in the board's order, worst first, or in the resolution's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from textwrap import shorten
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from reports.assessment import IndicatorLine, Summary
from reports.board import BoardRow, board_row
from reports.board_page import BoardPage
from reports.filters import BoardFilter
from reports.phrases import figures_basis
from targets.labels import standing_label
from targets.places import Place
from targets.templatetags.display import standing_pill
from targets.wording import period_title

ROWS = 6  # so many two-line rows in large type fit 1024 x 768
LONGEST_ROW = 110
_RANGE = re.compile(r"(?<=[\d%]) - (?=\d)")


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
        return [self.lines[begin:end] for begin, end in pairwise(ends)]

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
                shortened(line.wording, LONGEST_ROW),
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


def unbroken(text: str) -> str:
    """Ranges that no line end cuts in two: từ 5% - 7%."""
    return _RANGE.sub("\u00a0-\u00a0", text)


def shortened(text: str, longest: int) -> str:
    """One line of at most so many letters, cut between words."""
    return unbroken(shorten(text, longest, placeholder="…"))
