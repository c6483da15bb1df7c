"""The lines of the unit's sheet and the office's review: rows with the rules' terms beside them.

What somebody just typed goes through `appraise` and `warnings` without being saved first.
"""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from targets.gathered import Gathered
from targets.models import (
    Figure,
    Indicator,
    Measure,
    Period,
    ProgressReport,
    ReviewEvent,
    Target,
    Unit,
)
from targets.rules.appraisal import Appraisal, Entry, MeasureTerms, PeriodTerms, appraise
from targets.rules.checks import CheckWarning, EntryFacts, check_entry
from targets.rules.figures import Formula
from targets.rules.last_year import LastYear
from targets.rules.pace import Pace
from targets.rules.secrecy import entry_from, rate_of, sealed
from targets.rules.standing import Standing, combine
from targets.rules.workflow import Status
from targets.wording import pair_text


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """The period of a sheet and its neighbours."""

    period: Period
    terms: PeriodTerms
    previous: Period | None
    all: tuple[Period, ...]

    @property
    def is_first(self) -> bool:
        return self.previous is None


@dataclass(slots=True)
class MeasureLine:
    """One measure in one period: what was decided, what stood last quarter, what is typed.

    `contributes`: of a unit that reports to the lead unit. `gathered`: of the lead unit, where
    others contribute.
    """

    measure: Measure
    key: str
    terms: MeasureTerms
    target: Target | None
    facts: PeriodFacts
    assigned: Decimal | None = None
    figure: Figure | None = None
    previous: Figure | None = None
    gathered: Gathered | None = None
    last_year: LastYear | None = None
    contributes: bool = False

    @property
    def formula(self) -> Formula:
        return self.terms.formula

    @property
    def is_due(self) -> bool:
        """Whether a figure is asked for now (design §4)."""
        return self.terms.pace != Pace.YEAR_END or self.facts.terms.is_last

    @property
    def asks_figure(self) -> bool:
        """Whether a blank box wants a reason: a goal in words needs no figure (design §3.4)."""
        return self.is_due and (self.contributes or self.terms.goal is not None)

    @property
    def unit(self) -> str:
        """The unit behind the figure: a locality reports the present rate of a decrease."""
        if self.contributes and self.terms.formula != Formula(self.measure.formula):
            return "%"
        return self.measure.unit_of_measure

    @property
    def bounds(self) -> list[Decimal]:
        """The numbers a printed figure may not seem to reach when it has not."""
        return list(self.terms.goal.edges) if self.terms.goal else []

    def entry(self) -> Entry:
        """What is saved for this period, as it may be shown: without amounts where closed."""
        return self.shown(entry_of(self.figure))

    def previous_entry(self) -> Entry:
        """Last quarter's, as it may be shown; a closed one as a box takes it, so it can be kept."""
        entry = entry_of(self.previous)
        if not self.measure.percent_only:
            return entry
        return entry_from(self.formula, rate_of(self.formula, entry).typed())

    def shown(self, entry: Entry) -> Entry:
        """An entry without the amounts that may not be printed (`percent_only`)."""
        return sealed(self.formula, entry) if self.measure.percent_only else entry

    def pair_text(self, entry: Entry) -> str:
        """The two numbers a rate was typed as; empty where amounts may not be printed."""
        closed = self.measure.percent_only
        return "" if closed else pair_text(entry.numerator, entry.denominator)

    def appraise(self, entry: Entry | None = None, *, narrative: bool = False) -> Appraisal:
        """The rules' word on an entry; on the saved one, as it was typed, when none is given."""
        return appraise(
            self.terms, self.facts.terms, entry_of(self.figure) if entry is None else entry,
            narrative=narrative,
        )  # fmt: skip

    @property
    def year_ago(self) -> Decimal | None:
        """Last year's own figure of the same period, else what the unit typed of it."""
        if self.last_year is not None:
            return self.last_year.figure
        return None if self.figure is None else self.figure.year_ago

    def last_figure(self) -> Decimal | None:
        """Last quarter's compared figure."""
        return self.appraise(self.previous_entry()).figure

    def warnings(self, entry: Entry | None = None, *, kept: bool = False) -> list[CheckWarning]:
        """The checks of design §3.5 on an entry; on the saved one when none is given.

        `kept`: the box was filled by "Giữ như quý trước", which needs no reason.
        """
        typed = self.entry() if entry is None else entry
        previous = self.facts.previous
        given = None if self.measure.percent_only else self.gathered
        facts = EntryFacts(
            terms=self.terms,
            unit=self.unit,
            decimals=self.measure.decimals,
            entry=typed,
            previous=self.previous_entry(),
            previous_name=previous.name if previous else "",
            expected=self.appraise(typed).expected,
            is_first=self.facts.is_first,
            kept=kept,
            localities_sum=given.total.main if given else None,
            localities_sent=given.all_sent.main if given else None,
            supplied=given is not None and given.supplied,
        )
        return check_entry(facts)


@dataclass(slots=True)
class IndicatorLine:
    """One indicator in one period for the unit that reports it.

    `contributes`: its report goes to the lead unit, with the measures that are asked of it alone.
    """

    indicator: Indicator
    unit: Unit
    measures: list[MeasureLine]
    report: ProgressReport | None = None
    events: list[ReviewEvent] = field(default_factory=list)
    contributes: bool = False

    @property
    def number(self) -> int:
        return self.indicator.number

    @property
    def status(self) -> Status:
        return Status(self.report.status) if self.report else Status.DRAFT

    @property
    def version(self) -> int:
        return self.report.version if self.report else 0

    @property
    def is_due(self) -> bool:
        return any(line.is_due for line in self.measures)

    def standing(self) -> Standing:
        """What the saved figures come to, for the reader who has not waited for approval."""
        told = bool(self.report and self.report.results.strip())
        return combine(line.appraise(narrative=told).standing for line in self.measures)

    def last_event(self, *moves: str) -> ReviewEvent | None:
        """The newest event, of these moves when any are named."""
        for event in reversed(self.events):
            if not moves or event.move in moves:
                return event
        return None

    def first_sent_at(self) -> datetime.datetime | None:
        """When it was first submitted: what lateness is reckoned by (design §4)."""
        for event in self.events:
            if event.move == "submit":
                return event.at
        return self.report.submitted_at if self.report else None


def entry_of(figure: Figure | None) -> Entry:
    """A saved figure as the rules take it."""
    if figure is None:
        return Entry()
    return figure.entry()
