"""A commune enters, the lead unit receives, takes the sum over and sends."""

import pytest

from targets.models import ProgressReport, Unit, User
from tests.browser.walks import box, broken, press, saved, type_into

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMMUNE = "/bao-cao/nq-2024/3/xa-pho-nhon/"
SHEET = "/bao-cao/nq-2024/3/phong-tnmt/"


@pytest.mark.parametrize("width", [1366, 360])
def test_from_the_commune_s_box_to_the_lead_unit_s_report(open_as, axe, demo, width):
    own = ProgressReport.objects.get(counts=True, indicator__number=10, period__quarter=3)
    ProgressReport.objects.filter(pk=own.pk).update(status="returned")
    commune = open_as(User.objects.get(username="xa-pho-nhon"), COMMUNE, width=width)
    assert axe(commune) == []
    assert commune.evaluate("document.documentElement.scrollWidth") <= width
    commune.complaints.clear()
    type_into(commune, "f-10a-numerator", "800")
    type_into(commune, "f-10a-denominator", "1.161")
    saved(commune, 10)
    press(commune, commune.get_by_role("button", name="Gửi riêng chỉ tiêu 10"))
    commune.get_by_text("Đã gửi Phòng Tài nguyên và Môi trường: chỉ tiêu 10.").wait_for()

    lead = open_as(User.objects.get(username="phong-tnmt"), SHEET, width=width)
    press(lead, lead.get_by_role("link", name="Đã có 14/15 xã, phường gửi"))
    assert lead.evaluate("document.documentElement.scrollWidth") <= width
    press(lead, lead.get_by_role("link", name="Xem, trả lại của Xã Phổ Cường"))
    lead.locator("#xem").wait_for()
    assert axe(lead) == []
    assert lead.evaluate("document.documentElement.scrollWidth") <= width
    lead.complaints.clear()
    lead.locator("#xem textarea").fill("Thiếu số của 02 thôn.")
    press(lead, lead.locator("#xem button[value=return]"))
    lead.get_by_text("“Thiếu số của 02 thôn.”").first.wait_for()
    press(lead, lead.get_by_role("button", name="Tiếp nhận của Xã Phổ Nhơn"))
    lead.get_by_text("Đã tiếp nhận số liệu của Xã Phổ Nhơn.").wait_for()
    press(lead, lead.get_by_role("button", name="đơn vị không có cảnh báo"))
    lead.get_by_text("Đã tiếp nhận số liệu của 2 đơn vị.").wait_for()
    press(lead, lead.get_by_role("button", name="Lấy tổng vào báo cáo"))
    lead.get_by_text("Đã lấy số vào báo cáo chỉ tiêu 10a, chưa gửi.").wait_for()
    assert axe(lead) == []
    lead.complaints.clear()
    figure = own.figures.get()
    sent = ProgressReport.objects.filter(
        counts=False, indicator__number=10, period__quarter=3, status="approved"
    )
    parts = [report.figures.get() for report in sent]
    assert len(parts) == 13
    assert figure.numerator == sum(part.numerator for part in parts)
    assert figure.denominator == sum(part.denominator for part in parts)
    lead.goto(SHEET)
    assert box(lead, "f-10a-numerator").input_value() == f"{figure.numerator:.0f}"
    assert broken(commune) + broken(lead) == []


@pytest.mark.parametrize("width", [1366, 360])
def test_names_of_any_length_stay_on_the_page(open_as, axe, demo, width):
    """Merged communes have long names; a name without a gap is the worst of them."""
    Unit.objects.filter(code="xa-pho-phong").update(name="Xã " + "ThangLoi" * 9)
    Unit.objects.filter(code="xa-pho-an").update(name="Phường " + "Nguyễn Nghiêm sau sắp xếp " * 6)
    lead = User.objects.get(username="phong-tnmt")
    table = "/bao-cao/nq-2024/3/phong-tnmt/dia-phuong/10/"
    page = open_as(lead, f"{table}?mo=xa-pho-phong", width=width)
    for place in (page.url, table.replace("/3/", "/1/"), "/chi-tieu/nq-2024/10/?ky=3"):
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert axe(page) == []


@pytest.mark.parametrize("width", [1366, 360])
def test_the_heat_table(open_as, axe, demo, width):
    page = open_as(User.objects.get(username="lanhdao"), "/chi-tieu/nq-2024/10/", width=width)
    first = page.locator("table.heat tbody th").first
    assert first.inner_text() == "Xã Phổ Phong"
    press(page, page.locator("table.heat thead").get_by_role("link", name="Xã, phường"))
    assert first.inner_text() == "Phường Nguyễn Nghiêm"
    assert broken(page) == []
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("table.heat tbody tr").count() == Unit.objects.localities().count()
