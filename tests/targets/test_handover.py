"""What an officer leaves behind, and who takes it over (issue 3, point 7)."""

import datetime

import pytest
from django.urls import reverse

from targets.actions.account_access import deactivate
from targets.actions.account_guard import AccountRefused, mark_of
from targets.handover import left_units
from targets.models import User
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_directive,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.account_pages import errors, hidden, log, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    def __init__(self):
        self.admin = make_user(Role.ADMIN, username="quan-tri")
        self.unit = make_unit("tc", name="Phòng Tài chính", order=1)
        self.leaver = make_user(username="ngan", full_name="Lê Thị Ngân", unit=self.unit)
        self.other = make_unit("kt", name="Phòng Kinh tế", order=2)
        self.colleague = make_user(username="quan", full_name="Lê Bá Quân", unit=self.other)

    @property
    def address(self):
        return reverse("targets:account", args=[self.leaver.pk])

    def stop(self, client, **answers):
        page = client.get(self.address, {"viec": "ngung"}).content.decode()
        fields = {"do": "deactivate", "dau": hidden(page, "dau"), "da-xem-ban-giao": "1"}
        return client.post(self.address, fields | answers)

    def move(self, client, **changes):
        page = client.get(self.address).content.decode()
        fields = {
            "do": "save", "full_name": "Lê Thị Ngân", "role": "reporter", "unit": self.unit.pk,
            "email": "", "seen": hidden(page, "seen"),
        }  # fmt: skip
        return client.post(self.address, fields | changes)


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.admin)
    return town


@pytest.fixture
def work(town):
    """Everything a unit may have open, and beside it what is none of its business."""
    resolution = make_resolution("nq")
    for number, status in enumerate([Status.DRAFT, Status.RETURNED, Status.SIGNING], start=1):
        make_report(make_indicator(resolution, number=number, lead_unit=town.unit), status=status)
    for number, status in enumerate([Status.SUBMITTED, Status.APPROVED], start=4):
        make_report(make_indicator(resolution, number=number, lead_unit=town.unit), status=status)
    make_indicator(resolution, number=6, lead_unit=town.unit)
    make_indicator(resolution, number=7, lead_unit=town.unit, measures=[{"pace": "year_end"}])
    led_elsewhere = make_indicator(resolution, number=8)
    make_report(led_elsewhere, unit=town.unit, counts=False, status=Status.RETURNED)
    for quarter in (1, 2):
        resolution.periods.filter(quarter=quarter).update(
            closed_at=datetime.datetime(2024, 7, 30, tzinfo=datetime.UTC)
        )
    task = make_task(resolution, number="1.2", lead_unit=town.unit)
    make_work_item(task, name="kế hoạch thu", due_on=datetime.date(2024, 9, 20))
    make_work_item(task, name="báo cáo năm")
    make_work_item(task, name="đã xong", state="done")
    make_directive(task, due=datetime.date(2024, 9, 30))
    make_directive(task)
    return resolution


def test_what_a_unit_has_open(town, work):
    [left] = left_units({town.unit.pk}, town.leaver)
    assert {group.name: group.lines for group in left.groups} == {
        "Báo cáo chưa gửi, bị trả lại": [
            "Chỉ tiêu 1, 9 tháng: đang soạn",
            "Chỉ tiêu 2, 9 tháng: trả lại",
            "Chỉ tiêu 3, 9 tháng: chờ thủ trưởng ký",
            "Chỉ tiêu 6, 9 tháng: chưa nhập",
            "Chỉ tiêu 8, 9 tháng: trả lại",
        ],
        "Đầu việc chưa xong": [
            "Kế hoạch thu, hạn 20/09/2024 (quá hạn 4 ngày)",
            "Báo cáo năm, hạn 31/12/2024",
        ],
        "Yêu cầu giải trình": ["Nhiệm vụ 1.2, hạn 30/09/2024"],
    }
    assert (left.others, left.is_deserted) == ([], True)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_step_before(client, town, work, django_assert_num_queries, count):
    for number in range(count):
        unit = make_unit()
        town.leaver.also_for.add(unit)
        make_indicator(work, number=20 + number, lead_unit=unit)
        make_user(unit=unit)
    with django_assert_num_queries(14):
        client.get(town.address, {"viec": "ngung"})


def test_the_step_before_shows_the_first_few_and_who_remains(client, town, work):
    make_user(Role.HEAD, full_name="Võ Minh Trí", unit=town.unit)
    page = client.get(town.address, {"viec": "ngung"}).content.decode()
    for words in (
        "Báo cáo chưa gửi, bị trả lại: 5", "Chỉ tiêu 3, 9 tháng: chờ thủ trưởng ký",
        "và 2 việc khác", "Đầu việc chưa xong: 2", "Võ Minh Trí (Thủ trưởng đơn vị)",
        "Lê Bá Quân (Cán bộ đơn vị, Phòng Kinh tế)",
    ):  # fmt: skip
        assert words in page, words
    assert "không còn ai" not in page
    assert "Chỉ tiêu 6" not in page


