"""The search box: what is found, by whom, in which order, and what bad input gets."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from targets.models import Resolution
from targets.rules.workflow import Role
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)

pytestmark = pytest.mark.django_db
FIND = reverse("targets:search")
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def resolution():
    return make_resolution("nq-2024")


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.OFFICE))
    return client


def ask(client, text):
    return client.get(FIND, {"q": text})


def found(client, text):
    """By heading: what was found, as it is read."""
    return {
        heading: [TAG.sub("", line.name) for line in lines]
        for _, heading, _, lines in ask(client, text).context["finder"].sections
    }


def words_of(response):
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", response.content.decode())))


@pytest.fixture
def plan(resolution):
    """The poor and the roads, in every kind."""
    social = make_unit("lao-dong", name="Phòng Lao động - Thương binh và Xã hội", short_name="LĐ")
    make_unit("pho-hoa", name="Phường Phổ Hòa")
    make_unit("pho-an", name="Xã Phổ An")
    make_indicator(resolution, number=3, wording="Tổng vốn đầu tư phát triển", lead_unit=social)
    make_indicator(
        resolution,
        number=8,
        wording="Tỷ lệ hộ nghèo giảm",
        lead_unit=social,
        measures=[{"letter": "a", "name": "Hộ cận nghèo vùng biển"}, {"letter": "b", "name": "x"}],
    )
    task = make_task(
        resolution,
        number="2.1",
        title="Giảm nghèo bền vững",
        wording="Thực hiện các chính sách với hộ nghèo. Xây dựng đường giao thông nông thôn.",
        lead_unit=social,
    )
    make_work_item(task, name="rà soát hộ nghèo", product="Danh sách hộ nghèo", due_on=None)
    make_work_item(task, name="hỗ trợ nhà ở", product="50 nhà")
    return task


def test_without_accents_in_every_kind(office, plan):
    assert found(office, "ho ngheo") == {
        "Chỉ tiêu": ["Tỷ lệ hộ nghèo giảm"],
        "Nhiệm vụ": ["Giảm nghèo bền vững"],
        "Đầu việc": ["Rà soát hộ nghèo"],
    }
    assert found(office, "NGHÈO hộ") == found(office, "ho ngheo")


def test_either_place_of_the_tone_and_capitals(office, plan):
    make_unit("uy-ban", name="Ủy ban kiểm tra", order=1)
    make_unit("dang-uy", name="Đảng ủy Quân sự", order=2)
    assert found(office, "phổ hoà") == {"Đơn vị": ["Phường Phổ Hòa"]}
    assert found(office, "uỷ ban") == {"Đơn vị": ["Ủy ban kiểm tra"]}
    assert found(office, "ĐẢNG") == {"Đơn vị": ["Đảng ủy Quân sự"]}
    assert found(office, "đảng") == found(office, "dang")


def test_links_to_where_it_is(office, plan):
    item = plan.work_items.get(name="rà soát hộ nghèo")
    page = ask(office, "hộ nghèo").content.decode()
    for address in (
        reverse("reports:indicator", args=["nq-2024", 8]),
        reverse("targets:task", args=["nq-2024", "2.1"]),
        reverse("targets:work-item", args=[item.pk]),
    ):
        assert f'href="{address}"' in page
    page = ask(office, "xã phổ an").content.decode()
    assert f'href="{reverse("targets:sheet", args=["nq-2024", 3, "pho-an"])}"' in page


def test_a_number_finds_its_indicator_or_task(office, plan):
    assert found(office, "3") == {"Chỉ tiêu": ["Tổng vốn đầu tư phát triển"]}
    assert found(office, "chỉ tiêu 8") == {"Chỉ tiêu": ["Tỷ lệ hộ nghèo giảm"]}
    assert found(office, "nhiem vu 2.1") == {"Nhiệm vụ": ["Giảm nghèo bền vững"]}
    assert found(office, "50") == {"Đầu việc": ["Hỗ trợ nhà ở"]}


def test_what_was_asked_is_marked_and_the_rest_escaped(office, resolution):
    make_indicator(resolution, number=1, wording="Hộ <b>nghèo</b> & cận nghèo", measures=[])
    page = ask(office, "ho ngheo").content.decode()
    assert (
        "<mark>Hộ</mark> &lt;b&gt;<mark>nghèo</mark>&lt;/b&gt; &amp; cận <mark>nghèo</mark>" in page
    )
    page = ask(office, '"><script>').content.decode()
    assert "<script>x" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_where_else_the_words_stand(office, plan):
    assert (
        "<mark>Hộ</mark> cận nghèo vùng <mark>biển</mark>"
        in ask(office, "hộ biển").content.decode()
    )
    assert "Xây dựng đường <mark>giao</mark> <mark>thông</mark> nông thôn." in (
        ask(office, "giao thông").content.decode()
    )


def test_the_same_accents_first_then_vietnamese_order(office, resolution):
    task = make_task(resolution)
    for name in ("đường xã", "dương liễu", "ăn uống đường phố", "dưỡng lão", "an toàn đường bộ"):
        make_work_item(task, name=name)
    assert found(office, "đường") == {
        "Đầu việc": [
            "An toàn đường bộ",
            "Ăn uống đường phố",
            "Đường xã",
            "Dương liễu",
            "Dưỡng lão",
        ]
    }


def test_units_find_their_own_rows_alone(client, plan, resolution):
    other = make_unit("y-te", name="Trung tâm Y tế")
    mine = make_indicator(resolution, number=9, wording="Hộ nghèo có thẻ", lead_unit=other)
    client.force_login(make_user(unit=other))
    assert found(client, "hộ nghèo") == {"Chỉ tiêu": [mine.wording]}
    assert found(client, "phổ") == {}
    assert found(client, "y tế") == {"Đơn vị": ["Trung tâm Y tế"]}


def test_a_contributor_finds_the_indicator_once(client, plan, resolution):
    locality = make_unit("pho-vinh", name="Phường Phổ Vinh")
    indicator = resolution.groups.get().indicators.get(number=8)
    for quarter in (1, 2, 3):
        make_report(indicator, quarter, unit=locality, counts=False)
    client.force_login(make_user(unit=locality))
    assert found(client, "nghèo") == {"Chỉ tiêu": ["Tỷ lệ hộ nghèo giảm"]}


def test_drafts_are_for_the_office(client, plan):
    Resolution.objects.update(status="draft")
    client.force_login(make_user(Role.LEADER))
    assert found(client, "nghèo") == {}
    client.force_login(make_user(Role.OFFICE))
    assert set(found(client, "nghèo")) == {"Chỉ tiêu", "Nhiệm vụ", "Đầu việc"}


def test_closed_work_items_and_units_that_ended(office, plan, settings):
    plan.work_items.update(closed_at=datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC))
    make_unit("cu", name="Xã Phổ An cũ", is_active=False)
    assert "Đầu việc" not in found(office, "nghèo")
    assert found(office, "phổ an") == {"Đơn vị": ["Xã Phổ An", "Xã Phổ An cũ"]}
    settings.TODAY = datetime.date(2024, 1, 2)  # nothing has opened: no sheet to lead to
    page = ask(office, "phổ an").content.decode()
    assert "/bao-cao/nq-2024/" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "Hãy gõ vài chữ hoặc số"),
        ("h", "Một chữ cái thì quá ít để tìm."),
        ("…", "riêng dấu câu thì không tìm được"),
        ("x" * 201, "Nội dung tìm dài quá 200 ký tự."),
        ("\x00\x1fhộ\u0000 không có", "Không tìm thấy “hộ không có”."),
        ("không có đâu", "Không tìm thấy “không có đâu”. Thử ít chữ hơn"),
    ],
)
def test_what_cannot_be_found(office, plan, asked, said):
    response = ask(office, asked)
    assert response.status_code == 200
    assert said in words_of(response)
    assert response.context["finder"].groups == []


def test_without_a_question(office):
    assert "Hãy gõ vài chữ" in words_of(office.get(FIND))


def test_the_box_keeps_what_was_asked(office, plan):
    page = ask(office, "hộ  nghèo").content.decode()
    assert page.count('value="hộ nghèo"') == 3  # the bar's, the menu's and the page's own


def test_many_are_cut_and_counted(office, resolution):
    task = make_task(resolution)
    for _ in range(32):
        make_work_item(task, name="sửa đường")
    assert "Còn 2 mục nữa. Gõ thêm chữ để tìm hẹp hơn." in words_of(ask(office, "sửa đường"))


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.OFFICE, Role.LEADER])
def test_the_box_is_on_every_page(client, resolution, role):
    client.force_login(make_user(role, unit=make_unit()))
    page = client.get(reverse("targets:help")).content.decode()
    assert page.count(f'method="get" action="{FIND}" role="search"') == 2
    assert '<label class="visually-hidden" for="tim">Tìm chỉ tiêu, nhiệm vụ' in page


def test_administrators_have_no_box(client, resolution):
    client.force_login(make_user(Role.ADMIN))
    assert 'role="search"' not in client.get("/").content.decode()
    assert ask(client, "hộ").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [(Role.OFFICE, 8), (Role.REPORTER, 9)])
def test_query_count(client, django_assert_num_queries, resolution, role, queries, count):
    unit = make_unit(name="Phòng Nghèo")
    for _ in range(count):
        make_indicator(resolution, wording="Hộ nghèo", lead_unit=unit)
        make_work_item(make_task(resolution, title="Giảm nghèo", lead_unit=unit), name="nghèo")
    client.force_login(make_user(role, unit=unit))
    with django_assert_num_queries(queries):
        response = ask(client, "nghèo")
    assert [group.total for group in response.context["finder"].groups] == [count, count, count, 1]
