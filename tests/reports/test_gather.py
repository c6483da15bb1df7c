import datetime
from decimal import Decimal

import pytest

from reports.assessment import Basis, FinalLine, TargetLine
from reports.gather import UnknownQuarter, summary_of
from reports.models import Rating
from targets.models import User
from targets.rules.comparison import Direction
from targets.rules.standing import Standing
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_figure,
    make_indicator,
    make_measure,
    make_report,
    make_resolution,
    make_target,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
D = Decimal
NOON = datetime.datetime(2024, 9, 24, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


def only(resolution, quarter=3, **kwargs):
    """The one indicator of a summary."""
    (line,) = summary_of(resolution, quarter, **kwargs).indicators
    return line


def test_an_approved_report_counts_in_its_own_period_and_in_later_ones():
    indicator = make_indicator(lead_unit=make_unit("tai-chinh", name="Phòng TC", short_name="TC"))
    resolution = indicator.group.resolution
    make_report(indicator, 1, figures={"": "20"})
    make_report(indicator, 3, figures={"": {"value": "80", "year_ago": "70"}}, results="Tốt")
    line = only(resolution)
    (measure,) = line.measures
    assert [cell.figure for cell in measure.cells] == [D(20), None, D(80), None]
    assert [cell.basis for cell in measure.cells] == [
        Basis.APPROVED,
        Basis.NONE,
        Basis.APPROVED,
        Basis.NONE,
    ]
    assert line.standings == (
        Standing.BEHIND,
        Standing.NO_FIGURE,
        Standing.ON_TRACK,
        Standing.NO_FIGURE,
    )
    assert (measure.key, measure.now.year_ago, measure.why) == ("1", D(70), "")
    assert (line.lead_code, line.lead_name, line.lead_short) == ("tai-chinh", "Phòng TC", "TC")
    assert (line.report.status, line.report.results, line.report.revising) == (
        "approved",
        "Tốt",
        False,
    )


def test_the_period_in_question_decides_which_report_is_told_of():
    indicator = make_indicator()
    make_report(indicator, 1, figures={"": "20"}, results="Quý I")
    line = only(indicator.group.resolution, 1)
    assert (line.measures[0].now.figure, line.report.results) == (D(20), "Quý I")


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (None, "chưa gửi"),
        (Status.DRAFT, "chưa gửi"),
        (Status.SIGNING, "chưa gửi"),
        (Status.SUBMITTED, "đã gửi, chờ duyệt"),
        (Status.RETURNED, "đang trả lại"),
    ],
)
def test_what_is_not_approved_does_not_count_and_says_why(status, why):
    indicator = make_indicator()
    if status:
        make_report(indicator, status=status, figures={"": "80"}, results="Nháp")
    line = only(indicator.group.resolution)
    assert (line.measures[0].now.figure, line.standing, line.why) == (
        None,
        Standing.NO_FIGURE,
        why,
    )
    assert (line.report.basis, line.report.results) == (Basis.NONE, "")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (
            {"missing_reason": "chờ Cục Thống kê", "expected_on": datetime.date(2024, 10, 5)},
            "chưa có: chờ Cục Thống kê, dự kiến 05/10/2024",
        ),
        ({"missing_reason": "chờ Cục Thống kê"}, "chưa có: chờ Cục Thống kê"),
        ({}, "chưa có"),
    ],
)
def test_an_approved_report_without_a_figure_gives_its_reason(typed, why):
    indicator = make_indicator()
    make_report(indicator, figures={"": typed})
    assert only(indicator.group.resolution).why == why


def test_a_period_that_has_not_opened_says_so():
    assert only(make_indicator().group.resolution, 4).why == "kỳ báo cáo chưa mở"


def test_submitted_figures_count_where_the_reader_asks_for_them():
    indicator = make_indicator()
    make_report(indicator, status=Status.SUBMITTED, figures={"": "80"})
    line = only(indicator.group.resolution, include_submitted=True)
    assert (line.measures[0].now.figure, line.report.basis) == (D(80), Basis.SUBMITTED)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.SUBMITTED])
