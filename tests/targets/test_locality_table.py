"""The table of all communes and wards: the lead unit reads it, the office fills it."""

import datetime
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from targets.models import Assignment, Figure, ProgressReport
from targets.rules.workflow import Role
from tests.factories import make_figure, make_report, make_unit, make_user
from tests.reports.workbooks import convert, needs_office
from tests.targets.sheets import Desk
from tests.targets.tables import every_row
from tests.targets.unit_forms import Preview, download

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
D = Decimal


class TableDesk(Desk):
    """A lead unit with a ratio told by three wards; the first has its own quota."""

    def __init__(self, *kinds):
        super().__init__(code="phong-tnmt", name="Phòng TN-MT")
        self.wards = [
            make_unit(f"phuong-{name}", name=f"Phường {name.upper()}", kind="locality", order=place)
            for place, name in enumerate("abc", start=10)
        ]
        self.indicators = [self.lead(kind) for kind in kinds or ("ratio",)]
        for indicator in self.indicators:
            indicator.measures.update(by_locality=True)
        self.measure = self.indicators[0].measures.get()
        Assignment.objects.create(measure=self.measure, unit=self.wards[0], assigned=D(100))

    def ward_reports(self, ward, above, below, status="draft", quarter=3):
        report = make_report(
            self.indicators[0], quarter, unit=self.wards[ward], counts=False, status=status
        )
        make_figure(report, numerator=above, denominator=below)
        return report

    def where(self, step="locality-table"):
        return reverse(f"targets:{step}", args=[self.resolution.slug, 3, self.unit.code])

    def page(self, client):
        return self.open(client).tree.xpath("//a/@href")

    def book(self, client):
        answer = client.get(self.where())
        assert answer.status_code == 200
        return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    def hand_in(self, client, book):
        content = book if isinstance(book, bytes) else saved(book)
        given = SimpleUploadedFile("bang.xlsx", content)
        return TablePreview(client.post(self.where("locality-table-hand-in"), {"tep": given}))


class TablePreview(Preview):
    @property
    def form(self):
        return self.tree.xpath("//form[.//input[@type='hidden'][contains(@name, '/r-')]]")

    def save(self, client, desk, **more):
        fields = {**self.fields, "save": "1", **more}
        return Preview(client.post(desk.where("locality-table-hand-in"), fields))


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def boxes(book):
    """Key and column name → cell that may be filled."""
    found = {}
    for sheet in book:
        if sheet.title.startswith("_"):
            continue
        names = {cell.column: cell.value for cell in sheet[4] if cell.value not in {None, "tt"}}
        for (key,) in sheet.iter_rows(min_row=6, max_col=1):
            if re.search("/f-", str(key.value)):
                for column, name in names.items():
                    cell = sheet.cell(key.row, column)
                    if not cell.protection.locked:
                        found[key.value.partition("/")[0], name] = cell
    return found


def figures():
    return [
        (row.report.unit.code, row.report.counts, row.report.status, row.numerator,
         row.denominator, row.nature)
        for row in Figure.objects.filter(report__period__quarter=3).order_by("report__unit__order")
    ]  # fmt: skip


@pytest.fixture
def desk():
    return TableDesk()


@pytest.fixture
def office(client):
    person = make_user(Role.OFFICE)
    client.force_login(person)
    return person


FILLED = {
    ("phuong-a", "*"): 97,
    ("phuong-b", "*"): "56,5",
    ("phuong-b", "denominator"): 80,
    ("phuong-b", "nature"): "sơ bộ",
}
SAVED = [
    ("phuong-a", False, "draft", D(97), D(100), "estimate"),
    ("phuong-b", False, "draft", D("56.5"), D(80), "preliminary"),
]


def fill(book, typed=FILLED):
    found = boxes(book)
    for name, value in typed.items():
        found[name].value = value
    return book


