"""Gathers the office's review of one period: what was sent, against last quarter and target.

Seven queries whatever the size: five for the lines, one for what the units corrected and one for
what they attached.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from targets.actions.cases import senders_of
from targets.evidence import evidence_of
from targets.history import (
    SENT_BACK,
    Change,
    changes_since_last_sending,
    own_corrections,
    reason_of_last_return,
    times_sent,
)
from targets.measure_review import MeasureReview, Warned
from targets.models import Evidence, FigureEdit, Indicator, ReviewEvent, User
from targets.rules.standing import WORST_FIRST
from targets.rules.workflow import Actor, Case, Move, Role, Status, open_moves
from targets.sheet_lines import IndicatorLine, PeriodFacts
from targets.worksheet import lines_of

OFFICE_MOVES = (Move.APPROVE, Move.RETURN, Move.REOPEN, Move.SIGN_FOR)
REVIEWED = (Status.SUBMITTED, Status.SIGNING, Status.RETURNED, Status.APPROVED)


@dataclass
class ReviewRow:
    """One report in the queue. `next`: the row that opens after a decision on this one."""

    line: IndicatorLine
    measures: list[MeasureReview]
    moves: list[Move]
    is_sender: bool
    due: datetime.date | None
    edits: Sequence[FigureEdit] = ()
    evidence: Sequence[Evidence] = ()
    next: "ReviewRow | None" = field(default=None, repr=False)
    is_open: bool = False

    @property
    def report_id(self) -> int:
        assert self.line.report is not None  # a queue lists reports
        return self.line.report.pk

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def ticket(self) -> str:
        """The report and the version of it that its reader sees: `12:4`."""
        return f"{self.report_id}:{self.line.version}"

    @cached_property
    def warnings(self) -> list[Warned]:
        return [warned for measure in self.measures for warned in measure.warnings]

    @property
    def check_order(self) -> int:
        """Warnings come first."""
        return 0 if self.warnings else 1

    @property
    def due_order(self) -> datetime.date:
        return self.due or datetime.date.max

    @property
    def standing_order(self) -> int:
        return min(WORST_FIRST.index(measure.standing) for measure in self.measures)

    @property
    def may_approve(self) -> bool:
        return Move.APPROVE in self.moves

    @property
    def waits_for_another(self) -> bool:
        """It could be approved, but not by its reader, who sent it."""
        return self.line.status is Status.SUBMITTED and not self.may_approve

    @property
    def is_clean(self) -> bool:
        """Nothing odd about it, and its reader may approve it: fit for approval by the lot."""
        return self.may_approve and not self.warnings and not self.single_handed

    @property
    def single_handed(self) -> bool:
        """Its reader may approve it only because the office is one person (design §5)."""
        return self.may_approve and self.is_sender

    @property
    def sending(self) -> ReviewEvent | None:
        return self.line.last_event(Move.SUBMIT, Move.SIGN, Move.SIGN_FOR)

    @property
    def on_behalf(self) -> ReviewEvent | None:
        """The sending, where the office typed it for the unit."""
        sent = self.line.last_event(Move.SUBMIT)
        return sent if sent is not None and sent.on_behalf else None

    @property
    def sent_times(self) -> int:
        return times_sent(self.line.events)

    @cached_property
    def resent_changes(self) -> list[Change]:
        lines = [measure.line for measure in self.measures]
        return changes_since_last_sending(self.line.events, lines)

    @cached_property
    def corrections(self) -> list[Change]:
        """What the unit itself corrected before its first sending."""
        if self.sent_times > 1:
            return []
        lines = [measure.line for measure in self.measures]
        return own_corrections(self.line.events, self.edits, lines)

    @property
    def has_more(self) -> bool:
        """Whether anything is told below the figures."""
        told = self.warnings or self.resent_changes or self.corrections
        reasons = any(m.lacks_figure and m.missing_reason for m in self.measures)
        whose = self.on_behalf or self.waits_for_another or self.single_handed
        return bool(self.is_open or told or reasons or self.last_return_reason or whose)

    @property
    def last_return_reason(self) -> str:
        return reason_of_last_return(self.line.events)

    @property
    def last_return(self) -> ReviewEvent | None:
        return self.line.last_event(*SENT_BACK)


def rows_of(
    indicators: Iterable[Indicator],
    facts: PeriodFacts,
    *,
    reader: User,
    single_handed: bool,
    today: datetime.date,
) -> list[ReviewRow]:
    """The reports of a period that have left their units, by number, for one reviewer."""
    lines = [line for line in lines_of(indicators, facts) if line.status in REVIEWED]
    reports = [line.report for line in lines if line.report is not None]
    edits: dict[int, list[FigureEdit]] = defaultdict(list)
    for edit in FigureEdit.objects.filter(report__in=reports):
        edits[edit.report_id].append(edit)
    attached = evidence_of(reports)
    window = facts.period.takes_entries(today)
    found = []
    for line in lines:
        if line.report is not None:
            row = _row(
                line, edits[line.report.pk], reader, single_handed=single_handed, window=window
            )
            row.evidence = attached.get(line.report.pk, ())
            found.append(row)
    return found


def _row(
    line: IndicatorLine,
    edits: list[FigureEdit],
    reader: User,
    *,
    single_handed: bool,
    window: bool,
) -> ReviewRow:
    report = line.report
    assert report is not None
    report.period, report.indicator = line.measures[0].facts.period, line.indicator  # at hand
    is_sender = reader.pk in senders_of(report, line.events)
    case = Case(
        status=line.status,
        counts=report.counts,
        head_signs=line.unit.head_signs,
        window_open=window,  # the office's own steps do not ask for it
        unit_active=line.unit.is_active,
    )
    actor = Actor(
        role=Role(reader.role),
        is_sender=is_sender,
        single_handed=single_handed,
        active=reader.is_active,
    )
    told = bool(report.results.strip())
    return ReviewRow(
        line=line,
        measures=[MeasureReview(measure, narrative=told) for measure in line.measures],
        moves=[move for move in open_moves(case, actor) if move in OFFICE_MOVES],
        is_sender=is_sender,
        due=_due(line),
        edits=edits,
    )


def _due(line: IndicatorLine) -> datetime.date | None:
    """The day its unit had to send by: the one it was given with a return, else the period's."""
    returned = line.last_event(*SENT_BACK)
    if returned is not None and returned.answer_by is not None:
        return returned.answer_by
    return line.measures[0].facts.period.due_on


def counts_by_status(rows: Collection[ReviewRow]) -> Counter[Status]:
    return Counter(row.line.status for row in rows)
