"""The columns of "Chậm và nguy cơ"; in the last period nothing is ahead any more (papers §3)."""

from dataclasses import dataclass

from reports.assessment import Summary
from reports.sentences.prose import rest_of_year

KEY, NAME, UNIT, NOW, MARK, GAP = range(6)
_FIXED = (5, 27, 7, 9, 9, 9)
_AHEAD = (9.5, 9)
WHOLE_WIDTH = 173.5


@dataclass(frozen=True, slots=True)
class RiskColumns:
    """Where each column stands, numbered from 0."""

    is_last: bool

    @property
    def needed(self) -> int:
        return GAP + 1

    @property
    def year_end(self) -> int:
        return GAP + 2

    @property
    def standing(self) -> int:
        return GAP + 1 if self.is_last else GAP + 3

    @property
    def outlook(self) -> int:
        return self.standing + 1

    @property
    def cause(self) -> int:
        return self.standing + 1 if self.is_last else self.standing + 2

    @property
    def proposal(self) -> int:
        return self.cause + 1

    @property
    def lead(self) -> int:
        return self.cause + 2

    @property
    def widths(self) -> list[float]:
        ahead = [] if self.is_last else list(_AHEAD)
        outlook = [] if self.is_last else [15.0]
        widths = [*_FIXED, *ahead, 12.0, *outlook, 24.0, 23.0, 15.0]
        spare = WHOLE_WIDTH - sum(widths)
        widths[self.cause] += spare / 2
        widths[self.proposal] += spare / 2
        return widths

    @property
    def work(self) -> list[tuple[int, int, str]]:
        """The columns of overdue work items, some of them merged."""
        task = (self.standing, self.standing) if self.is_last else (self.year_end, self.standing)
        days = (GAP, GAP) if self.is_last else (GAP, self.needed)
        told = (self.cause, self.cause) if self.is_last else (self.outlook, self.cause)
        return [
            (KEY, KEY, "TT"), (NAME, UNIT, "Đầu việc"), (NOW, MARK, "Thời hạn"),
            (*days, "Quá hạn (ngày)"), (*task, "Nhiệm vụ"), (*told, "Tình hình"),
            (self.proposal, self.proposal, "Đề nghị"), (self.lead, self.lead, "Đơn vị chủ trì"),
        ]  # fmt: skip


def headings(summary: Summary, columns: RiskColumns) -> list[str]:
    """The names of the columns."""
    period, year = summary.period, summary.year
    lead = ["TT", "Chỉ tiêu", "ĐVT"]
    tail = ["Nguyên nhân", "Giải pháp, đề nghị", "Đơn vị chủ trì"]
    if columns.is_last:
        return [*lead, f"Thực hiện năm {year}", "Mức phải đạt", "Chênh lệch", "Đánh giá", *tail]
    name = period.name.removesuffix(" đầu năm")
    name = f"{name[:1].lower()}{name[1:]}"
    left = rest_of_year(period) if period.quarters_left == 1 else "đến cuối năm"
    return [
        *lead, f"Thực hiện {name}", f"Mốc {name}", "Chênh lệch", f"Cần thêm {left}",
        f"Ước năm {year}", "Đánh giá", "Dự kiến cả năm", *tail,
    ]  # fmt: skip


def note(columns: RiskColumns) -> str:
    """What stands under the table."""
    if columns.is_last:
        return (
            "Cột (5): mức thấp của chỉ tiêu; chỉ tiêu “không quá”, “dưới” là mức cao. Cột (6): tỷ "
            "lệ % tính bằng điểm phần trăm. Nguyên nhân, giải pháp: theo báo cáo của đơn vị."
        )
    return (
        "Cột (5): mốc quý của Văn phòng, không có thì tính theo đường thẳng; chỉ tiêu phải giữ cả "
        "năm lấy bằng mức chỉ tiêu; chỉ tiêu đánh giá cuối năm không có mốc. Cột (6): tỷ lệ % "
        "tính bằng điểm phần trăm. Cột (7): phần còn thiếu so với mức thấp của chỉ tiêu cả năm. "
        "Cột (8): ước của đơn vị; (*) dự kiến tính theo tiến độ. Nguyên nhân, giải pháp: theo báo "
        "cáo của đơn vị."
    )
