"""Work items in time: before, on and after their date; which dates they may get."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.deadlines import (
    DueRefusal,
    done_refusal,
    extension_refusal,
    new_due_refusal,
)
from targets.rules.work import (
    SOON_DAYS,
    Bucket,
    Standing,
    Timing,
    WorkState,
    bucket_of,
    latest_due,
    standing_of,
)
from targets.work_words import extension_words, work_status

TODAY = date(2024, 9, 24)
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2024, 8, 29), Standing(Timing.OVERDUE, 26)),
        (date(2024, 9, 23), Standing(Timing.OVERDUE, 1)),
        (date(2024, 9, 24), Standing(Timing.SOON, 0)),
        (date(2024, 9, 25), Standing(Timing.SOON, 1)),
        (date(2024, 10, 9), Standing(Timing.SOON, 15)),
        (date(2024, 10, 10), Standing(Timing.NOT_DUE, 16)),
        (None, Standing(Timing.NO_DATE)),
    ],
)
@pytest.mark.parametrize("state", [WorkState.PLANNED, WorkState.RUNNING, WorkState.PAUSED])
def test_what_is_still_to_be_done(state, due, expected):
    found = standing_of(state, due_on=due, done_on=None, today=TODAY)
    assert found == expected
    assert found.is_open


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (date(2024, 6, 30), date(2024, 6, 25), Standing(Timing.EARLY, 5)),
        (date(2024, 6, 30), date(2024, 6, 30), Standing(Timing.ON_TIME)),
        (date(2024, 6, 30), date(2024, 7, 4), Standing(Timing.LATE, 4)),
        (date(2024, 2, 28), date(2024, 3, 1), Standing(Timing.LATE, 2)),  # a leap year
        (date(2023, 2, 28), date(2023, 3, 1), Standing(Timing.LATE, 1)),
        (None, date(2024, 6, 25), Standing(Timing.ON_TIME)),
        (date(2024, 6, 30), None, Standing(Timing.ON_TIME)),
    ],
)
def test_what_is_done(due, done, expected):
    found = standing_of(WorkState.DONE, due_on=due, done_on=done, today=TODAY)
    assert found == expected
    assert not found.is_open


@given(state=st.sampled_from(WorkState), due=st.none() | days, done=st.none() | days, today=days)
def test_days_are_the_distance_to_the_date(state, due, done, today):
    found = standing_of(state, due_on=due, done_on=done, today=today)
    reached = done if state is WorkState.DONE else today
    known = due is not None and reached is not None
    assert found.days == (abs((due - reached).days) if known else 0)
    assert found.is_open == (state is not WorkState.DONE)
    if known and state is not WorkState.DONE:
        assert (found.timing is Timing.OVERDUE) == (due < today)
        assert (found.timing is Timing.SOON) == (0 <= (due - today).days <= SOON_DAYS)


@given(state=st.sampled_from(WorkState), due=st.none() | days, today=days)
def test_every_item_counts_once(state, due, today):
    standing = standing_of(state, due_on=due, done_on=today, today=today)
    bucket = bucket_of(state, standing)
    assert (bucket is Bucket.DONE) == (state is WorkState.DONE)
    assert (bucket is Bucket.OVERDUE) == (standing.timing is Timing.OVERDUE)
    assert (bucket is Bucket.SOON) == (standing.timing is Timing.SOON)


@pytest.mark.parametrize(("year", "day"), [(2023, "2024-03-31"), (2024, "2025-03-31")])
def test_the_last_day_without_a_reason(year, day):
    assert latest_due(year) == date.fromisoformat(day)


OWN = date(2024, 10, 31)


@pytest.mark.parametrize(
    ("day", "present", "reason", "field"),
    [
        (TODAY, None, "", None),
        (TODAY - timedelta(days=1), None, "", "due_on"),
        (date(2025, 3, 31), None, "", None),
        (date(2025, 4, 1), None, "", "due_reason"),
        (date(2025, 4, 1), None, "  ", "due_reason"),
        (date(2025, 4, 1), None, "Vốn phân bổ năm sau", None),
        (None, None, "", None),
        (None, OWN, "", "due_on"),
        (OWN, OWN, "", None),
        (date(2024, 10, 1), OWN, "", None),
        (date(2024, 11, 1), OWN, "", "due_on"),
        (date(2024, 1, 31), date(2024, 1, 31), "", None),  # overdue, and left as it is
        (date(2024, 2, 28), date(2024, 1, 31), "", "due_on"),
    ],
)
def test_new_due_dates(day, present, reason, field):
    found = new_due_refusal(day, today=TODAY, year=2024, reason=reason, present=present)
    assert (found and found.field) == field


def test_refused_dates_say_what_to_do():
    assert new_due_refusal(date(2024, 9, 1), today=TODAY, year=2024, reason="") == DueRefusal(
        "due_on", "Hạn phải từ hôm nay (24/09/2024) trở đi."
    )
    later = new_due_refusal(date(2024, 12, 1), today=TODAY, year=2024, reason="", present=OWN)
    assert "hạn đang có (31/10/2024)" in later.sentence
    assert "Gia hạn" in later.sentence


@pytest.mark.parametrize(
    ("day", "present", "why"),
    [
        (date(2024, 10, 31), date(2024, 8, 31), None),
        (TODAY, date(2024, 8, 31), None),
        (date(2024, 8, 31), date(2024, 8, 31), "sau hạn đang có (31/08/2024)"),
        (date(2024, 8, 30), date(2024, 8, 31), "sau hạn đang có (31/08/2024)"),
        (date(2024, 9, 23), date(2024, 8, 31), "từ hôm nay (24/09/2024)"),
        (None, date(2024, 8, 31), "Hãy ghi hạn mới"),
        (date(2024, 10, 31), None, "chưa có hạn"),
    ],
)
def test_extensions(day, present, why):
    found = extension_refusal(day, present=present, today=TODAY)
    assert (found is None) == (why is None)
    assert why is None or why in found.sentence


@pytest.mark.parametrize(
    ("day", "fine"),
    [(TODAY, True), (date(2024, 9, 25), False), (date(2024, 1, 1), True),
     (date(2023, 12, 31), False)],
)  # fmt: skip
def test_the_day_it_was_done(day, fine):
    assert (done_refusal(day, today=TODAY, year=2024) is None) == fine


P, R, D, Z = WorkState.PLANNED, WorkState.RUNNING, WorkState.DONE, WorkState.PAUSED


@pytest.mark.parametrize(
    ("state", "due", "done", "percent", "expected"),
    [
        (R, date(2024, 8, 29), None, 60, ("late", "Quá hạn 26 ngày")),
        (P, date(2024, 10, 6), None, None, ("soon", "Còn 12 ngày")),
        (R, TODAY, None, None, ("soon", "Hạn hôm nay")),
        (P, date(2024, 12, 31), None, None, ("later", "Chưa đến hạn")),
        (P, None, None, None, ("later", "Chưa triển khai")),
        (R, date(2024, 12, 31), None, 60, ("doing", "Đang thực hiện, 60%")),
        (R, date(2024, 12, 31), None, 0, ("doing", "Đang thực hiện, 0%")),
        (R, date(2024, 12, 31), None, None, ("doing", "Đang thực hiện")),
        (Z, date(2024, 9, 21), None, None, ("late", "Tạm dừng · quá hạn 3 ngày")),
        (Z, date(2024, 9, 30), None, None, ("paused", "Tạm dừng · còn 6 ngày")),
        (Z, date(2024, 12, 31), None, None, ("paused", "Tạm dừng")),
        (D, date(2024, 6, 30), date(2024, 6, 25), 100, ("approved", "Hoàn thành 25/06")),
        (D, date(2024, 6, 30), date(2024, 7, 4), 100,
         ("approved", "Hoàn thành 04/07, muộn 4 ngày")),
        (D, date(2024, 6, 30), None, None, ("approved", "Hoàn thành")),
        (D, None, date(2023, 12, 30), None, ("approved", "Hoàn thành 30/12/2023")),
    ],
)  # fmt: skip
def test_words(state, due, done, percent, expected):
    standing = standing_of(state, due_on=due, done_on=done, today=TODAY)
    assert work_status(state, standing, today=TODAY, done_on=done, percent=percent) == expected


def test_words_of_what_is_closed_and_extended():
    standing = standing_of(R, due_on=date(2024, 1, 1), done_on=None, today=TODAY)
    assert work_status(R, standing, today=TODAY, closed=True) == ("closed", "Đã đóng")
    assert extension_words(date(2024, 8, 31)) == "gia hạn một lần, hạn đầu 31/08/2024"
