from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.comparison import Direction, Goal
from targets.rules.pace import Pace
from targets.rules.standing import JUDGED, WORST_FIRST, Standing, combine, standing

from .strategies import figures_near, goals, modest

D = Decimal

UP, DOWN, WITHIN = Direction.UP, Direction.DOWN, Direction.WITHIN
AT_LEAST_85 = Goal(UP, D(85), None)
INCIDENTS = Goal(DOWN, None, D(45))
UNDER_45 = Goal(DOWN, None, D(45), strict=True)
ABOUT_45 = Goal(DOWN, None, D(45), tolerance=D(2))
BAND = Goal(WITHIN, D(18), D(22), tolerance=D(1))
EXCEEDED, MET, ON_TRACK, BEHIND, MISSED, IN_PROGRESS, NOT_DUE, NO_FIGURE = Standing


@pytest.mark.parametrize(
    ("goal", "pace", "figure", "expected", "final", "verdict"),
    [
        (AT_LEAST_85, Pace.RATE, None, "85", False, NO_FIGURE),
        (AT_LEAST_85, Pace.YEAR_END, None, None, False, NOT_DUE),
        (AT_LEAST_85, Pace.YEAR_END, None, None, True, NO_FIGURE),
        (AT_LEAST_85, Pace.YEAR_END, "99", None, False, IN_PROGRESS),
        (AT_LEAST_85, Pace.YEAR_END, "84", None, True, MISSED),
        # a running count under a ceiling
        (INCIDENTS, Pace.CUMULATIVE, "45", None, False, ON_TRACK),
        (INCIDENTS, Pace.CUMULATIVE, "46", None, False, MISSED),
        (INCIDENTS, Pace.CUMULATIVE, "30", "22.5", False, BEHIND),
        (INCIDENTS, Pace.CUMULATIVE, "22.5", "22.5", False, ON_TRACK),
        (UNDER_45, Pace.CUMULATIVE, "45", None, False, MISSED),
        (UNDER_45, Pace.CUMULATIVE, "44", None, False, ON_TRACK),
        (ABOUT_45, Pace.CUMULATIVE, "47", None, False, ON_TRACK),
        (ABOUT_45, Pace.CUMULATIVE, "47.1", None, False, MISSED),
        (BAND, Pace.CUMULATIVE, "5", None, False, ON_TRACK),
        (BAND, Pace.CUMULATIVE, "5", "4", False, BEHIND),
        (BAND, Pace.CUMULATIVE, "23.1", None, False, MISSED),
        (BAND, Pace.CUMULATIVE, "5", None, True, MISSED),
        (INCIDENTS, Pace.CUMULATIVE, "30", "45", True, EXCEEDED),
        # reached before the year's end
        (AT_LEAST_85, Pace.CUMULATIVE, "85", "42.5", False, MET),
        (AT_LEAST_85, Pace.LEVEL, "86", "42.5", False, EXCEEDED),
        (AT_LEAST_85, Pace.RATE, "86", "85", False, ON_TRACK),
        (AT_LEAST_85, Pace.RATE, "86", "85", True, EXCEEDED),
        (BAND, Pace.LEVEL, "20", None, False, MET),
        # short
        (AT_LEAST_85, Pace.LEVEL, "84", "80", True, MISSED),
        (AT_LEAST_85, Pace.LEVEL, "84", None, False, IN_PROGRESS),
        (AT_LEAST_85, Pace.LEVEL, "80", "80", False, ON_TRACK),
        (AT_LEAST_85, Pace.LEVEL, "79.99", "80", False, BEHIND),
        (INCIDENTS, Pace.LEVEL, "50", "50", False, ON_TRACK),
        (INCIDENTS, Pace.LEVEL, "50.01", "50", False, BEHIND),
        (INCIDENTS, Pace.RATE, "46", "45", False, BEHIND),
        (BAND, Pace.LEVEL, "14", "14", False, ON_TRACK),
        (BAND, Pace.LEVEL, "26", "14", False, ON_TRACK),
        (BAND, Pace.LEVEL, "13.9", "14", False, BEHIND),
        (BAND, Pace.LEVEL, "26.1", "14", False, BEHIND),
        (BAND, Pace.LEVEL, "24", "20", False, BEHIND),
    ],
)
def test_standing(goal, pace, figure, expected, final, verdict):
    found = standing(
        goal,
        pace,
        None if figure is None else D(figure),
        expected=None if expected is None else D(expected),
        final=final,
    )
    assert found is verdict


