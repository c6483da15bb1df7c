"""What many tests need; keep it short."""

import os
import shutil

import pytest
from django.conf import settings

# Playwright's loop and the ORM share a thread in browser tests
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Browser tests skip where there is no browser, and take turns where there is one."""
    how = "no Chromium: apt-get install --no-install-recommends chromium fonts-liberation2"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=how))


@pytest.fixture(scope="session")
def chromium_path():
    return CHROMIUM


@pytest.fixture(scope="session", autouse=True)
def _no_file_in_the_projects_folder(tmp_path_factory):
    """What a test attaches, the demo's files too, goes where pytest clears up after itself."""
    settings.EVIDENCE_ROOT = tmp_path_factory.mktemp("evidence")
