"""The change log as people read it (issue 3, point 7)."""

import datetime
import re
from html import unescape

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from targets.change_log import Change, entries, field_names, lines_of
from targets.models import OfficePolicy, Unit, User
from targets.rules.workflow import Role
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
LOG = reverse("targets:change-log")


@pytest.fixture
def admin(client):
    admin = make_user(Role.ADMIN, username="quan-tri", full_name="Đặng Quốc Bảo")
    client.force_login(admin)
    return admin


def newest(count=1):
    return [(line.kind, line.did, line.what, line.changes) for line in lines_of(entries()[:count])]


def stamped(day, **fields):
    """An entry of a day at noon in Vietnam."""
    unit = make_unit()
    entry = LogEntry.objects.order_by("-pk").first()
    moment = datetime.datetime(2024, 9, day, 5, tzinfo=datetime.UTC)
    LogEntry.objects.filter(pk=entry.pk).update(timestamp=moment, **fields)
    return unit


def shown(client, **query):
    page = client.get(LOG, query)
    assert page.status_code == 200
    return [entry.record.object_repr for entry in page.context["table"].paginated_rows]


# What it says


def test_no_field_is_told_in_the_program_s_own_word():
    for model in auditlog.get_models():
        logged = auditlog.get_model_fields(model)
        rows = [*model._meta.concrete_fields, *model._meta.many_to_many]
        left = [
            one for one in rows if not one.primary_key and one.name not in logged["exclude_fields"]
        ]
        names = field_names(model._meta.model_name)
        assert [one.name for one in left if names[one.name].isascii()] == []


def test_a_new_account_and_a_change_of_it(admin):
    economy, finance = (
        make_unit("kt", name="Phòng Kinh tế"),
        make_unit("tc", name="Phòng Tài chính"),
    )
    someone = make_user(username="an", full_name="Lê An", unit=economy)
    assert newest() == [
        (
            "Tài khoản", "Thêm", "Lê An",
            (
                Change("tên đăng nhập", None, "an"),
                Change("đang dùng", None, "có"),
                Change("họ và tên", None, "Lê An"),
                Change("đơn vị", None, "Phòng Kinh tế"),
                Change("vai trò", None, "Cán bộ đơn vị"),
            ),
        )
    ]  # fmt: skip
    someone.unit, someone.role, someone.email = finance, "head", "an@coquan.vn"
    someone.save()
    someone.also_for.add(economy)
    someone.also_for.remove(economy)
    assert newest(3)[::-1] == [
        (
            "Tài khoản", "Sửa", "Lê An",
            (
                Change("thư điện tử", "để trống", "an@coquan.vn"),
                Change("đơn vị", "Phòng Kinh tế", "Phòng Tài chính"),
                Change("vai trò", "Cán bộ đơn vị", "Thủ trưởng đơn vị"),
            ),
        ),
        ("Tài khoản", "Sửa", "Lê An", (Change("kiêm đơn vị", None, "thêm Phòng Kinh tế"),)),
        ("Tài khoản", "Sửa", "Lê An", (Change("kiêm đơn vị", None, "bỏ Phòng Kinh tế"),)),
    ]  # fmt: skip


def test_a_unit_and_a_switch(admin):
    above = make_unit("ubnd", name="UBND thị xã")
    unit = make_unit("kt", name="Phòng Kinh tế")
    unit.parent, unit.head_signs, unit.valid_to = above, True, datetime.date(2025, 6, 30)
    unit.save()
    assert newest() == [
        (
            "Đơn vị", "Sửa", "Phòng Kinh tế",
            (
                Change("đơn vị cấp trên", "để trống", "UBND thị xã"),
                Change("thủ trưởng ký trước khi gửi", "không", "có"),
                Change("hoạt động đến", "để trống", "30/06/2025"),
            ),
        )
    ]  # fmt: skip
    OfficePolicy.objects.create(single_handed_office=True)
    assert newest() == [
        (
            "Quy định của Văn phòng", "Thêm", "Quy định của Văn phòng",
            (Change("cho phép người nhập tự duyệt", None, "có"),),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "changes", "expected"),
    [
        ("measure", {"baseline": ["12.500000", "9500.000000"]}, ("xuất phát", "12,5", "9.500")),
        (
            "period", {"closed_at": ["None", "2024-09-24 03:30:00"]},
            ("khóa lúc", "để trống", "10:30 24/09/2024"),
        ),
        (
            "workitem", {"state": ["planned", "done"]},
            ("trạng thái", "Chưa triển khai", "Hoàn thành"),
        ),
        ("unit", {"gone": ["a", "b"]}, ("gone", "a", "b")),
        ("unit", {"name": ["a" * 500, "b"]}, ("tên", "a" * 160 + "…", "b")),
        ("unit", {"parent": ["999999", "None"]}, ("đơn vị cấp trên", "999999", "để trống")),
    ],
)  # fmt: skip
def test_values_of_other_kinds_read_as_people_write_them(model, changes, expected):
    kind = ContentType.objects.get(app_label="targets", model=model)
    LogEntry.objects.create(
        content_type=kind, object_pk="1", object_id=1, object_repr="Vật", action=1, changes=changes
    )
    [(_, _, _, [change])] = newest()
    field = {"measure": "mức xuất phát"}.get(model, expected[0])
    assert (change.old, change.new) == expected[1:]
    assert model == "measure" or change.field == field


