"""The office puts a notice on the start pages and takes it off again; nothing is overwritten."""

import datetime

from django.db import transaction

from targets import clock
from targets.actions.refusal import Refused
from targets.models import OfficeNotice, User


class NoticeRefused(Refused):
    """A notice that may not be put up or taken down."""


def put_up(text: str, until: datetime.date, *, by: User) -> OfficeNotice:
    """A notice on all start pages until the end of a day.

    Raises NoticeRefused for a day that is over, and for words that stand there already.
    """
    today = clock.today()
    if until < today:
        raise NoticeRefused(
            f"Ngày này đã qua. Hãy ghi từ hôm nay ({today:%d/%m/%Y}) trở đi.", "until"
        )
    with transaction.atomic():
        if OfficeNotice.objects.shown_on(today).filter(text=text).exists():
            raise NoticeRefused("Thông báo này đang hiện rồi, không cần ghi lần nữa.", "text")
        return OfficeNotice.objects.create(text=text, until=until, by=by, at=clock.now())


def take_down(pk: int, *, by: User) -> None:
    """Withdraw a notice before its day.

    Raises NoticeRefused when it no longer stands: somebody was quicker, or its day is over.
    """
    standing = OfficeNotice.objects.shown_on(clock.today()).filter(pk=pk)
    if not standing.update(withdrawn_by=by, withdrawn_at=clock.now()):
        raise NoticeRefused("Thông báo này đã được rút hoặc đã hết hạn, không còn hiện nữa.")
