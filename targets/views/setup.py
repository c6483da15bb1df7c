"""Where the office finds what it sets up."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from targets.http import AppRequest
from targets.views.office import for_the_office


@require_safe
def setup(request: AppRequest) -> HttpResponse:
    """Links to the pages where the office sets up periods, milestones, notices and papers."""
    for_the_office(request.user)
    return render(request, "targets/setup.html")
