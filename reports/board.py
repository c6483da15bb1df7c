"""The rows of the board, ready to print: every word, pill and drawing (design §7).

Rows are made in Python and the template only places them, because a board may have a thousand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.urls import reverse
from django.utils.safestring import SafeString

from reports.assessment import Basis, IndicatorLine, MeasureLine, Summary
from reports.directive_lines import Waiting
from reports.filters import WITH_SUBMITTED
from reports.phrases import (
    NOTHING,
    PERCENT_ONLY,
    amended_words,
    counted,
    difference,
    figure_text,
    number,
    outlook_whose,
    outlook_words,
    standing_words,
    target_text,
    typed_pair,
)
from reports.sparks import spark
from targets.labels import standing_label
from targets.rules.appraisal import ExpectedFrom
from targets.rules.comparison import Outcome
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import format as printed
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.templatetags.display import standing_pill, status_word

MANY = 3
NO_BREAK = "\u00a0"
ROMAN = ("", "I", "II", "III", "IV")

EXPECTED_LEADS = {
    ExpectedFrom.MILESTONE: "mốc quý",
    ExpectedFrom.LINE: "đường thẳng",
    ExpectedFrom.ALL_YEAR: "cần giữ",
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One indicator as the board prints it; "" where there is nothing to say."""

    number: int
    url: str
    wording: str
    about: str
    pill: SafeString
    notes: tuple[SafeString | str, ...]
    figure: str
    meaning: str
    expected: str
    trend: SafeString
    outlook: str
    outlook_words: str
    outlook_bad: bool
    outlook_whose: str
    needed: str
    needed_note: str
    quiet: bool


def board_row(summary: Summary, line: IndicatorLine, waiting: Waiting | None = None) -> BoardRow:
    """One indicator; of a compound one, the measure that decides comes first.

    waiting: the requests to explain that its unit has not answered.
    """
    telling = line.telling
    ahead = _ahead(line)
    looks = telling is not None and telling.now.figure is not None
    needy = next((each for each in line.measures if each.now.needed is not None), None)
    return BoardRow(
        number=line.number,
        url=indicator_url(summary, line),
        wording=line.wording,
        about=_about(line),
        pill=standing_pill(line.verdict, verdict_words(line)),
        notes=tuple(_notes(line, waiting)),
        figure=_lettered(telling, _figure(telling)) if looks and telling else NOTHING,
        meaning=" · ".join(_meaning(line, telling)),
        expected=_expected(telling),
        trend=SafeString("") if telling is None else spark(summary, telling),
        outlook=NOTHING if ahead is None else _lettered(ahead, figure_text(ahead, _end(ahead))),
        outlook_words=_outlook_words(ahead, looks=looks),
        outlook_bad=ahead is not None and ahead.now.outlook == Outcome.SHORT,
        outlook_whose="" if ahead is None else outlook_whose(ahead.now),
        needed=NOTHING if needy is None else _lettered(needy, difference(needy, needy.now.needed)),
        needed_note="" if needy is None else _needed_note(summary, needy),
        quiet=line.verdict == Standing.NOT_DUE,
    )


def needed_heading(summary: Summary) -> str:
    """Over the last column: what it is that is still needed."""
    match summary.period.quarters_left:
        case 0:
            return "Cần thêm"
        case 1:
            return f"Cần trong quý {quarter_name(summary.quarter + 1)}"
        case _:
            return "Cần mỗi quý"


def quarter_name(quarter: int) -> str:
    return ROMAN[quarter] if quarter < len(ROMAN) else str(quarter)


def indicator_url(summary: Summary, line: IndicatorLine) -> str:
    """The page of an indicator, in the same period and with the same figures."""
    page = reverse("reports:indicator", args=[summary.slug, line.number])
    figures = f"&so-lieu={WITH_SUBMITTED}" if summary.include_submitted else ""
    return f"{page}?ky={summary.quarter}{figures}"


def _lettered(measure: MeasureLine, text: str) -> str:
    return f"{measure.letter}) {text}" if measure.letter else text


def _figure(measure: MeasureLine) -> str:
    return figure_text(measure, measure.now.figure)


def _end(measure: MeasureLine) -> Decimal | None:
    return measure.now.year_end


def verdict_words(line: IndicatorLine) -> str:
    """The word as the deciding measure's case asks for it; people's rating in plain words."""
    if line.final is not None or line.telling is None:
        return standing_label(line.verdict)
    decides = line.telling.standing == line.standing
    return standing_words(line.telling if decides else None, line.verdict)


def automatic_words(line: IndicatorLine) -> str:
    """What the rules say, to stand beside a rating people set; empty where there is none."""
    return "" if line.final is None else f"Tự động: {standing_label(line.standing)}"


