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
class ChangedWork:
    """One work item the form tells of. `then`, `now`: how it stood when the form was made, stands.

    `why_not`: why it takes nothing from this form; `told`: what is wrong with no box of it.
    """

    key: str
    title: str
    changes: list[Change]
    now: str = ""
    told: str = ""
    why_not: str = ""
    is_stale: bool = False

    @property
    def number(self) -> str:
        return self.key.partition("-")[2]

    @property
    def faults(self) -> int:
        return sum(bool(change.fault) for change in self.changes) + bool(self.told)


@dataclass(slots=True)
class Preview:
    """The whole answer to a filled form."""

    indicators: list[ChangedIndicator]
    fields: list[tuple[str, str]]  # the sheet's own, for the post that saves
    notes: dict[str, str]  # what is wrong in a cell, by box name
    absent: list[str]  # numbers of indicators the form has no rows of
    unread: bool = False  # whether a cell held what no box of the sheet could hold
    works: list[ChangedWork] = field(default_factory=list)

    @property
    def errors(self) -> int:
        figures = sum(
            bool(change.fault)
            for one in self.going
            for part in one.parts
            for change in part.changes
        )
        return figures + sum(one.faults for one in self.going_works)

    @property
    def is_empty(self) -> bool:
        """Whether the form says nothing that is not saved already."""
        return not self.indicators and not self.works

    @property
    def going_works(self) -> list[ChangedWork]:
        return [one for one in self.works if not one.why_not]

    @property
    def blocked_works(self) -> list[ChangedWork]:
        return [one for one in self.works if one.why_not]

    @property
    def stale_works(self) -> list[ChangedWork]:
        return [one for one in self.going_works if one.is_stale]

    @property
    def saves(self) -> bool:
        """Whether there is anything to save, and nothing to mend first."""
        return bool(self.going or self.going_works) and not self.errors

    @property
    def is_old(self) -> bool:
        """Whether something was changed, sent or closed since the form was made."""
        return bool(self.stale or self.blocked or self.stale_works or self.blocked_works)

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
        figures = sum(len(part.changes) for one in self.going for part in one.parts)
        return figures + sum(len(one.changes) for one in self.going_works)
