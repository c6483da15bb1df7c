"""Making and changing accounts: administrators only, all of an act or nothing (design §6)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction

from targets.actions.account_guard import AccountRefused, PressedTwice, lock_administrators, locked
from targets.actions.account_log import note, was_pressed
from targets.actions.handovers import hand_over
from targets.actions.one_time import Given, set_one_time_passwords
from targets.handover import serving
from targets.models import Unit, User
from targets.rules.accounts import AccountAct, refusal
from targets.rules.workflow import Role

ALREADY_MADE = (
    "Lần bấm này đã được thực hiện, phần mềm không làm lại. Mật khẩu chỉ hiện một lần; nếu chưa in "
    "phiếu, hãy cấp lại ở mục In lại phiếu."
)


class AccountMoved(Exception):
    """Somebody else changed the account meanwhile; nothing was saved. `now`: how it is."""

    def __init__(self, now: "Terms") -> None:
        super().__init__("Người khác vừa sửa tài khoản này.")
        self.now = now


@dataclass(frozen=True, slots=True)
class Terms:
    """What an account says of its owner."""

    full_name: str
    role: Role
    unit_id: int | None = None
    also_for: frozenset[int] = frozenset()
    email: str = ""

    @classmethod
    def of(cls, account: User) -> "Terms":
        return cls(
            full_name=account.full_name,
            role=Role(account.role),
            unit_id=account.unit_id,
            also_for=frozenset(unit.pk for unit in account.also_for.all()),
            email=account.email,
        )

    @property
    def units(self) -> frozenset[int]:
        """The ids of all units named."""
        return self.also_for | frozenset({self.unit_id} if self.unit_id else ())


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made."""

    username: str
    terms: Terms


def make_accounts(wishes: Sequence[NewAccount], *, press: str, by: User) -> list[Given]:
    """Make all of them, each with a one-time password, or none.

    Raises PressedTwice for a press that was already carried out, AccountRefused for a user name
    that is taken or terms that cannot be.
    """
    accounts = [User(username=wish.username, must_change_password=True) for wish in wishes]
    for wish, account in zip(wishes, accounts, strict=True):
        _set_terms(account, wish.terms)
    given = set_one_time_passwords(accounts)  # slow, so before anybody has to wait for us
    with transaction.atomic():
        lock_administrators(by)
        if was_pressed(press):
            raise PressedTwice(ALREADY_MADE)
        _check_names([wish.username for wish in wishes])
        _check_units(frozenset().union(*(wish.terms.units for wish in wishes)))
        for wish, account in zip(wishes, accounts, strict=True):
            _check(wish.terms)
            account.save()
            account.also_for.set(wish.terms.also_for - {wish.terms.unit_id})
            note(account, AccountAct.PASSWORD_GIVEN, by=by, press=press)
    return given


def change_account(
    account: User,
    wish: Terms,
    *,
    seen: Terms,
    by: User,
    handovers: Mapping[int, int] | None = None,
    deserted: Collection[int] = (),
) -> None:
    """Change who an account is for. Raises AccountMoved where it is no longer as `seen`.

    handovers, deserted: as of `hand_over`, for the units the person acts for no longer.
    """
    with transaction.atomic():
        lock_administrators(by)
        account = locked(account)
        now = Terms.of(account)
        if now != seen:
            raise AccountMoved(now)
        _check(wish)
        if account.pk == by.pk and wish.role is not Role.ADMIN:
            raise AccountRefused(
                "Bạn không thể tự bỏ quyền quản trị của mình. Hãy nhờ quản trị khác.", "role"
            )
        _check_units(wish.units - now.units)
        before = serving(account)
        _set_terms(account, wish)
        account.save()
        account.also_for.set(wish.also_for - {wish.unit_id})
        left = before - serving(account)
        hand_over(account, left, handovers or {}, deserted=deserted, by=by)


def email_fault(address: str) -> str:
    """What is wrong with an e-mail address as a Vietnamese sentence; empty where nothing is."""
    if "\n" in address or "\r" in address:
        return "Địa chỉ thư điện tử không được có dấu xuống dòng. Hãy ghi một địa chỉ."
    try:
        if address:
            EmailValidator()(address)
    except ValidationError:
        return "Địa chỉ thư điện tử chưa đúng. Hãy ghi như ten@coquan.vn, hoặc để trống."
    return ""


def _set_terms(account: User, terms: Terms) -> None:
    """All but `also_for`. Administrators alone are staff, as `create_admin` makes them."""
    account.full_name, account.email = terms.full_name, terms.email
    account.role, account.unit_id = terms.role.value, terms.unit_id
    account.is_staff = account.is_superuser = terms.role is Role.ADMIN


def _check(terms: Terms) -> None:
    serves_more = bool(terms.also_for - {terms.unit_id})
    if refused := refusal(terms.role, has_unit=terms.unit_id is not None, serves_more=serves_more):
        field, sentence = refused
        raise AccountRefused(sentence, field)
    if fault := email_fault(terms.email):
        raise AccountRefused(fault, "email")


def _check_names(names: Sequence[str]) -> None:
    taken = User.objects.filter(username__in=names).values_list("username", flat=True).first()
    if taken is not None:
        raise AccountRefused(
            f"Tên đăng nhập {taken} đã có người dùng. Hãy chọn tên khác.", "username"
        )


def _check_units(units: Collection[int]) -> None:
    closed = Unit.objects.filter(pk__in=units, is_active=False).first()
    if closed is not None:
        raise AccountRefused(f"{closed.name} đã ngừng hoạt động. Hãy chọn đơn vị khác.", "unit")
