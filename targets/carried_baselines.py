"""Last year's results as baselines: carried into a copy, renewed when better ones are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from targets.last_year import Continuing, last_year_of
from targets.models import Measure, Period, Resolution
from targets.models.fields import DECIMAL_PLACES
from targets.rules.figures import Formula
from targets.rules.last_year import LastYear
from targets.rules.numbers import plain
from targets.rules.renewals import Renewal, renewal


@dataclass(frozen=True, slots=True)
class CarriedBaseline:
    """Last year's result as the baseline of a measure; None where nothing is known.

    known: the figure it comes from, of the period `period`; it need not be official.
    """

    measure: Measure
    baseline: Decimal | None = None
    period: str = ""
    is_last: bool = False
    known: LastYear | None = None

    @property
    def key(self) -> str:
        """The measure as people number it: 3, 5a."""
        return f"{self.measure.indicator.number}{self.measure.letter}"


@dataclass(frozen=True, slots=True)
class RenewedBaseline:
    """A baseline that is no longer last year's latest figure, and that figure."""

    carried: CarriedBaseline
    renewal: Renewal

    @property
    def mark(self) -> str:
        """What its reader saw of it, to be told again when it is taken."""
        held, latest = self.renewal.held, self.renewal.latest
        return f"{self.carried.measure.pk}:{'' if held is None else plain(held)}:{plain(latest)}"


def carried_baselines(resolution: Resolution) -> list[CarriedBaseline]:
    """For each measure the last approved figure that counts: of the last period, else the latest.

    Four queries at most, whatever the size.
    """
    return _carried((row, row) for row in _measures(resolution))


def renewed_baselines(resolution: Resolution) -> list[RenewedBaseline]:
    """The measures that continue one of last year whose latest figure is another than they hold.

    Five queries at most, whatever the size.
    """
    rows = _measures(resolution).select_related("continues__indicator__group")
    carried = _carried((row, row.continues) for row in rows if row.continues is not None)
    typed = _typed_by_people(one.measure.pk for one in carried)
    found = []
    for one in carried:
        measure = one.measure
        better = renewal(measure.baseline, one.baseline, by_hand=measure.pk in typed)
        if better is not None:
            found.append(RenewedBaseline(one, better))
    return found


def _measures(resolution: Resolution) -> QuerySet[Measure]:
    rows = Measure.objects.filter(indicator__group__resolution=resolution)
    return rows.select_related("indicator__group").order_by("indicator__number", "letter")


def _carried(pairs: Iterable[tuple[Measure, Measure]]) -> list[CarriedBaseline]:
    """For each measure the result of the one before it; both are the same before a copy is made."""
    rows = list(pairs)
    known = last_year_of(
        Continuing(now.pk, now.formula, now.unit_of_measure, before.pk) for now, before in rows
    )
    years = {before.indicator.group.resolution_id for _, before in rows}
    periods = {
        (period.resolution_id, period.quarter): period
        for period in Period.objects.filter(resolution__in=years)
    }
    return [_result(now, before, known.get(now.pk, {}), periods) for now, before in rows]


def _result(
    measure: Measure,
    before: Measure,
    known: Mapping[int, LastYear],
    periods: Mapping[tuple[int, int], Period],
) -> CarriedBaseline:
    if not known:
        return CarriedBaseline(measure)
    quarter = max(known)
    last = known[quarter]
    figure: Decimal | None = last.figure
    if before.formula == Formula.DECREASE:  # the rate itself is the next one's baseline
        figure = None if before.baseline is None else before.baseline - last.figure
    if figure is not None:
        figure = figure.quantize(Decimal(1).scaleb(-DECIMAL_PLACES), ROUND_HALF_UP)
    period = periods.get((before.indicator.group.resolution_id, quarter))
    return CarriedBaseline(
        measure,
        figure,
        period.name if period else f"quý {quarter}",
        bool(period and period.is_last),
        last,
    )


def _typed_by_people(ids: Iterable[int]) -> set[int]:
    """The measures whose baseline the change log knows last from somebody's own hand."""
    measures = ContentType.objects.get_for_model(Measure)
    entries = LogEntry.objects.filter(
        content_type=measures, object_id__in=list(ids), changes__has_key="baseline"
    )
    newest: dict[int, bool] = {}
    for pk, noted in entries.order_by("timestamp", "pk").values_list(
        "object_id", "additional_data"
    ):
        newest[pk] = not (noted or {}).get(Measure.FILLED)
    return {pk for pk, typed in newest.items() if typed}
