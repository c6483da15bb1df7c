"""Parts IV to VI of the report, a draft the office edits: limits, causes, what is next, proposals.

Nothing in them that no unit and no rule said: causes and proposals are the units' own words.
"""

from collections.abc import Iterator

from reports.assessment import IndicatorLine, MeasureLine, Summary
from reports.sentences.indicator import listed, numbered
from reports.sentences.opening import unlikely
from reports.sentences.prose import padded, raised, rest_of_year
from reports.sentences.slots import Slots
from reports.sentences.tasks import overdue_items
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.wording import lowered

LATE = frozenset({Standing.BEHIND, Standing.MISSED})
NONE_LIMITED = "Đến thời điểm báo cáo, không có chỉ tiêu chậm tiến độ, không có đầu việc quá hạn."
TO_BE_ADDED = "(Văn phòng bổ sung.)"


def limited(summary: Summary) -> list[IndicatorLine]:
    """The indicators the report names as limits: late, missed, without a figure, unlikely."""
    hardly = {line.number for line in unlikely(summary)}
    wanted = LATE | {Standing.NO_FIGURE}
    return [line for line in summary.indicators if line.verdict in wanted or line.number in hardly]


def limits(summary: Summary) -> str:
    """What falls short, in one paragraph."""
    sentences = [
        *_late(summary), *_lacking(summary), *_overdue(summary), *_unanswered(summary),
    ]  # fmt: skip
    return " ".join(sentences) or NONE_LIMITED


def _late(summary: Summary) -> Iterator[str]:
    parts = []
    for standing, word in (
        (Standing.BEHIND, "chậm tiến độ"),
        (Standing.MISSED, "không đạt mức Nghị quyết đề ra"),
    ):
        found = [line for line in summary.indicators if line.verdict == standing]
        if len(found) == 1:
            about = lowered(found[0].wording.rstrip("."))
            parts.append(f"chỉ tiêu ({found[0].number}) ({about}) {word}")
        elif found:
            named = listed(numbered(line.number for line in found))
            parts.append(f"{padded(len(found))} chỉ tiêu {word}: {named}")
    hardly = [line.number for line in unlikely(summary)]
    if hardly:
        named = listed(numbered(hardly))
        parts.append(f"chỉ tiêu {named} khó đạt mức Nghị quyết đề ra theo ước của đơn vị")
    if parts:
        yield raised("; ".join(parts)) + "."


def _lacking(summary: Summary) -> Iterator[str]:
    by_why: dict[str, list[IndicatorLine]] = {}
    for line in summary.indicators:
        if line.verdict == Standing.NO_FIGURE:
            by_why.setdefault(line.why, []).append(line)
    due, made = summary.period.due_on, summary.made_on
    for why, lines in by_why.items():
        named = listed(numbered(line.number for line in lines))
        if why == "chưa gửi":
            units = listed(list(dict.fromkeys(line.lead_name for line in lines if line.lead_name)))
            late = (made - due).days if due else 0
            days = f", quá hạn {padded(late)} ngày" if late > 0 else ""
            yield f"Chỉ tiêu {named} chưa có số liệu do {units or 'đơn vị'} chưa gửi báo cáo{days}."
        else:
            yield f"Chỉ tiêu {named} chưa có số liệu" + (f" ({why})." if why else ".")


def _overdue(summary: Summary) -> Iterator[str]:
    items = overdue_items(summary.task_groups)
    if not items:
        return
    longest = items[0]
    if len(items) == 1:
        yield (f"Còn 01 đầu việc quá hạn là {longest.name} (quá hạn {padded(longest.days)} ngày).")
    else:
        yield (
            f"Còn {padded(len(items))} đầu việc quá hạn, trong đó quá hạn lâu nhất là "
            f"{longest.name} ({padded(longest.days)} ngày)."
        )


def _unanswered(summary: Summary) -> Iterator[str]:
    late = [line for line in summary.directives if line.is_waiting and line.days_late]
    if late:
        named = listed([f"{line.unit_name} ({lowered(line.subject)})" for line in late])
        yield f"Còn {padded(len(late))} yêu cầu giải trình quá hạn chưa trả lời: {named}."


def causes(summary: Summary) -> list[str]:
    """The units' own words on what is limited."""
    return [
        f"Chỉ tiêu ({line.number}): {_told(line.report.causes)}."
        for line in limited(summary)
        if line.report.causes.strip()
    ] or [TO_BE_ADDED]


def next_steps(summary: Summary) -> list[str]:
    """What has to be reached in the rest of the year, who has to report and finish what."""
    steps = [*_needed(summary), *_to_send(summary), *_to_finish(summary), *_year_end(summary)]
    return [f"{at}. {step}" for at, step in enumerate(steps, start=1)] or [TO_BE_ADDED]


def _needed(summary: Summary) -> Iterator[str]:
    if summary.period.is_last:
        return
    when = rest_of_year(summary.period)
    for line in summary.indicators:
        for each in line.measures:
            if each.standing == Standing.BEHIND and _can_be_made_up(each):
                slots = Slots(each, summary.period, summary.year)
                who = line.lead_name or "Đơn vị chủ trì"
                yield (
                    f"{who} tập trung thực hiện chỉ tiêu ({each.key}), phấn đấu thực hiện thêm "
                    f"{slots.can} trong {when}."
                )


def _can_be_made_up(measure: MeasureLine) -> bool:
    return measure.pace == Pace.CUMULATIVE and measure.now.needed is not None


def _to_send(summary: Summary) -> Iterator[str]:
    by_unit: dict[str, list[int]] = {}
    for line in summary.indicators:
        if line.verdict == Standing.NO_FIGURE and line.why == "chưa gửi":
            by_unit.setdefault(line.lead_name or "Đơn vị chủ trì", []).append(line.number)
    for unit, numbers in by_unit.items():
        several = "các chỉ tiêu" if len(numbers) > 1 else "chỉ tiêu"
        yield f"{unit} khẩn trương gửi báo cáo {several} {listed(numbered(numbers))}."


def _to_finish(summary: Summary) -> Iterator[str]:
    items = overdue_items(summary.task_groups)
    units = list(dict.fromkeys(item.lead for item in items if item.lead))
    if units:
        yield f"{listed(units)} hoàn thành dứt điểm các đầu việc quá hạn."


def _year_end(summary: Summary) -> Iterator[str]:
    if summary.period.is_last:
        return
    later = [line.number for line in summary.indicators if line.verdict == Standing.NOT_DUE]
    if later:
        who = "Các đơn vị chủ trì các" if len(later) > 1 else "Đơn vị chủ trì"
        yield (
            f"{who} chỉ tiêu đánh giá cuối năm {listed(numbered(later))} chuẩn bị hồ sơ, số liệu, "
            "gửi báo cáo năm đúng hạn."
        )


def proposals(summary: Summary) -> list[str]:
    """What the units propose, in their words."""
    found = [
        f"{line.lead_name or 'Đơn vị chủ trì'} (chỉ tiêu ({line.number})): "
        f"{_told(line.report.proposals)}."
        for line in summary.indicators
        if line.report.proposals.strip()
    ]
    return [f"{at}. {text}" for at, text in enumerate(found, start=1)] or [TO_BE_ADDED]


def _told(text: str) -> str:
    """A unit's words in one line, as written: nobody else may change a letter of them."""
    return " ".join(text.split()).rstrip(".;")
