"""The sheet "Chậm và nguy cơ": which rows, in what order, and what is said of them."""

import datetime
from decimal import Decimal

import pytest

from reports.export.risk_sheet import NOT_OPENED, NOTHING, SHEET
from reports.gather import summary_of
from reports.models import Rating
from reports.risks import UNSAID, outlook_sentence
from targets.clock import now
from targets.models import Period, ProgressReport, TaskUpdate
from targets.rules.pace import Pace
from targets.rules.workflow import Status
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_work_item,
)
from tests.reports.lines import line
from tests.reports.workbooks import PAIR, dated, make_town, opened, rows, written

pytestmark = pytest.mark.django_db
D = Decimal
FIRST = 7


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return make_town()


def risks(resolution, quarter=3, **wish):
    return rows(written(resolution, quarter, **wish), SHEET, FIRST)[:-1]  # without the note


def test_every_part_with_its_rows(town):
    due = dated(2024, 8, 31)
    assert risks(town.resolution) == [
        ("A", "Chậm tiến độ: 01 chỉ tiêu, 01 chỉ tiêu thành phần"),
        (
            1, "(1) Chỉ tiêu số 1", "tỷ đồng", 5938.2, 6175, pytest.approx(-236.8),
            pytest.approx(3561.8), 9120, "▼ Chậm tiến độ",
            "Khó đạt: đơn vị ước 9.120, dưới mức được tính đạt 9.450", "Vướng mặt bằng.",
            "Giao vốn sớm.", "Phòng Tài chính",
        ),
        (
            2, "(2a) Rác thải: ít nhất 85%", "%", 80, 85, -5, "-", 80, "▼ Thấp hơn yêu cầu",
            "Khó đạt: theo đà 80%, dưới mức 85%", "Thiếu xe.", UNSAID, "Phòng Môi trường",
        ),
        ("B", "Đến kỳ nhưng chưa có số liệu: 01 chỉ tiêu"),
        (
            3, "(4) Chỉ tiêu số 4", "%", "…", 75, "-", "-", "-", "◊ Chưa có số liệu",
            "Chưa đủ căn cứ", "Chưa gửi báo cáo, quá hạn 04 ngày; 02/03 xã, phường đã gửi",
            "Gửi báo cáo; đã đôn đốc ngày 22/09/2024", "Phòng Tài chính",
        ),
        ("C", "Đang thực hiện, ước cả năm khó đạt: 01 chỉ tiêu"),
        (
            4, "(3) Chỉ tiêu số 3", "%", 54.1, "-", "-", "-", 54.3, "○ Đang thực hiện",
            "Khó đạt: đơn vị ước 54,3%, dưới mức được tính đạt 54,45%", UNSAID, UNSAID,
            "Phòng Môi trường",
        ),
        ("D", "Đầu việc quá hạn: 01 đầu việc (tính đến ngày 24/09/2024)"),
        (
            "TT", "Đầu việc", None, "Thời hạn", None, "Quá hạn (ngày)", None, "Nhiệm vụ", None,
            "Tình hình", None, "Đề nghị", "Đơn vị chủ trì",
        ),
        (
            1, "Bồi thường", None, due, None, 24, None, "Nhiệm vụ 1.1", None, "Xong 05/07 dự án",
            None, "Giao quỹ đất", "Phòng Tài chính",
        ),
    ]  # fmt: skip


def test_figures_are_links_to_the_other_sheets(town):
    found = rows(written(town.resolution), SHEET, FIRST, values=False)
    assert found[1][3:9] == (
        "='Tổng hợp'!H12",
        "=IF(ISNUMBER('Nguồn số liệu'!L8),'Nguồn số liệu'!L8,\"-\")",
        '=IF(AND(ISNUMBER(D8),ISNUMBER(E8)),D8-E8,"-")',
        "=IF(ISNUMBER(D8),'Nguồn số liệu'!F8-D8,\"-\")",
        "='Tổng hợp'!I12",
        "='Tổng hợp'!L12",
    )
    assert found[-2][5] == "='Theo đơn vị'!$Q$7-D16"


def test_without_the_sheet_of_units_the_day_is_written_out(town):
    content = written(town.resolution, parts={"cham-va-nguy-co"})
    assert opened(content).sheetnames == ["Tổng hợp", SHEET, "Nguồn số liệu"]
    assert rows(content, SHEET, FIRST, values=False)[-2][5] == "=DATE(2024,9,24)-D16"


