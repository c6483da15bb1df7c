"""What stands around a measure's boxes: its target, what to compare with, what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from targets.labels import PACE_LABELS
from targets.rules.appraisal import Appraisal, Entry, ExpectedFrom
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.small_counts import neighbours, no_whole_inside
from targets.sheet_lines import MeasureLine
from targets.wording import figure_text, grouped, last_year_words, number_text


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure beside the boxes to compare with."""

    label: str
    text: str


def goal_text(line: MeasureLine, verdict: Appraisal) -> str:
    """The target in the resolution's words, its tolerance, and how it is followed."""
    parts = []
    target = line.target
    if target is None:
        parts.append("Mục tiêu bằng lời, đánh giá bằng nhận xét")
    else:
        whose = "Mục tiêu chung" if line.contributes else "Mục tiêu"
        parts.append(f"{whose}: {target.wording or target}")
        if target.decision:
            parts[0] += f" theo {target.decision}"
        if target.tolerance:
            parts[0] += f" (chấp nhận ± {grouped(target.tolerance)})"
    parts.append(PACE_LABELS[line.measure.pace].lower())
    if verdict.expected_from is ExpectedFrom.MILESTONE:
        parts.append("theo mốc quý")
    elif verdict.expected_from is ExpectedFrom.LINE:
        parts.append("theo đường thẳng")
    return " · ".join(parts)


def references(line: MeasureLine, verdict: Appraisal) -> list[Reference]:
    """Same period last year, last quarter, and where the figure should be by now."""
    year = line.facts.period.resolution.year
    unsure = last_year_words(line.last_year)
    name = f"Cùng kỳ {year - 1}" + (f" ({unsure})" if unsure else "")
    found = [Reference(name, _number(line, line.year_ago))]
    if line.facts.previous is not None:
        found.append(Reference(line.facts.previous.name, _number(line, line.last_figure())))
    if line.contributes:
        return found
    by_milestone = verdict.expected_from is ExpectedFrom.MILESTONE
    label = "Mốc quý" if by_milestone else "Mức cần có"
    found.append(Reference(label, _number(line, verdict.expected)))
    return found


def notes(line: MeasureLine, entry: Entry, verdict: Appraisal) -> Iterator[str]:
    """What the typed numbers mean: the rate, the quarter's own part, the year's estimate."""
    figure = verdict.figure
    if entry.is_blank:
        yield (
            "Để trống là chưa có số liệu" if line.is_due else "Đánh giá cuối năm; nhập ước nếu có"
        )
    pair = line.pair_text(entry)
    if figure is not None and pair and entry.value is None:
        yield f"{pair} = {figure_of(line, figure)}"
    elif figure is not None and line.formula == Formula.DECREASE:
        yield f"Giảm {figure_of(line, figure)} so với năm trước"
    elif figure is not None and line.formula == Formula.RATIO:
        yield "Chỉ có tỷ lệ, không cộng gộp"
    if line.contributes and line.unit != line.measure.unit_of_measure:
        yield "Nhập số hiện nay của đơn vị; mức giảm tính chung cho toàn địa bàn"
    if line.measure.percent_only:
        yield "Chỉ báo cáo tỷ lệ: không nhập số lượng, số chi tiết"
    if own := _own_part(line, entry):
        yield own
    if verdict.estimate is not None and line.formula != Formula.VALUE:
        yield f"Ước cả năm = {figure_of(line, verdict.estimate)}"
    yield from _small_counts(line, entry)


def _own_part(line: MeasureLine, entry: Entry) -> str:
    previous = line.previous_entry()
    if line.terms.pace != Pace.CUMULATIVE or line.previous is None:
        return ""
    now, then = main_number(entry), main_number(previous)
    if now is None or then is None:
        return ""
    return f"Riêng kỳ này: {grouped(now - then)}"


def _small_counts(line: MeasureLine, entry: Entry) -> Iterator[str]:
    goal = line.terms.goal
    if line.formula != Formula.RATIO:
        return
    steps = neighbours(entry.numerator, entry.denominator)
    if steps:
        shown = [f"{grouped(step.numerator)} → {figure_of(line, step.rate)}" for step in steps]
        yield "Bớt, thêm 1: " + "; ".join(shown)
    if goal is not None and no_whole_inside(goal, entry.denominator):
        yield "Với mẫu số này không có số nguyên nào nằm đúng trong khoảng mục tiêu"


def figure_of(line: MeasureLine, figure: Decimal | None) -> str:
    """A compared figure with its unit."""
    return figure_text(
        line.formula, figure, line.measure.decimals, line.unit,
        bounds=line.bounds,
    )  # fmt: skip


def _number(line: MeasureLine, figure: Decimal | None) -> str:
    return number_text(line.formula, figure, line.measure.decimals, bounds=line.bounds)


def main_number(entry: Entry) -> Decimal | None:
    """What was typed into the main box."""
    return entry.value if entry.numerator is None else entry.numerator
