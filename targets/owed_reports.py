"""The reports units owe in a period, with last figures and what localities have sent so far."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from targets import clock
from targets.dues import NOT_BEGUN, SENT, Item, Ledger, UnitDues
from targets.models import Figure, Indicator, Period, ReviewEvent, Unit
from targets.owed import (
    Kind,
    Owed,
    OwedByUnit,
    OwedMeasure,
    grouped_by_unit,
    requests_owed,
    work_owed,
)
from targets.rules.days import days_late
from targets.rules.figures import Formula, figure_of
from targets.rules.workflow import Move, Status
from targets.sheet_lines import IndicatorLine, MeasureLine, entry_of
from targets.wording import figure_text, grouped, split_unit
from targets.worksheet import facts_of, lines_of

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


def reports_owed(
    ledger: Ledger, period: Period, *, units: frozenset[int] | None = None
) -> list[Owed]:
    """The due reports of a period that are not with the office; 8 queries."""
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
    due_on, late = unit.deadline(period), 0
    if item.unsent:
        late = days_late(due_on, today)
    elif item.status == Status.RETURNED:
        back = returns.get((unit.pk, item.number))
        due_on = back.answer_by if back else None
        late = days_late(due_on, today)
    due = [measure for measure in line.measures if measure.is_due]
    if not unit.leads:  # what is asked of a commune or a supplier alone
        asked = [
            one for one in due if one.measure.by_locality or one.measure.supplier_id == unit.pk
        ]
        due = asked or due
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
        days_late=late,
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
