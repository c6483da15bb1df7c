"""The door (design §6): who gets in, how long they stay, and that nothing typed is lost."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from targets import clock
from targets.models import OfficePolicy, User
from targets.rules.workflow import Role

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai"
SHEET = "/bao-cao/nq-2024/3/phong-tai-chinh/"
TYPED = {"f-1-value": "11,2", "r-1-difficulties": 'Thiếu "vốn" & <nhân lực>\r\ndòng hai'}


@pytest.fixture
def officer():
    return User.objects.create_user("tai-chinh", password=PASSWORD, full_name="Nguyễn Thị Hoa")


@pytest.fixture
def sheet():
    return reverse("targets:sheet", args=["nq-2024", 3, "phong-tai-chinh"])


def log_in(client, password=PASSWORD, username="tai-chinh", address="10.0.0.1", **more):
    fields = {"username": username, "password": password, **more}
    return client.post(reverse("login"), fields, REMOTE_ADDR=address)


def signed_in(client):
    return "_auth_user_id" in client.session


def hidden(page, name):
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    return unescape(found[1]) if found else None


# Who gets in


@pytest.mark.usefixtures("officer")
def test_login_goes_home(client):
    response = log_in(client)
    assert (response.status_code, response.url) == (302, "/")
    assert signed_in(client)


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("wish", "goes_to"),
    [
        ("/huong-dan/?a=1", "/huong-dan/?a=1"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_stays_on_this_site(client, wish, goes_to):
    page = client.get(reverse("login"), {"next": wish}).content.decode()
    assert (hidden(page, "next") or "/") == goes_to
    assert log_in(client, next=wish).url == goes_to


@pytest.mark.usefixtures("officer")
def test_wrong_password_says_how_many_tries_are_left_and_keeps_the_name(client):
    response = log_in(client, "sai")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page
    assert "Còn 4 lần thử." in page
    assert 'value="tai-chinh"' in page
    assert not signed_in(client)


def test_empty_boxes_are_named(client):
    response = log_in(client, "", username="")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Hãy nhập tên đăng nhập." in page
    assert "Hãy nhập mật khẩu." in page


def test_an_inactive_account_stays_out(client, officer):
    officer.is_active = False
    officer.save()
    assert log_in(client).status_code == 422
    assert not signed_in(client)


@pytest.mark.parametrize("username", ["a\x00b", "x" * 5000, "ế" * 200])
def test_odd_names_are_refused_not_crashed_on(client, username):
    assert log_in(client, "sai", username=username).status_code == 422


def test_who_is_in_needs_no_login_page(client, officer):
    client.force_login(officer)
    assert client.get(reverse("login")).url == "/"


def test_logout_is_a_post(client, officer):
    client.force_login(officer)
    assert client.get(reverse("logout")).status_code == 405
    assert signed_in(client)
    assert client.post(reverse("logout")).url == reverse("login")
    assert not signed_in(client)


# The lock


@pytest.mark.usefixtures("officer")
def test_five_failures_lock_this_name_at_this_address_only(client):
    User.objects.create_user("van-thu", password=PASSWORD)
    answers = [log_in(client, "sai").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]

    locked = log_in(client)
    assert locked.status_code == 429
    assert "Thử lại sau 15 phút" in locked.content.decode()
    assert not signed_in(client)

    assert log_in(Client(), username="van-thu").status_code == 302, "same address, other name"
    assert log_in(Client(), address="10.0.0.2").status_code == 302, "same name, other address"


@pytest.mark.usefixtures("officer")
def test_the_lock_opens_after_fifteen_minutes_of_the_real_clock(client, settings):
    settings.TODAY = datetime(2024, 9, 24, tzinfo=UTC).date()
    start = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    for minute in range(5):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            log_in(client, "sai")
    with time_machine.travel(start + timedelta(minutes=18), tick=False):
        page = log_in(client).content.decode()
        assert "Thử lại sau 1 phút" in page
    with time_machine.travel(start + timedelta(minutes=20), tick=False):
        assert log_in(client).status_code == 302


@pytest.mark.usefixtures("officer")
def test_a_login_forgets_earlier_failures(client):
    for _ in range(4):
        log_in(client, "sai")
    assert log_in(client).status_code == 302
    assert "Còn 4 lần thử." in log_in(Client(), "sai").content.decode()


@pytest.mark.usefixtures("officer")
def test_an_administrator_unlocks(client):
    for _ in range(5):
        log_in(Client(), "sai")
    client.force_login(User.objects.create_user("quan-tri", role=Role.ADMIN.value))
    locked = User.objects.get(username="tai-chinh")
    client.post(reverse("targets:account", args=[locked.pk]), {"do": "unlock"})
    assert log_in(Client()).status_code == 302


# How long they stay


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("ticked", "cookie_age"), [({"remember": "on"}, 8 * 3600), ({}, "")])
def test_eight_hours_or_until_the_browser_closes(client, ticked, cookie_age):
    response = log_in(client, **ticked)
    assert response.cookies["sessionid"]["max-age"] == cookie_age
    assert client.session.get_expiry_age() == 8 * 3600, "never longer on the server"


@pytest.mark.usefixtures("officer")
def test_a_session_ends_after_eight_hours(client):
    start = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        log_in(client, remember="on")
    with time_machine.travel(start + timedelta(hours=7, minutes=59), tick=False):
        assert client.get(reverse("password_change")).status_code == 200
    with time_machine.travel(start + timedelta(hours=8, minutes=1), tick=False):
        assert client.get(reverse("password_change")).status_code == 302


# Passwords


def change(client, old=PASSWORD, new="mat-khau-moi-dai", again=None):
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password_change"), fields)


def test_changing_the_password_keeps_the_session(client, officer):
    client.force_login(officer)
    assert change(client).url == "/"
    officer.refresh_from_db()
    assert officer.check_password("mat-khau-moi-dai")
    assert signed_in(client)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu hiện nay chưa đúng."),
        ({"again": "khac-han-voi-tren"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngan"}, "Mật khẩu quá ngắn: cần ít nhất 10 ký tự."),
        ({"new": "1029384756"}, "Mật khẩu không được chỉ gồm chữ số."),
        ({"new": "tai-chinh2"}, "Mật khẩu quá giống tên đăng nhập"),
        ({"new": "qwertyuiop"}, "Mật khẩu này nhiều người dùng"),
        ({"new": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện nay."),
    ],
)
def test_a_refused_password_says_why(client, officer, fields, sentence):
    client.force_login(officer)
    response = change(client, **fields)
    officer.refresh_from_db()
    assert (response.status_code, officer.check_password(PASSWORD)) == (422, True)
    assert sentence in response.content.decode()


def test_a_given_password_is_changed_before_anything_else(client, officer):
    officer.must_change_password = True
    officer.save()
    log_in(client)
    assert client.get("/").url == reverse("password_change")
    assert client.post("/").url == reverse("password_change")
    response = client.get("/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Reswap"]) == (403, "none")
    assert "lần đăng nhập đầu tiên" in client.get(reverse("password_change")).content.decode()
    assert client.get("/khong-co/").status_code == 404
    change(client)
    officer.refresh_from_db()
    assert not officer.must_change_password
    assert client.get(reverse("login_done")).status_code == 200


# A session that ended while somebody typed


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_pages_own_request_gets_401_and_no_redirect(client, sheet, method):
    response = getattr(client, method)(sheet, TYPED, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Trigger"] == "login-needed"
    assert response["X-Login"] == "/dang-nhap/?next=%2Fdang-nhap%2Fxong%2F"
    assert "Phiên làm việc đã hết" in response.content.decode()


def test_a_stale_page_is_told_to_fetch_a_token(officer, sheet):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(sheet, TYPED, headers={"HX-Request": "true"}).status_code == 401
    fresh = client.get(reverse("fresh_token")).json()
    assert fresh["username"] == "tai-chinh"
    response = client.post(reverse("logout"), headers={"X-CSRFToken": fresh["token"]})
    assert response.status_code == 302


def test_no_token_without_a_login(client):
    assert client.get(reverse("fresh_token")).status_code == 401


@pytest.mark.usefixtures("officer")
def test_without_javascript_the_login_page_carries_the_fields_through(client, sheet):
    response = client.post(sheet, TYPED)
    page = response.content.decode()
    assert response.status_code == 401
    assert "chưa mất" in page
    kept = hidden(page, "carried")

    page = log_in(client, "sai", carried=kept).content.decode()
    assert hidden(page, "carried"), "a wrong password loses nothing"

    response = log_in(client, carried=hidden(page, "carried"))
    page = response.content.decode()
    assert response.status_code == 200
    assert signed_in(client)
    assert f'action="{sheet}"' in page
    assert "Gửi tiếp phần đã nhập" in page
    assert {name: hidden(page, name) for name in TYPED} == TYPED


@pytest.mark.usefixtures("officer")
def test_the_lock_loses_nothing_either(client, sheet):
    kept = hidden(client.post(sheet, TYPED).content.decode(), "carried")
    for _ in range(5):
        response = log_in(client, "sai", carried=kept)
    assert response.status_code == 429
    assert hidden(response.content.decode(), "carried")


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("forged", ["", "x", "eyJwYXRoIjoiLyJ9:1abcde:xyz"])
def test_only_what_we_signed_is_carried(client, forged):
    assert log_in(client, carried=forged).url == "/"


@pytest.mark.usefixtures("officer")
def test_the_size_is_capped(client, sheet):
    page = client.post(sheet, {"r-1-results": "x" * 1_000_001}).content.decode()
    assert hidden(page, "carried") is None
    assert "nút quay lại của trình duyệt" in page


def test_other_pages_are_not_carried(client):
    page = client.post(reverse("password_change"), {"new_password1": "bi-mat"}).content.decode()
    assert "bi-mat" not in page
    assert hidden(page, "carried") is None


@pytest.mark.parametrize(
    ("origin", "carried"),
    [("http://testserver", True), ("http://elsewhere.example", False), ("null", False)],
)
def test_a_stale_form_of_ours_can_be_sent_again(officer, sheet, origin, carried):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    response = client.post(sheet, TYPED, headers={"Origin": origin})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Trang đã cũ" in page
    assert (hidden(page, "f-1-value") == "11,2") is carried


# What every answer carries; the administrators' site; the clock


def test_the_policy_allows_nothing_inline(client):
    policy = client.get(reverse("login"))["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self' data:" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/dang-nhap/xong/", "/doi-mat-khau/"])
def test_every_page_needs_a_login(client, path):
    assert client.get(path).url.startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_the_administrators_site_is_for_administrators(client, role):
    client.force_login(User.objects.create_user("ai-do", role=role.value))
    assert client.get(reverse("admin:index"), follow=True).status_code == 403
    policy = reverse("admin:targets_officepolicy_changelist")
    assert client.get(policy, follow=True).status_code == 403


def test_administrators_keep_the_policy_on_the_administrators_site(client):
    OfficePolicy.objects.create()
    client.force_login(User.objects.create_user("quan-tri", role=Role.ADMIN.value))
    assert "Kết nối chưa mã hóa" in client.get(reverse("admin:index")).content.decode()
    assert client.get(reverse("admin:targets_officepolicy_changelist")).status_code == 200


def test_create_admin(monkeypatch, capsys):
    monkeypatch.setenv("ADMIN_PASSWORD", "ngan")
    with pytest.raises(CommandError, match="quá ngắn"):
        call_command("create_admin", username="goc")
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    call_command("create_admin", username="goc")
    assert "Đã tạo tài khoản quản trị goc." in capsys.readouterr().out
    made = User.objects.get(username="goc")
    assert (made.role, made.check_password(PASSWORD)) == (Role.ADMIN.value, True)
    with pytest.raises(CommandError, match="Đã có tài khoản goc"):
        call_command("create_admin", username="goc")


def test_create_admin_asks_for_what_is_missing(monkeypatch):
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "khac"])
    monkeypatch.setattr("builtins.input", lambda prompt: "goc")
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    call_command("create_admin")
    assert User.objects.get(username="goc").check_password(PASSWORD)
    with pytest.raises(CommandError, match="không giống nhau"):
        call_command("create_admin", username="khac")


def test_the_clock_is_pinned_by_day(settings):
    with time_machine.travel(datetime(2026, 11, 24, 18, 30, tzinfo=UTC), tick=False):
        assert clock.today().isoformat() == "2026-11-25", "half past one at night here"
        settings.TODAY = datetime(2024, 9, 24, tzinfo=UTC).date()
        assert clock.today().isoformat() == "2024-09-24"
        assert clock.now().isoformat() == "2024-09-24T01:30:00+07:00"


def test_a_trusted_proxy_speaks_for_the_client(client, officer, settings):
    settings.TRUSTED_PROXY = ["10.0.0.9"]
    headers = {"X-Forwarded-For": "1.2.3.4, 10.0.0.7", "X-Forwarded-Proto": "https"}
    fields = {"username": officer.username, "password": "sai"}

    def seen(address):
        request = client.post("/dang-nhap/", fields, REMOTE_ADDR=address, headers=headers)
        return request.wsgi_request.META["REMOTE_ADDR"], request.wsgi_request.is_secure()

    assert seen("10.0.0.9") == ("10.0.0.7", True)
    assert seen("10.0.0.8") == ("10.0.0.8", False), "a stranger's word counts for nothing"
    headers["X-Forwarded-For"] = "1.2.3.4, unknown"
    assert seen("10.0.0.9") == ("1.2.3.4", True), "what is no address is passed over"


def test_the_administrators_site_has_one_door_in_and_out(client):
    client.force_login(User.objects.create_user("quan-tri", role=Role.ADMIN.value))
    assert client.get(reverse("admin:password_change")).url == reverse("password_change")
    assert client.post(reverse("admin:logout")).url == reverse("login")
    assert not signed_in(client)
