"""The tasks of a resolution: paragraphs in groups, each with its number, title and words."""

import re
from collections.abc import Sequence

from targets.intake.reading import ReadTask, ReadTaskGroup, Span
from targets.intake.resolution.enumerations import in_figures, marked_entries, sentences
from targets.intake.resolution.lettering import flat
from targets.intake.resolution.paragraphs import Paragraph
from targets.intake.resolution.sections import Part, Placed
from targets.intake.resolution.tables_of_targets import rows_of

MOST_TASKS = 500
_LONGEST_TITLE = 200
_SENTENCE = re.compile(r"[.;](?=\s+[^\W\d_a-zà-ỹ])|\.$|;")
_SIGNED = re.compile(r"(?:t/m|tm\.?|k/t|kt\.?)\s|nơi nhận", re.IGNORECASE)
_LONG = 300


def tasks_of(text: str, every: Sequence[Placed]) -> tuple[ReadTaskGroup, ...]:
    """The groups in their order; a heading with one plain paragraph is a group of one task."""
    groups: list[ReadTaskGroup] = []
    within = {id(one.paragraph) for one in every if one.part is Part.TASKS}
    mixed = {id(other) for one in every if one.part is Part.TARGETS for other in one.above}
    done: set[int] = set()
    for one in every:
        head = one.paragraph
        if one.part is not Part.TASKS or id(head) in mixed or id(head) in done:
            continue
        if any(id(other) in within and id(other) not in mixed for other in one.above):
            continue
        if head.style or _listed(text, head):
            groups.extend(_groups_under(text, head))
            if sum(len(group.tasks) for group in groups) > MOST_TASKS:
                break
            done.update(id(below) for below in head.walk())
    return tuple(group for group in groups if group.tasks)


def _groups_under(text: str, head: Paragraph) -> list[ReadTaskGroup]:
    marked = [
        child
        for child in head.children
        if child.style and not (child.style == "caps" and _SIGNED.match(child.text(text)))
    ]
    if not marked:
        rows = [child for child in head.children if child.row]
        plain = [child for child in head.children if not child.row]
        inside = (*_listed(text, head), *_in_table(text, rows))
        return [_group(text, head, (*inside, *_numbered(text, plain, after=len(inside))))]
    if not any(_is_group(text, child) for child in marked):
        return [_group(text, head, _numbered(text, marked))]
    return [_group(text, child, _tasks_of_group(text, child)) for child in marked]


def _group(text: str, head: Paragraph, tasks: tuple[ReadTask, ...]) -> ReadTaskGroup:
    return ReadTaskGroup(_name(text, head), tasks, head.mark if _number(head) else "")


def _is_group(text: str, child: Paragraph) -> bool:
    """Its own words are a heading, and what stands below is the work."""
    below = [one for one in child.children if one.style]
    return bool(below) and child.end - child.body <= _LONG


def _tasks_of_group(text: str, group: Paragraph) -> tuple[ReadTask, ...]:
    below = [one for one in group.children if one.style]
    if below and group.end - group.body <= _LONG:
        return _numbered(text, below)
    return (_task(text, group, _number(group)),)


def _listed(text: str, head: Paragraph) -> tuple[ReadTask, ...]:
    """Tasks in the heading's own paragraph: "(1) …; (2) …", or sentences behind its colon."""
    _, entries = marked_entries(text, head.body, head.end)
    if not entries:
        colon = text.find(":", head.body, head.end)
        if not 0 < colon - head.body <= _LONGEST_TITLE:
            return ()
        entries = list(sentences(text, colon + 1, head.end))
    return tuple(
        _of_words(text, in_figures(one.mark) or str(place), one.start, one.end)
        for place, one in enumerate(entries[:MOST_TASKS], start=1)
    )


def _in_table(text: str, rows: Sequence[Paragraph]) -> tuple[ReadTask, ...]:
    found, _ = rows_of(text, rows)
    return tuple(
        _of_words(text, row.number or str(place), row.name.start, row.name.end)
        for place, row in enumerate((one for one in found if not one.heading), start=1)
    )[:MOST_TASKS]


def _of_words(text: str, number: str, start: int, end: int) -> ReadTask:
    words = flat(text[start:end])
    return ReadTask(number, _title(words), words, Span(start, end))


def _numbered(
    text: str, paragraphs: Sequence[Paragraph], *, after: int = 0
) -> tuple[ReadTask, ...]:
    return tuple(
        _task(text, one, _number(one) or str(place))
        for place, one in enumerate(paragraphs[:MOST_TASKS], start=after + 1)
    )


def _number(paragraph: Paragraph) -> str:
    mark = in_figures(paragraph.mark)
    return mark if re.search(r"\w", mark) else ""


def _task(text: str, paragraph: Paragraph, number: str) -> ReadTask:
    every = [paragraph, *paragraph.walk()]
    end = max(one.end for one in every)
    own = flat(paragraph.text(text))
    below = [
        f"{one.mark} {flat(one.text(text))}".strip() for one in every[1:] if one.text(text).strip()
    ]
    return ReadTask(
        number=number,
        title=_title(own),
        wording="\n".join([own, *below]).strip(),
        span=Span(paragraph.body, max(paragraph.body, end)),
    )


def _title(words: str) -> str:
    """The heading, or the first sentence, cut at a word where it is long."""
    hit = _SENTENCE.search(words)
    title = words[: hit.start()] if hit else words
    head, colon, _ = title.partition(":")
    if colon and 5 < len(head) <= _LONGEST_TITLE:
        title = head
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return title.strip(" .;:,")


def _name(text: str, paragraph: Paragraph) -> str:
    words = flat(paragraph.text(text))
    head, colon, rest = words.partition(":")
    name = head if colon and rest.strip() and len(head) > 3 else words
    return name.strip(" :.;")[:300]
