import datetime
import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from reports.board_page import PER_PAGE
from reports.filters import BoardFilter
from reports.models import Rating
from targets.clock import now
from targets.models import Period, Resolution
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
D = Decimal
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def leader(client):
    client.force_login(make_user(Role.LEADER))
    return client


@pytest.fixture
def resolution():
    """Four indicators in two groups: behind, no figure, on track, exceeded."""
    resolution = make_resolution("nq-2024")
    finance = make_unit("tai-chinh", name="Phòng Tài chính", short_name="TC")
    health = make_unit("y-te", name="Trung tâm Y tế", short_name="TTYT")
    for number, group, unit, value in (
        (1, 1, finance, "80"),
        (2, 1, finance, "60"),
        (3, 2, health, None),
        (4, 2, health, "120"),
    ):
        indicator = make_indicator(resolution, number=number, group=group, lead_unit=unit)
        if value:
            make_report(indicator, 2, figures={"": "40"})
            make_report(indicator, 3, figures={"": value})
    return resolution


def url(slug="nq-2024", quarter=3, query=""):
    return reverse("reports:board", args=[slug, quarter]) + query


def text_of(response):
    assert response.status_code == 200
    words = TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.S))
    return re.sub(r"\s+", " ", unescape(words))


def shown(response):
    """The numbers of the rows, in the page's order."""
    return [row.number for row in response.context["board"].rows]


def test_worst_first_with_everything_a_row_says(leader, resolution):
    response = leader.get(url())
    text = text_of(response)
    assert shown(response) == [2, 3, 1, 4]
    for said in (
        "4 chỉ tiêu Nghị quyết năm 2024: kết quả 9 tháng",
        "Số liệu đã duyệt đến 24/09/2024 · còn 1 quý · tính trên cả 4 chỉ tiêu",
        "Đạt và vượt 1/4 · đánh giá được 3/4 Thành phần: 1/4 · đánh giá được 3/4",
        "Đạt và vượt 1/4; đúng tiến độ 1; chậm 1; đánh giá được 3/4; đang thực hiện 0; "
        "chưa có số liệu 1; chưa đến kỳ 0.",
        "Tất cả 1/4 1. Nhóm 1 0/2 2. Nhóm 2 1/2",
        "Kết quả 9 tháng Theo quý Dự kiến cả năm Cần trong quý IV",
        "2 2. Chỉ tiêu số 2 ít nhất 100 · TC Chậm tiến độ 60,0 tỷ đồng 60,0% chỉ tiêu "
        "đường thẳng 75,0 80,0 tỷ đồng khó đạt , theo đà 40,0 tỷ đồng quý III: 20,0",
        "3 3. Chỉ tiêu số 3 ít nhất 100 · TTYT Chưa có số liệu – chưa gửi đường thẳng 75,0 – –",
        "1 1. Chỉ tiêu số 1 ít nhất 100 · TC Đúng tiến độ 80,0 tỷ đồng",
        "4 4. Chỉ tiêu số 4 ít nhất 100 · TTYT Vượt 120,0 tỷ đồng",
        "Đơn vị chủ trì và mốc quý là đề xuất, chờ Văn phòng xác nhận.",
    ):
        assert said in text


def test_a_row_leads_to_its_indicator_in_the_same_period(leader, resolution):
    page = reverse("reports:indicator", args=["nq-2024", 2])
    assert f'href="{page}?ky=2"' in leader.get(url(quarter=2)).content.decode()
    response = leader.get(url(query="?so-lieu=gom-ca-da-gui"))
    assert f'href="{page}?ky=3&amp;so-lieu=gom-ca-da-gui"' in response.content.decode()


def test_a_confirmed_plan_is_no_proposal(leader, resolution):
    Resolution.objects.update(plan_confirmed_at=now())
    assert "là đề xuất" not in text_of(leader.get(url()))


def test_a_spark_is_drawn_of_what_was_reported(leader, resolution):
    rows = {row.number: row for row in leader.get(url()).context["board"].rows}
    assert 'aria-label="6 tháng đầu năm 40,0; 9 tháng 60,0; chỉ tiêu ít nhất 100"' in rows[2].trend
    assert rows[3].trend == ""


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?thu-tu=nghi-quyet", [1, 2, 3, 4]),
        ("?nhom=2", [3, 4]),
        ("?don-vi=tai-chinh", [2, 1]),
        ("?danh-gia=exceeded", [4]),
        ("?nhom=2&danh-gia=no_figure&don-vi=y-te", [3]),
        ("?nhom=x&danh-gia=tot&thu-tu=nguoc&so-lieu=het&page=x", [2, 3, 1, 4]),
        ("?nhom=%C2%B2", [2, 3, 1, 4]),
        ("?don-vi=khong-co", []),
    ],
)
def test_the_address_chooses_rows_and_order(leader, resolution, query, numbers):
    response = leader.get(url(query=query))
    assert response.status_code == 200
    assert shown(response) == numbers


