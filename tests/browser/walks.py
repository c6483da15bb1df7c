"""Steps that several browser tests take."""

from urllib.parse import urlsplit

from tests.factories import PASSWORD

SHEET = "/bao-cao/nq-2024/3/phong-tai-chinh/"
REVIEW = "/ra-soat/nq-2024/3/"
BOARD = "/bang-theo-doi/nq-2024/3/"


def log_in(page, username, *, goes_to="/"):
    """Through the door, as people do; then on to a page."""
    page.goto("/dang-nhap/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator("header details:visible").wait_for()  # the person's menu, or the narrow one
    page.wait_for_load_state()
    if goes_to != "/":
        page.goto(goes_to)
    return page


def press(page, locator):
    """Press what leads to another page, and wait until all of that page has come.

    Playwright waits for the answer's first line only: what is read from the page next may not be
    there yet, nor its scripts.
    """
    locator.click()
    page.wait_for_load_state()


def box(page, name):
    return page.locator(f"[name='{name}']")


def type_into(page, name, text):
    """Into a box and on to the next one, which saves."""
    box(page, name).fill(text)
    box(page, name).press("Tab")


def saved(page, number):
    """Wait until the sheet says that an indicator is saved."""
    page.locator(f"#s-{number}").filter(has_text="Đã lưu").wait_for()


def path_of(page):
    return urlsplit(page.url).path


def broken(page):
    """What the console complained about, refused requests of ours apart: broken scripts, CSP."""
    expected = ("status of 401", "status of 409", "status of 422", "Response Status Error Code")
    return [line for line in page.complaints if not any(part in line for part in expected)]
