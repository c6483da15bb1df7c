"""What still stands between a report and its being sent, as sentences (design §3.5, §4)."""

from dataclasses import dataclass

from targets.contributing import line_of
from targets.models import ProgressReport
from targets.sheet_lines import IndicatorLine, MeasureLine


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend before sending: which box, and what to do."""

    key: str
    field: str
    sentence: str

    @property
    def box(self) -> str:
        """The id of the box on the sheet."""
        return f"f-{self.key}-{self.field}"


def faults_of(line: IndicatorLine) -> list[Fault]:
    """What the saved figures of one indicator still lack. A warning wants a reason, no more."""
    return [fault for measure in line.measures for fault in _measure_faults(measure)]


def unready(report: ProgressReport) -> list[str]:
    """The sentences for one report; a report nobody has typed figures into has none."""
    if not report.figures.all():
        return []
    line = line_of(report)
    if line is None:
        return []
    return [f"Chỉ tiêu {fault.key}: {fault.sentence}" for fault in faults_of(line)]


def _measure_faults(line: MeasureLine) -> list[Fault]:
    entry = line.entry()
    figure = line.figure
    if not entry.is_blank and line.appraise().figure is None:
        lacking = "denominator" if entry.denominator is None else "numerator"
        return [Fault(line.key, lacking, "nhập đủ cả hai số để tính được tỷ lệ.")]
    if entry.is_blank:
        if not line.asks_figure:
            return []
        if figure is None or not figure.missing_reason:
            return [Fault(line.key, "missing_reason", "nhập số, hoặc ghi vì sao chưa có số liệu.")]
        if figure.expected_on is None:
            return [Fault(line.key, "expected_on", "ghi ngày dự kiến có số liệu.")]
        return []
    reasons = figure.warning_reasons if figure else {}
    return [
        Fault(line.key, f"reason-{warning.code}", "sửa số, hoặc ghi lý do giữ nguyên số này.")
        for warning in line.warnings()
        if not reasons.get(warning.code)
    ]
