"""A row per lead unit: how its indicators stand, when it reported, what to know (papers §3).

On time is by the first sending (design §4): a report that came back once was sent.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from reports.assessment import Basis, IndicatorLine, Summary
from reports.paper_notes import NATURES, ON_BEHALF, cut
from reports.phrases import day
from reports.risks import reminded_on
from reports.sentences.indicator import listed, numbered
from reports.sentences.prose import raised
from reports.tally import Tally
from targets.rules.days import days_late
from targets.rules.workflow import Status

NO_UNIT = "Chưa giao đơn vị chủ trì"
NOT_SENT, SENT, NOTHING_SENT = "chưa gửi", "đã gửi", "-"
_SENT = frozenset({Status.SUBMITTED.value, Status.APPROVED.value})


@dataclass(frozen=True)
class UnitRow:
    """A lead unit with its indicators. `name` "": nobody has been given them yet."""

    summary: Summary
    code: str
    name: str
    lines: tuple[IndicatorLine, ...]
    overdue: int = 0

    @property
    def shown_name(self) -> str:
        return self.name or NO_UNIT

    @property
    def tally(self) -> Tally:
        return Tally.of(line.verdict for line in self.lines)

    @cached_property
    def due(self) -> list[IndicatorLine]:
        return [line for line in self.lines if line.due]

    @cached_property
    def unsent(self) -> list[IndicatorLine]:
        """What is due and was never sent."""
        return [
            line
            for line in self.due
            if line.report.first_sent_at is None and line.report.status not in _SENT
        ]

    @property
    def sent_on(self) -> datetime.date | None:
        """When the last of what is due was first sent; None while some of it was not.

        Where nothing is due, when the last of what was sent all the same.
        """
        if self.unsent:
            return None
        lines = self.due or self.lines
        sent = [line.report.first_sent_at for line in lines if line.report.first_sent_at]
        return timezone.localtime(max(sent)).date() if sent else None

    @property
    def sent_words(self) -> str:
        """What stands where there is no date."""
        if self.unsent:
            return NOT_SENT if self.summary.period.opened else NOTHING_SENT
        return SENT if self.due else NOTHING_SENT

    @property
    def is_timed(self) -> bool:
        """Whether it can be late: something is due, and the day it was sent is known."""
        return bool(self.due) and (bool(self.unsent) or self.sent_on is not None)

    @property
    def late(self) -> int:
        """Days after the deadline; a unit with nothing due is never late."""
        if not self.is_timed:
            return 0
        return days_late(self.summary.period.due_on, self.sent_on or self.summary.made_on)

    @property
    def returns(self) -> int:
        return sum(line.report.returns for line in self.lines)

    @property
    def note(self) -> str:
        """What to know of its reporting, as one sentence; empty where nothing is special."""
        parts = [self._missing(), *self._returned(), *self._waiting(), *self._natures()]
        if not self.due:
            parts.append("chỉ tiêu đánh giá cuối năm")
        return raised("; ".join(part for part in parts if part))

    def _missing(self) -> str:
        if not self.unsent or not self.summary.period.opened:
            return ""
        all_of_it = len(self.unsent) == len(self.due)
        text = NOT_SENT if all_of_it else f"{NOT_SENT} {_named(self.unsent)}"
        reminded = reminded_on(self.summary, self.code)
        return f"{text}; {reminded}" if reminded else text

    def _returned(self) -> list[str]:
        found = []
        for line in self.lines:
            report = line.report
            if not report.returns:
                continue
            if report.status == Status.RETURNED:
                note = f": {cut(report.return_note)}" if report.return_note else ""
                found.append(f"trả lại {_named([line])}{note}")
            elif report.entered_at is not None and report.status != Status.DRAFT:
                again = day(timezone.localtime(report.entered_at))
                found.append(f"{_named([line])} trả lại, đã gửi lại ngày {again}")
        return found

    def _waiting(self) -> list[str]:
        def has(test: Callable[[IndicatorLine], bool], words: str) -> str:
            found = [line for line in self.lines if test(line)]
            return f"{words} {_named(found)}" if found else ""

        return [
            has(_awaits_review, "chờ duyệt"),
            has(lambda line: line.report.basis is Basis.SUBMITTED, "chưa duyệt"),
            has(lambda line: line.report.revising, "đang điều chỉnh"),
            has(
                lambda line: line.report.on_behalf and line.report.basis is not Basis.NONE,
                ON_BEHALF,
            ),
        ]

    def _natures(self) -> list[str]:
        """Gửi số ước chỉ tiêu (7)."""
        found = []
        for nature, words in NATURES.items():
            keys = [
                each.key
                for line in self.lines
                for each in line.measures
                if each.now.figure is not None and each.now.typed.nature == nature
            ]
            if keys:
                found.append(f"gửi {words} chỉ tiêu {listed(numbered(keys))}")
        return found


def unit_rows(summary: Summary) -> list[UnitRow]:
    """Lead units in the resolution's order, last what nobody was given yet; of a unit's own paper
    its own units alone.

    Units of the same name are one row: "Tổng hợp" names a unit and does not show its code.
    """
    told = {unit.code for unit in summary.units}
    lines: dict[str, list[IndicatorLine]] = {}
    for line in summary.indicators:
        if line.lead_code in told or (not line.lead_code and not summary.partial):
            lines.setdefault(line.lead_name.casefold(), []).append(line)
    overdue = overdue_by_lead(summary)
    return [
        UnitRow(
            summary,
            members[0].lead_code,
            members[0].lead_name,
            tuple(members),
            overdue[key] if key else 0,
        )
        for key, members in sorted(lines.items(), key=lambda item: not item[0])
    ]


def overdue_by_lead(summary: Summary) -> Counter[str]:
    """How many overdue work items each unit leads, by its name in small letters."""
    return Counter(
        item.lead.casefold()
        for group in summary.task_groups
        for item in group.items
        if item.overdue
    )


def on_time(rows: Iterable[UnitRow]) -> tuple[int, int]:
    """How many units have sent everything that is due in time, of how many with something due."""
    due = [row for row in rows if row.due]
    return sum(row.sent_on is not None and not row.late for row in due), len(due)


def _awaits_review(line: IndicatorLine) -> bool:
    return line.report.status == Status.SUBMITTED and line.report.basis is not Basis.SUBMITTED


def _named(lines: Sequence[IndicatorLine]) -> str:
    return f"chỉ tiêu {listed(numbered(line.number for line in lines))}"