def test_handing_over_with_the_leaving_in_one_go(client, town, work):
    response = town.stop(client, **{f"nhan-{town.unit.pk}": town.colleague.pk})
    assert response.status_code == 302
    town.leaver.refresh_from_db()
    assert not town.leaver.is_active
    assert list(town.colleague.also_for.all()) == [town.unit]
    assert log(town.leaver)[-2:] == [
        ("quan-tri", "Lê Thị Ngân", {"is_active": ("True", "False")}),
        ("quan-tri", "Lê Thị Ngân", "handed_over"),
    ]
    assert log(town.colleague)[-1] == (
        "quan-tri", "Lê Bá Quân", {"also_for": ("add", "Phòng Tài chính")},
    )  # fmt: skip
    page = client.get(reverse("targets:change-log")).content.decode()
    assert "Phòng Tài chính: cho Lê Bá Quân (quan)" in page


def test_who_acts_for_the_unit_already_gets_it_once(client, town):
    town.colleague.also_for.add(town.unit)
    before = log(town.colleague)
    assert town.stop(client, **{f"nhan-{town.unit.pk}": town.colleague.pk}).status_code == 302
    assert list(town.colleague.also_for.all()) == [town.unit]
    assert log(town.colleague) == before


def test_a_unit_is_left_alone_only_knowingly(client, town):
    before = state()
    response = town.stop(client)
    assert response.status_code == 422
    assert "Đơn vị sẽ không còn ai nhập số liệu." in errors(response.content.decode())[0]
    assert state() == before
    assert town.stop(client, **{f"khong-ai-{town.unit.pk}": "on"}).status_code == 302
    assert not User.objects.get(pk=town.leaver.pk).is_active


def test_nobody_needs_to_take_over_an_inactive_unit(client, town):
    town.unit.is_active = False
    town.unit.save()
    assert town.stop(client).status_code == 302


def test_a_colleague_who_left_meanwhile_is_refused_and_nothing_moves(client, town):
    User.objects.filter(pk=town.colleague.pk).update(is_active=False)
    before = state()
    answers = {f"nhan-{town.unit.pk}": town.colleague.pk, f"khong-ai-{town.unit.pk}": "on"}
    response = town.stop(client, **answers)
    assert response.status_code == 422
    assert errors(response.content.decode()) == ["Người này không nhận được. Hãy chọn lại."]
    with pytest.raises(AccountRefused, match="không còn làm việc này"):
        deactivate(
            town.leaver, seen=mark_of(town.leaver), by=town.admin,
            handovers={town.unit.pk: town.colleague.pk},
        )  # fmt: skip
    assert state() == before


def test_the_last_other_person_leaving_meanwhile_is_noticed(town):
    second = make_user(unit=town.unit)
    seen = mark_of(town.leaver)
    deactivate(second, seen=mark_of(second), by=town.admin, handovers={})
    before = state()
    with pytest.raises(AccountRefused, match="không còn ai"):
        deactivate(town.leaver, seen=seen, by=town.admin, handovers={})
    assert state() == before


def test_changing_units_asks_first_and_keeps_what_was_typed(client, town, work):
    before = state()
    response = town.move(client, unit=town.other.pk, full_name="Lê Thị Kim Ngân")
    page = response.content.decode()
    assert response.status_code == 200
    assert state() == before
    assert "Lê Thị Ngân thôi làm việc của đơn vị" in page
    kept = {name: hidden(page, name) for name in ("full_name", "role", "unit", "seen")}
    assert (kept["full_name"], kept["unit"]) == ("Lê Thị Kim Ngân", str(town.other.pk))

    back = client.post(town.address, {**kept, "do": "edit"}).content.decode()
    assert 'value="Lê Thị Kim Ngân"' in back

    answers = {"da-xem-ban-giao": "1", "do": "save"}
    assert client.post(town.address, kept | answers).status_code == 422
    assert state() == before
    answers[f"nhan-{town.unit.pk}"] = town.colleague.pk
    assert client.post(town.address, kept | answers).status_code == 302
    town.leaver.refresh_from_db()
    assert (town.leaver.unit, town.leaver.full_name) == (town.other, "Lê Thị Kim Ngân")
    assert list(town.colleague.also_for.all()) == [town.unit]


def test_no_question_where_nothing_is_open_and_somebody_remains(client, town):
    make_user(unit=town.unit)
    assert town.move(client, unit=town.other.pk).status_code == 302
    assert town.move(client, unit=town.other.pk, role="head").status_code == 302


def test_becoming_a_leader_leaves_the_unit_too(client, town):
    response = town.move(client, role="leader")
    assert response.status_code == 200
    assert "Đơn vị sẽ không còn ai." in response.content.decode()


def test_a_unit_whose_head_signs_and_has_none_left_is_told(client, town):
    town.unit.head_signs = True
    town.unit.save()
    make_user(unit=town.unit)
    page = client.get(town.address, {"viec": "ngung"}).content.decode()
    assert "sẽ không còn thủ trưởng nào" in page


def test_an_account_without_a_unit_is_stopped_at_once(client, town):
    leader = make_user(Role.LEADER, unit=town.unit)
    address = reverse("targets:account", args=[leader.pk])
    page = client.get(address, {"viec": "ngung"}).content.decode()
    assert "không có gì phải bàn giao" in page
    fields = {"do": "deactivate", "dau": hidden(page, "dau"), "da-xem-ban-giao": "1"}
    assert client.post(address, fields).status_code == 302
    leader.refresh_from_db()
    assert not leader.is_active
