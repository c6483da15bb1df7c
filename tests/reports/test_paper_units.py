"""The sheet "Theo đơn vị": counts by formula, when units reported, whose rows are seen."""

import datetime

import pytest

from reports.export.units_sheet import NOTHING, SHEET
from targets.models import Period, ReviewEvent
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.reports.workbooks import at, dated, make_town, opened, rows, written

pytestmark = pytest.mark.django_db
FIRST = 8
YEAR_END = [{"pace": "year_end"}]


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return make_town()


def units(resolution, quarter=3, **wish):
    """Without the line of totals and the note."""
    return rows(written(resolution, quarter, **wish), SHEET, FIRST)[:-2]


def test_every_column(town):
    assert rows(written(town.resolution), SHEET, FIRST)[:-1] == [
        (
            1, "Phòng Tài chính", 2, 0, 0, 0, 1, 0, 0, 1, 0, 1, 2, "chưa gửi", 4, 0,
            "Chưa gửi chỉ tiêu (4); đã đôn đốc ngày 22/09/2024; gửi số ước chỉ tiêu (1)",
        ),
        (
            2, "Phòng Môi trường", 2, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, dated(2024, 9, 19), 0, 1,
            "Chỉ tiêu (2) trả lại, đã gửi lại ngày 23/09/2024; gửi số ước chỉ tiêu (3); gửi số "
            "sơ bộ chỉ tiêu (2a)",
        ),
        ("Cộng", None, 4, 0, 0, 0, 2, 0, 1, 1, 0, 1, 3, "Đúng hạn 1/2 đơn vị", None, 1),
    ]  # fmt: skip


def test_counts_are_formulas_over_the_other_sheets(town):
    content = written(town.resolution)
    first, _, total = rows(content, SHEET, FIRST, values=False)[:3]
    leads, keys = "'Tổng hợp'!$M$11:$M$18", "'Tổng hợp'!$A$11:$A$18"
    assert first[2] == f'=COUNTIFS({leads},$B8,{keys},">0")'
    standings = "'Tổng hợp'!$L$11:$L$18"
    assert first[6] == f'=COUNTIFS({leads},$B8,{keys},">0",{standings},LEFT(G$6,1)&"*")'
    work = "'Nhiệm vụ'!$D$6:$D$14,$B8,'Nhiệm vụ'!$G$6:$G$14"
    assert first[11] == f'=COUNTIFS({work},"▼ Quá hạn")'
    assert first[14] == "=IF(M8=0,0,MAX(0,IF(ISNUMBER(N8),N8,$Q$7)-$N$7))"
    assert total[2] == "=SUM(C8:C9)"
    assert total[13] == (
        '="Đúng hạn "&COUNTIFS(M8:M9,">0",O8:O9,0,N8:N9,">0")&"/"&COUNTIF(M8:M9,">0")&" đơn vị"'
    )
    deadline = opened(content)[SHEET]
    assert (deadline["N7"].value, deadline["Q7"].value) == (dated(2024, 9, 20), dated(2024, 9, 24))


def test_without_the_sheet_of_tasks_overdue_items_are_numbers(town):
    content = written(town.resolution, parts={"theo-don-vi"})
    assert opened(content).sheetnames == ["Tổng hợp", SHEET, "Nguồn số liệu"]
    assert rows(content, SHEET, FIRST, values=False)[0][11] == 1


@pytest.mark.parametrize(
    ("sent", "day", "late"),
    [
        (((1, 18), (2, 20)), dated(2024, 9, 20), 0),
        (((1, 18), (2, 23)), dated(2024, 9, 23), 3),
        (((1, 18),), "chưa gửi", 4),
        ((), "chưa gửi", 4),
    ],
)
def test_a_unit_is_as_late_as_the_last_of_what_is_due(sent, day, late):
    resolution = make_resolution("nq-2024")
    lead = make_unit()
    indicators = {n: make_indicator(resolution, number=n, lead_unit=lead) for n in (1, 2)}
    for number, sent_on in sent:
        make_report(indicators[number], figures={"": "90"}, submitted_at=at(sent_on))
    (row,) = units(resolution)
    assert row[12:15] == (2, day, late)


