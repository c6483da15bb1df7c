"""The office says what may be entered as a rate or a state alone."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def newest_restrictions(request: AppRequest) -> HttpResponse:
    raise Http404


def restrictions(request: AppRequest, slug: str) -> HttpResponse:
    raise Http404
