"""The unit's sheet of a quarter: one page to enter, save and send (design §5, §7)."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from targets import clock
from targets.actions.cases import enters_for
from targets.actions.moves import MoveRefused, Wish, make_move
from targets.forms.fields import readable
from targets.forms.reporting import EntryForm, posted_numbers
from targets.http import AppRequest
from targets.models import Period
from targets.rules.workflow import Move
from targets.views.indicator_box import IndicatorBox
from targets.views.pasting import TOO_LONG, paste_into
from targets.views.sheet_evidence import Attaching, show_evidence
from targets.views.sheet_page import SheetPage, open_page
from targets.views.sheet_saving import keep_last, resolve, save
from targets.views.sheet_works import PostedWorks

TEMPLATE = "targets/sheet.html"
SAVED_TEMPLATE = "targets/_sheet_saved.html"


@require_GET
def own_sheet(request: AppRequest) -> HttpResponse:
    """To the sheet of the person's own unit in the latest opened period."""
    period = Period.objects.newest_opened(clock.today())
    if period is None or request.user.unit is None:
        return redirect("home")
    return redirect("targets:sheet", period.resolution.slug, period.quarter, request.user.unit.code)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: AppRequest, slug: str, quarter: int, code: str) -> HttpResponse:
    """Show a unit's sheet; a POST saves what it holds, and sends it when asked to."""
    page = open_page(request.user, slug, quarter, code)
    if request.method == "POST":
        _enterers_only(page)
        return _posted(request, page)
    page.refill()
    page.blank_print = "trong" in request.GET
    return _shown(request, page)


@require_POST
def sheet_paste(request: AppRequest, slug: str, quarter: int, code: str) -> JsonResponse:
    """For the script: which boxes a pasted column fills, or the one question to ask first."""
    page = open_page(request.user, slug, quarter, code)
    _enterers_only(page)
    page.refill()
    pasted = paste_into(
        page.boxes,
        request.POST.get("paste", ""),
        start=request.POST.get("start", ""),
        english="english" in request.POST,
    )
    return JsonResponse(pasted.as_json())


def _enterers_only(page: SheetPage) -> None:
    """Leadership and the units above read a sheet; they never write in it."""
    if not enters_for(page.user, page.unit):
        raise PermissionDenied


def _posted(request: AppRequest, page: SheetPage) -> HttpResponse:
    move = request.POST.get("move", "save")
    data = request.POST.copy()
    numbers = posted_numbers(data)
    page.note = readable(data.get("note", ""))[:2000]
    page.pasted = data.get("paste", "")[:TOO_LONG]
    page.refill(only=numbers if request.htmx and move == "preview" else None)
    if move.startswith("paste"):
        return _pasted(request, page, data, english=move == "paste-english")
    if keep := data.get("keep"):
        keep_last(page, data, keep)
    if not request.htmx or "resolve" in data:
        resolve(page, data)
    if not request.htmx:  # a script saves what was typed, never a file
        page.attaching = Attaching.of(request)
        numbers |= page.attaching.numbers
        page.works = PostedWorks.of(page, data)
    forms = {box.number: EntryForm(box.line, data) for box in page.boxes if box.number in numbers}
    status = save(page, data, forms, preview=move == "preview")
    if status is not HTTPStatus.OK:
        return _shown(request, page, status)
    if request.htmx:
        return _shown(request, page)
    told = page.works.words if page.works else ""
    page.works = None  # told once; what is sent after it may be refused
    if move == "sign":
        return _sign(request, page)
    if move.startswith("submit"):
        return _submit(request, page, move.removeprefix("submit").removeprefix("-"))
    done = (f"Đã lưu {clock.now():%H:%M}.", page.attaching.words, told)
    messages.success(request, " ".join(filter(None, done)))
    for sentence in page.attaching.repeated:
        messages.warning(request, sentence)
    touched = [f"mc-{number}" for number in sorted(page.attaching.numbers)]
    return HttpResponseRedirect(_address(page, f"ct-{keep}" if keep else "".join(touched[:1])))


