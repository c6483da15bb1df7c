"""A year's baselines brought up to last year's latest figures, those that the office chose."""

from collections.abc import Collection

from django.db import transaction

from targets.actions.plan_rows import NeedsYes, open_plan
from targets.actions.refusal import Refused
from targets.carried_baselines import RenewedBaseline, renewed_baselines
from targets.models import ProgressReport, Resolution, User

NOTHING_CHOSEN = "Chưa chọn số nào. Hãy đánh dấu ít nhất một dòng rồi bấm lại."
MOVED = (
    "Có số vừa thay đổi sau khi bạn mở trang. Chưa cập nhật gì; bảng dưới là số hiện nay, hãy "
    "xem lại rồi bấm lần nữa."
)


def renew_baselines(
    resolution: Resolution, wanted: Collection[str], *, by: User, confirmed: bool = False
) -> list[str]:
    """Take last year's latest figures as baselines, all that are wanted or none; their numbers.

    wanted: the marks of what its reader saw (RenewedBaseline.mark). Raises Refused, stale where
    one of them is no longer so; NeedsYes where figures of this year would be judged anew.
    """
    with transaction.atomic():
        plan = open_plan(resolution.pk, by)
        if not wanted:
            raise Refused(NOTHING_CHOSEN)
        known = {one.mark: one for one in renewed_baselines(plan)}
        if not known.keys() >= set(wanted):
            raise Refused(MOVED, stale=True)
        chosen = [one for mark, one in known.items() if mark in wanted]
        if not confirmed:
            _ask_before_judging_anew(chosen)
        for one in chosen:
            measure = one.carried.measure
            measure.baseline, measure.filled = one.renewal.latest, True
            measure.save(update_fields=["baseline"])
        return [one.carried.key for one in chosen]


def _ask_before_judging_anew(chosen: Collection[RenewedBaseline]) -> None:
    indicators = {one.carried.measure.indicator_id for one in chosen}
    numbers = (
        ProgressReport.objects.filter(indicator__in=indicators)
        .order_by("indicator__number")
        .values_list("indicator__number", flat=True)
        .distinct()
    )
    if told := ", ".join(map(str, numbers)):
        raise NeedsYes(
            f"Năm nay đã có báo cáo của chỉ tiêu {told}: số liệu các kỳ ấy sẽ được tính và đánh "
            "giá lại theo số năm trước mới. Đánh dấu ô xác nhận nếu vẫn cập nhật."
        )
