"""What was read, as lines for people: groups, targets, goals in words, doubts, slips."""

from collections.abc import Iterator

from targets.intake.reading import Reading, ReadMeasure
from targets.intake.resolution.lettering import flat
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.numbers import plain, with_unit
from targets.wording import grouped, shortened

_EXCERPT = 90
_FORMULA_WORDS = {
    Formula.VALUE: "",
    Formula.RATIO: "tỷ lệ",
    Formula.EXCESS: "mức vượt so với số được giao",
    Formula.DECREASE: "mức giảm",
}


def lines_of(reading: Reading, *, tasks: bool = False) -> Iterator[str]:
    """All of it, with the tasks if asked."""
    yield from _head(reading)
    for group in reading.groups:
        yield ""
        yield group.heading or "(không có tên nhóm)"
        for indicator in group.indicators:
            yield f"  {indicator.number}. {indicator.text}"
            for measure in indicator.measures:
                yield f"      · {measure_line(measure)}"
    measures = sum(len(one.measures) for one in reading.indicators)
    yield ""
    yield f"Tìm thấy {len(reading.indicators)} chỉ tiêu, {measures} chỉ số đo."
    if tasks:
        yield from _tasks(reading)
    if reading.doubts:
        yield ""
        yield "Cần xem lại:"
        for doubt in reading.doubts:
            words = shortened(flat(doubt.span.of(reading.text)), _EXCERPT)
            yield f"  ? {doubt.sentence} «{words}»"
    if reading.slips:
        yield ""
        yield "Có thể viết nhầm (giữ nguyên bản gốc):"
        for slip in reading.slips:
            yield f"  ~ {slip.found} → {slip.proposed or 'bỏ'}"


def measure_line(measure: ReadMeasure) -> str:
    """A measure with its goal in words."""
    return f"{measure.label}: {goal_words(measure.goal, measure.formula, measure.unit)}"


def goal_words(goal: Goal | None, formula: Formula, unit: str) -> str:
    """A goal the way people say it: trên 95%, 10% đến 12,5%, không quá 45 vụ."""
    if goal is None:
        return "chỉ tiêu bằng lời, không có con số"
    kind = _FORMULA_WORDS[formula] if formula in {Formula.EXCESS, Formula.DECREASE} else ""
    words = _bounds(goal, unit)
    if goal.tolerance:
        words += f" (sai số cho phép {with_unit(plain(goal.tolerance), unit)})"
    return f"{kind} {words}".strip()


def _bounds(goal: Goal, unit: str) -> str:
    low = "" if goal.low is None else with_unit(grouped(goal.low), unit)
    high = "" if goal.high is None else with_unit(grouped(goal.high), unit)
    if low and high:
        better = {Direction.UP: "càng cao càng tốt", Direction.DOWN: "càng thấp càng tốt"}
        more = better.get(goal.direction)
        return f"{low} đến {high}" + (f" ({more})" if more else "")
    if goal.direction is Direction.DOWN:
        return f"{'dưới' if goal.strict else 'không quá'} {high}"
    if goal.tolerance:
        return f"khoảng {low}"
    return f"{'trên' if goal.strict else 'ít nhất'} {low}"


def _head(reading: Reading) -> Iterator[str]:
    for name, value in (
        ("Tên", reading.title),
        ("Số, ký hiệu", reading.number),
        ("Cơ quan ban hành", reading.issuer),
        ("Năm", str(reading.year) if reading.year else ""),
    ):
        if value:
            yield f"{name}: {value}"
    yield from reading.notes


def _tasks(reading: Reading) -> Iterator[str]:
    for group in reading.task_groups:
        yield ""
        yield f"Nhiệm vụ: {group.mark} {group.name}".replace("  ", " ")
        for task in group.tasks:
            yield f"  {task.number}. {task.title}"
    count = sum(len(group.tasks) for group in reading.task_groups)
    yield ""
    yield f"Tìm thấy {count} nhiệm vụ trong {len(reading.task_groups)} nhóm."
