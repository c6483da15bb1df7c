"""The office edits an indicator, amends a target and copies the year, in a real browser."""

import pytest

from targets.actions.next_year import NextYearWish, copy_to_next_year
from targets.models import Indicator, Measure, ProgressReport, Resolution, Target, Unit, User
from tests.browser.walks import box, broken, path_of, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = "/quan-tri/ke-hoach/nq-2024/"
DECISION = "Quyết định số 12-QĐ/TU ngày 05/08/2024"


@pytest.fixture
def office(open_as, demo):
    return open_as(User.objects.get(username="vanphong"), PLAN)


def save(page, name="Lưu"):
    press(page, page.get_by_role("button", name=name, exact=True))


def test_an_indicator_is_edited_and_two_windows_meet(office, open_as, axe):
    page = office
    press(page, page.get_by_role("link", name="Tổng vốn đầu tư phát triển"))
    other = open_as(User.objects.get(username="vanphong2"), path_of(page))
    box(page, "note").fill("Giao tháng 2")
    save(page)
    assert path_of(page) == PLAN
    assert page.get_by_text("Đã lưu chỉ tiêu 3.").is_visible()
    assert page.get_by_text("Giao tháng 2").is_visible()
    box(other, "note").fill("Giao tháng 3")
    save(other)
    assert other.get_by_text("Người khác vừa đổi thành “Giao tháng 2”.").is_visible()
    assert box(other, "note").input_value() == "Giao tháng 3"
    assert axe(other) == []
    save(other)
    assert Indicator.objects.get(number=3).note == "Giao tháng 3"
    press(other, other.get_by_role("link", name="Tổng vốn đầu tư phát triển"))
    assert other.get_by_role("heading", name="Ai đã sửa gì").is_visible()
    assert other.locator("ol.history li").count() == 2
    assert broken(page) == []


def test_a_target_is_amended_and_earlier_quarters_keep_theirs(office, axe):
    page = office
    press(page, page.get_by_role("link", name="khoảng 9.500 tỷ đồng", exact=True))
    box(page, "decision").fill(DECISION)
    box(page, "wording").fill("khoảng 9.000 tỷ đồng")
    box(page, "low").fill("9000")
    save(page, "Ghi mức điều chỉnh")
    assert page.get_by_text("Hãy ghi ngày mức mới có hiệu lực").is_visible()
    assert box(page, "decision").input_value() == DECISION
    assert axe(page) == []
    box(page, "effective_from").fill("30/06/2024")
    box(page, "reason").fill("Tỉnh giao lại")
    save(page, "Ghi mức điều chỉnh")
    assert page.get_by_text("6 tháng đầu năm đã khóa").is_visible()
    box(page, "effective_from").fill("05/08/2024")
    save(page, "Ghi mức điều chỉnh")
    assert page.get_by_text("sai số chấp nhận ± 500").first.is_visible()
    assert page.get_by_role("cell", name=DECISION).is_visible()
    assert axe(page) == []
    told = f"khoảng 9.000 tỷ đồng theo {DECISION} (trước đó: khoảng 9.500 tỷ đồng)"
    page.goto("/bang-theo-doi/nq-2024/3/")
    assert page.get_by_text(told).is_visible()
    page.goto("/bang-theo-doi/nq-2024/2/")
    assert page.get_by_text("9.000 tỷ đồng").count() == 0
    page.goto("/chi-tieu/nq-2024/3/?ky=3")
    assert page.get_by_text(f"Theo {DECISION} từ ngày 05/08/2024").is_visible()
    page.goto("/chi-tieu/nq-2024/3/?ky=2")
    assert page.get_by_text(DECISION).count() == 0
    assert Target.objects.get(decision=DECISION).tolerance == 500


def test_the_year_is_copied_and_its_draft_made_ready(office, axe):
    page = office
    press(page, page.get_by_role("link", name="Chép sang năm sau"))
    assert axe(page) == []
    box(page, "tasks").check()
    save(page, "Tạo dự thảo năm 2025")
    assert path_of(page) == "/quan-tri/ke-hoach/nq-2025/"
    assert page.get_by_text("Mức còn là đề xuất chép từ năm trước").is_visible()
    assert axe(page) == []
    made = Resolution.objects.get(slug="nq-2025")
    assert (made.status, made.year) == ("draft", 2025)
    assert Measure.objects.filter(indicator__group__resolution=made).count() == 23
    press(page, page.get_by_role("link", name="từ 10% - 12,5%", exact=True))
    box(page, "wording").fill("từ 11% - 13%")
    box(page, "low").fill("11")
    box(page, "high").fill("13")
    save(page, "Lưu mức")
    assert page.get_by_text("Đã lưu mức “từ 11% - 13%”.").is_visible()
    press(page, page.get_by_role("link", name="Kế hoạch năm 2025"))
    assert page.get_by_text("Đề xuất từ năm trước").count() == 22
    press(page, page.get_by_role("link", name="Chuyển trạng thái"))
    assert page.get_by_text("Chưa chuyển được").is_visible()
    Target.objects.update(proposed=False)
    page.reload()
    save(page, "Bắt đầu thực hiện")
    page.goto("/chi-tieu/nq-2025/1/")
    assert page.get_by_role("columnheader", name="Năm trước", exact=True).is_visible()
    assert page.get_by_role("link", name="2024", exact=True).is_visible()
    assert axe(page) == []


