"""Gathers what the unit's sheet and the office's review work on: a fixed number of queries.

A line holds rows and the rules' terms; what somebody just typed goes through `appraise` and
`warnings` without being saved first.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from targets.models import (
    Assignment,
    Figure,
    Indicator,
    Measure,
    Milestone,
    Period,
    ProgressReport,
    ReviewEvent,
    Target,
    Unit,
)
from targets.rules.appraisal import Appraisal, Entry, MeasureTerms, PeriodTerms, appraise
from targets.rules.checks import CheckWarning, EntryFacts, check_entry
from targets.rules.comparison import Goal
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing, combine
from targets.rules.workflow import Status


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
    """One measure in one period: what was decided, what stood last quarter, what is typed."""

    measure: Measure
    key: str
    terms: MeasureTerms
    target: Target | None
    facts: PeriodFacts
    assigned: Decimal | None = None
    figure: Figure | None = None
    previous: Figure | None = None
    localities_sum: Decimal | None = None

    @property
    def formula(self) -> Formula:
        return self.terms.formula

    @property
    def is_due(self) -> bool:
        """Whether a figure is asked for now (design §4)."""
        return self.terms.pace != Pace.YEAR_END or self.facts.terms.is_last

    @property
    def bounds(self) -> list[Decimal]:
        """The numbers a printed figure may not seem to reach when it has not."""
        goal = self.terms.goal
        if goal is None:
            return []
        marks = [bound for bound in (goal.low, goal.high) if bound is not None]
        return [mark + step for mark in marks for step in {goal.tolerance, -goal.tolerance}]

    def entry(self) -> Entry:
        """What is saved for this period."""
        return entry_of(self.figure)

    def appraise(self, entry: Entry | None = None, *, narrative: bool = False) -> Appraisal:
        """The rules' word on an entry; on the saved one when none is given."""
        return appraise(
            self.terms, self.facts.terms, self.entry() if entry is None else entry,
            narrative=narrative,
        )  # fmt: skip

    def last_figure(self) -> Decimal | None:
        """Last quarter's compared figure."""
        return self.appraise(entry_of(self.previous)).figure

    def warnings(self, entry: Entry | None = None, *, kept: bool = False) -> list[CheckWarning]:
        """The checks of design §3.5 on an entry; on the saved one when none is given.

        `kept`: the box was filled by "Giữ như quý trước", which needs no reason.
        """
        typed = self.entry() if entry is None else entry
        previous = self.facts.previous
        facts = EntryFacts(
            terms=self.terms,
            unit=self.measure.unit_of_measure,
            decimals=self.measure.decimals,
            entry=typed,
            previous=entry_of(self.previous),
            previous_name=previous.name if previous else "",
            expected=self.appraise(typed).expected,
            is_first=self.facts.is_first,
            kept=kept,
            localities_sum=self.localities_sum,
        )
        return check_entry(facts)


@dataclass(slots=True)
class IndicatorLine:
    """One indicator in one period for the unit that reports it."""

    indicator: Indicator
    unit: Unit
    measures: list[MeasureLine]
    report: ProgressReport | None = None
    events: list[ReviewEvent] = field(default_factory=list)

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
    return Entry(figure.value, figure.numerator, figure.denominator, figure.year_estimate)


def facts_of(period: Period, periods: Iterable[Period] | None = None) -> PeriodFacts:
    """Where a period stands among its resolution's periods; one query unless they are given."""
    every = tuple(period.resolution.periods.all() if periods is None else periods)
    earlier = [other for other in every if other.quarter < period.quarter]
    terms = PeriodTerms(
        share=period.share,
        is_last=period.is_last,
        quarters_left=sum(other.quarter > period.quarter for other in every),
    )
    return PeriodFacts(period, terms, earlier[-1] if earlier else None, every)


