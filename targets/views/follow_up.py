"""Who has reported and who is late; what to send them (design §7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from targets import clock
from targets.actions.notices import MailRefused, mail_units, note_reminders
from targets.dues import Ledger
from targets.follow_up import FollowUp
from targets.forms.follow_up import SlipForm
from targets.http import AppRequest
from targets.models import Letterhead, Unit
from targets.owed import Owed, Reminded, reminded
from targets.owed_reports import owed_by_unit
from targets.places import Place, newest_place, place_of
from targets.reminder_words import Occasion, combined_message, unit_message
from targets.slips import Asked, slip_of
from targets.tables import FollowUpTable
from targets.views.office import for_the_office
from targets.wording import period_title

UNITS, CHANNEL, ONLY_LATE = "don-vi", "kenh", "cham"
NOTED = {"message": "Đã ghi nhận nhắn tin đôn đốc", "slip": "Đã ghi nhận gửi phiếu đôn đốc"}
NO_CHANNEL = "Chưa ghi nhận gì: hãy bấm một trong các nút ở cuối trang."


@require_safe
def newest_follow_up(request: AppRequest) -> HttpResponse:
    """To the latest opened period."""
    _for_the_office(request)
    place = newest_place(request.user)
    if place is None:
        return render(request, "targets/follow_up_nothing.html")
    return redirect("targets:follow-up", place.resolution.slug, place.period.quarter)


@require_safe
def follow_up(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Units with something due in a period; `?cham=1`: only those late with anything."""
    _for_the_office(request)
    only_late = request.GET.get(ONLY_LATE) == "1"
    page = FollowUp(place_of(request.user, slug, quarter), only_late=only_late)
    tables = [
        ("Đơn vị chủ trì", FollowUpTable(page.lead_rows)),
        (
            "Số liệu gửi đơn vị chủ trì tiếp nhận",
            FollowUpTable(page.other_rows, prefix="gop-"),
        ),
        (
            "Không phải báo cáo kỳ này, còn đầu việc quá hạn hoặc giải trình",
            FollowUpTable(page.further_rows, prefix="khac-"),
        ),
    ]
    for _, table in tables:
        RequestConfig(request, paginate=False).configure(table)
    context = {
        "page": page,
        "title": period_title(page.period.name, page.place.resolution.year),
        "tables": [(heading, table) for heading, table in tables if len(table.rows)],
        "kept": f"{ONLY_LATE}=1" if only_late else "",
    }
    return render(request, "targets/follow_up.html", context)


