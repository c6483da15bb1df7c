"""What waits for whom, and what of it is most urgent (design §5, §6; issue 3, start pages)."""

from collections.abc import Mapping
from enum import StrEnum

from targets.rules.workflow import Role


class Matter(StrEnum):
    """Why something waits for a person."""

    SIGN = "sign"  # a report waits for the head's signature
    RETURNED = "returned"  # a report came back
    UNSENT = "unsent"  # a report of the running period was not sent yet
    WORK = "work"  # a work item is overdue or due soon
    EXPLAIN = "explain"  # a request to explain has no answer
    RECEIVE = "receive"  # what others contribute waits for the lead unit
    REVIEW = "review"  # a report waits for the office
    SETTLE = "settle"  # an answer waits for whoever asked


OF_A_UNIT = frozenset({Matter.RETURNED, Matter.UNSENT, Matter.WORK, Matter.EXPLAIN, Matter.RECEIVE})
MATTERS: Mapping[Role, frozenset[Matter]] = {
    Role.REPORTER: OF_A_UNIT,
    Role.HEAD: OF_A_UNIT | {Matter.SIGN},
    Role.OFFICE: OF_A_UNIT | {Matter.REVIEW, Matter.SETTLE},
    Role.LEADER: frozenset({Matter.SETTLE}),
    Role.ADMIN: frozenset(),
}
_AT_ONCE = (Matter.SIGN, Matter.RETURNED)  # others wait for these, whatever their date


def urgency(
    matter: Matter, days_left: int | None, *, begun: bool = False
) -> tuple[int, int, bool, int]:
    """A sort key, most urgent first.

    What holds others up comes first, then by days left, the longest overdue first; what has no
    date comes last. On one day what was begun goes before what was not.
    """
    if matter in _AT_ONCE:
        return _AT_ONCE.index(matter), 0, False, 0
    undated = days_left is None
    place = list(Matter).index(matter)
    return len(_AT_ONCE) + undated, days_left or 0, not begun, place
