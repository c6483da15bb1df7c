"""Saving what a unit typed: guard, version check, rows and history in one transaction."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from targets import clock
from targets.actions.cases import actor_of, case_of, new_case
from targets.actions.evidence import NewEvidence, put_evidence
from targets.models import Figure, FigureEdit, Period, ProgressReport, Unit, User
from targets.models.progress import NARRATIVE_FIELDS
from targets.rules.appraisal import Entry
from targets.rules.numbers import plain
from targets.rules.secrecy import AMOUNT_FIELDS, rate_of
from targets.rules.workflow import may_edit
from targets.sheet_lines import IndicatorLine, MeasureLine, entry_of

ENTERED = ("value", "numerator", "denominator", "year_estimate")
RATES = ("value", "year_estimate")


class SaveRefused(Exception):
    """Nothing may be saved now; str() is a Vietnamese sentence."""


class Outdated(Exception):
    """Somebody else saved meanwhile; `numbers` are the indicators concerned. Nothing was saved."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__("Số liệu vừa được người khác lưu.")
        self.numbers = list(numbers)


@dataclass(frozen=True, slots=True)
class TypedIndicator:
    """What was typed for one indicator. `version`: the report as its writer saw it, if known.

    `attached`: files already kept, and links; `taken_off`: ids of evidence.
    """

    line: IndicatorLine
    version: int | None
    words: dict[str, str]
    figures: dict[int, dict[str, Any]] = field(default_factory=dict)  # measure id → columns
    attached: Sequence[NewEvidence] = ()
    taken_off: Sequence[int] = ()


def save_typed(
    period: Period, unit: Unit, wishes: Iterable[TypedIndicator], *, by: User
) -> list[ProgressReport]:
    """Save all of it or nothing; return the reports that changed.

    Raises SaveRefused when one of them may not be edited by this person now, Outdated when
    somebody saved since the writer looked, Refused for evidence that cannot be attached. What is
    typed exactly as it is saved changes nothing.
    The lines then hold what is saved, so that nobody has to read them again.
    """
    typed = list(wishes)
    try:
        with transaction.atomic():
            outdated = [one.line.number for one in typed if _is_outdated(one)]
            if outdated:
                raise Outdated(outdated)
            saved = [_save_one(period, unit, one, by) for one in typed]
    except IntegrityError:  # two first saves at once: the other one made the report
        raise Outdated([one.line.number for one in typed if one.line.report is None]) from None
    return [report for report in saved if report is not None]


def _is_outdated(one: TypedIndicator) -> bool:
    """Whether its writer saw an older version, and would change what somebody else has saved."""
    return one.version not in {None, one.line.version} and bool(changes_of(one))


def _save_one(period: Period, unit: Unit, one: TypedIndicator, by: User) -> ProgressReport | None:
    line = one.line
    changes = changes_of(one)
    if not (changes or one.attached or one.taken_off):
        return None
    actor = actor_of(by, unit, line.indicator)
    if line.report is None:
        case = new_case(period, unit, counts=not line.contributes)
    else:
        case = _case(line.report, period, unit)
    if refused := may_edit(case, actor):
        raise SaveRefused(f"Chỉ tiêu {line.number}: {refused}")
    now = clock.now()
    report = line.report or ProgressReport.objects.create(
        indicator=line.indicator,
        period=period,
        unit=unit,
        counts=not line.contributes,
    )
    current = ProgressReport.objects.filter(
        pk=report.pk, version=report.version, status=report.status
    )
    # Evidence alone changes no figure, and quarrels with nobody who is typing one
    grown = {"version": F("version") + 1, **one.words} if changes else {}
    if not current.update(saved_by=by, saved_at=now, **grown):
        raise Outdated([line.number])
    put_evidence(report, one.attached, one.taken_off, by=by, at=now)
    report.saved_by, report.saved_at = by, now
    line.report = report
    if changes:
        _save_figures(report, one, changes, by=by, at=now)
    return report


def _save_figures(
    report: ProgressReport,
    one: TypedIndicator,
    changes: list[dict[str, str]],
    *,
    by: User,
    at: datetime.datetime,
) -> None:
    """The figures and what was changed, and the line brought up to date."""
    figures = {
        measure_id: Figure.objects.update_or_create(
            report=report, measure_id=measure_id, defaults=columns
        )[0]
        for measure_id, columns in one.figures.items()
    }
    FigureEdit.objects.create(report=report, by=by, at=at, changes=changes)
    report.version += 1
    for name, text in one.words.items():
        setattr(report, name, text)
    for measure in one.line.measures:
        measure.figure = figures.get(measure.measure.pk, measure.figure)


def _case(report: ProgressReport, period: Period, unit: Unit) -> Any:
    report.period, report.unit = period, unit  # at hand already, with the period's extensions
    return case_of(report)


def changes_of(one: TypedIndicator) -> list[dict[str, str]]:
    """What the save would change, as people read it: {key, field, old, new}."""
    report = one.line.report
    changes = [
        {"key": str(one.line.number), "field": name, "old": old, "new": one.words[name]}
        for name in NARRATIVE_FIELDS
        if (old := getattr(report, name) if report else "") != one.words.get(name, old)
    ]
    for measure in one.line.measures:
        typed = one.figures.get(measure.measure.pk)
        if typed is None:
            continue
        closed = measure.measure.percent_only
        before = _before(measure, typed)
        for name, new in (_told(measure, typed) if closed else typed).items():
            old = before.get(name)
            if (old or None) != (new or None) or (old == 0) != (new == 0):
                change = {"key": measure.key, "field": name, "old": _text(old), "new": _text(new)}
                changes.append(change | ({"rate": "1"} if closed and name in RATES else {}))
    return changes


def _before(measure: MeasureLine, typed: dict[str, Any]) -> dict[str, Any]:
    """The same columns as they are saved; of a closed measure the rate alone."""
    if measure.figure is None:
        return _untouched(None if measure.measure.percent_only else measure.assigned)
    saved = {name: getattr(measure.figure, name) for name in typed}
    if not measure.measure.percent_only:
        return saved
    return saved | _rates(measure, entry_of(measure.figure))


def _told(measure: MeasureLine, typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed for a closed measure, as its history may tell it: no amounts."""
    entry = Entry(*(typed.get(name) for name in ENTERED))
    kept = {name: value for name, value in typed.items() if name not in AMOUNT_FIELDS}
    return kept | _rates(measure, entry)


def _rates(measure: MeasureLine, entry: Entry) -> dict[str, Any]:
    return dict(zip(RATES, rate_of(measure.formula, entry).typed(), strict=True))


def _untouched(assigned: Decimal | None) -> dict[str, Any]:
    """The columns of a figure nobody has typed anything into."""
    return {"nature": "estimate", "denominator": assigned}


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain(value)
        case datetime.date():
            return f"{value:%d/%m/%Y}"
        case dict():
            return "; ".join(str(text) for text in value.values())
        case _:
            return str(value)
