"""What the office does with a proposal besides typing: merge, split, move, put aside, add, mend.

Each takes a proposal and a key and returns the new proposal; NotPossible says why not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from targets.rules.proposal import (
    Proposal,
    ProposedGroup,
    ProposedIndicator,
    ProposedMeasure,
    ProposedTask,
    ProposedTaskGroup,
    Row,
)
from targets.rules.proposal_slips import as_printed, mended
from targets.rules.proposed_year import proposed_periods, read_year

MOST_MEASURES = 26  # of one indicator: they are lettered
# Together below what one form may post: each measure has 13 boxes, each task 5
MOST_OF_ALL = {"indicators": 150, "measures": 240, "tasks": 150}
R = TypeVar("R", bound=Row)


class Change(StrEnum):
    """One of the buttons of the page; the value is what the button posts before its key."""

    MERGE_UP = "gop"
    SPLIT_OFF = "tach"
    MOVE_UP = "len"
    DROP = "bo"
    TAKE_BACK = "lay-lai"
    ADD_GROUP = "them-nhom"
    ADD_INDICATOR = "them-chi-tieu"
    ADD_MEASURE = "them-thanh-phan"
    ADD_TASK_GROUP = "them-nhom-nhiem-vu"
    ADD_TASK = "them-nhiem-vu"
    MEND = "sua"
    KEEP = "giu"
    MEND_ALL = "sua-het"
    SETTLE = "da-xem"
    UNSETTLE = "xem-lai"
    DATES = "ngay"


class NotPossible(Exception):
    """The change makes no sense here; str() is a Vietnamese sentence."""


def changed(proposal: Proposal, change: Change, key: str) -> tuple[Proposal, str]:
    """The proposal after a change, and the key of the row to look at next."""
    return _CHANGES[change](proposal, key)


def _merge_up(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    """The indicator's measures become parts of the one above it in the same group."""
    lower = _found(proposal.indicators, key)
    if lower.dropped:
        raise NotPossible("Chỉ tiêu này đã được bỏ, không gộp được nữa.")
    around = proposal.indicators_of(proposal.group_of(lower))
    place = around.index(lower)
    if place == 0:
        raise NotPossible("Phía trên không có chỉ tiêu nào trong cùng nhóm để gộp.")
    upper = around[place - 1]
    together = len(proposal.measures_of(upper.key)) + len(proposal.measures_of(key))
    if together > MOST_MEASURES:
        raise NotPossible(f"Một chỉ tiêu chỉ có tối đa {MOST_MEASURES} thành phần.")
    joined = replace(
        upper,
        wording=_joined(upper.wording, lower.wording),
        source=_joined(upper.source, lower.source),
        lead=upper.lead or lower.lead,
    )
    moved = [one for one in proposal.measures if one.owner == key]
    rest = [one for one in proposal.measures if one.owner != key]
    last = max((i for i, one in enumerate(rest) if one.owner == upper.key), default=len(rest) - 1)
    rest[last + 1 : last + 1] = [replace(one, owner=upper.key) for one in moved]
    indicators = _put(_put(proposal.indicators, joined), replace(lower, dropped=True))
    return replace(proposal, indicators=indicators, measures=tuple(rest)), upper.key


