"""Who has reported in a period, a row per unit: what the office follows up (design §7)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets import clock
from targets.dues import MOST_BEHIND, NOT_BEGUN, Ledger, UnitDues, YearSoFar, units_due
from targets.models import Period, Unit
from targets.owed import Owed, Reminded, grouped_by_unit, reminded, requests_owed, work_owed
from targets.places import Place
from targets.rules.workflow import Status
from targets.templatetags.display import status_word

WORDS: Mapping[str, tuple[str, str]] = {
    Status.RETURNED.value: ("returned", "Trả lại"),
    NOT_BEGUN: ("none", "Chưa nhập"),
    Status.DRAFT.value: ("draft", "Đang soạn"),
    Status.SIGNING.value: ("signing", "Chờ thủ trưởng ký"),
    Status.SUBMITTED.value: ("submitted", "Chờ duyệt"),
    Status.APPROVED.value: ("approved", "Đã duyệt"),
}
RECEIVED: Mapping[str, str] = {
    Status.SUBMITTED.value: "Chờ tiếp nhận",
    Status.APPROVED.value: "Đã tiếp nhận",
}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A unit in a period. `url` its sheet; `box` whether it is ticked in this table.

    `order` puts the latest first; `work` and `requests`: what is overdue, what waits.
    """

    unit_id: int
    code: str
    name: str
    place: int
    url: str
    due: int
    sent: int
    state_word: SafeString
    state_note: str
    days_late: int
    state_rank: int
    year: YearSoFar
    work: Sequence[Owed]
    requests: Sequence[Owed]
    told: Reminded
    leads: bool = False
    box: bool = True

    @property
    def is_late(self) -> bool:
        """Late with a report to the office, a work item or an answer.

        What is contributed is late for the lead unit, which asks for it.
        """
        late = self.leads and self.days_late
        return bool(late or self.work or any(line.is_late for line in self.requests))

    # What the table shows
    @property
    def mark(self) -> SafeString:
        if not self.box:
            return SafeString('<span class="note">đánh dấu ở bảng trên</span>')
        return format_html(
            '<span class="form-check"><input class="form-check-input" type="checkbox" '
            'name="don-vi" value="{}" id="dv-{}"{}><label class="visually-hidden" for="dv-{}">'
            "Chọn {}</label></span>",
            self.code,
            self.code,
            SafeString(" checked") if self.is_late else "",
            self.code,
            self.name,
        )

    @property
    def unit(self) -> SafeString:
        return format_html('<a class="row-link" href="{}">{}</a>', self.url, self.name)

    @property
    def sent_of_due(self) -> str:
        return f"{self.sent}/{self.due}" if self.due else NOTHING

    @property
    def unsent_count(self) -> int:
        return self.due - self.sent

    @property
    def state(self) -> SafeString | str:
        return _with_note(self.state_word, self.state_note)

    @property
    def state_order(self) -> tuple[int, int, int]:
        """Longest overdue first, then by state, then by what else is overdue."""
        return -self.days_late, self.state_rank, -len(self.work) - len(self.requests)

    @property
    def complete(self) -> str:
        return f"{self.year.sent}/{self.year.due}" if self.year.due else NOTHING

    @property
    def complete_order(self) -> float:
        return self.year.sent / self.year.due if self.year.due else 2.0

    @property
    def punctual(self) -> str:
        year = self.year
        return f"{year.on_time}/{year.judged} đúng hạn" if year.judged else NOTHING

    @property
    def punctual_order(self) -> float:
        return self.year.on_time / self.year.judged if self.year.judged else 2.0

    @property
    def work_text(self) -> SafeString | str:
        if not self.work:
            return NOTHING
        longest = max(line.days_late for line in self.work)
        word = status_word("late", f"{len(self.work)} quá hạn")
        return _with_note(word, f"lâu nhất {longest} ngày")

    @property
    def requests_text(self) -> SafeString | str:
        if not self.requests:
            return NOTHING
        late = sum(line.is_late for line in self.requests)
        if late:
            return _with_note(status_word("late", f"{late} quá hạn"), f"trong {len(self.requests)}")
        return f"{len(self.requests)} đang chờ"

    @property
    def work_count(self) -> int:
        return len(self.work)

    @property
    def requests_count(self) -> int:
        return len(self.requests)

    @property
    def reminded(self) -> SafeString | str:
        said = "Chưa đôn đốc"
        if self.told.days:
            said = f"Đã đôn đốc {len(self.told.days)} lần, gần nhất {max(self.told.days):%d/%m/%Y}"
        clock_days = len(self.told.by_clock)
        note = f"thư tự động {clock_days} ngày" if clock_days else ""
        return _with_note(said, note)

    @property
    def reminded_order(self) -> tuple[int, int]:
        last = max(self.told.days, default=datetime.date.min)
        return len(self.told.days), last.toordinal()


def _with_note(said: SafeString | str, note: str) -> SafeString | str:
    return format_html("{}<small>{}</small>", said, note) if note else said


