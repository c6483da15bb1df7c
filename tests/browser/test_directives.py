"""Leadership asks, the unit answers, leadership settles: in a real browser, wide and narrow."""

import pytest

from targets.models import Directive, User
from tests.browser.walks import broken, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INDICATOR = "/chi-tieu/nq-2024/1/?ky=3"
LIST = "/y-kien/nq-2024/"


def person(name):
    return User.objects.get(username=name)


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (360, False)])
def test_ask_answer_settle(open_as, demo, width, scripts):
    how = {"width": width, "java_script_enabled": scripts}
    leader = open_as(person("lanhdao"), INDICATOR, **how)
    leader.get_by_role("link", name="Ghi ý kiến, yêu cầu giải trình").click()
    leader.get_by_label("Nội dung").fill("Vì sao chưa có số liệu 9 tháng?")
    leader.get_by_label("Giải trình trước hết ngày").fill("20/09/2024")
    leader.get_by_role("button", name="Ghi và gửi").click()
    leader.get_by_text("Hạn giải trình đã qua").wait_for()
    leader.get_by_label("Giải trình trước hết ngày").fill("27/09/2024")
    leader.get_by_role("button", name="Ghi và gửi").click()
    leader.get_by_text("Đã gửi yêu cầu giải trình").wait_for()
    assert leader.url.endswith(INDICATOR)

    unit = open_as(person("phong-tai-chinh"), INDICATOR, **how)
    unit.get_by_role("link", name="1 yêu cầu chờ giải trình").click()
    unit.get_by_label("Nội dung giải trình").fill("Chi cục Thống kê gửi số ngày 25/9.")
    unit.get_by_role("button", name="Gửi giải trình").click()
    unit.get_by_text("Đã gửi giải trình về chỉ tiêu 1.").wait_for()

    leader.goto(f"{LIST}?trang-thai=da-giai-trinh")
    leader.get_by_role("link", name="Chỉ tiêu 1", exact=True).click()
    leader.get_by_text("Chi cục Thống kê gửi số ngày 25/9.").wait_for()
    leader.get_by_role("button", name="Kết thúc yêu cầu").click()
    leader.get_by_text("Đã kết thúc yêu cầu về chỉ tiêu 1.").wait_for()
    assert Directive.objects.get(indicator__number=1).status == "settled"


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (360, False)])
def test_a_coordinating_unit_remarks_and_mends_its_words(open_as, demo, width, scripts):
    how = {"width": width, "java_script_enabled": scripts}
    unit = open_as(person("phong-do-thi"), "/chi-tieu/nq-2024/9/?ky=3", **how)
    press(unit, unit.get_by_role("link", name="Ghi nhận xét của đơn vị phối hợp"))
    press(unit, unit.get_by_role("button", name="Ghi nhận xét"))
    unit.get_by_text("Hãy ghi nội dung").wait_for()
    unit.get_by_label("Nhận xét").fill("Hai trạm cấp nước đã sửa xong.")
    press(unit, unit.get_by_role("button", name="Ghi nhận xét"))
    unit.get_by_text("Đã ghi nhận xét.").wait_for()
    unit.locator("summary", has_text="Sửa nhận xét").click()
    unit.get_by_label("Nội dung (bản trước vẫn lưu lại)").fill("Một trạm cấp nước đã sửa xong.")
    press(unit, unit.get_by_role("button", name="Lưu nội dung sửa"))

    lead = open_as(person("phong-kinh-te"), "/chi-tieu/nq-2024/9/?ky=3", **how)
    lead.get_by_text("Một trạm cấp nước đã sửa xong.").wait_for()
    assert Directive.objects.get(indicator__number=9).by_unit.code == "phong-do-thi"


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("name", ["lanhdao", "vanphong", "phong-tnmt", "phong-do-thi"])
def test_pages_with_every_form_unfolded(open_as, axe, demo, name, width):
    asked = Directive.objects.of_leadership().get(indicator__number=10)
    pages = [LIST, f"{LIST}?trang-thai=ket-thuc&ky=1", f"/y-kien/muc/{asked.pk}/"]
    pages.append("/chi-tieu/nq-2024/10/?ky=3")
    if name != "phong-tnmt":
        pages.append("/y-kien/nq-2024/3/moi/?chi-tieu=10")
    page = open_as(person(name), "/", width=width)
    for path in pages:
        assert page.goto(path).status == 200, path
        closed = page.locator("details.thread-step:not([open]) > summary")
        for _ in range(closed.count()):
            closed.first.click()
        # The frame around it is measured in test_every_page
        assert page.evaluate("document.querySelector('main').scrollWidth") <= width, path
        assert broken(page) == [], path
        assert axe(page) == [], path
        page.complaints.clear()
