"""From a unit's sheet to its Excel form: every row with what is saved, or with what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django import forms
from django.utils.text import slugify

from targets import clock
from targets.forms.reporting import boxes_of
from targets.intake.form.unit_form import (
    NARRATIVES,
    Against,
    Box,
    FigureRow,
    Held,
    Kind,
    Result,
    Shown,
    UnitForm,
    WordsRow,
    WorkRow,
    text_of,
)
from targets.labels import NATURE_LABELS
from targets.models import Letterhead, Unit
from targets.rules.appraisal import ExpectedFrom
from targets.rules.checks import SMALL_COUNT
from targets.rules.figures import Formula
from targets.rules.numbers import NotANumber, parse
from targets.rules.pace import Pace
from targets.views.indicator_box import IndicatorBox
from targets.views.measure_box import MeasureBox
from targets.views.sheet_page import SheetPage
from targets.wording import grouped, period_title, printed, split_unit

KINDS = {
    "nature": Kind.NATURE,
    "missing_reason": Kind.TEXT,
    "expected_on": Kind.DAY,
    **dict.fromkeys(("value", "numerator", "denominator", "year_estimate"), Kind.NUMBER),
    **dict.fromkeys(NARRATIVES, Kind.TEXT),
}
MORE = ("nature", "year_estimate", "missing_reason", "expected_on")
FROM = {
    ExpectedFrom.MILESTONE: "theo mốc quý",
    ExpectedFrom.LINE: "theo đường thẳng",
    ExpectedFrom.ALL_YEAR: "giữ cả năm",
}


def form_of(
    page: SheetPage, notes: Mapping[str, str] | None = None, *, works: Sequence[WorkRow] = ()
) -> UnitForm:
    """The form of the indicators on the page; two queries. `notes`: a comment by box name.

    Where an indicator's box holds what somebody typed, its rows show that and not what is saved.
    """
    remarks = notes or {}
    suppliers = _suppliers(page.boxes)
    resolution, period = page.resolution, page.period
    return UnitForm(
        slug=resolution.slug,
        quarter=period.quarter,
        unit_code=page.unit.code,
        unit_name=page.unit.name,
        title=resolution.title,
        year=resolution.year,
        period_name=period.name,
        period_title=period_title(period.name, resolution.year),
        previous_name=page.facts.previous.name if page.facts.previous else "",
        due_on=period.due_on,
        made_on=clock.today(),
        contact=Letterhead.current().contact,
        illustrative=resolution.illustrative,
        versions={box.number: box.line.version for box in page.boxes},
        figures=[
            _figure_row(measure, remarks, suppliers.get(measure.measure.supplier_id or 0, ""))
            for box in page.boxes
            for measure in box.measures
        ],
        words=[_words_row(box, remarks) for box in page.boxes],
        works=works,
    )


def saved_texts(page: SheetPage) -> dict[str, str]:
    """What is saved now in each box the form has, as a person would type it."""
    figures = (_figure_row(one, {}, "") for box in page.boxes for one in box.measures)
    boxes = [one for row in figures for one in row.boxes()]
    boxes += [one for box in page.boxes for one in _words_row(box, {}).boxes.values()]
    return {box.name: text_of(box.saved) for box in boxes}


def file_name(page: SheetPage, kind: str = "Phiếu báo cáo", ending: str = "") -> str:
    """phieu-bao-cao-9-thang-nam-2024-phong-tai-chinh.xlsx: letters every system can keep."""
    period = period_title(page.period.name, page.resolution.year)
    words = f"{kind} {period} {page.unit.code} {ending}"
    return f"{slugify(words.replace('đ', 'd').replace('Đ', 'D'))}.xlsx"


def _suppliers(boxes: Iterable[IndicatorBox]) -> dict[int, str]:
    ids = [pk for box in boxes for one in box.line.measures if (pk := one.measure.supplier_id)]
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def _figure_row(measure: MeasureBox, notes: Mapping[str, str], supplier: str) -> FigureRow:
    line, row = measure.line, measure.measure
    pair = "numerator" in boxes_of(line) and line.formula != Formula.DECREASE
    rate = pair and "value" in boxes_of(line)
    percent = "%" if line.unit == "%" or line.formula == Formula.EXCESS else ""
    return FigureRow(
        key=line.key,
        name=row.name,
        asks=_asks(measure) if pair or line.formula == Formula.DECREASE else "",
        unit=_typed_unit(measure, pair=pair),
        goal=_goal(measure),
        expected=_expected(measure, percent),
        previous=_previous(measure, percent),
        year_ago=_compared(measure, line.year_ago, percent),
        main=box_in(measure.form, "numerator" if pair else "value", notes),
        denominator=_denominator(measure, notes, pair=pair),
        rate=box_in(measure.form, "value", notes) if rate else None,
        result=_result(measure, pair=pair),
        result_decimals=row.decimals,
        result_unit=percent,
        baseline=line.terms.baseline,
        against=_against(measure, pair=pair),
        is_due=line.is_due,
        in_words=line.terms.goal is None and not line.contributes,
        cumulative=line.terms.pace == Pace.CUMULATIVE,
        mark=_mark(measure),
        part_of_whole=line.terms.part_of_whole,
        more={name: box_in(measure.form, name, notes) for name in MORE},
        notes=_notes(measure, supplier),
    )


def _words_row(box: IndicatorBox, notes: Mapping[str, str]) -> WordsRow:
    texts = {name: box_in(box.form.narrative, name, notes) for name in NARRATIVES}
    return WordsRow(box.number, box.indicator.wording, texts)


def box_in(form: forms.Form, name: str, notes: Mapping[str, str]) -> Box:
    """A cell for a field of the sheet: what is saved, or what was typed into a bound form."""
    full = form.add_prefix(name)
    typed: Held = None
    is_typed = form.is_bound
    if is_typed:
        typed = form.cleaned_data.get(name) if form.is_valid() else _cleaned(form, name)
        if name == "nature":
            typed = NATURE_LABELS.get(str(typed or ""), str(form[name].value() or "")).lower()
    field = form.fields[name]
    return Box(
        name=full,
        kind=KINDS[name],
        saved=_saved(form, name),
        typed=typed,
        is_typed=is_typed,
        note=notes.get(full, ""),
        negative=getattr(field, "negative", True),
    )


def _cleaned(form: forms.Form, name: str) -> Held:
    """The value of a box that reads, else its text as it was typed."""
    if name in form.errors or name not in form.cleaned_data:
        return as_held(KINDS[name], str(form[name].value() or ""))
    held: Held = form.cleaned_data[name]
    return held


def as_held(kind: Kind, text: str) -> Held:
    """A typed text as a cell holds it: a number where it reads as one."""
    try:
        return parse(text) if kind is Kind.NUMBER else text
    except NotANumber:
        return text


def _saved(form: forms.Form, name: str) -> Held:
    """What is saved; the nature in words, and only of a figure that is there."""
    saved = form.initial.get(name)
    if name == "nature":
        line = getattr(form, "line", None)
        return NATURE_LABELS.get(str(saved), "").lower() if line and line.figure else ""
    held: Held = "" if saved is None else saved
    return held


def _asks(measure: MeasureBox) -> str:
    """What the boxes of a rate take, in the measure's own words."""
    row = measure.measure
    if measure.line.formula == Formula.DECREASE:
        baseline = measure.line.terms.baseline
        was = f" (cuối năm trước {grouped(baseline)}%)" if baseline is not None else ""
        return f"Nhập tỷ lệ hiện nay{was}"
    above, below = row.numerator_label or "tử số", row.denominator_label or "mẫu số"
    return f"Nhập: {above} / {below}"