def test_the_office_fills_all_at_once(client, desk, office):
    before = every_row()
    page = desk.hand_in(client, fill(desk.book(client)))
    assert (page.status, page.alerts, every_row()) == (200, [], before)
    assert page.changes == [
        ("Số hộ đạt (hộ)", "–", "mới 97"),
        ("Số hộ đạt (hộ)", "–", "mới 56,5"),
        ("Tổng số hộ (hộ)", "–", "mới 80"),
        ("Tính chất", "–", "mới sơ bộ"),
    ]
    assert page.save(client, desk).status == 302
    assert figures() == SAVED
    again = desk.hand_in(client, desk.book(client))
    assert "Bảng không có gì thay đổi" in again.text


@needs_office
def test_through_libreoffice(client, desk, office, tmp_path):
    (tmp_path / "bang.xlsx").write_bytes(saved(fill(desk.book(client))))
    convert("ods", tmp_path / "bang.xlsx", tmp_path / "ods")
    convert("xlsx", tmp_path / "ods" / "bang.ods", tmp_path / "lai")
    content = (tmp_path / "lai" / "bang.xlsx").read_bytes()
    result = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Chỉ tiêu 1"]
    assert [result.cell(9, column).value for column in (5, 6)] == [97, 180], "text joins no sum"
    page = desk.hand_in(client, content)
    page.save(client, desk)
    assert figures() == SAVED


def test_the_rate_alone(client, desk, office):
    """A ward that has the percentage alone; one that told it so may give the two numbers."""
    report = make_report(desk.indicators[0], unit=desk.wards[2], counts=False, status="draft")
    make_figure(report, value="91.5")
    typed = {
        ("phuong-b", "value"): 88.25,
        ("phuong-c", "value"): None,
        ("phuong-c", "*"): 45,
        ("phuong-c", "denominator"): 50,
    }
    page = desk.hand_in(client, fill(desk.book(client), typed))
    assert page.changes == [
        ("Chỉ có tỷ lệ (không có hai số)", "–", "mới 88,25"),
        ("Số hộ đạt (hộ)", "–", "mới 45"),
        ("Tổng số hộ (hộ)", "–", "mới 50"),
        ("Chỉ có tỷ lệ (không có hai số)", "cũ 91,5", "(để trống)"),
    ]
    page.save(client, desk)
    told = Figure.objects.order_by("report__unit__order").values_list("value", "numerator")
    assert list(told) == [(D("88.25"), None), (None, D(45))]


def test_a_closed_measure_has_its_rate(client, office):
    """No amounts, and no hidden column for them; the box takes the percentage."""
    desk = TableDesk("percent_only")
    book = desk.book(client)
    assert {name for _, name in boxes(book)} == {"*", "nature"}
    sheet = book["Chỉ tiêu 1"]
    assert [sheet.column_dimensions[column].hidden for column in "FG"] == [True, True]
    page = desk.hand_in(client, fill(book, {("phuong-b", "*"): 100}))
    page.save(client, desk)
    assert Figure.objects.get().value == 100


@needs_office
@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.OFFICE, ["● Hợp lệ", "● Hợp lệ", "○ Chưa có số liệu"]),
        (Role.REPORTER, ["● Hợp lệ", "-", "-"]),
    ],
)
def test_the_column_that_checks(client, desk, tmp_path, role, told):
    """Nothing is complained of in rows that are only read, nor in what may not be seen."""
    desk.ward_reports(0, 1997, 2100, status="submitted")
    desk.ward_reports(1, 56, 80)
    client.force_login(make_user(role, unit=desk.unit))
    (tmp_path / "bang.xlsx").write_bytes(saved(desk.book(client)))
    convert("xlsx", tmp_path / "bang.xlsx", tmp_path / "lai")
    book = openpyxl.load_workbook(tmp_path / "lai" / "bang.xlsx", data_only=True)
    sheet = book["Chỉ tiêu 1"]
    assert [sheet.cell(row, 11).value for row in (6, 7, 8)] == told
    assert "#,##0_)" in sheet["E6"].number_format, "1.997, as an office writes it"


def test_sorted_rows(client, desk, office):
    book = fill(desk.book(client))
    sheet = book["Chỉ tiêu 1"]
    rows = [[cell.value for cell in row] for row in sheet["A6:K8"]]
    for row, values in zip((8, 6, 7), rows, strict=True):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    desk.hand_in(client, book).save(client, desk)
    assert figures() == SAVED


