"""So cùng kỳ (issue, point 8): from the measure that one continues, else as typed, else a dash."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from reports.assessment import GroupLine, IndicatorLine, Summary
from reports.comparisons import against_year_ago
from reports.gather import summary_of
from reports.paper_notes import notes_on
from targets.rules.last_year import LastYear
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.reports.lines import PERIODS, line
from tests.reports.test_board import text_of

pytestmark = pytest.mark.django_db
D = Decimal
OFFICIAL = {"nature": "official"}


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Years:
    """An indicator of 2024 and the one of 2023 that its measure continues."""

    def __init__(self, *, then=None, now=None):
        before = make_resolution("nq-2023", year=2023, status="closed")
        self.then = make_indicator(before, measures=[then or {}])
        self.resolution = make_resolution("nq-2024")
        (last,) = self.then.measures.all()
        measure = {"continues": last, **(now or {})}
        self.now = make_indicator(self.resolution, measures=[measure])

    def reported_then(self, quarter=3, **report):
        return make_report(self.then, quarter, **report)

    def reported_now(self, quarter=3, **typed):
        return make_report(self.now, quarter, figures={"": {"value": "80", **typed}})

    def measure(self, quarter=3, **options):
        (found,) = summary_of(self.resolution, quarter, **options).indicators
        return found.measures[0]


@pytest.fixture
def years():
    return Years()


def test_last_years_own_figure_goes_before_what_the_unit_typed(years):
    years.reported_then(figures={"": {"value": "62.5", **OFFICIAL}})
    years.reported_now(year_ago="70")
    measure = years.measure()
    assert (measure.now.last_year, measure.now.year_ago) == (
        LastYear(D("62.5"), "official"),
        D("62.5"),
    )
    assert against_year_ago(measure).value == D(28)


@pytest.mark.parametrize(
    "report",
    [
        None,
        {"figures": {"": {"missing_reason": "chờ Thống kê"}}},
        {"status": Status.DRAFT, "figures": {"": "62.5"}},
        {"status": Status.SUBMITTED, "figures": {"": "62.5"}},
        {"counts": False, "figures": {"": "62.5"}},
    ],
    ids=["none", "no figure", "draft", "not approved", "a locality's"],
)
def test_without_an_approved_figure_then_what_the_unit_typed_stands(years, report):
    if report is not None:
        years.reported_then(**report)
    years.reported_now(year_ago="70")
    measure = years.measure(include_submitted=True)
    assert (measure.now.last_year, measure.now.year_ago) == (None, D(70))


def test_with_neither_there_is_a_dash(years):
    years.reported_then(2, figures={"": "62.5"})  # another quarter says nothing of this one
    years.reported_now()
    measure = years.measure()
    assert (measure.now.year_ago, against_year_ago(measure)) == (None, None)


def test_each_quarter_is_set_beside_its_own(years):
    for quarter, value in ((1, "10"), (2, "30"), (4, "90")):
        years.reported_then(quarter, figures={"": value})
    assert [cell.year_ago for cell in years.measure().cells] == [D(10), D(30), None, D(90)]


def test_by_that_years_formula_and_baseline():
    decrease = {"formula": "decrease", "unit_of_measure": "điểm %", "pace": "level"}
    years = Years(then={**decrease, "baseline": D("3.2")}, now={**decrease, "baseline": D("2.9")})
    years.reported_then(figures={"": {"numerator": "1", "denominator": "32"}})
    make_report(years.now, figures={"": "2.5"})
    measure = years.measure()
    assert (measure.now.figure, measure.now.year_ago) == (D("0.4"), D("0.075"))


def test_a_share_then_and_a_percentage_now_are_the_same_thing():
    years = Years(
        then={"formula": "ratio", "unit_of_measure": "%"}, now={"unit_of_measure": "%"}
    )  # fmt: skip
    years.reported_then(figures={"": {"numerator": "66", "denominator": "112"}})
    assert years.measure().now.year_ago == D(6600) / D(112)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"unit_of_measure": "triệu đồng"}, {"unit_of_measure": "tỷ đồng"}),
        ({"unit_of_measure": "%"}, {"unit_of_measure": "%", "formula": "excess"}),
    ],
)
def test_what_was_counted_otherwise_is_not_compared(then, now):
    years = Years(then=then, now=now)
    years.reported_then(figures={"": "62.5"})
    assert years.measure().now.last_year is None


def test_a_report_being_adjusted_gives_the_figures_of_its_last_approval(years):
    report = years.reported_then(status=Status.RETURNED, figures={"": "99"})
    make_event(report, Move.APPROVE, figures={"": "60"})
    make_event(
        report, Move.APPROVE, minute=1, figures={"": {"value": "62.5", "nature": "official"}}
    )
    assert years.measure().now.last_year == LastYear(D("62.5"), "official", revising=True)


def test_each_part_of_a_compound_indicator_continues_its_own():
    before, resolution = make_resolution(year=2023), make_resolution()
    then = make_indicator(before, measures=[{"letter": letter} for letter in "abc"])
    report = make_report(then, status=Status.RETURNED, figures={"a": "1"})
    make_event(report, Move.APPROVE, figures={"a": "10", "b": "20", "c": "30"})
    last = {measure.letter: measure for measure in then.measures.all()}
    make_indicator(
        resolution,
        measures=[{"letter": "a", "continues": last["c"]}, {"letter": "b", "continues": last["a"]}],
    )
    (found,) = summary_of(resolution, 3).indicators
    assert [measure.now.year_ago for measure in found.measures] == [D(30), D(10)]


def test_a_report_adjusted_so_that_nothing_was_left_gives_nothing(years):
    report = years.reported_then(status=Status.RETURNED)
    make_event(report, Move.APPROVE, figures={"": "60"})
    make_event(report, Move.APPROVE, minute=1, figures={"": {"missing_reason": "sai nguồn"}})
    assert years.measure().now.last_year is None


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, ""),
        (LastYear(D(70), "official"), ""),
        (LastYear(D(70), "estimate"), "Cùng kỳ năm trước là số ước"),
        (
            LastYear(D(70), "official", revising=True),
            "Cùng kỳ năm trước là số chính thức, đang điều chỉnh",
        ),
    ],
)
def test_papers_say_where_last_years_figure_is_not_official(known, words):
    summary = _alone(line("20", "40", "80", last_year=known))
    ((row,),) = (group.indicators for group in summary.groups)
    assert notes_on(summary.period, row, row.measures[0]) == words


def test_a_kept_summary_keeps_it(years):
    years.reported_then(figures={"": "62.5"})
    summary = summary_of(years.resolution, 3)
    assert Summary.from_json(summary.to_json()) == summary


def test_the_indicators_page_shows_it_and_says_how_sure_it_is(client, years):
    years.reported_then(2, figures={"": {"value": "30", **OFFICIAL}})
    years.reported_then(3, figures={"": "62.5"})
    years.reported_now(2, value="40")
    years.reported_now(year_ago="70")
    client.force_login(make_user(Role.LEADER))
    page = client.get(reverse("reports:indicator", args=["nq-2024", 1]))
    text = text_of(page)
    assert "6 tháng đầu năm 40,0 50,0 Chậm tiến độ – 30,0" in text
    assert "9 tháng 80,0 75,0 Đúng tiến độ 40,0 62,5" in text
    assert (
        "So với cùng kỳ: 9 tháng tăng 28,0%. Số cùng kỳ chưa chính thức: 9 tháng (số ước)." in text
    )


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_more_where_anything_continues(django_assert_num_queries, count):
    before, resolution = make_resolution(year=2023), make_resolution()
    for _ in range(count):
        then = make_indicator(before)
        report = make_report(then, 2, status=Status.RETURNED, figures={"": "30"})
        make_event(report, Move.APPROVE)
        make_report(then, 3, figures={"": "60"})
        now = make_indicator(resolution, measures=[{"continues": then.measures.get()}])
        make_report(now, 3, figures={"": "80"})
    with django_assert_num_queries(9):
        found = [each.measures[0].now.year_ago for each in summary_of(resolution, 3).indicators]
    assert found == [D(60)] * count


class TestTheUnitsSheetAndTheReview:
    """The same source beside the boxes and in the office's queue."""

    @pytest.fixture
    def unit(self, years):
        unit = make_unit("tai-chinh")
        years.now.lead_unit = unit
        years.now.save()
        return unit

    def test_the_sheet(self, client, years, unit):
        years.reported_then(figures={"": "62.5"})
        client.force_login(make_user(unit=unit))
        text = text_of(client.get(reverse("targets:sheet", args=["nq-2024", 3, "tai-chinh"])))
        assert "Cùng kỳ 2023 (số ước) 62,5" in text
        assert "Cùng kỳ năm trước (tỷ đồng)" not in text  # nothing to type: it is known

    def test_the_sheet_where_last_year_says_nothing(self, client, years, unit):
        make_report(years.now, status=Status.DRAFT, figures={"": {"value": "80", "year_ago": "70"}})
        client.force_login(make_user(unit=unit))
        text = text_of(client.get(reverse("targets:sheet", args=["nq-2024", 3, "tai-chinh"])))
        assert "Cùng kỳ 2023 70,0" in text
        assert "Ngày số liệu, nguồn, cùng kỳ" in text
        assert "Cùng kỳ năm trước (tỷ đồng)" in text

    def test_the_review(self, client, years, unit):
        years.reported_then(figures={"": "62.5"})
        make_report(
            years.now, status=Status.SUBMITTED, figures={"": {"value": "80", "year_ago": "70"}}
        )
        client.force_login(make_user(Role.OFFICE))
        text = text_of(client.get(reverse("targets:review", args=["nq-2024", 3])))
        assert "62,5 số ước" in text
        assert "70,0" not in text


def _alone(measure):
    """A summary of one indicator with one measure, made by hand."""
    row = IndicatorLine(1, "(1)", "Tổng vốn", (measure,), tuple(
        cell.standing for cell in measure.cells), measure.place)  # fmt: skip
    return Summary(
        "nq", 3, "Nghị quyết", 2024, PERIODS, (GroupLine(1, "Kinh tế", (row,)),),
        datetime.date(2024, 9, 24),
    )  # fmt: skip
