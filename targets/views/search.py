"""One box that finds indicators, tasks, work items and units."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def search(request: AppRequest) -> HttpResponse:
    raise Http404
