"""Baselines of a copied year brought up to last year's latest figures (issue 5, step 5)."""

import datetime
import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from targets.actions import plan_edit
from targets.actions.next_year import NextYearWish, copy_to_next_year
from targets.actions.plan_rows import facts_of
from targets.actions.refusal import Refused
from targets.actions.renewed_baselines import renew_baselines
from targets.carried_baselines import renewed_baselines
from targets.change_log import entries_of_row, lines_of
from targets.models import Measure
from targets.rules.workflow import Role
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
ADDRESS = reverse("targets:plan-baselines", args=["nq-2025"])
PLAN = reverse("targets:plan", args=["nq-2025"])


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 12, 20)


class Town:
    """2024 with an estimate for nine months, copied to 2025."""

    def __init__(self):
        self.last = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, username="vp")
        self.lead = make_unit()
        self.then = [
            make_indicator(self.last, number=number, lead_unit=self.lead) for number in (1, 2, 3)
        ]
        for indicator in self.then[:2]:
            make_report(indicator, 3, figures={"": {"value": "70", "nature": "estimate"}})
        self.year = copy_to_next_year(
            self.last, NextYearWish("nq-2025", "Nghị quyết năm 2025"), by=self.office
        )

    def is_over(self):
        """The year's last figures come, official ones but for indicator 3."""
        for indicator, value, nature in zip(
            self.then, ("82.5", "90", "12"), ("official", "official", "estimate"), strict=True
        ):
            make_report(indicator, 4, figures={"": {"value": value, "nature": nature}})

    def measure(self, number):
        return Measure.objects.get(indicator__group__resolution=self.year, indicator__number=number)

    def held(self):
        rows = Measure.objects.filter(indicator__group__resolution=self.year)
        return list(rows.order_by("indicator__number").values_list("baseline", flat=True))

    def type(self, number, baseline):
        """The office writes a baseline on the measure's own page."""
        row = self.measure(number)
        seen = facts_of(row, ["baseline"])
        wish = {
            name: getattr(row, name)
            for name in ("letter", "formula", "unit_of_measure", "assigned_basis", "pace", "start")
        }
        wish |= {"supplier": row.supplier_id, "baseline": baseline}
        assert plan_edit.change_measure(row, wish, seen=seen, by=self.office, confirmed=True)


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def marks(town):
    return [one.mark for one in renewed_baselines(town.year)]


def boxes(page):
    """The boxes of the page: what each takes, and whether it is ticked."""
    found = re.findall(r'name="so" value="([^"]+)"[^>]*?( checked)?>', page)
    return {mark.partition(":")[2]: bool(ticked) for mark, ticked in found}


def test_nothing_to_do_until_last_year_is_known_better(client, town):
    assert town.held() == [70, 70, None]
    assert "Không có số mới" in client.get(ADDRESS).content.decode()
    assert "số mới hơn" not in client.get(PLAN).content.decode()


def test_a_year_that_continues_nothing(client, town):
    page = client.get(reverse("targets:plan-baselines", args=["nq-2024"])).content.decode()
    assert "Chưa thành phần nào nối với năm trước" in page


def test_old_and_new_stand_side_by_side_with_where_it_comes_from(client, town):
    town.is_over()
    page = client.get(ADDRESS).content.decode()
    assert boxes(page) == {"70:82,5": True, "70:90": True, ":12": True}
    assert "82,5 tỷ đồng" in page
    assert "Năm, số chính thức" in page
    assert "Năm, số ước" in page
    assert "3 số thực hiện năm trước đã có số mới hơn" in client.get(PLAN).content.decode()


def test_what_the_office_typed_itself_is_told_and_not_ticked(client, town):
    town.type(2, D("88"))
    town.type(3, D("11"))
    town.type(3, None)
    town.is_over()
    page = client.get(ADDRESS).content.decode()
    assert boxes(page) == {"70:82,5": True, "88:90": False, ":12": False}
    assert page.count("Văn phòng đã sửa tay") == 2


