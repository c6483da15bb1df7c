"""What the board's address asks for: plain GET fields, anything unknown is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from reports.assessment import IndicatorLine, worst_first
from targets.rules.standing import Standing

RESOLUTION_ORDER = "nghi-quyet"
WITH_SUBMITTED = "gom-ca-da-gui"


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """The part of a board somebody wants, and its order; "" and None: everything."""

    group: int | None = None
    unit: str = ""
    standing: Standing | None = None
    in_order: bool = False
    include_submitted: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        group, standing = query.get("nhom", ""), query.get("danh-gia", "")
        return cls(
            group=int(group) if group.isascii() and group.isdigit() and len(group) < 6 else None,
            unit=query.get("don-vi", "")[:50],
            standing=Standing(standing) if standing in set(Standing) else None,
            in_order=query.get("thu-tu") == RESOLUTION_ORDER,
            include_submitted=query.get("so-lieu") == WITH_SUBMITTED,
        )

    @property
    def narrows(self) -> bool:
        """Whether fewer than all rows are asked for."""
        return self.group is not None or bool(self.unit) or self.standing is not None

    def fields(self) -> dict[str, str]:
        """The fields of the address, without those that say nothing."""
        asked = {
            "nhom": "" if self.group is None else str(self.group),
            "don-vi": self.unit,
            "danh-gia": "" if self.standing is None else self.standing.value,
            "thu-tu": RESOLUTION_ORDER if self.in_order else "",
            "so-lieu": WITH_SUBMITTED if self.include_submitted else "",
        }
        return {name: value for name, value in asked.items() if value}

    def query(self) -> str:
        """`?nhom=1&…`, or `?` alone, which clears an address."""
        return f"?{urlencode(self.fields())}"

    def but(self, **changes: object) -> Self:
        """The same with other choices."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def everything(self) -> Self:
        """The same figures in the same order, nothing left out."""
        return self.but(group=None, unit="", standing=None)

    def apply(self, indicators: Iterable[IndicatorLine]) -> list[IndicatorLine]:
        """The rows asked for, in the order asked for."""
        rows = [line for line in indicators if self._takes(line)]
        return rows if self.in_order else worst_first(rows)

    def _takes(self, line: IndicatorLine) -> bool:
        return (
            (self.group is None or line.group_number == self.group)
            and (not self.unit or line.lead_code == self.unit)
            and (self.standing is None or line.verdict == self.standing)
        )
