"""Directives: the list, a new one, one with its answers (design §4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from targets import clock
from targets.actions.directives import DirectiveRefused, ask, take_step
from targets.discussion import ThreadForms, may_ask, with_forms
from targets.forms.directives import (
    STATUS,
    STATUS_WORDS,
    DirectiveFilter,
    NewDirectiveForm,
    StepForm,
)
from targets.http import AppRequest
from targets.models import Directive, Indicator, Resolution, Task, Unit, User
from targets.places import Place, known_periods, newest_place, place_of
from targets.rules.directives import DirectiveMove, DirectiveStatus
from targets.rules.workflow import Role
from targets.tables import DirectiveTable
from targets.threads import Thread, threads_of
from targets.views.ways_back import local_place

PER_PAGE = 50
DONE_WORDS = {
    DirectiveMove.EDIT: "Đã sửa ý kiến về {}; bản trước vẫn được lưu.",
    DirectiveMove.ANSWER: "Đã gửi giải trình về {}.",
    DirectiveMove.ASK_AGAIN: "Đã yêu cầu giải trình lại về {}.",
    DirectiveMove.SETTLE: "Đã kết thúc yêu cầu về {}.",
}
UNCHANGED = "Nội dung không có gì thay đổi."


@dataclass(slots=True)
class DirectivesPage:
    """The directives of a resolution as their reader asked for them."""

    place: Place
    filters: DirectiveFilter
    table: DirectiveTable
    shown: list[Thread]
    asked: QueryDict
    new_url: str = ""

    @property
    def counts(self) -> Iterator[tuple[str, str, int, bool]]:
        """Of every status: a link that filters or clears again, its word, how many, chosen."""
        for code, word in STATUS_WORDS.items():
            current = self.filters.status == code
            query = self.asked.copy()
            query.pop("page", None)
            query[STATUS] = "" if current else code
            yield f"?{query.urlencode()}", word, len(self.filters.apply(code)), current


@require_safe
def newest_directives(request: AppRequest) -> HttpResponse:
    """To the directives of the newest active resolution."""
    _readers_only(request)
    place = newest_place(request.user)
    if place is None:
        return render(request, "targets/directives_nothing.html")
    return redirect("targets:directives", place.resolution.slug)


@require_safe
def directives(request: AppRequest, slug: str) -> HttpResponse:
    """What was written in a year, most urgent first, as far as its reader may see it."""
    _readers_only(request)
    place = _place(request, slug)
    rows = Directive.objects.visible_to(request.user).filter(period__resolution=place.resolution)
    found = threads_of(rows.for_threads(), request.user)
    filters = DirectiveFilter(request.GET, found, place.periods)
    shown = filters.apply()
    table = DirectiveTable(shown)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    new_url = ""
    if may_ask(request.user):
        new_url = reverse("targets:directive-new", args=[slug, place.period.quarter])
    page = DirectivesPage(place, filters, table, shown, request.GET, new_url)
    return render(
        request, "targets/directives.html", {"page": page, "filters": filters, "table": table}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_directive(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Write a remark or a request; ?chi-tieu= or ?nhiem-vu= names its subject.

    A unit's people remark on what their unit coordinates; where it coordinates nothing, there is
    no such page.
    """
    _readers_only(request)
    place = place_of(request.user, slug, quarter)
    remarks_only = not may_ask(request.user)
    indicators, tasks = _subjects(place.resolution, request.user if remarks_only else None)
    if not indicators and not tasks and remarks_only:
        raise Http404
    if request.method != "POST":
        about = _asked_for(request, indicators, tasks)
        form = NewDirectiveForm(indicators, tasks, about=about, remarks_only=remarks_only)
        return _new_page(request, place, form, next_place=local_place(request.GET.get("next", "")))
    form = NewDirectiveForm(indicators, tasks, request.POST, remarks_only=remarks_only)
    wished = local_place(request.POST.get("next", ""))
    if not form.is_valid():
        return _new_page(request, place, form, wished, HTTPStatus.UNPROCESSABLE_ENTITY)
    question = form.question(place.period)
    try:
        written = ask(question, by=request.user)
    except DirectiveRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _new_page(request, place, form, wished, HTTPStatus.UNPROCESSABLE_ENTITY)
    if written.status == DirectiveStatus.OPEN:
        day = f"{written.answer_due_on:%d/%m/%Y}"
        done = f"Đã gửi yêu cầu giải trình đến {written.unit}, hạn {day}."
    else:
        done = "Đã ghi nhận xét." if remarks_only else "Đã ghi ý kiến."
    messages.success(request, done)
    return HttpResponseRedirect(wished or reverse("targets:directive", args=[written.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def directive(request: AppRequest, pk: int) -> HttpResponse:
    """A directive with its answers; a POST takes a step, a refusal keeps everything typed."""
    thread = _find(request, pk)
    if request.method != "POST":
        return _thread_page(request, with_forms(thread))
    form = StepForm(thread, request.POST)
    if not form.is_valid():
        return _refused_page(request, thread, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = form.wish()
    try:
        moved = take_step(pk, wish, by=request.user)
    except DirectiveRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _refused_page(request, _find(request, pk), form, _status_of(refused))
    if moved.version == thread.version:
        messages.info(request, UNCHANGED)
    else:
        messages.success(request, DONE_WORDS[wish.move].format(thread.subject))
    wished = local_place(request.POST.get("next", ""))
    return HttpResponseRedirect(wished or reverse("targets:directive", args=[pk]))


def _readers_only(request: AppRequest) -> None:
    """Administrators keep accounts and read no directives (design §6)."""
    if request.user.has_role(Role.ADMIN):
        raise Http404


def _place(request: AppRequest, slug: str) -> Place:
    """The resolution of the address with its latest opened period."""
    periods = [row for row in known_periods(request.user) if row.resolution.slug == slug]
    if not periods:
        raise Http404
    today = clock.today()
    latest = next((row for row in reversed(periods) if row.is_opened(today)), periods[0])
    return Place(latest.resolution, latest, periods, [])


def _subjects(
    resolution: Resolution, coordinator: User | None
) -> tuple[list[Indicator], list[Task]]:
    """What may be written about; of a coordinator only what their units coordinate."""
    mine: dict[str, Any] = {"group__resolution": resolution}
    if coordinator is not None:
        units = Unit.objects.active().filter(pk__in=coordinator.acting_units())
        mine["coordinating_units__in"] = units
    indicators = Indicator.objects.filter(**mine).order_by("number").distinct()
    tasks = Task.objects.filter(**mine).order_by("group__number", "order", "number").distinct()
    return (
        list(indicators.select_related("lead_unit", "group")),
        list(tasks.select_related("lead_unit", "group")),
    )


def _asked_for(
    request: AppRequest, indicators: list[Indicator], tasks: list[Task]
) -> Indicator | Task | None:
    """The subject the address names; Http404 where there is none of that number."""
    for name, subjects in (("chi-tieu", indicators), ("nhiem-vu", tasks)):
        if name in request.GET:
            number = request.GET[name]
            found = [each for each in subjects if str(each.number) == number]
            if not found:
                raise Http404
            return found[0]
    return None


def _new_page(
    request: AppRequest,
    place: Place,
    form: NewDirectiveForm,
    next_place: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "place": place,
        "form": form,
        "next": next_place,
        "back": next_place or reverse("targets:directives", args=[place.resolution.slug]),
    }
    return render(request, "targets/directive_new.html", context, status=status)


def _find(request: AppRequest, pk: int) -> Thread:
    rows = Directive.objects.visible_to(request.user).for_threads()
    return threads_of([get_object_or_404(rows, pk=pk)], request.user)[0]


def _refused_page(
    request: AppRequest, thread: Thread, form: StepForm, status: HTTPStatus
) -> HttpResponse:
    """The thread as it is now, why the step was refused, and the form with what was typed.

    The form speaks of the newest version, so that a second press is an informed one.
    """
    form.thread = thread
    return _thread_page(request, with_forms(thread, form), refused=form, status=status)


def _thread_page(
    request: AppRequest,
    item: ThreadForms,
    *,
    refused: StepForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "item": item,
        "thread": item.thread,
        "refused": refused,
        "lost": refused is not None and refused not in item.forms,
        "next": local_place(request.POST.get("next", "")),
    }
    return render(request, "targets/directive.html", context, status=status)


def _status_of(refused: DirectiveRefused) -> HTTPStatus:
    if refused.stale:
        return HTTPStatus.CONFLICT
    if refused.forbidden:
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused.field else HTTPStatus.CONFLICT
