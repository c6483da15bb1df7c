from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.pace import (
    Pace,
    attainment,
    expected,
    needed_per_quarter,
    projection,
    starting_point,
)

from .strategies import goals, modest

D = Decimal

INVESTMENT = Goal(Direction.UP, D(9500), None, tolerance=D(50))
EXCESS = Goal(Direction.UP, D(5), D(7))
INCIDENTS = Goal(Direction.DOWN, None, D(45))
BAND = Goal(Direction.WITHIN, D(18), D(22))
QUARTERS = [D("0.25"), D("0.5"), D("0.75"), D(1)]


def number(text):
    return None if text is None else D(text)


@pytest.mark.parametrize(
    ("goal", "pace", "start", "share", "milestone", "by_now"),
    [
        (INVESTMENT, Pace.CUMULATIVE, "0", "0.25", None, "2375"),
        (INVESTMENT, Pace.CUMULATIVE, None, "0.25", None, "2375"),
        (INVESTMENT, Pace.CUMULATIVE, "0", "0.25", "1425", "1425"),
        (INVESTMENT, Pace.CUMULATIVE, "0", "0.25", "0", "0"),
        (EXCESS, Pace.CUMULATIVE, "-100", "0.5", None, "-47.5"),
        (INCIDENTS, Pace.CUMULATIVE, "0", "0.75", None, "33.75"),
        (BAND, Pace.CUMULATIVE, "0", "0.75", None, None),
        (BAND, Pace.CUMULATIVE, "0", "0.75", "12", "12"),
        (INVESTMENT, Pace.LEVEL, "9000", "0.5", None, "9250"),
        (INVESTMENT, Pace.LEVEL, None, "0.5", None, None),
        (INVESTMENT, Pace.LEVEL, None, "0.5", "9100", "9100"),
        (INCIDENTS, Pace.LEVEL, "49", "0.25", None, "48"),
        (INVESTMENT, Pace.RATE, "9000", "0.25", None, "9500"),
        (INCIDENTS, Pace.RATE, None, "0.25", None, "45"),
        (BAND, Pace.RATE, None, "0.25", None, None),
        (INVESTMENT, Pace.YEAR_END, "0", "1", None, None),
    ],
)
def test_expected(goal, pace, start, share, milestone, by_now):
    found = expected(goal, pace, start=number(start), share=D(share), milestone=number(milestone))
    assert found == number(by_now)


@pytest.mark.parametrize(
    ("goal", "pace", "figure", "start", "share", "milestone", "year"),
    [
        (INVESTMENT, Pace.CUMULATIVE, "2375", "0", "0.25", None, "9500"),
        (
            INVESTMENT,
            Pace.CUMULATIVE,
            "5560.4",
            None,
            "0.75",
            None,
            "7413.866666666666666666666667",
        ),
        (INVESTMENT, Pace.CUMULATIVE, "1425", "0", "0.25", "1425", "9500"),
        (INVESTMENT, Pace.CUMULATIVE, "3420", "0", "0.5", "3800", "8550"),
        (INVESTMENT, Pace.CUMULATIVE, "5", "0", "0.25", "0", None),
        (INVESTMENT, Pace.CUMULATIVE, "5", "0", "0.25", "-1", None),
        (INVESTMENT, Pace.CUMULATIVE, "5", "9500", "0.5", "9500", "-9490"),
        (INVESTMENT, Pace.CUMULATIVE, "5", "0", "0", None, None),
        (INVESTMENT, Pace.CUMULATIVE, None, "0", "0.5", None, None),
        (EXCESS, Pace.CUMULATIVE, "-47.5", "-100", "0.5", None, "5"),
        (INCIDENTS, Pace.CUMULATIVE, "12", "0", "0.25", None, "48"),
        (BAND, Pace.CUMULATIVE, "5", "0", "0.25", None, "20"),
        (BAND, Pace.CUMULATIVE, "5", "0", "0.25", "6", "20"),
        (INVESTMENT, Pace.LEVEL, "9100", "9000", "0.25", None, None),
        (INVESTMENT, Pace.LEVEL, "9100", "9000", "0.25", "9050", None),
        (INVESTMENT, Pace.LEVEL, "9100", "9000", "0.5", None, "9200"),
        (INVESTMENT, Pace.LEVEL, "9100", None, "0.5", None, None),
        (INVESTMENT, Pace.LEVEL, "9100", "9000", "0.5", "9050", "10000"),
        # a level that has to fall: both differences are negative, progress is not
        (INCIDENTS, Pace.LEVEL, "47", "49", "0.5", "48", "41"),
        (INCIDENTS, Pace.LEVEL, "47", "49", "0.5", "50", None),
        (INVESTMENT, Pace.RATE, "9100", None, "0.25", None, "9100"),
        (INVESTMENT, Pace.YEAR_END, "9100", "0", "0.75", None, None),
    ],
)
def test_projection(goal, pace, figure, start, share, milestone, year):
    found = projection(
        goal,
        pace,
        number(figure),
        start=number(start),
        share=D(share),
        milestone=number(milestone),
    )
    assert found == number(year)


