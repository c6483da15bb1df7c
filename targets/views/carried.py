"""What somebody typed and posted after their login had ended, kept on the page until they are back.

The posted fields travel inside the login form, signed by us, and are posted again from a page
with one button. Nothing is kept in the browser or in the database.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

# Only pages where people type at length; each guards itself against a second or stale post
CARRIED_VIEWS = frozenset(
    {
        "targets:sheet", "targets:review", "targets:report-move", "targets:milestones",
        "targets:contributions",
        "targets:directive", "targets:directive-new", "targets:periods", "targets:restrictions",
        "targets:work-item", "targets:work-item-new", "targets:letterhead", "targets:notices",
        "targets:account", "targets:account-new", "targets:accounts-paste",
        "targets:intake", "targets:intake-draft", "targets:intake-create",
        "targets:plan-facts", "targets:plan-indicator-new", "targets:plan-indicator",
        "targets:plan-measure-new", "targets:plan-measure", "targets:plan-target",
        "targets:plan-assignments", "targets:plan-task-new", "targets:plan-task",
        "targets:unit-new", "targets:unit",
        "reports:rate", "reports:snapshot-take", "reports:snapshot-withdraw",
    }
)  # fmt: skip
MAX_CHARACTERS = 1_000_000
_SALT = "targets.carried"
_MAX_AGE = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Carried:
    """What was posted. `lost_files`: files came too, which no page can carry."""

    path: str
    fields: list[tuple[str, str]]
    lost_files: bool = False

    @property
    def packed(self) -> str:
        content = {"path": self.path, "fields": self.fields, "lost_files": self.lost_files}
        return signing.dumps(content, salt=_SALT, compress=True)


def of_post(request: HttpRequest) -> Carried | None:
    """Return what this request posted, if it went to a page whose text we carry and fits.

    Without its files what was typed is only saved: neither attached to nothing, nor sent on.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or match.view_name not in CARRIED_VIEWS:
        return None
    lost = bool(request.FILES)
    left = {"csrfmiddlewaretoken", "move" if lost else ""}
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and name not in left
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MAX_CHARACTERS:
        return None
    return Carried(request.get_full_path(), fields, lost)


def unpack(packed: str) -> Carried | None:
    """Return what an earlier page of ours carried; None for anything we did not sign today."""
    if not packed:
        return None
    try:
        content = signing.loads(packed, salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return None
    fields = [(name, value) for name, value in content["fields"]]
    return Carried(content["path"], fields, content.get("lost_files", False))
