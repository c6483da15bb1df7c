"""What stands in the way of creating a proposed resolution, and what is created of it.

`judged` reads every box as people write numbers and days, and says beside which box what is wrong.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase

from targets.rules import numbers
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.proposal import (
    NO_GOAL,
    Heading,
    Proposal,
    ProposedIndicator,
    ProposedMeasure,
    ProposedPeriod,
)
from targets.rules.proposal_boxes import LONGEST, BoxReader, Fault
from targets.rules.proposal_changes import MOST_MEASURES
from targets.rules.proposed_year import read_year
from targets.rules.resolution_plan import (
    Plan,
    PlannedGroup,
    PlannedIndicator,
    PlannedMeasure,
    PlannedPeriod,
    PlannedTask,
    PlannedTaskGroup,
)

MOST_DECIMALS = 6
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`plan` is None exactly where there are faults."""

    plan: Plan | None
    faults: tuple[Fault, ...]


def judged(proposal: Proposal, units: Collection[str]) -> Judgement:
    """Read the whole proposal. `units`: the codes of the units that may lead."""
    return _Judge(proposal, units).judgement()


class _Judge(BoxReader):
    """One reading of a proposal; faults gather as it goes."""

    def __init__(self, proposal: Proposal, units: Collection[str]) -> None:
        super().__init__()
        self.proposal = proposal
        self.units = units

    def judgement(self) -> Judgement:
        heading = self.proposal.heading
        title = self.needed(heading.key, "title", heading.title, "Hãy ghi tên nghị quyết.")
        year = read_year(heading.year)
        if year is None:
            self.fault("nq-year", "Hãy ghi năm bằng bốn chữ số, ví dụ 2025.")
        adopted = self.day("nq-adopted_on", heading.adopted_on, needed=False)
        slug = self._slug(heading)
        groups, task_groups, periods = self._groups(), self._task_groups(), self._periods()
        if not groups:
            self.fault("", "Chưa có chỉ tiêu nào để tạo. Hãy thêm ít nhất một chỉ tiêu.")
        if self.faults or year is None:
            return Judgement(None, tuple(self.faults))
        plan = Plan(
            title, self.text("nq", "number", heading.number),
            self.text("nq", "issuer", heading.issuer),
            self.text("nq", "superior", heading.superior), year, adopted, slug,
            self.text("nq", "goal", heading.goal), groups, task_groups, periods,
        )  # fmt: skip
        return Judgement(None if self.faults else plan, tuple(self.faults))

    def _groups(self) -> tuple[PlannedGroup, ...]:
        number = 0
        found: list[PlannedGroup] = []
        for group in self.proposal.groups:
            rows = self.proposal.indicators_of(group.key)
            if not rows:
                continue
            name = self.needed(group.key, "name", group.name, "Hãy ghi tên nhóm chỉ tiêu.")
            planned = tuple(
                self._indicator(row, number + place) for place, row in enumerate(rows, start=1)
            )
            number += len(rows)
            found.append(PlannedGroup(len(found) + 1, name, planned))
        return tuple(found)

    def _indicator(self, row: ProposedIndicator, number: int) -> PlannedIndicator:
        wording = self.needed(row.key, "wording", row.wording, "Hãy ghi nội dung chỉ tiêu.")
        label = self.text(row.key, "label", row.label) or f"({number})"
        parts = self.proposal.measures_of(row.key)
        if not parts:
            self.fault(
                f"{row.key}-wording",
                "Chỉ tiêu chưa có thành phần nào để đo. Hãy thêm thành phần, hoặc bỏ chỉ tiêu.",
            )
        if len(parts) > MOST_MEASURES:
            self.fault(
                f"{row.key}-wording",
                f"Chỉ tiêu có {len(parts)} thành phần, tối đa {MOST_MEASURES}. Hãy tách bớt.",
            )
            return PlannedIndicator(number, label, wording, row.source, row.lead, ())
        letters = list(ascii_lowercase[: len(parts)]) if parts[1:] else [""]
        measures = tuple(map(self._measure, parts, letters))
        lead = self._lead(row.key, row.lead)
        return PlannedIndicator(number, label, wording, row.source or wording, lead, measures)

    def _measure(self, row: ProposedMeasure, letter: str) -> PlannedMeasure:
        key, unit = row.key, numbers.trimmed(row.unit)
        name = self.needed(key, "name", row.name, "Hãy ghi tên thành phần cần đo.")
        decimals = self._decimals(row)
        formula = self.choice(key, "formula", row.formula, Formula, Formula.VALUE)
        pace = self.choice(key, "pace", row.pace, Pace, Pace.LEVEL)
        goal = None if row.direction == NO_GOAL else self._goal(row)
        return PlannedMeasure(
            letter, name, self.text(key, "unit", unit), decimals, formula, pace,
            self.number(f"{key}-baseline", row.baseline, unit),
            self.text(key, "basis", row.basis), goal, self.text(key, "words", row.words),
        )  # fmt: skip

    def _goal(self, row: ProposedMeasure) -> Goal | None:
        key, before = row.key, len(self.faults)
        direction = self.choice(key, "direction", row.direction, Direction, Direction.UP)
        unit = numbers.trimmed(row.unit)
        low = self.number(f"{key}-low", row.low, unit)
        high = self.number(f"{key}-high", row.high, unit)
        tolerance = self.number(f"{key}-tolerance", row.tolerance, unit) or Decimal(0)
        strict = bool(row.strict)
        if len(self.faults) > before:
            return None
        if fault := goal_fault(direction, low, high, tolerance, strict=strict):
            self.fault(f"{key}-{fault.box}", fault.sentence)
            return None
        try:
            return Goal(direction, low, high, strict, tolerance)
        except ValueError:
            self.fault(f"{key}-direction", "Mục tiêu này không so sánh được. Hãy xem lại các mức.")
            return None

    def _task_groups(self) -> tuple[PlannedTaskGroup, ...]:
        found: list[PlannedTaskGroup] = []
        used: set[str] = set()
        for group in self.proposal.task_groups:
            rows = self.proposal.tasks_of(group.key)
            if not rows:
                continue
            name = self.needed(group.key, "name", group.name, "Hãy ghi tên nhóm nhiệm vụ.")
            planned = []
            for place, row in enumerate(rows, start=1):
                number = self.text(row.key, "number", row.number) or f"{len(found) + 1}.{place}"
                if number in used:
                    self.fault(
                        f"{row.key}-number", f"Số “{number}” đã có ở một nhiệm vụ khác. Hãy đổi số."
                    )
                used.add(number)
                planned.append(
                    PlannedTask(
                        number,
                        self.needed(row.key, "title", row.title, "Hãy ghi tên nhiệm vụ."),
                        self.text(row.key, "wording", row.wording),
                        row.source or row.wording,
                        self._lead(row.key, row.lead),
                    )
                )
            found.append(PlannedTaskGroup(len(found) + 1, name, tuple(planned)))
        return tuple(found)

    def _periods(self) -> tuple[PlannedPeriod, ...]:
        found: list[PlannedPeriod] = []
        last = max((row.quarter for row in self.proposal.periods), default=0)
        for row in self.proposal.periods:
            planned = self._period(row, is_last=row.quarter == last)
            if planned is None:
                continue
            if found and planned.share <= found[-1].share:
                self.fault(f"{row.key}-share", "Phần của năm phải lớn hơn kỳ trước.")
            if found and planned.ends_on <= found[-1].ends_on:
                self.fault(f"{row.key}-ends_on", "Ngày cuối kỳ phải sau ngày cuối của kỳ trước.")
            found.append(planned)
        return tuple(found)

    def _period(self, row: ProposedPeriod, *, is_last: bool) -> PlannedPeriod | None:
        key, before = row.key, len(self.faults)
        name = self.needed(key, "name", row.name, "Hãy ghi tên kỳ.")
        share = self.number(f"{key}-share", row.share)
        if share is None or not 0 < share <= 1:
            self.fault(f"{key}-share", "Hãy ghi một số trên 0 và không quá 1, ví dụ 0,25.")
        elif is_last and share != 1:
            self.fault(f"{key}-share", "Kỳ cuối là hết năm: hãy ghi 1.")
        days = {
            box: self.day(f"{key}-{box}", getattr(row, box), needed=True)
            for box in ("opens_on", "starts_on", "ends_on", "due_on")
        }
        opens, starts = days["opens_on"], days["starts_on"]
        ends, due = days["ends_on"], days["due_on"]
        if len(self.faults) > before or not (share and opens and starts and ends and due):
            return None
        if ends <= starts:
            self.fault(f"{key}-ends_on", "Ngày cuối kỳ phải sau ngày đầu kỳ.")
        if due < opens:
            self.fault(f"{key}-due_on", "Hạn nộp không thể trước ngày mở kỳ.")
        return PlannedPeriod(row.quarter, name, share, is_last, opens, starts, ends, due)

    def _slug(self, heading: Heading) -> str:
        slug = numbers.trimmed(heading.slug)
        if len(slug) > LONGEST["nq-slug"] or not _SLUG.fullmatch(slug):
            self.fault(
                "nq-slug", "Mã chỉ gồm chữ thường không dấu, số và dấu gạch nối, ví dụ nq-2025."
            )
        return slug

    def _lead(self, key: str, code: str) -> str:
        if code and code not in self.units:
            self.fault(f"{key}-lead", "Đơn vị này không còn hoạt động. Hãy chọn đơn vị khác.")
        return code

    def _decimals(self, row: ProposedMeasure) -> int:
        body = numbers.trimmed(row.decimals)
        if not re.fullmatch(r"\d", body, re.ASCII) or int(body) > MOST_DECIMALS:
            self.fault(f"{row.key}-decimals", f"Số lẻ khi in là một số từ 0 đến {MOST_DECIMALS}.")
            return 0
        return int(body)


def goal_fault(
    direction: Direction,
    low: Decimal | None,
    high: Decimal | None,
    tolerance: Decimal,
    *,
    strict: bool,
) -> Fault | None:
    """Why these bounds make no goal (design §3.1), and in which box; None: they make one."""
    if direction is not Direction.DOWN and low is None:
        return Fault("low", "Hãy ghi mức thấp, hoặc chọn “Bằng lời, không có mức”.")
    if direction is not Direction.UP and high is None:
        return Fault("high", "Hãy ghi mức cao, hoặc chọn “Bằng lời, không có mức”.")
    if low is not None and high is not None and low > high:
        return Fault("high", "Mức cao phải từ mức thấp trở lên.")
    if tolerance < 0:
        return Fault("tolerance", "Sai số chấp nhận không thể âm.")
    if strict and tolerance:
        return Fault("tolerance", "Mức “trên”, “dưới” (phải vượt qua) thì không có sai số.")
    return None
