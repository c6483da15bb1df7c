"""What pages and papers say of a summary's values, in the office's words (design §3.3, §3.4)."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from reports.assessment import (
    Basis,
    Cell,
    MeasureLine,
    PeriodLine,
    Summary,
    TargetLine,
    Typed,
)
from targets.labels import NATURE_LABELS, standing_label
from targets.rules.appraisal import ExpectedFrom, Whose
from targets.rules.comparison import Direction, Outcome
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import format as printed
from targets.rules.numbers import with_unit
from targets.rules.standing import Standing
from targets.rules.workflow import Status

NOTHING = "–"
REVISING = "đang điều chỉnh"
SINGLE_HANDED = "người nhập tự duyệt"
PERCENT_ONLY = "chỉ có tỷ lệ"
UNCONFIRMED_PLAN = (
    "Đơn vị chủ trì và mốc quý là đề xuất của phần mềm, chờ Văn phòng xác nhận (Nghị quyết không "
    "ghi đơn vị chủ trì)."
)
OUTLOOK_WORDS: Mapping[Outcome | None, str] = {
    Outcome.MET: "dự kiến đạt",
    Outcome.EXCEEDED: "dự kiến vượt",
    Outcome.SHORT: "khó đạt",
    None: "chưa đủ căn cứ",
}
WHOSE_WORDS: Mapping[Whose, str] = {Whose.UNIT: "đơn vị ước", Whose.PACE: "theo đà"}
EXPECTED_WORDS: Mapping[ExpectedFrom, str] = {
    ExpectedFrom.MILESTONE: "theo mốc quý",
    ExpectedFrom.LINE: "theo đường thẳng",
    ExpectedFrom.ALL_YEAR: "giữ cả năm",
    ExpectedFrom.NONE: "",
}
POINT = "điểm %"
LONGEST_NOUN = 24


def day(value: datetime.date) -> str:
    return f"{value:%d/%m/%Y}"


def figures_basis(summary: Summary) -> str:
    """Which figures count, as of when: Số liệu đã duyệt đến 24/09/2024."""
    figures = "đã duyệt và đã gửi" if summary.include_submitted else "đã duyệt"
    return f"Số liệu {figures} đến {day(summary.made_on)}"


def why_no_figure(status: str, basis: Basis, typed: Typed, *, opened: bool = True) -> str:
    """Why a figure is missing, to stand beside NO_FIGURE (design §3.4)."""
    if basis is Basis.NONE:
        if status == Status.SUBMITTED:
            return "đã gửi, chờ duyệt"
        if status == Status.RETURNED:
            return "đang trả lại"
        return "chưa gửi" if opened else "kỳ báo cáo chưa mở"
    said = f"chưa có: {typed.missing_reason}" if typed.missing_reason else "chưa có"
    return f"{said}, dự kiến {day(typed.expected_on)}" if typed.expected_on else said


def outlook_words(cell: Cell, direction: Direction | None) -> str:
    """Where the year is heading; below a ceiling "vượt" would say the opposite."""
    if direction == Direction.DOWN and cell.outlook == Outcome.EXCEEDED:
        return "dự kiến tốt hơn chỉ tiêu"
    return OUTLOOK_WORDS[cell.outlook]


def outlook_whose(cell: Cell) -> str:
    """Whose outlook it is: the unit's estimate or the pace so far; empty where there is none."""
    return "" if cell.outlook_whose is None else WHOSE_WORDS[cell.outlook_whose]


def expected_words(cell: Cell) -> str:
    return EXPECTED_WORDS[cell.expected_from]


def standing_words(measure: MeasureLine | None, standing: Standing) -> str:
    """The word of a standing as direction and pace of the measure ask for it."""
    if measure is None:
        return standing_label(standing)
    return standing_label(standing, measure.direction, measure.pace)


def nature_words(typed: Typed) -> str:
    return NATURE_LABELS.get(typed.nature, "")


