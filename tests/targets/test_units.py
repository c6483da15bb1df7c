"""Units: administrators keep them, the office reads, nothing is deleted (design §6)."""

import datetime

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from targets.actions import units
from targets.actions.plan_rows import facts_of
from targets.actions.refusal import Refused
from targets.models import Unit
from targets.rules.workflow import Role
from tests.factories import make_indicator, make_resolution, make_unit, make_user, make_work_item
from tests.targets.plan_pages import fields_of, opened, post
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
LIST = reverse("targets:units")
NEW = reverse("targets:unit-new")


class Town:
    def __init__(self):
        self.admin = make_user(Role.ADMIN, username="quan-tri", full_name="Trần Văn Quản")
        self.above = make_unit("ubnd", name="UBND thị xã", order=1)
        self.unit = make_unit("kinh-te", name="Phòng Kinh tế", parent=self.above, order=2)

    @property
    def address(self):
        return reverse("targets:unit", args=[self.unit.pk])


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.admin)
    return town


def refused(client, address, fields, status=422, **changes):
    before = every_row()
    response = post(client, address, fields, **changes)
    assert every_row() == before
    assert response.status_code == status
    return response.content.decode()


def test_the_list_tells_who_is_above_and_who_came_after(client, town):
    make_unit(
        "cu", name="Phòng cũ", is_active=False, successor=town.unit, kind="locality",
        valid_to=datetime.date(2024, 6, 30), short_name="Cũ", head_signs=True,
    )  # fmt: skip
    page = client.get(LIST).content.decode()
    for words in (
        "Phòng Kinh tế", "UBND thị xã", "Ngừng từ 30/06/2024", "Kế thừa: Phòng Kinh tế",
        "Xã, phường", "Thêm đơn vị",
    ):  # fmt: skip
        assert words in page, words
    assert "Phòng cũ" not in client.get(LIST, {"q": "kinh te"}).content.decode()
    assert "Phòng cũ" in client.get(LIST, {"q": "CŨ"}).content.decode()
    assert "UBND thị xã</a>" not in client.get(LIST, {"loai": "locality"}).content.decode()
    assert "UBND thị xã</a>" in client.get(LIST, {"loai": "nonsense"}).content.decode()
    assert "Không có đơn vị nào như vậy" in client.get(LIST, {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(count):
        make_unit(parent=town.above, successor=town.unit, is_active=False, order=5 + number)
    with django_assert_num_queries(5):
        client.get(LIST)


def test_the_office_reads_and_writes_nothing(client, town):
    client.force_login(make_user(Role.OFFICE))
    page = client.get(LIST).content.decode()
    assert "Văn phòng xem; quản trị sửa." in page
    assert "Thêm đơn vị" not in page
    page = client.get(town.address).content.decode()
    assert "UBND thị xã" in page
    assert "<textarea" not in page
    assert 'name="name"' not in page
    refused(client, town.address, {"name": "x"}, 403)
    assert client.get(NEW).status_code == 404


def test_a_unit_is_added(client, town):
    fields = opened(client, NEW)
    assert fields["order"] == "3"
    changes = {
        "code": "phong-moi", "name": "Phòng mới", "short_name": "Mới", "kind": "government",
        "parent": town.above.pk, "head_signs": "on", "email": "moi@coquan.vn",
        "valid_from": "01/07/2024",
    }  # fmt: skip
    assert post(client, NEW, fields, **changes).status_code == 302
    made = Unit.objects.get(code="phong-moi")
    assert (made.name, made.parent, made.order, made.head_signs, made.is_active) == (
        "Phòng mới", town.above, 3, True, True,
    )  # fmt: skip
    assert made.valid_from == datetime.date(2024, 7, 1)


@pytest.mark.parametrize(
    ("changes", "box", "says"),
    [
        ({"code": "kinh-te"}, "code", "đã có đơn vị dùng"),
        ({"code": ""}, "code", "Mã chỉ gồm"),
        ({"code": "Phòng Mới"}, "code", "Mã chỉ gồm"),
        ({"code": "a" * 51}, "code", "Mã chỉ gồm"),
        ({"name": ""}, "name", "Hãy ghi tên đơn vị."),
        ({"kind": ""}, "kind", "Hãy chọn một loại"),
        ({"order": "x"}, "order", "số nguyên từ 0 đến 9999"),
        ({"email": "x"}, "email", "thư điện tử chưa đúng"),
        ({"parent": "999"}, "parent", "Hãy chọn một đơn vị"),
        ({"valid_from": "01/07/2024", "valid_to": "30/06/2024"}, "valid_to", "trước ngày bắt đầu"),
        ({"valid_to": "30/06/2024", "is_active": "on"}, "is_active", "Ngày kết thúc đã qua"),
    ],
)
def test_bad_input(client, town, changes, box, says):
    fields = opened(client, NEW)
    wish = {"code": "moi", "name": "Phòng mới", "kind": "government", "short_name": "Giữ"}
    page = refused(client, NEW, fields, **{**wish, **changes})
    assert f'id="{box}_error"' in page
    assert says in page
    assert fields_of(page)["short_name"] == "Giữ"


def test_a_new_unit_with_a_successor_is_not_at_work(client, town):
    fields = opened(client, NEW)
    wish = {"code": "moi", "name": "Phòng mới", "kind": "government", "successor": town.unit.pk}
    page = refused(client, NEW, fields, **wish, is_active="on")
    assert "Đơn vị đã có đơn vị kế thừa thì không còn hoạt động" in page


def test_a_unit_is_changed_and_the_log_tells_it(client, town):
    fields = opened(client, town.address)
    assert "code" not in fields
    response = post(client, town.address, fields, name="Phòng Kinh tế, Hạ tầng", code="khac")
    assert (response.status_code, response.url) == (302, LIST)
    town.unit.refresh_from_db()
    assert (town.unit.name, town.unit.code) == ("Phòng Kinh tế, Hạ tầng", "kinh-te")
    page = client.get(town.address).content.decode()
    assert "Trần Văn Quản" in page
    assert "Phòng Kinh tế, Hạ tầng" in page
    assert LogEntry.objects.get_for_object(town.unit).filter(action=1).count() == 1


def test_no_unit_is_above_or_after_itself(client, town):
    below = make_unit("to", parent=town.unit)
    fields = opened(client, town.address)
    for parent in (town.unit, below):
        page = refused(client, town.address, fields, parent=parent.pk)
        assert "không thể là chính đơn vị này hoặc đơn vị ở dưới nó" in page
    ended = make_unit("cu", is_active=False, successor=town.unit)
    inactive = {name: value for name, value in fields.items() if name != "is_active"}
    page = refused(client, town.address, inactive, successor=town.unit.pk)
    assert "Đơn vị kế thừa không thể là chính" in page
    row = Unit.objects.get(pk=town.unit.pk)
    names = ("parent", "successor", "is_active", "valid_from", "valid_to")
    wish = {**dict.fromkeys(names), "successor": ended.pk, "is_active": False}
    with pytest.raises(Refused, match="do nó kế thừa"):
        units.change_unit(row, wish, seen=facts_of(row, names), by=town.admin)


def test_a_unit_with_a_successor_has_ended(client, town):
    other = make_unit("moi")
    fields = opened(client, town.address)
    page = refused(client, town.address, fields, successor=other.pk)
    assert "không còn hoạt động" in page
    del fields["is_active"]
    response = post(client, town.address, fields, successor=other.pk, valid_to="30/06/2024")
    assert response.status_code == 302
    town.unit.refresh_from_db()
    assert (town.unit.is_active, town.unit.successor) == (False, other)


def test_ending_a_unit_that_still_has_something_to_do_asks_first(client, town):
    resolution = make_resolution()
    make_indicator(resolution, number=3, lead_unit=town.unit)
    make_work_item(lead_unit=town.unit)
    make_user(Role.REPORTER, unit=town.unit)
    fields = opened(client, town.address)
    del fields["is_active"]
    page = refused(client, town.address, fields)
    assert "chủ trì chỉ tiêu 3, 1 đầu việc chưa xong, 1 tài khoản đang dùng" in page
    kept = fields_of(page)
    assert "is_active" not in kept
    assert post(client, town.address, kept, confirm="on").status_code == 302
    assert not Unit.objects.get(pk=town.unit.pk).is_active


def test_of_two_administrators_one_wins(client, town):
    first, second = (opened(client, town.address) for _ in range(2))
    post(client, town.address, first, name="Tên một")
    page = refused(client, town.address, second, 409, name="Tên hai")
    assert "Người khác vừa đổi thành “Tên một”." in page
    assert fields_of(page)["name"] == "Tên hai"


def test_two_administrators_add_the_same_code(town, monkeypatch):
    wish = {
        "code": "moi", "name": "Một", "valid_from": None, "valid_to": None, "successor": None,
        "is_active": True,
    }  # fmt: skip
    units.add_unit(wish, by=town.admin)
    before = every_row()
    with pytest.raises(Refused, match="đã có đơn vị dùng"):
        units.add_unit(wish, by=town.admin)
    monkeypatch.setattr(Unit.objects, "filter", lambda **_: Unit.objects.none())
    with pytest.raises(Refused, match="vừa có đơn vị dùng") as late:
        units.add_unit(wish, by=town.admin)
    monkeypatch.undo()
    assert late.value.stale
    assert every_row() == before


def test_nothing_is_deleted(client, town):
    before = every_row()
    assert client.post(town.address, {"do": "remove"}).status_code == 422
    assert every_row() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_the_acts_are_the_administrators(town, role):
    person = make_user(role, unit=town.unit)
    for act in (
        lambda: units.add_unit({}, by=person),
        lambda: units.change_unit(town.unit, {}, seen={}, by=person),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.forbidden
