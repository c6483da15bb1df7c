"""Who has reported: a row per unit, a cell per period (design §7, the office's start page)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from targets import clock
from targets.dues import Item, UnitDues
from targets.follow_up import WORDS
from targets.models import Period
from targets.places import Place
from targets.templatetags.display import status_word


@dataclass(frozen=True, slots=True)
class GridCell:
    """A unit in a period. `opened` False: nothing may be sent yet."""

    word: SafeString
    note: str
    opened: bool
    current: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """A unit with its cells. `due` of `total` are asked for in the period in question."""

    dues: UnitDues
    url: str
    due: int
    total: int
    cells: Sequence[GridCell]

    @property
    def code(self) -> str:
        return self.dues.code

    @property
    def name(self) -> str:
        return self.dues.name


def grid_rows(place: Place, units: Sequence[UnitDues]) -> list[GridRow]:
    """The units in their order, each with a cell per period."""
    return [_row(place, unit) for unit in units]


def _row(place: Place, unit: UnitDues) -> GridRow:
    due = len(unit.due(place.period))
    args = [place.resolution.slug, place.period.quarter, unit.code]
    return GridRow(
        unit,
        reverse("targets:sheet", args=args),
        due,
        max(unit.total, due),
        [_cell(unit, period, place) for period in place.periods],
    )


def _cell(unit: UnitDues, period: Period, place: Place) -> GridCell:
    today, current = clock.today(), period.pk == place.period.pk
    items = unit.of(period)
    if not period.is_opened(today):
        return GridCell(SafeString(""), "", opened=False, current=current)
    if not items:
        nothing = SafeString('<span class="note">Không đến kỳ</span>')
        return GridCell(nothing, "", opened=True, current=current)
    if unit.days_late(period, today):
        unsent, due = len(unit.unsent(period)), len(unit.due(period))
        shown = status_word("late", _counted("Quá hạn", unsent, due))
    else:
        worst = unit.worst(period)
        code, word = WORDS[worst]
        count = sum(item.status == worst for item in items)
        shown = status_word(code, _counted(word, count, len(items)))
    return GridCell(shown, _sent_note(items, period), opened=True, current=current)


def _counted(word: str, count: int, total: int) -> str:
    return f"{word} {count}/{total}" if total > 1 else word


def _sent_note(items: list[Item], period: Period) -> str:
    """The day of the last sending; "muộn" where something due was first sent too late."""
    sent = [item.sent_at for item in items if item.sent_at]
    if not sent:
        return ""
    late = any(item.sent_late(period.due_on) for item in items)
    return f"{timezone.localtime(max(sent)):%d/%m}{' muộn' if late else ''}"
