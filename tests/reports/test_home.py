import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from targets.models import Period, PeriodExtension, Unit
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
TAG = re.compile(r"<[^>]+>")
HOME = "/"
YEAR_END = [{"pace": "year_end"}]


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def resolution():
    return make_resolution("nq-2024")


@pytest.fixture
def unit():
    return make_unit("tai-chinh", name="Phòng Tài chính", head_signs=True)


def text_of(client):
    response = client.get(HOME)
    assert response.status_code == 200
    words = TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.S))
    return re.sub(r"\s+", " ", unescape(words))


def listed(todos):
    """Things to do as they are read: state, what, button."""
    return [(TAG.sub("", todo.word), todo.about, todo.action) for todo in todos]


def todos(client):
    return listed(client.get(HOME).context["work"].todos)


def later(client):
    return listed(client.get(HOME).context["work"].later)


def sent(day, hour=9):
    return datetime.datetime(2024, 9, day, hour, tzinfo=datetime.UTC)


def test_home_asks_for_a_login(client):
    assert client.get(HOME).headers["Location"] == f"{reverse('login')}?next=/"


def test_leadership_starts_on_the_board(client):
    client.force_login(make_user(Role.LEADER))
    assert client.get(HOME).headers["Location"] == reverse("reports:board")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.OFFICE])
def test_before_any_resolution_is_there(client, role):
    client.force_login(make_user(role))
    assert "Chưa có nghị quyết nào để theo dõi." in text_of(client)


def test_administrators_get_their_own_work_and_no_figures(client, resolution):
    client.force_login(make_user(Role.ADMIN))
    text = text_of(client)
    assert "Quản trị không xem và không sửa số liệu." in text
    assert "Tài khoản" in text


