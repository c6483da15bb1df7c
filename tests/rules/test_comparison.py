from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.comparison import Direction, Goal, Outcome, tolerance_of_about

from .strategies import figures_near, goals, modest

D = Decimal

UP, DOWN, WITHIN = Direction.UP, Direction.DOWN, Direction.WITHIN
SHORT, MET, EXCEEDED = Outcome.SHORT, Outcome.MET, Outcome.EXCEEDED
BEST_LAST = [SHORT, MET, EXCEEDED]


@pytest.mark.parametrize(
    ("goal", "figure", "outcome"),
    [
        # từ 10% - 12,5%
        (Goal(UP, D(10), D("12.5")), "9.999999", SHORT),
        (Goal(UP, D(10), D("12.5")), "10", MET),
        (Goal(UP, D(10), D("12.5")), "12.5", MET),
        (Goal(UP, D(10), D("12.5")), "12.500001", EXCEEDED),
        # khoảng 54,5%
        (Goal(UP, D("54.5"), None, tolerance=D("0.05")), "54.449", SHORT),
        (Goal(UP, D("54.5"), None, tolerance=D("0.05")), "54.45", MET),
        (Goal(UP, D("54.5"), None, tolerance=D("0.05")), "54.55", MET),
        (Goal(UP, D("54.5"), None, tolerance=D("0.05")), "54.551", EXCEEDED),
        # a range with a tolerance has it at both ends
        (Goal(UP, D(88), D(89), tolerance=D("0.5")), "87.5", MET),
        (Goal(UP, D(88), D(89), tolerance=D("0.5")), "89.5", MET),
        (Goal(UP, D(88), D(89), tolerance=D("0.5")), "89.51", EXCEEDED),
        # ít nhất 85%
        (Goal(UP, D(85), None), "84.996", SHORT),
        (Goal(UP, D(85), None), "85", MET),
        (Goal(UP, D(85), None), "85.01", EXCEEDED),
        # trên 95%
        (Goal(UP, D(95), None, strict=True), "95", SHORT),
        (Goal(UP, D(95), None, strict=True), "95.01", MET),
        (Goal(UP, D(95), None, strict=True), "100", MET),
        (Goal(UP, D(95), D(98), strict=True), "98", MET),
        (Goal(UP, D(95), D(98), strict=True), "98.01", EXCEEDED),
        # không quá 45 vụ
        (Goal(DOWN, None, D(45)), "46", SHORT),
        (Goal(DOWN, None, D(45)), "45", MET),
        (Goal(DOWN, None, D(45)), "44", EXCEEDED),
        (Goal(DOWN, None, D(45), tolerance=D(1)), "46", MET),
        (Goal(DOWN, None, D(45), tolerance=D(1)), "44", MET),
        (Goal(DOWN, None, D(45), tolerance=D(1)), "43", EXCEEDED),
        # không có vụ nào
        (Goal(DOWN, None, D(0)), "0", MET),
        (Goal(DOWN, None, D(0)), "1", SHORT),
        # còn 3,5% - 4%
        (Goal(DOWN, D("3.5"), D(4)), "3.5", MET),
        (Goal(DOWN, D("3.5"), D(4)), "3.49", EXCEEDED),
        # dưới 4%
        (Goal(DOWN, None, D(4), strict=True), "4", SHORT),
        (Goal(DOWN, None, D(4), strict=True), "3.99", MET),
        (Goal(DOWN, None, D(4), strict=True), "0", MET),
        (Goal(DOWN, D(2), D(4), strict=True), "1.99", EXCEEDED),
        # khoảng 20%, in a band
        (Goal(WITHIN, D(20), D(20), tolerance=D("2.5")), "17.49", SHORT),
        (Goal(WITHIN, D(20), D(20), tolerance=D("2.5")), "17.5", MET),
        (Goal(WITHIN, D(20), D(20), tolerance=D("2.5")), "22.5", MET),
        (Goal(WITHIN, D(20), D(20), tolerance=D("2.5")), "22.51", SHORT),
    ],
)
def test_outcome(goal, figure, outcome):
    assert goal.outcome(D(figure)) is outcome


