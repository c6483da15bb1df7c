"""The Excel form in a real browser: taken along, filled, looked at, saved."""

import openpyxl
import pytest

from targets.models import Figure, User
from tests.browser.walks import SHEET, broken, path_of, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fill(tmp_path):
    def take_and_fill(page, typed):
        with page.expect_download() as going:
            page.get_by_role("link", name="Tải phiếu Excel").click()
        path = tmp_path / going.value.suggested_filename
        going.value.save_as(path)
        book = openpyxl.load_workbook(path)
        for place, value in typed.items():
            book["Số liệu"][place].value = value
        book.save(path)
        return path

    return take_and_fill


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1366, 360])
def test_from_sheet_to_sheet(open_as, axe, demo, fill, width, scripts):
    officer = User.objects.get(username="phong-tai-chinh")
    page = open_as(officer, SHEET, width=width, java_script_enabled=scripts)
    path = fill(page, {"I6": "10.9", "L6": "sơ bộ", "I8": 593.8, "L8": "ước"})
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
