"""Gathers what the unit's sheet and the office's review work on: a fixed number of queries.

A line holds rows and the rules' terms; what somebody just typed goes through `appraise` and
`warnings` without being saved first.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from targets.gathered import Gathered, gathered_of
from targets.last_year import Continuing, last_year_of
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
from targets.rules.last_year import LastYear
from targets.rules.pace import Pace
from targets.rules.secrecy import entry_from, rate_of, sealed
from targets.rules.standing import Standing, combine
from targets.rules.workflow import SENT, Status
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
    indicators: Iterable[Indicator] | QuerySet[Indicator],
    facts: PeriodFacts,
    *,
    report: ProgressReport | None = None,
) -> list[IndicatorLine]:
    """The lines of these indicators in a period, by number; five queries however many there are,
    two more where a measure continues one of last year's.

    A queryset of indicators is not evaluated by itself. The report is the one that counts, or the
    one given, which may be a contributing one; an indicator with neither a report nor a lead unit
    has no line, nor has one without measures.
    """
    measures = list(_with_plan(Measure.objects.filter(indicator__in=indicators), facts.period))
    shown = {measure.indicator_id: measure.indicator for measure in measures}
    rows = ProgressReport.objects.filter(indicator__in=shown, period=facts.period)
    rows = rows.counting() if report is None else rows.filter(pk=report.pk)
    reports = {
        row.indicator_id: row for row in rows.select_related("unit", "saved_by", "submitted_by")
    }
    events: dict[int, list[ReviewEvent]] = defaultdict(list)
    for event in ReviewEvent.objects.filter(report__in=reports.values()).select_related("by"):
        events[event.report_id].append(event)
    lines: dict[int, list[MeasureLine]] = defaultdict(list)
    for line in _measure_lines(measures, facts, {row.pk for row in reports.values()}):
        lines[line.measure.indicator_id].append(line)
    found: list[IndicatorLine] = []
    for indicator in shown.values():
        row = reports.get(indicator.pk)
        unit = row.unit if row else indicator.lead_unit
        if unit is not None:
            past = events[row.pk] if row else []
            found.append(IndicatorLine(indicator, unit, lines[indicator.pk], row, past))
    return found


def _with_plan(measures: QuerySet[Measure], period: Period) -> QuerySet[Measure]:
    """The measures with their indicator, this quarter's milestone, the lead unit's quota, and how
    many localities could report them."""
    milestone = Milestone.objects.filter(measure=OuterRef("pk"), quarter=period.quarter)
    given = Assignment.objects.filter(measure=OuterRef("pk"), unit=OuterRef("indicator__lead_unit"))
    localities = Unit.objects.localities().exclude(pk=OuterRef("indicator__lead_unit")).order_by()
    how_many = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return (
        measures.select_related("indicator__group", "indicator__lead_unit")
        .annotate(
            milestone_now=Subquery(milestone.values("expected")[:1]),
            given=Subquery(given.values("assigned")[:1]),
            localities=Subquery(localities.annotate(many=how_many).values("many")),
        )
        .order_by("indicator__number", "indicator", "letter")
    )


def _measure_lines(
    measures: list[Measure], facts: PeriodFacts, reports: set[int]
) -> Iterator[MeasureLine]:
    targets = Target.objects.filter(measure__in=measures).in_force(facts.period.last_day)
    present, past, parts = _figures(measures, facts, reports)
    quarter = facts.period.quarter
    last_year = last_year_of(map(_continuing, measures), quarter)
    for measure in measures:
        target = targets.get(measure.pk)
        given: Decimal | None = getattr(measure, "given", None)
        yield MeasureLine(
            measure=measure,
            key=f"{measure.indicator.number}{measure.letter}",
            terms=MeasureTerms(
                formula=Formula(measure.formula),
                pace=Pace(measure.pace),
                goal=goal_of(target),
                baseline=measure.baseline,
                start=measure.start,
                quota=bool(measure.assigned_basis),
                milestone=getattr(measure, "milestone_now", None),
            ),
            target=target,
            facts=facts,
            assigned=measure.assigned if given is None else given,
            figure=present.get(measure.pk),
            previous=past.get(measure.pk),
            gathered=gathered_of(measure, parts.get(measure.pk, [])),
            last_year=last_year.get(measure.pk, {}).get(quarter),
        )


def _continuing(measure: Measure) -> Continuing:
    return Continuing(measure.pk, measure.formula, measure.unit_of_measure, measure.continues_id)


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
) -> tuple[dict[int, Figure], dict[int, Figure], dict[int, list[Figure]]]:
    """These reports' figures, last period's, and those that contributing units sent."""
    periods = [facts.period] + ([facts.previous] if facts.previous else [])
    present: dict[int, Figure] = {}
    past: dict[int, Figure] = {}
    parts: dict[int, list[Figure]] = defaultdict(list)
    rows = Figure.objects.filter(
        Q(report__counts=True) | Q(report__period=facts.period),
        measure__in=measures,
        report__period__in=periods,
    )
    for figure in rows.select_related("report"):
        if figure.report.period_id != facts.period.pk:
            past[figure.measure_id] = figure
        elif figure.report_id in reports:
            present[figure.measure_id] = figure
        elif not figure.report.counts and figure.report.status in SENT:
            parts[figure.measure_id].append(figure)
    return present, past, parts