def test_nothing_at_all_is_one_line():
    resolution = make_resolution("nq-2024")
    make_report(make_indicator(resolution), figures={"": "100"})
    assert risks(resolution) == [(NOTHING,)]


def test_a_period_that_has_not_opened_lacks_nothing(town):
    make_resolution("nq-2025", year=2025)
    empty = make_resolution("nq-2026", year=2026)
    make_indicator(empty)
    assert risks(empty, 1) == [(NOT_OPENED,)]
    assert [row[0] for row in risks(town.resolution, 4)][:1] == ["A"]
    assert risks(town.resolution, 4)[0][1].startswith("Đầu việc quá hạn")


def test_in_the_last_period_nothing_is_ahead(settings):
    settings.TODAY = datetime.date(2024, 12, 20)
    resolution = make_resolution("nq-2024")
    ceiling = {"direction": "down", "high": D(45), "wording": "không quá 45 vụ"}
    missed = make_indicator(resolution, measures=[{"unit_of_measure": "vụ", "target": ceiling}])
    make_report(missed, 4, figures={"": "50"}, causes="Nhiều vụ nhỏ.")
    content = written(resolution, 4)
    assert rows(content, SHEET, 5)[0] == (
        "TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2024", "Mức phải đạt", "Chênh lệch", "Đánh giá",
        "Nguyên nhân", "Giải pháp, đề nghị", "Đơn vị chủ trì",
    )  # fmt: skip
    lead = missed.lead_unit.name
    assert risks(resolution, 4) == [
        ("A", "Không đạt: 01 chỉ tiêu"),
        (
            1, "(1) Chỉ tiêu số 1", "vụ", 50, 45, 5, "■ Vượt mức cho phép", "Nhiều vụ nhỏ.",
            UNSAID, lead,
        ),
    ]  # fmt: skip


def test_what_people_set_decides(town):
    period = Period.objects.get(resolution=town.resolution, quarter=3)
    for indicator, standing in ((town.capital, "on_track"), (town.waste, "missed")):
        Rating.objects.create(indicator=indicator, period=period, standing=standing, at=now())
    found = [row for row in risks(town.resolution) if isinstance(row[0], str | int)]
    assert found[0] == ("A", "Không đạt: 01 chỉ tiêu")
    assert found[1][1:10] == (
        "(2) Chỉ tiêu số 2", "-", "-", "-", "-", "-", "-", "■ Không đạt", "-",
    )  # fmt: skip
    named = [row[1] for row in found if isinstance(row[0], int)]
    assert named[:3] == ["(2) Chỉ tiêu số 2", "(4) Chỉ tiêu số 4", "(3) Chỉ tiêu số 3"]
    assert found[4][1] == "Chưa chậm tiến độ nhưng đơn vị ước cả năm khó đạt: 02 chỉ tiêu"


@pytest.mark.parametrize(
    ("status", "typed", "extra", "cause", "proposal"),
    [
        (Status.SUBMITTED, {}, {}, "Đã gửi, chờ duyệt", "Văn phòng xem xét, duyệt số liệu"),
        (Status.RETURNED, {}, {}, "Đang trả lại: Sai số", "Sửa, gửi lại trước hết ngày 26/09/2024"),
        (
            Status.APPROVED,
            {"missing_reason": "chờ Cục Thống kê", "expected_on": datetime.date(2024, 10, 5)},
            {"causes": "Chưa tổng hợp."},
            "Chưa có: chờ Cục Thống kê, dự kiến 05/10/2024. Chưa tổng hợp.",
            "Bổ sung số liệu ngày 05/10/2024",
        ),
        (Status.APPROVED, {}, {"proposals": "Cho lùi hạn."}, "Chưa có",
         "Bổ sung số liệu. Cho lùi hạn."),
    ],
)  # fmt: skip
def test_why_a_figure_is_missing(status, typed, extra, cause, proposal):
    resolution = make_resolution("nq-2024")
    indicator = make_indicator(resolution)
    report = make_report(indicator, status=status, figures={"": typed}, **extra)
    if status is Status.RETURNED:
        report.events.create(
            move="return", from_status="submitted", to_status="returned", at=now(),
            note="Sai số", answer_by=datetime.date(2024, 9, 26),
        )  # fmt: skip
    assert risks(resolution)[1][10:12] == (cause, proposal)


