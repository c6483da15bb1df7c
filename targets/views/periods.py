"""The office opens, closes, moves and extends reporting periods (design §5, §6)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from targets.actions.periods import (
    PeriodMoved,
    PeriodRefused,
    Unconfirmed,
    close_period,
    end_extension,
    extend_unit,
    move_due,
    open_period,
    reopen_period,
    set_remind_days,
)
from targets.forms.periods import PeriodForm
from targets.http import AppRequest
from targets.models import Period, Unit, User
from targets.places import known_periods, newest_place
from targets.rules.periods import PeriodMove, due_warning
from targets.views.office import for_the_office
from targets.views.periods_page import (
    PeriodsPage,
    day_text,
    done_words,
    missing_line,
    title_of,
)
from targets.wording import period_title

UNKNOWN_STEP = "Không có bước này. Hãy tải lại trang rồi bấm lại."
UNPROCESSABLE, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


@require_safe
def newest_periods(request: AppRequest) -> HttpResponse:
    """To the periods of the resolution that runs."""
    _for_the_office(request)
    place = newest_place(request.user)
    if place is None:
        return render(request, "targets/periods_nothing.html")
    return redirect("targets:periods", place.resolution.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: AppRequest, slug: str) -> HttpResponse:
    """Show a resolution's periods; a POST changes one of them."""
    _for_the_office(request)
    page = _page(request, slug)
    if request.method != "POST":
        return _shown(request, page)
    period = next((one for one in page.periods if str(one.quarter) == request.POST.get("ky")), None)
    if period is None:
        raise Http404
    asked = request.POST.get("do", "")
    if asked not in set(PeriodMove):
        page.problem = UNKNOWN_STEP
        return _shown(request, page, UNPROCESSABLE)
    return _change(request, page, period, PeriodMove(asked))


def _for_the_office(request: AppRequest) -> None:
    for_the_office(request.user)


def _page(request: AppRequest, slug: str) -> PeriodsPage:
    rows = known_periods(request.user)
    own = [row for row in rows if row.resolution.slug == slug]
    if not own:
        raise Http404
    others = {row.resolution_id: row for row in rows if row.resolution.slug != slug}
    return PeriodsPage(own[0].resolution, own, list(others.values()))


def _change(
    request: AppRequest, page: PeriodsPage, period: Period, move: PeriodMove
) -> HttpResponse:
    form = page.bound(period, move, request.POST)
    if not form.is_valid():
        return _shown(request, page, UNPROCESSABLE)
    unit = _unit(page, form)
    try:
        _ACTIONS[move](period, form.cleaned_data, request.user, unit)
    except Unconfirmed as asks:
        return _confirm_page(request, page, form, asks)
    except PeriodRefused as refused:
        return _refused(request, page, form, refused)
    day = form.cleaned_data.get("due_on") or form.cleaned_data.get("until")
    told = day_text(day) or str(form.cleaned_data.get("remind_days", ""))
    words = done_words(move, period, unit=unit.name if unit else "", day=told)
    messages.success(request, words)
    if move is PeriodMove.DUE and (odd := _warning(page, period, form)):
        messages.warning(request, odd)
    address = reverse("targets:periods", args=[page.resolution.slug])
    return HttpResponseRedirect(f"{address}#ky-{period.quarter}")


def _unit(page: PeriodsPage, form: PeriodForm) -> Unit | None:
    """The unit an extension is about; of one that is to be ended any unit that has one."""
    if form.move is PeriodMove.EXTEND:
        code = form.cleaned_data["unit"]
        return next(one for one in page.reporting_units if one.code == code)
    if form.move is PeriodMove.END:
        if form.ending is None:
            raise Http404
        return form.ending[0]
    return None


Act = Callable[[Period, dict[str, Any], User, Unit | None], object]


def _extend(period: Period, typed: dict[str, Any], by: User, unit: Unit | None) -> None:
    assert unit is not None  # the form knows no other
    extend_unit(period.pk, unit, by=by, until=typed["until"], reason=typed["reason"])


def _end(period: Period, typed: dict[str, Any], by: User, unit: Unit | None) -> None:
    assert unit is not None  # another one is not found
    seen = typed["seen_until"]
    end_extension(period.pk, unit, by=by, seen_until=seen, reason=typed["reason"])


_ACTIONS: dict[PeriodMove, Act] = {
    PeriodMove.OPEN: lambda p, typed, by, _: open_period(p.pk, typed["seen"], by=by),
    PeriodMove.CLOSE: lambda p, typed, by, _: close_period(
        p.pk, typed["seen"], by=by, ticket=typed["ticket"], reason=typed["reason"]
    ),
    PeriodMove.REOPEN: lambda p, typed, by, _: reopen_period(
        p.pk, typed["seen"], by=by, reason=typed["reason"]
    ),
    PeriodMove.DUE: lambda p, typed, by, _: move_due(
        p.pk, typed["seen"], by=by, due_on=typed["due_on"], reason=typed["reason"]
    ),
    PeriodMove.REMIND: lambda p, typed, by, _: set_remind_days(
        p.pk, typed["seen"], by=by, days=typed["remind_days"]
    ),
    PeriodMove.EXTEND: _extend,
    PeriodMove.END: _end,
}


def _refused(
    request: AppRequest, page: PeriodsPage, form: PeriodForm, refused: PeriodRefused
) -> HttpResponse:
    """The page as it is now, everything typed still there, the sentence beside its field."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    now = _page(request, page.resolution.slug)
    now.posted = form
    period = next(one for one in now.periods if one.pk == form.period.pk)
    seen = {}
    if form.move is PeriodMove.END and isinstance(refused, PeriodMoved) and form.ending:
        until = period.extensions.filter(unit=form.ending[0]).order_by("-until").first()
        seen = {"seen_until": day_text(until.until if until else None)}
    form.see_anew(period, **seen)
    form.period = period
    status = UNPROCESSABLE if refused.field and not isinstance(refused, PeriodMoved) else CONFLICT
    return _shown(request, now, status)


def _confirm_page(
    request: AppRequest, page: PeriodsPage, form: PeriodForm, asks: Unconfirmed
) -> HttpResponse:
    """Closing asks first: what is missing, and the button that closes knowing it."""
    form.see_anew(form.period, ticket=asks.outstanding.ticket)
    context = {
        "page": page,
        "form": form,
        "period": form.period,
        "title": period_title(form.period.name, page.resolution.year),
        "heading": title_of(PeriodMove.CLOSE, form.period),
        "asks": asks,
        "missing": [missing_line(row) for row in asks.outstanding.missing],
    }
    status = CONFLICT if asks.changed else UNPROCESSABLE
    return render(request, "targets/period_close.html", context, status=status)


def _warning(page: PeriodsPage, period: Period, form: PeriodForm) -> str:
    later = next((one for one in page.periods if one.quarter > period.quarter), None)
    return due_warning(
        form.cleaned_data["due_on"],
        next_name=later.name if later else "",
        next_opens_on=later.opens_on if later else None,
        next_due_on=later.due_on if later else None,
    )


def _shown(
    request: AppRequest, page: PeriodsPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"page": page, "cards": page.cards(), "changes": page.changes()}
    return render(request, "targets/periods.html", context, status=status)
