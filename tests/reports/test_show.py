"""The projector (issue, point 4): order and ways on, what a slide says, what it keeps back."""

import datetime
import re
from itertools import chain

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Rating
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.reports.test_board import text_of

pytestmark = pytest.mark.django_db
HOME = "/trinh-chieu/nq-2024/3/"
LINK = re.compile(r'<a class="[^"]*" href="([^"]+)"(?: rel="\w+")? data-show="(\w+)"')


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def plan():
    """(1) on its way, (2) behind, (3) no figure: worst first 2, 3, 1."""
    resolution = make_resolution("nq-2024")
    unit = make_unit("tai-chinh", name="Phòng Tài chính")
    for value in ("80", "60", None):
        indicator = make_indicator(resolution, lead_unit=unit)
        if value:
            make_report(
                indicator, 3, figures={"": value}, causes="Chậm bàn giao mặt bằng.",
                proposals="Xong trước 31/10/2024.",
            )  # fmt: skip
    return resolution


@pytest.fixture
def leader(client):
    client.force_login(make_user(Role.LEADER))
    return client


def ways(answer):
    """Where the links of a slide lead, by what they are for."""
    assert answer.status_code == 200
    page = answer.content.decode().replace("&amp;", "&")
    return {name: address for address, name in LINK.findall(page)}


def walk(client, address):
    """Every slide from this one on, by the link that a clicker presses."""
    seen = [address]
    while after := ways(client.get(seen[-1])).get("after"):
        assert ways(client.get(after))["before"] == seen[-1]
        seen.append(after)
    return seen


def test_without_a_period_it_goes_to_the_running_one(leader, plan):
    answer = leader.get(reverse("reports:show"))
    assert (answer.status_code, answer.url) == (302, HOME)


def test_without_a_resolution_there_is_nothing_to_show(leader):
    assert leader.get(reverse("reports:show")).status_code == 404


def test_tally_board_then_each_indicator_worst_first(leader, plan):
    seen = walk(leader, HOME)
    assert seen == [HOME, f"{HOME}?trang=1", f"{HOME}2/", f"{HOME}3/", f"{HOME}1/"]
    assert ways(leader.get(seen[2])) == {
        "before": f"{HOME}?trang=1",
        "after": f"{HOME}3/",
        "leave": "/bang-theo-doi/nq-2024/3/",
        "first": HOME,
        "last": f"{HOME}1/",
    }


def test_in_the_resolutions_order_with_what_was_only_sent(leader, plan):
    third = plan.groups.get().indicators.get(number=3)
    make_report(third, 3, status=Status.SUBMITTED, figures={"": "120"})
    query = "?thu-tu=nghi-quyet&so-lieu=gom-ca-da-gui"
    assert walk(leader, HOME + query) == [
        HOME + query, f"{HOME}{query}&trang=1", f"{HOME}1/{query}", f"{HOME}2/{query}",
        f"{HOME}3/{query}",
    ]  # fmt: skip
    slide = leader.get(f"{HOME}3/{query}")
    assert ways(slide)["leave"] == f"/bang-theo-doi/nq-2024/3/{query}"
    assert "120,0 tỷ đồng" in text_of(slide)
    assert "Chưa duyệt" in text_of(slide)


@pytest.mark.parametrize(
    ("count", "rows"), [(1, [1]), (6, [6]), (7, [4, 3]), (17, [6, 6, 5]), (25, [5, 5, 5, 5, 5])]
)
def test_the_board_is_spread_evenly_over_slides(leader, count, rows):
    resolution = make_resolution("nq-2024")
    unit = make_unit()
    for number in range(1, count + 1):
        make_indicator(resolution, number=number, lead_unit=unit)
    found = [
        [each.row.number for each in leader.get(f"{HOME}?trang={at}").context["slide"].rows]
        for at in range(1, len(rows) + 1)
    ]
    assert [len(each) for each in found] == rows
    assert list(chain.from_iterable(found)) == list(range(1, count + 1))


@pytest.mark.parametrize(("asked", "at"), [("x", 0), ("-1", 0), ("²", 0), ("99", 1), ("0", 0)])
def test_a_slide_that_is_not_there(leader, plan, asked, at):
    assert leader.get(f"{HOME}?trang={asked}").context["slide"].at == at


