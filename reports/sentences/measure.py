"""One measure in one sentence, with what lies ahead of it (mockups/papers §5)."""

from collections.abc import Mapping
from decimal import Decimal

from reports.assessment import IndicatorLine, MeasureLine, Summary
from reports.phrases import standing_words
from reports.sentences.kinds import Kind, kind_of, pattern_of
from reports.sentences.prose import raised
from reports.sentences.slots import Slots
from targets.rules.comparison import Direction, Outcome
from targets.rules.standing import Standing
from targets.wording import lowered

REACHED = frozenset({Standing.MET, Standing.EXCEEDED})
PROJECTED = frozenset({Standing.ON_TRACK, Standing.BEHIND})
LEAD = "đơn vị chủ trì"
_WHY: Mapping[str, str] = {"chưa gửi": f"{LEAD} chưa gửi báo cáo"}
_AHEAD: Mapping[Outcome, str] = {
    Outcome.MET: "dự kiến đạt chỉ tiêu",
    Outcome.EXCEEDED: "dự kiến vượt chỉ tiêu",
    Outcome.SHORT: "khó đạt chỉ tiêu",
}


def measure_sentence(summary: Summary, line: IndicatorLine, measure: MeasureLine) -> str:
    """What the report says of a measure, without its full stop.

    One table decides the words (`kinds.SENTENCES`); a figure never stands without its nature.
    """
    slots = Slots(measure, summary.period, summary.year)
    if measure.target is None or measure.now.figure is None:
        return _without_figure(line, measure, slots)
    return raised(pattern_of(measure).format_map(slots)) + _tail(summary, measure, slots)


def _without_figure(line: IndicatorLine, measure: MeasureLine, slots: Slots) -> str:
    match measure.standing:
        case Standing.NOT_DUE:
            target = f" (chỉ tiêu: {slots.nq})" if slots.nq else ""
            return f"{slots.ct} chưa đến kỳ đánh giá{target}"
        case Standing.IN_PROGRESS:
            told = " ".join(line.report.results.split()).rstrip(".;")
            return f"{slots.ct}: {lowered(told)}; đánh giá bằng nhận xét"
        case _:
            return f"{slots.ct}: chưa có số liệu {slots.ky} ({why_words(measure.why)})"


def why_words(why: str) -> str:
    """Why there is no figure, in a report's words."""
    words = _WHY.get(why, why) or "chưa có"
    return words.replace(", dự kiến ", ", dự kiến có ngày ")


def _tail(summary: Summary, measure: MeasureLine, slots: Slots) -> str:
    """The unit's own estimate, else our projection; nothing more to say in the last period."""
    now, period = measure.now, summary.period
    if period.is_last:
        return ""
    if now.estimate is not None:
        if now.estimate == now.figure:
            return ""
        ahead = _ahead(slots, now.estimate)
        verdict = "" if measure.standing in REACHED else f", {_outlook(measure)}"
        return f"; {LEAD} ước cả năm {ahead}{verdict}"
    if now.projection is not None and measure.standing in PROJECTED:
        return f"; theo tiến độ hiện nay, cả năm dự kiến {_ahead(slots, now.projection)}"
    return ""


def _ahead(slots: Slots, amount: Decimal) -> str:
    """The year's figure with its verb: đạt 9.120 tỷ đồng, có 01 trường, giảm 0,5 điểm phần trăm."""
    match kind_of(slots.measure):
        case Kind.EXCESS:
            return f"đạt {slots.quantity(amount)} {slots.mau}"
        case Kind.DECREASE | Kind.INCREASED:
            word = "giảm" if amount >= 0 else "tăng"
            return f"{word} {slots.quantity(abs(amount))}"
        case Kind.COUNT:
            return f"có {slots.counted(amount)}"
        case Kind.QUOTA:
            return f"đạt {slots.quantity(amount)} {slots.duoi}".rstrip()
        case Kind.AT_MOST:
            return f"là {slots.quantity(amount)}"
        case _:
            return f"đạt {slots.quantity(amount)}"


def _outlook(measure: MeasureLine) -> str:
    outlook = measure.now.outlook
    assert outlook is not None  # an estimate always has one
    if measure.direction == Direction.DOWN and outlook is Outcome.EXCEEDED:
        return "dự kiến tốt hơn chỉ tiêu"
    if measure.direction == Direction.DOWN and outlook is Outcome.SHORT:
        return "khó giữ mức cho phép"
    return _AHEAD[outlook]


def standing_said(measure: MeasureLine | None, standing: Standing) -> str:
    """A standing inside a sentence."""
    return lowered(standing_words(measure, standing))
