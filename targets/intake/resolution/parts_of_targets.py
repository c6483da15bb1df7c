"""What is measured in a table's row, and in a row or an item that is part of a target above it."""

import re
from dataclasses import replace

from targets.intake.reading import Doubt, Span
from targets.intake.resolution.lettering import flat, shadow
from targets.intake.resolution.measures import Measured, measures_of
from targets.intake.resolution.tables_of_targets import Row
from targets.rules.figures import Formula

_THOUSANDS = re.compile(r"^1[.\s]?000\s+(?=[^\W\d_])")  # the unit "1.000 tấn"
_UNIT_IN_NAME = re.compile(
    r"\s*\((?:đvt:?\s*)?(%|‰|[^\W\d]{1,8}(?:[ ./][^\W\d]{1,8}){0,4})\)$", re.I
)
_NO_RATIO = re.compile(r"cơ cấu|tỷ trọng|tỉ trọng|tốc độ|tăng trưởng")


def like_whole(whole: str, read: Measured) -> Measured:
    """The parts of a growth or of shares are given as they are, not counted from two numbers."""
    if not _NO_RATIO.search(shadow(whole)):
        return read
    measures = tuple(
        replace(one, formula=Formula.VALUE)
        if one.formula is Formula.RATIO and one.unit == "%" and not one.quota
        else one
        for one in read.measures
    )
    return replace(read, measures=measures)


def measures_of_row(text: str, row: Row) -> Measured | None:
    """The measures of one row, read as if its cells were one sentence."""
    name = flat(row.name.of(text)).strip(" ;.,:")
    if not name:
        return None
    unit = _THOUSANDS.sub("nghìn ", row.unit)
    named = _UNIT_IN_NAME.search(name)
    if named and not unit:
        name, unit = name[: named.start()].strip(), named[1]
    where = row.goal or row.name
    goal = flat(where.of(text))
    words, named_to = name, 0
    if row.goal is not None:
        words, named_to = f"{name}: {goal}", len(name) + 1
    if re.search(r"\d$", words) and unit:
        words += f" {unit}"
    read = measures_of(words, 0, len(words), unit=unit, named_to=named_to)
    cell = Span(where.start, where.end)
    measures = tuple(
        replace(
            one,
            span=row.span,
            goal_span=cell if one.goal else None,
            words=goal if one.goal else "",
            label=one.label if one.goal and one.label else name,
        )
        for one in read.measures
    )
    return Measured(measures, tuple(Doubt(one.sentence, row.span) for one in read.doubts))
