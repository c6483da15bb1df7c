"""Which paper somebody asks for: plain GET fields, anything unknown is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.http import QueryDict

from reports.assessment import DirectiveLine, GroupLine, Summary, TaskGroupLine
from reports.export.parts import ALL_PARTS, Part
from reports.filters import WITH_SUBMITTED

# The sheet every workbook has: an address with nothing but it asks for no other
ALWAYS = "tong-hop"
LONGEST_CODE = 50


class Asked(NamedTuple):
    """What was asked for of a summary. `by_groups`: fewer than all groups; `units`: names."""

    summary: Summary
    by_groups: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which paper somebody wants; no groups, no units: all of them."""

    groups: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    parts: frozenset[Part] = ALL_PARTS
    include_submitted: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        numbers = (text for text in query.getlist("nhom") if text.isascii() and text.isdigit())
        codes = (text for text in query.getlist("don-vi") if 0 < len(text) <= LONGEST_CODE)
        return cls(
            groups=frozenset(int(text) for text in numbers if len(text) < 6),
            units=frozenset(codes),
            parts=_parts(query.getlist("to")),
            include_submitted=query.get("so-lieu") == WITH_SUBMITTED,
        )

    def query(self) -> str:
        """The address's fields, "" for the paper everybody gets."""
        fields = [("so-lieu", WITH_SUBMITTED)] if self.include_submitted else []
        fields += [("nhom", str(number)) for number in sorted(self.groups)]
        fields += [("don-vi", code) for code in sorted(self.units)]
        if self.parts != ALL_PARTS:
            fields += [("to", ALWAYS), *(("to", part.value) for part in Part if part in self.parts)]
        return urlencode(fields)

    def narrowed(self, summary: Summary) -> Asked:
        """The groups and units asked for with all that belongs to them.

        What is unknown narrows nothing: all groups where none of those asked for is there.
        """
        groups = tuple(group for group in summary.groups if group.number in self.groups)
        by_groups = bool(groups) and groups != summary.groups
        names = _names(summary, self.units)
        if not by_groups and not names:
            return Asked(summary)
        kept = groups if by_groups else summary.groups
        if names:
            kept = tuple(filter(None, (_led_by(group, names) for group in kept)))
        numbers = {str(line.number) for group in kept for line in group.indicators}
        return Asked(
            replace(
                summary,
                groups=kept,
                directives=tuple(_about(summary.directives, numbers, () if by_groups else names)),
                task_groups=_tasks_of(summary.task_groups, names),
                units=tuple(u for u in summary.units if not names or u.code in names),
            ),
            by_groups,
            tuple(names.values()),
        )


def _parts(values: Iterable[str]) -> frozenset[Part]:
    """The sheets named; all where nothing that is named is known."""
    named = set(values)
    found = frozenset(part for part in Part if part.value in named)
    return found if found or ALWAYS in named else ALL_PARTS


def _names(summary: Summary, codes: Iterable[str]) -> dict[str, str]:
    """The lead units asked for by code, in the resolution's order; {}: all, or none is known."""
    every = {line.lead_code: line.lead_name for line in summary.indicators}
    wanted = set(codes)
    found = {code: name for code, name in every.items() if code in wanted}
    return {} if found == every else found


def _led_by(group: GroupLine, names: Iterable[str]) -> GroupLine | None:
    lines = tuple(line for line in group.indicators if line.lead_code in names)
    return replace(group, indicators=lines) if lines else None


def _about(
    directives: Iterable[DirectiveLine], numbers: set[str], units: Iterable[str]
) -> Iterable[DirectiveLine]:
    """Of tasks only what was written to the units asked for: groups are of indicators."""
    return (
        line
        for line in directives
        if (line.unit_code in units if line.about_task else line.number in numbers)
    )


def _tasks_of(groups: tuple[TaskGroupLine, ...], units: Iterable[str]) -> tuple[TaskGroupLine, ...]:
    """The units' own tasks, and of other tasks their own work items; everything without units."""
    wanted = set(units)
    if not wanted:
        return groups
    found = []
    for group in groups:
        tasks = []
        for task in group.tasks:
            items = tuple(item for item in task.items if item.lead_code in wanted)
            if task.lead_code in wanted:
                tasks.append(task)
            elif items:
                tasks.append(replace(task, items=items))
        if tasks:
            found.append(replace(group, tasks=tuple(tasks)))
    return tuple(found)
