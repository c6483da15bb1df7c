"""The table of directives: every status × step × person, allowed or refused (design §4, §6)."""

import datetime
from itertools import product

import pytest

from targets.labels import DIRECTIVE_MOVE_LABELS, DIRECTIVE_STATUS_LABELS
from targets.rules.directives import (
    STEPS,
    DirectiveMove,
    DirectiveStatus,
    Speaker,
    answer_days_late,
    asking_refusal,
    is_on_behalf,
    is_theirs,
    open_moves,
    refusal,
    urgency,
)
from targets.rules.workflow import Role

N, O, A, S = (  # noqa: E741 - as short as the table they stand in
    DirectiveStatus.NOTED, DirectiveStatus.OPEN, DirectiveStatus.ANSWERED, DirectiveStatus.SETTLED,
)  # fmt: skip
EDIT, ANSWER = DirectiveMove.EDIT, DirectiveMove.ANSWER
AGAIN, SETTLE = DirectiveMove.ASK_AGAIN, DirectiveMove.SETTLE
# From where, to where; None stays
ARROWS = {EDIT: ({N, O}, None), ANSWER: ({O}, A), AGAIN: ({A}, O), SETTLE: ({O, A}, S)}
# A remark is said and a settled request is over; anything else has a way on
ENDS = {N, S}
EDITED_LATE = "Ý kiến đã được trả lời nên không sửa được nữa; hãy ghi yêu cầu tiếp theo."
YES_NO = (True, False)
PEOPLE = [
    Speaker(role, in_unit, is_author, gave_answer, active, coordinates)
    for role, in_unit, is_author, gave_answer, active, coordinates in product(
        Role, YES_NO, YES_NO, YES_NO, YES_NO, YES_NO
    )
]


def by_the_book(status, person, answered_once):
    """What the issue allows, written without looking at the table."""
    if not person.active:
        return set()
    allowed = set()
    asks = person.role in {Role.OFFICE, Role.LEADER}
    remarks = asks or (person.coordinates and person.role in {Role.REPORTER, Role.HEAD})
    if remarks and person.is_author and not answered_once:
        allowed |= {EDIT}
    if asks:
        allowed |= {AGAIN}
        if not (person.gave_answer and status is A):
            allowed |= {SETTLE}
    if person.role is Role.OFFICE or (person.in_unit and person.role in {Role.REPORTER, Role.HEAD}):
        allowed |= {ANSWER}
    return {move for move in allowed if status in ARROWS[move][0]}


@pytest.mark.parametrize("status", DirectiveStatus)
def test_who_may_do_what(status):
    for person, answered_once in product(PEOPLE, YES_NO):
        found = open_moves(status, person, answered_once=answered_once)
        assert set(found) == by_the_book(status, person, answered_once), person


def test_the_table_is_whole():
    assert {move: (step.sources, step.target) for move, step in STEPS.items()} == ARROWS
    assert set(STEPS) == set(DirectiveMove) - {DirectiveMove.ASK}
    assert set(DIRECTIVE_MOVE_LABELS) == {move.value for move in DirectiveMove}
    assert set(DIRECTIVE_STATUS_LABELS) == {status.value for status in DirectiveStatus}


def test_no_status_is_a_dead_end_by_mistake():
    moving = {source for step in STEPS.values() if step.target for source in step.sources}
    assert moving == set(DirectiveStatus) - ENDS


def test_every_status_is_reached():
    assert {N, O} | {step.target for step in STEPS.values() if step.target} == set(DirectiveStatus)


def test_every_request_can_be_settled_whoever_answered():
    for status in (O, A):
        leader = Speaker(Role.LEADER)
        assert SETTLE in open_moves(status, leader, answered_once=True)


@pytest.mark.parametrize(
    ("move", "status", "answered_once", "words"),
    [
        (ANSWER, S, True, "Yêu cầu đã kết thúc."),
        (ANSWER, N, False, "Ý kiến này không yêu cầu giải trình."),
        (ANSWER, A, True, "Đơn vị đã giải trình; yêu cầu đang chờ xem xét."),
        (AGAIN, O, False, "Yêu cầu đang chờ đơn vị giải trình."),
        (EDIT, A, True, EDITED_LATE),
        (EDIT, S, False, "Yêu cầu đã kết thúc."),
        (DirectiveMove.ASK, O, False, "Ý kiến này đã được ghi; hãy ghi một ý kiến mới."),
    ],
)  # fmt: skip
def test_a_refusal_says_why(move, status, answered_once, words):
    office = Speaker(Role.OFFICE, is_author=True)
    assert refusal(move, status, office, answered_once=answered_once) == words


def test_nobody_settles_on_their_own_answer():
    office = Speaker(Role.OFFICE, gave_answer=True)
    assert "người ghi giải trình này" in refusal(SETTLE, A, office, answered_once=True)
    assert refusal(SETTLE, A, Speaker(Role.OFFICE), answered_once=True) is None


def test_only_who_asks_begins_and_coordinating_units_remark():
    for person in PEOPLE:
        asks = person.active and person.role in {Role.OFFICE, Role.LEADER}
        unit = person.active and person.coordinates and person.role in {Role.REPORTER, Role.HEAD}
        assert is_theirs(DirectiveMove.ASK, person) is (asks or unit)
        assert (asking_refusal(person, wants_answer=True) is None) is asks
        assert (asking_refusal(person, wants_answer=False) is None) is (asks or unit)


def test_on_behalf_is_the_office_for_another_unit():
    for person in PEOPLE:
        behalf = person.role is Role.OFFICE and not person.in_unit
        assert is_on_behalf(ANSWER, person) is behalf
        assert not is_on_behalf(SETTLE, person)


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [(O, 20, 4), (O, 24, 0), (O, 25, 0), (O, None, 0), (A, 20, 0), (S, 20, 0), (N, None, 0)],
)
def test_how_late_an_answer_is(status, due, late):
    due_on = due and datetime.date(2024, 9, due)
    assert answer_days_late(status, due_on, datetime.date(2024, 9, 24)) == late


def test_the_most_urgent_comes_first():
    def at(day):
        return datetime.datetime(2024, 9, day, tzinfo=datetime.UTC)

    def due(day):
        return datetime.date(2024, 9, day)

    rows = [
        ("quá hạn", O, due(20), at(3)),
        ("sắp đến hạn", O, due(27), at(1)),
        ("không ghi hạn", O, None, at(1)),
        ("đã giải trình", A, due(18), at(2)),
        ("mới", N, None, at(9)),
        ("cũ hơn", S, due(1), at(8)),
    ]
    mixed = [*rows[3:], *rows[:3]]
    ordered = sorted(mixed, key=lambda row: urgency(*row[1:]))
    assert [row[0] for row in ordered] == [row[0] for row in rows]
