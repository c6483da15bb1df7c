"""Everybody who has an account, as a list reads them, and the units nobody acts for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import QueryDict
from django.utils import timezone

from targets.handover import serving
from targets.labels import ROLE_LABELS
from targets.models import Unit, User
from targets.rules.folding import alphabetical, fold
from targets.rules.workflow import Role

IN_USE, STOPPED, NEVER_IN, LOCKED = "dang-dung", "ngung", "chua-dang-nhap", "dang-khoa"
STATES = {
    IN_USE: "Đang dùng",
    STOPPED: "Đã ngừng",
    NEVER_IN: "Chưa đăng nhập lần nào",
    LOCKED: "Đang bị khóa đăng nhập",
}


@dataclass(frozen=True, slots=True)
class Lock:
    """The door is locked for a user name at one address, until a moment of the real clock."""

    address: str
    until: datetime


def locks(username: str = "") -> dict[str, list[Lock]]:
    """Which doors are locked now, by user name, as django-axes reckons it; one query."""
    now = timezone.now()  # the lock keeps the real clock (design §8)
    attempts = AccessAttempt.objects.filter(attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
    if username:
        attempts = attempts.filter(username=username)
    failures = (
        attempts.order_by()
        .values("username", "ip_address")
        .annotate(failed=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failed__gte=settings.AXES_FAILURE_LIMIT)
        .values_list("username", "ip_address", "last")
    )
    found: dict[str, list[Lock]] = {}
    for name, address, last in failures.order_by("ip_address"):
        lock = Lock(str(address or ""), last + settings.AXES_COOLOFF_TIME)
        found.setdefault(str(name), []).append(lock)
    return found


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the list."""

    account: User
    also_for: tuple[Unit, ...]
    locked: bool

    @property
    def role_name(self) -> str:
        return ROLE_LABELS[self.account.role]

    @property
    def never_in(self) -> bool:
        return self.account.last_login is None

    # What the list is sorted by: people by their given name, as Vietnamese lists are

    @property
    def by_username(self) -> str:
        return self.account.username

    @property
    def by_name(self) -> tuple[object, object]:
        name = self.account.full_name
        return alphabetical(name.rpartition(" ")[2]), alphabetical(name)

    @property
    def by_unit(self) -> tuple[int, str]:
        unit = self.account.unit
        return (unit.order, unit.code) if unit else (0, "")

    @property
    def by_role(self) -> int:
        return list(Role).index(Role(self.account.role))

    @property
    def by_state(self) -> tuple[bool, bool, bool]:
        return self.account.is_active, not self.locked, not self.account.must_change_password

    @property
    def by_login(self) -> float:
        return self.account.last_login.timestamp() if self.account.last_login else 0

    @property
    def words(self) -> str:
        """What a search looks through."""
        account = self.account
        units = [unit for unit in (account.unit, *self.also_for) if unit]
        named = " ".join(f"{unit.name} {unit.short_name} {unit.code}" for unit in units)
        return fold(f"{account.username} {account.full_name} {account.email} {named}")


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """What the address asks for; what means nothing is left out."""

    words: str = ""
    role: str = ""
    unit: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: QueryDict, units: Iterable[Unit]) -> Self:
        role, state = query.get("vai-tro", ""), query.get("tinh-trang", "")
        unit = query.get("don-vi", "")
        return cls(
            words=query.get("q", "").strip()[:100],
            role=role if role in ROLE_LABELS else "",
            unit=unit if unit in {one.code for one in units} else "",
            state=state if state in STATES else "",
        )

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.role or self.unit or self.state)

    def apply(self, rows: Iterable[AccountRow]) -> list[AccountRow]:
        return [row for row in rows if self._takes(row)]

    def _takes(self, row: AccountRow) -> bool:
        units = {unit.code for unit in (row.account.unit, *row.also_for) if unit}
        return (
            all(word in row.words for word in fold(self.words).split())
            and (not self.role or row.account.role == self.role)
            and (not self.unit or self.unit in units)
            and (not self.state or self._in_state(row))
        )

    def _in_state(self, row: AccountRow) -> bool:
        active = row.account.is_active
        return {
            IN_USE: active,
            STOPPED: not active,
            NEVER_IN: active and row.never_in,
            LOCKED: row.locked,
        }[self.state]


class Everybody:
    """All accounts and all units, read once."""

    def __init__(self) -> None:
        accounts = User.objects.select_related("unit").prefetch_related("also_for")
        locked = locks()
        self.units = list(Unit.objects.all())
        self.rows = [
            AccountRow(account, tuple(account.also_for.all()), account.username in locked)
            for account in accounts.order_by("username")
        ]

    @property
    def empty_units(self) -> list[Unit]:
        """The active units nobody acts for."""
        served = {pk for row in self.rows for pk in serving(row.account)}
        return [unit for unit in self.units if unit.is_active and unit.pk not in served]

    @property
    def waiting(self) -> Sequence[AccountRow]:
        """Active accounts whose owner has never logged in, the newest first."""
        found = [row for row in self.rows if row.account.is_active and row.never_in]
        return sorted(found, key=lambda row: row.account.date_joined, reverse=True)
