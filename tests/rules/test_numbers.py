import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.numbers import (
    AmbiguousNumber,
    NotANumber,
    format,  # noqa: A004
    is_blank,
    parse,
    plain,
    with_unit,
)

from .strategies import stored

D = Decimal
SPACES = "\u00a0\u2009\u202f\u3000\t \u200b\ufeff"


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("12,5", "", "12.5"),
        ("9.500", "", "9500"),
        ("2.041,5", "", "2041.5"),
        ("-0,3", "", "-0.3"),
        ("\u22120,3", "", "-0.3"),
        ("9500", "", "9500"),
        ("1.234.567,891234", "", "1234567.891234"),
        ("0", "", "0"),
        ("-0", "", "0"),
        ("007", "", "7"),
        ("999.999.999.999,999999", "", "999999999999.999999"),
        (f"{SPACES}12,5{SPACES}", "", "12.5"),
        ("12,5%", "", "12.5"),
        ("12,5\u00a0%", "%", "12.5"),
        ("0,5%", "điểm %", "0.5"),
        ("0,5 điểm %", "điểm %", "0.5"),
        ("0,5 điểm", "điểm %", "0.5"),
        ("9.500 tỷ đồng", "tỷ đồng", "9500"),
        ("9.500 Tỷ", "tỷ đồng", "9500"),
        ("9500tỷ", "tỷ đồng", "9500"),
        (unicodedata.normalize("NFD", "9.500 tỷ đồng"), "tỷ đồng", "9500"),
        ("9.500 tỷ đồng", unicodedata.normalize("NFD", "tỷ đồng"), "9500"),
        ("500 m2", "m2", "500"),
        ("1.250", "", "1250"),
        ("1.250", "tỷ đồng", "1250"),
        ("1.250,5", "%", "1250.5"),
        ("1.250.000", "%", "1250000"),
        ("1250", "%", "1250"),
    ],
)
def test_read(text, unit, number):
    assert parse(text, unit=unit) == D(number)


def test_the_decimals_stay_as_written():
    assert str(parse("54,50")) == "54.50"
    assert str(parse("-0,00")) == "0.00"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("12.5", "12,5"),
        ("1.25", "1,25"),
        ("0.4", "0,4"),
        ("-0.4", "-0,4"),
        (".5", "0,5"),
        ("0.125", "0,125"),
        ("12.5 %", "12,5"),
        ("1234.567", "1234,567"),
        ("1,234.5", "1.234,5"),
        ("1,234,567", "1.234.567"),
        ("5,", "5"),
        ("12.", "12"),
        (",5", "0,5"),
        ("1e3", "1000"),
        ("1e9", "1000000000"),
        ("1,5E+3", "1500"),
        ("5e-3", "0,005"),
        ("9 500", "9500"),
        ("1\u00a0234\u00a0567,8", "1234567,8"),
        ("- 3", "-3"),
        ("\u20130,3", "-0,3"),
        ("(5)", "-5"),
        ("+5", "5"),
        ("'5", "5"),
        ("=5", "5"),
        ("~92", "92"),
        ("１２,5", "12,5"),
    ],
)
def test_asked_about(text, suggestion):
    with pytest.raises(AmbiguousNumber) as refusal:
        parse(text)
    assert refusal.value.suggestion == suggestion
    assert f"Bạn muốn nhập {suggestion}?" in str(refusal.value)


def test_the_sentence_says_how_to_write_it():
    with pytest.raises(AmbiguousNumber) as refusal:
        parse("12.5")
    assert str(refusal.value) == "Bạn muốn nhập 12,5? Dùng dấu phẩy cho phần thập phân."


@pytest.mark.parametrize(
    ("text", "unit", "question", "suggestion"),
    [
        ("1.250", "%", "1.250 là 1250 hay 1,25?", "1,25"),
        ("12.345%", "%", "12.345 là 12345 hay 12,345?", "12,345"),
        ("-1.250", "điểm %", "-1.250 là -1250 hay -1,25?", "-1,25"),
    ],
)
def test_in_a_box_of_percentages_a_dot_before_three_digits_asks(text, unit, question, suggestion):
    with pytest.raises(AmbiguousNumber) as refusal:
        parse(text, unit=unit)
    assert str(refusal.value).startswith(question)
    assert refusal.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("", "", "chưa có số"),
        (" \u00a0\u200b\ufeff", "", "chưa có số"),
        ("1,5,0", "", "chưa đúng cách viết số"),
        ("1.23.456", "", "chưa đúng cách viết số"),
        ("0.125.000", "", "chưa đúng cách viết số"),
        ("1 . 5", "", "chưa đúng cách viết số"),
        ("--5", "", "chưa đúng cách viết số"),
        ("1e30", "", "không viết tắt kiểu 1e30"),
        ("1e-9", "", "không viết tắt kiểu 1e-9"),
        ("1e999999", "", "không viết tắt kiểu 1e999999"),
        ("abc", "", "“abc” không phải là số"),
        ("khoảng 92", "", "không phải là số"),
        ("%", "%", "không phải là số"),
        ("tỷ đồng", "tỷ đồng", "không phải là số"),
        ("5%%", "", "không phải là số"),
        ("NaN", "", "để trống"),
        ("-Infinity", "", "để trống"),
        ("n/a", "", "để trống"),
        ("-", "", "để trống"),
        ("–", "", "để trống"),
        ("...", "", "để trống"),
        ("10/47", "", "tử số và mẫu số"),
        ("10-12", "", "là một khoảng"),
        ("10% – 12,5%", "", "là một khoảng"),
        ("#DIV/0!", "", "Excel báo lỗi “#DIV/0!”"),
        ("9.500 triệu", "tỷ đồng", "Ô này tính bằng tỷ đồng. Chỉ ghi số, bỏ “triệu” đi."),
        ("9.500 triệu", "", "Chỉ ghi số, bỏ “triệu” đi."),
        ("1\x002", "", "ký tự điều khiển"),
        ("1\u200b2", "", "ký tự điều khiển"),
        ("1\n2", "", "ký tự điều khiển"),
        ("1\ud8002", "", "ký tự điều khiển"),
        ("9" * 40, "", "trước dấu phẩy chỉ được 12 chữ số"),
        ("1.000.000.000.000", "đồng", "Ô này tính bằng đồng."),
        ("1" * 61, "", "quá dài"),
        ("x" * 10_000, "", "quá dài"),
        ("1.250.", "%", "chưa đúng cách viết số"),
    ],
)
def test_refused(text, unit, says):
    with pytest.raises(NotANumber) as refusal:
        parse(text, unit=unit)
    assert says in str(refusal.value)
    assert refusal.value.suggestion is None
    assert not isinstance(refusal.value, AmbiguousNumber)


