"""A resolution as it is proposed: what was read, what the office made of it, before it is created.

Boxes hold what people typed, as they typed it: nothing is refused while a draft is corrected, and
`proposal_faults` tells what stands in the way of creating it. Rows are never taken out, only put
aside (`dropped`), so that a key means the same row for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self, TypeVar

Stretch = tuple[int, int]
NO_GOAL = "none"  # what the direction box says of a target in words
ON = "on"


@dataclass(frozen=True, slots=True)
class Row:
    """One row with a key; `BOXES` are the fields people may type into."""

    key: str


@dataclass(frozen=True, slots=True)
class ProposedGroup(Row):
    """A heading over indicators."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class ProposedMeasure(Row):
    """One thing to be counted, of the indicator `owner`.

    `words`: the goal's own; `span` and `goal_span`: where it and its goal stand in the text.
    """

    owner: str = ""
    name: str = ""
    unit: str = ""
    decimals: str = "2"
    formula: str = "value"
    pace: str = "level"
    direction: str = NO_GOAL
    low: str = ""
    high: str = ""
    strict: str = ""
    tolerance: str = ""
    words: str = ""
    baseline: str = ""
    basis: str = ""
    span: Stretch | None = None
    goal_span: Stretch | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class ProposedIndicator(Row):
    """One numbered target. `source`: its words as printed, kept whatever becomes of `wording`."""

    group: str = ""
    label: str = ""
    wording: str = ""
    source: str = ""
    lead: str = ""
    span: Stretch | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class ProposedTaskGroup(Row):
    """A heading over tasks."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class ProposedTask(Row):
    """One task paragraph."""

    group: str = ""
    number: str = ""
    title: str = ""
    wording: str = ""
    source: str = ""
    lead: str = ""
    span: Stretch | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class ProposedPeriod(Row):
    """A reporting period of the year."""

    quarter: int = 0
    name: str = ""
    share: str = ""
    opens_on: str = ""
    starts_on: str = ""
    ends_on: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class Heading(Row):
    """What the resolution is called."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    superior: str = ""
    year: str = ""
    adopted_on: str = ""
    slug: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class ProposedDoubt(Row):
    """What the reader was not sure of; `settled`: the office has looked at it."""

    sentence: str = ""
    span: Stretch = (0, 0)
    settled: bool = False


@dataclass(frozen=True, slots=True)
class ProposedSlip(Row):
    """A likely slip of the pen; `taken`: mended; `before`: what the mended boxes said before.

    `behind`: the word right before it in the text.
    """

    found: str = ""
    proposed: str = ""
    behind: str = ""
    span: Stretch = (0, 0)
    taken: bool = False
    before: Mapping[str, str] = field(default_factory=dict)


