from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.appraisal import Entry, MeasureTerms
from targets.rules.checks import CheckWarning, EntryFacts, check_entry
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.numbers import parse
from targets.rules.pace import Pace

D = Decimal
INVESTMENT = MeasureTerms(
    Formula.VALUE, Pace.CUMULATIVE, Goal(Direction.UP, D(9500), None, tolerance=D(50))
)
REVENUE = MeasureTerms(Formula.EXCESS, Pace.CUMULATIVE, Goal(Direction.UP, D(5), D(7)))
HOUSEHOLDS = MeasureTerms(Formula.RATIO, Pace.YEAR_END, Goal(Direction.UP, D(92), None))
WASTE = MeasureTerms(Formula.RATIO, Pace.RATE, Goal(Direction.UP, D(85), None))
MEMBERS = MeasureTerms(Formula.RATIO, Pace.CUMULATIVE, Goal(Direction.UP, D(100), None), quota=True)
POVERTY = MeasureTerms(
    Formula.DECREASE,
    Pace.LEVEL,
    Goal(Direction.UP, D("0.4"), D("0.6")),
    baseline=D("2.99"),
)
GROWTH = MeasureTerms(Formula.VALUE, Pace.RATE, Goal(Direction.UP, D(10), D("12.5")))
SCHOOLS = MeasureTerms(Formula.VALUE, Pace.LEVEL, Goal(Direction.UP, D(1), None))
UNITS = {
    id(INVESTMENT): ("tỷ đồng", 1),
    id(REVENUE): ("%", 2),
    id(HOUSEHOLDS): ("%", 2),
    id(WASTE): ("%", 2),
    id(MEMBERS): ("%", 2),
    id(POVERTY): ("điểm %", 2),
    id(GROWTH): ("%", 2),
    id(SCHOOLS): ("trường", 0),
}


def entry(text):
    """An entry as people write it: "391,8/482,5" or "9.500"; None stays None."""
    if text is None:
        return None
    first, _, second = text.partition("/")
    if second:
        return Entry(numerator=parse(first), denominator=parse(second))
    return Entry(value=parse(first) if first else None)


def check(terms, new, old=None, **more):
    unit, decimals = UNITS[id(terms)]
    facts = EntryFacts(
        terms=terms,
        unit=unit,
        decimals=decimals,
        entry=entry(new),
        previous=entry(old),
        previous_name="6 tháng",
        **more,
    )
    return check_entry(facts)


def codes(warnings):
    return [warning.code for warning in warnings]


def test_the_slip_of_the_mockup():
    assert check(INVESTMENT, "55604", "3694") == [
        CheckWarning(
            "slipped_comma",
            "Số 55.604 tỷ đồng gấp 15,1 lần số 6 tháng (3.694,0 tỷ đồng). Có phải 5.560,4?",
            "5560,4",
        )
    ]


@pytest.mark.parametrize(
    ("terms", "new", "old", "found"),
    [
        (HOUSEHOLDS, "66/112", None, []),
        (HOUSEHOLDS, "112/112", None, []),
        (HOUSEHOLDS, "0/112", None, []),
        (HOUSEHOLDS, "113/112", None, ["numerator_above", "outside_percent"]),
        (HOUSEHOLDS, "100,001", None, ["outside_percent"]),
        (HOUSEHOLDS, "-1", None, ["outside_percent"]),
        (HOUSEHOLDS, "5/0", None, ["numerator_above"]),
        (HOUSEHOLDS, "", "66/112", []),
        (MEMBERS, "113/112", None, []),  # a quota may be beaten
        (GROWTH, "-3", None, []),  # growth is no share
        # year to date never shrinks
        (INVESTMENT, "3610", "3694", ["below_last"]),
        (INVESTMENT, "3694,1", "3694", []),
        (INVESTMENT, "", "3694", []),
        (INVESTMENT, "3610", None, []),
        (INVESTMENT, "3610", "", []),
        (GROWTH, "10", "11", []),
        (REVENUE, "260/482,5", "260,5/482,5", ["below_last"]),
        (REVENUE, "261/500", "260,5/482,5", []),  # the quota was raised, nothing was paid back
        (REVENUE, "261/482,5", "260,5/0", []),
        # the comma
        (INVESTMENT, "29552", "3694", []),  # exactly 8 times
        (INVESTMENT, "29553", "3694", ["slipped_comma"]),
        (INVESTMENT, "369,4", "3694", ["below_last", "slipped_comma"]),
        (INVESTMENT, "5", "0", []),
        (INVESTMENT, "0", "3694", ["below_last"]),
        (GROWTH, "112", "11,2", ["slipped_comma"]),
        (GROWTH, "1,12", "11,2", ["slipped_comma"]),
        (GROWTH, "1,4", "11,2", []),  # exactly an eighth
        (GROWTH, "-112", "11,2", ["slipped_comma"]),
        (GROWTH, "0,0112", "11,2", ["slipped_comma"]),
        (SCHOOLS, "90", "9", []),
        (SCHOOLS, "100", "10", ["slipped_comma"]),
        (MEMBERS, "100/112", "9/112", []),
        (MEMBERS, "100/112", "10/112", ["slipped_comma"]),
        (MEMBERS, "92,5/112", "9/112", ["slipped_comma"]),  # not counted in whole things
        (HOUSEHOLDS, "90", "9", ["slipped_comma"]),
        (HOUSEHOLDS, "90", "9/100", ["slipped_comma"]),
        (HOUSEHOLDS, "90/100", "9", []),  # nine of a hundred, though typed as 9 %
        (HOUSEHOLDS, "900/1000", "9", ["slipped_comma"]),
        (REVENUE, "3918/482,5", "260,5/482,5", ["slipped_comma"]),
        (POVERTY, "249", "2,69", ["slipped_comma"]),
        (POVERTY, "2,39", "2,98", []),  # 0,60 after 0,01 is a small step of the rate itself
        # the same to the last digit
        (INVESTMENT, "3694", "3694", ["unchanged"]),
        (INVESTMENT, "3694,01", "3694", []),
        (INVESTMENT, "9500", "9500", []),  # there already
        (INVESTMENT, "9450", "9450", ["unchanged"]),
        (INVESTMENT, "0", "0", []),
        (GROWTH, "11,2", "11,2", []),
        (REVENUE, "260,5/482,5", "260,5/482,5", ["unchanged"]),
        (REVENUE, "0/482,5", "0/482,5", []),  # an excess of -100 % is nothing yet
        (REVENUE, "482,5/482,5", "482,5/482,5", ["unchanged"]),  # 0 over, 5 asked for
        (MEMBERS, "66/112", "66/112", ["unchanged"]),
        (MEMBERS, "112/112", "112/112", []),
    ],
)
def test_what_is_odd(terms, new, old, found):
    assert codes(check(terms, new, old)) == found


