"""Bring units and resolutions in from files (design §4, §8): what is missing is added.

A folder holds `units.csv` and one folder per resolution with a `resolution.json`, keyed by codes
and numbers. What is already in the database stays as it is, whoever changed it since.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from targets import clock
from targets.models import (
    Indicator,
    IndicatorGroup,
    Measure,
    Milestone,
    MilestoneChange,
    Period,
    Resolution,
    Target,
    Task,
    TaskGroup,
    Unit,
    WorkItem,
)

M = TypeVar("M", bound=models.Model)
Row = Mapping[str, Any]
NAMES: Mapping[type[models.Model], str] = {
    Unit: "đơn vị",
    Resolution: "nghị quyết",
    Period: "kỳ báo cáo",
    IndicatorGroup: "nhóm chỉ tiêu",
    Indicator: "chỉ tiêu",
    Measure: "thành phần",
    Target: "mức chỉ tiêu",
    Milestone: "mốc quý",
    TaskGroup: "nhóm nhiệm vụ",
    Task: "nhiệm vụ",
    WorkItem: "đầu việc",
}
ALL_OF_KIND = "kind:"  # "kind:locality" among coordinating units stands for every such unit


class PlanUnreadable(ValueError):
    """A file that cannot be loaded; str() says where and why, in Vietnamese."""


def load_resolution(folder: Path) -> Counter[str]:
    """Load the units and every resolution of a folder; return how many rows came, by their name.

    One transaction: either all of it or, with PlanUnreadable, nothing. A second run adds nothing.
    Milestones, targets, work items and coordinating units come only together with the measure,
    task or indicator they belong to, so what the office took away does not come back.
    """
    loader = _Loader()
    with transaction.atomic():
        loader.load_units(folder / "units.csv")
        for path in sorted(folder.glob("*/resolution.json")):
            try:
                loader.load_plan(json.loads(path.read_text(encoding="utf-8")))
            except KeyError as missing:
                raise PlanUnreadable(f"{path}: thiếu mục {missing}.") from missing
            except (ValueError, InvalidOperation, ValidationError) as fault:
                raise PlanUnreadable(f"{path}: {_sentence(fault)}") from fault
    return loader.added


class _Loader:
    """One run: the units by code, and what has been added."""

    def __init__(self) -> None:
        self.added: Counter[str] = Counter()
        self.units: dict[str, Unit] = {}

    def load_units(self, path: Path) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        if not path.exists():
            return
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["code"] not in self.units:
                    self.units[row["code"]] = self._add(
                        Unit,
                        code=row["code"],
                        name=row["name"],
                        short_name=row["short_name"],
                        kind=row["kind"],
                        parent=self._unit(row["parent"]),
                        order=int(row["order"]),
                        head_signs=row["head_signs"] == "1",
                    )

    def load_plan(self, plan: Row) -> None:
        resolution = Resolution.objects.filter(slug=plan["slug"]).first() or self._add(
            Resolution,
            **_only(plan, "slug number title issuer superior year overall_goal status"),
            adopted_on=_day(plan["adopted_on"]),
        )
        for row in plan["periods"]:
            self._load_period(resolution, row)
        for group_row in plan["groups"]:
            group = IndicatorGroup.objects.filter(
                resolution=resolution, number=group_row["number"]
            ).first() or self._add(
                IndicatorGroup, resolution=resolution, **_only(group_row, "number name")
            )
            for row in group_row["indicators"]:
                self._load_indicator(group, row)
        for group_row in plan["task_groups"]:
            task_group = TaskGroup.objects.filter(
                resolution=resolution, number=group_row["number"]
            ).first() or self._add(
                TaskGroup, resolution=resolution, **_only(group_row, "number name")
            )
            for order, row in enumerate(group_row["tasks"], start=1):
                self._load_task(task_group, order, row)

    def _load_period(self, resolution: Resolution, row: Row) -> None:
        if Period.objects.filter(resolution=resolution, quarter=row["quarter"]).exists():
            return
        days = ("opens_on", "starts_on", "ends_on", "due_on")
        self._add(
            Period,
            resolution=resolution,
            **_only(row, "quarter name is_last"),
            share=Decimal(row["share"]),
            **{name: _day(row[name]) for name in days},
        )

    def _load_indicator(self, group: IndicatorGroup, row: Row) -> None:
        indicator = Indicator.objects.filter(
            group__resolution=group.resolution, number=row["number"]
        ).first()
        if indicator is None:
            indicator = self._add(
                Indicator,
                group=group,
                **_only(row, "number label wording source_wording note"),
                lead_unit=self._unit(row["lead_unit"]),
            )
            indicator.coordinating_units.set(self._several(row["coordinating_units"]))
        known = set(indicator.measures.values_list("letter", flat=True))
        for measure_row in row["measures"]:
            if measure_row["letter"] not in known:
                self._add_measure(indicator, measure_row)

    def _add_measure(self, indicator: Indicator, row: Row) -> None:
        measure = self._add(
            Measure,
            indicator=indicator,
            **_only(
                row,
                "letter name unit_of_measure decimals formula pace numerator_label"
                " denominator_label detail_labels assigned_basis by_locality percent_only"
                " method source",
            ),
            baseline=_number(row["baseline"]),
            start=_number(row["start"]),
            supplier=self._unit(row["supplier"]),
        )
        goal = row["target"]
        if goal is not None:
            target = self._add(
                Target,
                measure=measure,
                **_only(goal, "direction strict wording"),
                low=_number(goal["low"]),
                high=_number(goal["high"]),
                tolerance=Decimal(goal["tolerance"]),
                effective_from=_day(goal["effective_from"]),
            )
            target.as_goal()  # refuses a goal no figure could be compared with
        for mark in row["milestones"]:
            expected = Decimal(mark["expected"])
            self._add(Milestone, measure=measure, quarter=mark["quarter"], expected=expected)
            MilestoneChange.objects.create(
                measure=measure,
                quarter=mark["quarter"],
                new=expected,
                reason=mark["reason"],
                at=clock.now(),
            )

    def _load_task(self, group: TaskGroup, order: int, row: Row) -> None:
        if Task.objects.filter(group__resolution=group.resolution, number=row["number"]).exists():
            return
        task = self._add(
            Task,
            group=group,
            order=order,
            **_only(row, "number title wording source_wording"),
            lead_unit=self._unit(row["lead_unit"]),
        )
        task.coordinating_units.set(self._several(row["coordinating_units"]))
        task.indicators.set(
            Indicator.objects.filter(
                group__resolution=group.resolution, number__in=row["indicators"]
            )
        )
        for item in row["work_items"]:
            self._add(
                WorkItem,
                task=task,
                **_only(item, "order name product due_note"),
                lead_unit=self._unit(item["lead_unit"]),
                due_on=_day(item["due_on"]),
            )

    def _add(self, model: type[M], **values: Any) -> M:
        row = model(**values)
        row.clean_fields(exclude=[k for k, v in values.items() if isinstance(v, models.Model)])
        row.save()
        self.added[NAMES[model]] += 1
        return row

    def _unit(self, code: str | None) -> Unit | None:
        if not code:
            return None
        if code not in self.units:
            raise PlanUnreadable(f"Không có đơn vị mã “{code}” trong units.csv.")
        return self.units[code]

    def _several(self, codes: Iterable[str]) -> list[Unit]:
        found: list[Unit] = []
        for code in codes:
            if code.startswith(ALL_OF_KIND):
                kind = code.removeprefix(ALL_OF_KIND)
                found += [unit for unit in self.units.values() if unit.kind == kind]
            elif unit := self._unit(code):
                found.append(unit)
        return found


def _only(row: Row, names: str) -> dict[str, Any]:
    return {name: row[name] for name in names.split()}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _sentence(fault: Exception) -> str:
    return " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