def test_a_report_once_approved_keeps_counting_with_the_figures_of_its_last_approval(status):
    indicator = make_indicator()
    report = make_report(indicator, status=status, figures={"": "90"})
    make_event(report, Move.APPROVE, figures={"": "60"})
    make_event(
        report, Move.APPROVE, figures={"": {"value": "76.5", "as_of": "2024-09-20"}}, minute=1
    )
    make_event(report, Move.REOPEN, minute=2, note="Số Kho bạc khác")
    line = only(indicator.group.resolution)
    now = line.measures[0].now
    assert (now.figure, now.basis, now.typed.as_of) == (
        D("76.5"),
        Basis.LAST_APPROVED,
        datetime.date(2024, 9, 20),
    )
    assert (line.report.revising, line.report.return_note) == (True, "Số Kho bạc khác")


def test_a_report_sent_again_shows_its_new_figures_to_those_who_ask():
    indicator = make_indicator()
    report = make_report(indicator, status=Status.SUBMITTED, figures={"": "90"})
    make_event(report, Move.APPROVE, figures={"": "60"})
    line = only(indicator.group.resolution, include_submitted=True)
    assert (line.measures[0].now.figure, line.report.basis, line.report.revising) == (
        D(90),
        Basis.SUBMITTED,
        True,
    )


def test_an_approval_without_a_figure_stays_without_one_while_revised():
    indicator = make_indicator()
    report = make_report(indicator, status=Status.RETURNED, figures={"": "90"})
    make_event(
        report,
        Move.APPROVE,
        figures={"": {"value": None, "missing_reason": "chờ số", "expected_on": "2024-10-05"}},
    )
    line = only(indicator.group.resolution)
    assert (line.measures[0].now.figure, line.why) == (None, "chưa có: chờ số, dự kiến 05/10/2024")


def test_a_spoilt_copy_is_no_figure():
    indicator = make_indicator()
    report = make_report(indicator, status=Status.RETURNED)
    event = make_event(report, Move.APPROVE, figures={"": "mười"})
    event.figures |= {"x": {"value": "1"}}
    event.save()
    assert only(indicator.group.resolution).measures[0].now.figure is None


def test_an_approved_report_counts_with_its_own_figures_not_with_the_copy():
    indicator = make_indicator()
    report = make_report(indicator, figures={"": "90"})
    make_event(report, Move.APPROVE, figures={"": "60"})
    line = only(indicator.group.resolution)
    assert (line.measures[0].now.figure, line.report.revising) == (D(90), False)


def test_only_the_counting_report_counts():
    indicator = make_indicator()
    make_report(indicator, figures={"": "12"}, counts=False, unit=make_unit())
    line = only(indicator.group.resolution)
    assert (line.measures[0].now.figure, line.report.status) == (None, "")


def test_who_sent_and_who_approved():
    officer = make_user(full_name="Lê Thị Ngân")
    office = make_user(Role.OFFICE, full_name="Lê Văn Sơn")
    indicator = make_indicator()
    report = make_report(indicator, figures={"": "80"}, submitted_by=officer, submitted_at=NOON)
    first = make_event(report, Move.SUBMIT, by=officer)
    make_event(report, Move.RETURN, by=office, minute=1, note="Xem lại")
    make_event(report, Move.RECALL, by=officer, minute=2)
    last = make_event(report, Move.SUBMIT, by=office, minute=3, on_behalf=True, note="Điện thoại")
    done = make_event(report, Move.APPROVE, by=office, minute=4, single_handed=True)
    told = only(indicator.group.resolution).report
    assert (told.entered_by, told.entered_at, told.first_sent_at) == (
        "Lê Văn Sơn",
        last.at,
        first.at,
    )
    assert (told.on_behalf, told.on_behalf_note) == (True, "Điện thoại")
    assert (told.approved_by, told.approved_at, told.single_handed) == (
        "Lê Văn Sơn",
        done.at,
        True,
    )
    assert (told.returned_by, told.return_note) == ("Lê Văn Sơn", "Xem lại")


