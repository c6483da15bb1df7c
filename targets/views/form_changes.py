"""What a page shows of a filled form: change by change, indicator by indicator."""

from dataclasses import dataclass, field

from targets.views.indicator_box import IndicatorBox
from targets.views.measure_box import Warned


@dataclass(frozen=True, slots=True)
class Change:
    """One box the form would change. `mine`, `now`, `then`: in the form, saved, when it was made.

    `clashes`: somebody else has changed this box meanwhile.
    """

    name: str
    label: str
    mine: str
    now: str
    then: str
    place: str
    fault: str = ""
    clashes: bool = False


@dataclass(slots=True)
class Changed:
    """One measure, or the words of an indicator, with its changes and what the checks ask."""

    title: str
    changes: list[Change]
    warned: list[Warned] = field(default_factory=list)
    figure: str = ""
    pill: str = ""


@dataclass(slots=True)
class ChangedIndicator:
    """One indicator the form would change."""

    box: IndicatorBox
    parts: list[Changed]
    others: list[Change] = field(default_factory=list)  # what somebody else changed meanwhile
    is_stale: bool = False

    @property
    def number(self) -> int:
        return self.box.number

    @property
    def why_not(self) -> str:
        return self.box.why_not or ""

    @property
    def clashes(self) -> list[Change]:
        return [one for part in self.parts for one in part.changes if one.clashes]


@dataclass(slots=True)
class Preview:
    """The whole answer to a filled form."""

    indicators: list[ChangedIndicator]
    fields: list[tuple[str, str]]  # the sheet's own, for the post that saves
    notes: dict[str, str]  # what is wrong in a cell, by box name
    absent: list[str]  # numbers of indicators the form has no rows of
    unread: bool = False  # whether a cell held what no box of the sheet could hold

    @property
    def errors(self) -> int:
        return sum(
            bool(change.fault)
            for one in self.going
            for part in one.parts
            for change in part.changes
        )

    @property
    def on_the_sheet(self) -> bool:
        """Whether what is wrong would be found, and can be mended, on the sheet just as well."""
        return bool(self.errors) and not self.unread

    @property
    def going(self) -> list[ChangedIndicator]:
        return [one for one in self.indicators if not one.why_not]

    @property
    def blocked(self) -> list[ChangedIndicator]:
        return [one for one in self.indicators if one.why_not]

    @property
    def stale(self) -> list[ChangedIndicator]:
        return [one for one in self.going if one.is_stale]

    @property
    def warnings(self) -> int:
        return sum(len(part.warned) for one in self.going for part in one.parts)

    @property
    def change_count(self) -> int:
        return sum(len(part.changes) for one in self.going for part in one.parts)
