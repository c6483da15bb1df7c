"""What a paragraph among the targets is: a heading, an item, a target in plain words."""

import re
from collections.abc import Sequence
from itertools import islice

from targets.intake.resolution.amounts import has_amount
from targets.intake.resolution.enumerations import Entry, parts, without_earlier_years
from targets.intake.resolution.lettering import shadow
from targets.intake.resolution.outline import ABOUT, FIELD, HEADINGS, WHEN, names_field
from targets.intake.resolution.paragraphs import Paragraph
from targets.intake.resolution.sections import Part, Placed, heading_of, part_of
from targets.intake.resolution.wordless import wordless

MOST_LETTERS = 160  # of a target without a mark and without a number
NEAR = 25  # letters before the words that set its goal
MOST_BESIDE = 20  # how many neighbours tell what kind of list it is
_LONGEST_IN_WORDS = 250  # of a target without a number and without a mark
_LISTS = ("bullet", "number", "round", "letter", "dotted", "target", "ordinal")
# "- Chăn nuôi:" above its targets, though its neighbours are single targets
_BRANCH = re.compile(
    r"(?:về |lĩnh vực |ngành )?(?:(?:nông|lâm|ngư) nghiệp|trồng trọt|chăn nuôi|thủy sản|thuỷ sản"
    r"|công nghiệp|xây dựng|thương mại|dịch vụ|du lịch|giáo dục|đào tạo|y tế|dân số|văn hóa|văn hoá"
    r"|thể thao|lao động|việc làm|giảm nghèo|giao thông|môi trường|quốc phòng|an ninh|nội vụ"
    r"|tư pháp|khoa học|công nghệ|và|[-,–]|\s)+:?$"
)


