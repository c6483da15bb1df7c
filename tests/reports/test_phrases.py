"""Words and drawings of single measures; no database."""

import pytest

from reports.assessment import Typed
from reports.phrases import (
    counted,
    difference,
    difference_plain,
    expected_words,
    figure_text,
    nature_words,
    number,
    outlook_whose,
    outlook_words,
    period_phrase,
    standing_words,
    target_text,
    tolerance_text,
    typed_pair,
    why_no_figure,
)
from reports.sparks import bullet, spark
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from tests.reports.lines import PERIODS, D, line, whole

SHARE = {"unit_of_measure": "%", "decimals": 2, "formula": Formula.RATIO}
EXCESS = {
    **SHARE,
    "formula": Formula.EXCESS,
    "assigned_basis": "chỉ tiêu tỉnh giao",
    "target": ("vượt từ 5% - 7%", "up", "5", "7"),
}
DOWN = ("dưới 4", "down", None, "4")
PAIR = Typed(numerator=D("391.8"), denominator=D("482.5"))


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (line(1, 2, D("5560.4")), "5.560,4 tỷ đồng"),
        (line(1, 2, D("99.99")), "99,99 tỷ đồng"),
        (line(1, 2, None), "–"),
        (line(1, 2, PAIR, **EXCESS), "81,20% tỉnh giao"),
        (line(1, 2, PAIR, **{**EXCESS, "assigned_basis": ""}), "81,20% số giao"),
        (line(1, 2, D("58.9286"), **SHARE), "58,93%"),
        (line(1, 2, 3, target=None), "3,0 tỷ đồng"),
    ],
)
def test_a_figure_with_its_unit(measure, text):
    assert figure_text(measure, measure.now.figure) == text


def test_a_bare_number():
    assert number(line(), None) == "–"


@pytest.mark.parametrize(
    ("measure", "gap", "text"),
    [
        (line(), D("39.6"), "39,6 tỷ đồng"),
        (line(**SHARE), D("1.52"), "1,52 điểm %"),
        (line(), None, "–"),
    ],
)
def test_a_distance(measure, gap, text):
    assert difference(measure, gap) == text


def test_a_distance_with_the_digits_it_has():
    assert difference_plain(line(**SHARE), D("0.50")) == "0,5 điểm %"
    assert difference_plain(line(), D("50")) == "50 tỷ đồng"


@pytest.mark.parametrize(
    ("fields", "typed", "text"),
    [
        ({}, Typed(value=D(5)), ""),
        (SHARE, Typed(numerator=D(66), denominator=D(1120)), "66/1.120"),
        (
            {**SHARE, "denominator_label": "Tổng số trường"},
            Typed(numerator=D(42), denominator=D(44)),
            "42/44 trường",
        ),
        ({**SHARE, "denominator_label": "Dự toán (tỷ đồng)"}, PAIR, "391,8/482,5 tỷ đồng"),
        (SHARE, Typed(value=D(70)), "chỉ có tỷ lệ"),
        ({**SHARE, "percent_only": True}, PAIR, "chỉ có tỷ lệ"),
        (SHARE, Typed(), ""),
        (
            {**SHARE, "formula": Formula.DECREASE, "baseline": D("2.99")},
            Typed(value=D("2.49")),
            "còn 2,49%",
        ),
    ],
)
def test_what_was_typed(fields, typed, text):
    assert typed_pair(line(**fields), typed) == text


def test_a_long_noun_is_left_out():
    label = "Tổng số cơ quan, đơn vị, doanh nghiệp"
    assert counted(line(denominator_label=label, numerator_label="Số hộ")) == " hộ"
    assert counted(line(denominator_label=label)) == ""


@pytest.mark.parametrize(
    ("typed", "target", "words", "whose"),
    [
        (Typed(value=D(80)), ("ít nhất 100", "up", "100", None), "dự kiến vượt", "theo đà"),
        (
            Typed(value=D(80), year_estimate=D(100)),
            ("ít nhất 100", "up", "100", None),
            "dự kiến đạt",
            "đơn vị ước",
        ),
        (Typed(value=D(8)), ("ít nhất 100", "up", "100", None), "khó đạt", "theo đà"),
        (Typed(value=D(1)), DOWN, "dự kiến tốt hơn chỉ tiêu", "theo đà"),
        (Typed(value=D(5)), DOWN, "khó đạt", "theo đà"),
        (Typed(), DOWN, "chưa đủ căn cứ", ""),
    ],
)
def test_where_the_year_is_heading(typed, target, words, whose):
    measure = line(0, 0, typed, target=target)
    assert outlook_words(measure.now, measure.direction) == words
    assert outlook_whose(measure.now) == whose


def test_where_it_should_be_by_now():
    assert expected_words(line(1).now) == "theo đường thẳng"
    assert expected_words(line(pace=Pace.RATE).now) == "giữ cả năm"
    assert expected_words(line(pace=Pace.YEAR_END).now) == ""


