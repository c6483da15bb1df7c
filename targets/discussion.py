"""Threads with the forms of the steps open to their reader: what a page about a subject shows.

`templates/targets/_directives.html` prints a Discussion; any page may hold one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from targets.actions.directives import coordinating_unit
from targets.forms.directives import StepForm
from targets.models import Period, Task, Unit, User
from targets.rules.directives import DirectiveStatus, Speaker
from targets.rules.workflow import Role
from targets.threads import Thread, threads_about


@dataclass(frozen=True, slots=True)
class ThreadForms:
    """A thread and the forms of what its reader may do with it now."""

    thread: Thread
    forms: tuple[StepForm, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    """What was written about one subject. `new_url`: where its reader writes more, or "".

    `place`: the address of the page it stands on; a step leads back there. `remarks_only`: its
    reader writes for a coordinating unit.
    """

    threads: Sequence[ThreadForms]
    place: str
    new_url: str = ""
    remarks_only: bool = False

    @property
    def waiting(self) -> str:
        """What its reader should see first: 2 yêu cầu chờ giải trình, 1 quá hạn; or nothing."""
        waits = [each.thread for each in self.threads if each.thread.status is DirectiveStatus.OPEN]
        late = sum(each.days_late > 0 for each in waits)
        if not waits:
            return ""
        return f"{len(waits)} yêu cầu chờ giải trình" + (f", {late} quá hạn" if late else "")

    @property
    def first(self) -> str:
        """The anchor of the most urgent thread."""
        return self.threads[0].thread.anchor if self.threads else ""


def discussion_about(
    reader: User,
    period: Period,
    *,
    indicator: int | None = None,
    task: Task | None = None,
    place: str,
) -> Discussion:
    """What was written about an indicator (by its number) or a task; two queries, one more for
    a unit's people, who may write where their unit coordinates.

    Its reader may see the subject; that was found out before. The period comes with its
    resolution.
    """
    threads = threads_about(reader, period, indicator=indicator, task=task)
    units = _coordinating(period, indicator or 0) if task is None else task.coordinating_units.all()
    new_url, remarks_only = "", coordinating_unit(reader, units) is not None
    if remarks_only or may_ask(reader):
        about = {"chi-tieu": str(indicator)} if task is None else {"nhiem-vu": task.number}
        page = reverse("targets:directive-new", args=[period.resolution.slug, period.quarter])
        new_url = f"{page}?{urlencode({**about, 'next': place})}"
    forms = [with_forms(each) for each in threads]
    return Discussion(forms, place, new_url, remarks_only=remarks_only)


def with_forms(thread: Thread, posted: StepForm | None = None) -> ThreadForms:
    """The thread with its forms, those its reader came for first.

    One that was refused stands in its place as it was posted.
    """
    forms = [
        posted if posted is not None and posted.step is move else StepForm(thread, move=move)
        for move in thread.moves
    ]
    return ThreadForms(thread, tuple(sorted(forms, key=lambda form: not form.leads)))


def _coordinating(period: Period, indicator: int) -> QuerySet[Unit]:
    return Unit.objects.filter(
        coordinated_indicators__group__resolution=period.resolution_id,
        coordinated_indicators__number=indicator,
    )


def may_ask(reader: User) -> bool:
    """Whether this person writes remarks and requests about anything (design §6)."""
    return Speaker(Role(reader.role), active=reader.is_active).asks