class TestUnit:
    def test_what_is_left_returned_first_then_begun_then_not_begun(self, client, resolution, unit):
        for number, status in enumerate(
            [None, Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.APPROVED], start=1
        ):
            indicator = make_indicator(resolution, number=number, lead_unit=unit)
            if status:
                make_report(indicator, status=status, figures={"": "80"})
        make_indicator(resolution, number=6, lead_unit=unit, measures=YEAR_END)
        begun = make_indicator(resolution, number=7, lead_unit=unit, measures=YEAR_END)
        make_report(begun, status=Status.DRAFT)
        client.force_login(make_user(unit=unit))
        assert todos(client) == [
            ("Trả lại", "chỉ tiêu 4", "Sửa, gửi lại"),
            ("Đang soạn", "chỉ tiêu 2", "Nhập tiếp"),
            ("Chưa nhập", "chỉ tiêu 1", "Nhập"),
        ]
        assert later(client) == [
            ("Đánh giá cuối năm", "chỉ tiêu 6", "Mở"),
            ("Đang soạn", "chỉ tiêu 7", "Nhập tiếp"),
        ]
        text = text_of(client)
        for said in (
            "Phòng Tài chính Kỳ báo cáo 9 tháng năm 2024 · hạn nộp 20/09/2024: quá hạn 4 ngày",
            "Đã gửi 2/5 chỉ tiêu đến kỳ",
            "Hạn nộp 20/09/2024 Quá hạn 4 ngày",
            "Trả lại, cần sửa 1 Chưa nhập 1 Đang soạn 1 Chờ thủ trưởng ký 0 "
            "Đã gửi, chờ duyệt 1 Đã duyệt 1",
            "Nhập số liệu 9 tháng",
            "5. Chỉ tiêu số 5 Chưa có số liệu Chưa có số liệu Đúng tiến độ 80,0 tỷ đồng",
        ):
            assert said in text

    def test_why_and_until_when_a_report_came_back(self, client, resolution, unit):
        office = make_user(Role.OFFICE, full_name="Lê Văn Sơn")
        report = make_report(make_indicator(resolution, lead_unit=unit), status=Status.RETURNED)
        make_event(
            report,
            Move.RETURN,
            by=office,
            note="Số chưa khớp Kho bạc",
            answer_by=datetime.date(2024, 9, 26),
        )
        client.force_login(make_user(unit=unit))
        assert (
            "Lê Văn Sơn, 18/09: “Số chưa khớp Kho bạc” Gửi lại trước hết ngày 26/09/2024."
            in text_of(client)
        )

    def test_the_head_signs_first(self, client, resolution, unit):
        for status in (Status.RETURNED, Status.SIGNING):
            make_report(make_indicator(resolution, lead_unit=unit), status=status)
        client.force_login(make_user(Role.HEAD, unit=unit))
        assert todos(client) == [
            ("Chờ bạn ký", "chỉ tiêu 2", "Xem, ký"),
            ("Trả lại", "chỉ tiêu 1", "Sửa, gửi lại"),
        ]
        assert later(client) == []
        client.force_login(make_user(unit=unit))
        assert todos(client) == [("Trả lại", "chỉ tiêu 1", "Sửa, gửi lại")]
        assert later(client) == [("Chờ thủ trưởng ký", "chỉ tiêu 2", "Xem")]

    def test_links_lead_to_the_line_on_the_sheet(self, client, resolution, unit):
        make_indicator(resolution, number=3, lead_unit=unit)
        client.force_login(make_user(unit=unit))
        (todo,) = client.get(HOME).context["work"].todos
        assert todo.url == reverse("targets:sheet", args=["nq-2024", 3, "tai-chinh"]) + "#ct-3"

    def test_all_done(self, client, resolution, unit):
        make_report(make_indicator(resolution, lead_unit=unit), figures={"": "80"})
        client.force_login(make_user(unit=unit))
        text = text_of(client)
        assert "Đã xong việc của kỳ này." in text
        assert "Đã gửi đủ" in text
        assert "Xem báo cáo 9 tháng" in text

    @pytest.mark.parametrize(
        ("today", "said"),
        [
            (datetime.date(2024, 9, 18), "Còn 2 ngày"),
            (datetime.date(2024, 9, 20), "Hạn hôm nay"),
            (datetime.date(2024, 9, 21), "Quá hạn 1 ngày"),
        ],
    )
    def test_days_left_in_words(self, client, settings, resolution, unit, today, said):
        settings.TODAY = today
        make_indicator(resolution, lead_unit=unit)
        client.force_login(make_user(unit=unit))
        assert f"Hạn nộp 20/09/2024 {said}" in text_of(client)

    def test_without_a_deadline(self, client, resolution, unit):
        Period.objects.update(due_on=None)
        make_indicator(resolution, lead_unit=unit)
        client.force_login(make_user(unit=unit))
        assert "Chưa có hạn nộp Chưa có hạn" in text_of(client)

    def test_a_closed_period_and_an_extension(self, client, resolution, unit):
        make_indicator(resolution, lead_unit=unit)
        resolution.periods.update(closed_at=sent(22))
        client.force_login(make_user(unit=unit))
        assert "Kỳ báo cáo đã khóa; muốn sửa, đề nghị Văn phòng gia hạn." in text_of(client)
        PeriodExtension.objects.create(
            period=resolution.periods.get(quarter=3),
            unit=unit,
            until=datetime.date(2024, 9, 27),
        )
        assert "Kỳ báo cáo đã khóa; đơn vị được gia hạn đến hết ngày 27/09/2024." in text_of(client)

    def test_before_the_first_period_opens(self, client, settings, resolution, unit):
        settings.TODAY = datetime.date(2024, 1, 5)
        make_indicator(resolution, lead_unit=unit)
        client.force_login(make_user(unit=unit))
        assert "Kỳ báo cáo chưa mở." in text_of(client)

    def test_a_unit_with_nothing_to_report_and_its_rows(self, client, resolution):
        locality = make_unit("pho-hoa", name="Phường Phổ Hòa", kind="locality")
        lead = make_unit(name="Phòng Kinh tế")
        make_indicator(resolution, lead_unit=lead, coordinating_units=[locality])
        client.force_login(make_user(unit=locality))
        text = text_of(client)
        assert "Kỳ này đơn vị không phải báo cáo chỉ tiêu nào" in text
        assert "1. Chỉ tiêu số 1 Chưa có số liệu Chủ trì: Phòng Kinh tế" in text

    def test_a_lead_unit_with_year_end_indicators_alone(self, client, resolution, unit):
        make_indicator(resolution, lead_unit=unit, measures=YEAR_END)
        client.force_login(make_user(unit=unit))
        text = text_of(client)
        assert "Kỳ này đơn vị không phải báo cáo chỉ tiêu nào." in text
        assert "Không bắt buộc kỳ này; nhập ước cả năm nếu có." in text

    def test_contributing_reports_opened_for_the_unit(self, client, resolution):
        locality = make_unit("pho-hoa", kind="locality")
        for status in (Status.RETURNED, Status.DRAFT, Status.SUBMITTED):
            make_report(make_indicator(resolution), status=status, unit=locality, counts=False)
        client.force_login(make_user(unit=locality))
        assert todos(client) == [
            ("Trả lại", "chỉ tiêu 1", "Sửa, gửi lại"),
            ("Đang soạn", "chỉ tiêu 2", "Nhập tiếp"),
        ]

    def test_work_for_a_second_unit(self, client, resolution, unit):
        second = make_unit("kho-bac", name="Kho bạc")
        make_indicator(resolution, lead_unit=second)
        client.force_login(make_user(unit=unit, also_for=[second]))
        work = client.get(HOME).context["work"]
        assert set(work.names.split(", ")) == {"Phòng Tài chính", "Kho bạc"}
        assert work.sheet_url == reverse("targets:sheet", args=["nq-2024", 3, "kho-bac"])

    def test_an_account_without_a_unit(self, client, resolution):
        client.force_login(make_user())
        assert "Tài khoản chưa gắn với đơn vị nào." in text_of(client)

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count(self, client, django_assert_num_queries, resolution, unit, count):
        for _ in range(count):
            indicator = make_indicator(resolution, lead_unit=unit)
            make_report(indicator, status=Status.RETURNED, events=[Move.SUBMIT, Move.RETURN])
        client.force_login(make_user(unit=unit))
        with django_assert_num_queries(20):
            assert len(todos(client)) == count


