"""The same period last year, from the measure that one continues (design §4, `continues`).

Judged by that year's own formula and baseline. Two queries, and none where nothing continues.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from targets.models import Figure, ReviewEvent
from targets.rules.appraisal import Entry, MeasureTerms, figure_from
from targets.rules.figures import Formula
from targets.rules.last_year import LastYear, is_alike
from targets.rules.pace import Pace
from targets.rules.workflow import Move, Status

_TYPED = ("value", "numerator", "denominator")
_TERMS = ("pk", "formula", "unit_of_measure", "baseline")


class Continuing(NamedTuple):
    """A measure of this year; `continues`: the id of last year's, if there is one."""

    pk: int
    formula: str
    unit_of_measure: str
    continues: int | None


class _Reported(NamedTuple):
    """What was typed for a measure of last year in a quarter, beside the measure's own terms."""

    pk: int
    formula: str
    unit_of_measure: str
    baseline: Decimal | None
    quarter: int
    entry: Entry
    nature: str
    revising: bool


def last_year_of(
    measures: Iterable[Continuing], quarter: int | None = None
) -> dict[int, dict[int, LastYear]]:
    """By this year's measure id and quarter; `quarter` asks for one alone.

    A measure that is counted otherwise than the one it continues (in another unit, an excess
    where there was an amount) has nothing to be compared with.
    """
    wanted: dict[int, list[Continuing]] = defaultdict(list)
    for measure in measures:
        if measure.continues is not None:
            wanted[measure.continues].append(measure)
    found: dict[int, dict[int, LastYear]] = defaultdict(dict)
    for row in _reported(list(wanted), quarter) if wanted else ():
        figure = _figure(row)
        for measure in wanted[row.pk]:
            if not is_alike(
                Formula(measure.formula),
                measure.unit_of_measure,
                formula_then=Formula(row.formula),
                unit_then=row.unit_of_measure,
            ):
                continue
            if figure is None:  # a newer approval may have taken the figure back
                found[measure.pk].pop(row.quarter, None)
            else:
                found[measure.pk][row.quarter] = LastYear(figure, row.nature, row.revising)
    return found


def _figure(row: _Reported) -> Decimal | None:
    """By the formula and baseline of its own year; pace and goal do not change the figure."""
    return figure_from(
        MeasureTerms(Formula(row.formula), Pace.LEVEL, None, row.baseline), row.entry
    )


def _reported(ids: list[int], quarter: int | None) -> Iterator[_Reported]:
    """Figures of approved reports; of those approved once, the copy of the last approval (§5)."""
    figures = Figure.objects.filter(
        measure__in=ids, report__counts=True, report__status=Status.APPROVED.value
    )
    events = ReviewEvent.objects.filter(
        report__indicator__measures__in=ids, report__counts=True, move=Move.APPROVE.value
    ).exclude(report__status=Status.APPROVED.value)
    if quarter is not None:
        figures = figures.filter(report__period__quarter=quarter)
        events = events.filter(report__period__quarter=quarter)
    standing = figures.order_by().values_list(
        *(f"measure__{name}" for name in _TERMS), "report__period__quarter", "nature", *_TYPED
    )
    for *terms, place, nature, value, numerator, denominator in standing:
        entry = Entry(value, numerator, denominator)
        yield _Reported._make((*terms, place, entry, nature, False))
    copies = events.order_by("at", "pk").values_list(
        *(f"report__indicator__measures__{name}" for name in _TERMS),
        "report__period__quarter", "figures",
    )  # fmt: skip
    for *terms, place, copy in copies:  # the newest comes last and stays
        typed: Mapping[str, Any] = (copy or {}).get(str(terms[0])) or {}
        entry = Entry(*(_number(typed.get(name)) for name in _TYPED))
        yield _Reported._make((*terms, place, entry, typed.get("nature") or "", True))


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
