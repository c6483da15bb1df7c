"""The page of one indicator (design §7)."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from reports.assessment import IndicatorLine, Summary
from reports.earlier_years import earlier_years
from reports.evidence_rows import evidence_shown
from reports.filters import WITH_SUBMITTED
from reports.forms import RatingForm
from reports.gather import summary_of
from reports.heat_table import HeatTable
from reports.indicator_page import IndicatorPage
from reports.indicator_rows import steps_of, surroundings_of
from reports.locality_heat import Heat
from reports.rating_panel import RatingPanel
from targets import clock
from targets.discussion import discussion_about
from targets.http import AppRequest
from targets.models import Period
from targets.places import Place, known_periods


@require_safe
def indicator(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """What was decided and reported of one indicator; ?ky= chooses the period."""
    periods = periods_of(request, slug)
    period = _asked_for(periods, request.GET.get("ky", ""))
    return indicator_page(request, Place(period.resolution, period, periods, []), number)


def periods_of(request: AppRequest, slug: str) -> list[Period]:
    """The periods of a resolution its reader may know of; Http404 where there is none."""
    periods = [row for row in known_periods(request.user) if row.resolution.slug == slug]
    if not periods:
        raise Http404
    return periods


def judged_line(request: AppRequest, place: Place, number: int) -> tuple[Summary, IndicatorLine]:
    """The indicator in its period, with the figures the address asks for; else Http404."""
    summary = summary_of(
        place.resolution,
        place.period.quarter,
        viewer=request.user,
        include_submitted=request.GET.get("so-lieu") == WITH_SUBMITTED,
        periods=place.periods,
    )
    line = summary.find(number)
    if line is None:
        raise Http404
    return summary, line


def indicator_page(
    request: AppRequest,
    place: Place,
    number: int,
    *,
    rating_form: RatingForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of one indicator; rating_form: one that was refused, with what was typed."""
    summary, line = judged_line(request, place, number)
    period = place.period
    around = surroundings_of(period, number, request.user)
    page = IndicatorPage(
        summary,
        line,
        place,
        around,
        steps_of(period, number),
        earlier_years(around.continues, linked=not summary.partial),
    )
    heats = [(heat, _table(request, heat)) for heat in page.heats]
    discussion = discussion_about(
        request.user, period, indicator=number, place=request.get_full_path()
    )
    rating = RatingPanel(request.user, summary, line, period, rating_form)
    context = {
        "page": page,
        "summary": summary,
        "discussion": discussion,
        "rating": rating,
        "evidence": evidence_shown(request.user, period, number, line.report),
        "heats": heats,
    }
    return render(request, "reports/indicator.html", context, status=status)


def _table(request: AppRequest, heat: Heat) -> HeatTable:
    """Each measure's table is sorted by itself."""
    table = HeatTable(heat, prefix=f"xp{heat.measure.letter}-")
    RequestConfig(request, paginate=False).configure(table)
    return table


def _asked_for(periods: list[Period], quarter: str) -> Period:
    """The period of the address; without one, or with nonsense, the latest that has opened."""
    if quarter.isascii() and quarter.isdigit() and len(quarter) < 6:
        found = next((row for row in periods if row.quarter == int(quarter)), None)
        if found is None:
            raise Http404
        return found
    today = clock.today()
    return next((row for row in reversed(periods) if row.is_opened(today)), periods[0])
