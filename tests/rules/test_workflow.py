"""The workflow of design §5: every status × step × person × window, allowed or refused."""

from itertools import product

import pytest

from targets.labels import MOVE_DONE_LABELS, MOVE_LABELS, ROLE_LABELS, STATUS_LABELS
from targets.rules.workflow import (
    EDITABLE,
    SENDING,
    STEPS,
    Actor,
    Case,
    Move,
    Role,
    Status,
    is_on_behalf,
    is_theirs,
    may_edit,
    needs_date,
    needs_note,
    open_moves,
    refusal,
    target_of,
)

D, G, S, R, A = Status.DRAFT, Status.SIGNING, Status.SUBMITTED, Status.RETURNED, Status.APPROVED

# Design §5, sentence by sentence: from where, to where
ARROWS = {
    Move.SUBMIT: ({D, R}, S),
    Move.SIGN: ({G}, S),
    Move.SIGN_FOR: ({G}, S),
    Move.SEND_BACK: ({G}, R),
    Move.RECALL: ({G, S}, D),
    Move.APPROVE: ({S}, A),
    Move.RETURN: ({S}, R),
    Move.REOPEN: ({A}, R),
}
# "after closing, SIGN, SIGN_FOR, APPROVE, RETURN and REOPEN still work"
AFTER_CLOSING = {Move.SIGN, Move.SIGN_FOR, Move.APPROVE, Move.RETURN, Move.REOPEN}
# Design §6 for a report of the own unit and of another's: which role takes which step
OWN = {
    Role.REPORTER: {Move.SUBMIT, Move.RECALL},
    Role.HEAD: {Move.SUBMIT, Move.RECALL, Move.SIGN, Move.SEND_BACK},
    Role.OFFICE: {
        *{Move.SUBMIT, Move.RECALL, Move.SIGN_FOR},
        *{Move.APPROVE, Move.RETURN, Move.REOPEN},
    },
    Role.LEADER: set(),
    Role.ADMIN: set(),
}
OTHER = {
    Role.REPORTER: set(),
    Role.HEAD: set(),
    Role.OFFICE: {Move.SUBMIT, Move.SIGN_FOR, Move.APPROVE, Move.RETURN, Move.REOPEN},
    Role.LEADER: set(),
    Role.ADMIN: set(),
}
REVIEWING = {Move.APPROVE, Move.RETURN, Move.REOPEN}
OF_THE_UNIT = {Move.SUBMIT, Move.RECALL, Move.SIGN, Move.SEND_BACK}
YES_NO = (True, False)


def by_the_book(case, actor):
    """What the design allows, written without looking at the table."""
    if not actor.active:
        return set()
    theirs = (OWN if actor.in_unit else OTHER)[actor.role]
    if not case.counts:  # approving and returning belong to the lead unit
        leads = actor.in_lead and actor.role in {Role.REPORTER, Role.HEAD, Role.OFFICE}
        theirs = (theirs - REVIEWING) | (REVIEWING if leads else set())
    allowed = {move for move in theirs if case.status in ARROWS[move][0]}
    if not case.unit_active:
        allowed -= OF_THE_UNIT
    if not case.window_open:
        allowed &= AFTER_CLOSING
    if actor.is_sender and not actor.single_handed:
        allowed -= {Move.APPROVE}
    return allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
def test_every_step_is_allowed_or_refused_as_the_design_says(status, role):
    for counts, head_signs, window, unit_active in product(YES_NO, repeat=4):
        case = Case(status, counts, head_signs, window, unit_active)
        for in_unit, in_lead, sender, alone, active in product(YES_NO, repeat=5):
            actor = Actor(role, in_unit, in_lead, sender, alone, active)
            allowed = by_the_book(case, actor)
            assert set(open_moves(case, actor)) == allowed, (case, actor)
            for move in Move:
                sentence = refusal(move, case, actor)
                assert (sentence is None) == (move in allowed), (move, case, actor)
                assert sentence is None or sentence.endswith("."), sentence


def test_every_step_leads_where_the_design_says():
    assert {move: (set(step.sources), step.target) for move, step in STEPS.items()} == ARROWS


def test_no_status_is_a_dead_end_and_each_can_be_reached():
    assert {source for step in STEPS.values() for source in step.sources} == set(Status)
    reached = {step.target for step in STEPS.values()} | {Status.DRAFT, Status.SIGNING}
    assert reached == set(Status)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("head_signs", YES_NO)
