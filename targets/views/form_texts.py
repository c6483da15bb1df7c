"""What stands in a form's box, compared, put into the sheet's fields, and read out."""

from collections.abc import Mapping

from django.http import QueryDict

from targets.forms.fields import readable
from targets.intake.form.form_cells import Cell
from targets.intake.form.unit_form import Kind
from targets.labels import NATURE_LABELS, WORK_STATE_LABELS
from targets.rules import numbers
from targets.rules.folding import folded_line
from targets.views.form_rows import KINDS
from targets.wording import read_out, shortened

NATURES = {folded_line(label): code for code, label in NATURE_LABELS.items()}
STATES = {folded_line(label): code for code, label in WORK_STATE_LABELS.items()}
LONGEST_SHOWN = 1000  # letters of one box


def same(one: str, other: str) -> bool:
    """Whether two texts say the same in a box: 9.500 and 9500, Ước and ước."""
    one, other = readable(one), readable(other)
    if one.lower() == other.lower():
        return one == other or folded_line(one) in {*NATURES, *STATES}
    try:
        return numbers.parse(one) == numbers.parse(other)
    except numbers.NotANumber:
        return False


def data_of(cells: Mapping[str, Cell]) -> QueryDict:
    """The cells as fields of the sheet, without those that could not be read."""
    data = QueryDict(mutable=True)
    for name, cell in cells.items():
        if cell.fault:
            continue
        code = NATURES.get(folded_line(cell.text)) if name.endswith("-nature") else None
        data[name] = code or cell.text
    return data


def shown_text(name: str, text: str) -> str:
    """A box's text for reading: numbers with dots between thousands, the nature in words."""
    match KINDS.get(name.rpartition("-")[2]):
        case Kind.NATURE:
            return NATURE_LABELS.get(text, text)
        case Kind.NUMBER:
            return shortened(read_out(text), LONGEST_SHOWN)
        case _:
            return shortened(text, LONGEST_SHOWN)
