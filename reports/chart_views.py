"""The page of all charts (issue, point 7)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.charts_page import ChartsPage
from reports.filters import WITH_SUBMITTED
from reports.gather import summary_of
from targets.http import AppRequest
from targets.places import place_of
from targets.rules.workflow import Role


@require_safe
def charts(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Plan against actual of every measure the reader may see, on one page that prints."""
    if request.user.has_role(Role.ADMIN):  # accounts, never figures (design §6)
        raise Http404
    place = place_of(request.user, slug, quarter)
    summary = summary_of(
        place.resolution,
        quarter,
        viewer=request.user,
        include_submitted=request.GET.get("so-lieu") == WITH_SUBMITTED,
        periods=place.periods,
    )
    page = ChartsPage(summary, place, request.GET.get("page"))
    return render(request, "reports/charts.html", {"page": page, "summary": summary})