def test_it_is_the_first_sending_that_counts(town):
    report = town.waste.reports.get(counts=True)
    assert units(town.resolution)[1][13:16] == (dated(2024, 9, 19), 0, 1)
    ReviewEvent.objects.filter(report=report, move="submit", at=at(19)).update(at=at(22))
    assert units(town.resolution)[1][13:15] == (dated(2024, 9, 22), 2)


def test_a_unit_with_nothing_due_is_never_late():
    resolution = make_resolution("nq-2024")
    make_indicator(resolution, measures=YEAR_END)
    assert units(resolution)[0][12:] == (0, "-", 0, 0, "Chỉ tiêu đánh giá cuối năm")


def test_before_the_deadline_nobody_is_on_time_who_has_not_sent(settings):
    settings.TODAY = datetime.date(2024, 9, 10)
    resolution = make_resolution("nq-2024")
    make_indicator(resolution)
    content = rows(written(resolution), SHEET, FIRST)
    assert content[0][12:15] == (1, "chưa gửi", 0)
    assert content[1][13] == "Đúng hạn 0/1 đơn vị"


def test_a_period_that_has_not_opened_asks_for_nothing(town):
    found = rows(written(town.resolution, 4), SHEET, FIRST)
    assert [row[13:15] for row in found[:2]] == [("-", 0), ("-", 0)]
    assert found[2][13] == "-"


def test_a_period_without_a_deadline():
    resolution = make_resolution("nq-2024")
    make_indicator(resolution)
    Period.objects.filter(resolution=resolution).update(due_on=None)
    content = written(resolution)
    assert opened(content)[SHEET]["N7"].value == "chưa đặt"
    assert rows(content, SHEET, FIRST, values=False)[0][14] == 0


def test_what_there_is_to_know_of_its_reporting():
    resolution = make_resolution("nq-2024")
    lead = make_unit()

    def indicator(number):
        return make_indicator(resolution, number=number, lead_unit=lead)

    make_report(indicator(1), status=Status.SUBMITTED, figures={"": "90"}, submitted_at=at(18))
    report = make_report(indicator(2), status=Status.RETURNED, submitted_at=at(18))
    make_event(report, "return", note="Thiếu cơ sở tính", at=at(19))
    report = make_report(
        indicator(3), status=Status.APPROVED, figures={"": {"value": "90", "nature": "official"}}
    )
    make_event(report, "submit", at=at(18), on_behalf=True, note="theo điện thoại")
    make_event(report, "approve", at=at(19))
    assert units(resolution)[0][15:] == (
        1,
        "Trả lại chỉ tiêu (2): Thiếu cơ sở tính; chờ duyệt chỉ tiêu (1); Văn phòng nhập thay chỉ "
        "tiêu (3)",
    )


def test_an_indicator_nobody_leads_is_counted_too(town):
    make_indicator(town.resolution, number=5, lead_unit=None)
    found = rows(written(town.resolution), SHEET, FIRST)
    assert found[2][:3] == (3, "Chưa giao đơn vị chủ trì", 1)
    assert found[3][2] == 5


@pytest.mark.parametrize("name", ["=1+1", ">5", "Phòng *", "a?b", "~x", '"q"', "Phòng Tài"])
def test_names_are_never_patterns(name):
    """LibreOffice counts them too: see test_workbook."""
    resolution = make_resolution("nq-2024")
    make_indicator(resolution, number=1, lead_unit=make_unit(name=name))
    make_indicator(resolution, number=2, lead_unit=make_unit(name="Phòng Tài chính"))
    assert [row[2] for row in units(resolution)] == [1, 1]


def test_a_unit_sees_its_own_row_alone(town):
    """It coordinates an indicator of another unit, whose row is nobody else's business."""
    town.waste.coordinating_units.add(town.finance)
    content = written(town.resolution, viewer=make_user(Role.HEAD, unit=town.finance))
    assert [row[1] for row in rows(content, SHEET, FIRST)[:-2]] == ["Phòng Tài chính"]
    said = " ".join(str(row) for row in rows(content, SHEET))
    assert "Phòng Môi trường" not in said
    assert "Phòng Môi trường" in " ".join(str(row) for row in rows(content, "Tổng hợp"))


def test_no_unit_is_one_line():
    assert rows(written(make_resolution("nq-2024")), SHEET, FIRST)[0] == (NOTHING,)


def test_it_prints_with_its_headings(town):
    sheet = opened(written(town.resolution))[SHEET]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$6", "C7")
