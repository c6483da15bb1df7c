"""What the correction page of a draft shows: the text with its marks, and every row's boxes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from targets.forms.drafts import DraftForm
from targets.models import ResolutionDraft, Unit
from targets.rules.marked_text import Mark, Piece, cut
from targets.rules.proposal import (
    Heading,
    Proposal,
    ProposedDoubt,
    ProposedIndicator,
    ProposedPeriod,
    ProposedSlip,
    Row,
    Stretch,
)
from targets.rules.proposal_faults import Judgement, judged
from targets.views.draft_rows import (
    Boxes,
    DoubtLine,
    DroppedLine,
    FaultLine,
    GroupBoxes,
    IndicatorBoxes,
    MeasureBoxes,
    SlipLine,
    TaskGroupBoxes,
)
from targets.wording import shortened

LONGEST_QUOTE = 120


@dataclass
class DraftPage:
    """One draft as its reader sees it; `proposal` has what they typed, saved or not."""

    draft: ResolutionDraft
    proposal: Proposal
    units: Sequence[Unit]
    version: int
    clashing: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    @cached_property
    def judgement(self) -> Judgement:
        return judged(self.proposal, {unit.code for unit in self.units})

    @cached_property
    def form(self) -> DraftForm:
        return DraftForm(
            self.proposal,
            [row for row in self.proposal.rows() if _is_shown(row)],
            version=self.version,
            units=self.units,
            faults=self.judgement.faults,
            clashing=self.clashing,
        )

    @cached_property
    def groups(self) -> list[GroupBoxes]:
        number = 0
        found: list[GroupBoxes] = []
        for group in self.proposal.groups:
            rows = self.proposal.indicators_of(group.key)
            lines = [
                self._indicator(row, number + place) for place, row in enumerate(rows, start=1)
            ]
            number += len(rows)
            found.append(GroupBoxes(Boxes(group, self.form), lines))
        return found

    @cached_property
    def task_groups(self) -> list[TaskGroupBoxes]:
        return [
            TaskGroupBoxes(
                Boxes(group, self.form),
                [(task, Boxes(task, self.form)) for task in self.proposal.tasks_of(group.key)],
            )
            for group in self.proposal.task_groups
        ]

    @property
    def dropped(self) -> list[DroppedLine]:
        """What was put aside."""
        gone = {one.key for one in self.proposal.indicators if one.dropped}
        measured = {one.owner for one in self.proposal.measures}
        rows = [
            DroppedLine(one.key, "Chỉ tiêu", _brief(one.wording), one.key not in measured)
            for one in self.proposal.indicators
            if one.dropped
        ]
        rows += [
            DroppedLine(one.key, "Thành phần", _brief(one.name))
            for one in self.proposal.measures
            if one.dropped and one.owner not in gone
        ]
        rows += [
            DroppedLine(one.key, "Nhiệm vụ", _brief(one.title))
            for one in self.proposal.tasks
            if one.dropped
        ]
        return rows

    @property
    def open_doubts(self) -> list[DoubtLine]:
        return [self._doubt(one) for one in self.proposal.doubts if not one.settled]

    @property
    def settled_doubts(self) -> list[DoubtLine]:
        return [self._doubt(one) for one in self.proposal.doubts if one.settled]

    @property
    def slips(self) -> list[SlipLine]:
        return [self._slip(one) for one in self.proposal.slips]

    @property
    def waiting_slips(self) -> int:
        return sum(not one.taken for one in self.proposal.slips)

    @property
    def clashes(self) -> list[tuple[str, str]]:
        """The boxes somebody else changed as well, and where each stands."""
        return [(box, self._place(box)) for box in self.clashing if box in self.form.fields]

    def told(self, typed: Mapping[str, str]) -> list[tuple[str, str]]:
        """What was typed otherwise than it is kept: where it stands, and the words."""
        kept = self.proposal.boxes()
        return [
            (self._place(box), self.form.told(box, text) or "để trống")
            for box, text in typed.items()
            if box in self.form.fields and kept.get(box, "") != text
        ]

    @property
    def faults(self) -> list[FaultLine]:
        """What is wrong on this page."""
        return [
            FaultLine(one, self._place(one.box))
            for one in self.judgement.faults
            if one.box in self.form.fields
        ]

    def _place(self, box: str) -> str:
        """Where a box stands: its row as people number it, and the box's own name."""
        key = box.partition("-")[0]
        row, label = self._row_names.get(key, ""), str(self.form[box].label)
        return f"{row}, {label}" if row else label

    @cached_property
    def _row_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for one in (one for group in self.groups for one in group.indicators):
            names[one.row.key] = f"Chỉ tiêu {one.number}"
            names |= {part.row.key: f"Chỉ tiêu {one.number}{part.letter}" for part in one.measures}
        tasks = [task for group in self.task_groups for task, _ in group.tasks]
        return names | {task.key: f"Nhiệm vụ {task.number}".rstrip() for task in tasks}

    def pieces(self) -> Iterator[Piece]:
        """The text with every goal's words, every doubt and slip marked."""
        return cut(self.draft.text, self._marks())

    def _marks(self) -> Iterator[Mark]:
        gone = {one.key for one in self.proposal.indicators if one.dropped}
        for indicator in self.proposal.indicators:
            if indicator.span and not indicator.dropped:
                yield Mark(*indicator.span, "row", f"loi-{indicator.key}")
        for task in self.proposal.tasks:
            if task.span and not task.dropped:
                yield Mark(*task.span, "row", f"loi-{task.key}")
        for measure in self.proposal.measures:
            span = measure.goal_span or measure.span
            if span and not measure.dropped and measure.owner not in gone:
                kind = "goal" if measure.goal_span else "row"
                yield Mark(*span, kind, f"loi-{measure.key}", f"o-{measure.key}", measure.name)
        for doubt in self.proposal.doubts:
            if not doubt.settled:
                yield Mark(*doubt.span, "doubt", f"loi-{doubt.key}")
        for slip in self.proposal.slips:
            if not slip.taken:
                yield Mark(*slip.span, "slip", f"loi-{slip.key}")

    def _indicator(self, row: ProposedIndicator, number: int) -> IndicatorBoxes:
        parts = self.proposal.measures_of(row.key)
        letters = "abcdefghijklmnopqrstuvwxyz" if parts[1:] else [""]
        measures = [
            MeasureBoxes(
                part,
                Boxes(part, self.form),
                letters[place % len(letters)],
                self._quote(part.goal_span),
                alone=not parts[1:],
            )
            for place, part in enumerate(parts)
        ]
        first = self.proposal.indicators_of(self.proposal.group_of(row))[0] is row
        return IndicatorBoxes(row, Boxes(row, self.form), number, measures, first)

    def _doubt(self, doubt: ProposedDoubt) -> DoubtLine:
        about = ""
        places: list[tuple[str, Stretch | None]] = [
            *((one.key, one.span) for one in self.proposal.indicators),
            *((one.key, one.span) for one in self.proposal.tasks),
            *((one.key, one.goal_span or one.span) for one in self.proposal.measures),
        ]
        for key, span in places:  # a measure's words stand in its indicator's: the last is nearest
            if key in self._row_names and span and span[0] <= doubt.span[0] < span[1]:
                about = key
        return DoubtLine(doubt, self._quote(doubt.span), about, self._row_names.get(about, ""))

    def _slip(self, slip: ProposedSlip) -> SlipLine:
        start, end = slip.span
        before = self.draft.text[max(0, start - 40) : start].partition(" ")[2]
        after = self.draft.text[end : end + 40].rpartition(" ")[0]
        return SlipLine(slip, before.replace("\n", " "), after.replace("\n", " "))

    def _quote(self, span: Stretch | None) -> str:
        if span is None:
            return ""
        return shortened(" ".join(self.draft.text[span[0] : span[1]].split()), LONGEST_QUOTE)


def _brief(words: str) -> str:
    return shortened(words, LONGEST_QUOTE)


def _is_shown(row: Row) -> bool:
    """Whether the row has boxes on this page; heading and periods have a page of their own."""
    return not isinstance(row, Heading | ProposedPeriod) and not getattr(row, "dropped", False)
