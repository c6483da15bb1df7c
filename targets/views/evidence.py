"""Handing out an attached file: to those who may read its report, and never to be run."""

import logging

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from targets import evidence_files
from targets.http import AppRequest
from targets.models import Evidence, ProgressReport
from targets.rules.evidence import CONTENT_TYPES

_log = logging.getLogger(__name__)


@require_safe
def evidence(request: AppRequest, pk: int) -> HttpResponseBase:
    """The file as it was attached, under its own name; Http404 outside the reader's rows, and a
    404 that says why where it was taken off or lost.
    """
    reports = ProgressReport.objects.visible_to(request.user)
    rows = Evidence.objects.filter(report__in=reports).shown().exclude(kept_as="")
    row = get_object_or_404(rows.select_related("removed_by"), pk=pk)
    if row.removed_at is not None:
        return _gone(request, row)
    try:
        stream = evidence_files.open_kept(row.kept_as)
    except OSError:
        _log.exception("The file of evidence %s is not in the folder.", row.pk)
        return _gone(request, row)
    answer = FileResponse(
        stream, as_attachment=True, filename=row.name, content_type=CONTENT_TYPES[row.kind]
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _gone(request: AppRequest, row: Evidence) -> HttpResponse:
    return render(request, "targets/evidence_gone.html", {"row": row}, status=404)
