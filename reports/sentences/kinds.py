"""Which sentence a measure gets: one table of kind × standing (mockups/papers §5)."""

from collections.abc import Mapping
from enum import StrEnum

from reports.assessment import MeasureLine
from targets.rules.comparison import Direction
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing


class Kind(StrEnum):
    """What a measure's target is like; the first test of `kind_of` that holds."""

    EXCESS = "excess"
    DECREASE = "decrease"
    INCREASED = "increased"  # a decrease that became an increase
    QUOTA = "quota"
    AT_MOST = "at_most"
    WITHIN = "within"
    AMOUNT = "amount"
    COUNT = "count"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at_least"


def kind_of(measure: MeasureLine) -> Kind:
    """The kind of a measure that has a goal and a figure."""
    target, figure = measure.target, measure.now.figure
    if target is None:
        raise ValueError(f"measure {measure.key} has no goal in the period in question")
    if measure.formula == Formula.EXCESS:
        return Kind.EXCESS
    if measure.formula == Formula.DECREASE:
        return Kind.INCREASED if figure is not None and figure < 0 else Kind.DECREASE
    if measure.assigned_basis:
        return Kind.QUOTA
    if target.direction == Direction.DOWN:
        return Kind.AT_MOST
    if target.direction == Direction.WITHIN:
        return Kind.WITHIN
    if measure.unit_of_measure != "%":
        return Kind.AMOUNT if measure.pace == Pace.CUMULATIVE else Kind.COUNT
    if target.tolerance:
        return Kind.ABOUT
    return Kind.AT_LEAST if target.low is None or target.high is None else Kind.RANGE


_EXCESS = "{tu} {ky} {dat} {a}, bằng {so} {mau} ({b}){cung_ky}"
_EXCESS_END = "{tu} cả năm {dat} {a}, bằng {so} {mau} ({b}){cung_ky}, vượt {vuot} so với {mau}"
_DECREASE = "{ty_le} còn {nay}, giảm {so} so với cuối năm trước ({goc})"
_INCREASED = "{ty_le} là {nay}, tăng {tang} so với cuối năm trước ({goc})"
_QUOTA = "{dau} {dat} {so} {duoi}{tu_mau}{cung_ky}"
_CEILING = "{ct} {ky} là {so}{cung_ky}"
_AMOUNT = "{ct} {ky} {dat} {so}{cung_ky}, bằng {tl} chỉ tiêu Nghị quyết ({nq})"
_SHARE: Mapping[Standing, str] = {
    Standing.ON_TRACK: "{A}, {so_moc}, đúng tiến độ (cả năm: {nq})",
    Standing.BEHIND: "{A}, {so_moc}, chậm tiến độ (cả năm: {nq})",
    Standing.IN_PROGRESS: "{A}, {so_nq} ({nq}); đang thực hiện{cuoi_nam}",
}
_RATE: Mapping[Standing, str] = {
    Standing.ON_TRACK: "{A}, {so_nq} ({nq}), đúng tiến độ",
    Standing.BEHIND: "{A}, {so_nq} ({nq}), thấp hơn yêu cầu",
}

