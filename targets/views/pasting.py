"""A column copied from Excel goes down the sheet's boxes (design §3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from targets.rules.columns import Conversion, parse_column
from targets.rules.numbers import plain
from targets.views.indicator_box import IndicatorBox
from targets.views.measure_box import MeasureBox
from targets.wording import read_out

TOO_LONG = 20_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """Where the numbers go; while there are conversions, nothing goes anywhere before a yes."""

    filled: tuple[tuple[str, str], ...] = ()
    conversions: tuple[Conversion, ...] = ()
    problem: str = ""
    text: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "filled": [{"name": name, "text": text} for name, text in self.filled],
            "conversions": [{"old": one.old, "new": one.new} for one in self.conversions],
            "problem": self.problem,
        }


def paste_into(
    boxes: Sequence[IndicatorBox], text: str, *, start: str = "", english: bool = False
) -> Pasted:
    """Which box each line of the text fills, from the box named `start` (or the first) down.

    A line that is no number fills its box as it stands, so that the box itself says what is
    wrong; an empty line leaves its box alone.
    """
    if not text.strip():
        return Pasted(problem="Chưa có gì để dán. Hãy chép một cột số trong Excel rồi dán vào ô.")
    if len(text) > TOO_LONG:
        return Pasted(problem="Nội dung dán quá dài. Hãy chép riêng một cột số.", text=text[:200])
    names = _names(boxes, start)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    if len(lines) > len(names):
        problem = f"Cột dán có {len(lines)} dòng nhưng từ ô này trở xuống chỉ có {len(names)} ô."
        return Pasted(problem=f"{problem} Hãy chép đúng số dòng cần dán.", text=text)
    column = parse_column(text, units=[unit for _, unit in names], english=english)
    if column.conversions:
        asked = tuple(Conversion(one.old, read_out(one.new)) for one in column.conversions)
        return Pasted(conversions=asked, text=text)
    filled = [
        (name, cell.written if cell.number is None else plain(cell.number))
        for (name, _), cell in zip(names, column.cells, strict=False)
        if cell.written
    ]
    return Pasted(filled=tuple(filled))


def _names(boxes: Sequence[IndicatorBox], start: str) -> list[tuple[str, str]]:
    """The boxes from `start` down with their units; the same kind of box where a row has it."""
    rows = [measure for box in boxes if box.editable for measure in box.measures]
    begun = not start
    kind = start.rpartition("-")[2] or "value"
    names: list[tuple[str, str]] = []
    for measure in rows:
        begun = begun or start.startswith(f"f-{measure.key}-")
        if begun:
            names.append(_box_of(measure, kind))
    return names


def _box_of(measure: MeasureBox, kind: str) -> tuple[str, str]:
    shown = [*measure.boxes(), measure.year_box]
    for box in shown:
        if box.field.html_name.rpartition("-")[2] == kind:
            return box.field.html_name, box.unit
    return shown[0].field.html_name, shown[0].unit
