"""One step with one report, and the report's history (design §5)."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from targets.actions.cases import moves_for
from targets.actions.moves import MoveRefused, make_move
from targets.contributing import line_of
from targets.evidence import every_evidence_of
from targets.forms.review import MoveForm
from targets.history import happenings
from targets.http import AppRequest
from targets.labels import status_label
from targets.measure_review import MeasureReview
from targets.models import ProgressReport, User
from targets.rules.workflow import Move, Role, Status
from targets.sheet_lines import IndicatorLine
from targets.views.ways_back import local_place
from targets.wording import period_title

DONE_WORDS = {
    Move.SUBMIT: "Đã gửi chỉ tiêu {}.",
    Move.SIGN: "Đã ký gửi chỉ tiêu {}.",
    Move.SIGN_FOR: "Đã ghi nhận bản ký giấy của chỉ tiêu {}.",
    Move.SEND_BACK: "Đã chuyển lại chỉ tiêu {} cho cán bộ.",
    Move.RECALL: "Đã rút lại chỉ tiêu {}; sửa xong hãy gửi lại.",
    Move.APPROVE: "Đã duyệt chỉ tiêu {}.",
    Move.RETURN: "Đã trả lại chỉ tiêu {} cho đơn vị.",
    Move.REOPEN: "Đã mở lại chỉ tiêu {}; số duyệt lần trước vẫn dùng đến khi duyệt lại.",
}
RECEIVED = "Đã tiếp nhận số liệu chỉ tiêu {} của đơn vị."
TO_THE_HEAD = "Chỉ tiêu {} đã chuyển thủ trưởng ký."


@require_POST
def report_move(request: AppRequest, pk: int) -> HttpResponse:
    """Take a step with a report its reader may see; a refusal keeps everything typed."""
    report = _find(request, pk)
    form = MoveForm(report, request.POST)
    if not form.is_valid():
        return _refused_page(request, report, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = form.wish()
    try:
        moved = make_move(report.pk, wish, by=request.user)
    except MoveRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _refused_page(request, _find(request, pk), form, _status_of(refused))
    words = TO_THE_HEAD if moved.status == Status.SIGNING else DONE_WORDS[wish.move]
    if wish.move is Move.APPROVE and not report.counts:
        words = RECEIVED
    messages.success(request, words.format(report.indicator.number))
    return HttpResponseRedirect(_wished_place(request) or _natural_place(request.user, report))


@require_safe
def report_history(request: AppRequest, pk: int) -> HttpResponse:
    """Everything that happened to a report, for all who may read it."""
    report = _find(request, pk)
    line = _line_of(report)
    edits = report.edits.select_related("by__unit")
    attached = every_evidence_of(report)
    context = {
        "report": report,
        "state_word": status_label(report.status, counts=report.counts),
        "title": period_title(report.period.name, report.period.resolution.year),
        "measures": _reviews(report, line),
        "happenings": happenings(line.events, edits, line.measures, attached),
        "evidence": [row for row in attached if row.removed_at is None],
        "back": _natural_place(request.user, report),
    }
    return render(request, "targets/report.html", context)


def _find(request: AppRequest, pk: int) -> ProgressReport:
    reports = ProgressReport.objects.visible_to(request.user).with_case()
    return get_object_or_404(reports, pk=pk)


def _refused_page(
    request: AppRequest, report: ProgressReport, form: MoveForm, status: HTTPStatus
) -> HttpResponse:
    """The report as it is now, why the step was refused, and the form with what was typed.

    The form speaks of the newest version, so that a second press is an informed one.
    """
    line = _line_of(report)
    context = {
        "report": report,
        "state_word": status_label(report.status, counts=report.counts),
        "title": period_title(report.period.name, report.period.resolution.year),
        "measures": _reviews(report, line),
        "form": form,
        "still_open": form.step in moves_for(report, request.user, events=line.events),
        "last": line.last_event(),
        "next": _wished_place(request),
        "back": _back(request, report),
    }
    return render(request, "targets/report_move.html", context, status=status)


def _line_of(report: ProgressReport) -> IndicatorLine:
    return line_of(report) or IndicatorLine(report.indicator, report.unit, [], report)


def _reviews(report: ProgressReport, line: IndicatorLine) -> list[MeasureReview]:
    told = bool(report.results.strip())
    return [MeasureReview(measure, narrative=told) for measure in line.measures]


def _status_of(refused: MoveRefused) -> HTTPStatus:
    if refused.stale:
        return HTTPStatus.CONFLICT
    if refused.forbidden:
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused.field else HTTPStatus.CONFLICT


def _wished_place(request: AppRequest) -> str:
    """Where the page that was posted from wants to go on, if that is on this site."""
    return local_place(request.POST.get("next", ""))


def _back(request: AppRequest, report: ProgressReport) -> str:
    """To the page that was posted from; in the review to the report's own row."""
    natural = _natural_place(request.user, report)
    wished = urlsplit(_wished_place(request) or natural)
    reviews = request.user.has_role(Role.OFFICE) and report.counts
    if not reviews or wished.path != natural:
        return wished.geturl()
    query = QueryDict(wished.query, mutable=True)
    query["mo"] = str(report.indicator.number)
    return f"{wished.path}?{query.urlencode()}#ct-{report.indicator.number}"


def _natural_place(user: User, report: ProgressReport) -> str:
    """The review for the office, the sheet for who may open it, else the start page; what others
    contribute stands on the lead unit's page.
    """
    period = report.period
    where = [period.resolution.slug, period.quarter]
    lead = None if report.counts else report.indicator.lead_unit
    reads = user.has_role(Role.OFFICE, Role.LEADER) or (lead and lead.pk in user.own_units())
    if lead is not None and reads and report.unit_id not in user.own_units():
        args = [*where, lead.code, report.indicator.number]
        return reverse("targets:contributions", args=args)
    if user.has_role(Role.OFFICE):
        return reverse("targets:review", args=where)
    if not user.has_role(Role.LEADER) and report.unit_id not in user.own_units():
        return reverse("home")
    return reverse("targets:sheet", args=[*where, report.unit.code])
