"""The change log: who changed an account, a unit or the plan, from what to what (design §6)."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from targets.change_log import SYSTEM, entries, field_names, kind_name
from targets.forms.fields import VnDateField
from targets.http import AppRequest
from targets.models import User
from targets.rules.workflow import Role
from targets.tables import ChangeLogTable

PER_PAGE = 50
NOBODY = "he-thong"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the address asks for; what means nothing is left out.

    `fields`: those of the kind asked for, of which one may be chosen.
    """

    kind: str = ""
    field: str = ""
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    person: str = ""
    about: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    @classmethod
    def read(cls, query: QueryDict, kinds: Mapping[str, str], people: Mapping[str, str]) -> Self:
        kind, person, about = (query.get(name, "") for name in ("loai", "nguoi", "doi-tuong"))
        known = kind in kinds
        fields = field_names(kind) if known else {}
        field = query.get("truong", "")
        numbered = about.isascii() and about.isdigit() and len(about) < 19
        return cls(
            kind=kind if known else "",
            field=field if field in fields else "",
            fields=fields,
            person=person if person in people else "",
            about=int(about) if known and numbered else None,
            since=_day(query.get("tu", "")),
            until=_day(query.get("den", "")),
        )

    @property
    def narrows(self) -> bool:
        return any((self.kind, self.person, self.since, self.until))

    def apply(self, found: QuerySet[Any]) -> QuerySet[Any]:
        if self.kind:
            found = found.filter(content_type__model=self.kind)
        if self.field:
            found = found.filter(changes__has_key=self.field)
        if self.about is not None:
            found = found.filter(object_id=self.about)
        if self.person == NOBODY:
            found = found.filter(actor=None)
        elif self.person:
            found = found.filter(actor__username=self.person)
        if self.since is not None:
            found = found.filter(timestamp__gte=_midnight(self.since))
        if self.until is not None:
            found = found.filter(timestamp__lt=_midnight(self.until + datetime.timedelta(days=1)))
        return found


@require_safe
def change_log(request: AppRequest) -> HttpResponse:
    """Every entry the address asks for, the newest first."""
    if not request.user.has_role(Role.ADMIN, Role.OFFICE):
        raise Http404
    kinds, people = _kinds(), _people()
    asked = LogFilter.read(request.GET, kinds, people)
    table = ChangeLogTable(asked.apply(entries()))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {"table": table, "asked": asked, "kinds": kinds, "people": people}
    return render(request, "targets/change_log.html", context)


def _kinds() -> dict[str, str]:
    """What there are entries about: a model's name to its Vietnamese one."""
    used = ContentType.objects.filter(
        pk__in=LogEntry.objects.order_by().values("content_type").distinct()
    )
    named = {kind.model: kind_name(kind) for kind in used}
    return dict(sorted(named.items(), key=lambda row: row[1]))


def _people() -> dict[str, str]:
    """Who there are entries of: a user name to what the person is called."""
    used = User.objects.filter(pk__in=LogEntry.objects.order_by().values("actor").distinct())
    return {
        **{one.username: f"{one} ({one.username})" for one in used.order_by("username")},
        NOBODY: SYSTEM,
    }


def _day(text: str) -> datetime.date | None:
    try:
        day: datetime.date | None = VnDateField().clean(text[:20])
    except ValidationError:
        return None
    return day


def _midnight(day: datetime.date) -> datetime.datetime:
    return make_aware(datetime.datetime.combine(day, datetime.time()))
