"""The plan of a resolution on one page: groups, indicators, measures with what they shall reach."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F

from targets.labels import FORMULA_LABELS, PACE_LABELS
from targets.models import Indicator, IndicatorGroup, Measure, Resolution, Target
from targets.rules.figures import Formula

NO_GOAL = "Mục tiêu bằng lời"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with the target that holds now or next; `amended`: by what, and what was before."""

    measure: Measure
    targets: Sequence[Target]

    @property
    def goal(self) -> str:
        return str(self.targets[-1]) if self.targets else NO_GOAL

    @property
    def is_proposed(self) -> bool:
        return bool(self.targets) and self.targets[-1].proposed

    @property
    def amended(self) -> str:
        if len(self.targets) < 2:
            return ""
        now, before = self.targets[-1], self.targets[-2]
        since = f" từ {now.effective_from:%d/%m/%Y}" if now.effective_from else ""
        return f"Theo {now.decision or 'văn bản điều chỉnh'}{since}; trước đó: {before}"

    @property
    def pace(self) -> str:
        return PACE_LABELS[self.measure.pace]

    @property
    def formula(self) -> str:
        return FORMULA_LABELS[self.measure.formula]

    @property
    def name(self) -> str:
        return f"{self.measure.letter}) {self.measure.name}" if self.measure.letter else ""


@dataclass(slots=True)
class IndicatorLines:
    """An indicator with its measures."""

    indicator: Indicator
    measures: list[MeasureLine] = field(default_factory=list)

    @property
    def only(self) -> MeasureLine | None:
        """The measure of an indicator that has one, which needs no row of its own."""
        return self.measures[0] if len(self.measures) == 1 else None


@dataclass(slots=True)
class GroupLines:
    """A group; empty where the filter leaves nothing of it."""

    group: IndicatorGroup
    indicators: list[IndicatorLines] = field(default_factory=list)


class PlanPage:
    """A resolution's plan; `group`, `unit`: ids the list is narrowed to, None for all."""

    def __init__(self, resolution: Resolution, group: int | None, unit: int | None) -> None:
        self.resolution = resolution
        self.groups = list(resolution.groups.all())
        rows = list(
            Indicator.objects.filter(group__resolution=resolution)
            .select_related("lead_unit")
            .prefetch_related("coordinating_units")
            .order_by("number")
        )
        measures: dict[int, list[Measure]] = defaultdict(list)
        for measure in (
            Measure.objects.filter(indicator__group__resolution=resolution)
            .select_related("supplier")
            .order_by("letter", "pk")
        ):
            measures[measure.indicator_id].append(measure)
        targets: dict[int, list[Target]] = defaultdict(list)
        for target in Target.objects.filter(
            measure__indicator__group__resolution=resolution
        ).order_by(F("effective_from").asc(nulls_first=True), "pk"):
            targets[target.measure_id].append(target)
        self.all = [
            IndicatorLines(row, [MeasureLine(one, targets[one.pk]) for one in measures[row.pk]])
            for row in rows
        ]
        known = {one.pk for one in self.groups}
        self.group = group if group in known else None
        self.unit = unit if unit in self.unit_names else None

    @property
    def unit_names(self) -> dict[int, str]:
        """Who leads or supplies something, in the order of units."""
        found = {}
        for line in self.all:
            for unit in (line.indicator.lead_unit, *(m.measure.supplier for m in line.measures)):
                if unit is not None:
                    found[unit.pk] = unit
        return {
            unit.pk: unit.name for unit in sorted(found.values(), key=lambda u: (u.order, u.pk))
        }

    @property
    def narrows(self) -> bool:
        return self.group is not None or self.unit is not None

    @property
    def sections(self) -> list[GroupLines]:
        """The groups with what the filter leaves of them; without a filter empty ones too."""
        found = {group.pk: GroupLines(group) for group in self.groups}
        for line in self.all:
            if self.unit is None or self.unit in _units_of(line):
                found[line.indicator.group_id].indicators.append(line)
        wanted = [one for one in found.values() if self.group in (None, one.group.pk)]
        return [one for one in wanted if one.indicators or not self.narrows]

    @property
    def shown(self) -> int:
        return sum(len(one.indicators) for one in self.sections)

    @property
    def unsettled(self) -> list[str]:
        """What the office has not decided yet, as sentences."""
        leaderless = [
            str(line.indicator.number) for line in self.all if not line.indicator.lead_unit
        ]
        proposed = [
            f"{line.indicator.number}{one.measure.letter}"
            for line in self.all
            for one in line.measures
            if one.is_proposed
        ]
        baseless = [
            f"{line.indicator.number}{one.measure.letter}"
            for line in self.all
            for one in line.measures
            if one.measure.formula == Formula.DECREASE and one.measure.baseline is None
        ]
        bare = [str(line.indicator.number) for line in self.all if not line.measures]
        return [
            sentence
            for numbers, sentence in (
                (leaderless, f"Chưa giao đơn vị chủ trì: chỉ tiêu {', '.join(leaderless)}."),
                (
                    proposed,
                    "Mức còn là đề xuất chép từ năm trước, Văn phòng chưa quyết: "
                    f"chỉ tiêu {', '.join(proposed)}.",
                ),
                (
                    baseless,
                    "Tính mức giảm mà chưa có số thực hiện năm trước: "
                    f"chỉ tiêu {', '.join(baseless)}.",
                ),
                (bare, f"Chưa có thành phần nào: chỉ tiêu {', '.join(bare)}."),
            )
            if numbers
        ]


def _units_of(line: IndicatorLines) -> set[int | None]:
    return {line.indicator.lead_unit_id, *(one.measure.supplier_id for one in line.measures)}
