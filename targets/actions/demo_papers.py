"""The small papers that the demo attaches: Word, a workbook; the same bytes every time."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import xlsxwriter

_WRITTEN = datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC)  # or no two runs give the same file
_OPEN_XML = "http://schemas.openxmlformats.org"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="{_OPEN_XML}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd'
    '.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_OPEN_XML}/package/2006/relationships">'
    f'<Relationship Id="rId1" Target="word/document.xml"'
    f' Type="{_OPEN_XML}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_LOOK = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/>'
)
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>'
)


def page_of_word(lines: Sequence[str]) -> bytes:
    """One document: a paragraph per line, the first one its title."""
    paragraphs = "".join(_paragraph(line, strong=at == 0) for at, line in enumerate(lines))
    document = (
        f'{_XML}<w:document xmlns:w="{_OPEN_XML}/wordprocessingml/2006/main">'
        f"<w:body>{paragraphs}{_A4}</w:body></w:document>"
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, _WRITTEN.timetuple()[:6])
            package.writestr(part, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def workbook(rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """A workbook of one sheet; its first and last rows are bold: headings and totals."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _WRITTEN})
    looks = {"font_name": "Times New Roman", "font_size": 12}
    plain, strong = book.add_format(looks), book.add_format({**looks, "bold": True})
    sheet = book.add_worksheet("Tổng hợp")
    sheet.set_column(0, 9, 24)
    every = list(rows)
    for at, row in enumerate(every):
        sheet.write_row(at, 0, row, strong if at in {0, len(every) - 1} else plain)
    book.close()
    return out.getvalue()


def _paragraph(line: str, *, strong: bool) -> str:
    look = f"<w:b/>{_LOOK}" if strong else _LOOK
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if strong else ""
    return (
        f'<w:p>{place}<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t>'
        "</w:r></w:p>"
    )
