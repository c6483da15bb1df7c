"""Setting, correcting and amending the target of a measure (design §4; rules/amendments)."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from targets.actions.plan_rows import (
    Columns,
    Facts,
    NeedsYes,
    RowMoved,
    create,
    facts_of,
    locked,
    open_plan,
    write,
)
from targets.actions.refusal import Refused
from targets.models import Measure, ProgressReport, Resolution, ReviewEvent, Target, User
from targets.rules.amendments import (
    JudgedPeriod,
    amendment_refusal,
    correction_refusal,
    governed,
)
from targets.rules.comparison import Direction
from targets.rules.goals import goal_refusal
from targets.rules.workflow import Move, Status

GOAL = ("direction", "low", "high", "strict", "tolerance", "wording")
AMENDMENT = (*GOAL, "effective_from", "decision", "reason")
NEWER = "Chỉ sửa, bỏ được mức mới nhất; mức trước đó là lịch sử."


def targets_of(measure: Measure) -> list[Target]:
    """The targets of a measure in the order in which they take effect."""
    rows = Target.objects.filter(measure=measure)
    return list(rows.order_by(F("effective_from").asc(nulls_first=True), "pk"))


def judged_periods(measure: Measure) -> list[JudgedPeriod]:
    """The periods of a measure's year: closed ones, and where its report was approved once."""
    indicator = measure.indicator
    now = ProgressReport.objects.filter(
        indicator=indicator, counts=True, status=Status.APPROVED.value
    )
    before = ReviewEvent.objects.filter(
        report__indicator=indicator, report__counts=True, move=Move.APPROVE.value
    )
    approved = set(now.values_list("period", flat=True))
    approved |= set(before.values_list("report__period", flat=True))
    return [
        JudgedPeriod(
            period.name,
            period.last_day,
            closed=period.closed_at is not None,
            approved=period.pk in approved,
        )
        for period in indicator.group.resolution.periods.select_related("resolution").order_by(
            "quarter"
        )
    ]


def why_not_correctable(
    target: Target, rows: Sequence[Target], periods: Sequence[JudgedPeriod]
) -> str:
    """Why a target may not be corrected or withdrawn any more; empty where it may."""
    if rows and target.pk != rows[-1].pk:
        return NEWER
    return correction_refusal(governed(periods, _since(target, rows))) or ""


def set_target(measure: Measure, wish: Columns, *, by: User) -> Target:
    """Give a measure its first target, from the year's beginning. Raises Refused."""
    with transaction.atomic():
        row = _locked(measure, by)
        if row.targets.exists():
            raise Refused("Thành phần vừa được người khác đặt mức. Hãy tải lại trang.", stale=True)
        if refusal := correction_refusal(governed(judged_periods(row), None)):
            raise Refused(refusal)
        _check(wish)
        since = datetime.date(row.indicator.group.resolution.year, 1, 1)
        target: Target = create(Target, _goal(wish), measure=row, effective_from=since)
        return target


def correct_target(
    target: Target, wish: Columns, *, seen: Facts, by: User, confirmed: bool = False
) -> bool:
    """Put right the newest target of a measure while nothing was judged by it. Raises Refused.

    An original one keeps its day; an amendment may get another day, document and reason. A
    proposal copied from last year becomes the office's own, changed or not.
    """
    with transaction.atomic():
        measure = _locked(target.measure, by)
        row: Target = locked(measure.targets.all(), target.pk)
        now = facts_of(row, seen)
        if now != dict(seen):
            raise RowMoved(now)
        rows, periods = targets_of(measure), judged_periods(measure)
        if refusal := why_not_correctable(row, rows, periods):
            raise Refused(refusal)
        columns = _goal(wish)
        _check(columns)
        if is_amendment(row, rows):
            columns |= {name: wish[name] for name in ("effective_from", "decision", "reason")}
            _check_amendment(wish, periods, before=rows[-2])
            if not confirmed:
                _ask_before_judging_anew(governed(periods, wish["effective_from"]))
        accepted = {"proposed": False} if row.proposed else {}
        return write(row, {**columns, **accepted}, seen={**seen, **facts_of(row, accepted)})


