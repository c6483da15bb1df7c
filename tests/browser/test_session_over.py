"""A session that ends while somebody types (design §6): nothing typed is lost."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session

from targets.models import Evidence, Figure
from tests.factories import PASSWORD, make_indicator, make_resolution, make_unit, make_user
from tests.targets.evidence import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = "/bao-cao/nq-2024/3/phong-tai-chinh/"
WORDS = 'Thiếu "vốn" & <nhân lực>'


@pytest.fixture
def officer(settings):
    settings.TODAY = date(2024, 9, 24)
    unit = make_unit("phong-tai-chinh")
    make_indicator(make_resolution("nq-2024"), number=1, lead_unit=unit)
    return make_user(username="phong-tai-chinh", unit=unit)


def log_in(page):
    page.locator("[name=username]").fill("phong-tai-chinh")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def saved():
    return [
        (f"{figure.value:f}", figure.report.difficulties)
        for figure in Figure.objects.select_related("report")
    ]


def test_without_javascript_one_button_sends_it_again(open_as, officer):
    page = open_as(officer, SHEET, java_script_enabled=False)
    page.locator("[name=f-1-value]").fill("11,2")
    page.locator("details:has([name=r-1-difficulties]) > summary").click()
    page.locator("[name=r-1-difficulties]").fill(WORDS)
    Session.objects.all().delete()
    page.locator("[name=r-1-difficulties]").locator("xpath=ancestor::form").locator(
        "button[name=move][value=save]:visible"
    ).last.click()

    page.get_by_text("Nội dung đó đi theo trang này").wait_for()
    assert saved() == []
    log_in(page)
    page.get_by_role("button", name="Gửi tiếp phần đã nhập").click()
    page.get_by_text("Đã lưu").first.wait_for()
    assert page.url.endswith(SHEET)
    assert saved() == [("11.2", WORDS)]


@pytest.mark.parametrize("script", [True, False])
def test_a_file_has_to_be_chosen_again_and_the_figures_stay(open_as, officer, script):
    page = open_as(officer, SHEET, java_script_enabled=script)
    page.locator("[name=r-1-results]").locator("xpath=ancestor::details").locator("summary").click()
    page.locator("[name=r-1-results]").fill(WORDS)
    page.locator("#mc-1 summary").click()
    page.locator("#m-1-file").set_input_files(
        [{"name": "Biên bản.pdf", "mimeType": "", "buffer": pdf()}]
    )
    Session.objects.all().delete()
    page.locator("[name=f-1-value]").fill("11,2")
    page.get_by_role("button", name="Đính kèm vào chỉ tiêu 1").click()
    page.get_by_text("Riêng tệp đã chọn thì phải chọn lại.").wait_for()
    log_in(page)
    page.get_by_text("Tệp đã chọn thì không giữ được").wait_for()
    page.get_by_role("button", name="Gửi tiếp phần đã nhập").click()
    page.get_by_text("Đã lưu").first.wait_for()
    assert [(f"{one.value:f}", one.report.results) for one in Figure.objects.all()] == [
        ("11.2", WORDS)
    ]
    assert not Evidence.objects.exists()


def test_with_javascript_a_second_window_lets_the_first_go_on(open_as, officer):
    page = open_as(officer, SHEET)
    Session.objects.all().delete()
    page.locator("[name=f-1-value]").fill("11,2")
    page.locator("[name=f-1-value]").press("Tab")
    page.get_by_text("Phiên làm việc đã hết.").wait_for()
    assert page.url.endswith(SHEET)

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Đăng nhập ở cửa sổ mới").click()
    window = opened.value
    log_in(window)
    window.get_by_role("heading", name="Đã đăng nhập").wait_for()
    window.close()
    page.bring_to_front()
    again = page.get_by_role("button", name="Tôi đã đăng nhập, lưu tiếp")
    if again.is_visible():
        again.click()
    page.get_by_text("Đã lưu").first.wait_for()
    assert page.locator("[name=f-1-value]").input_value() == "11,2"
    assert saved() == [("11.2", "")]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
