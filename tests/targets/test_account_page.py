"""One account: changed, given a password, unlocked, stopped, taken up again (issue 3, point 7)."""

import datetime
from html import escape

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from targets.actions.account_access import activate, deactivate, give_passwords
from targets.actions.account_guard import AccountRefused, mark_of
from targets.actions.accounts import AccountMoved, Terms, change_account
from targets.models import User
from targets.rules.workflow import Role
from tests.factories import PASSWORD, make_unit, make_user
from tests.targets.account_pages import errors, hidden, log, slip_keys, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def admin(client):
    admin = make_user(Role.ADMIN, username="quan-tri", full_name="Đặng Quốc Bảo")
    client.force_login(admin)
    return admin


@pytest.fixture
def unit():
    return make_unit("phong-tc", name="Phòng Tài chính", order=1)


@pytest.fixture
def officer(unit):
    make_user(Role.HEAD, username="phong-tc.ld", full_name="Võ Minh Trí", unit=unit)
    return make_user(username="phong-tc", full_name="Lê Thị Ngân", unit=unit, email="ngan@a.vn")


def address(account):
    return reverse("targets:account", args=[account.pk])


def opened(client, account):
    """What the page's form would post."""
    page = client.get(address(account)).content.decode()
    return {
        "full_name": account.full_name, "role": account.role, "unit": account.unit_id or "",
        "email": account.email, "also_for": [unit.pk for unit in account.also_for.all()],
        "seen": hidden(page, "seen"), "do": "save",
    }  # fmt: skip


def act(client, account, do):
    page = client.get(address(account), {"viec": "ngung"} if do == "deactivate" else {})
    mark = hidden(page.content.decode(), "dau")
    return client.post(address(account), {"do": do, "dau": mark, "da-xem-ban-giao": "1"})


def logged_in(username, password=PASSWORD):
    browser = Client()
    fields = {"username": username, "password": password}
    assert browser.post(reverse("login"), fields).status_code == 302
    return browser


# Changing


def test_a_change_is_saved_and_logged_once(client, admin, officer, unit):
    other = make_unit("phong-kt", name="Phòng Kinh tế", order=2)
    fields = opened(client, officer) | {
        "full_name": "Lê Thị Kim Ngân", "role": "head", "email": "", "also_for": [other.pk],
    }  # fmt: skip
    assert client.post(address(officer), fields).url == address(officer)
    officer = User.objects.get(pk=officer.pk)
    assert Terms.of(officer) == Terms(
        "Lê Thị Kim Ngân", Role.HEAD, unit.pk, frozenset({other.pk}), ""
    )
    assert log(officer)[-2:] == [
        (
            "quan-tri",
            "Lê Thị Kim Ngân",
            {
                "full_name": ("Lê Thị Ngân", "Lê Thị Kim Ngân"),
                "role": ("reporter", "head"),
                "email": ("ngan@a.vn", ""),
            },
        ),
        ("quan-tri", "Lê Thị Kim Ngân", {"also_for": ("add", "Phòng Kinh tế")}),
    ]
    page = client.get(address(officer)).content.decode()
    for words in ("vai trò", "Cán bộ đơn vị", "Thủ trưởng đơn vị", "thêm Phòng Kinh tế"):
        assert words in page, words


def test_saving_without_a_change_logs_nothing(client, admin, officer):
    fields = opened(client, officer)
    before = state()
    client.post(address(officer), fields)
    assert state() == before


def test_becoming_and_ceasing_to_be_an_administrator(client, admin, officer):
    for role, flags in (("admin", (True, True)), ("reporter", (False, False))):
        officer.refresh_from_db()
        client.post(address(officer), opened(client, officer) | {"role": role} | LET_GO)
        officer.refresh_from_db()
        assert (officer.role, officer.is_staff, officer.is_superuser) == (role, *flags)


LET_GO = {"da-xem-ban-giao": "1"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"full_name": ""}, "Hãy nhập họ và tên."),
        ({"unit": ""}, "Cán bộ và thủ trưởng phải thuộc một đơn vị."),
        ({"unit": "closed"}, "đã ngừng hoạt động"),
        ({"email": "a@b.vn\nc@d.vn"}, "không được có dấu xuống dòng"),
        ({"role": "leader", "also_for": ["closed"]}, "đã ngừng hoạt động"),
    ],
)
def test_a_bad_change_is_refused_beside_its_box(client, admin, officer, changes, sentence):
    closed = make_unit("thoi", is_active=False).pk
    put = {"closed": closed}
    changes = {
        name: [put[one] for one in value] if isinstance(value, list) else put.get(value, value)
        for name, value in changes.items()
    }
    fields = opened(client, officer) | changes
    before = state()
    response = client.post(address(officer), fields)
    assert response.status_code == 422
    assert any(sentence in one for one in errors(response.content.decode()))
    assert state() == before


