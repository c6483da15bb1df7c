"""Gathers the lines of the unit's sheet and the office's review: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from targets.gathered import gathered_of
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
from targets.rules.appraisal import MeasureTerms, PeriodTerms
from targets.rules.comparison import Goal
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.workflow import SENT
from targets.sheet_lines import IndicatorLine, MeasureLine, PeriodFacts


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
