"""Tables of a Word paper: fixed widths, borders where they belong, rows that stay whole."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from reports.export.word.layout import Look, write

GREY = "D9D9D9"
LIGHT = "E7E7E7"


def grid(document: Document, widths: Sequence[float], *, bordered: bool) -> Table:
    """A table without rows yet; widths in mm."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if bordered:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _margins(table, 1.2 if bordered else 0)
    return table


def add_row(table: Table, widths: Sequence[float], *, heading: bool = False) -> _Row:
    """A row that never splits over two pages; a heading row stands on every page."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no words for it
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def fill(cell: _Cell, text: str, look: Look, *, shade: str = "") -> None:
    """The only paragraphs of a cell, one per line of the text."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for at, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        write(paragraph, line, look)
    if shade:
        _shade(cell, shade)


def _shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    properties: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    # The schema wants shading before the margins and the vertical alignment
    for after in ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign"):
        found = properties.find(qn(after))
        if found is not None:
            found.addprevious(shading)
            return
    properties.append(shading)


def _margins(table: Table, side: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        element = OxmlElement(f"w:{edge}")
        element.set(qn("w:w"), str(int(Mm(side).twips)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties = table._tbl.tblPr  # noqa: SLF001
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