def test_words_of_standings_nature_target_and_period():
    assert standing_words(None, Standing.BEHIND) == "Chậm tiến độ"
    assert standing_words(line(target=DOWN), Standing.MISSED) == "Vượt mức cho phép"
    assert nature_words(Typed(nature="estimate")) == "Ước"
    assert nature_words(Typed()) == ""
    assert target_text(line()) == "ít nhất 100"
    assert target_text(line(target=None)) == "đánh giá bằng nhận xét"
    assert tolerance_text(line(tolerance="0.5", **SHARE)) == "± 0,5 điểm %"
    assert tolerance_text(line()) == ""
    assert [period_phrase(period) for period in PERIODS] == [
        "quý I",
        "6 tháng đầu năm",
        "9 tháng",
        "cả năm",
    ]


def test_a_figure_that_is_missing_without_a_report():
    measure = line()
    assert why_no_figure("", measure.now.basis, measure.now.typed) == "chưa gửi"


class TestSpark:
    def test_line_path_band_and_year_end(self):
        svg = spark(whole(line(20, 40, 60)), line(20, 40, 60))
        assert svg.startswith('<svg class="gx" width="136" height="34"')
        assert 'points="6.0,28.3 36.5,22.6 67.0,17.0 97.5,11.3 128.0,5.7"' in svg  # expected
        assert 'points="6.0,28.3 36.5,23.8 67.0,19.3 97.5,14.7"' in svg  # figures
        assert '<rect class="m-band" x="0" y="2.7" width="136" height="3.0"/>' in svg
        assert '<circle class="m-hollow" cx="128" cy="10.2" r="2.5"/>' in svg
        assert '<circle class="m-last" cx="97.5" cy="14.7" r="4"/>' in svg
        assert 'aria-label="quý I 20,0; 6 tháng đầu năm 40,0; 9 tháng 60,0; chỉ tiêu ít' in svg

    def test_later_periods_are_not_shown_in_an_earlier_one(self):
        measure = line(20, 40, 60, place=1)
        assert spark(whole(measure), measure).count("m-dot") == 1

    def test_the_last_period_has_no_projection(self):
        measure = line(20, 40, 60, 100, place=3)
        svg = spark(whole(measure), measure)
        assert "m-proj" not in svg
        assert "m-last-good" in svg

    @pytest.mark.parametrize(
        "measure",
        [
            line(),
            line(None, None, 60, pace=Pace.YEAR_END),
            line(None, None, 60, target=None, pace=Pace.YEAR_END),
        ],
    )
    def test_one_point_is_no_drawing(self, measure):
        assert spark(whole(measure), measure) == ""

    @pytest.mark.parametrize(
        ("target", "tolerance", "band"),
        [
            (("từ 50 - 75", "up", "50", "75"), 0, 'y="11.3" width="136" height="5.7"'),
            (("ít nhất 50", "up", "50", None), 0, 'y="5.7" width="136" height="11.3"'),
            (("khoảng 50", "up", "50", None), 10, 'y="14.7" width="136" height="4.5"'),
            (("không quá 50", "down", None, "50"), 0, 'y="17.0" width="136" height="11.3"'),
            (("không có", "down", None, "0"), 0, 'y="25.3" width="136" height="3.0"'),
            (("từ 25 - 50", "within", "25", "50"), 0, 'y="17.0" width="136" height="5.6"'),
        ],
    )
    def test_the_band_of_each_kind_of_target(self, target, tolerance, band):
        measure = line(0, 100, 100, target=target, tolerance=tolerance, pace=Pace.LEVEL)
        assert band in spark(whole(measure), measure)

    def test_a_goal_in_words_has_no_band(self):
        measure = line(0, 1, 2, target=None)
        assert "m-band" not in spark(whole(measure), measure)

    def test_a_flat_year_lies_in_the_middle(self):
        measure = line(100, 100, 100, pace=Pace.RATE)
        assert 'points="36.5,17.0 67.0,17.0 97.5,17.0"' in spark(whole(measure), measure)

    def test_people_s_words_cannot_leave_the_label(self):
        measure = line(1, 2, 3, target=('"><script>', "up", "100", None))
        assert "<script>" not in spark(whole(measure), measure)


class TestBullet:
    def test_bar_tick_and_flag(self):
        svg = bullet(line(20, 40, 60))
        assert 'class="m-bar" x="0" y="4" width="96.0"' in svg
        assert 'd="M120.0 1V15"' in svg
        assert "60,0 tỷ đồng; chỉ tiêu ít nhất 100; mức cần có đến nay 75,0" in svg

    def test_an_excess_counts_from_nothing_done(self):
        assert 'width="123.7"' in bullet(line(None, None, PAIR, **EXCESS))

    def test_without_a_path_there_is_no_tick(self):
        assert "m-tick" not in bullet(line(20, 40, 60, pace=Pace.YEAR_END))

    @pytest.mark.parametrize(
        "measure",
        [
            line(),
            line(1, 2, 3, target=DOWN),
            line(1, 2, 3, target=None),
            line(1, 2, 3, target=("từ 0", "up", "0", None)),
        ],
    )
    def test_nothing_to_draw(self, measure):
        assert bullet(measure) == ""
