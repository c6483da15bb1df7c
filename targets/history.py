"""What became of a report, newest first: who did what, when, and the figures before and after.

Reads the copies that events keep (design §5) and what each save changed; nothing is judged anew
but the compared figure, which is computed from a copy as it is from a row.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from targets.labels import ATTACHED_LABEL, NATURE_LABELS, TAKEN_OFF_LABEL, move_done_label
from targets.models import Evidence, FigureEdit, ReviewEvent, User
from targets.rules.appraisal import Entry
from targets.rules.numbers import format  # noqa: A004
from targets.rules.secrecy import HIDDEN, tells_amount
from targets.rules.workflow import Move, Status
from targets.sheet_lines import MeasureLine
from targets.wording import figure_text, grouped, read_out

Copy = Mapping[str, Mapping[str, Any]]
SENDINGS = frozenset({Move.SUBMIT.value})
SENT_BACK = frozenset({Move.RETURN.value, Move.REOPEN.value, Move.SEND_BACK.value})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed, as people read it; an empty text is a blank box."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A step or a save. `status`: where it led, for the icon."""

    at: datetime.datetime
    by: User | None
    word: str
    status: str
    changes: Sequence[Change] = ()
    note: str = ""
    answer_by: datetime.date | None = None
    on_behalf: bool = False
    single_handed: bool = False


def happenings(
    events: Sequence[ReviewEvent],
    edits: Iterable[FigureEdit],
    lines: Sequence[MeasureLine],
    evidence: Iterable[Evidence] = (),
) -> list[Happening]:
    """Everything that happened to a report; events and edits come oldest first.

    A step shows what it sent or judged where that differs from the step before it.
    """
    counts = not any(line.contributes for line in lines)
    earlier: list[Copy] = [{}, *(event.figures for event in events)]
    found = [
        Happening(
            at=event.at,
            by=event.by,
            word=move_done_label(event.move, counts=counts),
            status=event.to_status,
            changes=changes_between(before, event.figures, lines),
            note=event.note,
            answer_by=event.answer_by,
            on_behalf=event.on_behalf,
            single_handed=event.single_handed,
        )
        for before, event in zip(earlier, events, strict=False)
    ]
    found += [
        Happening(edit.at, edit.by, "Sửa", Status.DRAFT.value, list(edited(edit, lines)))
        for edit in edits
    ]
    found += [happening for row in evidence for happening in _attached(row)]
    return sorted(found, key=lambda happening: happening.at, reverse=True)


def _attached(row: Evidence) -> Iterator[Happening]:
    """When a piece of evidence came, and when it was taken off."""
    moments = (
        (row.added_at, row.added_by, ATTACHED_LABEL),
        (row.removed_at, row.removed_by, TAKEN_OFF_LABEL),
    )
    for at, by, word in moments:
        if at is not None:
            yield Happening(at, by, word, Status.DRAFT.value, note=row.name)


def changes_between(before: Copy, after: Copy, lines: Sequence[MeasureLine]) -> list[Change]:
    """What differs between two copies of a report's figures, measure by measure."""
    found: list[Change] = []
    for line in lines:
        key = str(line.measure.pk)
        old, new = before.get(key, {}), after.get(key, {})
        told = f"{line.key}. " if len(lines) > 1 else ""
        texts = zip(_texts(old, line), _texts(new, line), strict=True)
        found += [
            Change(f"{told}{what}", was, now) for (what, was), (_, now) in texts if was != now
        ]
    return found


def changes_since_last_sending(
    events: Sequence[ReviewEvent], lines: Sequence[MeasureLine]
) -> list[Change]:
    """What the newest sending changed against the one before it; nothing for a first one."""
    sent = [event.figures for event in events if event.move in SENDINGS]
    pairs = list(pairwise(sent))
    return changes_between(*pairs[-1], lines) if pairs else []


def times_sent(events: Iterable[ReviewEvent]) -> int:
    return sum(event.move in SENDINGS for event in events)


def reason_of_last_return(events: Sequence[ReviewEvent]) -> str:
    """Why the report was last given back, when it has been sent again since."""
    for event in reversed(events):
        if event.move in SENT_BACK:
            return event.note
    return ""


def own_corrections(
    events: Sequence[ReviewEvent], edits: Iterable[FigureEdit], lines: Sequence[MeasureLine]
) -> list[Change]:
    """Figures a unit typed, then typed otherwise, since it was last given the report to fill."""
    given = [event.at for event in events if event.to_status in _EDITABLE]
    since = given[-1] if given else None
    latest: dict[tuple[str, str], Change] = {}
    for edit in edits:
        if since is not None and edit.at < since:
            continue
        for key, name, change in _edited(edit, lines):
            if name in _TYPED and change.old:
                first = latest.get((key, name))
                latest[key, name] = Change(change.what, first.old if first else change.old,
                                           change.new)  # fmt: skip
    return [change for change in latest.values() if change.old != change.new]


