"""Live tallies: sentences that follow the column "Đánh giá" when somebody changes it.

They count by the sign in front, because the word follows the case ("Thấp hơn yêu cầu").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.paper_table import SIGNS
from reports.tally import REACHED
from targets.labels import standing_label
from targets.rules.standing import JUDGED, Standing
from targets.wording import lowered


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows counted: a test that is true for each of them, and their standings."""

    test: str
    standings: str

    @classmethod
    def indicators(cls, keys: str, standings: str) -> "Counted":
        """An indicator's row has a number in its first column, a part's has text."""
        return cls(f"ISNUMBER({keys})", standings)

    @classmethod
    def measures(cls, goals: str, standings: str) -> "Counted":
        """A row with a target of its own is a measure's."""
        return cls(f'({goals}<>"")', standings)

    def count(self, wanted: Sequence[Standing]) -> str:
        signs = "+".join(f'(LEFT({self.standings},1)="{SIGNS[each]}")' for each in wanted)
        return f"SUMPRODUCT({self.test}*({signs}))"


def tally_formula(rows: Counted, total: int) -> str:
    """The tally line of every paper, word for word as Tally.sentence."""

    def count(*wanted: Standing) -> str:
        return rows.count(wanted)

    def unless_zero(words: str, standing: Standing) -> str:
        found = count(standing)
        return f'IF({found}>0,"; {words} "&{found},"")'

    reached = [each for each in SIGNS if each in REACHED]
    judged = [each for each in SIGNS if each in JUDGED]
    return "=" + "&".join(
        (
            f'"Đạt và vượt "&{count(*reached)}&"/{total}; đúng tiến độ "',
            count(Standing.ON_TRACK),
            f'"; chậm "&{count(Standing.BEHIND)}',
            unless_zero("không đạt", Standing.MISSED),
            f'"; đánh giá được "&{count(*judged)}&"/{total}; đang thực hiện "',
            count(Standing.IN_PROGRESS),
            unless_zero("chưa có số liệu", Standing.NO_FIGURE),
            f'"; chưa đến kỳ "&{count(Standing.NOT_DUE)}',
        )
    )


def parts_formula(standings: str, total: int) -> str:
    """3 thành phần; đạt 1; …: what stands over the parts of a compound indicator."""
    pieces = [f'"{total} thành phần"']
    for standing, sign in SIGNS.items():
        count = f'SUMPRODUCT(--(LEFT({standings},1)="{sign}"))'
        pieces.append(f'IF({count}>0,"; {lowered(standing_label(standing))} "&{count},"")')
    return "=" + "&".join(pieces)


def detail_formula(rows: Counted) -> str:
    """Every standing with its sign and count, zeros included."""
    return "=" + '&"; "&'.join(
        f'"{held(f"{sign} {standing_label(standing)}: ")}"&{rows.count([standing])}'
        for standing, sign in SIGNS.items()
    )


def held(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")
