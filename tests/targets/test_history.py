"""What became of a report, read out of events' copies and of what each save changed."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from targets.history import (
    Change,
    changes_between,
    changes_since_last_sending,
    happenings,
    own_corrections,
)
from targets.models import FigureEdit, Indicator
from targets.rules.workflow import Move, Status
from targets.worksheet import facts_of, lines_of
from tests.factories import make_event, make_indicator, make_report, make_resolution

pytestmark = pytest.mark.django_db


def lines(**terms):
    """The lines of one indicator in its third quarter, and its report."""
    indicator = make_indicator(make_resolution(), measures=[terms])
    report = make_report(indicator, status=Status.SUBMITTED)
    facts = facts_of(report.period)
    return report, lines_of(Indicator.objects.filter(pk=indicator.pk), facts)[0].measures


def changed(old, new, **terms):
    _report, found = lines(**terms)
    key = str(found[0].measure.pk)
    return changes_between({key: old}, {key: new}, found)


RATIO = {"formula": "ratio", "unit_of_measure": "%", "decimals": 2}
EXCESS = {
    "formula": "excess",
    "unit_of_measure": "%",
    "decimals": 2,
    "target": {"low": Decimal(5), "wording": "vượt từ 5%"},
}


@pytest.mark.parametrize(
    ("terms", "old", "new", "expected"),
    [
        ({}, {"value": "70"}, {"value": "72.4"}, ("số liệu", "70,0 tỷ đồng", "72,4 tỷ đồng")),
        ({}, {}, {"value": "0"}, ("số liệu", "", "0,0 tỷ đồng")),
        (
            RATIO,
            {"numerator": "42", "denominator": "46"},
            {"numerator": "43", "denominator": "46"},
            ("số liệu", "42/46 = 91,30%", "43/46 = 93,48%"),
        ),
        (RATIO, {"numerator": "42"}, {"value": "90"}, ("số liệu", "42", "90,00%")),
        (
            EXCESS,
            {"numerator": "395.2", "denominator": "482.5"},
            {"numerator": "391.8", "denominator": "482.5"},
            ("số liệu", "395,2/482,5 = 81,91%", "391,8/482,5 = 81,20%"),
        ),
        (EXCESS, {"year_ago": "-21.4"}, {}, ("cùng kỳ năm trước", "78,60%", "")),
        ({}, {"year_estimate": "9200"}, {"year_estimate": "8980"},
         ("ước cả năm", "9.200", "8.980")),
        ({}, {}, {"expected_on": "2024-10-05"}, ("dự kiến có ngày", "", "05/10/2024")),
        ({}, {}, {"as_of": "2024-09-20"}, ("số liệu đến ngày", "", "20/09/2024")),
        ({}, {}, {"missing_reason": "Chưa công bố"}, ("chưa có số liệu vì", "", "Chưa công bố")),
        ({}, {"source_note": "A"}, {"source_note": "B"}, ("nguồn", "A", "B")),
        (
            {},
            {"warning_reasons": {"unchanged": "Chưa thi công"}},
            {"warning_reasons": {}},
            ("lý do giữ nguyên số", "Chưa thi công", ""),
        ),
        (
            {},
            {"value": "1", "nature": "estimate"},
            {"value": "1", "nature": "official"},
            ("tính chất", "Ước", "Chính thức"),
        ),
    ],
)  # fmt: skip
def test_a_difference_is_told_as_people_read_it(terms, old, new, expected):
    assert changed(old, new, **terms) == [Change(*expected)]


@pytest.mark.parametrize("copied", [{}, {"value": "72.4", "nature": "estimate"}])
def test_what_is_the_same_is_not_told(copied):
    assert changed(copied, copied) == []


def test_of_a_compound_indicator_each_measure_is_named():
    indicator = make_indicator(make_resolution(), measures=[{"letter": "a"}, {"letter": "b"}])
    report = make_report(indicator, status=Status.SUBMITTED)
    found = lines_of(Indicator.objects.filter(pk=indicator.pk), facts_of(report.period))[0].measures
    after = {str(found[1].measure.pk): {"value": "5"}}
    assert changes_between({}, after, found) == [Change("1b. số liệu", "", "5,0 tỷ đồng")]


def test_only_a_second_sending_has_something_to_be_compared_with():
    report, found = lines()
    first = make_event(report, Move.SUBMIT, figures={"": "70"})
    back = make_event(report, Move.RETURN, minute=1, figures={"": "70"})
    second = make_event(report, Move.SUBMIT, minute=2, figures={"": "72"})
    assert changes_since_last_sending([first, back], found) == []
    told = changes_since_last_sending([first, back, second], found)
    assert told == [Change("số liệu", "70,0 tỷ đồng", "72,0 tỷ đồng")]


def edit(report, minute, field, old, new):
    at = datetime.datetime(2024, 9, 18, 8, minute, tzinfo=timezone.get_current_timezone())
    return FigureEdit.objects.create(
        report=report, at=at, changes=[{"key": "1", "field": field, "old": old, "new": new}]
    )


def test_corrections_run_from_the_first_figure_to_the_last():
    report, found = lines(numerator_label="Số hộ")
    edits = [
        edit(report, 1, "numerator", "", "724"),
        edit(report, 2, "numerator", "724", "72,4"),
        edit(report, 3, "numerator", "72,4", "72"),
        edit(report, 4, "results", "A", "B"),
        edit(report, 5, "year_estimate", "9", "8"),
        edit(report, 6, "year_estimate", "8", "9"),
    ]
    assert own_corrections([], edits, found) == [Change("Số hộ", "724", "72")]


def test_numbers_of_a_save_are_read_as_an_office_writes_them():
    report, found = lines()
    saves = [
        edit(report, 1, "value", "5400", "5560,4"),
        edit(report, 2, "source_note", "1", "2000"),
    ]
    told = [list(one.changes) for one in happenings([], saves, found)]
    assert told == [
        [Change("nguồn", "1", "2000")],
        [Change("số liệu", "5.400", "5.560,4")],
    ]


def test_corrections_count_from_when_the_report_was_given_back():
    report, found = lines()
    edits = [edit(report, 1, "value", "724", "72,4")]
    back = make_event(report, Move.RETURN, to_status=Status.RETURNED.value)
    assert own_corrections([back], edits, found) == []


def test_everything_that_happened_newest_first():
    report, found = lines()
    edit(report, 59, "nature", "estimate", "official")
    make_event(report, Move.SUBMIT, figures={"": "70"}, to_status="submitted")
    make_event(report, Move.RETURN, minute=1, figures={"": "70"}, to_status="returned", note="Sửa")
    told = [
        (one.word, one.status, one.note, list(one.changes))
        for one in happenings(list(report.events.all()), report.edits.all(), found)
    ]
    assert told == [
        ("Đã trả lại", "returned", "Sửa", []),
        ("Đã gửi", "submitted", "", [Change("số liệu", "", "70,0 tỷ đồng")]),
        ("Sửa", "draft", "", [Change("tính chất", "Ước", "Chính thức")]),
    ]
