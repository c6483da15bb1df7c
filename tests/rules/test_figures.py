from decimal import Decimal

import pytest

from targets.rules.figures import Formula, ZeroDenominator, figure_of

D = Decimal

PAIRED = [Formula.RATIO, Formula.EXCESS, Formula.DECREASE]


@pytest.mark.parametrize(
    ("formula", "typed", "figure"),
    [
        (Formula.VALUE, {"value": "9500"}, "9500"),
        (Formula.VALUE, {"value": "0"}, "0"),
        (Formula.VALUE, {}, None),
        (Formula.VALUE, {"numerator": "1", "denominator": "0"}, None),
        (Formula.RATIO, {"numerator": "66", "denominator": "112"}, "58.92857142857142857142857143"),
        (Formula.RATIO, {"numerator": "10", "denominator": "47"}, "21.27659574468085106382978723"),
        (Formula.RATIO, {"numerator": "0", "denominator": "47"}, "0"),
        (Formula.RATIO, {"numerator": "1", "denominator": "3"}, "33.33333333333333333333333333"),
        (Formula.RATIO, {"value": "92.3"}, "92.3"),
        (Formula.RATIO, {"value": "92.3", "denominator": "112"}, "92.3"),
        (Formula.RATIO, {"value": "92.3", "numerator": "1", "denominator": "2"}, "50"),
        (Formula.RATIO, {"numerator": "66"}, None),
        (Formula.RATIO, {"denominator": "112"}, None),
        (Formula.RATIO, {"denominator": "0"}, None),
        (Formula.RATIO, {}, None),
        (Formula.EXCESS, {"numerator": "105", "denominator": "100"}, "5"),
        (Formula.EXCESS, {"numerator": "0", "denominator": "482.5"}, "-100"),
        (Formula.EXCESS, {"numerator": "1", "denominator": "3"}, "-66.66666666666666666666666667"),
        (Formula.EXCESS, {"numerator": "105"}, None),
        (Formula.EXCESS, {"value": "5"}, None),
        (Formula.DECREASE, {"baseline": "2.99", "value": "2.49"}, "0.50"),
        (Formula.DECREASE, {"baseline": "2.99", "value": "3.10"}, "-0.11"),
        (Formula.DECREASE, {"baseline": "2.99", "numerator": "24", "denominator": "1000"}, "0.59"),
        (Formula.DECREASE, {"baseline": "2.99"}, None),
        (Formula.DECREASE, {"value": "2.49"}, None),
        (Formula.DECREASE, {"numerator": "24", "denominator": "1000"}, None),
    ],
)
def test_figure(formula, typed, figure):
    found = figure_of(formula, **{box: D(text) for box, text in typed.items()})
    assert found == (None if figure is None else D(figure))


@pytest.mark.parametrize("formula", PAIRED)
def test_a_share_of_nothing_is_an_entry_error(formula):
    with pytest.raises(ZeroDenominator, match="Mẫu số bằng 0"):
        figure_of(formula, numerator=D(5), denominator=D(0), baseline=D(3))


@pytest.mark.parametrize("box", ["value", "numerator", "denominator", "baseline"])
def test_nan_is_no_entry(box):
    with pytest.raises(ValueError, match="finite"):
        figure_of(Formula.VALUE, **{box: D("NaN")})


@pytest.mark.parametrize("formula", PAIRED)
def test_a_figure_on_the_bound_is_exactly_on_it(formula):
    # 7/9 of 900 000 000 009: the share is exactly one that a target could name
    figure = figure_of(
        formula, numerator=D("700000000007"), denominator=D("1000000000010"), baseline=D(80)
    )
    assert (
        figure == {Formula.RATIO: D(70), Formula.EXCESS: D(-30), Formula.DECREASE: D(10)}[formula]
    )