def _pasted(
    request: AppRequest, page: SheetPage, data: QueryDict, *, english: bool
) -> HttpResponse:
    """Put a pasted column into the boxes, unsaved, or ask about the English spelling first."""
    pasted = paste_into(page.boxes, data.get("paste", ""), english=english)
    for name, text in pasted.filled:
        data[name] = text
    forms = {box.number: EntryForm(box.line, data) for box in page.boxes if box.editable}
    page.refill(forms)
    page.pasted, page.conversions = pasted.text, pasted.conversions
    page.problem = pasted.problem
    if not pasted.conversions and not pasted.problem:
        messages.info(
            request, f"Đã đưa {len(pasted.filled)} số vào các ô, chưa lưu. Xem lại rồi bấm Lưu."
        )
    return _shown(
        request, page, HTTPStatus.UNPROCESSABLE_ENTITY if pasted.problem else HTTPStatus.OK
    )


def _submit(request: AppRequest, page: SheetPage, only: str) -> HttpResponse:
    """Send what is ready; what is not stays here with what it still needs."""
    sent: dict[str, list[str]] = {}
    stuck = []
    for box in page.waiting:
        if only and str(box.number) != only:
            continue
        assert box.report is not None  # waiting means begun
        try:
            make_move(box.report.pk, Wish(Move.SUBMIT, note=page.note), by=page.user)
        except MoveRefused as refused:
            stuck.append(box.number)
            page.note_error = str(refused) if refused.field == "note" else page.note_error
        else:
            sent.setdefault(_receiver(page, box), []).append(str(box.number))
    for whom, numbers in sent.items():
        messages.success(request, f"Đã gửi {whom}: chỉ tiêu {', '.join(numbers)}.")
    if stuck or not sent:
        if not sent and not stuck:
            page.problem = "Chưa có số liệu nào để gửi. Hãy nhập số, hoặc ghi vì sao chưa có."
        elif not page.note_error:
            page.problem = "Có chỉ tiêu chưa gửi được; việc cần làm ghi ở cuối trang."
        page.refill()
        return _shown(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(_address(page))


def _receiver(page: SheetPage, box: IndicatorBox) -> str:
    if page.sends_to_head:
        return "thủ trưởng ký"
    return "Văn phòng" if box.lead is None else box.lead.name


def _sign(request: AppRequest, page: SheetPage) -> HttpResponse:
    """The head signs everything that waits for it, in one press."""
    signed: dict[str, list[str]] = {}
    for box in page.to_sign:
        assert box.report is not None  # what waits for a signature has been sent
        try:
            make_move(box.report.pk, Wish(Move.SIGN), by=page.user)
        except MoveRefused as refused:
            page.problem = f"Chỉ tiêu {box.number}: {refused}"
        else:
            signed.setdefault(_receiver(page, box), []).append(str(box.number))
    for whom, numbers in signed.items():
        messages.success(request, f"Đã ký gửi {whom}: chỉ tiêu {', '.join(numbers)}.")
    if page.problem or not signed:
        page.problem = page.problem or "Không có chỉ tiêu nào đang chờ bạn ký."
        page.refill()
        return _shown(request, page, HTTPStatus.CONFLICT)
    return HttpResponseRedirect(_address(page))


def _address(page: SheetPage, anchor: str = "") -> str:
    address = reverse("targets:sheet", args=page.slug_args)
    return f"{address}#{anchor}" if anchor else address


def _shown(
    request: AppRequest,
    page: SheetPage,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    if request.htmx and not request.htmx.boosted:
        asked = posted_numbers(request.POST)
        shown = [box for box in page.boxes if box.number in asked]
        context = {"page": page, "shown": shown, "preview": request.POST.get("move") == "preview"}
        return render(request, SAVED_TEMPLATE, context, status=status)
    show_evidence(page.boxes, page.attaching)
    return render(request, TEMPLATE, {"page": page}, status=status)
