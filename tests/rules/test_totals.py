"""What several units come to: sums of numbers, never means of rates."""

from decimal import Decimal as D

import pytest

from targets.rules.appraisal import Entry
from targets.rules.figures import Formula
from targets.rules.totals import Total, only_one, own_rate, total_of


def pair(above, below):
    return Entry(numerator=D(above), denominator=D(below))


def test_a_rate_of_sums_is_no_mean_of_rates():
    total = total_of(Formula.RATIO, "%", [pair("1", "10"), pair("90", "100"), Entry()])
    assert total == Total(pair("91", "110"), known=2)
    assert own_rate(Formula.RATIO, total.entry) == D(9100) / D(110)
    assert own_rate(Formula.RATIO, total.entry) != (D(10) + D(90)) / 2


def test_a_percentage_alone_joins_no_sum():
    total = total_of(Formula.RATIO, "%", [pair("1", "10"), Entry(value=D(50))])
    assert (total.entry, total.known, total.left_out) == (pair("1", "10"), 1, 1)
    alone = total_of(Formula.RATIO, "%", [Entry(value=D(50))])
    assert (alone.entry.is_blank, alone.main, alone.left_out) == (True, None, 1)


def test_amounts_add_up_exactly_and_rates_typed_as_values_do_not():
    amounts = [Entry(value=D("0.1")), Entry(value=D("0.2"))]
    assert total_of(Formula.VALUE, "tỷ đồng", amounts) == Total(Entry(value=D("0.3")), known=2)
    assert total_of(Formula.VALUE, "%", amounts) == Total(left_out=2)


def test_a_decrease_is_summed_as_what_there_is_now():
    total = total_of(Formula.DECREASE, "điểm %", [pair("3", "100"), pair("2", "100")])
    assert (total.main, own_rate(Formula.DECREASE, total.entry)) == (D(5), D("2.5"))


def test_a_supplier_s_figure_stands_as_it_was_typed():
    assert only_one([Entry(value=D("10.35"))]) == Total(Entry(value=D("10.35")), known=1)
    assert only_one([Entry(), Entry()]) == Total()


@pytest.mark.parametrize(
    ("formula", "entry", "rate"),
    [
        (Formula.VALUE, Entry(value=D(7)), D(7)),
        (Formula.RATIO, pair("1", "8"), D("12.5")),
        (Formula.RATIO, Entry(value=D(12)), D(12)),
        (Formula.EXCESS, pair("110", "100"), D(110)),
        (Formula.EXCESS, Entry(value=D(10)), None),
        (Formula.DECREASE, Entry(value=D("2.6")), D("2.6")),
        (Formula.RATIO, Entry(numerator=D(1)), None),
    ],
)
def test_the_number_of_a_unit_s_own_cell(formula, entry, rate):
    assert own_rate(formula, entry) == rate
