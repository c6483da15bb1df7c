"""The request our views get."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from targets.models import User


class AppRequest(HttpRequest):
    """A request after login: with our user and the htmx details on it."""

    user: User
    htmx: HtmxDetails
