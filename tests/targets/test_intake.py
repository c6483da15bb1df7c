"""The office brings in a text, corrects what was read, and creates a resolution from it."""

import io
import re
from html import unescape

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from targets.actions.resolution_drafts import save_draft
from targets.models import Indicator, Resolution, ResolutionDraft
from targets.rules.workflow import Role
from tests.factories import make_indicator, make_resolution, make_task, make_unit, make_user
from tests.targets.readings import TEXT, make_draft, small_reading
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
START = "/quan-tri/doc-nghi-quyet/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def office(client):
    person = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
    client.force_login(person)
    return person


@pytest.fixture
def draft(office):
    return make_draft(office)


def address(draft, name="targets:intake-draft"):
    return reverse(name, args=[draft.pk])


def fields(page):
    """What the page's form would post as it stands: every box that has a value, ticks included."""
    page = page.partition("<main")[2]
    found = {}
    for tag, text in re.findall(r"<(input[^>]*)>()", page) + re.findall(
        r"<(textarea[^>]*)>\r?\n?(.*?)</textarea>", page, re.DOTALL
    ):
        name, value = (re.search(rf' {word}="([^"]*)"', tag) for word in ("name", "value"))
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and ticked:
            box = "on" if 'type="checkbox"' in tag else value[1] if value else text
            found[name[1]] = unescape(box)
    for tag, options in re.findall(r"<(select[^>]*)>(.*?)</select>", page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[re.search(r' name="([^"]+)"', tag)[1]] = unescape(chosen[1]) if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def open_draft(client, draft, name="targets:intake-draft"):
    response = client.get(address(draft, name))
    assert response.status_code == 200
    return response.content.decode()


def key_of(draft, label):
    draft.refresh_from_db()
    proposal = draft.as_proposal()
    named = {one.label: one.key for one in proposal.indicators}
    return (named | {one.name: one.key for one in proposal.measures})[label]


def press(client, draft, do, *, name="targets:intake-draft", **typed):
    """Press a button of the page as it is now, with some boxes filled otherwise."""
    posted = fields(open_draft(client, draft, name)) | typed | {"do": do}
    return client.post(address(draft, name), posted)


def word_file(text, name="nghi-quyet.docx"):
    book, stream = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        book.add_paragraph(line)
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())


