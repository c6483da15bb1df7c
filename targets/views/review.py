"""The office's review of a period: the queue, and approval by the lot (design §5, §7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from itertools import cycle, islice

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from targets import clock
from targets.actions.moves import MoveRefused, Wish, make_move
from targets.forms.review import MoveForm, ReviewFilter, tickets
from targets.http import AppRequest
from targets.models import Indicator, Period
from targets.review import ReviewRow, rows_of
from targets.rules.workflow import Move
from targets.sheet_lines import PeriodFacts
from targets.tables import ReviewTable
from targets.views.asked_period import asked_period
from targets.views.office import for_the_office
from targets.wording import period_title

OPEN = "mo"  # the parameter that names the opened report's indicator
NOTHING_MARKED = "Chưa duyệt gì: hãy đánh dấu ít nhất một chỉ tiêu rồi bấm lại."
NOTHING_CLEAN = "Chưa duyệt gì: không còn chỉ tiêu nào chờ duyệt mà không có cảnh báo."


@dataclass(slots=True)
class ReviewPage:
    """The review of one period as its reader asked for it."""

    period: Period
    facts: PeriodFacts
    rows: Sequence[ReviewRow]
    filters: ReviewFilter
    shown: Sequence[ReviewRow]
    table: ReviewTable
    forms: Sequence[MoveForm] = ()
    problem: str = ""

    @property
    def title(self) -> str:
        return period_title(self.period.name, self.period.resolution.year)

    @property
    def is_opened(self) -> bool:
        return self.period.is_opened(clock.today())

    @property
    def clean(self) -> list[ReviewRow]:
        """What one press approves."""
        return [row for row in self.shown if row.is_clean]

    @property
    def markable(self) -> list[ReviewRow]:
        return [row for row in self.shown if row.may_approve]

    @property
    def warned_count(self) -> int:
        return sum(bool(row.warnings) for row in self.shown)


@require_safe
def newest_review(request: AppRequest) -> HttpResponse:
    """To the review of the latest opened period."""
    _for_the_office(request)
    period = Period.objects.newest_opened(clock.today())
    if period is None:
        return render(request, "targets/review_nothing.html")
    return redirect("targets:review", period.resolution.slug, period.quarter)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Show what was sent in a period; a POST approves several reports, each by itself.

    Enter in a mark opens its row, with a script or without.
    """
    _for_the_office(request)
    page = _page(request, slug, quarter)
    if request.method == "POST":
        opens = request.POST.get("do") == "open"
        return _open_marked(request, page) if opens else _approve_several(request, page)
    return _shown(request, page)


def _for_the_office(request: AppRequest) -> None:
    for_the_office(request.user)


def _page(request: AppRequest, slug: str, quarter: int) -> ReviewPage:
    facts, single_handed = asked_period(slug, quarter)
    period = facts.period
    rows = rows_of(
        Indicator.objects.visible_to(request.user).filter(group__resolution=period.resolution),
        facts,
        reader=request.user,
        single_handed=single_handed,
        today=clock.today(),
    )
    filters = ReviewFilter(request.GET, rows)
    table = ReviewTable(filters.apply(), facts)
    RequestConfig(request, paginate=False).configure(table)
    page = ReviewPage(period, facts, rows, filters, table.in_order(), table)
    _link(page.shown)
    _open(request, page)
    return page


def _link(rows: Sequence[ReviewRow]) -> None:
    """After a decision the following row opens; after the last one the first."""
    if len(rows) < 2:
        return
    for row, following in zip(rows, islice(cycle(rows), 1, None), strict=False):
        row.next = following


def _open(request: AppRequest, page: ReviewPage) -> None:
    """Open the row the address names; the first one when that row has gone."""
    asked = request.GET.get(OPEN)
    if not asked or not page.shown:
        return
    row = next((row for row in page.shown if str(row.number) == asked), page.shown[0])
    row.is_open = True
    assert row.line.report is not None
    page.forms = [
        MoveForm(row.line.report, move=move) for move in row.moves if move is not Move.APPROVE
    ]


def _shown(
    request: AppRequest, page: ReviewPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"page": page, "table": page.table, "filters": page.filters}
    return render(request, "targets/review.html", context, status=status)


def _open_marked(request: AppRequest, page: ReviewPage) -> HttpResponse:
    seen = tickets(request.POST.getlist("mark"))
    row = next((row for row in page.shown if row.report_id in seen), None)
    query = request.GET.copy()
    if row is None:
        query.pop(OPEN, None)
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
    query[OPEN] = str(row.number)
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}#ct-{row.number}")


def _approve_several(request: AppRequest, page: ReviewPage) -> HttpResponse:
    """Approve the marked rows, or all that were shown without warnings and still are."""
    wanted = request.POST.get("do")
    if wanted == "marked":
        seen, may = tickets(request.POST.getlist("mark")), page.rows
        page.problem = NOTHING_MARKED
    elif wanted == "clean":
        seen, may = tickets(request.POST.getlist("clean")), [r for r in page.rows if r.is_clean]
        page.problem = NOTHING_CLEAN
    else:
        seen, may = {}, []
        page.problem = NOTHING_MARKED
    chosen = [row for row in may if row.report_id in seen]
    if not chosen:
        return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    done: list[int] = []
    approve = partial(Wish, Move.APPROVE)
    for row in chosen:
        try:
            make_move(row.report_id, approve(version=seen[row.report_id]), by=request.user)
        except MoveRefused as refused:
            messages.error(request, f"Chỉ tiêu {row.number} chưa duyệt: {refused}")
        else:
            done.append(row.number)
    if done:
        numbers = ", ".join(map(str, sorted(done)))
        messages.success(request, f"Đã duyệt {len(done)} chỉ tiêu: {numbers}.")
    return HttpResponseRedirect(request.get_full_path())
