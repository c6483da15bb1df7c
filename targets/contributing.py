"""What units report to the units that lead: localities' and suppliers' lines (design §4, §5).

Such a line holds only the measures that are asked of its unit. No goal is set against it: what
the resolution wants of the town is no rating of one commune.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from targets.models import (
    Assignment,
    Figure,
    Indicator,
    Measure,
    ProgressReport,
    ReviewEvent,
    Target,
    Unit,
)
from targets.models.people import LOCALITY
from targets.rules.appraisal import MeasureTerms
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.sheet_lines import IndicatorLine, MeasureLine, PeriodFacts
from targets.worksheet import facts_of, lines_of


def line_of(report: ProgressReport) -> IndicatorLine | None:
    """The line of one report, whether it counts for its indicator or contributes to it."""
    facts = facts_of(report.period)
    if report.counts:
        found = lines_of([report.indicator], facts, report=report)
    else:
        measures = _planned(Measure.objects.filter(indicator=report.indicator_id))
        found = _lines([report.unit], measures, facts)
    return found[0] if found else None


def contributing_lines(
    unit: Unit, facts: PeriodFacts, *, only: Iterable[int] | None = None
) -> list[IndicatorLine]:
    """What a unit reports to lead units in a period, by number: one query where that is nothing,
    six however much it is. `only` limits the indicators by number.
    """
    asked = Measure.objects.contributed_by(unit).filter(
        indicator__group__resolution=facts.period.resolution_id
    )
    if only is not None:
        asked = asked.filter(indicator__number__in=list(only))
    return _lines([unit], _planned(asked), facts)


def contributions_to(indicator: Indicator, facts: PeriodFacts) -> list[IndicatorLine]:
    """What every unit reports of an indicator to its lead unit, suppliers last, in the units'
    order; who has reported stays here when the plan changes. Seven queries at most.
    """
    measures = _planned(Measure.objects.filter(indicator=indicator))
    told = any(measure.by_locality for measure in measures)
    suppliers = {measure.supplier_id for measure in measures}
    filed = indicator.reports.filter(period=facts.period, counts=False)
    wanted = Q(pk__in=suppliers) | Q(pk__in=filed.values("unit_id"))
    if told:
        wanted |= Q(pk__in=Unit.objects.localities().order_by().values("pk"))
    units = Unit.objects.filter(wanted).order_by("order", "code")
    lines = _lines(list(units), measures, facts)
    return sorted(lines, key=lambda line: line.unit.kind != LOCALITY)


def locality_lines(indicators: Iterable[Indicator], facts: PeriodFacts) -> list[IndicatorLine]:
    """What every commune and ward reports of several indicators, in the units' order; none where
    no measure of theirs is told by locality. Seven queries at most.
    """
    told = Measure.objects.filter(indicator__in=indicators, by_locality=True)
    return _lines(list(Unit.objects.localities()), _planned(told), facts)


def _planned(measures: QuerySet[Measure]) -> list[Measure]:
    return list(
        measures.select_related("indicator__group", "indicator__lead_unit").order_by(
            "indicator__number", "indicator", "letter"
        )
    )


@dataclass(frozen=True, slots=True)
class _Filed:
    """What the units have filed: reports by indicator and unit, their events, their figures."""

    reports: dict[tuple[int, int], ProgressReport]
    events: dict[int, list[ReviewEvent]]
    figures: dict[tuple[int, int, int], Figure]  # period, unit, measure


def _lines(
    units: Sequence[Unit], measures: Sequence[Measure], facts: PeriodFacts
) -> list[IndicatorLine]:
    """A line per indicator and unit that has something to report or has reported."""
    if not measures:
        return []
    filed = _filed(units, measures, facts)
    targets = Target.objects.filter(measure__in=measures).in_force(facts.period.last_day)
    quotas = {
        (row.measure_id, row.unit_id): row
        for row in Assignment.objects.filter(measure__in=measures, unit__in=units)
    }
    by_indicator: dict[int, list[Measure]] = defaultdict(list)
    for measure in measures:
        by_indicator[measure.indicator_id].append(measure)
    found = []
    for pk, group in by_indicator.items():
        for unit in units:
            report = filed.reports.get((pk, unit.pk))
            if report is not None and report.counts:
                continue  # who led it when the period was reported has reported for the indicator
            lines = [
                _line(measure, unit, facts, filed, targets, quotas.get((measure.pk, unit.pk)))
                for measure in group
                if _is_asked(measure, unit)
                or (facts.period.pk, unit.pk, measure.pk) in filed.figures
            ]
            if lines:
                past = filed.events[report.pk] if report else []
                line = IndicatorLine(group[0].indicator, unit, lines, report, past)
                line.contributes = True
                found.append(line)
    return found


def _is_asked(measure: Measure, unit: Unit) -> bool:
    """As `Measure.objects.contributed_by` asks the database."""
    if measure.indicator.lead_unit_id in {None, unit.pk}:
        return False
    told = measure.by_locality and unit.kind == LOCALITY and unit.is_active
    return told or measure.supplier_id == unit.pk


def _filed(units: Sequence[Unit], measures: Sequence[Measure], facts: PeriodFacts) -> _Filed:
    periods = [facts.period] + ([facts.previous] if facts.previous else [])
    rows = ProgressReport.objects.filter(
        indicator__in={measure.indicator_id for measure in measures},
        period=facts.period,
        unit__in=units,
    ).select_related("saved_by", "submitted_by")
    reports = {(row.indicator_id, row.unit_id): row for row in rows}
    events: dict[int, list[ReviewEvent]] = defaultdict(list)
    for event in ReviewEvent.objects.filter(report__in=reports.values()).select_related("by"):
        events[event.report_id].append(event)
    figures = Figure.objects.filter(
        measure__in=measures,
        report__unit__in=units,
        report__counts=False,
        report__period__in=periods,
    ).select_related("report")
    typed = {
        (figure.report.period_id, figure.report.unit_id, figure.measure_id): figure
        for figure in figures
    }
    return _Filed(reports, events, typed)


def _line(
    measure: Measure,
    unit: Unit,
    facts: PeriodFacts,
    filed: _Filed,
    targets: dict[int, Target],
    quota: Assignment | None,
) -> MeasureLine:
    given = quota.assigned if quota else None
    if given is None and not measure.by_locality:  # who supplies it supplies the town's figure
        given = measure.assigned
    before = facts.previous.pk if facts.previous else 0
    formula = Formula(measure.formula)
    return MeasureLine(
        measure=measure,
        key=f"{measure.indicator.number}{measure.letter}",
        terms=MeasureTerms(
            # of a decrease the present rate is reported
            formula=Formula.RATIO if formula == Formula.DECREASE else formula,
            pace=Pace(measure.pace),
            goal=None,
            quota=bool(measure.assigned_basis) or given is not None,
        ),
        target=targets.get(measure.pk),
        facts=facts,
        assigned=given,
        figure=filed.figures.get((facts.period.pk, unit.pk, measure.pk)),
        previous=filed.figures.get((before, unit.pk, measure.pk)),
        contributes=True,
    )
