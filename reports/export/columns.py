"""The columns of "Tổng hợp": fixed ones around those of the periods shown (mockups/papers §2)."""

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from reports.assessment import Summary
from reports.paper_table import has_year_end, shown_places

WHOLE_WIDTH = 170.6  # fits A4 landscape at about 76 %
PERIOD_WIDTH = 8.5
KEY, NAME, UNIT, LAST_YEAR, GOAL = range(5)
FIXED_WIDTHS = (4.5, 33.0, 7.0, 8.5, 11.5)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands; numbered from 0."""

    places: range
    has_year_end: bool

    @classmethod
    def of(cls, summary: Summary) -> "Columns":
        return cls(shown_places(summary), has_year_end(summary))

    @property
    def first_period(self) -> int:
        return GOAL + 1

    @property
    def now(self) -> int:
        """The period in question."""
        return GOAL + len(self.places)

    @property
    def year_end(self) -> int | None:
        return self.now + 1 if self.has_year_end else None

    @property
    def last_figure(self) -> int:
        return self.now + 1 if self.has_year_end else self.now

    @property
    def target(self) -> int:
        return self.last_figure + 1

    @property
    def year_ago(self) -> int:
        return self.last_figure + 2

    @property
    def standing(self) -> int:
        return self.last_figure + 3

    @property
    def lead(self) -> int:
        return self.last_figure + 4

    @property
    def note(self) -> int:
        return self.last_figure + 5

    @property
    def widths(self) -> list[float]:
        """In the workbook's units; what missing periods leave goes to wording and notes."""
        periods = [PERIOD_WIDTH] * len(self.places)
        year_end = [9.0] if self.has_year_end else []
        widths = [*FIXED_WIDTHS, *periods, *year_end, 10.8, 10.8, 13.0, 17.0, 20.0]
        spare = WHOLE_WIDTH - sum(widths)
        widths[NAME] += spare / 2
        widths[self.note] += spare / 2
        return widths

    def width(self, first: int, last: int) -> float:
        return sum(self.widths[first : last + 1])


def span(column: int, first_row: int, last_row: int) -> str:
    """$L$12:$L$15; rows are numbered from 0."""
    name = xl_col_to_name(column, col_abs=True)
    return f"{name}${first_row + 1}:{name}${last_row + 1}"


def cell(column: int, row: int) -> str:
    """H12; the row is numbered from 0."""
    return f"{xl_col_to_name(column)}{row + 1}"
