"""Who has reported in a period, a row per unit: what the office follows up (design §7)."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from targets import clock
from targets.dues import MOST_BEHIND, NOT_BEGUN, Ledger, UnitDues, YearSoFar, units_due
from targets.follow_up_rows import FollowUpRow
from targets.models import Period, Unit
from targets.owed import Reminded, grouped_by_unit, reminded, requests_owed, work_owed
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
