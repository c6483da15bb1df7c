"""The report to the committee as a Word file: a Summary in, a draft to edit out (papers §4).

Every value is data: the resolution's issuer, the office's PaperHead, the units' own words. Parts
IV to VI are a draft the office edits.
"""

import datetime
from dataclasses import replace
from typing import IO

import docx
from docx.document import Document

from reports.assessment import Summary
from reports.export.word.appendix import add_appendix
from reports.export.word.layout import (
    CENTRE,
    HEADED,
    LEFT,
    PART,
    TEXT,
    Look,
    add_run,
    base_style,
    number_pages,
    readable,
    rule_below,
    set_page,
    write,
)
from reports.export.word.tables import add_row, fill, grid
from reports.paper_head import PaperHead
from reports.paper_table import group_title
from reports.paper_words import ILLUSTRATIVE, PARTY, Paper
from reports.sentences.indicator import RATED_BY, counts_of, group_paragraphs
from reports.sentences.limits import causes, limits, next_steps, proposals
from reports.sentences.opening import opening_paragraphs
from reports.sentences.prose import rest_of_year
from reports.sentences.tasks import task_paragraphs

GAP = "\u00a0" * 8
SMALL = Look(align=LEFT, size=12, line=None)
RULE_INDENT = 3.5  # mm beside the rule under the Party's name
BLANK_NAME = "……………………"


def write_report(
    summary: Summary,
    stream: IO[bytes],
    head: PaperHead,
    *,
    narrowed: bool = False,
    units: tuple[str, ...] = (),
) -> None:
    """Write the report of a summary gathered with its tasks.

    narrowed: only some groups were asked for; units: the lead units asked for; the paper says so.
    A figure is never compared here: sentences come from reports.sentences, the appendix from the
    same table as Excel.
    """
    paper = Paper(summary, narrowed=narrowed, units=units)
    footnote = ILLUSTRATIVE if summary.illustrative else ""
    document = docx.Document()
    base_style(document)
    set_page(document.sections[0], (20, 20, 30, 15))
    number_pages(document.sections[0], footnote, from_second=True)
    _properties(document, paper)
    _letterhead(document, paper, head)
    _title(document, paper)
    _opening(document, paper, head)
    _indicators(document, paper, head)
    _rest(document, paper)
    _closing(document, paper, head)
    add_appendix(document, paper, head, footnote)
    document.save(stream)


def _properties(document: Document, paper: Paper) -> None:
    known = document.core_properties
    known.title = readable(f"Báo cáo {report_subject(paper)} {paper.period_and_year}")[:250]
    known.author = readable(paper.summary.issuer)[:250]
    known.language = "vi-VN"
    known.comments = ILLUSTRATIVE if paper.illustrative else ""
    made = paper.summary.made_on
    known.created = known.modified = datetime.datetime.combine(
        made, datetime.time(), tzinfo=datetime.UTC
    )


def report_subject(paper: Paper) -> str:
    """tình hình thực hiện Nghị quyết Hội nghị Thị ủy lần thứ 15."""
    title = paper.summary.title.partition(" về ")[0].strip().rstrip(";,")
    return f"tình hình thực hiện {title}"


def _letterhead(document: Document, paper: Paper, head: PaperHead) -> None:
    summary, widths = paper.summary, (78.0, 87.0)
    cells = add_row(grid(document, widths, bordered=False), widths).cells
    left, right = cells
    first = left.paragraphs[0]
    write(first, summary.superior.upper(), HEADED)
    write(left.add_paragraph(), summary.issuer.upper(), Look(align=CENTRE, bold=True))
    write(left.add_paragraph(), "*", HEADED)
    write(left.add_paragraph(), f"Số{GAP}{head.symbol}", HEADED)
    if not summary.superior:
        left._tc.remove(first._p)  # noqa: SLF001 - python-docx cannot drop a paragraph
    party = right.paragraphs[0]
    write(party, PARTY, Look(align=CENTRE, size=15, bold=True, line=20))
    rule_below(party, indent=RULE_INDENT)
    write(right.add_paragraph(), "", HEADED)
    write(right.add_paragraph(), _place_and_day(paper, head), Look(align=CENTRE, italic=True))


def _place_and_day(paper: Paper, head: PaperHead) -> str:
    """The day is left blank for the hand that signs."""
    if not head.place:
        return paper.place_and_day
    made = paper.summary.made_on
    month = f"{made.month:02}" if made.month < 3 else str(made.month)
    return f"{head.place}, ngày{GAP}tháng {month} năm {made.year}"


