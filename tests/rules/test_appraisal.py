"""All the rules on one measure at once: what sheet, review and board show (design §3)."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.appraisal import (
    Appraisal,
    Entry,
    ExpectedFrom,
    MeasureTerms,
    PeriodTerms,
    Whose,
    appraise,
)
from targets.rules.comparison import Direction, Goal, Outcome
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing

AT_LEAST = Goal(Direction.UP, D(100), None)
Q1 = PeriodTerms(D("0.25"), is_last=False, quarters_left=3)
Q3 = PeriodTerms(D("0.75"), is_last=False, quarters_left=1)
LAST = PeriodTerms(D(1), is_last=True, quarters_left=0)


def terms(formula=Formula.VALUE, pace=Pace.CUMULATIVE, goal=AT_LEAST, **more):
    return MeasureTerms(formula, pace, goal, **more)


def test_a_cumulative_amount_on_its_straight_line():
    assert appraise(terms(), Q3, Entry(D(72))) == Appraisal(
        figure=D(72),
        outcome=Outcome.SHORT,
        expected=D(75),
        expected_from=ExpectedFrom.LINE,
        projection=D(96),
        estimate=None,
        outlook=Outcome.SHORT,
        outlook_whose=Whose.PACE,
        needed=D(28),
        attainment=D(72),
        standing=Standing.BEHIND,
    )


def test_nothing_typed():
    assert appraise(terms(), Q3, Entry()) == Appraisal(
        figure=None,
        outcome=None,
        expected=D(75),
        expected_from=ExpectedFrom.LINE,
        projection=None,
        estimate=None,
        outlook=None,
        outlook_whose=None,
        needed=None,
        attainment=None,
        standing=Standing.NO_FIGURE,
    )


@pytest.mark.parametrize(
    ("entry", "blank"),
    [
        (Entry(), True),
        (Entry(denominator=D(9), year_estimate=D(9)), True),  # a quota and an outlook, no figure
        (Entry(D(0)), False),
        (Entry(numerator=D(0)), False),
    ],
)
def test_what_counts_as_blank(entry, blank):
    assert entry.is_blank is blank


def test_zero_is_a_figure():
    verdict = appraise(terms(), Q3, Entry(D(0)))
    assert (verdict.figure, verdict.attainment, verdict.standing) == (0, 0, Standing.BEHIND)


def test_a_milestone_stands_for_the_line():
    verdict = appraise(terms(milestone=D(60)), Q3, Entry(D(72)))
    assert (verdict.expected, verdict.expected_from) == (60, ExpectedFrom.MILESTONE)
    assert verdict.projection == 120
    assert verdict.standing is Standing.ON_TRACK


@pytest.mark.parametrize(
    ("pace", "expected", "source"),
    [
        (Pace.CUMULATIVE, D(75), ExpectedFrom.LINE),
        (Pace.LEVEL, D(95), ExpectedFrom.LINE),
        (Pace.RATE, D(100), ExpectedFrom.ALL_YEAR),
        (Pace.YEAR_END, None, ExpectedFrom.NONE),
    ],
)
def test_what_the_expected_figure_rests_on(pace, expected, source):
    verdict = appraise(terms(pace=pace, baseline=D(80)), Q3, Entry(D(90)))
    assert (verdict.expected, verdict.expected_from) == (expected, source)


@pytest.mark.parametrize(
    ("narrative", "period", "expected"),
    [
        (True, Q3, Standing.IN_PROGRESS),
        (False, Q3, Standing.NOT_DUE),
        (True, LAST, Standing.NO_FIGURE),
    ],
)
def test_a_goal_in_words(narrative, period, expected):
    verdict = appraise(
        terms(goal=None, milestone=D(3)), period, Entry(D(5), year_estimate=D(7)),
        narrative=narrative,
    )  # fmt: skip
    assert verdict == Appraisal(
        D(5), None, None, ExpectedFrom.NONE, None, None, None, None, None, None, expected
    )


@pytest.mark.parametrize(
    ("formula", "entry", "figure"),
    [
        (Formula.VALUE, Entry(D("11.2")), D("11.2")),
        (Formula.RATIO, Entry(numerator=D(3), denominator=D(4)), D(75)),
        (Formula.RATIO, Entry(D("74.5")), D("74.5")),
        (Formula.RATIO, Entry(numerator=D(3)), None),
        (Formula.RATIO, Entry(denominator=D(4)), None),
        (Formula.RATIO, Entry(numerator=D(3), denominator=D(0)), None),
        (Formula.EXCESS, Entry(numerator=D(106), denominator=D(100)), D(6)),
        (Formula.DECREASE, Entry(D("2.5")), D("0.5")),
        (Formula.DECREASE, Entry(numerator=D(1), denominator=D(50)), D(1)),
    ],
)
def test_the_figure_of_each_formula(formula, entry, figure):
    assert appraise(terms(formula, baseline=D(3)), Q3, entry).figure == figure


@pytest.mark.parametrize(
    ("formula", "entry", "estimate"),
    [
        (Formula.VALUE, Entry(D(72), year_estimate=D(98)), D(98)),
        (Formula.VALUE, Entry(year_estimate=D(98)), D(98)),
        (Formula.RATIO, Entry(numerator=D(3), denominator=D(4), year_estimate=D(2)), D(50)),
        (Formula.RATIO, Entry(denominator=D(4), year_estimate=D(2)), D(50)),
        (Formula.RATIO, Entry(D(75), year_estimate=D(76)), D(76)),
        (Formula.RATIO, Entry(D(75), denominator=D(4), year_estimate=D(76)), D(76)),
        (Formula.RATIO, Entry(denominator=D(0), year_estimate=D(2)), None),
        (Formula.EXCESS, Entry(D(1), D(50), D(100), year_estimate=D(107)), None),
        (Formula.EXCESS, Entry(None, D(50), D(100), year_estimate=D(107)), D(7)),
        (Formula.EXCESS, Entry(year_estimate=D(107)), None),
        (Formula.DECREASE, Entry(D("2.7"), year_estimate=D("2.5")), D("0.5")),
        (Formula.DECREASE, Entry(None, D(3), D(100), year_estimate=D(2)), D(1)),
    ],
)
def test_the_units_estimate_goes_through_the_same_formula(formula, entry, estimate):
    assert appraise(terms(formula, baseline=D(3)), Q3, entry).estimate == estimate


def test_whose_outlook_it_is():
    own = appraise(terms(), Q3, Entry(D(72), year_estimate=D(105)))
    assert (own.projection, own.estimate) == (96, 105)
    assert (own.outlook, own.outlook_whose) == (Outcome.EXCEEDED, Whose.UNIT)
    ours = appraise(terms(), Q3, Entry(D(72)))
    assert (ours.outlook, ours.outlook_whose) == (Outcome.SHORT, Whose.PACE)
    neither = appraise(terms(pace=Pace.YEAR_END), Q3, Entry(D(72)))
    assert (neither.outlook, neither.outlook_whose) == (None, None)


@pytest.mark.parametrize(
    ("quota", "numerator", "projection"),
    [(False, D(90), D(100)), (True, D(90), D(120)), (False, D(60), D(80))],
)
def test_a_share_of_a_whole_is_projected_within_0_and_100(quota, numerator, projection):
    entry = Entry(numerator=numerator, denominator=D(100))
    assert appraise(terms(Formula.RATIO, quota=quota), Q3, entry).projection == projection


def test_a_share_is_not_projected_below_0():
    goal = Goal(Direction.DOWN, None, D(10))
    falling = terms(Formula.RATIO, Pace.LEVEL, goal, baseline=D(60))
    assert appraise(falling, Q3, Entry(D(5))).projection == 0


def test_one_point_is_no_trend():
    level = terms(pace=Pace.LEVEL, baseline=D(80))
    assert appraise(level, Q1, Entry(D(90))).projection is None
    assert appraise(level, Q3, Entry(D(95))).projection == 100


def test_the_first_indicator_at_11_2():
    """(1) từ 10% - 12,5%: the milestone of the third quarter is 10,2."""
    growth = terms(pace=Pace.LEVEL, goal=Goal(Direction.UP, D(10), D("12.5")), milestone=D("10.2"))
    assert appraise(growth, LAST, Entry(D("11.2"))).standing is Standing.MET


numbers = st.none() | st.decimals(-(10**12), 10**12, places=3).filter(lambda n: abs(n) < 10**12)
bounds = st.decimals(-1000, 1000, places=1)
goals = st.none() | st.builds(
    lambda direction, low, width, strict: Goal(direction, low, low + abs(width), strict=strict),
    st.sampled_from(Direction),
    bounds,
    bounds,
    st.booleans(),
)


@given(
    st.builds(
        MeasureTerms,
        st.sampled_from(Formula),
        st.sampled_from(Pace),
        goals,
        numbers,
        numbers,
        st.booleans(),
        numbers,
    ),
    st.sampled_from([Q1, Q3, LAST]),
    st.builds(Entry, numbers, numbers, numbers, numbers),
    st.booleans(),
)
def test_nothing_typed_makes_it_raise(terms, period, entry, narrative):
    verdict = appraise(terms, period, entry, narrative=narrative)
    assert (verdict.figure is None) <= (verdict.outcome is None)
    assert (verdict.estimate is not None) == (verdict.outlook_whose is Whose.UNIT)