class TestBringingIn:
    @pytest.mark.parametrize(
        "given",
        [
            lambda: {"file": word_file(TEXT)},
            lambda: {"file": SimpleUploadedFile("nghi-quyet.txt", TEXT.encode())},
            lambda: {"text": TEXT},
        ],
        ids=["docx", "txt", "pasted"],
    )
    def test_a_text_becomes_a_draft(self, client, office, given):
        typed = given()
        response = client.post(START, typed)
        draft = ResolutionDraft.objects.get()
        assert (response.status_code, response.url) == (302, f"{address(draft)}#van-ban")
        assert draft.created_by == office
        assert draft.source_name == (typed["file"].name if "file" in typed else "")
        wordings = [one.wording for one in draft.as_proposal().indicators]
        assert len(wordings) >= 3
        assert "9.500 tỷ đồng" in wordings[0]
        assert not Resolution.objects.exists()

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({}, "Hãy chọn tệp, hoặc dán văn bản"),
            ({"text": "   "}, "Hãy chọn tệp, hoặc dán văn bản"),
            ({"file": ("trong.txt", b"")}, "Tệp trống"),
            ({"file": ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)}, ".docx"),
            ({"file": ("hong.docx", b"PK\x03\x04 not a zip")}, "Tệp bị hỏng"),
            ({"file": ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60)}, "Hãy chọn tệp"),
            ({"file": ("to.txt", b"a" * (5 * 1024 * 1024 + 1))}, "Tệp lớn hơn 5 MB"),
            ({"file": ("a.txt", b"x"), "text": "y"}, "Chỉ chọn một trong hai"),
            ({"text": "x" * 300_001}, "tối đa 300.000 ký tự"),
        ],
    )
    def test_what_cannot_be_read(self, client, office, given, words):
        before = every_row()
        if "file" in given:
            given = {**given, "file": SimpleUploadedFile(*given["file"])}
        response = client.post(START, given)
        assert response.status_code == 422
        assert words in unescape(response.content.decode())
        assert every_row() == before

    def test_what_was_pasted_comes_back_with_the_refusal(self, client, office):
        given = {"text": "Của tôi", "file": SimpleUploadedFile("a.txt", b"x")}
        assert "Của tôi" in client.post(START, given).content.decode()

    def test_a_text_in_which_nothing_was_found_is_kept(self, client, office):
        page = client.post(START, {"text": "Kính gửi các đồng chí."}, follow=True)
        assert "Không đọc được chỉ tiêu nào" in page.content.decode()
        assert ResolutionDraft.objects.get().text == "Kính gửi các đồng chí."

    def test_lead_units_as_last_year(self, client, office):
        resolution = make_resolution("nq-2024", issuer="Thị ủy Đức Phổ", superior="Tỉnh ủy")
        finance = make_unit("phong-tai-chinh")
        make_indicator(
            resolution, wording="Tổng vốn đầu tư phát triển khoảng 9.000 tỷ đồng", lead_unit=finance
        )
        gone = make_unit("da-giai-the", is_active=False)
        make_indicator(resolution, wording="Tỷ lệ chất thải được xử lý 80%", lead_unit=gone)
        make_task(
            resolution,
            title="Phương thức lãnh đạo",
            wording="Sửa đổi Quy chế làm việc.",
            lead_unit=finance,
        )
        client.post(START, {"text": TEXT})
        draft = ResolutionDraft.objects.get()
        proposal = draft.as_proposal()
        leads = {one.wording[:12]: one.lead for one in proposal.indicators}
        assert leads["Tổng vốn đầu"] == "phong-tai-chinh"
        assert leads["Tỷ lệ chất t"] == ""
        assert [one.lead for one in proposal.tasks] == ["phong-tai-chinh"]
        assert proposal.heading.superior == "Tỉnh ủy"
        assert "đề xuất theo nghị quyết năm 2024" in open_draft(client, draft)

    def test_put_away_and_taken_back(self, client, draft):
        client.post(address(draft, "targets:intake-away"), {"do": "cat"})
        page = client.get(START).content.decode()
        assert "Đã cất (1)" in page
        assert address(draft) not in page
        page = client.get(f"{START}?xem=da-cat").content.decode()
        assert "Lấy lại" in page
        client.post(address(draft, "targets:intake-away"), {"do": "lay-lai"})
        assert address(draft) in client.get(START).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count_of_the_list(self, client, office, count, django_assert_num_queries):
        for _ in range(count):
            make_draft(office)
        with django_assert_num_queries(6):
            page = client.get(START).content.decode()
        assert page.count("nghi-quyet.docx") == count


