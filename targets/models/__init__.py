"""Every model of the plan and of what was reported."""

from targets.models.directives import Directive, DirectiveEntry
from targets.models.drafts import ResolutionDraft, ResolutionDraftSave
from targets.models.goals import Assignment, Milestone, MilestoneChange, Target
from targets.models.office import Letterhead, MailedLine, OfficeNotice, Reminder
from targets.models.people import OfficePolicy, Unit, User
from targets.models.periods import Period, PeriodChange, PeriodExtension
from targets.models.plan import (
    Indicator,
    IndicatorGroup,
    Measure,
    Resolution,
)
from targets.models.progress import Evidence, Figure, FigureEdit, ProgressReport, ReviewEvent
from targets.models.tasks import (
    DeadlineExtension,
    Task,
    TaskGroup,
    TaskUpdate,
    TaskUpdateEdit,
    WorkItem,
)

__all__ = [
    "Assignment",
    "DeadlineExtension",
    "Directive",
    "DirectiveEntry",
    "Evidence",
    "Figure",
    "FigureEdit",
    "Indicator",
    "IndicatorGroup",
    "Letterhead",
    "MailedLine",
    "Measure",
    "Milestone",
    "MilestoneChange",
    "OfficeNotice",
    "OfficePolicy",
    "Period",
    "PeriodChange",
    "PeriodExtension",
    "ProgressReport",
    "Reminder",
    "Resolution",
    "ResolutionDraft",
    "ResolutionDraftSave",
    "ReviewEvent",
    "Target",
    "Task",
    "TaskGroup",
    "TaskUpdate",
    "TaskUpdateEdit",
    "Unit",
    "User",
    "WorkItem",
]
