import datetime
import json
from decimal import Decimal

import pytest

from reports.assessment import (
    Basis,
    FinalLine,
    GroupLine,
    IndicatorLine,
    MeasureLine,
    PeriodLine,
    ReportLine,
    Summary,
    Tally,
    TargetLine,
    Typed,
    indicator_standings,
    judge,
    worst_first,
)
from reports.kept import decode, dotted, encode
from targets.rules.appraisal import ExpectedFrom, MeasureTerms, Whose
from targets.rules.comparison import Direction, Goal, Outcome
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.rules.standing import Standing

D = Decimal
PERIODS = tuple(
    PeriodLine(quarter, name, D(share), quarter == 4, 4 - quarter)
    for quarter, name, share in (
        (1, "Quý I", "0.25"),
        (2, "6 tháng đầu năm", "0.5"),
        (3, "9 tháng", "0.75"),
        (4, "Năm", "1"),
    )
)
UP_100 = TargetLine("ít nhất 100", Direction.UP, D(100), None)
TERMS = MeasureTerms(Formula.VALUE, Pace.CUMULATIVE, Goal(Direction.UP, D(100), None), start=D(0))


def cells(*values, terms=TERMS, target=UP_100):
    return tuple(
        judge(
            terms,
            period,
            Typed() if value is None else Typed(value=D(value)),
            basis=Basis.NONE if value is None else Basis.APPROVED,
            target=target,
        )
        for period, value in zip(PERIODS, values, strict=True)
    )


def measure(*values, letter="", number=1, **fields):
    fields.setdefault("cells", cells(*values) if values else ())
    return MeasureLine(
        key=f"{number}{letter}",
        letter=letter,
        name="Tổng vốn",
        unit_of_measure="tỷ đồng",
        decimals=1,
        formula=Formula.VALUE,
        pace=Pace.CUMULATIVE,
        place=2,
        **fields,
    )


def indicator(*measures, number=1, **fields):
    return IndicatorLine(
        number=number,
        label=f"({number})",
        wording="Tổng vốn đầu tư",
        measures=measures,
        standings=indicator_standings(measures, 4),
        place=2,
        **fields,
    )


def summary(*indicators, **fields):
    return Summary(
        slug="nq-2024",
        quarter=3,
        title="Nghị quyết năm 2024",
        year=2024,
        periods=PERIODS,
        groups=(GroupLine(1, "Kinh tế", indicators),),
        made_on=datetime.date(2024, 9, 24),
        **fields,
    )


def test_a_cell_carries_what_the_rules_say():
    cell = judge(TERMS, PERIODS[1], Typed(value=D(45), year_estimate=D(104), year_ago=D(40)))
    assert (cell.figure, cell.outcome, cell.expected, cell.expected_from) == (
        D(45),
        Outcome.SHORT,
        D(50),
        ExpectedFrom.LINE,
    )
    assert (cell.projection, cell.estimate, cell.year_end) == (D(90), D(104), D(104))
    assert (cell.outlook, cell.outlook_whose) == (Outcome.EXCEEDED, Whose.UNIT)
    assert (cell.needed, cell.attainment, cell.standing) == (D("27.5"), D(45), Standing.BEHIND)
    assert (cell.quarter, cell.year_ago) == (2, D(40))


def test_without_an_estimate_the_year_ends_where_the_pace_leads():
    assert judge(TERMS, PERIODS[1], Typed(value=D(45))).year_end == D(90)


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        (UP_100, D(100)),
        (TargetLine("dưới 4", Direction.DOWN, None, D(4), strict=True), D(4)),
        (TargetLine("khoảng 20", Direction.WITHIN, D(20), D(20)), None),
    ],
)
def test_the_mark_of_a_target(target, mark):
    assert target.mark == mark


def test_a_measure_speaks_of_the_period_in_question():
    line = measure(20, 40, 80, None)
    assert (line.now.figure, line.standing, line.target, line.direction) == (
        D(80),
        Standing.ON_TRACK,
        UP_100,
        Direction.UP,
    )
    assert line.amended_from is None


