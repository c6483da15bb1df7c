"""Forms that are not taken: each with a sentence, and nothing has moved."""

import io
import os
import random
import time
import zipfile

import openpyxl
import pytest
from docx import Document

from targets.intake.form import form_reading
from targets.rules.workflow import Role
from tests.factories import make_resolution, make_unit, make_user
from tests.targets.sheets import Desk
from tests.targets.tables import every_row
from tests.targets.unit_forms import address, download, hand_in, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
FUZZED = int(os.environ.get("FUZZED", "100"))  # of each kind; more by hand


@pytest.fixture
def desk(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    return desk


def refused(client, desk, content, **more):
    """The sentence on the page, after proving that nothing moved."""
    before = every_row()
    page = hand_in(client, desk, content, **more)
    assert page.status == 422
    assert every_row() == before
    assert page.fields == {}
    (said,) = page.alerts
    return said


def with_key(client, desk, name, value):
    """The unit's form with something else in its very hidden sheet."""
    form = taken(client, desk).fill({"f-1-value": 5})
    for row in form.book["_khoa"].iter_rows():
        if row[0].value == name:
            row[1].value = value
    return form.saved()


def packed(content, **parts):
    """The same file with these parts in place of its own, or besides."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts.get(name) or old.read(name))
    return stream.getvalue()


def of_office(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_another_units_form(client, desk):
    other = Desk("value", code="phong-tnmt", resolution=desk.resolution, name="Phòng TN-MT")
    client.force_login(other.officer)
    content = taken(client, other).fill({"f-3-value": 5}).saved()
    client.force_login(desk.officer)
    said = refused(client, desk, content, name="của ai.xlsx")
    assert said == (
        "Không nhận tệp “của ai.xlsx”. Phiếu này của đơn vị khác, còn trang này là của "
        "Phòng phong-tai-chinh."
    )
    client.force_login(make_user(Role.OFFICE))
    assert "Phiếu này của Phòng TN-MT, còn trang này là của" in refused(client, desk, content)


def test_another_quarters_form(client, desk):
    content = taken(client, desk, quarter=2).fill({"f-1-value": 5}).saved()
    assert "Phiếu này của kỳ 6 tháng đầu năm, còn trang này là 9 tháng." in refused(
        client, desk, content
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("resolution", "nq-2023", "Phiếu này của nghị quyết khác (nq-2023)."),
        ("form_version", 2, "Phiếu theo mẫu khác, phần mềm không còn nhận."),
        ("form", "khac", "Đây không phải phiếu báo cáo của phần mềm"),
        ("quarter", "ba", "Đây không phải phiếu báo cáo của phần mềm"),
        ("quarter", None, "Đây không phải phiếu báo cáo của phần mềm"),
        ("quarter", 7, "Phiếu này của kỳ quý 7"),
        ("unit", None, "Phiếu này của đơn vị khác"),
        ("r-1-version", "x", "Đây không phải phiếu báo cáo của phần mềm"),
    ],
)
def test_whose_it_says_it_is(client, desk, name, value, said):
    make_resolution("nq-2023", year=2023)
    assert said in refused(client, desk, with_key(client, desk, name, value))


def test_a_form_of_another_plan(client, desk):
    """A measure that has gone to another unit since; untouched, its row is no matter."""
    untouched = taken(client, desk).fill({"f-1-value": 5}).saved()
    touched = taken(client, desk).fill({"f-2-numerator": 5}).saved()
    desk.indicators[1].lead_unit = make_unit()
    desk.indicators[1].save()
    assert "Báo cáo không còn ô tương ứng với ô I7, trang Số liệu" in refused(client, desk, touched)
    assert [line[2] for line in hand_in(client, desk, untouched).changes] == ["mới 5"]


def test_rows_sorted_without_their_key(client, desk):
    form = taken(client, desk).fill({"f-1-value": 5})
    sheet = form.book["Số liệu"]
    sheet["B6"].value, sheet["B7"].value = sheet["B7"].value, sheet["B6"].value
    said = refused(client, desk, form.saved())
    assert "Dòng 6, trang Số liệu: “2” không khớp khóa ẩn của dòng (1)" in said


def test_a_row_copied(client, desk):
    form = taken(client, desk)
    form.book["Số liệu"]["A20"].value = "f-1-value"
    assert "hai dòng hoặc hai cột của cùng một ô (I20, trang Số liệu)" in refused(
        client, desk, form.saved()
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp trống"),
        (b"MZ\x00\x01", "Không nhận ra nội dung tệp."),
        (b"%PDF-1.7 ...", "Tệp này là tệp .pdf, không phải phiếu Excel (.xlsx)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "định dạng cũ (.doc, .xls) hoặc có mật"),
        (of_office(Document()), "Tệp này là tệp .docx"),
        (of_office(openpyxl.Workbook()), "Đây không phải phiếu báo cáo của phần mềm"),
        (b"5,5;6,6", "Tệp này là tệp văn bản (.txt, .csv), không phải phiếu Excel (.xlsx)."),
        (b"PK\x03\x04" + bytes(5 * 1024 * 1024), "Tệp lớn hơn 5 MB."),
    ],
)
def test_other_files(client, desk, content, said):
    assert said in refused(client, desk, content)


def test_no_file_at_all(client, desk):
    before = every_row()
    page = client.post(address(desk, "form-hand-in"), {"tep": "phieu.xlsx"})
    assert (page.status_code, every_row()) == (422, before)
    assert "Chưa chọn tệp." in page.content.decode()


def test_macros_bombs_and_bulk(client, desk):
    form = download(client, desk)
    macro = packed(form, **{"xl/vbaProject.bin": b"x"})
    assert "Tệp có macro." in refused(client, desk, macro)
    bomb = packed(form, **{"xl/worksheets/sheet9.xml": b"0" * 20_000_000})
    assert "Tệp nén bất thường" in refused(client, desk, bomb)
    noise = random.Random(5).randbytes(1_500_000).hex().encode()
    assert "Tệp chứa quá nhiều nội dung" in refused(client, desk, packed(form, thua=noise))


def test_what_would_take_long(client, desk):
    """Small on disk, endless to a program that believes everything a workbook says of itself."""
    form = taken(client, desk).fill({"f-1-value": 5}).saved()
    name = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        sheet = package.read(name).decode()
    formula = (
        f'<row r="99"><c r="A99"><f t="shared" ref="A99:A1990" si="0">{"A1+" * 30000}1</f></c>'
    )
    shared = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(100, 1990)
    )
    end = "</sheetData>"
    rest = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    whole = sheet.replace(end, f"{formula}</row>{shared}{far}{end}{rest}")
    began = time.monotonic()
    page = hand_in(client, desk, packed(form, **{name: whole.encode()}))
    assert time.monotonic() - began < 5
    assert page.changes == [("Thực hiện 9 tháng", "–", "mới 5")]


def test_entities_are_not_followed(client, desk):
    form = download(client, desk)
    name = "xl/worksheets/sheet2.xml"
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert "Tệp bị hỏng, không đọc được." in refused(client, desk, packed(form, **{name: evil}))


def broken_forms(content):
    """The form with bits turned over or its end missing, the same ones every time."""
    luck = random.Random(2024)
    for _ in range(FUZZED):
        bytes_of = bytearray(content)
        if luck.random() < 0.3:
            del bytes_of[luck.randrange(len(bytes_of)) :]
        for _ in range(luck.choice((1, 3, 20))):
            if bytes_of:
                bytes_of[luck.randrange(len(bytes_of))] ^= 1 << luck.randrange(8)
        yield bytes(bytes_of)


def broken_parts(content):
    """The form with the XML inside damaged, which no checksum finds."""
    luck = random.Random(4202)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(FUZZED):
        name = luck.choice(sorted(parts))
        text = bytearray(parts[name])
        for _ in range(luck.choice((1, 4))):
            place = luck.randrange(len(text))
            if luck.random() < 0.5:
                text[place] = luck.randrange(256)
            else:
                del text[place : place + luck.randrange(200)]
            text = text or bytearray(b" ")
        yield packed(content, **{name: bytes(text)})


@pytest.mark.parametrize("damage", [broken_forms, broken_parts])
def test_damaged_files(client, desk, damage):
    content = taken(client, desk).fill({"f-1-value": 5, "r-1-results": "Xong"}).saved()
    before = every_row()
    for number, broken in enumerate(damage(content)):
        began = time.monotonic()
        page = hand_in(client, desk, broken)
        assert time.monotonic() - began < 5
        assert page.status in {200, 409, 422}, number
        assert page.changes or page.alerts or "không có gì thay đổi" in page.text, number
    assert every_row() == before


def test_whatever_a_library_throws(client, desk, monkeypatch):
    def fail(*_args, **_more):
        raise MemoryError

    content = download(client, desk)
    monkeypatch.setattr(form_reading, "load_workbook", fail)
    assert "Tệp bị hỏng, không đọc được." in refused(client, desk, content)
