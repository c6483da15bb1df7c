"""The rows of "Chậm và nguy cơ": what measures and work items have alike (mockups/papers §3)."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reports.export.formats import BAND_FILL, Formats
from reports.export.layout import Block
from reports.export.links import Links
from reports.export.page import Said, write_row
from reports.export.risk_columns import KEY, NAME, RiskColumns
from reports.paper_words import Paper

FIRST_ROW = 6
BAND = 19.5
Wish = dict[str, Any]


@dataclass
class RiskRows:
    """Writes downwards and remembers what has to stay together; parts A, B, …"""

    sheet: Worksheet
    formats: Formats
    paper: Paper
    columns: RiskColumns
    links: Links

    def __post_init__(self) -> None:
        self.widths = self.columns.widths
        self.row, self.count, self.bands = FIRST_ROW, 0, 0
        self.blocks: list[Block] = []
        self.centred, self.words = self.formats.centred(), self.formats.words()

    def band(self, words: str) -> int:
        """The grey row over a part. Where it stands."""
        look: Wish = {"bold": True, "bg_color": BAND_FILL}
        letter = "ABCD"[self.bands]
        texts = {
            KEY: Said(letter, self.formats.centred(**look)),
            NAME: Said(words, self.formats.words(**look), last=self.columns.lead),
        }
        write_row(self.sheet, self.row, texts, self.widths)
        self.sheet.set_row(self.row, BAND)
        self.bands += 1
        self.row += 1
        return self.row - 1
