"""A step taken over the web, and the report's history: refusals keep what was typed."""

import datetime
from urllib.parse import quote

import pytest
from django.urls import reverse

from targets import clock
from targets.models import FigureEdit, OfficePolicy, PeriodExtension, ReviewEvent
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
NOTE = "Số 395,2 tỷ đồng chưa khớp số Kho bạc <b>&"
NOTE_SHOWN = "Số 395,2 tỷ đồng chưa khớp số Kho bạc &lt;b&gt;&amp;"


class Town:
    def __init__(self, **unit):
        self.resolution = make_resolution("nq-2024")
        self.unit = make_unit("phong-kinh-te", **unit)
        self.officer = make_user(unit=self.unit, full_name="Lê Thị Ngân")
        self.head = make_user(Role.HEAD, unit=self.unit)
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.leader = make_user(Role.LEADER)
        self.indicator = make_indicator(self.resolution, lead_unit=self.unit)
        self.report = make_report(
            self.indicator,
            status=Status.SUBMITTED,
            figures={"": "72.4"},
            version=2,
            submitted_by=self.officer,
        )
        make_event(self.report, Move.SUBMIT, by=self.officer, to_status="submitted")

    def become(self, status):
        self.report.status = status
        self.report.save()

    def close(self):
        period = self.report.period
        period.closed_at = clock.now()
        period.save()

    @property
    def review(self):
        return reverse("targets:review", args=["nq-2024", 3])

    @property
    def sheet(self):
        return reverse("targets:sheet", args=["nq-2024", 3, "phong-kinh-te"])


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return Town()


def post(client, town, move, by, **fields):
    if client.session.get("_auth_user_id") != str(by.pk):
        client.force_login(by)
    address = reverse("targets:report-move", args=[town.report.pk])
    return client.post(address, {"move": move, **fields})


def refused(client, town, move, by, **fields):
    """The answer to a post that changed nothing at all."""
    client.force_login(by)
    before = every_row()
    response = post(client, town, move, by, **fields)
    assert every_row() == before
    return response


# Where a step leads


def test_the_office_goes_on_with_its_review(client, town):
    response = post(client, town, "approve", town.office, version="2")
    town.report.refresh_from_db()
    assert (response.status_code, response.url) == (302, town.review)
    assert town.report.status == Status.APPROVED
    assert "Đã duyệt chỉ tiêu 1." in client.get(town.review).content.decode()


def test_a_unit_goes_back_to_its_sheet(client, town):
    response = post(client, town, "recall", town.officer, version="2")
    assert (response.status_code, response.url) == (302, town.sheet)


