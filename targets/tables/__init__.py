"""Sortable lists of `targets`, drawn with the project's one table template (design §8)."""

from targets.tables.contributions import ContributionsTable
from targets.tables.directives import DirectiveTable
from targets.tables.drafts import DraftTable
from targets.tables.follow_up import FollowUpTable
from targets.tables.notices import NoticeTable
from targets.tables.people import AccountsTable, ChangeLogTable
from targets.tables.review import ReviewTable
from targets.tables.units import UnitsTable
from targets.tables.work import WorkTable

__all__ = [
    "AccountsTable",
    "ChangeLogTable",
    "ContributionsTable",
    "DirectiveTable",
    "DraftTable",
    "FollowUpTable",
    "NoticeTable",
    "ReviewTable",
    "UnitsTable",
    "WorkTable",
]
