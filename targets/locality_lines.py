"""The lines of all communes and wards for the measures that are told by locality (design §4, §5).

Their reports contribute (counts=False): they run the same table, and nobody rates them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from targets.models import Assignment, Figure, ProgressReport, Unit
from targets.rules.appraisal import MeasureTerms
from targets.rules.figures import Formula
from targets.worksheet import IndicatorLine, MeasureLine, PeriodFacts

LOCALITY = "locality"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is saved for the localities, each by (unit, indicator or measure)."""

    reports: dict[tuple[int, int], ProgressReport]
    now: dict[tuple[int, int], Figure]
    before: dict[tuple[int, int], Figure]
    given: dict[tuple[int, int], Decimal | None]


def locality_lines(lead: Sequence[IndicatorLine], facts: PeriodFacts) -> list[IndicatorLine]:
    """A line per locality and indicator with the measures told by locality; four queries.

    `lead`: the lines of the unit that leads them, which is left out itself.
    """
    local = [line for line in lead if any(one.measure.by_locality for one in line.measures)]
    if not local:
        return []
    units = list(Unit.objects.active().filter(kind=LOCALITY))
    known = _known(local, facts)
    return [
        IndicatorLine(
            line.indicator,
            unit,
            list(_measures(line, unit, known)),
            known.reports.get((unit.pk, line.indicator.pk)),
        )
        for unit in units
        for line in local
        if unit.pk != line.unit.pk
    ]


def _known(local: Sequence[IndicatorLine], facts: PeriodFacts) -> _Known:
    indicators = [line.indicator.pk for line in local]
    measures = [one.measure.pk for line in local for one in line.measures]
    periods = [facts.period] + ([facts.previous] if facts.previous else [])
    rows = ProgressReport.objects.filter(
        indicator__in=indicators, period=facts.period, counts=False
    ).select_related("saved_by")
    now: dict[tuple[int, int], Figure] = {}
    before: dict[tuple[int, int], Figure] = {}
    for figure in Figure.objects.filter(
        measure__in=measures, report__period__in=periods, report__counts=False
    ).select_related("report"):
        held = now if figure.report.period_id == facts.period.pk else before
        held[figure.report.unit_id, figure.measure_id] = figure
    given = Assignment.objects.filter(measure__in=measures)
    return _Known(
        {(row.unit_id, row.indicator_id): row for row in rows},
        now,
        before,
        {(row.unit_id, row.measure_id): row.assigned for row in given},
    )


def _measures(line: IndicatorLine, unit: Unit, known: _Known) -> Iterator[MeasureLine]:
    for one in line.measures:
        if one.measure.by_locality:
            key = (unit.pk, one.measure.pk)
            yield replace(
                one,
                terms=_own_terms(one.terms),
                assigned=known.given.get(key),
                figure=known.now.get(key),
                previous=known.before.get(key),
                localities_sum=None,
                last_year=None,
            )


def _own_terms(terms: MeasureTerms) -> MeasureTerms:
    """The town's goal and path are not a ward's; of a decrease it tells the present rate."""
    formula = Formula.RATIO if terms.formula == Formula.DECREASE else terms.formula
    return replace(terms, formula=formula, goal=None, milestone=None, baseline=None, start=None)
