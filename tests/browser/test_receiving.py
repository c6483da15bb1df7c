"""The lead unit at its table: by keyboard alone, without a script, in two windows at once."""

import pytest

from targets.models import ProgressReport, User
from tests.browser.walks import box, broken, press, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "/bao-cao/nq-2024/3/phong-tnmt/dia-phuong/10/"
SHEET = "/bao-cao/nq-2024/3/phong-tnmt/"
CHOSEN = (
    "const at = document.activeElement; return `${at.tagName} ${at.name || at.id} ${at.innerText}`"
)


@pytest.fixture
def own(demo):
    """The lead unit's own report, open for what it takes over."""
    report = ProgressReport.objects.get(counts=True, indicator__number=10, period__quarter=3)
    ProgressReport.objects.filter(pk=report.pk).update(status="returned")
    return report


def named(username):
    return User.objects.get(username=username)


def of(code):
    return ProgressReport.objects.get(
        unit__code=code, indicator__number=10, period__quarter=3, counts=False
    )


def strike(page, locator):
    """Go to it by keyboard and press it; wait for the page that comes."""
    locator.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def focused(page):
    return " ".join(page.evaluate(f"() => {{ {CHOSEN} }}").split())


def until(page, known):
    """Wait, five seconds at most, for what a script saves by itself."""
    for _ in range(50):
        if known():
            return
        page.wait_for_timeout(100)
    raise AssertionError("not saved")


def said(page):
    return page.locator("#thong-bao").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_by_keyboard_alone(open_as, own, script):
    page = open_as(named("phong-tnmt"), f"{TABLE}?sort=name", java_script_enabled=script)
    # Receive one: the work goes on at the next one that waits
    strike(page, page.get_by_role("button", name="Tiếp nhận của Xã Phổ Cường"))
    assert "Đã tiếp nhận số liệu của Xã Phổ Cường." in said(page)
    assert page.url.endswith("?sort=name#dv-xa-pho-phong")
    page.keyboard.press("Tab")
    assert focused(page) == "BUTTON receive Tiếp nhận của Xã Phổ Phong"
    # Return another with a reason: back at its row
    strike(page, page.get_by_role("link", name="Xem, trả lại của Phường Phổ Thạnh"))
    page.locator("#xem textarea").focus()
    page.keyboard.type("Thiếu số của 02 tổ dân phố.")
    strike(page, page.locator("#xem button[value=return]"))
    assert page.url.endswith("?sort=name#dv-phuong-pho-thanh")
    assert "Thiếu số của 02 tổ dân phố." in page.locator("#dv-phuong-pho-thanh").inner_text()
    # Take the sum over, then report another figure for a reason
    strike(page, page.get_by_role("button", name="Lấy tổng vào báo cáo"))
    assert "Đã lấy số vào báo cáo chỉ tiêu 10a, chưa gửi." in said(page)
    assert page.url.endswith("?sort=name#tong-1")
    own.refresh_from_db()
    assert own.figures.get(measure__letter="a").numerator == sum(
        report.figures.get().numerator
        for report in ProgressReport.objects.filter(
            counts=False, indicator__number=10, period__quarter=3, status="approved"
        )
    )
    page.goto(SHEET)
    box(page, "f-10a-numerator").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("19.031")
    if script:
        page.keyboard.press("Tab")
        saved(page, 10)
        assert focused(page).startswith("INPUT f-10a-"), "the swap takes no focus away"
    else:
        strike(page, page.locator("button[name=move][value=save]:visible").last)
    reason = box(page, "f-10a-reason-differs_from_sum")
    reason.focus()
    page.keyboard.type("Theo nhật ký cân của đơn vị thu gom.")
    if script:
        page.keyboard.press("Tab")
        until(page, lambda: own.figures.get(measure__letter="a").warning_reasons)
    else:
        strike(page, page.locator("button[name=move][value=save]:visible").last)
    figure = own.figures.get(measure__letter="a")
    assert (figure.numerator, figure.warning_reasons["differs_from_sum"]) == (
        19031,
        "Theo nhật ký cân của đơn vị thu gom.",
    )
    # Sort the heat table: the heading that was pressed keeps the focus
    page.goto("/chi-tieu/nq-2024/10/?ky=3&so-lieu=gom-ca-da-gui")
    heading = page.locator("table.heat thead").get_by_role("link", name="Xã, phường")
    strike(page, heading)
    assert focused(page).startswith("A sxa-name Xã, phường")
    assert page.locator("table.heat tbody th").first.inner_text() == "Phường Nguyễn Nghiêm"
    strike(page, heading)
    assert page.locator("table.heat tbody th").first.inner_text() == "Phường Phổ Vinh"
    assert broken(page) == []


def test_the_commune_recalls_while_the_lead_unit_receives(open_as, own):
    lead = open_as(named("phong-tnmt"), TABLE)
    commune = open_as(named("xa-pho-cuong"), "/bao-cao/nq-2024/3/xa-pho-cuong/")
    press(commune, commune.get_by_role("button", name="Rút lại").first)
    press(lead, lead.get_by_role("button", name="Tiếp nhận của Xã Phổ Cường"))
    alert = said(lead)
    assert "Xã Phổ Cường chưa được tiếp nhận" in alert
    assert of("xa-pho-cuong").status == "draft"
    # Sent again with another figure: what the lead unit looked at before is not received blindly
    press(lead, lead.get_by_role("link", name="Xem, trả lại của Xã Phổ Phong"))
    phong = open_as(named("xa-pho-phong"), "/bao-cao/nq-2024/3/xa-pho-phong/")
    press(phong, phong.get_by_role("button", name="Rút lại").first)
    box(phong, "f-10a-numerator").fill("1.060")
    box(phong, "f-10a-numerator").press("Tab")
    saved(phong, 10)
    press(phong, phong.get_by_role("button", name="Gửi riêng chỉ tiêu 10"))
    phong.get_by_text("Đã gửi Phòng Tài nguyên và Môi trường: chỉ tiêu 10.").wait_for()
    press(lead, lead.get_by_role("button", name="Tiếp nhận số liệu của Xã Phổ Phong"))
    assert "Xã Phổ Phong chưa được tiếp nhận" in said(lead)
    assert of("xa-pho-phong").status == "submitted"
    press(lead, lead.get_by_role("button", name="Tiếp nhận của Xã Phổ Phong"))
    assert of("xa-pho-phong").status == "approved"


def test_two_of_the_lead_unit_take_the_sum_over_at_once(open_as, own):
    officer, head = open_as(named("phong-tnmt"), TABLE), open_as(named("phong-tnmt.ld"), TABLE)
    press(officer, officer.get_by_role("button", name="Lấy tổng vào báo cáo"))
    press(head, head.get_by_role("button", name="Lấy tổng vào báo cáo"))
    told = f"{said(head)} {' '.join(head.get_by_role('alert').all_inner_texts())}"
    assert "đã là số này" in told or "vừa được người khác lưu" in told
    assert own.edits.count() == 1
