"""Taking what contributing units sent over into the lead unit's own report (design §4, §5)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from targets.actions.refusal import Refused
from targets.actions.reporting import Outdated, SaveRefused, TypedIndicator, save_typed
from targets.gathered import Gathered
from targets.gathered_words import LOCALITIES
from targets.models import Indicator, ProgressReport, User
from targets.rules.appraisal import Entry
from targets.rules.checks import DIFFERS_FROM_SUM
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import plain
from targets.sheet_lines import IndicatorLine, MeasureLine, PeriodFacts
from targets.worksheet import lines_of

SIX_PLACES = Decimal("0.000001")
CHANGED = "Số các đơn vị gửi vừa thay đổi nên chưa lấy. Hãy xem lại tổng dưới đây rồi bấm lại."
OVERTAKEN = (
    "Báo cáo của đơn vị chủ trì vừa được người khác lưu nên chưa lấy số vào. Hãy xem lại số dưới "
    "đây rồi bấm lại."
)
NOTHING = "Chưa có số nào được tiếp nhận để lấy vào báo cáo."
ONLY_RATES = "Thành phần này chỉ báo cáo tỷ lệ nên không cộng các đơn vị; hãy nhập tỷ lệ ở biểu."
OWN_WORDS = ("Tổng hợp số của ", "Số liệu của ")


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Which sum somebody saw and wants, and the lead unit's report as they saw it."""

    letter: str
    seen: str
    version: int | None


def ticket_of(given: Gathered) -> str:
    """Stands for exactly this sum: whoever saw another one has another ticket."""
    entry = given.received.entry
    numbers = (entry.value, entry.numerator, entry.denominator)
    texts = ("" if number is None else plain(number) for number in numbers)
    return "/".join([*texts, str(given.received_count)])


def take_over(
    indicator: Indicator, facts: PeriodFacts, wish: TakeOver, *, by: User
) -> ProgressReport | None:
    """Put the received sum (or the supplier's figure) into the lead unit's report, as its sheet
    would save it; None where the very same number stands there.

    One transaction. Raises Refused when this person may not edit the report now, when nothing
    was received, and, stale, when the sum or the report is another one than they saw.
    """
    with transaction.atomic():
        filed = indicator.reports.filter(period=facts.period).order_by("pk")
        list(filed.select_for_update())  # whoever receives or returns meanwhile waits
        line = lines_of([indicator], facts)[0]
        measure = next((one for one in line.measures if one.measure.letter == wish.letter), None)
        if measure is None or measure.gathered is None:
            raise Refused("Không có thành phần này. Hãy tải lại trang.", stale=True)
        if measure.measure.percent_only:
            raise Refused(ONLY_RATES)
        if ticket_of(measure.gathered) != wish.seen:
            raise Refused(CHANGED, stale=True)
        if measure.gathered.received.entry.is_blank:
            raise Refused(NOTHING)
        return _saved(line, measure, measure.gathered, wish.version, by)


def _saved(
    line: IndicatorLine, measure: MeasureLine, given: Gathered, version: int | None, by: User
) -> ProgressReport | None:
    columns = _columns(measure, given)
    typed = TypedIndicator(line, version, {}, {measure.measure.pk: columns})
    try:
        saved = save_typed(measure.facts.period, line.unit, [typed], by=by)
    except SaveRefused as refused:
        raise Refused(str(refused)) from None
    except Outdated:
        raise Refused(OVERTAKEN, stale=True) from None
    return saved[0] if saved else None


def _columns(measure: MeasureLine, given: Gathered) -> dict[str, Any]:
    """The figure's columns that the sum fills; the lead unit's quota stays the denominator."""
    entry, figure = given.received.entry, measure.figure
    whole = entry.denominator
    if entry.numerator is not None and measure.assigned is not None:
        whole = measure.assigned
    reasons = dict(figure.warning_reasons) if figure else {}
    reasons.pop(DIFFERS_FROM_SUM, None)
    columns: dict[str, Any] = {
        "value": entry.value if entry.numerator is None else None,
        "numerator": entry.numerator,
        "denominator": whole,
        "missing_reason": "",
        "expected_on": None,
        "warning_reasons": reasons,
    }
    if figure is None or not figure.source_note or figure.source_note.startswith(OWN_WORDS):
        columns["source_note"] = _source(measure, given)
    if figure is not None:
        taken = Entry(columns["value"], columns["numerator"], whole)
        columns["year_estimate"] = _estimate(measure.formula, figure.entry(), taken)
    return columns


def _source(measure: MeasureLine, given: Gathered) -> str:
    if given.supplied and measure.measure.supplier is not None:
        return f"{OWN_WORDS[1]}{measure.measure.supplier.name}"
    return f"{OWN_WORDS[0]}{given.received_count}/{given.asked} {LOCALITIES} đã tiếp nhận"


def _estimate(formula: Formula, before: Entry, after: Entry) -> Decimal | None:
    """The year's estimate is typed as the figure is: a rate beside a rate, else a numerator."""
    estimate = before.year_estimate
    if estimate is None or formula == Formula.VALUE:
        return estimate
    was_rate, is_rate = before.numerator is None, after.numerator is None
    if was_rate == is_rate:
        return estimate
    whole = after.denominator if was_rate else before.denominator
    if not whole:
        return estimate
    turned = estimate * whole / HUNDRED if was_rate else estimate * HUNDRED / whole
    return turned.quantize(SIX_PLACES, ROUND_HALF_UP)
