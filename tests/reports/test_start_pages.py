"""What waits, as the start pages say it: mixed kinds, other periods, the office's own panels."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from targets.rules.directives import DirectiveStatus
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_directive,
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)

pytestmark = pytest.mark.django_db
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def resolution():
    return make_resolution("nq-2024")


@pytest.fixture
def unit():
    return make_unit("tai-chinh", name="Phòng Tài chính", head_signs=True)


@pytest.fixture
def leader():
    return make_user(Role.LEADER, full_name="Huỳnh Ngọc Thiện")


def due(day, month=9):
    return datetime.date(2024, month, day)


def text_of(client, path="/"):
    page = client.get(path).content.decode()
    words = TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", page, flags=re.S))
    return re.sub(r"\s+", " ", unescape(words))


def read(todos):
    return [(TAG.sub("", todo.word), todo.name, todo.note, todo.action) for todo in todos]


class TestUnit:
    def test_every_kind_in_one_list(self, client, resolution, unit, leader):
        indicator = make_indicator(resolution, number=3, wording="Vốn đầu tư", lead_unit=unit)
        report = make_report(indicator, 2, status=Status.RETURNED)
        office = make_user(Role.OFFICE, full_name="Lê Văn Sơn")
        make_event(report, Move.RETURN, by=office, note="Sai cột", answer_by=due(26))
        task = make_task(resolution, number="2.1", lead_unit=unit)
        make_work_item(task, name="rà soát hộ nghèo", due_on=due(10))
        make_work_item(task, name="giao vốn", due_on=due(24))
        make_work_item(task, name="quyết toán", due_on=due(9, 10))
        make_directive(indicator, by=leader, due=due(20), text="Vì sao chậm?")
        make_directive(task, by=leader, due=due(30), text="Còn vướng gì?", unit=unit)
        client.force_login(make_user(unit=unit))
        work = client.get("/").context["work"]
        assert read(work.todos) == [
            (
                "Trả lại",
                "3. Vốn đầu tư",
                "Kỳ 6 tháng đầu năm 2024. Lê Văn Sơn, 18/09: “Sai cột” "
                "Gửi lại trước hết ngày 26/09/2024.",
                "Sửa, gửi lại",
            ),
            (
                "Quá hạn 14 ngày",
                "Rà soát hộ nghèo",
                "Đầu việc của nhiệm vụ 2.1, hạn 10/09/2024",
                "Cập nhật",
            ),
            ("Chưa nhập", "3. Vốn đầu tư", "", "Nhập"),
            (
                "Quá hạn 4 ngày",
                "Giải trình về chỉ tiêu 3: “Vì sao chậm?”",
                "Huỳnh Ngọc Thiện, trả lời trước hết ngày 20/09/2024",
                "Giải trình",
            ),
            (
                "Cần giải trình",
                "Giải trình về nhiệm vụ 2.1: “Còn vướng gì?”",
                "Huỳnh Ngọc Thiện, trả lời trước hết ngày 30/09/2024 (còn 6 ngày)",
                "Giải trình",
            ),
        ]
        assert read(work.soon) == [
            ("Hạn hôm nay", "Giao vốn", "Đầu việc của nhiệm vụ 2.1, hạn 24/09/2024", "Cập nhật"),
            (
                "Còn 15 ngày",
                "Quyết toán",
                "Đầu việc của nhiệm vụ 2.1, hạn 09/10/2024",
                "Cập nhật",
            ),
        ]
        assert work.waiting == 7
        text = text_of(client)
        assert "Việc cần làm 5" in text
        assert "Đầu việc sắp đến hạn 2 Tất cả nhiệm vụ" in text

    def test_every_line_and_button_leads_there(self, client, resolution, unit):
        item = make_work_item(make_task(resolution, lead_unit=unit), due_on=due(10))
        indicator = make_indicator(resolution, lead_unit=unit)
        request = make_directive(indicator, due=due(30))
        make_report(indicator, 1, status=Status.RETURNED)
        client.force_login(make_user(unit=unit))
        page = client.get("/").content.decode()
        for address in (
            reverse("targets:work-item", args=[item.pk]),
            reverse("targets:directive", args=[request.pk]),
            reverse("targets:sheet", args=["nq-2024", 1, "tai-chinh"]) + "#ct-1",
            reverse("targets:sheet", args=["nq-2024", 3, "tai-chinh"]) + "#ct-1",
        ):
            assert page.count(f'href="{address}"') == 2

    def test_somebody_of_two_units_is_told_whose_it_is(self, client, resolution, unit):
        second = make_unit("kho-bac", name="Kho bạc")
        make_indicator(resolution, lead_unit=second)
        client.force_login(make_user(unit=unit, also_for=[second]))
        (todo,) = client.get("/").context["work"].todos
        assert todo.note == "Kho bạc."

    def test_before_a_period_opens_nothing_waits(self, client, settings, resolution, unit):
        settings.TODAY = datetime.date(2024, 1, 5)
        make_indicator(resolution, lead_unit=unit)
        client.force_login(make_user(unit=unit))
        work = client.get("/").context["work"]
        assert (read(work.todos), work.waiting) == ([], 0)
        assert read(work.later) == [("Chưa nhập", "1. Chỉ tiêu số 1", "Kỳ báo cáo chưa mở.", "Mở")]

    def test_a_request_about_a_year_end_indicator_hides_no_line(self, client, resolution, unit):
        indicator = make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}])
        make_directive(indicator, due=due(30))
        client.force_login(make_user(unit=unit))
        work = client.get("/").context["work"]
        assert [todo.action for todo in work.todos] == ["Giải trình"]
        assert [todo.action for todo in work.later] == ["Mở"]

    def test_an_extension_moves_the_date_of_the_page(self, client, resolution, unit):
        make_indicator(resolution, lead_unit=unit)
        resolution.periods.get(quarter=3).extensions.create(unit=unit, until=due(27))
        client.force_login(make_user(unit=unit))
        assert "Hạn nộp 27/09/2024 Còn 3 ngày" in text_of(client)


class TestOffice:
    @pytest.fixture
    def office_unit(self):
        return make_unit("van-phong", name="Văn phòng")

    @pytest.fixture
    def office(self, client, office_unit):
        client.force_login(make_user(Role.OFFICE, unit=office_unit))
        return client

    def test_requests_to_settle_then_those_overdue(self, office, resolution, unit):
        indicator = make_indicator(resolution, number=9, lead_unit=unit)
        answered = make_directive(indicator, due=due(30), status=DirectiveStatus.ANSWERED)
        make_directive(indicator, due=due(30))
        late = make_directive(make_task(resolution, number="1.2"), due=due(21), unit=unit)
        make_directive(indicator, due=due(20), status=DirectiveStatus.SETTLED)
        page = office.get("/")
        duties = page.context["duties"]
        assert read(duties.to_settle) == [
            ("Chờ xem xét", "Phòng Tài chính đã giải trình về chỉ tiêu 9", "", "Xem xét")
        ]
        assert [(each.word, each.name, each.note) for each in duties.unanswered] == [
            ("Quá hạn 3 ngày", "Phòng Tài chính", "nhiệm vụ 1.2")
        ]
        for row in (answered, late):
            assert reverse("targets:directive", args=[row.pk]) in page.content.decode()
        assert (
            "Yêu cầu giải trình Tất cả ý kiến Chờ xem xét Phòng Tài chính đã giải trình về "
            "chỉ tiêu 9 Quá hạn 3 ngày Phòng Tài chính : chưa giải trình về nhiệm vụ 1.2"
        ) in text_of(office)

    def test_the_longest_overdue_work_items(self, office, resolution, unit):
        task = make_task(resolution, number="2.1", lead_unit=unit)
        for day in range(1, 9):
            make_work_item(task, name=f"việc {day}", due_on=due(day))
        make_work_item(task, name="chưa đến", due_on=due(24))
        make_work_item(task, name="xong", due_on=due(1), state="done")
        make_work_item(task, name="không ai", due_on=due(1, 8), lead_unit=None)
        page = office.get("/")
        duties = page.context["duties"]
        assert [(each.word, each.name) for each in duties.worst_work] == [
            ("Quá hạn 54 ngày", "Không ai"),
            ("Quá hạn 23 ngày", "Việc 1"),
            ("Quá hạn 22 ngày", "Việc 2"),
            ("Quá hạn 21 ngày", "Việc 3"),
            ("Quá hạn 20 ngày", "Việc 4"),
            ("Quá hạn 19 ngày", "Việc 5"),
        ]
        text = text_of(office)
        assert "Đầu việc quá hạn 9 Xem tất cả" in text
        assert "Chưa giao đơn vị · nhiệm vụ 2.1 · hạn 01/08/2024" in text
        assert f'href="{reverse("targets:tasks", args=["nq-2024"])}?han=qua-han"' in (
            page.content.decode()
        )

    def test_the_own_units_duties(self, office, office_unit, resolution):
        make_work_item(make_task(resolution, lead_unit=office_unit), name="in", due_on=due(10))
        make_indicator(resolution, number=4, lead_unit=office_unit)
        duties = office.get("/").context["duties"]
        assert [(TAG.sub("", todo.word), todo.name) for todo in duties.own] == [
            ("Quá hạn 14 ngày", "In"),
            ("Chưa nhập", "4. Chỉ tiêu số 4"),
        ]
        assert "Việc của đơn vị mình 2" in text_of(office)

    def test_nothing_late(self, office, resolution):
        text = text_of(office)
        assert "Không có giải trình nào chờ xem xét hoặc quá hạn." in text
        assert "Không có đầu việc nào quá hạn." in text
        assert "Việc của đơn vị mình" not in text


def test_the_administrators_places(client, resolution):
    client.force_login(make_user(Role.ADMIN, is_staff=True, is_superuser=True))
    page = client.get("/").content.decode()
    for name in ("targets:accounts", "targets:account-new", "targets:change-log",
                 "targets:units"):  # fmt: skip
        assert f'href="{reverse(name)}"' in page
