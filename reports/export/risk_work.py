"""The last part of "Chậm và nguy cơ": overdue work items, the longest overdue first."""

from xlsxwriter.format import Format

from reports.export.columns import cell
from reports.export.formats import DATED, HEADING_FILL
from reports.export.layout import Block, row_height
from reports.export.page import Said, asked_by, write_row
from reports.export.risk_columns import KEY
from reports.export.risk_rows import BAND, RiskRows, Wish
from reports.paper_notes import cut
from reports.paper_table import NO_FIGURE, NOT_COMPARED
from reports.phrases import day
from reports.risks import LateWork
from reports.sentences.prose import padded, raised

TALLEST = 540.0  # with its own headings, on one page


def write_work(rows: RiskRows, late: list[LateWork]) -> None:
    """Overdue work items under headings of their own, which every page of them has."""
    made = day(rows.paper.summary.made_on)
    title = f"Đầu việc quá hạn: {padded(len(late))} đầu việc (tính đến ngày {made})"
    opening, used = _heading(rows, title)
    for number, each in enumerate(late, start=1):
        texts = _texts(rows, each)
        height = row_height(asked_by(texts, rows.widths))
        if used + height > TALLEST:
            rows.blocks.append(Block(opening, used))
            rows.bands -= 1
            opening, used = _heading(rows, "Đầu việc quá hạn (tiếp theo)")
        _write_item(rows, number, each, texts, height)
        used += height
    rows.blocks.append(Block(opening, used, group_height=used))


def _heading(rows: RiskRows, title: str) -> tuple[int, float]:
    """Where it begins and how tall it is."""
    opening = rows.band(title)
    look: Wish = {"bold": True, "bg_color": HEADING_FILL}
    names = {
        first: Said(words, rows.formats.centred(**look), bold=True, last=last)
        for first, last, words in rows.columns.work
    }
    height = row_height(write_row(rows.sheet, rows.row, names, rows.widths))
    rows.sheet.set_row(rows.row, height)
    rows.row += 1
    return opening, BAND + height


def _texts(rows: RiskRows, late: LateWork) -> dict[int, Said]:
    item, spans = late.item, {first: last for first, last, _ in rows.columns.work}
    _, name, _, _, task, told, asked_for, lead = spans
    return {
        name: Said(raised(item.name), rows.words, indent=1, last=spans[name]),
        task: Said(f"Nhiệm vụ {late.task.number}", rows.centred, last=spans[task]),
        told: Said(
            cut(item.told) or NO_FIGURE,
            rows.words,
            indent=1,
            last=spans[told],
            missing=rows.centred,
        ),
        asked_for: Said(
            cut(item.asked) or NOT_COMPARED, rows.words, indent=1, missing=rows.centred
        ),
        lead: Said(item.lead or NOT_COMPARED, rows.centred),
    }


def _write_item(
    rows: RiskRows, number: int, late: LateWork, texts: dict[int, Said], height: float
) -> None:
    item = late.item
    assert item.due_on is not None  # overdue
    (due, due_last, _), (days, days_last, _) = rows.columns.work[2:4]
    rows.sheet.write_number(rows.row, KEY, number, rows.formats.centred(num_format="0"))
    write_row(rows.sheet, rows.row, texts, rows.widths)
    dated = rows.formats.centred(num_format=DATED)
    _merged(rows, due, due_last, dated)
    rows.sheet.write_datetime(rows.row, due, item.due_on, dated)
    counted = rows.formats.centred(num_format="0", bold=True)
    _merged(rows, days, days_last, counted)
    formula = f"={rows.links.today}-{cell(due, rows.row)}"
    rows.sheet.write_formula(rows.row, days, formula, counted, item.days)
    rows.sheet.set_row(rows.row, height)
    rows.row += 1


def _merged(rows: RiskRows, first: int, last: int, made: Format) -> None:
    if last > first:
        rows.sheet.merge_range(rows.row, first, rows.row, last, "", made)