def test_a_report_without_events_still_tells_who_sent_it():
    indicator = make_indicator()
    make_report(indicator, submitted_by=make_user(username="ngan"), submitted_at=NOON)
    told = only(indicator.group.resolution).report
    assert (told.entered_by, told.entered_at, told.first_sent_at) == ("ngan", NOON, NOON)


def test_the_newest_rating_of_this_period_is_final():
    indicator = make_indicator()
    resolution = indicator.group.resolution
    leader = make_user(Role.LEADER, full_name="Thường trực")
    third, second = (resolution.periods.get(quarter=quarter) for quarter in (3, 2))
    for minute, (period, standing) in enumerate(
        [(third, "met"), (third, "missed"), (second, "exceeded")]
    ):
        at = NOON + datetime.timedelta(minutes=minute)
        Rating.objects.create(
            indicator=indicator, period=period, standing=standing, reason="Vì", by=leader, at=at
        )
    line = only(resolution)
    at = NOON + datetime.timedelta(minutes=1)
    assert line.final == FinalLine(Standing.MISSED, "Vì", "Thường trực", at)
    assert (line.standing, line.verdict) == (Standing.NO_FIGURE, Standing.MISSED)
    assert only(resolution, 1).final is None


def test_each_period_is_judged_by_the_target_in_force_at_its_end():
    indicator = make_indicator()
    (measure,) = indicator.measures.all()
    make_target(
        measure,
        low=D(60),
        wording="ít nhất 60",
        effective_from=datetime.date(2024, 7, 1),
        decision="Kết luận 12-KL/TU",
    )
    for quarter, value in ((1, "20"), (2, "40"), (3, "65")):
        make_report(indicator, quarter, figures={"": value})
    (line,) = only(indicator.group.resolution).measures
    assert [cell.standing for cell in line.cells] == [
        Standing.BEHIND,
        Standing.BEHIND,
        Standing.EXCEEDED,
        Standing.NO_FIGURE,
    ]
    assert line.target == TargetLine(
        "ít nhất 60",
        Direction.UP,
        D(60),
        None,
        decision="Kết luận 12-KL/TU",
        effective_from=datetime.date(2024, 7, 1),
    )
    assert line.amended_from.wording == "ít nhất 100"


def test_milestones_say_where_a_measure_should_be():
    indicator = make_indicator(measures=[{"milestones": {1: 10, 3: 90}}])
    make_report(indicator, 3, figures={"": "80"})
    (line,) = only(indicator.group.resolution).measures
    assert [cell.expected for cell in line.cells] == [D(10), D(50), D(90), D(100)]
    assert line.standing == Standing.BEHIND


def test_a_measure_without_a_target_is_judged_by_its_narrative():
    indicator = make_indicator(measures=[{"target": None}])
    make_report(indicator, 1, results="  ")
    make_report(indicator, 2, results="Đã trình hồ sơ")
    make_report(indicator, 3, results="Nháp", status=Status.DRAFT)
    line = only(indicator.group.resolution)
    assert line.standings == (
        Standing.NOT_DUE,
        Standing.IN_PROGRESS,
        Standing.NOT_DUE,
        Standing.NO_FIGURE,
    )


def test_a_target_no_goal_can_be_built_from_is_a_warning_and_no_error():
    indicator = make_indicator(
        measures=[{"letter": "a", "target": {"direction": "down", "low": D(4), "wording": "x"}}]
    )
    make_report(indicator, 3, figures={"a": "80"})
    summary = summary_of(indicator.group.resolution, 3)
    (measure,) = summary.find(1).measures
    assert (measure.now.figure, measure.target, measure.target_wording) == (D(80), None, "x")
    assert summary.warnings == (
        "Chỉ tiêu 1a: mức “x” thiếu hoặc sai giới hạn nên phần mềm chưa so sánh được số liệu; "
        "Văn phòng cần sửa mức chỉ tiêu.",
    )


