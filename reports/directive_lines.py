"""What leadership and the office have written, as a Summary carries it to papers. No Django."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from targets.labels import DIRECTIVE_STATUS_LABELS
from targets.rules.directives import WAITING, DirectiveStatus, urgency


@dataclass(frozen=True, slots=True)
class DirectiveLine:
    """A remark, or a request to explain with how it stands on the day of the summary.

    `number`: of the indicator or, where `about_task`, of the task. `asked_again`: the newest
    further question. `quarter`: the period it was written in, which may be an earlier one.
    """

    key: int
    status: DirectiveStatus
    number: str
    wording: str
    text: str
    asked_at: datetime.datetime
    about_task: bool = False
    quarter: int = 0
    period_name: str = ""
    unit_code: str = ""
    unit_name: str = ""
    asked_by: str = ""
    due_on: datetime.date | None = None
    days_late: int = 0
    asked_again: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime.datetime | None = None
    on_behalf: bool = False
    settled_with: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether the unit has to answer."""
        return self.status is DirectiveStatus.OPEN

    @property
    def is_settled(self) -> bool:
        return self.status is DirectiveStatus.SETTLED

    @property
    def subject(self) -> str:
        """Chỉ tiêu 10; Nhiệm vụ 1.2."""
        return f"{'Nhiệm vụ' if self.about_task else 'Chỉ tiêu'} {self.number}"

    @property
    def state(self) -> str:
        """The mark of the status: a late request looks late."""
        return "late" if self.days_late else self.status.value

    @property
    def state_words(self) -> str:
        if self.days_late:
            return f"Quá hạn {self.days_late} ngày"
        return DIRECTIVE_STATUS_LABELS[self.status.value]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many requests about one indicator wait for the unit, and how many of them are late."""

    count: int
    late: int

    @property
    def words(self) -> str:
        """1 yêu cầu chờ giải trình; beside a row of the board."""
        late = f", {self.late} quá hạn" if self.late else ""
        return f"{self.count} yêu cầu chờ giải trình{late}"


def most_urgent_first(lines: Iterable[DirectiveLine]) -> tuple[DirectiveLine, ...]:
    return tuple(sorted(lines, key=lambda line: urgency(line.status, line.due_on, line.asked_at)))


def waiting_by_indicator(lines: Iterable[DirectiveLine]) -> Mapping[int, Waiting]:
    """By the indicator's number; those without a waiting request are left out."""
    waits = [line for line in lines if line.is_waiting and not line.about_task]
    counts = Counter(int(line.number) for line in waits)
    late = Counter(int(line.number) for line in waits if line.days_late)
    return {number: Waiting(count, late[number]) for number, count in counts.items()}


def requests_sentence(lines: Iterable[DirectiveLine]) -> str:
    """2 chờ đơn vị (1 quá hạn), 1 đã giải trình chờ xem xét; "" where nobody has to do anything."""
    at_hand = [line for line in lines if line.status in WAITING]
    waits = [line for line in at_hand if line.is_waiting]
    answered = len(at_hand) - len(waits)
    late = sum(line.days_late > 0 for line in waits)
    parts = []
    if waits:
        parts.append(f"{len(waits)} chờ đơn vị" + (f" ({late} quá hạn)" if late else ""))
    if answered:
        parts.append(f"{answered} đã giải trình chờ xem xét")
    return ", ".join(parts)
