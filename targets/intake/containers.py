"""What kind of file somebody gave us, by its content, before anything opens it.

A name proves nothing, and a small file can unpack into a very large one: both are looked at here,
for every door through which a file comes in.
"""

import io
import zipfile
from enum import StrEnum
from typing import BinaryIO

MOST_UNPACKED = 60_000_000  # bytes of everything inside together
MOST_PARTS = 2_000
MOST_TIMES = 200  # how much larger than itself a file may unpack
PACKED_ENOUGH = 2_000_000  # below this size unpacked, the ratio does not matter
DIRECTORY_ENTRY = b"PK\x01\x02"  # what the entry of each part in a package begins with
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


NO_ROOM = "máy chủ chưa ghi được tệp (có thể đã hết chỗ). Hãy báo quản trị rồi chọn lại tệp."
_BOMB = "Tệp nén bất thường, mở ra sẽ quá lớn. Hãy ghi lại thành tệp mới."


class Kind(StrEnum):
    """What a file is; the value is how such a file's name ends."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    TEXT = "txt"


class Unreadable(Exception):
    """The file cannot be taken; str() is a Vietnamese sentence that says why and what to do."""


class NotTaken(io.BytesIO):
    """Stands in for a file that the server's disk did not take: it came, but is not there."""


class Unknown(Unreadable):
    """None of the kinds we know; each door says itself which of them it takes."""


def kind_of(stream: BinaryIO) -> Kind:
    """Tell what a file is from its content; leaves the stream at its start.

    Raises Unreadable for an empty file, one the disk did not take, an old or encrypted office
    file, one with macros, one that unpacks into too much, and for everything we do not know.
    """
    if isinstance(stream, NotTaken):
        raise Unreadable(NO_ROOM)
    stream.seek(0)
    head = stream.read(1024)
    stream.seek(0)
    if not head:
        raise Unreadable("Tệp trống. Hãy mở tệp, ghi lại rồi chọn lại.")
    if head.startswith(OLD_OFFICE):
        raise Unreadable(
            "Tệp theo định dạng cũ (.doc, .xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và ghi lại"
            " thành .docx hoặc .xlsx."
        )
    if head.startswith(b"PK"):
        return _office_kind(stream)
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if _is_text(head):
        return Kind.TEXT
    raise Unknown(
        "Không nhận ra nội dung tệp. Hãy chọn tệp .docx, .xlsx, .pdf, .txt, .jpg hoặc .png."
    )


def _office_kind(stream: BinaryIO) -> Kind:
    if _names_too_much(stream):
        raise Unreadable(_BOMB)
    try:
        with zipfile.ZipFile(stream) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as fault:
        raise Unreadable("Tệp bị hỏng, không mở được. Hãy tải hoặc ghi lại tệp.") from fault
    finally:
        stream.seek(0)
    names = {part.filename.lower() for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > PACKED_ENOUGH and unpacked / packed > MOST_TIMES)
    ):
        raise Unreadable(_BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi chọn lại.")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("Tệp có macro. Hãy ghi lại thành .xlsx hoặc .docx (không có macro).")
    if "word/document.xml" in names:
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if {"mimetype", "content.xml"} <= names:
        raise Unreadable(
            "Tệp theo định dạng OpenDocument (.odt, .ods). Hãy dùng Lưu dưới dạng để ghi thành"
            " .docx hoặc .xlsx rồi chọn lại."
        )
    raise Unreadable("Đây không phải tệp Word hoặc Excel. Hãy chọn tệp .docx hoặc .xlsx.")


def _names_too_much(stream: BinaryIO) -> bool:
    """Whether the directory of parts is itself the bomb: reading it takes memory and seconds.

    Twice as many are let through, since a part that is a package has a directory of its own.
    """
    stream.seek(0)
    count, before = 0, b""
    while (chunk := stream.read(1_000_000)) and count <= 2 * MOST_PARTS:
        count += (before + chunk).count(DIRECTORY_ENTRY)
        before = chunk[1 - len(DIRECTORY_ENTRY) :]
    stream.seek(0)
    return count > 2 * MOST_PARTS


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16, as Windows Notepad writes it
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start > len(head) - 4  # a letter cut in two at the end of what was read
    return True
