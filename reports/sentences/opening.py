"""Part I of the report: what the resolution asks and how much of it is reached (papers §5)."""

import datetime
from collections.abc import Iterator, Sequence

from reports.assessment import IndicatorLine, Summary
from reports.phrases import day
from reports.sentences.indicator import indicators_listed
from reports.sentences.prose import padded, period_words
from targets.rules.appraisal import Whose
from targets.rules.comparison import Outcome
from targets.rules.standing import Standing

# What "Cụ thể" names, in this order; what does not occur is left out
_NAMED = (
    (Standing.EXCEEDED, "vượt"),
    (Standing.MET, "đạt"),
    (Standing.ON_TRACK, "đúng tiến độ"),
    (Standing.BEHIND, "chậm tiến độ"),
    (Standing.MISSED, "không đạt"),
    (Standing.NO_FIGURE, "chưa có số liệu"),
)
NOT_OPENED = "Kỳ báo cáo chưa mở nên chưa có số liệu để đánh giá kết quả"
_LEFT = (
    (Standing.IN_PROGRESS, "đang thực hiện", ""),
    (Standing.NO_FIGURE, "chưa có số liệu", ""),
    (Standing.NOT_DUE, "chưa đến kỳ đánh giá", " (chỉ đánh giá được vào cuối năm)"),
)


def opening_paragraphs(summary: Summary) -> list[str]:
    """The tally in words, then which indicators stand where."""
    if not list(summary.indicators):
        return [f"{scope(summary)}."]
    if not summary.period.opened and not summary.tally.judged:
        return [f"{scope(summary)}.", f"{NOT_OPENED} {period_words(summary.period)}."]
    return [f"{scope(summary)}. {tally_words(summary)}.", *which_ones(summary)]


def scope(summary: Summary) -> str:
    """Nghị quyết đề ra 17 chỉ tiêu (23 chỉ tiêu thành phần) thuộc 05 nhóm và 18 nhiệm vụ."""
    indicators = list(summary.indicators)
    measures = sum(len(line.measures) for line in indicators)
    parts = f" ({padded(measures)} chỉ tiêu thành phần)" if measures != len(indicators) else ""
    text = (
        f"Nghị quyết đề ra {padded(len(indicators))} chỉ tiêu{parts} thuộc "
        f"{padded(len(summary.groups))} nhóm"
    )
    tasks = sum(len(group.tasks) for group in summary.task_groups)
    if tasks:
        text += f" và {padded(tasks)} nhiệm vụ thuộc {padded(len(summary.task_groups))} lĩnh vực"
    return text


def latest_day(summary: Summary) -> datetime.date:
    """The newest day figures are of; the day of the summary where none says."""
    days = [
        each.now.typed.as_of
        for line in summary.indicators
        for each in line.measures
        if each.now.figure is not None and each.now.typed.as_of
    ]
    return max(days, default=summary.made_on)


def tally_words(summary: Summary) -> str:
    """How many are reached, on track, late and missed; how many can be judged (design §3.4)."""
    tally = summary.tally
    total = padded(tally.total)
    exceeded, met = tally[Standing.EXCEEDED], tally[Standing.MET]
    if tally.reached:
        split = [
            f"{padded(count)} chỉ tiêu {word}"
            for count, word in ((exceeded, "vượt"), (met, "đạt"))
            if count
        ]
        reached = f"có {padded(tally.reached)}/{total} chỉ tiêu đạt và vượt ({', '.join(split)})"
    else:
        reached = "chưa có chỉ tiêu nào đạt hoặc vượt"
    parts = [reached]
    if tally[Standing.ON_TRACK]:
        parts.append(f"{padded(tally[Standing.ON_TRACK])} chỉ tiêu đúng tiến độ")
    for standing, word in ((Standing.BEHIND, "chậm tiến độ"), (Standing.MISSED, "không đạt")):
        count = tally[standing]
        parts.append(
            f"{padded(count)} chỉ tiêu {word}" if count else f"không có chỉ tiêu nào {word}"
        )
    judged = f"Như vậy, đánh giá được {padded(tally.judged)}/{total} chỉ tiêu"
    left = [
        f"{padded(tally[standing])} chỉ tiêu {word}{more if not summary.period.is_last else ''}"
        for standing, word, more in _LEFT
        if tally[standing]
    ]
    rest = f"; còn lại {_joined(left)}" if left else ""
    by_hand = summary.set_by_hand
    set_so = f" ({padded(by_hand)} chỉ tiêu do lãnh đạo đánh giá lại)" if by_hand else ""
    return f"Tính đến ngày {day(latest_day(summary))}, {'; '.join(parts)}. {judged}{set_so}{rest}"


def _joined(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} và {items[-1]}"


def which_ones(summary: Summary) -> list[str]:
    """Which indicators stand where, and which will hardly get there; nothing to say: no line."""
    by_standing: dict[Standing, list[int]] = {}
    for line in summary.indicators:
        by_standing.setdefault(line.verdict, []).append(line.number)
    named = [
        f"{word} {indicators_listed(sorted(by_standing[standing]))}"
        for standing, word in _NAMED
        if standing in by_standing
    ]
    sentences = [f"Cụ thể: {'; '.join(named)}."] if named else []
    sentences += _unlikely(summary)
    return [" ".join(sentences)] if sentences else []


def unlikely(summary: Summary) -> list[IndicatorLine]:
    """Indicators one of whose units says that the year's goal will hardly be reached."""
    if summary.period.is_last:
        return []
    return [line for line in summary.indicators if any(_is_unlikely(line))]


def _is_unlikely(line: IndicatorLine) -> Iterator[bool]:
    for each in line.measures:
        yield each.now.outlook is Outcome.SHORT and each.now.outlook_whose is Whose.UNIT


def _unlikely(summary: Summary) -> list[str]:
    numbers = sorted(line.number for line in unlikely(summary))
    if not numbers:
        return []
    return [
        f"Theo ước của đơn vị chủ trì, có {padded(len(numbers))} chỉ tiêu khó đạt mức cả năm "
        f"{indicators_listed(numbers)}."
    ]
