"""How many of each standing there are, counted and said (design §3.4). Knows no Django."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from targets.rules.standing import JUDGED, WORST_FIRST, Standing

REACHED = frozenset({Standing.MET, Standing.EXCEEDED})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows carry each standing; standings that do not occur are left out."""

    counts: Mapping[Standing, int]

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> "Tally":
        return cls(dict(Counter(standings)))

    def __getitem__(self, standing: Standing) -> int:
        """0 for what does not occur; refuses other names, so that templates find properties."""
        return self.counts.get(Standing(standing), 0)

    def worst_first(self) -> Iterator[tuple[Standing, int]]:
        """Every standing, zeros included, in the order of board and tally strip."""
        return ((standing, self[standing]) for standing in WORST_FIRST)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def reached(self) -> int:
        """Đạt và vượt."""
        return sum(self[standing] for standing in REACHED)

    @property
    def judged(self) -> int:
        """Đánh giá được."""
        return sum(self[standing] for standing in JUDGED)

    @property
    def sentence(self) -> str:
        """The tally line of every paper, in its exact order (mockups/papers §1)."""
        total = self.total
        missed, lacking = self[Standing.MISSED], self[Standing.NO_FIGURE]
        parts = [
            f"Đạt và vượt {self.reached}/{total}",
            f"đúng tiến độ {self[Standing.ON_TRACK]}",
            f"chậm {self[Standing.BEHIND]}",
            f"không đạt {missed}" if missed else "",
            f"đánh giá được {self.judged}/{total}",
            f"đang thực hiện {self[Standing.IN_PROGRESS]}",
            f"chưa có số liệu {lacking}" if lacking else "",
            f"chưa đến kỳ {self[Standing.NOT_DUE]}",
        ]
        return "; ".join(part for part in parts if part)
