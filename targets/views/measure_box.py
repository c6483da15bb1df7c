"""What the unit's sheet shows for one measure, ready for the template."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.safestring import SafeString

from targets.forms.reporting import (
    REASON,
    FigureForm,
    boxes_of,
    main_boxes,
    pair_in_use,
)
from targets.gathered_words import gathered_words
from targets.labels import NATURE_LABELS, standing_label
from targets.rules.appraisal import Appraisal
from targets.rules.checks import CheckWarning
from targets.rules.figures import Formula
from targets.rules.numbers import plain, with_unit
from targets.sheet_lines import MeasureLine
from targets.templatetags.display import standing_pill
from targets.views.measure_words import (
    Reference,
    figure_of,
    goal_text,
    main_number,
    notes,
    references,
)
from targets.wording import NOTHING, grouped, read_out, split_unit


@dataclass(frozen=True, slots=True)
class Box:
    """One number box: its field, its short label and the unit behind it."""

    field: BoundField
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A check that found something, with the box for the reason."""

    warning: CheckWarning
    field: BoundField

    @property
    def suggestion_shown(self) -> str:
        """What may have been meant, for reading; the box is filled with `suggestion`."""
        return read_out(self.warning.suggestion or "")

    @property
    def answered(self) -> bool:
        return bool(self.field.value())


