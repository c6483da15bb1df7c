"""Setting another standing for an indicator and a period, or taking it back (design §3.4, §6)."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.filters import WITH_SUBMITTED
from reports.forms import RatingForm
from reports.indicator_views import indicator_page, judged_line, periods_of
from reports.models import Rating
from reports.rating import RatingRefused, set_rating
from targets.http import AppRequest
from targets.labels import STANDING_LABELS
from targets.models import Indicator
from targets.places import Place
from targets.rules.workflow import Role


@require_POST
def rate(request: AppRequest, slug: str, quarter: int, number: int) -> HttpResponse:
    """Set or take back a rating; a refusal is the indicator's page with everything typed."""
    if not request.user.has_role(Role.OFFICE, Role.LEADER):
        raise Http404
    periods = periods_of(request, slug)
    period = next((row for row in periods if row.quarter == quarter), None)
    if period is None:
        raise Http404
    place = Place(period.resolution, period, periods, [])
    line = judged_line(request, place, number)[1]
    form = RatingForm(request.POST, rated=line.final is not None)
    if not form.is_valid():
        return _refused(request, place, number, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    indicator = Indicator.objects.values_list("pk", flat=True).get(
        group__resolution=place.resolution, number=number
    )
    try:
        rating = set_rating(indicator, period, form.wish(), computed=line.standing, by=request.user)
    except RatingRefused as refused:
        form.add_error(refused.field or None, str(refused))
        if not refused.stale:
            return _refused(request, place, number, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        rated = Rating.objects.filter(indicator=indicator, period=period)
        form.catch_up(rated.values_list("pk", flat=True).last())
        return _refused(request, place, number, form, HTTPStatus.CONFLICT)
    messages.success(request, _done(number, rating))
    return HttpResponseRedirect(_back(request, slug, quarter, number))


def _refused(
    request: AppRequest, place: Place, number: int, form: RatingForm, status: HTTPStatus
) -> HttpResponse:
    return indicator_page(request, place, number, rating_form=form, status=status)


def _done(number: int, rating: Rating) -> str:
    if not rating.standing:
        return f"Chỉ tiêu {number} trở lại đánh giá tự động."
    return f"Đã đặt đánh giá chỉ tiêu {number}: {STANDING_LABELS[rating.standing]}."


def _back(request: AppRequest, slug: str, quarter: int, number: int) -> str:
    """To the indicator in the same period, with the figures its reader looked at."""
    query = {"ky": str(quarter)}
    if request.GET.get("so-lieu") == WITH_SUBMITTED:
        query["so-lieu"] = WITH_SUBMITTED
    return f"{reverse('reports:indicator', args=[slug, number])}?{urlencode(query)}"
