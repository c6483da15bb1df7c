"""What the pages of figures have in common: hidden keys, marks of faults, rules of cells."""

from collections.abc import Mapping, Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from targets.intake.form.form_looks import AMBER, fill, font, headings, put
from targets.intake.form.unit_form import CHOICES

FIRST = 6
NUMBERS_ONLY = (
    "Chỉ nhập số, dùng dấu phẩy cho phần thập phân (ví dụ 12,5), không gõ %, đơn vị tính hay dấu "
    "chấm thập phân."
)
MOST = 10**12


def lay_out(
    sheet: Worksheet, names: Mapping[str, str], widths: Mapping[str, float], heads: Sequence[str]
) -> None:
    """Columns under their headings; row 4 and column A hold the keys and are hidden."""
    for column, name in names.items():
        put(sheet, f"{column}4", name)
    put(sheet, "A5", "khóa")
    headings(sheet, 5, heads)
    for column, width in widths.items():
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.freeze_panes = "D6"


def mark_faults(sheet: Worksheet, column: str, last: int) -> None:
    """Colour what the column of checks complains of."""
    sheet.conditional_formatting.add(
        f"{column}{FIRST}:{column}{last}",
        FormulaRule(
            formula=[f'LEFT(${column}{FIRST},1)="▼"'], font=font(bold=True), fill=_tint(AMBER)
        ),
    )


def share_of(part: str, whole: str) -> str:
    """The formula of a percentage; blank until both cells are numbers."""
    ready = f"AND(ISNUMBER({part}),ISNUMBER({whole}))"
    return f'=IF({ready},IF({whole}=0,"",{part}/{whole}*100),"")'


def rate_of(part: str, whole: str, rate: str) -> str:
    """The formula of a percentage that may be typed alone instead of its two numbers."""
    return f"=IF(ISNUMBER({rate}),{rate},{share_of(part, whole)[1:]})"


def number_in(box: str) -> str:
    """The formula of a cell's number; blank where it is none."""
    return f'=IF(ISNUMBER({box}),{box},"")'


def ask_nature(sheet: Worksheet, cells: str) -> None:
    """The choice between estimated, preliminary and official."""
    add_rule(
        sheet, [cells], "list", f"{CHOICES}!$A$2:$A$4",
        prompt=("Loại số liệu", "Chọn: ước, sơ bộ hoặc chính thức."),
        error="Chọn một trong ba loại: ước, sơ bộ, chính thức.",
    )  # fmt: skip


def add_rule(
    sheet: Worksheet, cells: Sequence[str], kind: str, low: str, high: str | None = None,
    *, prompt: tuple[str, str], error: str, style: str = "stop",
) -> None:  # fmt: skip
    """A rule for these cells, with its Vietnamese prompt and error box."""
    if not cells:
        return
    rule = DataValidation(
        type=kind, formula1=low, formula2=high, operator="between" if high else None,
        allow_blank=True, showErrorMessage=True, showInputMessage=True,
        promptTitle=prompt[0][:32], prompt=prompt[1][:255], errorTitle="Chưa đúng", error=error,
        errorStyle=style,
    )  # fmt: skip
    for cell in cells:
        rule.add(cell)
    sheet.add_data_validation(rule)


def _tint(colour: str) -> PatternFill:
    """A fill for a conditional format."""
    shade = fill(colour)
    shade.bgColor = shade.fgColor  # a conditional fill takes its colour from the background
    return shade
