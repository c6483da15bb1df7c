"""One more or one less of few (design §3.1)."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.comparison import Direction, Goal
from targets.rules.small_counts import Step, neighbours, no_whole_inside

UP, DOWN, WITHIN = Direction.UP, Direction.DOWN, Direction.WITHIN


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (D(10), D(40), [Step(D(9), D("22.5")), Step(D(11), D("27.5"))]),
        (D(0), D(40), [Step(D(1), D("2.5"))]),
        (D(40), D(40), [Step(D(39), D("97.5"))]),
        (D(50), D(40), []),
        (D(1), D(1), [Step(D(0), D(0))]),
        (D(10), D(200), []),
        (D(10), D("40.5"), []),
        (D("9.5"), D(40), []),
        (D(10), D(0), []),
        (D(10), D(-4), []),
        (None, D(40), []),
        (D(10), None, []),
    ],
)
def test_neighbours(numerator, denominator, expected):
    assert neighbours(numerator, denominator) == expected


def test_the_example_of_the_design():
    (less, more) = neighbours(D(9), D(47))
    assert (more.numerator, round(more.rate, 2)) == (10, D("21.28"))
    assert (less.numerator, round(less.rate, 2)) == (8, D("17.02"))


@pytest.mark.parametrize(
    ("goal", "denominator", "expected"),
    [
        (Goal(UP, D(75), D(80)), D(4), False),  # 3/4
        (Goal(UP, D(75), D(80), strict=True), D(4), True),  # 3/4 is the mark itself
        (Goal(UP, D(92), D(93)), D(47), True),  # 43/47 = 91,5; 44/47 = 93,6
        (Goal(UP, D(88), D(89)), D(47), True),  # 41/47 = 87,2; 42/47 = 89,4
        (Goal(UP, D(92), None, tolerance=D("0.5")), D(47), True),  # 43/47 = 91,49 is below 91,5
        (Goal(UP, D(92), None, tolerance=D("0.5")), D(11), True),  # 10/11 = 90,9
        (Goal(UP, D(85), None), D(7), False),  # at least: no band to miss
        (Goal(DOWN, None, D(45)), D(7), False),
        (Goal(DOWN, D(1), D(2)), D(30), True),
        (Goal(WITHIN, D(105), D(107)), D(40), True),  # no share is above 100
        (Goal(WITHIN, D(49), D(51)), D(2), False),
        (Goal(WITHIN, D(49), D(51)), D(300), False),
        (Goal(WITHIN, D(49), D(51)), D("7.5"), False),
        (Goal(WITHIN, D(49), D(51)), D(0), False),
        (Goal(WITHIN, D(49), D(51)), None, False),
    ],
)
def test_no_whole_inside(goal, denominator, expected):
    assert no_whole_inside(goal, denominator) is expected


@given(
    low=st.integers(0, 100),
    width=st.integers(0, 20),
    denominator=st.integers(1, 199),
    direction=st.sampled_from(Direction),
)
def test_it_says_so_exactly_when_every_count_misses(low, width, denominator, direction):
    goal = Goal(direction, D(low), D(low + width))
    hits = [
        count
        for count in range(denominator + 1)
        if D(low) * denominator <= count * 100 <= D(low + width) * denominator
    ]
    assert no_whole_inside(goal, D(denominator)) is not bool(hits)
