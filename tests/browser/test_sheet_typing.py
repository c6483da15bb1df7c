"""Typing into the sheet in a real browser: keys, pasting, two windows, leaving, a session's end."""

import re
from datetime import date

import pytest
from django.contrib.sessions.models import Session

from targets.models import Figure, ProgressReport
from tests.browser.walks import SHEET, box, broken, saved, type_into
from tests.factories import PASSWORD
from tests.targets.sheets import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """(box, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = {clipboardData: data, bubbles: true, cancelable: true};
  box.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def desk(settings):
    settings.TODAY = date(2024, 9, 24)
    desk = Desk("value", "ratio", "value", "quota")
    desk.last_quarter(1, value="3694")
    return desk


@pytest.fixture
def page(open_as, desk):
    return open_as(desk.officer, SHEET)


def figures():
    """What is saved of the third quarter, by indicator."""
    rows = Figure.objects.filter(report__period__quarter=3).order_by("measure__indicator__number")
    return {
        row.measure.indicator.number: f"{row.value if row.numerator is None else row.numerator:f}"
        for row in rows.select_related("measure__indicator")
        if not (row.value is None and row.numerator is None)
    }


def focused(page):
    return page.evaluate("document.activeElement.name || document.activeElement.id")


def test_the_verdict_comes_while_typing_and_saving_by_itself(page):
    page.locator("#v-1").get_by_text("Chưa có số liệu").wait_for()
    box(page, "f-1-value").press_sequentially("5700")
    page.locator("#v-1").get_by_text("Đúng tiến độ").wait_for()
    assert figures() == {}, "a preview saves nothing"
    assert page.locator("#n-1").inner_text().startswith("Riêng kỳ này: 2.006")
    box(page, "f-1-value").press("Tab")
    page.locator("#s-1").filter(has_text=re.compile(r"Đã lưu \d\d:\d\d")).wait_for()
    assert figures() == {1: "5700"}
    assert broken(page) == []


def test_a_slip_is_named_beside_the_box_and_the_text_stays(page):
    type_into(page, "f-1-value", "12.5")
    page.locator("#f-1-value_error").get_by_text("Bạn muốn nhập 12,5?").wait_for()
    assert box(page, "f-1-value").input_value() == "12.5"
    assert box(page, "f-1-value").get_attribute("aria-invalid") == "true"
    type_into(page, "f-3-value", "7")
    saved(page, 3)
    assert figures() == {3: "7"}, "a slip in one holds up no other"
    type_into(page, "f-1-value", "12,5")
    saved(page, 1)
    assert box(page, "f-1-value").get_attribute("aria-invalid") is None
    assert page.locator("#f-1-value_error").inner_text() == ""


def test_enter_and_arrows_move_as_in_excel(page):
    box(page, "f-1-value").focus()
    page.keyboard.type("5700")
    page.keyboard.press("Enter")
    assert focused(page) == "f-2-numerator"
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    assert focused(page) == "f-2-denominator"
    page.keyboard.type("10")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "f-3-value"
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "f-2-denominator"
    page.keyboard.press("ArrowDown")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    assert focused(page) == "f-4-numerator"
    page.keyboard.type("260,5")
    page.keyboard.press("Enter")
    assert focused(page) == "f-4-numerator", "the last box keeps the place"
    for number in (1, 2, 3, 4):
        saved(page, number)
    assert figures() == {1: "5700", 2: "9", 3: "7", 4: "260.5"}
    assert ProgressReport.objects.filter(period__quarter=3, status="draft").count() == 4


def test_tab_goes_through_an_indicator_and_on(page):
    box(page, "f-1-value").focus()
    passed = []
    for _ in range(25):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1] == "f-2-numerator":
            break
    assert passed[:2] == ["f-1-nature", "f-1-year_estimate"]
    assert passed[-1] == "f-2-numerator"
    assert len(passed) <= 10, f"too many stops on the way: {passed}"


def test_keeping_last_quarters_number_with_one_press(page):
    page.get_by_role("button", name="Giữ như quý trước: 3.694").click()
    saved(page, 1)
    assert box(page, "f-1-value").input_value() == "3694"
    assert figures() == {1: "3694"}
    reasons = Figure.objects.get(report__period__quarter=3).warning_reasons
    assert reasons == {"unchanged": "Giữ như quý trước"}


def test_a_column_pasted_from_excel(page):
    box(page, "f-1-value").evaluate(PASTE, "5.700\n41.449\n7\n260,5\n")
    for number in (1, 2, 3, 4):
        saved(page, number)
    shown = [
        box(page, f"f-{name}").input_value() for name in ("1-value", "2-numerator", "4-numerator")
    ]
    assert shown == ["5700", "41449", "260,5"]
    assert figures() == {1: "5700", 2: "41449", 3: "7", 4: "260.5"}


@pytest.mark.parametrize(("answer", "pasted"), [("Đúng, đổi và dán", True), ("Không dán", False)])
def test_an_english_column_is_asked_about_as_a_whole(page, answer, pasted):
    box(page, "f-1-value").evaluate(PASTE, "5,700.5\n41,449\n12.5")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("5,700.5 → 5.700,5").wait_for()
    dialog.get_by_text("12.5 → 12,5").wait_for()
    assert figures() == {}
    dialog.get_by_role("button", name=answer).click()
    if pasted:
        saved(page, 3)
        saved(page, 1)
    assert box(page, "f-1-value").input_value() == ("5700,5" if pasted else "")
    assert page.get_by_role("dialog").count() == 0


def test_too_long_a_column_says_so(page):
    box(page, "f-3-value").evaluate(PASTE, "1\n2\n3")
    page.get_by_role("dialog").get_by_text("Cột dán có 3 dòng").wait_for()
    page.get_by_role("button", name="Đóng").click()
    assert box(page, "f-3-value").input_value() == ""


def test_two_windows(page, open_as, desk):
    other = open_as(desk.person(full_name="Trần Văn Bình"), SHEET)
    type_into(other, "f-1-value", "5900")
    saved(other, 1)
    type_into(page, "f-1-value", "5700")
    quarrel = page.locator("#xd-1")
    quarrel.get_by_text("Số liệu vừa được Trần Văn Bình lưu lúc").first.wait_for()
    assert figures() == {1: "5900"}
    assert box(page, "f-1-value").input_value() == "5700"
    quarrel.get_by_label("5.900").check()
    assert box(page, "f-1-value").input_value() == "5900"
    quarrel.get_by_label("5.700").check()
    quarrel.get_by_role("button", name="Lưu theo lựa chọn trên").click()
    saved(page, 1)
    quarrel.get_by_role("table").wait_for(state="detached")
    assert figures() == {1: "5700"}
    assert broken(page) == []


@pytest.mark.parametrize("way", ["link", "reload", "close"])
def test_leaving_right_after_typing(page, desk, way):
    """The text goes out with the page: no key, no click on anything in between."""
    box(page, "r-1-results").evaluate("box => { box.closest('details').open = true; }")
    box(page, "r-1-results").fill("Đang gõ dở")
    if way == "link":
        page.evaluate("location.href = '/huong-dan/'")
        page.wait_for_url("**/huong-dan/")
    elif way == "reload":
        page.reload()
    else:
        page.close(run_before_unload=True)
    _until(lambda: ProgressReport.objects.filter(results="Đang gõ dở").exists())


def _until(fact):
    import time  # noqa: PLC0415

    for _ in range(50):
        if fact():
            return
        time.sleep(0.1)
    assert fact()


def test_leaving_with_a_slip_asks_first(page):
    type_into(page, "f-1-value", "12.5")
    page.locator("#f-1-value_error").get_by_text("Bạn muốn nhập 12,5?").wait_for()
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("h1").click()
    page.evaluate("setTimeout(() => { location.href = '/huong-dan/'; }, 0)")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert box(page, "f-1-value").input_value() == "12.5"


def test_a_session_that_ends_twice_loses_nothing(page):
    Session.objects.all().delete()
    type_into(page, "f-1-value", "5700")
    page.get_by_text("Phiên làm việc đã hết.").wait_for()
    type_into(page, "f-3-value", "7")
    assert box(page, "f-1-value").input_value() == "5700"
    assert figures() == {}
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Đăng nhập ở cửa sổ mới").click()
    window = opened.value
    window.locator("[name=username]").fill(
        page.evaluate("document.getElementById('het-phien').dataset.user")
    )
    window.locator("[name=password]").fill(PASSWORD)
    window.locator("[name=password]").press("Enter")
    window.get_by_role("heading", name="Đã đăng nhập").wait_for()
    window.close()
    page.bring_to_front()
    again = page.get_by_role("button", name="Tôi đã đăng nhập, lưu tiếp")
    if again.is_visible():
        again.click()
    saved(page, 1)
    saved(page, 3)
    assert figures() == {1: "5700", 3: "7"}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_typed_while_a_save_is_under_way_is_not_forgotten(page):
    """The answer to an older save says nothing about newer text."""
    held = []

    def hold(route):
        """The first save until the test lets it go; previews for good, whose answers would wipe
        out the words the test waits for.
        """
        held.append(route)
        if len(held) > 1 and "preview" not in (route.request.post_data or ""):
            route.continue_()

    page.route("**/bao-cao/**", hold)
    type_into(page, "f-1-value", "5700")
    page.wait_for_timeout(200)
    box(page, "f-1-year_estimate").fill("7600")
    held[0].continue_()
    saved(page, 1)
    page.evaluate("location.href = '/huong-dan/'")
    page.wait_for_url("**/huong-dan/")
    _until(lambda: Figure.objects.filter(year_estimate="7600").exists())
