"""What many tests need; keep it short."""

import os
import shutil

import pytest

# Playwright's loop and the ORM share a thread in browser tests
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def pytest_collection_modifyitems(items):
    if CHROMIUM:
        return
    how = "no Chromium: apt-get install --no-install-recommends chromium fonts-liberation2"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=how))


@pytest.fixture(scope="session")
def chromium_path():
    return CHROMIUM
