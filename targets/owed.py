"""What units owe: reports not sent, work items overdue, requests not answered (design §4, §7).

The page, the message, the slip and the mail all speak of these lines. Every gathering here takes
a fixed number of queries, whatever the number of units.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from targets import clock
from targets.dues import NOT_BEGUN, SENT, Item, Ledger, UnitDues
from targets.labels import WORK_STATE_LABELS
from targets.models import (
    Directive,
    Figure,
    Indicator,
    Period,
    Resolution,
    ReviewEvent,
    TaskUpdate,
    Unit,
    WorkItem,
)
from targets.rules.figures import Formula, figure_of
from targets.rules.workflow import Move, Status
from targets.wording import figure_text, grouped, split_unit
from targets.worksheet import IndicatorLine, MeasureLine, entry_of, facts_of, lines_of


class Kind(StrEnum):
    """What is owed."""

    REPORT = "report"
    WORK = "work"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class OwedMeasure:
    """A figure that is asked for: which, how much the resolution wants, what it was last time."""

    key: str
    name: str
    target: str
    last: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing a unit owes. `key` as MailedLine keeps it.

    `due_on`: the day that days late are reckoned from; None where nobody set one. `days_late` is
    0 for what was sent once and came back without a date. `measures`: of a report, those that are
    due; `at_will`: those rated at the year's end only. `last`: what stood there before; `told`:
    words were sent last time; `sums`: what localities have reported so far.
    """

    key: str
    kind: Kind
    unit_id: int
    number: str
    name: str
    state: str
    period_id: int | None = None
    due_on: datetime.date | None = None
    days_late: int = 0
    measures: tuple[OwedMeasure, ...] = ()
    at_will: tuple[str, ...] = ()
    last: str = ""
    told: bool = False
    counts: bool = True
    unsent: bool = True
    sums: tuple[str, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


OwedByUnit = dict[int, list[Owed]]

# Of an excess and a decrease the baseline is another number than the figure
_BASELINE_IS_A_FIGURE = frozenset({Formula.VALUE, Formula.RATIO})
STATES: Mapping[str, str] = {
    NOT_BEGUN: "Chưa gửi số liệu",
    Status.DRAFT.value: "Đang soạn, chưa gửi",
    Status.SIGNING.value: "Chờ thủ trưởng ký",
    Status.RETURNED.value: "Trả lại, chưa gửi lại",
}


def owed_by_unit(
    ledger: Ledger, period: Period, *, units: Iterable[int] | None = None
) -> OwedByUnit:
    """Everything owed today in a period: reports, overdue work items, requests; by unit.

    units: only these. Work items and requests are the resolution's, whatever the period.
    """
    wanted = None if units is None else frozenset(units)
    today = clock.today()
    lines = [
        *reports_owed(ledger, period, units=wanted),
        *work_owed(ledger.resolution, before=today),
        *requests_owed(ledger.resolution),
    ]
    return grouped_by_unit(line for line in lines if wanted is None or line.unit_id in wanted)


def grouped_by_unit(lines: Iterable[Owed]) -> OwedByUnit:
    found: OwedByUnit = defaultdict(list)
    for line in lines:
        found[line.unit_id].append(line)
    return found


def reports_owed(
    ledger: Ledger, period: Period, *, units: frozenset[int] | None = None
) -> list[Owed]:
    """The due reports of a period that are not with the office, by unit and number; 9 queries."""
    today = clock.today()
    waiting = [
        (unit, item)
        for unit in ledger.units
        if units is None or unit.pk in units
        for item in unit.of(period)
        if item.waits_for_unit
    ]
    numbers = {item.number for _, item in waiting}
    indicators = Indicator.objects.filter(group__resolution=ledger.resolution, number__in=numbers)
    facts = facts_of(period, ledger.periods)
    lines = {line.number: line for line in lines_of(indicators, facts)}
    given = _Given.of(indicators, period, facts.previous)
    returns = _returns(indicators, period)
    return [
        _report(unit, item, lines[item.number], period, given, returns, today)
        for unit, item in waiting
        if item.number in lines
    ]


def _report(
    unit: UnitDues,
    item: Item,
    line: IndicatorLine,
    period: Period,
    given: "_Given",
    returns: Mapping[tuple[int, int], ReviewEvent],
    today: datetime.date,
) -> Owed:
    due_on, days_late = unit.deadline(period), 0
    if item.unsent:
        days_late = max(0, (today - due_on).days) if due_on else 0
    elif item.status == Status.RETURNED:
        back = returns.get((unit.pk, item.number))
        due_on = back.answer_by if back and back.answer_by else None
        days_late = max(0, (today - due_on).days) if due_on else 0
    due = [measure for measure in line.measures if measure.is_due]
    previous = line.measures[0].facts.previous
    return Owed(
        key=f"report:{period.pk}:{item.number}:{unit.pk}",
        kind=Kind.REPORT,
        unit_id=unit.pk,
        number=str(item.number),
        name=line.indicator.wording,
        state=STATES.get(item.status, ""),
        period_id=period.pk,
        due_on=due_on,
        days_late=days_late,
        measures=tuple(_measure(measure, unit, given, leads=unit.leads) for measure in due),
        at_will=tuple(measure.key for measure in line.measures if not measure.is_due),
        last=f"Đã gửi {short_period(previous)}" if previous else "",
        told=unit.leads and any(_tells(measure) for measure in line.measures),
        counts=unit.leads,
        unsent=item.unsent,
        sums=tuple(filter(None, (given.sum_of(measure) for measure in due if unit.leads))),
    )


def _tells(measure: MeasureLine) -> bool:
    report = measure.previous.report if measure.previous else None
    return report is not None and bool(report.results or report.difficulties or report.proposals)


def _measure(line: MeasureLine, unit: UnitDues, given: "_Given", *, leads: bool) -> OwedMeasure:
    previous = line.facts.previous
    figure = line.previous if leads else given.last.get((unit.pk, line.measure.pk))
    number = line.appraise(entry_of(figure)).figure
    last = ""
    if previous and number is not None:
        last = f"{short_period(previous)}: {_figure(line, number)}"
    elif leads and line.measure.baseline is not None and line.formula in _BASELINE_IS_A_FIGURE:
        year = line.facts.period.resolution.year - 1
        last = f"Năm {year}: {_figure(line, line.measure.baseline)}"
    target = line.target.wording if line.target else ""
    return OwedMeasure(line.key, line.measure.name, target, last)


def _figure(line: MeasureLine, number: Decimal) -> str:
    measure = line.measure
    return figure_text(
        line.formula, number, measure.decimals, measure.unit_of_measure, bounds=line.bounds
    )


def short_period(period: Period) -> str:
    """A period's name as it stands in a narrow cell: Quý I, 6 tháng, 9 tháng."""
    return period.name.removesuffix(" đầu năm")


@dataclass(slots=True)
class _Given:
    """What contributing reports say: last period's figures, and this period's sums."""

    last: dict[tuple[int, int], Figure] = field(default_factory=dict)
    now: dict[int, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    localities: int = 0

    @classmethod
    def of(
        cls, indicators: QuerySet[Indicator], period: Period, previous: Period | None
    ) -> "_Given":
        """Two queries."""
        found = cls()
        rows = Figure.objects.filter(
            report__indicator__in=indicators, report__counts=False,
            report__period__in=[period, previous] if previous else [period],
        ).select_related("report__unit")  # fmt: skip
        for figure in rows:
            if figure.report.period_id != period.pk:
                found.last[figure.report.unit_id, figure.measure_id] = figure
            elif figure.report.status in SENT:
                found.now[figure.measure_id].append(figure)
        found.localities = Unit.objects.active().filter(kind="locality").count()
        return found

    def sum_of(self, line: MeasureLine) -> str:
        """`15/15 xã, phường đã báo cáo chỉ tiêu (10a), cộng lại 20.155/23.040 tấn, đạt 87,48%`.

        Empty where none has reported, and where amounts are secret.
        """
        figures = [figure for figure in self.now[line.measure.pk] if _adds_up(figure, line)]
        if not figures or line.measure.percent_only:
            return ""
        local = [figure for figure in figures if figure.report.unit.kind == "locality"]
        of_all = f"/{self.localities} xã, phường" if len(local) == len(figures) else " đơn vị"
        who = f"{len(figures)}{of_all} đã báo cáo chỉ tiêu ({line.key})"
        if line.formula is Formula.VALUE:
            total = sum((figure.value for figure in figures if figure.value), Decimal(0))
            unit = line.measure.unit_of_measure
            return f"{who}, cộng lại {grouped(total)} {unit}".rstrip()
        done = sum((figure.numerator for figure in figures if figure.numerator), Decimal(0))
        whole = sum((figure.denominator for figure in figures if figure.denominator), Decimal(0))
        pair = f"{grouped(done)}/{grouped(whole)} {_noun(line)}".rstrip()
        terms = line.terms
        if not whole:
            return f"{who}, cộng lại {pair}"
        figure = figure_of(line.formula, numerator=done, denominator=whole, baseline=terms.baseline)
        said = "" if figure is None else f", đạt {_figure(line, figure)}"
        return f"{who}, cộng lại {pair}{said}"


def _adds_up(figure: Figure, line: MeasureLine) -> bool:
    """Shares given as a percentage alone join no sum (design §3.2)."""
    if line.formula is Formula.VALUE:
        return figure.value is not None and line.measure.unit_of_measure != "%"
    return figure.numerator is not None and figure.denominator is not None


def _noun(line: MeasureLine) -> str:
    measure = line.measure
    return split_unit(measure.denominator_label)[1] or split_unit(measure.numerator_label)[1]


def _returns(indicators: QuerySet[Indicator], period: Period) -> dict[tuple[int, int], ReviewEvent]:
    """The last return of each report, by unit and indicator number; one query."""
    rows = (
        ReviewEvent.objects.filter(
            report__indicator__in=indicators,
            report__period=period,
            move__in=[Move.RETURN.value, Move.REOPEN.value, Move.SEND_BACK.value],
        )
        .select_related("report__indicator")
        .order_by("at", "pk")
    )
    return {(row.report.unit_id, row.report.indicator.number): row for row in rows}


def work_owed(
    resolution: Resolution,
    *,
    before: datetime.date | None = None,
    until: datetime.date | None = None,
) -> list[Owed]:
    """Work items to be done that are due before a day, or until one; longest overdue first.

    Two queries. A paused item is overdue like any other.
    """
    limit = Q(due_on__lt=before) if before else Q(due_on__lte=until)
    rows = list(
        WorkItem.objects.outstanding()
        .filter(limit, task__group__resolution=resolution, lead_unit__isnull=False)
        .select_related("task__group")
        .order_by("due_on", "task__group__number", "task__order", "order")
    )
    percents = _percents(rows)
    return [_work(row, percents.get(row.pk), clock.today()) for row in rows]


def _percents(items: Sequence[WorkItem]) -> dict[int, int]:
    """How far each is by its newest update that says so."""
    rows = TaskUpdate.objects.filter(work_item__in=items, percent__isnull=False)
    return {
        item_id: percent
        for item_id, percent in rows.order_by("at", "pk").values_list("work_item_id", "percent")
        if percent is not None
    }


def _work(item: WorkItem, percent: int | None, today: datetime.date) -> Owed:
    assert item.lead_unit_id is not None
    last = WORK_STATE_LABELS[item.state]
    return Owed(
        key=f"work:{item.pk}",
        kind=Kind.WORK,
        unit_id=item.lead_unit_id,
        number=f"{item.task.number}.{item.order}",
        name=item.name,
        state="Chưa hoàn thành",
        due_on=item.due_on,
        days_late=max(0, (today - item.due_on).days) if item.due_on else 0,
        last=last if percent is None else f"{last}, {percent}%",
    )


def requests_owed(resolution: Resolution) -> list[Owed]:
    """Requests to explain that no unit has answered, the oldest date first; one query."""
    rows = (
        Directive.objects.waiting()
        .filter(period__resolution=resolution, unit__isnull=False)
        .select_related("indicator", "task")
        .order_by("answer_due_on", "at", "pk")
    )
    return [_request(row, clock.today()) for row in rows]


def _request(row: Directive, today: datetime.date) -> Owed:
    assert row.unit_id is not None
    due_on = row.answer_due_on
    about = f"chỉ tiêu ({row.indicator.number})" if row.indicator else ""
    if row.task:
        about = f"nhiệm vụ {row.task.number}"
    return Owed(
        key=f"request:{row.pk}",
        kind=Kind.REQUEST,
        unit_id=row.unit_id,
        number="",
        name=about,
        state="Chưa giải trình",
        due_on=due_on,
        days_late=max(0, (today - due_on).days) if due_on else 0,
        last=f"Yêu cầu ngày {timezone.localtime(row.at):%d/%m/%Y}",
    )


@dataclass(slots=True)
class Reminded:
    """On which days somebody reminded a unit of a period, and how many days the clock did."""

    days: set[datetime.date] = field(default_factory=set)
    by_clock: set[datetime.date] = field(default_factory=set)

    def times_before(self, day: datetime.date) -> int:
        """A message and a slip on one day are one reminder."""
        return sum(each < day for each in self.days)


def reminded(period: Period) -> dict[int, Reminded]:
    """What was sent about a period, by unit; one query."""
    found: dict[int, Reminded] = defaultdict(Reminded)
    for unit_id, by_id, at in period.reminders.order_by().values_list("unit_id", "by_id", "at"):
        told = found[unit_id]
        (told.by_clock if by_id is None else told.days).add(timezone.localtime(at).date())
    return found
