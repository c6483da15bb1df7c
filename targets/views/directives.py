"""Directives: the list, a new one, one with its answers (design §4)."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def newest_directives(request: AppRequest) -> HttpResponse:
    raise Http404


def directives(request: AppRequest, slug: str) -> HttpResponse:
    raise Http404


def new_directive(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    raise Http404


def directive(request: AppRequest, pk: int) -> HttpResponse:
    raise Http404
