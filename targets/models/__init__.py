"""Every model of the plan and of what was reported."""

from targets.models.directives import Directive
from targets.models.people import OfficePolicy, Unit, User
from targets.models.periods import Period, PeriodExtension
from targets.models.plan import (
    Assignment,
    Indicator,
    IndicatorGroup,
    Measure,
    Milestone,
    MilestoneChange,
    Resolution,
    Target,
)
from targets.models.progress import Evidence, Figure, FigureEdit, ProgressReport, ReviewEvent
from targets.models.tasks import Task, TaskGroup, TaskUpdate, WorkItem

__all__ = [
    "Assignment",
    "Directive",
    "Evidence",
    "Figure",
    "FigureEdit",
    "Indicator",
    "IndicatorGroup",
    "Measure",
    "Milestone",
    "MilestoneChange",
    "OfficePolicy",
    "Period",
    "PeriodExtension",
    "ProgressReport",
    "Resolution",
    "ReviewEvent",
    "Target",
    "Task",
    "TaskGroup",
    "TaskUpdate",
    "Unit",
    "User",
    "WorkItem",
]
