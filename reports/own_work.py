"""A unit's start page: what waits for it, what may be done ahead, how its indicators stand."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from reports.assessment import IndicatorLine, PeriodLine, Summary
from reports.board import automatic_words, indicator_url, verdict_words
from reports.gather import summary_of
from reports.own_units import own_units
from reports.phrases import day, figure_text, standing_words
from reports.sparks import bullet
from reports.to_do import Todo, todo_of
from targets import clock
from targets.labels import standing_label
from targets.models import User
from targets.places import Place
from targets.rules.standing import Standing
from targets.rules.waiting import Matter
from targets.rules.workflow import Status
from targets.templatetags.display import standing_pill, status_word
from targets.waiting import Duties
from targets.waiting_lines import WaitingLine, waiting_lines

SENT = frozenset({Status.SUBMITTED.value, Status.APPROVED.value})
NOT_BEGUN = ""
REPORT_MATTERS = frozenset({Matter.SIGN, Matter.RETURNED, Matter.UNSENT})
OPTIONAL = "Không bắt buộc kỳ này; nhập ước cả năm nếu có."


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """One indicator through the periods that have opened."""

    wording: str
    number: int
    url: str
    pills: tuple[tuple[str, SafeString, str], ...]  # period, pill, "Tự động: …" under it
    bullet: SafeString
    figure: str


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
        self.units = {row.code: row for row in own_units(user, place)}
        self.lines = waiting_lines(Duties(user))

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
    def reports(self) -> bool:
        """Whether the units have anything to report in the period, as lead or to others."""
        asked = any(unit.contributes for unit in self.units.values()) or self.asked_left
        return bool(self.due or asked)

    @property
    def nothing_due(self) -> bool:
        return not self.reports

    @property
    def asked_left(self) -> int:
        """How much of what goes to other units' indicators is still with the units."""
        return sum(
            line.contributing
            and line.matter in REPORT_MATTERS
            and line.period_id == self.place.period.pk
            for line in self.lines
        )

    @property
    def done(self) -> int:
        return sum(line.report.status in SENT for line in self.due)

    @property
    def left(self) -> int:
        return len(self.due) - self.done

    @property
    def waiting(self) -> int:
        """How much waits: everything in `todos` and in `soon`."""
        return len(self.lines)

    @cached_property
    def todos(self) -> list[Todo]:
        """What waits, most urgent first, without work items that are not due yet."""
        return [self._todo(line) for line in self.lines if not _is_soon(line)]

    @cached_property
    def soon(self) -> list[Todo]:
        """Work items whose date is near, the nearest first."""
        return [self._todo(line) for line in self.lines if _is_soon(line)]

    @cached_property
    def later(self) -> list[Todo]:
        """What need not be done now: it waits for others, or may be entered ahead."""
        waiting = {
            line.number
            for line in self.lines
            if line.matter in REPORT_MATTERS and line.period_id == self.place.period.pk
        }
        found = [
            line
            for line in self.led
            if line.report.status not in SENT and str(line.number) not in waiting
        ]
        return [self._later(line) for line in sorted(found, key=_later_order)]

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
        """The period's date, or the day the office has given the unit instead."""
        extended = (unit.until for unit in self.units.values() if unit.until)
        return max(extended, default=self.place.period.due_on)

    @property
    def deadline(self) -> str:
        """How much time is left, in words."""
        if not self.left and not self.asked_left:
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
        left = self.left or self.asked_left
        return bool(left) and self.due_on is not None and self.due_on < self.today

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

    def _todo(self, line: WaitingLine) -> Todo:
        running = self.place.period.pk
        return todo_of(line, running_id=running, says_unit=len(self.units) > 1)

    def _later(self, line: IndicatorLine) -> Todo:
        status, action = line.report.status, "Mở"
        if status == Status.SIGNING:
            word, note, action = status_word(status), "Thủ trưởng ký xong thì đến Văn phòng.", "Xem"
        elif line.due:
            opened = self.place.period.is_opened(self.today)
            word, note = status_word(status or "none"), "" if opened else "Kỳ báo cáo chưa mở."
        elif status == Status.DRAFT:
            word, note, action = status_word(status), OPTIONAL, "Nhập tiếp"
        else:
            word, note = status_word("later", "Đánh giá cuối năm"), OPTIONAL
        url = self._sheet(line.lead_code, line.number)
        name = f"{line.number}. {line.wording}"
        return Todo(f"chỉ tiêu {line.number}", name, word, note, url, action)

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


def _is_soon(line: WaitingLine) -> bool:
    return line.matter is Matter.WORK and not line.is_overdue


def _later_order(line: IndicatorLine) -> tuple[bool, bool, int]:
    """What waits for a signature first, then what is due, then by number."""
    return line.report.status != Status.SIGNING, not line.due, line.number
