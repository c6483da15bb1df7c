"""A resolution's text comes in: a file or pasted words become a draft (issue: ways in)."""

from http import HTTPStatus
from typing import BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from targets import clock
from targets.actions.resolution_drafts import put_away, start_draft
from targets.forms.drafts import LONGEST_PASTED, SourceForm
from targets.forms.fields import readable
from targets.http import AppRequest
from targets.intake.containers import Unreadable
from targets.intake.documents import text_of
from targets.intake.last_leads import LastYear, with_last_year
from targets.intake.proposing import TooMuch, propose
from targets.intake.resolution_text import read
from targets.models import Indicator, Resolution, ResolutionDraft, Task
from targets.tables.drafts import DraftTable
from targets.views.office import for_the_office

NOTHING_READ = "Không đọc được chỉ tiêu nào. Văn bản đã giữ lại; hãy thêm chỉ tiêu bằng tay."
PUT_AWAY = "da-cat"


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: AppRequest) -> HttpResponse:
    """The drafts there are, and the form for a new text; a POST reads it and keeps a draft."""
    for_the_office(request.user)
    if request.method != "POST":
        return _shown(request, SourceForm())
    form = SourceForm(request.POST, request.FILES)
    draft = _kept(request, form) if form.is_valid() else None
    if draft is None:
        return _shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    count = len(draft.as_proposal().indicators)
    if count:
        messages.success(request, f"Đã đọc được {count} chỉ tiêu và giữ thành bản nháp.")
    else:
        messages.warning(request, NOTHING_READ)
    return redirect(f"{reverse('targets:intake-draft', args=[draft.pk])}#van-ban")


@require_POST
def put_draft_away(request: AppRequest, pk: int) -> HttpResponse:
    """Out of the list, or back into it."""
    for_the_office(request.user)
    get_object_or_404(ResolutionDraft.objects.visible_to(request.user), pk=pk)
    away = request.POST.get("do") != "lay-lai"
    draft = put_away(pk, away=away, by=request.user)
    told = "Đã cất bản nháp" if away else "Đã đưa bản nháp trở lại danh sách"
    messages.success(request, f"{told}: {draft}.")
    return redirect("targets:intake")


def _kept(request: AppRequest, form: SourceForm) -> ResolutionDraft | None:
    """The draft of what was given; None with the reason beside the box."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    try:
        if isinstance(file, UploadedFile):
            text = text_of(cast(BinaryIO, file.file))
        if not text.strip():
            raise Unreadable("Không có chữ nào để đọc. Hãy chọn tệp khác hoặc dán văn bản.")
        if len(text) > LONGEST_PASTED:
            raise Unreadable("Văn bản quá dài. Hãy chỉ đưa nghị quyết, bỏ các phụ lục.")
        reading = read(text)
        taken = set(Resolution.objects.values_list("slug", flat=True))
        proposal = propose(reading, next_year=clock.today().year + 1, taken=taken)
        last = _last_year()
        proposal = proposal if last is None else with_last_year(proposal, last)
    except (Unreadable, TooMuch) as fault:
        form.add_error("file" if file else "text", str(fault))
        return None
    name = readable(file.name) if file else ""
    return start_draft(reading.text, proposal, source_name=name, by=request.user)


def _last_year() -> LastYear | None:
    """The newest resolution that is or was in force, with who leads what."""
    newest = Resolution.objects.exclude(status="draft").order_by("-year", "slug").first()
    if newest is None:
        return None
    led = Indicator.objects.filter(group__resolution=newest, lead_unit__is_active=True)
    given = Task.objects.filter(group__resolution=newest, lead_unit__is_active=True)
    return LastYear(
        newest.year,
        newest.issuer,
        newest.superior,
        dict(led.values_list("wording", "lead_unit__code")),
        {
            f"{title} {wording}": code
            for title, wording, code in given.values_list("title", "wording", "lead_unit__code")
        },
    )


def _shown(
    request: AppRequest, form: SourceForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    away = request.GET.get("xem") == PUT_AWAY
    drafts = (
        ResolutionDraft.objects.visible_to(request.user)
        .filter(put_away_at__isnull=not away)
        .select_related("created_by", "updated_by", "created_resolution")
        .defer("text")
    )
    table = DraftTable(drafts, request=request)
    hidden = ResolutionDraft.objects.filter(put_away_at__isnull=False).count()
    context = {"form": form, "table": table, "away": away, "hidden": hidden}
    return render(request, "targets/intake.html", context, status=status)
