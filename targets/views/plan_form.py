"""One row of the plan on a page of its own: boxes, who changed what, and taking it away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from targets.actions.refusal import Refused
from targets.change_log import LogLine, by_people, lines_of
from targets.forms.row_form import RowForm
from targets.http import AppRequest
from targets.models import Resolution, User
from targets.rules.workflow import Role

HISTORY_LENGTH = 30
UNKNOWN = "Chưa rõ việc cần làm. Hãy bấm lại nút trên trang."
GONE = (
    "Mục này vừa được người khác bỏ hoặc đổi số, nên chưa lưu gì. Muốn chép lại những gì vừa nhập "
    "thì bấm nút quay lại của trình duyệt."
)
Row = TypeVar("Row", bound=models.Model)
View = Callable[..., HttpResponse]


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


@dataclass(frozen=True, slots=True)
class Link:
    """Where one may go from here; `note` stands under it."""

    name: str
    url: str
    note: str = ""


@dataclass(slots=True)
class EditPage:
    """What templates/targets/plan/edit.html prints.

    beside: links under a heading in the side column; quoted: words that are not to be edited;
    removes: what the button of the second form says, "" where nothing can be taken away; history:
    who changed what, None where none is shown.
    """

    title: str
    form: RowForm
    back: Link
    lead: str = ""
    problem: str = ""
    save: str = "Lưu"
    crumbs: Sequence[Link] = ()
    beside_title: str = ""
    beside: Sequence[Link] = ()
    quoted: Sequence[tuple[str, str]] = ()
    removes: str = ""
    remove_note: str = ""
    history: Sequence[LogLine] | None = None

    @property
    def has_history(self) -> bool:
        return self.history is not None


@dataclass(frozen=True, slots=True)
class Act:
    """What a press does: the write, and what is said then."""

    do: Callable[[], object]
    done: str


def for_the_office(user: User) -> None:
    """Http404 for everybody else: units read nothing of the plan's pages (design §6)."""
    if not user.has_role(Role.OFFICE):
        raise Http404


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


def history_of(entries: QuerySet[Any]) -> list[LogLine]:
    """The newest changes by people among these entries of the change log."""
    return lines_of(by_people(entries)[:HISTORY_LENGTH])


def answer(
    request: AppRequest,
    page: EditPage,
    save: Act,
    remove: Act | None = None,
) -> HttpResponse:
    """Show the page; a POST saves, or with do=remove takes the row away, and leads back."""
    if request.method != "POST":
        return shown(request, page)
    if _removes(request):
        return _remove(request, page, remove)
    if not page.form.is_valid():
        return shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        save.do()
    except Refused as refused:
        return refused_page(request, page, refused)
    messages.success(request, save.done)
    return redirect(page.back.url)


def typed(request: AppRequest) -> QueryDict | None:
    """What the form of a row is bound to: nothing where the row is shown or taken away."""
    return request.POST if request.method == "POST" and not _removes(request) else None


def _removes(request: AppRequest) -> bool:
    return request.POST.get("do") == "remove"


def _remove(request: AppRequest, page: EditPage, act: Act | None) -> HttpResponse:
    try:
        if act is None:
            raise Refused(UNKNOWN)
        act.do()
    except Refused as refused:
        page.problem = str(refused)
        return shown(request, page, _status_of(refused))
    messages.success(request, act.done)
    return redirect(page.back.url)


def refused_page(
    request: AppRequest,
    page: EditPage,
    refused: Refused,
) -> HttpResponse:
    """The page with all that was typed and the sentence; 409 where somebody was quicker."""
    page.form.show(refused)
    return shown(request, page, _status_of(refused))


def _status_of(refused: Refused) -> HTTPStatus:
    if refused.stale:
        return HTTPStatus.CONFLICT
    return HTTPStatus.FORBIDDEN if refused.forbidden else HTTPStatus.UNPROCESSABLE_ENTITY


def shown(
    request: AppRequest,
    page: EditPage,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    return render(
        request, "targets/plan/edit.html", {"page": page, "form": page.form}, status=status
    )
