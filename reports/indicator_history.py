"""What became of an indicator's report: who did what, when, with which figures (design §7)."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from reports.assessment import MeasureLine, Typed
from reports.indicator_rows import ATTACHED, TAKEN_OFF, StepRow
from reports.phrases import figure_text, typed_pair
from targets.labels import ATTACHED_LABEL, MOVE_DONE_LABELS, NATURE_LABELS, TAKEN_OFF_LABEL
from targets.rules.figures import ZeroDenominator, figure_of
from targets.rules.numbers import format as printed
from targets.rules.secrecy import HIDDEN, tells_amount
from targets.rules.workflow import Status
from targets.wording import grouped

TYPED = ("value", "numerator", "denominator", "year_estimate")
FIELD_WORDS: Mapping[str, str] = {
    "value": "số liệu",
    "numerator": "tử số",
    "denominator": "mẫu số",
    "year_estimate": "ước cả năm",
    "year_ago": "cùng kỳ năm trước",
    "nature": "tính chất",
    "as_of": "số liệu đến ngày",
    "source_note": "nguồn",
    "missing_reason": "lý do chưa có số liệu",
    "expected_on": "dự kiến có ngày",
    "results": "kết quả",
    "difficulties": "khó khăn",
    "causes": "nguyên nhân",
    "proposals": "đề xuất",
}

EVIDENCE_WORDS: Mapping[str, str] = {ATTACHED: ATTACHED_LABEL, TAKEN_OFF: TAKEN_OFF_LABEL}


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that became another; an empty text is a blank box."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history, ready to print."""

    at: datetime.datetime
    word: str
    status: str
    by: str
    unit: str
    note: str
    answer_by: datetime.date | None
    on_behalf: bool
    single_handed: bool
    changes: tuple[Change, ...]


def history_of(
    steps: Sequence[StepRow], measures: Sequence[MeasureLine], ids: Mapping[str, str]
) -> list[Entry]:
    """Newest first. A step tells the figures it carried where the step before had others; what
    was attached or taken off stands there by its name.
    """
    by_letter = {measure.letter: measure for measure in measures}
    by_id = {key: by_letter[letter] for key, letter in ids.items() if letter in by_letter}
    told: dict[str, str] = {}
    found: list[Entry] = []
    for step in steps:
        if step.move in EVIDENCE_WORDS:
            changes: list[Change] = []
            word, status = EVIDENCE_WORDS[step.move], step.to_status
        elif step.move:
            now = dict(_figures(step.figures or {}, by_id))
            changes = [
                Change(what, told.get(what, ""), now.get(what, ""))
                for what in [*now, *(gone for gone in told if gone not in now)]
                if told.get(what, "") != now.get(what, "")
            ]
            told = now
            word, status = MOVE_DONE_LABELS[step.move], step.to_status
        else:
            changes = list(_edited(step.figures or [], measures))
            word, status = "Sửa", Status.DRAFT.value
        found.append(
            Entry(
                step.at, word, status, step.by, step.unit, step.note, step.answer_by,
                step.on_behalf, step.single_handed, tuple(changes),
            )
        )  # fmt: skip
    return found[::-1]


def _figures(
    copy: Mapping[str, Mapping[str, Any]], measures: Mapping[str, MeasureLine]
) -> Iterator[tuple[str, str]]:
    """What a step carried, as (what, text)."""
    for key, measure in measures.items():
        typed, closed = _typed(copy.get(key, {})), measure.percent_only
        lead = f"{measure.letter}) " if measure.letter else ""
        if text := _figure(measure, typed):
            yield f"{lead}số liệu", text
        if typed.year_estimate is not None:
            known = typed.sealed(measure.formula).year_estimate if closed else typed.year_estimate
            if known is not None:
                text = f"{printed(known, measure.decimals)}%" if closed else grouped(known)
                yield f"{lead}ước cả năm (như đã nhập)", text


def _figure(measure: MeasureLine, typed: Typed) -> str:
    try:
        figure = figure_of(
            measure.formula,
            value=typed.value,
            numerator=typed.numerator,
            denominator=typed.denominator,
            baseline=measure.baseline,
        )
    except ZeroDenominator:
        figure = None
    pair = typed_pair(measure, typed) if typed.numerator is not None else ""
    if figure is None:
        return "" if measure.percent_only else pair
    text = figure_text(measure, figure)
    return f"{pair} = {text}" if pair and not measure.percent_only else text


def _typed(copy: Mapping[str, Any]) -> Typed:
    value, numerator, denominator, estimate = (_number(copy.get(name)) for name in TYPED)
    return Typed(value, numerator, denominator, estimate)


def _number(text: object) -> Decimal | None:
    try:
        return None if text in {None, ""} else Decimal(str(text))
    except InvalidOperation:
        return None


def _edited(changes: Iterable[Any], measures: Sequence[MeasureLine]) -> Iterator[Change]:
    """What one save changed, in the words of the sheet."""
    by_key = {measure.key: measure for measure in measures}
    told: set[str] = set()
    for change in changes:
        name, measure = change.get("field", ""), by_key.get(change.get("key", ""))
        what = FIELD_WORDS.get(name, "")
        if measure is not None:
            own = {"numerator": measure.numerator_label, "denominator": measure.denominator_label}
            what = own.get(name) or what
            what = f"{measure.letter}) {what}" if measure.letter else what
        if not what:
            continue
        if measure and measure.percent_only and tells_amount(measure.formula, change):
            if measure.key not in told:
                yield Change(
                    f"{measure.letter}) số lượng" if measure.letter else "số lượng", "", HIDDEN
                )
            told.add(measure.key)
            continue
        old, new = str(change.get("old", "")), str(change.get("new", ""))
        if name == "nature":
            old, new = NATURE_LABELS.get(old, old), NATURE_LABELS.get(new, new)
        yield Change(what, old, new)
