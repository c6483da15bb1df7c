"""Accounts as a list, new ones one by one, slips (issue 3, point 7; design §6)."""

import datetime
import re
from html import escape

import pytest
from auditlog.models import LogEntry
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from targets.models import Letterhead, Unit, User
from targets.rules.workflow import Role
from tests.factories import make_unit, make_user
from tests.targets.account_pages import errors, hidden, log, slip_keys, state

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("targets:accounts"), reverse("targets:account-new")
LONG_NAME = "Nguyễn Phúc Hoàng Thị Trường Thượng Quỳnh"  # 41 letters


@pytest.fixture
def admin(client):
    admin = make_user(Role.ADMIN, username="quan-tri", full_name="Đặng Quốc Bảo")
    client.force_login(admin)
    return admin


@pytest.fixture
def finance():
    return make_unit("phong-tc", name="Phòng Tài chính - Kế hoạch", short_name="TC-KH", order=2)


def typed(client, **changes):
    page = client.get(NEW).content.decode()
    fields = {
        "full_name": "Lê Thị Ngân", "username": "", "role": "reporter", "unit": "", "email": "",
        "press": hidden(page, "press"),
    }  # fmt: skip
    return {**fields, **changes}


def names(page):
    """The user names of the list, in order."""
    return re.findall(r'data-label="Tên đăng nhập">([^<]*)<', page)


# The list


@pytest.fixture
def town(admin, finance):
    economy = make_unit("phong-kt", name="Phòng Kinh tế", order=1)
    make_user(username="phong-kt", full_name="Lê Bá Quân", unit=economy, also_for=[finance])
    make_user(
        Role.HEAD, username="phong-kt.ld", full_name="Đoàn Văn Thạch", unit=economy,
        last_login=datetime.datetime(2026, 11, 2, 3, 0, tzinfo=datetime.UTC),
    )  # fmt: skip
    make_user(username="cu", full_name="Trần Cũ", unit=finance, is_active=False)
    make_unit("vang", name="Phòng Vắng", order=3)
    make_unit("thoi", name="Phòng Thôi", order=4, is_active=False)


@pytest.mark.usefixtures("town")
def test_the_list_tells_who_and_when(client):
    page = client.get(LIST).content.decode()
    assert names(page) == ["quan-tri", "phong-kt", "phong-kt.ld", "cu"]
    told = (
        "4 tài khoản", "Lê Bá Quân", "Phòng Kinh tế", "Kiêm: TC-KH", "Cán bộ đơn vị",
        "Thủ trưởng đơn vị", "10:00 ngày 02/11/2026", "Chưa đăng nhập lần nào", "Đã ngừng",
        "1 đơn vị chưa có ai nhập số liệu", "?don-vi=vang",
    )  # fmt: skip
    for words in told:
        assert words in page, words
    assert "Phòng Thôi</a>" not in page


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "quan"}, ["quan-tri", "phong-kt"]),
        ({"q": "kinh te le"}, ["phong-kt"]),
        ({"q": "TÀI CHÍNH"}, ["phong-kt", "cu"]),
        ({"vai-tro": "head"}, ["phong-kt.ld"]),
        ({"don-vi": "phong-tc"}, ["phong-kt", "cu"]),
        ({"tinh-trang": "ngung"}, ["cu"]),
        ({"tinh-trang": "chua-dang-nhap"}, ["phong-kt"]),
        ({"tinh-trang": "dang-dung", "vai-tro": "reporter"}, ["phong-kt"]),
        ({"tinh-trang": "dang-khoa"}, []),
        ({"vai-tro": "vua", "don-vi": "khong-co", "tinh-trang": "x"}, "all"),
        ({"sort": "name"}, ["quan-tri", "cu", "phong-kt", "phong-kt.ld"]),
        ({"sort": "-login"}, ["quan-tri", "phong-kt.ld", "phong-kt", "cu"]),
        ({"sort": "khong-co", "page": "99"}, "all"),
    ],
)
def test_filters_and_order_stand_in_the_address(client, query, expected):
    client.force_login(User.objects.get(username="quan-tri"))
    User.objects.filter(username="quan-tri").update(
        last_login=datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
    )
    page = client.get(LIST, query)
    assert page.status_code == 200
    everybody = ["quan-tri", "phong-kt", "phong-kt.ld", "cu"]
    assert names(page.content.decode()) == (everybody if expected == "all" else expected)


def test_fifty_accounts_a_page(client, admin):
    for number in range(51):
        make_user(username=f"a-{number:02}")
    first, second = (names(client.get(LIST, {"page": n}).content.decode()) for n in (1, 2))
    assert (len(first), len(second)) == (50, 2)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICE])