@pytest.mark.parametrize(
    ("terms", "new", "expected", "found"),
    [
        (INVESTMENT, "14250", "1425", ["slipped_comma"]),
        (INVESTMENT, "1425", "1425", []),
        (INVESTMENT, "1425", None, []),
        (REVENUE, "1200/482,5", "-73.75", ["slipped_comma"]),
        (REVENUE, "120/482,5", "-73.75", []),
        (REVENUE, "0/482,5", "-73.75", []),
        (POVERTY, "28,9", "0.1", ["slipped_comma"]),
        (POVERTY, "2,89", "0.1", []),
        (MEMBERS, "44/45", "10", []),  # 4,5 people expected
        (MEMBERS, "99/100", "10", ["slipped_comma"]),
        (GROWTH, "0,9", "10", ["slipped_comma"]),
    ],
)
def test_the_first_quarter_is_held_against_expected(terms, new, expected, found):
    by_now = None if expected is None else D(expected)
    # last year's figure is no last quarter
    assert codes(check(terms, new, new, is_first=True, expected=by_now)) == found


@pytest.mark.parametrize(
    ("terms", "new", "old", "sentence", "suggestion"),
    [
        (
            INVESTMENT,
            "3610",
            "3694",
            "Lũy kế 3.610 tỷ đồng thấp hơn số 6 tháng (3.694,0 tỷ đồng).",
            None,
        ),
        (
            INVESTMENT,
            "3693,96",
            "3694",
            "Lũy kế 3.693,96 tỷ đồng thấp hơn số 6 tháng (3.694,0 tỷ đồng).",
            None,
        ),
        (
            MEMBERS,
            "65/112",
            "66/112",
            "Lũy kế 58,04% thấp hơn số 6 tháng (58,93%).",
            None,
        ),
        (
            INVESTMENT,
            "3694",
            "3694",
            "Lũy kế 3.694,0 tỷ đồng giống hệt số 6 tháng (3.694,0 tỷ đồng).",
            None,
        ),
        (
            MEMBERS,
            "66/112",
            "66/112",
            "Lũy kế 58,93% giống hệt số 6 tháng (58,93%).",
            None,
        ),
        (
            GROWTH,
            "1,12",
            "11,2",
            "Số 1,12% chỉ bằng 10,0% số 6 tháng (11,20%). Có phải 11,2?",
            "11,2",
        ),
        (
            GROWTH,
            "0,00112",
            "11,2",
            "Số 0,00112% chỉ bằng 0,01% số 6 tháng (11,20%).",
            None,
        ),
        (
            GROWTH,
            "100000",
            "10",
            "Số 100.000% gấp 10.000,0 lần số 6 tháng (10,00%).",
            None,
        ),
        (
            REVENUE,
            "3918/482,5",
            "260,5/482,5",
            "Số 3.918 gấp 15,0 lần số 6 tháng (260,5). Có phải 391,8?",
            "391,8",
        ),
        (
            MEMBERS,
            "1030/112",
            "96/112",
            "Số 919,64% gấp 10,7 lần số 6 tháng (85,71%). Có phải 103?",
            "103",
        ),
        (
            MEMBERS,
            "1033/112",
            "96/112",
            "Số 922,32% gấp 10,8 lần số 6 tháng (85,71%).",
            None,
        ),
        (
            WASTE,
            "88/100",
            "88/1000",
            "Số 88% gấp 10,0 lần số 6 tháng (8,80%).",
            None,
        ),
        (
            POVERTY,
            "249",
            "2,69",
            "Số 249% gấp 92,6 lần số 6 tháng (2,69%). Có phải 2,49?",
            "2,49",
        ),
        (
            POVERTY,
            "249/100",
            "269/10000",
            "Số 249% gấp 92,6 lần số 6 tháng (2,69%).",
            None,
        ),
        (
            HOUSEHOLDS,
            "-0,001",
            None,
            "Tỷ lệ \u22120,001% nằm ngoài khoảng từ 0% đến 100%.",
            None,
        ),
        (HOUSEHOLDS, "100,5", None, "Tỷ lệ 100,50% nằm ngoài khoảng từ 0% đến 100%.", None),
    ],
)
def test_sentences_hold_both_numbers(terms, new, old, sentence, suggestion):
    warning = check(terms, new, old)[-1]
    assert (warning.sentence, warning.suggestion) == (sentence, suggestion)


