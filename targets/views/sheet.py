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
from targets.actions.refusal import Refused
from targets.actions.reporting import Outdated, SaveRefused, TypedIndicator, save_typed
from targets.forms.fields import readable
from targets.forms.reporting import REASON, EntryForm, foreign_fields, posted_numbers
from targets.http import AppRequest
from targets.models import Period
from targets.rules.checks import UNCHANGED
from targets.rules.workflow import Move
from targets.sheet_lines import IndicatorLine
from targets.views.indicator_box import IndicatorBox
from targets.views.pasting import TOO_LONG, paste_into
from targets.views.sheet_evidence import Attaching, NotKept, show_evidence
from targets.views.sheet_page import SheetPage, as_written, conflicts_in, open_page

TEMPLATE = "targets/sheet.html"
SAVED_TEMPLATE = "targets/_sheet_saved.html"
FOREIGN = "Có ô không thuộc báo cáo này ({names}) nên chưa lưu gì. Hãy tải lại trang rồi nhập lại."
ONLY_THE_RATE = (
    "Chỉ tiêu {keys} chỉ báo cáo tỷ lệ, không nhập số lượng nên chưa lưu gì. "
    "Hãy nhập tỷ lệ vào ô dưới đây rồi lưu lại."
)
KEPT = "Giữ như quý trước"
NOT_KEPT = "Số bạn vừa nhập vẫn còn dưới đây nhưng chưa được lưu."
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
CONFLICT = HTTPStatus.CONFLICT


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
        _keep(page, data, keep)
    if not request.htmx or "resolve" in data:
        _resolve(page, data)
    if not request.htmx:  # a script saves what was typed, never a file
        page.attaching = Attaching.of(request)
        numbers |= page.attaching.numbers
    forms = {box.number: EntryForm(box.line, data) for box in page.boxes if box.number in numbers}
    status = _save(page, data, forms, preview=move == "preview")
    if status is not HTTPStatus.OK:
        return _shown(request, page, status)
    if request.htmx:
        return _shown(request, page)
    if move == "sign":
        return _sign(request, page)
    if move.startswith("submit"):
        return _submit(request, page, move.removeprefix("submit").removeprefix("-"))
    messages.success(request, f"Đã lưu {clock.now():%H:%M}. {page.attaching.words}".strip())
    touched = [f"mc-{number}" for number in sorted(page.attaching.numbers)]
    return HttpResponseRedirect(_address(page, f"ct-{keep}" if keep else "".join(touched[:1])))


def _save(
    page: SheetPage, data: QueryDict, forms: dict[int, EntryForm], *, preview: bool
) -> HTTPStatus:
    """Save every posted indicator or nothing; refill the page with what then holds."""
    foreign = foreign_fields(data, list(forms.values()))
    if foreign:
        page.problem = _closed_meanwhile(page, foreign) or FOREIGN.format(
            names=", ".join(foreign[:3])[:100]
        )
    elif page.attaching.numbers - forms.keys():
        page.problem = FOREIGN.format(names="minh chứng")
    valid = [page.attaching.is_valid(), *(form.is_valid() for form in forms.values())]
    if page.problem or not all(valid) or preview:
        page.attaching.tell_waiting()
        page.refill(forms, only=None if not preview else forms)
        return HTTPStatus.OK if preview and not foreign else UNPROCESSABLE
    try:
        with page.attaching.keeping():
            _save_now(page, data, forms)
    except NotKept:
        page.refill(forms)
        return UNPROCESSABLE
    except Refused as refused:
        page.problem = page.attaching.refuse(str(refused), refused.field)
        page.refill(forms)
        return CONFLICT if refused.stale else UNPROCESSABLE
    except SaveRefused as refused:
        page.attaching.tell_waiting()
        page.problem = f"{refused} {NOT_KEPT}"
        page.refill(forms)
        for box in page.boxes:
            if not box.editable and box.number in forms:
                box.conflicts = conflicts_in(forms[box.number], box.line)
        return CONFLICT
    except Outdated as outdated:
        page.attaching.tell_waiting()
        _show_conflicts(page, data, forms, outdated.numbers)
        return CONFLICT
    page.rebuild()
    return HTTPStatus.OK


def _save_now(page: SheetPage, data: QueryDict, forms: dict[int, EntryForm]) -> None:
    try:
        save_typed(page.period, page.unit, _all_typed(page, forms), by=page.user)
    except Outdated:  # perhaps by our own save of the same text, which came in between
        anew = _upon(page.lines(forms), forms, data)
        save_typed(page.period, page.unit, _all_typed(page, anew), by=page.user)
        page.refill()


def _closed_meanwhile(page: SheetPage, foreign: list[str]) -> str:
    """What to say where the boxes posted were of amounts, and the measure takes none (any more)."""
    closed = [
        measure.key
        for box in page.boxes
        for measure in box.measures
        if measure.measure.percent_only
        and any(name.startswith(f"f-{measure.key}-") for name in foreign)
    ]
    return ONLY_THE_RATE.format(keys=", ".join(closed)) if closed else ""


def _all_typed(page: SheetPage, forms: dict[int, EntryForm]) -> list[TypedIndicator]:
    return [
        TypedIndicator(
            form.line,
            form.narrative.version_seen(),
            form.narrative.words(),
            {one.line.measure.pk: one.columns() for one in form.figures},
            attached=page.attaching.kept.get(number, ()),
            taken_off=page.attaching.taken_off.get(number, ()),
        )
        for number, form in forms.items()
    ]


def _upon(
    lines: list[IndicatorLine], forms: dict[int, EntryForm], data: QueryDict
) -> dict[int, EntryForm]:
    """The same boxes upon newly read lines, cleaned."""
    anew = {line.number: EntryForm(line, data) for line in lines if line.number in forms}
    for form in anew.values():
        form.is_valid()
    return anew


def _show_conflicts(
    page: SheetPage, data: QueryDict, forms: dict[int, EntryForm], numbers: list[int]
) -> None:
    """Both versions side by side. The newer version travels apart, so that a save which was
    already under way cannot take it for its own and overwrite what the other person saved.
    """
    anew = _upon(page.lines(), forms, data)
    page.refill(anew)
    for box in page.boxes:
        if box.number in numbers:
            box.conflicts = conflicts_in(anew[box.number], anew[box.number].line)
            box.overtaken = True
            if box.why_not:
                page.problem = f"Chỉ tiêu {box.number}: {box.why_not} {NOT_KEPT}"


def _resolve(page: SheetPage, data: QueryDict) -> None:
    """After a conflict was shown: save against the newer version, with each box as chosen."""
    for box in page.boxes:
        newer = data.get(f"c-r-{box.number}-version")
        if newer is None:
            continue
        data[f"r-{box.number}-version"] = newer
        for form in box.form:
            for name in form.fields:
                field = form[name]
                if data.get(f"c-{field.html_name}") == "theirs":
                    data[field.html_name] = as_written(field)


def _keep(page: SheetPage, data: QueryDict, key: str) -> None:
    """Fill a box with last quarter's number: the button works without a script."""
    for box in page.boxes:
        for measure in box.measures:
            if measure.key == key and measure.keeps:
                data[measure.main_box] = measure.keeps
                data[f"f-{key}-{REASON}{UNCHANGED}"] = KEPT


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
    return _shown(request, page, UNPROCESSABLE if pasted.problem else HTTPStatus.OK)


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
        return _shown(request, page, UNPROCESSABLE)
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
        return _shown(request, page, CONFLICT)
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
