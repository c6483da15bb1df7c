"""What communes, wards and suppliers sent to the unit that leads an indicator (design §5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django_tables2 import RequestConfig

from targets.actions.cases import actor_of, case_of, enters_for, new_case
from targets.actions.moves import MoveRefused, Wish, make_move
from targets.actions.refusal import Refused
from targets.actions.take_over import TakeOver, take_over
from targets.contribution_totals import MeasureTotals, totals_of
from targets.contributions import LEAD_MOVES, OPEN, ContributionRow, SortedPlace, rows_of
from targets.forms.review import MoveForm, tickets
from targets.http import AppRequest
from targets.models import Indicator, Period, Unit, User
from targets.rules.workflow import Case, Move, Status, is_theirs, may_edit
from targets.sheet_lines import IndicatorLine, PeriodFacts
from targets.tables import ContributionsTable
from targets.views.asked_period import asked_period
from targets.wording import period_title
from targets.worksheet import lines_of

SORTS = ("sort", "cc-sort")
GROUPS = (("Từng xã, phường", "", True), ("Đơn vị cung cấp", "cc-", False))
NOTHING_CHOSEN = "Chưa tiếp nhận gì: số liệu này vừa thay đổi hoặc không còn chờ tiếp nhận."
NOTHING_CLEAN = "Chưa tiếp nhận gì: không còn số liệu nào chờ tiếp nhận mà không có cảnh báo."


@dataclass(slots=True)
class ContributionsPage:
    """One indicator's contributing reports of a period, as one reader sees them."""

    user: User
    facts: PeriodFacts
    indicator: Indicator
    lead: IndicatorLine
    rows: Sequence[ContributionRow]
    tables: Sequence[tuple[str, ContributionsTable]]
    place: SortedPlace
    why_not: str | None = None
    opened: ContributionRow | None = None
    forms: Sequence[MoveForm] = field(default_factory=list)
    problem: str = ""

    @property
    def period(self) -> Period:
        return self.facts.period

    @property
    def unit(self) -> Unit:
        return self.lead.unit

    @property
    def title(self) -> str:
        return period_title(self.period.name, self.period.resolution.year)

    @property
    def totals(self) -> list[MeasureTotals]:
        return totals_of(self.lead)

    @property
    def clean(self) -> list[ContributionRow]:
        """What one press receives."""
        return [row for row in self.rows if row.is_clean]

    @property
    def due(self) -> list[ContributionRow]:
        """Who owes a figure in this period (design §4)."""
        return [row for row in self.rows if row.line.is_due]

    @property
    def missing(self) -> list[ContributionRow]:
        """Who of them has sent nothing."""
        return [row for row in self.due if not row.is_sent]

    @property
    def waiting(self) -> int:
        return sum(row.status is Status.SUBMITTED for row in self.rows)

    @property
    def received(self) -> int:
        """How many of those who owe a figure, or of all where nobody does, are received."""
        return sum(row.status is Status.APPROVED for row in self.due or self.rows)

    @property
    def enters(self) -> bool:
        """Whether its reader may put a figure into the lead unit's report at all."""
        return enters_for(self.user, self.unit)

    @property
    def state_word(self) -> str:
        return self.lead.status.value if self.lead.report else "none"


@require_http_methods(["GET", "HEAD", "POST"])
def contributions(
    request: AppRequest, slug: str, quarter: int, code: str, number: int
) -> HttpResponse:
    """Who has sent, what it comes to; a POST receives reports or takes the sum over."""
    page = _page(request, slug, quarter, code, number)
    if request.method == "POST":
        return _taken(request, page) if "take" in request.POST else _received(request, page)
    return _shown(request, page)


def _page(
    request: AppRequest, slug: str, quarter: int, code: str, number: int
) -> ContributionsPage:
    """For the lead unit, the units above it, the office and leadership; else Http404."""
    unit = Unit.objects.visible_to(request.user).filter(code=code).first()
    facts, single_handed = asked_period(slug, quarter)
    period = facts.period
    if unit is None:
        raise Http404
    if period.closed_at is not None:
        prefetch_related_objects([period], "extensions")
    indicators = Indicator.objects.reported_by(unit).filter(
        group__resolution=period.resolution, number=number
    )
    lines = lines_of(indicators, facts)
    if not lines:
        raise Http404
    lead = lines[0]
    rows = rows_of(
        lead.indicator,
        facts,
        reader=request.user,
        single_handed=single_handed,
    )
    place = SortedPlace(request.path, _sorting(request))
    tables = _tables(request, lead, rows, place)
    page = ContributionsPage(
        request.user, facts, lead.indicator, lead, rows, tables, place,
        why_not=_why_not(request.user, lead, period),
    )  # fmt: skip
    _open(page, request.GET.get(OPEN, ""))
    return page


