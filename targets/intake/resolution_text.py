"""Read a resolution's text: groups, targets, measures and goals, tasks (issue 5, point 1).

The language is read, not one layout: paragraphs are put together again, headings say what stands
below them, and every target is told by its mark, its semicolon or its sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from targets.intake.amounts import amounts
from targets.intake.enumerations import marked_entries, parts
from targets.intake.lettering import MOST_LETTERS, flat, shadow, tidy, trimmed
from targets.intake.measures import measures_of
from targets.intake.outline import ABOUT, Paragraph, outline
from targets.intake.reading import Doubt, ReadGroup, ReadIndicator, Reading, Span
from targets.intake.sections import Part, Placed, placed

MOST_INDICATORS = 500


def read(text: str) -> Reading:
    """Propose what the text decides; never raises, whatever the text is."""
    too_long = len(text) > MOST_LETTERS
    text = tidy(text)
    root = outline(text)
    every = list(placed(text, root))
    chosen = _targets(text, every)
    groups, doubts = _Groups(text).collect(chosen)
    notes = ("Văn bản quá dài; chỉ đọc phần đầu.",) if too_long else ()
    return Reading(text=text, groups=groups, doubts=doubts, notes=notes)


def _targets(text: str, every: list[Placed]) -> list[Placed]:
    """What stands under headings that announce targets; without any, what looks like one."""
    said = [one for one in every if one.part is Part.TARGETS]
    if any(_has_amount(text, one.paragraph) for one in said):
        return said
    return [one for one in every if one.part is Part.OPEN]


def _has_amount(text: str, paragraph: Paragraph) -> bool:
    low = shadow(paragraph.text(text))
    return next(amounts(low, 0, len(low)), None) is not None


@dataclass(slots=True)
class _Group:
    name: str
    indicators: list[ReadIndicator] = field(default_factory=list)


class _Groups:
    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: list[_Group] = []
        self.doubts: list[Doubt] = []

    def collect(self, chosen: list[Placed]) -> tuple[tuple[ReadGroup, ...], tuple[Doubt, ...]]:
        done: set[int] = set()
        for one in chosen:
            if id(one.paragraph) in done or self._count() >= MOST_INDICATORS:
                continue
            done.add(id(one.paragraph))
            self._take(one, done)
        groups = tuple(
            ReadGroup(group.name, tuple(group.indicators))
            for group in self.groups
            if group.indicators
        )
        return groups, tuple(self.doubts)

    def _count(self) -> int:
        return sum(len(group.indicators) for group in self.groups)

    def _take(self, one: Placed, done: set[int]) -> None:
        paragraph = one.paragraph
        if paragraph.row:
            return
        head_end, entries = marked_entries(self.text, paragraph.body, paragraph.end)
        if entries:
            self._group(self._name(paragraph.start, head_end) or self._above(one))
            for entry in entries:
                self._indicator(entry.mark, entry.start, entry.end)
            return
        head_end = self._announced(paragraph)
        if head_end:
            self._group(self._name(paragraph.start, head_end))
            for entry in parts(self.text, head_end, paragraph.end):
                self._indicator("", entry.start, entry.end)
            return
        if paragraph.style and self._is_heading(paragraph):
            return
        if not paragraph.style and not self._plain_target(one):
            return
        self._group(self._above(one))
        start, end = trimmed(self.text, paragraph.body, paragraph.end, " \n\t*_;.,")
        lines = [child for child in paragraph.children if child.style]
        for child in lines:
            done.update({id(child), *(id(below) for below in child.walk())})
            end = child.end
        self._indicator(paragraph.mark, start, end)

    def _announced(self, paragraph: Paragraph) -> int:
        """Where a list begins that follows its heading in the same paragraph; 0: nowhere."""
        words = paragraph.text(self.text)
        colon = words.find(":")
        if not 2 < colon <= 150 or not words[colon + 1 :].strip(" *_\n"):
            return 0
        if paragraph.children or not ABOUT.match(words.lstrip("*_ ")):
            return 0
        start = paragraph.body + colon + 1
        low = shadow(self.text[start : paragraph.end])
        return start if next(amounts(low, 0, len(low)), None) else 0

    def _is_heading(self, paragraph: Paragraph) -> bool:
        words = paragraph.text(self.text)
        if paragraph.style.startswith(
            ("#", "caps", "bold", "part", "about", "plain", "capital", "roman")
        ):
            return True
        if not paragraph.children:
            return not words.strip(" *_") or bool(
                ABOUT.match(words)
                and len(words) < 120
                and not _has_amount(self.text, paragraph)
                and not re.search(r"[.;]$", words.rstrip(" *_"))
            )
        return not _has_amount(self.text, paragraph) and not self._composite(paragraph)

    def _composite(self, paragraph: Paragraph) -> bool:
        return False

    def _plain_target(self, one: Placed) -> bool:
        """A paragraph without a mark is a target where no mark stands beside it."""
        beside = one.above[-1].children if one.above else []
        if any(child.style.startswith(("bullet", "number", "round", "letter")) for child in beside):
            return False
        if one.above and one.above[-1].style.startswith(("bullet", "letter")):
            return False
        return _has_amount(self.text, one.paragraph)

    def _above(self, one: Placed) -> str:
        for paragraph in reversed(one.above):
            name = self._name(paragraph.start, paragraph.end)
            if name and len(name) < 250:
                return name
        return ""

    def _name(self, start: int, end: int) -> str:
        line = flat(self.text[start:end]).lstrip("#>[ ")
        line = re.sub(r"^[^\]\n]{3,60}\]\s+", "", line) if "]" in line[:62] else line
        return line.strip(" :;.,")

    def _group(self, name: str) -> None:
        if not self.groups or self.groups[-1].name != name:
            self.groups.append(_Group(name))

    def _indicator(self, mark: str, start: int, end: int) -> None:
        start, end = trimmed(self.text, start, end, " \n\t*_;.,")
        if start >= end:
            return
        group = self.groups[-1]
        read = measures_of(self.text, start, end)
        number = mark.strip("().:/- ") if re.search(r"\w", mark) else str(len(group.indicators) + 1)
        words = flat(self.text[start:end])
        group.indicators.append(ReadIndicator(number, words, Span(start, end), read.measures))
        self.doubts.extend(read.doubts)


def readings_of(reading: Reading) -> Iterator[tuple[ReadGroup, ReadIndicator]]:
    """Every target with its group."""
    for group in reading.groups:
        for indicator in group.indicators:
            yield group, indicator
