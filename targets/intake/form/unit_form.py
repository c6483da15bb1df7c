"""What the unit's Excel form holds, apart from how it is drawn and read.

Every box has a sheet field's name (`f-3-value`, `r-3-results`, design §8; `w-2.5.1-text` is a field
of a work item's update): the first part stands in
a hidden column, the second in a hidden row, so that rows and columns may be moved about. The very
hidden sheet `_khoa` says whose form it is, and what every box held when it was made.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from targets.rules.numbers import plain

FORM = "phieu-bao-cao"
TABLE = "bang-dia-phuong"
FORM_VERSION = 1
LARGEST = 5 * 1024 * 1024  # bytes of a file
GUIDE, FIGURES, WORDS, TASKS, CHOICES, KEYS = (
    "Hướng dẫn", "Số liệu", "Thuyết minh", "Nhiệm vụ", "_danh_muc", "_khoa",
)  # fmt: skip
MAIN = "*"  # the column whose box is named by the row's key alone
LABEL = "tt"  # what is printed of the row, which has to agree with the key
RATE = "value"  # the rate alone, where the unit does not have the two numbers
FIGURE_FIELDS = ("denominator", RATE, "nature", "year_estimate", "missing_reason", "expected_on")
NARRATIVES = ("results", "difficulties", "causes", "proposals")
WORK_FIELDS = ("state", "percent", "text", "done_on", "difficulties")
WORK_KEY = r"w-(?P<work>[\w.]{1,40})"
KEY = re.compile(
    r"(?:(?P<unit>[\w-]{1,50})/)?f-(?P<figure>\d{1,6}[a-z]{0,2})-(?:value|numerator)"
    r"|r-(?P<words>\d{1,6})"
    rf"|{WORK_KEY}",
    re.ASCII,
)
REASONS = (
    "Chưa đến kỳ công bố",
    "Chờ cơ quan cung cấp số liệu",
    "Đang tổng hợp từ xã, phường",
    "Đang đối chiếu, kiểm tra lại",
    "Lý do khác (ghi ở Thuyết minh)",
)


Held = Decimal | datetime.date | str | None


class Kind(StrEnum):
    """What a box takes."""

    NUMBER = "number"
    DAY = "day"
    TEXT = "text"
    NATURE = "nature"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Box:
    """One cell to fill, with what is saved for it. `note`: a comment on the cell.

    `typed`: what somebody has written there instead, when the form goes back to them.
    """

    name: str
    kind: Kind
    saved: Held = None
    typed: Held = None
    is_typed: bool = False
    note: str = ""
    negative: bool = True

    @property
    def held(self) -> Held:
        return self.typed if self.is_typed else self.saved


@dataclass(frozen=True, slots=True)
class Shown:
    """A number to compare with, or the words that stand in its place."""

    number: Decimal | None = None
    decimals: int | None = None
    unit: str = ""
    words: str = "-"


class Result(StrEnum):
    """How the form works out the compared figure beside the box."""

    SAME = "same"
    SHARE = "share"
    DECREASE = "decrease"


class Against(StrEnum):
    """What last quarter's number is compared with: the computed figure, the box, or neither."""

    RESULT = "result"
    BOX = "box"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One measure. `asks`: what the two boxes take where there are two; `rate`: the box beside
    them for who has the percentage alone.
    """

    key: str
    name: str
    asks: str = ""
    unit: str = ""
    goal: str = ""
    expected: Shown
    previous: Shown
    year_ago: Shown
    main: Box
    denominator: Box | Shown | None = None
    rate: Box | None = None
    result: Result = Result.SAME
    result_decimals: int = 2
    result_unit: str = ""
    baseline: Decimal | None = None
    against: Against = Against.RESULT
    is_due: bool = True
    in_words: bool = False
    cumulative: bool = False
    mark: Decimal | None = None  # what the result has to reach
    part_of_whole: bool = False
    more: Mapping[str, Box] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def boxes(self) -> Iterator[Box]:
        yield self.main
        if isinstance(self.denominator, Box):
            yield self.denominator
        if self.rate is not None:
            yield self.rate
        yield from self.more.values()


@dataclass(frozen=True, slots=True)
class WordsRow:
    """The texts of one indicator."""

    number: int
    name: str
    boxes: Mapping[str, Box]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One work item of which the unit tells how it goes. `number` as printed, 2.5.1.

    `due`: a day or the words in its place. `now`: how it stands when the form is made. A field
    without a box is not told: of an item followed by its progress alone, the texts.
    """

    item_id: int
    version: int
    number: str
    name: str
    product: str = ""
    due: datetime.date | str = ""
    now: str = ""
    boxes: Mapping[str, Box]

    @property
    def key(self) -> str:
        return f"w-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForm:
    """A unit's form of a quarter."""

    slug: str
    quarter: int
    unit_code: str
    unit_name: str
    title: str
    year: int
    period_name: str
    period_title: str
    previous_name: str
    due_on: datetime.date | None
    made_on: datetime.date
    contact: str = ""
    illustrative: bool = False
    versions: Mapping[int, int]
    figures: Sequence[FigureRow]
    words: Sequence[WordsRow]
    works: Sequence[WorkRow] = ()

    def boxes(self) -> Iterator[Box]:
        for row in self.figures:
            yield from row.boxes()
        for words in self.words:
            yield from words.boxes.values()
        for work in self.works:
            yield from work.boxes.values()


def text_of(held: Held) -> str:
    """What a box holds, as a person would type it into the sheet."""
    match held:
        case None:
            return ""
        case Decimal():
            return plain(held)
        case datetime.date():
            return f"{held:%d/%m/%Y}"
        case _:
            return held.replace("\r\n", "\n").strip()
