"""The change log in Vietnamese: what django-auditlog noted, as people read it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from targets.labels import ACCOUNT_ACT_LABELS
from targets.models import Assignment, Indicator, Measure, Resolution, Target, User, WorkItem
from targets.rules import numbers

NOTHING = "để trống"
YES, NO = "có", "không"
SYSTEM = "Hệ thống"
FILLED = "Lấy số năm trước"
LONGEST = 160
_DID: Mapping[int, str] = {
    LogEntry.Action.CREATE: "Thêm",
    LogEntry.Action.UPDATE: "Sửa",
    LogEntry.Action.DELETE: "Xóa",
    LogEntry.Action.ACCESS: "Xem",
}
_STOPPED: Mapping[str, str] = {"False": "Ngừng tài khoản", "True": "Dùng lại tài khoản"}
# Django's own words for these do not fit, or are English
_FIELDS: Mapping[tuple[type[models.Model] | None, str], str] = {
    (User, "username"): "tên đăng nhập",
    (User, "email"): "thư điện tử",
    (User, "is_active"): "đang dùng",
    (Resolution, "plan_confirmed_by"): "người xác nhận kế hoạch",
    (WorkItem, "task"): "nhiệm vụ",
    (WorkItem, "order"): "thứ tự",
    (WorkItem, "closed_by"): "người kết thúc",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was and what it became. `old` None: it is told by `new` alone."""

    field: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry as people read it. `account_id`: whose account it is about, if any."""

    at: datetime
    who: str
    kind: str
    did: str
    what: str
    changes: tuple[Change, ...]
    account_id: int | None = None
    username: str = ""


def entries() -> QuerySet[Any]:
    """Every entry, the newest first."""
    found: QuerySet[Any] = LogEntry.objects.select_related("actor", "content_type")
    return found.order_by("-timestamp", "-pk")


def entries_of(account: User) -> QuerySet[Any]:
    """What was done with an account, the newest first."""
    return entries_of_row(account)


def entries_of_indicator(indicator_id: int) -> QuerySet[Any]:
    """What was done with an indicator, its measures, targets and quotas, the newest first.

    Rows that are gone are told of too: every part notes whose it is.
    """
    kinds = ContentType.objects.get_for_models(Indicator, Measure, Target, Assignment)
    itself = Q(content_type=kinds.pop(Indicator), object_id=indicator_id)
    part = Q(content_type__in=kinds.values(), additional_data__indicator=indicator_id)
    # A measure closed for secrecy notes the reason instead of whose it is
    measures = Measure.objects.filter(indicator=indicator_id).values("pk")
    present = Q(content_type=kinds[Measure], object_id__in=measures)
    return entries().filter(itself | part | present)


def by_people(found: QuerySet[Any]) -> QuerySet[Any]:
    """Without what the program loaded from files."""
    return found.exclude(actor=None)


def entries_of_row(row: models.Model) -> QuerySet[Any]:
    """What was done with one row, the newest first."""
    kind = ContentType.objects.get_for_model(type(row))
    return entries().filter(content_type=kind, object_id=row.pk)


def kind_name(content_type: ContentType) -> str:
    """What a kind of entry is about, like "Tài khoản" or "Đầu việc"."""
    name = str(content_type.name)
    return name[:1].upper() + name[1:]


def field_names(kind: str) -> dict[str, str]:
    """The fields of a kind of row, in the model's order: what each is noted as, and its name."""
    content_type = ContentType.objects.filter(app_label="targets", model=kind).first()
    model = content_type.model_class() if content_type else None
    if model is None:
        return {}
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]  # noqa: SLF001
    names = {one.name: _field_name(model, one.name) for one in fields if not one.primary_key}
    return {name: f"{words[:1].upper()}{words[1:]}" for name, words in names.items()}


def lines_of(found: Iterable[Any]) -> list[LogLine]:
    """The entries as people read them; a query per kind of row they name, however many."""
    rows = list(found)
    names = _names(rows)
    return [_line(entry, names) for entry in rows]


Names = Mapping[type[models.Model], Mapping[str, str]]


