"""The demo's contributing reports: what communes and wards sent to the units that lead."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from targets.actions.cases import actor_of
from targets.actions.demo_steps import moment, taken
from targets.models import (
    Figure,
    Indicator,
    Measure,
    Period,
    ProgressReport,
    ReviewEvent,
    Unit,
    User,
)
from targets.rules.workflow import Case, Move, Status, refusal, target_of

Row = Mapping[str, Any]


class ImpossibleContribution(ValueError):
    """The file tells a step nobody could have taken."""


def load_localities(file: Row, people: Mapping[str, User]) -> int:
    """Write them all; return how many. Raises ImpossibleContribution."""
    units = Unit.objects.in_bulk(field_name="code")
    made = 0
    for group in file["groups"]:
        story = _Story(file["resolution"], group, people)
        for code, numerator, denominator, *moments in group["rows"]:
            story.add(units[code], numerator, denominator, moments)
        for code, numerator, denominator, saved_at in group.get("drafts", ()):
            story.add(units[code], numerator, denominator, (), saved_at=saved_at)
        made += story.save()
    return made


class _Story:
    """One measure in one quarter: each unit's report, sent and perhaps received."""

    def __init__(self, resolution: str, group: Row, people: Mapping[str, User]) -> None:
        self.group, self.people = group, people
        self.period = Period.objects.get(resolution__slug=resolution, quarter=group["quarter"])
        self.indicator = Indicator.objects.get(
            group__resolution__slug=resolution, number=group["indicator"]
        )
        self.measure: Measure = self.indicator.measures.get(letter=group["letter"])
        self.reports: list[ProgressReport] = []
        self.figures: list[Figure] = []
        self.events: list[ReviewEvent] = []

    def add(
        self,
        unit: Unit,
        numerator: str,
        denominator: str,
        moments: Any,
        *,
        saved_at: str = "",
    ) -> None:
        """A unit's report; moments: when it was sent, and when the lead unit received it."""
        officer = self.people[unit.code]
        last = moments[0] if moments else saved_at
        report = ProgressReport(
            indicator=self.indicator,
            period=self.period,
            unit=unit,
            counts=False,
            version=1,
            saved_by=officer,
            saved_at=moment(last),
        )
        figure = Figure(
            report=report,
            measure=self.measure,
            numerator=Decimal(numerator),
            denominator=Decimal(denominator),
            nature=self.group["nature"],
            as_of=date.fromisoformat(self.group["as_of"]),
            source_note=self.group["source_note"],
        )
        receiver = self.people[self.group["received_by"]]
        steps = zip((Move.SUBMIT, Move.APPROVE), (officer, receiver), moments, strict=False)
        for move, by, at in steps:
            self._step(report, figure, move, by, moment(at))
        self.reports.append(report)
        self.figures.append(figure)

    def _step(
        self, report: ProgressReport, figure: Figure, move: Move, by: User, at: datetime
    ) -> None:
        case = Case(Status(report.status), counts=False, head_signs=report.unit.head_signs)
        actor = actor_of(by, report.unit, self.indicator, senders=[report.submitted_by_id])
        if sentence := refusal(move, case, actor):
            raise ImpossibleContribution(f"{report.unit.code}, {move}: {sentence}")
        to = target_of(move, case, actor)
        self.events.append(taken(report, move, to, [figure], by=by, at=at))

    def save(self) -> int:
        made = ProgressReport.objects.bulk_create(self.reports)
        Figure.objects.bulk_create(self.figures)
        ReviewEvent.objects.bulk_create(self.events)
        return len(made)
