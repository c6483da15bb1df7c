"""The column "Ghi chú" of the official table (mockups/papers §2, column N). Knows no Django."""

from collections.abc import Iterator

from reports.assessment import Basis, IndicatorLine, MeasureLine, PeriodLine
from reports.phrases import (
    PERCENT_ONLY,
    REVISING,
    SINGLE_HANDED,
    difference,
    standing_words,
    typed_pair,
)
from targets.rules.appraisal import ExpectedFrom, Whose
from targets.rules.comparison import Direction, Outcome
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.wording import last_year_words

LONGEST = 240
ON_BEHALF = "Văn phòng nhập thay"
YEAR_END = "đánh giá cuối năm"
COMPOUND = "đánh giá chung các chỉ tiêu thành phần"
NATURES = {"estimate": "số ước", "preliminary": "số sơ bộ"}
BEHIND_WHAT = {
    ExpectedFrom.MILESTONE: "mốc quý",
    ExpectedFrom.LINE: "mức theo đường thẳng",
    ExpectedFrom.ALL_YEAR: "mức cần giữ",
}
WHY_IN_FULL = {"chưa gửi": "đơn vị chưa gửi báo cáo"}


def notes_on(
    period: PeriodLine,
    line: IndicatorLine,
    measure: MeasureLine | None,
    *,
    is_part: bool = False,
    in_full: bool = False,
) -> str:
    """Everything a reader has to know of a row, in the paper's order, as one sentence.

    measure None: the row over the parts. What holds for the whole report stands on the
    indicator's row alone. in_full: long texts too, which a cell has no room for.
    """
    found: list[str] = []
    if measure is None:
        found.append(line.note or COMPOUND)
    else:
        found += _of_measure(period, measure, "" if is_part else line.note)
    if not is_part:
        found += _of_report(line)
    text = "; ".join((flat if in_full else cut)(note) for note in found if note)
    return text[:1].upper() + text[1:]


def cut(text: str) -> str:
    """Text of a paper's cell: one line, of a length that a row can show."""
    line = flat(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def _of_measure(period: PeriodLine, measure: MeasureLine, note: str) -> Iterator[str]:
    now = measure.now
    if now.figure is not None:
        yield _typed(measure)
        yield _gap(measure)
        if now.outlook == Outcome.SHORT and not period.is_last:
            whose = "ước" if now.outlook_whose is Whose.UNIT else "theo đà"
            yield f"{whose} cả năm khó đạt"
        yield NATURES.get(now.typed.nature, "")
        if measure.percent_only:
            yield "chỉ báo cáo tỷ lệ"
        if unsure := last_year_words(now.last_year):
            yield f"cùng kỳ năm trước là {unsure}"
    elif measure.standing == Standing.NO_FIGURE:
        yield WHY_IN_FULL.get(measure.why, measure.why)
    else:
        yield note or (YEAR_END if measure.pace == Pace.YEAR_END else "")
    yield _amended(measure)


def _typed(measure: MeasureLine) -> str:
    """391,8/482,5 tỷ đồng, with what it is of an excess: thu 391,8/482,5 tỷ đồng."""
    said = typed_pair(measure, measure.now.typed)
    return "" if measure.percent_only and said == PERCENT_ONLY else said


def _gap(measure: MeasureLine) -> str:
    """How far a late figure is from where it should be by now."""
    now = measure.now
    if measure.standing != Standing.BEHIND or now.figure is None or now.expected is None:
        return ""
    side = "trên" if measure.direction == Direction.DOWN else "dưới"
    gap = difference(measure, abs(now.expected - now.figure))
    if measure.formula != Formula.EXCESS and measure.unit_of_measure not in {"%", "điểm %"}:
        gap = gap.removesuffix(f" {measure.unit_of_measure}")
    return f"{side} {BEHIND_WHAT[now.expected_from]} {gap}"


def _amended(measure: MeasureLine) -> str:
    before = measure.amended_from
    if before is None or measure.target is None:
        return ""
    decision = f" theo {measure.target.decision}" if measure.target.decision else ""
    return f"chỉ tiêu điều chỉnh{decision}, trước đó: {before.wording}"


def _of_report(line: IndicatorLine) -> Iterator[str]:
    report = line.report
    if report.basis is Basis.SUBMITTED:
        yield "đã gửi, chưa duyệt"
    if report.revising:
        yield REVISING
    if report.on_behalf and report.basis is not Basis.NONE:
        yield ON_BEHALF
    if report.single_handed and report.basis is not Basis.NONE:
        yield SINGLE_HANDED
    if line.final is not None and line.final.standing != line.standing:
        only = line.measures[0] if len(line.measures) == 1 else None
        computed = standing_words(only, line.standing)
        reason = f"; lý do: {line.final.reason}" if line.final.reason else ""
        yield f"phần mềm: {computed.lower()}{reason}"