def _notes(line: IndicatorLine, waiting: Waiting | None) -> Iterator[SafeString | str]:
    if said := automatic_words(line):
        yield said
    if line.report.revising:
        yield status_word("draft", "Đang điều chỉnh")
    if line.report.basis is Basis.SUBMITTED:
        yield status_word("submitted", "Chưa duyệt")
    if line.report.single_handed and line.report.basis is Basis.APPROVED:
        yield "Người nhập tự duyệt"
    if waiting is not None:
        yield status_word("late" if waiting.late else "open", waiting.words)


def _about(line: IndicatorLine) -> str:
    """What the wording does not say already: an amended target, the lead unit."""
    parts = [
        _lettered(measure, said) for measure in line.measures if (said := amended_words(measure))
    ]
    if len(line.measures) == 1 and not parts:
        words = target_text(line.measures[0])
        if words.casefold() not in line.wording.casefold():
            parts.append(words)
    parts.append(line.lead_short or "chưa giao đơn vị chủ trì")
    return " · ".join(parts)


def _meaning(line: IndicatorLine, telling: MeasureLine | None) -> Iterator[str]:
    """What a figure means: what was typed, its part of the goal, the other measures."""
    if telling is None or line.standing == Standing.NOT_DUE:
        return
    if telling.now.figure is None:
        if telling.standing == Standing.NO_FIGURE and telling.why:
            yield telling.why
    elif pair := typed_pair(telling, telling.now.typed):
        yield pair
    elif telling.unit_of_measure != "%" and telling.now.attainment is not None:
        yield f"{printed(telling.now.attainment, 1)}% chỉ tiêu"
    yield from _others([each for each in line.measures if each is not telling])


def _others(measures: Sequence[MeasureLine]) -> Iterator[str]:
    """The other measures of a compound indicator; those that say the same, together."""
    said: dict[str, list[str]] = {}
    for measure in measures[:MANY]:
        now = measure.now
        text = _figure(measure)
        if now.figure is None:
            not_due = measure.standing == Standing.NOT_DUE
            text = "chưa đến kỳ" if not_due else measure.why or NOTHING
        said.setdefault(text, []).append(f"{measure.letter})")
    for text, letters in said.items():
        yield f"{', '.join(letters)}{NO_BREAK}{text}"
    if len(measures) > MANY:
        yield f"và {len(measures) - MANY} thành phần khác"


def _expected(telling: MeasureLine | None) -> str:
    """Where it should be by now, and by what: mốc quý 6.175,0; đường thẳng 78,75%."""
    if telling is None or telling.now.expected is None:
        return ""
    unit = "%" if telling.unit_of_measure == "%" else ""
    lead = EXPECTED_LEADS[telling.now.expected_from]
    return f"{lead} {number(telling, telling.now.expected)}{unit}"


def _ahead(line: IndicatorLine) -> MeasureLine | None:
    """The measure whose year end matters most: one that will hardly be met, else the first."""
    known = [each for each in line.measures if each.now.year_end is not None]
    telling = line.telling
    first = telling if telling in known else next(iter(known), None)
    return next((each for each in known if each.now.outlook == Outcome.SHORT), first)


def _outlook_words(ahead: MeasureLine | None, *, looks: bool) -> str:
    if ahead is None:
        return "chưa đủ căn cứ" if looks else ""
    return outlook_words(ahead.now, ahead.direction)


def _needed_note(summary: Summary, measure: MeasureLine) -> str:
    """What the need comes to in amounts, or what this quarter alone has brought."""
    typed, needed = measure.now.typed, measure.now.needed or Decimal(0)
    if measure.formula in {Formula.RATIO, Formula.EXCESS}:
        if typed.denominator is None or measure.percent_only:
            return PERCENT_ONLY if measure.percent_only else ""
        amount = needed * typed.denominator / HUNDRED
        whole = typed.numerator is not None and typed.numerator == typed.numerator.to_integral()
        if whole and typed.denominator == typed.denominator.to_integral():
            return printed(amount.to_integral(ROUND_CEILING), 0) + counted(measure)
        return printed(amount, 1) + counted(measure)
    if measure.pace != Pace.CUMULATIVE or summary.period.is_last:
        return ""
    return _own_part(summary, measure)


def _own_part(summary: Summary, measure: MeasureLine) -> str:
    """A running sum's own part of this quarter, where the quarter before is known."""
    now = measure.now.figure
    before = measure.cells[measure.place - 1].figure if measure.place else Decimal(0)
    if now is None or before is None:
        return ""
    part = printed(now - before, measure.decimals)
    return f"quý {quarter_name(summary.quarter)}: {part}"
