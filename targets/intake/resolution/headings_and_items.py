"""What a paragraph among the targets is: a heading, an item, a target in plain words."""

import re
from collections.abc import Sequence

from targets.intake.resolution.amounts import has_amount
from targets.intake.resolution.enumerations import Entry, parts, without_earlier_years
from targets.intake.resolution.outline import ABOUT, HEADINGS
from targets.intake.resolution.paragraphs import Paragraph
from targets.intake.resolution.sections import Part, Placed, heading_of, part_of

MOST_BESIDE = 20  # how many neighbours tell what kind of list it is
_LISTS = ("bullet", "number", "round", "letter", "dotted", "target", "ordinal")


class Telling:
    """Tells headings from targets by their own words and by what stands beside and below."""

    def __init__(self, text: str, chosen: Sequence[Placed]) -> None:
        self.text = text
        self.chosen = {id(one.paragraph) for one in chosen}
        self.lists: dict[int, bool] = {}

    def list_start(self, paragraph: Paragraph) -> int:
        """Where a list begins that follows its heading in the same paragraph; 0: nowhere."""
        words = paragraph.text(self.text)
        colon = words.find(":")
        if not 2 < colon <= 150 or not words[colon + 1 :].strip(" *_\n"):
            return 0
        if any(child.style for child in paragraph.children) or not ABOUT.match(words.lstrip("*_ ")):
            return 0
        if has_amount(self.text, paragraph.body, paragraph.body + colon):
            return 0
        start = paragraph.body + colon + 1
        return start if has_amount(self.text, start, paragraph.end) else 0

    def is_heading(self, one: Placed) -> bool:
        paragraph = one.paragraph
        words = paragraph.text(self.text).rstrip(" *_\n")
        amount = has_amount(self.text, paragraph.body, paragraph.end)
        if paragraph.style.startswith(HEADINGS):
            return not (amount and not paragraph.children and not words.endswith(":"))
        below = [child for child in paragraph.children if child.style or child.row]
        if not below:
            named = bool(ABOUT.match(words)) and len(words) < 120
            return not words or (named and not amount and not re.search(r"[.;]$", words))
        return not amount and not self._composite(one)

    def _composite(self, one: Placed) -> bool:
        """Whether what stands below an item is part of it: its neighbours are single targets."""
        if part_of(heading_of(self.text, one.paragraph)) is Part.TARGETS:
            return False
        alike = [
            child
            for child in (one.above[-1].children if one.above else [])
            if child.style == one.paragraph.style
            and child is not one.paragraph
            and id(child) in self.chosen
        ]
        alike = alike[:MOST_BESIDE]
        single = [child for child in alike if has_amount(self.text, child.body, child.end)]
        return len(single) * 2 > len(alike)

    def _has_list(self, parent: Paragraph) -> bool:
        known = self.lists.get(id(parent))
        if known is None:
            known = any(child.style.startswith(_LISTS) for child in parent.children)
            self.lists[id(parent)] = known
        return known

    def is_plain_target(self, one: Placed) -> bool:
        """A paragraph without a mark is a target where no mark stands beside it."""
        if one.above and self._has_list(one.above[-1]):
            return False
        if one.above and one.above[-1].style.startswith(_LISTS):
            top = one.above[-1]
            words = top.text(self.text).rstrip(" *_:")
            if has_amount(self.text, top.body, top.end) or re.search(r"[.;,]$", words):
                return False  # what goes on below an item is no item
        words = one.paragraph.text(self.text).rstrip()
        return not words.endswith(":") and has_amount(
            self.text, one.paragraph.body, one.paragraph.end
        )

    def plain_parts(self, paragraph: Paragraph) -> Sequence[Entry]:
        """A paragraph without marks: its parts where most of them have a number."""
        found = list(parts(self.text, paragraph.body, paragraph.end))
        numbers = [one for one in found if has_amount(self.text, one.start, one.end)]
        numbers = without_earlier_years(self.text, numbers)
        if len(numbers) > 1 and ";" in paragraph.text(self.text):
            return [one for one in found if one in numbers]
        return [Entry("", paragraph.body, paragraph.end)]
