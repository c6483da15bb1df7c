"""The office sets milestones and stands in for the plan: reasons, log, two windows (§3.3)."""

import datetime
import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from targets.models import Milestone, MilestoneChange
from targets.rules.workflow import Role
from tests.factories import make_indicator, make_resolution, make_unit, make_user
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
WHY = "Kế hoạch số 12 của UBND <thị xã>"
WHY_SHOWN = "Kế hoạch số 12 của UBND &lt;thị xã&gt;"


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.indicator = make_indicator(
            self.resolution,
            number=3,
            lead_unit=make_unit(name="Phòng Kinh tế"),
            measures=[{"milestones": {2: "40"}}],
        )
        self.measure = self.indicator.measures.get()
        self.address = reverse("targets:milestones", args=["nq-2024"])

    def milestones(self):
        rows = Milestone.objects.order_by("measure", "quarter")
        return {(row.measure.indicator.number, row.quarter): row.expected for row in rows}


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def boxes(page):
    """What the form would post: the boxes and what was seen beside them."""
    found = re.findall(r"<(?:input|textarea)[^>]*>", page)
    fields = {}
    for tag in found:
        name = re.search(r'name="([msw]-[^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            fields[name[1]] = unescape(value[1]) if value else ""
    return fields


def opened(client, town):
    response = client.get(town.address)
    assert response.status_code == 200
    return boxes(response.content.decode())


def save(client, town, fields, **changes):
    return client.post(town.address, {**fields, "do": "save", **changes})


def refused(client, town, fields, **changes):
    before = every_row()
    response = save(client, town, fields, **changes)
    assert every_row() == before
    return response


# The page


def test_each_quarter_has_a_box_and_the_line_below_it(client, town):
    page = client.get(town.address).content.decode()
    assert boxes(page) == {
        "m-3-1": "", "s-3-1": "", "m-3-2": "40", "s-3-2": "40",
        "m-3-3": "", "s-3-3": "", "m-3-4": "", "s-3-4": "", "w-3": "",
    }  # fmt: skip
    for words in ("đường thẳng 25,0", "theo mốc quý; đường thẳng 50,0", "Phòng Kinh tế"):
        assert words in page, words


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(4, 3 + count):
        make_indicator(town.resolution, number=number, measures=[{"milestones": {1: "10"}}])
    with django_assert_num_queries(9):
        page = client.get(town.address).content.decode()
    assert page.count('name="w-') == count


def test_measures_without_a_path_say_so(client, town):
    make_indicator(town.resolution, number=4, measures=[{"target": None}])
    make_indicator(town.resolution, number=5, measures=[{"pace": "year_end"}])
    make_indicator(town.resolution, number=6, measures=[{"pace": "rate"}])
    make_indicator(town.resolution, number=7, measures=[{"pace": "level"}])
    page = client.get(town.address).content.decode()
    assert "Mục tiêu bằng lời, không có mốc số." in page
    assert "Đánh giá cuối năm, không cần mốc." in page
    assert "giữ cả năm 100,0" in page
    assert "không có đường thẳng" in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_milestones_are_the_office_s(client, town, role):
    client.force_login(make_user(role, unit=town.indicator.lead_unit))
    before = every_row()
    assert client.get(town.address).status_code == 404
    assert client.get(reverse("targets:milestones")).status_code == 404
    assert client.post(town.address, {"do": "confirm"}).status_code == 404
    assert save(client, town, {}, **{"m-3-1": "1", "reason": WHY}).status_code == 404
    assert every_row() == before


def test_the_short_address_shows_the_running_resolution(client, town):
    make_resolution("nq-2023", year=2023)
    make_resolution("nq-2025", year=2025, status="draft")
    page = client.get(reverse("targets:milestones")).content.decode()
    assert "Mốc quý năm 2024" in page
    assert client.get(reverse("targets:milestones", args=["nq-2022"])).status_code == 404


def test_without_a_running_resolution_the_page_says_so(client, town):
    town.resolution.status = "closed"
    town.resolution.save()
    response = client.get(reverse("targets:milestones"))
    assert response.status_code == 200
    assert "Chưa có nghị quyết nào đang thực hiện" in response.content.decode()


# Saving


def test_a_milestone_is_set_moved_and_taken_back_each_time_with_a_reason(client, town):
    fields = opened(client, town)
    response = save(client, town, fields, **{"m-3-1": "12,5", "m-3-2": "45", "w-3": WHY})
    assert (response.status_code, response.url) == (302, town.address)
    assert town.milestones() == {(3, 1): Decimal("12.5"), (3, 2): 45}
    save(client, town, opened(client, town), **{"m-3-1": "", "reason": "Theo đường thẳng"})
    assert town.milestones() == {(3, 2): 45}
    log = [
        (change.quarter, change.old, change.new, change.reason, change.by)
        for change in MilestoneChange.objects.order_by("pk")
    ]
    assert log == [
        (1, None, Decimal("12.5"), WHY, town.office),
        (2, 40, 45, WHY, town.office),
        (1, Decimal("12.5"), None, "Theo đường thẳng", town.office),
    ]
    page = client.get(town.address).content.decode()
    assert WHY_SHOWN in page
    assert "Nguyễn Thị Hà · chỉ tiêu 3, Quý I" in page


def test_a_row_s_own_reason_goes_before_the_common_one(client, town):
    make_indicator(town.resolution, number=4)
    fields = opened(client, town)
    changes = {"m-3-1": "10", "m-4-1": "20", "w-3": "Riêng", "reason": "Chung"}
    save(client, town, fields, **changes)
    reasons = MilestoneChange.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["Riêng", "Chung"]


def test_saving_what_is_there_changes_nothing(client, town):
    before = every_row()
    response = save(client, town, opened(client, town))
    assert response.status_code == 302
    assert every_row() == before
    assert "Không có mốc nào thay đổi." in client.get(town.address).content.decode()


def test_what_was_not_posted_is_not_wiped(client, town):
    save(client, town, {}, **{"m-3-1": "10", "w-3": WHY})
    assert town.milestones() == {(3, 1): 10, (3, 2): 40}


def test_an_excess_is_written_as_done_against_given(client, town):
    target = {"low": Decimal(5), "wording": "vượt từ 5%"}
    indicator = make_indicator(
        town.resolution,
        number=4,
        measures=[{"formula": "excess", "unit_of_measure": "%", "target": target}],
    )
    fields = opened(client, town)
    save(client, town, fields, **{"m-4-2": "52", "w-4": WHY})
    assert Milestone.objects.get(measure__indicator=indicator).expected == Decimal(-48)
    page = client.get(town.address).content.decode()
    assert boxes(page)["m-4-2"] == "52"
    assert "đường thẳng 52,5" in page


# Refusals


def test_without_a_reason_nothing_is_saved(client, town):
    response = refused(client, town, opened(client, town), **{"m-3-1": "12,5"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="w-3_error"' in page
    assert "Hãy ghi lý do đổi mốc ở dòng này" in page
    assert boxes(page)["m-3-1"] == "12,5"


@pytest.mark.parametrize(
    "text", ["12.5", "abc", "1e9", "NaN", "9" * 40, "1,5,0", "1/2", "\x07", "−", "0,1234567"]
)
def test_a_bad_number_is_refused_beside_its_box_and_everything_stays(client, town, text):
    changes = {"m-3-1": text, "m-3-3": "60", "w-3": WHY}
    response = refused(client, town, opened(client, town), **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="m-3-1_error"' in page
    assert "Chưa lưu gì: còn 1 ô cần sửa" in page
    kept = boxes(page)
    assert (kept["m-3-3"], kept["w-3"]) == ("60", WHY)
    assert text == "\x07" or kept["m-3-1"] == text


def test_a_reason_too_long_is_refused_and_kept(client, town):
    why = "ế" * 10_000
    response = refused(client, town, opened(client, town), **{"m-3-1": "10", "reason": why})
    page = response.content.decode()
    assert response.status_code == 422
    assert "tối đa 500 ký tự" in page
    assert why in page


def test_a_forged_seen_value_is_refused(client, town):
    response = refused(client, town, opened(client, town), **{"s-3-1": "abc", "m-3-1": "1"})
    assert response.status_code == 422


def test_unknown_boxes_are_no_milestones(client, town):
    fields = {"m-9-1": "10", "s-9-1": "", "w-9": WHY, "m-3-7": "5", "w-3": WHY}
    response = refused(client, town, fields)
    assert response.status_code == 302


def test_after_the_session_has_ended_the_post_is_carried_through_the_login(client, town):
    fields = opened(client, town)
    client.logout()
    page = save(client, town, fields, **{"m-3-1": "10", "w-3": WHY}).content.decode()
    assert 'name="carried"' in page
    assert town.milestones() == {(3, 2): 40}


# Two windows


@pytest.mark.parametrize(("quarter", "old"), [(2, 40), (1, None)])
def test_two_windows_never_overwrite_in_silence(client, town, quarter, old):
    first, second = opened(client, town), opened(client, town)
    box = f"m-3-{quarter}"
    save(client, town, first, **{box: "50", "w-3": "Lần một"})
    response = refused(client, town, second, **{box: "60", "m-3-4": "99", "w-3": WHY})
    page = response.content.decode()
    kept = boxes(page)
    assert response.status_code == 409
    assert "Người khác vừa đổi mốc này thành 50." in page
    assert (kept[box], kept["m-3-4"], kept["w-3"]) == ("60", "99", WHY)
    assert save(client, town, kept).status_code == 302, "the second press is an informed one"
    assert town.milestones()[3, quarter] == 60
    change = MilestoneChange.objects.get(new=60)
    assert (change.old, change.reason) == (50, WHY)
    assert MilestoneChange.objects.get(new=50).old == old


def test_a_milestone_somebody_took_back_is_told(client, town):
    first, second = opened(client, town), opened(client, town)
    save(client, town, first, **{"m-3-2": "", "w-3": "Bỏ"})
    response = refused(client, town, second, **{"m-3-2": "60", "w-3": WHY})
    assert response.status_code == 409
    assert "Người khác vừa đổi mốc này về đường thẳng." in response.content.decode()


def test_other_people_s_changes_elsewhere_do_not_matter(client, town):
    first, second = opened(client, town), opened(client, town)
    save(client, town, first, **{"m-3-1": "10", "w-3": "Lần một"})
    assert save(client, town, second, **{"m-3-3": "70", "w-3": WHY}).status_code == 302
    assert town.milestones() == {(3, 1): 10, (3, 2): 40, (3, 3): 70}


# Standing in for the plan


def test_the_plan_is_a_proposal_until_the_office_confirms_it(client, town):
    page = client.get(town.address).content.decode()
    assert "là đề xuất" in page
    assert "Xác nhận đơn vị chủ trì và mốc quý" in page
    response = client.post(town.address, {"do": "confirm"})
    assert (response.status_code, response.url) == (302, town.address)
    town.resolution.refresh_from_db()
    assert town.resolution.plan_confirmed_by == town.office
    assert town.resolution.plan_confirmed_at.astimezone().date() == datetime.date(2024, 9, 24)
    page = client.get(town.address).content.decode()
    assert "là đề xuất" not in page
    assert "đã được Nguyễn Thị Hà xác nhận" in page


def test_a_plan_is_confirmed_once(client, town):
    client.post(town.address, {"do": "confirm"})
    client.force_login(make_user(Role.OFFICE))
    before = every_row()
    client.post(town.address, {"do": "confirm"})
    assert every_row() == before
    assert "đã được xác nhận trước đó" in client.get(town.address).content.decode()
