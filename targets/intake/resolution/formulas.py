"""How a measure is counted, out of its unit and the words around its number."""

import re

from targets.rules.figures import Formula

_GROWTH = re.compile(r"tốc độ|tăng|tỷ trọng|tỉ trọng|cơ cấu|chỉ số|tỷ suất|bình quân|chiếm")
_SHARES = re.compile(r"cơ cấu|tỷ trọng|tỉ trọng")


def formula_of(low: str, unit: str, around: str, words: frozenset[str], *, quota: bool) -> Formula:
    """A ratio of two counts for a share of things; a value for growth, shares of a whole, amounts.

    `low`: the whole target in small letters; `around`: the words at the number; `words`: those
    that compare it; `quota`: it is a share of what was given.
    """
    if quota:
        return Formula.RATIO
    if unit != "%" or "rise" in words or _SHARES.search(low) or _GROWTH.search(around):
        return Formula.VALUE
    return Formula.RATIO
