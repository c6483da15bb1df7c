"""What communes and wards reported, measure by measure: the sheet "Xã, phường" (papers §3).

Knows no Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.assessment import LocalityLine, MeasureLine, Summary
from reports.comparisons import is_rate
from reports.locality_lines import LocalityFigure, LocalitySum, sum_of
from reports.phrases import tolerance_text
from reports.sentences.indicator import listed, numbered
from reports.sentences.prose import padded, prose, raised
from targets.rules.comparison import Direction
from targets.rules.days import days_late
from targets.rules.figures import HUNDRED, Formula
from targets.rules.pace import Pace
from targets.rules.spelling import places

MOST_DIGITS = 6
LONGEST_LABEL = 60


class Shape(StrEnum):
    """Which columns a measure has."""

    PAIR = "pair"  # denominator, numerator, their rate
    RATE = "rate"  # the rate alone
    AMOUNT = "amount"  # a number that adds up


@dataclass(frozen=True, slots=True)
class Edge:
    """The town's goal as a locality's rate is set against it: no rating, something to look at.

    `bound` is what is printed ("So với 95%"); beyond `limit` a rate is marked ▼. `at_limit`: a
    rate that equals the limit is marked too.
    """

    bound: Decimal
    limit: Decimal
    up: bool
    at_limit: bool

    @property
    def test(self) -> str:
        """The comparison that marks a rate: <, <=, > or >=."""
        return ("<" if self.up else ">") + ("=" if self.at_limit else "")

    def marks(self, rate: Decimal) -> bool:
        beyond = rate < self.limit if self.up else rate > self.limit
        return beyond or (self.at_limit and rate == self.limit)


@dataclass(frozen=True, slots=True)
class LocalityMeasure:
    """A measure that is told by locality, with the figures it has, by the localities' codes.

    `decimals`: of the amounts typed, as many as the longest of them has.
    """

    measure: MeasureLine
    figures: dict[str, LocalityFigure]
    total: LocalitySum
    decimals: int

    @property
    def amount(self) -> Decimal:
        """What a number that adds up comes to."""
        return sum((each.figure for each in self.figures.values()), Decimal(0))

    @property
    def shape(self) -> Shape:
        measure = self.measure
        if measure.percent_only:
            return Shape.RATE
        if measure.formula == Formula.VALUE:
            return Shape.RATE if is_rate(measure) else Shape.AMOUNT
        return Shape.PAIR

    @property
    def edge(self) -> Edge | None:
        """None: an amount, a band or a goal in words; of a secret measure the rate stands alone."""
        measure, target = self.measure, self.measure.target
        if self.shape is Shape.AMOUNT or measure.percent_only or target is None:
            return None
        mark = target.mark
        if mark is None:
            return None
        slack, up = target.tolerance, target.direction == Direction.UP
        if measure.formula == Formula.EXCESS:
            mark += HUNDRED
        if measure.formula == Formula.DECREASE:  # the present rate has to come down to this
            if measure.baseline is None:
                return None
            mark, up = measure.baseline - mark, not up
        return Edge(mark, mark - slack if up else mark + slack, up, target.strict)

    @property
    def heading(self) -> str:
        """(9) Hộ dùng nước sạch: khoảng 95% (±0,5)."""
        measure = self.measure
        if measure.percent_only:
            return f"({measure.key}) {measure.name}"
        slack = tolerance_text(measure).replace("± ", "±").removesuffix(" điểm %")
        goal = f": {measure.target_wording}" if measure.target_wording else ""
        return f"({measure.key}) {measure.name}{goal}" + (f" ({slack})" if slack else "")

    @property
    def labels(self) -> tuple[str, str]:
        """What denominator and numerator are called."""
        measure = self.measure
        return _label(measure.denominator_label, "Mẫu số"), _label(measure.numerator_label, "Tử số")

    @property
    def rate_label(self) -> str:
        return "Tỷ lệ hiện nay (%)" if self.measure.formula == Formula.DECREASE else "Tỷ lệ (%)"

    @property
    def edge_label(self) -> str:
        """So với 95%."""
        return "" if self.edge is None else f"So với {prose(self.edge.bound, MOST_DIGITS)}%"

    @property
    def amount_label(self) -> str:
        return raised(self.measure.unit_of_measure) or "Số liệu"


def locality_measures(summary: Summary) -> list[LocalityMeasure]:
    """The measures told by locality that have at least one figure, in the resolution's order."""
    found = []
    by_key: dict[str, dict[str, LocalityFigure]] = {}
    for line in summary.localities:
        for figure in line.figures:
            by_key.setdefault(figure.key, {})[line.code] = figure
    for measure in told_by_locality(summary):
        if figures := by_key.get(measure.key):
            total = sum_of(summary.localities, measure.key)
            decimals = max(0, *map(_places, figures.values()))
            found.append(LocalityMeasure(measure, figures, total, decimals))
    return found


