"""A summary as plain text for a terminal."""

import textwrap
from collections.abc import Iterator

from reports.assessment import IndicatorLine, MeasureLine, Summary
from reports.phrases import figure_text, outlook_words, period_phrase, standing_words, target_text
from targets.labels import standing_label
from targets.rules.standing import Standing

WORDING = 46
COLUMNS = (WORDING, 24, 22, 28, 22)
HEADINGS = ("Chỉ tiêu", "Mức nghị quyết", "Kết quả", "Đánh giá", "Dự kiến cả năm")


def as_text(summary: Summary) -> str:
    """Title, tallies and a row per measure; compound indicators have a row of their own."""
    basis = "đã duyệt và đã gửi" if summary.include_submitted else "đã duyệt"
    lines = [
        f"{summary.title}: kết quả {period_phrase(summary.period)} (số liệu {basis})",
        f"Chỉ tiêu: {summary.tally.sentence}.",
        f"Thành phần: {summary.measure_tally.sentence}.",
        "",
        *_wrapped("", *HEADINGS),
        "-" * (5 + sum(COLUMNS) + 2 * len(COLUMNS)),
    ]
    for group in summary.groups:
        lines += ["", f"{group.number}. {group.name}: {group.tally.sentence}"]
        for line in group.indicators:
            lines += _indicator(line)
    return "\n".join(lines)


def _indicator(line: IndicatorLine) -> Iterator[str]:
    verdict = standing_label(line.verdict)
    if line.final is not None:
        verdict += f" (tự động: {standing_label(line.standing)})"
    if len(line.measures) == 1:
        measure = line.measures[0]
        said = verdict if line.final else standing_words(measure, line.verdict)
        yield from _measure(str(line.number), line.wording, measure, said)
        return
    yield from _wrapped(str(line.number), line.wording, "", "", verdict, "")
    for measure in line.measures:
        said = standing_words(measure, measure.standing)
        yield from _measure(measure.key, measure.name, measure, said)


def _measure(key: str, name: str, measure: MeasureLine, said: str) -> Iterator[str]:
    now = measure.now
    lacking = now.standing == Standing.NO_FIGURE and measure.why
    why = f" ({measure.why})" if lacking else ""
    outlook = ""
    if now.outlook is not None:
        words = outlook_words(now, measure.direction)
        outlook = f"{figure_text(measure, now.year_end)}, {words}"
    yield from _wrapped(
        key, name, target_text(measure), figure_text(measure, now.figure), said + why, outlook
    )


def _wrapped(key: str, *cells: str) -> Iterator[str]:
    columns = [
        textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, COLUMNS, strict=True)
    ]
    for at in range(max(map(len, columns))):
        parts = [part[at] if at < len(part) else "" for part in columns]
        body = "  ".join(f"{text:<{width}}" for text, width in zip(parts, COLUMNS, strict=True))
        yield f"{key if at == 0 else '':<5}{body}".rstrip()
