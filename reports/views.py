"""Pages that compare: the board and each role's own start page (design §7)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.board_page import BoardPage
from reports.filters import BoardFilter
from reports.gather import summary_of
from reports.office_day import OfficeDay
from reports.own_work import OwnWork
from targets.http import AppRequest
from targets.places import newest_place, place_of
from targets.rules.workflow import Role


@require_safe
def newest_board(request: AppRequest) -> HttpResponse:
    """To the board of the newest active resolution and its latest opened period."""
    _readers_only(request)
    place = newest_place(request.user)
    if place is None:
        return render(request, "reports/board_empty.html")
    return redirect("reports:board", place.resolution.slug, place.period.quarter)


@require_safe
def board(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """All indicators the reader may see, judged; what the address asks for, worst first."""
    _readers_only(request)
    place = place_of(request.user, slug, quarter)
    asked = BoardFilter.read(request.GET)
    summary = summary_of(
        place.resolution,
        quarter,
        viewer=request.user,
        include_submitted=asked.include_submitted,
        periods=place.periods,
    )
    page = BoardPage(summary, place, asked, request.GET.get("page"))
    return render(request, "reports/board.html", {"board": page, "summary": summary})


@require_safe
def home(request: AppRequest) -> HttpResponse:
    """The role's own start page; leadership starts on the board (design §7)."""
    user = request.user
    if user.has_role(Role.LEADER):
        return redirect("reports:board")
    if user.has_role(Role.ADMIN):
        return render(request, "reports/home_admin.html")
    place = newest_place(user)
    if place is None:
        return render(request, "reports/home_empty.html")
    if user.has_role(Role.OFFICE):
        return render(request, "reports/home_office.html", {"day": OfficeDay(user, place)})
    return render(request, "reports/home_unit.html", {"work": OwnWork(user, place)})


def _readers_only(request: AppRequest) -> None:
    """Administrators see accounts, never figures (design §6)."""
    if request.user.has_role(Role.ADMIN):
        raise Http404
