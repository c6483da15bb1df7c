"""Files made on the fly for the tests of evidence and of every other door for files."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

LINK = "https://vanban.noibo/bao-cao?so=12"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 4


def pdf(text="Minh chứng", *, trailer=b""):
    """A small PDF of one page, as a printer driver writes it."""
    line = f"BT /F1 12 Tf 72 720 Td ({text.encode('ascii', 'ignore').decode()}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def locked_pdf():
    return pdf(trailer=b"/Encrypt 9 0 R")


def xlsx():
    book = openpyxl.Workbook()
    book.active.append(["Chỉ tiêu", "Số liệu"])
    for row in range(30):
        book.active.append([f"Chỉ tiêu {row}", row * 1.5])
    return _saved(book)


def word():
    paper = docx.Document()
    paper.add_heading("Báo cáo", 1)
    for row in range(30):
        paper.add_paragraph(f"Chỉ tiêu {row}: đạt {row},5% so với cùng kỳ.")
    return _saved(paper)


def png():
    def part(name, content):
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" + b"\xff\x00\x00" * 2 + b"\x00" + b"\x00\xff\x00" * 2)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", pixels) + part(b"IEND", b"")


def jpeg():
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def with_part(package, name, content=b"x"):
    """The same office file with one part more."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr(name, content)
    return out.getvalue()


def encrypted_zip(package):
    """The same office file with the flag of encryption on every part, at both its places."""
    found = bytearray(package)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = found.find(mark)
        while place >= 0:
            found[place + at] |= 1
            place = found.find(mark, place + 4)
    return bytes(found)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def kept_files(folder):
    return sorted(place for place in folder.rglob("*") if place.is_file())


def whole(answer):
    """The answer, read to its end: an open file would be left behind."""
    if answer.streaming:
        answer.getvalue()
    return answer


def attach(client, desk, *files, number=1, **typed):
    return desk.fill(client, typed, move=f"attach-{number}", **{f"m-{number}-file": list(files)})


def _saved(paper):
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
