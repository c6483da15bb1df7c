"""A file or pasted words → the plain text of a resolution (issue 5, point 1).

Word files with their tables and list marks in order, PDF files with text, plain text in the
encodings in use here. Everything a library stumbles over becomes `Unreadable`.
"""

import io
import time
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NoReturn

from docx import Document
from docx.table import Table
from pypdf import PdfReader, apply_configuration

from targets.intake.containers import Kind, Unreadable, kind_of
from targets.intake.resolution.lettering import MOST_LETTERS, tidy
from targets.intake.ruled_tables import PageReader, Rows, lines_of
from targets.intake.word_numbers import ListMarks

MOST_BYTES = 20_000_000
MOST_PAGES = 200
MOST_PARAGRAPHS = 20_000
MOST_CELLS = 20_000
MOST_XML = 8_000_000  # bytes of a Word file's words, unpacked; 100 pages have 1.500.000
MOST_SECONDS = 3  # for a PDF file; a resolution takes less than half a second
LEAST_LETTERS_A_PAGE = 20  # with fewer the pages are pictures, with a number or a stamp on them
_PDF_LIMITS: Mapping[str, Any] = {
    "zlib_maximum_output_length": 4_000_000,
    "lzw_maximum_output_length": 4_000_000,
    "run_length_maximum_output_length": 4_000_000,
    "array_based_stream_maximum_output_length": 4_000_000,
    "maximum_declared_stream_length": MOST_BYTES,
    "stream_parsing_work_maximum_count": 100_000,
    "xform_maximum_invocations_per_extraction": 100,
    "page_tree_maximum_entries": 5_000,
    "page_tree_maximum_page_entries": 50_000,
}

TOO_LARGE = "Tệp lớn hơn 20 MB. Hãy chọn tệp chỉ có văn bản nghị quyết, hoặc dán nội dung."
TOO_LONG = "Văn bản quá dài (hơn {} trang). Hãy tách riêng phần chỉ tiêu và nhiệm vụ."
BROKEN = "Tệp bị hỏng, không đọc được. Hãy mở tệp, ghi lại rồi chọn lại, hoặc dán nội dung."
LOCKED = "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi chọn lại, hoặc dán nội dung."
TOO_SLOW = "Tệp PDF quá phức tạp, không đọc được trong vài giây. Hãy dán nội dung văn bản."
SCANNED = (
    "Tệp PDF là ảnh chụp, không có chữ để đọc. Hãy chọn bản Word, hoặc PDF xuất từ Word, hoặc dán"
    " nội dung."
)
EMPTY = "Tệp không có chữ nào. Hãy xem lại tệp, hoặc dán nội dung."
WRONG_KIND = "Tệp {} không phải văn bản. Hãy chọn tệp .docx, .pdf hoặc .txt."

_HEADS = (b"PK", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"\xd0\xcf\x11\xe0")


def text_of(stream: BinaryIO) -> str:
    """The text of a file, tidied (NFC, lines ended by \\n); raises Unreadable."""
    stream.seek(0, io.SEEK_END)
    if stream.tell() > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    stream.seek(0)
    content = stream.read(MOST_BYTES)
    if content and not content.startswith(_HEADS) and b"%PDF-" not in content[:1024]:
        return _some(plain_text(content))
    match kind_of(io.BytesIO(content)):
        case Kind.DOCX:
            return _some(_guarded(_docx, content))
        case Kind.PDF:
            return _guarded(_pdf, content)
        case Kind.TEXT:
            return _some(plain_text(content))
        case other:
            raise Unreadable(WRONG_KIND.format(f".{other.value}"))


def plain_text(content: bytes) -> str:
    """Bytes of a text file: UTF-8, UTF-16 or the Windows page for Vietnamese; raises Unreadable."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return tidy(content.decode(encoding, errors="replace"))
    half = content[: len(content) & ~1][:4000]
    if half and half[1::2].count(0) + half[0::2].count(0) > len(half) // 4:
        little = half[1::2].count(0) >= half[0::2].count(0)
        return tidy(content.decode("utf-16-le" if little else "utf-16-be", errors="replace"))
    if b"\x00" in content or sum(each < 9 for each in content[:4000]) > 4:
        _unknown(content)
    try:
        return tidy(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1258", errors="replace")
    if text.count("\ufffd") * 100 > len(text) or not _mostly_words(text):
        _unknown(content)
    return tidy(text)


def _unknown(content: bytes) -> NoReturn:
    kind_of(io.BytesIO(content))  # has a sentence for what it does not know
    raise Unreadable(BROKEN)


def _mostly_words(text: str) -> bool:
    words = sum(each.isalnum() or each.isspace() or each in ".,;:()%-–" for each in text)
    marks = sum("\u0300" <= each <= "\u036f" for each in text)
    return words + marks >= 0.9 * len(text)


def _some(text: str) -> str:
    if not text.strip():
        raise Unreadable(EMPTY)
    return text


def _guarded(reader: Any, content: bytes) -> str:
    """What goes wrong inside a library on a damaged file is no fault of ours."""
    try:
        text: str = reader(content)
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as fault:
        raise Unreadable(BROKEN) from fault
    return text


def _docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        words = sum(
            each.file_size
            for each in package.infolist()
            if each.filename.lower().endswith((".xml", ".rels"))
        )
    if words > MOST_XML:
        raise Unreadable(TOO_LONG.format(MOST_PAGES))
    document = Document(io.BytesIO(content))
    marks = ListMarks(document)
    lines: list[str] = []
    letters = 0
    for line in _blocks(document, marks):
        lines.append(line)
        letters += len(line)
        if letters > MOST_LETTERS or len(lines) > MOST_PARAGRAPHS:
            break  # `read` says that it is too long
    return tidy("\n".join(lines))


def _blocks(holder: Any, marks: ListMarks) -> Iterator[str]:
    """Paragraphs and tables in their order; a blank line stands between paragraphs."""
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            yield ""
            yield from _rows(block)
            yield ""
        else:
            words = block.text.replace("\t", " ").strip()
            if words:
                yield f"{marks.mark_of(block._p)}{words}"  # noqa: SLF001
                yield ""


def _rows(table: Any) -> Iterator[str]:
    """The rows with their cells between tabs; a cell merged over several is written once."""
    count = 0
    for row in table.rows:
        cells: list[str] = []
        last: Any = None
        for cell in row.cells:
            count += 1
            if count > MOST_CELLS:
                return
            if cell._tc is last:  # noqa: SLF001
                cells.append("")
                continue
            last = cell._tc  # noqa: SLF001
            cells.append(" ".join(cell.text.split()))
        yield "\t".join(cells)


def _pdf(content: bytes) -> str:
    with apply_configuration(**_PDF_LIMITS):
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        return _pages(reader)


def _pages(reader: PdfReader) -> str:
    """The words of the pages; gives up when a file takes longer than any resolution does."""
    until = time.monotonic() + MOST_SECONDS

    def look_at_the_clock(*_: Any) -> None:
        if time.monotonic() > until:
            raise Unreadable(TOO_SLOW)

    pages: list[list[str | Rows]] = []
    letters = 0
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES or letters > MOST_LETTERS:
            break
        look_at_the_clock()
        seen = PageReader(look_at_the_clock)
        text = page.extract_text(visitor_operand_before=seen.operation, visitor_text=seen.words)
        letters += len(text or "")
        pages.append(seen.parts())
    text = tidy(lines_of(pages))
    if sum(map(str.isalpha, text)) < LEAST_LETTERS_A_PAGE * max(1, len(pages)):
        raise Unreadable(SCANNED)
    return text
