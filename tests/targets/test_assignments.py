"""What each unit was given of a measure's quota, typed or pasted (design §3.2, §4)."""

from decimal import Decimal as D

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from targets.actions.assignments import Given, set_assignments
from targets.actions.refusal import Refused
from targets.models import Assignment, Measure, Resolution
from targets.rules.workflow import Role
from tests.factories import make_indicator, make_resolution, make_unit, make_user
from tests.targets.plan_pages import fields_of, opened, post
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db


class Town:
    def __init__(self):
        self.office = make_user(Role.OFFICE)
        self.one = make_unit("pho-an", name="Xã Phổ An", kind="locality", order=1)
        self.two = make_unit("pho-van", name="Phường Phổ Văn", kind="locality", order=2)
        self.lead = make_unit("noi-vu", name="Phòng Nội vụ", order=3)
        self.measure = make_indicator(
            make_resolution("nq-2024"), number=12, lead_unit=self.lead,
            measures=[{"by_locality": True, "unit_of_measure": "người"}],
        ).measures.get()  # fmt: skip
        self.address = reverse("targets:plan-assignments", args=["nq-2024", self.measure.pk])

    def given(self):
        return {
            row.unit.code: (row.assigned, row.baseline, row.basis)
            for row in Assignment.objects.select_related("unit")
        }

    def boxes(self, unit, *values):
        return {f"{box}-{unit.pk}": value for box, value in zip("abc", values, strict=False)}


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def refused(client, town, fields, status=422, *, do="save", **changes):
    before = every_row()
    response = post(client, town.address, fields, do=do, **changes)
    assert every_row() == before
    assert response.status_code == status
    return response.content.decode()


def test_a_table_is_set_changed_and_emptied_row_by_row(client, town):
    fields = opened(client, town.address)
    assert f"a-{town.lead.pk}" not in fields, "localities report it"
    changes = town.boxes(town.one, "1.200", "1.100,5", "KH 12") | town.boxes(town.two, "300")
    assert post(client, town.address, fields, **changes).status_code == 302
    assert town.given() == {"pho-an": (1200, D("1100.5"), "KH 12"), "pho-van": (300, None, "")}
    fields = opened(client, town.address)
    changes = town.boxes(town.one, "", "", "") | town.boxes(town.two, "350")
    assert post(client, town.address, fields, **changes).status_code == 302
    assert town.given() == {"pho-van": (350, None, "")}
    kinds = LogEntry.objects.get_for_model(Assignment).order_by("pk")
    assert sorted(kinds.values_list("action", flat=True)) == [0, 0, 1, 2]
    plan = reverse("targets:plan-indicator", args=["nq-2024", 12])
    assert "Phường Phổ Văn" in client.get(plan).content.decode()


def test_saving_what_is_there_changes_nothing(client, town):
    Assignment.objects.create(measure=town.measure, unit=town.one, assigned=D("5.5"))
    entries = LogEntry.objects.count()
    before = every_row()
    post(client, town.address, opened(client, town.address))
    assert (every_row(), LogEntry.objects.count()) == (before, entries)
    assert "Không có gì thay đổi." in client.get(town.address).content.decode()


def test_who_was_given_something_stays_in_the_table(client, town):
    Assignment.objects.create(measure=town.measure, unit=town.lead, assigned=5)
    town.one.is_active = False
    town.one.save()
    fields = opened(client, town.address)
    assert fields[f"a-{town.lead.pk}"] == "5"
    assert f"a-{town.one.pk}" not in fields
    Measure.objects.update(by_locality=False)
    assert f"a-{town.lead.pk}" in opened(client, town.address)


@pytest.mark.parametrize("text", ["12.5", "abc", "1e5", "NaN", "1,5,0"])
def test_a_bad_number_is_told_beside_its_box(client, town, text):
    changes = town.boxes(town.one, text) | town.boxes(town.two, "300", "", "Giữ")
    page = refused(client, town, opened(client, town.address), **changes)
    assert f'id="a-{town.one.pk}_error"' in page
    assert "còn 1 ô cần sửa" in page
    kept = fields_of(page)
    assert (kept[f"a-{town.one.pk}"], kept[f"c-{town.two.pk}"]) == (text, "Giữ")


