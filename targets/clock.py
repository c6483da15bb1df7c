"""The one clock (design §8): deadlines, event stamps and periods ask here for the time.

TODAY pins the date for a demo; sessions and the login's lock-out keep the real clock.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the time here, on the pinned day where there is one."""
    real = timezone.localtime()
    pinned: date | None = settings.TODAY
    return real.replace(year=pinned.year, month=pinned.month, day=pinned.day) if pinned else real


def today() -> date:
    """Return the day here, or the pinned one."""
    return now().date()
