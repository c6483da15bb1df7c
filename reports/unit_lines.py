"""A lead unit as papers count it: what the indicators do not tell of it. Knows no Django."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A lead unit a paper may have a row of; of a unit's own paper only its own units.

    `reminders`: how often it was reminded in the period in question, last on `reminded_on`.
    """

    code: str
    name: str
    reminders: int = 0
    reminded_on: datetime.date | None = None