def _typed_unit(measure: MeasureBox, *, pair: bool) -> str:
    if pair:
        return split_unit(measure.measure.numerator_label)[1]
    return "%" if measure.line.formula == Formula.DECREASE else measure.line.unit


def _goal(measure: MeasureBox) -> str:
    target = measure.line.target
    if target is None:
        return "bằng lời"
    words = target.wording or str(target)
    return f"{words} (±{grouped(target.tolerance)})" if target.tolerance else words


def _compared(measure: MeasureBox, figure: Decimal | None, percent: str) -> Shown:
    if figure is None:
        return Shown()
    number = printed(measure.line.formula, figure)
    return Shown(number, measure.measure.decimals, percent)


def _expected(measure: MeasureBox, percent: str) -> Shown:
    if not measure.line.is_due:
        return Shown(words="cuối năm")
    return _compared(measure, measure.verdict.expected, percent)


def _previous(measure: MeasureBox, percent: str) -> Shown:
    """Last quarter's figure; of an EXCESS the amount, which is what the box takes."""
    line = measure.line
    entry = line.previous_entry()
    if line.formula == Formula.EXCESS and not measure.measure.percent_only:
        return Shown() if entry.numerator is None else Shown(entry.numerator)
    return _compared(measure, line.last_figure(), percent)


def _mark(measure: MeasureBox) -> Decimal | None:
    goal = measure.line.terms.goal
    if goal is None or goal.mark is None:
        return None
    return printed(measure.line.formula, goal.mark)


def _denominator(
    measure: MeasureBox, notes: Mapping[str, str], *, pair: bool
) -> Box | Shown | None:
    if not pair:
        return None
    if measure.line.assigned is None:
        return box_in(measure.form, "denominator", notes)
    return Shown(measure.entry.denominator or measure.line.assigned)


def _result(measure: MeasureBox, *, pair: bool) -> Result:
    if pair:
        return Result.SHARE
    return Result.DECREASE if measure.line.formula == Formula.DECREASE else Result.SAME


def _against(measure: MeasureBox, *, pair: bool) -> Against:
    """As the checks of the sheet compare; a count of a few things may well grow tenfold."""
    line = measure.line
    last = line.last_figure()
    counts_few = (
        line.formula == Formula.VALUE
        and measure.measure.decimals == 0
        and last is not None
        and abs(last) < SMALL_COUNT
    )
    if line.formula == Formula.DECREASE or (counts_few and line.terms.pace != Pace.CUMULATIVE):
        return Against.NOTHING
    return Against.BOX if pair and line.formula == Formula.EXCESS else Against.RESULT


def _notes(measure: MeasureBox, supplier: str) -> list[str]:
    """How it is worked out, who has it, what still counts as reached, what it should be by now."""
    line, row = measure.line, measure.measure
    told = [
        ("Cách tính", row.method),
        ("Nguồn số liệu", row.source),
        ("Nơi cung cấp", supplier),
        ("Mẫu số", row.assigned_basis if line.assigned is not None else ""),
        ("Mốc đặt", FROM.get(measure.verdict.expected_from, "")),
    ]
    found = [f"{name}: {words.strip().rstrip('.')}." for name, words in told if words.strip()]
    if line.target is not None and line.target.tolerance:
        found.append(f"Sai số chấp nhận: ±{grouped(line.target.tolerance)}.")
    if row.percent_only:
        found.append("Chỉ báo cáo tỷ lệ, không nhập số lượng.")
    return found
