"""What is read out of a resolution's text: proposals that keep the words they came from.

Everything here is a proposal until the office says yes; nothing touches the database.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from targets.rules.comparison import Goal
from targets.rules.figures import Formula


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text as it was read: `text[start:end]`, counted in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def with_(self, other: Self) -> "Span":
        """The stretch from the first of both to the last of both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """One thing to be counted. `goal` None: said in words, kept as a measure without a target.

    `words` are the goal's own ("khoảng 92%"); `span` is where the measure stands, `goal_span`
    where its goal's words stand.
    """

    label: str
    unit: str
    formula: Formula
    goal: Goal | None
    words: str
    span: Span
    goal_span: Span | None = None
    quota: bool = False


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """One numbered target: `number` as printed (bullets are counted inside their group)."""

    number: str
    text: str
    span: Span
    measures: tuple[ReadMeasure, ...]


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """A heading and what stands below it; `name` is empty where the text has no heading.

    `mark`: its number as printed ("1.", "(2)", "II."), "" where it has none.
    """

    name: str
    indicators: tuple[ReadIndicator, ...]
    mark: str = ""

    @property
    def heading(self) -> str:
        """The heading as it is printed."""
        return f"{self.mark} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class ReadTask:
    number: str
    title: str
    wording: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReadTaskGroup:
    name: str
    tasks: tuple[ReadTask, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the reader is not sure of: a Vietnamese sentence, and the words it comes from."""

    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class Slip:
    """A likely slip of the pen: what stands there and what was probably meant."""

    span: Span
    found: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All of it. `text` is the text the spans count in (NFC, line ends as \\n)."""

    text: str
    groups: tuple[ReadGroup, ...] = ()
    task_groups: tuple[ReadTaskGroup, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    slips: tuple[Slip, ...] = ()
    title: str = ""
    number: str = ""
    issuer: str = ""
    year: int | None = None
    notes: tuple[str, ...] = field(default=())
    overall_goal: str = ""
    adopted_on: date | None = None

    @property
    def indicators(self) -> tuple[ReadIndicator, ...]:
        return tuple(one for group in self.groups for one in group.indicators)
