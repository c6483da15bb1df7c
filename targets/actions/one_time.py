"""One-time passwords for accounts: made, hashed, shown once and kept nowhere in clear."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from targets.models import User
from targets.rules.one_time import fresh_password


@dataclass(frozen=True, slots=True)
class Given:
    """An account with the password it was just given."""

    account: User
    password: str = field(repr=False)


class _QuickHasher(Argon2PasswordHasher):
    """Argon2 at a small price: 69 bits of chance need no slow hash, and 200 slips no long wait.

    Django hashes anew at the usual price when its owner logs in, and again for the password they
    then choose.
    """

    time_cost = 1
    memory_cost = 8 * 1024
    parallelism = 1


def set_one_time_passwords(accounts: Sequence[User]) -> list[Given]:
    """Give each a fresh one-time password and set its hash on the account; saves nothing."""
    hasher = get_hasher()
    if isinstance(hasher, Argon2PasswordHasher):
        hasher = _QuickHasher()
    given = []
    for account in accounts:
        password = _acceptable(account)
        account.password = hasher.encode(password, hasher.salt())
        given.append(Given(account, password))
    return given


def _acceptable(account: User) -> str:
    """A fresh password that our own rules take: by chance it may be too like the user name."""
    while True:
        password = fresh_password()
        try:
            validate_password(password, account)
        except ValidationError:
            continue
        return password
