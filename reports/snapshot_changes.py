"""What has changed since a summary was kept, figure by figure (issue "Papers", point 5).

Only what people put in and what is judged of it: figures, targets, milestones, standings,
ratings, words. What follows from these (differences, shares, our projection) is not told again.
Knows no Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.assessment import (
    Cell,
    FinalLine,
    IndicatorLine,
    MeasureLine,
    ReportLine,
    Summary,
    TargetLine,
)
from reports.paper_notes import cut
from reports.paper_table import last_year, printed_value
from reports.phrases import (
    expected_words,
    figure_text,
    nature_words,
    standing_words,
    tolerance_text,
    typed_pair,
)
from targets.labels import standing_label
from targets.rules.appraisal import ExpectedFrom
from targets.rules.numbers import plain
from targets.wording import lowered

MISSING = "chưa có"
ABSENT = "không có"
KEPT_WORDS = (
    ("results", "Kết quả"),
    ("difficulties", "Khó khăn"),
    ("causes", "Nguyên nhân"),
    ("proposals", "Đề xuất"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A thing as it was kept and as it is now. `key`: the indicator or its part, as printed."""

    key: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedIndicator:
    """Everything of one indicator that is not as it was kept."""

    number: int
    wording: str
    changes: tuple[Change, ...]

    @property
    def rows(self) -> list[tuple[str, Change]]:
        """Each change under its name; of a part, its key goes before: 5a. Số 9 tháng."""
        alone = str(self.number)
        return [
            (each.what if each.key == alone else f"{each.key}. {each.what}", each)
            for each in self.changes
        ]


def changes_between(kept: Summary, now: Summary) -> list[ChangedIndicator]:
    """What differs between two summaries of the same period, in the resolution's order."""
    old = {line.number: line for line in kept.indicators}
    new = {line.number: line for line in now.indicators}
    found = []
    for number in sorted(old.keys() | new.keys()):
        before, after = old.get(number), new.get(number)
        either = after or before
        assert either is not None
        changes = tuple(_of_indicator(kept, before, after))
        if changes:
            found.append(ChangedIndicator(number, either.wording, changes))
    return found


def _of_indicator(
    kept: Summary, before: IndicatorLine | None, after: IndicatorLine | None
) -> Iterator[Change]:
    if before is None or after is None:
        gone = after is None
        number = str((before or after).number)  # type: ignore[union-attr]
        states = ("có trong bản chốt", "đã bỏ") if gone else ("chưa có khi chốt", "mới thêm")
        yield Change(number, "Chỉ tiêu", *states)
        return
    key = str(before.number)
    yield from _differing(key, "Nội dung chỉ tiêu", before.wording, after.wording)
    yield from _differing(
        key, "Đơn vị chủ trì", before.lead_name or ABSENT, after.lead_name or ABSENT
    )
    yield from _of_measures(kept, before, after)
    yield from _of_standing(before, after)
    yield from _of_words(key, before.report, after.report)


def _of_measures(kept: Summary, before: IndicatorLine, after: IndicatorLine) -> Iterator[Change]:
    old = {measure.letter: measure for measure in before.measures}
    new = {measure.letter: measure for measure in after.measures}
    for letter in sorted(old.keys() | new.keys()):
        was, is_now = old.get(letter), new.get(letter)
        if was is None or is_now is None:
            states = (ABSENT, "mới thêm") if was is None else ("có trong bản chốt", "đã bỏ")
            yield Change(f"{before.number}{letter}", "Chỉ tiêu thành phần", *states)
            continue
        yield from _of_measure(kept, was, is_now)
        if len(old) > 1 and was.standing != is_now.standing:
            yield Change(
                was.key,
                "Đánh giá thành phần",
                standing_words(was, was.standing),
                standing_words(is_now, is_now.standing),
            )


def _of_measure(kept: Summary, was: MeasureLine, is_now: MeasureLine) -> Iterator[Change]:
    key = was.key
    if (was.target_wording, was.target) != (is_now.target_wording, is_now.target):
        old, new = _goal(was), _goal(is_now)
        if old == new:
            old, new = _bounds(was.target), _bounds(is_now.target)
        yield Change(key, f"Chỉ tiêu NQ {kept.year}", old, new)
    yield from _number(
        key, f"Thực hiện năm {kept.year - 1}", was, last_year(was), is_now, last_year(is_now)
    )
    now = {cell.quarter: cell for cell in is_now.cells}
    names = {period.quarter: lowered(period.name) for period in kept.periods}
    for cell in was.cells[: was.place + 1]:
        later = now.get(cell.quarter)
        if later is not None:
            yield from _of_figure(key, names.get(cell.quarter, ""), (was, cell), (is_now, later))
    yield from _number(key, "Ước cả năm", was, was.now.estimate, is_now, is_now.now.estimate)
    yield from _number(key, "Cùng kỳ năm trước", was, was.now.year_ago, is_now, is_now.now.year_ago)
    if ExpectedFrom.MILESTONE in {was.now.expected_from, is_now.now.expected_from}:
        yield from _differing(key, "Mốc kỳ này", _milestone(was), _milestone(is_now))


