"""A resolution read through and found whole, before it is in the database."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from targets.rules.comparison import Goal
from targets.rules.figures import Formula
from targets.rules.pace import Pace


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One thing to be counted; `goal` None: in words only."""

    letter: str
    name: str
    unit: str
    decimals: int
    formula: Formula
    pace: Pace
    baseline: Decimal | None
    basis: str
    goal: Goal | None
    words: str


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """A numbered target; `lead`: the code of its lead unit, or empty."""

    number: int
    label: str
    wording: str
    source: str
    lead: str
    measures: tuple[PlannedMeasure, ...]


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A heading with at least one indicator."""

    number: int
    name: str
    indicators: tuple[PlannedIndicator, ...]


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task paragraph."""

    number: str
    title: str
    wording: str
    source: str
    lead: str


@dataclass(frozen=True, slots=True)
class PlannedTaskGroup:
    """A heading with at least one task."""

    number: int
    name: str
    tasks: tuple[PlannedTask, ...]


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A reporting period."""

    quarter: int
    name: str
    share: Decimal
    is_last: bool
    opens_on: datetime.date
    starts_on: datetime.date
    ends_on: datetime.date
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class Plan:
    """A resolution that can be created as it stands."""

    title: str
    number: str
    issuer: str
    superior: str
    year: int
    adopted_on: datetime.date | None
    slug: str
    overall_goal: str
    groups: tuple[PlannedGroup, ...]
    task_groups: tuple[PlannedTaskGroup, ...]
    periods: tuple[PlannedPeriod, ...]

    @property
    def indicators(self) -> list[PlannedIndicator]:
        """All of them, in order."""
        return [one for group in self.groups for one in group.indicators]

    @property
    def measures(self) -> list[PlannedMeasure]:
        """All of them, in order."""
        return [measure for one in self.indicators for measure in one.measures]

    @property
    def tasks(self) -> list[PlannedTask]:
        """All of them, in order."""
        return [task for group in self.task_groups for task in group.tasks]
