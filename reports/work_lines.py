"""Tasks and their work items as papers name them. Knows no Django."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from targets.rules.work import Timing, WorkState


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work item on the day the summary was made; `days`: how far from its date, never negative.

    `key` is the task's number and the item's place: 2.6.2. `name` as written inside a sentence.
    `told`: the newest update's words, `asked`: what it proposes or does next; both empty where
    its words are secret (`progress_only`). `due_note`: when, where no date is set.
    """

    key: str
    name: str
    state: WorkState
    timing: Timing
    days: int = 0
    product: str = ""
    lead: str = ""
    lead_short: str = ""
    due_on: datetime.date | None = None
    first_due_on: datetime.date | None = None
    done_on: datetime.date | None = None
    percent: int | None = None
    told: str = ""
    asked: str = ""
    lead_code: str = ""
    due_note: str = ""

    @property
    def overdue(self) -> bool:
        return self.timing is Timing.OVERDUE

    @property
    def done(self) -> bool:
        return self.state is WorkState.DONE

    @property
    def running(self) -> bool:
        """Begun, not done, and not too late yet."""
        return self.state is WorkState.RUNNING and not self.overdue


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task paragraph with its work items in order.

    `coordinating`: by name, but many localities are counted ("15 xã, phường").
    """

    number: str
    title: str
    items: tuple[WorkLine, ...]
    lead: str = ""
    lead_short: str = ""
    coordinating: tuple[str, ...] = ()
    indicators: tuple[int, ...] = ()
    lead_code: str = ""


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """How many work items there are and how they stand; every item is in one of the four."""

    done: int
    running: int
    later: int
    overdue: int

    @property
    def total(self) -> int:
        return self.done + self.running + self.later + self.overdue

    @classmethod
    def of(cls, items: Iterable[WorkLine]) -> "WorkCounts":
        lines = list(items)
        done = sum(item.done for item in lines)
        overdue = sum(item.overdue for item in lines)
        running = sum(item.running for item in lines)
        return cls(done, running, len(lines) - done - overdue - running, overdue)


@dataclass(frozen=True, slots=True)
class TaskGroupLine:
    """A heading over task paragraphs."""

    number: int
    name: str
    tasks: tuple[TaskLine, ...]

    @property
    def items(self) -> Iterator[WorkLine]:
        return (item for task in self.tasks for item in task.items)

    @property
    def counts(self) -> WorkCounts:
        return WorkCounts.of(self.items)
