"""The target of a measure: first set, put right, amended by a document (issue 5, step 5)."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from targets.actions import amendments
from targets.actions.refusal import Refused
from targets.forms.targets import TargetForm
from targets.http import AppRequest
from targets.models import Measure, Resolution, Target
from targets.rules.amendments import JudgedPeriod, governed
from targets.rules.numbers import plain
from targets.views.plan_form import UNKNOWN
from targets.views.plan_measures import measure_of
from targets.views.plan_place import Link, editing, plan_crumbs, plan_of, status_of
from targets.wording import lowered


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in the list: since when, by what, which periods it judges."""

    target: Target
    is_amendment: bool
    periods: str

    @property
    def tolerance(self) -> str:
        return f"± {plain(self.target.tolerance)}" if self.target.tolerance else ""


class TargetPage:
    """A measure's targets, and the forms that may change them."""

    def __init__(self, resolution: Resolution, measure: Measure) -> None:
        self.resolution, self.measure = resolution, measure
        self.targets = amendments.targets_of(measure)
        self.periods: list[JudgedPeriod] = amendments.judged_periods(measure)
        self.problem = ""
        self.draft = resolution.status == "draft"
        newest = self.newest
        self.locked = (
            amendments.why_not_correctable(newest, self.targets, self.periods) if newest else ""
        )
        self.correct_form = self.form("correct") if self.may_correct else None
        self.amend_form = self.form("amend") if self.may_amend else None

    @property
    def newest(self) -> Target | None:
        return self.targets[-1] if self.targets else None

    @property
    def may_correct(self) -> bool:
        return not self.locked

    @property
    def may_amend(self) -> bool:
        return self.newest is not None and not self.draft

    @property
    def corrects_amendment(self) -> bool:
        return self.newest is not None and amendments.is_amendment(self.newest, self.targets)

    @property
    def title(self) -> str:
        return f"Mức chỉ tiêu {self.measure.indicator.number}{self.measure.letter}"

    @property
    def crumbs(self) -> list[Link]:
        indicator, slug = self.measure.indicator, self.resolution.slug
        return [
            *plan_crumbs(self.resolution),
            Link(
                f"Chỉ tiêu {indicator.number}",
                reverse("targets:plan-indicator", args=[slug, indicator.number]),
            ),
        ]

    @property
    def lines(self) -> list[TargetLine]:
        """The targets, the newest first, each with the periods it judges."""
        found = []
        for place, target in enumerate(self.targets):
            after = self.targets[place + 1] if place + 1 < len(self.targets) else None
            names = governed(
                self.periods,
                target.effective_from if place else None,
                after.effective_from if after else None,
            )
            told = ", ".join(lowered(one.name) for one in names)
            found.append(TargetLine(target, bool(place), told))
        return found[::-1]

    def form(self, do: str, request: AppRequest | None = None) -> TargetForm:
        """The form of an act; amending begins from the words that hold now."""
        data = request.POST if request is not None else None
        if do == "correct":
            row = self.newest or Target(measure=self.measure)
            return TargetForm(self.measure, row, data, amends=self.corrects_amendment)
        now = self.newest
        blank = Target(measure=self.measure)
        if now is not None:
            blank.direction = now.direction
        form = TargetForm(self.measure, blank, data, amends=True)
        form.auto_id = "moi-%s"
        return form


@editing
def plan_target(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """The targets of a measure; a POST corrects, amends or withdraws the newest."""
    resolution = plan_of(request, slug)
    page = TargetPage(resolution, measure_of(request, resolution, pk))
    if request.method != "POST":
        return _shown(request, page)
    match request.POST.get("do", ""):
        case "correct":
            return _correct(request, page)
        case "amend" if page.may_amend:
            return _amend(request, page)
        case "withdraw" if page.newest is not None:
            return _withdraw(request, page, page.newest)
    page.problem = UNKNOWN
    return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)


def _correct(request: AppRequest, page: TargetPage) -> HttpResponse:
    form = page.correct_form = page.form("correct", request)
    if not form.is_valid():
        return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish, newest = form.wish(), page.newest
    try:
        if newest is None:
            amendments.set_target(page.measure, wish, by=request.user)
        else:
            amendments.correct_target(
                newest, wish, seen=form.cleaned_data["seen"], by=request.user,
                confirmed=form.confirmed,
            )  # fmt: skip
    except Refused as refused:
        return _refused(request, page, form, refused)
    return _done(request, page, f"Đã lưu mức “{wish['wording']}”{_told(form)}.")


def _amend(request: AppRequest, page: TargetPage) -> HttpResponse:
    form = page.amend_form = page.form("amend", request)
    form.auto_id = "moi-%s"
    if not form.is_valid():
        return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = form.wish()
    seen = request.POST.get("newest", "")
    newest = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0
    try:
        amendments.amend_target(
            page.measure, wish, newest=newest, by=request.user, confirmed=form.confirmed
        )
    except Refused as refused:
        return _refused(request, page, form, refused)
    return _done(
        request,
        page,
        f"Đã điều chỉnh thành “{wish['wording']}” từ {wish['effective_from']:%d/%m/%Y}"
        f"{_told(form)}; các kỳ trước giữ mức cũ.",
    )


def _withdraw(request: AppRequest, page: TargetPage, newest: Target) -> HttpResponse:
    if request.POST.get("newest") != str(newest.pk):
        page.problem = "Mức vừa được người khác thay đổi. Hãy xem lại danh sách các mức."
        return _shown(request, page, HTTPStatus.CONFLICT)
    try:
        amendments.withdraw_target(newest, by=request.user)
    except Refused as refused:
        page.problem = str(refused)
        return _shown(request, page, status_of(refused))
    return _done(request, page, f"Đã bỏ mức “{newest}”.")


def _refused(
    request: AppRequest, page: TargetPage, form: TargetForm, refused: Refused
) -> HttpResponse:
    form.show(refused)
    if refused.stale:
        again = TargetPage(page.resolution, page.measure)
        page.targets, page.periods = again.targets, again.periods
    return _shown(request, page, status_of(refused))


def _told(form: TargetForm) -> str:
    """What "khoảng" allows, told where the program worked it out."""
    tolerance = form.cleaned_data["tolerance"]
    asked = form.data.get("tolerance", "").strip()
    return f", sai số chấp nhận ± {plain(tolerance)}" if tolerance and not asked else ""


def _done(request: AppRequest, page: TargetPage, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("targets:plan-target", page.resolution.slug, page.measure.pk)


def _shown(
    request: AppRequest, page: TargetPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "targets/plan/target.html", {"page": page}, status=status)
