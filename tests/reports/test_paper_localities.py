"""The sheet "Xã, phường": figures of contributing reports, sums, the lead unit's, secrecy."""

import datetime
from decimal import Decimal

import pytest

from reports.export.localities_sheet import NOT_TOLD, NOTHING, SHEET
from reports.gather import summary_of
from reports.locality_lines import LocalityFigure, LocalityLine, as_printed, sum_of
from targets.models import Figure, ProgressReport
from targets.rules.figures import Formula
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.reports.workbooks import (
    PAIR,
    WASTE,
    at,
    contribute,
    dated,
    make_town,
    opened,
    rows,
    written,
)

pytestmark = pytest.mark.django_db
D = Decimal
FIRST = 5


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return make_town()


def localities(resolution, quarter=3, *, sheet=SHEET, **wish):
    return rows(written(resolution, quarter, **wish), sheet, FIRST)


def one_measure(**terms):
    """A resolution with one measure told by locality, and its lead unit's indicator."""
    resolution = make_resolution("nq-2024")
    indicator = make_indicator(resolution, measures=[{"by_locality": True, **terms}])
    return resolution, indicator


def ward(name="Phường A", **fields):
    return make_unit(name=name, kind="locality", **fields)


def test_every_column(town):
    assert localities(town.resolution)[:-1] == [
        (
            "TT", "Xã, phường", "(4) Tuyển quân", "(2a) Rác thải: ít nhất 85%", None, None, None,
            "Báo cáo",
        ),
        (
            None, None, "Tỷ lệ (%)", "Phát sinh (tấn)", "Xử lý (tấn)", "Tỷ lệ (%)", "So với 85%",
            "Ngày gửi", "Trễ (ngày)",
        ),
        (1, "Phường A", 100, 100, 97, 97, 12, dated(2024, 9, 18), 0),
        (
            2, "Phường B", 95, 80.5, 56, pytest.approx(5600 / 80.5),
            pytest.approx(5600 / 80.5 - 85), dated(2024, 9, 24), 4,
        ),
        (3, "Phường C", "…", "…", "…", "…", "-", "chưa có", 0),
        (
            "Cộng 03 xã, phường", None, None, 180.5, 153, pytest.approx(15300 / 180.5),
            pytest.approx(15300 / 180.5 - 85), "Đúng hạn 1/3",
        ),
        ("Đơn vị chủ trì báo cáo", None, "…", 200, 160, 80),
        ("Đối chiếu", None, None, 19.5, 7),
    ]  # fmt: skip


def test_it_is_live(town):
    found = rows(written(town.resolution), SHEET, FIRST, values=False)
    assert found[2][5:9] == (
        "=E7*100/D7", "=F7-85", dated(2024, 9, 18),
        "=MAX(0,IF(ISNUMBER(H7),H7,'Theo đơn vị'!$Q$7)-'Theo đơn vị'!$N$7)",
    )  # fmt: skip
    total, lead, compared = found[5:8]
    assert total[3:8] == (
        "=SUM(D7:D9)", "=SUM(E7:E9)", "=E10*100/D10", "=F10-85",
        '="Đúng hạn "&COUNTIFS(H7:H9,">0",I7:I9,0)&"/3"',
    )  # fmt: skip
    assert lead[3:6] == (
        "=IF(ISNUMBER('Nguồn số liệu'!J10),'Nguồn số liệu'!J10,\"…\")",
        "=IF(ISNUMBER('Nguồn số liệu'!I10),'Nguồn số liệu'!I10,\"…\")",
        "='Tổng hợp'!H16",
    )
    assert compared[3] == '=IF(ISNUMBER(D11),ROUND(D11-D10,6),"-")'
    compared_cell = opened(written(town.resolution))[SHEET]["D12"]
    assert compared_cell.number_format == ('[$-42A]"Lệch "#,##0.0;[$-42A]"Lệch "-#,##0.0;"Khớp"'), (
        "the words are the format's: 1.234,5 in every reader"
    )


def test_a_rate_below_the_goal_is_marked_by_its_format(town):
    sheet = opened(written(town.resolution))[SHEET]
    assert sheet["F8"].number_format == '[<85][$-42A]"▼ "0.00_);[$-42A]0.00_)'
    assert "chưa đạt mức chỉ tiêu chung" in sheet.cell(sheet.max_row, 1).value


def test_the_same_sum_is_said_to_be_the_same():
    resolution, indicator = one_measure(**PAIR)
    contribute(indicator, ward(), {"": {"numerator": "9", "denominator": "10"}}, at(18))
    contribute(indicator, ward("Phường B"), {"": {"numerator": "7", "denominator": "10"}}, at(18))
    make_report(indicator, figures={"": {"numerator": "16", "denominator": "20"}})
    assert localities(resolution)[-2] == ("Đối chiếu", None, 0, 0)