@pytest.mark.parametrize(
    ("direction", "low", "high", "more", "why"),
    [
        (UP, None, D(5), {}, "needs a low bound"),
        (DOWN, D(5), None, {}, "needs a high bound"),
        (WITHIN, None, D(5), {}, "needs a low bound"),
        (WITHIN, D(5), None, {}, "needs a high bound"),
        (UP, D(6), D(5), {}, "above the high bound"),
        (DOWN, D(6), D(5), {}, "above the high bound"),
        (WITHIN, D(6), D(5), {}, "above the high bound"),
        (UP, D(5), None, {"tolerance": D("-0.1")}, "cannot be negative"),
        (UP, D(5), None, {"strict": True, "tolerance": D(1)}, "no room for a tolerance"),
        (UP, D("NaN"), None, {}, "finite"),
        (UP, D("sNaN"), None, {}, "finite"),
        (UP, D(5), D("Infinity"), {}, "finite"),
        (DOWN, None, D("-Infinity"), {}, "finite"),
        (UP, D(5), None, {"tolerance": D("NaN")}, "finite"),
    ],
)
def test_goals_nobody_could_be_judged_by_are_refused(direction, low, high, more, why):
    with pytest.raises(ValueError, match=why):
        Goal(direction, low, high, **more)


@pytest.mark.parametrize("figure", ["NaN", "sNaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("direction", Direction)
def test_a_figure_has_to_be_a_number(direction, figure):
    with pytest.raises(ValueError, match="finite"):
        Goal(direction, D(1), D(2)).outcome(D(figure))


@pytest.mark.parametrize(
    ("goal", "mark", "edges"),
    [
        (Goal(UP, D(10), D(12)), D(10), (D(10), D(12))),
        (Goal(UP, D(9500), None, tolerance=D(50)), D(9500), (D(9450), D(9550))),
        (Goal(UP, D(95), None, strict=True), D(95), (D(95),)),
        (Goal(DOWN, None, D(45)), D(45), (D(45), D(45))),
        (Goal(DOWN, D(3), D(4), tolerance=D(1)), D(4), (D(2), D(5))),
        (Goal(DOWN, None, D(4), strict=True), D(4), (D(4),)),
        (Goal(WITHIN, D(20), D(20), tolerance=D("2.5")), None, (D("17.5"), D("22.5"))),
    ],
)
def test_mark_and_edges(goal, mark, edges):
    assert (goal.mark, goal.edges) == (mark, edges)


@pytest.mark.parametrize(
    ("number", "percent", "tolerance"),
    [
        ("92", True, "0.5"),
        ("90", True, "0.5"),
        ("54,5", True, "0.05"),
        ("54,50", True, "0.005"),
        (D("54.5"), True, "0.05"),
        (D("9E+1"), True, "0.5"),
        ("9.500", False, "50"),
        ("9500", False, "50"),
        (D("9500.00"), False, "50"),
        ("1.250", False, "5"),
        ("1.234,5", False, "0.05"),
        ("100", False, "50"),
        ("20", False, "0.5"),
        ("20,0", False, "0.5"),
        ("12,5", False, "0.05"),
    ],
)
def test_what_about_allows(number, percent, tolerance):
    assert tolerance_of_about(number, percent=percent) == D(tolerance)


@pytest.mark.parametrize("number", ["54.5", "chín mươi", "", D("NaN")])
def test_about_what_is_no_number(number):
    with pytest.raises(ValueError, match=r"number"):
        tolerance_of_about(number, percent=True)


@given(goals([UP, DOWN]), st.data())
def test_outcome_is_monotone_in_the_figure(goal, data):
    figures = sorted(data.draw(st.lists(figures_near(goal), min_size=2)))
    if goal.direction is DOWN:
        figures.reverse()
    ranks = [BEST_LAST.index(goal.outcome(figure)) for figure in figures]
    assert ranks == sorted(ranks)


@given(goals([UP]), st.data())
def test_up_and_down_mirror_each_other(goal, data):
    figure = data.draw(figures_near(goal))
    high = None if goal.high is None else -goal.high
    mirror = Goal(DOWN, high, -goal.low, goal.strict, goal.tolerance)
    assert mirror.outcome(-figure) is goal.outcome(figure)
    assert mirror.edges == tuple(-edge for edge in reversed(goal.edges))


@given(goals(), modest, modest)
def test_the_outcome_changes_only_at_the_edges(goal, one, other):
    between = [edge for edge in goal.edges if min(one, other) <= edge <= max(one, other)]
    if not between:
        assert goal.outcome(one) is goal.outcome(other)
