"""A unit's row in the table of who has reported in a period (design §7)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.dues import YearSoFar
from targets.owed import Owed, Reminded
from targets.templatetags.display import status_word

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
