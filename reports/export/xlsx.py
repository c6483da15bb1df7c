"""The workbook of papers: a Summary in, an Excel file out (design §8; mockups/papers).

Sheets are written one after the other over the same Paper; a further paper is a further module
with a `write_…` function and a line in `write`.
"""

import datetime
from typing import IO

import xlsxwriter

from reports.assessment import Summary
from reports.export import directives_sheet, sources, summary_sheet
from reports.export.formats import PAPER, Formats, PaperSheet, clean
from reports.paper_words import ILLUSTRATIVE, TITLE, Paper


def write(summary: Summary, stream: IO[bytes], *, narrowed: bool = False) -> None:
    """Write the workbook of a summary, labelled where its figures are the demo's.

    narrowed: the summary holds only the groups somebody asked for, and the paper says so.
    """
    paper = Paper(summary, narrowed=narrowed)
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
    formats = Formats(book)
    table = book.add_worksheet(summary_sheet.SHEET, PaperSheet)
    directives = book.add_worksheet(directives_sheet.SHEET, PaperSheet)
    source = book.add_worksheet(sources.SHEET, PaperSheet)
    rows = sources.source_rows(paper)
    summary_sheet.write_summary_sheet(book, table, formats, paper, rows)
    directives_sheet.write_directives(directives, formats, paper)
    sources.write_sources(source, formats, paper)
    book.close()
