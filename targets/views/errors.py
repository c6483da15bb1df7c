"""Error pages. They ask no database and no context processor, which may be what broke."""

from django.http import HttpRequest, HttpResponse
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("404.html", 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page("500.html", 500)


def stale(request: HttpRequest) -> HttpResponse:
    """A form whose token is missing or old."""
    return _page("registration/csrf_failure.html", 403)


def _page(template: str, status: int) -> HttpResponse:
    return HttpResponse(loader.get_template(template).render(), status=status)
