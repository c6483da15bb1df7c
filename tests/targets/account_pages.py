"""What the tests of the account pages share: reading their forms and their slips."""

import re
from html import unescape

from auditlog.models import LogEntry
from axes.models import AccessAttempt

from tests.targets.tables import every_row


def hidden(page, name):
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def errors(page):
    """The sentences beside the boxes."""
    return [
        unescape(re.sub(r"<[^>]+>", "", found)).strip()
        for found in re.findall(r'class="field-error"[^>]*>(.*?)</p>', page, re.DOTALL)
    ]


def slip_keys(page):
    """User names and passwords of the slips, in order."""
    found = [unescape(text) for text in re.findall(r'class="slip-key">([^<]*)<', page)]
    return dict(zip(found[::2], found[1::2], strict=True))


def state():
    """Every row of ours, of the change log and of the door's lock."""
    return (
        every_row(),
        list(LogEntry.objects.order_by("pk").values_list()),
        list(AccessAttempt.objects.order_by("pk").values_list()),
    )


def log(account=None):
    """The change log, oldest first: who, which account, what."""
    rows = LogEntry.objects.order_by("pk").select_related("actor", "content_type")
    if account is not None:
        rows = rows.filter(content_type__model="user", object_id=account.pk)
    return [
        (
            row.actor and row.actor.username,
            row.object_repr,
            (row.additional_data or {}).get("act") or _named(row.changes or {}),
        )
        for row in rows
    ]


def _named(changes):
    return {
        name: tuple(pair) if isinstance(pair, list) else (pair["operation"], *pair["objects"])
        for name, pair in changes.items()
    }
