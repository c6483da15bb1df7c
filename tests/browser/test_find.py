"""The bar in a browser: the search box by key and by hand, the person's menu, the count."""

from itertools import pairwise

import pytest

from targets.actions.office_notices import put_up
from targets.models import User
from tests.browser.walks import SHEET, box, broken, log_in, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("vanphong", "phong-tai-chinh", "phong-tai-chinh.ld", "lanhdao", "quantri")
PARTS = ".brand, .nav-main > li, .bar-in > .find, .bar-in > .who"
PLACES = """all => all.map(each => each.getBoundingClientRect())
                  .map(each => [each.left, each.right, each.height])"""


def test_a_slash_goes_to_the_box_and_enter_finds(open_as, demo):
    page = open_as(User.objects.get(username="vanphong"), "/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim"
    page.keyboard.type("ho ngheo")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Chỉ tiêu").wait_for()
    assert page.locator("main mark").first.inner_text() == "hộ"
    page.get_by_role("link", name="8. Tỷ lệ hộ nghèo").click()
    page.wait_for_url("**/chi-tieu/nq-2024/8/")
    assert broken(page) == []


def test_a_slash_in_a_box_is_a_slash(open_as, demo):
    page = open_as(User.objects.get(username="phong-tai-chinh"), SHEET)
    written = box(page, "f-1-value")
    written.focus()
    page.keyboard.press("/")
    assert written.input_value().endswith("/")
    assert page.evaluate("document.activeElement.name") == "f-1-value"


def test_on_a_phone_the_box_is_in_the_menu(open_as, demo):
    page = open_as(User.objects.get(username="phong-tai-chinh"), "/", width=360)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim-hep"
    page.keyboard.type("bat dau")
    page.keyboard.press("Escape")
    assert not page.locator("#tim-hep").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_without_javascript(open_as, demo):
    page = open_as(User.objects.get(username="lanhdao"), "/", java_script_enabled=False)
    page.locator("#tim").fill("chỉ tiêu 3")
    page.locator(".bar-in > .find button").click()
    page.get_by_role("link", name="3. Tổng vốn đầu tư phát triển").wait_for()
    page.locator(".who > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/**")


def test_the_persons_menu(open_as, demo):
    page = log_in(open_as(None, "/dang-nhap/"), "vanphong")
    menu, leave = page.locator(".who > summary"), page.get_by_role("button", name="Đăng xuất")
    assert not leave.is_visible()
    menu.press("Enter")
    assert leave.is_visible()
    page.keyboard.press("Escape")
    assert not leave.is_visible()
    menu.click()
    page.locator("h1").click()
    assert not leave.is_visible()
    menu.click()
    page.get_by_role("link", name="Hướng dẫn").click()
    page.wait_for_url("**/huong-dan/")
    assert path_of(page) == "/huong-dan/"


@pytest.mark.parametrize("width", [1200, 1366, 1920])
def test_the_bar_is_one_line_for_everybody(open_as, axe, demo, width):
    """No word of the bar wraps, nothing lies over anything else."""
    for name in NAMES:
        page = open_as(User.objects.get(username=name), "/huong-dan/", width=width)
        boxes = page.locator(PARTS).evaluate_all(PLACES)
        assert all(height <= 56 for _, _, height in boxes), (name, boxes)
        assert all(one[1] <= next_one[0] for one, next_one in pairwise(boxes)), (name, boxes)
        assert boxes[-1][1] <= width
        page.locator(".who > summary").click()
        assert axe(page) == [], name


def test_a_notice_is_written_seen_and_withdrawn(open_as, demo):
    office = open_as(User.objects.get(username="vanphong"), "/quan-tri/thong-bao/")
    office.locator("[name=text]").fill("Họp giao ban sáng thứ Hai")
    office.locator("[name=until]").fill("23/09/2024")
    office.get_by_role("button", name="Đưa lên trang đầu").click()
    office.get_by_text("Ngày này đã qua.").wait_for()
    assert office.evaluate("document.activeElement.name") == "until"
    office.locator("[name=until]").fill("30/09/2024")
    office.get_by_role("button", name="Đưa lên trang đầu").click()
    office.get_by_text("Thông báo hiện đến hết ngày 30/09/2024.").wait_for()
    unit = open_as(User.objects.get(username="phong-tai-chinh"), "/")
    unit.get_by_text("Họp giao ban sáng thứ Hai").wait_for()
    office.get_by_role("button", name="Rút thông báo").click()
    office.get_by_text("Đã rút thông báo.").wait_for()
    unit.reload()
    assert unit.get_by_text("Họp giao ban sáng thứ Hai").count() == 0


def test_many_notices_are_folded(open_as, axe, demo, settings):
    writer = User.objects.get(username="vanphong")
    for number in range(5):
        put_up(f"Thông báo {number}", settings.TODAY, by=writer)
    page = open_as(User.objects.get(username="lanhdao"), "/", width=360)
    assert not page.get_by_text("Thông báo 0").is_visible()
    page.get_by_text("Xem thêm 2 thông báo").click()
    assert page.get_by_text("Thông báo 0").is_visible()
    assert axe(page) == []
