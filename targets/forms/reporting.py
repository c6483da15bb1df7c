"""The unit's sheet as forms: one per measure and one per indicator (names: design §8)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from targets.forms.fields import PlainTextField, VersionField, VnDateField, VnDecimalField
from targets.forms.widgets import ChoiceBox
from targets.labels import CHECK_LABELS, NATURE_LABELS
from targets.models.progress import NARRATIVE_FIELDS
from targets.rules.appraisal import Entry
from targets.rules.figures import HUNDRED, Formula, ZeroDenominator
from targets.rules.secrecy import Rate, entry_from, rate_of
from targets.sheet_lines import IndicatorLine, MeasureLine, entry_of
from targets.wording import split_unit

NUMBER_FIELDS = ("value", "numerator", "denominator", "year_estimate", "year_ago")
TEXT_FIELDS = ("nature", "as_of", "source_note", "missing_reason", "expected_on")
REASON = "reason-"
_POSTED = re.compile(r"[fr]-(\d+)[a-z]{0,2}-")
PERCENT = "%"


class FigureForm(forms.Form):
    """What is typed for one measure. A field that was not posted keeps its saved value."""

    nature = forms.ChoiceField(
        label="Tính chất",
        choices=NATURE_LABELS,
        widget=ChoiceBox,
        required=False,
        error_messages={"invalid_choice": "Hãy chọn Ước, Sơ bộ hoặc Chính thức."},
    )
    as_of = VnDateField(label="Số liệu đến ngày")
    source_note = PlainTextField(label="Nguồn số liệu", longest=300)
    missing_reason = PlainTextField(label="Chưa có số liệu vì", longest=1000)
    expected_on = VnDateField(label="Dự kiến có ngày")

    def __init__(self, line: MeasureLine, data: QueryDict | None = None) -> None:
        prefix = f"f-{line.key}"
        saved = _saved_figure(line)
        super().__init__(_merged(data, prefix, saved), prefix=prefix, initial=saved, auto_id="%s")
        self.line = line
        for name in boxes_of(line):
            self.fields[name] = VnDecimalField(
                label=box_label(line, name),
                unit=_box_unit(line, name),
                negative=name == "value",
                look="input-figure" if name in main_boxes(line) else "text-end",
            )
        pair = pair_in_use(line)
        self.fields["year_estimate"] = VnDecimalField(
            label="Ước cả năm", unit=_box_unit(line, main_boxes(line)[0]), negative=not pair
        )
        if line.formula != Formula.EXCESS:  # kept as an excess, which nobody writes that way
            self.fields["year_ago"] = VnDecimalField(label="Cùng kỳ năm trước", unit=line.unit)
        for code in CHECK_LABELS:
            self.fields[f"{REASON}{code}"] = PlainTextField(label="Lý do", longest=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        numerator, denominator = cleaned.get("numerator"), cleaned.get("denominator")
        value = cleaned.get("value")
        if denominator == 0:
            self.add_error("denominator", str(ZeroDenominator()))
        given = self.line.assigned
        left_out = numerator is not None and denominator is None
        if left_out and given is not None and "denominator" not in self.errors:
            cleaned["denominator"] = given
        if value is not None and numerator is not None and "value" in self.fields:
            self.add_error(
                "value", "Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số để phần mềm tính; hãy xóa một bên."
            )
        estimate = cleaned.get("year_estimate")
        as_share = self.line.terms.part_of_whole and cleaned.get("denominator") is None
        if estimate is not None and as_share and estimate > HUNDRED:
            self.add_error(
                "year_estimate",
                "Chưa có mẫu số nên ước cả năm được hiểu là tỷ lệ %, không quá 100. "
                "Hãy nhập mẫu số, hoặc ghi tỷ lệ.",
            )
        return cleaned

    def entry(self) -> Entry:
        """What the rules judge; a box in error counts as blank."""
        typed = self.cleaned_data
        if self.line.measure.percent_only:
            return entry_from(self.line.formula, self._rate())
        return Entry(
            value=typed.get("value"),
            numerator=typed.get("numerator"),
            denominator=typed.get("denominator"),
            year_estimate=typed.get("year_estimate"),
        )

    def columns(self) -> dict[str, Any]:
        """The Figure's columns; only of a valid form."""
        typed = self.cleaned_data
        names = [name for name in (*NUMBER_FIELDS, *TEXT_FIELDS) if name in self.fields]
        columns = {name: typed.get(name) for name in names}
        columns["nature"] = columns["nature"] or "estimate"
        columns["warning_reasons"] = self.reasons()
        if self.line.measure.percent_only:
            columns |= self._closed_columns()
        elif self.line.formula == Formula.EXCESS and columns["numerator"] is not None:
            columns["value"] = None
        return columns

    def _rate(self) -> Rate:
        return Rate(self.cleaned_data.get("value"), self.cleaned_data.get("year_estimate"))

    def _closed_columns(self) -> dict[str, Any]:
        """A rate alone, without any amount typed before; one left as it was keeps what it was."""
        saved, formula, rate = self.line.figure, self.line.formula, self._rate()
        if saved is not None and rate == rate_of(formula, entry_of(saved)).typed():
            names = ("value", "numerator", "denominator", "year_estimate", "details")
            return {name: getattr(saved, name) for name in names}
        entry = entry_from(formula, rate)
        return {
            "value": entry.value,
            "numerator": entry.numerator,
            "denominator": entry.denominator,
            "year_estimate": entry.year_estimate,
            "details": {},
        }

    def reasons(self) -> dict[str, str]:
        """The reasons given, by check code."""
        typed = self.cleaned_data
        return {code: text for code in CHECK_LABELS if (text := typed.get(f"{REASON}{code}"))}