class FollowUp:
    """A period with its units: those that lead, those that contribute, those owing other things."""

    def __init__(self, place: Place, *, only_late: bool = False) -> None:
        self.place = place
        self.only_late = only_late
        self.today = clock.today()
        self.ledger = Ledger.of(place.resolution, place.periods)
        self.work = grouped_by_unit(work_owed(place.resolution, before=self.today))
        self.requests = grouped_by_unit(requests_owed(place.resolution))
        self.told = reminded(place.period)

    @property
    def period(self) -> Period:
        return self.place.period

    @property
    def due(self) -> int:
        """How many units have something due."""
        return units_due(self.ledger.units, self.period)[0]

    @property
    def left(self) -> int:
        """How many of them have not sent everything."""
        due, done = units_due(self.ledger.units, self.period)
        return due - done

    @cached_property
    def rows(self) -> list[FollowUpRow]:
        """Every unit with something due in the period; a unit may lead and contribute."""
        known: set[int] = set()
        found = []
        for place, unit in enumerate(self.ledger.units):
            if unit.due(self.period):
                found.append(self._row(unit, place, box=unit.pk not in known))
                known.add(unit.pk)
        return found

    @cached_property
    def further(self) -> list[FollowUpRow]:
        """Units with nothing due in the period but work overdue, or a request to answer."""
        due = {row.unit_id for row in self.rows}
        owing = (self.work.keys() | self.requests.keys()) - due
        units = Unit.objects.filter(pk__in=owing).order_by("order", "code")
        nothing = YearSoFar(0, 0, 0, 0)
        record = {unit.pk: unit for unit in reversed(self.ledger.units)}
        return [
            FollowUpRow(
                unit_id=unit.pk,
                code=unit.code,
                name=unit.name,
                place=place,
                url=self._sheet(unit.code),
                due=0,
                sent=0,
                state_word=SafeString('<span class="note">Không đến kỳ</span>'),
                state_note="",
                days_late=0,
                state_rank=len(MOST_BEHIND),
                year=self._year(record[unit.pk]) if unit.pk in record else nothing,
                work=self.work.get(unit.pk, ()),
                requests=self.requests.get(unit.pk, ()),
                told=self.told.get(unit.pk, Reminded()),
            )
            for place, unit in enumerate(units)
        ]

    def shown(self, rows: Sequence[FollowUpRow]) -> list[FollowUpRow]:
        return [row for row in rows if row.is_late or not self.only_late]

    @property
    def lead_rows(self) -> list[FollowUpRow]:
        return self.shown([row for row in self.rows if row.leads])

    @property
    def other_rows(self) -> list[FollowUpRow]:
        """Contributing units; one that also leads is ticked in the first table."""
        return self.shown([row for row in self.rows if not row.leads])

    @property
    def further_rows(self) -> list[FollowUpRow]:
        return self.shown(self.further)

    @property
    def late_count(self) -> int:
        """How many units are late with anything."""
        return len({row.unit_id for row in [*self.rows, *self.further] if row.is_late})

    def _row(self, unit: UnitDues, place: int, *, box: bool) -> FollowUpRow:
        due = unit.due(self.period)
        word, note, rank = self._state(unit)
        return FollowUpRow(
            unit_id=unit.pk,
            code=unit.code,
            name=unit.name,
            place=place,
            url=self._sheet(unit.code),
            due=len(due),
            sent=sum(not item.waits_for_unit for item in due),
            state_word=word,
            state_note=note,
            days_late=unit.days_late(self.period, self.today),
            state_rank=rank,
            year=self._year(unit),
            work=self.work.get(unit.pk, ()) if box else (),
            requests=self.requests.get(unit.pk, ()) if box else (),
            told=self.told.get(unit.pk, Reminded()),
            leads=unit.leads,
            box=box,
        )

    def _year(self, unit: UnitDues) -> YearSoFar:
        return unit.year_so_far(self.ledger.opened(self.period, self.today), self.today)

    def _state(self, unit: UnitDues) -> tuple[SafeString, str, int]:
        """The word for where its reports stand, what stands below it, and its place in order."""
        period = self.period
        if not period.is_opened(self.today):
            return status_word("later", "Chưa mở"), "", len(MOST_BEHIND)
        counts = {
            status: sum(item.status == status for item in unit.due(period))
            for status in MOST_BEHIND
        }
        worst = next(status for status in MOST_BEHIND if counts[status])
        rank = MOST_BEHIND.index(worst)
        words = {
            status: word if unit.leads else RECEIVED.get(status, word)
            for status, (_, word) in WORDS.items()
        }
        until = unit.extended_to(period)
        notes = [f"gia hạn đến {until:%d/%m/%Y}"] if until else []
        if days := unit.days_late(period, self.today):
            told = [
                f"{count} {words[status].lower()}"
                for status, count in counts.items()
                if count and len(unit.due(period)) > 1
            ] or [words[worst].lower()]
            return status_word("late", f"Quá hạn {days} ngày"), ", ".join([*told, *notes]), rank
        rest = [
            f"{count} {words[status].lower()}"
            for status, count in counts.items()
            if count and status != worst
        ]
        many = f" {counts[worst]}/{len(unit.due(period))}" if rest else ""
        return status_word(WORDS[worst][0], words[worst] + many), ", ".join([*rest, *notes]), rank

    def _sheet(self, code: str) -> str:
        return reverse(
            "targets:sheet", args=[self.place.resolution.slug, self.period.quarter, code]
        )
