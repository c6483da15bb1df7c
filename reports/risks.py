"""What is late, lacks its figure or may fall short: the rows of "Chậm và nguy cơ" (papers §3).

No cause and no proposal but the units' own. Knows no Django.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.assessment import IndicatorLine, MeasureLine, Summary, worst_first
from reports.locality_lines import sum_of
from reports.paper_notes import cut
from reports.paper_table import TableGroup, TableRow
from reports.phrases import day, outlook_whose, outlook_words
from reports.sentences.prose import padded, prose, raised
from reports.work_lines import TaskLine, WorkLine
from targets.rules.appraisal import Whose
from targets.rules.comparison import Direction, Outcome
from targets.rules.days import days_late
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import with_unit
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.rules.workflow import Status

LATE = (Standing.MISSED, Standing.BEHIND)
LACKING = (Standing.NO_FIGURE,)
UNSAID = "Đơn vị chưa nêu"
MOST_DIGITS = 6  # a bound is printed as it was written


@dataclass(frozen=True, slots=True)
class RiskPart:
    """A band and the rows under it."""

    title: str
    rows: tuple[TableRow, ...]
    lacking: bool = False

    @property
    def heading(self) -> str:
        """Chậm tiến độ: 01 chỉ tiêu, 02 chỉ tiêu thành phần."""
        parts = sum(row.is_part for row in self.rows)
        whole = len(self.rows) - parts
        counted = [f"{padded(whole)} chỉ tiêu"] if whole else []
        counted += [f"{padded(parts)} chỉ tiêu thành phần"] if parts else []
        return f"{self.title}: {', '.join(counted)}"


@dataclass(frozen=True, slots=True)
class LateWork:
    """An overdue work item and the task it belongs to."""

    task: TaskLine
    item: WorkLine


def risk_parts(summary: Summary, groups: Iterable[TableGroup]) -> list[RiskPart]:
    """Late ones, those without a figure, those that will hardly get there; none is left empty."""
    return [part for part in _parts(summary, groups) if part.rows]


def _parts(summary: Summary, groups: Iterable[TableGroup]) -> Iterator[RiskPart]:
    rows: dict[int, list[TableRow]] = defaultdict(list)
    for group in groups:
        for row in group.rows:
            rows[row.line.number].append(row)
    ordered = worst_first(summary.indicators)
    late = _carrying(ordered, rows, LATE)
    late.sort(key=lambda row: LATE.index(row.standing))
    yield RiskPart(_late_title(late), tuple(late))
    lacking = _carrying(ordered, rows, LACKING) if summary.period.opened else []
    yield RiskPart("Đến kỳ nhưng chưa có số liệu", tuple(lacking), lacking=True)
    if summary.period.is_last:
        return
    named = {row.key for row in (*late, *lacking)}
    hardly = [
        row
        for line in ordered
        for row in rows[line.number]
        if row.measure is not None and row.key not in named and says_unlikely(row.measure)
    ]
    running = all(row.standing == Standing.IN_PROGRESS for row in hardly)
    lead = "Đang thực hiện," if running else "Chưa chậm tiến độ nhưng đơn vị"
    yield RiskPart(f"{lead} ước cả năm khó đạt", tuple(hardly))


def _carrying(
    ordered: Iterable[IndicatorLine],
    rows: Mapping[int, Sequence[TableRow]],
    wanted: Sequence[Standing],
) -> list[TableRow]:
    """An indicator's row, of a compound one its parts; what people set holds for the whole."""
    found = []
    for line in ordered:
        head, *parts = rows[line.number]
        by_hand = line.verdict != line.standing
        shown = [head] if by_hand or not parts else parts
        found += [row for row in shown if row.standing in wanted]
    return found


def _late_title(rows: Iterable[TableRow]) -> str:
    names = {Standing.MISSED: "không đạt", Standing.BEHIND: "chậm tiến độ"}
    found = {row.standing for row in rows}
    return raised(", ".join(name for standing, name in names.items() if standing in found))


def says_unlikely(measure: MeasureLine) -> bool:
    """Whether the unit's own estimate falls short of the year's goal."""
    return measure.now.outlook is Outcome.SHORT and measure.now.outlook_whose is Whose.UNIT


def late_work(summary: Summary) -> list[LateWork]:
    """Overdue work items, the longest overdue first."""
    found = [
        LateWork(task, item)
        for group in summary.task_groups
        for task in group.tasks
        for item in task.items
        if item.overdue
    ]
    return sorted(found, key=lambda late: -late.item.days)


# What is said of a row ----------------------------------------------------------------------


def named(row: TableRow) -> str:
    """(10a) the part and what it shall reach; (3) the indicator in full."""
    words = row.name
    if row.is_part and row.measure is not None and row.measure.target_wording:
        words = f"{words}: {row.measure.target_wording}"
    return f"({row.key}) {words}"


def can_be_made_up(measure: MeasureLine) -> bool:
    """Whether "Cần thêm" says something: what still grows and has not reached its low mark."""
    target = measure.target
    return (
        measure.pace in {Pace.CUMULATIVE, Pace.LEVEL}
        and target is not None
        and target.direction == Direction.UP
        and target.low is not None
        and measure.now.figure is not None
        and measure.now.figure < target.low
    )


