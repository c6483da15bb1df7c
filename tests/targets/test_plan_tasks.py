"""Task groups and task paragraphs in the plan (issue 5, step 6)."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from targets.actions import plan_groups, plan_tasks
from targets.actions.refusal import Refused
from targets.models import Resolution, Task, TaskGroup
from targets.rules.workflow import Role
from tests.factories import (
    make_directive,
    make_indicator,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.plan_pages import fields_of, opened, post
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.lead = make_unit(name="Phòng Nội vụ")
        self.other = make_unit(name="Phòng Tư pháp")
        self.task = make_task(
            self.resolution, number="1.2", lead_unit=self.lead, title="Cải cách hành chính",
            source_wording="Nguyên văn *",
        )  # fmt: skip
        self.indicator = make_indicator(self.resolution, number=3, wording="Chỉ số cải cách")

    def page(self, name, *further):
        return reverse(f"targets:{name}", args=["nq-2024", *further])

    @property
    def address(self):
        return self.page("plan-task", self.task.pk)


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def refused(client, address, fields, status=422, *, do="save", **changes):
    before = every_row()
    response = post(client, address, fields, do=do, **changes)
    assert every_row() == before
    assert response.status_code == status
    return response.content.decode()


def test_the_tasks_stand_group_by_group(client, town):
    make_work_item(town.task)
    make_task(town.resolution, number="2.1", group=2, lead_unit=None, indicators=[town.indicator])
    page = client.get(town.page("plan-tasks")).content.decode()
    for words in ("Nhóm nhiệm vụ 1", "Cải cách hành chính", "Phòng Nội vụ", "Chưa giao"):
        assert words in page, words


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(1, count):
        make_task(town.resolution, number=f"1.{number + 2}", coordinating_units=[town.other])
    with django_assert_num_queries(8):
        client.get(town.page("plan-tasks"))


def test_a_task_is_changed_and_the_log_tells_it(client, town):
    fields = opened(client, town.address)
    assert "source_wording" not in fields
    changes = {
        "number": "1.3", "title": "Chuyển đổi số", "wording": "Nội dung\nmới",
        "lead_unit": town.other.pk, "coordinating_units": [town.lead.pk],
        "indicators": [town.indicator.pk],
    }  # fmt: skip
    response = post(client, town.address, fields, **changes)
    assert (response.status_code, response.url) == (302, town.page("plan-tasks"))
    row = Task.objects.get()
    assert (row.number, row.title, row.wording, row.lead_unit, row.source_wording) == (
        "1.3", "Chuyển đổi số", "Nội dung\nmới", town.other, "Nguyên văn *",
    )  # fmt: skip
    assert list(row.coordinating_units.all()) == [town.lead]
    assert list(row.indicators.all()) == [town.indicator]
    page = client.get(town.address).content.decode()
    for words in ("Nguyên văn *", "Nguyễn Thị Hà", "thêm Phòng Nội vụ", "chỉ tiêu liên quan"):
        assert words in page, words


@pytest.mark.parametrize(
    ("changes", "box", "says"),
    [
        ({"number": ""}, "number", "Hãy ghi số như trong văn bản"),
        ({"number": "1/2"}, "number", "Hãy ghi số như trong văn bản"),
        ({"number": "1.9"}, "number", "Số 1.9 đang là của nhiệm vụ"),
        ({"title": ""}, "title", "Hãy ghi tên nhiệm vụ."),
        ({"group": "999"}, "group", "Hãy chọn một nhóm"),
        ({"lead_unit": "999"}, "lead_unit", "Hãy chọn một đơn vị"),
        ({"indicators": ["999"]}, "indicators", "không còn trong danh sách"),
    ],
)
def test_bad_input(client, town, changes, box, says):
    make_task(town.resolution, number="1.9")
    fields = opened(client, town.address)
    page = refused(client, town.address, fields, **{"wording": "Giữ", **changes})
    assert f'id="{box}_error"' in page
    assert says in page
    assert fields_of(page)["wording"] == "Giữ"


def test_the_lead_unit_does_not_coordinate_itself(client, town):
    fields = opened(client, town.address)
    page = refused(client, town.address, fields, coordinating_units=[town.lead.pk])
    assert "không đồng thời là đơn vị phối hợp" in page


def test_a_task_is_added_at_the_end_of_its_group(client, town):
    address = town.page("plan-task-new")
    fields = opened(client, address)
    assert fields["group"] == str(town.task.group_id)
    assert post(client, address, fields, number="1.3", title="Việc mới").status_code == 302
    made = Task.objects.get(number="1.3")
    assert (made.title, made.order) == ("Việc mới", 2)


def test_a_task_goes_only_while_nothing_hangs_on_it(client, town):
    item = make_work_item(town.task)
    assert "Nhiệm vụ còn đầu việc" in refused(client, town.address, {}, do="remove")
    item.delete()
    directive = make_directive(town.task, by=town.office)
    assert "Đã có ý kiến" in refused(client, town.address, {}, do="remove")
    directive.entries.all().delete()
    directive.delete()
    assert post(client, town.address, {}, do="remove").status_code == 302
    assert not Task.objects.exists()
    assert LogEntry.objects.get_for_model(Task).filter(action=2).exists()


def test_of_two_people_one_wins(client, town):
    first, second = (opened(client, town.address) for _ in range(2))
    post(client, town.address, first, title="Một", indicators=[town.indicator.pk])
    page = refused(client, town.address, second, 409, title="Hai")
    kept = fields_of(page)
    assert "Người khác vừa đổi thành “Một”." in page
    assert (kept["title"], kept["indicators"]) == ("Hai", [str(town.indicator.pk)])
    assert post(client, town.address, kept).status_code == 302


def test_groups_are_added_renamed_and_removed_when_empty(client, town):
    address = town.page("plan-task-group-new")
    fields = opened(client, address)
    assert "đang là của nhóm" in refused(client, address, fields, number="1", name="Hai")
    assert post(client, address, fields, name="Xây dựng Đảng").status_code == 302
    group = TaskGroup.objects.get(number=2)
    page = town.page("plan-task-group", group.pk)
    assert post(client, page, opened(client, page), name="Dân vận").status_code == 302
    group.refresh_from_db()
    assert group.name == "Dân vận"
    assert post(client, page, {}, do="remove").status_code == 302
    own = town.page("plan-task-group", town.task.group_id)
    assert "Nhóm còn nhiệm vụ" in refused(client, own, {}, do="remove")


def test_in_a_draft_the_text_as_printed_is_a_box_and_in_a_closed_one_nothing(client, town):
    Resolution.objects.update(status="draft")
    fields = opened(client, town.address)
    assert post(client, town.address, fields, source_wording="Đúng").status_code == 302
    assert Task.objects.get().source_wording == "Đúng"
    Resolution.objects.update(status="closed")
    page = refused(client, town.address, opened(client, town.address), title="Khác")
    assert "Nghị quyết đã kết thúc" in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_the_acts_are_the_office_s(town, role):
    person = make_user(role, unit=town.lead)
    for act in (
        lambda: plan_tasks.add_task(town.resolution, {}, by=person),
        lambda: plan_tasks.change_task(town.task, {}, seen={}, by=person),
        lambda: plan_tasks.remove_task(town.task, by=person),
        lambda: plan_groups.add_group(town.resolution, TaskGroup, {}, by=person),
        lambda: plan_groups.change_group(town.task.group, {}, seen={}, by=person),
        lambda: plan_groups.remove_group(town.task.group, by=person),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.forbidden
