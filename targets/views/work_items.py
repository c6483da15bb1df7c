"""One work item: its updates, its deadline, its place in the plan."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def work_item(request: AppRequest, pk: int) -> HttpResponse:
    raise Http404


def new_work_item(request: AppRequest, slug: str, number: str) -> HttpResponse:
    raise Http404
