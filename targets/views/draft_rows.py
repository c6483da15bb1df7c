"""The rows of a draft as its pages show them: each with its boxes, or the words it is about."""

from dataclasses import dataclass

from django.forms import BoundField

from targets.forms.drafts import DraftForm
from targets.rules.proposal import (
    BOXES,
    ProposedDoubt,
    ProposedIndicator,
    ProposedMeasure,
    ProposedSlip,
    ProposedTask,
    Row,
)
from targets.rules.proposal_boxes import Fault

FOLDED = ("decimals", "formula", "pace", "words", "baseline", "basis")  # measure boxes seldom used


@dataclass(frozen=True, slots=True)
class Boxes:
    """A row with its boxes, by name."""

    row: Row
    form: DraftForm

    def __getattr__(self, name: str) -> BoundField:
        if name not in BOXES[type(self.row)]:
            raise AttributeError(name)
        return self.form.box(self.row, name)

    @property
    def faulty(self) -> bool:
        return any(self.form.box(self.row, name).errors for name in BOXES[type(self.row)])


@dataclass(frozen=True, slots=True)
class MeasureBoxes:
    """A measure: its boxes, its letter, the words its goal was read from."""

    row: ProposedMeasure
    boxes: Boxes
    letter: str
    quote: str
    alone: bool

    @property
    def unfolded(self) -> bool:
        """Whether something is wrong in a box that is folded away."""
        return any(self.boxes.form.box(self.row, name).errors for name in FOLDED)


@dataclass(frozen=True, slots=True)
class IndicatorBoxes:
    """An indicator with its measures; `number` as it will run through the resolution."""

    row: ProposedIndicator
    boxes: Boxes
    number: int
    measures: list[MeasureBoxes]
    first: bool

    @property
    def changed_words(self) -> str:
        """The text as printed, where the office has changed it."""
        return self.row.source if self.row.source and self.row.source != self.row.wording else ""


@dataclass(frozen=True, slots=True)
class GroupBoxes:
    boxes: Boxes
    indicators: list[IndicatorBoxes]


@dataclass(frozen=True, slots=True)
class TaskGroupBoxes:
    boxes: Boxes
    tasks: list[tuple[ProposedTask, Boxes]]


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt with the words it comes from, the row it is about and what that row is called."""

    doubt: ProposedDoubt
    quote: str
    about: str
    name: str


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """A row put aside, in its first words; `merged`: its measures are another's now."""

    key: str
    what: str
    words: str
    merged: bool = False


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A box that is wrong, and where it stands."""

    fault: Fault
    place: str


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A likely slip with a few words around it."""

    slip: ProposedSlip
    before: str
    after: str
