"""Measures with a year's figures, made by hand; no database."""

import datetime
from decimal import Decimal

from reports.assessment import MeasureLine, PeriodLine, Summary, TargetLine, Typed, judge
from targets.rules.appraisal import MeasureTerms
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.pace import Pace

D = Decimal
PERIODS = tuple(
    PeriodLine(quarter, name, D(share), quarter == 4, 4 - quarter)
    for quarter, name, share in (
        (1, "Quý I", "0.25"),
        (2, "6 tháng đầu năm", "0.5"),
        (3, "9 tháng", "0.75"),
        (4, "Năm", "1"),
    )
)


def plain(value):
    return Typed() if value is None else Typed(value=D(value))


def line(
    *typed,
    place=2,
    target=("ít nhất 100", "up", "100", None),
    tolerance=0,
    strict=False,
    milestone=None,
    narrative=False,
    last_year=None,
    **fields,
):
    """A measure of which `typed` was reported, quarter by quarter: numbers or Typed."""
    fields = {
        "unit_of_measure": "tỷ đồng",
        "decimals": 1,
        "formula": Formula.VALUE,
        "pace": Pace.CUMULATIVE,
        **fields,
    }
    aim = goal = None
    if target:
        words, direction, low, high = target
        bounds = [None if bound is None else D(bound) for bound in (low, high)]
        more = {"strict": strict, "tolerance": D(tolerance)}
        aim = TargetLine(words, Direction(direction), *bounds, **more)
        goal = Goal(Direction(direction), *bounds, **more)
    terms = MeasureTerms(
        fields["formula"],
        fields["pace"],
        goal,
        fields.get("baseline"),
        fields.get("start"),
        bool(fields.get("assigned_basis")) and fields["formula"] == Formula.RATIO,
        None if milestone is None else D(milestone),
    )
    known = [each if isinstance(each, Typed) else plain(each) for each in typed]
    known += [Typed()] * (4 - len(known))
    cells = tuple(
        judge(terms, period, each, target=aim, narrative=narrative, last_year=last_year)
        for period, each in zip(PERIODS, known, strict=True)
    )
    named = {"key": "1", "letter": "", "name": "Tổng vốn", **fields}
    return MeasureLine(
        cells=cells,
        place=place,
        target_wording="" if aim is None else aim.wording,
        **named,
    )


def whole(measure):
    """The summary a spark is drawn in; only its periods matter."""
    return Summary(
        "nq", measure.now.quarter, "Nghị quyết", 2024, PERIODS, (), datetime.date(2024, 9, 24)
    )
