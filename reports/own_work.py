"""A unit's start page: what is left to do this quarter, and how its indicators stand."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString

from reports.assessment import IndicatorLine, PeriodLine, ReportLine, Summary
from reports.board import automatic_words, indicator_url, verdict_words
from reports.gather import summary_of
from reports.phrases import day, figure_text, standing_words
from reports.sparks import bullet
from targets import clock
from targets.labels import standing_label
from targets.models import PeriodExtension, Unit, User
from targets.places import Place
from targets.rules.standing import Standing
from targets.rules.workflow import EDITABLE, Role, Status
from targets.templatetags.display import standing_pill, status_word

SENT = frozenset({Status.SUBMITTED.value, Status.APPROVED.value})
NOT_BEGUN = ""
TO_SIGN = "Chờ bạn ký"
ACTIONS: Mapping[str, str] = {
    Status.RETURNED: "Sửa, gửi lại",
    Status.DRAFT: "Nhập tiếp",
    Status.SIGNING: "Xem",
    NOT_BEGUN: "Nhập",
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One indicator that still waits for the unit."""

    number: int
    wording: str
    word: SafeString
    note: str
    url: str
    action: str
    rank: int


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """One indicator through the periods that have opened."""

    wording: str
    number: int
    url: str
    pills: tuple[tuple[str, SafeString, str], ...]  # period, pill, "Tự động: …" under it
    bullet: SafeString
    figure: str


class OwnUnit(NamedTuple):
    """A unit the person acts for, with its extension and contributing reports, if any."""

    pk: int
    code: str
    name: str
    head_signs: bool
    until: datetime.date | None
    number: int | None
    wording: str | None
    status: str | None


class OwnWork:
    """What a REPORTER or HEAD finds when they come in."""

    def __init__(self, user: User, place: Place) -> None:
        self.user = user
        self.place = place
        self.today = clock.today()
        self.summary: Summary = summary_of(
            place.resolution,
            place.period.quarter,
            viewer=user,
            include_submitted=True,
            periods=place.periods,
        )
        rows = _own_units(user, place)
        self.units = {row.code: row for row in rows}
        self.contributing = [row for row in rows if row.number is not None]

    @property
    def names(self) -> str:
        return ", ".join(unit.name for unit in self.units.values())

    @cached_property
    def led(self) -> list[IndicatorLine]:
        return [line for line in self.summary.indicators if line.lead_code in self.units]

    @property
    def followed(self) -> list[tuple[IndicatorLine, str, SafeString, str]]:
        """What the units only coordinate or supply: address, standing, "Tự động: …" beside it."""
        return [
            (
                line,
                indicator_url(self.summary, line),
                standing_pill(line.verdict, verdict_words(line)),
                automatic_words(line),
            )
            for line in self.summary.indicators
            if line.lead_code not in self.units
        ]

    @cached_property
    def due(self) -> list[IndicatorLine]:
        return [line for line in self.led if line.due]

    @property
    def nothing_due(self) -> bool:
        return not self.due and not self.contributing

    @property
    def done(self) -> int:
        return sum(line.report.status in SENT for line in self.due)

    @property
    def left(self) -> int:
        return len(self.due) - self.done

    @cached_property
    def todos(self) -> list[Todo]:
        """What waits for signature first (for those who sign), then returned, then the rest."""
        led = [self._todo(line) for line in self.led if line.report.status not in SENT]
        given = [
            _contribution(row, self._sheet(row.code, row.number or 0))
            for row in self.contributing
            if row.status in EDITABLE
        ]
        return sorted(led + given, key=lambda todo: (todo.rank, todo.number))

    @property
    def sheet_url(self) -> str:
        """The sheet of the first unit that has something to enter."""
        codes = [line.lead_code for line in self.due] or list(self.units)
        return self._sheet(codes[0]) if codes else ""

    @property
    def counts(self) -> Iterator[tuple[str, int]]:
        """How many due indicators are where, worst first."""
        found = [line.report.status for line in self.due]
        yield "Trả lại, cần sửa", found.count(Status.RETURNED)
        yield "Chưa nhập", found.count(NOT_BEGUN)
        yield "Đang soạn", found.count(Status.DRAFT)
        if any(unit.head_signs for unit in self.units.values()):
            yield "Chờ thủ trưởng ký", found.count(Status.SIGNING)
        yield "Đã gửi, chờ duyệt", found.count(Status.SUBMITTED)
        yield "Đã duyệt", found.count(Status.APPROVED)

    @property
    def due_on(self) -> datetime.date | None:
        return self.place.period.due_on

    @property
    def deadline(self) -> str:
        """How much time is left, in words."""
        if not self.left:
            return "Đã gửi đủ"
        due = self.due_on
        if due is None:
            return "Chưa có hạn"
        days = (due - self.today).days
        if days == 0:
            return "Hạn hôm nay"
        return f"Còn {days} ngày" if days > 0 else f"Quá hạn {-days} ngày"

    @property
    def is_late(self) -> bool:
        return bool(self.left) and self.due_on is not None and self.due_on < self.today

    @property
    def window(self) -> str:
        """Until when figures may still be entered, where that is not plain."""
        period = self.place.period
        if not period.is_opened(self.today):
            return "Kỳ báo cáo chưa mở."
        if period.closed_at is None:
            return ""
        until = max((unit.until for unit in self.units.values() if unit.until), default=None)
        if until is not None and until >= self.today:
            return f"Kỳ báo cáo đã khóa; đơn vị được gia hạn đến hết ngày {day(until)}."
        return "Kỳ báo cáo đã khóa; muốn sửa, đề nghị Văn phòng gia hạn."

    @property
    def standings(self) -> list[OwnStanding]:
        """The led indicators, period by period."""
        return [self._standing(line) for line in self.led]

    @property
    def headings(self) -> list[str]:
        return [period.name for period in self._shown()]

    def _shown(self) -> list[PeriodLine]:
        return [period for period in self.summary.periods if period.quarter <= self.summary.quarter]

    def _sheet(self, code: str, number: int = 0) -> str:
        args = [self.summary.slug, self.summary.quarter, code]
        return reverse("targets:sheet", args=args) + (f"#ct-{number}" if number else "")

    def _todo(self, line: IndicatorLine) -> Todo:
        report, head = line.report, self.user.has_role(Role.HEAD)
        signs = head and report.status == Status.SIGNING
        if not line.due and report.status == NOT_BEGUN:
            word, rank, action = status_word("later", "Đánh giá cuối năm"), 6, "Mở"
        else:
            word, rank = _word_and_rank(report, signs=signs, head=head)
            action = "Xem, ký" if signs else ACTIONS[report.status]
            if not line.due and report.status == Status.DRAFT:
                rank = 6
        return Todo(
            line.number,
            line.wording,
            word,
            _todo_note(line),
            self._sheet(line.lead_code, line.number),
            action,
            rank,
        )

    def _standing(self, line: IndicatorLine) -> OwnStanding:
        telling = line.telling
        pills = []
        for at, period in enumerate(self._shown()):
            standing, final, note = line.standings[at], line.final_in(at), ""
            words = standing_label(standing)
            if final is not None:
                note = f"Tự động: {words}"
                standing, words = final.standing, standing_label(final.standing)
            elif at == line.place:
                words = verdict_words(line)
            elif telling is not None and telling.cells[at].standing == standing:
                words = standing_words(telling, standing)
            pills.append((period.name, standing_pill(standing, words), note))
        figure = ""
        if telling is not None and telling.now.figure is not None:
            figure = figure_text(telling, telling.now.figure)
        elif line.verdict == Standing.NO_FIGURE:
            figure = line.why
        return OwnStanding(
            line.wording,
            line.number,
            indicator_url(self.summary, line),
            tuple(pills),
            SafeString("") if telling is None else bullet(telling),
            figure,
        )


