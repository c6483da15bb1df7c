"""A resolution copied to the next year: what comes, as what, and what does not (issue 5)."""

import datetime
import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from reports.gather import summary_of
from targets.actions import next_year
from targets.actions.next_year import NextYearWish, a_year_later, copy_to_next_year
from targets.actions.refusal import Refused
from targets.models import Indicator, Measure, Milestone, Resolution, Target, Task, WorkItem
from targets.rules.workflow import Role
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_target,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
DAY = datetime.date
WISH = {"title": "Nghị quyết năm 2025", "slug": "nq-2025"}


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = DAY(2024, 12, 20)


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024", overall_goal="Mục tiêu", number="05-NQ/TU")
        self.office = make_user(Role.OFFICE)
        self.lead = make_unit("kinh-te", name="Phòng Kinh tế")
        self.other = make_unit("tai-chinh", name="Phòng Tài chính")
        self.indicator = make_indicator(
            self.resolution, number=3, lead_unit=self.lead, coordinating_units=[self.other],
            wording="Tổng vốn", source_wording="Tổng vốn *", note="Ghi chú",
            measures=[
                {
                    "name": "Vốn", "start": D(0), "baseline": D(90), "supplier": self.other,
                    "assigned": D(500), "assigned_basis": "tỉnh giao", "milestones": {2: "40"},
                    "source": "Sổ", "detail_labels": ["Xã"],
                }
            ],
        )  # fmt: skip
        self.address = reverse("targets:plan-next-year", args=["nq-2024"])


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def copied(client, town, **changes):
    response = client.post(town.address, {**WISH, **changes})
    assert (response.status_code, response.url) == (302, reverse("targets:plan", args=["nq-2025"]))
    return Resolution.objects.get(slug="nq-2025")


def refused(client, town, status=422, **changes):
    before = every_row()
    response = client.post(town.address, {**WISH, **changes})
    assert every_row() == before
    assert response.status_code == status
    return response.content.decode()


def columns(row, *names):
    return tuple(getattr(row, name) for name in names)


def test_groups_indicators_measures_and_units_come_along(client, town):
    made = copied(client, town)
    facts = ("title", "year", "status", "issuer", "number", "adopted_on", "overall_goal")
    assert columns(made, *facts) == (
        "Nghị quyết năm 2025", 2025, "draft", "Thị ủy Đức Phổ", "", None, "",
    )  # fmt: skip
    row = Indicator.objects.get(group__resolution=made)
    assert columns(row, "number", "label", "wording", "source_wording", "lead_unit", "note") == (
        3, "(3)", "Tổng vốn", "", town.lead, "Ghi chú",
    )  # fmt: skip
    assert list(row.coordinating_units.all()) == [town.other]
    assert columns(row.group, "number", "name") == (1, "Nhóm 1")
    measure = row.measures.get()
    names = (
        "name", "unit_of_measure", "decimals", "formula", "pace", "start", "supplier", "assigned",
        "assigned_basis", "source", "detail_labels", "continues",
    )  # fmt: skip
    assert columns(measure, *names) == (
        "Vốn", "tỷ đồng", 1, "value", "cumulative", 0, town.other, None, "tỉnh giao", "Sổ", ["Xã"],
        town.indicator.measures.get(),
    )  # fmt: skip
    assert not Milestone.objects.filter(measure=measure).exists()


def test_periods_are_a_year_later_and_open(client, town):
    town.resolution.periods.update(
        closed_at=datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC), remind_days=9
    )
    made = copied(client, town)
    names = ("quarter", "name", "share", "is_last", "ends_on", "due_on", "remind_days", "closed_at")
    assert [columns(row, *names) for row in made.periods.all()] == [
        (1, "Quý I", D("0.25"), False, DAY(2025, 3, 31), DAY(2025, 3, 20), 9, None),
        (2, "6 tháng đầu năm", D("0.5"), False, DAY(2025, 6, 30), DAY(2025, 6, 20), 9, None),
        (3, "9 tháng", D("0.75"), False, DAY(2025, 9, 30), DAY(2025, 9, 20), 9, None),
        (4, "Năm", 1, True, DAY(2025, 12, 31), DAY(2025, 12, 10), 9, None),
    ]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (DAY(2024, 2, 29), DAY(2025, 2, 28)),
        (DAY(2023, 2, 28), DAY(2024, 2, 28)),
        (DAY(2024, 12, 31), DAY(2025, 12, 31)),
        (None, None),
    ],
)
def test_a_year_later(day, later):
    assert a_year_later(day) == later


def test_targets_come_as_proposals_the_newest_one_alone(client, town):
    measure = town.indicator.measures.get()
    make_target(
        measure, low=D(80), wording="ít nhất 80", effective_from=DAY(2024, 8, 1),
        decision="QĐ 12", reason="Vì",
    )  # fmt: skip
    made = copied(client, town)
    target = Target.objects.get(measure__indicator__group__resolution=made)
    names = ("wording", "low", "effective_from", "decision", "reason", "proposed")
    assert columns(target, *names) == ("ít nhất 80", 80, DAY(2025, 1, 1), "", "", True)
    page = client.get(reverse("targets:plan", args=["nq-2025"])).content.decode()
    assert "chỉ là đề xuất" in page
    assert "Văn phòng chưa quyết: chỉ tiêu 3." in page
    status = client.get(reverse("targets:plan-status", args=["nq-2025"])).content.decode()
    assert "Mức còn là đề xuất" in status