def amend_target(
    measure: Measure, wish: Columns, *, newest: int, by: User, confirmed: bool = False
) -> Target:
    """Put a new target in force from a day on; what was before keeps the quarters of its time.

    newest: the id of the target its writer saw as the one in force. Raises Refused; NeedsYes
    where a report already approved would be judged by the new one.
    """
    with transaction.atomic():
        row = _locked(measure, by)
        rows, periods = targets_of(row), judged_periods(row)
        if not rows:
            raise Refused("Thành phần chưa có mức để điều chỉnh. Hãy đặt mức trước.")
        if rows[-1].pk != newest:
            raise Refused(
                f"Người khác vừa ghi mức “{rows[-1]}”. Hãy xem lại danh sách các mức rồi bấm lần "
                "nữa nếu vẫn điều chỉnh.",
                stale=True,
            )
        if row.indicator.group.resolution.status == "draft":
            raise Refused("Nghị quyết còn là dự thảo: hãy sửa thẳng mức đang có.")
        _check(wish)
        _check_amendment(wish, periods, before=rows[-1])
        if not confirmed:
            _ask_before_judging_anew(governed(periods, wish["effective_from"]))
        target: Target = create(Target, {name: wish[name] for name in AMENDMENT}, measure=row)
        return target


def withdraw_target(target: Target, *, by: User) -> None:
    """Take the newest target away while nothing was judged by it. Raises Refused."""
    with transaction.atomic():
        measure = _locked(target.measure, by)
        row = locked(measure.targets.all(), target.pk)
        if refusal := why_not_correctable(row, targets_of(measure), judged_periods(measure)):
            raise Refused(refusal)
        row.delete()


def is_amendment(target: Target, rows: Sequence[Target]) -> bool:
    """Whether a target came in the place of another one."""
    return bool(rows) and rows[0].pk != target.pk


def _since(target: Target, rows: Sequence[Target]) -> datetime.date | None:
    """The day from which it governs: the first of a year governs all of the year."""
    return target.effective_from if is_amendment(target, rows) else None


def _locked(measure: Measure, by: User) -> Measure:
    plan: Resolution = open_plan(measure.indicator.group.resolution_id, by)
    rows = Measure.objects.select_related("indicator__group__resolution")
    found: Measure = locked(rows.filter(indicator__group__resolution=plan), measure.pk)
    return found


def _ask_before_judging_anew(periods: Sequence[JudgedPeriod]) -> None:
    if approved := [period.name for period in periods if period.approved]:
        raise NeedsYes(
            f"Báo cáo {', '.join(approved)} đã duyệt và sẽ được đánh giá lại theo mức mới. Đánh "
            "dấu ô xác nhận nếu đúng là như vậy; nếu không, hãy ghi ngày hiệu lực sau kỳ ấy."
        )


def _goal(wish: Columns) -> dict[str, Any]:
    return {name: wish[name] for name in GOAL}


def _check(wish: Columns) -> None:
    if not wish["wording"]:
        raise Refused("Hãy ghi mức bằng lời như văn bản, ví dụ: từ 10% - 12,5%.", "wording")
    refusal = goal_refusal(
        Direction(wish["direction"]),
        wish["low"],
        wish["high"],
        strict=wish["strict"],
        tolerance=wish["tolerance"],
    )
    if refusal:
        field, sentence = refusal
        raise Refused(sentence, field)


def _check_amendment(wish: Columns, periods: Sequence[JudgedPeriod], *, before: Target) -> None:
    if not wish["decision"]:
        raise Refused(
            "Hãy ghi số, ngày văn bản điều chỉnh, ví dụ: Quyết định số 12-QĐ/TU ngày 05/08/2024.",
            "decision",
        )
    if refusal := amendment_refusal(wish["effective_from"], periods, newest=before.effective_from):
        raise Refused(refusal, "effective_from")
    if not wish["reason"]:
        raise Refused("Hãy ghi lý do điều chỉnh.", "reason")