def _sorting(request: AppRequest) -> str:
    """How the tables are sorted, as the address says it: what was pressed changes nothing of it."""
    query = QueryDict(mutable=True)
    for name in SORTS:
        if asked := request.GET.get(name, "")[:100]:
            query[name] = asked
    return query.urlencode()


def _tables(
    request: AppRequest,
    lead: IndicatorLine,
    rows: Sequence[ContributionRow],
    place: SortedPlace,
) -> list[tuple[str, ContributionsTable]]:
    """Communes and wards in one table, suppliers in another: they report different measures."""
    found = []
    some_owe = any(row.line.is_due for row in rows)
    for heading, prefix, local in GROUPS:
        mine = [row for row in rows if row.is_locality is local]
        asked = {measure.measure.pk for row in mine for measure in row.line.measures}
        measures = [line.measure for line in lead.measures if line.measure.pk in asked]
        if mine:
            table = ContributionsTable(mine, measures, place, some_owe=some_owe, prefix=prefix)
            RequestConfig(request, paginate=False).configure(table)
            found.append((heading, table))
    return found


def _why_not(user: User, lead: IndicatorLine, period: Period) -> str | None:
    """Why nothing can be taken over into the lead unit's report now; None: it can."""
    actor = actor_of(user, lead.unit, lead.indicator)
    if lead.report is None:
        return may_edit(new_case(period, lead.unit), actor)
    lead.report.period, lead.report.unit = period, lead.unit
    return may_edit(case_of(lead.report), actor)


def _open(page: ContributionsPage, code: str) -> None:
    """Open the report of the unit the address names, if it was ever sent."""
    row = next((row for row in page.rows if row.unit_code == code), None)
    if row is None or row.line.report is None or not (row.is_sent or row.return_reason):
        return
    page.opened = row
    page.forms = [MoveForm(row.line.report, move=move) for move in row.moves if move in LEAD_MOVES]


def _received(request: AppRequest, page: ContributionsPage) -> HttpResponse:
    """Receive one report, or all that were shown without warnings and still are."""
    actor = actor_of(request.user, page.unit, page.indicator)
    if not is_theirs(Move.APPROVE, Case(Status.SUBMITTED, counts=False), actor):
        raise PermissionDenied
    if "receive" in request.POST:
        seen = tickets([request.POST["receive"]])
        chosen = [row for row in page.rows if row.status is not None]
        page.problem = NOTHING_CHOSEN
    else:
        seen, chosen = tickets(request.POST.getlist("clean")), page.clean
        page.problem = NOTHING_CLEAN
    chosen = [row for row in chosen if row.line.report and row.line.report.pk in seen]
    if not chosen:
        return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    done: list[str] = []
    for row in chosen:
        assert row.line.report is not None  # chosen by its report
        pk = row.line.report.pk
        try:
            make_move(pk, Wish(Move.APPROVE, version=seen[pk]), by=request.user)
        except MoveRefused as refused:
            messages.error(request, f"{row.name} chưa được tiếp nhận: {refused}")
        else:
            done.append(row.name)
    if len(done) == 1:
        messages.success(request, f"Đã tiếp nhận số liệu của {done[0]}.")
    elif done:
        messages.success(request, f"Đã tiếp nhận số liệu của {len(done)} đơn vị.")
    return HttpResponseRedirect(page.place.at(_next_row(page, chosen)))


def _next_row(page: ContributionsPage, done: Sequence[ContributionRow]) -> str:
    """Where the work goes on: at the next unit that waits, else at the total."""
    waiting = (row for row in page.rows if row.may_receive and row not in done)
    following = next(waiting, None)
    return following.anchor if following else "tong-1"


def _taken(request: AppRequest, page: ContributionsPage) -> HttpResponse:
    """Take one measure's sum over into the lead unit's report."""
    if not page.enters:
        raise PermissionDenied
    version = request.POST.get("version", "")
    wish = TakeOver(
        letter=request.POST["take"][:2],
        seen=request.POST.get("seen", "")[:200],
        version=int(version) if version.isascii() and version.isdigit() else -1,
    )
    try:
        saved = take_over(page.indicator, page.facts, wish, by=request.user)
    except Refused as refused:
        page.problem = str(refused)
        return _shown(request, page, HTTPStatus.CONFLICT)
    key = f"{page.indicator.number}{wish.letter}"
    if saved is None:
        messages.info(request, f"Chỉ tiêu {key} trong báo cáo đã là số này, không có gì thay đổi.")
    else:
        messages.success(
            request, f"Đã lấy số vào báo cáo chỉ tiêu {key}, chưa gửi. Xem lại ở biểu rồi gửi."
        )
    letters = [total.letter for total in page.totals]
    return HttpResponseRedirect(page.place.at(f"tong-{letters.index(wish.letter) + 1}"))


def _shown(
    request: AppRequest, page: ContributionsPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    next_place = page.place.at(page.opened.anchor if page.opened else "")
    context = {"page": page, "next": next_place}
    return render(request, "targets/contributions.html", context, status=status)
