"""What every row of the plan keeps to: its own number, units at work, the text as printed."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from targets.actions.plan_rows import Columns, Row
from targets.actions.refusal import Refused
from targets.models import Indicator, Resolution, Task, Unit


def free_number(
    rows: "models.QuerySet[Row]",
    number: int | str,
    present: Row | None,
    told: Callable[[Row], str],
) -> None:
    """Refused where another row of these has the number; `told` says which one that is."""
    others = rows.filter(number=number)
    if present is not None:
        others = others.exclude(pk=present.pk)
    if (taken := others.first()) is not None:
        raise Refused(f"Số {number} đang là của {told(taken)}. Hãy ghi số khác.", "number")


def right_group(groups: "models.QuerySet[Any]", wish: Columns) -> None:
    """Refused where the group that was chosen is none of the plan's."""
    if not groups.filter(pk=wish["group"]).exists():
        raise Refused("Nhóm này không còn. Hãy chọn nhóm khác.", "group")


def check_text_and_units(plan: Resolution, wish: Columns, present: Indicator | Task | None) -> None:
    """Refused where the text as printed would change, or the units do not fit together."""
    if present is not None and plan.status != "draft":
        kept = wish.get("source_wording", present.source_wording)
        if kept != present.source_wording:
            raise Refused("Nguyên văn Nghị quyết đã ban hành không sửa được.", "source_wording")
    unit_at_work(wish["lead_unit"], present.lead_unit_id if present else None, "lead_unit")
    if wish["lead_unit"] is not None and wish["lead_unit"] in wish["coordinating_units"]:
        raise Refused(
            "Đơn vị chủ trì không đồng thời là đơn vị phối hợp. Hãy bỏ dấu ở một nơi.",
            "coordinating_units",
        )


def unit_at_work(unit_id: int | None, present: int | None, field: str) -> None:
    """Refused where a unit is newly chosen that has ended."""
    if unit_id is None or unit_id == present:
        return
    if not Unit.objects.active().filter(pk=unit_id).exists():
        raise Refused("Đơn vị này đã ngừng hoạt động. Hãy chọn đơn vị khác.", field)


def delete(row: models.Model, hangs_on_it: str) -> None:
    """Take a row away; Refused where `hangs_on_it`, which is kept for ever."""
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        raise Refused(f"Đã có {hangs_on_it} nên không bỏ được; lịch sử phải giữ.") from None


def short(text: str, longest: int = 60) -> str:
    """A name as it stands within a sentence."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
