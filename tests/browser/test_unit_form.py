"""The Excel form in a real browser: taken along, filled, looked at, saved."""

import openpyxl
import pytest

from targets.actions.work_updates import UpdateWish, post_update
from targets.models import Figure, User, WorkItem
from targets.rules.work import WorkState
from tests.browser.walks import SHEET, broken, path_of, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fill(tmp_path):
    def take_and_fill(page, typed, title="Số liệu"):
        with page.expect_download() as going:
            page.get_by_role("link", name="Tải phiếu Excel").click()
        path = tmp_path / going.value.suggested_filename
        going.value.save_as(path)
        book = openpyxl.load_workbook(path)
        for place, value in typed.items():
            book[title][place].value = value
        book.save(path)
        return path

    return take_and_fill


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1366, 360])
def test_from_sheet_to_sheet(open_as, axe, demo, fill, width, scripts):
    officer = User.objects.get(username="phong-tai-chinh")
    page = open_as(officer, SHEET, width=width, java_script_enabled=scripts)
    path = fill(page, {"I6": "10.9", "M6": "sơ bộ", "I8": 593.8, "M8": "ước"})
    press(page, page.get_by_role("link", name="Nộp phiếu Excel"))

    def look():
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if scripts:
            assert axe(page) == []

    look()
    page.get_by_label("Phiếu Excel đã điền").set_input_files(path)
    press(page, page.get_by_role("button", name="Xem trước"))
    page.get_by_text("Bạn muốn nhập 10,9?").wait_for()
    look()
    with page.expect_download() as noted:
        page.get_by_role("button", name="Tải lại phiếu có ghi chú lỗi").click()
    noted.value.save_as(path)
    book = openpyxl.load_workbook(path)
    assert book["Số liệu"]["I6"].comment.text.startswith("Bạn muốn nhập 10,9?")
    assert book["Số liệu"]["I8"].value == 593.8
    book["Số liệu"]["I6"].value = 10.9
    book.save(path)
    page.get_by_label("Chọn phiếu khác").set_input_files(path)
    press(page, page.get_by_role("button", name="Xem trước"))
    look()
    assert (
        Figure.objects.filter(report__period__quarter=3, measure__indicator__number=3).count() == 0
    )
    page.get_by_label("Lý do (cần có nếu giữ nguyên số này)").fill("Số liệu chỉ một nguồn vốn")
    press(page, page.get_by_role("button", name="Lưu vào báo cáo"))
    assert path_of(page) == SHEET
    page.get_by_text("Đã lưu").first.wait_for()
    figure = Figure.objects.get(report__period__quarter=3, measure__indicator__number=3)
    assert (f"{figure.value:f}".rstrip("0"), figure.warning_reasons) == (
        "593.8", {"below_last": "Số liệu chỉ một nguồn vốn"},
    )  # fmt: skip
    assert broken(page) == []


@pytest.mark.parametrize("width", [1366, 360])
def test_an_old_form(open_as, axe, demo, fill, width):
    officer = User.objects.get(username="phong-tai-chinh")
    page = open_as(officer, SHEET, width=width, java_script_enabled=False)
    path = fill(page, {"I8": 5600, "M8": "ước"})
    page.locator("[name='f-3-value']").fill("5560,4")
    press(page, page.get_by_role("button", name="Lưu", exact=True).last)
    page = open_as(officer, f"{SHEET}phieu/nop/", width=width)
    page.get_by_label("Phiếu Excel đã điền").set_input_files(path)
    press(page, page.get_by_role("button", name="Xem trước"))
    page.get_by_text("Phiếu đã cũ").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("5.600 Lấy số trong phiếu").check()
    press(page, page.get_by_role("button", name="Lưu vào báo cáo"))
    assert path_of(page) == SHEET
    assert page.locator("[name='f-3-value']").input_value() == "5600"
    assert broken(page) == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1366, 360])
def test_work_items_told_meanwhile(open_as, axe, demo, fill, width, scripts):
    """Told in another window between the preview and the press: nothing is lost or overwritten."""
    officer = User.objects.get(username="phong-tai-chinh")
    page = open_as(officer, f"{SHEET}phieu/nop/", width=width, java_script_enabled=scripts)
    path = fill(page, {"H6": 64, "I6": "Giải ngân 64% kế hoạch"}, "Nhiệm vụ")

    def look():
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if scripts:
            assert axe(page) == []

    page.get_by_label("Phiếu Excel đã điền").set_input_files(path)
    press(page, page.get_by_role("button", name="Xem trước"))
    page.get_by_text("Đầu việc 2.5.1").first.wait_for()
    look()
    item = WorkItem.objects.get(task__number="2.5", order=1)
    wish = UpdateWish(WorkState.RUNNING, text="Tin của cửa sổ khác")
    post_update(item.pk, wish, version=item.version, by=officer)
    press(page, page.get_by_role("button", name="Lưu vào báo cáo"))
    page.get_by_text("Tin của cửa sổ khác").first.wait_for()
    look()
    assert page.get_by_label("Đã làm được gì").input_value() == "Giải ngân 64% kế hoạch"
    press(page, page.get_by_role("button", name="Lưu vào báo cáo"))
    page.get_by_text("Đã ghi cập nhật đầu việc 2.5.1.").first.wait_for()
    newest = item.updates.first()
    assert (newest.text, newest.percent) == ("Giải ngân 64% kế hoạch", 64)
    assert broken(page) == []


@pytest.mark.parametrize("width", [1366, 360])
def test_the_table_of_wards(open_as, axe, demo, tmp_path, width):
    office = User.objects.get(username="vanphong")
    address = "/bao-cao/nq-2024/3/phong-tnmt/bang-xa-phuong/nop/"
    page = open_as(office, address, width=width)
    path = tmp_path / "bang.xlsx"
    with page.expect_download() as going:
        page.get_by_role("link", name="Tải bảng xã, phường").click()
    going.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Chỉ tiêu 10a"]
    rows = {cell.value: cell.row for column in sheet.iter_cols(max_col=4) for cell in column}
    for name, figures in {"Xã Phổ Nhơn": (90, 100), "Xã Phổ Khánh": (95, 9)}.items():
        sheet.cell(rows[name], 5).value, sheet.cell(rows[name], 6).value = figures
    book.save(path)
    page.get_by_label("Bảng đã điền").set_input_files(path)
    press(page, page.get_by_role("button", name="Xem trước"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Lý do").first.fill("Gồm rác của chợ đầu mối")
    press(page, page.get_by_role("button", name="Lưu vào báo cáo của các xã, phường"))
    page.get_by_text("số liệu của 2 báo cáo xã, phường").wait_for()
    kept = Figure.objects.filter(
        report__unit__code__in=["xa-pho-nhon", "xa-pho-khanh"], report__period__quarter=3,
        measure__indicator__number=10,
    )  # fmt: skip
    assert {(row.numerator, row.denominator) for row in kept} == {(90, 100), (95, 9)}
    assert broken(page) == []
