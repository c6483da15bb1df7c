"""The projector with a clicker: keys move, a slide fits the smallest beamer, nothing scrolls."""

import pytest

from targets.models import Indicator, User
from tests.browser.walks import BOARD, broken, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOW = "/trinh-chieu/nq-2024/3/"


@pytest.fixture
def leader(open_as, demo):
    return lambda **context: open_as(User.objects.get(username="lanhdao"), SHOW, **context)


def test_keys_and_a_clicker_move(leader):
    page = leader(width=1024)

    def press(key):
        with page.expect_navigation():
            page.keyboard.press(key)
        return page.url.partition("nq-2024")[2]

    assert [press(key) for key in ("PageDown", "ArrowRight", " ", "ArrowRight", "PageUp")] == [
        "/3/?trang=1", "/3/?trang=2", "/3/?trang=3", "/3/10/", "/3/?trang=3",
    ]  # fmt: skip
    last = press("End")
    page.keyboard.press("PageDown")  # nothing comes after it
    page.keyboard.press("Control+ArrowLeft")  # the browser's own
    assert page.url.endswith(last)
    assert [press("ArrowLeft"), press("Home")][1] == "/3/"
    press("Escape")
    assert path_of(page) == BOARD
    assert broken(page) == []


def test_links_do_where_no_script_runs(leader):
    page = leader(java_script_enabled=False)
    for _ in range(4):
        page.get_by_role("link", name="Sau").click()
    assert path_of(page) == f"{SHOW}10/"
    page.get_by_role("link", name="Thoát").click()
    assert path_of(page) == BOARD


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1920, 1080)])
def test_every_slide_fits_without_scrolling(leader, width, height):
    page = leader(width=width)
    page.set_viewport_size({"width": width, "height": height})
    slides = ["", "?trang=1", "?trang=2", "?trang=3"]
    slides += [f"{number}/" for number in Indicator.objects.values_list("number", flat=True)]
    found = {}
    for quarter in (2, 3):
        for slide in slides:
            page.goto(f"/trinh-chieu/nq-2024/{quarter}/{slide}")
            size = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            )
            if size != [width, height]:
                found[quarter, slide] = size
    assert found == {}
