"""Setting another standing than the rules', or taking it back (design §3.4): append-only."""

from dataclasses import dataclass

from django.db import transaction

from reports.models import Rating
from targets import clock
from targets.actions.refusal import Refused
from targets.models import Indicator, Period, User
from targets.rules.standing import JUDGED, Standing
from targets.rules.workflow import Role

STALE = "Người khác vừa đổi đánh giá này."


class RatingRefused(Refused):
    """A rating that may not be given."""


@dataclass(frozen=True, slots=True)
class RatingWish:
    """What somebody wants to count; None: the rules' standing again.

    `seen`: the id of the newest rating its writer saw, None where there was none.
    """

    standing: Standing | None
    reason: str
    seen: int | None


def set_rating(
    indicator_id: int, period: Period, wish: RatingWish, *, computed: Standing, by: User
) -> Rating:
    """Write the wish down as the newest rating of an indicator in a period.

    computed: what the rules say now, kept beside it. The same press twice writes once. Raises
    RatingRefused, stale where the newest rating is no longer the one its writer saw.
    """
    if not by.has_role(Role.OFFICE, Role.LEADER):
        raise RatingRefused("Chỉ lãnh đạo và Văn phòng đặt đánh giá.")
    if not period.is_opened(clock.today()):
        raise RatingRefused(not_opened(period))
    if wish.standing is not None and wish.standing not in JUDGED:
        raise RatingRefused("Hãy chọn một mức trong danh sách.", "standing")
    if not wish.reason:
        raise RatingRefused("Hãy ghi lý do; lý do được in trong biểu.", "reason")
    with transaction.atomic():
        # One at a time per indicator; rows that only point at it are not held up
        Indicator.objects.select_for_update(no_key=True).get(pk=indicator_id)
        newest = Rating.objects.filter(indicator=indicator_id, period=period).last()
        if newest is not None and _says(newest, wish, by):
            return newest
        if (None if newest is None else newest.pk) != wish.seen:
            raise RatingRefused(STALE, stale=True)
        _needed(newest, wish, computed)
        return Rating.objects.create(
            indicator_id=indicator_id,
            period=period,
            standing="" if wish.standing is None else wish.standing.value,
            computed=computed.value,
            reason=wish.reason,
            by=by,
            at=clock.now(),
        )


def not_opened(period: Period) -> str:
    """Why a period takes no rating yet, and from when it will."""
    opens = f" (mở từ {period.opens_on:%d/%m/%Y})" if period.opens_on else ""
    return f"Kỳ {period.name} chưa mở{opens} nên chưa đánh giá được."


def _says(newest: Rating, wish: RatingWish, by: User) -> bool:
    standing = "" if wish.standing is None else wish.standing.value
    told = (newest.standing, newest.reason, newest.by_id)
    return told == (standing, wish.reason, by.pk)


def _needed(newest: Rating | None, wish: RatingWish, computed: Standing) -> None:
    """Refuse what would change nothing."""
    counts = newest is not None and bool(newest.standing)
    if wish.standing is None and not counts:
        raise RatingRefused("Chỉ tiêu đang theo đánh giá tự động, không có gì để bỏ.", "standing")
    if wish.standing == computed and not counts:
        raise RatingRefused(
            "Phần mềm đang đánh giá đúng mức này. Hãy chọn mức khác, hoặc để nguyên.", "standing"
        )
