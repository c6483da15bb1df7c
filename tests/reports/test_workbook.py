"""The summary table as a workbook: cells, formulas that carry their values, the print set-up."""

import datetime
import io
import re
from decimal import Decimal

import openpyxl
import pytest

from reports.export import xlsx
from reports.gather import summary_of
from tests.factories import make_indicator, make_report, make_resolution, make_unit
from tests.reports.workbooks import assert_same, make_town, needs_office, recalculated

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def resolution():
    """One indicator of each kind, quarter II and III reported."""
    resolution = make_resolution("nq-2024", title="Nghị quyết thử", superior="Tỉnh ủy")
    lead = make_unit("tai-chinh", name="Phòng Tài chính - Kế hoạch")

    def indicator(number, *measures, group=1):
        return make_indicator(
            resolution, number=number, group=group, lead_unit=lead, measures=list(measures)
        )

    capital = indicator(
        1,
        {
            "milestones": {3: "6175"},
            "target": {"low": D(9500), "tolerance": D(50), "wording": "khoảng 9.500 tỷ đồng"},
        },
    )
    make_report(capital, 2, figures={"": "3694"})
    make_report(
        capital, 3, figures={"": {"value": "5560.4", "year_ago": "5372", "year_estimate": "8980"}}
    )
    pair = {"unit_of_measure": "%", "decimals": 2, "formula": "ratio"}
    compound = indicator(
        2,
        {
            **pair, "letter": "a", "pace": "level", "name": "Trường mức độ 1",
            "target": {"low": D(95), "strict": True, "wording": "trên 95%"},
        },
        {
            "letter": "b", "pace": "level", "unit_of_measure": "trường", "decimals": 0,
            "name": "Trường mức độ 2", "target": {"low": D(1), "wording": "01 trường"},
        },
    )  # fmt: skip
    make_report(
        compound, 3,
        figures={"a": {"numerator": "42", "denominator": "44", "year_ago": "90.9"}, "b": "2"},
    )  # fmt: skip
    income = indicator(
        3,
        {
            **pair, "formula": "excess", "assigned_basis": "chỉ tiêu tỉnh giao",
            "target": {"low": D(5), "high": D(7), "wording": "vượt từ 5% - 7% trở lên"},
        },
        group=2,
    )  # fmt: skip
    make_report(
        income, 3,
        figures={"": {"numerator": "391.8", "denominator": "482.5", "year_ago": "-21.4"}},
    )  # fmt: skip
    indicator(4, {**pair, "pace": "year_end", "target": {"low": D(92), "wording": "khoảng 92%"}})
    indicator(5, {"pace": "rate", "unit_of_measure": "%", "name": "=HYPERLINK(1)"})
    return resolution


def written(resolution, quarter=3, **wishes):
    stream = io.BytesIO()
    xlsx.write(summary_of(resolution, quarter, for_papers=True, **wishes), stream)
    return stream.getvalue()


def opened(content, *, values):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def rows(content, *, values=True, sheet=0):
    """The data rows by what stands in column A."""
    cells = opened(content, values=values).worksheets[sheet].iter_rows(values_only=True)
    return {str(row[0]): row for row in cells if re.fullmatch(r"\d+[a-z]?", str(row[0]))}


BEHIND = "Dưới mốc quý 614,6; ước cả năm khó đạt; số ước"
LEAD = "Phòng Tài chính - Kế hoạch"


def test_the_rows_of_the_table(resolution):
    found = rows(written(resolution))
    assert list(found) == ["1", "2", "2a", "2b", "4", "5", "3"]
    assert found["1"] == (
        1, "Chỉ tiêu số 1", "tỷ đồng", "-", "khoảng 9.500\n(±50)", "…", 3694, 5560.4, 8980,
        pytest.approx(5560.4 / 95), pytest.approx((5560.4 - 5372) / 53.72),
        "▼ Chậm tiến độ", LEAD, BEHIND,
    )  # fmt: skip
    assert found["2"][2] == "2 thành phần; vượt 1; đạt 1"
    assert found["2a"][7:12] == (
        pytest.approx(4200 / 44), "-", pytest.approx(4200 / 44 - 95),
        pytest.approx(4200 / 44 - 90.9), "● Đạt",
    )  # fmt: skip
    assert found["3"][2:12] == (
        "% tỉnh giao", "-", "từ 105\xa0-\xa0107 trở\xa0lên", "…", "…",
        pytest.approx(39180 / 482.5), pytest.approx(39180 / 482.5 / 0.75),
        pytest.approx(39180 / 482.5 * 100 / 105), pytest.approx(39180 / 482.5 - 78.6),
        "► Đúng tiến độ",
    )  # fmt: skip
    assert found["4"][5:14] == ("-",) * 6 + ("□ Chưa đến kỳ đánh giá", LEAD, "Đánh giá cuối năm")
    assert found["5"][7:12] == ("…", "-", "-", "-", "◊ Chưa có số liệu")


def test_the_file_agrees_with_the_summary_to_the_last_digit(resolution):
    summary = summary_of(resolution, 3)
    found = rows(written(resolution))
    for line in summary.indicators:
        for measure in line.measures:
            figure = measure.now.figure
            if figure is not None:
                shown = figure + 100 if measure.formula == "excess" else figure
                assert found[measure.key][7] == pytest.approx(float(shown), rel=1e-15)


def test_every_formula_carries_its_value_and_points_to_the_source(resolution):
    content = written(resolution)
    formulas, values = opened(content, values=False), opened(content, values=True)
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell.coordinate
    assert count > 25
    assert "'Nguồn số liệu'!I" in rows(content, values=False)["1"][7]


def test_words_of_people_never_run(resolution):
    cell = next(
        cell
        for row in opened(written(resolution), values=False)["Nguồn số liệu"].iter_rows()
        for cell in row
        if cell.value == "=HYPERLINK(1)"
    )
    assert cell.data_type == "s"


def test_it_prints_on_a4_one_page_wide(resolution):
    for sheet in opened(written(resolution), values=True):
        page = sheet.page_setup
        assert (page.paperSize, page.orientation) == (9, "landscape"), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (page.fitToWidth or 1, page.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert "&P" in sheet.oddFooter.center.text
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value}
        assert fonts == {"Times New Roman"}
    table = opened(written(resolution), values=True).worksheets[0]
    assert all(table.row_dimensions[row].height for row in range(11, table.max_row - 3))


@pytest.mark.parametrize("demo", [True, False])
def test_made_up_figures_say_so(resolution, settings, demo):
    settings.DEMO = demo
    book = opened(written(resolution), values=True)
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    footers = [sheet.oddFooter.left.text or "" for sheet in book]
    assert any("Số liệu minh họa" in text for text in texts) is demo
    assert all("Số liệu minh họa" in text for text in footers) is demo


def test_a_quarter_nobody_reported(resolution):
    found = rows(written(resolution, 4))
    assert [found[key][8] for key in ("1", "2a", "2b", "4", "5", "3")] == ["…"] * 6
    assert found["1"][11] == "◊ Chưa có số liệu"


@needs_office
def test_a_recalculation_gives_the_same_numbers(resolution, tmp_path):
    content = written(resolution)
    assert assert_same(content, recalculated(content, tmp_path)) > 50


@needs_office
def test_a_recalculation_gives_the_same_on_every_sheet(tmp_path):
    content = written(make_town().resolution)
    assert len(opened(content, values=True).sheetnames) == 7
    assert assert_same(content, recalculated(content, tmp_path)) > 100
