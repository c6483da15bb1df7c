"""A work item's life in a browser: told of, late, extended once, split; with and without script."""

import pytest

from targets.models import TaskUpdate, User, WorkItem
from tests.browser.walks import box, broken, log_in, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/nhiem-vu/nq-2024/"


@pytest.fixture
def late(demo):
    return WorkItem.objects.get(task__number="2.1", order=2)


@pytest.mark.parametrize("script", [True, False])
def test_told_extended_split(open_as, late, script):
    unit, office, leader = (
        log_in(open_as(None, java_script_enabled=script), name, goes_to=LIST)
        for name in ("phong-do-thi", "vanphong", "lanhdao")
    )
    # The unit finds its overdue item with one press, and tells how far it is
    press(unit, unit.get_by_role("link", name="1 Quá hạn"))
    press(
        unit, unit.get_by_role("link", name="Quy hoạch phân khu 1/2000 Trung tâm đô thị phía Bắc")
    )
    box(unit, "percent").first.fill("101")
    box(unit, "text").first.fill("Đã lấy ý kiến lần hai")
    press(unit, unit.get_by_role("button", name="Ghi cập nhật"))
    unit.get_by_text("Tỷ lệ là số nguyên từ 0 đến 100").wait_for()
    assert box(unit, "text").first.input_value() == "Đã lấy ý kiến lần hai"
    box(unit, "percent").first.fill("45")
    press(unit, unit.get_by_role("button", name="Ghi cập nhật"))
    unit.get_by_text("Đã ghi cập nhật.").wait_for()
    unit.get_by_text("Sửa cập nhật này").click()
    correction = unit.locator(".correct")
    correction.locator("[name=text]").fill("Đã lấy ý kiến lần hai, còn 02 hộ")
    press(unit, correction.get_by_role("button", name="Lưu bản sửa"))
    unit.get_by_text("nội dung trước khi sửa vẫn được giữ").wait_for()
    unit.get_by_text("xem nội dung trước khi sửa").click()
    assert unit.get_by_text("Đã lấy ý kiến lần hai", exact=False).count() >= 2
    # The office extends it once; the first date stays
    office.goto(f"/dau-viec/{late.pk}/")
    office.get_by_text("Gia hạn (một lần)").click()
    box(office, "until").fill("30/08/2024")
    office.locator("#gia-han-reason").fill("Chờ tỉnh thống nhất ranh giới")
    press(office, office.get_by_role("button", name="Gia hạn", exact=True))
    office.get_by_text("Hạn mới phải sau hạn đang có (31/08/2024)").wait_for()
    box(office, "until").fill("31/10/2024")
    press(office, office.get_by_role("button", name="Gia hạn", exact=True))
    office.get_by_text("gia hạn một lần, hạn đầu 31/08/2024").wait_for()
    assert office.get_by_text("Gia hạn (một lần)").count() == 0
    # Then it splits it in two; the old one stays readable
    office.get_by_text("Tách thành nhiều đầu việc").click()
    box(office, "name-0").fill("nhiệm vụ quy hoạch phân khu phía Bắc")
    box(office, "name-1").fill("đồ án quy hoạch phân khu phía Bắc")
    press(office, office.get_by_role("button", name="Tách đầu việc"))
    office.get_by_text("Đầu việc cũ đã đóng".lower()).wait_for()
    assert office.get_by_role("link", name="Đồ án quy hoạch phân khu phía Bắc").is_visible()
    # Leadership reads all of it and has nothing to write with
    leader.goto(f"/dau-viec/{late.pk}/")
    leader.get_by_text("Đã lấy ý kiến lần hai, còn 02 hộ").wait_for()
    assert leader.locator("textarea").count() == 0
    late.refresh_from_db()
    assert (late.closed_at is not None, late.extension.first_due_on.isoformat()) == (
        True, "2024-08-31",
    )  # fmt: skip
    assert TaskUpdate.objects.filter(work_item=late, percent=45).count() == 1
    assert [line for page in (unit, office, leader) for line in broken(page)] == []


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("name", ["phong-do-thi", "vanphong", "lanhdao"])
def test_everybody_can_read_and_reach_it(open_as, axe, late, name, width):
    page = open_as(User.objects.get(username=name), "/", width=width)
    paths = [
        LIST, f"{LIST}?xem=bang", f"{LIST}?han=qua-han", f"{LIST}?nhom=3&han=qua-han",
        f"{LIST}dong-thoi-gian/", f"{LIST}muc/2.1/", f"/dau-viec/{late.pk}/",
    ]  # fmt: skip
    if name == "vanphong":
        paths.append(f"{LIST}muc/2.1/dau-viec-moi/")
    found, complaints = {}, []
    for path in paths:
        assert page.goto(path).status == 200, path
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        complaints += broken(page)
        sideways = page.evaluate("document.querySelector('main').scrollWidth")
        wrong = [*axe(page), *(["scrolls sideways", sideways] if sideways > width else [])]
        page.complaints.clear()  # axe itself reads style sheets in a way the policy refuses
        if wrong:
            found[path] = wrong
    assert found == {}
    assert complaints == []