def test_somebody_can_always_go_on_while_the_period_is_open(status, head_signs):
    people = [
        Actor(Role.REPORTER, in_unit=True),
        Actor(Role.HEAD, in_unit=True),
        Actor(Role.OFFICE),
    ]
    case = Case(status, head_signs=head_signs)
    assert any(open_moves(case, actor) for actor in people)


@pytest.mark.parametrize(
    ("head_signs", "actor", "status"),
    [
        (False, Actor(Role.REPORTER, in_unit=True), S),
        (True, Actor(Role.REPORTER, in_unit=True), G),
        (True, Actor(Role.HEAD, in_unit=True), S),  # a head's own SUBMIT is the signature
        (True, Actor(Role.OFFICE), S),  # on behalf
        (True, Actor(Role.OFFICE, in_unit=True), G),  # the office's own unit, as its reporter
        (False, Actor(Role.OFFICE, in_unit=True), S),
    ],
)
def test_where_a_submit_goes(head_signs, actor, status):
    assert target_of(Move.SUBMIT, Case(D, head_signs=head_signs), actor) is status


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.SUBMIT])
def test_all_other_steps_go_where_the_table_says(move):
    for head_signs in YES_NO:
        case = Case(next(iter(ARROWS[move][0])), head_signs=head_signs)
        assert target_of(move, case, Actor(Role.OFFICE)) is ARROWS[move][1]


def test_only_the_office_of_another_unit_acts_on_behalf():
    on_behalf = {
        (role, in_unit)
        for role, in_unit in product(Role, YES_NO)
        if is_on_behalf(Move.SUBMIT, Actor(role, in_unit))
    }
    assert on_behalf == {(Role.OFFICE, False)}
    assert not any(is_on_behalf(move, Actor(Role.OFFICE)) for move in set(Move) - {Move.SUBMIT})


def test_which_steps_need_a_note():
    noted = {move for move in Move if needs_note(move, Actor(Role.OFFICE, in_unit=True))}
    assert noted == {Move.RETURN, Move.SEND_BACK, Move.REOPEN, Move.SIGN_FOR}
    assert needs_note(Move.SUBMIT, Actor(Role.OFFICE)), "on behalf: who gave the figure"
    assert not needs_note(Move.SUBMIT, Actor(Role.REPORTER, in_unit=True))


def test_a_period_that_has_not_opened_is_not_called_closed():
    early = Case(Status.DRAFT, window_open=False, opened=False)
    sentence = refusal(Move.SUBMIT, early, Actor(Role.REPORTER, in_unit=True))
    assert sentence == "Kỳ báo cáo chưa mở nên chưa nhập và chưa gửi được."


def test_which_steps_need_a_date():
    closed = Case(S, window_open=False)
    assert {move for move in Move if needs_date(move, closed)} == {Move.RETURN, Move.REOPEN}
    assert not any(needs_date(move, Case(S)) for move in Move)


@pytest.mark.parametrize("status", Status)
def test_whoever_may_submit_may_edit_and_nobody_else(status):
    for role, in_unit, window, unit_active in product(Role, YES_NO, YES_NO, YES_NO):
        case = Case(status, window_open=window, unit_active=unit_active)
        actor = Actor(role, in_unit)
        may = may_edit(case, actor) is None
        assert may == (Move.SUBMIT in open_moves(case, actor))
        assert not may or (status in EDITABLE and window and unit_active)


def test_a_step_is_somebody_s_whatever_has_become_of_the_report():
    for status, window, move in product(Status, YES_NO, Move):
        case = Case(status, window_open=window)
        assert is_theirs(move, case, Actor(Role.OFFICE)) == (move in OTHER[Role.OFFICE])
    sender = Actor(Role.OFFICE, is_sender=True)
    assert not is_theirs(Move.APPROVE, Case(S), sender)
    assert is_theirs(Move.APPROVE, Case(S), Actor(Role.OFFICE, False, False, True, True))
    assert not is_theirs(Move.RETURN, Case(S), Actor(Role.OFFICE, active=False))


def test_sending_is_what_keeps_a_person_from_approving():
    assert {Move.SUBMIT, Move.SIGN, Move.SIGN_FOR} == SENDING


def test_every_member_has_a_name_on_the_screen():
    assert set(MOVE_LABELS) == set(MOVE_DONE_LABELS) == {move.value for move in Move}
    assert set(STATUS_LABELS) == {status.value for status in Status}
    assert set(ROLE_LABELS) == {role.value for role in Role}