def test_pasted_lines_fill_the_table_and_save_nothing(client, town):
    fields = opened(client, town.address)
    paste = "TT\tpho-an\t1.200\t1.100\n2\tphuong pho van\t300\n"
    response = post(client, town.address, fields, do="paste", paste=paste.replace("TT", "1"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "chưa lưu" in page
    kept = fields_of(page)
    assert (kept[f"a-{town.one.pk}"], kept[f"b-{town.one.pk}"]) == ("1200", "1100")
    assert kept[f"a-{town.two.pk}"] == "300"
    assert not Assignment.objects.exists()
    assert post(client, town.address, kept).status_code == 302
    assert town.given() == {"pho-an": (1200, 1100, ""), "pho-van": (300, None, "")}


@pytest.mark.parametrize(
    ("paste", "says"),
    [
        ("", "Chưa có gì để đọc"),
        ("Xã Lạ\t5", "Dòng 1: không có đơn vị “Xã Lạ” trong bảng."),
        ("Xã Phổ An\t12.5", "Dòng 1:"),
        ("\nXã Phổ An", "Dòng 2: không thấy số sau tên đơn vị."),
    ],
)
def test_what_a_paste_does_not_tell_is_said_line_by_line(client, town, paste, says):
    fields = opened(client, town.address)
    more = town.boxes(town.two, "300")
    page = refused(client, town, fields, do="paste", paste=paste, **more)
    assert says in page
    assert fields_of(page)[f"a-{town.two.pk}"] == "300"


def test_of_two_people_one_wins(client, town):
    first, second = (opened(client, town.address) for _ in range(2))
    post(client, town.address, first, **town.boxes(town.one, "100"))
    page = refused(client, town, second, 409, **town.boxes(town.one, "200"))
    assert "Người khác vừa đổi dòng này thành số được giao 100. Muốn giữ" in page
    kept = fields_of(page)
    assert kept[f"a-{town.one.pk}"] == "200"
    assert post(client, town.address, kept).status_code == 302
    assert town.given() == {"pho-an": (200, None, "")}


def test_a_row_its_writer_left_alone_takes_what_somebody_else_wrote(client, town):
    post(client, town.address, opened(client, town.address), **town.boxes(town.one, "100"))
    first, second = (opened(client, town.address) for _ in range(2))
    post(client, town.address, first, **{f"b-{town.one.pk}": "90", f"c-{town.one.pk}": "QĐ 1"})
    page = refused(client, town, second, 409, **town.boxes(town.two, "300"))
    assert (
        "Người khác vừa đổi dòng này thành số được giao 100, thực hiện năm trước 90, căn cứ QĐ 1; "
        "dòng này đã lấy theo đó."
    ) in page
    assert post(client, town.address, fields_of(page)).status_code == 302
    assert town.given() == {"pho-an": (100, 90, "QĐ 1"), "pho-van": (300, None, "")}


@pytest.mark.parametrize("seen", ["", "[]", '{"1": 2}', "{"])
def test_a_page_that_does_not_tell_what_it_showed_is_refused(client, town, seen):
    fields = opened(client, town.address)
    page = refused(client, town, fields, seen=seen, **town.boxes(town.one, "5"))
    assert "Trang không còn đúng phiên bản" in page


def test_a_unit_that_ended_meanwhile_or_a_closed_resolution(client, town):
    town.two.is_active = False
    town.two.save()
    wish = [Given(town.two.pk, D(5))]
    with pytest.raises(Refused, match="ngừng hoạt động"):
        set_assignments(town.measure, wish, seen={}, by=town.office)
    Resolution.objects.update(status="closed")
    with pytest.raises(Refused, match="đã kết thúc"):
        set_assignments(town.measure, [], seen={}, by=town.office)
    with pytest.raises(Refused) as no:
        set_assignments(town.measure, [], seen={}, by=make_user(Role.LEADER))
    assert no.value.forbidden
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for _ in range(count):
        make_unit(kind="locality")
    with django_assert_num_queries(7):
        client.get(town.address)
