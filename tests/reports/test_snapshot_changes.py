"""What differs between a kept summary and today's; no database."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.assessment import (
    FinalLine,
    GroupLine,
    IndicatorLine,
    ReportLine,
    Summary,
    Typed,
    indicator_standings,
)
from reports.snapshot_changes import Change, ChangedIndicator, changes_between
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from tests.reports.lines import PERIODS, line

D = Decimal
RATIO = {
    "formula": Formula.RATIO,
    "pace": Pace.LEVEL,
    "unit_of_measure": "%",
    "decimals": 2,
    "denominator_label": "Tổng số thôn",
    "target": ("ít nhất 60%", "up", "60", None),
}


def indicator(*measures, number=1, **fields):
    fields = {"lead_name": "Phòng Tài chính", **fields}
    return IndicatorLine(
        number=number,
        label=f"({number})",
        wording=f"Chỉ tiêu số {number}",
        measures=measures,
        standings=indicator_standings(measures, 4),
        place=2,
        **fields,
    )


def summary(*indicators, **fields):
    return Summary(
        "nq", 3, "Nghị quyết", 2024, PERIODS, (GroupLine(1, "Kinh tế", indicators),),
        datetime.date(2024, 9, 24), **fields,
    )  # fmt: skip


def ratio(above, below, **typed):
    return Typed(numerator=D(above), denominator=D(below), **typed)


def told(before, after):
    """Everything that is told of one indicator, without its key."""
    found = changes_between(summary(before), summary(after))
    return [(each.what, each.old, each.new) for one in found for each in one.changes]


def test_nothing_changed():
    same = summary(indicator(line(20, 40, 60)), indicator(line(1, 2, 3), number=2))
    assert changes_between(same, same) == []
    later = replace(same, made_on=datetime.date(2024, 10, 2), warnings=("Khác",))
    assert changes_between(same, later) == []


def test_one_corrected_figure_is_told_with_what_is_judged_of_it():
    kept = summary(indicator(line(20, 40, 60)), indicator(line(1, 2, 3), number=2))
    now = summary(indicator(line(20, 40, 80)), indicator(line(1, 2, 3), number=2))
    assert changes_between(kept, now) == [
        ChangedIndicator(
            1,
            "Chỉ tiêu số 1",
            (
                Change("1", "Số 9 tháng", "60,0 tỷ đồng", "80,0 tỷ đồng"),
                Change("1", "Đánh giá tự động", "Chậm tiến độ", "Đúng tiến độ"),
            ),
        )
    ]


def plain(**fields):
    return indicator(line(20, 40, 60, **fields))


def nature(code):
    return indicator(line(20, 40, Typed(value=D(60), nature=code)))


CASES = {
    "an earlier quarter": (
        plain(), indicator(line(20, 45, 60)),
        [("Số 6 tháng đầu năm", "40,0 tỷ đồng", "45,0 tỷ đồng")],
    ),
    "a later quarter is no business of the paper": (plain(), indicator(line(20, 40, 60, 90)), []),
    "a figure that was missing": (
        indicator(line(20, 40)),
        indicator(line(20, 40, 80)),
        [("Số 9 tháng", "chưa có", "80,0 tỷ đồng"),
         ("Đánh giá tự động", "Chưa có số liệu", "Đúng tiến độ")],
    ),
    "a figure that is gone": (
        indicator(line(20, 40, 80)),
        indicator(line(20, 40)),
        [("Số 9 tháng", "80,0 tỷ đồng", "chưa có"),
         ("Đánh giá tự động", "Đúng tiến độ", "Chưa có số liệu")],
    ),
    "digits that the paper does not print": (
        plain(), indicator(line(20, 40, "60.01")), [("Số 9 tháng", "60", "60,01")]
    ),
    "a share and its fraction": (
        indicator(line(None, None, ratio(66, 112), **RATIO)),
        indicator(line(None, None, ratio(67, 112), **RATIO)),
        [("Số 9 tháng", "58,93% (66/112 thôn)", "59,82% (67/112 thôn)")],
    ),
    "the same share of another fraction": (
        indicator(line(None, None, ratio(1, 2), **RATIO)),
        indicator(line(None, None, ratio(2, 4), **RATIO)),
        [("Số 9 tháng", "50,00% (1/2 thôn)", "50,00% (2/4 thôn)")],
    ),
    "secret amounts are no change and are not told": (
        indicator(line(None, None, ratio(1, 2), **RATIO, percent_only=True)),
        indicator(line(None, None, ratio(2, 4), **RATIO, percent_only=True)),
        [],
    ),
    "an estimate becomes official": (
        nature("estimate"), nature("official"), [("Loại số 9 tháng", "Ước", "Chính thức")]
    ),
    "the unit's estimate of the year": (
        indicator(line(20, 40, Typed(value=D(60), year_estimate=D(98)))),
        indicator(line(20, 40, Typed(value=D(60), year_estimate=D(101)))),
        [("Ước cả năm", "98,0 tỷ đồng", "101,0 tỷ đồng")],
    ),
    "last year's figure": (
        indicator(line(20, 40, Typed(value=D(60), year_ago=D(55)))),
        plain(),
        [("Cùng kỳ năm trước", "55,0 tỷ đồng", "chưa có")],
    ),
    "last year's result": (
        plain(baseline=D(90)), plain(baseline=D("90.04")),
        [("Thực hiện năm 2023", "90", "90,04")],
    ),
    "a milestone": (
        plain(milestone=70), plain(milestone=65),
        [("Mốc kỳ này", "70,0 tỷ đồng (theo mốc quý)", "65,0 tỷ đồng (theo mốc quý)")],
    ),
    "a milestone that was taken back": (
        plain(milestone=70), plain(),
        [("Mốc kỳ này", "70,0 tỷ đồng (theo mốc quý)", "75,0 tỷ đồng (theo đường thẳng)")],
    ),
    "an amended target, with its digits": (
        plain(), plain(target=("ít nhất 120", "up", "120", None)),
        [("Chỉ tiêu NQ 2024", "ít nhất 100", "ít nhất 120")],
    ),
    "the same words with another bound": (
        plain(), plain(target=("ít nhất 100", "up", "101", None)),
        [("Chỉ tiêu NQ 2024", "mức thấp 100", "mức thấp 101")],
    ),
    "another tolerance": (
        plain(tolerance=5), plain(tolerance=10),
        [("Chỉ tiêu NQ 2024", "ít nhất 100 (± 5 tỷ đồng)", "ít nhất 100 (± 10 tỷ đồng)")],
    ),
    "a goal in words that got a bound": (
        plain(target=None), plain(),
        [("Chỉ tiêu NQ 2024", "đánh giá bằng nhận xét", "ít nhất 100"),
         ("Đánh giá tự động", "Chưa đến kỳ đánh giá", "Chậm tiến độ")],
    ),
    "a rating by hand": (
        plain(), replace(plain(), final=FinalLine(Standing.MET, "Đã giao đủ")),
        [("Đánh giá của lãnh đạo, Văn phòng", "không có", "Đạt; lý do: Đã giao đủ")],
    ),
    "another reason": (
        replace(plain(), final=FinalLine(Standing.MET, "Một")),
        replace(plain(), final=FinalLine(Standing.MET, "Hai")),
        [("Đánh giá của lãnh đạo, Văn phòng", "Đạt; lý do: Một", "Đạt; lý do: Hai")],
    ),
    "a rating that was taken back": (
        replace(plain(), final=FinalLine(Standing.MISSED)), plain(),
        [("Đánh giá của lãnh đạo, Văn phòng", "Không đạt", "không có")],
    ),
    "what the unit wrote": (
        indicator(line(20, 40, 60), report=ReportLine(results="Đã làm", causes="Mưa")),
        indicator(
            line(20, 40, 60),
            report=ReportLine(results="Đã làm", causes="Mưa lũ", proposals="Thêm vốn"),
        ),
        [("Thuyết minh: nguyên nhân", "Mưa", "Mưa lũ"),
         ("Thuyết minh: đề xuất", "bỏ trống", "Thêm vốn")],
    ),
    "who approved it and when is no figure": (
        indicator(line(20, 40, 60), report=ReportLine(approved_by="A", status="approved")),
        indicator(
            line(20, 40, 60),
            report=ReportLine(approved_by="B", status="returned", revising=True),
        ),
        [],
    ),
    "another lead unit": (
        plain(), replace(plain(), lead_name="Phòng Kinh tế"),
        [("Đơn vị chủ trì", "Phòng Tài chính", "Phòng Kinh tế")],
    ),
    "another wording": (
        plain(), replace(plain(), wording="Khác"),
        [("Nội dung chỉ tiêu", "Chỉ tiêu số 1", "Khác")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(case):
    before, after, expected = CASES[case]
    assert told(before, after) == expected


def test_a_long_text_changed_at_its_end_is_still_told():
    words = "dài " * 100
    before, after = (
        indicator(line(20, 40, 60), report=ReportLine(causes=words + end)) for end in ("a", "b")
    )
    ((what, old, new),) = told(before, after)
    assert (what, new) == ("Thuyết minh: nguyên nhân", f"{old} (đã sửa ở phần sau)")


def test_parts_of_a_compound_indicator_go_by_their_own_key():
    parts = {
        "a": line(20, 40, 60, key="3a", letter="a"),
        "b": line(20, 40, 80, key="3b", letter="b"),
    }
    better = line(20, 40, 80, key="3a", letter="a")
    new_part = line(20, 40, 80, key="3c", letter="c")
    kept = summary(indicator(*parts.values(), number=3))
    now = summary(indicator(better, new_part, number=3))
    assert changes_between(kept, now)[0].changes == (
        Change("3a", "Số 9 tháng", "60,0 tỷ đồng", "80,0 tỷ đồng"),
        Change("3a", "Đánh giá thành phần", "Chậm tiến độ", "Đúng tiến độ"),
        Change("3b", "Chỉ tiêu thành phần", "có trong bản chốt", "đã bỏ"),
        Change("3c", "Chỉ tiêu thành phần", "không có", "mới thêm"),
        Change("3", "Đánh giá tự động", "Chậm tiến độ", "Đúng tiến độ"),
    )


def test_a_part_is_named_by_its_key():
    changes = (Change("3a", "Số 9 tháng", "1", "2"), Change("3", "Đánh giá tự động", "x", "y"))
    one = ChangedIndicator(3, "Chỉ tiêu", changes)
    assert one.rows == [("3a. Số 9 tháng", changes[0]), ("Đánh giá tự động", changes[1])]


def test_indicators_that_came_and_went():
    one, two = plain(), indicator(line(20, 40, 60), number=2)
    assert changes_between(summary(one), summary(two)) == [
        ChangedIndicator(
            1, "Chỉ tiêu số 1", (Change("1", "Chỉ tiêu", "có trong bản chốt", "đã bỏ"),)
        ),
        ChangedIndicator(
            2, "Chỉ tiêu số 2", (Change("2", "Chỉ tiêu", "chưa có khi chốt", "mới thêm"),)
        ),
    ]