@pytest.mark.parametrize("path", [f"{HOME}4/", "/trinh-chieu/nq-2024/9/", "/trinh-chieu/khac/3/2/"])
def test_what_does_not_exist(leader, plan, path):
    assert leader.get(path).status_code == 404


def test_the_tally(leader, plan):
    text = text_of(leader.get(HOME))
    for said in (
        "3 chỉ tiêu Nghị quyết năm 2024: kết quả 9 tháng",
        "Đạt và vượt 0/3 , đánh giá được 2/3 chỉ tiêu",
        "1 Chậm tiến độ 1 Chưa có số liệu",
        "1. Nhóm 1 0/3 Chậm tiến độ 1 Chưa có số liệu 1 Đúng tiến độ 1",
    ):
        assert said in text
    assert "Trang chủ" not in text, "no menu on the wall"


def test_the_rows(leader, plan):
    text = text_of(leader.get(f"{HOME}?trang=1"))
    assert "Bảng 1/1" in text
    assert (
        "2 2. Chỉ tiêu số 2 Chậm tiến độ 60,0 tỷ đồng đường thẳng 75,0 80,0 tỷ đồng khó đạt" in text
    )


def test_one_indicator(leader, plan):
    answer = leader.get(f"{HOME}2/")
    text = text_of(answer)
    for said in (
        "1. Nhóm 1 · Phòng Tài chính · 9 tháng năm 2024 2. Chỉ tiêu số 2",
        "1/3",
        "Đánh giá 9 tháng Chậm tiến độ Lũy kế 9 tháng 60,0 tỷ đồng bằng 60,0% chỉ tiêu năm",
        "Theo đường thẳng, 9 tháng 75,0 tỷ đồng thiếu 15,0 tỷ đồng",
        "Dự kiến cả năm 80,0 tỷ đồng theo đà, khó đạt",
        "Cần trong quý IV 40,0 tỷ đồng",
        "Đơn vị: tỷ đồng. Đường đậm: thực hiện; gạch đứt: theo đường thẳng; dải xanh: chỉ tiêu cả "
        "năm; vòng tròn: theo đà.",
        "Nguyên nhân: Chậm bàn giao mặt bằng. Đề xuất: Xong trước 31/10/2024.",
    ):
        assert said in text
    assert answer.content.decode().count('class="gx chart-shown"') == 1


def test_no_figure_says_why(leader, plan):
    text = text_of(leader.get(f"{HOME}3/"))
    assert "Đánh giá 9 tháng Chưa có số liệu chưa gửi" in text
    assert "Chưa có số liệu để vẽ biểu đồ: chưa gửi." in text


def test_a_compound_indicator_shows_its_parts(leader):
    resolution = make_resolution("nq-2024")
    parts = [{"letter": "a", "name": "Trường"}, {"letter": "b", "name": "Lớp", "pace": "year_end"}]
    make_report(make_indicator(resolution, measures=parts), 3, figures={"a": "80"})
    answer = leader.get(f"{HOME}1/")
    text = text_of(answer)
    assert "a) Trường 80,0 tỷ đồng Đúng tiến độ chỉ tiêu ít nhất 100; cần có 75,0 tỷ đồng" in text
    assert "b) Lớp – Chưa đến kỳ đánh giá chỉ tiêu ít nhất 100" in text
    assert answer.content.decode().count('class="gx chart-part"') == 1


def test_many_parts_are_a_table(leader):
    resolution = make_resolution("nq-2024")
    parts = [{"letter": letter, "name": f"Phần {letter}"} for letter in "abcd"]
    make_report(make_indicator(resolution, measures=parts), 3, figures=dict.fromkeys("abcd", "80"))
    answer = leader.get(f"{HOME}1/")
    assert "d) Phần d chỉ tiêu ít nhất 100; cần có 75,0 tỷ đồng Đúng tiến độ 80,0" in text_of(
        answer
    )
    assert '<svg class="gx' not in answer.content.decode()


def test_an_indicator_without_measures(leader):
    make_indicator(make_resolution("nq-2024"), measures=[], lead_unit=None)
    text = text_of(leader.get(f"{HOME}1/"))
    assert "chưa giao đơn vị chủ trì" in text


