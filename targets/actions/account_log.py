"""Entries of the change log that no changed field tells of; never a password in them."""

from auditlog.models import LogEntry

from targets.models import User
from targets.rules.accounts import AccountAct


def note(account: User, act: AccountAct, *, by: User, press: str = "", **words: str) -> None:
    """Note what was done with an account. `press`: which press of a button it belongs to."""
    LogEntry.objects.log_create(
        account,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        actor=by,
        cid=press or None,
        additional_data={"act": act.value, **words},
    )


def was_pressed(press: str) -> bool:
    """Whether this press of a button has already made accounts."""
    return bool(LogEntry.objects.filter(cid=press).exists())
