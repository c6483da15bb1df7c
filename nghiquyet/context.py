"""What every page's frame shows: where one can go, who is here, which resolution runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from django.conf import settings
from django.db.models import Subquery, Value
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from targets import clock
from targets.labels import ROLE_LABELS
from targets.models import Period, Resolution, Unit, User
from targets.places import of_running
from targets.rules.workflow import Role
from targets.waiting import Duties

UNIT_PEOPLE = frozenset({Role.REPORTER, Role.HEAD})
READERS = frozenset({*UNIT_PEOPLE, Role.OFFICE, Role.LEADER})
EVERYBODY = frozenset(Role)
ASKERS = frozenset({Role.OFFICE, Role.LEADER})
BOARD_PAGES = frozenset({"reports:indicator", "reports:rate", "reports:charts"})
REPORT_PAGES = frozenset({"targets:report", "targets:report-move"})
TASK_PAGES = frozenset(
    {"targets:task", "targets:task-timeline", "targets:work-item", "targets:work-item-new"}
)
REMINDER_PAGES = frozenset({"targets:reminder-text", "targets:reminder-slips"})
DIRECTIVE_PAGES = frozenset({"targets:directive", "targets:directive-new"})
SNAPSHOT_PAGES = frozenset(
    {"reports:snapshots", "reports:snapshot", "reports:snapshot-changes", "reports:snapshot-take"}
)
WITHDRAWAL_PAGES = frozenset({"reports:snapshots", "reports:snapshot-withdraw"})
SETUP_PAGES = frozenset(
    {
        "targets:periods", "targets:milestones", "targets:restrictions", "targets:notices",
        "targets:letterhead", "targets:accounts", "targets:account", "targets:change-log",
        "targets:intake", "targets:intake-draft", "targets:intake-create",
        "targets:units", "targets:unit", "targets:plans", "targets:plan", "targets:plan-facts",
        "targets:plan-status", "targets:plan-next-year", "targets:plan-baselines",
        "targets:plan-group-new",
        "targets:plan-group", "targets:plan-indicator-new", "targets:plan-indicator",
        "targets:plan-measure-new", "targets:plan-measure", "targets:plan-target",
        "targets:plan-assignments", "targets:plan-tasks", "targets:plan-task-new",
        "targets:plan-task", "targets:plan-task-group-new", "targets:plan-task-group",
    }
)  # fmt: skip
UNIT_PAGES = frozenset({"targets:units", "targets:unit", "targets:unit-new"})
ACCOUNT_PAGES = frozenset(
    {
        "targets:account", "targets:account-new", "targets:accounts-paste", "targets:account-slips",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu. `inside`: further pages during which it stays marked.

    `needs`: "" nothing, "resolution" its slug, "period" the running period (slug, quarter),
    "sheet" also the unit. `counted`: the roles that see here how much waits for them. `aside`:
    it stands in the person's own menu.
    """

    name: str
    url_name: str
    roles: frozenset[Role]
    needs: str = ""
    inside: frozenset[str] = frozenset()
    counted: frozenset[Role] = frozenset()
    aside: bool = False


