"""Every page as each role, wide and narrow: nothing hidden, nothing sideways, nothing broken."""

import pytest

from targets.models import (
    Directive,
    IndicatorGroup,
    Measure,
    ProgressReport,
    Task,
    TaskGroup,
    Unit,
    User,
    WorkItem,
)
from tests.browser.walks import BOARD, REVIEW, SHEET, box, broken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INDICATORS = ("/chi-tieu/nq-2024/1/", "/chi-tieu/nq-2024/10/")
FIND = ("/tim/", "/tim/?q=ho+ngheo", "/tim/?q=khong+co+gi")
PAPERS = "/tong-hop/nq-2024/3/"
TASKS = [
    "/nhiem-vu/nq-2024/", "/nhiem-vu/nq-2024/?xem=bang&han=qua-han",
    "/nhiem-vu/nq-2024/dong-thoi-gian/", "/nhiem-vu/nq-2024/muc/1.2/", "/dau-viec/{item}/",
]  # fmt: skip
DIRECTIVES = ["/y-kien/nq-2024/", "/y-kien/muc/{directive}/"]
ON_THE_WALL = [
    "/trinh-chieu/nq-2024/3/", "/trinh-chieu/nq-2024/3/?trang=1", "/trinh-chieu/nq-2024/3/3/",
    "/trinh-chieu/nq-2024/3/10/", "/bieu-do/nq-2024/3/",
]  # fmt: skip
ADMIN = "/quan-tri/he-thong/"
PLAN = "/quan-tri/ke-hoach/nq-2024/"
PLAN_PAGES = [
    "/quan-tri/ke-hoach/", PLAN, f"{PLAN}nghi-quyet/", f"{PLAN}trang-thai/", f"{PLAN}nam-sau/",
    f"{PLAN}so-nam-truoc/", f"{PLAN}nhom/{{group}}/", f"{PLAN}nhom-nhiem-vu/{{task_group}}/",
    f"{PLAN}nhom/moi/", f"{PLAN}chi-tieu/moi/", f"{PLAN}chi-tieu/5/", f"{PLAN}chi-tieu/3/them/",
    f"{PLAN}thanh-phan/{{measure}}/", f"{PLAN}thanh-phan/{{measure}}/muc/",
    f"{PLAN}thanh-phan/{{measure}}/giao/", f"{PLAN}nhiem-vu/", f"{PLAN}nhiem-vu/moi/",
    f"{PLAN}nhiem-vu/{{task}}/", "/quan-tri/don-vi/", "/quan-tri/don-vi/{unit}/",
]  # fmt: skip
OWN = ["/", "/huong-dan/", "/doi-mat-khau/", "/dang-nhap/xong/", "/khong-co/"]
UNIT = [
    SHEET, SHEET.replace("/3/", "/2/"), SHEET.replace("/3/", "/4/"), f"{SHEET}phieu/nop/", BOARD,
    INDICATORS[0],
    "/chi-tieu/nq-2024/4/", PAPERS, "/bao-cao/{returned}/lich-su/", "/tim/?q=tai+chinh",
]  # fmt: skip
PAGES = {
    "phong-tai-chinh": [*UNIT, "/nhiem-vu/nq-2024/", *DIRECTIVES, "/bieu-do/nq-2024/3/"],
    "phong-tai-chinh.ld": UNIT,
    "ban-tuyen-giao": TASKS,
    "phuong-pho-thanh": ["/bao-cao/nq-2024/3/phuong-pho-thanh/", BOARD],
    "vanphong": [
        REVIEW, f"{REVIEW}?mo=5", f"{REVIEW}?trang-thai=da-duyet&mo=6", f"{REVIEW}?canh-bao=co",
        "/quan-tri/moc-quy/", "/quan-tri/ky-bao-cao/nq-2024/", "/quan-tri/bao-mat/nq-2024/",
        "/don-doc/nq-2024/3/", "/don-doc/nq-2024/3/nhac/?don-vi=phong-tai-chinh&don-vi=phong-tnmt",
        "/don-doc/nq-2024/3/phieu/?don-vi=phong-tai-chinh", "/quan-tri/the-thuc/",
        "/bao-cao/nq-2024/3/phong-tnmt/bang-xa-phuong/nop/", f"{SHEET}phieu/nop/",
        "/quan-tri/thong-bao/", *FIND, "/quan-tri/", *TASKS, *DIRECTIVES,
        "/nhiem-vu/nq-2024/muc/1.2/dau-viec-moi/", "/y-kien/nq-2024/3/moi/?chi-tieu=3",
        "/chot-so-lieu/nq-2024/", "/quan-tri/tai-khoan/", "/quan-tri/nhat-ky/",
        "/quan-tri/doc-nghi-quyet/",
        BOARD, f"{BOARD}?thu-tu=nghi-quyet&gom-ca-da-gui=1", SHEET, PAPERS,
        *INDICATORS, "/bao-cao/{approved}/lich-su/", "/huong-dan/can-bo/", *PLAN_PAGES,
    ],
    "lanhdao": [
        BOARD, BOARD.replace("/3/", "/2/"), BOARD.replace("/3/", "/4/"), PAPERS, *INDICATORS,
        *DIRECTIVES, *ON_THE_WALL, "/y-kien/nq-2024/3/moi/?nhiem-vu=1.2", "/chot-so-lieu/nq-2024/",
    ],
    "quantri": [
        ADMIN, "/quan-tri/don-vi/", "/quan-tri/don-vi/moi/", "/quan-tri/don-vi/{unit}/",
        "/quan-tri/tai-khoan/", "/quan-tri/tai-khoan/moi/",
        "/quan-tri/tai-khoan/nhap/", "/quan-tri/tai-khoan/phieu/", "/quan-tri/tai-khoan/{officer}/",
        "/quan-tri/tai-khoan/{officer}/?viec=ngung", "/quan-tri/nhat-ky/",
    ],
}  # fmt: skip


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("name", PAGES)
def test_every_page(open_as, axe, demo, name, width):
    reports = ProgressReport.objects.filter(period__quarter=3)
    known = {
        "returned": reports.get(indicator__number=4).pk,
        "approved": reports.get(indicator__number=6).pk,
        "group": IndicatorGroup.objects.first().pk,
        "task_group": TaskGroup.objects.first().pk,
        "item": WorkItem.objects.get(task__number="1.2", order=2).pk,
        "directive": Directive.objects.get(indicator__number=3).pk,
        "measure": Measure.objects.get(indicator__number=12).pk,
        "task": Task.objects.get(number="1.2").pk,
        "unit": Unit.objects.get(code="phong-tai-chinh").pk,
        "officer": User.objects.get(username="phong-tai-chinh").pk,
    }
    page = open_as(User.objects.get(username=name), "/", width=width)
    found, complaints = {}, []
    for path in [*OWN, *PAGES[name]]:
        address = path.format(**known)
        answer = page.goto(address)
        assert answer.status == (404 if path == "/khong-co/" else 200), path
        sideways = page.evaluate("document.documentElement.scrollWidth")
        complaints += broken(page)
        wrong = [*axe(page), *(["scrolls sideways", sideways] if sideways > width else [])]
        page.complaints.clear()  # axe itself reads style sheets in a way the policy refuses
        if wrong:
            found[path] = wrong
    assert found == {}
    assert [line for line in complaints if "status of 404" not in line] == []


@pytest.mark.parametrize("width", [1366, 360])
def test_a_refused_sheet(open_as, axe, demo, width):
    officer = User.objects.get(username="phong-tai-chinh")
    page = open_as(officer, SHEET, width=width, java_script_enabled=True)
    box(page, "f-1-value").fill("12.5")
    box(page, "f-3-value").fill("55.604")
    with page.expect_navigation():  # the press waits until the box has saved itself
        page.get_by_role("button", name="Gửi thủ trưởng ký").click()
    page.locator("#f-1-value_error").get_by_text("Bạn muốn nhập 12,5?").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.activeElement.name") == "f-1-value", "the first slip has focus"
    assert broken(page) == []


def test_nothing_comes_from_elsewhere(open_as, demo):
    """A closed network: every request of every page goes to our own server."""
    page = open_as(User.objects.get(username="vanphong"), "/")
    asked = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2] or request.url[:5]))
    for path in [*OWN, *PAGES["vanphong"][:6]]:
        page.goto(path)
    assert asked == {page.url.split("/")[2]}