class NarrativeForm(forms.Form):
    """The words of one indicator, and the version of the report its writer saw."""

    results = PlainTextField(label="Kết quả", rows=2)
    difficulties = PlainTextField(label="Khó khăn, vướng mắc", rows=2)
    causes = PlainTextField(label="Nguyên nhân", rows=2)
    proposals = PlainTextField(label="Đề xuất, kiến nghị", rows=2)
    version = VersionField(required=False)

    def __init__(self, line: IndicatorLine, data: QueryDict | None = None) -> None:
        prefix = f"r-{line.number}"
        saved: dict[str, Any] = {
            name: getattr(line.report, name) if line.report else "" for name in NARRATIVE_FIELDS
        }
        super().__init__(_merged(data, prefix, saved), prefix=prefix,
                         initial={**saved, "version": line.version}, auto_id="%s")  # fmt: skip
        self.line = line

    def words(self) -> dict[str, str]:
        """The four texts; only of a valid form."""
        return {name: self.cleaned_data[name] for name in NARRATIVE_FIELDS}

    def version_seen(self) -> int | None:
        """The version its writer saw; None when the page did not say."""
        seen: int | None = self.cleaned_data.get("version")
        return seen


class EntryForm:
    """One indicator of the sheet: its words and its measures' figures."""

    def __init__(self, line: IndicatorLine, data: QueryDict | None = None) -> None:
        self.line = line
        self.narrative = NarrativeForm(line, data)
        self.figures = [FigureForm(measure, data) for measure in line.measures]

    def __iter__(self) -> Iterator[forms.Form]:
        yield self.narrative
        yield from self.figures

    def is_valid(self) -> bool:
        """Whether every box reads; all are looked at, so that all errors show at once."""
        return not self.error_count()

    def error_count(self) -> int:
        return sum(len(form.errors) for form in self)


def boxes_of(line: MeasureLine) -> list[str]:
    """The number boxes a measure's formula has, in the order of Tab."""
    match line.formula:
        case Formula.VALUE:
            return ["value"]
        case _ if line.measure.percent_only:
            return ["value"]
        case Formula.EXCESS:
            return ["numerator", "denominator"]
        case Formula.RATIO:
            return ["numerator", "denominator", "value"]
        case _:
            return ["value", "numerator", "denominator"]


def main_boxes(line: MeasureLine) -> list[str]:
    """The boxes shown at once; the others are folded away."""
    boxes = boxes_of(line)
    only_the_rate = line.figure is not None and line.figure.value is not None
    if line.formula == Formula.RATIO and "numerator" in boxes and not only_the_rate:
        shown = ["numerator", "denominator"]
    elif line.formula == Formula.EXCESS:
        shown = boxes
    else:
        shown = ["value"]
    given = line.assigned is not None
    return [name for name in shown if not (given and name == "denominator")]


def pair_in_use(line: MeasureLine) -> bool:
    """Whether the year's estimate is typed as a numerator: where the figure is (design §3.3)."""
    return "numerator" in main_boxes(line)


def box_label(line: MeasureLine, name: str) -> str:
    """What a box asks for, in the measure's own words."""
    measure = line.measure
    if name == "numerator":
        return measure.numerator_label or "Tử số"
    if name == "denominator":
        return measure.denominator_label or "Mẫu số"
    if line.formula == Formula.DECREASE:
        return "Tỷ lệ hiện nay"
    if line.formula == Formula.EXCESS:
        return "Đạt so với số được giao"
    if line.formula == Formula.RATIO and not measure.percent_only:
        return "Chỉ có tỷ lệ (không có hai số)"
    return f"Thực hiện {line.facts.period.name}"


def _box_unit(line: MeasureLine, name: str) -> str:
    """The unit behind a box: a rate's numerator counts households, not percent."""
    if name in {"numerator", "denominator"}:
        return split_unit(box_label(line, name))[1]
    return line.measure.unit_of_measure if line.formula == Formula.VALUE else PERCENT


def posted_numbers(data: Mapping[str, Any]) -> set[int]:
    """The numbers of the indicators a post speaks of."""
    return {int(found[1]) for name in data if (found := _POSTED.match(name)) and len(found[1]) < 7}


def foreign_fields(data: Mapping[str, Any], forms_shown: list[EntryForm]) -> list[str]:
    """Posted sheet fields that no box of this sheet has: forged, or of another sheet."""
    shown = [form for entry in forms_shown for form in entry]
    known = {form.add_prefix(name) for form in shown for name in form.fields}
    return sorted(name for name in data if name[:2] in {"f-", "r-"} and name not in known)


def _saved_figure(line: MeasureLine) -> dict[str, Any]:
    figure = line.figure
    if figure is None:
        return {"nature": "estimate", "denominator": line.assigned}
    saved = {name: getattr(figure, name) for name in (*NUMBER_FIELDS, *TEXT_FIELDS)}
    if line.measure.percent_only:
        rate = rate_of(line.formula, entry_of(figure)).typed()
        saved |= {"value": rate.value, "year_estimate": rate.year_estimate}
        saved |= dict.fromkeys(("numerator", "denominator"))
    saved |= {f"{REASON}{code}": text for code, text in figure.warning_reasons.items()}
    return saved


def _merged(data: QueryDict | None, prefix: str, saved: Mapping[str, Any]) -> dict[str, Any] | None:
    """The posted fields over the saved ones, so that what was not posted is not wiped."""
    if data is None:
        return None
    kept = {f"{prefix}-{name}": value for name, value in saved.items() if value is not None}
    posted = {name: data[name] for name in data if name.startswith(f"{prefix}-")}
    return {**kept, **posted}