def test_a_measure_tells_what_its_target_was_before():
    lower = TargetLine("ít nhất 80", Direction.UP, D(80), None, decision="Kết luận 12-KL/TU")
    amended = cells(20, 40, 80, None)[:2] + cells(20, 40, 80, None, target=lower)[2:]
    line = measure(cells=amended)
    assert (line.target, line.amended_from) == (lower, UP_100)


def test_a_measure_without_a_target_has_no_direction():
    words = MeasureTerms(Formula.VALUE, Pace.LEVEL, None)
    line = measure(cells=cells(None, None, None, None, terms=words, target=None))
    assert (line.direction, line.standing) == (None, Standing.NOT_DUE)


def test_an_indicator_stands_as_its_measures_do_together():
    line = indicator(measure(30, 60, 80, None), measure(20, 40, 60, None, letter="b"))
    assert line.standings == (
        Standing.BEHIND,
        Standing.BEHIND,
        Standing.BEHIND,
        Standing.NO_FIGURE,
    )
    assert (line.standing, line.verdict) == (Standing.BEHIND, Standing.BEHIND)
    assert line.telling.letter == "b"


def test_what_people_set_counts_and_the_computed_standing_stays():
    line = indicator(measure(30, 60, 80, None), final=FinalLine(Standing.BEHIND, "Vốn treo"))
    assert (line.standing, line.verdict) == (Standing.ON_TRACK, Standing.BEHIND)


def test_the_telling_measure_of_a_mixed_indicator_is_its_lowest():
    year_end = MeasureTerms(Formula.VALUE, Pace.YEAR_END, TERMS.goal)
    line = indicator(
        measure(letter="a", cells=cells(None, None, None, None, terms=year_end)),
        measure(30, 60, 110, None, letter="b"),
    )
    assert (line.standing, line.telling.letter) == (Standing.IN_PROGRESS, "b")


def test_an_indicator_without_measures_has_no_figure():
    line = indicator()
    assert (line.standing, line.telling, line.why) == (Standing.NO_FIGURE, None, "")


def test_why_an_indicator_has_no_figure():
    line = indicator(
        measure(30, 60, 80, None, letter="a"),
        measure(30, 60, None, None, letter="b"),
        measure(30, 60, None, None, letter="c", why="chưa gửi"),
    )
    assert line.why == "chưa gửi"


def test_worst_first_then_attainment_then_number():
    rows = [
        indicator(measure(30, 60, 120, None), number=1),
        indicator(measure(30, 60, 74, None), number=2),
        indicator(measure(30, 60, 60, None), number=4),
        indicator(measure(30, 60, 60, None), number=3),
        indicator(measure(30, 60, None, None), number=5),
        indicator(measure(30, 60, 90, None), number=6, final=FinalLine(Standing.MISSED)),
    ]
    assert [line.number for line in worst_first(rows)] == [6, 3, 4, 2, 5, 1]


def test_rows_without_attainment_come_after_those_with():
    ceiling = MeasureTerms(Formula.VALUE, Pace.LEVEL, Goal(Direction.DOWN, None, D(4)), D(6))
    down = TargetLine("dưới 4", Direction.DOWN, None, D(4))
    over = measure(cells=cells(9, 9, 9, 9, terms=ceiling, target=down))
    rows = [indicator(over, number=1), indicator(measure(1, 2, 3, 4), number=2)]
    assert [line.standing for line in rows] == [Standing.BEHIND, Standing.BEHIND]
    assert [line.number for line in worst_first(rows)] == [2, 1]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            {
                Standing.MET: 1,
                Standing.EXCEEDED: 1,
                Standing.ON_TRACK: 5,
                Standing.IN_PROGRESS: 6,
                Standing.NOT_DUE: 4,
            },
            "Đạt và vượt 2/17; đúng tiến độ 5; chậm 0; đánh giá được 7/17; đang thực hiện 6; "
            "chưa đến kỳ 4",
        ),
        (
            {Standing.BEHIND: 2, Standing.MISSED: 1, Standing.NO_FIGURE: 3},
            "Đạt và vượt 0/6; đúng tiến độ 0; chậm 2; không đạt 1; đánh giá được 3/6; "
            "đang thực hiện 0; chưa có số liệu 3; chưa đến kỳ 0",
        ),
        (
            {},
            "Đạt và vượt 0/0; đúng tiến độ 0; chậm 0; đánh giá được 0/0; đang thực hiện 0; "
            "chưa đến kỳ 0",
        ),
    ],
)
def test_the_tally_sentence(counts, sentence):
    assert Tally(counts).sentence == sentence


