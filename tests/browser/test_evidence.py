"""A file and a link on the sheet, refused and then taken, downloaded by others; with and without
script.
"""

import pytest

from targets.models import Evidence, Figure, ProgressReport, User
from tests.browser.walks import SHEET, box, broken, press, saved, type_into
from tests.targets.evidence import PROGRAM, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINK = "https://vanban.noibo/bao-cao?so=12"


@pytest.fixture
def report(demo):
    """Returned to its unit, which may mend it."""
    return ProgressReport.objects.get(indicator__number=4, period__quarter=3)


def choose(page, *files, number=4):
    unfold(page, number)
    page.locator(f"#m-{number}-file").set_input_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
    )


def unfold(page, number=4):
    details = page.locator(f"#mc-{number} details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def attach(page, number=4):
    press(page, page.get_by_role("button", name=f"Đính kèm vào chỉ tiêu {number}"))


def named(username):
    return User.objects.get(username=username)


@pytest.mark.parametrize("script", [True, False])
def test_attached_and_downloaded(open_as, report, script):
    unit = open_as(named("phong-tai-chinh"), SHEET, java_script_enabled=script)
    # A program that calls itself a PDF, and no link at all: a sentence beside each
    choose(unit, ("bien-ban.pdf", PROGRAM))
    box(unit, "m-4-link").fill("javascript:alert(1)")
    box(unit, "f-4-numerator").fill("391,8")
    attach(unit)
    unit.get_by_text("“bien-ban.pdf”: không nhận ra nội dung tệp").wait_for()
    unit.get_by_text("Liên kết phải bắt đầu bằng http:// hoặc https://").wait_for()
    assert box(unit, "m-4-link").input_value() == "javascript:alert(1)"
    assert box(unit, "f-4-numerator").input_value() == "391,8"
    assert not report.evidence.exists()
    # The right ones; what was typed beside them is saved with the same press
    choose(unit, ("Biên bản đối chiếu 20-9.pdf", pdf()), ("so.pdf", pdf("So lieu")))
    box(unit, "m-4-link").fill(LINK)
    box(unit, "m-4-link_name").fill("Công văn 12/KBNN")
    attach(unit)
    unit.get_by_text("Đã đính kèm minh chứng cho chỉ tiêu 4.").wait_for()
    assert str(Figure.objects.get(report=report).numerator.normalize()) == "391.8"
    # One was wrong: it goes, and the history tells it
    press(unit, unit.get_by_role("button", name="Gỡ so.pdf"))
    unit.get_by_text("Đã gỡ minh chứng của chỉ tiêu 4.").wait_for()
    # The office takes it away from the history, the same bytes under its own name
    office = open_as(
        named("vanphong"), f"/bao-cao/{report.pk}/lich-su/", java_script_enabled=script
    )
    with office.expect_download() as coming:
        office.get_by_role("link", name="Biên bản đối chiếu 20-9.pdf").click()
    assert coming.value.suggested_filename == "Biên bản đối chiếu 20-9.pdf"
    assert coming.value.path().read_bytes() == pdf()
    assert office.get_by_role("link", name="Công văn 12/KBNN").get_attribute("href") == LINK
    assert office.locator(".history").get_by_text("so.pdf").count() == 2
    # Another unit knows nothing of it
    row = Evidence.objects.get(name="Biên bản đối chiếu 20-9.pdf")
    stranger = open_as(named("phong-tnmt"), "/", java_script_enabled=script)
    assert stranger.goto(f"/minh-chung/{row.pk}/").status == 404
    assert [broken(page) for page in (unit, office)] == [[], []]


@pytest.mark.parametrize("width", [1366, 360])
def test_nothing_is_hard_to_use(open_as, axe, report, width):
    unit = open_as(named("phong-tai-chinh"), SHEET, width=width)
    choose(unit, ("Biên bản.pdf", pdf()))
    attach(unit)
    unfold(unit)
    choose(unit, ("virus.pdf", PROGRAM))
    attach(unit)
    unit.get_by_text("“virus.pdf”").wait_for()
    pages = [unit]
    ProgressReport.objects.filter(pk=report.pk).update(status="submitted")
    pages.append(open_as(named("vanphong"), "/ra-soat/nq-2024/3/?mo=4", width=width))
    pages.append(open_as(named("vanphong"), f"/bao-cao/{report.pk}/lich-su/", width=width))
    ProgressReport.objects.filter(pk=report.pk).update(status="approved")
    pages.append(open_as(named("lanhdao"), "/chi-tieu/nq-2024/4/?ky=3", width=width))
    for page in pages:
        page.get_by_text("Biên bản.pdf").first.wait_for()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_and_while_the_sheet_saves_itself(open_as, report):
    """A figure saves itself as ever; a chosen file waits for its press, and is asked about."""
    unit = open_as(named("phong-tai-chinh"), SHEET)
    choose(unit, ("Biên bản.pdf", pdf()))
    type_into(unit, "f-4-numerator", "391,8")
    saved(unit, 4)
    assert not report.evidence.exists()
    asked = []
    unit.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    unit.evaluate("location.href = '/'")
    unit.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    button = unit.get_by_role("button", name="Đính kèm vào chỉ tiêu 4")
    button.focus()
    button.press("Enter")
    unit.get_by_text("Đã đính kèm minh chứng cho chỉ tiêu 4.").wait_for()
    assert report.evidence.get().name == "Biên bản.pdf"
    assert broken(unit) == []
