"""Word, PDF and text files become plain text in the order people read it; or are refused."""

import io
import unicodedata
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from targets.intake import documents
from targets.intake.containers import Unreadable
from targets.intake.documents import text_of
from targets.intake.resolution_text import read
from tests.intake import resolutions


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream


def word(text):
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def pdf(*pages, password=""):
    """Pages with one line each, in Latin letters: a PDF file's own fonts have no others."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for words in pages:
        page = writer.add_blank_page(400, 400)
        content = StreamObject()
        content.set_data(f"BT /F1 10 Tf 10 10 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream


def targets_of(stream):
    return [(one.number, one.text) for one in read(text_of(stream)).indicators]


@pytest.mark.parametrize("text", [resolutions.ARTICLES, resolutions.INLINE, resolutions.DEEP])
def test_a_word_file_reads_as_its_text_does(text):
    assert targets_of(word(text)) == [(one.number, one.text) for one in read(text).indicators]


def test_tables_stand_where_they_stand_in_the_file():
    document = Document()
    document.add_paragraph("Các chỉ tiêu chủ yếu năm 2026")
    table = document.add_table(rows=0, cols=4)
    for cells in (
        ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2026"),
        ("1", "Thu ngân sách", "Tỷ đồng", "≥ 350"),
        ("2", "Tỷ lệ hộ nghèo", "%", "dưới 2"),
    ):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("Nhiệm vụ, giải pháp")
    document.add_paragraph("1. Thu đúng, thu đủ.")
    text = text_of(saved(document))
    assert [part.strip("\n") for part in text.split("\n\n") if part.strip()] == [
        "Các chỉ tiêu chủ yếu năm 2026",
        "TT\tChỉ tiêu\tĐVT\tKế hoạch 2026\n1\tThu ngân sách\tTỷ đồng\t≥ 350\n"
        "2\tTỷ lệ hộ nghèo\t%\tdưới 2",
        "Nhiệm vụ, giải pháp",
        "1. Thu đúng, thu đủ.",
    ]
    assert [one.text for one in read(text).indicators] == ["Thu ngân sách", "Tỷ lệ hộ nghèo"]


def test_a_merged_cell_is_written_once():
    document = Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Kinh tế"
    table.cell(0, 2).text = "10%"
    assert text_of(saved(document)).strip("\n").split("\t") == ["Kinh tế", "", "10%"]


def test_the_marks_of_word_s_own_lists_are_counted():
    """Word keeps "1.", "2." and the bullets out of the words."""
    document = Document()
    document.add_paragraph("Các chỉ tiêu chủ yếu:")
    for words in ("Thu ngân sách đạt 90 tỷ đồng.", "Tỷ lệ hộ nghèo còn 2%."):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Trồng 5 ha rừng.", style="List Bullet")
    assert [line for line in text_of(saved(document)).split("\n") if line] == [
        "Các chỉ tiêu chủ yếu:",
        "1. Thu ngân sách đạt 90 tỷ đồng.",
        "2. Tỷ lệ hộ nghèo còn 2%.",
        "- Trồng 5 ha rừng.",
    ]


def test_what_a_footnote_says_is_left_out():
    document = Document()
    paragraph = document.add_paragraph("Các chỉ tiêu: Thu ngân sách đạt 90 tỷ đồng")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    paragraph.add_run()._r.append(reference)
    assert text_of(saved(document)).strip() == "Các chỉ tiêu: Thu ngân sách đạt 90 tỷ đồng"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]
)
def test_text_files_in_the_encodings_in_use_here(encoding):
    words = "II. Các chỉ tiêu chủ yếu\n- Tỷ lệ hộ nghèo giảm 0,5%.\n- Thu ngân sách 90 tỷ đồng.\n"
    content = as_typed(words) if encoding == "cp1258" else words.encode(encoding)
    assert text_of(io.BytesIO(content)).strip() == words.strip()


def as_typed(words):
    """The Windows page has letters and tones apart: ê with a mark of its own behind it."""
    typed = []
    for letter in words:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(each for each in apart if each in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(each for each in apart if each not in tones))
        typed.append(base + tones)
    return "".join(typed).encode("cp1258")


def test_a_pdf_file_with_text():
    text = text_of(pdf("II. Chi tieu: Thu ngan sach 90 ty dong", "Ho ngheo con 2 phan tram"))
    assert text.split("\n\n") == [
        "II. Chi tieu: Thu ngan sach 90 ty dong",
        "Ho ngheo con 2 phan tram",
    ]


def packed(*parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts:
            package.writestr(name, content)
    return stream


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (io.BytesIO(), "Tệp trống"),
        (io.BytesIO(b"  \n \n"), documents.EMPTY),
        (word(""), documents.EMPTY),
        (pdf(""), documents.SCANNED),
        (pdf("5"), documents.SCANNED),
        (pdf("Mat", password="1234"), documents.LOCKED),
        (io.BytesIO(b"%PDF-1.7\nnothing that follows makes sense"), documents.BROKEN),
        (packed(("word/document.xml", "<w:document")), documents.BROKEN),
        (packed(("xl/workbook.xml", "<workbook/>")), "Tệp .xlsx không phải văn bản"),
        (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(50)), "Tệp .png không phải văn bản"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50)), "định dạng cũ"),
        (io.BytesIO(bytes(range(1, 256)) * 8), "Không nhận ra nội dung tệp"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(stream, said):
    with pytest.raises(Unreadable) as refusal:
        text_of(stream)
    assert said in str(refusal.value)


def test_too_large_a_file_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(documents, "MOST_BYTES", 100)
    with pytest.raises(Unreadable, match="20 MB"):
        text_of(io.BytesIO(b"a" * 101))


def test_a_word_file_with_too_many_words_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_XML", 1000)
    with pytest.raises(Unreadable, match="quá dài"):
        text_of(word(resolutions.ARTICLES))


def test_a_pdf_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(documents, "MOST_SECONDS", -1)
    with pytest.raises(Unreadable, match="vài giây"):
        text_of(pdf("Thu ngan sach dat 90 ty dong trong nam"))
