"""What the page of reporting periods shows: each period, what it lacks, who has more time."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets import clock
from targets.actions.outstanding import Missing, Outstanding, outstanding_in
from targets.actions.periods import case_of_period
from targets.forms.periods import PERIOD_MOVE_WORDS, PeriodForm
from targets.models import Period, PeriodChange, PeriodExtension, Resolution, Unit
from targets.rules.periods import (
    PeriodCase,
    PeriodMove,
    PeriodState,
    open_period_moves,
    period_refusal,
)
from targets.templatetags.display import icon, status_word
from targets.wording import period_title

LOG_LENGTH = 100
STATE_WORDS: Mapping[PeriodState, tuple[str, str]] = {
    PeriodState.WAITING: ("clock", "Chưa mở"),
    PeriodState.OPEN: ("lock-open", "Đang mở"),
    PeriodState.CLOSED: ("lock", "Đã khóa"),
}
FOLDED = (PeriodMove.DUE, PeriodMove.REMIND, PeriodMove.EXTEND, PeriodMove.REOPEN)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """Reports of one unit that a period lacks, as the page prints it."""

    number: int
    unit: str
    word: SafeString


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """One extension. `form`: to end what still runs of the unit's, once per unit."""

    extension: PeriodExtension
    runs: bool
    form: PeriodForm | None


class PeriodCard:
    """One period with what may be done with it; `posted`: the form that came back, if it did."""

    def __init__(
        self,
        period: Period,
        case: PeriodCase,
        outstanding: Outstanding,
        extensions: Sequence[PeriodExtension],
        *,
        units: Sequence[Unit],
        posted: PeriodForm | None,
    ) -> None:
        self.period, self.case, self.outstanding = period, case, outstanding
        self._extensions, self._units, self.posted = extensions, units, posted

    @property
    def anchor(self) -> str:
        return f"ky-{self.period.quarter}"

    @property
    def state_word(self) -> SafeString:
        name, word = STATE_WORDS[self.case.state]
        return format_html('<span class="ws ws-{}">{}{}</span>', self.case.state, icon(name), word)

    @property
    def is_open(self) -> bool:
        return self.case.state is PeriodState.OPEN

    @property
    def has_begun(self) -> bool:
        return self.case.state is not PeriodState.WAITING

    @property
    def lacking_text(self) -> str:
        """How many of the due reports are missing or not approved."""
        lacks, due = len(self.outstanding.missing), self.outstanding.due
        if not due:
            return "không có báo cáo đến kỳ"
        return f"còn {lacks}/{due} báo cáo chưa duyệt" if lacks else f"đã duyệt đủ {due} báo cáo"

    @cached_property
    def missing(self) -> list[MissingLine]:
        return [missing_line(row) for row in self.outstanding.missing]

    @property
    def moves(self) -> frozenset[PeriodMove]:
        return open_period_moves(self.case)

    @cached_property
    def folded(self) -> list[PeriodForm]:
        """The forms that stand folded; one that came back keeps what was typed, come what may."""
        back = self.posted
        asked = back.move if back and back.data.get("reason") else None
        moves = [move for move in FOLDED if move in self.moves or move is asked]
        if asked is PeriodMove.CLOSE:
            moves.append(PeriodMove.CLOSE)
        return [self._form(move) for move in moves]

    @property
    def plain(self) -> list[PeriodForm]:
        """Opening and closing: a button alone."""
        moves = (PeriodMove.OPEN, PeriodMove.CLOSE)
        shown = [move for move in moves if move in self.moves]
        return [PeriodForm(self.period, move) for move in shown]

    @property
    def why_not_open(self) -> str:
        """Why a period that waits cannot be opened yet."""
        if self.case.state is not PeriodState.WAITING:
            return ""
        return period_refusal(PeriodMove.OPEN, self.case) or ""

    @property
    def problems(self) -> list[str]:
        return self.posted.problems() if self.posted else []

    @cached_property
    def extensions(self) -> list[ExtensionLine]:
        """Newest first, with one form per unit whose extension still runs."""
        furthest: dict[int, PeriodExtension] = {}
        for row in self._extensions:
            if self._runs(row):
                known = furthest.get(row.unit_id)
                furthest[row.unit_id] = row if known is None or row.until > known.until else known
        return [
            ExtensionLine(
                row,
                self._runs(row),
                self._ending(row) if furthest.get(row.unit_id) is row else None,
            )
            for row in self._extensions
        ]

    def _runs(self, row: PeriodExtension) -> bool:
        return row.until >= self.case.today

    def _ending(self, row: PeriodExtension) -> PeriodForm:
        back = self.posted
        if back and back.move is PeriodMove.END and back.data.get("unit") == row.unit.code:
            return back
        return PeriodForm(self.period, PeriodMove.END, ending=(row.unit, row.until))

    def _form(self, move: PeriodMove) -> PeriodForm:
        if self.posted and self.posted.move is move:
            return self.posted
        return PeriodForm(self.period, move, units=self._units)


