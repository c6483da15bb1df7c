"""The milestones of a resolution as one form: a box per measure and quarter (design §3.3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from targets.actions.milestones import Cell, MilestoneWish
from targets.forms.fields import PlainTextField, VnDecimalField
from targets.models import Indicator, Measure, Period, Target
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import plain
from targets.rules.pace import Pace, expected, starting_point
from targets.wording import number_text, printed
from targets.worksheet import goal_of

LONGEST_REASON = 500
NO_REASON = "Hãy ghi lý do đổi mốc ở dòng này, hoặc lý do chung ở cuối bảng."


@dataclass(frozen=True, slots=True)
class MilestoneBox:
    """One quarter of one measure: its box, and where the straight line would be."""

    quarter: int
    field: BoundField
    seen: BoundField
    line_text: str
    is_set: bool


@dataclass(slots=True)
class PlanRow:
    """One measure: its milestones as saved, by quarter, and how its path is reckoned."""

    measure: Measure
    target: Target | None
    saved: Mapping[int, Decimal]

    @property
    def indicator(self) -> Indicator:
        return self.measure.indicator

    @property
    def key(self) -> str:
        return f"{self.indicator.number}{self.measure.letter}"

    @property
    def formula(self) -> Formula:
        return Formula(self.measure.formula)

    @property
    def unit_short(self) -> str:
        """The unit of measure, where it is short enough to stand behind a box."""
        unit = self.measure.unit_of_measure
        return unit if len(unit) < 3 else ""

    @property
    def why_none(self) -> str:
        """Why it takes no milestones; empty where it does."""
        if goal_of(self.target) is None:
            return "Mục tiêu bằng lời, không có mốc số."
        if self.measure.pace == Pace.YEAR_END and not self.saved:
            return "Đánh giá cuối năm, không cần mốc."
        return ""

    def line(self, share: Decimal) -> Decimal | None:
        """Where the straight line is at this part of the year."""
        goal = goal_of(self.target)
        if goal is None:
            return None
        measure, pace = self.measure, Pace(self.measure.pace)
        start = starting_point(self.formula, pace, start=measure.start, baseline=measure.baseline)
        return expected(goal, pace, start=start, share=share)

    def line_text(self, share: Decimal) -> str:
        """What holds where the box stays blank."""
        figure = self.line(share)
        if figure is None:
            return "không có đường thẳng"
        path = "giữ cả năm" if self.measure.pace == Pace.RATE else "đường thẳng"
        return f"{path} {self.text(figure)}"

    def text(self, figure: Decimal | None) -> str:
        """A milestone as it is printed."""
        return number_text(self.formula, figure, self.measure.decimals)

    def typed(self, expected: Decimal | None) -> Decimal | None:
        """A milestone as people write it: an EXCESS as done against given (design §3.2)."""
        return None if expected is None else printed(self.formula, expected)

    def stored(self, typed: Decimal | None) -> Decimal | None:
        """The other way round."""
        if typed is None or self.formula is not Formula.EXCESS:
            return typed
        return typed - HUNDRED


class PlanForm(forms.Form):
    """All milestones of a resolution. A blank box is the straight line.

    Beside each box goes what its writer saw, so that two windows never overwrite in silence.
    """

    reason = PlainTextField(
        label="Lý do chung cho các mốc vừa đổi (dòng nào có lý do riêng thì lấy lý do riêng)",
        longest=LONGEST_REASON,
        rows=2,
    )

    def __init__(
        self, rows: Sequence[PlanRow], periods: Sequence[Period], data: QueryDict | None = None
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.rows = [row for row in rows if not row.why_none]
        self.periods = periods
        for row in self.rows:
            self._add(row)

    def _add(self, row: PlanRow) -> None:
        for period in self.periods:
            name = f"{row.key}-{period.quarter}"
            saved = row.typed(row.saved.get(period.quarter))
            self.fields[f"m-{name}"] = VnDecimalField(
                label=f"Mốc {period.name} của chỉ tiêu {row.key}",
                unit=row.measure.unit_of_measure,
                initial=saved,
            )
            seen = VnDecimalField(label=f"Mốc đã thấy {name}", initial=saved)
            seen.widget = forms.HiddenInput()
            self.fields[f"s-{name}"] = seen
        self.fields[f"w-{row.key}"] = PlainTextField(
            label=f"Lý do đổi mốc của chỉ tiêu {row.key}", longest=LONGEST_REASON
        )

    def boxes(self, row: PlanRow) -> Iterator[MilestoneBox]:
        """The boxes of one row."""
        for period in self.periods:
            name = f"{row.key}-{period.quarter}"
            yield MilestoneBox(
                period.quarter,
                self[f"m-{name}"],
                self[f"s-{name}"],
                row.line_text(period.share),
                period.quarter in row.saved,
            )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for row in self.rows:
            moved = any(self._moves(row, period) for period in self.periods)
            reason = f"w-{row.key}"
            told = cleaned.get(reason) or cleaned.get("reason")
            if moved and not told and reason not in self.errors and "reason" not in self.errors:
                self.add_error(reason, NO_REASON)
        return cleaned

    def _moves(self, row: PlanRow, period: Period) -> bool:
        name = f"{row.key}-{period.quarter}"
        typed = {f"m-{name}", f"s-{name}"}
        if not typed <= self.cleaned_data.keys() or f"m-{name}" not in self.data:
            return False
        return bool(self.cleaned_data[f"m-{name}"] != self.cleaned_data[f"s-{name}"])

    def wishes(self) -> list[MilestoneWish]:
        """What is to be changed; only of a valid form."""
        typed = self.cleaned_data
        return [
            MilestoneWish(
                row.measure.pk,
                period.quarter,
                seen=row.stored(typed[f"s-{row.key}-{period.quarter}"]),
                new=row.stored(typed[f"m-{row.key}-{period.quarter}"]),
                reason=typed[f"w-{row.key}"] or typed["reason"],
            )
            for row in self.rows
            for period in self.periods
            if self._moves(row, period)
        ]

    def show_moved(self, now: Mapping[Cell, Decimal | None]) -> None:
        """Say beside each box what holds there now; the next save is made against that."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for row in self.rows:
            for period in self.periods:
                cell = (row.measure.pk, period.quarter)
                if cell not in now:
                    continue
                name = f"{row.key}-{period.quarter}"
                current = row.typed(now[cell])
                data[f"s-{name}"] = "" if current is None else plain(current)
                told = "về đường thẳng" if current is None else f"thành {plain(current)}"
                self.add_error(
                    f"m-{name}",
                    f"Người khác vừa đổi mốc này {told}. Muốn giữ số của bạn thì bấm Lưu lần nữa.",
                )
        self.data = data
