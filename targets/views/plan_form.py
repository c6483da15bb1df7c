"""One row of the plan on a page of its own: boxes, who changed what, and taking it away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from targets.actions.refusal import Refused
from targets.change_log import LogLine
from targets.forms.plan import RowForm
from targets.http import AppRequest
from targets.models import Resolution, User
from targets.rules.workflow import Role

HISTORY_LENGTH = 30


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
    removes: what the button of the second form says, "" where nothing can be taken away.
    """

    title: str
    form: RowForm
    back: Link
    lead: str = ""
    save: str = "Lưu"
    crumbs: Sequence[Link] = ()
    beside_title: str = ""
    beside: Sequence[Link] = ()
    quoted: Sequence[tuple[str, str]] = ()
    removes: str = ""
    remove_note: str = ""
    history: Sequence[LogLine] = field(default_factory=list)
    has_history: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What a press does: the write, what is said then, where one goes."""

    do: Callable[[], object]
    done: str
    goes_to: str


def for_the_office(user: User) -> None:
    """Http404 for everybody else: units read nothing of the plan's pages (design §6)."""
    if not user.has_role(Role.OFFICE):
        raise Http404


def plan_of(request: AppRequest, slug: str) -> Resolution:
    """The resolution of the address, for the office alone."""
    for_the_office(request.user)
    return get_object_or_404(Resolution, slug=slug)


def plan_crumbs(resolution: Resolution) -> list[Link]:
    """The way back to the plan's page."""
    return [
        Link("Thiết lập", reverse("targets:setup")),
        Link(f"Kế hoạch năm {resolution.year}", reverse("targets:plan", args=[resolution.slug])),
    ]


def answer(
    request: AppRequest,
    page: EditPage,
    save: Act,
    remove: Act | None = None,
    *,
    template: str = "targets/plan/edit.html",
) -> HttpResponse:
    """Show the page; a POST saves, or with do=remove takes the row away."""
    if request.method != "POST":
        return shown(request, page, template=template)
    removing = request.POST.get("do") == "remove" and remove is not None
    act = remove if removing and remove is not None else save
    if not removing and not page.form.is_valid():
        return shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY, template=template)
    if removing:
        page.form.full_clean()
        page.form.errors.clear()
    try:
        act.do()
    except Refused as refused:
        return refused_page(request, page, refused, template=template)
    messages.success(request, act.done)
    return redirect(act.goes_to)


def refused_page(
    request: AppRequest,
    page: EditPage,
    refused: Refused,
    *,
    template: str = "targets/plan/edit.html",
) -> HttpResponse:
    """The page with all that was typed and the sentence; 409 where somebody was quicker."""
    page.form.show(refused)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if refused.stale:
        status = HTTPStatus.CONFLICT
    elif refused.forbidden:
        status = HTTPStatus.FORBIDDEN
    return shown(request, page, status, template=template)


def shown(
    request: AppRequest,
    page: EditPage,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    template: str = "targets/plan/edit.html",
) -> HttpResponse:
    return render(request, template, {"page": page, "form": page.form}, status=status)
