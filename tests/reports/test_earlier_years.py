"""Earlier years of the same measure on the indicator's page (design §4, `continues`)."""

import datetime
from decimal import Decimal as D

import pytest
from django.urls import reverse

from reports.earlier_years import earlier_years
from targets.models import Measure
from targets.rules.workflow import Role
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_target,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


def year(number, *, continues=None, unit=None, **terms):
    """An indicator of a year, closed unless it is 2024."""
    status = "active" if number == 2024 else "closed"
    resolution = make_resolution(f"nq-{number}", year=number, status=status)
    return make_indicator(
        resolution, number=3, lead_unit=unit or make_unit(),
        measures=[{"continues": continues and continues.measures.get(), **terms}],
    )  # fmt: skip


def told(indicator, *, linked=True):
    measure = Measure.objects.get(indicator=indicator)
    continues = {measure.letter: measure.continues_id} if measure.continues_id else {}
    years = earlier_years(continues, linked=linked).get("", [])
    return [(one.year, one.target, one.figure, one.source, bool(one.url)) for one in years]


def test_the_chain_is_followed_the_newest_year_first():
    first = year(2022)
    make_report(first, 4, figures={"": {"value": "90", "nature": "official"}})
    second = year(2023, continues=first)
    make_report(second, 3, figures={"": {"value": "70", "nature": "estimate"}})
    third = year(2024, continues=second)
    assert told(third) == [
        (2023, "ít nhất 100", "70,0 tỷ đồng", "9 tháng, số ước", True),
        (2022, "ít nhất 100", "90,0 tỷ đồng", "cả năm, số chính thức", True),
    ]


def test_each_year_is_judged_by_its_own_rules():
    before = year(2023, target={"low": D(50), "wording": "ít nhất 50"})
    make_report(before, 4, figures={"": "60"})
    this = year(2024, continues=before)
    (found,) = earlier_years({"": this.measures.get().continues_id}, linked=True)[""]
    assert "Vượt" in found.pill


def test_an_amended_year_tells_the_target_that_held_at_its_end():
    before = year(2023)
    make_target(
        before.measures.get(), low=D(80), wording="ít nhất 80", decision="QĐ",
        effective_from=datetime.date(2023, 8, 1),
    )  # fmt: skip
    this = year(2024, continues=before)
    assert told(this)[0][1] == "ít nhất 80"


def test_what_was_never_approved_is_no_figure():
    before = year(2023)
    make_report(before, 4, status="submitted", figures={"": "60"})
    this = year(2024, continues=before)
    assert told(this) == [(2023, "ít nhất 100", "–", "chưa có số được duyệt", True)]


def test_two_measures_may_continue_one_and_a_circle_ends():
    before = year(2023)
    measure = before.measures.get()
    Measure.objects.filter(pk=measure.pk).update(continues=measure)
    found = earlier_years({"a": measure.pk, "b": measure.pk}, linked=False)
    assert {letter: len(years) for letter, years in found.items()} == {"a": 1, "b": 1}
    assert not found["a"][0].url


def test_the_page_shows_them_and_links_only_for_who_may_open_them(client):
    unit = make_unit()
    before = year(2023)
    make_report(before, 4, figures={"": "90"})
    year(2024, continues=before, unit=unit)
    address = reverse("reports:indicator", args=["nq-2024", 3])
    link = f'href="{reverse("reports:indicator", args=["nq-2023", 3])}?ky=4"'
    client.force_login(make_user(Role.LEADER))
    page = client.get(address).content.decode()
    assert "Năm trước" in page
    assert "90,0 tỷ đồng" in page
    assert link in page
    client.force_login(make_user(Role.REPORTER, unit=unit))
    page = client.get(address).content.decode()
    assert "90,0 tỷ đồng" in page
    assert link not in page


def test_nothing_is_asked_where_nothing_continues(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert earlier_years({}, linked=True) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow_with_measures(django_assert_num_queries, count):
    before = make_indicator(
        make_resolution("nq-2023", year=2023), number=3,
        measures=[{"letter": letter} for letter in "abc"[:count]],
    )  # fmt: skip
    continues = dict(before.measures.values_list("letter", "pk"))
    with django_assert_num_queries(8):
        assert set(earlier_years(continues, linked=True)) == set("abc"[:count])