def test_sorted_without_the_key(client, desk, office):
    book = fill(desk.book(client))
    sheet = book["Chỉ tiêu 1"]
    sheet["C6"].value, sheet["C7"].value = sheet["C7"].value, sheet["C6"].value
    page = desk.hand_in(client, book)
    assert page.status == 422
    assert "“Phường B” không khớp khóa ẩn của dòng (Phường A)" in page.text


def test_the_lead_unit_reads_what_was_sent(client, desk):
    desk.ward_reports(0, 97, 100, status="submitted")
    desk.ward_reports(1, 56, 80)
    client.force_login(desk.officer)
    book = desk.book(client)
    assert boxes(book) == {}
    assert str(book["Chỉ tiêu 1"]["B3"].value).startswith("Bảng chỉ để xem")
    rows = book["Chỉ tiêu 1"]["C6:J8"]
    assert [[row[0].value, row[2].value, row[3].value, row[7].value] for row in rows] == [
        ["Phường A", 97, 100, "Đã gửi, chờ duyệt"],
        ["Phường B", "-", "-", "Đang soạn"],
        ["Phường C", "-", "-", "Chưa nhập"],
    ]
    before = every_row()
    page = desk.hand_in(client, fill_anything(book))
    assert (page.status, every_row()) == (403, before)


def fill_anything(book):
    book["Chỉ tiêu 1"]["E7"].value = 5
    return book


def test_what_was_sent_is_not_filled(client, desk, office):
    book = fill(desk.book(client))
    desk.ward_reports(0, 90, 100, status="submitted")
    before = every_row()
    page = desk.hand_in(client, book)
    assert (page.status, every_row()) == (409, before)
    assert page.alerts[0].startswith("Phường A · chỉ tiêu 1: ")
    assert {name for name in page.fields if "/f-" in name} == {
        "phuong-b/f-1-numerator", "phuong-b/f-1-denominator", "phuong-b/f-1-nature",
    }  # fmt: skip
    page.save(client, desk)
    assert figures()[0][3] == D(90)


def test_an_old_table(client, desk, office):
    book = fill(desk.book(client))
    desk.ward_reports(0, 90, 100)
    before = every_row()
    page = desk.hand_in(client, book)
    assert (page.status, every_row()) == (409, before)
    assert "Phường A · chỉ tiêu 1: số liệu đã được sửa sau khi tải bảng." in page.alerts[0]
    assert ("Số hộ đạt (hộ)", "cũ 90", "mới 97") in page.changes
    told = " ".join(page.tree.text_content().split()).partition("sau khi tải bảng: ")[2]
    assert told.startswith("Số hộ đạt (hộ): (để trống) → 90; Tính chất: (để trống) → ước. ")
    assert not any(name.startswith("phuong-a/") for name in page.fields)


def test_saved_between_preview_and_press(client, desk, office):
    page = desk.hand_in(client, fill(desk.book(client)))
    desk.ward_reports(1, 50, 80).save()
    ProgressReport.objects.filter(unit=desk.wards[1]).update(version=1)
    before = every_row()
    refused = page.save(client, desk)
    assert (refused.status, every_row()) == (409, before), "not even the other ward's"
    assert "Phường B: Số liệu vừa được người khác lưu." in refused.alerts[0]


def test_errors(client, desk, office):
    typed = {**FILLED, ("phuong-a", "*"): "12.5", ("phuong-b", "denominator"): 0}
    before = every_row()
    page = desk.hand_in(client, fill(desk.book(client), typed))
    assert (page.status, every_row()) == (422, before)
    assert "Bạn muốn nhập 12,5?" in page.text
    assert "Mẫu số bằng 0" in page.text
    refused = page.save(client, desk)
    assert (refused.status, every_row()) == (422, before)
    answer = client.post(desk.where("locality-table-hand-in"), {**page.fields, "noted": "1"})
    found = boxes(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))))
    assert {name: cell.comment.text for name, cell in found.items() if cell.comment} == {
        ("phuong-a", "*"): "Bạn muốn nhập 12,5? Dùng dấu phẩy cho phần thập phân.",
        ("phuong-b", "denominator"): (
            "Mẫu số bằng 0 thì không tính được tỷ lệ. Hãy nhập một số lớn hơn 0."
        ),
    }
    held = {name: cell.value for name, cell in found.items() if cell.value is not None}
    assert held == {**typed, ("phuong-b", "*"): 56.5}