@pytest.mark.parametrize(
    ("status", "said"),
    [(None, "chưa gửi"), (Status.SUBMITTED, "chờ duyệt"), (Status.RETURNED, "trả lại")],
)
def test_a_lead_unit_without_a_figure(status, said):
    resolution, indicator = one_measure(**PAIR)
    contribute(indicator, ward(), {"": {"numerator": "9", "denominator": "10"}}, at(18))
    if status:
        make_report(indicator, status=status, figures={"": {"numerator": "1", "denominator": "2"}})
    assert localities(resolution)[-3:-1] == [
        ("Đơn vị chủ trì báo cáo", None, said, said, "…"),
        ("Đối chiếu", None, "-", "-"),
    ]


def test_a_percentage_alone_joins_no_sum():
    resolution, indicator = one_measure(**PAIR)
    contribute(indicator, ward(), {"": {"value": "91.5"}}, at(18))
    contribute(indicator, ward("Phường B"), {"": {"numerator": "7", "denominator": "10"}}, at(18))
    make_report(indicator, figures={"": {"value": "80"}})
    found = localities(resolution)
    assert found[2][:6] == (1, "Phường A", "-", "-", 91.5, -8.5)
    assert found[4][2:6] == ("-", "-", "-", "-")
    assert found[5] == ("Đơn vị chủ trì báo cáo", None, "-", "-", 80)
    assert found[6] == ("Đối chiếu", None, "-", "-")


def test_no_amount_of_a_secret_measure_gets_out():
    """Neither on this sheet nor in the summary that is kept."""
    resolution, indicator = one_measure(**PAIR, percent_only=True, name="Tuyển quân")
    contribute(indicator, ward(), {"": {"numerator": "1234", "denominator": "1234"}}, at(18))
    summary = summary_of(resolution, 3, for_papers=True)
    assert [figure.figure for line in summary.localities for figure in line.figures] == [D(100)]
    assert "1234" not in str(summary.to_json()["localities"])
    content = written(resolution)
    for sheet in opened(content):
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row
                    if "1234" in str(cell.value)], sheet.title  # fmt: skip
    found = rows(content, SHEET, FIRST)
    assert found[2] == (1, "Phường A", 100, dated(2024, 9, 18), 0)
    assert "chỉ báo cáo tỷ lệ" in found[-1][0]


def test_amounts_that_are_secret_are_left_out_whole():
    resolution, indicator = one_measure(percent_only=True, unit_of_measure="người")
    contribute(indicator, ward(), {"": {"value": "1234"}}, at(18))
    assert localities(resolution)[-1] == (NOTHING,)


def test_a_number_that_adds_up():
    resolution, indicator = one_measure(unit_of_measure="tỷ đồng", name="Vốn")
    contribute(indicator, ward(), {"": "10.5"}, at(18))
    contribute(indicator, ward("Phường B"), {"": "4"}, at(18))
    make_report(indicator, figures={"": "15"})
    assert [row[1:3] for row in localities(resolution)[1:-1]] == [
        (None, "Tỷ đồng"), ("Phường A", 10.5), ("Phường B", 4), (None, 14.5), (None, 15),
        (None, 0.5),
    ]  # fmt: skip


def test_a_decrease_is_told_as_the_present_rate():
    resolution, indicator = one_measure(
        unit_of_measure="điểm %", formula="decrease", pace="level", decimals=2, baseline=D("2.99"),
        target={"low": D("0.4"), "high": D("0.6"), "wording": "giảm từ 0,4% - 0,6%"},
    )  # fmt: skip
    contribute(indicator, ward(), {"": {"numerator": "26", "denominator": "1000"}}, at(18))
    make_report(indicator, figures={"": {"numerator": "25", "denominator": "1000"}})
    content = written(resolution)
    found = rows(content, SHEET, FIRST)
    assert found[1][4:6] == ("Tỷ lệ hiện nay (%)", "So với 2,59%")
    assert found[2][2:6] == (1000, 26, 2.6, pytest.approx(0.01))
    assert found[4][2:5] == (1000, 25, 2.5)
    assert opened(content)[SHEET]["E7"].number_format.startswith("[>2.59]")


def test_an_excess_is_told_as_done_against_given():
    resolution, indicator = one_measure(
        unit_of_measure="%", decimals=2, formula="excess", assigned_basis="tỉnh giao",
        target={"low": D(5), "high": D(7), "wording": "vượt từ 5% - 7%"},
    )  # fmt: skip
    contribute(indicator, ward(), {"": {"numerator": "110", "denominator": "100"}}, at(18))
    found = localities(resolution)
    assert found[1][5] == "So với 105%"
    assert found[2][2:6] == (100, 110, 110, 5)


def test_only_what_was_sent_is_told():
    resolution, indicator = one_measure(**PAIR)
    figures = {"": {"numerator": "9", "denominator": "10"}}
    contribute(indicator, ward(), figures, at(18), Status.SUBMITTED)
    contribute(indicator, ward("Phường B"), figures, None, Status.DRAFT)
    contribute(indicator, ward("Phường C"), figures, at(18), Status.RETURNED)
    assert [row[1:7] for row in localities(resolution)[2:5]] == [
        ("Phường A", 10, 9, 90, -10, dated(2024, 9, 18)),
        ("Phường B", "…", "…", "…", "-", "chưa gửi"),
        ("Phường C", "…", "…", "…", "-", dated(2024, 9, 18)),
    ]