BOXES: Mapping[type[Row], tuple[str, ...]] = {
    Heading: ("title", "number", "issuer", "superior", "year", "adopted_on", "slug", "goal"),
    ProposedGroup: ("name",),
    ProposedIndicator: ("wording", "label", "group", "lead"),
    ProposedMeasure: (
        "name", "unit", "decimals", "formula", "pace", "direction", "low", "high", "strict",
        "tolerance", "words", "baseline", "basis",
    ),
    ProposedTaskGroup: ("name",),
    ProposedTask: ("title", "number", "wording", "group", "lead"),
    ProposedPeriod: ("name", "share", "opens_on", "starts_on", "ends_on", "due_on"),
    ProposedDoubt: (),
    ProposedSlip: (),
}  # fmt: skip
TICKS = frozenset({"strict"})
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Proposal:
    """All of it. `counter`: the highest number any key has had."""

    heading: Heading = Heading("nq")
    groups: tuple[ProposedGroup, ...] = ()
    indicators: tuple[ProposedIndicator, ...] = ()
    measures: tuple[ProposedMeasure, ...] = ()
    task_groups: tuple[ProposedTaskGroup, ...] = ()
    tasks: tuple[ProposedTask, ...] = ()
    periods: tuple[ProposedPeriod, ...] = ()
    doubts: tuple[ProposedDoubt, ...] = ()
    slips: tuple[ProposedSlip, ...] = ()
    notes: tuple[str, ...] = ()
    counter: int = 0

    def rows(self) -> Iterator[Row]:
        """Every row that has boxes, put aside or not."""
        yield self.heading
        yield from self.groups
        yield from self.indicators
        yield from self.measures
        yield from self.task_groups
        yield from self.tasks
        yield from self.periods

    def boxes(self) -> dict[str, str]:
        """Every box by its name: the row's key, a dash, the field."""
        return {
            f"{row.key}-{name}": str(getattr(row, name))
            for row in self.rows()
            for name in BOXES[type(row)]
        }

    def with_boxes(self, typed: Mapping[str, str]) -> "Proposal":
        """The same with what was typed; boxes that are not named stay as they are."""

        def told(row: R) -> R:
            new = {
                name: typed[f"{row.key}-{name}"]
                for name in BOXES[type(row)]
                if f"{row.key}-{name}" in typed
            }
            return replace(row, **new) if new else row

        return replace(
            self,
            heading=told(self.heading),
            groups=tuple(map(told, self.groups)),
            indicators=tuple(map(told, self.indicators)),
            measures=tuple(map(told, self.measures)),
            task_groups=tuple(map(told, self.task_groups)),
            tasks=tuple(map(told, self.tasks)),
            periods=tuple(map(told, self.periods)),
        )

    def indicators_of(self, group: str) -> list[ProposedIndicator]:
        """What stands under a heading now, in order; a group that is not there is the first."""
        return [one for one in self.indicators if not one.dropped and self.group_of(one) == group]

    def group_of(self, indicator: ProposedIndicator) -> str:
        known = [group.key for group in self.groups]
        return indicator.group if indicator.group in known else next(iter(known), "")

    def measures_of(self, indicator: str) -> list[ProposedMeasure]:
        """The measures of an indicator that are not put aside, in order."""
        return [one for one in self.measures if one.owner == indicator and not one.dropped]

    def tasks_of(self, group: str) -> list[ProposedTask]:
        """The tasks under a heading; a heading that is not there is the first."""
        known = [one.key for one in self.task_groups]
        first = next(iter(known), "")
        return [
            task
            for task in self.tasks
            if not task.dropped and (task.group if task.group in known else first) == group
        ]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, content: Mapping[str, Any]) -> Self:
        """What `as_json` gave; fields of another version of the program are left out."""
        return cls(
            heading=_row(Heading, content.get("heading") or {"key": "nq"}),
            groups=_rows(ProposedGroup, content.get("groups")),
            indicators=_rows(ProposedIndicator, content.get("indicators")),
            measures=_rows(ProposedMeasure, content.get("measures")),
            task_groups=_rows(ProposedTaskGroup, content.get("task_groups")),
            tasks=_rows(ProposedTask, content.get("tasks")),
            periods=_rows(ProposedPeriod, content.get("periods")),
            doubts=_rows(ProposedDoubt, content.get("doubts")),
            slips=_rows(ProposedSlip, content.get("slips")),
            notes=tuple(content.get("notes") or ()),
            counter=int(content.get("counter") or 0),
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """What two writers made together; `clashing`: boxes both changed, each in another way."""

    proposal: Proposal
    clashing: frozenset[str]


def merged(base: Proposal | None, now: Proposal, mine: Mapping[str, str]) -> Merged:
    """What I typed over `base`, put into what stands there `now`, box by box.

    A box only one of us changed is that one's; in a clash mine stands, and is named. Without
    a base every box that differs clashes.
    """
    before, current = base.boxes() if base else {}, now.boxes()
    changed = {name: text for name, text in mine.items() if before.get(name) != text}
    clashing = frozenset(
        name
        for name, text in changed.items()
        if name in current and current[name] not in (before.get(name), text)
    )
    return Merged(now.with_boxes(changed), clashing)


def _rows(kind: type[R], content: object) -> tuple[R, ...]:
    return tuple(_row(kind, one) for one in content) if isinstance(content, list | tuple) else ()


def _row(kind: type[R], content: Mapping[str, Any]) -> R:
    known = {one.name for one in fields(kind)}
    values = {name: value for name, value in content.items() if name in known}
    for name in ("span", "goal_span"):
        if isinstance(values.get(name), list):
            values[name] = tuple(values[name])
    return kind(**values)
