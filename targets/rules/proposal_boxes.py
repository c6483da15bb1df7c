"""A proposal's boxes read one by one, with what is wrong said beside the box."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from targets.rules import numbers
from targets.rules.proposed_year import read_day

E = TypeVar("E", bound=StrEnum)
LONGEST: Mapping[str, int] = {
    "nq-title": 500, "nq-number": 60, "nq-issuer": 200, "nq-superior": 200, "nq-slug": 60,
    "nq-goal": 5000, "g-name": 200, "i-label": 20, "i-wording": 5000, "m-name": 300, "m-unit": 40,
    "m-words": 300, "m-basis": 200, "n-name": 300, "t-number": 20, "t-title": 300,
    "t-wording": 20_000, "k-name": 60,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a box: its name and a Vietnamese sentence."""

    box: str
    sentence: str


class BoxReader:
    """Reads boxes; `faults` gather as it goes."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def needed(self, key: str, box: str, text: str, sentence: str) -> str:
        """What has to be there."""
        told = self.text(key, box, text)
        if not told:
            self.fault(f"{key}-{box}", sentence)
        return told

    def text(self, key: str, box: str, text: str) -> str:
        """The box trimmed; too long a text is a fault."""
        told = text.strip()
        most = LONGEST[f"{key if key == 'nq' else key[0]}-{box}"]
        if len(told) > most:
            self.fault(
                f"{key}-{box}", f"Nội dung dài {len(told)} ký tự, tối đa {most}. Hãy rút gọn."
            )
        return told

    def number(self, box: str, text: str, unit: str = "") -> Decimal | None:
        """The number as design §3.6 reads it; None for a blank box."""
        if numbers.is_blank(text):
            return None
        try:
            return numbers.parse(text, unit=unit)
        except numbers.NotANumber as refused:
            self.fault(box, str(refused))
            return None

    def day(self, box: str, text: str, *, needed: bool) -> datetime.date | None:
        """The day; None for a blank box that may be blank."""
        if numbers.is_blank(text) and not needed:
            return None
        day = read_day(text)
        if day is None:
            self.fault(box, "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2024.")
        return day

    def choice(self, key: str, box: str, text: str, kind: type[E], default: E) -> E:
        """The chosen one of an enumeration."""
        try:
            return kind(text)
        except ValueError:
            self.fault(f"{key}-{box}", "Hãy chọn một mục trong danh sách.")
            return default

    def fault(self, box: str, sentence: str) -> None:
        """Note what is wrong beside a box."""
        self.faults.append(Fault(box, sentence))
