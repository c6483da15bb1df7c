"""A real Chromium in front of a real server of ours."""

from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium(chromium_path):
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where Chromium is

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_as(chromium, live_server):
    """`open_as(user, path, width=1366, **context)` opens a page of the site, logged in or not.

    The page notes in `page.complaints` what the console called an error: broken scripts, refused
    styles. Each call is a browser of its own: no cookies shared.
    """
    contexts = []

    def open_page(user, path="/", *, width=1366, **context):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **context,
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session_cookie(user, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda line: page.complaints.append(line.text) if line.type == "error" else None,
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _session_cookie(user, url):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


@pytest.fixture
def demo(transactional_db, settings):
    """The resolution with its demo, on the demo's day; people log in with the demo's password."""
    settings.TODAY = date(2024, 9, 24)
    settings.DEMO = True
    call_command("load_resolution", verbosity=0)
    call_command("load_demo", verbosity=0)


@pytest.fixture
def axe():
    """`axe(page)` lists what the page makes hard for people who cannot see or use a mouse."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    def look(page):
        return [
            (found["id"], [node["target"] for node in found["nodes"]])
            for found in Axe().run(page).response["violations"]
        ]

    return look
