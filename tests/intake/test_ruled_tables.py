"""Tables of a PDF file: the lines around the cells tell its columns, whatever draws them."""

import pytest

from targets.intake.documents import text_of
from targets.intake.resolution_text import read
from tests.intake.ruled_pdf import (
    COLUMNS,
    ROWS,
    apart,
    boxes,
    filled,
    grid,
    line,
    pdf,
    stroked,
    together,
)  # fmt: skip


def rows_in(text):
    return [tuple(each.split("\t")) for each in text.split("\n") if "\t" in each]


@pytest.mark.parametrize(
    "lines",
    [
        grid(stroked, COLUMNS, 4),
        grid(filled, COLUMNS, 4),
        boxes(COLUMNS, 4),
        ["q 1 0 0 1 30 0 cm", *grid(stroked, [x - 30 for x in COLUMNS], 4), "Q"],
    ],
    ids=["lines", "thin boxes", "cells", "moved"],
)
def test_the_columns_of_a_table_are_kept(lines):
    text = text_of(pdf([line("II. Cac chi tieu", 370), *lines, *apart(ROWS), line("Het.", 40)]))
    assert rows_in(text) == ROWS
    assert [one for one in text.split("\n") if one.strip() and "\t" not in one] == [
        "II. Cac chi tieu",
        "Het.",
    ]


def test_the_targets_of_such_a_table():
    (first, second, third) = read(
        text_of(pdf([*grid(stroked, COLUMNS, 4), *apart(ROWS)])).replace("Ke hoach", "Kế hoạch")
    ).indicators
    assert [one.measures[0].words for one in (first, second, third)] == ["95,5", "<1,5", "70 - 72"]


def test_a_table_goes_on_over_the_page_and_its_number():
    second = [("4", "Ty le ho van hoa", "%", "95"), ("5", "Ket nap", "nguoi", "12")]
    text = text_of(
        pdf(
            [*grid(stroked, COLUMNS, 4), *apart(ROWS), line("1", 20)],
            [*grid(stroked, COLUMNS, 2), *apart(second), line("2", 20)],
        )
    )
    assert rows_in(text) == [*ROWS, *second]
    assert "\t95\n5\tKet nap" in text
    assert "<1,5\n3" in text


def test_the_last_row_may_stand_alone_on_its_page():
    last = [("4", "Ket nap", "nguoi", "12")]
    first = [*grid(stroked, COLUMNS, 4), *apart(ROWS)]
    text = text_of(pdf(first, [*grid(stroked, COLUMNS, 1), *apart(last)]))
    assert rows_in(text) == [*ROWS, *last]


def test_a_row_cut_by_the_page_s_end_is_one_row():
    cut = [("", "duoc cong nhan", "", ""), ("4", "Ket nap", "nguoi", "12")]
    text = text_of(
        pdf(
            [*grid(stroked, COLUMNS, 4), *apart(ROWS)],
            [*grid(stroked, COLUMNS, 2), *apart(cut)],
        )
    )
    assert rows_in(text)[3:] == [
        ("3", "Lao dong qua dao tao duoc cong nhan", "%", "70 - 72"),
        ("4", "Ket nap", "nguoi", "12"),
    ]


def test_words_that_run_through_cells_stay_as_they_came():
    text = text_of(pdf([*grid(stroked, COLUMNS, 4), *together(ROWS)]))
    assert "\t" not in text
    assert "1 Thu ngan sach Ty dong 95,5" in text


def test_lines_of_one_cell_in_one_text_object():
    two = "BT /F1 9 Tf 74 330 Td (Thu ngan) Tj 0 -8 Td (sach) Tj ET"
    rows = [("", "", "", ""), *ROWS[2:]]
    text = text_of(pdf([*grid(stroked, COLUMNS, 3), two, *apart(rows)]))
    assert rows_in(text)[0] == ("", "Thu ngan sach", "", "")


@pytest.mark.parametrize(
    "lines",
    [
        [stroked(40, 300, 300, 300)],
        ["20 20 360 360 re S"],
        grid(stroked, [40, 200, 330], 3),
        ["(a) 1 m 2 3 l S", "1 re S", "1e999 0 m 5 5 l S"],
        [stroked(x / 50, 0, x / 50, 300) for x in range(9_000)],
    ],
    ids=["a rule", "a frame", "two columns", "no numbers", "a drawing"],
)
def test_other_lines_make_no_table(lines):
    words = [line("II. Cac chi tieu cua nam 2026", 320), line("Thu ngan sach 90 ty dong", 300)]
    assert "\t" not in text_of(pdf([*lines, *words]))
