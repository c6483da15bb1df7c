"""Logging in with a real browser, wide and narrow, by keyboard, with and without JavaScript."""

import pytest

from targets.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "mot-mat-khau-dai"


@pytest.fixture
def officer():
    return User.objects.create_user("tai-chinh", password=PASSWORD, full_name="Nguyễn Thị Hoa")


@pytest.mark.parametrize("width", [1366, 360])
def test_the_login_page_is_clean(open_as, axe, width):
    page = open_as(None, "/dang-nhap/", width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("script", [True, False])
def test_by_keyboard_alone(open_as, script):
    page = open_as(None, "/doi-mat-khau/", java_script_enabled=script)
    page.locator("[name=username]:focus").wait_for()
    page.keyboard.type("tai-chinh")
    page.keyboard.press("Tab")
    page.keyboard.type("sai")
    page.keyboard.press("Enter")
    page.get_by_text("Còn 4 lần thử.").wait_for()
    page.wait_for_load_state("load")  # the page puts the focus where it is needed first
    page.locator("[name=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/doi-mat-khau/")
    assert page.get_by_role("heading", name="Đổi mật khẩu").is_visible()
