"""What every act with an account begins with, and how it is refused."""

from django.utils.crypto import salted_hmac

from targets.actions.refusal import Refused
from targets.models import User
from targets.rules.workflow import Role


class AccountRefused(Refused):
    """An act with an account that is not possible."""


class PressedTwice(AccountRefused):
    """The same press of a button came a second time; nothing was done again."""


class AccountStale(AccountRefused):
    """The account is no longer as the page showed it; nothing was done."""


def lock_administrators(by: User) -> None:
    """Let one account be changed at a time, by somebody who still is an administrator.

    All acts wait for the same rows, so that two administrators never put out each other and a
    button pressed twice does nothing twice.
    """
    rows = User.objects.select_for_update().filter(role=Role.ADMIN.value, is_active=True)
    if by.pk not in {row.pk for row in rows.order_by("pk")}:
        raise AccountRefused("Bạn không còn quyền quản trị tài khoản.")


def locked(account: User) -> User:
    """The account as it is now; nobody changes it before our transaction ends."""
    return User.objects.select_for_update().get(pk=account.pk)


def mark_of(account: User) -> str:
    """A text that is another one as soon as the account's password, state or units change."""
    units = sorted(unit.pk for unit in account.also_for.all())
    state = f"{account.password}|{account.is_active}|{account.role}|{account.unit_id}|{units}"
    return salted_hmac("targets.accounts.mark", state).hexdigest()[:20]


def check_mark(account: User, seen: str) -> None:
    if mark_of(account) != seen:
        raise AccountStale(
            f"Tài khoản {account.username} vừa được sửa hoặc cấp mật khẩu ở một cửa sổ khác. "
            "Chưa làm gì thêm; hãy xem lại rồi bấm lần nữa nếu vẫn cần."
        )
