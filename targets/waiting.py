"""What waits for a person: the questions, asked once here.

The frame counts them on every page, the start pages list them (`waiting_lines.py`): the same
question either way, so that a count and its list cannot differ.
"""

import datetime
from collections.abc import Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from targets import clock
from targets.models import (
    Directive,
    Indicator,
    Measure,
    Period,
    ProgressReport,
    Unit,
    User,
    WorkItem,
)
from targets.models.people import LOCALITY
from targets.rules.directives import DirectiveStatus
from targets.rules.pace import Pace
from targets.rules.waiting import MATTERS, Matter
from targets.rules.work import SOON_DAYS
from targets.rules.workflow import Role, Status

ACTIVE = "active"


class Duties:
    """The questions behind what waits for one person, over all active resolutions."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.today = clock.today()
        self.matters = MATTERS[Role(user.role)] if user.is_active else frozenset()

    @cached_property
    def units(self) -> QuerySet[Unit, int]:
        """The units the person acts for, as part of a question and never asked alone."""
        also = User.also_for.through.objects.filter(user_id=self.user.pk)
        mine = Q(pk=self.user.unit_id or 0) | Q(pk__in=also.values("unit_id"))  # no unit is 0
        return Unit.objects.active().filter(mine).order_by().values_list("pk", flat=True)

    @cached_property
    def running(self) -> QuerySet[Period]:
        """The latest opened period of each active resolution."""
        opened = Period.objects.opened(self.today)
        later = opened.filter(resolution=OuterRef("resolution_id"), quarter__gt=OuterRef("quarter"))
        return opened.filter(~Exists(later), resolution__status=ACTIVE).order_by()

    def reports(self) -> QuerySet[ProgressReport]:
        """Reports to sign, to mend or to review in any period; contributions asked for now."""
        now = Q(status=Status.DRAFT.value, counts=False, period__in=self.running.values("pk"))
        ours = self._any_of(
            {
                Matter.UNSENT: now,
                Matter.RETURNED: Q(status=Status.RETURNED.value),
                Matter.SIGN: Q(status=Status.SIGNING.value),
            }
        )
        if ours is None:
            return ProgressReport.objects.none()
        wanted = Q(ours, unit__in=self.units)
        if Matter.REVIEW in self.matters:
            wanted |= Q(counts=True, status=Status.SUBMITTED.value)
        return ProgressReport.objects.filter(wanted, period__resolution__status=ACTIVE)

    def unsent(self) -> QuerySet[Indicator]:
        """Indicators due now whose lead unit has not begun its report, or not sent it.

        What came back or waits for a signature is among the reports. Its period
        is annotated as `running_…`.
        """
        if Matter.UNSENT not in self.matters:
            return Indicator.objects.none()
        moved = ProgressReport.objects.counting().exclude(status=Status.DRAFT.value)
        measures = Measure.objects.filter(indicator=OuterRef("pk"))
        return (
            Indicator.objects.filter(
                lead_unit__in=self.units, group__resolution__periods__in=self.running.values("pk")
            )
            .annotate(
                running_id=F("group__resolution__periods"),
                running_is_last=F("group__resolution__periods__is_last"),
                running_quarter=F("group__resolution__periods__quarter"),
                running_name=F("group__resolution__periods__name"),
                running_due_on=F("group__resolution__periods__due_on"),
            )
            .filter(
                Q(Exists(measures.exclude(pace=Pace.YEAR_END.value)))
                | Q(Exists(measures), running_is_last=True),
                ~Exists(moved.filter(indicator=OuterRef("pk"), period=OuterRef("running_id"))),
            )
        )

    def asked(self) -> QuerySet[Any]:
        """The person's units, each annotated with `asked_many`: for how many indicators due now
        it has not begun what goes to the unit that leads (design §4).
        """
        if Matter.UNSENT not in self.matters:
            return Unit.objects.none()
        mine = Unit.objects.filter(pk__in=self.units).order_by()
        return mine.annotate(asked_many=_how_many(self._asked_for()))

    def _asked_for(self) -> QuerySet[Indicator]:
        """Inside a question about a unit: what it should report to others and has not begun."""
        is_local = Exact(OuterRef(OuterRef("kind")), Value(LOCALITY))
        measures = Measure.objects.filter(
            Q(supplier=OuterRef(OuterRef("pk"))) | Q(is_local, by_locality=True),
            indicator=OuterRef("pk"),
        )
        begun = ProgressReport.objects.filter(
            unit=OuterRef(OuterRef("pk")), indicator=OuterRef("pk"), period=OuterRef("running_id")
        )
        return (
            Indicator.objects.filter(
                ~Q(lead_unit=OuterRef("pk")),
                lead_unit__isnull=False,
                group__resolution__periods__in=self.running.values("pk"),
            )
            .annotate(
                running_id=F("group__resolution__periods"),
                running_is_last=F("group__resolution__periods__is_last"),
            )
            .filter(
                Q(Exists(measures.exclude(pace=Pace.YEAR_END.value)))
                | Q(Exists(measures), running_is_last=True),
                ~Exists(begun),
            )
        )

    def to_receive(self) -> QuerySet[Any]:
        """Indicators to which others sent something that their lead unit has not received.

        In any period, annotated as `sent_…`.
        """
        if Matter.RECEIVE not in self.matters:
            return Indicator.objects.none()
        sent = ProgressReport.objects.filter(
            counts=False,
            status=Status.SUBMITTED.value,
            indicator=OuterRef("pk"),
            period=OuterRef("sent_in"),
        )
        return (
            Indicator.objects.filter(lead_unit__in=self.units, group__resolution__status=ACTIVE)
            .annotate(
                sent_in=F("group__resolution__periods"),
                sent_quarter=F("group__resolution__periods__quarter"),
                sent_name=F("group__resolution__periods__name"),
                sent_due_on=F("group__resolution__periods__due_on"),
                sent_many=_how_many(sent),
            )
            .filter(Exists(sent))
        )

    def work_items(self) -> QuerySet[WorkItem]:
        """Work items that are overdue or due soon."""
        if Matter.WORK not in self.matters:
            return WorkItem.objects.none()
        soon = self.today + datetime.timedelta(days=SOON_DAYS)
        return WorkItem.objects.outstanding().filter(
            lead_unit__in=self.units, due_on__lte=soon, task__group__resolution__status=ACTIVE
        )

    def requests(self) -> QuerySet[Directive]:
        """Requests to answer, and answers to settle."""
        wanted = self._any_of(
            {
                Matter.EXPLAIN: Q(status=DirectiveStatus.OPEN.value, unit__in=self.units),
                Matter.SETTLE: Q(status=DirectiveStatus.ANSWERED.value),
            }
        )
        if wanted is None:
            return Directive.objects.none()
        return Directive.objects.filter(wanted, period__resolution__status=ACTIVE)

    def count(self) -> Combinable:
        """How many things wait, as an expression inside somebody else's query."""
        rows: list[QuerySet[Any]] = [
            self.reports(), self.unsent(), self.to_receive(), self.work_items(), self.requests(),
        ]  # fmt: skip
        counted: list[Combinable] = [_how_many(each) for each in rows if not each.query.is_empty()]
        asked = self.asked()
        if not asked.query.is_empty():
            counted.append(_sum_of_asked(asked))
        return sum(counted, start=Value(0))

    def _any_of(self, questions: Mapping[Matter, Q]) -> Q | None:
        """Those of the person's matters; None where none is."""
        asked = [question for matter, question in questions.items() if matter in self.matters]
        return reduce(or_, asked) if asked else None


def _sum_of_asked(units: QuerySet[Any]) -> Combinable:
    """The sum over units without grouping; none of them is 0."""
    total = Func(F("asked_many"), function="SUM", output_field=IntegerField())
    return Coalesce(Subquery(units.annotate(many=total).values("many")), 0)


def _how_many(rows: QuerySet[Any]) -> Subquery:
    """COUNT without grouping: a scalar even where there is no row."""
    counted = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(how_many=counted).values("how_many"))
