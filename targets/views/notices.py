"""The office's notices on the start pages."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def notices(request: AppRequest) -> HttpResponse:
    raise Http404
