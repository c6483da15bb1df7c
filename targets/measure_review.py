"""One measure as a reviewer reads it: what was sent against last quarter, target and checks."""

from dataclasses import dataclass
from decimal import Decimal

from targets.labels import standing_label
from targets.rules.appraisal import Appraisal, Entry, ExpectedFrom
from targets.rules.checks import CheckWarning
from targets.rules.figures import Formula
from targets.rules.standing import Standing
from targets.rules.workflow import Status
from targets.sheet_lines import MeasureLine
from targets.wording import change_text, figure_text, last_year_words, number_text

PERCENT, POINT = "%", "điểm %"
_EXPECTED_WORDS = {
    ExpectedFrom.MILESTONE: "theo mốc quý",
    ExpectedFrom.LINE: "theo đường thẳng",
    ExpectedFrom.ALL_YEAR: "giữ cả năm",
    ExpectedFrom.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """A check that found something, and the unit's answer."""

    sentence: str
    reason: str


class MeasureReview:
    """One measure as the reviewer reads it: texts and the rules' verdict."""

    def __init__(self, line: MeasureLine, *, narrative: bool) -> None:
        self.line = line
        self.key = line.key
        self.measure = line.measure
        self.verdict: Appraisal = line.appraise(narrative=narrative)
        found: list[CheckWarning] = line.warnings()
        reasons = line.figure.warning_reasons if line.figure else {}
        self.warnings = [Warned(check.sentence, reasons.get(check.code, "")) for check in found]

    @property
    def figure_text(self) -> str:
        return self._text(self.verdict.figure)

    @property
    def pair_text(self) -> str:
        return self.line.pair_text(self.line.entry())

    @property
    def only_the_rate(self) -> bool:
        """A share given without its two numbers: it joins no sum (design §3.2)."""
        entry = self.line.entry()
        alone = entry.value is not None and entry.numerator is None
        closed = self.measure.percent_only and entry != Entry()
        return closed or (self.line.formula is Formula.RATIO and alone)

    @property
    def unit_below(self) -> str:
        """The unit of measure, where it does not stand behind each number."""
        unit = self.line.unit
        return "" if unit == PERCENT or not self.has_previous else unit

    @property
    def has_previous(self) -> bool:
        return self.line.last_figure() is not None

    @property
    def previous_text(self) -> str:
        return self._text(self.line.last_figure())

    @property
    def previous_pair(self) -> str:
        return self.line.pair_text(self.line.previous_entry())

    @property
    def previous_is_open(self) -> bool:
        """Last quarter's figure is not, or not any more, an approved one."""
        past = self.line.previous
        return past is not None and past.report.status != Status.APPROVED

    @property
    def change_text(self) -> str:
        decimals = self.measure.decimals
        return change_text(self.line.last_figure(), self.verdict.figure, decimals)

    @property
    def change_unit(self) -> str:
        if self.verdict.figure is None or self.line.last_figure() is None:
            return ""
        unit = self.line.unit
        return POINT if unit == PERCENT else unit

    @property
    def year_ago_text(self) -> str:
        return self._text(self.line.year_ago)

    @property
    def year_ago_nature(self) -> str:
        """số ước, where last year's own figure is not official."""
        return last_year_words(self.line.last_year)

    @property
    def estimate_text(self) -> str:
        return self._text(self.verdict.estimate)

    @property
    def expected_text(self) -> str:
        """`cần có 9,5% theo mốc quý`; empty where nothing is expected yet."""
        expected = self.verdict.expected
        if expected is None:
            return ""
        whence = _EXPECTED_WORDS[self.verdict.expected_from]
        return f"cần có {self._text(expected)} {whence}".strip()

    @property
    def target_text(self) -> str:
        """The target in the resolution's words."""
        return self.line.target.wording if self.line.target else ""

    @property
    def standing(self) -> Standing:
        return self.verdict.standing

    @property
    def standing_word(self) -> str:
        goal = self.line.terms.goal
        direction = None if goal is None else goal.direction.value
        return standing_label(self.standing, direction, self.line.terms.pace)

    @property
    def missing_reason(self) -> str:
        return self.line.figure.missing_reason if self.line.figure else ""

    @property
    def lacks_figure(self) -> bool:
        return self.verdict.figure is None

    def _text(self, figure: Decimal | None) -> str:
        line, measure = self.line, self.measure
        if line.unit == PERCENT:
            return figure_text(line.formula, figure, measure.decimals, PERCENT, bounds=line.bounds)
        return number_text(line.formula, figure, measure.decimals, bounds=line.bounds)