def test_an_inactive_unit_somebody_has_already_does_not_stop_other_changes(client, admin, unit):
    officer = make_user(unit=unit, full_name="Lê An")
    unit.is_active = False
    unit.save()
    client.post(address(officer), opened(client, officer) | {"full_name": "Lê Thị An"})
    officer.refresh_from_db()
    assert officer.full_name == "Lê Thị An"


def test_two_administrators_at_once(client, admin, officer):
    fields = opened(client, officer)
    other = Client()
    other.force_login(make_user(Role.ADMIN))
    other.post(address(officer), opened(other, officer) | {"full_name": "Lê Thị <Ngân>"})
    before = state()

    response = client.post(address(officer), fields | {"full_name": "Lê Ngân", "email": "b@c.vn"})
    page = response.content.decode()
    assert response.status_code == 409
    assert state() == before
    assert errors(page) == [
        "Người khác vừa đổi thành “Lê Thị <Ngân>”. Muốn giữ nội dung của bạn thì bấm Lưu lần nữa."
    ]
    for kept in ('value="Lê Ngân"', 'value="b@c.vn"'):
        assert kept in page

    again = fields | {"full_name": "Lê Ngân", "email": "b@c.vn", "seen": hidden(page, "seen")}
    assert client.post(address(officer), again).status_code == 302
    officer.refresh_from_db()
    assert (officer.full_name, officer.email) == ("Lê Ngân", "b@c.vn")


@pytest.mark.parametrize("seen", ["", "x", "[]", '{"full_name": 1}', '{"role": "vua"}'])
def test_a_page_that_does_not_tell_what_it_showed_saves_nothing(client, admin, officer, seen):
    fields = opened(client, officer) | {"full_name": "Khác", "seen": seen}
    before = state()
    assert client.post(address(officer), fields).status_code == 409
    assert state() == before


def test_the_action_itself_compares(admin, officer):
    seen = Terms.of(officer)
    change_account(officer, Terms("Một", Role.REPORTER, seen.unit_id), seen=seen, by=admin)
    with pytest.raises(AccountMoved) as moved:
        change_account(officer, Terms("Hai", Role.REPORTER, seen.unit_id), seen=seen, by=admin)
    assert moved.value.now.full_name == "Một"


# Passwords and the lock


def test_a_new_password_ends_the_old_one_and_its_sessions(client, admin, officer):
    browser = logged_in("phong-tc")
    response = act(client, officer, "password")
    assert "no-store" in response["Cache-Control"]
    [(username, password)] = slip_keys(response.content.decode()).items()
    assert browser.get(reverse("home")).url.startswith(reverse("login"))
    assert logged_in(username, password).get(reverse("home")).url == reverse("password_change")
    fields = {"username": username, "password": PASSWORD}
    assert Client().post(reverse("login"), fields).status_code == 422
    assert log(officer)[-1] == ("quan-tri", "Lê Thị Ngân", "password_given")
    assert "Đã cấp, chưa tự đổi" in client.get(address(officer)).content.decode()


@pytest.mark.parametrize("do", ["password", "activate", "deactivate"])
def test_a_second_press_does_nothing(client, admin, officer, do):
    if do == "activate":
        officer.is_active = False
        officer.save()
    mark = mark_of(User.objects.get(pk=officer.pk))
    fields = {"do": do, "dau": mark, "da-xem-ban-giao": "1"}
    assert client.post(address(officer), fields).status_code in {200, 302}
    before = state()
    response = client.post(address(officer), fields)
    assert response.status_code == 409
    assert "Chưa làm gì thêm" in response.content.decode()
    assert state() == before


def test_no_password_for_oneself_or_for_a_stopped_account(admin, officer):
    with pytest.raises(AccountRefused, match="mục Đổi mật khẩu"):
        give_passwords({admin.pk: mark_of(admin)}, by=admin)
    officer.is_active = False
    officer.save()
    with pytest.raises(AccountRefused, match="đã ngừng"):
        give_passwords({officer.pk: mark_of(officer)}, by=admin)


