"""A file somebody attaches to a report: judged by its content, then kept under a chance name."""

import re
from collections.abc import Iterable
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from targets import evidence_files
from targets.actions.evidence import NewEvidence
from targets.intake.containers import Kind, Unknown, Unreadable, kind_of
from targets.rules.evidence import ENDINGS, safe_name, why_too_large

_LOCKED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_BEFORE_PDF = b"\xef\xbb\xbf\x00\t\n\x0c\r "
_ACCEPTED = (
    "chỉ đính kèm tệp .pdf, .docx, .xlsx, .jpg hoặc .png. Hãy lưu lại thành PDF rồi chọn lại."
)
_OVERLAP = 64
_CHUNK = 1024 * 1024


def kind_of_evidence(upload: UploadedFile) -> Kind:
    """What an uploaded file is; the stream stands at its start then.

    Raises Unreadable, with the name of the file in its sentence, for what may not be attached.
    """
    shown = _shown_name(upload)
    if heavy := why_too_large(upload.size or 0):
        raise Unreadable(f"Tệp “{shown}” {heavy}")
    try:
        kind = kind_of(cast("BinaryIO", upload.file))
    except Unknown as refused:
        raise Unreadable(f"“{shown}”: không nhận ra nội dung tệp; {_ACCEPTED}") from refused
    except Unreadable as refused:
        raise Unreadable(f"“{shown}”: {refused}") from refused
    if kind.value not in ENDINGS:
        raise Unreadable(f"“{shown}”: nội dung chỉ là văn bản thường; {_ACCEPTED}")
    if kind is Kind.PDF:
        _look_into_pdf(upload, shown)
    return kind


def keep_file(upload: UploadedFile, kind: Kind) -> NewEvidence:
    """Write the file into the folder; raises OSError when the disk does not take it."""
    upload.seek(0)
    kept = evidence_files.keep(upload.chunks())
    return NewEvidence(
        name=safe_name(upload.name or "", kind.value),
        kept_as=kept.kept_as,
        kind=kind.value,
        size=kept.size,
        sha256=kept.sha256,
    )


def discard_files(kept: Iterable[NewEvidence]) -> None:
    """Take away files that got no row."""
    for one in kept:
        if one.kept_as:
            evidence_files.discard(one.kept_as)


def _look_into_pdf(upload: UploadedFile, shown: str) -> None:
    """A program that carries the mark of a PDF is none; a locked one cannot be read later."""
    upload.seek(0)
    before = b""
    first = True
    try:
        while chunk := upload.read(_CHUNK):
            if first and not chunk.lstrip(_BEFORE_PDF).startswith(b"%PDF-"):
                raise Unreadable(f"“{shown}”: nội dung không phải PDF. Hãy chọn đúng tệp PDF.")
            first = False
            if _LOCKED_PDF.search(before + chunk):
                raise Unreadable(
                    f"“{shown}”: tệp PDF có mật khẩu hoặc bị hạn chế quyền. Hãy bỏ mật khẩu,"
                    " hoặc in lại ra PDF, rồi chọn lại."
                )
            before = chunk[-_OVERLAP:]
    finally:
        upload.seek(0)


def _shown_name(upload: UploadedFile) -> str:
    """The name for a sentence: no marks that turn the text around, and not too long."""
    name = safe_name(f"{upload.name or ''}.pdf", "pdf").removesuffix(".pdf")
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"
