"""Where the office finds what it sets up."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from targets.http import AppRequest
from targets.rules.workflow import Role


@require_safe
def setup(request: AppRequest) -> HttpResponse:
    """Links to the pages where the office sets up periods, milestones, notices and papers."""
    if not request.user.has_role(Role.OFFICE):
        raise Http404
    return render(request, "targets/setup.html")
