"""Who has reported and who is late; what to send them (design §7)."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def newest_follow_up(request: AppRequest) -> HttpResponse:
    raise Http404


def follow_up(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    raise Http404


def reminder_text(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    raise Http404


def reminder_slips(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    raise Http404


def letterhead(request: AppRequest) -> HttpResponse:
    raise Http404