def outlook_sentence(measure: MeasureLine | None) -> str:
    """Khó đạt: đơn vị ước 9.120, dưới mức được tính đạt 9.450."""
    if measure is None:
        return "-"
    now = measure.now
    words = raised(outlook_words(now, measure.direction))
    if now.outlook is None or now.year_end is None:
        return words
    text = f"{words}: {outlook_whose(now)} {_amount(measure, now.year_end)}"
    return f"{text}, {_bound_missed(measure)}" if now.outlook is Outcome.SHORT else text


def _bound_missed(measure: MeasureLine) -> str:
    target = measure.target
    assert target is not None  # no outlook without a goal
    if target.direction == Direction.WITHIN:
        return "ngoài khoảng cho phép"
    up = target.direction == Direction.UP
    bound = target.low if up else target.high
    assert bound is not None
    if target.strict:
        return f"chưa {'trên' if up else 'dưới'} mức {_amount(measure, bound)}"
    edge = bound - target.tolerance if up else bound + target.tolerance
    called = "mức được tính đạt" if target.tolerance else "mức"
    return f"{'dưới' if up else 'trên'} {called} {_amount(measure, edge)}"


def _amount(measure: MeasureLine, amount: Decimal) -> str:
    if measure.formula == Formula.EXCESS:
        amount += HUNDRED
    target = measure.target
    bounds = [] if target is None else [b for b in (target.low, target.high) if b is not None]
    text = prose(amount, measure.decimals)
    if amount not in bounds and any(text == prose(bound, measure.decimals) for bound in bounds):
        text = prose(amount, MOST_DIGITS)
    return with_unit(text, "%") if measure.unit_of_measure == "%" else text


def cause(summary: Summary, row: TableRow, *, lacking: bool) -> str:
    """The unit's own words; where the figure is missing, first why."""
    told = cut(row.line.report.causes)
    if not lacking:
        return told or UNSAID
    measure = row.measure
    facts = [why(summary, row.line, measure)]
    if measure is not None and (said := localities_said(summary, measure)):
        facts.append(said)
    return sentences(raised("; ".join(facts)), told)


def sentences(*parts: str) -> str:
    """One after the other, each with its full stop but the last, which ends as it was written."""
    said = [part for part in parts if part]
    return " ".join([*(f"{part.rstrip('.')}." for part in said[:-1]), *said[-1:]])


def why(summary: Summary, line: IndicatorLine, measure: MeasureLine | None) -> str:
    """Chưa gửi báo cáo, quá hạn 04 ngày; đang trả lại: thiếu cơ sở tính."""
    reason = (line.why if measure is None else measure.why) or "chưa có số liệu"
    report = line.report
    if measure is not None and measure.target is None and report.status == Status.APPROVED:
        return "đánh giá bằng nhận xét, chờ lãnh đạo, Văn phòng đánh giá"
    if reason == "chưa gửi":
        late = days_late(summary.period.due_on, summary.made_on)
        days = f", quá hạn {padded(late)} ngày" if late and report.first_sent_at is None else ""
        return f"chưa gửi báo cáo{days}"
    if report.status == Status.RETURNED and report.return_note:
        return f"{reason}: {cut(report.return_note)}"
    return cut(reason)


def localities_said(summary: Summary, measure: MeasureLine) -> str:
    """15/15 xã, phường đã gửi, cộng lại 87,48%; empty where none has."""
    if not measure.by_locality:
        return ""
    total = sum_of(summary.localities, measure.key)
    if not total.known:
        return ""
    text = f"{padded(total.known)}/{padded(len(summary.localities))} xã, phường đã gửi"
    if total.rate is None or measure.formula == Formula.DECREASE:
        return text
    return f"{text}, cộng lại {prose(total.rate, measure.decimals)}%"


def proposal(summary: Summary, row: TableRow, *, lacking: bool) -> str:
    """The unit's own words; where the figure is missing, what is awaited and by when."""
    told = cut(row.line.report.proposals)
    if not lacking:
        return told or UNSAID
    awaited = _awaited(summary, row.line, row.measure)
    return sentences(raised(awaited), told) or "-"


def _awaited(summary: Summary, line: IndicatorLine, measure: MeasureLine | None) -> str:
    report = line.report
    if report.status == Status.RETURNED:
        until = f" trước hết ngày {day(report.answer_by)}" if report.answer_by else ""
        return f"sửa, gửi lại{until}"
    if report.status == Status.SUBMITTED:
        return "Văn phòng xem xét, duyệt số liệu"
    if report.status == Status.APPROVED:
        return _expected(measure)
    reminded = reminded_on(summary, line.lead_code)
    return "gửi báo cáo" + (f"; {reminded}" if reminded else "")


def _expected(measure: MeasureLine | None) -> str:
    until = None if measure is None else measure.now.typed.expected_on
    return f"bổ sung số liệu ngày {day(until)}" if until else "bổ sung số liệu"


def reminded_on(summary: Summary, code: str) -> str:
    """Đã đôn đốc ngày 24/09/2024; with how often where more than once."""
    unit = next((unit for unit in summary.units if unit.code == code), None)
    if unit is None or unit.reminded_on is None:
        return ""
    times = f" {padded(unit.reminders)} lần, gần nhất" if unit.reminders > 1 else ""
    return f"đã đôn đốc{times} ngày {day(unit.reminded_on)}"