@dataclass(slots=True)
class PeriodsPage:
    """The periods of a resolution with what their reader typed."""

    resolution: Resolution
    periods: list[Period]
    others: list[Period]
    posted: PeriodForm | None = None
    problem: str = ""
    units: list[Unit] = field(default_factory=list)

    def bound(self, period: Period, move: PeriodMove, data: QueryDict) -> PeriodForm:
        """The form of a move as it was posted."""
        ending = None
        if move is PeriodMove.END:
            extended = Unit.objects.filter(extensions__period=period)
            unit = extended.filter(code=data.get("unit", "")).first()
            ending = (unit, clock.today()) if unit else None
        self.posted = PeriodForm(period, move, data, units=self.reporting_units, ending=ending)
        return self.posted

    @property
    def reporting_units(self) -> list[Unit]:
        """Active units that lead an indicator of the resolution or have a report in it; kept."""
        if not self.units:
            leads = Q(led_indicators__group__resolution=self.resolution)
            reports = Q(reports__period__resolution=self.resolution)
            self.units = list(Unit.objects.active().filter(leads | reports).distinct())
        return self.units

    def cards(self) -> list[PeriodCard]:
        """One per period, from rows read anew."""
        today = clock.today()
        lacking = outstanding_in(self.periods)
        extensions: dict[int, list[PeriodExtension]] = defaultdict(list)
        rows = PeriodExtension.objects.filter(period__in=self.periods).select_related("unit", "by")
        for row in rows:
            extensions[row.period_id].append(row)
        posted = self.posted
        return [
            PeriodCard(
                period,
                case_of_period(period, self.periods, today),
                lacking[period.pk],
                extensions[period.pk],
                units=self.reporting_units,
                posted=posted if posted and posted.period.pk == period.pk else None,
            )
            for period in self.periods
        ]

    def changes(self) -> list[PeriodChange]:
        """The newest changes to any of the periods."""
        rows = PeriodChange.objects.filter(period__in=self.periods)
        return list(rows.select_related("period", "unit", "by")[:LOG_LENGTH])


def missing_line(row: Missing) -> MissingLine:
    """How the page names a report that is missing."""
    return MissingLine(row.number, row.unit, status_word(row.status or "none"))


def done_words(move: PeriodMove, period: Period, *, unit: str = "", day: str = "") -> str:
    """What the office reads after a change."""
    title = period_title(period.name, period.resolution.year)
    match move:
        case PeriodMove.OPEN:
            return f"Đã mở kỳ {title}; đơn vị nhập được từ hôm nay."
        case PeriodMove.CLOSE:
            return f"Đã khóa kỳ {title}; đơn vị không nhập và không gửi được nữa."
        case PeriodMove.REOPEN:
            return f"Đã mở lại kỳ {title}; các đơn vị nhập được."
        case PeriodMove.DUE:
            return f"Đã dời hạn nộp kỳ {title} đến {day}."
        case PeriodMove.REMIND:
            return f"Kỳ {title}: nhắc trước hạn {day} ngày."
        case PeriodMove.EXTEND:
            return f"Đã gia hạn cho {unit} đến hết {day}."
        case PeriodMove.END:
            return f"Đã kết thúc gia hạn của {unit}."


def title_of(move: PeriodMove, period: Period) -> str:
    """A step with the period it is about, for a page's heading."""
    return f"{PERIOD_MOVE_WORDS[move]} {period_title(period.name, period.resolution.year)}"


def day_text(day: datetime.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
