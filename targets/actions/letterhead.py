"""The one letterhead: set by the office, logged, never overwritten unseen."""

import hashlib
import json
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from targets.models import Letterhead

OF_SLIPS = (
    "issuing_office", "place", "symbol", "signer_post", "signer_name", "recipients", "contact",
)  # fmt: skip
OF_REPORTS = (
    "report_symbol", "report_body", "report_to", "report_for", "report_post", "report_name",
    "report_recipients",
)  # fmt: skip
TEXTS = OF_SLIPS + OF_REPORTS
ONLY = 1  # the id of the one row


class LetterheadMoved(Exception):
    """Somebody else changed it meanwhile; nothing was saved. `now`: what holds."""

    def __init__(self, now: Letterhead) -> None:
        super().__init__("Thể thức vừa được người khác sửa.")
        self.now = now


def fingerprint(row: Letterhead) -> str:
    """A mark of what a letterhead says, to send along with a form."""
    text = json.dumps([getattr(row, name) for name in TEXTS], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def save_letterhead(texts: Mapping[str, str], *, seen: str) -> bool:
    """Keep these texts; False where they were there already. `seen`: the writer's fingerprint.

    Raises LetterheadMoved when the letterhead is no longer what its writer saw.
    """
    try:
        with transaction.atomic():
            row = Letterhead.objects.select_for_update().order_by("pk").first()
            fresh = row is None
            row = row or Letterhead(pk=ONLY)
            if fingerprint(row) != seen:
                raise LetterheadMoved(row)
            changed = {name for name, text in texts.items() if getattr(row, name) != text}
            for name in changed:
                setattr(row, name, texts[name])
            if changed:
                row.save(force_insert=fresh)
    except IntegrityError:  # two windows made the first one at once
        raise LetterheadMoved(Letterhead.current()) from None
    return bool(changed)
