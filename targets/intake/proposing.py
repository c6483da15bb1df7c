"""From what was read to what is proposed: every box filled with the likeliest, none of it final."""

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from targets.intake.reading import ReadIndicator, Reading, ReadMeasure, ReadTask, Span
from targets.rules.figures import Formula
from targets.rules.numbers import plain
from targets.rules.pace import Pace
from targets.rules.proposal import (
    NO_GOAL,
    ON,
    Heading,
    Proposal,
    ProposedDoubt,
    ProposedGroup,
    ProposedIndicator,
    ProposedMeasure,
    ProposedSlip,
    ProposedTask,
    ProposedTaskGroup,
    Stretch,
)
from targets.rules.proposal_changes import MOST_OF_ALL
from targets.rules.proposal_slips import can_mend
from targets.rules.proposed_year import proposed_periods, proposed_slug

NO_HEADING = "Chỉ tiêu"
NO_TASK_HEADING = "Nhiệm vụ, giải pháp"
GIVEN = "chỉ tiêu được giao"
_ABOUT_TARGETS = re.compile(
    r"^(?:(?:nhóm|các|những) )*chỉ tiêu(?: (?:về|trên lĩnh vực|lĩnh vực|thuộc lĩnh vực))? ", re.I
)
GROWTH = ("tốc độ", "tăng trưởng")


class TooMuch(Exception):
    """More than one resolution can have was read; str() is a Vietnamese sentence."""


def propose(reading: Reading, *, next_year: int, taken: Collection[str]) -> Proposal:
    """Everything that was read as boxes to correct. `taken`: slugs of resolutions there are.

    Raises TooMuch for a text with more rows than one form can carry.
    """
    proposer = _Proposer()
    for group in reading.groups:
        proposer.group(group.name, group.indicators)
    for tasks in reading.task_groups:
        proposer.task_group(tasks.name, tasks.tasks)
    if not proposer.groups:
        proposer.groups.append(ProposedGroup(proposer.key("g"), NO_HEADING))
    year = reading.year or next_year
    counts = (
        (proposer.indicators, "indicators", "chỉ tiêu"),
        (proposer.measures, "measures", "thành phần"),
        (proposer.tasks, "tasks", "nhiệm vụ"),
    )
    for rows, what, name in counts:
        if len(rows) > MOST_OF_ALL[what]:
            raise TooMuch(
                f"Đọc ra {len(rows)} {name}, nhiều hơn mức một nghị quyết có thể có"
                f" ({MOST_OF_ALL[what]}). Hãy chỉ đưa phần chỉ tiêu, nhiệm vụ của một nghị quyết."
            )
    proposal = Proposal(
        heading=Heading(
            "nq",
            title=_line(reading.title),
            number=_line(reading.number),
            issuer=_line(reading.issuer),
            year=str(year),
            adopted_on=f"{reading.adopted_on:%d/%m/%Y}" if reading.adopted_on else "",
            slug=proposed_slug(year, taken),
            goal=reading.overall_goal.strip(),
        ),
        groups=tuple(proposer.groups),
        indicators=tuple(proposer.indicators),
        measures=tuple(proposer.measures),
        task_groups=tuple(proposer.task_groups),
        tasks=tuple(proposer.tasks),
        periods=proposed_periods(year),
        doubts=tuple(
            ProposedDoubt(proposer.key("d"), one.sentence, _stretch(one.span))
            for one in reading.doubts
        ),
        slips=tuple(
            ProposedSlip(
                proposer.key("s"),
                one.found,
                one.proposed,
                "".join(reading.text[: one.span.start].rsplit(maxsplit=1)[-1:]),
                _stretch(one.span),
            )
            for one in reading.slips
            if one.found != one.proposed
        ),
        notes=reading.notes,
    )
    slips = tuple(one for one in proposal.slips if can_mend(proposal, one))
    return replace(proposal, slips=slips, counter=proposer.counter)


