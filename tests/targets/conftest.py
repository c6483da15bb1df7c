"""What the tests of entry share."""

import pytest

from tests.targets.sheets import TODAY


@pytest.fixture
def pinned_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def folder(settings, tmp_path):
    """An empty folder for attached files."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.EVIDENCE_ROOT
