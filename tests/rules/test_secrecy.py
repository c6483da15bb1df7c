"""Measures of which only the rate may be known: nothing is judged otherwise, no amount is left."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.appraisal import Entry, MeasureTerms, figure_from
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.secrecy import (
    Rate,
    entry_from,
    rate_of,
    sealed,
    tells_amount,
    why_amounts_needed,
)
from tests.rules import strategies

R, E, DEC, V = Formula.RATIO, Formula.EXCESS, Formula.DECREASE, Formula.VALUE
PAIR = Entry(None, D(66), D(120), D(90))
boxes = st.none() | strategies.modest
entries = st.builds(Entry, boxes, boxes, boxes, boxes)


@pytest.mark.parametrize(
    ("formula", "entry", "rate"),
    [
        (R, PAIR, Rate(D(55), D(75))),
        (E, PAIR, Rate(D(55), D(75))),
        (DEC, PAIR, Rate(D(55), D(75))),
        (R, Entry(D(55), year_estimate=D(75)), Rate(D(55), D(75))),
        (DEC, Entry(D("2.49")), Rate(D("2.49"), None)),
        (V, Entry(D("12.5"), year_estimate=D(13)), Rate(D("12.5"), D(13))),
        (R, Entry(), Rate(None, None)),
        (R, Entry(numerator=D(66)), Rate(None, None)),
        (R, Entry(denominator=D(120), year_estimate=D(90)), Rate(None, D(75))),
        (R, Entry(D(55), None, D(120), D(75)), Rate(D(55), D(75))),  # typed as a rate
        (R, Entry(numerator=D(66), denominator=D(0), year_estimate=D(9)), Rate(None, None)),
        (E, Entry(D(55), year_estimate=D(75)), Rate(None, None)),  # an excess has no such box
        (E, Entry(numerator=D(66), year_estimate=D(90)), Rate(None, None)),
    ],
)
def test_the_rate_of_what_was_typed(formula, entry, rate):
    assert rate_of(formula, entry) == rate


@pytest.mark.parametrize(
    ("formula", "entry", "left"),
    [
        (R, PAIR, Entry(D(55), year_estimate=D(75))),
        (DEC, PAIR, Entry(D(55), year_estimate=D(75))),
        (E, PAIR, Entry(None, D(55), D(100), D(75))),
        (E, Entry(), Entry()),
        (V, Entry(D(5), D(1), D(2), D(6)), Entry(D(5), year_estimate=D(6))),
    ],
)
def test_sealed(formula, entry, left):
    assert sealed(formula, entry) == left
    assert sealed(formula, left) == left


@pytest.mark.parametrize("formula", Formula)
@given(entry=entries)
def test_sealing_changes_no_figure(formula, entry):
    terms = MeasureTerms(formula, Pace.LEVEL, None, baseline=D(3))
    before, after = figure_from(terms, entry), figure_from(terms, sealed(formula, entry))
    assert (before is None) == (after is None)
    if before is not None:
        slack = max(abs(before), abs(D(100) + before), D(1)) * D("1e-20")
        assert abs(before - after) <= slack


def test_a_box_takes_six_places():
    rate = rate_of(R, Entry(None, D(2), D(3), D(1))).typed()
    assert rate == Rate(D("66.666667"), D("33.333333"))
    assert entry_from(R, rate) == Entry(D("66.666667"), year_estimate=D("33.333333"))
    assert Rate(D("81.2"), None).typed() == Rate(D("81.2"), None)


@pytest.mark.parametrize(
    ("formula", "change", "hidden"),
    [
        (R, {"field": "numerator"}, True),
        (R, {"field": "denominator"}, True),
        (V, {"field": "details"}, True),
        (R, {"field": "year_estimate"}, True),
        (R, {"field": "year_estimate", "rate": "1"}, False),
        (V, {"field": "year_estimate"}, False),
        (R, {"field": "value"}, False),
        (E, {"field": "value", "rate": "1"}, False),
        (R, {"field": "results"}, False),
        (R, {}, False),
    ],
)
def test_which_logged_changes_hold_amounts(formula, change, hidden):
    assert tells_amount(formula, change) is hidden


@pytest.mark.parametrize(
    ("formula", "unit", "quota", "words"),
    [
        (R, "%", False, ""),
        (DEC, "điểm %", False, ""),
        (V, "%", False, ""),
        (V, "tỷ đồng", False, "Chỉ tiêu tính bằng tỷ đồng, không phải tỷ lệ"),
        (V, "", False, "Chỉ tiêu tính bằng số lượng"),
        (E, "%", True, ""),
        (E, "%", False, "Chưa ghi căn cứ giao"),
    ],
)
def test_which_measures_have_a_rate(formula, unit, quota, words):
    said = why_amounts_needed(formula, unit, quota=quota)
    assert said.startswith(words)
    assert bool(said) == bool(words)
