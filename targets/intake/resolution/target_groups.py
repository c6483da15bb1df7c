"""From the paragraphs that speak of targets to groups of indicators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from targets.intake.reading import Doubt, ReadGroup, ReadIndicator, ReadMeasure, Span
from targets.intake.resolution.amounts import has_amount
from targets.intake.resolution.enumerations import (
    Entry,
    follows,
    in_figures,
    last_sentence,
    marked_entries,
    parts,
)
from targets.intake.resolution.headings_and_items import Telling
from targets.intake.resolution.lettering import flat, trimmed
from targets.intake.resolution.measures import Measured, measures_of
from targets.intake.resolution.outline import names_field
from targets.intake.resolution.paragraphs import Paragraph
from targets.intake.resolution.parts_of_targets import like_whole, measures_of_row
from targets.intake.resolution.sections import Placed
from targets.intake.resolution.tables_of_targets import Row, rows_of

MOST_INDICATORS = 500
_EDGES = " \n\t*_;.,"
_AIM = re.compile(r"[\s*_]*mục tiêu\b(?!\s+cụ thể)", re.IGNORECASE)
_NAMED_MARK = re.compile(r"^(?:chỉ tiêu|tiêu chí|nhiệm vụ|khoản|điểm)\s+(?:số\s+)?", re.IGNORECASE)
_CODE = re.compile(r"^[#>\s]*(?:\[[^\]\n]{3,60}\]\s+)?|\[\^?\d{1,3}\]")


def groups_of(
    text: str, chosen: Sequence[Placed]
) -> tuple[tuple[ReadGroup, ...], tuple[Doubt, ...]]:
    """The groups in their order, none of them empty, and what was unsure."""
    return _Groups(text, chosen).collect()


@dataclass(slots=True)
class _Group:
    name: str
    mark: str = ""
    indicators: list[ReadIndicator] = field(default_factory=list)


class _Groups:
    def __init__(self, text: str, chosen: Sequence[Placed]) -> None:
        self.text = text
        self.chosen = chosen
        self.tell = Telling(text, chosen)
        self.groups: list[_Group] = []
        self.doubts: list[Doubt] = []
        self.done: set[int] = set()
        self.inline = ""  # the last mark of a list inside a paragraph
        self.count = 0

    def collect(self) -> tuple[tuple[ReadGroup, ...], tuple[Doubt, ...]]:
        place = 0
        chosen = self.chosen
        while place < len(chosen) and self.count < MOST_INDICATORS:
            one = chosen[place]
            if one.paragraph.row:
                rows = [one]
                while place + len(rows) < len(chosen) and chosen[place + len(rows)].paragraph.row:
                    rows.append(chosen[place + len(rows)])
                self._table(rows)
                place += len(rows)
                continue
            if id(one.paragraph) not in self.done:
                self._take(one)
            place += 1
        groups = tuple(
            ReadGroup(group.name, tuple(group.indicators), group.mark)
            for group in self.groups
            if group.indicators
        )
        return groups, tuple(self.doubts)

    def _take(self, one: Placed) -> None:
        paragraph = one.paragraph
        inline, self.inline = self.inline, ""
        head_end, entries = marked_entries(
            self.text, paragraph.body, paragraph.end, own=paragraph.mark
        )
        if entries:
            name = self._name(last_sentence(self.text, paragraph.body, head_end), head_end)
            if name:
                self._group(name, paragraph.mark)
            elif not follows(inline, entries[0].mark):
                self._above(one)
            self._entries(entries)
            self.inline = entries[-1].mark
            return
        head_end = self.tell.list_start(one)
        if head_end:
            self._group(self._name(paragraph.body, head_end), paragraph.mark)
            aim = _AIM.match(paragraph.text(self.text)) is not None
            for entry in parts(self.text, head_end, paragraph.end):
                if aim and not has_amount(self.text, entry.start, entry.end):
                    continue  # the sentence of the general aim before its numbers
                aim = False
                self._indicator("", entry.start, entry.end)
            return
        if paragraph.style and self.tell.is_heading(one):
            return
        if paragraph.style:
            if follows(inline, paragraph.mark):
                self.inline = paragraph.mark  # the list of a paragraph goes on at a line's start
            else:
                self._above(one)
            self._item(paragraph)
        elif self.tell.is_plain_target(one):
            self._above(one)
            for entry in self.tell.plain_parts(one):
                self._indicator("", entry.start, entry.end)

    def _entries(self, entries: Sequence[Entry]) -> None:
        """The entries of a list; one that names a field has a list of its own."""
        outer = self.groups[-1]
        for entry in entries:
            head_end, inner = marked_entries(self.text, entry.start, entry.end)
            if inner and names_field(self.text[entry.start : head_end]):
                self._group(self._name(entry.start, head_end), entry.mark)
                for one in inner:
                    self._indicator(one.mark, one.start, one.end)
                continue
            listed = 0 if inner else self.tell.listed_from(entry.start, entry.end)
            if listed:
                self._group(self._name(entry.start, listed), entry.mark)
                for one in parts(self.text, listed, entry.end):
                    self._indicator("", one.start, one.end)
                continue
            self._group(outer.name, outer.mark)
            self._indicator(entry.mark, entry.start, entry.end)

    def _item(self, paragraph: Paragraph) -> None:
        """An item of a list with what stands below it: its measures are counted together."""
        below = [child for child in paragraph.walk() if child.style]
        self.done.update(id(child) for child in paragraph.walk())
        start, end = trimmed(self.text, paragraph.body, paragraph.end, _EDGES)
        if not below:
            self._indicator(paragraph.mark, start, end)
            return
        reads: list[Measured] = []
        if start < end and not self.text[end : paragraph.end].startswith(":"):
            reads.append(measures_of(self.text, start, end))
        for child in below:
            first, last = trimmed(self.text, child.body, child.end, _EDGES)
            if first < last:
                read = measures_of(self.text, first, last)
                reads.append(like_whole(self.text[start : paragraph.end], read))
                end = max(end, last)
        counted = [one for one in reads if any(m.goal for m in one.measures)]
        self._add(paragraph.mark, start, end, counted or reads[:1])

    def _table(self, rows: Sequence[Placed]) -> None:
        found, unsure = rows_of(self.text, [one.paragraph for one in rows])
        if not found:
            return
        self._above(rows[0])
        first = len(self.groups) - 1
        for row in found:
            if self.count >= MOST_INDICATORS:
                break
            if row.heading:
                self._group(flat(row.name.of(self.text)).strip(" :.;"), row.number)
            elif row.part and len(self.groups) > first and self.groups[-1].indicators:
                self._lengthen(row)
            else:
                read = measures_of_row(self.text, row)
                if read is not None:
                    words = flat(row.name.of(self.text)).strip(_EDGES)
                    self._put(row.number, words, row.span, [read])
        if unsure and self.groups[-1].indicators:
            self.doubts.append(
                Doubt(
                    "Bảng có nhiều cột có thể là mức phải đạt; lấy cột của năm sau cùng."
                    " Hãy xem lại.",
                    Span(rows[0].paragraph.start, rows[0].paragraph.end),
                )
            )

    def _lengthen(self, row: Row) -> None:
        """A row below its target adds its measures to it."""
        read = measures_of_row(self.text, row)
        if read is None or not any(one.goal for one in read.measures):
            return
        group = self.groups[-1]
        last = group.indicators[-1]
        read = like_whole(f"{last.text} {last.measures[0].label}", read)
        kept = tuple(one for one in last.measures if one.goal)
        group.indicators[-1] = replace(
            last, span=last.span.with_(row.span), measures=kept + read.measures
        )
        self.doubts = [one for one in self.doubts if kept or one.span != last.span]
        self.doubts.extend(read.doubts)

    def _above(self, one: Placed) -> None:
        for paragraph in reversed(one.above):
            words = paragraph.text(self.text)
            head, colon, rest = words.partition(":")
            listed = colon and has_amount(self.text, paragraph.body, paragraph.end)
            size = len(head) if listed and rest.strip() else len(words)
            name = self._name(paragraph.body, paragraph.body + size)
            if name and len(name) < 250:
                self._group(name, paragraph.mark)
                return
        self._group("")

    def _name(self, start: int, end: int) -> str:
        return _CODE.sub("", flat(self.text[start:end])).strip(" :;.,-–")

    def _group(self, name: str, mark: str = "") -> None:
        mark = mark if re.search(r"\w", mark) else ""
        if not self.groups or (self.groups[-1].name, self.groups[-1].mark) != (name, mark):
            self.groups.append(_Group(name, mark))

    def _indicator(self, mark: str, start: int, end: int) -> None:
        start, end = trimmed(self.text, start, end, _EDGES)
        if start < end and self.count < MOST_INDICATORS:
            self._add(mark, start, end, [measures_of(self.text, start, end)])

    def _add(self, mark: str, start: int, end: int, reads: Sequence[Measured]) -> None:
        self._put(mark, flat(self.text[start:end]), Span(start, end), reads)

    def _put(self, mark: str, words: str, span: Span, reads: Sequence[Measured]) -> None:
        if self.count >= MOST_INDICATORS:
            return
        group = self.groups[-1]
        number = _NAMED_MARK.sub("", in_figures(mark))
        if not re.search(r"\w", number):
            number = str(len(group.indicators) + 1)
        measures: list[ReadMeasure] = [m for one in reads for m in one.measures]
        group.indicators.append(ReadIndicator(number, words, span, tuple(measures)))
        self.doubts.extend(doubt for one in reads for doubt in one.doubts)
        self.count += 1