@pytest.mark.parametrize(
    ("wish", "goes_on"),
    [
        ("/ra-soat/nq-2024/3/?mo=4#ct-4", True),
        ("https://elsewhere.example/", False),
        ("//elsewhere.example/", False),
        ("/\\elsewhere.example/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_next_stays_on_this_site(client, town, wish, goes_on):
    response = post(client, town, "approve", town.office, next=wish)
    assert response.url == (wish if goes_on else town.review)


def test_an_officer_s_submit_that_waits_for_the_head_says_so(client):
    town = Town(head_signs=True)
    town.become(Status.DRAFT)
    post(client, town, "submit", town.officer)
    page = client.get(town.sheet).content.decode()
    assert "Chỉ tiêu 1 đã chuyển thủ trưởng ký." in page


def test_a_return_with_a_stock_reason_and_own_words(client, town):
    fields = {"reason": "nguon", "note": "Kho bạc ghi 391,8.", "until": "26/09/2024"}
    response = post(client, town, "return", town.office, version="2", **fields)
    event = ReviewEvent.objects.latest("pk")
    assert response.status_code == 302
    assert event.note.startswith("Số liệu chưa khớp với cơ quan cung cấp nguồn.")
    assert event.note.endswith(" Kho bạc ghi 391,8.")
    assert event.answer_by == datetime.date(2024, 9, 26)


def test_a_stock_reason_the_script_has_copied_is_not_said_twice(client, town):
    post(client, town, "return", town.office, reason="xa-phuong")
    once = ReviewEvent.objects.latest("pk").note
    town.become(Status.SUBMITTED)
    post(client, town, "return", town.office, reason="xa-phuong", note=f"{once} Xem xã Phổ An.")
    assert ReviewEvent.objects.latest("pk").note == f"{once} Xem xã Phổ An."


# Refusals


@pytest.mark.parametrize("move", ["", "delete", "approve ", "APPROVE", "\x00", "duyệt" * 999])
def test_an_unknown_step_is_refused(client, town, move):
    response = refused(client, town, move, town.office, note=NOTE)
    page = response.content.decode()
    assert response.status_code == 422
    assert NOTE_SHOWN in page, "what was typed is still there"


@pytest.mark.parametrize("version", ["x", "-1", "1e3", "9" * 40, "1.5"])
def test_a_version_that_is_none_is_refused(client, town, version):
    response = refused(client, town, "return", town.office, note=NOTE, version=version)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Trang không còn đúng phiên bản" in page
    assert NOTE_SHOWN in page


@pytest.mark.parametrize("until", ["32/09/2024", "mai", "2024", "9" * 40, "26/09/24000"])
def test_a_day_that_is_none_is_refused_beside_its_box(client, town, until):
    response = refused(client, town, "return", town.office, note=NOTE, until=until)
    page = response.content.decode()
    box = f"return-{town.report.pk}-until"
    assert response.status_code == 422
    assert f'id="{box}_error"' in page
    assert "Hãy ghi ngày/tháng/năm" in page
    assert NOTE_SHOWN in page
    assert f'value="{until}"' in page


def test_a_day_that_is_past_is_refused_beside_its_box(client, town):
    response = refused(client, town, "return", town.office, note=NOTE, until="23/09/2024")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ngày gửi lại phải từ hôm nay trở đi." in page
    assert NOTE_SHOWN in page


def test_the_way_back_leads_to_the_row_itself_under_the_same_filters(client, town):
    wish = f"{town.review}?sort=standing&mo=4#ct-4"
    page = refused(client, town, "return", town.office, next=wish).content.decode()
    assert f'href="{town.review}?sort=standing&amp;mo=1#ct-1"' in page
    assert f'name="next" value="{wish.replace("&", "&amp;")}"' in page


def test_a_missing_note_is_asked_for_beside_its_box(client, town):
    response = refused(client, town, "return", town.office, until="26/09/2024")
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="return-{town.report.pk}-note_error"' in page
    assert "Hãy ghi lý do trả lại để đơn vị biết cần sửa gì." in page
    assert 'value="26/09/2024"' in page


def test_a_note_too_long_is_kept_and_refused(client, town):
    note = "ế" * 10_000
    response = refused(client, town, "return", town.office, note=note)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Nội dung dài 10.000 ký tự; tối đa 2.000 ký tự." in page
    assert note in page


def test_control_characters_and_loose_accents_are_cleaned(client, town):
    post(client, town, "return", town.office, note="Sô\u0301 lie\u0323\u0302u\x00\x07 sai\r\nSửa.")
    assert ReviewEvent.objects.latest("pk").note == "Số liệu sai\nSửa."


def test_a_stale_version_is_told_who_was_quicker_and_keeps_the_note(client, town):
    post(client, town, "return", town.office, note="Lần một.", version="2")
    response = refused(client, town, "return", town.office, note=NOTE, version="2")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Nguyễn Thị Hà" in page
    assert "Lần một." in page
    assert NOTE_SHOWN in page


def test_a_stale_version_may_be_tried_again_once_seen(client, town):
    response = refused(client, town, "return", town.office, note=NOTE, version="1")
    page = response.content.decode()
    assert response.status_code == 409
    assert "vừa được người khác cập nhật" in page
    assert 'name="version" value="2"' in page
    assert 'name="move" value="return"' in page
    assert NOTE_SHOWN in page


@pytest.mark.parametrize("who", ["officer", "head", "leader"])
def test_a_step_that_is_somebody_else_s_is_forbidden(client, town, who):
    response = refused(client, town, "approve", getattr(town, who))
    assert response.status_code == 403
    assert "Bạn không có quyền thực hiện bước này." in response.content.decode()


def test_who_sent_it_is_told_why_not(client, town):
    town.become(Status.DRAFT)
    post(client, town, "submit", town.office, note="Đồng chí Nam báo qua điện thoại")
    response = refused(client, town, "approve", town.office)
    assert response.status_code == 403
    assert "không tự duyệt" in response.content.decode()


def test_a_step_that_has_passed_is_a_conflict(client, town):
    town.become(Status.APPROVED)
    response = refused(client, town, "return", town.office, note=NOTE)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Báo cáo đã được duyệt." in page
    assert NOTE_SHOWN in page
    assert "Nội dung bạn đã ghi" in page


def test_a_closed_period_asks_for_a_day_and_extends_with_it(client, town):
    town.close()
    response = refused(client, town, "return", town.office, note=NOTE)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kỳ đã khóa: hãy ghi ngày đơn vị phải gửi lại" in page
    assert NOTE_SHOWN in page
    post(client, town, "return", town.office, note=NOTE, until="26/09/2024")
    assert PeriodExtension.objects.get().until == datetime.date(2024, 9, 26)


def test_a_closed_period_is_told_to_the_unit(client, town):
    town.become(Status.DRAFT)
    town.close()
    response = refused(client, town, "submit", town.officer)
    assert response.status_code == 409
    assert "Kỳ báo cáo đã khóa" in response.content.decode()


def test_figures_that_are_not_ready_are_named(client, town):
    town.become(Status.DRAFT)
    town.report.figures.update(value=None)
    response = refused(client, town, "submit", town.officer)
    assert response.status_code == 422
    assert "nhập số, hoặc ghi vì sao chưa có số liệu" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_a_step_is_a_post(client, town, method):
    client.force_login(town.office)
    address = reverse("targets:report-move", args=[town.report.pk])
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.ADMIN])
@pytest.mark.parametrize("name", ["targets:report-move", "targets:report"])
def test_another_unit_s_report_is_not_there(client, town, role, name):
    client.force_login(make_user(role, unit=make_unit()))
    address = reverse(name, args=[town.report.pk])
    before = every_row()
    answer = client.get(address) if name == "targets:report" else client.post(
        address, {"move": "approve"}
    )  # fmt: skip
    assert answer.status_code == 404
    assert every_row() == before


@pytest.mark.parametrize("pk", [0, 999_999, 10**18, 10**30])
def test_a_report_that_is_none_is_not_there(client, town, pk):
    client.force_login(town.office)
    assert client.post(f"/bao-cao/{pk}/chuyen/", {"move": "approve"}).status_code == 404
    assert client.get(f"/bao-cao/{pk}/lich-su/").status_code == 404


def test_after_the_session_has_ended_the_post_is_carried_through_the_login(client, town):
    address = reverse("targets:report-move", args=[town.report.pk])
    page = client.post(address, {"move": "return", "note": NOTE}).content.decode()
    assert 'name="carried"' in page
    town.report.refresh_from_db()
    assert town.report.status == Status.SUBMITTED


# The history


def test_the_history_tells_who_did_what_with_old_and_new_figures(client, town):
    measure = town.indicator.measures.get()
    FigureEdit.objects.create(
        report=town.report,
        by=town.officer,
        at=clock.now(),
        changes=[
            {"key": "1", "field": "value", "old": "724", "new": "72,4"},
            {"key": "1", "field": "nature", "old": "estimate", "new": "official"},
            {"key": "1", "field": "results", "old": "", "new": "Hoàn thành sớm"},
        ],
    )
    make_event(
        town.report, Move.RETURN, by=town.office, minute=5, note="Chưa khớp <Kho bạc>.",
        answer_by=datetime.date(2024, 9, 26), to_status="returned",
    )  # fmt: skip
    make_event(
        town.report, Move.SUBMIT, by=town.office, minute=9, note="Báo qua điện thoại",
        on_behalf=True, figures={"": "68"}, to_status="submitted",
    )  # fmt: skip
    client.force_login(town.officer)
    page = client.get(reverse("targets:report", args=[town.report.pk])).content.decode()
    text = " ".join(page.split())
    assert str(measure.pk) in ReviewEvent.objects.first().figures
    for words in (
        "Lê Thị Ngân",
        "Nguyễn Thị Hà",
        "“Chưa khớp &lt;Kho bạc&gt;.”",
        "gửi lại trước hết ngày 26/09/2024",
        "nhập thay đơn vị",
        '<del><span class="visually-hidden">cũ </span>72,4 tỷ đồng</del>',
        '<ins><span class="visually-hidden">mới </span>68,0 tỷ đồng</ins>',
        '<del><span class="visually-hidden">cũ </span>724</del>',
        '<ins><span class="visually-hidden">mới </span>Chính thức</ins>',
        "Hoàn thành sớm",
    ):
        assert words in text, words
    order = [text.index(words) for words in ("Đã gửi", "Chưa khớp")]
    assert order == sorted(order), "newest first"


def test_the_history_marks_single_handed_approval(client, town):
    OfficePolicy.objects.create(single_handed_office=True)
    town.become(Status.DRAFT)
    post(client, town, "submit", town.office, note="Báo qua điện thoại")
    post(client, town, "approve", town.office)
    page = client.get(reverse("targets:report", args=[town.report.pk])).content.decode()
    assert "người nhập tự duyệt" in page


@pytest.mark.parametrize("who", ["officer", "head", "office", "leader", "coordinator"])
def test_whoever_may_read_the_report_reads_its_history(client, town, who):
    town.coordinator = make_user(unit=make_unit())
    town.indicator.coordinating_units.add(town.coordinator.unit)
    client.force_login(getattr(town, who))
    response = client.get(reverse("targets:report", args=[town.report.pk]))
    assert response.status_code == 200
    assert client.post(reverse("targets:report", args=[town.report.pk])).status_code == 405


def test_a_quoted_next_is_not_read_twice(client, town):
    wish = town.review + "?don-vi=" + quote("phòng")
    assert post(client, town, "approve", town.office, next=wish).url == wish