@pytest.mark.parametrize("role", [Role.LEADER, Role.REPORTER])
def test_the_draft_is_the_office_s_alone(client, town, role):
    copied(client, town)
    client.force_login(make_user(role, unit=town.lead))
    for address in (
        reverse("reports:board", args=["nq-2025", 1]),
        reverse("reports:indicator", args=["nq-2025", 3]),
        reverse("targets:plan", args=["nq-2025"]),
    ):
        assert client.get(address).status_code == 404


# Baselines


def test_the_baseline_is_the_last_period_s_approved_figure(client, town):
    make_report(town.indicator, 3, figures={"": {"value": "72", "nature": "official"}})
    make_report(town.indicator, 4, figures={"": {"value": "98,5".replace(",", "."),
                                                 "nature": "estimate"}})  # fmt: skip
    page = client.get(town.address).content.decode()
    assert "98,5 tỷ đồng" in page
    assert "Năm, số ước" in page
    assert "1 số chưa phải số chính thức cả năm" in page
    assert Measure.objects.get(indicator__group__resolution=copied(client, town)).baseline == D(
        "98.5"
    )


def test_without_the_last_period_the_latest_counts_and_the_page_says_which(client, town):
    make_report(town.indicator, 2, figures={"": {"value": "50", "nature": "official"}})
    make_report(town.indicator, 3, status="submitted", figures={"": "72"})
    page = client.get(town.address).content.decode()
    assert "6 tháng đầu năm, số chính thức" in page
    assert "1 số chưa phải số chính thức cả năm" in page
    assert Measure.objects.get(indicator__group__resolution=copied(client, town)).baseline == 50


def test_a_report_being_adjusted_counts_with_its_last_approved_figure(client, town):
    report = make_report(town.indicator, 4, status="returned", figures={"": "99"})
    make_event(report, "approve", by=town.office, figures={"": "97"})
    page = client.get(town.address).content.decode()
    assert "97,0 tỷ đồng" in page
    assert "đang điều chỉnh" in page


def test_an_official_figure_of_the_year_is_firm(client, town):
    make_report(town.indicator, 4, figures={"": {"value": "98", "nature": "official"}})
    page = client.get(town.address).content.decode()
    assert "Năm, số chính thức" in page
    assert "chưa phải số chính thức" not in page


def test_nothing_approved_leaves_the_baseline_blank(client, town):
    assert "chưa có số được duyệt, để trống" in client.get(town.address).content.decode()
    made = copied(client, town)
    assert Measure.objects.get(indicator__group__resolution=made).baseline is None


def test_each_formula_gives_what_the_next_year_begins_from(client, town):
    terms = {"target": None, "unit_of_measure": "%", "decimals": 2}
    make_indicator(
        town.resolution, number=8,
        measures=[
            {**terms, "letter": "a", "formula": "decrease", "pace": "level", "baseline": D("2.99")},
            {**terms, "letter": "b", "formula": "ratio", "pace": "level", "start": D(7)},
            {**terms, "letter": "c", "formula": "excess", "start": D(-100)},
        ],
    )  # fmt: skip
    indicator = Indicator.objects.get(number=8)
    make_report(
        indicator, 4,
        figures={
            "a": {"value": "2.49"},
            "b": {"numerator": "66", "denominator": "112"},
            "c": {"numerator": "106.2", "denominator": "100"},
        },
    )  # fmt: skip
    page = client.get(town.address).content.decode()
    for words in ("2,49%", "58,93%", "106,20%"):
        assert words in page
    made = copied(client, town)
    rows = Measure.objects.filter(indicator__group__resolution=made, indicator__number=8)
    assert list(rows.order_by("letter").values_list("baseline", "start")) == [
        (D("2.49"), None), (D("58.928571"), None), (D("6.2"), -100),
    ]  # fmt: skip


def test_the_next_year_compares_itself_with_this_one(client, town):
    make_report(town.indicator, 1, figures={"": "20"})
    made = copied(client, town)
    made.status = "active"
    made.save()
    row = Indicator.objects.get(group__resolution=made)
    make_report(row, 1, figures={"": "25"})
    (line,) = summary_of(made, 1).find(3).measures
    assert (line.now.figure, line.now.year_ago) == (25, 20)


# Units that are no more


def test_a_merged_unit_s_successor_is_in_charge(client, town):
    third = make_unit("hop-nhat", name="Phòng hợp nhất")
    middle = make_unit("giua", is_active=False, successor=third)
    for unit in (town.lead, town.other):
        unit.is_active, unit.successor = False, middle
        unit.save()
    made = copied(client, town)
    row = Indicator.objects.get(group__resolution=made)
    assert (row.lead_unit, row.measures.get().supplier) == (third, third)
    assert not row.coordinating_units.exists(), "it leads already"