def edited(edit: FigureEdit, lines: Sequence[MeasureLine]) -> Iterator[Change]:
    """What one save changed; of amounts that may not be printed, only that they were changed."""
    for _key, _name, change in _edited(edit, lines):
        yield change
    closed = {line.key: line for line in lines if line.measure.percent_only}
    touched = {
        line.key: Change(f"{line.key}. số lượng" if len(lines) > 1 else "số lượng", "", HIDDEN)
        for change in edit.changes
        if (line := closed.get(change.get("key", ""))) and tells_amount(line.formula, change)
    }
    yield from touched.values()


def entry_in(copied: Mapping[str, Any]) -> Entry:
    """The entry a copy holds."""
    return Entry(*(_number(copied.get(name)) for name in _ENTERED))


_EDITABLE = frozenset({Status.DRAFT.value, Status.RETURNED.value})
_ENTERED = ("value", "numerator", "denominator", "year_estimate")
_TYPED = frozenset(_ENTERED)
_NUMBERS = frozenset({*_ENTERED, "year_ago"})
_FIELD_WORDS: Mapping[str, str] = {
    "value": "số liệu",
    "numerator": "tử số",
    "denominator": "mẫu số",
    "year_estimate": "ước cả năm",
    "year_ago": "cùng kỳ năm trước",
    "nature": "tính chất",
    "as_of": "số liệu đến ngày",
    "source_note": "nguồn",
    "missing_reason": "chưa có số liệu vì",
    "expected_on": "dự kiến có ngày",
    "warning_reasons": "lý do giữ nguyên số",
    "details": "số chi tiết",
    "results": "kết quả",
    "difficulties": "khó khăn, vướng mắc",
    "causes": "nguyên nhân",
    "proposals": "đề xuất, kiến nghị",
}


def _edited(edit: FigureEdit, lines: Sequence[MeasureLine]) -> Iterator[tuple[str, str, Change]]:
    by_key = {line.key: line for line in lines}
    for change in edit.changes:
        key, name = change.get("key", ""), change.get("field", "")
        line = by_key.get(key)
        if line and line.measure.percent_only and tells_amount(line.formula, change):
            continue
        told = f"{key}. " if line and len(lines) > 1 else ""
        old, new = change.get("old", ""), change.get("new", "")
        if name == "nature":
            old, new = NATURE_LABELS.get(old, old), NATURE_LABELS.get(new, new)
        elif name in _NUMBERS:
            old, new = read_out(old), read_out(new)
        yield key, name, Change(f"{told}{_word(name, line)}", old, new)


def _word(name: str, line: MeasureLine | None) -> str:
    own = ""
    if line is not None and name in {"numerator", "denominator"}:
        measure = line.measure
        own = measure.numerator_label if name == "numerator" else measure.denominator_label
    return own or _FIELD_WORDS.get(name, name)


def _texts(copied: Mapping[str, Any], line: MeasureLine) -> list[tuple[str, str]]:
    """A copy as (what, text) in a fixed order."""
    reasons = copied.get("warning_reasons") or {}
    nature = copied.get("nature") or ""
    return [
        ("số liệu", _figure_text(copied, line)),
        ("ước cả năm", _estimate_text(copied, line)),
        ("cùng kỳ năm trước", _compared_text(_number(copied.get("year_ago")), line)),
        ("tính chất", NATURE_LABELS.get(nature, nature) if _figure_text(copied, line) else ""),
        *((_FIELD_WORDS[name], _day_text(copied.get(name))) for name in ("as_of", "expected_on")),
        *((_FIELD_WORDS[name], copied.get(name) or "") for name in ("source_note",
                                                                    "missing_reason")),
        ("lý do giữ nguyên số", "; ".join(str(text) for text in reasons.values())),
    ]  # fmt: skip


def _figure_text(copied: Mapping[str, Any], line: MeasureLine) -> str:
    """`391,8/482,5 = 81,20%`, or the figure alone; what was typed where none can be computed."""
    figure = line.appraise(entry_in(copied)).figure
    entry = line.shown(entry_in(copied))
    pair = line.pair_text(entry)
    if figure is None:
        typed = entry.value if entry.numerator is None else entry.numerator
        return pair or ("" if typed is None else grouped(typed))
    text = _compared_text(figure, line)
    return f"{pair} = {text}" if pair else text


def _estimate_text(copied: Mapping[str, Any], line: MeasureLine) -> str:
    """The estimate as it was typed; of a closed measure as a rate."""
    estimate = line.shown(entry_in(copied)).year_estimate
    if estimate is None:
        return ""
    if not line.measure.percent_only:
        return grouped(estimate)
    return f"{format(estimate, line.measure.decimals)}%"


def _compared_text(figure: Decimal | None, line: MeasureLine) -> str:
    if figure is None:
        return ""
    measure = line.measure
    unit = measure.unit_of_measure
    return figure_text(line.formula, figure, measure.decimals, unit, bounds=line.bounds)


def _number(text: object) -> Decimal | None:
    return None if text in {None, ""} else Decimal(str(text))


def _day_text(text: object) -> str:
    return f"{datetime.date.fromisoformat(str(text)):%d/%m/%Y}" if text else ""
