"""What a unit still has open, and who acts for it: read before somebody leaves or moves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from targets import clock
from targets.labels import STATUS_LABELS
from targets.models import Directive, Indicator, Period, ProgressReport, Unit, User, WorkItem
from targets.rules.accounts import ACTING_ROLES
from targets.rules.pace import Pace
from targets.rules.workflow import Role, Status

SHOWN = 3
STILL_OPEN = frozenset({Status.DRAFT.value, Status.RETURNED.value, Status.SIGNING.value})


@dataclass(slots=True)
class OpenThings:
    """A heading, and what stands under it, the most urgent first."""

    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def first(self) -> list[str]:
        return self.lines[:SHOWN]

    @property
    def further(self) -> int:
        return max(0, self.count - SHOWN)


@dataclass(slots=True)
class LeftUnit:
    """A unit somebody leaves: what it has open and who else acts for it."""

    unit: Unit
    reports: OpenThings = field(default_factory=lambda: OpenThings("Báo cáo chưa gửi, bị trả lại"))
    items: OpenThings = field(default_factory=lambda: OpenThings("Đầu việc chưa xong"))
    requests: OpenThings = field(default_factory=lambda: OpenThings("Yêu cầu giải trình"))
    others: list[User] = field(default_factory=list)

    @property
    def groups(self) -> list[OpenThings]:
        return [self.reports, self.items, self.requests]

    @property
    def has_open(self) -> bool:
        return any(group.count for group in self.groups)

    @property
    def is_deserted(self) -> bool:
        """Whether nobody would act for the unit any more."""
        return not self.others

    @property
    def loses_its_signature(self) -> bool:
        """Whether reports wait for a head's signature and no head would be left to give it."""
        return self.unit.head_signs and not any(one.has_role(Role.HEAD) for one in self.others)


def serving(user: User) -> frozenset[int]:
    """The ids of the units this person acts for in their role; none for an inactive account."""
    if not user.is_active or user.role not in ACTING_ROLES:
        return frozenset()
    own = {user.unit_id} if user.unit_id is not None else set()
    return frozenset(own | {unit.pk for unit in user.also_for.all()})


def acting_people() -> QuerySet[User]:
    """Whoever may act for some unit today."""
    return User.objects.filter(
        is_active=True, role__in=[role.value for role in ACTING_ROLES]
    ).select_related("unit")


def others_of(units: Collection[int], leaver: User) -> Mapping[int, list[User]]:
    """Who else acts for each of these units; two queries."""
    people = acting_people().exclude(pk=leaver.pk)
    found: dict[int, list[User]] = defaultdict(list)
    acting = people.filter(Q(unit__in=units) | Q(also_for__in=units)).distinct()
    for person in acting.prefetch_related("also_for").order_by("full_name", "username"):
        for pk in serving(person).intersection(units):
            found[pk].append(person)
    return found


def left_units(units: Collection[int], leaver: User) -> list[LeftUnit]:
    """What each of these units has open, in the units' order; a fixed number of queries."""
    if not units:
        return []
    rows = {unit.pk: LeftUnit(unit) for unit in Unit.objects.filter(pk__in=units)}
    for pk, people in others_of(units, leaver).items():
        rows[pk].others = people
    _add_reports(rows)
    _add_items(rows)
    _add_requests(rows)
    return list(rows.values())


def _add_reports(rows: Mapping[int, LeftUnit]) -> None:
    today = clock.today()
    periods = list(
        Period.objects.filter(resolution__status="active")
        .opened(today)
        .order_by("resolution__year", "quarter")
    )
    reports = list(
        ProgressReport.objects.filter(period__in=periods)
        .filter(Q(unit__in=rows) | Q(counts=True, indicator__lead_unit__in=rows))
        .values_list("period", "indicator", "indicator__number", "unit", "counts", "status")
    )
    begun = {(period_id, indicator) for period_id, indicator, _, _, counts, _ in reports if counts}
    by_period: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for period_id, _, number, unit, _, status in reports:
        if unit in rows and status in STILL_OPEN:
            by_period[period_id].append((number, unit, STATUS_LABELS[status].lower()))
    for period_id, number, unit in _not_begun(periods, rows, begun):
        by_period[period_id].append((number, unit, "chưa nhập"))
    for period in periods:
        for number, unit, word in sorted(by_period[period.pk]):
            rows[unit].reports.lines.append(f"Chỉ tiêu {number}, {period.name}: {word}")


def _not_begun(
    periods: Iterable[Period], units: Iterable[int], begun: Collection[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """Period, number and unit of what is due in an open period (design §4) and has no report."""
    early = Count("measures", filter=~Q(measures__pace=Pace.YEAR_END.value))
    led = list(
        Indicator.objects.filter(lead_unit__in=units, group__resolution__status="active")
        .annotate(early=early, total=Count("measures"))
        .values_list("pk", "number", "lead_unit", "group__resolution", "early", "total")
        .order_by("number")
    )
    return [
        (period.pk, number, unit)
        for period in periods
        for pk, number, unit, resolution, early_count, total in led
        if unit is not None
        and period.closed_at is None
        and resolution == period.resolution_id
        and (total if period.is_last else early_count)
        and (period.pk, pk) not in begun
    ]


def _add_items(rows: Mapping[int, LeftUnit]) -> None:
    items = (
        WorkItem.objects.outstanding()
        .filter(lead_unit__in=rows, task__group__resolution__status="active")
        .values_list("lead_unit", "name", "due_on")
        .order_by("due_on", "pk")
    )
    for unit, name, due_on in sorted(items, key=lambda row: row[2] or date.max):
        if unit is not None:
            rows[unit].items.lines.append(f"{name[:1].upper()}{name[1:]}{_due(due_on)}")


def _add_requests(rows: Mapping[int, LeftUnit]) -> None:
    requests = (
        Directive.objects.waiting()
        .filter(unit__in=rows)
        .values_list("unit", "indicator__number", "task__number", "answer_due_on")
        .order_by("answer_due_on", "pk")
    )
    for unit, indicator, task, due_on in requests:
        about = f"Chỉ tiêu {indicator}" if indicator is not None else f"Nhiệm vụ {task}"
        if unit is not None:
            rows[unit].requests.lines.append(f"{about}{_due(due_on)}")


def _due(day: date | None) -> str:
    if day is None:
        return ""
    late = (clock.today() - day).days
    return f", hạn {day:%d/%m/%Y}" + (f" (quá hạn {late} ngày)" if late > 0 else "")
