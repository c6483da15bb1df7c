"""What the unit's sheet shows for one indicator and offers to do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from targets.actions.cases import actor_of, case_of, new_case
from targets.actions.readiness import Fault, faults_of
from targets.forms.reporting import EntryForm, main_boxes
from targets.labels import MOVE_LABELS, status_label
from targets.models import Figure, ReviewEvent, Unit, User
from targets.rules.workflow import Move, Status, may_edit, open_moves
from targets.sheet_lines import IndicatorLine
from targets.views.measure_box import MeasureBox
from targets.wording import read_out

if TYPE_CHECKING:
    from targets.views.sheet_evidence import EvidenceBox

UNIT_MOVES = (Move.SIGN, Move.SEND_BACK, Move.RECALL, Move.SIGN_FOR)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A box in which two people typed different things."""

    name: str
    label: str
    mine: str
    theirs: str
    is_number: bool = False

    @property
    def mine_shown(self) -> str:
        """For reading; what goes back into the box is `mine`."""
        return read_out(self.mine) if self.is_number else self.mine

    @property
    def theirs_shown(self) -> str:
        return read_out(self.theirs) if self.is_number else self.theirs


class IndicatorBox:
    """One indicator on the sheet: its measures, its words, what may be done with it."""

    def __init__(self, line: IndicatorLine, user: User, form: EntryForm | None = None) -> None:
        self.line = line
        self.indicator = line.indicator
        self.number = line.number
        self.report = line.report
        self._typed = form
        self.actor = actor_of(user, line.unit, line.indicator)
        period = line.measures[0].facts.period
        if line.report is None:
            self.case = new_case(period, line.unit, counts=not line.contributes)
        else:
            line.report.period, line.report.unit = period, line.unit
            self.case = case_of(line.report)
        self.why_not = may_edit(self.case, self.actor)
        self.conflicts: Sequence[Conflict] = ()
        self.overtaken = False  # somebody else saved meanwhile
        self.evidence: EvidenceBox | None = None  # on the whole page only

    @cached_property
    def faults(self) -> list[Fault]:
        """What has to be mended before it can go; worked out when first asked for."""
        return [] if self.why_not else faults_of(self.line)

    @cached_property
    def form(self) -> EntryForm:
        """The boxes with what was typed, else with what is saved; built when first shown."""
        return self._typed or EntryForm(self.line)

    @cached_property
    def measures(self) -> list[MeasureBox]:
        """One per measure, in the order of the letters."""
        typed = self._typed is not None
        return [
            MeasureBox(measure, figure, typed=typed)
            for measure, figure in zip(self.line.measures, self.form.figures, strict=True)
        ]

    @property
    def first_box(self) -> str:
        """The id of the box to begin with."""
        first = self.line.measures[0]
        return f"f-{first.key}-{main_boxes(first)[0]}"

    @property
    def editable(self) -> bool:
        return self.why_not is None

    @property
    def form_errors(self) -> int:
        return self.form.error_count()

    @property
    def is_unsaved(self) -> bool:
        """Whether what was typed here differs from what is saved."""
        shown = self._typed or ()
        return any(name != "version" for form in shown for name in form.changed_data)

    @property
    def is_compound(self) -> bool:
        """Whether its measures stand under its own wording, each with its letter."""
        return any(measure.measure.letter for measure in self.line.measures)

    @property
    def status(self) -> Status:
        return self.line.status

    @property
    def state(self) -> str:
        """The state word's code: a report nobody has begun is "none"."""
        return self.line.status.value if self.report else "none"

    @property
    def state_word(self) -> str:
        """Its word: what goes to a lead unit waits to be received; "" as the code says."""
        report = self.report
        return status_label(report.status, counts=report.counts) if report else ""

    @property
    def lead(self) -> Unit | None:
        """The unit that receives it; None where the office does."""
        return self.indicator.lead_unit if self.line.contributes else None

    @property
    def returned(self) -> ReviewEvent | None:
        """Why it came back, while it has to be mended."""
        if self.line.status is not Status.RETURNED:
            return None
        return self.line.last_event(Move.RETURN, Move.SEND_BACK, Move.REOPEN)

    @property
    def on_behalf(self) -> ReviewEvent | None:
        """The entry the office made for the unit, so that the unit sees it."""
        sent = self.line.last_event(Move.SUBMIT)
        return sent if sent and sent.on_behalf else None

    def moves(self) -> list[tuple[str, str]]:
        """The steps offered on the sheet besides sending: code and word."""
        return [
            (move.value, MOVE_LABELS[move])
            for move in open_moves(self.case, self.actor)
            if move in UNIT_MOVES and self.report is not None
        ]

    @property
    def has_content(self) -> bool:
        """Whether anything was typed: an empty year-end indicator need not be sent."""
        return self.report is not None and (
            self.line.is_due
            or any(_typed_anything(line.figure) for line in self.line.measures)
            or bool(self.report.results or self.report.difficulties)
        )

    @property
    def told(self) -> str:
        """Which of the four texts are filled, for the folded line."""
        names = {"results": "kết quả", "difficulties": "khó khăn",
                 "causes": "nguyên nhân", "proposals": "đề xuất"}  # fmt: skip
        filled = [word for name, word in names.items() if self.form.narrative[name].value()]
        return f"đã ghi {', '.join(filled)}" if filled else "không bắt buộc"

    @property
    def narrative_open(self) -> bool:
        return any(name != "version" for name in self.form.narrative.errors)


def _typed_anything(figure: Figure | None) -> bool:
    if figure is None:
        return False
    numbers = (figure.value, figure.numerator, figure.year_estimate)
    return any(number is not None for number in numbers)