class TestCorrecting:
    def test_the_words_of_every_goal_are_marked(self, client, draft):
        page = open_draft(client, draft)
        key = key_of(draft, "Tổng vốn đầu tư")
        assert (
            f'<span class="read-place" id="loi-{key}"></span><mark class="read-goal read-row">'
            f'<a href="#o-{key}" title="Tổng vốn đầu tư">khoảng 9.500 tỷ đồng</a></mark>'
        ) in page
        assert f'id="o-{key}"' in page
        assert "Chưa rõ 95% tính trên số hộ nào." in page
        assert '<span class="read-slip read-row">xạch</span>' in page

    def test_the_page_posts_what_it_shows(self, client, draft):
        before = every_row()
        response = press(client, draft, "luu")
        assert response.status_code == 302
        assert every_row() == before

    def test_a_number_is_corrected(self, client, draft):
        box = f"{key_of(draft, 'Tổng vốn đầu tư')}-low"
        press(client, draft, "luu", **{box: "9.800"})
        draft.refresh_from_db()
        assert draft.as_proposal().boxes()[box] == "9.800"

    def test_a_tick_is_taken_off(self, client, draft):
        box = f"{key_of(draft, 'Tỷ lệ hộ dân sử dụng nước xạch')}-strict"
        posted = fields(open_draft(client, draft))
        assert posted.pop(box) == "on"
        client.post(address(draft), posted | {"do": "luu"})
        draft.refresh_from_db()
        assert draft.as_proposal().boxes()[box] == ""

    def test_a_wrong_number_is_kept_and_said(self, client, draft):
        box = f"{key_of(draft, 'Tổng vốn đầu tư')}-low"
        press(client, draft, "luu", **{box: "12.5"})
        page = unescape(open_draft(client, draft))
        assert 'value="12.5"' in page
        told = page.partition(f'id="{box}_error"')[2].partition("</p>")[0]
        assert "Bạn muốn nhập 12,5?" in told
        assert "Ô cần sửa trước khi tạo (1)" in page

    def test_every_button_saves_first(self, client, draft):
        box = f"{key_of(draft, '(1)')}-wording"
        key = key_of(draft, "(3)")
        response = press(client, draft, f"gop:{key}", **{box: "Tổng vốn đầu tư toàn xã hội"})
        upper = key_of(draft, "(2)")
        assert response.url == f"{address(draft)}#o-{upper}"
        proposal = draft.as_proposal()
        assert proposal.boxes()[box] == "Tổng vốn đầu tư toàn xã hội"
        assert len(proposal.measures_of(upper)) == 2
        page = open_draft(client, draft)
        assert "Đã bỏ, đã gộp (1)" in page
        page = open_draft(client, draft)
        assert "Đã gộp vào chỉ tiêu khác" in page, "its parts are not its own any more"
        assert 'value="lay-lai:' not in page
        part = key_of(draft, "Tỷ lệ chất thải được xử lý")
        press(client, draft, f"tach:{part}")
        draft.refresh_from_db()
        assert len(draft.as_proposal().measures_of(upper)) == 1

    def test_a_slip_is_mended(self, client, draft):
        press(client, draft, f"sua:{draft.as_proposal().slips[0].key}")
        page = open_draft(client, draft)
        assert "Tỷ lệ hộ dân sử dụng nước sạch trên 95%" in page
        assert "Trả về nguyên văn" in page
        assert "Nguyên văn (giữ kèm chỉ tiêu)" in page

    def test_a_doubt_is_settled(self, client, draft):
        key = draft.as_proposal().doubts[0].key
        press(client, draft, f"da-xem:{key}")
        page = open_draft(client, draft)
        assert "Phần mềm chưa chắc (" not in page
        assert "Chỗ chưa chắc đã xem (1)" in page

    @pytest.mark.parametrize(
        "do", ["gop:khong-co", "gop", "bo:", "sua:s0", "khong-co:i1", "tach:m999"]
    )
    def test_nonsense_is_refused_and_the_typing_kept(self, client, draft, do):
        box = f"{key_of(draft, '(1)')}-wording"
        assert press(client, draft, do, **{box: "Đã gõ"}).status_code == 302
        draft.refresh_from_db()
        assert draft.as_proposal().boxes()[box] == "Đã gõ"

    def test_boxes_nobody_has(self, client, draft):
        press(client, draft, "luu", **{"x9-name": "a", "i1-key": "b", "version": "²"})
        draft.refresh_from_db()
        assert "x9-name" not in draft.as_proposal().boxes()

    def test_two_windows_on_one_box(self, client, draft):
        box = f"{key_of(draft, '(1)')}-wording"
        mine = fields(open_draft(client, draft)) | {box: "Của tôi"}
        colleague = make_user(Role.OFFICE, full_name="Trần Văn Bình")
        save_draft(draft.pk, {box: "Của anh Bình"}, seen=0, by=colleague)
        before = every_row()
        response = client.post(address(draft), mine | {"do": "luu"})
        page = unescape(response.content.decode())
        assert response.status_code == 409
        assert "Trần Văn Bình vừa sửa cùng 1 ô với bạn. Chưa lưu gì" in page
        assert f'<a href="#{box}">Chỉ tiêu 1, Nội dung chỉ tiêu</a>' in page
        assert "Người khác vừa ghi: Của anh Bình" in page
        assert every_row() == before
        again = fields(response.content.decode())
        assert (again[box], again["version"]) == ("Của tôi", "1")
        client.post(address(draft), again | {"do": "luu"})
        draft.refresh_from_db()
        assert draft.as_proposal().boxes()[box] == "Của tôi"

    def test_saved_as_one_types(self, client, draft):
        box = f"{key_of(draft, '(1)')}-wording"
        typed = fields(open_draft(client, draft)) | {box: "Đang gõ"}
        page = client.post(address(draft), typed, headers=HTMX).content.decode()
        assert "Đã lưu" in page
        assert 'name="version" value="1"' in page
        draft.refresh_from_db()
        assert draft.as_proposal().boxes()[box] == "Đang gõ"

    def test_saved_as_one_types_in_a_clash(self, client, draft):
        box = f"{key_of(draft, '(1)')}-wording"
        typed = fields(open_draft(client, draft)) | {box: "Đang gõ"}
        save_draft(draft.pk, {box: "Khác"}, seen=0, by=make_user(Role.OFFICE))
        response = client.post(address(draft), typed, headers=HTMX)
        assert response.status_code == 409
        assert "Chưa lưu: người khác vừa sửa cùng ô" in response.content.decode()

    def test_what_was_typed_when_the_session_ended_is_carried(self, client, draft):
        box = f"{key_of(draft, '(1)')}-wording"
        typed = fields(open_draft(client, draft)) | {box: "Gõ lúc hết phiên"}
        client.logout()
        response = client.post(address(draft), typed)
        assert response.status_code == 401
        assert 'name="carried"' in response.content.decode()

    def test_html_in_a_text_stays_text(self, client, office):
        evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
        text = TEXT.replace("Tổng vốn", f"{evil} Tổng vốn")
        client.post(START, {"text": text})
        draft = ResolutionDraft.objects.get()
        box = f"{draft.as_proposal().indicators[0].key}-wording"
        save_draft(draft.pk, {box: f'"><b>{evil}', "nq-title": evil}, seen=0, by=office)
        pages = [open_draft(client, draft), open_draft(client, draft, "targets:intake-create")]
        pages.append(client.get(START).content.decode())
        for page in pages:
            assert "alert(" in page
            assert "<script>alert" not in page
            assert "<img src=x" not in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count(self, client, office, count, django_assert_num_queries):
        reading = small_reading()
        group = reading.groups[0]
        shorter = type(group)(group.name, group.indicators[:count])
        draft = make_draft(office, type(reading)(reading.text, (shorter,)))
        with django_assert_num_queries(5):
            page = client.get(address(draft)).content.decode()
        assert page.count('class="draft-indicator"') == count


