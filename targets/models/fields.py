"""Columns that keep every digit a person typed."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

MAX_DIGITS = 18
DECIMAL_PLACES = 6


class ExactDecimalField(models.DecimalField):
    """A decimal of 18 digits, 6 of them decimals (design §3.6), exact on every database.

    SQLite has no decimal type: Django's own column holds a binary float there, which keeps 15
    digits only. This one is text on SQLite and numeric on PostgreSQL; reading gives a Decimal
    without padding zeros. Nothing compares figures in SQL, so text order does not matter.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", MAX_DIGITS)
        kwargs.setdefault("decimal_places", DECIMAL_PLACES)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "ExactDecimalField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        if connection.vendor == "sqlite":
            return "varchar(26)"
        return f"numeric({self.max_digits}, {self.decimal_places})"

    def from_db_value(
        self, value: object, _expression: object, _connection: object
    ) -> Decimal | None:
        return None if value is None else without_padding(Decimal(str(value)))


def without_padding(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    trimmed = number.normalize()
    return trimmed.quantize(Decimal(1)) if trimmed == trimmed.to_integral_value() else trimmed
