"""Numbers beside each other in one target: what stands behind one, what belongs to all of them.

Words are given as they are (`text`) and in small letters (`low`), both from the target's start.
"""

import re
from collections.abc import Sequence

from targets.intake.resolution.amounts import Found
from targets.intake.resolution.clauses import clause_end
from targets.intake.resolution.naming import PREDICATE, label_after, without_next

_AMONG = re.compile(r",?\s*(?:trong đó|đồng thời)")


def is_parallel(low: str, before: Found, one: Found) -> bool:
    """ "…, 95% thôn": a number right behind a comma, its neighbour followed by a noun."""
    between = low[before.end : one.start]
    if ";" in between and PREDICATE.search(between):
        return False  # a sentence of its own
    beside = re.search(r"(?:[,;]|\bvà)\s*(?:và\s+)?$", between)
    return beside is not None and re.match(r"\s*[^\W\d_]", between) is not None


def name_behind(text: str, low: str, one: Found, after: Sequence[Found]) -> str:
    """The words behind a number that stands first; a list's last words are for all of it."""
    clause = clause_end(low, one.end)
    among = _AMONG.search(low, one.end, clause)
    clause = among.start() if among else clause
    same = [other for other in after if other.start < clause]
    own_end = min([other.start for other in same[:1]] + [clause])
    own, last = text[one.noun : own_end], ""
    if same:
        last = text[same[-1].end : clause]
        own = without_next(own)
    return label_after(own, last)


def thing_counted(text: str, one: Found, end: int) -> str:
    """Of "Giảm 580 hộ nghèo trở lên so với năm trước" what is counted; "" for money or a rate."""
    words = text[one.noun : end] if one.noun < one.end else ""
    return label_after(re.split(r"\s+(?:trở lên|so với|cùng kỳ)", words)[0], "")
