"""Pages that compare: the board and each role's own start page (design §7)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.board_page import BoardPage
from reports.filters import BoardFilter
from reports.gather import summary_of
from reports.office_day import OfficeDay
from reports.office_duties import OfficeDuties
from reports.own_work import OwnWork
from targets.http import AppRequest
from targets.notices import standing_notices
from targets.places import newest_place, place_of
from targets.rules.workflow import Role


@require_safe
def newest_board(request: AppRequest) -> HttpResponse:
    """To the board of the newest active resolution and its latest opened period."""
    _readers_only(request)
    place = newest_place(request.user)
    if place is None:
        return render(request, "reports/board_empty.html", {"notices": standing_notices()})
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
    context: dict[str, object] = {"board": page, "summary": summary}
    if request.user.has_role(Role.LEADER):  # whose start page it is
        context["notices"] = standing_notices()
    return render(request, "reports/board.html", context)


@require_safe
def home(request: AppRequest) -> HttpResponse:
    """The role's own start page; leadership starts on the board (design §7)."""
    user = request.user
    if user.has_role(Role.LEADER):
        return redirect("reports:board")
    context: dict[str, object] = {"notices": standing_notices()}
    if user.has_role(Role.ADMIN):
        return render(request, "reports/home_admin.html", context)
    place = newest_place(user)
    if place is None:
        return render(request, "reports/home_empty.html", context)
    if user.has_role(Role.OFFICE):
        context |= {"day": OfficeDay(user, place), "duties": OfficeDuties(user, place)}
        return render(request, "reports/home_office.html", context)
    return render(request, "reports/home_unit.html", {**context, "work": OwnWork(user, place)})


def _readers_only(request: AppRequest) -> None:
    """Administrators see accounts, never figures (design §6)."""
    if request.user.has_role(Role.ADMIN):
        raise Http404