def test_localities_say_what_they_come_to():
    resolution = make_resolution("nq-2024")
    indicator = make_indicator(resolution, measures=[{**PAIR, "by_locality": True}])
    for n in (1, 2):
        ward = make_unit(kind="locality")
        make_report(
            indicator, unit=ward, counts=False,
            figures={"": {"numerator": str(80 + n), "denominator": "100"}},
        )  # fmt: skip
    assert risks(resolution)[1][10] == (
        "Chưa gửi báo cáo, quá hạn 04 ngày; 02/02 xã, phường đã gửi, cộng lại 81,5%"
    )


def test_many_late_work_items_have_their_headings_on_every_page():
    resolution = make_resolution("nq-2024")
    task = make_task(resolution)
    for n in range(60):
        item = make_work_item(
            task, name=f"việc {n}", state="running",
            due_on=datetime.date(2024, 8, 1) + datetime.timedelta(days=n % 20),
        )  # fmt: skip
        make_update(item, text="Vướng mặt bằng, chờ ý kiến. " * 4)
    content = written(resolution)
    sheet = opened(content)[SHEET]
    headings = [cell.row for cell in sheet["B"] if cell.value == "Đầu việc"]
    bands = [str(cell.value) for cell in sheet["B"] if "Đầu việc quá hạn" in str(cell.value)]
    assert len(headings) > 2
    assert bands[0] == "Đầu việc quá hạn: 60 đầu việc (tính đến ngày 24/09/2024)"
    assert set(bands[1:]) == {"Đầu việc quá hạn (tiếp theo)"}
    breaks = {one.id for one in sheet.row_breaks.brk}  # a break stands after its row
    assert breaks == {row - 2 for row in headings[1:]}
    days = [row[5] for row in rows(content, SHEET, FIRST) if isinstance(row[0], int)]
    assert days == sorted(days, reverse=True)


def test_words_that_are_secret_stay_out(town):
    TaskUpdate.objects.filter(work_item=town.tasks.late).update(text="mật", proposals="mật")
    town.tasks.late.progress_only = True
    town.tasks.late.save()
    assert risks(town.resolution)[-1][9:12] == ("…", None, "-")


def test_the_figures_that_count_are_told_of(town):
    ProgressReport.objects.filter(indicator=town.capital).update(status=Status.SUBMITTED.value)
    assert "(1) Chỉ tiêu số 1" not in [row[1] for row in risks(town.resolution)[:3]]
    summary = summary_of(town.resolution, 3, include_submitted=True, for_papers=True)
    found = rows(written(town.resolution, summary=summary), SHEET, FIRST)
    assert found[1][1] == "(1) Chỉ tiêu số 1"


def third(figure, **terms):
    """A measure of which a figure was reported for nine months."""
    return line(None, None, figure, **terms)


UP = ("từ 10% trở lên", "up", "10", None)
RATE = {"unit_of_measure": "%", "decimals": 2, "pace": Pace.RATE}


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (third(60), "Khó đạt: theo đà 80, dưới mức 100"),
        (third(80), "Dự kiến vượt: theo đà 106,7"),
        (third(None), "Chưa đủ căn cứ"),
        (None, "-"),
        (third(9, target=UP, **RATE), "Khó đạt: theo đà 9%, dưới mức 10%"),
        (
            third(10, target=("trên 10%", "up", "10", None), strict=True, **RATE),
            "Khó đạt: theo đà 10%, chưa trên mức 10%",
        ),
        (
            third(40, target=("không quá 45 vụ", "down", None, "45")),
            "Khó đạt: theo đà 53,3, trên mức 45",
        ),
        (
            third(9, target=("khoảng 20%", "within", "20", "20"), tolerance="2.5", **RATE),
            "Khó đạt: theo đà 9%, ngoài khoảng cho phép",
        ),
        (third("9.9999", target=UP, **RATE), "Khó đạt: theo đà 9,9999%, dưới mức 10%"),
    ],
)
def test_where_the_year_is_heading(measure, said):
    assert outlook_sentence(measure) == said
