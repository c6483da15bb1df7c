"""Whatever the text or the file: a reading with places inside the text, or a sentence why not."""

import io
import random
import unicodedata
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from targets.intake.containers import Unreadable
from targets.intake.documents import text_of
from targets.intake.resolution.lettering import tidy
from targets.intake.resolution_text import read

PIECES = (
    "II. CÁC CHỈ TIÊU CHỦ YẾU", "1. Về kinh tế:", "- ", "(1) ", "(2) ", "a) ", "; ", ". ", "\n",
    "\n\n", "tỷ lệ hộ nghèo giảm ", "khoảng ", "trên ", "từ ", "ít nhất ", "12,5%",
    "9.500 tỷ đồng", "88% - 89%", "0,4", " - ", "trở lên", "trong đó", "chỉ tiêu được giao",
    "không có ", "chi bộ", "năm 2025", "| ", "\t", "**", "*", "#", "[^1]", "“", "”", "(", ")",
    "III. NHIỆM VỤ", "1.1. ", "mức độ 2", "đạt ", "xuống còn ", "vượt dự toán tỉnh giao ",
    "STT\tChỉ tiêu\tĐVT\tKế hoạch", "Số 12-NQ/TU", "ngày 31/02/2025", "19/19 tiêu chí",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join)


def spans_of(reading):
    for group in reading.groups:
        for indicator in group.indicators:
            yield indicator.span
            for measure in indicator.measures:
                yield measure.span
                if measure.goal_span:
                    yield measure.goal_span
    yield from (task.span for group in reading.task_groups for task in group.tasks)
    yield from (doubt.span for doubt in reading.doubts)
    yield from (slip.span for slip in reading.slips)


def meaning_of(reading):
    return [
        (
            group.heading,
            one.number,
            one.text,
            [(m.label, m.unit, m.goal, m.words) for m in one.measures],
        )
        for group in reading.groups
        for one in group.indicators
    ]


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=300))
def test_every_place_lies_inside_the_text(text):
    reading = read(text)
    assert reading.text == tidy(text)
    for span in spans_of(reading):
        assert 0 <= span.start <= span.end <= len(reading.text)
    for slip in reading.slips:
        assert slip.span.of(reading.text) == slip.found
    for group in reading.groups:
        for indicator in group.indicators:
            assert indicator.measures
            for measure in indicator.measures:
                assert (measure.goal is None) == (measure.goal_span is None)
                assert measure.label


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_composed_and_decomposed_letters_read_alike(text):
    composed = read(unicodedata.normalize("NFC", text))
    assert read(unicodedata.normalize("NFD", text)) == composed


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_what_was_read_changes_nothing(text):
    once = read(text)
    assert read(once.text) == once


def word_file():
    document = Document()
    document.add_heading("II. CÁC CHỈ TIÊU CHỦ YẾU", 1)
    document.add_paragraph("Thu ngân sách đạt 120 tỷ đồng.", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(table.rows[1].cells, ("1", "Tỷ lệ hộ nghèo", "dưới 2%"), strict=True):
        cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


SOURCES = {
    "docx": word_file(),
    "pdf": pdf_file(),
    "txt": "II. CÁC CHỈ TIÊU\n- Thu ngân sách đạt 120 tỷ đồng.\n".encode() * 20,
    "utf-16": "II. CÁC CHỈ TIÊU\n- Thu ngân sách đạt 120 tỷ đồng.\n".encode("utf-16") * 20,
}


def damaged(content, seed):
    """A few bits turned, a piece cut off or out, another piece doubled."""
    chance = random.Random(seed)
    broken = bytearray(content)
    match seed % 4:
        case 0:
            for _ in range(chance.randint(1, 40)):
                broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        case 1:
            del broken[chance.randrange(len(broken)) :]
        case 2:
            start = chance.randrange(len(broken))
            del broken[start : start + chance.randint(1, 200)]
        case _:
            start = chance.randrange(len(broken))
            broken[start:start] = broken[start : start + chance.randint(1, 200)]
    return bytes(broken)


def what_became_of(content):
    """The text that was read, or the sentence of the refusal; anything else comes through."""
    try:
        return read(text_of(io.BytesIO(content))).text
    except Unreadable as refusal:
        return str(refusal)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", SOURCES)
def test_a_damaged_file_is_read_or_refused_with_a_sentence(kind):
    for seed in range(60):
        assert what_became_of(damaged(SOURCES[kind], seed)).strip(), (kind, seed)


@pytest.mark.filterwarnings("ignore")
def test_damage_inside_a_word_file_is_refused_with_a_sentence():
    """Turned bits of the zip are found by its checksum; here the words themselves are damaged."""
    with zipfile.ZipFile(io.BytesIO(SOURCES["docx"])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in (
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "[Content_Types].xml",
    ):
        for seed in range(25):
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as package:
                for part, content in parts.items():
                    package.writestr(part, damaged(content, seed) if part == name else content)
            assert what_became_of(stream.getvalue()).strip(), (name, seed)