def test_a_summary_counts_what_people_set_and_measures_as_computed():
    whole = summary(
        indicator(measure(30, 60, 80, None), final=FinalLine(Standing.MISSED)),
        indicator(measure(3, 6, 8, None), measure(30, 60, 80, None), number=2),
    )
    assert whole.tally.counts == {Standing.MISSED: 1, Standing.BEHIND: 1}
    assert whole.measure_tally.counts == {Standing.ON_TRACK: 2, Standing.BEHIND: 1}
    assert whole.groups[0].tally == whole.tally
    assert whole.set_by_hand == 1
    assert whole.period is PERIODS[2]
    assert whole.find(2).number == 2
    assert whole.find(3) is None
    assert list(whole.tally.worst_first())[:2] == [(Standing.MISSED, 1), (Standing.BEHIND, 1)]


def test_the_json_that_outside_checks_read():
    whole = summary(
        indicator(measure(D("1.50"), D("10"), D("200") / 3, None), number=5),
        indicator(
            measure(None, None, None, None, letter="a"),
            measure(None, None, 1000, None, letter="b"),
            number=6,
            final=FinalLine(Standing.MET),
        ),
    )
    assert whole.as_contract_json() == {
        "resolution": "nq-2024",
        "quarter": 3,
        "indicators": [
            {
                "number": "5",
                "standing": "behind",
                "final": None,
                "measures": [
                    {
                        "letter": "",
                        "figure": "66.66666666666666666666666667",
                        "outcome": "short",
                        "expected": "75",
                        "projection": "88.88888888888888888888888889",
                        "attainment": "66.66666666666666666666666667",
                        "standing": "behind",
                    }
                ],
            },
            {
                "number": "6",
                "standing": "no_figure",
                "final": "met",
                "measures": [
                    {
                        "letter": "a",
                        "figure": None,
                        "outcome": None,
                        "expected": "75",
                        "projection": None,
                        "attainment": None,
                        "standing": "no_figure",
                    },
                    {
                        "letter": "b",
                        "figure": "1000",
                        "outcome": "exceeded",
                        "expected": "75",
                        "projection": "1333.333333333333333333333333",
                        "attainment": "1000",
                        "standing": "exceeded",
                    },
                ],
            },
        ],
        "tally": {
            "indicators": {"behind": 1, "met": 1},
            "measures": {"behind": 1, "no_figure": 1, "exceeded": 1},
        },
    }


def test_a_kept_summary_comes_back_as_it_was():
    noon = datetime.datetime(2024, 9, 24, 12, 30, tzinfo=datetime.UTC)
    whole = summary(
        indicator(
            measure(30, 60, 80, None, why="chưa gửi", baseline=D("0.10")),
            final=FinalLine(Standing.MISSED, "Vốn treo", "Thường trực", noon),
            report=ReportLine("approved", Basis.APPROVED, entered_at=noon, results="Tốt"),
        ),
        warnings=("Chỉ tiêu 1: …",),
        partial=True,
    )
    kept = json.loads(json.dumps(whole.to_json(), ensure_ascii=False))
    assert Summary.from_json(kept) == whole


def test_a_kept_summary_may_know_more_than_we_do():
    kept = encode(FinalLine(Standing.MET)) | {"later": 1}
    assert decode(FinalLine, kept) == FinalLine(Standing.MET)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (D("1E+3"), "1000"),
        (D("7125.0000"), "7125"),
        (D("-0.50"), "-0.5"),
        (D("-0.0"), "0"),
        (D("0.000001"), "0.000001"),
        (D("100"), "100"),
    ],
)
def test_numbers_are_kept_in_plain_dotted_digits(number, text):
    assert dotted(number) == text