class TestCreating:
    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count(self, client, office, count, django_assert_num_queries):
        reading = small_reading()
        group = reading.groups[0]
        shorter = type(group)(group.name, group.indicators[:count])
        draft = make_draft(office, type(reading)(reading.text, (shorter,), title="Tên"))
        with django_assert_num_queries(7):
            client.get(address(draft, "targets:intake-create"))
        press(client, draft, "tao", name="targets:intake-create")
        with django_assert_num_queries(9):
            assert client.get(address(draft)).status_code == 200

    def test_from_draft_to_active(self, client, draft):
        unit = make_unit("phong-kinh-te", name="Phòng Kinh tế")
        press(client, draft, "tiep", **{f"{key_of(draft, '(1)')}-lead": unit.code})
        page = open_draft(client, draft, "targets:intake-create")
        counts = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
        assert counts == [
            ("Nhóm chỉ tiêu", "2"), ("Chỉ tiêu", "4"), ("Thành phần đo", "4"),
            ("Không có mức (bằng lời)", "1"), ("Nhiệm vụ", "1"), ("Kỳ báo cáo", "4"),
        ]  # fmt: skip
        assert "Chưa phân công (4)" in page
        create = {"name": "targets:intake-create"}
        response = press(client, draft, "tao", **create, **{"nq-number": "12-NQ/TU"})
        assert (response.status_code, response.url) == (302, address(draft))
        resolution = Resolution.objects.get()
        assert (resolution.slug, resolution.number, resolution.status) == (
            "nq-2025", "12-NQ/TU", "draft",
        )  # fmt: skip
        assert Indicator.objects.get(number=1).lead_unit == unit
        page = open_draft(client, draft)
        assert "Dự thảo, chưa theo dõi" in page
        assert "Chưa giao đơn vị chủ trì: chỉ tiêu 2, 3, 4." in page
        assert "Đưa vào theo dõi</button>" not in page
        assert client.get(address(draft, "targets:intake-create")).url == address(draft)
        page = client.post(address(draft, "targets:intake-force"), follow=True).content.decode()
        assert page.count("Chưa giao đơn vị chủ trì: chỉ tiêu 2, 3, 4.") == 2
        resolution.refresh_from_db()
        assert resolution.status == "draft"
        Indicator.objects.update(lead_unit=unit)
        assert "Đưa vào theo dõi</button>" in open_draft(client, draft)
        client.post(address(draft, "targets:intake-force"))
        resolution.refresh_from_db()
        assert resolution.status == "active"
        assert "Đưa vào theo dõi</button>" not in open_draft(client, draft)

    def test_the_year_running_is_named_before_it_is_replaced(self, client, draft):
        make_resolution("nq-2024")
        press(client, draft, "tao", name="targets:intake-create")
        assert "Kỳ 9 tháng năm 2024 chưa khóa." in open_draft(client, draft)

    @pytest.mark.parametrize(
        ("typed", "box", "words"),
        [
            ({"nq-title": ""}, "nq-title", "Hãy ghi tên nghị quyết."),
            ({"nq-slug": "nq-2024"}, "nq-slug", "Mã này đã dùng"),
            ({"nq-number": "10-NQ/TU"}, "nq-number", "Đã có một nghị quyết mang số này"),
            ({"k2-due_on": "31/06/2025"}, "k2-due_on", "Ngày chưa đúng"),
        ],
    )
    def test_refused_beside_the_box(self, client, draft, typed, box, words):
        make_resolution("nq-2024", number="10-NQ/TU")
        response = press(client, draft, "tao", name="targets:intake-create", **typed)
        page = response.content.decode()
        assert response.status_code == 422
        told = page.partition(f'id="{box}_error"')[2].partition("</p>")[0]
        assert words in told
        assert fields(page)[box] == typed[box]
        assert Resolution.objects.count() == 1

    def test_what_is_wrong_on_the_other_page_is_linked(self, client, draft):
        box = f"{key_of(draft, 'Tổng vốn đầu tư')}-high"
        press(client, draft, "luu", **{box: "9.000"})
        response = press(client, draft, "tao", name="targets:intake-create")
        page = response.content.decode()
        assert response.status_code == 422
        assert f'href="{address(draft)}#{box}"' in page
        assert "Mức cao phải từ mức thấp trở lên." in page
        assert not Resolution.objects.exists()

    def test_somebody_changed_the_draft_under_the_summary(self, client, draft):
        posted = fields(open_draft(client, draft, "targets:intake-create"))
        box = f"{key_of(draft, '(1)')}-wording"
        save_draft(draft.pk, {box: "Khác"}, seen=0, by=make_user(Role.OFFICE))
        create = address(draft, "targets:intake-create")
        response = client.post(create, posted | {"do": "tao"})
        assert response.status_code == 409
        assert "vừa được người khác sửa" in response.content.decode()
        assert not Resolution.objects.exists()
        again = fields(response.content.decode())
        assert client.post(create, again | {"do": "tao"}).status_code == 302
        assert Indicator.objects.get(number=1).wording == "Khác"

    def test_two_presses_make_one(self, client, draft):
        posted = fields(open_draft(client, draft, "targets:intake-create")) | {"do": "tao"}
        create = address(draft, "targets:intake-create")
        assert [client.post(create, posted).status_code for _ in range(2)] == [302, 302]
        assert Resolution.objects.count() == 1
        assert "không tạo thêm lần nữa" in client.get(address(draft)).content.decode()

    def test_dates_for_another_year(self, client, draft):
        press(client, draft, "ngay", name="targets:intake-create", **{"nq-year": "2026"})
        shown = fields(open_draft(client, draft, "targets:intake-create"))
        assert (shown["k1-opens_on"], shown["k4-due_on"]) == ("01/03/2026", "10/12/2026")
        response = press(client, draft, "ngay", name="targets:intake-create", **{"nq-year": "x"})
        assert response.status_code == 302
        draft.refresh_from_db()
        assert draft.as_proposal().heading.year == "x"

    def test_periods_of_another_year_are_told(self, client, draft):
        press(client, draft, "luu", name="targets:intake-create", **{"nq-year": "2026"})
        told = "Nghị quyết năm 2026 nhưng có kỳ kết thúc trong năm 2025."
        assert told in open_draft(client, draft, "targets:intake-create")
        press(client, draft, "ngay", name="targets:intake-create")
        assert told not in open_draft(client, draft, "targets:intake-create")

    def test_one_fault_is_told_with_its_place(self, client, draft):
        box = f"{draft.as_proposal().measures[0].key}-low"
        press(client, draft, "luu", **{box: "12.5"})
        response = press(client, draft, "tao", name="targets:intake-create")
        assert "Chưa tạo. Chỉ tiêu 1, Mức thấp: Bạn muốn nhập 12,5?" in response.content.decode()

    def test_a_year_that_has_its_resolution(self, client, draft):
        make_resolution("nq-cu", year=2025)
        page = open_draft(client, draft, "targets:intake-create")
        assert "Năm 2025 đã có nghị quyết đang thực hiện" in page

    def test_a_done_draft_takes_nothing_more(self, client, draft):
        posted = fields(open_draft(client, draft))
        press(client, draft, "tao", name="targets:intake-create")
        before = every_row()
        assert client.post(address(draft), posted | {"do": "luu"}).status_code == 302
        assert client.post(address(draft), posted, headers=HTMX).status_code == 409
        assert every_row() == before

    def test_what_somebody_typed_while_it_was_created_is_told(self, client, draft):
        posted = fields(open_draft(client, draft))
        measure = draft.as_proposal().measures[0].key
        press(client, draft, "tao", name="targets:intake-create")
        before = every_row()
        typed = {f"{measure}-low": "9.800", f"{measure}-direction": "down", "do": "luu"}
        response = client.post(address(draft), posted | typed)
        page = unescape(response.content.decode())
        assert (response.status_code, every_row()) == (409, before)
        for words in ("Chỉ tiêu 1, Mức thấp: 9.800", "Chỉ tiêu 1, Hướng: Càng thấp càng tốt"):
            assert f"<li>{words}</li>" in page

    def test_nothing_to_put_in_force_yet(self, client, draft):
        before = every_row()
        response = client.post(address(draft, "targets:intake-force"))
        assert response.url == address(draft, "targets:intake-create")
        assert every_row() == before
