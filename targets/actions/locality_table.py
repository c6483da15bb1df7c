"""Saving the office's table of all communes and wards: all of them or none."""

from collections.abc import Iterable

from django.db import transaction

from targets.actions.refusal import Refused
from targets.actions.reporting import Outdated, SaveRefused, TypedIndicator, save_typed
from targets.models import Period, ProgressReport, Unit, User


def save_table(
    period: Period, wishes: Iterable[tuple[Unit, list[TypedIndicator]]], *, by: User
) -> list[ProgressReport]:
    """Save what was typed for each unit in one transaction; return the reports that changed.

    Raises Refused, with the unit's name, where one of them may not be edited or was saved by
    somebody else meanwhile; then nothing has changed.
    """
    saved: list[ProgressReport] = []
    with transaction.atomic():
        for unit, typed in wishes:
            try:
                saved += save_typed(period, unit, typed, by=by)
            except SaveRefused as refused:
                raise Refused(f"{unit}: {refused}") from None
            except Outdated as outdated:
                raise Refused(
                    f"{unit}: {outdated} Hãy tải bảng mới, nhập lại rồi nộp.", stale=True
                ) from None
    return saved