def test_a_unit_without_successor_or_in_a_circle_leaves_the_place_open(client, town):
    town.lead.is_active = False
    town.lead.save()
    town.other.is_active, town.other.successor = False, town.lead
    town.other.save()
    town.lead.successor = town.other
    town.lead.save()
    row = Indicator.objects.get(group__resolution=copied(client, town))
    assert (row.lead_unit, row.measures.get().supplier) == (None, None)
    assert not row.coordinating_units.exists()


# Tasks


def test_tasks_come_only_if_ticked_and_without_work_items(client, town):
    task = make_task(
        town.resolution, number="1.2", lead_unit=town.lead, coordinating_units=[town.other],
        indicators=[town.indicator], title="Cải cách", source_wording="nguyên văn",
    )  # fmt: skip
    make_work_item(task)
    made = copied(client, town, tasks="on")
    copy = Task.objects.get(group__resolution=made)
    names = ("number", "title", "wording", "source_wording", "order", "lead_unit")
    assert columns(copy, *names) == (
        "1.2", "Cải cách", task.wording, "", 1, town.lead,
    )  # fmt: skip
    assert list(copy.coordinating_units.all()) == [town.other]
    assert [row.group.resolution for row in copy.indicators.select_related("group")] == [made]
    assert WorkItem.objects.count() == 1


def test_without_the_tick_no_tasks_come(client, town):
    make_task(town.resolution)
    assert not copied(client, town).task_groups.exists()


# Refusals


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"slug": "nq-2024"}, "Đã có nghị quyết mã “nq-2024”."),
        ({"slug": ""}, "Mã chỉ gồm chữ thường"),
        ({"slug": "NQ 2025"}, "Mã chỉ gồm chữ thường"),
        ({"slug": "nq-năm-2025"}, "Mã chỉ gồm chữ thường"),
        ({"slug": "a" * 61}, "Mã chỉ gồm chữ thường"),
        ({"title": " "}, "Hãy ghi tên nghị quyết."),
        ({"title": "ế" * 501}, "tối đa 500 ký tự"),
    ],
)
def test_bad_input_makes_nothing(client, town, changes, says):
    page = refused(client, town, tasks="on", **changes)
    assert says in page
    assert re.search(r'<input[^>]*name="tasks"[^>]*checked', page)


def test_a_year_is_copied_once(client, town):
    copied(client, town)
    page = client.get(town.address).content.decode()
    assert "Đã có nghị quyết năm 2025" in page
    assert "(mã “nq-2025”) nên không chép thêm" in refused(client, town, slug="nq-2025-b")


def test_of_two_presses_one_makes_it(town, monkeypatch):
    copy_to_next_year(town.resolution, NextYearWish("nq-2025", "Một"), by=town.office)
    before = every_row()
    with pytest.raises(Refused, match="Đã có nghị quyết mã"):
        copy_to_next_year(town.resolution, NextYearWish("nq-2025", "Hai"), by=town.office)
    monkeypatch.setattr(next_year, "_check", lambda *_: None)  # both have passed the check
    with pytest.raises(Refused, match="vừa được người khác tạo") as late:
        copy_to_next_year(town.resolution, NextYearWish("nq-2025", "Hai"), by=town.office)
    assert late.value.stale
    assert every_row() == before


def test_a_failure_half_way_leaves_nothing(town, monkeypatch):
    make_task(town.resolution)
    before = every_row()

    def fall(*_):
        raise RuntimeError

    monkeypatch.setattr(next_year._Copy, "_tasks", fall)
    with pytest.raises(RuntimeError):
        copy_to_next_year(
            town.resolution, NextYearWish("nq-2025", "Một", tasks=True), by=town.office
        )
    assert every_row() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_the_act_is_the_office_s(town, role):
    with pytest.raises(Refused) as no:
        copy_to_next_year(
            town.resolution, NextYearWish("nq-2025", "Một"), by=make_user(role, unit=town.lead)
        )
    assert no.value.forbidden


def test_the_names_are_proposed(client, town):
    page = client.get(town.address).content.decode()
    assert "Nghị quyết năm 2025</textarea>" in page
    assert 'value="nq-2025"' in page
    odd = make_resolution("chuong-trinh", year=2030, title="Chương trình")
    page = client.get(reverse("targets:plan-next-year", args=[odd.slug])).content.decode()
    assert 'value="nq-2031"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(4, 3 + count):
        make_indicator(town.resolution, number=number)
    for row in Indicator.objects.all():
        make_report(row, 4, figures={"": "5"})
    with django_assert_num_queries(9):
        client.get(town.address)


def test_next_year_s_of_another_issuer_is_told_not_refused(client, town):
    make_resolution("nq-khac", year=2025, issuer="Huyện ủy Mộ Đức")
    page = client.get(town.address).content.decode()
    assert "Năm 2025 đã có một nghị quyết của cơ quan ban hành khác" in page
    assert "(Huyện ủy Mộ Đức)" in page
    copied(client, town)
