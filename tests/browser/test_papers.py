"""A file that takes its time: the page says so, stays in use, and the wait can be given up."""

import io

import openpyxl
import pytest

from targets.models import User
from tests.browser.walks import broken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPERS = "/tong-hop/nq-2024/3/"


@pytest.fixture
def page(open_as, demo):
    """The papers' page; a wanted file waits in `page.held` until the test lets it through."""
    page = open_as(User.objects.get(username="lanhdao"), PAPERS)
    page.held = []
    page.route("**/excel/**", lambda route: page.held.append(route))
    return page


def test_waiting_for_the_workbook(page, axe):
    page.get_by_role("checkbox", name="Nhiệm vụ").uncheck()
    page.get_by_role("button", name="Tải Excel").click()
    page.get_by_text("Đang lập tệp Excel…").wait_for()
    assert axe(page) == []
    page.complaints.clear()  # axe itself reads style sheets in a way the policy refuses
    page.get_by_role("button", name="Tải Excel").click()  # impatience asks for no second file
    with page.expect_download() as asked:
        page.held.pop().continue_()
    assert page.held == []
    assert asked.value.suggested_filename.endswith(".xlsx")
    names = openpyxl.load_workbook(io.BytesIO(asked.value.path().read_bytes())).sheetnames
    assert "Tổng hợp" in names
    assert "Nhiệm vụ" not in names
    page.get_by_text("Đang lập tệp Excel…").wait_for(state="hidden")
    assert broken(page) == []


def test_given_up(page):
    page.get_by_role("button", name="Tải Excel").click()
    page.get_by_role("button", name="Thôi, không tải nữa").click()
    page.get_by_text("Đang lập tệp Excel…").wait_for(state="hidden")
    page.get_by_role("checkbox", name="Nhiệm vụ").uncheck()
    page.get_by_role("button", name="Tải Excel").click()
    page.get_by_text("Đang lập tệp Excel…").wait_for()
    with page.expect_download():
        page.held.pop().continue_()


def test_what_goes_wrong_shows_the_servers_own_page(page):
    page.context.clear_cookies()
    page.unroute_all()
    page.get_by_role("button", name="Tải Excel").click()
    page.wait_for_url("**/dang-nhap/**")
