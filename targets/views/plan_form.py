"""One row of the plan on a page of its own: boxes, who changed what, and taking it away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from targets.actions.refusal import Refused
from targets.change_log import LogLine, by_people, lines_of
from targets.forms.row_form import RowForm
from targets.http import AppRequest
from targets.views.plan_place import Link, status_of

HISTORY_LENGTH = 30
UNKNOWN = "Chưa rõ việc cần làm. Hãy bấm lại nút trên trang."


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
        return shown(request, page, status_of(refused))
    messages.success(request, act.done)
    return redirect(page.back.url)


def refused_page(
    request: AppRequest,
    page: EditPage,
    refused: Refused,
) -> HttpResponse:
    """The page with all that was typed and the sentence; 409 where somebody was quicker."""
    page.form.show(refused)
    return shown(request, page, status_of(refused))


def shown(
    request: AppRequest,
    page: EditPage,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    return render(
        request, "targets/plan/edit.html", {"page": page, "form": page.form}, status=status
    )
