"""Pieces of a Party document in Word: fonts, paragraphs, rules, page numbers (domain §5, HD 05).

python-docx writes the file; what it has no words for is set in XML, in the schema's order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
BODY = 14
LINE = 18
LEFT, RIGHT, CENTRE, FULL = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_UNPRINTABLE = {code: None for code in range(32) if code not in {9, 10}} | {
    127: None, 0xFFFE: None, 0xFFFF: None,
}  # fmt: skip


def readable(text: str) -> str:
    """Text that XML can hold, without control characters."""
    return text.translate(_UNPRINTABLE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks; `line` None: as high as its letters."""

    align: Any = FULL
    size: float = BODY
    bold: bool = False
    italic: bool = False
    underline: bool = False
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float | None = LINE
    keep_next: bool = False


TEXT = Look(first_line=10, after=3)
PART = Look(first_line=10, before=3, after=3, bold=True, keep_next=True)
HEADED = Look(align=CENTRE)


def write(paragraph: Paragraph, text: str, look: Look) -> Run:
    """Set a paragraph's look and append the text; the run for more of the same."""
    shape = paragraph.paragraph_format
    paragraph.alignment = look.align
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.first_line_indent = Mm(look.first_line) if look.first_line else None
    shape.keep_with_next = look.keep_next or None
    shape.widow_control = True
    if look.line is None:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(look.line)
    return add_run(paragraph, text, look)


def add_run(paragraph: Paragraph, text: str, look: Look) -> Run:
    """More text in a look of its own."""
    run = paragraph.add_run(readable(text))
    run.bold, run.italic = look.bold or None, look.italic or None
    run.underline = look.underline or None
    set_font(run, look.size)
    return run


def set_font(run: Run, size: float) -> None:
    """The one font, for every script: Vietnamese letters fall under any of them."""
    run.font.name, run.font.size = FONT, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no public way
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)


def rule_below(paragraph: Paragraph, *, indent: float) -> None:
    """A line as long as the text: the paragraph's bottom border between its indents (mm)."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(indent)
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def page_field(paragraph: Paragraph) -> None:
    """The number of the page."""
    run = paragraph.add_run()
    set_font(run, BODY)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._element.append(element)  # noqa: SLF001


def set_page(section: Section, margins: Iterable[float], *, landscape: bool = False) -> None:
    """A4 with margins top, bottom, left, right in mm; the page's number top centre."""
    width, height = (297, 210) if landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = section.footer_distance = Mm(10)


def number_pages(section: Section, footnote: str, *, from_second: bool) -> None:
    """Numbers above the text, from the second page on; a label below, right."""
    section.different_first_page_header_footer = from_second
    header = section.header
    header.is_linked_to_previous = False
    write(header.paragraphs[0], "", Look(align=CENTRE, line=None))
    page_field(header.paragraphs[0])
    footers = [section.footer, *([section.first_page_footer] if from_second else [])]
    for footer in footers:
        footer.is_linked_to_previous = False
        write(footer.paragraphs[0], footnote, Look(align=RIGHT, size=11, italic=True, line=None))


def base_style(document: Document) -> None:
    """Normal is Times New Roman 14, so that what somebody adds looks like the rest."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
