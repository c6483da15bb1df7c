"""What an indicator's page says of ratings by hand: the form, and every rating there was."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from reports.assessment import IndicatorLine, Summary
from reports.filters import WITH_SUBMITTED
from reports.forms import RatingForm
from reports.models import Rating
from reports.rating import not_opened
from targets import clock
from targets.labels import STANDING_LABELS, standing_label
from targets.models import Period, User
from targets.rules.workflow import Role

AUTOMATIC = "Theo đánh giá tự động"


@dataclass(frozen=True, slots=True)
class RatingEntry:
    """One rating: from what to what, by whom, why."""

    at: datetime.datetime
    by: str
    old: str
    new: str
    reason: str


class RatingPanel:
    """The ratings of one indicator in one period, as one reader may see and set them."""

    def __init__(
        self,
        user: User,
        summary: Summary,
        line: IndicatorLine,
        period: Period,
        refused: RatingForm | None = None,
    ) -> None:
        self.user, self.summary, self.line, self.period = user, summary, line, period
        self.refused = refused

    @cached_property
    def rows(self) -> list[Rating]:
        """Oldest first."""
        rated = Rating.objects.filter(period=self.period, indicator__number=self.line.number)
        return list(rated.select_related("by"))

    @property
    def newest(self) -> int | None:
        return self.rows[-1].pk if self.rows else None

    @property
    def may_rate(self) -> bool:
        return self.user.has_role(Role.OFFICE, Role.LEADER)

    @property
    def not_opened(self) -> str:
        """Why nothing can be set yet; empty where it can."""
        return "" if self.period.is_opened(clock.today()) else not_opened(self.period)

    @property
    def is_set(self) -> bool:
        return self.line.final is not None

    @property
    def is_open(self) -> bool:
        """Whether the form is unfolded: somebody's words wait in it."""
        return self.refused is not None

    @cached_property
    def form(self) -> RatingForm:
        if self.refused is not None:
            return self.refused
        return RatingForm(newest=self.newest, rated=self.is_set)

    @property
    def heading(self) -> str:
        return "Đổi hoặc bỏ đánh giá này" if self.is_set else "Đánh giá khác với phần mềm"

    @property
    def computed(self) -> str:
        """What the rules say, for whoever says otherwise: Phần mềm đánh giá: chậm tiến độ."""
        return f"Phần mềm đánh giá: {standing_label(self.line.standing).lower()}"

    @property
    def counts(self) -> str:
        """What counts now, for whoever was slower: Đạt, do Lê Văn Sơn đặt, lý do: “…”."""
        final = self.line.final
        if final is None:
            return f"{AUTOMATIC}: {standing_label(self.line.standing).lower()}."
        by = f", do {final.by} đặt" if final.by else ""
        reason = f", lý do: “{final.reason}”" if final.reason else ""
        return f"{standing_label(final.standing)}{by}{reason}."

    @property
    def address(self) -> str:
        """Where the form posts to, with the figures its writer looks at."""
        where = [self.summary.slug, self.summary.quarter, self.line.number]
        query = {"so-lieu": WITH_SUBMITTED} if self.summary.include_submitted else {}
        return reverse("reports:rate", args=where) + (f"?{urlencode(query)}" if query else "")

    @property
    def history(self) -> list[RatingEntry]:
        """Newest first."""
        found: list[RatingEntry] = []
        before = ""
        for row in self.rows:
            automatic = _automatic(row)
            old = STANDING_LABELS[before] if before else automatic
            new = STANDING_LABELS[row.standing] if row.standing else automatic
            by = str(row.by) if row.by else "Không rõ"
            found.append(RatingEntry(row.at, by, old, new, row.reason))
            before = row.standing
        return found[::-1]


def _automatic(row: Rating) -> str:
    """What the rules said when the row was written."""
    if not row.computed:
        return AUTOMATIC.lower()
    return f"tự động: {STANDING_LABELS[row.computed].lower()}"
