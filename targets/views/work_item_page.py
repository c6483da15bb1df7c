"""What a work item's page shows to one person: its forms, its history, why some are missing."""

import datetime
from collections.abc import Callable
from functools import cached_property

from django.urls import reverse

from targets.actions.work_plan import OFFICE_ONLY
from targets.actions.work_updates import (
    is_on_behalf,
    still_editable,
    updates_for,
    why_no_updates,
)
from targets.forms.work import (
    ClosingForm,
    DeletionForm,
    ExtensionForm,
    ItemForm,
    ReopeningForm,
    SplitForm,
    UnitChoices,
    UpdateForm,
    VersionForm,
)
from targets.models import TaskUpdate, User, WorkItem
from targets.rules.work import WorkState, latest_due
from targets.rules.workflow import Role
from targets.work_history import WorkEvent, history_of

UNIT_STEPS = frozenset({"update", "edit-update"})


class WorkItemPage:
    """A work item as this person sees it, with the forms they may fill; `form` is the posted."""

    def __init__(self, user: User, item: WorkItem) -> None:
        self.user = user
        self.item = item
        self.do = ""
        self.form: VersionForm | None = None
        self.problem = ""

    def reread(self, item: WorkItem) -> None:
        """Show the item as it is now; the posted form stays."""
        self.item = item
        for known in ("not_mine", "events", "has_traces", "parts"):
            self.__dict__.pop(known, None)
        if isinstance(self.form, UpdateForm):
            self.form.item = item

    def refuses(self, do: str) -> str:
        """Why this person may not take such a step at all; empty where they may."""
        if do in UNIT_STEPS:
            return self.not_mine
        return "" if self.is_office else OFFICE_ONLY

    @cached_property
    def is_office(self) -> bool:
        return self.user.has_role(Role.OFFICE)

    @property
    def is_open(self) -> bool:
        return self.item.closed_at is None

    @cached_property
    def not_mine(self) -> str:
        """Why this person tells nothing of it; empty where it is theirs."""
        return updates_for(self.user, self.item)

    @property
    def why_not(self) -> str:
        """Why the form is not there for somebody whose item it is."""
        return why_no_updates(self.item)

    @property
    def on_behalf(self) -> bool:
        return is_on_behalf(self.user, self.item)

    @property
    def has_update_panel(self) -> bool:
        """Leadership, who only reads, is not told that it cannot write."""
        return not self.user.has_role(Role.LEADER)

    @property
    def on_behalf_here(self) -> bool:
        """Whether the form that is shown speaks for another unit."""
        return self.on_behalf and not self.not_mine and not self.why_not

    @property
    def update_form(self) -> UpdateForm | None:
        if self.do == "update" and isinstance(self.form, UpdateForm):
            return self.form
        if self.not_mine or self.why_not:
            return None
        return UpdateForm(self.item, on_behalf=self.on_behalf)

    @cached_property
    def events(self) -> list[tuple[WorkEvent, UpdateForm | None]]:
        """The history, with a form beside what this person may still correct."""
        return [(event, self._correction(event.update)) for event in history_of(self.item)]

    def _correction(self, update: TaskUpdate | None) -> UpdateForm | None:
        if update is None:
            return None
        form = self.form
        if isinstance(form, UpdateForm) and form.update_row and form.update_row.pk == update.pk:
            return form
        if self.not_mine or self.why_not or not still_editable(update, self.user):
            return None
        return UpdateForm(self.item, on_behalf=update.on_behalf, update=update)

    @cached_property
    def units(self) -> UnitChoices:
        return UnitChoices.with_present(self.item.lead_unit)

    def _posted_or(self, do: str, make: Callable[[], VersionForm]) -> VersionForm | None:
        if not self.is_office or not self.is_open:
            return None
        return self.form if self.do == do and self.form is not None else make()

    @property
    def edit_form(self) -> VersionForm | None:
        return self._posted_or("edit", lambda: ItemForm(self.units, item=self.item))

    @property
    def extension_form(self) -> VersionForm | None:
        """Not for what was extended already, is done or has no date."""
        extended = getattr(self.item, "extension", None) is not None
        if (extended or self.item.state == WorkState.DONE or not self.item.due_on) and (
            self.do != "extend"
        ):
            return None
        return self._posted_or("extend", lambda: ExtensionForm(self.item))

    @property
    def split_form(self) -> VersionForm | None:
        return self._posted_or("split", lambda: SplitForm(self.item, self.units))

    @property
    def closing_form(self) -> VersionForm | None:
        return self._posted_or("close", lambda: ClosingForm(self.item))

    @property
    def reopening_form(self) -> VersionForm | None:
        if not self.is_office or self.is_open:
            return None
        return self.form if self.do == "reopen" else ReopeningForm(self.item)

    @property
    def deletion_form(self) -> VersionForm | None:
        """Only where nobody has told anything."""
        if self.has_traces and self.do != "delete":
            return None
        return self._posted_or("delete", lambda: DeletionForm(self.item))

    @cached_property
    def has_traces(self) -> bool:
        told = any(event.update is not None for event, _ in self.events)
        return told or bool(self.parts) or getattr(self.item, "extension", None) is not None

    @cached_property
    def parts(self) -> list[WorkItem]:
        return list(self.item.parts.order_by("order"))

    @property
    def latest_due(self) -> datetime.date:
        return latest_due(self.item.task.group.resolution.year)

    @property
    def back(self) -> str:
        task = self.item.task
        return reverse("targets:task", args=[task.group.resolution.slug, task.number])
