"""The projector of the meeting room (issue, point 4): for leadership and the office."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.filters import BoardFilter
from reports.gather import summary_of
from reports.show_indicator import IndicatorSlide
from reports.show_page import BoardSlide, Show
from targets.http import AppRequest
from targets.places import newest_place, place_of
from targets.rules.workflow import Role


@require_safe
def newest_show(request: AppRequest) -> HttpResponse:
    """To the latest opened period."""
    _presenters_only(request)
    place = newest_place(request.user)
    if place is None:
        raise Http404
    return redirect("reports:show", place.resolution.slug, place.period.quarter)


@require_safe
def show(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """The tally, or the board's rows in large type; ?trang= chooses the slide."""
    slide = BoardSlide(_show(request, slug, quarter), request.GET.get("trang", ""))
    return render(request, "reports/show.html", {"slide": slide, "show": slide.show})


@require_safe
def show_indicator(request: AppRequest, slug: str, quarter: int, number: int) -> HttpResponse:
    """One indicator in large type."""
    running = _show(request, slug, quarter)
    line = running.summary.find(number)
    if line is None:
        raise Http404
    slide = IndicatorSlide(running, line)
    return render(request, "reports/show_indicator.html", {"slide": slide, "show": running})


def _show(request: AppRequest, slug: str, quarter: int) -> Show:
    _presenters_only(request)
    place = place_of(request.user, slug, quarter)
    asked = BoardFilter.read(request.GET)
    summary = summary_of(
        place.resolution,
        quarter,
        viewer=request.user,
        include_submitted=asked.include_submitted,
        periods=place.periods,
    )
    return Show(summary, place, asked)


def _presenters_only(request: AppRequest) -> None:
    if not request.user.has_role(Role.LEADER, Role.OFFICE):
        raise Http404