@pytest.mark.parametrize(
    ("goal", "pace", "figure", "quarters_left", "by_now", "needed"),
    [
        (INVESTMENT, Pace.CUMULATIVE, "5560.4", 1, None, "3939.6"),
        (INVESTMENT, Pace.CUMULATIVE, "3800", 2, "3800", "2850"),
        (INVESTMENT, Pace.LEVEL, "9000", 2, None, "250"),
        (INVESTMENT, Pace.CUMULATIVE, "9450", 1, None, None),  # met within its tolerance
        (INVESTMENT, Pace.CUMULATIVE, "3800", 0, None, None),
        (INVESTMENT, Pace.CUMULATIVE, "3800", 2, "9500", None),  # was due in full by now
        (INVESTMENT, Pace.CUMULATIVE, None, 2, None, None),
        (INVESTMENT, Pace.RATE, "3800", 2, None, None),
        (INVESTMENT, Pace.YEAR_END, "3800", 2, None, None),
        (INCIDENTS, Pace.CUMULATIVE, "46", 2, None, None),
        (BAND, Pace.CUMULATIVE, "5", 2, None, None),
    ],
)
def test_needed_per_quarter(goal, pace, figure, quarters_left, by_now, needed):
    found = needed_per_quarter(
        goal, pace, number(figure), quarters_left=quarters_left, expected=number(by_now)
    )
    assert found == number(needed)


@pytest.mark.parametrize(
    ("goal", "formula", "figure", "percent"),
    [
        (INVESTMENT, Formula.VALUE, "4750", "50"),
        (INVESTMENT, Formula.VALUE, None, None),
        (EXCESS, Formula.EXCESS, "-47.5", "50"),
        (EXCESS, Formula.EXCESS, "5", "100"),
        (Goal(Direction.UP, D(0), None), Formula.EXCESS, "0", "100"),
        (Goal(Direction.UP, D(-100), None), Formula.EXCESS, "0", None),
        (Goal(Direction.UP, D(0), None), Formula.VALUE, "5", None),
        (Goal(Direction.UP, D("0.4"), D("0.6")), Formula.DECREASE, "0.2", "50"),
        (INCIDENTS, Formula.VALUE, "20", None),
        (BAND, Formula.VALUE, "20", None),
    ],
)
def test_attainment(goal, formula, figure, percent):
    assert attainment(goal, formula, number(figure)) == number(percent)


@pytest.mark.parametrize(
    ("formula", "pace", "start", "baseline", "begin"),
    [
        (Formula.VALUE, Pace.CUMULATIVE, None, None, "0"),
        (Formula.VALUE, Pace.CUMULATIVE, "12", "5", "12"),
        (Formula.EXCESS, Pace.CUMULATIVE, None, None, "-100"),
        (Formula.EXCESS, Pace.CUMULATIVE, "0", None, "0"),
        (Formula.RATIO, Pace.LEVEL, None, "93", "93"),
        (Formula.RATIO, Pace.LEVEL, None, None, None),
        (Formula.DECREASE, Pace.LEVEL, None, "2.99", "0"),
        (Formula.DECREASE, Pace.LEVEL, None, None, None),
        (Formula.VALUE, Pace.RATE, None, "10.74", None),
        (Formula.VALUE, Pace.YEAR_END, None, "87.8", None),
    ],
)
def test_starting_point(formula, pace, start, baseline, begin):
    found = starting_point(formula, pace, start=number(start), baseline=number(baseline))
    assert found == number(begin)


@pytest.mark.parametrize("pace", [Pace.CUMULATIVE, Pace.LEVEL, Pace.RATE])
def test_nan_is_no_figure(pace):
    with pytest.raises(ValueError, match="finite"):
        projection(INVESTMENT, pace, D("NaN"), start=D(0), share=D("0.5"))
    with pytest.raises(ValueError, match="finite"):
        attainment(INVESTMENT, Formula.VALUE, D("Infinity"))


@given(goals([Direction.UP, Direction.DOWN]), modest, st.sampled_from(QUARTERS))
def test_who_stands_where_expected_will_arrive_at_the_mark(goal, start, share):
    by_now = expected(goal, Pace.CUMULATIVE, start=start, share=share)
    year = projection(goal, Pace.CUMULATIVE, by_now, start=start, share=share)
    assert round(year, 9) == round(goal.mark, 9)


@given(goals(), modest, modest)
def test_the_last_quarter_projects_itself(goal, start, figure):
    assert projection(goal, Pace.CUMULATIVE, figure, start=start, share=D(1)) == figure