def test_more_than_the_whole_names_both():
    first, second = check(HOUSEHOLDS, "113/112")
    assert first.sentence == "Tử số 113 lớn hơn mẫu số 112."
    assert second.sentence == "Tỷ lệ 100,89% nằm ngoài khoảng từ 0% đến 100%."


def test_the_first_quarter_says_what_it_is_held_against():
    (warning,) = check(INVESTMENT, "14250", is_first=True, expected=D(1425))
    assert warning.sentence == (
        "Số 14.250 tỷ đồng gấp 10,0 lần mức cần có đến kỳ này (1.425,0 tỷ đồng). Có phải 1.425?"
    )


def test_kept_as_last_quarter_needs_no_reason():
    assert check(INVESTMENT, "3694", "3694", kept=True) == []


def test_a_goal_in_words_has_no_mark_to_be_at():
    in_words = MeasureTerms(Formula.VALUE, Pace.CUMULATIVE, None)
    facts = EntryFacts(terms=in_words, unit="vụ", decimals=0, entry=entry("5"), previous=entry("5"))
    (warning,) = check_entry(facts)
    assert warning.sentence == "Lũy kế 5 vụ giống hệt số kỳ trước (5 vụ)."


@pytest.mark.parametrize(
    ("terms", "new", "total", "sentence"),
    [
        (
            INVESTMENT,
            "9500",
            "9400,5",
            "Số 9.500 tỷ đồng khác tổng số các địa phương đã báo (9.400,5 tỷ đồng).",
        ),
        (HOUSEHOLDS, "66/112", "65", "Số 66 khác tổng số các địa phương đã báo (65)."),
        (HOUSEHOLDS, "66/112", "66", None),
        (HOUSEHOLDS, "58,93", "66", None),  # a bare percentage joins no sum
        (HOUSEHOLDS, "66/112", None, None),
    ],
)
def test_the_sum_of_the_localities(terms, new, total, sentence):
    warnings = check(terms, new, localities_sum=None if total is None else parse(total))
    assert [warning.sentence for warning in warnings] == ([sentence] if sentence else [])


@given(
    st.sampled_from([INVESTMENT, REVENUE, HOUSEHOLDS, MEMBERS, POVERTY, GROWTH, SCHOOLS]),
    *[st.none() | st.integers(-(10**15), 10**15).map(lambda cents: D(cents).scaleb(-4))] * 6,
    st.booleans(),
)
def test_no_entry_breaks_the_checks(
    terms, value, part, whole, old_value, old_part, expected, first
):
    unit, decimals = UNITS[id(terms)]
    facts = EntryFacts(
        terms=terms,
        unit=unit,
        decimals=decimals,
        entry=Entry(value, part, whole),
        previous=Entry(old_value, old_part, whole),
        expected=expected,
        is_first=first,
        localities_sum=old_part,
    )
    for warning in check_entry(facts):
        assert warning.sentence
        assert warning.suggestion is None or parse(warning.suggestion).is_finite()


def test_a_slip_is_not_suggested_beyond_what_a_box_takes():
    terms = MeasureTerms(Formula.VALUE, Pace.CUMULATIVE, Goal(Direction.UP, D(5), None))
    facts = EntryFacts(
        terms=terms,
        unit="đồng",
        decimals=0,
        entry=Entry(D(10) ** 9),
        previous=Entry(D(10) ** 12 - 1),
    )
    slipped = [one for one in check_entry(facts) if one.code == "slipped_comma"]
    assert [one.suggestion for one in slipped] == [None]