PLACES = (
    Place("Việc của đơn vị", "home", UNIT_PEOPLE, counted=UNIT_PEOPLE),
    Place("Trang chủ", "home", frozenset({Role.OFFICE}), counted=frozenset({Role.OFFICE})),
    Place("Báo cáo quý", "targets:sheet", UNIT_PEOPLE, "sheet", REPORT_PAGES),
    Place("Bảng theo dõi", "reports:board", READERS, "period", BOARD_PAGES),
    Place("Rà soát", "targets:review", frozenset({Role.OFFICE}), "period", REPORT_PAGES),
    Place("Nhiệm vụ", "targets:tasks", READERS, "resolution", TASK_PAGES),
    Place("Đôn đốc", "targets:follow-up", frozenset({Role.OFFICE}), "period", REMINDER_PAGES),
    Place(
        "Ý kiến", "targets:directives", ASKERS, "resolution", DIRECTIVE_PAGES,
        counted=frozenset({Role.LEADER}),
    ),
    Place("Tổng hợp", "reports:summary", ASKERS, "period", SNAPSHOT_PAGES),
    Place("Thiết lập", "targets:setup", frozenset({Role.OFFICE}), inside=SETUP_PAGES),
    Place("Quản trị", "home", frozenset({Role.ADMIN}), inside=WITHDRAWAL_PAGES | UNIT_PAGES),
    Place("Tài khoản", "targets:accounts", frozenset({Role.ADMIN}), inside=ACCOUNT_PAGES),
    Place("Nhật ký", "targets:change-log", frozenset({Role.ADMIN})),
    Place(
        "Hướng dẫn", "targets:help", EVERYBODY, inside=frozenset({"targets:help-role"}), aside=True
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the menu; `current` is the value of aria-current, or empty.

    `waiting`: how much waits for the person there, 0 where nothing does.
    """

    name: str
    url: str
    current: str
    waiting: int = 0
    aside: bool = False


class Frame:
    """The frame of one request: worked out once, when a template first asks, in one query."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def periods(self) -> "Sequence[Period]":
        """The periods of the resolution that runs; on each stands the user's unit and how much
        waits for the user.
        """
        user = self.user
        unit_id = user.unit_id if isinstance(user, User) else None
        unit = Unit.objects.filter(pk=unit_id or 0)  # no unit has the id 0
        rows = (
            Period.objects.filter(resolution__status="active")
            .select_related("resolution")
            .annotate(
                reader_unit=Subquery(unit.values("name")[:1]),
                reader_unit_code=Subquery(unit.values("code")[:1]),
                waiting=Duties(user).count() if isinstance(user, User) else Value(0),
            )
            .order_by("-resolution__year", "resolution__slug", "quarter")
        )
        return of_running(list(rows))

    @property
    def period(self) -> Period | None:
        """The latest opened period; None before the first one opens."""
        today = clock.today()
        opened = [period for period in self.periods if period.is_opened(today)]
        return opened[-1] if opened else None

    @property
    def resolution(self) -> Resolution | None:
        return self.periods[0].resolution if self.periods else None

    @property
    def demo(self) -> bool:
        """Whether figures are made up: a demo server, or a database the demo was loaded into."""
        return settings.DEMO or (self.resolution is not None and self.resolution.illustrative)

    @property
    def resolution_line(self) -> str:
        resolution = self.resolution
        if resolution is None:
            return ""
        year = f"Nghị quyết năm {resolution.year}"
        return f"{resolution.issuer} · {year}" if resolution.issuer else year

    @property
    def whose(self) -> str:
        """The user's unit, or the role of somebody without one."""
        if not isinstance(self.user, User):
            return ""
        unit = getattr(self.periods[0], "reader_unit", None) if self.periods else None
        return unit or ROLE_LABELS[self.user.role]

    @property
    def waiting(self) -> int:
        """How much waits for the user; before there is a resolution, nothing does."""
        return int(getattr(self.periods[0], "waiting", 0)) if self.periods else 0

    @property
    def searches(self) -> bool:
        """Whether the search box is there: administrators see accounts, never the plan."""
        return isinstance(self.user, User) and self.user.role in READERS

    @property
    def user(self) -> object:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def nav(self) -> list[NavItem]:
        user = self.user
        if not isinstance(user, User):
            return []
        return [
            NavItem(
                place.name,
                url,
                self._current(place, url),
                self.waiting if user.role in place.counted else 0,
                place.aside,
            )
            for place in PLACES
            if user.role in place.roles and (url := self._url(place))
        ]

    def _url(self, place: Place) -> str:
        """The address, or nothing where the page or the period does not exist."""
        period = self.period
        args: list[object] = []
        if place.needs == "resolution":
            if self.resolution is None:
                return ""
            args = [self.resolution.slug]
        elif place.needs:
            if period is None:
                return ""
            args = [period.resolution.slug, period.quarter]
        if place.needs == "sheet":
            args.append(getattr(period, "reader_unit_code", None))
            if args[-1] is None:
                return ""
        try:
            return reverse(place.url_name, args=args)
        except NoReverseMatch:
            return ""

    def _current(self, place: Place, url: str) -> str:
        here = self.request.resolver_match
        if self.request.path == url:
            return "page"
        shown = here.view_name if here else ""
        return "true" if shown == place.url_name or shown in place.inside else ""


class FrameContext(TypedDict):
    """What templates get; the lazy ones ask the database when they are first printed."""

    demo: object
    pinned_day: date | None
    nav: object
    nav_main: object
    nav_own: object
    nav_waiting: object
    searches: object
    whose: object
    resolution_line: object
    current_resolution: object
    current_period: object


def frame(request: HttpRequest) -> FrameContext:
    """Context processor: menu, demo flag, pinned day, resolution and running period."""
    shown: Frame = request.__dict__.setdefault("frame", Frame(request))
    return {
        "demo": SimpleLazyObject(lambda: shown.demo),
        "pinned_day": settings.TODAY,
        "nav": SimpleLazyObject(lambda: shown.nav),
        "nav_main": SimpleLazyObject(lambda: [item for item in shown.nav if not item.aside]),
        "nav_own": SimpleLazyObject(lambda: [item for item in shown.nav if item.aside]),
        "nav_waiting": SimpleLazyObject(
            lambda: max((item.waiting for item in shown.nav), default=0)
        ),
        "searches": SimpleLazyObject(lambda: shown.searches),
        "whose": SimpleLazyObject(lambda: shown.whose),
        "resolution_line": SimpleLazyObject(lambda: shown.resolution_line),
        "current_resolution": SimpleLazyObject(lambda: shown.resolution),
        "current_period": SimpleLazyObject(lambda: shown.period),
    }