def test_an_entry_of_something_that_is_no_more_still_reads(client, admin):
    kind = ContentType.objects.create(app_label="targets", model="gone")
    LogEntry.objects.create(
        content_type=kind, object_pk="1", object_repr="Vật cũ", action=2, changes={"x": ["1", "2"]}
    )
    assert newest() == [("Gone", "Xóa", "Vật cũ", (Change("x", None, "1"),))]
    assert "Vật cũ" in client.get(LOG).content.decode()


def test_the_page_escapes_and_links_accounts(client, admin):
    someone = make_user(username="an", full_name="Lê <i>An</i>")
    client.post(reverse("targets:account", args=[someone.pk]), {"do": "unlock"})
    page = client.get(LOG).content.decode()
    assert "<i>An" not in page
    assert f'href="{reverse("targets:account", args=[someone.pk])}"' in page
    assert "Tài khoản an" in page


def test_a_switch_on_the_administrators_site_is_noted_once(client, admin):
    policy = OfficePolicy.objects.create()
    address = reverse("admin:targets_officepolicy_change", args=[policy.pk])
    assert client.post(address, {"single_handed_office": "on"}).status_code == 302
    assert newest() == [
        (
            "Quy định của Văn phòng", "Sửa", "Quy định của Văn phòng",
            (Change("cho phép người nhập tự duyệt", "không", "có"),),
        )
    ]  # fmt: skip
    assert not AdminEntry.objects.exists()
    history = reverse("admin:targets_officepolicy_history", args=[policy.pk])
    assert client.get(history).url == f"{LOG}?loai=officepolicy&doi-tuong={policy.pk}"


# What the address asks for


def test_filters_stand_in_the_address(client, admin):
    LogEntry.objects.all().delete()
    first = stamped(10, actor=admin)
    second = stamped(11)
    OfficePolicy.objects.create()
    assert shown(client, loai="unit") == [second.name, first.name]
    assert shown(client, loai="officepolicy") == ["Quy định của Văn phòng"]
    assert shown(client, nguoi="quan-tri") == [first.name]
    assert shown(client, nguoi="he-thong", loai="unit") == [second.name]
    assert shown(client, tu="11/09/2024", den="11/09/2024") == [second.name]
    assert shown(client, den="10/9/2024") == [first.name]
    assert shown(client, loai="unit", **{"doi-tuong": first.pk}) == [first.name]
    assert shown(client, loai="unit", sort="at") == [first.name, second.name]


def test_one_field_of_a_kind(client, admin):
    """Who moved the lead unit? The choice is there once a kind is chosen."""
    unit, other = make_unit("kt", name="Phòng Kinh tế"), make_unit("tc", name="Phòng Tài chính")
    LogEntry.objects.all().delete()
    unit.order, other.email = 5, "tc@coquan.vn"
    unit.save()
    other.save()
    assert shown(client, loai="unit", truong="order") == ["Phòng Kinh tế"]
    assert shown(client, loai="unit", truong="email") == ["Phòng Tài chính"]
    assert shown(client, loai="unit", truong="valid_to") == []
    assert len(shown(client, loai="unit", truong="id")) == 2
    assert len(shown(client, truong="order")) == 2
    page = client.get(LOG, {"loai": "unit", "truong": "order"}).content.decode()
    assert '<option value="order" selected>' in page
    assert "loc-truong" not in client.get(LOG).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"loai": "unit", "truong": "password"}, {"loai": "unit", "truong": "x" * 500},
        {"loai": "vua"}, {"nguoi": "ai"}, {"tu": "31/02/2024"}, {"den": "x"},
        {"doi-tuong": "9" * 30, "loai": "unit"}, {"doi-tuong": "1"}, {"sort": "who"}, {"page": "0"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_left_out(client, admin, query):
    unit = make_unit()
    assert shown(client, **query)[0] == unit.name


def test_fifty_a_page(client, admin):
    for _ in range(51):
        make_unit()
    assert len(shown(client)) == 50
    assert len(shown(client, page=2)) == 2


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICE])
def test_query_count(client, django_assert_num_queries, role, count):
    client.force_login(make_user(role))
    for _ in range(count):
        someone = make_user(unit=make_unit(parent=make_unit()), also_for=[make_unit()])
        someone.unit = make_unit()
        someone.save()
    with django_assert_num_queries(9):
        client.get(LOG)


def test_what_the_office_reads_is_what_happened_and_no_password(client, admin):
    page = unescape(client.get(LOG).content.decode())
    assert re.search(r"argon2|pbkdf2|md5\$", page) is None
    assert admin.password not in page
    assert User.objects.count() == 1
    assert not Unit.objects.exists()


@pytest.mark.parametrize("told", ["1.2.3.4", "không phải địa chỉ", "x" * 9000])
def test_nobody_writes_another_address_into_the_log(client, admin, told):
    policy = OfficePolicy.objects.create()
    headers = {"X-Forwarded-For": told.encode().decode("latin-1"), "X-Forwarded-Port": "9" * 30}
    address = reverse("admin:targets_officepolicy_change", args=[policy.pk])
    answer = client.post(
        address, {"single_handed_office": "on"}, REMOTE_ADDR="10.0.0.8", headers=headers
    )
    assert answer.status_code == 302
    entry = LogEntry.objects.latest()
    assert (entry.remote_addr, entry.remote_port) == ("10.0.0.8", None)
