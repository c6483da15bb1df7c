"""A quarter from end to end, as the issue's "Done when" tells it, with and without script."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from targets.models import Figure, ProgressReport
from tests.browser.walks import (
    BOARD,
    REVIEW,
    SHEET,
    box,
    broken,
    log_in,
    path_of,
    press,
    saved,
    type_into,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLIP = "Số 112% gấp 11,0 lần số 6 tháng đầu năm (10,21%)."
REASON = "Số 5.560,4 tỷ đồng chưa khớp báo cáo của Kho bạc."


def statuses():
    reports = ProgressReport.objects.filter(period__quarter=3, indicator__number__lte=4)
    return dict(reports.values_list("indicator__number", "status"))


def figure(number):
    return Figure.objects.get(report__period__quarter=3, measure__indicator__number=number)


@pytest.fixture
def people(open_as, demo):
    """A browser of their own for each of the four."""

    def sit_down(*, script=True):
        names = {
            "officer": ("phong-tai-chinh", SHEET),
            "head": ("phong-tai-chinh.ld", SHEET),
            "office": ("vanphong", REVIEW),
            "leader": ("lanhdao", "/"),
        }
        return {
            who: log_in(open_as(None, java_script_enabled=script), name, goes_to=place)
            for who, (name, place) in names.items()
        }

    return sit_down


def test_quarter_three_with_script(people):
    pages = people()
    officer = pages["officer"]
    type_into(officer, "f-1-value", "112")
    officer.get_by_text(SLIP).wait_for()
    assert officer.get_by_text("Chưa tạm đánh giá").first.is_visible()
    officer.get_by_role("button", name="Sửa thành 11,2").click()
    officer.locator("#v-1").get_by_text("Đúng tiến độ").wait_for()
    saved(officer, 1)
    type_into(officer, "f-2-value", "87,95")
    saved(officer, 2)
    type_into(officer, "f-3-value", "55.604")
    officer.get_by_text("Có phải 5.560,4?").wait_for()
    officer.get_by_role("button", name="Sửa thành 5.560,4").click()
    officer.get_by_text("Có phải 5.560,4?").wait_for(state="detached")
    saved(officer, 3)
    type_into(officer, "f-4-numerator", "391,8")
    saved(officer, 4)
    _the_rest(pages)


def test_quarter_three_without_script(people):
    pages = people(script=False)
    officer = pages["officer"]
    for name, text in (
        ("f-1-value", "112"), ("f-2-value", "87,95"), ("f-3-value", "5.560,4"),
        ("f-4-numerator", "391,8"),
    ):  # fmt: skip
        box(officer, name).fill(text)
    officer.get_by_role("button", name="Gửi thủ trưởng ký").click()
    officer.get_by_text(SLIP).wait_for()
    assert statuses() == {1: "draft", 2: "signing", 3: "signing", 4: "signing"}
    box(officer, "f-1-value").fill("11,2")
    officer.get_by_role("button", name="Lưu", exact=True).last.click()
    officer.get_by_text("Đã lưu").first.wait_for()
    _the_rest(pages)


def _the_rest(pages):
    officer, head, office, leader = pages.values()
    officer.get_by_role("button", name="Gửi thủ trưởng ký").click()
    officer.get_by_text("Đã gửi thủ trưởng ký: chỉ tiêu").wait_for()
    assert statuses() == dict.fromkeys(range(1, 5), "signing")

    head.reload()
    press(head, head.get_by_role("button", name="Ký gửi 4 chỉ tiêu"))
    head.get_by_text("Đã ký gửi Văn phòng: chỉ tiêu 1, 2, 3, 4.").wait_for()

    office.goto(f"{REVIEW}?don-vi=phong-tai-chinh&mo=3")
    form = office.locator("form.move:has([name=note])")
    form.locator("[name=note]").fill(REASON)
    form.locator("[name=until]").fill("26/09/2024")
    press(office, form.get_by_role("button", name="Trả lại chỉ tiêu 3"))
    office.get_by_text("Đã trả lại chỉ tiêu 3 cho đơn vị.").wait_for()
    assert path_of(office) == REVIEW, "and the next one is open"
    assert statuses() == {1: "submitted", 2: "submitted", 3: "returned", 4: "submitted"}

    officer.goto(SHEET)
    officer.get_by_text(f"“{REASON}”").wait_for()
    assert officer.get_by_text("trước hết ngày 26/09/2024").is_visible()
    box(officer, "f-3-value").fill("5.601,2")
    officer.get_by_role("button", name="Gửi thủ trưởng ký").click()
    officer.get_by_text("Đã gửi thủ trưởng ký: chỉ tiêu 3.").wait_for()
    head.goto(SHEET)
    press(head, head.get_by_role("button", name="Ký gửi 1 chỉ tiêu"))
    head.get_by_text("Đã ký gửi Văn phòng: chỉ tiêu 3.").wait_for()

    office.goto(f"{REVIEW}?don-vi=phong-tai-chinh")
    for number in range(1, 5):
        press(office, office.get_by_role("button", name=f"Duyệt chỉ tiêu {number}", exact=True))
        office.get_by_text(f"Đã duyệt chỉ tiêu {number}.").wait_for()
    assert statuses() == dict.fromkeys(range(1, 5), "approved")
    shown = [f"{figure(number).value or figure(number).numerator:f}" for number in range(1, 5)]
    assert shown == ["11.2", "87.95", "5601.2", "391.8"]

    leader.goto("/")
    assert path_of(leader) == BOARD
    row = leader.locator("table.board tbody tr").filter(has_text="Tốc độ tăng trưởng giá trị")
    assert "Đúng tiến độ" in row.inner_text()
    assert "11,20" in row.inner_text()
    press(leader, row.get_by_role("link").first)
    leader.get_by_role("heading", name="Tốc độ tăng trưởng giá trị").first.wait_for()
    assert "/chi-tieu/" in leader.url
    assert leader.get_by_text("Đúng tiến độ").first.is_visible()
    assert leader.get_by_text("11,20").first.is_visible()

    leader.goto("/tong-hop/nq-2024/3/")
    with leader.expect_download() as asked:
        leader.get_by_role("button", name="Tải Excel").click()
    _the_file_says_the_same(asked.value.path())
    _the_command_says_the_same()
    for page in pages.values():
        assert broken(page) == []


def _the_file_says_the_same(path):
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    rows = [
        row
        for row in book.worksheets[0].iter_rows(values_only=True)
        if any(isinstance(cell, str) and "Tốc độ tăng trưởng giá trị" in cell for cell in row)
    ]
    (row,) = rows
    assert any(isinstance(cell, int | float) and abs(cell - 11.2) < 1e-9 for cell in row), row
    assert any(isinstance(cell, str) and "Đúng tiến độ" in cell for cell in row), row
    words = {cell for line in book.worksheets[0].iter_rows(values_only=True) for cell in line}
    assert any(isinstance(cell, str) and "Số liệu minh họa" in cell for cell in words)


def _the_command_says_the_same():
    printed = io.StringIO()
    call_command("summary", resolution="nq-2024", quarter=3, json=True, stdout=printed)
    first = json.loads(printed.getvalue())["indicators"][0]
    assert (first["number"], first["standing"], first["measures"][0]["figure"]) == (
        "1", "on_track", "11.2",
    )  # fmt: skip
