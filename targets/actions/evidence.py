"""Attaching evidence to a report and taking it off; nothing is ever deleted (issue 5, point 4).

Called by the save of a sheet, inside its transaction and after its guard: whoever may edit a
report may attach to it and take off (design §5, §6), and nobody else.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from targets.actions.refusal import Refused
from targets.models import Evidence, ProgressReport, User
from targets.rules.evidence import MOST

FILES, LINK = "file", "link"
GONE = "Minh chứng này vừa được gỡ trước đó."
TOO_MANY = f"Mỗi chỉ tiêu đính kèm tối đa {MOST} minh chứng trong một kỳ. Hãy gỡ bớt hoặc gộp tệp."
ONLY_THE_RATE = "Chỉ tiêu này chỉ báo cáo tỷ lệ, không đính kèm minh chứng."


@dataclass(slots=True)
class NewEvidence:
    """A link, or a file that already lies in the folder.

    `already`: the name under which the same stands there; `put_evidence` tells it.
    """

    name: str
    link: str = ""
    kept_as: str = ""
    kind: str = ""
    size: int = 0
    sha256: str = ""
    already: str = ""

    @property
    def field(self) -> str:
        return LINK if self.link else FILES

    def is_same(self, row: Evidence) -> bool:
        """Whether it is attached already: the same bytes, or the same link."""
        return row.link == self.link if self.link else row.sha256 == self.sha256


def put_evidence(
    report: ProgressReport,
    added: Sequence[NewEvidence],
    removed: Sequence[int],
    *,
    by: User,
    at: datetime.datetime,
) -> list[Evidence]:
    """Attach and take off; return the new rows. What is attached already is not attached twice,
    and says so (`already`).

    The caller has locked the report in its transaction. Raises Refused with the name of a box of
    the sheet: `m-4-file`.
    """
    if removed:
        rows = Evidence.objects.filter(report=report, pk__in=removed).present()
        if rows.update(removed_at=at, removed_by=by) != len(set(removed)):
            raise Refused(GONE, stale=True)
    if not added:
        return []
    number = report.indicator.number
    if report.indicator.measures.filter(percent_only=True).exists():
        raise Refused(ONLY_THE_RATE, f"m-{number}-{added[0].field}")
    present = list(Evidence.objects.filter(report=report).present())
    made: list[Evidence] = []
    for one in added:
        same = next((row for row in (*present, *made) if one.is_same(row)), None)
        one.already = same.name if same else ""
        if same:
            continue
        if len(present) + len(made) >= MOST:
            raise Refused(TOO_MANY, f"m-{number}-{one.field}")
        made.append(
            Evidence.objects.create(
                report=report, name=one.name, link=one.link, kept_as=one.kept_as, kind=one.kind,
                size=one.size, sha256=one.sha256, added_by=by, added_at=at,
            )
        )  # fmt: skip
    return made
