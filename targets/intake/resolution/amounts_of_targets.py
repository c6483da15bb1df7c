"""Which amounts in a target's words are to be reached, and which only explain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from targets.intake.resolution.amounts import Found, amounts
from targets.intake.resolution.clauses import clause_end
from targets.rules.comparators import words_before

MOST_MEASURES = 60  # of one target
_BRACKETS = re.compile(r"\([^()]{0,400}\)")

IN_BRACKETS = "Số trong ngoặc là lời giải thích, không lấy làm chỉ tiêu."
ORIGIN = "Hiểu là mức xuất phát, không phải mức phải đạt."


@dataclass(frozen=True, slots=True)
class Explained:
    """An amount that was not taken, and the sentence that says why."""

    sentence: str
    start: int
    end: int


def amounts_of_targets(low: str) -> tuple[list[Found], list[Explained]]:
    """The amounts to be reached in words in small letters, and those left out with a reason.

    Left out: numbers in brackets, those where something comes from, how many things fall.
    """
    every = list(islice(amounts(low, 0, len(low)), MOST_MEASURES))
    inside = [
        hit.span()
        for hit in _BRACKETS.finditer(low)
        if not re.match(r"\(\s*trong\s+đó", hit.group())
    ]
    outside = [one for one in every if not any(a < one.start < b for a, b in inside)]
    left_out: list[Explained] = []
    if outside:
        left_out = [Explained(IN_BRACKETS, o.start, o.end) for o in every if o not in outside]
    result: list[Found] = []
    for one in _figures(low, outside or every):
        if result and _leads_to(low, result[-1], one):
            left_out.append(Explained(ORIGIN, result[-1].start, result[-1].end))
            result.pop()
        result.append(one)
    return result, left_out


def _figures(low: str, found: list[Found]) -> Iterator[Found]:
    """Without how many things fall: "giảm 3 tiêu chí tai nạn từ 5%" is about the 5%."""
    for one, after in zip_longest(found, found[1:]):
        fallen = after and one.unit == "tiêu chí" and "giảm" in low[: one.start]
        if not (fallen and after.start < clause_end(low, one.end)):
            yield one


def _leads_to(low: str, first: Found, second: Found) -> bool:
    """ "từ 5% năm 2023 xuống còn 3%": the first number is where it starts."""
    between = low[first.end : second.start]
    if len(between) > 60 or re.search(r"[;.]", between):
        return False
    towards = words_before(low, first.end, second.start).words
    return bool(towards & {"down_to", "up_to"}) and (
        "from" in words_before(low, 0, first.start).words
    )
