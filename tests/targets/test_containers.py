"""What a file is, by its content; and the files that are refused before anything opens them."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from targets.intake.containers import DIRECTORY_ENTRY, Kind, Unreadable, kind_of


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream


def package(*parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as book:
        for name, content in parts:
            book.writestr(name, content)
    return stream


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (saved(Document()).getvalue(), Kind.DOCX),
        (saved(Workbook()).getvalue(), Kind.XLSX),
        (b"%PDF-1.7\n...", Kind.PDF),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 20, Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, Kind.PNG),
        ("Nghị quyết".encode(), Kind.TEXT),
        ("ệ".encode() * 500, Kind.TEXT),
        ("Nghị quyết".encode("utf-16"), Kind.TEXT),
    ],
)
def test_by_content_alone(content, kind):
    stream = io.BytesIO(content)
    stream.read(3)
    assert kind_of(stream) is kind
    assert stream.tell() == 0


def test_a_directory_of_parts_is_not_read_when_it_is_the_bomb(monkeypatch):
    """Half a million entries without a part: refused before the reader of packages sees them."""
    entry = DIRECTORY_ENTRY + bytes(43)
    bomb = io.BytesIO(b"PK\x03\x04" + bytes(26) + entry * 446_000)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Unreadable, match="nén bất thường"):
        kind_of(bomb)
    assert bomb.tell() == 0


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (io.BytesIO(), "Tệp trống"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600), "định dạng cũ"),
        (io.BytesIO(b"PK\x03\x04 and nothing more"), "bị hỏng"),
        (io.BytesIO(b"MZ\x00\x90"), "Không nhận ra"),
        (package(("hello.txt", "x")), "không phải tệp Word hoặc Excel"),
        (package(("mimetype", "application/vnd.oasis"), ("content.xml", "x")), "OpenDocument"),
        (package(("xl/workbook.xml", "x"), ("xl/vbaProject.bin", "x")), "có macro"),
        (package(("xl/workbook.xml", b"0" * 5_000_000)), "nén bất thường"),
        (package(*((f"{n}.xml", "") for n in range(2_001))), "nén bất thường"),
    ],
)
def test_refused_with_a_sentence(stream, said):
    with pytest.raises(Unreadable, match=said):
        kind_of(stream)