class TestOffice:
    @pytest.fixture
    def office(self, client):
        client.force_login(make_user(Role.OFFICE))
        return client

    @pytest.fixture
    def filed(self, resolution, unit):
        """Finance owes (1) and (2); health has sent (3) late; culture has year-end ones alone."""
        make_indicator(resolution, number=1, lead_unit=unit)
        make_report(
            make_indicator(resolution, number=2, lead_unit=unit),
            status=Status.DRAFT,
            figures={"": "80"},
        )
        health = make_unit("y-te", name="Trung tâm Y tế", order=1)
        make_report(
            make_indicator(resolution, number=3, lead_unit=health),
            status=Status.SUBMITTED,
            submitted_at=sent(23),
        )
        culture = make_unit("van-hoa", name="Phòng Văn hóa", order=2)
        year_end = make_indicator(resolution, number=4, lead_unit=culture, measures=YEAR_END)
        make_report(year_end, 2, submitted_at=sent(19))
        make_indicator(resolution, number=5, lead_unit=None)

    def cells(self, client):
        return {
            row.name: [
                TAG.sub("", f"{cell.word} {cell.note}").strip() if cell.opened else None
                for cell in row.cells
            ]
            for row in client.get(HOME).context["day"].rows
        }

    def test_who_has_reported(self, office, filed):
        assert self.cells(office) == {
            "Phòng Tài chính": ["Quá hạn 2/2"] * 3 + [None],
            "Trung tâm Y tế": ["Quá hạn", "Quá hạn", "Chờ duyệt 23/09 muộn", None],
            "Phòng Văn hóa": ["Không đến kỳ", "Đã duyệt 19/09", "Không đến kỳ", None],
        }

    def test_how_many_are_due(self, office, filed):
        rows = office.get(HOME).context["day"].rows
        assert [(row.name, row.due, row.total) for row in rows] == [
            ("Phòng Tài chính", 2, 2),
            ("Trung tâm Y tế", 1, 1),
            ("Phòng Văn hóa", 0, 1),
        ]

    def test_counts_queue_and_overdue(self, office, filed):
        text = text_of(office)
        for said in (
            "Tình hình báo cáo 9 tháng năm 2024 Hạn nộp 20/09/2024 (quá hạn 4 ngày)",
            "Rà soát 1 chỉ tiêu",
            "Đơn vị đến kỳ đã báo cáo 1/2 đơn vị",
            "0 Trả lại 1 Chưa nhập 1 Đang soạn 0 Chờ thủ trưởng ký 1 Chờ duyệt 0 Đã duyệt",
            "Chờ rà soát Mở tất cả 1 Trung tâm Y tế Chỉ tiêu 3",
            "Quá hạn 188 ngày Phòng Tài chính : chưa gửi chỉ tiêu 1, 2 kỳ Quý I",
            "Quá hạn 4 ngày Phòng Tài chính : chưa gửi chỉ tiêu 1, 2 ",
            "Đơn vị chủ trì và mốc quý là đề xuất, chờ Văn phòng xác nhận.",
        ):
            assert said in text

    def test_before_the_deadline_states_show(self, office, settings, filed):
        settings.TODAY = datetime.date(2024, 9, 20)
        assert self.cells(office)["Phòng Tài chính"][2] == "Chưa nhập 1/2"

    def test_what_came_back_is_returned_and_not_overdue(self, office, resolution, unit):
        report = make_report(make_indicator(resolution, lead_unit=unit), status=Status.RETURNED)
        make_event(report, Move.SUBMIT)
        assert self.cells(office)["Phòng Tài chính"][2] == "Trả lại"

    def test_reports_of_other_periods_wait_too(self, office, resolution, unit):
        indicator = make_indicator(resolution, lead_unit=unit)
        make_report(indicator, 2, status=Status.SUBMITTED)
        (waiting,) = office.get(HOME).context["duties"].reviews
        assert (waiting.numbers, waiting.period, waiting.url) == (
            "1",
            "6 tháng đầu năm 2024",
            reverse("targets:review", args=["nq-2024", 2]),
        )

    def test_what_goes_to_a_lead_unit_is_not_the_office_s(self, office, resolution):
        locality = make_unit("pho-hoa", name="Phường Phổ Hòa", kind="locality")
        indicator = make_indicator(resolution)
        make_report(indicator, 2, unit=locality, counts=False, submitted_at=sent(18))
        report = make_report(indicator, 3, unit=locality, counts=False, status=Status.SUBMITTED)
        make_event(report, Move.SUBMIT, to_status="submitted")
        make_report(indicator, 1, unit=locality, counts=False, status=Status.DRAFT)
        assert list(self.cells(office)) == [indicator.lead_unit.name]
        assert "Phường Phổ Hòa" not in text_of(office)

    def test_the_last_steps(self, office, resolution, unit):
        report = make_report(make_indicator(resolution, lead_unit=unit))
        someone = make_user(full_name="Lê Thị Ngân")
        make_event(report, Move.SUBMIT, by=someone, to_status="submitted", note="Gửi lại")
        assert (
            "09:00 ngày 18/09/2024 Đã gửi Phòng Tài chính, chỉ tiêu 1 · Lê Thị Ngân: “Gửi lại”"
            in text_of(office)
        )

    def test_an_empty_quarter(self, office, resolution):
        text = text_of(office)
        for said in (
            "Chưa có đơn vị nào được giao chỉ tiêu.",
            "Không có chỉ tiêu nào chờ duyệt.",
            "Không có đơn vị nào quá hạn.",
            "Chưa có báo cáo nào được gửi.",
        ):
            assert said in text

    def test_the_offices_own_unit_reports_too(self, client, resolution, unit):
        make_indicator(resolution, lead_unit=unit)
        client.force_login(make_user(Role.OFFICE, unit=unit))
        assert "Báo cáo của đơn vị mình" in text_of(client)
        Unit.objects.filter(pk=unit.pk).update(name="Văn phòng")
        resolution.groups.get().indicators.get().measures.update(pace="year_end")
        assert "Báo cáo của đơn vị mình" not in text_of(client)

    def test_without_deadlines_nothing_is_late(self, office, filed):
        Period.objects.update(due_on=None)
        assert self.cells(office)["Phòng Tài chính"][2] == "Chưa nhập 1/2"
        assert "Chưa đặt hạn nộp" in text_of(office)

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count(self, office, django_assert_num_queries, resolution, count):
        for _ in range(count):
            report = make_report(make_indicator(resolution), status=Status.SUBMITTED)
            make_event(report, Move.SUBMIT, by=make_user(unit=report.unit))
        with django_assert_num_queries(19):
            assert len(office.get(HOME).context["duties"].reviews) == count