def test_unlocking(client, admin, officer):
    for _ in range(5):
        Client().post(reverse("login"), {"username": "phong-tc", "password": "sai"})
    page = client.get(address(officer)).content.decode()
    assert "từ máy 127.0.0.1, tự mở lúc" in page
    assert "Đang bị khóa đăng nhập" in client.get(reverse("targets:accounts")).content.decode()
    locked = client.get(reverse("targets:accounts"), {"tinh-trang": "dang-khoa"})
    assert locked.context["found"] == 1

    for expected in ("Đã mở khóa đăng nhập cho phong-tc.", "phong-tc không bị khóa đăng nhập."):
        response = client.post(address(officer), {"do": "unlock"}, follow=True)
        assert expected in response.content.decode()
    assert logged_in("phong-tc")
    assert [what for _, _, what in log(officer)].count("unlocked") == 1


def test_four_failures_or_old_ones_lock_nobody(client, admin, officer):
    make = AccessAttempt.objects.create
    make(username="phong-tc", ip_address="10.0.0.1", failures_since_start=4)
    old = make(username="phong-tc", ip_address="10.0.0.2", failures_since_start=9)
    AccessAttempt.objects.filter(pk=old.pk).update(
        attempt_time=timezone.now() - datetime.timedelta(minutes=16)
    )
    assert "Mở khóa đăng nhập" not in client.get(address(officer)).content.decode()


# Stopping and taking up again


def test_stopping_ends_an_open_session_at_once(client, admin, officer):
    browser = logged_in("phong-tc")
    assert browser.get("/doi-mat-khau/").status_code == 200
    assert act(client, officer, "deactivate").status_code == 302
    assert browser.get("/doi-mat-khau/").url.startswith(reverse("login"))
    fields = {"username": "phong-tc", "password": PASSWORD}
    assert Client().post(reverse("login"), fields).status_code == 422
    assert log(officer)[-1] == ("quan-tri", "Lê Thị Ngân", {"is_active": ("True", "False")})
    assert "Ngừng tài khoản" in client.get(address(officer)).content.decode()


def test_taking_up_again_gives_a_password_and_revives_no_session(client, admin, officer):
    browser = logged_in("phong-tc")
    act(client, officer, "deactivate")
    response = act(client, officer, "activate")
    [(username, password)] = slip_keys(response.content.decode()).items()
    assert browser.get("/doi-mat-khau/").url.startswith(reverse("login"))
    assert logged_in(username, password)
    assert log(officer)[-2:] == [
        ("quan-tri", "Lê Thị Ngân", {"is_active": ("False", "True")}),
        ("quan-tri", "Lê Thị Ngân", "password_given"),
    ]


def test_nobody_comes_back_to_a_unit_that_has_stopped(admin, officer, unit):
    officer.is_active = False
    officer.save()
    unit.is_active = False
    unit.save()
    before = state()
    with pytest.raises(AccountRefused, match="không còn hoạt động"):
        activate(officer, seen=mark_of(officer), by=admin)
    assert state() == before


@pytest.mark.parametrize("fields", [{"do": "deactivate"}, {"do": "save", "role": "office"}])
def test_nobody_puts_out_themself(client, admin, fields):
    fields = opened(client, admin) | {"dau": mark_of(admin)} | fields
    before = state()
    response = client.post(address(admin), fields)
    page = response.content.decode()
    assert response.status_code in {409, 422}
    assert "Hãy nhờ quản trị khác." in page
    assert state() == before
    assert 'value="deactivate"' not in client.get(address(admin) + "?viec=ngung").content.decode()


def test_two_administrators_never_put_out_each_other(admin):
    other = make_user(Role.ADMIN)
    seen = mark_of(admin)
    deactivate(other, seen=mark_of(other), by=admin, handovers={})
    before = state()
    with pytest.raises(AccountRefused, match="không còn quyền"):
        deactivate(admin, seen=seen, by=other, handovers={})
    assert state() == before


def test_the_office_may_look_but_not_act(client, officer):
    client.force_login(make_user(Role.OFFICE))
    before = state()
    for do in ("save", "edit", "password", "unlock", "deactivate", "activate", "x"):
        assert client.post(address(officer), {"do": do}).status_code == 403
    assert state() == before
    assert 'value="deactivate"' not in client.get(address(officer) + "?viec=ngung").content.decode()


def test_markup_in_a_name_stays_text(client, admin, unit):
    officer = make_user(unit=unit, full_name="<b>Ngân</b>", username="b")
    for path in (address(officer), address(officer) + "?viec=ngung", reverse("targets:accounts")):
        page = client.get(path).content.decode()
        assert "<b>Ngân" not in page
        assert escape("<b>Ngân</b>") in page


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_an_account(client, admin, officer, django_assert_num_queries, count):
    for number in range(count):
        officer.also_for.add(make_unit())
        officer.full_name = f"Lê {number}"
        officer.save()
    with django_assert_num_queries(10):
        client.get(address(officer))
