"""The heat table of communes and wards on an indicator's page."""

import datetime
from decimal import Decimal as D

import pytest
from django.urls import reverse
from lxml import html

from targets.rules.workflow import Role, Status
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
SENT = "Đã gửi, chờ tiếp nhận"
KEY = "//ul[@class='key'][.//*[@class='swatch ht-ll']]/li"
WATER = {
    "name": "Nước sạch", "formula": "ratio", "pace": "level", "decimals": 2, "by_locality": True,
    "unit_of_measure": "%", "numerator_label": "Hộ dùng nước sạch", "baseline": D(90),
    "denominator_label": "Tổng số hộ",
    "target": {"low": D(95), "tolerance": D("0.5"), "wording": "khoảng 95%"},
}  # fmt: skip


class Town:
    def __init__(self, **terms):
        self.resolution = make_resolution("nq-2024")
        self.communes = {
            name: make_unit(code, name=name, kind="locality")
            for code, name in (("an", "Xã An"), ("dong", "Xã Đông"), ("chau", "Phường Châu"))
        }
        self.indicator = make_indicator(
            self.resolution, number=9, measures=[{**WATER, **terms}],
            coordinating_units=self.communes.values(),
        )  # fmt: skip

    def sent(self, name, quarter, above, below, status=Status.APPROVED):
        typed = {"numerator": above, "denominator": below}
        unit = self.communes[name]
        return make_report(
            self.indicator, quarter, unit=unit, counts=False, status=status, figures={"": typed}
        )

    def page(self, client, user, **query):
        client.force_login(user)
        where = reverse("reports:indicator", args=["nq-2024", 9])
        return html.fromstring(client.get(where, query).content)


@pytest.fixture(autouse=True)
def _pinned(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def leader():
    return make_user(Role.LEADER)


def cells(tree, part="tbody"):
    rows = tree.xpath(f"//table[contains(@class, 'heat')]/{part}/tr")
    return [[" ".join(each.text_content().split()) for each in row.xpath("th|td")] for row in rows]


def shades(tree):
    rows = tree.xpath("//table[contains(@class, 'heat')]/tbody/tr")
    return [[td.get("class") for td in row.xpath("td")][:3] for row in rows]


def fill(town):
    town.sent("Xã An", 1, "89", "100")
    town.sent("Xã An", 3, "90", "100")
    town.sent("Xã Đông", 3, "951", "1000", Status.SUBMITTED)
    town.sent("Phường Châu", 2, "1", "1", Status.DRAFT)
    town.sent("Phường Châu", 3, "1", "1", Status.RETURNED)


def test_communes_by_quarters_lowest_first(client, town, leader):
    fill(town)
    tree = town.page(client, leader)
    assert cells(tree) == [
        ["Xã An", "89,00", "chưa có", "90,00", "−5,00", "90", "100", "Đã tiếp nhận"],
        [
            "Xã Đông",
            "chưa có",
            "chưa có",
            "95,10",
            "+0,10",
            "951",
            "1.000",
            "Đã gửi, chờ tiếp nhận",
        ],
        ["Phường Châu", "chưa có", "chưa có", "chưa có", "–", "–", "–", "Chưa gửi"],
    ]
    assert shades(tree) == [
        ["ht-ll num", "ht-none num", "ht-l num"],
        ["ht-none num", "ht-none num", "ht-m num"],
        ["ht-none num", "ht-none num", "ht-none num"],
    ]
    assert cells(tree, "tfoot") == [
        ["Cộng xã, phường", "89,00", "–", "94,64", "", "1.041", "1.100", ""]
    ], "1.041/1.100, not the mean of 90 and 95,1"
    key = [li.text_content() for li in tree.xpath(KEY)]
    assert key == ["dưới 90", "dưới 94,5", "94,5 - 95,5", "trên 95,5", "trên 100"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Xã An", "Phường Châu", "Xã Đông"]),
        ("-q3", ["Phường Châu", "Xã Đông", "Xã An"]),
        ("abc", ["Xã An", "Xã Đông", "Phường Châu"]),
    ],
)
def test_sorted_in_vietnamese(client, town, leader, sort, names):
    fill(town)
    assert [row[0] for row in cells(town.page(client, leader, **{"xp-sort": sort}))] == names


def test_of_a_secret_measure_the_rates_alone(client, leader):
    town = Town(percent_only=True)
    town.sent("Xã An", 3, "7301", "7302")
    tree = town.page(client, leader)
    assert cells(tree)[0] == ["Xã An", "chưa có", "chưa có", "99,99", "Đã tiếp nhận"]
    assert "7.30" not in tree.text_content()


def test_a_ceiling_is_shaded_the_other_way(client, leader):
    ceiling = {"direction": "down", "high": D(10), "wording": "không quá 10%"}
    town = Town(target=ceiling)
    town.sent("Xã An", 3, "9", "100")
    town.sent("Xã Đông", 3, "11", "100")
    town.sent("Phường Châu", 3, "20", "100")
    found = {row[0]: row[3] for row in cells(town.page(client, leader))}
    assert found == {"Xã An": "9,00", "Xã Đông": "11,00", "Phường Châu": "20,00"}
    assert [row[2] for row in shades(town.page(client, leader))] == [
        "ht-h num", "ht-l num", "ht-ll num",
    ]  # fmt: skip


def test_nothing_sent_is_no_table(client, town, leader):
    assert cells(town.page(client, leader)) == []


def test_a_commune_sees_its_own_row(client, town):
    fill(town)
    reader = make_user(unit=town.communes["Xã Đông"])
    assert [row[0] for row in cells(town.page(client, reader))] == ["Xã Đông"]


def test_the_lead_unit_and_one_that_coordinates(client, town):
    fill(town)
    front = make_unit("mttq", name="MTTQ", kind="front")
    town.indicator.coordinating_units.add(front)
    lead = make_user(unit=town.indicator.lead_unit)
    assert len(cells(town.page(client, lead))) == 3
    assert {row[0] for row in cells(town.page(client, make_user(unit=front)))} == {
        "Xã An", "Xã Đông",
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, leader, django_assert_num_queries, count):
    for name in list(town.communes)[:count]:
        town.sent(name, 3, "9", "10")
    client.force_login(leader)
    where = reverse("reports:indicator", args=["nq-2024", 9])
    with django_assert_num_queries(15):
        assert client.get(where).status_code == 200


def test_the_way_to_what_each_unit_sent_is_for_those_who_may_open_it(client, town, leader):
    fill(town)
    lead = town.indicator.lead_unit
    for reader in (leader, make_user(unit=lead), make_user(Role.OFFICE)):
        (link,) = town.page(client, reader).xpath("//a[text()='Xem từng đơn vị gửi']")
        place = reverse("targets:contributions", args=["nq-2024", 3, lead.code, 9])
        assert link.get("href") == place
        assert client.get(place).status_code == 200
    commune = town.page(client, make_user(unit=town.communes["Xã An"]))
    assert not commune.xpath("//a[text()='Xem từng đơn vị gửi']")


def test_a_pressed_heading_keeps_the_place(client, town, leader):
    fill(town)
    heads = town.page(client, leader).xpath("//table[contains(@class, 'heat')]//th/a")
    assert [head.get("href").partition("#")[2] for head in heads] == [
        head.get("id") for head in heads
    ]
