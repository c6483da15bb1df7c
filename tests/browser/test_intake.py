"""The seed's own text as a Word file becomes next year's resolution, in a real browser."""

import json
from pathlib import Path

import docx
import pytest
from django.conf import settings

from targets.models import Indicator, Measure, Resolution, ResolutionDraft, Task, User
from tests.browser.walks import box, broken, press
from tests.targets.readings import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "/quan-tri/doc-nghi-quyet/"


def plan():
    path = Path(settings.BASE_DIR) / "fixtures" / "nq-2024" / "resolution.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def word_file(tmp_path):
    """The resolution's text as printed, put together again from the fixture."""
    content = plan()
    book = docx.Document()
    book.add_paragraph("NGHỊ QUYẾT về nhiệm vụ năm 2025")
    book.add_paragraph("B. MỤC TIÊU, CHỈ TIÊU, NHIỆM VỤ NĂM 2025")
    book.add_paragraph("II. Các chỉ tiêu chủ yếu")
    for group in content["groups"]:
        rows = "; ".join(
            f"({one['number']}) {one['source_wording']}" for one in group["indicators"]
        )
        name = group["name"][0].lower() + group["name"][1:]
        book.add_paragraph(f"{group['number']}. Nhóm chỉ tiêu về {name}: {rows}.")
    path = tmp_path / "nghi-quyet-2025.docx"
    book.save(path)
    return path


def office():
    return User.objects.get(username="vanphong")


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (360, False)])
def test_from_a_word_file_to_a_resolution(open_as, demo, word_file, width, scripts):
    page = open_as(office(), START, width=width, java_script_enabled=scripts)
    page.get_by_label("Tệp văn bản").set_input_files(word_file)
    press(page, page.get_by_role("button", name="Đọc văn bản"))
    page.get_by_text("Đã đọc được 17 chỉ tiêu").wait_for()
    draft = ResolutionDraft.objects.get()
    key = {one.label.strip("()"): one.key for one in draft.as_proposal().indicators}
    measure = draft.as_proposal().measures_of(key["3"])[0].key

    box(page, f"{measure}-low").fill("9.800")
    box(page, f"{key['1']}-lead").select_option("phong-tai-chinh")
    press(page, page.get_by_role("button", name="Sửa tất cả"))
    press(page, page.get_by_role("button", name="sang bước tên và kỳ báo cáo"))
    box(page, "nq-title").fill("Nghị quyết về nhiệm vụ năm 2025")
    box(page, "nq-number").fill("12-NQ/TU")
    box(page, "nq-year").fill("2025")
    box(page, "nq-slug").fill("nq-2025")
    press(page, page.get_by_role("button", name="Đề xuất lại ngày"))
    assert box(page, "k4-due_on").input_value() == "10/12/2025"
    press(page, page.get_by_role("button", name="Tạo nghị quyết", exact=True))
    page.get_by_text("Đã tạo nghị quyết năm 2025 với mã nq-2025.").wait_for()

    resolution = Resolution.objects.get(slug="nq-2025")
    wanted = [row for group in plan()["groups"] for row in group["indicators"]]
    made = Indicator.objects.filter(group__resolution=resolution)
    assert [(one.number, one.wording, one.source_wording) for one in made] == [
        (row["number"], row["wording"], row["source_wording"]) for row in wanted
    ]
    assert made.get(number=1).lead_unit.code == "phong-tai-chinh"
    measures = Measure.objects.filter(indicator__in=made)
    assert measures.count() == 23
    assert measures.get(indicator__number=3).targets.get().low == 9800
    press(page, page.get_by_role("button", name="Đưa vào theo dõi"))
    page.get_by_text("Nghị quyết năm 2025 đã được đưa vào theo dõi.").wait_for()
    assert broken(page) == []


def test_typing_saves_itself_and_links_find_their_words(open_as, demo):
    draft = make_draft(office())
    page = open_as(office(), f"{START}{draft.pk}/")
    proposal = draft.as_proposal()
    wording = f"{proposal.indicators[0].key}-wording"
    box(page, wording).fill("Tổng vốn đầu tư toàn xã hội")
    box(page, wording).press("Tab")
    page.locator("#da-luu").filter(has_text="Đã lưu").wait_for()
    draft.refresh_from_db()
    assert draft.as_proposal().boxes()[wording] == "Tổng vốn đầu tư toàn xã hội"
    page.locator("a[data-in-text]", has_text="khoảng 9.500 tỷ đồng").click()
    page.locator(f"#loi-{proposal.measures[0].key}.is-found").wait_for(state="attached")
    press(page, page.get_by_role("button", name="Lưu bản nháp"))
    page.get_by_text("Đã lưu bản nháp.").wait_for()
    assert broken(page) == []


def focused(page):
    """What has focus: its id, else its name, else what its button does."""
    return page.evaluate(
        "[document.activeElement].map(one => one.id || one.name || one.tagName)[0]"
    )


def test_the_keyboard_stays_where_something_changed(open_as, demo):
    draft = make_draft(office())
    page = open_as(office(), f"{START}{draft.pk}/")
    proposal = draft.as_proposal()
    first, second, third = proposal.indicators[:3]

    def do(what):
        button = page.locator(f"button[value='{what}']").first
        button.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_load_state()
        return focused(page), page.locator(".finish").inner_text().split("\n")[0]

    slip = proposal.slips[0].key
    assert do(f"sua:{slip}") == (f"o-{slip}", "Đã sửa lỗi chính tả; nguyên văn vẫn giữ.")
    assert do(f"gop:{second.key}") == (f"o-{first.key}", "Đã gộp vào chỉ tiêu trên.")
    part = proposal.measures_of(second.key)[0].key
    place, told = do(f"tach:{part}")
    assert told == "Đã tách thành chỉ tiêu riêng."
    assert page.locator(f"#{place} #o-{part}").count() == 1
    assert do(f"bo:{place[2:]}")[0] == f"o-{third.key}", "what stands in its place now"
    page.goto(f"{START}{draft.pk}/")
    low = f"{proposal.measures_of(third.key)[0].key}-low"
    box(page, low).fill("86")
    box(page, low).press("Enter")
    page.locator("#da-luu").filter(has_text="Đã lưu").wait_for()
    assert focused(page) == low, "Enter saves and stays"
    assert broken(page) == []


@pytest.mark.parametrize("width", [1366, 360])
def test_everybody_can_use_it(open_as, axe, demo, width):
    draft = make_draft(office())
    key = draft.as_proposal().measures[0].key
    proposal = draft.as_proposal().with_boxes({f"{key}-low": "12.5", f"{key}-baseline": "x"})
    draft.proposal = proposal.as_json()
    draft.save(update_fields=["proposal"])
    done = make_draft(office())
    page = open_as(office(), START, width=width)
    found = {}

    def look(name):
        page.wait_for_load_state()
        closed = page.locator("main details:not([open]) > summary")
        for _ in range(closed.count()):
            closed.first.click()
        assert broken(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if wrong := axe(page):
            found[name] = wrong
        page.complaints.clear()  # axe itself reads style sheets in a way the policy refuses

    look("list")
    page.goto(f"{START}{draft.pk}/")
    look("draft with slips of typing")
    page.goto(f"{START}{draft.pk}/tao/")
    look("create")
    page.goto(f"{START}{done.pk}/tao/")
    press(page, page.get_by_role("button", name="Tạo nghị quyết", exact=True))
    look("done")
    page.goto(START)
    press(page, page.get_by_role("button", name="Đọc văn bản"))
    look("refused")
    assert found == {}
    assert Task.objects.filter(group__resolution__slug="nq-2025").count() == 1
