"""The office edits the groups of a plan: those of indicators and those of tasks (issue 5)."""

from typing import TypeVar

from django.db import transaction

from targets.actions.plan_checks import free_number, short
from targets.actions.plan_rows import Columns, Facts, create, open_plan, opened, write
from targets.actions.refusal import Refused
from targets.models import IndicatorGroup, Resolution, TaskGroup, User

Group = TypeVar("Group", IndicatorGroup, TaskGroup)


def add_group(resolution: Resolution, model: type[Group], wish: Columns, *, by: User) -> Group:
    """Add a group of indicators or of tasks. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(resolution.pk, by)
        _free_number(plan, model, wish, None)
        group: Group = create(model, wish, resolution=plan)
        return group


def change_group(group: Group, wish: Columns, *, seen: Facts, by: User) -> bool:
    """Change a group's number or name. Raises Refused."""
    with opened(group, by=by) as (plan, row):
        _free_number(plan, type(row), wish, row)
        return write(row, wish, seen=seen)


def remove_group(group: Group, *, by: User) -> None:
    """Take an empty group away. Raises Refused."""
    with opened(group, by=by) as (_, row):
        if isinstance(row, IndicatorGroup):
            full, within = row.indicators.exists(), "chỉ tiêu"
        else:
            full, within = row.tasks.exists(), "nhiệm vụ"
        if full:
            raise Refused(
                f"Nhóm còn {within} nên không bỏ được. Hãy chuyển các {within} sang nhóm khác "
                "trước."
            )
        row.delete()


def _free_number(
    plan: Resolution, model: type[Group], wish: Columns, present: Group | None
) -> None:
    others = model._default_manager.filter(resolution=plan)  # noqa: SLF001 - Django's API
    longest = 60 if model is IndicatorGroup else 300
    free_number(
        others, wish["number"], present, lambda taken: f"nhóm “{short(taken.name, longest)}”"
    )
