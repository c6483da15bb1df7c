"""Earlier years of the same measure, as its own year judged them (design §4, `continues`).

Nothing is asked where nothing continues; else a query per year for the chain, and one Summary of
that year.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from reports.assessment import MeasureLine, Summary
from reports.gather import summary_of
from reports.phrases import figure_text, nature_words, standing_words, target_text
from targets.models import Measure, Resolution
from targets.templatetags.display import standing_pill
from targets.wording import lowered

MOST_YEARS = 5
NO_FIGURE = "chưa có số được duyệt"


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """A measure in an earlier year: what was asked, what came of it, how it stood.

    `source`: which period the figure is of, and of what nature. `url`: that year's page.
    """

    year: int
    target: str
    figure: str
    source: str
    pill: SafeString | str
    url: str


def earlier_years(continues: Mapping[str, int], *, linked: bool) -> dict[str, list[EarlierYear]]:
    """By measure's letter, the newest year first. continues: this year's letter to last year's id.

    linked: whether its reader may open every year's page.
    """
    found: dict[str, list[EarlierYear]] = {letter: [] for letter in continues}
    summaries: dict[int, Summary | None] = {}
    wanted: dict[int, list[str]] = defaultdict(list)
    for letter, pk in continues.items():
        wanted[pk].append(letter)
    passed: set[int] = set()
    for _ in range(MOST_YEARS):
        if not wanted:
            break
        rows = Measure.objects.filter(pk__in=list(wanted)).exclude(
            indicator__group__resolution__status="draft"
        )
        further: dict[int, list[str]] = defaultdict(list)
        for row in rows.select_related("indicator__group__resolution"):
            resolution = row.indicator.group.resolution
            if resolution.pk not in summaries:
                summaries[resolution.pk] = _whole_year(resolution)
            told = _told(row, resolution, summaries[resolution.pk], linked=linked)
            for letter in wanted[row.pk]:
                found[letter] += [told] if told is not None else []
                if row.continues_id is not None:
                    further[row.continues_id].append(letter)
        passed |= set(wanted)
        wanted = defaultdict(list, {pk: who for pk, who in further.items() if pk not in passed})
    return {letter: years for letter, years in found.items() if years}


def _whole_year(resolution: Resolution) -> Summary | None:
    periods = list(resolution.periods.all())
    return summary_of(resolution, periods[-1].quarter, periods=periods) if periods else None


def _told(
    row: Measure, resolution: Resolution, summary: Summary | None, *, linked: bool
) -> EarlierYear | None:
    line = summary.find(row.indicator.number) if summary is not None else None
    if summary is None or line is None:
        return None
    measure = next((one for one in line.measures if one.letter == row.letter), None)
    if measure is None:
        return None
    page = reverse("reports:indicator", args=[resolution.slug, line.number])
    return EarlierYear(
        year=resolution.year,
        target=target_text(measure),
        **_result(summary, measure),
        url=f"{page}?ky={summary.quarter}" if linked else "",
    )


def _result(summary: Summary, measure: MeasureLine) -> dict[str, str]:
    """Of the last period if it has a figure, else of the latest that has one."""
    pairs = list(zip(summary.periods, measure.cells, strict=True))
    last = next((pair for pair in reversed(pairs) if pair[1].figure is not None), None)
    if last is None:
        return {"figure": figure_text(measure, None), "source": NO_FIGURE, "pill": ""}
    period, cell = last
    name = "cả năm" if period.is_last else lowered(period.name)
    nature = nature_words(cell.typed).lower()
    return {
        "figure": figure_text(measure, cell.figure),
        "source": f"{name}, số {nature}" if nature else name,
        "pill": standing_pill(cell.standing, standing_words(measure, cell.standing)),
    }