@pytest.mark.parametrize("figure", [None, D(5)])
@pytest.mark.parametrize(
    ("final", "narrative", "verdict"),
    [
        (False, False, NOT_DUE),
        (False, True, IN_PROGRESS),
        (True, False, NO_FIGURE),
        (True, True, NO_FIGURE),
    ],
)
def test_a_goal_in_words_waits_for_people(figure, final, narrative, verdict):
    found = standing(None, Pace.LEVEL, figure, expected=None, final=final, narrative=narrative)
    assert found is verdict


@pytest.mark.parametrize("pace", Pace)
def test_nan_is_no_figure(pace):
    with pytest.raises(ValueError, match="finite"):
        standing(INCIDENTS, pace, D("NaN"), expected=D(20), final=False)


@pytest.mark.parametrize(
    ("standings", "whole"),
    [
        ([MET], MET),
        ([EXCEEDED], EXCEEDED),
        ([MET, EXCEEDED, MET], EXCEEDED),
        ([MISSED, BEHIND, NO_FIGURE, EXCEEDED], MISSED),
        ([BEHIND, NO_FIGURE, MET], BEHIND),
        ([NO_FIGURE, IN_PROGRESS, ON_TRACK], NO_FIGURE),
        ([IN_PROGRESS, ON_TRACK, NOT_DUE], IN_PROGRESS),
        ([ON_TRACK, NOT_DUE, EXCEEDED], ON_TRACK),
        ([NOT_DUE, NOT_DUE], NOT_DUE),
        ([NOT_DUE, MET], IN_PROGRESS),
        ([NOT_DUE, EXCEEDED], IN_PROGRESS),
        ([], NO_FIGURE),
    ],
)
def test_combine(standings, whole):
    assert combine(standings) is whole


@given(st.lists(st.sampled_from(Standing), min_size=1), st.randoms(use_true_random=False))
def test_combine_whatever_the_order_and_however_often(standings, random):
    shuffled = standings + standings[:2]
    random.shuffle(shuffled)
    assert combine(shuffled) is combine(standings)


@given(st.sampled_from(Standing))
def test_one_measure_speaks_for_its_indicator(one):
    assert combine([one]) is one


def test_every_standing_has_its_place():
    assert sorted(WORST_FIRST) == sorted(Standing)
    assert set(Standing) - JUDGED == {IN_PROGRESS, NOT_DUE, NO_FIGURE}


@given(goals([UP]), st.sampled_from([Pace.LEVEL, Pace.RATE]), modest, st.booleans(), st.data())
def test_less_is_never_better_where_more_is(goal, pace, expected, final, data):
    figures = sorted(data.draw(st.lists(figures_near(goal), min_size=2, max_size=4)))
    ranks = [
        WORST_FIRST.index(standing(goal, pace, figure, expected=expected, final=final))
        for figure in figures
    ]
    assert ranks == sorted(ranks)


@given(goals(), st.sampled_from(Pace), st.none() | modest, st.data())
def test_the_last_period_always_decides(goal, pace, expected, data):
    figure = data.draw(figures_near(goal))
    verdict = standing(goal, pace, figure, expected=expected, final=True)
    assert verdict in {EXCEEDED, MET, MISSED}
    assert (verdict is MISSED) == (goal.outcome(figure) == "short")
