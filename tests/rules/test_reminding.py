"""On which days people are reminded: read the days off, counted from the due date."""

import datetime

import pytest

from targets.rules.reminding import report_is_told, work_is_told
from targets.rules.typesetting import line_count, text_width

DUE = datetime.date(2024, 9, 20)


def told_on(rule, span):
    """The days a reminder goes out, as days after the due date; before it they are negative."""
    days = (DUE + datetime.timedelta(days=offset) for offset in span)
    return [(day - DUE).days for day in days if rule(day)]


@pytest.mark.parametrize(
    ("remind_days", "days"),
    [
        (5, [-5, -1, 0, 1, 4, 7, 10]),
        (1, [-1, 0, 1, 4, 7, 10]),
        (0, [0, 1, 4, 7, 10]),
        (10, [-10, -1, 0, 1, 4, 7, 10]),
    ],
)
def test_reports_and_requests(remind_days, days):
    def rule(day):
        return report_is_told(DUE, day, remind_days=remind_days)

    assert told_on(rule, range(-20, 13)) == days


def test_work_items():
    assert told_on(lambda day: work_is_told(DUE, day), range(-30, 22)) == [
        -15, -5, -1, 0, 7, 14, 21,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, 1),
        ("xã", 100, 1),
        ("xã phường", 40, 2),
        ("x" * 100, 100, 6),
        ("một " + "x" * 100 + " hai", 100, 8),
        ("Nguyễn\N{NO-BREAK SPACE}Văn A", 62, 2),
    ],
)
def test_lines_of_text(text, width, lines):
    assert line_count(text, width, 12) == lines


def test_an_indented_first_line_is_shorter():
    text = "mười chữ cái"
    assert line_count(text, text_width(text, 14), 14) == 1
    assert line_count(text, text_width(text, 14), 14, indent=5) == 2
    assert line_count(text, text_width(text, 14), 14, bold=True) == 2