def number(measure: MeasureLine, figure: Decimal | None) -> str:
    """A figure without its unit; an excess is printed as done against given (design §3.2)."""
    if figure is None:
        return NOTHING
    target = measure.target
    bounds = () if target is None else tuple(b for b in (target.low, target.high) if b is not None)
    if measure.formula == Formula.EXCESS:
        figure, bounds = figure + HUNDRED, tuple(bound + HUNDRED for bound in bounds)
    return printed(figure, measure.decimals, bounds=bounds)


def figure_text(measure: MeasureLine, figure: Decimal | None) -> str:
    """A figure with its unit: 5.560,4 tỷ đồng; 58,93%; 54,38% tỉnh giao."""
    if figure is None:
        return NOTHING
    text = number(measure, figure)
    if measure.formula == Formula.EXCESS:
        return f"{text}% {measure.assigned_basis.removeprefix('chỉ tiêu ') or 'số giao'}"
    return with_unit(text, measure.unit_of_measure)


def difference(measure: MeasureLine, gap: Decimal | None) -> str:
    """A distance between two figures of a measure: 1,52 điểm %; 3.939,6 tỷ đồng."""
    if gap is None:
        return NOTHING
    text = printed(gap, measure.decimals)
    return with_unit(text, POINT if measure.unit_of_measure == "%" else measure.unit_of_measure)


def typed_pair(measure: MeasureLine, typed: Typed) -> str:
    """What was typed where it is not the figure itself: 66/112; 2,49; chỉ có tỷ lệ."""
    if measure.formula == Formula.VALUE:
        return ""
    if measure.percent_only:
        return PERCENT_ONLY
    if typed.numerator is not None and typed.denominator is not None:
        return f"{_short(typed.numerator)}/{_short(typed.denominator)}{counted(measure)}"
    if typed.value is None:
        return ""
    if measure.formula == Formula.DECREASE:
        return f"còn {printed(typed.value, measure.decimals)}%"
    return PERCENT_ONLY


def target_text(measure: MeasureLine) -> str:
    """The target in the resolution's words."""
    return measure.target_wording or "đánh giá bằng nhận xét"


def amended_words(measure: MeasureLine) -> str:
    """`khoảng 9.000 tỷ đồng theo Quyết định số 12 (trước đó: …)`; empty where nothing amended."""
    before, target = measure.amended_from, measure.target
    if before is None or target is None:
        return ""
    by = f" theo {target.decision}" if target.decision else ", đã điều chỉnh"
    return f"{target_text(measure)}{by} (trước đó: {before.wording})"


def tolerance_text(measure: MeasureLine) -> str:
    """`± 0,5 điểm %` where "khoảng" was read with a tolerance, else empty."""
    target: TargetLine | None = measure.target
    if target is None or not target.tolerance:
        return ""
    return f"± {difference_plain(measure, target.tolerance)}"


def difference_plain(measure: MeasureLine, amount: Decimal) -> str:
    """A distance with only the digits it has: 0,5 điểm %; 50 tỷ đồng."""
    unit = POINT if measure.unit_of_measure == "%" else measure.unit_of_measure
    return with_unit(_short(amount), unit)


def period_phrase(period: PeriodLine) -> str:
    """A period's name inside a sentence: quý I, 6 tháng đầu năm, 9 tháng, cả năm."""
    if period.is_last:
        return "cả năm"
    return period.name[:1].lower() + period.name[1:]


def _short(amount: Decimal) -> str:
    """Thousands in dots, decimals only where there are any."""
    places = max(0, -int(amount.normalize().as_tuple().exponent))
    return printed(amount, places)


def counted(measure: MeasureLine) -> str:
    """What a share counts, with a space before it: " trường", " tỷ đồng"; "" where unsaid."""
    noun = _noun(measure.denominator_label) or _noun(measure.numerator_label)
    return f" {noun}" if noun else ""


def _noun(label: str) -> str:
    """The unit in brackets at a label's end, else what stands after "Tổng số" or "Số"."""
    if label.endswith(")"):
        return label.rpartition("(")[2].rstrip(")")
    for lead in ("Tổng số ", "Số "):
        if label.startswith(lead):
            words = label.removeprefix(lead)
            return words if len(words) <= LONGEST_NOUN else ""
    return ""
