"""Which baselines are proposed anew once last year is known better."""

from decimal import Decimal as D

import pytest

from targets.rules.renewals import Renewal, renewal


@pytest.mark.parametrize(
    ("held", "latest", "by_hand", "expected"),
    [
        (D("70"), D("82.5"), False, Renewal(D("70"), D("82.5"), by_hand=False)),
        (None, D("82.5"), False, Renewal(None, D("82.5"), by_hand=False)),
        (D("70"), D("82.5"), True, Renewal(D("70"), D("82.5"), by_hand=True)),
        (None, D("0"), False, Renewal(None, D("0"), by_hand=False)),
        (D("82.50"), D("82.5"), False, None),
        (D("82.5"), None, False, None),
        (None, None, True, None),
    ],
)
def test_what_is_proposed(held, latest, by_hand, expected):
    assert renewal(held, latest, by_hand=by_hand) == expected


def test_what_the_office_typed_is_not_ticked_for_it():
    assert Renewal(None, D(1), by_hand=False).is_advised
    assert not Renewal(D(2), D(1), by_hand=True).is_advised
