"""The office opens, closes, moves and extends reporting periods."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def newest_periods(request: AppRequest) -> HttpResponse:
    raise Http404


def periods(request: AppRequest, slug: str) -> HttpResponse:
    raise Http404
