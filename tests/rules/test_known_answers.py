"""Goals and figures with the answers that people agreed on beforehand."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula
from targets.rules.pace import Pace, expected
from targets.rules.standing import Standing, standing

CASES = Path(__file__).parent / "cases"


def rows(name):
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return Decimal(text) if text else None


def goal_of(row):
    return Goal(
        Direction(row["direction"]),
        number(row["low"]),
        number(row["high"]),
        strict=row["strict"] == "1",
        tolerance=Decimal(row["tolerance"]),
    )


@pytest.mark.parametrize(
    "row",
    rows("standings.csv"),
    ids=lambda row: f"{row['what']}, {row['quarter']}: {row['figure']}",
)
def test_outcome_expected_and_standing(row):
    goal, pace, figure = goal_of(row), Pace(row["pace"]), number(row["figure"])
    quarter = int(row["quarter"])
    by_now = expected(goal, pace, start=number(row["start"]), share=Decimal(quarter) / 4)
    outcome = None if figure is None else goal.outcome(figure).value
    verdict = standing(goal, pace, figure, expected=by_now, final=quarter == 4)
    assert (outcome, by_now, verdict) == (
        row["outcome"] or None,
        number(row["expected"]),
        Standing(row["standing"]),
    )


@pytest.mark.parametrize("row", rows("measures.csv"), ids=lambda row: row["number"] + row["letter"])
def test_every_measure_of_the_resolution_can_be_judged(row):
    goal = goal_of(row)
    assert Formula(row["formula"])
    assert Pace(row["pace"])
    assert goal.mark == (None if goal.direction is Direction.WITHIN else Decimal(row["low"]))


def test_milestones_replace_the_straight_line():
    measures = {(row["number"], row["letter"]): row for row in rows("measures.csv")}
    for row in rows("milestones.csv"):
        measure = measures[row["number"], row["letter"]]
        milestone, share = Decimal(row["expected"]), Decimal(row["quarter"]) / 4
        by_now = expected(
            goal_of(measure),
            Pace(measure["pace"]),
            start=number(measure["start"]),
            share=share,
            milestone=milestone,
        )
        assert by_now == milestone
