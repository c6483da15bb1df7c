"""An administrator makes accounts from a table; an officer comes in with the slip (point 7)."""

import io

import pytest
from pypdf import PdfReader

from targets.models import User
from tests.browser.walks import broken, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "\n".join(
    f"Nguyễn Phúc Hoàng Thị Trường Thượng Quỳnh\tquynh.{n}\tcán bộ\tphong-ldtbxh" for n in range(5)
)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_pasted_table_to_the_first_login(open_as, demo, axe, javascript):
    admin = User.objects.get(username="quantri")
    page = open_as(admin, "/quan-tri/tai-khoan/nhap/", java_script_enabled=javascript)
    page.locator("[name=table]").fill(TABLE.replace("phong-ldtbxh", "phong-la", 1))
    press(page, page.get_by_role("button", name="Xem trước"))
    page.get_by_text("Không có đơn vị “phong-la”.").wait_for()
    page.locator("[name=table]").fill(TABLE)
    press(page, page.get_by_role("button", name="Xem lại"))
    press(page, page.get_by_role("button", name="Tạo 5 tài khoản và hiện phiếu"))
    page.get_by_role("heading", name="Đã tạo 5 tài khoản").wait_for()
    username, password = page.locator(".slip").nth(4).locator(".slip-key").all_inner_texts()

    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [sheet.extract_text() for sheet in printed]
    assert [text.count("Mật khẩu dùng một lần") for text in texts] == [4, 1]
    assert password in texts[1]
    assert "Số liệu minh họa" not in "".join(texts)
    if javascript:
        assert axe(page) == []

    officer = open_as(None, "/dang-nhap/", java_script_enabled=javascript)
    officer.locator("[name=username]").fill(username)
    officer.locator("[name=password]").fill(password)
    officer.get_by_role("button", name="Đăng nhập").click()
    officer.get_by_text("Đây là lần đăng nhập đầu tiên.").wait_for()
    assert broken(page) == broken(officer) == []
