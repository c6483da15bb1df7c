"""The report's appendix: the official table in ten columns on landscape pages (papers §4)."""

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.table import _Cell

from reports.export.word.layout import CENTRE, LEFT, RIGHT, Look, number_pages, set_page, write
from reports.export.word.tables import GREY, LIGHT, add_row, fill, grid
from reports.paper_head import PaperHead
from reports.paper_table import NO_FIGURE, NOT_COMPARED, TableGroup, TableRow, has_year_end
from reports.paper_words import ILLUSTRATIVE, Paper
from reports.sentences.prose import period_words, raised

SIZE = 11
_AIR = 1  # points above and below a line
_CELL = Look(align=LEFT, size=SIZE, before=_AIR, after=_AIR, line=None)
_MID = replace(_CELL, align=CENTRE)
_NUM = replace(_CELL, align=RIGHT)
_HEAD = replace(_MID, bold=True)
_BAND = replace(_CELL, bold=True, keep_next=True)


def add_appendix(document: Document, paper: Paper, head: PaperHead, footnote: str) -> None:
    """A section of its own behind the report."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that carries the break may not make an empty page
    write(document.paragraphs[-1], "", Look(size=1, line=1))
    set_page(section, (18, 14, 15, 15), landscape=True)
    number_pages(section, footnote, from_second=False)
    title = Look(align=CENTRE, bold=True, keep_next=True)
    write(document.add_paragraph(), "PHỤ LỤC", title)
    about = f"Kết quả thực hiện các chỉ tiêu Nghị quyết {paper.period_and_year}"
    write(document.add_paragraph(), about, title)
    write(
        document.add_paragraph(),
        _with_what(paper, head),
        Look(align=CENTRE, italic=True, after=6, keep_next=True),
    )
    _table(document, paper)
    for note in paper.notes(8, 9):
        look = Look(align=LEFT, size=10.5, italic=True, before=1, line=None)
        write(document.add_paragraph(), note, look)


def _with_what(paper: Paper, head: PaperHead) -> str:
    gap = "\u00a0" * 8
    made = paper.summary.made_on
    by = f" của {head.body}" if head.body else ""
    label = f"; {ILLUSTRATIVE.lower()}" if paper.illustrative else ""
    when = f"ngày{gap}tháng {made.month} năm {made.year}"
    return f"(kèm theo Báo cáo số{gap}{head.symbol}, {when}{by}{label})"


def _widths(*, year_end: bool) -> list[float]:
    widths = [9.0, 68, 16, 16, 37, 16, 16, 22.5, 22.5, 44]
    if not year_end:
        del widths[6]
        widths[1] += 16
    return widths


def _table(document: Document, paper: Paper) -> None:
    summary = paper.summary
    ahead = has_year_end(summary)
    widths = _widths(year_end=ahead)
    table = grid(document, widths, bordered=True)
    headings = [
        "TT", "Chỉ tiêu", "ĐVT", f"TH {summary.year - 1}", f"Chỉ tiêu NQ {summary.year}",
        raised(period_words(summary.period)), *(["Ước năm"] if ahead else []), "% so NQ",
        "So cùng kỳ", "Đánh giá",
    ]  # fmt: skip
    row = add_row(table, widths, heading=True)
    for cell, words in zip(row.cells, headings, strict=True):
        fill(cell, words, _HEAD, shade=GREY)
    for group in paper.groups:
        _band(add_row(table, widths).cells, group)
        for line in group.rows:
            _fill_row(add_row(table, widths).cells, line, year_end=ahead)


def _band(cells: Sequence[_Cell], group: TableGroup) -> None:
    name = cells[0].merge(cells[3])
    tally = cells[4].merge(cells[-1])
    fill(name, f"{group.numeral}. {group.title}", _BAND, shade=LIGHT)
    fill(tally, group.tally.sentence, _BAND, shade=LIGHT)


def _fill_row(cells: Sequence[_Cell], row: TableRow, *, year_end: bool) -> None:
    texts = list(cells)
    fill(texts[0], row.key, _MID)
    if row.measure is None:
        name = texts[1].merge(texts[-2])
        fill(name, row.name, replace(_CELL, keep_next=True))
        fill(texts[-1], row.standing_text, _CELL)
        return
    place = row.measure.place
    numbers = [
        row.figure(place),
        *([row.year_end] if year_end else []),
        row.against_target,
        row.against_year_ago,
    ]
    fill(texts[1], row.measure.name, _CELL)
    fill(texts[2], row.unit, _MID)
    fill(texts[3], row.last_year, _look(row.last_year))
    fill(texts[4], row.goal.replace("\n", " "), _MID)
    for cell, text in zip(texts[5:-1], numbers, strict=True):
        fill(cell, text, _look(text))
    fill(texts[-1], row.standing_text, _CELL)


def _look(text: str) -> Look:
    return _MID if text in {NOT_COMPARED, NO_FIGURE} else _NUM