def test_checks_ask_for_a_reason(client, desk, office):
    typed = {("phuong-b", "*"): 970, ("phuong-b", "denominator"): 100}
    page = desk.hand_in(client, fill(desk.book(client), typed))
    assert page.warnings == [
        "Tử số 970 lớn hơn mẫu số 100.", "Tỷ lệ 970,00% nằm ngoài khoảng từ 0% đến 100%.",
    ]  # fmt: skip
    page.save(client, desk, **{"phuong-b/f-1-reason-numerator_above": "Gồm cả hộ tạm trú"})
    reasons = Figure.objects.get().warning_reasons
    assert reasons == {"numerator_above": "Gồm cả hộ tạm trú"}


def test_no_other_forms(client, desk, office):
    page = desk.hand_in(client, download(client, desk))
    assert page.status == 422
    assert "Đây là phiếu của một đơn vị." in page.alerts[0]
    answer = client.post(
        reverse("targets:form-hand-in", args=["nq-2024", 3, desk.unit.code]),
        {"tep": SimpleUploadedFile("bang.xlsx", saved(desk.book(client)))},
    )
    assert "Đây là bảng theo xã, phường." in answer.content.decode()


def test_forged_fields(client, desk, office):
    before = every_row()
    address = desk.where("locality-table-hand-in")
    for name in ("khac/f-1-numerator", "phuong-a/f-7-numerator", "phuong-a/f-", "/f-x-y"):
        assert client.post(address, {name: "5", "save": "1"}).status_code == 422
    for name in ("phuong-a/f-1-denominator", "phuong-a/f-1b-numerator", "phuong-a/f-1-year_ago"):
        answer = client.post(address, {name: "5", "save": "1"})
        assert answer.status_code == 409, name
    assert every_row() == before


def test_amounts_of_a_closed_measure_stay_inside(client, office):
    desk = TableDesk("percent_only")
    desk.ward_reports(0, 77, 88, quarter=2, status="approved")
    desk.ward_reports(1, 66, 99, status="submitted")
    said = [cell.value for sheet in desk.book(client) for row in sheet.iter_rows() for cell in row]
    assert not {77, 88, 66, 99, 100} & {value for value in said if isinstance(value, int | float)}


def test_the_sheet_leads_there(client, desk, office):
    def links():
        return [one for one in desk.page(client) if "bang-xa-phuong" in one]

    assert links() == [desk.where("locality-table-hand-in")]
    client.force_login(desk.officer)
    assert links() == [desk.where()]


def test_nothing_by_locality(client, office):
    desk = Desk("value")
    make_unit("phuong-a", kind="locality")
    args = [desk.resolution.slug, 3, desk.unit.code]
    assert client.get(reverse("targets:locality-table", args=args)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries(client, office, django_assert_num_queries, count):
    desk = TableDesk(*["ratio"] * count)
    with django_assert_num_queries(16):
        book = desk.book(client)
    with django_assert_num_queries(17):
        assert desk.hand_in(client, fill(book)).status == 200


def test_names_days(client, desk, office):
    assert client.get(desk.where())["Content-Disposition"] == (
        'attachment; filename="bang-xa-phuong-9-thang-nam-2024-phong-tnmt.xlsx"'
    )
    assert desk.book(client)["_khoa"]["B7"].value == datetime.date(2024, 9, 24).isoformat()


def test_a_ward_never_sees_its_neighbours(client, desk):
    for place in (0, 1):
        desk.ward_reports(place, 90, 100, status="approved")
    client.force_login(make_user(Role.REPORTER, unit=desk.wards[0]))
    own = ["nq-2024", 3, desk.wards[0].code]
    page = client.get(reverse("targets:sheet", args=own))
    assert page.status_code == 200
    assert "bang-xa-phuong" not in page.content.decode()
    assert client.get(reverse("targets:locality-table", args=own)).status_code == 404
    assert client.get(desk.where()).status_code == 404