def test_a_secret_count_shows_its_percentage_alone(leader):
    resolution = make_resolution("nq-2024")
    secret = {
        "formula": "ratio", "unit_of_measure": "%", "percent_only": True, "assigned": 137,
        "assigned_basis": "chỉ tiêu được giao", "denominator_label": "Số công dân",
    }  # fmt: skip
    make_report(
        make_indicator(resolution, measures=[secret]), 3,
        figures={"": {"numerator": "131", "denominator": "137"}},
    )  # fmt: skip
    for path in (HOME, f"{HOME}?trang=1", f"{HOME}1/", "/bieu-do/nq-2024/3/"):
        page = leader.get(path).content.decode()
        assert not re.search(r"\b13[17]\b", page), path
    assert "95,6% chỉ có tỷ lệ" in text_of(leader.get(f"{HOME}1/"))


def test_a_rating_set_by_people_stands_with_the_rules_own(leader, plan):
    second = plan.groups.get().indicators.get(number=2)
    Rating.objects.create(
        indicator=second, period=plan.periods.get(quarter=3), standing="on_track",
        reason="Vốn trung ương giải ngân trong tháng 10", at=timezone.now(),
    )  # fmt: skip
    text = text_of(leader.get(f"{HOME}2/"))
    assert "Đúng tiến độ Tự động: Chậm tiến độ Lý do: Vốn trung ương giải ngân" in text
    assert "2 2. Chỉ tiêu số 2 Đúng tiến độ Tự động: Chậm tiến độ" in text_of(
        leader.get(f"{HOME}?trang=1")
    )
    assert "1 chỉ tiêu do lãnh đạo, Văn phòng xếp loại" in text_of(leader.get(HOME))
    assert walk(leader, HOME)[2:] == [f"{HOME}3/", f"{HOME}2/", f"{HOME}1/"]


def test_a_report_being_adjusted_says_so(leader, plan):
    report = plan.groups.get().indicators.get(number=2).reports.get()
    make_event(report, "approve")
    report.status = Status.RETURNED
    report.save()
    assert "Đang điều chỉnh" in text_of(leader.get(f"{HOME}2/"))


def test_long_words_are_cut_between_words(leader, plan):
    report = plan.groups.get().indicators.get(number=2).reports.get()
    report.causes, report.proposals = "nguyên nhân " * 300, ""
    report.save()
    (told,) = leader.get(f"{HOME}2/").context["slide"].words
    assert told[0] == "Nguyên nhân"
    assert told[1].endswith("nguyên nhân…")
    assert len(told[1]) <= 170


def test_a_range_is_not_broken_at_a_lines_end(leader):
    make_indicator(make_resolution("nq-2024"), wording="Thu vượt từ 5% - 7% trở lên")
    assert "5%\u00a0-\u00a07%" in leader.get(f"{HOME}1/").content.decode()


def test_before_a_period_opens(leader, plan):
    text = text_of(leader.get("/trinh-chieu/nq-2024/4/"))
    assert "Kỳ báo cáo này chưa mở (mở từ 01/12/2024)" in text


def test_a_resolution_without_indicators(leader):
    make_resolution("nq-2024")
    answer = leader.get(HOME)
    assert "Nghị quyết này chưa có chỉ tiêu nào." in text_of(answer)
    assert ways(answer) == {
        "leave": "/bang-theo-doi/nq-2024/3/", "first": HOME, "last": HOME,
    }  # fmt: skip


def test_board_and_papers_lead_to_it(leader, plan):
    board = leader.get("/bang-theo-doi/nq-2024/3/?thu-tu=nghi-quyet&nhom=1").content.decode()
    assert f'href="{HOME}?thu-tu=nghi-quyet"' in board
    assert f'href="{HOME}"' in leader.get("/tong-hop/nq-2024/3/").content.decode()


def test_units_are_not_led_to_what_they_may_not_open(client, plan):
    client.force_login(make_user(unit=plan.groups.get().indicators.first().lead_unit))
    for path in ("/bang-theo-doi/nq-2024/3/", "/tong-hop/nq-2024/3/"):
        assert "trinh-chieu" not in client.get(path).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["", "?trang=1", "1/"])
def test_query_count(leader, django_assert_num_queries, count, path):
    resolution = make_resolution("nq-2024")
    for _ in range(count):
        make_report(make_indicator(resolution), 3, figures={"": "80"})
    with django_assert_num_queries(10):
        assert leader.get(HOME + path).status_code == 200
