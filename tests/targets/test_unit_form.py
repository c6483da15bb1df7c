"""The unit's Excel form: taken along, filled by a spreadsheet program, looked at, saved."""

import datetime
from decimal import Decimal

import openpyxl
import pytest

from targets.models import Figure, FigureEdit, ProgressReport
from targets.rules.workflow import Role
from tests.factories import make_user
from tests.reports.workbooks import convert, dated, needs_office
from tests.targets.sheets import Desk
from tests.targets.tables import every_row
from tests.targets.unit_forms import Form, address, download, hand_in, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
D = Decimal
FILLED = {
    "f-1-value": 5938.2,
    "f-1-nature": "sơ bộ",
    "f-1-year_estimate": 9120,
    "f-2-numerator": "1.057,5",
    "f-2-denominator": 1200,
    "f-3-missing_reason": "Chờ cơ quan cung cấp số liệu",
    "f-3-expected_on": dated(2024, 10, 5),
    "r-1-results": "Khởi công 02 công trình\nGiải ngân 60%",
    "r-2-proposals": "- Giao vốn sớm",
}
COLUMNS = ("value", "numerator", "denominator", "nature", "year_estimate", "missing_reason",
           "expected_on")  # fmt: skip


@pytest.fixture
def desk(client):
    desk = Desk("value", "ratio", "percent")
    client.force_login(desk.officer)
    return desk


def figures():
    rows = Figure.objects.filter(report__period__quarter=3).order_by(
        "measure__indicator__number", "measure__letter"
    )
    return [
        {name: value for name in COLUMNS if (value := getattr(row, name)) not in {None, ""}}
        for row in rows
    ]


SAVED = [
    {"value": D("5938.2"), "nature": "preliminary", "year_estimate": D(9120)},
    {"numerator": D("1057.5"), "denominator": D(1200), "nature": "estimate"},
    {
        "nature": "estimate",
        "missing_reason": "Chờ cơ quan cung cấp số liệu",
        "expected_on": datetime.date(2024, 10, 5),
    },
]
CHANGES = [
    ("Thực hiện 9 tháng", "–", "mới 5.938,2"),
    ("Tính chất", "–", "mới sơ bộ"),
    ("Ước cả năm", "–", "mới 9.120"),
    ("Kết quả", "–", "mới Khởi công 02 công trình Giải ngân 60%"),
    ("Số hộ đạt (hộ)", "–", "mới 1.057,5"),
    ("Tổng số hộ (hộ)", "–", "mới 1.200"),
    ("Đề xuất, kiến nghị", "–", "mới - Giao vốn sớm"),
    ("Chưa có số liệu vì", "–", "mới Chờ cơ quan cung cấp số liệu"),
    ("Dự kiến có ngày", "–", "mới 05/10/2024"),
]


def test_there_and_back(client, desk):
    content = taken(client, desk).fill(FILLED).saved()
    before = every_row()
    page = hand_in(client, desk, content)
    assert (page.status, page.changes, page.alerts) == (200, CHANGES, [])
    assert every_row() == before, "a preview saves nothing"
    answer = page.confirm(client, desk)
    assert (answer.status_code, answer["Location"]) == (302, desk.address())
    assert figures() == SAVED
    told = ProgressReport.objects.order_by("indicator__number").values_list("results", "proposals")
    assert list(told) == [
        ("Khởi công 02 công trình\nGiải ngân 60%", ""), ("", "- Giao vốn sớm"), ("", ""),
    ]  # fmt: skip
    assert FigureEdit.objects.count() == 3
    again = hand_in(client, desk, taken(client, desk).saved())
    assert (again.status, again.changes) == (200, [])
    assert "Phiếu không có gì thay đổi" in again.text


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_filled_in_libreoffice(client, desk, tmp_path, kind):
    (tmp_path / "phieu.xlsx").write_bytes(taken(client, desk).fill(FILLED).saved())
    between = tmp_path / "giua"
    convert(kind, tmp_path / "phieu.xlsx", between)
    convert("xlsx", between / f"phieu.{kind}", tmp_path / "lai")
    page = hand_in(client, desk, (tmp_path / "lai" / "phieu.xlsx").read_bytes())
    assert (page.status, page.changes) == (200, CHANGES)
    assert page.confirm(client, desk).status_code == 302
    assert figures() == SAVED