def _own_units(user: User, place: Place) -> list[OwnUnit]:
    """The person's units; a row per contributing report a unit has to give; one query."""
    extensions = PeriodExtension.objects.filter(period=place.period, unit=OuterRef("pk"))
    rows = (
        Unit.objects.filter(pk__in=user.acting_units())
        .annotate(
            until=Subquery(extensions.order_by("-until").values("until")[:1]),
            asked=FilteredRelation(
                "reports", condition=Q(reports__period=place.period.pk, reports__counts=False)
            ),
        )
        .order_by("order", "code", "asked__indicator__number")
        .values_list(
            "pk",
            "code",
            "name",
            "head_signs",
            "until",
            "asked__indicator__number",
            "asked__indicator__wording",
            "asked__status",
        )
    )
    return [OwnUnit._make(row) for row in rows]


def _word_and_rank(report: ReportLine, *, signs: bool, head: bool) -> tuple[SafeString, int]:
    if signs:
        return status_word("signing", TO_SIGN), 0
    if report.status == Status.RETURNED:
        return status_word("returned"), 1
    if report.status == Status.SIGNING:
        return status_word("signing"), 5 if not head else 0
    if report.status == Status.DRAFT:
        return status_word("draft"), 2
    return status_word("none"), 3


def _todo_note(line: IndicatorLine) -> str:
    report = line.report
    if report.status == Status.RETURNED and report.return_note:
        when = f", {report.returned_at:%d/%m}" if report.returned_at else ""
        until = f" Gửi lại trước hết ngày {day(report.answer_by)}." if report.answer_by else ""
        return f"{report.returned_by}{when}: “{report.return_note}”{until}"
    if not line.due:
        return "Không bắt buộc kỳ này; nhập ước cả năm nếu có."
    return ""


def _contribution(row: OwnUnit, url: str) -> Todo:
    returned = row.status == Status.RETURNED
    return Todo(
        row.number or 0,
        row.wording or "",
        status_word("returned" if returned else "draft"),
        "Số liệu gửi đơn vị chủ trì tiếp nhận.",
        url,
        ACTIONS[row.status or NOT_BEGUN],
        1 if returned else 2,
    )
