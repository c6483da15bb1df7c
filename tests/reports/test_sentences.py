"""Figures as sentences (mockups/papers §5): the table is in `sentence_cases.py`; no database."""

import itertools

import pytest

from reports.assessment import FinalLine, GroupLine, IndicatorLine, ReportLine, Typed
from reports.sentences.indicator import (
    counts_of,
    group_paragraphs,
    indicators_listed,
    listed,
    paragraph,
)
from reports.sentences.kinds import SENTENCES, Kind
from reports.sentences.measure import measure_sentence
from reports.sentences.prose import padded, rest_of_year
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.wording import lowered
from tests.reports.lines import PERIODS, whole
from tests.reports.sentence_cases import AT_LEAST, CASES, MONEY, YEAR_END, at, then


def indicator(*measures, final=None, number=1, quarter=None):
    place = measures[0].place if quarter is None else quarter - 1
    return IndicatorLine(
        number,
        f"({number})",
        "Chỉ tiêu",
        measures,
        (measures[0].standing,) * 4,
        place,
        final=final,
        report=ReportLine(results="Đã ban hành kế hoạch."),
    )


@pytest.mark.parametrize(("measure", "sentence"), CASES)
def test_a_measure_in_a_sentence(measure, sentence):
    assert measure_sentence(whole(measure), indicator(measure), measure) == sentence


def test_every_standing_with_a_figure_has_its_sentence():
    judged = {
        Standing.EXCEEDED, Standing.MET, Standing.MISSED, Standing.ON_TRACK, Standing.BEHIND,
        Standing.IN_PROGRESS,
    }  # fmt: skip
    lacking = {
        (kind, standing)
        for kind, standing in itertools.product(Kind, judged)
        if standing not in SENTENCES[kind]
    }
    # a rate that rose has met nothing; no figure exceeds a band
    assert lacking == {
        (Kind.INCREASED, Standing.EXCEEDED),
        (Kind.INCREASED, Standing.MET),
        (Kind.WITHIN, Standing.EXCEEDED),
    }


class TestIndicator:
    def test_one_measure(self):
        measure = at(4, then(9120), MONEY)
        told = paragraph(whole(measure), indicator(measure, number=3))
        assert told == (
            "(3) Tổng vốn cả năm đạt 9.120 tỷ đồng, bằng 96% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ "
            "đồng), còn thiếu 380 tỷ đồng, không đạt chỉ tiêu."
        )

    def test_what_people_decided(self):
        measure = at(4, then(9120), MONEY)
        final = FinalLine(Standing.MET, "Điều chỉnh theo Kết luận 12.")
        told = paragraph(whole(measure), indicator(measure, final=final))
        assert told.endswith(
            "không đạt chỉ tiêu; lãnh đạo đánh giá: đạt (điều chỉnh theo Kết luận 12)."
        )
        told = paragraph(whole(measure), indicator(measure, final=final), rated_by="Ban Thường vụ")
        assert "; Ban Thường vụ đánh giá: đạt" in told

    def test_a_compound_one(self):
        terms = {**AT_LEAST, "pace": Pace.RATE}
        waste = at(3, then(86), {**terms, "key": "10a", "letter": "a", "name": "Chất thải rắn"})
        later = [
            at(3, Typed(), {**YEAR_END, "key": f"10{letter}", "letter": letter})
            for letter in ("b", "c")
        ]
        told = paragraph(whole(waste), indicator(waste, *later, number=10))
        assert told == (
            "(10) Tỷ lệ chất thải rắn đạt 86%, cao hơn 1 điểm phần trăm so với chỉ tiêu Nghị quyết "
            "(ít nhất 85%), đúng tiến độ; theo tiến độ hiện nay, cả năm dự kiến đạt 86%. Các chỉ "
            "tiêu thành phần (10b) và (10c) chưa đến kỳ đánh giá. Đánh giá chung: đúng tiến độ."
        )

    def test_a_group(self):
        behind = at(3, then(4000), MONEY)
        forest = at(3, Typed(), {**YEAR_END, "name": "Tỷ lệ độ che phủ rừng"})
        homes = at(3, Typed(), {**YEAR_END, "name": "Hộ gia đình văn hóa"})
        group = GroupLine(
            3,
            "Tài nguyên, môi trường",
            (indicator(behind), indicator(forest, number=2), indicator(homes, homes, number=5)),
        )
        assert counts_of(group.tally) == "01 chậm, 02 chưa đến kỳ"
        paragraphs = group_paragraphs(whole(behind), group)
        assert len(paragraphs) == 2
        assert paragraphs[1] == (
            "Các chỉ tiêu chưa đến kỳ đánh giá: (2) tỷ lệ độ che phủ rừng; (5) hộ gia đình văn hóa "
            "và 01 thành phần khác."
        )


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a và b"),
        (["a", "b", "c"], "a, b và c"),
        (["a, b", "c", "d"], "a, b; c và d"),
    ],
)
def test_lists(items, text):
    assert listed(items) == text


def test_words_around_counts():
    assert [padded(count) for count in (0, 3, 12)] == ["00", "03", "12"]
    assert indicators_listed([3]) == "là chỉ tiêu (3)"
    assert indicators_listed([1, "5a", 7]) == "gồm các chỉ tiêu (1), (5a) và (7)"
    assert [rest_of_year(period) for period in PERIODS[:3]] == [
        "ba quý còn lại", "hai quý còn lại", "quý IV",
    ]  # fmt: skip
    assert [lowered(name) for name in ("Hộ nghèo", "HĐND thị xã")] == ["hộ nghèo", "HĐND thị xã"]
