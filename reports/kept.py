"""Frozen dataclasses to plain JSON and back, nothing lost: a kept Summary stays as it was."""

import datetime
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dotted(number: Decimal) -> str:
    """Every digit with a dot, no exponent and no padding zeros: 0.5, 7125, -12.25."""
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def encode(value: object) -> Any:
    """Return what json.dumps can write; `decode` with the same type reads it back."""
    match value:
        case Enum():
            return value.value
        case Decimal():
            return dotted(value)
        case datetime.date():  # a datetime too
            return value.isoformat()
        case tuple():
            return [encode(item) for item in value]
    if is_dataclass(value):
        return {each.name: encode(getattr(value, each.name)) for each in fields(value)}
    return value


def decode(kind: type[T], kept: Any) -> T:
    """Return the value of this type that `encode` was given; keys it does not know are skipped."""
    whole: Any = kind
    read: T = _reader(whole)(kept)
    return read


@lru_cache(maxsize=128)
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = _reader(next(part for part in get_args(kind) if part is not type(None)))
        return lambda kept: None if kept is None else inner(kept)
    if origin is tuple:
        item = _reader(get_args(kind)[0])
        return lambda kept: tuple(item(one) for one in kept)
    if kind in {datetime.datetime, datetime.date}:
        parse: Callable[[Any], Any] = kind.fromisoformat
        return parse
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    make: Callable[[Any], Any] = kind
    return make


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    return lambda kept: kind(
        **{name: read(kept[name]) for name, read in readers.items() if name in kept}
    )