def lines_of(
    indicators: Sequence[Indicator], facts: PeriodFacts, *, report: ProgressReport | None = None
) -> list[IndicatorLine]:
    """The lines of these indicators in a period, in their order.

    Takes indicators with `lead_unit` and `group` at hand; asks seven more queries however many
    there are. The report is the one that counts, or the one given, which may be a contributing
    one; an indicator without report and without lead unit has no line.
    """
    ids = [indicator.pk for indicator in indicators]
    measures = list(Measure.objects.filter(indicator__in=ids).order_by("indicator", "letter"))
    rows = ProgressReport.objects.filter(indicator__in=ids, period=facts.period)
    rows = rows.counting() if report is None else rows.filter(pk=report.pk)
    reports = {
        row.indicator_id: row for row in rows.select_related("unit", "saved_by", "submitted_by")
    }
    events: dict[int, list[ReviewEvent]] = defaultdict(list)
    for event in ReviewEvent.objects.filter(report__in=reports.values()).select_related("by"):
        events[event.report_id].append(event)
    lines = _measure_lines(measures, facts, {row.pk for row in reports.values()})
    given = dict(_assignments(measures))
    by_indicator: dict[int, list[MeasureLine]] = defaultdict(list)
    for measure in measures:
        by_indicator[measure.indicator_id].append(lines[measure.pk])
    found: list[IndicatorLine] = []
    for indicator in indicators:
        report = reports.get(indicator.pk)
        unit = report.unit if report else indicator.lead_unit
        if unit is None:
            continue
        own = by_indicator[indicator.pk]
        past = events[report.pk] if report else []
        for line in own:
            line.key = f"{indicator.number}{line.measure.letter}"
            line.assigned = given.get((line.measure.pk, unit.pk)) or line.measure.assigned
        found.append(IndicatorLine(indicator, unit, own, report, past))
    return found


def _measure_lines(
    measures: list[Measure], facts: PeriodFacts, reports: set[int]
) -> dict[int, MeasureLine]:
    period = facts.period
    targets = Target.objects.filter(measure__in=measures).in_force(period.last_day)
    milestones = dict(
        Milestone.objects.filter(measure__in=measures, quarter=period.quarter).values_list(
            "measure_id", "expected"
        )
    )
    present, past, sums = _figures(measures, facts, reports)
    lines = {}
    for measure in measures:
        target = targets.get(measure.pk)
        goal = goal_of(target)
        lines[measure.pk] = MeasureLine(
            measure=measure,
            key="",
            terms=MeasureTerms(
                formula=Formula(measure.formula),
                pace=Pace(measure.pace),
                goal=goal,
                baseline=measure.baseline,
                start=measure.start,
                quota=bool(measure.assigned_basis),
                milestone=milestones.get(measure.pk),
            ),
            target=target,
            facts=facts,
            figure=present.get(measure.pk),
            previous=past.get(measure.pk),
            localities_sum=sums.get(measure.pk),
        )
    return lines


def _assignments(
    measures: list[Measure],
) -> Iterable[tuple[tuple[int, int], Decimal | None]]:
    for given in Assignment.objects.filter(measure__in=measures):
        yield (given.measure_id, given.unit_id), given.assigned


def goal_of(target: Target | None) -> Goal | None:
    """The goal of a target; None for none, and for one that cannot be built."""
    if target is None:
        return None
    try:
        return target.as_goal()
    except ValueError:
        return None


def _figures(
    measures: list[Measure], facts: PeriodFacts, reports: set[int]
) -> tuple[dict[int, Figure], dict[int, Figure], dict[int, Decimal]]:
    """These reports' figures, last period's, and what the contributing reports' add up to."""
    periods = [facts.period] + ([facts.previous] if facts.previous else [])
    present: dict[int, Figure] = {}
    past: dict[int, Figure] = {}
    sums: dict[int, Decimal] = {}
    rows = Figure.objects.filter(measure__in=measures, report__period__in=periods)
    for figure in rows.select_related("report"):
        if figure.report.period_id != facts.period.pk:
            if figure.report.counts:
                past[figure.measure_id] = figure
        elif figure.report_id in reports:
            present[figure.measure_id] = figure
        elif figure.numerator is not None and not figure.report.counts:
            before = sums.get(figure.measure_id, Decimal(0))
            sums[figure.measure_id] = before + figure.numerator
    return present, past, sums
