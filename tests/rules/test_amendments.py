"""When a target may be changed: closed periods keep theirs, approved ones are asked about."""

import datetime
from dataclasses import replace

import pytest

from targets.rules.amendments import (
    JudgedPeriod,
    amendment_refusal,
    correction_refusal,
    governed,
)

DAY = datetime.date
YEAR = [
    JudgedPeriod("Quý I", DAY(2024, 3, 31)),
    JudgedPeriod("6 tháng đầu năm", DAY(2024, 6, 30)),
    JudgedPeriod("9 tháng", DAY(2024, 9, 30)),
    JudgedPeriod("Năm", DAY(2024, 12, 31)),
]


def year(closed=0, approved=()):
    return [
        replace(period, closed=place < closed, approved=place in approved)
        for place, period in enumerate(YEAR)
    ]


def test_a_target_governs_the_periods_that_end_while_it_is_in_force():
    names = {
        (since, until): [one.name for one in governed(YEAR, since, until)]
        for since, until in [
            (None, None),
            (None, DAY(2024, 6, 30)),
            (DAY(2024, 6, 30), None),
            (DAY(2024, 7, 1), None),
            (DAY(2024, 7, 1), DAY(2024, 10, 1)),
            (DAY(2025, 1, 1), None),
        ]
    }
    everything = [one.name for one in YEAR]
    assert names == {
        (None, None): everything,
        (None, DAY(2024, 6, 30)): everything[:1],
        (DAY(2024, 6, 30), None): everything[1:],
        (DAY(2024, 7, 1), None): everything[2:],
        (DAY(2024, 7, 1), DAY(2024, 10, 1)): everything[2:3],
        (DAY(2025, 1, 1), None): [],
    }


@pytest.mark.parametrize(
    ("periods", "says"),
    [
        (year(), None),
        ([], None),
        (year(closed=1), "kỳ đã khóa (Quý I)"),
        (year(approved=(2,)), "báo cáo được duyệt theo mức này (9 tháng)"),
    ],
)
def test_a_target_is_corrected_only_before_anything_was_judged_by_it(periods, says):
    refusal = correction_refusal(periods)
    assert (refusal is None) if says is None else (says in refusal)


@pytest.mark.parametrize(
    ("since", "closed", "newest", "says"),
    [
        (None, 0, None, "Hãy ghi ngày"),
        (DAY(2024, 7, 1), 2, None, None),
        (DAY(2024, 6, 30), 2, None, "6 tháng đầu năm đã khóa"),
        (DAY(2024, 6, 30), 1, None, None),
        (DAY(2024, 7, 1), 0, DAY(2024, 7, 1), "phải có hiệu lực sau ngày đó"),
        (DAY(2024, 7, 2), 0, DAY(2024, 7, 1), None),
        (DAY(2024, 12, 31), 3, None, None),
        (DAY(2025, 1, 1), 0, None, "sau kỳ cuối của năm (31/12/2024)"),
    ],
)
def test_an_amendment_takes_effect_after_what_is_closed(since, closed, newest, says):
    refusal = amendment_refusal(since, year(closed=closed), newest=newest)
    assert (refusal is None) if says is None else (says in refusal)


def test_without_periods_any_day_will_do():
    assert amendment_refusal(DAY(2024, 7, 1), [], newest=None) is None
