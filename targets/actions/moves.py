"""Taking a step with a report: guard, compare-and-set, one event, all in one transaction."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from targets import clock
from targets.actions.cases import actor_of, case_of, senders_of
from targets.actions.readiness import unready
from targets.actions.refusal import Refused
from targets.models import (
    Figure,
    OfficePolicy,
    PeriodExtension,
    ProgressReport,
    ReviewEvent,
    User,
)
from targets.rules.workflow import (
    Move,
    is_on_behalf,
    is_theirs,
    needs_date,
    needs_note,
    refusal,
    target_of,
)

STALE = "Báo cáo vừa được người khác cập nhật. Hãy xem lại rồi thực hiện bước này."


class MoveRefused(Refused):
    """A step with a report that may not be taken."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The step somebody asks for. `version`: the report as they saw it; None: whatever it is."""

    move: Move
    note: str = ""
    until: datetime.date | None = None
    version: int | None = None


def make_move(report_id: int, wish: Wish, *, by: User) -> ProgressReport:
    """Take one step with a report and return it as it is now.

    Raises MoveRefused when the table, the note, the date, the figures or somebody quicker
    forbid it; then nothing has changed. After closing, RETURN and REOPEN give the unit an
    extension in the same transaction (design §5).
    """
    with transaction.atomic():
        report = (
            ProgressReport.objects.with_case()
            .select_for_update(of=("self",))
            .prefetch_related("figures__measure", "events", "period__extensions")
            .get(pk=report_id)
        )
        return _moved(report, wish, by)


def _moved(report: ProgressReport, wish: Wish, by: User) -> ProgressReport:
    alone = OfficePolicy.allows_single_handed()
    senders = senders_of(report, report.events.all())
    actor = actor_of(by, report.unit, report.indicator, senders=senders, single_handed=alone)
    case = case_of(report)
    if sentence := refusal(wish.move, case, actor):
        raise MoveRefused(
            sentence,
            stale=_lost_a_race(report, wish),
            forbidden=not is_theirs(wish.move, case, actor),
        )
    if _lost_a_race(report, wish):
        raise MoveRefused(STALE, stale=True)
    note = wish.note.strip()
    if needs_note(wish.move, actor) and not note:
        raise MoveRefused(_NOTE_WANTED[wish.move], field="note")
    dated = needs_date(wish.move, case)
    until = wish.until if wish.move in ANSWERED else None
    _check_date(until, must=dated)
    if wish.move is Move.SUBMIT and (faults := unready(report)):
        raise MoveRefused(" ".join(faults), field="figures")
    now = clock.now()
    target = target_of(wish.move, case, actor)
    stamp = {"submitted_by": by, "submitted_at": now} if wish.move is Move.SUBMIT else {}
    unmoved = ProgressReport.objects.filter(
        pk=report.pk, status=report.status, version=report.version
    )
    if not unmoved.update(status=target.value, version=F("version") + 1, **stamp):
        raise MoveRefused(STALE, stale=True)
    if dated and until is not None:
        PeriodExtension.objects.create(
            period=report.period, unit=report.unit, until=until, reason=note, by=by, at=now
        )
    ReviewEvent.objects.create(
        report=report,
        move=wish.move.value,
        from_status=report.status,
        to_status=target.value,
        by=by,
        at=now,
        note=note,
        answer_by=until,
        on_behalf=is_on_behalf(wish.move, actor),
        single_handed=wish.move is Move.APPROVE and actor.is_sender,
        figures=copy_of(report.figures.all()),
    )
    report.status, report.version = target.value, report.version + 1
    for name, value in stamp.items():
        setattr(report, name, value)
    return report


def copy_of(figures: Iterable[Figure]) -> dict[str, dict[str, object]]:
    """What was typed, by measure id, with numbers as plain decimal text: for a ReviewEvent."""
    return {str(figure.measure_id): figure_copy(figure) for figure in figures}


def figure_copy(figure: Figure) -> dict[str, object]:
    """One figure as JSON."""
    copied: dict[str, object] = {
        name: None if (number := getattr(figure, name)) is None else f"{number:f}"
        for name in COPIED_NUMBERS
    }
    copied["details"] = figure.details
    copied["nature"] = figure.nature
    copied["as_of"] = figure.as_of.isoformat() if figure.as_of else None
    copied["source_note"] = figure.source_note
    copied["missing_reason"] = figure.missing_reason
    copied["expected_on"] = figure.expected_on.isoformat() if figure.expected_on else None
    copied["warning_reasons"] = figure.warning_reasons
    return copied


# Steps after which the unit has to answer by a day
ANSWERED = frozenset({Move.RETURN, Move.REOPEN, Move.SEND_BACK})
COPIED_NUMBERS = ("value", "numerator", "denominator", "year_estimate", "year_ago")


def _lost_a_race(report: ProgressReport, wish: Wish) -> bool:
    return wish.version is not None and wish.version != report.version


def _check_date(until: datetime.date | None, *, must: bool) -> None:
    if until is None:
        if must:
            raise MoveRefused(
                "Kỳ đã khóa: hãy ghi ngày đơn vị phải gửi lại (ngày/tháng/năm).", field="until"
            )
        return
    if until < clock.today():
        raise MoveRefused("Ngày gửi lại phải từ hôm nay trở đi.", field="until")


_NOTE_WANTED = {
    Move.SUBMIT: "Nhập thay đơn vị: hãy ghi ai báo số liệu, bằng cách nào, lúc nào.",
    Move.SIGN_FOR: "Hãy ghi số, ngày của bản giấy thủ trưởng đã ký.",
    Move.SEND_BACK: "Hãy ghi lý do chuyển lại để cán bộ biết cần sửa gì.",
    Move.RETURN: "Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.",
    Move.REOPEN: "Hãy ghi lý do mở lại để đơn vị biết cần điều chỉnh gì.",
}