def test_focus_begins_at_what_was_done_or_is_wrong(office):
    page = office
    page.goto(f"{PLAN}chi-tieu/3/")
    box(page, "wording").fill("")
    save(page)
    assert page.evaluate("document.activeElement.name") == "wording"
    box(page, "wording").fill("Tổng vốn đầu tư khoảng 9.500 tỷ đồng")
    save(page)
    assert page.evaluate("document.activeElement.textContent.trim()") == "Đã lưu chỉ tiêu 3."
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Thiết lập"


def test_it_works_without_javascript_and_on_a_telephone(open_as, demo):
    office = User.objects.get(username="vanphong")
    page = open_as(office, PLAN, width=360, java_script_enabled=False)
    press(page, page.get_by_role("link", name="Tuyển quân đạt 100%"))
    box(page, "wording").fill("")
    save(page)
    assert page.get_by_text("Hãy ghi nội dung chỉ tiêu.").is_visible()


@pytest.mark.parametrize("width", [1366, 360])
def test_baselines_of_a_copied_year_are_renewed(open_as, axe, demo, width):
    office = User.objects.get(username="vanphong")
    year = copy_to_next_year(
        Resolution.objects.get(slug="nq-2024"), NextYearWish("nq-2025", "Năm 2025"), by=office
    )
    report = ProgressReport.objects.get(indicator__number=6, period__quarter=3, counts=True)
    report.figures.filter(measure__letter="b").update(value=3)
    page = open_as(office, "/quan-tri/ke-hoach/nq-2025/", width=width)
    press(page, page.get_by_role("link", name="xem và cập nhật"))
    assert page.get_by_role("checkbox", name="6b.").is_checked()
    assert axe(page) == []
    page.get_by_role("checkbox", name="6b.").uncheck()
    save(page, "Cập nhật số đã chọn")
    assert page.locator("main [role=alert]").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert axe(page) == []
    page.get_by_role("checkbox", name="6b.").check()
    save(page, "Cập nhật số đã chọn")
    assert page.get_by_text("Đã cập nhật số thực hiện năm trước của chỉ tiêu 6b.").is_visible()
    assert page.get_by_text("Không có số mới").is_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wanted = Measure.objects.filter(indicator__group__resolution=year, letter="b")
    assert wanted.get(indicator__number=6).baseline == 3
    assert broken(page) == []


def test_a_copy_is_sent_once(office):
    page = office
    page.goto(f"{PLAN}nam-sau/")
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo dự thảo năm 2025").dblclick()
    page.wait_for_load_state()
    assert page.get_by_text("Đã tạo dự thảo kế hoạch năm 2025.").is_visible()
    assert Resolution.objects.filter(year=2025).count() == 1
    page.goto(f"{PLAN}nam-sau/")
    assert page.get_by_role("button", name="Tạo dự thảo năm 2025").count() == 0
    assert page.get_by_role("link", name="Mở kế hoạch năm 2025").is_visible()


@pytest.mark.parametrize("width", [1366, 360])
def test_names_without_a_space_push_nothing_sideways(open_as, demo, width):
    word = "Mộttừrấtdài" * 18
    Indicator.objects.filter(number=3).update(wording=word, note=word)
    Measure.objects.filter(indicator__number=3).update(name=word)
    Target.objects.filter(measure__indicator__number=3).update(wording=word)
    Unit.objects.filter(code="phong-kinh-te").update(name=word)
    measure, unit = Measure.objects.get(name=word).pk, Unit.objects.get(name=word).pk
    page = open_as(User.objects.get(username="vanphong"), PLAN, width=width)
    for path in (
        PLAN, f"{PLAN}chi-tieu/3/", f"{PLAN}thanh-phan/{measure}/", f"{PLAN}nam-sau/",
        f"{PLAN}thanh-phan/{measure}/muc/", f"{PLAN}thanh-phan/{measure}/giao/",
        "/quan-tri/moc-quy/nq-2024/", "/quan-tri/don-vi/", f"/quan-tri/don-vi/{unit}/",
    ):  # fmt: skip
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
