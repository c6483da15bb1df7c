"""The workbook of papers: a Summary in, an Excel file out (design §8; mockups/papers).

A sheet per paper, in the order of the meeting; "Tổng hợp" and "Nguồn số liệu" are always there,
because the formulas of the others point at them.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import IO

import xlsxwriter
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.assessment import Summary
from reports.export import (
    directives_sheet,
    localities_sheet,
    risk_sheet,
    sources,
    summary_sheet,
    tasks_sheet,
    units_sheet,
)
from reports.export.formats import PAPER, Formats, PaperSheet, clean
from reports.export.links import Links
from reports.export.parts import ALL_PARTS, FOR_PAPERS, PART_NAMES, Part
from reports.paper_words import ILLUSTRATIVE, TITLE, Paper


def write(
    summary: Summary,
    stream: IO[bytes],
    *,
    narrowed: bool = False,
    units: tuple[str, ...] = (),
    parts: Collection[Part] = ALL_PARTS,
) -> None:
    """Write the workbook of a summary, labelled where its figures are the demo's.

    A summary that was not gathered for papers has no sheets of tasks, units and localities.
    narrowed: the summary holds only the groups somebody asked for; units: the names of the lead
    units asked for; the paper says so. parts: the sheets wanted beside the two it always has.
    """
    paper = Paper(summary, narrowed=narrowed, units=units)
    book = xlsxwriter.Workbook(stream, PAPER)
    book.set_properties(
        {
            "title": clean(f"{TITLE.capitalize()} {paper.subject}"),
            "author": clean(summary.issuer),
            "comments": ILLUSTRATIVE if summary.illustrative else "",
            "created": datetime.datetime.combine(
                summary.made_on, datetime.time(), tzinfo=datetime.UTC
            ),
        }
    )
    wanted = set(parts) if summary.for_papers else set(parts) - FOR_PAPERS
    _write(book, Formats(book), paper, wanted)
    book.close()


def _write(book: Workbook, formats: Formats, paper: Paper, parts: Collection[Part]) -> None:
    table = book.add_worksheet(summary_sheet.SHEET, PaperSheet)
    sheets = _sheets(book, paper, parts)
    source = book.add_worksheet(sources.SHEET, PaperSheet)
    rows = sources.source_rows(paper)
    cells = summary_sheet.write_summary_sheet(book, table, formats, paper, rows)
    work = None
    for sheet in sheets.get(Part.TASKS, ()):
        work = tasks_sheet.write_tasks(book, sheet, formats, paper)
    today, due_on = units_sheet.links_of_days(paper, has_units=Part.UNITS in sheets)
    links = Links(cells, rows, today, due_on, work)
    for sheet in sheets.get(Part.RISKS, ()):
        risk_sheet.write_risks(book, sheet, formats, paper, links)
    for sheet in sheets.get(Part.UNITS, ()):
        units_sheet.write_units(sheet, formats, paper, links)
    if Part.LOCALITIES in sheets:
        localities_sheet.write_localities(sheets[Part.LOCALITIES], formats, paper, links)
    for sheet in sheets.get(Part.DIRECTIVES, ()):
        directives_sheet.write_directives(sheet, formats, paper)
    sources.write_sources(source, formats, paper)


def _sheets(
    book: Workbook, paper: Paper, parts: Collection[Part]
) -> Mapping[Part, list[Worksheet]]:
    """Empty sheets in the order of the meeting; localities may need several."""
    found = {}
    for part in Part:
        if part in parts:
            names = [PART_NAMES[part]]
            if part is Part.LOCALITIES:
                names = localities_sheet.sheet_names(paper)
            found[part] = [book.add_worksheet(name, PaperSheet) for name in names]
    return found
