"""The frame of every page (design §7): menu by role, where one is, one query."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve, reverse

from nghiquyet.context import PLACES, frame
from targets.places import newest_place
from targets.rules.workflow import Role
from tests.factories import make_resolution, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def september(settings):
    settings.TODAY = date(2024, 9, 24)


def request_of(user, path="/huong-dan/"):
    request = RequestFactory().get(path)
    request.user = user
    request.resolver_match = resolve(path)
    return request


def names(context):
    return [item.name for item in context["nav"]]


@pytest.mark.parametrize("role", Role)
def test_every_role_sees_its_places_and_no_others(role):
    make_resolution("nq")
    context = frame(request_of(make_user(role, unit=make_unit())))
    allowed = [place.name for place in PLACES if role in place.roles]
    assert [name for name in allowed if name in names(context)] == names(context)
    assert "Hướng dẫn" in names(context)


def test_the_frame_asks_one_question(django_assert_num_queries):
    make_resolution("nq")
    request = request_of(make_user(unit=make_unit(name="Phòng Tài chính")))
    with django_assert_num_queries(1):
        for context in (frame(request), frame(request)):
            assert names(context)
            assert str(context["whose"]) == "Phòng Tài chính"
            assert str(context["resolution_line"]) == "Thị ủy Đức Phổ · Nghị quyết năm 2024"
            assert context["current_period"].quarter == 3


def test_nothing_is_asked_until_a_template_prints_it(django_assert_num_queries):
    request = request_of(make_user())
    with django_assert_num_queries(0):
        frame(request)


def test_a_sheet_needs_a_unit_and_an_open_period(settings):
    make_resolution("nq")
    assert "Báo cáo quý" not in names(frame(request_of(make_user())))
    officer = make_user(unit=make_unit())
    assert "Báo cáo quý" in names(frame(request_of(officer)))
    settings.TODAY = date(2024, 1, 2)
    context = frame(request_of(officer))
    assert "Báo cáo quý" not in names(context)
    assert not context["current_period"]


def test_the_place_one_is_at_is_marked():
    context = frame(request_of(make_user(), reverse("targets:help")))
    assert [item.name for item in context["nav"] if item.current == "page"] == ["Hướng dẫn"]
    context = frame(request_of(make_user(), reverse("targets:help-role", args=["van-phong"])))
    assert [item.name for item in context["nav"] if item.current == "true"] == ["Hướng dẫn"]


def test_next_year_s_resolution_waits_until_its_first_period_opens(settings):
    settings.TODAY = date(2024, 12, 20)
    make_resolution("nq-2024", year=2024)
    make_resolution("nq-2025", year=2025)
    office = make_user(Role.OFFICE)

    def places():
        newest = newest_place(office)
        running = frame(request_of(office))["current_resolution"]
        return running.slug, newest.resolution.slug, newest.period.quarter

    assert places() == ("nq-2024", "nq-2024", 4)
    settings.TODAY = date(2025, 3, 1)
    assert places() == ("nq-2025", "nq-2025", 1)


def test_the_newest_active_resolution_counts():
    make_resolution("cu", year=2023)
    make_resolution("moi", year=2024)
    make_resolution("du-thao", year=2025, status="draft")
    assert frame(request_of(make_user()))["current_resolution"].slug == "moi"


def test_a_stranger_sees_no_menu():
    context = frame(request_of(AnonymousUser(), "/dang-nhap/"))
    assert (names(context), str(context["whose"])) == ([], "")


def test_an_empty_database_still_has_a_frame():
    context = frame(request_of(make_user(Role.ADMIN)))
    assert str(context["whose"]) == "Quản trị"
    assert not context["current_resolution"]


def test_base_page_has_landmarks_and_nothing_inline():
    make_resolution("nq")
    user = make_user(unit=make_unit())
    page = render_to_string("targets/help/guide.html", {"user": user}, request_of(user))
    for part in ("<header>", '<main id="noi-dung"', 'href="#noi-dung"', "htmx-config", "Đăng xuất"):
        assert part in page
    assert " style=" not in page
    assert "<script>" not in page
