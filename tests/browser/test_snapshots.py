"""Another standing, a kept copy and its withdrawal, clicked through and checked by axe."""

import pytest

from targets.models import User
from tests.browser.walks import broken, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def wrong_on(page, axe, width):
    """What axe, the page's width and the console say against it."""
    sideways = page.evaluate("document.documentElement.scrollWidth")
    found = [*broken(page), *axe(page), *(["scrolls sideways"] if sideways > width else [])]
    page.complaints.clear()  # axe itself reads style sheets in a way the policy refuses
    return found


@pytest.mark.parametrize(("width", "script"), [(1366, True), (360, True), (1366, False)])
def test_rate_keep_compare_withdraw(open_as, axe, demo, width, script):
    def check(page):
        if script:
            wrong = wrong_on(page, axe, width)
            assert wrong == [], page.url

    leader = User.objects.get(username="lanhdao")
    page = open_as(leader, "/chi-tieu/nq-2024/10/?ky=3", width=width, java_script_enabled=script)
    page.get_by_text("Đánh giá khác với phần mềm").click()
    check(page)
    press(page, page.get_by_role("button", name="Lưu đánh giá"))
    page.get_by_text("Hãy chọn mức đánh giá.").wait_for()
    check(page)
    page.get_by_label("Đánh giá của lãnh đạo, Văn phòng").select_option("met")
    page.get_by_label("Lý do (in trong biểu").fill("Đã khắc phục trong tháng 9")
    press(page, page.get_by_role("button", name="Lưu đánh giá"))
    page.get_by_text("Đã đặt đánh giá chỉ tiêu 10: Đạt.").wait_for()
    check(page)

    page.goto("/tong-hop/nq-2024/3/")
    page.get_by_label("Tên bản chốt").fill("Trình BTV ngày 25/9/2024")
    press(page, page.get_by_role("button", name="Chốt số liệu"))
    page.get_by_text("Đã chốt số liệu.").wait_for()
    page.get_by_text("Xem theo bảng").click()
    check(page)
    kept = page.url.partition("#")[0]
    press(page, page.get_by_role("link", name="Xem thay đổi từ đó đến nay"))
    page.get_by_text("Không có gì thay đổi.").wait_for()
    check(page)
    page.goto("/chi-tieu/nq-2024/10/?ky=3")
    page.get_by_text("Đổi hoặc bỏ đánh giá này").click()
    page.get_by_label("Đánh giá của lãnh đạo, Văn phòng").select_option("automatic")
    page.get_by_label("Lý do (in trong biểu").fill("Theo số liệu")
    press(page, page.get_by_role("button", name="Lưu đánh giá"))
    page.goto(f"{kept}thay-doi/")
    page.get_by_text("Đạt; lý do: Đã khắc phục trong tháng 9").wait_for()
    check(page)
    page.goto("/chot-so-lieu/")
    check(page)

    admin = User.objects.get(username="quantri")
    page = open_as(admin, "/", width=width, java_script_enabled=script)
    press(page, page.get_by_role("link", name="Bản số liệu đã chốt"))
    check(page)
    press(page, page.get_by_role("link", name="Thu hồi: Trình BTV"))
    check(page)
    page.get_by_label("Lý do thu hồi").fill("Chốt nhầm")
    press(page, page.get_by_role("button", name="Thu hồi bản chốt"))
    page.get_by_text("Bản vẫn được liệt kê.").wait_for()
    check(page)
