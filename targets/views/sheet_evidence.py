"""Evidence on the unit's sheet: what a press would attach or take off, and what is shown.

It travels in the sheet's one form, so that it works without a script and loses nothing typed.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError

from targets.actions.evidence import NewEvidence
from targets.evidence import evidence_of
from targets.forms.evidence import FILES, EvidenceForm
from targets.http import AppRequest
from targets.intake.containers import Kind, Unreadable
from targets.intake.evidence import discard_files, keep_file, kind_of_evidence
from targets.models import Evidence
from targets.views.indicator_box import IndicatorBox

ATTACH, TAKE_OFF = "attach-", "take-off"
AGAIN_FILE = (
    "Tệp “{}” có nội dung giống hệt (cùng SHA-256) minh chứng “{}” đã đính kèm nên không đính "
    "kèm lại."
)
AGAIN_LINK = "Liên kết này đã được đính kèm rồi (“{}”) nên không đính kèm lại."
DISK = "Máy chủ chưa ghi được tệp (có thể đã hết chỗ). Hãy báo quản trị rồi đính kèm lại."
_POSTED = re.compile(r"m-(\d{1,6})-(file|link|link_name)", re.ASCII)
_TAKE_OFF = re.compile(r"(\d{1,6}):(\d{1,18})", re.ASCII)
_log = logging.getLogger(__name__)


class NotKept(Exception):
    """The disk did not take the files; nothing was saved."""


@dataclass(slots=True)
class Attaching:
    """What one press attaches and takes off, by an indicator's number."""

    forms: dict[int, EvidenceForm] = field(default_factory=dict)
    taken_off: dict[int, list[int]] = field(default_factory=dict)
    kept: dict[int, list[NewEvidence]] = field(default_factory=dict)
    _kinds: dict[int, list[tuple[UploadedFile, Kind]]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: AppRequest) -> "Attaching":
        """What was posted; a box nobody touched says nothing."""
        data, files, move = request.POST, request.FILES, request.POST.get("move", "")
        wanted = move.removeprefix(ATTACH) if move.startswith(ATTACH) else ""
        touched = {name for name in data if name[:2] == "m-" and data[name].strip()} | {*files}
        numbers = {int(found[1]) for name in touched if (found := _POSTED.fullmatch(name))}
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 7:
            numbers.add(int(wanted))
        attaching = cls(
            {
                number: EvidenceForm(number, data, files, wanted=str(number) == wanted)
                for number in numbers
            }
        )
        if pair := _TAKE_OFF.fullmatch(data.get(TAKE_OFF, "")):
            attaching.taken_off[int(pair[1])] = [int(pair[2])]
        return attaching

    @property
    def numbers(self) -> set[int]:
        return {*self.forms, *self.taken_off}

    def is_valid(self) -> bool:
        """Whether everything may be attached; every file is looked into, each error is told."""
        for number, form in self.forms.items():
            form.full_clean()
            self._kinds[number] = []
            for upload in form.chosen:
                try:
                    self._kinds[number].append((upload, kind_of_evidence(upload)))
                except Unreadable as refused:
                    form.add_error(FILES, str(refused))
        return not any(form.errors for form in self.forms.values())

    def tell_waiting(self) -> None:
        """Nothing was attached, because of something else on the sheet."""
        for form in self.forms.values():
            form.tell_waiting()

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """The files lie in the folder while the rows are written; a refusal takes them away.

        Raises NotKept when the disk does not take them.
        """
        try:
            self._keep()
            yield
        finally:
            self._discard_unused()

    def _discard_unused(self) -> None:
        """Take away what was refused, and what had been attached before.

        Where the database cannot say, a file is left behind rather than a row without its file.
        """
        files = [one for kept in self.kept.values() for one in kept if one.kept_as]
        if not files:
            return
        names = [one.kept_as for one in files]
        try:
            rows = Evidence.objects.filter(kept_as__in=names)
            used = set(rows.values_list("kept_as", flat=True))
        except DatabaseError:
            _log.exception("Cannot tell which attached files have a row: %s are left.", len(names))
            return
        discard_files(one for one in files if one.kept_as not in used)

    def _keep(self) -> None:
        for number, form in self.forms.items():
            kept: list[NewEvidence] = []
            self.kept[number] = kept
            try:
                for upload, kind in self._kinds.get(number, []):
                    kept.append(keep_file(upload, kind))
            except OSError as fault:
                _log.exception("The folder of evidence does not take a file.")
                form.add_error(FILES, DISK)
                raise NotKept from fault
            if form.link_typed:
                kept.append(NewEvidence(name=form.link_title, link=form.link_typed))

    def refuse(self, sentence: str, name: str) -> str:
        """Say beside the box `m-4-file` why nothing was attached; return what has no box."""
        found = _POSTED.fullmatch(name)
        form = self.forms.get(int(found[1])) if found else None
        if form is None or found is None:
            return sentence
        form.add_error(found[2], sentence)
        self.tell_waiting()
        return ""

    @property
    def words(self) -> str:
        """What was done, for the line on top of the page."""
        new = (n for n in sorted(self.kept) if any(not one.already for one in self.kept[n]))
        numbers = ", ".join(map(str, new))
        gone = ", ".join(map(str, sorted(self.taken_off)))
        parts = [f"Đã đính kèm minh chứng cho chỉ tiêu {numbers}." if numbers else ""]
        parts.append(f"Đã gỡ minh chứng của chỉ tiêu {gone}." if gone else "")
        return " ".join(part for part in parts if part)

    @property
    def repeated(self) -> list[str]:
        """What was attached before and so was left out, a sentence each."""
        return [
            AGAIN_LINK.format(one.already) if one.link else AGAIN_FILE.format(one.name, one.already)
            for number in sorted(self.kept)
            for one in self.kept[number]
            if one.already
        ]


@dataclass(slots=True)
class EvidenceBox:
    """The evidence of one indicator on the sheet."""

    rows: list[Evidence]
    form: EvidenceForm
    is_closed: bool
    is_open: bool

    @property
    def told(self) -> str:
        """How much there is, for the folded line."""
        if self.is_closed:
            return "chỉ báo cáo tỷ lệ, không đính kèm"
        links = sum(bool(row.link) for row in self.rows)
        counts = ((len(self.rows) - links, "tệp"), (links, "liên kết"))
        return ", ".join(f"{count} {word}" for count, word in counts if count) or "chưa có"


def show_evidence(boxes: Iterable[IndicatorBox], attaching: Attaching) -> None:
    """Give every box its evidence, and what somebody just tried to attach; one query."""
    shown = list(boxes)
    rows = evidence_of(box.report for box in shown)
    for box in shown:
        form = attaching.forms.get(box.number)
        report_id = box.report.pk if box.report else 0
        box.evidence = EvidenceBox(
            rows.get(report_id, []),
            form or EvidenceForm(box.number),
            any(line.measure.percent_only for line in box.line.measures),
            box.number in attaching.numbers,
        )
