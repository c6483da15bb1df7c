"""Kept summaries as pages show them: the list under the papers, one copy, its changes."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from reports.assessment import Summary, worst_first
from reports.board import BoardRow, board_row
from reports.file_names import safe_name
from reports.forms import SnapshotForm
from reports.models import Snapshot
from reports.paper_wish import PaperWish
from reports.papers_page import PapersPage
from reports.phrases import day
from reports.snapshot_changes import ChangedIndicator, changes_between
from reports.snapshots import kept_summary
from reports.tables import FIGURES, SnapshotTable
from targets.models import User
from targets.places import Place
from targets.templatetags.display import moment


class SnapshotPanel:
    """Under the papers: what was kept of this period, and the form to keep it now."""

    def __init__(
        self, place: Place, wish: PaperWish, reader: User, refused: SnapshotForm | None = None
    ) -> None:
        self.place, self.wish, self.reader = place, wish, reader
        self.form = refused or SnapshotForm(include_submitted=wish.include_submitted)

    @property
    def address(self) -> str:
        """Where the form posts to; a refusal comes back with the same paper."""
        where = [self.place.resolution.slug, self.place.period.quarter]
        query = self.wish.query()
        return reverse("reports:snapshot-take", args=where) + (f"?{query}" if query else "")

    @property
    def all(self) -> str:
        return reverse("reports:snapshots", args=[self.place.resolution.slug])

    @cached_property
    def table(self) -> Any:
        rows = Snapshot.objects.visible_to(self.reader).filter(period=self.place.period)
        return SnapshotTable(
            rows.for_listing(), self.reader, orderable=False, exclude=("period",), show_header=True
        )


class SnapshotPage:
    """One kept summary: whose, of when, and the paper it makes."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.summary: Summary = kept_summary(snapshot)
        place = Place(snapshot.resolution, snapshot.period, [], [])
        self.page = PapersPage(self.summary, place, PaperWish())

    @property
    def about(self) -> str:
        """Kết quả 9 tháng năm 2024 · chỉ số đã duyệt · Nguyễn Thị Hà chốt."""
        figures = FIGURES[self.snapshot.include_submitted]
        by = f" · {self.snapshot.taken_by} chốt" if self.snapshot.taken_by else ""
        period = self.page.paper.period_and_year
        return f"Kết quả {period} · {figures[:1].lower()}{figures[1:]}{by}"

    @property
    def band(self) -> str:
        return f"Số liệu chốt lúc {moment(self.snapshot.taken_at)} – không thay đổi."

    @property
    def withdrawn(self) -> str:
        """When, by whom and why it was withdrawn; empty for one that stands."""
        snapshot = self.snapshot
        if snapshot.withdrawn_at is None:
            return ""
        by = f" ({snapshot.withdrawn_by})" if snapshot.withdrawn_by else ""
        when = moment(snapshot.withdrawn_at)
        return f"Bản này đã thu hồi lúc {when}{by}, lý do: “{snapshot.withdrawn_reason}”"

    @property
    def rows(self) -> list[BoardRow]:
        """The board as it stood, worst first."""
        return [board_row(self.summary, line) for line in worst_first(self.summary.indicators)]

    @property
    def file_stem(self) -> str:
        title, period = self.snapshot.title, self.page.paper.period_and_year
        return safe_name(f"So lieu chot {title} {self.summary.slug} {period}")


@dataclass(frozen=True)
class ChangesPage:
    """What has changed since a summary was kept."""

    snapshot: Snapshot
    kept: Summary
    now: Summary

    @cached_property
    def found(self) -> list[ChangedIndicator]:
        return changes_between(self.kept, self.now)

    @property
    def about(self) -> str:
        figures = "đã duyệt và đã gửi" if self.kept.include_submitted else "đã duyệt"
        taken = moment(self.snapshot.taken_at)
        return f"Chốt lúc {taken}; so với số liệu {figures} đến ngày {day(self.now.made_on)}."

    @property
    def count(self) -> str:
        """1 số liệu, đánh giá của 1 chỉ tiêu: how much there is to read."""
        lines = sum(len(one.changes) for one in self.found)
        return f"{lines} điểm khác ở {len(self.found)} chỉ tiêu"

    @property
    def tallies(self) -> list[tuple[str, str]]:
        """Both tallies; once where they are the same."""
        then, now = self.kept.tally.sentence, self.now.tally.sentence
        if then == now:
            return [("Lúc chốt và hiện nay", now)]
        return [("Lúc chốt", then), ("Hiện nay", now)]
