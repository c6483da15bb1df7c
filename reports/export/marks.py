"""The colour of a cell that begins with a sign: extra, since sign and word carry the standing."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.export.columns import cell
from reports.paper_table import SIGNS
from targets.rules.standing import Standing

Wish = dict[str, Any]
_LOOKS: Mapping[Standing, Wish] = {
    Standing.EXCEEDED: {"bold": True, "font_color": "#31308A", "bg_color": "#E4E4F8"},
    Standing.MET: {"bold": True, "font_color": "#00535F", "bg_color": "#D3EDF1"},
    Standing.ON_TRACK: {"font_color": "#00535F"},
    Standing.BEHIND: {"bold": True, "font_color": "#6B3A00", "bg_color": "#FFECCB"},
    Standing.MISSED: {"bold": True, "font_color": "#FFFFFF", "bg_color": "#A8330A"},
    Standing.IN_PROGRESS: {"bg_color": "#EDEFF2"},
    Standing.NO_FIGURE: {"bold": True, "italic": True},
    Standing.NOT_DUE: {"italic": True, "font_color": "#454D57"},
}


def mark_signs(
    book: Workbook, sheet: Worksheet, column: int, first_row: int, last_row: int
) -> None:
    """Colour a column's cells by the sign they begin with, whatever word follows."""
    first = f"${cell(column, first_row)}"
    for standing, look in _LOOKS.items():
        sheet.conditional_format(
            first_row,
            column,
            last_row,
            column,
            {
                "type": "formula",
                "criteria": f'=LEFT({first},1)="{SIGNS[standing]}"',
                "format": book.add_format(look),
            },
        )
