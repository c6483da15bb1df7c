"""Rows to a Summary: the only queries of the board and the papers, whatever the size.

Two more where a measure continues one of last year's.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from django.conf import settings

from reports.assessment import (
    NOTHING_TYPED,
    Basis,
    GroupLine,
    IndicatorLine,
    MeasureLine,
    PeriodLine,
    Summary,
    indicator_standings,
    judge,
)
from reports.directive_rows import directive_lines
from reports.evidence_rows import Attached, names_attached, names_that_count
from reports.locality_rows import locality_lines
from reports.phrases import why_no_figure
from reports.plan_rows import (
    Aim,
    MeasureRow,
    Planned,
    aims_in_force,
    milestones_of,
    planned_indicators,
)
from reports.report_rows import Filed, filed_reports, report_line
from reports.unit_rows import unit_lines
from reports.work_rows import task_groups_of
from targets import clock
from targets.last_year import Continuing, last_year_of
from targets.models import Period, Resolution, User
from targets.rules.appraisal import MeasureTerms
from targets.rules.figures import Formula
from targets.rules.last_year import LastYear
from targets.rules.pace import Pace
from targets.rules.workflow import Role


class UnknownQuarter(LookupError):
    """The resolution has no such period."""


def summary_of(
    resolution: Resolution,
    quarter: int,
    *,
    viewer: User | None = None,
    include_submitted: bool = False,
    periods: Sequence[Period] | None = None,
    for_papers: bool = False,
) -> Summary:
    """Everything about a resolution in one of its periods, opened or not.

    viewer: the rows this person may read; None reads everything (commands). periods: those of
    the resolution in order, where the caller already has them. for_papers: tasks, units and
    localities and evidence too, by eight more queries. Raises UnknownQuarter.
    """
    rows = list(resolution.periods.all()) if periods is None else list(periods)
    today = clock.today()
    lines = tuple(
        _period_line(period, today, quarters_left=len(rows) - 1 - at)
        for at, period in enumerate(rows)
    )
    place = next((at for at, row in enumerate(rows) if row.quarter == quarter), None)
    if place is None:
        raise UnknownQuarter(quarter)
    partial = viewer is not None and not viewer.has_role(Role.OFFICE, Role.LEADER)
    reader = viewer if partial else None
    plan = planned_indicators(resolution, viewer)
    seen = [planned.row.pk for planned in plan] if partial else None
    judging = _Judging(
        lines=lines,
        place=place,
        period_ids=[row.pk for row in rows],
        aims=aims_in_force(resolution, [_last_day(row, resolution) for row in rows]),
        milestones=milestones_of(resolution),
        filed=filed_reports(
            rows[place],
            include_submitted=include_submitted,
            indicator_ids=seen,
        ),
        attached=names_attached(rows[place], seen) if for_papers else {},
        last_year=last_year_of(
            Continuing(row.pk, row.formula, row.unit_of_measure, row.continues)
            for planned in plan
            for row in planned.measures.values()
        ),
    )
    indicators = [judging.indicator(planned) for planned in plan]
    groups = tuple(
        GroupLine(number, name, tuple(members))
        for (number, name), members in groupby(
            indicators, key=lambda line: (line.group_number, line.group_name)
        )
    )
    summary = Summary(
        slug=resolution.slug,
        quarter=quarter,
        title=resolution.title,
        year=resolution.year,
        periods=lines,
        groups=groups,
        made_on=today,
        number=resolution.number,
        issuer=resolution.issuer,
        superior=resolution.superior,
        adopted_on=resolution.adopted_on,
        illustrative=settings.DEMO or resolution.illustrative,
        plan_confirmed=resolution.plan_confirmed_at is not None,
        include_submitted=include_submitted,
        partial=partial,
        warnings=tuple(judging.warnings),
        directives=directive_lines(rows[place], viewer, today),
    )
    if not for_papers:
        return summary
    measures = {
        measure_id: measure
        for planned, line in zip(plan, indicators, strict=True)
        for measure_id, measure in zip(planned.measures, line.measures, strict=True)
    }
    return replace(
        summary,
        for_papers=True,
        task_groups=task_groups_of(resolution, today, viewer),
        units=unit_lines(rows[place], reader),
        localities=locality_lines(rows[place], reader, measures),
    )


def _last_day(period: Period, resolution: Resolution) -> datetime.date:
    return period.ends_on or datetime.date(resolution.year, 12, 31)


def _period_line(period: Period, today: datetime.date, *, quarters_left: int) -> PeriodLine:
    return PeriodLine(
        quarter=period.quarter,
        name=period.name,
        share=period.share,
        is_last=period.is_last,
        quarters_left=quarters_left,
        opens_on=period.opens_on,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        due_on=period.due_on,
        closed_at=period.closed_at,
        opened=period.is_opened(today),
    )


@dataclass(slots=True)
class _Judging:
    """What was planned and filed, at hand while the lines are made."""

    lines: tuple[PeriodLine, ...]
    place: int
    period_ids: list[int]
    aims: list[Mapping[int, Aim]]
    milestones: Mapping[int, Mapping[int, Decimal]]
    filed: Mapping[tuple[int, int], Filed]
    last_year: Mapping[int, Mapping[int, LastYear]]
    attached: Mapping[int, Sequence[Attached]]
    warnings: list[str] = field(default_factory=list)

    def indicator(self, planned: Planned) -> IndicatorLine:
        row = planned.row
        filed = [self.filed.get((row.pk, period_id)) for period_id in self.period_ids]
        measures = tuple(
            self.measure(f"{row.number}{measure.letter}", measure, filed)
            for measure in planned.measures.values()
        )
        report = report_line(filed[self.place])
        names = names_that_count(self.attached.get(row.pk, ()), report)
        last = self.lines[self.place].is_last
        finals = tuple(planned.finals.get(period_id) for period_id in self.period_ids)
        return IndicatorLine(
            number=row.number,
            label=row.label,
            wording=row.wording,
            measures=measures,
            standings=indicator_standings(measures, len(self.lines)),
            place=self.place,
            due=any(last or measure.pace != Pace.YEAR_END for measure in measures),
            final=finals[self.place],
            finals=finals,
            report=replace(report, evidence=names) if names else report,
            source_wording=row.source_wording,
            note=row.note,
            group_number=row.group_number,
            group_name=row.group_name,
            lead_code=row.lead_code or "",
            lead_name=row.lead_name or "",
            lead_short=row.lead_short or row.lead_name or "",
        )

    def measure(self, key: str, row: MeasureRow, filed: Sequence[Filed | None]) -> MeasureLine:
        formula, pace, quota = Formula(row.formula), Pace(row.pace), bool(row.assigned_basis)
        milestones = self.milestones.get(row.pk, {})
        last_year = self.last_year.get(row.pk, {})
        cells = []
        for period, aims, report in zip(self.lines, self.aims, filed, strict=True):
            aim = aims.get(row.pk)
            goal = None if aim is None else aim.goal
            if aim is not None and goal is None:
                self._warn(key, aim)
            cells.append(
                judge(
                    MeasureTerms(
                        formula,
                        pace,
                        goal,
                        row.baseline,
                        row.start,
                        quota,
                        milestones.get(period.quarter),
                    ),
                    period,
                    NOTHING_TYPED if report is None else report.figures.get(row.pk, NOTHING_TYPED),
                    basis=Basis.NONE if report is None else report.basis,
                    target=None if aim is None or goal is None else aim.line,
                    narrative=report is not None and report.narrative,
                    percent_only=row.percent_only,
                    last_year=last_year.get(period.quarter),
                )
            )
        now, report = cells[self.place], filed[self.place]
        aim = self.aims[self.place].get(row.pk)
        why = ""
        if now.figure is None:
            status = "" if report is None else report.row.status
            opened = self.lines[self.place].opened
            why = why_no_figure(status, now.basis, now.typed, opened=opened)
        return MeasureLine(
            key=key,
            letter=row.letter,
            name=row.name,
            unit_of_measure=row.unit_of_measure,
            decimals=row.decimals,
            formula=formula,
            pace=pace,
            cells=tuple(cells),
            place=self.place,
            numerator_label=row.numerator_label,
            denominator_label=row.denominator_label,
            percent_only=row.percent_only,
            by_locality=row.by_locality,
            method=row.method,
            source=row.source,
            supplier=row.supplier or "",
            assigned=None if row.percent_only else row.assigned,
            assigned_basis=row.assigned_basis,
            baseline=row.baseline,
            start=row.start,
            why=why,
            target_wording="" if aim is None else aim.line.wording,
        )

    def _warn(self, key: str, aim: Aim) -> None:
        sentence = (
            f"Chỉ tiêu {key}: mức “{aim.line.wording}” thiếu hoặc sai giới hạn nên phần mềm chưa "
            "so sánh được số liệu; Văn phòng cần sửa mức chỉ tiêu."
        )
        if sentence not in self.warnings:
            self.warnings.append(sentence)