def test_a_filter_leaves_the_tally_whole_and_can_be_dropped(leader, resolution):
    response = leader.get(url(query="?nhom=1&so-lieu=gom-ca-da-gui"))
    assert response.context["board"].tally.total == 4
    text = text_of(response)
    assert "Đang hiện 2/4 chỉ tiêu: nhóm Nhóm 1 · Bỏ lọc" in text
    assert 'href="?so-lieu=gom-ca-da-gui">Bỏ lọc' in response.content.decode()


def test_a_filter_that_finds_nothing_says_what_to_do(leader, resolution):
    text = text_of(leader.get(url(query="?danh-gia=missed&don-vi=y-te")))
    assert "Đang hiện 0/4 chỉ tiêu: đơn vị Trung tâm Y tế; đánh giá “Không đạt”" in text
    assert "Không có chỉ tiêu nào khớp với bộ lọc. Chọn nhóm, đơn vị hoặc đánh giá khác" in text


def test_every_count_is_a_link_that_filters_and_clears(leader, resolution):
    counts = {
        count.label: count for count in leader.get(url(query="?nhom=1")).context["board"].counts
    }
    assert (counts["Vượt"].count, counts["Vượt"].query) == (1, "?nhom=1&danh-gia=exceeded")
    chosen = leader.get(url(query="?danh-gia=exceeded")).context["board"].counts
    assert [(count.label, count.query) for count in chosen if count.current] == [("Vượt", "?")]


def test_submitted_figures_join_where_asked_for(leader, resolution):
    third = resolution.groups.get(number=2).indicators.get(number=3)
    make_report(third, 3, status=Status.SUBMITTED, figures={"": "90"})
    assert "đã gửi, chờ duyệt" in text_of(leader.get(url()))
    text = text_of(leader.get(url(query="?so-lieu=gom-ca-da-gui")))
    assert "Số liệu đã duyệt và đã gửi đến 24/09/2024" in text
    assert "Chỉ tiêu số 3 ít nhất 100 · TTYT Đúng tiến độ Chưa duyệt 90,0 tỷ đồng" in text
    assert "Chỉ tính số đã duyệt" in text


def test_a_report_being_adjusted_is_marked_and_keeps_counting(leader, resolution):
    third = resolution.groups.get(number=2).indicators.get(number=3)
    report = make_report(third, 3, status=Status.RETURNED, figures={"": "5"})
    make_event(report, Move.APPROVE, figures={"": "90"})
    text = text_of(leader.get(url()))
    assert "Đúng tiến độ Đang điều chỉnh 90,0 tỷ đồng" in text
    assert "“Đang điều chỉnh”: dùng số duyệt lần trước cho đến khi duyệt lại." in text


def test_whoever_approved_their_own_figures_is_named_so(leader, resolution):
    third = resolution.groups.get(number=2).indicators.get(number=3)
    report = make_report(third, 3, figures={"": "90"})
    make_event(report, Move.APPROVE, single_handed=True)
    text = text_of(leader.get(url()))
    assert "Đúng tiến độ Người nhập tự duyệt 90,0 tỷ đồng" in text
    assert "“Người nhập tự duyệt”: người gửi số liệu cũng là người duyệt." in text


def test_both_ratings_show_where_people_set_another(leader, resolution):
    first = resolution.groups.get(number=1).indicators.get(number=1)
    period = resolution.periods.get(quarter=3)
    Rating.objects.create(indicator=first, period=period, standing="missed", at=now())
    response = leader.get(url())
    assert shown(response)[0] == 1
    text = text_of(response)
    assert "Không đạt Tự động: Đúng tiến độ" in text
    assert "1 chỉ tiêu do lãnh đạo, Văn phòng xếp loại" in text


