"""A resolution created from a draft, whole or not at all (design §4)."""

import datetime

from django.db import IntegrityError, transaction

from targets import clock
from targets.actions.refusal import Refused
from targets.actions.resolution_drafts import DONE
from targets.models import (
    Indicator,
    IndicatorGroup,
    Measure,
    Period,
    Resolution,
    ResolutionDraft,
    Target,
    Task,
    TaskGroup,
    Unit,
    User,
)
from targets.rules.proposal_faults import judged
from targets.rules.resolution_plan import Plan, PlannedIndicator, PlannedMeasure
from targets.rules.workflow import Role

MOVED = "Bản nháp vừa được người khác sửa. Hãy xem lại tóm tắt rồi bấm tạo lần nữa."
TAKEN_SLUG = "Mã này đã dùng cho một nghị quyết khác. Hãy đặt mã khác."
TAKEN_NUMBER = "Đã có một nghị quyết mang số này. Hãy kiểm tra lại số, ký hiệu."


def create_resolution(draft_id: int, *, seen: int, by: User) -> Resolution:
    """Create everything the draft says in one transaction, as a resolution in draft.

    Refuses a draft that is not as `seen`, one that has its resolution already, and one that
    cannot be created; `Refused.field` is then the first box to be put right.
    """
    if not by.is_active or not by.has_role(Role.OFFICE):
        raise Refused("Chỉ Văn phòng tạo nghị quyết.", forbidden=True)
    try:
        with transaction.atomic():
            draft = ResolutionDraft.objects.select_for_update().get(pk=draft_id)
            if draft.created_resolution_id is not None:
                raise Refused(DONE, stale=True)
            if draft.version != seen:
                raise Refused(MOVED, stale=True)
            units = {unit.code: unit for unit in Unit.objects.active()}
            judgement = judged(draft.as_proposal(), units)
            if judgement.plan is None:
                fault = judgement.faults[0]
                raise Refused(fault.sentence, fault.box)
            if taken := taken_names(judgement.plan.slug, judgement.plan.number):
                field, sentence = next(iter(taken.items()))
                raise Refused(sentence, field)
            resolution = _Builder(units).build(judgement.plan)
            draft.created_resolution = resolution
            draft.updated_by, draft.updated_at = by, clock.now()
            draft.save(update_fields=["created_resolution", "updated_by", "updated_at"])
    except IntegrityError as fault:  # another resolution took the slug between look and leap
        raise Refused(TAKEN_SLUG, "nq-slug", stale=True) from fault
    return resolution


def taken_names(slug: str, number: str) -> dict[str, str]:
    """What of these another resolution has already: the box and a sentence."""
    found = {}
    if slug and Resolution.objects.filter(slug=slug).exists():
        found["nq-slug"] = TAKEN_SLUG
    if number and Resolution.objects.filter(number=number).exists():
        found["nq-number"] = TAKEN_NUMBER
    return found


class _Builder:
    """One creation; `save` row by row where the change log is to see it."""

    def __init__(self, units: dict[str, Unit]) -> None:
        self.units = units

    def build(self, plan: Plan) -> Resolution:
        resolution = Resolution.objects.create(
            slug=plan.slug,
            number=plan.number,
            title=plan.title,
            issuer=plan.issuer,
            superior=plan.superior,
            year=plan.year,
            adopted_on=plan.adopted_on,
            overall_goal=plan.overall_goal,
            status="draft",
        )
        for period in plan.periods:
            Period.objects.create(
                resolution=resolution,
                quarter=period.quarter,
                name=period.name,
                share=period.share,
                is_last=period.is_last,
                opens_on=period.opens_on,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                due_on=period.due_on,
            )
        for group in plan.groups:
            row = IndicatorGroup.objects.create(
                resolution=resolution, number=group.number, name=group.name
            )
            for indicator in group.indicators:
                self._indicator(row, indicator, datetime.date(plan.year, 1, 1))
        for tasks in plan.task_groups:
            heading = TaskGroup.objects.create(
                resolution=resolution, number=tasks.number, name=tasks.name
            )
            for order, task in enumerate(tasks.tasks, start=1):
                Task.objects.create(
                    group=heading,
                    order=order,
                    number=task.number,
                    title=task.title,
                    wording=task.wording,
                    source_wording=task.source,
                    lead_unit=self.units.get(task.lead),
                )
        return resolution

    def _indicator(
        self, group: IndicatorGroup, planned: PlannedIndicator, begins: datetime.date
    ) -> None:
        indicator = Indicator.objects.create(
            group=group,
            number=planned.number,
            label=planned.label,
            wording=planned.wording,
            source_wording=planned.source,
            lead_unit=self.units.get(planned.lead),
        )
        for measure in planned.measures:
            _measure(indicator, measure, begins)


def _measure(indicator: Indicator, planned: PlannedMeasure, begins: datetime.date) -> None:
    measure = Measure.objects.create(
        indicator=indicator,
        letter=planned.letter,
        name=planned.name,
        unit_of_measure=planned.unit,
        decimals=planned.decimals,
        formula=planned.formula.value,
        pace=planned.pace.value,
        baseline=planned.baseline,
        assigned_basis=planned.basis,
    )
    goal = planned.goal
    if goal is not None:
        Target.objects.create(
            measure=measure,
            direction=goal.direction.value,
            low=goal.low,
            high=goal.high,
            strict=goal.strict,
            tolerance=goal.tolerance,
            wording=planned.words,
            effective_from=begins,
        )