class Telling:
    """Tells headings from targets by their own words and by what stands beside and below."""

    def __init__(self, text: str, chosen: Sequence[Placed]) -> None:
        self.text = text
        self.chosen = {id(one.paragraph) for one in chosen}
        self.lists: dict[int, bool] = {}
        self.singles: dict[int, bool] = {}
        self.stretches: dict[int, tuple[int, int]] = {}

    def list_start(self, one: Placed) -> int:
        """Where a list begins that follows its heading in the same paragraph; 0: nowhere."""
        paragraph = one.paragraph
        if any(child.style for child in paragraph.children):
            return 0
        marked_alike = not paragraph.style.startswith("bullet")
        start = self.listed_from(paragraph.body, paragraph.end, timed=marked_alike)
        return 0 if start and self._single_items(one) else start

    def listed_from(self, start: int, end: int, *, timed: bool = True) -> int:
        """Where targets begin behind "Về kinh tế:" or "Năm 2026:"; 0: there are none.

        `timed`: a time may head them as well; with a bullet it is part of the one target.
        """
        words = self.text[start:end]
        colon = words.find(":")
        if not 2 < colon <= 150 or not words[colon + 1 :].strip(" *_\n"):
            return 0
        named = ABOUT.match(words.lstrip("*_ ")) or (
            timed and ";" in words and WHEN.match(words.lstrip("*_ "))
        )
        if not named or has_amount(self.text, start, start + colon):
            return 0
        return start + colon + 1 if has_amount(self.text, start + colon + 1, end) else 0

    def _single_items(self, one: Placed) -> bool:
        """Whether its numbered neighbours name a subject each, "(1) Về khách du lịch: …"."""
        if not one.above or not one.paragraph.style.startswith(_LISTS):
            return False
        alike = (
            child
            for child in one.above[-1].children
            if child.style == one.paragraph.style and id(child) in self.chosen
        )
        beside = list(islice(alike, MOST_BESIDE))
        heads = [child.text(self.text).lstrip("*_ ") for child in beside]
        if len(beside) < 2 or any(FIELD.match(head) or WHEN.match(head) for head in heads):
            return False
        return sum(len(self._counted_parts(child)[1]) for child in beside) < 2 * len(beside)

    def is_heading(self, one: Placed) -> bool:
        paragraph = one.paragraph
        words = paragraph.text(self.text).rstrip(" *_\n")
        amount = has_amount(self.text, paragraph.body, paragraph.end)
        if paragraph.style.startswith(HEADINGS):
            return not (amount and not paragraph.children and not words.endswith(":"))
        below = [child for child in paragraph.children if child.style or child.row]
        if not below:
            named = names_field(words) and len(words) < 120
            return not words or (named and not amount and not re.search(r"[.;]$", words))
        return not amount and not self._composite(one)

    def _composite(self, one: Placed) -> bool:
        """Whether what stands below an item is part of it: its neighbours are single targets."""
        heading = heading_of(self.text, one.paragraph)
        if _BRANCH.match(heading):
            return False
        if part_of(heading) is Part.TARGETS or WHEN.match(heading) or "chỉ tiêu" in heading:
            return False
        if any(child.style.startswith(HEADINGS) for child in one.paragraph.children):
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
        if words.endswith(":"):
            return False
        counted = has_amount(self.text, one.paragraph.body, one.paragraph.end)
        if counted or self._sets_a_goal(one, shadow(words)):
            return True
        return not names_field(words) and self._is_among(one)

    def _sets_a_goal(self, one: Placed, low: str) -> bool:
        """ "Không để phát sinh hộ nghèo." beside targets with numbers."""
        goal = wordless(low, 0, len(low)) if len(low) <= MOST_LETTERS else None
        if goal is None or goal.start >= NEAR:
            return False
        return self._one_each(one) or (bool(one.above) and one.above[-1].style == "about")

    def _is_among(self, one: Placed) -> bool:
        """ "Giữ vững danh hiệu xã văn hóa." between lines that are one target each."""
        if not self._one_each(one) or one.paragraph.end - one.paragraph.body > _LONGEST_IN_WORDS:
            return False
        first, last = self._stretch(one.above[-1])
        return first < one.paragraph.body < last

    def _stretch(self, parent: Paragraph) -> tuple[int, int]:
        """Where the first and the last of its plain children begin that have a number."""
        known = self.stretches.get(id(parent))
        if known is None:
            counted = [
                child.body
                for child in parent.children
                if not child.style
                and not child.row
                and id(child) in self.chosen
                and has_amount(self.text, child.body, child.end)
            ]
            known = self.stretches[id(parent)] = (counted[0], counted[-1]) if counted else (0, 0)
        return known

    def plain_parts(self, one: Placed) -> Sequence[Entry]:
        """A paragraph without marks: its parts where most of them have a number."""
        paragraph = one.paragraph
        whole = [Entry("", paragraph.body, paragraph.end)]
        if ";" not in paragraph.text(self.text) or self._one_each(one):
            return whole
        found, numbers = self._counted_parts(paragraph)
        return [each for each in found if each in numbers] if len(numbers) > 1 else whole

    def _counted_parts(self, paragraph: Paragraph) -> tuple[list[Entry], list[Entry]]:
        found = list(parts(self.text, paragraph.body, paragraph.end))
        numbers = [each for each in found if has_amount(self.text, each.start, each.end)]
        return found, without_earlier_years(self.text, numbers)

    def _one_each(self, one: Placed) -> bool:
        """Whether the paragraphs beside it are one target each, so that it is one as well."""
        if not one.above:
            return False
        parent = one.above[-1]
        known = self.singles.get(id(parent))
        if known is None:
            counted = (
                child
                for child in parent.children
                if not child.style
                and not child.row
                and id(child) in self.chosen
                and has_amount(self.text, child.body, child.end)
            )
            plain = list(islice(counted, MOST_BESIDE))
            single = [child for child in plain if len(self._counted_parts(child)[1]) == 1]
            known = self.singles[id(parent)] = len(plain) > 1 and len(single) * 2 >= len(plain)
        return known
