"""The office finds the late units in one click, copies the words, prints the slips."""

import io
from urllib.parse import urlencode

import pytest
from pypdf import PdfReader

from targets.models import Letterhead, Reminder, Task, Unit, User, WorkItem
from tests.browser.walks import broken, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MM = 72 / 25.4
ASKED = ["clipboard-read", "clipboard-write"]


def test_from_the_start_page_to_the_printed_slip(open_as, axe, demo):
    page = open_as(User.objects.get(username="vanphong"), "/", permissions=ASKED)
    press(page, page.get_by_role("link", name="Soạn nội dung đôn đốc"))
    ticked = "e => e.map(box => box.value)"
    assert page.eval_on_selector_all("[name=don-vi]:checked", ticked) == [
        "phong-tai-chinh", "phong-tnmt", "ban-tuyen-giao", "phong-do-thi",
    ]  # fmt: skip
    press(page, page.get_by_role("button", name="Soạn nội dung đôn đốc"))
    page.locator('[data-copy="#nd-phong-tai-chinh"]').click()
    page.get_by_role("button", name="Đã chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Kính gửi: Phòng Tài chính - Kế hoạch\nVăn phòng Thị ủy đề nghị")
    page.get_by_role("link", name="In phiếu đôn đốc").click()
    page.locator("#han").fill("27/09/2024")
    press(page, page.get_by_role("button", name="Cập nhật phiếu"))
    page.get_by_text("trước 16 giờ 00 ngày 27/09/2024").first.wait_for()
    printed = sheets(page)
    assert len(printed) == 4
    assert all("PHIẾU ĐÔN ĐỐC" in text and "Số liệu minh họa" in text for text in printed)
    page.get_by_role("button", name="Ghi nhận đã gửi 4 phiếu").click()
    page.get_by_text("Đã đôn đốc 1 lần, gần nhất 24/09/2024").first.wait_for()
    assert Reminder.objects.count() == 4
    assert broken(page) == []


@pytest.mark.parametrize("letterhead", [True, False])
def test_the_fullest_slip_is_one_sheet(open_as, demo, letterhead):
    """Long names, many items: one page, and nothing in its lower margin."""
    unit = Unit.objects.get(code="phong-tai-chinh")
    unit.name = "Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất kiêm " * 3
    unit.save()
    name = "phương án kêu gọi đầu tư Khu Liên hợp xử lý chất thải rắn sinh hoạt tại xã " * 3
    for task in Task.objects.all()[:8]:
        WorkItem.objects.create(task=task, order=99, name=name, lead_unit=unit, due_on="2024-06-30")
    if letterhead:
        Letterhead.objects.update(recipients="\n".join(["Thường trực Thị ủy (để báo cáo),"] * 6))
    else:
        Letterhead.objects.all().delete()
    path = "/don-doc/nq-2024/3/phieu/?" + urlencode({"don-vi": unit.code})
    page = open_as(User.objects.get(username="vanphong"), path)
    assert len(sheets(page)) == 1
    page.emulate_media(media="print")
    left = page.evaluate(
        """() => {
          const slip = document.querySelector('.slip').getBoundingClientRect();
          const last = document.querySelector('.slip-answer').getBoundingClientRect();
          return (slip.bottom - last.bottom) / 96 * 25.4;
        }"""
    )
    assert left > 19, f"{left} mm of margin left"


def sheets(page):
    """The text of each sheet of paper; all of them upright A4."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    for sheet in pages:
        size = (float(sheet.mediabox.width) / MM, float(sheet.mediabox.height) / MM)
        assert [round(side) for side in size] == [210, 297]
    return [sheet.extract_text() for sheet in pages]
