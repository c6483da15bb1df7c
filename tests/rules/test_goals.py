"""Goals as the office types them: what is refused and why, what "khoảng" allows."""

from decimal import Decimal as D

import pytest

from targets.rules.comparison import Direction, Goal
from targets.rules.goals import goal_refusal, tolerance_in_words

UP, DOWN, WITHIN = Direction


@pytest.mark.parametrize(
    ("direction", "low", "high", "strict", "tolerance", "box"),
    [
        (UP, None, None, False, 0, "low"),
        (UP, None, 5, False, 0, "low"),
        (DOWN, 5, None, False, 0, "high"),
        (WITHIN, 5, None, False, 0, "high"),
        (WITHIN, None, 5, False, 0, "low"),
        (UP, 6, 5, False, 0, "low"),
        (UP, 6, None, False, -1, "tolerance"),
        (UP, 95, None, True, 1, "tolerance"),
        (UP, 95, None, True, 0, None),
        (UP, 92, None, False, D("0.5"), None),
        (DOWN, None, 0, False, 0, None),
        (WITHIN, 1, 2, False, 0, None),
    ],
)
def test_a_goal_is_refused_where_none_can_be_built(direction, low, high, strict, tolerance, box):
    bounds = [None if bound is None else D(bound) for bound in (low, high)]
    refusal = goal_refusal(direction, *bounds, strict=strict, tolerance=D(tolerance))
    assert (refusal and refusal[0]) == box
    if refusal is None:
        Goal(direction, *bounds, strict, D(tolerance))
    else:
        with pytest.raises(ValueError, match=r"."):
            Goal(direction, *bounds, strict, D(tolerance))
        assert refusal[1].endswith(".")


@pytest.mark.parametrize(
    ("wording", "percent", "tolerance"),
    [
        ("khoảng 92%", True, "0.5"),
        ("Khoảng 54,5%", True, "0.05"),
        ("khoảng 9.500 tỷ đồng", False, "50"),
        ("khoảng 1.250 hộ", False, "5"),
        ("khoảng 12 trường", False, "0.5"),
        ("khoảng 88% - 89%", True, None),
        ("khoảng 88 đến 89%", True, None),
        ("ít nhất 85%", True, None),
        ("từ 10% - 12,5%", True, None),
        ("", True, None),
        ("khoảng giữa năm", True, None),
    ],
)
def test_what_khoang_allows(wording, percent, tolerance):
    found = tolerance_in_words(wording, percent=percent)
    assert found == (None if tolerance is None else D(tolerance))