def test_the_ticked_ones_are_taken_and_logged(client, town):
    town.is_over()
    first, _, third = marks(town)
    response = client.post(ADDRESS, {"so": [first, third]}, follow=True)
    assert response.redirect_chain == [(ADDRESS, 302)]
    page = response.content.decode()
    assert "Đã cập nhật số thực hiện năm trước của chỉ tiêu 1, 3." in page
    assert town.held() == [D("82.5"), 70, 12]
    assert boxes(page) == {"70:90": True}
    (line, *_) = lines_of(entries_of_row(town.measure(1)))
    assert (line.did, line.who) == ("Lấy số năm trước", str(town.office))
    assert [(one.field, one.old, one.new) for one in line.changes] == [
        ("thực hiện năm trước", "70", "82,5")
    ]


def test_what_was_taken_once_is_not_the_office_s_own_hand(client, town):
    town.type(1, D("71"))
    town.is_over()
    client.post(ADDRESS, {"so": marks(town)})
    assert town.held() == [D("82.5"), 90, 12]
    report = town.then[0].reports.get(period__quarter=4)
    report.figures.update(value=D("83"))
    assert boxes(client.get(ADDRESS).content.decode()) == {"82,5:83": True}


@pytest.mark.parametrize("twice", [False, True])
def test_a_stale_page_changes_nothing(client, town, twice):
    """Somebody typed one of them meanwhile; or the same press came twice."""
    town.is_over()
    seen = marks(town)
    if twice:
        client.post(ADDRESS, {"so": seen})
    else:
        town.type(2, D("89"))
    before = every_row()
    response = client.post(ADDRESS, {"so": seen})
    page = response.content.decode()
    assert (response.status_code, every_row()) == (409, before)
    assert "Có số vừa thay đổi sau khi bạn mở trang." in page
    assert boxes(page) == ({} if twice else {"70:82,5": True, "89:90": False, ":12": True})


@pytest.mark.parametrize("so", [[], ["x"], ["1:2:3", "\x00"]])
def test_nothing_or_nonsense_is_refused(client, town, so):
    town.is_over()
    before = every_row()
    assert client.post(ADDRESS, {"so": so}).status_code == (409 if so else 422)
    assert every_row() == before


def test_what_would_be_judged_anew_asks_first(client, town):
    town.is_over()
    town.year.status = "active"
    town.year.save()
    now = town.measure(1).indicator
    make_report(now, 1, figures={"": "20"})
    before = every_row()
    response = client.post(ADDRESS, {"so": marks(town)})
    page = response.content.decode()
    assert (response.status_code, every_row()) == (422, before)
    assert "Năm nay đã có báo cáo của chỉ tiêu 1:" in page
    assert 'id="confirm"' in page
    client.post(ADDRESS, {"so": marks(town), "confirm": "on"})
    assert town.held() == [D("82.5"), 90, 12]


def test_only_the_office_and_only_while_the_plan_is_open(town):
    town.is_over()
    with pytest.raises(Refused, match="Chỉ Văn phòng"):
        renew_baselines(town.year, marks(town), by=make_user(Role.LEADER))
    town.year.status = "closed"
    town.year.save()
    with pytest.raises(Refused, match="đã kết thúc"):
        renew_baselines(town.year, marks(town), by=town.office)


def test_a_rate_that_falls_goes_on_from_the_rate_itself(client, town):
    falling = make_indicator(
        town.last, number=8, lead_unit=town.lead,
        measures=[{"formula": "decrease", "unit_of_measure": "%", "baseline": D("2.99")}],
    )  # fmt: skip
    row = falling.measures.get()
    group = town.year.groups.get()
    make_indicator(
        town.year, number=8, group=group.number, lead_unit=town.lead,
        measures=[{"formula": "decrease", "unit_of_measure": "%", "continues": row}],
    )  # fmt: skip
    make_report(falling, 4, figures={"": {"value": "2.49", "nature": "official"}})
    assert boxes(client.get(ADDRESS).content.decode()) == {":2,49": True}
    assert "tỷ lệ 2,5%" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for indicator in town.then[:count]:
        make_report(indicator, 4, figures={"": "99"})
    client.get(ADDRESS)  # after this the kinds of rows in the log are known
    with django_assert_num_queries(9):
        page = client.get(ADDRESS).content.decode()
    assert len(boxes(page)) >= 1
