"""From rows to the workflow table: what a report is, and what a person is to it."""

import datetime
from collections.abc import Iterable

from targets import clock
from targets.models import Indicator, OfficePolicy, Period, ProgressReport, ReviewEvent, Unit, User
from targets.rules.workflow import SENDING, Actor, Case, Move, Role, Status, is_theirs, open_moves


def window_open(period: Period, unit: Unit, today: datetime.date) -> bool:
    """Whether the unit may enter figures: the period is open, or its extension still runs."""
    if period.takes_entries(today):
        return True
    return any(
        extension.unit_id == unit.pk and extension.until >= today
        for extension in period.extensions.all()
    )


def case_of(report: ProgressReport, *, today: datetime.date | None = None) -> Case:
    """What the workflow table needs to know of a report."""
    return Case(
        status=Status(report.status),
        counts=report.counts,
        head_signs=report.unit.head_signs,
        window_open=window_open(report.period, report.unit, today or clock.today()),
        unit_active=report.unit.is_active,
        opened=report.period.is_opened(today or clock.today()),
    )


def new_case(
    period: Period, unit: Unit, *, counts: bool = True, today: datetime.date | None = None
) -> Case:
    """The case of a report nobody has begun yet."""
    return Case(
        status=Status.DRAFT,
        counts=counts,
        head_signs=unit.head_signs,
        window_open=window_open(period, unit, today or clock.today()),
        unit_active=unit.is_active,
        opened=period.is_opened(today or clock.today()),
    )


def actor_of(
    user: User,
    unit: Unit,
    indicator: Indicator,
    *,
    senders: Iterable[int | None] = (),
    single_handed: bool = False,
) -> Actor:
    """What a person is to a unit's report on an indicator. `senders`: ids of its last senders."""
    acting = user.acting_units()
    return Actor(
        role=Role(user.role),
        in_unit=unit.pk in acting,
        in_lead=indicator.lead_unit_id in acting,
        is_sender=user.pk in set(senders),
        single_handed=single_handed,
        active=user.is_active,
    )


def enters_for(user: User, unit: Unit) -> bool:
    """Whether this person enters figures of a unit at all (design §6), whatever the period."""
    actor = Actor(
        role=Role(user.role), in_unit=unit.pk in user.acting_units(), active=user.is_active
    )
    return is_theirs(Move.SUBMIT, Case(Status.DRAFT), actor)


def senders_of(report: ProgressReport, events: Iterable[ReviewEvent]) -> set[int | None]:
    """Whose the last SUBMIT, SIGN and SIGN_FOR are: none of them approves (design §5)."""
    last: dict[str, int | None] = {}
    for event in events:
        if event.move == Move.SUBMIT:
            last.clear()
        if event.move in SENDING:
            last[event.move] = event.by_id
    return {*last.values(), report.submitted_by_id} - {None}


def moves_for(
    report: ProgressReport,
    user: User,
    *,
    events: Iterable[ReviewEvent] | None = None,
    single_handed: bool | None = None,
) -> list[Move]:
    """The steps this person may take with this report now."""
    past = report.events.all() if events is None else events
    alone = OfficePolicy.allows_single_handed() if single_handed is None else single_handed
    actor = actor_of(
        user,
        report.unit,
        report.indicator,
        senders=senders_of(report, past),
        single_handed=alone,
    )
    return open_moves(case_of(report), actor)
