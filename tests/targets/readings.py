"""A small resolution as it would be read, made by hand, and a draft of it."""

from decimal import Decimal

from targets.actions.resolution_drafts import start_draft
from targets.intake.proposing import propose
from targets.intake.reading import (
    Doubt,
    ReadGroup,
    ReadIndicator,
    Reading,
    ReadMeasure,
    ReadTask,
    ReadTaskGroup,
    Slip,
    Span,
)
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula

TEXT = """NGHỊ QUYẾT
I. Chỉ tiêu
1. Kinh tế
(1) Tổng vốn đầu tư khoảng 9.500 tỷ đồng;
(2) Tỷ lệ hộ dân sử dụng nước xạch trên 95%;
(3) Tỷ lệ chất thải được xử lý ít nhất 85%.
2. Xã hội
(4) Nâng cao đời sống Nhân dân.
II. Nhiệm vụ
1.1. Đổi mới phương thức lãnh đạo
Sửa đổi Quy chế làm việc.
"""


def span(words, text=TEXT):
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def read_measure(label, words="", goal=None, *, unit="%", formula=Formula.RATIO):
    place = span(words or label)
    return ReadMeasure(
        label, unit, formula, goal, words, place, goal_span=place if goal is not None else None
    )


def read_indicator(number, text, *measures):
    return ReadIndicator(number, text, span(text), measures)


def up(low, high=None, *, strict=False, tolerance="0"):
    top = None if high is None else Decimal(high)
    return Goal(Direction.UP, Decimal(low), top, strict, Decimal(tolerance))


def small_reading(text=TEXT, **fields):
    """Four indicators in two groups, one of them in words, a doubt, a slip, one task."""
    invested = read_measure(
        "Tổng vốn đầu tư", "khoảng 9.500 tỷ đồng", up("9500", tolerance="50"),
        unit="tỷ đồng", formula=Formula.VALUE,
    )  # fmt: skip
    water = read_measure("Tỷ lệ hộ dân sử dụng nước xạch", "trên 95%", up("95", strict=True))
    waste = read_measure("Tỷ lệ chất thải được xử lý", "ít nhất 85%", up("85"))
    lives = read_measure("Nâng cao đời sống Nhân dân", unit="", formula=Formula.VALUE)
    groups = (
        ReadGroup(
            "Kinh tế",
            (
                read_indicator("(1)", "Tổng vốn đầu tư khoảng 9.500 tỷ đồng", invested),
                read_indicator("(2)", "Tỷ lệ hộ dân sử dụng nước xạch trên 95%", water),
                read_indicator("(3)", "Tỷ lệ chất thải được xử lý ít nhất 85%", waste),
            ),
        ),
        ReadGroup("Xã hội", (read_indicator("(4)", "Nâng cao đời sống Nhân dân", lives),)),
    )
    task = ReadTask(
        "1.1",
        "Đổi mới phương thức lãnh đạo",
        "Sửa đổi Quy chế làm việc.",
        span("1.1. Đổi mới phương thức lãnh đạo\nSửa đổi Quy chế làm việc."),
    )
    fields.setdefault("title", "Nghị quyết về nhiệm vụ năm 2025")
    fields.setdefault("year", 2025)
    return Reading(
        text=text,
        groups=groups,
        task_groups=(ReadTaskGroup("Xây dựng Đảng", (task,)),),
        doubts=(Doubt("Chưa rõ 95% tính trên số hộ nào.", span("trên 95%")),),
        slips=(Slip(span("xạch"), "xạch", "sạch"),),
        **fields,
    )


def small_proposal(**fields):
    return propose(small_reading(**fields), next_year=2025, taken=())


def make_draft(by, reading=None, *, source_name="nghi-quyet.docx"):
    reading = reading or small_reading()
    proposal = propose(reading, next_year=2025, taken=())
    return start_draft(reading.text, proposal, source_name=source_name, by=by)
