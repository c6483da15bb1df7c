"""Read a resolution's text: groups, targets, measures and goals, tasks (issue 5, point 1).

The language is read, not one layout: paragraphs are put together again, headings say what stands
below them, and every target is told by its mark, its semicolon or its sentence.
"""

import re
from collections.abc import Iterable

from targets.intake.reading import Reading
from targets.intake.resolution.amounts import has_amount
from targets.intake.resolution.cells_by_line import with_rows
from targets.intake.resolution.letterhead_words import letterhead_of
from targets.intake.resolution.lettering import MOST_LETTERS, tidy
from targets.intake.resolution.margins import without_margins
from targets.intake.resolution.outline import outline
from targets.intake.resolution.pen_slips import slips_of
from targets.intake.resolution.sections import Part, Placed, heading_of, placed
from targets.intake.resolution.target_groups import groups_of
from targets.intake.resolution.task_paragraphs import tasks_of

TOO_LONG = "Văn bản quá dài; chỉ đọc {} ký tự đầu."
NO_TARGETS = (
    "Không tìm thấy chỉ tiêu nào. Hãy xem văn bản có phần chỉ tiêu không, hoặc dán riêng phần đó."
)
NO_HEADING = (
    "Không thấy đề mục nào nói về chỉ tiêu; đã lấy những dòng có con số. Hãy xem kỹ từng dòng."
)
FLAT_TABLE = (
    "Có vẻ có một bảng đã mất các cột (thường do đọc từ PDF). Hãy dùng bản Word, hoặc dán bảng từ"
    " Word hay Excel."
)
_FLAT_HEAD = re.compile(
    r"(?:^|\n)\W{0,3}s?tt (?:tên |nội dung |các )?(?:chỉ tiêu|nội dung)[^\t\n|]*(?:\n|$)",
    re.IGNORECASE,
)


def read(text: str, *, names: Iterable[str] = ()) -> Reading:
    """Propose what the text decides; never raises, whatever the text is.

    `names`: names that are surely spelt right (units, places), to find slips of the pen by.
    """
    notes = (
        [TOO_LONG.format(f"{MOST_LETTERS:,}".replace(",", "."))] if len(text) > MOST_LETTERS else []
    )
    text = tidy(text)
    words = without_margins(with_rows(text))
    every = list(placed(words, outline(words)))
    chosen, announced = _targets(words, every)
    groups, doubts = groups_of(words, chosen)
    if not groups:
        notes.append(NO_TARGETS)
    elif not announced:
        notes.append(NO_HEADING)
    if _FLAT_HEAD.search(words):
        notes.append(FLAT_TABLE)
    head = letterhead_of(words, every)
    return Reading(
        text=text,
        groups=groups,
        task_groups=tasks_of(words, every),
        doubts=doubts,
        slips=slips_of(text, names),
        title=head.title,
        number=head.number,
        issuer=head.issuer,
        year=head.year,
        notes=tuple(notes),
        overall_goal=head.overall_goal,
        adopted_on=head.adopted_on,
    )


def _targets(text: str, every: list[Placed]) -> tuple[list[Placed], bool]:
    """What stands under headings that announce targets; without any, what looks like one."""

    def counted(chosen: list[Placed]) -> bool:
        return any(has_amount(text, one.paragraph.body, one.paragraph.end) for one in chosen)

    said = [one for one in every if one.part is Part.TARGETS]
    if counted(said):
        return said, True
    loose = [one for one in every if one.part is Part.OPEN]
    aims = [one for one in every if one.part is Part.GENERAL]
    if counted(aims) and not counted([one for one in loose if one.paragraph.style]):
        return aims, True  # the general aim is the only place with numbers
    under = [
        one
        for one in loose
        if any("chỉ tiêu" in heading_of(text, head) for head in one.above if head.style)
    ]
    if counted(under):
        return under, True  # "Nhiệm vụ, chỉ tiêu tháng 6": both under one heading
    named = [one for one in loose if one.paragraph.mark.lower().startswith("chỉ tiêu")]
    return loose, counted(named)  # "Chỉ tiêu 1: …" needs no heading