SENTENCES: Mapping[Kind, Mapping[Standing, str]] = {
    Kind.EXCESS: {
        Standing.EXCEEDED: f"{_EXCESS_END}, cao hơn mức cao của chỉ tiêu Nghị quyết ({{nq}})",
        Standing.MET: f"{_EXCESS_END}, đạt chỉ tiêu Nghị quyết ({{nq}})",
        Standing.MISSED: (
            "{tu} cả năm {dat} {a}, bằng {so} {mau} ({b}){cung_ky}, không đạt chỉ tiêu Nghị quyết "
            "({nq})"
        ),
        Standing.ON_TRACK: f"{_EXCESS}, đúng tiến độ (mốc {{ky}}: {{moc}}; cả năm: {{nq100}})",
        Standing.BEHIND: f"{_EXCESS}, {{so_moc}}, chậm tiến độ (cả năm: {{nq100}})",
        Standing.IN_PROGRESS: f"{_EXCESS}; đang thực hiện{{cuoi_nam}} (cả năm: {{nq100}})",
    },
    Kind.DECREASE: {
        Standing.EXCEEDED: f"{_DECREASE}, vượt mức cao của chỉ tiêu Nghị quyết ({{nq}})",
        Standing.MET: f"{_DECREASE}, đạt chỉ tiêu Nghị quyết ({{nq}})",
        Standing.MISSED: (
            "{ty_le} còn {nay}, mới giảm {so} so với cuối năm trước ({goc}), không đạt chỉ tiêu "
            "Nghị quyết ({nq})"
        ),
        Standing.ON_TRACK: (
            f"{_DECREASE}, đúng tiến độ (mốc {{ky}}: giảm {{moc}}; cả năm: {{nq}})"
        ),
        Standing.BEHIND: f"{_DECREASE}, {{so_moc}}, chậm tiến độ (cả năm: {{nq}})",
        Standing.IN_PROGRESS: f"{_DECREASE}; đang thực hiện{{cuoi_nam}} (chỉ tiêu: {{nq}})",
    },
    Kind.INCREASED: {
        Standing.MISSED: f"{_INCREASED}, không đạt chỉ tiêu Nghị quyết ({{nq}})",
        Standing.BEHIND: f"{_INCREASED}, chậm tiến độ (cả năm: {{nq}})",
        Standing.ON_TRACK: f"{_INCREASED}, đúng tiến độ (cả năm: {{nq}})",
        Standing.IN_PROGRESS: f"{_INCREASED}; đang thực hiện{{cuoi_nam}} (chỉ tiêu: {{nq}})",
    },
    Kind.QUOTA: {
        Standing.EXCEEDED: f"{_QUOTA}, vượt chỉ tiêu cả năm",
        Standing.MET: f"{_QUOTA}, hoàn thành chỉ tiêu cả năm",
        Standing.MISSED: f"{_QUOTA}, không đạt chỉ tiêu",
        Standing.ON_TRACK: f"{_QUOTA}, đúng tiến độ (mốc {{ky}}: {{moc}})",
        Standing.BEHIND: f"{_QUOTA}, {{so_moc}}, chậm tiến độ",
        Standing.IN_PROGRESS: f"{_QUOTA}; đang thực hiện{{cuoi_nam}} (chỉ tiêu: {{nq}})",
    },
    Kind.AT_MOST: {
        Standing.EXCEEDED: (
            "{ct} là {so}{cung_ky}, thấp hơn {lech} so với mức cho phép ({nq}), tốt hơn chỉ tiêu"
        ),
        Standing.MET: ("{ct} là {so}{cung_ky}, không vượt mức cho phép ({nq}), đạt chỉ tiêu"),
        Standing.MISSED: (
            "{ct} là {so}{cung_ky}, cao hơn {lech} so với mức cho phép ({nq}), vượt mức cho phép"
        ),
        Standing.ON_TRACK: (
            f"{_CEILING}, đúng tiến độ (mốc {{ky}}: {{moc}}; mức cho phép cả năm: {{nq}})"
        ),
        Standing.BEHIND: f"{_CEILING}, {{so_moc}}, có nguy cơ vượt mức cho phép cả năm ({{nq}})",
        Standing.IN_PROGRESS: f"{_CEILING}; đang thực hiện (mức cho phép cả năm: {{nq}})",
    },
    Kind.WITHIN: {
        Standing.MET: "{A}, trong khoảng cho phép ({nq}{sai_so}), đạt chỉ tiêu",
        Standing.MISSED: "{A}, ngoài khoảng cho phép ({nq}{sai_so}), không đạt chỉ tiêu",
        Standing.ON_TRACK: "{A}, đúng tiến độ (cả năm: {nq}{sai_so})",
        Standing.BEHIND: "{A}, có nguy cơ ra ngoài khoảng cho phép (cả năm: {nq}{sai_so})",
        Standing.IN_PROGRESS: "{A}; đang thực hiện{cuoi_nam} (chỉ tiêu: {nq}{sai_so})",
    },
    Kind.AMOUNT: {
        Standing.EXCEEDED: f"{_AMOUNT}, vượt chỉ tiêu cả năm",
        Standing.MET: f"{_AMOUNT}, hoàn thành chỉ tiêu cả năm",
        Standing.MISSED: f"{_AMOUNT}, còn thiếu {{lech}}, không đạt chỉ tiêu",
        Standing.ON_TRACK: f"{_AMOUNT}, đúng tiến độ (mốc {{ky}}: {{moc}})",
        Standing.BEHIND: (
            f"{_AMOUNT}, {{so_moc}}, chậm tiến độ; để đạt chỉ tiêu, {{ky_con_lai}} phải thực hiện "
            "thêm {can}"
        ),
        Standing.IN_PROGRESS: f"{_AMOUNT}; đang thực hiện{{cuoi_nam}}",
    },
    Kind.COUNT: {
        Standing.EXCEEDED: (
            "{co_n}, nhiều hơn {lech} so với chỉ tiêu Nghị quyết ({nq}), vượt chỉ tiêu"
        ),
        Standing.MET: "{co_n}, đạt chỉ tiêu Nghị quyết ({nq})",
        Standing.MISSED: (
            "{co_n}, thiếu {lech} so với chỉ tiêu Nghị quyết ({nq}), không đạt chỉ tiêu"
        ),
        Standing.ON_TRACK: "{co_n}, đúng tiến độ (mốc {ky}: {moc}; cả năm: {nq})",
        Standing.BEHIND: "{co_n}, thiếu {hut} so với mốc {ky}, chậm tiến độ (cả năm: {nq})",
        Standing.IN_PROGRESS: (
            "{co_n}, còn {lech} phải hoàn thành theo chỉ tiêu Nghị quyết; đang thực hiện{cuoi_nam}"
        ),
    },
    Kind.ABOUT: {
        Standing.EXCEEDED: "{A}, {so_nq} ({nq}{sai_so}), vượt chỉ tiêu",
        Standing.MET: "{A}, đạt chỉ tiêu Nghị quyết ({nq}{sai_so})",
        Standing.MISSED: "{A}, {so_nq} ({nq}{sai_so}), không đạt chỉ tiêu",
        **_SHARE,
    },
    Kind.RANGE: {
        Standing.EXCEEDED: "{A}, vượt mức cao của chỉ tiêu Nghị quyết ({nq})",
        Standing.MET: "{A}, trong khoảng chỉ tiêu Nghị quyết ({nq}), đạt chỉ tiêu",
        Standing.MISSED: "{A}, {so_nq} ({nq}), không đạt chỉ tiêu",
        **_SHARE,
    },
    Kind.AT_LEAST: {
        Standing.EXCEEDED: "{A}, {so_nq} ({nq}), vượt chỉ tiêu",
        Standing.MET: "{A}, đạt chỉ tiêu Nghị quyết ({nq})",
        Standing.MISSED: "{A}, {so_nq} ({nq}), không đạt chỉ tiêu",
        **_SHARE,
    },
}


def pattern_of(measure: MeasureLine) -> str:
    """The sentence's pattern, with slots in braces; raises KeyError for no such case."""
    kind, standing = kind_of(measure), measure.standing
    if measure.pace == Pace.RATE and kind in {Kind.ABOUT, Kind.RANGE, Kind.AT_LEAST}:
        return _RATE.get(standing) or SENTENCES[kind][standing]
    return SENTENCES[kind][standing]
