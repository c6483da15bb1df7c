"""Who gets in: one-time passwords, the door's lock, stopping an account and taking it up again.

A session ends with the password or the account it was begun with. What administrators saw of an
account comes back as its mark, so that a page sent twice does nothing twice.
"""

from collections.abc import Collection, Mapping

from axes.utils import reset
from django.db import transaction

from targets.actions.account_guard import (
    AccountRefused,
    check_mark,
    lock_administrators,
    locked,
)
from targets.actions.account_log import note
from targets.actions.handovers import hand_over
from targets.actions.one_time import Given, set_one_time_passwords
from targets.handover import serving
from targets.models import User
from targets.rules.accounts import UNIT_ROLES, AccountAct
from targets.rules.workflow import Role

NOT_YOURSELF = "Bạn không thể tự ngừng tài khoản của mình. Hãy nhờ quản trị khác."
OWN_PASSWORD = "Mật khẩu của mình thì đổi ở mục Đổi mật khẩu."  # noqa: S105 - words


def give_passwords(marks: Mapping[int, str], *, by: User) -> list[Given]:
    """Give each account a new one-time password; its old password and sessions end.

    marks: the accounts' ids with their marks as seen. All or none.
    """
    if by.pk in marks:
        raise AccountRefused(OWN_PASSWORD)
    drafts = list(User.objects.filter(pk__in=marks))
    given = set_one_time_passwords(drafts)
    with transaction.atomic():
        lock_administrators(by)
        for one in given:
            now = locked(one.account)
            check_mark(now, marks[now.pk])
            if not now.is_active:
                raise AccountRefused(f"Tài khoản {now.username} đã ngừng, không cấp mật khẩu.")
            _save_password(one.account)
            note(one.account, AccountAct.PASSWORD_GIVEN, by=by)
    return given


def unlock(account: User, *, by: User) -> bool:
    """Forget failed logins under this user name, from every address; False where none were."""
    with transaction.atomic():
        lock_administrators(by)
        found = bool(reset(username=account.username))
        if found:
            note(account, AccountAct.UNLOCKED, by=by)
    return found


def deactivate(
    account: User,
    *,
    seen: str,
    by: User,
    handovers: Mapping[int, int],
    deserted: Collection[int] = (),
) -> None:
    """Stop an account, never delete it: reports point at it. Its sessions end at once.

    handovers, deserted: as of `hand_over`, for every unit the person acts for.
    """
    with transaction.atomic():
        lock_administrators(by)
        if account.pk == by.pk:
            raise AccountRefused(NOT_YOURSELF)
        account = locked(account)
        check_mark(account, seen)
        units = serving(account)
        account.is_active = False
        account.save(update_fields=["is_active"])
        hand_over(account, units, handovers, deserted=deserted, by=by)


def activate(account: User, *, seen: str, by: User) -> Given:
    """Take a stopped account up again with a new one-time password: old sessions stay ended."""
    [given] = set_one_time_passwords([User.objects.select_related("unit").get(pk=account.pk)])
    with transaction.atomic():
        lock_administrators(by)
        now = locked(account)
        check_mark(now, seen)
        if now.is_active:
            raise AccountRefused("Tài khoản này đang dùng.")
        draft = given.account
        unit = draft.unit
        if Role(now.role) in UNIT_ROLES and (unit is None or not unit.is_active):
            raise AccountRefused(
                "Đơn vị của tài khoản này không còn hoạt động. Hãy đổi đơn vị và lưu trước.", "unit"
            )
        draft.is_active = True
        draft.save(update_fields=["is_active"])
        _save_password(draft)
        note(draft, AccountAct.PASSWORD_GIVEN, by=by)
    return given


def _save_password(account: User) -> None:
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