class _Proposer:
    """One run: the rows so far, and the highest number a key has had."""

    def __init__(self) -> None:
        self.counter = 0
        self.groups: list[ProposedGroup] = []
        self.indicators: list[ProposedIndicator] = []
        self.measures: list[ProposedMeasure] = []
        self.task_groups: list[ProposedTaskGroup] = []
        self.tasks: list[ProposedTask] = []

    def key(self, letter: str) -> str:
        self.counter += 1
        return f"{letter}{self.counter}"

    def group(self, name: str, indicators: tuple[ReadIndicator, ...]) -> None:
        key = self.key("g")
        self.groups.append(ProposedGroup(key, short_heading(name) or NO_HEADING))
        for one in indicators:
            self._indicator(key, one)

    def task_group(self, name: str, tasks: tuple[ReadTask, ...]) -> None:
        key = self.key("n")
        self.task_groups.append(ProposedTaskGroup(key, _line(name) or NO_TASK_HEADING))
        for one in tasks:
            text = one.wording.strip()
            self.tasks.append(
                ProposedTask(
                    self.key("t"), key, one.number.strip(), _line(one.title), text, text,
                    span=_stretch(one.span),
                )
            )  # fmt: skip

    def _indicator(self, group: str, read: ReadIndicator) -> None:
        key = self.key("i")
        text = read.text.strip()
        self.indicators.append(
            ProposedIndicator(key, group, read.number.strip(), text, text, span=_stretch(read.span))
        )
        for measure in read.measures:
            self._measure(key, measure)

    def _measure(self, owner: str, read: ReadMeasure) -> None:
        goal = read.goal
        self.measures.append(
            ProposedMeasure(
                self.key("m"),
                owner=owner,
                name=_line(read.label),
                unit=read.unit,
                decimals=likely_decimals(read),
                formula=read.formula.value,
                pace=likely_pace(read).value,
                direction=goal.direction.value if goal else NO_GOAL,
                low=_plain(goal.low) if goal else "",
                high=_plain(goal.high) if goal else "",
                strict=ON if goal and goal.strict else "",
                tolerance=_plain(goal.tolerance) if goal and goal.tolerance else "",
                words=read.words.strip(),
                basis=GIVEN if read.quota or read.formula is Formula.EXCESS else "",
                span=_stretch(read.span),
                goal_span=_stretch(read.goal_span) if read.goal_span else None,
            )
        )


def short_heading(name: str) -> str:
    """A heading without the words every heading of targets has: "Kinh tế"."""
    line = _line(name)
    rest = _ABOUT_TARGETS.sub("", line)
    return f"{rest[:1].upper()}{rest[1:]}" if rest else line


def likely_pace(read: ReadMeasure) -> Pace:
    """How such a measure usually moves through the year; the resolution itself never says."""
    label = read.label.lower()
    if read.quota or read.formula is Formula.EXCESS:
        return Pace.CUMULATIVE
    if read.unit in {"%", "điểm %"}:
        growth = read.formula is Formula.VALUE and any(word in label for word in GROWTH)
        return Pace.RATE if growth else Pace.LEVEL
    if read.goal is None or not read.unit:
        return Pace.LEVEL
    return Pace.CUMULATIVE


def likely_decimals(read: ReadMeasure) -> str:
    """Two for shares, one for amounts of money, none for what is counted in pieces."""
    if "%" in read.unit or read.formula is not Formula.VALUE:
        return "2"
    if "đồng" in read.unit or read.unit in {"tỷ", "triệu"}:
        return "1"
    goal = read.goal
    bounds = [] if goal is None else [one for one in (goal.low, goal.high) if one is not None]
    return "0" if bounds and all(one == one.to_integral_value() for one in bounds) else "2"


def _plain(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def _stretch(span: Span) -> Stretch:
    return span.start, span.end


def _line(text: str) -> str:
    return " ".join(text.split())