@dataclass(slots=True)
class Chosen:
    """The units somebody ticked, with what each owes; `nothing`: those that owe nothing any more.

    `query` names them in an address.
    """

    place: Place
    occasion: Occasion
    letterhead: Letterhead
    owing: list[tuple[Unit, Sequence[Owed]]]
    nothing: list[Unit]
    told: dict[int, Reminded]

    @property
    def title(self) -> str:
        return period_title(self.place.period.name, self.place.resolution.year)

    @property
    def query(self) -> str:
        query = QueryDict(mutable=True)
        query.setlist(UNITS, [unit.code for unit, _ in self.owing])
        return query.urlencode()

    @property
    def follow_up_url(self) -> str:
        return self._url("targets:follow-up")

    @property
    def text_url(self) -> str:
        return self._url("targets:reminder-text")

    @property
    def slips_url(self) -> str:
        return self._url("targets:reminder-slips")

    def _url(self, name: str) -> str:
        return reverse(name, args=[self.place.resolution.slug, self.place.period.quarter])

    @property
    def texts(self) -> list[tuple[Unit, str]]:
        """A message for each."""
        return [
            (unit, unit_message(unit.name, unit.code, lines, self.occasion))
            for unit, lines in self.owing
        ]

    @property
    def combined(self) -> str:
        """One message for all of them; empty for one alone."""
        if len(self.owing) < 2:
            return ""
        return combined_message(((unit.name, lines) for unit, lines in self.owing), self.occasion)

    @property
    def addressed(self) -> list[Unit]:
        return [unit for unit, _ in self.owing if unit.email]

    @property
    def unaddressed(self) -> list[Unit]:
        return [unit for unit, _ in self.owing if not unit.email]

    def times_told(self, unit: Unit) -> int:
        """How often somebody reminded it on an earlier day."""
        told = self.told.get(unit.pk)
        return told.times_before(clock.today()) if told else 0


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_text(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """Words to paste for the chosen units; a POST notes that they were sent, or mails them."""
    _for_the_office(request)
    chosen = _chosen(request, slug, quarter)
    if request.method != "POST":
        return _text_page(request, chosen)
    channel = request.POST.get(CHANNEL, "")
    if not chosen.owing or channel not in {*NOTED, "email"}:
        problem = NO_CHANNEL if chosen.owing else ""
        return _text_page(request, chosen, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if channel == "email":
        return _mail(request, chosen)
    count = note_reminders(chosen.place.period, chosen.texts, channel=channel, by=request.user)
    if count:
        messages.success(request, f"{NOTED[channel]} {count} đơn vị.")
    else:
        messages.info(request, "Hôm nay đã ghi nhận trước đó; không ghi thêm.")
    return redirect(chosen.follow_up_url)


@require_safe
def reminder_slips(request: AppRequest, slug: str, quarter: int) -> HttpResponse:
    """A page of A4 for each chosen unit, with the new deadline the boxes above ask for."""
    _for_the_office(request)
    chosen = _chosen(request, slug, quarter)
    asked_for = {name: request.GET[name] for name in ("han", "gio") if name in request.GET}
    form = SlipForm(asked_for)
    slips = []
    if form.is_valid():
        wish = form.cleaned_data
        slips = [
            slip_of(
                unit.name,
                lines,
                chosen.occasion,
                chosen.letterhead,
                Asked(wish["han"], wish["gio"], clock.now(), chosen.times_told(unit)),
            )
            for unit, lines in chosen.owing
        ]
    shown = form if asked_for else SlipForm()
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"chosen": chosen, "form": shown, "slips": slips}
    return render(request, "targets/slips.html", context, status=status)


def _for_the_office(request: AppRequest) -> None:
    for_the_office(request.user)


def _chosen(request: AppRequest, slug: str, quarter: int) -> Chosen:
    """What the address, or the form, names; unknown codes are left out."""
    place = place_of(request.user, slug, quarter)
    codes = (request.POST if request.method == "POST" else request.GET).getlist(UNITS)
    units = list(Unit.objects.filter(code__in=codes).order_by("order", "code"))
    letterhead = Letterhead.current()
    site = settings.SITE_URL or request.build_absolute_uri("/")
    occasion = Occasion.of(place.period, letterhead, today=clock.today(), site=site)
    ledger = Ledger.of(place.resolution, place.periods)
    owed = owed_by_unit(ledger, place.period, units=[unit.pk for unit in units])
    return Chosen(
        place,
        occasion,
        letterhead,
        [(unit, owed[unit.pk]) for unit in units if owed.get(unit.pk)],
        [unit for unit in units if not owed.get(unit.pk)],
        reminded(place.period),
    )


def _text_page(
    request: AppRequest,
    chosen: Chosen,
    *,
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"chosen": chosen, "problem": problem, "mails": settings.EMAIL_GIVEN}
    return render(request, "targets/reminder_text.html", context, status=status)


def _mail(request: AppRequest, chosen: Chosen) -> HttpResponse:
    """Mail those that have an address, and say what came of each."""
    if not chosen.addressed:
        problem = "Chưa gửi thư: không đơn vị nào được chọn có địa chỉ thư điện tử."
        return _text_page(request, chosen, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        outcome = mail_units(chosen.place.period, chosen.owing, by=request.user)
    except MailRefused as refused:
        return _text_page(
            request, chosen, problem=str(refused), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if outcome.sent:
        addresses = ", ".join(address for address, _ in outcome.sent)
        messages.success(request, f"Đã gửi thư tới {len(outcome.sent)} đơn vị: {addresses}.")
    for address in outcome.already:
        messages.info(request, f"Hôm nay đã gửi đủ các nội dung này tới {address}; không gửi lại.")
    for fault in outcome.refused:
        messages.error(request, fault)
    for address, why in outcome.failed:
        messages.error(request, f"Không gửi được thư tới {address}: {why}. Có thể gửi lại.")
    return redirect(chosen.follow_up_url)