def test_query_count_of_the_list(client, django_assert_num_queries, role, count):
    client.force_login(make_user(role))
    for _ in range(count):
        make_user(unit=make_unit(), also_for=[make_unit()])
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_office_reads_and_has_no_buttons(client, finance):
    someone = make_user(unit=finance, full_name="Lê Thị Ngân", email="ngan@coquan.vn")
    client.force_login(make_user(Role.OFFICE))
    for address in (LIST, reverse("targets:account", args=[someone.pk])):
        page = client.get(address).content.decode()
        assert "Lê Thị Ngân" in page
        main = page[page.index("<main") :]
        assert 'method="post"' not in main
        assert NEW not in main
        assert "viec=ngung" not in main


# A new account


def test_a_new_account_gets_a_slip_with_a_password_for_one_login(client, admin, finance):
    Letterhead.objects.create(contact="Đ/c Bảo, máy lẻ 108")
    response = client.post(NEW, typed(client, unit=finance.pk, email="ngan@coquan.vn"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    [(username, password)] = slip_keys(page).items()
    assert username == "phong-tc"
    for words in ("Lê Thị Ngân", finance.name, "http://testserver/", "máy lẻ 108", "Cán bộ đơn vị"):
        assert words in page, words

    made = User.objects.get(username="phong-tc")
    assert (made.role, made.unit, made.email) == ("reporter", finance, "ngan@coquan.vn")
    assert (made.must_change_password, made.is_staff, made.is_superuser) == (True, False, False)

    officer = Client()
    credentials = {"username": username, "password": password}
    assert officer.post(reverse("login"), credentials).status_code == 302
    assert officer.get(reverse("home")).url == reverse("password_change")
    chosen = {"old_password": password, "new_password1": "mot-mat-khau-moi"}
    again = {"new_password2": "mot-mat-khau-moi"}
    assert officer.post(reverse("password_change"), chosen | again).url == "/"
    assert Client().post(reverse("login"), credentials).status_code == 422, "it worked once"
    assert log(made)[1:] == [
        ("quan-tri", "Lê Thị Ngân", "password_given"),
        ("phong-tc", "Lê Thị Ngân", "password_chosen"),
    ]


def test_nothing_of_a_password_is_kept(client, admin, finance):
    response = client.post(NEW, typed(client, unit=finance.pk))
    [password] = slip_keys(response.content.decode()).values()
    made = User.objects.get(username="phong-tc")
    kept = [
        *(str(list(LogEntry.objects.values_list()))),
        str([session.get_decoded() for session in Session.objects.all()]),
        str([str(message) for message in get_messages(response.wsgi_request)]),
        str(state()),
    ]
    assert not any(password in text or made.password in text for text in kept[:-1])
    assert password not in kept[-1]
    assert made.check_password(password)


def test_a_reload_makes_nothing_twice_and_says_so(client, admin, finance):
    fields = typed(client, unit=finance.pk)
    assert client.post(NEW, fields).status_code == 200
    before = state()
    response = client.post(NEW, fields)
    assert response.status_code == 409
    assert "Lần bấm này đã được thực hiện" in response.content.decode()
    assert state() == before


def test_names_are_proposed_from_the_person_where_the_unit_s_is_taken(client, admin, finance):
    for _ in range(2):
        client.post(NEW, typed(client, unit=finance.pk, full_name="Lê  Thị Ngân"))
    client.post(NEW, typed(client, unit=finance.pk, role="head", full_name="Võ Trí"))
    client.post(NEW, typed(client, role="leader", full_name="Đỗ Thị Ưng"))
    made = User.objects.exclude(pk=admin.pk).order_by("pk").values_list("username", "full_name")
    assert list(made) == [
        ("phong-tc", "Lê Thị Ngân"),
        ("le-thi-ngan", "Lê Thị Ngân"),
        ("phong-tc.ld", "Võ Trí"),
        ("do-thi-ung", "Đỗ Thị Ưng"),
    ]


def test_an_administrator_is_staff_as_load_demo_makes_them(client, admin):
    client.post(NEW, typed(client, role="admin"))
    made = User.objects.get(username="le-thi-ngan")
    assert (made.is_staff, made.is_superuser) == (True, True)


def test_also_for_is_kept_and_logged(client, admin, finance):
    other = make_unit("phong-kt", name="Phòng Kinh tế")
    client.post(NEW, typed(client, unit=finance.pk, also_for=[finance.pk, other.pk]))
    made = User.objects.get(username="phong-tc")
    assert list(made.also_for.all()) == [other]
    assert ("quan-tri", "Lê Thị Ngân", {"also_for": ("add", "Phòng Kinh tế")}) in log(made)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"full_name": " "}, "Hãy nhập họ và tên."),
        ({"full_name": "x" * 151}, "tối đa 150 ký tự"),
        ({"role": ""}, "Hãy chọn vai trò."),
        ({"role": "vua"}, "Không có vai trò này."),
        ({"unit": ""}, "Cán bộ và thủ trưởng phải thuộc một đơn vị."),
        ({"unit": "closed"}, "đã ngừng hoạt động"),
        ({"unit": "abc"}, "đã ngừng hoạt động"),
        ({"also_for": ["closed"]}, "đã ngừng hoạt động"),
        ({"role": "leader", "unit": "", "also_for": ["own"]}, "mới làm thay đơn vị khác"),
        ({"email": "a@b.vn\nBcc: c@d.vn"}, "không được có dấu xuống dòng"),
        ({"email": "a@b.vn\r\n"}, "không được có dấu xuống dòng"),
        ({"email": "khong-phai-thu"}, "Địa chỉ thư điện tử chưa đúng"),
        ({"username": "có dấu"}, "Tên đăng nhập chỉ gồm chữ không dấu"),
        ({"username": "x" * 61}, "không dài quá 60 ký tự"),
        ({"username": "QUAN-TRI"}, "Tên đăng nhập quan-tri đã có người dùng."),
        ({"full_name": "李", "role": "leader"}, "không đặt được từ họ tên này"),
        ({"press": "cu"}, "Trang này đã cũ."),
    ],
)
def test_bad_input_is_refused_beside_its_box_and_nothing_is_lost(
    client, admin, finance, changes, sentence
):
    ids = {"own": finance.pk, "closed": make_unit("thoi", is_active=False).pk}
    changes = {
        name: [ids[one] for one in value] if isinstance(value, list) else ids.get(value, value)
        for name, value in changes.items()
    }
    fields = typed(client, **{"unit": finance.pk, "full_name": "Trần <b>Văn</b> A", **changes})
    before = state()
    response = client.post(NEW, fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert state() == before
    assert sentence in page
    kept = fields["full_name"].strip()
    assert not kept or escape(kept) in page
    if changes.get("press"):
        assert client.post(NEW, {**fields, "press": hidden(page, "press")}).status_code == 200


def test_a_unit_nobody_acts_for_comes_along_from_the_list(client, admin, finance):
    page = client.get(NEW, {"don-vi": "phong-tc"}).content.decode()
    assert f'<option value="{finance.pk}" selected>' in page
    assert client.get(NEW, {"don-vi": "khong-co"}).status_code == 200


def test_long_names_and_markup_stay_text_on_a_slip(client, admin):
    unit = make_unit("x", name="Ban <script>alert(1)</script> & công sự")
    response = client.post(NEW, typed(client, full_name=LONG_NAME, unit=unit.pk, username="a"))
    page = response.content.decode()
    assert LONG_NAME in page
    assert escape(unit.name) in page
    assert "<script>alert" not in page


# Slips again


REPRINT = reverse("targets:account-slips")


def ticks(client, *people):
    page = client.get(REPRINT).content.decode()
    marks = {f"dau-{one.pk}": hidden(page, f"dau-{one.pk}") for one in people}
    return {"chon": [one.pk for one in people], **marks}


def test_new_slips_for_people_who_never_logged_in(client, admin, finance):
    first = make_user(username="a", unit=finance, full_name="Lê An")
    second = make_user(username="b", unit=finance)
    logged_in = make_user(username="c", last_login=datetime.datetime.now(datetime.UTC))
    page = client.get(REPRINT).content.decode()
    assert f'value="{first.pk}"' in page
    assert f'value="{logged_in.pk}"' not in page
    assert "checked" not in page
    assert client.get(REPRINT, {"chon": "tat-ca"}).content.decode().count(" checked") == 2

    fields = ticks(client, first)
    response = client.post(REPRINT, fields)
    assert "no-store" in response["Cache-Control"]
    [(username, password)] = slip_keys(response.content.decode()).items()
    first.refresh_from_db()
    assert (username, first.check_password(password), first.must_change_password) == (
        "a",
        True,
        True,
    )
    assert log(first)[-1] == ("quan-tri", "Lê An", "password_given")
    unmoved = User.objects.get(pk=second.pk)
    assert unmoved.password == second.password

    before = state()
    again = client.post(REPRINT, fields)
    assert again.status_code == 409
    assert "Chưa làm gì thêm" in again.content.decode()
    assert state() == before


def test_slips_need_somebody_ticked(client, admin):
    stranger = make_user(last_login=datetime.datetime.now(datetime.UTC))
    before = state()
    for chosen in ([], ["abc"], [stranger.pk], [admin.pk]):
        response = client.post(REPRINT, {"chon": chosen})
        assert response.status_code == 422
        assert "Chưa chọn tài khoản nào" in response.content.decode()
    assert state() == before


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_slips_again(client, admin, django_assert_num_queries, count):
    for _ in range(count):
        make_user(unit=make_unit())
    with django_assert_num_queries(7):
        client.get(REPRINT)


def test_what_the_new_page_and_its_errors_name(client, admin):
    page = client.post(NEW, typed(client, full_name="", role="")).content.decode()
    assert errors(page) == ["Hãy nhập họ và tên.", "Hãy chọn vai trò."]
    assert not Unit.objects.exists()
