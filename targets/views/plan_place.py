"""Where a page of the plan stands: whose it is, which row it is about, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from targets.actions.refusal import Refused
from targets.http import AppRequest
from targets.models import Resolution
from targets.views.office import for_the_office

GONE = (
    "Mục này vừa được người khác bỏ hoặc đổi số, nên chưa lưu gì. Muốn chép lại những gì vừa nhập "
    "thì bấm nút quay lại của trình duyệt."
)
Row = TypeVar("Row", bound=models.Model)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Link:
    """Where one may go from here; `note` stands under it."""

    name: str
    url: str
    note: str = ""


class RowGone(Exception):
    """A press upon a row that somebody took away meanwhile; `back`: where its list stands."""

    def __init__(self, back: str) -> None:
        super().__init__(GONE)
        self.back = back


def editing(view: View) -> View:
    """A page that shows and saves; a press upon a row that is gone leads back with a sentence."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: AppRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RowGone as gone:
            messages.error(request, str(gone))
            return redirect(gone.back)

    return page


def plan_of(request: AppRequest, slug: str) -> Resolution:
    """The resolution of the address, for the office alone."""
    for_the_office(request.user)
    return get_object_or_404(Resolution, slug=slug)


def row_of(request: AppRequest, rows: QuerySet[Row], back: Link, **which: Any) -> Row:
    """The row the address names. Raises Http404, for a press RowGone."""
    row = rows.filter(**which).first()
    if row is None:
        raise RowGone(back.url) if request.method == "POST" else Http404
    return row


def plan_crumbs(resolution: Resolution) -> list[Link]:
    """The way back to the plan's page."""
    return [
        Link("Thiết lập", reverse("targets:setup")),
        Link(f"Kế hoạch năm {resolution.year}", reverse("targets:plan", args=[resolution.slug])),
    ]


def to_plan(resolution: Resolution) -> Link:
    """Where the pages of the plan's rows lead back to."""
    return Link("Quay lại kế hoạch", reverse("targets:plan", args=[resolution.slug]))


def status_of(refused: Refused) -> HTTPStatus:
    """How a refusal is answered: somebody was quicker, not this person's to do, or not right."""
    if refused.stale:
        return HTTPStatus.CONFLICT
    return HTTPStatus.FORBIDDEN if refused.forbidden else HTTPStatus.UNPROCESSABLE_ENTITY
