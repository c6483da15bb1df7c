"""`python -m tests.score_reader --gold FOLDER`: how well the reader reads texts with known answers.

FOLDER holds pairs NAME.txt and NAME.gold.json; a text elsewhere is given by `--also TEXT GOLD`. An
indicator is found when its words are like a read one's; a measure is right when its indicator was
found and its goal says what the answer's comparator says, or one of those it accepts. A target in
words is not scored. Prints one table, and what went wrong with `--show`.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from targets.intake.documents import text_of
from targets.intake.reading import ReadIndicator, ReadMeasure
from targets.intake.resolution_text import read
from targets.rules.comparison import Direction
from targets.rules.figures import Formula

ALIKE = 0.6
Answer = dict[str, Any]


@dataclass
class Score:
    """What was found of what there is, and how much was proposed."""

    name: str
    found: int = 0
    indicators: int = 0
    proposed: int = 0
    right: int = 0
    measures: int = 0
    proposed_measures: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def of_indicators(self) -> float:
        return _f1(self.found, self.indicators, self.proposed)

    @property
    def of_measures(self) -> float:
        return _f1(self.right, self.measures, self.proposed_measures)


def score(name: str, read_ones: Sequence[ReadIndicator], answers: Sequence[Answer]) -> Score:
    """Compare what was read with the answers."""
    result = Score(name, indicators=len(answers), proposed=len(read_ones))
    result.proposed_measures = sum(len(one.measures) for one in read_ones)
    partners = _partners(read_ones, answers)
    result.found = len(partners)
    for place, answer in enumerate(answers):
        rest = list(read_ones[partners[place]].measures) if place in partners else []
        for wanted in answer["measures"]:
            match = next((one for one in rest if _says(one, wanted)), None)
            if match is not None:
                rest.remove(match)
            if wanted.get("comparator") is None:
                result.proposed_measures -= match is not None
                continue
            result.measures += 1
            result.right += match is not None
            if match is None:
                result.faults.append(f"thiếu {_described(wanted)} trong «{answer['text'][:80]}»")
        result.faults += [f"thừa «{one.words}» trong «{answer['text'][:80]}»" for one in rest]
    result.faults += [
        f"không có trong đáp án: «{one.text[:100]}»"
        for place, one in enumerate(read_ones)
        if place not in partners.values()
    ]
    return result


def _partners(read_ones: Sequence[ReadIndicator], answers: Sequence[Answer]) -> dict[int, int]:
    """Which read indicator is which answer, the most alike first."""
    likeness = sorted(
        (
            (_alike(answer["text"], one.text), -abs(place - other), place, other)
            for place, answer in enumerate(answers)
            for other, one in enumerate(read_ones)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for alike, _, place, other in likeness:
        if alike >= ALIKE and place not in pairs and other not in pairs.values():
            pairs[place] = other
    return pairs


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


def _plain(text: str) -> str:
    return " ".join(text.replace("*", " ").lower().split()).rstrip(".;:,… ")


def _says(measure: ReadMeasure, wanted: Answer) -> bool:
    comparators = [wanted.get("comparator"), *wanted.get("accept", [])]
    return any(_says_one(measure, each, wanted) for each in comparators)


def _says_one(measure: ReadMeasure, comparator: str | None, wanted: Answer) -> bool:
    low, high = (_number(wanted.get(name)) for name in ("value_low", "value_high"))
    one = low if low is not None else high
    goal = measure.goal
    if comparator is None or goal is None:
        return comparator is None and goal is None
    falls = measure.formula is Formula.DECREASE
    if falls != comparator.startswith("decrease"):
        return False
    ends = {goal.low, goal.high} - {None}
    match comparator:
        case "at_least" | "more_than":
            wished = (Direction.UP, one, None, comparator == "more_than")
            return (goal.direction, goal.low, goal.high, goal.strict) == wished
        case "at_most" | "less_than":
            wished = (Direction.DOWN, None, one, comparator == "less_than")
            return (goal.direction, goal.low, goal.high, goal.strict) == wished
        case "about":
            return ends == {one} and goal.tolerance > 0
        case "exactly":
            return ends == {one} and not goal.strict
        case "range" | "about_range" | "range_or_more" | "decrease_range":
            return (
                low is not None
                and high is not None
                and ((goal.low, goal.high) == (min(low, high), max(low, high)))
            )
        case "quota":
            return goal.low == (Decimal(100) if one is None else one)
        case "decrease_at_least":
            return (goal.low, goal.high) == (one, None)
    raise ValueError(f"No such comparator: {comparator}")


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _described(wanted: Answer) -> str:
    values = [wanted.get("value_low"), wanted.get("value_high")]
    return " ".join(map(str, [wanted["comparator"], *(v for v in values if v is not None)]))


def _f1(hit: int, wanted: int, proposed: int) -> float:
    return 2 * hit / (wanted + proposed) if wanted + proposed else 1.0


def scores(pairs: Sequence[tuple[Path, Path]]) -> Iterator[Score]:
    for text, gold in pairs:
        with text.open("rb") as stream:
            reading = read(text_of(stream))
        yield score(text.stem, reading.indicators, json.loads(gold.read_text("utf-8")))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", type=Path)
    options.add_argument("--also", type=Path, nargs=2, action="append", default=[])
    options.add_argument("--show", action="store_true")
    asked = options.parse_args()
    texts = sorted(asked.gold.glob("*.txt")) if asked.gold else []
    pairs = [(text, text.with_name(f"{text.stem}.gold.json")) for text in texts]
    results = list(scores(pairs + [tuple(pair) for pair in asked.also]))
    if not results:
        sys.exit("No texts: name a folder with --gold, or a text and its answers with --also.")
    together = Score("cả bộ")
    names = ("found", "indicators", "proposed", "right", "measures", "proposed_measures")
    for name in names:
        setattr(together, name, sum(getattr(one, name) for one in results[: len(pairs)]))
    print(f"{'văn bản':34}{'chỉ tiêu':>12}{'F1':>8}{'chỉ số đo':>12}{'F1':>8}")
    for one in [*results, *([together] if pairs else [])]:
        print(
            f"{one.name[:33]:34}{f'{one.found}/{one.indicators}':>12}{one.of_indicators:>8.3f}"
            f"{f'{one.right}/{one.measures}':>12}{one.of_measures:>8.3f}"
        )
        for fault in one.faults if asked.show else ():
            print(f"    {fault}")


if __name__ == "__main__":
    main()