class MeasureBox:
    """One measure on the sheet. `typed`: a posted form's values instead of the saved ones."""

    def __init__(self, line: MeasureLine, form: FigureForm, *, typed: bool) -> None:
        self.line = line
        self.form = form
        self.key = line.key
        self.measure = line.measure
        if typed:
            form.is_valid()
            self.entry = form.entry()
        else:
            self.entry = line.entry()
        self.verdict: Appraisal = line.appraise(self.entry)
        self.found = line.warnings(self.entry)

    @property
    def notes_id(self) -> str:
        """The id of the line that says what the numbers mean; the boxes point to it."""
        return f"n-{self.key}"

    @property
    def details_open(self) -> bool:
        """Whether something folded away has to be seen: it is in error, or holds the figure."""
        names = {"as_of", "source_note", *(box.field.name for box in self.folded())}
        other_way = self.entry.value is not None and "value" in names
        return other_way or bool(names & set(self.form.errors))

    def error_lines(self) -> list[tuple[BoundField, str]]:
        """The fields whose error lines stand together, each with the name it needs there."""
        named = [(box.field, box.label) for box in self.boxes()]
        estimate, nature = self.form["year_estimate"], self.form["nature"]
        return [*named, (estimate, str(estimate.label)), (nature, str(nature.label))]

    def oob_lines(self) -> list[tuple[BoundField, str]]:
        """The fields whose error lines are swapped by themselves."""
        alone = [box.field for box in self.folded()]
        alone += [self.form["as_of"], self.form["source_note"]]
        return [*self.error_lines(), *((field, "") for field in alone)]

    def boxes(self) -> list[Box]:
        """The boxes shown at once."""
        return [self._box(name) for name in main_boxes(self.line)]

    def folded(self) -> list[Box]:
        """The boxes folded away: the other way to give the figure, last year's where unknown."""
        shown = main_boxes(self.line)
        as_given = self.entry.denominator in {None, self.line.assigned}
        filled = {"denominator"} if self.line.assigned is not None and as_given else set()
        names = [name for name in boxes_of(self.line) if name not in {*shown, *filled}]
        if "year_ago" in self.form.fields and self.line.last_year is None:
            names.append("year_ago")
        return [self._box(name) for name in names]

    @property
    def folded_title(self) -> str:
        """What is folded away, in the order it stands there."""
        names = [box.field.name for box in self.folded()]
        other_way = ["cách nhập khác"] if [name for name in names if name != "year_ago"] else []
        last = ["cùng kỳ"] if "year_ago" in names else []
        return ", ".join(["Ngày số liệu", "nguồn", *other_way, *last])

    def _box(self, name: str) -> Box:
        field = self.form[name]
        label, unit = split_unit(str(field.label))
        if name in {"value", "year_ago"}:
            unit = self.line.unit
            if self.line.formula == Formula.DECREASE and name == "value":
                unit = "%"
        return Box(field, label, unit)

    @property
    def year_box(self) -> Box:
        """The unit's own estimate for the year, typed as the figure is."""
        unit = self.measure.unit_of_measure
        if pair_in_use(self.line):
            unit = split_unit(self.measure.numerator_label)[1]
        elif self.line.formula == Formula.DECREASE:
            unit = "%"
        label = f"Ước cả năm ({unit})" if unit else "Ước cả năm"
        return Box(self.form["year_estimate"], label, unit)

    @property
    def given_text(self) -> str:
        """The quota that fills the denominator, or the figure's own copy of it: "/ 482,5"."""
        given = self.line.assigned
        if given is None or not pair_in_use(self.line):
            return ""
        unit = split_unit(self.measure.denominator_label)[1]
        return f"/ {with_unit(grouped(self.entry.denominator or given), unit)}"

    @property
    def given_label(self) -> str:
        return split_unit(self.measure.denominator_label)[0] or "Số được giao"

    @property
    def goal_text(self) -> str:
        """The target in the resolution's words, its tolerance, and how it is followed."""
        return goal_text(self.line, self.verdict)

    def references(self) -> list[Reference]:
        """Same period last year, last quarter, and where the figure should be by now."""
        return references(self.line, self.verdict)

    def notes(self) -> Iterator[str]:
        """What the typed numbers mean: the rate, the quarter's own part, the year's estimate."""
        return notes(self.line, self.entry, self.verdict)

    def warned(self) -> list[Warned]:
        """The checks that found something; each asks for a reason."""
        return [Warned(one, self.form[f"{REASON}{one.code}"]) for one in self.found]

    @property
    def waits_for_reason(self) -> bool:
        return any(not one.answered for one in self.warned())

    @property
    def asks_why_missing(self) -> bool:
        """Whether the boxes for "no figure yet" are open: a figure is due and none is typed."""
        return self.entry.is_blank and self.line.asks_figure

    @property
    def missing_shown(self) -> bool:
        """Whether the boxes for "no figure yet" are to be seen: asked for, or one is in error."""
        return self.asks_why_missing or bool(
            {"missing_reason", "expected_on"} & {*self.form.errors}
        )

    @property
    def keeps(self) -> str:
        """Last quarter's number that one press puts into the box; empty where there is none."""
        main = main_number(self.line.previous_entry())
        return "" if main is None or not self.entry.is_blank else plain(main)

    @property
    def keeps_text(self) -> str:
        main = main_number(self.line.previous_entry())
        return "" if main is None else grouped(main)

    @property
    def main_box(self) -> str:
        """The id of the box that takes the figure."""
        return f"f-{self.key}-{main_boxes(self.line)[0]}"

    @property
    def judged(self) -> bool:
        """Whether a standing is shown: what is sent to a lead unit is rated by nobody."""
        return not self.line.contributes

    @property
    def gathered(self) -> str:
        """Đã có 12/15 xã, phường gửi, tiếp nhận 10; cộng lại 19.031/23.040 = 82,60%."""
        given = self.line.gathered
        return "" if given is None else gathered_words(self.line, given)

    @property
    def pill(self) -> SafeString:
        """The standing the figure would come to."""
        return standing_pill(self.verdict.standing.value, self.standing_word)

    @property
    def standing_word(self) -> str:
        goal = self.line.terms.goal
        return standing_label(
            self.verdict.standing, goal.direction if goal else None, self.line.terms.pace
        )

    @property
    def shown_figure(self) -> str:
        """The figure with its unit, for reading and for print."""
        text = figure_of(self.line, self.verdict.figure)
        pair = self.line.pair_text(self.entry)
        return f"{text} ({pair})" if pair and text != NOTHING else text

    @property
    def shown_estimate(self) -> str:
        return figure_of(self.line, self.verdict.estimate)

    @property
    def nature_word(self) -> str:
        return NATURE_LABELS[self.line.figure.nature] if self.line.figure else ""
