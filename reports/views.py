"""Pages that compare and print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from targets.http import AppRequest


@require_safe
def home(request: AppRequest) -> HttpResponse:
    """The role's own start page."""
    return render(request, "base.html")