def _title(document: Document, paper: Paper) -> None:
    kind = Look(align=CENTRE, size=16, bold=True, before=14, line=22, keep_next=True)
    bold = Look(align=CENTRE, bold=True, keep_next=True)
    write(document.add_paragraph(), "BÁO CÁO", kind)
    write(document.add_paragraph(), report_subject(paper), bold)
    write(document.add_paragraph(), paper.period_and_year, bold)
    notes = [ILLUSTRATIVE] if paper.illustrative else []
    notes += paper.asked_for
    notes += [paper.summary.frozen] if paper.summary.frozen else []
    if paper.summary.include_submitted:
        notes.append("gồm cả số đã gửi, chưa duyệt")
    if notes:
        look = Look(align=CENTRE, size=13, italic=True)
        write(document.add_paragraph(), f"({'; '.join(notes)})", look)
    write(document.add_paragraph(), "-----", Look(align=CENTRE, after=6))


def _opening(document: Document, paper: Paper, head: PaperHead) -> None:
    title = paper.summary.title.rstrip(".")
    body = head.body or paper.summary.issuer
    _text(
        document,
        f"Thực hiện {title} (sau đây gọi là Nghị quyết), {body} báo cáo tình hình thực hiện "
        f"{paper.period_and_year} như sau:",
    )
    _part(document, "I. ĐÁNH GIÁ CHUNG")
    for told in opening_paragraphs(paper.summary):
        _text(document, told)


def _indicators(document: Document, paper: Paper, head: PaperHead) -> None:
    _part(document, "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU")
    summary = paper.summary
    groups = [group for group in summary.groups if group.indicators]
    if groups and not summary.period.opened and not summary.tally.judged:
        _text(document, "Chưa có số liệu: kỳ báo cáo chưa mở.")
        return
    for group in groups:
        paragraph = document.add_paragraph()
        write(paragraph, f"{group.number}. {group_title(group.name)} ", PART)
        add_run(paragraph, f"({counts_of(group.tally)})", Look(italic=True))
        for told in group_paragraphs(summary, group, rated_by=head.body or RATED_BY):
            _text(document, told)
    if not groups:
        _text(document, "Nghị quyết chưa có chỉ tiêu nào.")


def _rest(document: Document, paper: Paper) -> None:
    summary = paper.summary
    _part(document, "III. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ, GIẢI PHÁP")
    for told in task_paragraphs(summary) or ["Nghị quyết chưa có nhiệm vụ nào được theo dõi."]:
        _text(document, told)
    _part(document, "IV. HẠN CHẾ, NGUYÊN NHÂN")
    _part(document, "1. Hạn chế")
    _text(document, limits(summary))
    _part(document, "2. Nguyên nhân")
    for told in causes(summary):
        _text(document, told)
    _part(document, f"V. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM {_ahead(paper)}")
    for told in next_steps(summary):
        _text(document, told)
    _part(document, "VI. ĐỀ XUẤT, KIẾN NGHỊ")
    for told in proposals(summary):
        _text(document, told)


def _ahead(paper: Paper) -> str:
    """QUÝ IV NĂM 2024; HAI QUÝ CÒN LẠI NĂM 2024; NĂM 2025 after the last period."""
    summary = paper.summary
    if summary.period.is_last:
        return f"NĂM {summary.year + 1}"
    return f"{rest_of_year(summary.period).upper()} NĂM {summary.year}"


def _closing(document: Document, paper: Paper, head: PaperHead) -> None:
    body = head.body or paper.summary.issuer
    asked = f" trình {head.addressee} xem xét, cho ý kiến chỉ đạo" if head.addressee else ""
    # A signature never stands on a page of its own
    closing = f"Trên đây là báo cáo tình hình thực hiện Nghị quyết {paper.period_and_year}" + (
        f", {body}{asked}." if asked else "."
    )
    write(document.add_paragraph(), closing, replace(TEXT, keep_next=True))
    widths = (85.0, 80.0)
    cells = add_row(grid(document, widths, bordered=False), widths).cells
    left, right = cells
    write(left.paragraphs[0], "", Look(align=LEFT, line=None, before=8))
    add_run(left.paragraphs[0], "Nơi nhận", Look(underline=True))
    add_run(left.paragraphs[0], ":", Look())
    for line in head.recipients:
        write(left.add_paragraph(), f"- {line}", SMALL)
    fill(right, "", Look(align=CENTRE))
    signed = right.paragraphs[0]
    write(signed, head.on_behalf.upper(), Look(align=CENTRE, bold=True, before=8))
    write(right.add_paragraph(), head.post.upper(), HEADED)
    for _ in range(4):
        write(right.add_paragraph(), "", HEADED)
    write(right.add_paragraph(), head.name or BLANK_NAME, Look(align=CENTRE, bold=bool(head.name)))


def _text(document: Document, text: str) -> None:
    write(document.add_paragraph(), text, TEXT)


def _part(document: Document, text: str) -> None:
    write(document.add_paragraph(), text, PART)
