"""Keeping a summary as it is presented at a meeting, and withdrawing one (design §6; issue 4)."""

import datetime
import uuid
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.assessment import Summary
from reports.gather import summary_of
from reports.models import Snapshot
from targets import clock
from targets.actions.refusal import Refused
from targets.models import User
from targets.places import Place
from targets.rules.workflow import Role


class SnapshotRefused(Refused):
    """A summary that may not be kept or withdrawn."""


def take_snapshot(
    place: Place,
    *,
    title: str,
    include_submitted: bool,
    by: User,
    form_key: uuid.UUID | None = None,
) -> tuple[Snapshot, bool]:
    """Keep everything of a period under a title; False where this very press already has.

    Two people get two copies. Raises SnapshotRefused for a period that has not opened.
    """
    if not by.has_role(Role.OFFICE, Role.LEADER):
        raise SnapshotRefused("Chỉ lãnh đạo và Văn phòng chốt số liệu.")
    period = place.period
    if not period.is_opened(clock.today()):
        opens = f" (mở từ {period.opens_on:%d/%m/%Y})" if period.opens_on else ""
        raise SnapshotRefused(f"Kỳ {period.name} chưa mở{opens}, chưa có số liệu để chốt.")
    made = Snapshot(
        resolution=place.resolution,
        period=period,
        title=title,
        include_submitted=include_submitted,
        taken_by=by,
        form_key=form_key,
    )
    if found := _with_key(made):
        if _is_same(found, made):
            return found, False
        made.form_key = None  # the form's page was gone back to: another wish
    try:
        with transaction.atomic():
            made.summary = summary_of(
                place.resolution,
                period.quarter,
                viewer=by,
                include_submitted=include_submitted,
                for_papers=True,
            ).to_json()
            made.taken_at = clock.now()
            made.save(force_insert=True)
    except IntegrityError:  # the same press at the same moment
        found = _with_key(made)
        if found is None:
            raise
        return found, False
    return made, True


def _with_key(wished: Snapshot) -> Snapshot | None:
    if wished.form_key is None:
        return None
    return Snapshot.objects.defer("summary").filter(form_key=wished.form_key).first()


def _is_same(found: Snapshot, wished: Snapshot) -> bool:
    told = ("period_id", "title", "include_submitted", "taken_by_id")
    return all(getattr(found, name) == getattr(wished, name) for name in told)


def kept_summary(snapshot: Snapshot) -> Summary:
    """The summary as it was kept, saying of itself that it is a kept one."""
    frozen = f"số liệu chốt lúc {_moment(snapshot.taken_at)}"
    if snapshot.withdrawn_at is not None:
        frozen += f", bản đã thu hồi lúc {_moment(snapshot.withdrawn_at)}"
    return replace(Summary.from_json(snapshot.summary), frozen=frozen)


def withdraw_snapshot(snapshot_id: int, reason: str, *, by: User) -> Snapshot:
    """Mark a kept summary as withdrawn; it stays listed and readable (design §6).

    The same press twice withdraws once. Raises SnapshotRefused, stale where somebody already has.
    """
    if not by.has_role(Role.ADMIN):
        raise SnapshotRefused("Chỉ quản trị thu hồi bản chốt.")
    if not reason:
        raise SnapshotRefused("Hãy ghi vì sao thu hồi bản này.")
    standing = Snapshot.objects.filter(pk=snapshot_id, withdrawn_at__isnull=True)
    done = standing.update(withdrawn_at=clock.now(), withdrawn_by=by, withdrawn_reason=reason)
    found = Snapshot.objects.for_listing().get(pk=snapshot_id)
    if not done and (found.withdrawn_by_id, found.withdrawn_reason) != (by.pk, reason):
        raise SnapshotRefused("Người khác vừa thu hồi bản này.", stale=True)
    return found


def _moment(at: datetime.datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"
