"""What waits for a person, line by line, each with the address where it is done."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from targets.models import Period, PeriodExtension, ProgressReport, ReviewEvent
from targets.rules.directives import DirectiveStatus
from targets.rules.waiting import Matter, urgency
from targets.rules.workflow import Move, Status
from targets.waiting import Duties
from targets.waiting_asked import asked_lines
from targets.wording import period_title

_MATTER_OF = {
    Status.SIGNING.value: Matter.SIGN,
    Status.RETURNED.value: Matter.RETURNED,
    Status.SUBMITTED.value: Matter.REVIEW,
    Status.DRAFT.value: Matter.UNSENT,
}
_BACK = (Move.RETURN.value, Move.SEND_BACK.value, Move.REOPEN.value)
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits.

    `number`: of the indicator or, with `of_task`, of the task; `days_left`: below 0 when overdue,
    None without a date; `due_on`: a date of its own, apart from the period's; `begun`: a draft is
    there; `words`: why it came back; `said_by`, `said_at`: who sent it back or asked, and when;
    `period_id` None: it belongs to no period; `units`: how many have sent what waits.
    """

    matter: Matter
    url: str
    number: str
    name: str
    unit: str = ""
    of_task: bool = False
    period_id: int | None = None
    period: str = ""
    due_on: datetime.date | None = None
    days_left: int | None = None
    begun: bool = False
    contributing: bool = False
    words: str = ""
    said_by: str = ""
    said_at: datetime.datetime | None = None
    units: int = 0

    @property
    def is_overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def urgency(self) -> tuple[object, ...]:
        """Most urgent first; by number where equally so."""
        number = tuple(int(part) for part in _NUMBERS.findall(self.number))
        return (*urgency(self.matter, self.days_left, begun=self.begun), number, self.name)


def waiting_lines(duties: Duties) -> list[WaitingLine]:
    """Everything that waits, most urgent first; at most ten queries, whatever the size."""
    found = [
        *_reports(duties),
        *_unsent(duties),
        *_asked(duties),
        *_to_receive(duties),
        *_work_items(duties),
        *_requests(duties),
    ]
    return sorted(found, key=lambda line: line.urgency)


def _reports(duties: Duties) -> Iterator[WaitingLine]:
    returns = ReviewEvent.objects.filter(move__in=_BACK).select_related("by")
    rows = (
        duties.reports()
        .select_related("indicator", "unit", "period__resolution")
        .prefetch_related(Prefetch("events", returns.order_by("at", "pk"), to_attr="returns"))
    )
    for row in rows:
        matter, last = _MATTER_OF[row.status], None
        if matter is Matter.RETURNED:
            last = next(reversed(row.returns), None)
        answer_by = last.answer_by if last else None
        yield WaitingLine(
            matter,
            _review(row.period) if matter is Matter.REVIEW else _sheet(row),
            str(row.indicator.number),
            row.indicator.wording,
            row.unit.name,
            period_id=row.period_id,
            period=period_title(row.period.name, row.period.resolution.year),
            due_on=answer_by,
            days_left=_days_left(duties, answer_by or row.period.due_on),
            begun=True,
            contributing=not row.counts,
            words=last.note if last else "",
            said_by=str(last.by or "") if last else "",
            said_at=last.at if last else None,
        )


def _unsent(duties: Duties) -> Iterator[WaitingLine]:
    if Matter.UNSENT not in duties.matters:
        return
    drafts = ProgressReport.objects.counting().filter(
        indicator=OuterRef("pk"), period=OuterRef("running_id")
    )
    given = PeriodExtension.objects.filter(
        period=OuterRef("running_id"), unit=OuterRef("lead_unit_id")
    )
    until = Subquery(given.order_by("-until").values("until")[:1])
    rows = duties.unsent().values_list(
        "number", "wording", "lead_unit__code", "lead_unit__name", "group__resolution__slug",
        "group__resolution__year", "running_id", "running_quarter", "running_name",
        Coalesce(until, "running_due_on"), Exists(drafts),
    )  # fmt: skip
    for number, wording, code, unit, slug, year, pk, quarter, name, due_on, begun in rows:
        yield WaitingLine(
            Matter.UNSENT,
            reverse("targets:sheet", args=[slug, quarter, code]) + f"#ct-{number}",
            str(number),
            wording,
            unit,
            period_id=pk,
            period=period_title(name, year),
            days_left=_days_left(duties, due_on),
            begun=begun,
        )


def _asked(duties: Duties) -> Iterator[WaitingLine]:
    """What the person's units report to lead units and have not begun."""
    if Matter.UNSENT not in duties.matters:
        return
    asking = list(duties.asked().filter(asked_many__gt=0))
    if not asking:
        return
    for line in asked_lines(asking, duties.running):
        yield WaitingLine(
            Matter.UNSENT,
            reverse("targets:sheet", args=[line.slug, line.quarter, line.unit.code])
            + f"#ct-{line.number}",
            str(line.number),
            line.wording,
            line.unit.name,
            period_id=line.period_id,
            period=period_title(line.period, line.year),
            days_left=_days_left(duties, line.due_on),
            contributing=True,
        )


def _to_receive(duties: Duties) -> Iterator[WaitingLine]:
    if Matter.RECEIVE not in duties.matters:
        return
    rows = duties.to_receive().values_list(
        "number", "wording", "lead_unit__code", "lead_unit__name", "group__resolution__slug",
        "group__resolution__year", "sent_in", "sent_quarter", "sent_name", "sent_due_on",
        "sent_many",
    )  # fmt: skip
    for number, wording, code, unit, slug, year, pk, quarter, name, due_on, many in rows:
        yield WaitingLine(
            Matter.RECEIVE,
            reverse("targets:contributions", args=[slug, quarter, code, number]),
            str(number),
            wording,
            unit,
            period_id=pk,
            period=period_title(name, year),
            days_left=_days_left(duties, due_on),
            units=many,
        )


def _work_items(duties: Duties) -> Iterator[WaitingLine]:
    for row in duties.work_items().select_related("task", "lead_unit"):
        yield WaitingLine(
            Matter.WORK,
            reverse("targets:work-item", args=[row.pk]),
            row.task.number,
            row.name,
            row.lead_unit.name if row.lead_unit else "",
            of_task=True,
            due_on=row.due_on,
            days_left=_days_left(duties, row.due_on),
        )


def _requests(duties: Duties) -> Iterator[WaitingLine]:
    rows = duties.requests().select_related("indicator", "task", "unit", "period__resolution", "by")
    for row in rows:
        subject = row.indicator or row.task
        assert subject is not None  # the database sees to it
        yield WaitingLine(
            Matter.SETTLE if row.status == DirectiveStatus.ANSWERED else Matter.EXPLAIN,
            reverse("targets:directive", args=[row.pk]),
            str(subject.number),
            row.text,
            row.unit.name if row.unit else "",
            of_task=row.task is not None,
            period_id=row.period_id,
            period=period_title(row.period.name, row.period.resolution.year),
            due_on=row.answer_due_on,
            days_left=_days_left(duties, row.answer_due_on),
            said_by=str(row.by or ""),
            said_at=row.at,
        )


def _days_left(duties: Duties, due_on: datetime.date | None) -> int | None:
    return None if due_on is None else (due_on - duties.today).days


def _review(period: Period) -> str:
    return reverse("targets:review", args=[period.resolution.slug, period.quarter])


def _sheet(report: ProgressReport) -> str:
    args = [report.period.resolution.slug, report.period.quarter, report.unit.code]
    return reverse("targets:sheet", args=args) + f"#ct-{report.indicator.number}"