def test_a_compound_indicator_says_all_its_measures(leader):
    resolution = make_resolution("nq-2024")
    share = {
        "formula": "ratio",
        "unit_of_measure": "%",
        "decimals": 2,
        "denominator_label": "Tổng số trường",
        "target": {"low": D(95), "wording": "trên 95%", "strict": True},
    }
    year_end = {"pace": "year_end", "target": {"low": D(1), "wording": "01 trường"}}
    indicator = make_indicator(
        resolution,
        measures=[
            {"letter": "a", "pace": "rate", **share},
            {"letter": "b", **year_end},
            {"letter": "c", **year_end},
            {"letter": "d", "pace": "level"},
            {"letter": "e", "target": None},
        ],
    )
    make_report(
        indicator,
        figures={
            "a": {"numerator": 14, "denominator": 15, "year_estimate": 15},
            "d": "7",
        },
    )
    text = text_of(leader.get(url()))
    assert "Thấp hơn yêu cầu a) 93,33% 14/15 trường · b), c) chưa đến kỳ" in text
    assert "· d) 7,0 tỷ đồng · và 1 thành phần khác cần giữ 95,00%" in text
    assert "a) 100,00% dự kiến đạt, đơn vị ước" in text


def test_amounts_still_needed_are_said_in_what_is_counted(leader):
    resolution = make_resolution("nq-2024")
    quota = {
        "formula": "ratio",
        "unit_of_measure": "%",
        "numerator_label": "Số đảng viên mới",
        "denominator_label": "Chỉ tiêu tỉnh giao",
        "assigned_basis": "chỉ tiêu tỉnh giao",
    }
    excess = {
        "formula": "excess",
        "unit_of_measure": "%",
        "decimals": 2,
        "denominator_label": "Dự toán (tỷ đồng)",
        "assigned_basis": "chỉ tiêu tỉnh giao",
        "target": {"low": D(5), "high": D(7), "wording": "vượt từ 5% - 7% trở lên"},
    }
    members = make_indicator(resolution, measures=[quota])
    budget = make_indicator(resolution, measures=[excess])
    army = make_indicator(resolution, measures=[{**quota, "percent_only": True}])
    half = make_indicator(resolution, measures=[{**quota}])
    make_report(members, figures={"": {"numerator": 79, "denominator": 120}})
    make_report(budget, figures={"": {"numerator": "391.8", "denominator": "482.5"}})
    make_report(army, figures={"": {"value": 70}})
    make_report(half, figures={"": {"value": 70}})
    text = text_of(leader.get(url()))
    assert "65,8% 79/120 đảng viên mới" in text
    assert "34,2 điểm % 41 đảng viên mới" in text
    assert "81,20% tỉnh giao 391,8/482,5 tỷ đồng đường thẳng 78,75%" in text
    assert "23,80 điểm % 114,8 tỷ đồng" in text
    assert text.count("70,0% chỉ có tỷ lệ") == 2


def test_a_unit_sees_its_own_rows_and_the_heading_says_so(client, resolution):
    unit = resolution.groups.get(number=1).indicators.first().lead_unit
    client.force_login(make_user(unit=unit))
    response = client.get(url())
    text = text_of(response)
    assert shown(response) == [2, 1]
    assert "2 chỉ tiêu đơn vị theo dõi, Nghị quyết năm 2024: kết quả 9 tháng" in text
    assert "chỉ tính trên 2 chỉ tiêu đơn vị được xem" in text
    assert "Đạt và vượt 0/2" in text
    assert "Nhóm 2" not in text
    assert "Tài liệu họp" not in text


def test_a_unit_without_indicators_is_told_what_the_board_shows(client, resolution):
    client.force_login(make_user(Role.HEAD, unit=make_unit()))
    text = text_of(client.get(url()))
    assert "Đơn vị chưa có chỉ tiêu nào để theo dõi." in text


def test_a_resolution_without_indicators(leader):
    make_resolution("nq-2024")
    assert "Nghị quyết này chưa có chỉ tiêu nào." in text_of(leader.get(url()))


def test_a_period_that_has_not_opened(leader, resolution):
    text = text_of(leader.get(url(quarter=4)))
    assert "Kỳ báo cáo này chưa mở (mở từ 01/12/2024), chưa có số liệu để đánh giá." in text
    assert "kết quả cả năm" in text
    assert "kỳ cuối năm" in text
    assert "Cần thêm" in text


def test_early_periods_say_what_each_quarter_needs(leader, resolution):
    text = text_of(leader.get(url(quarter=2)))
    assert "Cần mỗi quý" in text
    assert "30,0 tỷ đồng" in text


def test_a_target_no_goal_can_be_built_from_is_shown_as_a_warning(leader):
    make_indicator(
        make_resolution("nq-2024"),
        measures=[{"target": {"direction": "down", "low": D(4), "wording": "dưới 4"}}],
    )
    text = text_of(leader.get(url()))
    assert "Chỉ tiêu 1: mức “dưới 4” thiếu hoặc sai giới hạn" in text


