"""A resolution begins, ends and begins again (design §4: draft, active, closed)."""

from collections.abc import Mapping

from django.db import transaction

from targets.actions.plan_rows import OFFICE_ONLY
from targets.actions.refusal import Refused
from targets.labels import RESOLUTION_STATUS_LABELS
from targets.models import Indicator, Period, Resolution, Target, User
from targets.rules.workflow import Role

# Where one may go from each; a draft that has begun never becomes one again
NEXT: Mapping[str, tuple[str, ...]] = {
    "draft": ("active",),
    "active": ("closed",),
    "closed": ("active",),
}


def set_status(resolution: Resolution, status: str, *, seen: str, by: User) -> Resolution:
    """Take a resolution from the status its reader saw to the next. Raises Refused."""
    if not (by.is_active and by.has_role(Role.OFFICE)):
        raise Refused(OFFICE_ONLY, forbidden=True)
    with transaction.atomic():
        row = Resolution.objects.select_for_update().get(pk=resolution.pk)
        if row.status != seen:
            raise Refused(
                f"Người khác vừa chuyển nghị quyết sang “{RESOLUTION_STATUS_LABELS[row.status]}”.",
                stale=True,
            )
        if status not in NEXT[row.status]:
            raise Refused("Nghị quyết không chuyển sang trạng thái này được. Hãy tải lại trang.")
        if refusals := why_not(row, status):
            raise Refused(" ".join(refusals))
        row.status = status
        row.save(update_fields=["status"])
        return row


def why_not(resolution: Resolution, status: str) -> list[str]:
    """What is in the way of a status, as sentences; empty where nothing is."""
    if status == "active" and resolution.status == "draft":
        return _unready(resolution)
    if status == "closed":
        open_ones = Period.objects.filter(resolution=resolution, closed_at__isnull=True)
        names = list(open_ones.order_by("quarter").values_list("name", flat=True))
        if names:
            return [f"Còn kỳ chưa khóa: {', '.join(names)}. Hãy khóa các kỳ trước."]
    return []


def _unready(resolution: Resolution) -> list[str]:
    found = []
    indicators = Indicator.objects.filter(group__resolution=resolution).order_by("number")
    if not indicators.exists():
        found.append("Nghị quyết chưa có chỉ tiêu nào.")
    if not resolution.periods.exists():
        found.append("Nghị quyết chưa có kỳ báo cáo nào.")
    leaderless = indicators.filter(lead_unit__isnull=True).values_list("number", flat=True)
    if numbers := ", ".join(map(str, leaderless)):
        found.append(f"Chưa giao đơn vị chủ trì: chỉ tiêu {numbers}.")
    proposals = Target.objects.filter(
        proposed=True, measure__indicator__group__resolution=resolution
    ).order_by("measure__indicator__number", "measure__letter")
    pairs = proposals.values_list("measure__indicator__number", "measure__letter")
    if numbers := ", ".join(f"{number}{letter}" for number, letter in pairs):
        found.append(
            f"Mức còn là đề xuất chép từ năm trước: chỉ tiêu {numbers}. Hãy mở từng mức, giữ hoặc "
            "sửa rồi lưu."
        )
    return found