def test_year_end_measures_are_due_in_the_last_period_only():
    indicator = make_indicator(measures=[{"pace": "year_end"}])
    resolution = indicator.group.resolution
    assert [only(resolution, quarter).due for quarter in (1, 2, 3, 4)] == [False] * 3 + [True]


def test_groups_and_indicators_come_in_the_resolutions_order():
    resolution = make_resolution()
    for number, group in ((12, 2), (9, 1), (10, 1)):
        make_indicator(resolution, number=number, group=group)
    groups = summary_of(resolution, 3).groups
    assert [(group.number, [line.number for line in group.indicators]) for group in groups] == [
        (1, [9, 10]),
        (2, [12]),
    ]


def test_an_indicator_without_measures_or_lead_unit_is_still_there():
    indicator = make_indicator(measures=[], lead_unit=None)
    line = only(indicator.group.resolution)
    assert (line.measures, line.lead_code, line.standing) == ((), "", Standing.NO_FIGURE)


def test_a_resolution_without_that_period():
    with pytest.raises(UnknownQuarter):
        summary_of(make_resolution(), 5)


def test_a_unit_gets_its_own_rows_and_the_office_all():
    resolution = make_resolution()
    parent = make_unit()
    own, below, coordinating = make_unit(), make_unit(parent=parent), make_unit()
    make_indicator(resolution, lead_unit=own)
    make_indicator(resolution, lead_unit=below)
    make_indicator(resolution, coordinating_units=[coordinating])
    for line in summary_of(resolution, 3).indicators:
        indicator = resolution.groups.get().indicators.get(number=line.number)
        make_report(indicator, figures={"": "80"})

    def rows(user):
        fresh = User.objects.get(pk=user.pk)
        seen = summary_of(resolution, 3, viewer=fresh)
        return seen.partial, [
            (line.number, line.measures[0].now.figure) for line in seen.indicators
        ]

    assert rows(make_user(unit=own)) == (True, [(1, D(80))])
    assert rows(make_user(Role.HEAD, unit=parent)) == (True, [(2, D(80))])
    assert rows(make_user(unit=coordinating)) == (True, [(3, D(80))])
    assert rows(make_user(unit=own, also_for=[coordinating])) == (True, [(1, D(80)), (3, D(80))])
    assert rows(make_user(Role.ADMIN)) == (True, [])
    everything = [(1, D(80)), (2, D(80)), (3, D(80))]
    assert rows(make_user(Role.OFFICE)) == (False, everything)
    assert rows(make_user(Role.LEADER)) == (False, everything)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(django_assert_num_queries, count):
    resolution = make_resolution()
    for _ in range(count):
        indicator = make_indicator(resolution, measures=[{"letter": "a"}, {"letter": "b"}])
        make_report(indicator, 3, figures={"a": "80", "b": "70"}, events=[Move.SUBMIT])
        again = make_report(indicator, 2, figures={"a": "40"}, status=Status.RETURNED)
        make_event(again, Move.APPROVE)
    with django_assert_num_queries(7):
        assert len(list(summary_of(resolution, 3).indicators)) == count


def test_a_second_measure_of_another_report_stays_apart():
    resolution = make_resolution()
    first = make_indicator(resolution)
    second = make_indicator(resolution)
    make_measure(second, letter="b")
    report = make_report(second, figures={"": "70"})
    make_figure(report, "b", value="20")
    make_report(first, figures={"": "80"})
    found = {
        measure.key: measure.now.figure
        for line in summary_of(resolution, 3).indicators
        for measure in line.measures
    }
    assert found == {"1": D(80), "2": D(70), "2b": D(20)}
