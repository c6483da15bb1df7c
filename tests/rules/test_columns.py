from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.columns import Conversion, parse_column

from .strategies import stored

D = Decimal


def numbers(column):
    return [cell.number for cell in column.cells]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_column_of_ours_is_read_cell_by_cell(ends):
    column = parse_column(ends.join(["9.500", "12,5%", "", " 66 ", ""]), units=["tỷ đồng", "%"])
    assert numbers(column) == [D(9500), D("12.5"), None, D(66)]
    assert column.conversions == ()
    assert not any(cell.problem for cell in column.cells)


def test_an_english_column_is_asked_about_once_and_as_a_whole():
    pasted = "12.5\n9,500\n\n300\n1,234.5\n"
    column = parse_column(pasted)
    assert column.conversions == (
        Conversion("12.5", "12,5"),
        Conversion("9,500", "9500"),
        Conversion("1,234.5", "1234,5"),
    )
    assert numbers(parse_column(pasted, english=True)) == [
        D("12.5"),
        D(9500),
        None,
        D(300),
        D("1234.5"),
    ]


def test_the_answer_no_leaves_each_cell_with_its_own_sentence():
    first, second = parse_column("12.5\n9,5\n300").cells[:2]
    assert (first.number, first.suggestion) == (None, "12,5")
    assert first.problem.startswith("Bạn muốn nhập 12,5?")
    assert second.number == D("9.5")


@pytest.mark.parametrize(
    "pasted",
    [
        "12.5\n12,5",  # one of each: nothing to convert as a whole
        "12.5\nabc",
        "9.500\n1.250",  # all ours
        "12345678901234\n5",  # too long in any language
        "1\t2\n3",
        "",
        "\n\n",
    ],
)
def test_no_question_is_asked_where_the_answer_could_not_help(pasted):
    assert parse_column(pasted).conversions == ()


def test_in_a_box_of_percentages_three_digits_ask_for_the_whole_column():
    column = parse_column("1.250\n95", units=["%", "%"])
    assert column.conversions == (Conversion("1.250", "1,25"),)
    assert numbers(parse_column("1,250\n95", units=["%", "%"], english=True)) == [D(1250), D(95)]


def test_several_columns_are_refused():
    (cell,) = parse_column("1\t2\n").cells
    assert cell.problem == "Dòng này có nhiều ô. Hãy chép riêng một cột số."


def test_after_yes_the_other_cells_are_read_as_ours():
    ours, refused, long = parse_column("12,5\nabc\n0.1234567", english=True).cells
    assert ours.number == D("12.5")
    assert "không phải là số" in refused.problem
    assert (long.written, long.number, long.suggestion) == ("0.1234567", None, "0,123457")


@given(st.lists(stored, min_size=1))
def test_what_excel_writes_in_english_comes_back(values):
    pasted = "\n".join(f"{value:,f}" for value in values)
    assert numbers(parse_column(pasted, english=True)) == values
    assert parse_column(pasted).conversions
