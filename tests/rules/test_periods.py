"""What the office may change about a period, as tables (design §4, §5)."""

import datetime
from itertools import product

import pytest

from targets.rules.periods import (
    PERIOD_STEPS,
    PeriodCase,
    PeriodMove,
    PeriodState,
    due_refusal,
    due_warning,
    extension_refusal,
    open_period_moves,
    period_refusal,
    remind_refusal,
    state_of,
)

TODAY = datetime.date(2024, 9, 24)
Move = PeriodMove


def day(number, month=9):
    return datetime.date(2024, month, number)


def case(state=PeriodState.OPEN, **fields):
    return PeriodCase(state, TODAY, **({"opens_on": day(1), "due_on": day(27)} | fields))


@pytest.mark.parametrize(
    ("opens_on", "closed", "state"),
    [
        (day(25), False, "waiting"),
        (day(24), False, "open"),
        (None, False, "open"),
        (day(1), True, "closed"),
        (day(25), True, "closed"),
    ],
)
def test_state(opens_on, closed, state):
    assert state_of(opens_on=opens_on, closed=closed, today=TODAY) == state


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("waiting", {Move.OPEN, Move.DUE, Move.REMIND}),
        ("open", {Move.CLOSE, Move.DUE, Move.REMIND, Move.EXTEND, Move.END}),
        ("closed", {Move.REOPEN, Move.EXTEND, Move.END}),
    ],
)
def test_what_is_possible_in_each_state(state, moves):
    assert open_period_moves(case(PeriodState(state))) == moves


def test_every_impossible_move_has_its_sentence():
    for move, state in product(PeriodMove, PeriodState):
        refused = period_refusal(move, case(state))
        assert (refused is None) == (state in PERIOD_STEPS[move].sources)
        assert refused is None or refused.endswith(".")


def test_no_state_is_a_dead_end():
    assert set().union(*(step.sources for step in PERIOD_STEPS.values())) == set(PeriodState)


def test_periods_open_in_their_order():
    waiting = case(PeriodState.WAITING, waits_for="9 tháng")
    assert period_refusal(Move.OPEN, waiting) == (
        "Kỳ 9 tháng chưa mở. Hãy mở các kỳ theo thứ tự trong năm."
    )
    assert Move.DUE in open_period_moves(waiting)


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        (None, "Hãy ghi hạn nộp mới (ngày/tháng/năm)."),
        (day(23), "Hạn nộp mới phải từ hôm nay (24/09/2024) trở đi."),
        (day(27), "Hạn nộp đang là 27/09/2024. Hãy ghi một ngày khác."),
        (day(24), None),
        (day(28), None),
    ],
)
def test_due_date(due_on, sentence):
    assert due_refusal(case(), due_on) == sentence


def test_a_due_date_before_the_first_day():
    later = case(PeriodState.WAITING, opens_on=day(1, 12), due_on=day(10, 12))
    assert due_refusal(later, day(30, 11)) == ("Hạn nộp không thể trước ngày mở kỳ (01/12/2024).")
    assert due_refusal(later, day(1, 12)) is None


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (day(30, 11), ""),
        (day(1, 12), "từ ngày mở kỳ Năm (01/12/2024) trở đi"),
        (day(10, 12), "từ hạn nộp của kỳ Năm (10/12/2024) trở đi"),
    ],
)
def test_a_due_date_within_the_next_period_is_only_warned_of(due_on, words):
    said = due_warning(due_on, next_name="Năm", next_opens_on=day(1, 12), next_due_on=day(10, 12))
    assert words in said
    assert bool(said) == bool(words)


def test_there_is_no_warning_without_a_next_period():
    assert due_warning(day(31, 12), next_name="", next_opens_on=None, next_due_on=None) == ""


@pytest.mark.parametrize(
    ("due_on", "until", "running", "words"),
    [
        (day(27), None, None, "Hãy ghi ngày cuối"),
        (day(20), day(23), None, "phải từ hôm nay (24/09/2024)"),
        (day(27), day(26), None, "phải sau hạn nộp hiện nay (27/09/2024)"),
        (day(27), day(27), None, "phải sau hạn nộp hiện nay (27/09/2024)"),
        (day(20), day(30), day(30), "đã được gia hạn đến hết 30/09/2024"),
        (day(20), day(24), None, None),
        (day(27), day(28), None, None),
        (day(20), day(30), day(29), None),
        (None, day(24), None, None),
    ],
)
def test_extension(due_on, until, running, words):
    said = extension_refusal(case(due_on=due_on), until, running=running)
    assert (said is None) if words is None else words in said


@pytest.mark.parametrize(
    ("days", "allowed"), [(None, False), (-1, False), (0, True), (30, True), (31, False)]
)
def test_days_to_remind(days, allowed):
    assert (remind_refusal(days) is None) is allowed