def _split_off(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    """A measure becomes an indicator of its own, right below the one it was a part of."""
    measure = _found(proposal.measures, key)
    owner = _found(proposal.indicators, measure.owner)
    if len(proposal.measures_of(owner.key)) < 2:
        raise NotPossible("Chỉ tiêu chỉ có một thành phần nên không tách được.")
    proposal, new_key = _next(proposal, "i")
    own = ProposedIndicator(
        new_key,
        group=proposal.group_of(owner),
        wording=f"{measure.name} {measure.words}".strip(),
        source=owner.source,
        lead=owner.lead,
        span=measure.span,
    )
    indicators = list(proposal.indicators)
    indicators.insert(indicators.index(owner) + 1, own)
    measures = _put(proposal.measures, replace(measure, owner=new_key))
    return replace(proposal, indicators=tuple(indicators), measures=measures), new_key


def _move_up(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    indicator = _found(proposal.indicators, key)
    around = proposal.indicators_of(proposal.group_of(indicator))
    place = around.index(indicator) if indicator in around else 0
    if place == 0:
        raise NotPossible("Chỉ tiêu đã đứng đầu nhóm; muốn sang nhóm khác thì chọn ở ô Nhóm.")
    rows = [one for one in proposal.indicators if one.key != key]
    rows.insert(rows.index(around[place - 1]), indicator)
    return replace(proposal, indicators=tuple(rows)), key


def _set_aside(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    """Out of the resolution; what to look at next is what stands in its place."""
    return _dropped(proposal, key, aside=True), _beside(proposal, key)


def _take_back(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    return _dropped(proposal, key, aside=False), key


def _dropped(proposal: Proposal, key: str, *, aside: bool) -> Proposal:
    match key[:1]:
        case "i":
            row = replace(_found(proposal.indicators, key), dropped=aside)
            return replace(proposal, indicators=_put(proposal.indicators, row))
        case "m":
            part = replace(_found(proposal.measures, key), dropped=aside)
            return replace(proposal, measures=_put(proposal.measures, part))
        case _:
            task = replace(_found(proposal.tasks, key), dropped=aside)
            return replace(proposal, tasks=_put(proposal.tasks, task))


def _beside(proposal: Proposal, key: str) -> str:
    """The row after this one, else the one before it, else what both are part of."""
    rows: Sequence[Row]
    match key[:1]:
        case "i":
            owner = proposal.group_of(_found(proposal.indicators, key))
            rows = proposal.indicators_of(owner)
        case "m":
            owner = _found(proposal.measures, key).owner
            rows = proposal.measures_of(owner)
        case _:
            task = _found(proposal.tasks, key)
            groups = [one.key for one in proposal.task_groups]
            owner = next((one for one in groups if task in proposal.tasks_of(one)), "")
            rows = proposal.tasks_of(owner)
    keys = [row.key for row in rows]
    place = keys.index(key) if key in keys else 0
    return next(iter((*keys[place + 1 :], *keys[:place][::-1])), owner)


def _add_group(proposal: Proposal, _key: str) -> tuple[Proposal, str]:
    proposal, key = _next(proposal, "g")
    return replace(proposal, groups=(*proposal.groups, ProposedGroup(key))), key


def _add_indicator(proposal: Proposal, group: str) -> tuple[Proposal, str]:
    _room(proposal.indicators, "indicators", "chỉ tiêu")
    _found(proposal.groups, group)
    proposal, key = _next(proposal, "i")
    below = [i for i, one in enumerate(proposal.indicators) if proposal.group_of(one) == group]
    rows = list(proposal.indicators)
    rows.insert(below[-1] + 1 if below else len(rows), ProposedIndicator(key, group=group))
    proposal = replace(proposal, indicators=tuple(rows))
    return _add_measure(proposal, key)[0], key


def _add_measure(proposal: Proposal, indicator: str) -> tuple[Proposal, str]:
    _room(proposal.measures, "measures", "thành phần")
    _found(proposal.indicators, indicator)
    if len(proposal.measures_of(indicator)) >= MOST_MEASURES:
        raise NotPossible(f"Một chỉ tiêu chỉ có tối đa {MOST_MEASURES} thành phần.")
    proposal, key = _next(proposal, "m")
    own = [i for i, one in enumerate(proposal.measures) if one.owner == indicator]
    rows = list(proposal.measures)
    rows.insert(own[-1] + 1 if own else len(rows), ProposedMeasure(key, owner=indicator))
    return replace(proposal, measures=tuple(rows)), key


def _add_task_group(proposal: Proposal, _key: str) -> tuple[Proposal, str]:
    proposal, key = _next(proposal, "n")
    return replace(proposal, task_groups=(*proposal.task_groups, ProposedTaskGroup(key))), key


def _add_task(proposal: Proposal, group: str) -> tuple[Proposal, str]:
    _room(proposal.tasks, "tasks", "nhiệm vụ")
    _found(proposal.task_groups, group)
    proposal, key = _next(proposal, "t")
    return replace(proposal, tasks=(*proposal.tasks, ProposedTask(key, group=group))), key


def _mend(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    return mended(proposal, _found(proposal.slips, key)), key


def _keep(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    return as_printed(proposal, _found(proposal.slips, key)), key


def _mend_all(proposal: Proposal, _key: str) -> tuple[Proposal, str]:
    for slip in proposal.slips:
        proposal = _mend(proposal, slip.key)[0]
    return proposal, proposal.slips[0].key if proposal.slips else ""


def _settle(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    """A doubt is through; what to look at next is the next one that is not."""
    proposal = _looked_at(proposal, key, settled=True)
    place = [one.key for one in proposal.doubts].index(key)
    around = (*proposal.doubts[place + 1 :], *proposal.doubts[:place])
    return proposal, next((one.key for one in around if not one.settled), key)


def _unsettle(proposal: Proposal, key: str) -> tuple[Proposal, str]:
    return _looked_at(proposal, key, settled=False), key


def _looked_at(proposal: Proposal, key: str, *, settled: bool) -> Proposal:
    doubt = replace(_found(proposal.doubts, key), settled=settled)
    return replace(proposal, doubts=_put(proposal.doubts, doubt))


def _dates(proposal: Proposal, _key: str) -> tuple[Proposal, str]:
    """The periods as proposed for the year the heading says now."""
    year = read_year(proposal.heading.year)
    if year is None:
        raise NotPossible("Hãy ghi năm bằng bốn chữ số trước, ví dụ 2025.")
    return replace(proposal, periods=proposed_periods(year)), ""


def _found(rows: Sequence[R], key: str) -> R:
    for row in rows:
        if row.key == key:
            return row
    raise NotPossible("Dòng này không còn trong bản nháp. Hãy tải lại trang.")


def _put(rows: Sequence[R], new: R) -> tuple[R, ...]:
    return tuple(new if row.key == new.key else row for row in rows)


def _next(proposal: Proposal, letter: str) -> tuple[Proposal, str]:
    number = proposal.counter + 1
    return replace(proposal, counter=number), f"{letter}{number}"


def _room(rows: Sequence[Row], what: str, name: str) -> None:
    most = MOST_OF_ALL[what]
    if len(rows) >= most:
        raise NotPossible(f"Một bản nháp chỉ có tối đa {most} {name}.")


def _joined(upper: str, lower: str) -> str:
    return "; ".join(part.strip().rstrip(";.") for part in (upper, lower) if part.strip())


_CHANGES: Mapping[Change, Callable[[Proposal, str], tuple[Proposal, str]]] = {
    Change.MERGE_UP: _merge_up,
    Change.SPLIT_OFF: _split_off,
    Change.MOVE_UP: _move_up,
    Change.DROP: _set_aside,
    Change.TAKE_BACK: _take_back,
    Change.ADD_GROUP: _add_group,
    Change.ADD_INDICATOR: _add_indicator,
    Change.ADD_MEASURE: _add_measure,
    Change.ADD_TASK_GROUP: _add_task_group,
    Change.ADD_TASK: _add_task,
    Change.MEND: _mend,
    Change.KEEP: _keep,
    Change.MEND_ALL: _mend_all,
    Change.SETTLE: _settle,
    Change.UNSETTLE: _unsettle,
    Change.DATES: _dates,
}