def test_a_locality_that_still_owes_something_is_late(town):
    other = make_indicator(
        town.resolution, number=9, measures=[{**PAIR, "by_locality": True, "target": WASTE}]
    )
    contribute(other, town.wards[0], {}, None, Status.DRAFT)
    assert localities(town.resolution)[2][-2:] == ("chưa gửi đủ", 4)


def test_a_supplier_is_no_locality():
    resolution, indicator = one_measure(**PAIR)
    supplier = make_unit(name="Chi cục")
    indicator.measures.update(supplier=supplier)
    contribute(indicator, supplier, {"": {"numerator": "9", "denominator": "10"}}, at(18))
    assert localities(resolution)[-1] == (NOTHING,)


def test_another_period_is_another_story(town):
    assert localities(town.resolution, 2)[-1] == (NOTHING,)


def test_no_such_measure_is_one_line():
    resolution = make_resolution("nq-2024")
    make_indicator(resolution)
    assert localities(resolution)[-1] == (NOT_TOLD,)


def test_more_measures_than_a_page_is_wide_go_on_further_sheets():
    resolution = make_resolution("nq-2024")
    place = ward()
    for number in range(1, 8):
        indicator = make_indicator(
            resolution, number=number, measures=[{**PAIR, "by_locality": True}]
        )
        contribute(indicator, place, {"": {"numerator": "9", "denominator": "10"}}, at(18))
    content = written(resolution)
    names = [name for name in opened(content).sheetnames if name.startswith(SHEET)]
    assert names == [SHEET, f"{SHEET} (2)", f"{SHEET} (3)"]
    shown = [
        cell
        for name in names
        for cell in rows(content, name, FIRST)[0]
        if str(cell).startswith("(")
    ]
    assert len(shown) == 7
    for name in names:
        sheet = opened(content)[name]
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$6", "C7")


def test_a_locality_reads_its_own_figures_and_compares_nothing(town):
    town.waste.coordinating_units.clear()
    town.soldiers.coordinating_units.clear()
    content = written(town.resolution, viewer=make_user(Role.HEAD, unit=town.wards[0]))
    found = rows(content, SHEET, FIRST)
    assert [row[1] for row in found[2:3]] == ["Phường A"]
    assert found[3][0] == "Cộng 01 xã, phường"
    assert found[5] == ("Đối chiếu", None, None, "-", "-")
    said = " ".join(
        str(row) for sheet in opened(content) for row in sheet.iter_rows(values_only=True)
    )
    assert "Phường B" not in said
    assert "80.5" not in said


def test_the_lead_unit_sees_every_locality(town):
    content = written(town.resolution, viewer=make_user(unit=town.nature))
    found = rows(content, SHEET, FIRST)
    assert [row[1] for row in found[2:4]] == ["Phường A", "Phường B"]
    assert found[6][2:] == (19.5, 7)


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries(count, django_assert_num_queries):
    resolution = make_resolution("nq-2024")
    for number in range(1, count + 1):
        indicator = make_indicator(
            resolution, number=number, measures=[{**PAIR, "by_locality": True}]
        )
        for _ in range(count):
            contribute(indicator, ward(), {"": {"numerator": "9", "denominator": "10"}}, at(18))
    with django_assert_num_queries(7 + 6):
        summary = summary_of(resolution, 3, for_papers=True)
    assert len(summary.localities) == count * count
    assert Figure.objects.count() == ProgressReport.objects.count() == count * count


@pytest.mark.parametrize(
    ("formula", "typed", "printed"),
    [
        (Formula.VALUE, {"value": D(3)}, D(3)),
        (Formula.RATIO, {"numerator": D(1), "denominator": D(4)}, D(25)),
        (Formula.RATIO, {"value": D(25)}, D(25)),
        (Formula.RATIO, {"numerator": D(1), "denominator": D(0)}, None),
        (Formula.EXCESS, {"numerator": D(11), "denominator": D(10)}, D(110)),
        (Formula.EXCESS, {"value": D(10)}, None),
        (Formula.DECREASE, {"value": D("2.49")}, D("2.49")),
    ],
)
def test_as_printed(formula, typed, printed):
    boxes = {"value": None, "numerator": None, "denominator": None}
    assert as_printed(formula, **(boxes | typed)) == printed


def test_sums():
    def line(*numbers):
        return LocalityLine("a", "A", (LocalityFigure("1", D(50), *numbers),))

    pairs = [line(D(1), D(2)), line(D(2), D(4))]
    assert (sum_of(pairs, "1").rate, sum_of(pairs, "1").known) == (D(50), 2)
    assert sum_of([*pairs, line()], "1").rate is None
    assert sum_of(pairs, "2").known == 0