def test_the_tolerance_of_about_is_printed(leader):
    about = {"target": {"low": D(9500), "tolerance": D(50), "wording": "khoảng 9.500"}}
    make_indicator(make_resolution("nq-2024"), measures=[about])
    text = text_of(leader.get(url()))
    assert "“Khoảng” được hiểu với sai số chấp nhận ± 50 tỷ đồng: (1)." in text


def test_long_boards_have_pages(leader):
    resolution = make_resolution("nq-2024")
    for _ in range(PER_PAGE + 1):
        make_indicator(resolution, measures=[], lead_unit=None)
    first = leader.get(url(query="?thu-tu=nghi-quyet"))
    assert len(shown(first)) == PER_PAGE
    assert "thu-tu=nghi-quyet&amp;page=2" in first.content.decode()
    assert shown(leader.get(url(query="?thu-tu=nghi-quyet&page=2"))) == [PER_PAGE + 1]


def test_other_resolutions_are_a_link_away(leader, resolution):
    older = make_resolution("nq-2023", year=2023, status="closed")
    make_resolution("nq-2025", year=2025, status="draft")
    response = leader.get(url())
    others = [(one.resolution_id, one.quarter) for one in response.context["board"].place.others]
    assert others == [(older.pk, 4)]


class TestWithoutAPlace:
    def test_to_the_newest_active_resolution_and_its_latest_opened_period(self, leader):
        make_resolution("nq-2023", year=2023)
        make_resolution("nq-2024")
        make_resolution("nq-2025", year=2025, status="draft")
        assert leader.get(reverse("reports:board")).headers["Location"] == url()

    def test_before_the_first_period_opens(self, leader):
        make_resolution("nq-2025", year=2025)
        assert leader.get(reverse("reports:board")).headers["Location"] == url("nq-2025", 1)

    def test_with_closed_resolutions_only(self, leader):
        make_resolution("nq-2023", year=2023, status="closed")
        assert leader.get(reverse("reports:board")).headers["Location"] == url("nq-2023", 4)

    def test_with_nothing_at_all(self, leader):
        text = text_of(leader.get(reverse("reports:board")))
        assert "Chưa có nghị quyết nào để theo dõi." in text


@pytest.mark.parametrize(
    "path",
    [
        "/bang-theo-doi/nq-2025/3/",
        "/bang-theo-doi/nq-2024/5/",
        "/bang-theo-doi/nq-2024/99999999999999999999/",
    ],
)
def test_no_such_board(leader, resolution, path):
    assert leader.get(path).status_code == 404


def test_a_draft_is_for_the_office(client):
    make_resolution("nq-2025", year=2025, status="draft")
    client.force_login(make_user(Role.OFFICE))
    assert client.get(url("nq-2025", 1)).status_code == 200
    client.force_login(make_user(Role.LEADER))
    assert client.get(url("nq-2025", 1)).status_code == 404


@pytest.mark.parametrize("name", ["", "nq-2024/3/"])
def test_administrators_see_no_figures(client, resolution, name):
    client.force_login(make_user(Role.ADMIN))
    assert client.get(f"/bang-theo-doi/{name}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_board_only_reads(leader, resolution, method):
    assert getattr(leader, method)(url()).status_code == 405


@pytest.mark.parametrize(
    ("role", "queries"), [(Role.LEADER, 11), (Role.OFFICE, 10), (Role.HEAD, 11)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, django_assert_num_queries, role, queries, count):
    resolution, unit = make_resolution("nq-2024"), make_unit()
    for _ in range(count):
        indicator = make_indicator(resolution, lead_unit=unit)
        make_report(indicator, 3, figures={"": "80"}, events=[Move.SUBMIT, Move.APPROVE])
    client.force_login(make_user(role, unit=unit))
    with django_assert_num_queries(queries):
        assert len(shown(client.get(url()))) == count


def test_periods_without_a_day_are_open(leader, resolution):
    Period.objects.update(opens_on=None)
    assert leader.get(reverse("reports:board")).headers["Location"] == url(quarter=4)


def test_a_filter_writes_the_address_it_was_read_from(rf):
    query = "?nhom=1&don-vi=y-te&danh-gia=met&thu-tu=nghi-quyet&so-lieu=gom-ca-da-gui"
    asked = BoardFilter.read(rf.get(f"/{query}").GET)
    assert asked.query() == query
    assert asked.everything().query() == "?thu-tu=nghi-quyet&so-lieu=gom-ca-da-gui"
    assert BoardFilter().query() == "?"
