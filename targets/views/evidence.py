"""Handing out an attached file: to those who may read its report, and never to be run."""

import logging

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from targets import evidence_files
from targets.http import AppRequest
from targets.models import Evidence
from targets.rules.evidence import CONTENT_TYPES

_log = logging.getLogger(__name__)


@require_safe
def evidence(request: AppRequest, pk: int) -> HttpResponseBase:
    """The file as it was attached, under its own name; Http404 outside the reader's rows."""
    rows = Evidence.objects.visible_to(request.user).exclude(kept_as="")
    row = get_object_or_404(rows, pk=pk)
    try:
        stream = evidence_files.open_kept(row.kept_as)
    except OSError as lost:
        _log.exception("The file of evidence %s is not in the folder.", row.pk)
        raise Http404 from lost
    answer = FileResponse(
        stream, as_attachment=True, filename=row.name, content_type=CONTENT_TYPES[row.kind]
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
