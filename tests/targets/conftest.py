"""What the tests of entry share."""

import pytest

from tests.targets.sheets import TODAY


@pytest.fixture
def pinned_day(settings):
    settings.TODAY = TODAY