def test_moved_hidden_and_sorted(client, desk):
    form = taken(client, desk).fill(FILLED)
    sheet = form.book["Số liệu"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    rows = [[(cell.value, cell.protection.locked) for cell in row[:17]] for row in sheet["A6:Q8"]]
    for row, cells in zip((12, 6, 9), rows, strict=True):  # another order, with gaps
        for column, (value, _) in enumerate(cells, start=1):
            sheet.cell(row, column).value = value
    for row in (7, 8):
        for cell in sheet[row]:
            cell.value = None
    sheet.insert_cols(3, 2)
    sheet.insert_rows(1, 5)
    sheet.row_dimensions[14].hidden = True
    form.book.move_sheet("Số liệu", 2)
    sheet.title = "Trang của tôi"
    page = hand_in(client, desk, form.saved())
    assert sorted(page.changes) == sorted(CHANGES)
    assert page.confirm(client, desk).status_code == 302
    assert figures() == SAVED


def test_it_comes_with_what_is_saved_and_can_be_emptied(client, desk):
    desk.last_quarter(1, value="3694")
    desk.send(client, {"f-1-value": "5938,2", "f-1-nature": "official", "r-1-causes": "Do mưa",
                       "r-1-version": "0"})  # fmt: skip
    form = taken(client, desk)
    held = {name: cell.value for name, cell in form.boxes().items() if cell.value is not None}
    assert held == {"f-1-value": 5938.2, "f-1-nature": "chính thức", "r-1-causes": "Do mưa"}
    page = hand_in(client, desk, form.fill({"f-1-value": None, "r-1-causes": None}).saved())
    assert page.changes == [
        ("Thực hiện 9 tháng", "cũ 5.938,2", "(để trống)"),
        ("Nguyên nhân", "cũ Do mưa", "(để trống)"),
    ]
    page.confirm(client, desk)
    assert figures() == [{"nature": "official"}]
    assert ProgressReport.objects.get(period__quarter=3).causes == ""


def test_the_rate_alone_and_back(client, desk):
    """Who has the percentage alone types it beside the two boxes, as on the sheet."""
    hand_in(client, desk, taken(client, desk).fill({"f-2-value": 91.25}).saved()).confirm(
        client, desk
    )
    assert figures() == [{"value": D("91.25"), "nature": "estimate"}]
    form = taken(client, desk)
    assert form.boxes()["f-2-value"].value == 91.25
    both = form.fill({"f-2-numerator": 9, "f-2-denominator": 10})
    page = hand_in(client, desk, both.saved())
    assert page.status == 422
    assert "Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số để phần mềm tính; hãy xóa một bên." in page.text
    hand_in(client, desk, both.fill({"f-2-value": None}).saved()).confirm(client, desk)
    assert figures() == [{"numerator": D(9), "denominator": D(10), "nature": "estimate"}]


def test_the_rates_column_is_hidden_where_nobody_needs_it(client):
    desk = Desk("value", "percent_only", "decrease", "quota")
    client.force_login(desk.officer)
    form = taken(client, desk)
    assert form.book["Số liệu"].column_dimensions["K"].hidden
    assert {"f-2-value", "f-3-value", "f-4-numerator"} <= set(form.boxes())
    assert not {"f-2-numerator", "f-2-denominator", "f-4-value"} & set(form.boxes())


def test_a_row_taken_out_leaves_what_is_saved(client, desk):
    desk.send(client, {"f-1-value": "5938,2", "r-1-version": "0"})
    form = taken(client, desk).fill({"f-3-value": 10.5})
    form.book["Số liệu"].delete_rows(6)
    page = hand_in(client, desk, form.saved())
    assert page.changes == [("Thực hiện 9 tháng", "–", "mới 10,5")]
    assert "Phiếu không có dòng của chỉ tiêu 1; số đang lưu giữ nguyên." in page.text
    page.confirm(client, desk)
    assert [row.get("value") for row in figures()] == [D("5938.2"), D("10.5")]


def test_checks_ask_for_a_reason_right_there(client, desk):
    desk.last_quarter(1, value="3694")
    page = hand_in(client, desk, taken(client, desk).fill({"f-1-value": 593.8}).saved())
    assert page.status == 200
    assert page.warnings == ["Lũy kế 593,8 tỷ đồng thấp hơn số 6 tháng đầu năm (3.694,0 tỷ đồng)."]
    (result,) = page.tree.xpath("//*[@class='form-part-head']/p")
    assert result.text_content().endswith("Chưa tạm đánh giá"), "as the sheet says it"
    why = {"f-1-reason-below_last": "Rà soát lại"}
    assert set(why) <= set(page.fields)
    page.confirm(client, desk, **why)
    figure = Figure.objects.get(report__period__quarter=3)
    assert figure.warning_reasons == {"below_last": "Rà soát lại"}


def test_errors_come_back_on_the_page_and_in_the_cells(client, desk):
    typed = {"f-1-value": "12.5", "f-2-numerator": 5, "f-2-denominator": 0, "f-3-value": 10.5,
             "f-3-nature": "chắc chắn", "r-1-results": "Xong"}  # fmt: skip
    before = every_row()
    page = hand_in(client, desk, taken(client, desk).fill(typed).saved())
    assert (page.status, every_row()) == (422, before)
    zero = "Mẫu số bằng 0 thì không tính được tỷ lệ. Hãy nhập một số lớn hơn 0."
    sentences = {
        "f-1-value": "Bạn muốn nhập 12,5? Dùng dấu phẩy cho phần thập phân.",
        "f-2-denominator": zero,
        "f-3-nature": "Hãy chọn Ước, Sơ bộ hoặc Chính thức.",
    }
    assert all(sentence in page.text for sentence in sentences.values())
    assert "ô I6, trang Số liệu" in page.text
    assert "Có 3 ô cần sửa nên chưa lưu được." in page.alerts[0]
    form = page.noted(client, desk)
    boxes = form.boxes()
    assert {name: cell.comment.text for name, cell in boxes.items() if cell.comment} == sentences
    held = {name: boxes[name].value for name in typed}
    assert held == typed
    mended = form.fill({"f-1-value": "12,5", "f-2-denominator": 10, "f-3-nature": "ước"})
    page = hand_in(client, desk, mended.saved())
    assert page.status == 200
    page.confirm(client, desk)
    assert [row.get("value") or row["numerator"] for row in figures()] == [
        D("12.5"),
        D(5),
        D("10.5"),
    ]


def test_what_is_wrong_may_be_mended_on_the_sheet(client, desk):
    page = hand_in(client, desk, taken(client, desk).fill({"f-1-value": "12.5"}).saved())
    before = every_row()
    assert ("move", "save") in page.buttons
    answer = page.confirm(client, desk)
    assert (answer.status_code, every_row()) == (422, before)
    assert 'value="12.5"' in answer.content.decode()


def test_formulas(client, desk, tmp_path):
    """With the result that was saved they are numbers; openpyxl saves none."""
    typed = {"f-1-value": "=2+3", "f-2-numerator": 1, "f-2-denominator": 3}
    page = hand_in(client, desk, taken(client, desk).fill(typed).saved())
    assert page.status == 422
    assert page.text.count("Công thức trong ô chưa có kết quả lưu trong tệp.") == 2  # and its note
    assert ("move", "save") not in page.buttons
    noted = page.noted(client, desk).boxes()["f-1-value"]
    assert (noted.value, noted.data_type) == ("=2+3", "s"), "no formula of theirs in our workbook"


@needs_office
def test_formulas_with_their_results(client, desk, tmp_path):
    form = taken(client, desk).fill({"f-1-value": "=5000+1/3", "f-3-value": "=I6*0"})
    (tmp_path / "phieu.xlsx").write_bytes(form.saved())
    convert("xlsx", tmp_path / "phieu.xlsx", tmp_path / "lai")
    page = hand_in(client, desk, (tmp_path / "lai" / "phieu.xlsx").read_bytes())
    assert [line[2] for line in page.changes] == ["mới 5.000,333333", "mới 0"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.125, "0.0%", "mới 12,5"),
        (12.5, '0.0"%"', "mới 12,5"),
        ("12,5 %", "General", "mới 12,5"),
        ("\u00a012,5\u00a0", "General", "mới 12,5"),
        (1e-7, "General", None),
        (True, "General", None),
        (datetime.date(2024, 5, 9), "dd/mm/yyyy", None),
        (1e40, "General", None),
        ("#REF!", "General", None),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(client, desk, value, number_format, shown):
    form = taken(client, desk).fill({"f-3-value": value})
    form.boxes()["f-3-value"].number_format = number_format
    page = hand_in(client, desk, form.saved())
    if shown is None:
        assert (page.status, len(page.alerts)) == (422, 1)
    else:
        assert (page.status, page.changes) == (200, [("Thực hiện 9 tháng", "–", shown)])


def test_text_is_never_a_formula(client, desk):
    told = '=HYPERLINK("http://x.vn";"bấm")\n+84\x0b'
    desk.send(client, {"r-1-results": told, "r-1-version": "0"})
    cell = taken(client, desk).boxes()["r-1-results"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", told[:-1], True)


@pytest.mark.parametrize("day", ["05/10/2024", "5-10-2024", 45570, dated(2024, 10, 5)])
def test_days_as_cells_and_as_text(client, desk, day):
    form = taken(client, desk).fill({"f-3-missing_reason": "Chưa có", "f-3-expected_on": day})
    form.boxes()["f-3-expected_on"].number_format = "General" if day == 45570 else "dd/mm/yyyy"
    hand_in(client, desk, form.saved()).confirm(client, desk)
    assert figures()[0]["expected_on"] == datetime.date(2024, 10, 5)


def test_what_the_workbook_is(client, desk):
    answer = client.get(address(desk))
    name = "phieu-bao-cao-9-thang-nam-2024-phong-tai-chinh.xlsx"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    book = Form(b"".join(answer.streaming_content)).book
    assert {sheet.title: sheet.sheet_state for sheet in book} == {
        "Hướng dẫn": "visible", "Số liệu": "visible", "Thuyết minh": "visible",
        "_danh_muc": "hidden", "_khoa": "veryHidden",
    }  # fmt: skip
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert book.security.lockStructure
    sheet = book["Số liệu"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or (
        sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")  # fmt: skip
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[4].hidden
    unlocked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert unlocked == {f"{column}{row}" for row in (6, 7, 8) for column in "IMNOP"} | {"J7", "K7"}
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert rules == {
        "I6 I8": "decimal", "I7 J7": "decimal", "K7": "decimal", "N6:N8": "decimal",
        "M6:M8": "list", "O6:O8": "list", "P6:P8": "date",
    }  # fmt: skip
    assert all(rule.prompt and rule.error for rule in sheet.data_validations.dataValidation)
    assert ProgressReport.objects.count() == 0, "no report is made by taking a form along"


def test_amounts_of_a_closed_measure_stay_inside(client):
    desk = Desk("percent_only")
    client.force_login(desk.officer)
    desk.last_quarter(1, numerator="77", denominator="88")
    book = Form(download(client, desk)).book
    said = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not {77, 88, "77", "88"} & set(said)
    assert book["Số liệu"]["G6"].value == pytest.approx(87.5)
    assert book["Số liệu"]["J6"].value == "x"


@pytest.mark.parametrize("count", [1, 3])
def test_queries(client, django_assert_num_queries, count):
    desk = Desk(*["value"] * count)
    client.force_login(desk.officer)
    with django_assert_num_queries(12):
        content = download(client, desk)
    form = Form(content).fill({f"f-{number + 1}-value": 5 for number in range(count)})
    with django_assert_num_queries(12):
        assert hand_in(client, desk, form.saved()).status == 200


def test_the_sheet_offers_both(client, desk):
    page = desk.open(client)
    links = [link for link in page.tree.xpath("//a/@href") if "/phieu/" in link]
    assert links == [address(desk), address(desk, "form-hand-in")]
    client.force_login(make_user(Role.LEADER))
    links = [link for link in desk.open(client).tree.xpath("//a/@href") if "/phieu/" in link]
    assert links == [address(desk)]


@needs_office
def test_the_column_that_checks(client, tmp_path):
    """What the form says by itself, worked out by a spreadsheet program."""
    desk = Desk("value", "ratio", "percent", "quota", "year_end", "decrease", "value", "words",
                "ratio", "ratio", "ratio")  # fmt: skip
    client.force_login(desk.officer)
    desk.last_quarter(1, value="3694")
    desk.last_quarter(3, value="10.5")
    desk.last_quarter(7, value="7600")
    typed = {
        "f-1-value": 593.8, "f-2-numerator": 12, "f-2-denominator": 10, "f-3-value": 105,
        "f-4-numerator": 391.8, "f-4-nature": "ước", "f-6-value": 2.68, "f-6-nature": "sơ bộ",
        "f-7-value": 7600, "f-7-nature": "ước", "f-9-value": 91.5, "f-9-nature": "ước",
        "f-10-value": 91.5, "f-10-numerator": 9, "f-11-value": 105,
    }  # fmt: skip
    (tmp_path / "phieu.xlsx").write_bytes(taken(client, desk).fill(typed).saved())
    convert("xlsx", tmp_path / "phieu.xlsx", tmp_path / "lai")
    sheet = openpyxl.load_workbook(tmp_path / "lai" / "phieu.xlsx", data_only=True)["Số liệu"]
    said = [sheet.cell(row, 17).value for row in range(6, 17)]
    assert said == [
        "▼ Thấp hơn lũy kế 6 tháng đầu năm: kiểm tra lại",
        "▼ Tử số lớn hơn mẫu số: kiểm tra lại",
        "▼ Lệch nhiều lần so với kỳ trước: kiểm tra dấu phẩy",
        "● Hợp lệ",
        "○ Chưa đến kỳ, nhập số ước nếu có",
        "● Hợp lệ",
        "● Hợp lệ",  # as last quarter, but its mark is reached
        "○ Đánh giá bằng lời: ghi ở trang Thuyết minh",
        "● Hợp lệ",
        "▼ Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số",
        "▼ Tỷ lệ ngoài khoảng 0% - 100%",
    ]
    results = [sheet.cell(row, 12).value for row in range(6, 17)]
    assert [round(one, 2) if isinstance(one, int | float) else one for one in results] == [
        593.8, 120, 105, 81.2, None, 0.5, 7600, None, 91.5, 91.5, 105,
    ]  # fmt: skip
    assert sheet["E17"].value == "Đã nhập 9/11 dòng; dòng cần kiểm tra: 5"