def _of_figure(
    key: str, period: str, then: tuple[MeasureLine, Cell], later: tuple[MeasureLine, Cell]
) -> Iterator[Change]:
    """The figure of one period, with what was typed; its nature where a figure stayed one."""
    if _entered(*then) != _entered(*later):
        old, new = _figure(*then), _figure(*later)
        if old == new:
            old, new = _exact(*then), _exact(*later)
        yield Change(key, f"Số {period}", old, new)
    if then[1].figure is not None and later[1].figure is not None:
        natures = (nature_words(cell.typed) or MISSING for cell in (then[1], later[1]))
        yield from _differing(key, f"Loại số {period}", *natures)


def _entered(measure: MeasureLine, cell: Cell) -> tuple[Decimal | None, ...]:
    """The figure and, where papers print it, the fraction it comes from."""
    if cell.figure is None or measure.percent_only:
        return (cell.figure,)
    return cell.figure, cell.typed.numerator, cell.typed.denominator


def _figure(measure: MeasureLine, cell: Cell) -> str:
    if cell.figure is None:
        return MISSING
    text, pair = figure_text(measure, cell.figure), typed_pair(measure, cell.typed)
    return f"{text} ({pair})" if pair and not measure.percent_only else text


def _exact(measure: MeasureLine, cell: Cell) -> str:
    """Every digit, where what is printed would look the same."""
    return MISSING if cell.figure is None else plain(printed_value(measure, cell.figure))


def _number(
    key: str,
    what: str,
    was: MeasureLine,
    old: Decimal | None,
    is_now: MeasureLine,
    new: Decimal | None,
) -> Iterator[Change]:
    if old == new:
        return
    texts = [
        MISSING if figure is None else figure_text(measure, figure)
        for measure, figure in ((was, old), (is_now, new))
    ]
    if texts[0] == texts[1] and old is not None and new is not None:
        texts = [plain(printed_value(was, old)), plain(printed_value(is_now, new))]
    yield Change(key, what, *texts)


def _goal(measure: MeasureLine) -> str:
    words = measure.target_wording or "đánh giá bằng nhận xét"
    tolerance = tolerance_text(measure)
    return f"{words} ({tolerance})" if tolerance else words


def _bounds(target: TargetLine | None) -> str:
    """A target as the software reads it, where the words stayed the same."""
    if target is None:
        return "chưa so sánh được"
    parts = [
        f"mức thấp {plain(target.low)}" if target.low is not None else "",
        f"mức cao {plain(target.high)}" if target.high is not None else "",
        f"sai số {plain(target.tolerance)}" if target.tolerance else "",
        "không tính bằng" if target.strict else "",
        target.decision,
        f"từ {target.effective_from:%d/%m/%Y}" if target.effective_from else "",
    ]
    return "; ".join(part for part in parts if part) or target.wording


def _milestone(measure: MeasureLine) -> str:
    if measure.now.expected is None:
        return MISSING
    return f"{figure_text(measure, measure.now.expected)} ({expected_words(measure.now)})"


def _of_standing(before: IndicatorLine, after: IndicatorLine) -> Iterator[Change]:
    key = str(before.number)
    if before.standing != after.standing:
        yield Change(
            key,
            "Đánh giá tự động",
            standing_words(_only(before.measures), before.standing),
            standing_words(_only(after.measures), after.standing),
        )
    yield from _differing(
        key, "Đánh giá của lãnh đạo, Văn phòng", _final(before.final), _final(after.final)
    )


def _only(measures: Sequence[MeasureLine]) -> MeasureLine | None:
    return measures[0] if len(measures) == 1 else None


def _final(final: FinalLine | None) -> str:
    if final is None:
        return ABSENT
    reason = f"; lý do: {final.reason}" if final.reason else ""
    return f"{standing_label(final.standing)}{reason}"


def _of_words(key: str, before: ReportLine, after: ReportLine) -> Iterator[Change]:
    """What the unit wrote, part by part, shortened to what a cell can show."""
    for name, what in KEPT_WORDS:
        old, new = getattr(before, name).strip(), getattr(after, name).strip()
        if old == new:
            continue
        texts = [cut(text) or "bỏ trống" for text in (old, new)]
        if texts[0] == texts[1]:
            texts[1] = f"{texts[1]} (đã sửa ở phần sau)"
        yield Change(key, f"Thuyết minh: {lowered(what)}", *texts)


def _differing(key: str, what: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(key, what, old, new)