def _names(rows: Iterable[Any]) -> Names:
    """What every row is called that an entry names by its id."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for entry in rows:
        model = entry.content_type.model_class()
        if model is User:
            wanted[User].add(str(entry.object_id))
        for name, pair in _pairs(entry):
            related = _related(model, name)
            if related is not None:
                wanted[related] |= {text for text in pair if text.isdecimal()}
    return {
        model: {
            str(row.pk): row.username if isinstance(row, User) else str(row)
            for row in ContentType.objects.get_for_model(model).get_all_objects_for_this_type(
                pk__in=ids
            )
        }
        for model, ids in wanted.items()
    }


def _line(entry: Any, names: Names) -> LogLine:
    model = entry.content_type.model_class()
    act = (entry.additional_data or {}).get("act", "")
    pairs = _pairs(entry)
    did = ACCOUNT_ACT_LABELS.get(act) or _DID.get(entry.action, "")
    if entry.action == LogEntry.Action.UPDATE and (entry.additional_data or {}).get(Measure.FILLED):
        did = FILLED
    if model is User and [name for name, _ in pairs] == ["is_active"] and not act:
        did, pairs = _STOPPED.get(pairs[0][1][1], did), []
    about_account = model is User
    return LogLine(
        at=entry.timestamp,
        who=str(entry.actor) if entry.actor else SYSTEM,
        kind=kind_name(entry.content_type),
        did=did,
        what=entry.object_repr,
        changes=(
            *_handed_over(entry),
            *_added_and_removed(entry, model),
            *(one for name, pair in pairs if (one := _change(entry, model, name, pair, names))),
        ),
        account_id=entry.object_id if about_account else None,
        username=names[User].get(str(entry.object_id), "") if about_account else "",
    )


def _pairs(entry: Any) -> list[tuple[str, tuple[str, str]]]:
    """The changed fields in the model's order, with their values before and after.

    Of a new row auditlog also notes what points at it; that says nothing and is left out.
    """
    model = entry.content_type.model_class()
    pairs = [
        (name, (str(pair[0]), str(pair[1])))
        for name, pair in entry.changes_dict.items()
        if isinstance(pair, list | tuple) and len(pair) == 2
        if getattr(_field(model, name), "concrete", True)
    ]
    return sorted(pairs, key=lambda one: getattr(_field(model, one[0]), "creation_counter", 0))


def _handed_over(entry: Any) -> list[Change]:
    known = entry.additional_data or {}
    return [Change(known["unit"], None, f"cho {known['to']}")] if "unit" in known else []


def _added_and_removed(entry: Any, model: type[models.Model] | None) -> list[Change]:
    """What joined and what left a list, like the units somebody also acts for."""
    words = {"add": "thêm", "delete": "bỏ"}
    return [
        Change(
            _field_name(model, name),
            None,
            f"{words.get(noted.get('operation', ''), 'đổi')} {', '.join(noted.get('objects', []))}",
        )
        for name, noted in entry.changes_dict.items()
        if isinstance(noted, dict)
    ]


def _change(
    entry: Any, model: type[models.Model] | None, name: str, pair: tuple[str, str], names: Names
) -> Change | None:
    """A field as people read it; of a new row only what is more than a blank or a "no"."""
    old, new = (_told(model, name, text, names) for text in pair)
    field = _field_name(model, name)
    if entry.action == LogEntry.Action.UPDATE:
        return Change(field, old, new)
    told = old if entry.action == LogEntry.Action.DELETE else new
    return None if name == "id" or told in {NOTHING, NO} else Change(field, None, told)


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None  # noqa: SLF001 - Django's API
    except FieldDoesNotExist:
        return None


def _field_name(model: type[models.Model] | None, name: str) -> str:
    return _FIELDS.get((model, name)) or str(getattr(_field(model, name), "verbose_name", name))


def _related(model: type[models.Model] | None, name: str) -> type[models.Model] | None:
    field = _field(model, name)
    return field.related_model if isinstance(field, models.ForeignKey) else None


def _told(model: type[models.Model] | None, name: str, text: str, names: Names) -> str:
    """A value as people read it: a role and a unit by name, yes and no, days and numbers."""
    if text in {"None", "", "[]", "{}"}:
        return NOTHING
    field = _field(model, name)
    if isinstance(field, models.BooleanField):
        return YES if text == "True" else NO
    if isinstance(field, models.ForeignKey):
        return names.get(field.related_model, {}).get(text, text)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(text, text))
    told = _day_or_number(field, text)
    return told if len(told) <= LONGEST else f"{told[:LONGEST].rstrip()}…"


def _day_or_number(field: Any, text: str) -> str:
    try:
        match field:
            case models.DateTimeField():
                moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
                return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"
            case models.DateField():
                return f"{date.fromisoformat(text):%d/%m/%Y}"
            case models.DecimalField() if re.fullmatch(r"-?[\d.]+", text):
                number = Decimal(text).normalize()
                return numbers.format(number, max(0, -int(number.as_tuple().exponent)))
    except (ValueError, InvalidOperation):
        return text
    return text
