"""The resolution's tasks: the list, the timeline, one task (design §7)."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def newest_tasks(request: AppRequest) -> HttpResponse:
    raise Http404


def task_list(request: AppRequest, slug: str) -> HttpResponse:
    raise Http404


def timeline(request: AppRequest, slug: str) -> HttpResponse:
    raise Http404


def task(request: AppRequest, slug: str, number: str) -> HttpResponse:
    raise Http404
