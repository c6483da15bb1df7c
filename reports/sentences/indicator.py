"""Indicators and groups in paragraphs (mockups/papers §5)."""

from collections.abc import Iterable, Sequence

from reports.assessment import GroupLine, IndicatorLine, MeasureLine, Summary
from reports.sentences.measure import measure_sentence, standing_said
from reports.sentences.prose import padded
from reports.tally import Tally
from targets.rules.standing import Standing
from targets.wording import lowered

RATED_BY = "lãnh đạo"  # where the office has not said in whose name it reports
# How a group's heading counts, in this order; what does not occur is left out
_HEADING = (
    (Standing.EXCEEDED, "vượt"),
    (Standing.MET, "đạt"),
    (Standing.ON_TRACK, "đúng tiến độ"),
    (Standing.BEHIND, "chậm"),
    (Standing.MISSED, "không đạt"),
    (Standing.IN_PROGRESS, "đang thực hiện"),
    (Standing.NO_FIGURE, "chưa có số liệu"),
    (Standing.NOT_DUE, "chưa đến kỳ"),
)


def listed(items: Sequence[str]) -> str:
    """a, b và c; items that contain commas are joined by semicolons."""
    if len(items) < 2:
        return "".join(items)
    joint = "; " if any("," in item for item in items) else ", "
    return f"{joint.join(items[:-1])} và {items[-1]}"


def numbered(keys: Iterable[int | str]) -> list[str]:
    """Indicators as papers name them: (3), (10b)."""
    return [f"({key})" for key in keys]


def indicators_listed(keys: Sequence[int | str]) -> str:
    """là chỉ tiêu (3); gồm các chỉ tiêu (1) và (4)."""
    word = "là chỉ tiêu" if len(keys) == 1 else "gồm các chỉ tiêu"
    return f"{word} {listed(numbered(keys))}"


def paragraph(summary: Summary, line: IndicatorLine, *, rated_by: str = RATED_BY) -> str:
    """One indicator: its sentences, and for a compound one what they come to together.

    rated_by: in whose name a rating set by people is told.
    """
    if len(line.measures) == 1:
        told = measure_sentence(summary, line, line.measures[0])
        return f"({line.number}) {told}{_final(line, rated_by)}."
    spoken = [each for each in line.measures if each.standing != Standing.NOT_DUE]
    sentences = [f"{measure_sentence(summary, line, each)}." for each in spoken]
    later = [each.key for each in line.measures if each.standing == Standing.NOT_DUE]
    if later:
        several = "Các chỉ tiêu thành phần" if len(later) > 1 else "Chỉ tiêu thành phần"
        sentences.append(f"{several} {listed(numbered(later))} chưa đến kỳ đánh giá.")
    sentences.append(
        f"Đánh giá chung: {standing_said(None, line.standing)}{_final(line, rated_by)}."
    )
    return f"({line.number}) {' '.join(sentences)}"


def _final(line: IndicatorLine, rated_by: str) -> str:
    if line.final is None:
        return ""
    reason = f" ({lowered(line.final.reason.rstrip('.'))})" if line.final.reason else ""
    return f"; {rated_by} đánh giá: {standing_said(None, line.final.standing)}{reason}"


def counts_of(tally: Tally) -> str:
    """How many of each standing there are, padded, best first."""
    return ", ".join(
        f"{padded(tally[standing])} {word}" for standing, word in _HEADING if tally[standing]
    )


def group_paragraphs(summary: Summary, group: GroupLine, *, rated_by: str = RATED_BY) -> list[str]:
    """A paragraph per indicator; those not due yet share one sentence at the end."""
    later = [line for line in group.indicators if _is_later(line)]
    told = [
        paragraph(summary, line, rated_by=rated_by)
        for line in group.indicators
        if not _is_later(line)
    ]
    return [*told, _not_due(later)] if later else told


def _is_later(line: IndicatorLine) -> bool:
    return line.final is None and line.standing == Standing.NOT_DUE and bool(line.measures)


def _not_due(lines: Sequence[IndicatorLine]) -> str:
    names = [f"({line.number}) {_short_name(line.measures)}" for line in lines]
    word = "Chỉ tiêu" if len(lines) == 1 else "Các chỉ tiêu"
    return f"{word} chưa đến kỳ đánh giá: {'; '.join(names)}."


def _short_name(measures: Sequence[MeasureLine]) -> str:
    name = lowered(measures[0].name)
    further = len(measures) - 1
    return f"{name} và {padded(further)} thành phần khác" if further else name
