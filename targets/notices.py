"""The office's notices as a start page shows them: the newest first, a few at once."""

from dataclasses import dataclass

from targets import clock
from targets.models import OfficeNotice

AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class StandingNotices:
    """What stands today: `first` is shown, `more` waits behind a fold."""

    first: list[OfficeNotice]
    more: list[OfficeNotice]


def standing_notices() -> StandingNotices:
    """Today's notices; one query."""
    rows = list(OfficeNotice.objects.shown_on(clock.today()).select_related("by"))
    return StandingNotices(rows[:AT_ONCE], rows[AT_ONCE:])