def _places(figure: LocalityFigure) -> int:
    typed = [each for each in (figure.numerator, figure.denominator) if each is not None]
    return max((places(each.normalize()) for each in typed), default=0)


def told_by_locality(summary: Summary) -> Iterator[MeasureLine]:
    return (each for line in summary.indicators for each in line.measures if each.by_locality)


def days_late_of(summary: Summary, line: LocalityLine) -> int:
    """Days after the deadline; a locality that has begun nothing is not known to owe anything."""
    if not line.reports:
        return 0
    on = line.sent_on if line.has_sent_all and line.sent_on else summary.made_on
    return days_late(summary.period.due_on, on)


def punctual(summary: Summary) -> int:
    """How many localities have sent everything in time."""
    return sum(line.has_sent_all and not days_late_of(summary, line) for line in summary.localities)


def missing_words(line: LocalityLine) -> str:
    """What stands where a locality's day of sending is not known."""
    if not line.reports:
        return "chưa có"
    return "chưa gửi đủ" if line.sent else "chưa gửi"


def is_compared(summary: Summary, lead_code: str) -> bool:
    """Whether the sum is every locality's: a unit's paper may hold a part of them only."""
    return not summary.partial or any(unit.code == lead_code for unit in summary.units)


def notes(
    summary: Summary, shown: Sequence[LocalityMeasure], told: Sequence[LocalityMeasure]
) -> str:
    """What stands under a table. shown: its measures; told: those of every table."""
    found = ["Số của xã, phường: theo báo cáo đã gửi, kể cả chưa được đơn vị chủ trì tiếp nhận."]
    if any(each.edge for each in shown):
        found.append(
            "▼: chưa đạt mức chỉ tiêu chung (để theo dõi, không dùng để xếp loại xã, phường)."
        )
    secret = [each.measure.key for each in shown if each.measure.percent_only]
    if secret:
        found.append(f"Chỉ tiêu {listed(numbered(secret))} chỉ báo cáo tỷ lệ, không ghi số lượng.")
    present = [each.measure.key for each in shown if each.measure.formula == Formula.DECREASE]
    if present:
        found.append(f"Chỉ tiêu {listed(numbered(present))}: tỷ lệ hiện nay so với mức phải đến.")
    return " ".join([*found, *_without_figures(summary, told)])


def _without_figures(summary: Summary, told: Sequence[LocalityMeasure]) -> Iterator[str]:
    """Which measures by locality have no figure, and why that is no wonder."""
    keys = {each.measure.key for each in told}
    later: list[str] = []
    lacking: list[str] = []
    for measure in told_by_locality(summary):
        if measure.key not in keys:
            early = measure.pace == Pace.YEAR_END and not summary.period.is_last
            (later if early else lacking).append(measure.key)
    if later:
        named = listed(numbered(later))
        yield f"Chỉ tiêu {named} đánh giá cuối năm, chưa có số liệu theo xã, phường."
    if lacking:
        yield f"Chỉ tiêu {listed(numbered(lacking))} chưa có xã, phường nào gửi số liệu."


def counted(lines: Sequence[LocalityLine]) -> str:
    return f"{padded(len(lines))} xã, phường"


def _label(label: str, otherwise: str) -> str:
    words = raised(label) or otherwise
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1].rstrip()}…"
