"""How a measure is understood: its target, milestones, method and sources as term and text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.assessment import MeasureLine, Summary
from reports.indicator_rows import MilestoneReason
from reports.phrases import (
    counted,
    day,
    difference_plain,
    figure_text,
    number,
    period_phrase,
    target_text,
)
from targets.labels import DIRECTION_LABELS, FORMULA_LABELS, PACE_LABELS
from targets.rules.appraisal import ExpectedFrom
from targets.rules.figures import Formula
from targets.rules.numbers import format as printed
from targets.rules.pace import Pace, starting_point
from targets.wording import grouped

PROPOSED = "Đề xuất, chờ Văn phòng xác nhận"
# The plan's own reasons end so; whether it still holds is known from the resolution alone
_PROPOSAL = re.compile(rf"{PROPOSED}\.?", re.IGNORECASE)


def counted_in(measure: MeasureLine) -> str:
    """What its numbers are counted in: tỷ đồng, %, % tỉnh giao."""
    if measure.formula == Formula.EXCESS:
        return f"% {measure.assigned_basis or 'số được giao'}"
    return measure.unit_of_measure


def start_of(measure: MeasureLine) -> Decimal | None:
    """Where its year begins; None where that is not known."""
    return starting_point(
        measure.formula, measure.pace, start=measure.start, baseline=measure.baseline
    )


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What is known of a measure beside its figures. `reasons`: of its milestones, by quarter."""

    summary: Summary
    measure: MeasureLine
    reasons: Mapping[int, MilestoneReason]

    def told(self) -> list[tuple[str, str]]:
        """Term and text, in the order people ask; empty ones are left out."""
        measure, target = self.measure, self.measure.target
        goal = target_text(measure)
        if target is not None:
            if target.tolerance:
                goal += f", sai số chấp nhận ± {difference_plain(measure, target.tolerance)}"
            goal += f"; {DIRECTION_LABELS[target.direction].lower()}"
        known = [
            ("Chỉ tiêu", goal[:1].upper() + goal[1:]),
            ("Điều chỉnh", self._amended()),
            ("Mốc quý", self._milestones()),
            ("Cách theo dõi", f"{PACE_LABELS[measure.pace]}; {FORMULA_LABELS[measure.formula]}"),
            ("Cách tính", measure.method),
            ("Số được giao", self._assigned()),
            ("Năm trước", self._baseline()),
            ("Nguồn", measure.source),
            ("Đơn vị cung cấp", measure.supplier),
            ("Nguồn số kỳ này", measure.now.typed.source_note),
            ("Bảo mật", "Chỉ báo cáo tỷ lệ, không ghi số lượng" if measure.percent_only else ""),
        ]
        return [(term, text) for term, text in known if text]

    def _amended(self) -> str:
        before, target = self.measure.amended_from, self.measure.target
        if before is None or target is None:
            return ""
        decision = target.decision or "văn bản điều chỉnh"
        since = f" từ ngày {day(target.effective_from)}" if target.effective_from else ""
        return f"Theo {decision}{since}; trước đó: {before.wording}"

    def _milestones(self) -> str:
        """Where the figure should be each quarter, by what, and the reason people gave."""
        measure = self.measure
        set_by_office = [
            (period, cell)
            for period, cell in zip(self.summary.periods, measure.cells, strict=True)
            if cell.expected_from is ExpectedFrom.MILESTONE
        ]
        if not set_by_office:
            return self._straight_line()
        said = "; ".join(
            f"{period_phrase(period)} {number(measure, cell.expected)}"
            for period, cell in set_by_office
        )
        counted = counted_in(measure)
        unit = "%" if counted == "%" else f" {counted}"
        text = f"{said}{unit}".rstrip()
        given = {_PROPOSAL.sub("", each.reason).strip() for each in self.reasons.values()}
        if reasons := "; ".join(sorted(reason.rstrip(".") for reason in given if reason)):
            text += f". {reasons}"
        if not self.summary.plan_confirmed:
            text += f". {PROPOSED}"
        return f"{text[:1].upper()}{text[1:]}."

    def _straight_line(self) -> str:
        measure = self.measure
        match measure.now.expected_from:
            case ExpectedFrom.LINE:
                last = number(measure, measure.cells[-1].expected)
                begin = number(measure, start_of(measure))
                return f"Theo đường thẳng từ {begin} đến {last}"
            case ExpectedFrom.ALL_YEAR:
                return "Giữ mức chỉ tiêu cả năm"
            case _:
                if measure.pace == Pace.YEAR_END:
                    return "Không có: chỉ đánh giá vào cuối năm"
                return "Không có: chưa biết điểm xuất phát"

    def _assigned(self) -> str:
        measure = self.measure
        if measure.percent_only:
            return ""
        if measure.assigned is None:
            return measure.assigned_basis
        given = f"{grouped(measure.assigned)}{counted(measure)}"
        return f"{given} ({measure.assigned_basis})" if measure.assigned_basis else given

    def _baseline(self) -> str:
        measure = self.measure
        if measure.baseline is None:
            return ""
        if measure.formula == Formula.DECREASE:
            return f"tỷ lệ {printed(measure.baseline, measure.decimals)}%"
        return figure_text(measure, measure.baseline)