@pytest.mark.parametrize(
    ("text", "suggestion"), [("0,1234567", "0,123457"), ("11,200000000000001", "11,2")]
)
def test_too_many_decimals_are_shortened_only_on_asking(text, suggestion):
    with pytest.raises(NotANumber, match="Sau dấu phẩy chỉ được 6 chữ số") as refusal:
        parse(text)
    assert refusal.value.suggestion == suggestion


@given(
    st.text(alphabet="0123456789.,-+eE% ()/~\u2212\u2013\tNaịệ１", max_size=12),
    st.sampled_from(["", "%", "tỷ đồng"]),
)
def test_whatever_is_typed_gets_a_number_or_a_sentence(text, unit):
    number, refusal = outcome_of(text, unit)
    if refusal is None:
        assert parse(plain(number), unit=unit) == number
    else:
        assert str(refusal)
        assert "{" not in str(refusal)
        assert refusal.suggestion is None or parse(refusal.suggestion, unit=unit).is_finite()


def outcome_of(text, unit):
    try:
        return parse(text, unit=unit), None
    except NotANumber as refusal:
        return None, refusal


def as_shown(text):
    """The number a reader sees, however long; parse would refuse a 13th digit."""
    return Decimal(text.translate({ord("."): None, ord(","): ".", 0x2212: "-"}))


@given(stored)
def test_plain_reads_back(number):
    assert parse(plain(number)) == number
    assert parse(plain(number), unit="%") == number
    assert parse(format(number, 6)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1234.50", "1234,5"),
        ("9500", "9500"),
        ("9.5E+3", "9500"),
        ("-0.30", "-0,3"),
        ("-0.00", "0"),
        ("0.000001", "0,000001"),
        ("1E-6", "0,000001"),
        ("100", "100"),
        ("58.92857142857142857142857143", "58,92857142857142857142857143"),
    ],
)
def test_plain(number, text):
    assert plain(D(number)) == text


@pytest.mark.parametrize(
    ("number", "decimals", "bounds", "text"),
    [
        ("1234.5", 2, (), "1.234,50"),
        ("1234567.891", 1, (), "1.234.567,9"),
        ("-0.3", 2, (), "\u22120,30"),
        ("0.125", 2, (), "0,13"),
        ("-0.125", 2, (), "\u22120,13"),
        ("-0.001", 2, (), "0,00"),
        ("7.96", 1, (), "8,0"),
        ("7.96", 1, ("8",), "7,96"),
        ("84.996", 2, ("85",), "84,996"),
        ("84.9996", 2, ("85",), "84,9996"),
        ("85.004", 2, ("85",), "85,004"),
        ("85", 2, ("85",), "85,00"),
        ("84.996", 2, ("80", "90"), "85,00"),
        ("-0.001", 2, ("0",), "\u22120,001"),
        ("54.55", 1, ("54.55",), "54,55"),
        ("55604", 0, (), "55.604"),
        ("1E+5", 0, (), "100.000"),
        ("999999999999.999999", 6, (), "999.999.999.999,999999"),
        ("58.92857142857142857142857143", 2, ("58.93",), "58,929"),
    ],
)
def test_format(number, decimals, bounds, text):
    assert format(D(number), decimals, bounds=[D(bound) for bound in bounds]) == text


@given(
    stored,
    st.integers(0, 6),
    st.lists(stored, max_size=3),
    st.sampled_from(["0", "0.001", "-0.001"]),
)
def test_a_printed_figure_stays_on_its_side_of_the_bound(number, decimals, bounds, step):
    bounds = [*bounds, number + D(step)]
    shown = as_shown(format(number, decimals, bounds=bounds))
    assert [shown > bound for bound in bounds] == [number > bound for bound in bounds]
    assert [shown < bound for bound in bounds] == [number < bound for bound in bounds]


@given(stored, st.integers(0, 6))
def test_format_rounds_to_the_nearest(number, decimals):
    shown = as_shown(format(number, decimals))
    assert abs(shown - number) <= D(5).scaleb(-decimals - 1)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_what_is_no_number_is_not_printed(number):
    with pytest.raises(ValueError, match="finite"):
        plain(D(number))
    with pytest.raises(ValueError, match="finite"):
        format(D(number), 2)


def test_units_stand_behind_the_number():
    assert [with_unit("12,5", unit) for unit in ("%", "điểm %", "")] == [
        "12,5%",
        "12,5 điểm %",
        "12,5",
    ]


def test_blank_is_no_figure():
    assert [is_blank(text) for text in ("", " \u00a0\u200b\r\n", "0", "-")] == [
        True,
        True,
        False,
        False,
    ]
