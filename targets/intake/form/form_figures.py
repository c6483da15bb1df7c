"""The form's page of figures: a row per measure."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from targets.intake.form.form_grid import (
    FIRST,
    MOST,
    NUMBERS_ONLY,
    add_rule,
    ask_nature,
    lay_out,
    mark_faults,
    number_in,
    rate_of,
    share_of,
)
from targets.intake.form.form_looks import (
    GREY,
    HAIRLINES,
    RIGHT,
    fill,
    font,
    format_of,
    height_of,
    note,
    placed,
    put,
    put_box,
    put_shown,
    set_up,
    title,
)
from targets.intake.form.unit_form import (
    CHOICES,
    LABEL,
    MAIN,
    RATE,
    REASONS,
    Against,
    Box,
    FigureRow,
    Result,
    Shown,
    UnitForm,
)

WIDTHS = dict(
    zip("ABCDEFGHIJKLMNOPQ",
        (4, 5, 31, 8, 14.5, 9.5, 9.5, 9.5, 11, 9.5, 9.5, 10, 10, 10.5, 17, 12, 20),
        strict=True)
)  # fmt: skip
NAMES = {
    "B": LABEL, "I": MAIN, "J": "denominator", "K": RATE, "M": "nature", "N": "year_estimate",
    "O": "missing_reason", "P": "expected_on",
}  # fmt: skip
HOW = "Ô nền vàng, viền đậm là ô nhập; các ô khác đã khóa."


def write_figures(sheet: Worksheet, form: UnitForm) -> None:
    """Everything of the page, from its title to the signatures."""
    illustrative = " Số liệu kỳ trước, cùng kỳ là số liệu minh họa." if form.illustrative else ""
    due = f"   |   Hạn gửi: {form.due_on:%d/%m/%Y}" if form.due_on else ""
    title(
        sheet, "Q",
        [
            ("PHIẾU BÁO CÁO SỐ LIỆU CHỈ TIÊU", font(14, bold=True), 24),
            (f"Kỳ báo cáo: {form.period_title}   |   Đơn vị: {form.unit_name}{due}", font(), 20),
            (f"{HOW}{illustrative}", font(11, italic=True), 18),
        ],
    )  # fmt: skip
    period = form.period_name
    lay_out(sheet, NAMES, WIDTHS, (
        "TT", "Chỉ tiêu", "ĐVT", f"Chỉ tiêu năm {form.year}", f"Mốc {period}",
        f"{form.previous_name} {form.year}" if form.previous_name else "Kỳ trước",
        f"{period} {form.year - 1}", f"Số liệu {period}", "Mẫu số",
        "Chỉ có tỷ lệ (%)", "Kết quả (máy tính)",
        "Loại số liệu", "Ước cả năm", "Lý do chưa có số liệu", "Dự kiến có ngày", "Kiểm tra",
    ))  # fmt: skip
    sheet.row_dimensions[5].height = 52
    sheet.column_dimensions["K"].hidden = not any(line.rate for line in form.figures)
    for row, line in enumerate(form.figures, start=FIRST):
        _write_row(sheet, row, line, form)
    last = FIRST + len(form.figures) - 1
    _write_foot(sheet, last, form)
    _validate(sheet, form, last)
    mark_faults(sheet, "Q", last)
    set_up(sheet, area=f"B1:Q{last + 6}", illustrative=form.illustrative, repeat="5:5")


def _write_row(sheet: Worksheet, row: int, line: FigureRow, form: UnitForm) -> None:
    put(sheet, f"A{row}", line.main.name)
    put(sheet, f"B{row}", line.key, border=HAIRLINES, alignment=placed("center"))
    words = f"{line.name}\n{line.asks}" if line.asks else line.name
    put(sheet, f"C{row}", words, border=HAIRLINES, alignment=placed(indent=1))
    if line.notes:
        sheet[f"C{row}"].comment = note("\n".join(line.notes))
    put(sheet, f"D{row}", line.unit, border=HAIRLINES, alignment=placed("center"))
    put(sheet, f"E{row}", line.goal, border=HAIRLINES, alignment=placed("center"))
    for column, shown in (("F", line.expected), ("G", line.previous), ("H", line.year_ago)):
        put_shown(sheet, f"{column}{row}", shown)
    own = format_of(None if line.asks else line.result_decimals)
    put_box(sheet, f"I{row}", line.main, number_format=own)
    match line.denominator:
        case Box() as box:
            put_box(sheet, f"J{row}", box, number_format=format_of(None))
        case Shown() as given:
            put_shown(sheet, f"J{row}", given)
        case None:
            _put_nothing(sheet, f"J{row}")
    if line.rate is None:
        _put_nothing(sheet, f"K{row}")
    else:
        put_box(sheet, f"K{row}", line.rate, number_format=format_of(line.result_decimals))
    put(
        sheet, f"L{row}", _result(line, row), formula=True, border=HAIRLINES,
        number_format=format_of(line.result_decimals, line.result_unit), alignment=RIGHT,
    )  # fmt: skip
    for column in "MNOP":
        put_box(sheet, f"{column}{row}", line.more[NAMES[column]], number_format=own)
    put(
        sheet, f"Q{row}", _check(line, row, form), formula=True, border=HAIRLINES,
        alignment=placed(indent=1),
    )  # fmt: skip
    reason = line.more["missing_reason"].held
    texts = [(words, WIDTHS["C"] - 2), (line.goal, WIDTHS["E"]), (line.unit, WIDTHS["D"]),
             (str(reason or ""), WIDTHS["O"])]  # fmt: skip
    sheet.row_dimensions[row].height = height_of(texts, least=52)


def _put_nothing(sheet: Worksheet, at: str) -> None:
    put(sheet, at, "x", border=HAIRLINES, fill=fill(GREY), alignment=placed("center"))


def _result(line: FigureRow, row: int) -> str:
    box, whole = f"I{row}", f"J{row}"
    match line.result:
        case Result.SHARE if line.rate is not None:
            return rate_of(box, whole, f"K{row}")
        case Result.SHARE:
            return share_of(box, whole)
        case Result.DECREASE if line.baseline is not None:
            return f'=IF(ISNUMBER({box}),{line.baseline:f}-{box},"")'
        case _:
            return number_in(box)


def _check(line: FigureRow, row: int, form: UnitForm) -> str:
    """The arithmetic checks of design §3.5 in the form's own words; the rating stays in the app."""
    box, whole, rate, result, why, day = (f"{column}{row}" for column in "IJKLOP")
    if not line.is_due:
        empty = '"○ Chưa đến kỳ, nhập số ước nếu có"'
    elif line.in_words:
        empty = '"○ Đánh giá bằng lời: ghi ở trang Thuyết minh"'
    else:
        empty = (
            f'IF({why}="","▼ Chưa nhập số liệu hoặc lý do",'
            f'IF({day}="","▼ Ghi ngày dự kiến có","● Đã ghi lý do"))'
        )
    no_number = "▼ Không phải số: kiểm tra dấu phẩy"
    steps = [(f"NOT(ISNUMBER({box}))", no_number)]
    if line.result is Result.SHARE:
        steps.append((f"NOT(ISNUMBER({whole}))", "▼ Chưa nhập mẫu số"))
        steps.append((f"{whole}=0", "▼ Mẫu số bằng 0"))
        if line.part_of_whole:
            steps.append((f"{box}>{whole}", "▼ Tử số lớn hơn mẫu số: kiểm tra lại"))
    elif line.part_of_whole:
        steps.append((f"OR({box}<0,{box}>100)", "▼ Tỷ lệ ngoài khoảng 0% - 100%"))
    if line.rate is not None:
        steps = [(f'AND({rate}="",{test})', sentence) for test, sentence in steps]
        steps.insert(0, (f'AND({box}<>"",{rate}<>"")', "▼ Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số"))
        steps.append((f'AND({rate}<>"",NOT(ISNUMBER({rate})))', no_number))
        if line.part_of_whole:
            outside = f'AND({rate}<>"",OR({rate}<0,{rate}>100))'
            steps.append((outside, "▼ Tỷ lệ ngoài khoảng 0% - 100%"))
    if line.previous.number is not None and line.against is not Against.NOTHING:
        old, new = f"G{row}", box if line.against is Against.BOX else result
        if line.cumulative:
            steps.append((f"{new}<{old}", f"▼ Thấp hơn lũy kế {form.previous_name}: kiểm tra lại"))
            short = "" if line.mark is None else f",{result}<{line.mark:f}"
            same = f"AND({new}={old},{new}<>0{short})"
            steps.append((same, f"▼ Bằng số {form.previous_name}: kiểm tra lại"))
        steps.append((
            f"IF({old}=0,FALSE,OR({new}/{old}>=8,{new}/{old}<=0.125))",
            "▼ Lệch nhiều lần so với kỳ trước: kiểm tra dấu phẩy",
        ))  # fmt: skip
    steps.append((f'M{row}=""', "▼ Chọn loại số liệu"))
    said = '"● Hợp lệ"'
    for test, sentence in reversed(steps):
        said = f'IF({test},"{sentence}",{said})'
    blank = f'{box}=""' if line.rate is None else f'AND({box}="",{rate}="")'
    return f"=IF({blank},{empty},{said})"


def _write_foot(sheet: Worksheet, last: int, form: UnitForm) -> None:
    row, many = last + 1, len(form.figures)
    sheet.merge_cells(f"B{row}:D{row}")
    sheet.merge_cells(f"E{row}:Q{row}")
    for column in WIDTHS:
        if column != "A":
            sheet[f"{column}{row}"].border = HAIRLINES
    look = {"font": font(bold=True), "fill": fill(GREY), "alignment": placed(indent=1)}
    put(sheet, f"B{row}", "Tình hình nhập", border=HAIRLINES, **look)
    put(
        sheet, f"E{row}",
        f'="Đã nhập "&SUMPRODUCT(--(ISNUMBER(I{FIRST}:I{last})+ISNUMBER(K{FIRST}:K{last})>0))'
        f'&"/{many} dòng; dòng cần kiểm tra: "'
        f'&SUMPRODUCT(--(LEFT(Q{FIRST}:Q{last},1)="▼"))',
        formula=True, border=HAIRLINES, **look,
    )  # fmt: skip
    sheet.row_dimensions[row].height = 20
    sheet.merge_cells(f"B{row + 1}:Q{row + 1}")
    remarks = _remarks(form.figures)
    put(sheet, f"B{row + 1}", remarks, font=font(11, italic=True), alignment=placed())
    wide = sum(width for column, width in WIDTHS.items() if column != "A")
    sheet.row_dimensions[row + 1].height = height_of([(remarks, wide)], size=11, least=20)
    month = "  " if form.due_on is None else f"{form.due_on.month}"
    _sign(sheet, row + 2, "", f"Ngày        tháng {month} năm {form.year}", font(italic=True))
    _sign(sheet, row + 3, "NGƯỜI LẬP PHIẾU", "THỦ TRƯỞNG ĐƠN VỊ", font(bold=True))
    _sign(sheet, row + 4, "(ký, ghi rõ họ tên)", "(ký, ghi rõ họ tên)", font(italic=True))


def _remarks(rows: Sequence[FigureRow]) -> str:
    later = [f"({row.key})" for row in rows if not row.is_due]
    given = [f"({row.key})" for row in rows if isinstance(row.denominator, Shown)]
    parts = []
    if later:
        parts.append(f"Chỉ tiêu {', '.join(later)} đánh giá cuối năm.")
    if given:
        parts.append(f"Chỉ tiêu {', '.join(given)}: mẫu số là số được giao, đã điền sẵn.")
    return " ".join([*parts, "“x”: không phải nhập."])


def _sign(sheet: Worksheet, row: int, left: str, right: str, face: object) -> None:
    for columns, words in (("C:E", left), ("M:Q", right)):
        begin, _, end = columns.partition(":")
        sheet.merge_cells(f"{begin}{row}:{end}{row}")
        put(sheet, f"{begin}{row}", words, font=face, alignment=placed("center"))


def _validate(sheet: Worksheet, form: UnitForm, last: int) -> None:
    """Vietnamese prompts and error boxes on the cells to fill."""
    by_sign: dict[bool, list[str]] = {True: [], False: []}
    rates: list[str] = []
    for row, line in enumerate(form.figures, start=FIRST):
        by_sign[line.main.negative].append(f"I{row}")
        if isinstance(line.denominator, Box):
            by_sign[False].append(f"J{row}")
        if line.rate is not None:
            rates.append(f"K{row}")
    for negative, cells in by_sign.items():
        add_rule(
            sheet, cells, "decimal", f"{-MOST if negative else 0}", str(MOST),
            prompt=(f"Số liệu {form.period_name}", "Số lũy kế từ đầu năm đến hết kỳ. Dùng dấu phẩy "
                    "cho phần thập phân. Chưa có thì để trống, chọn lý do."),
            error=NUMBERS_ONLY,
        )  # fmt: skip
    add_rule(
        sheet, rates, "decimal", str(-MOST), str(MOST), error=NUMBERS_ONLY,
        prompt=("Chỉ có tỷ lệ", "Chỉ khi đơn vị không có hai số: nhập tỷ lệ %, để trống hai ô kia. "
                "Số này không cộng gộp được."),
    )  # fmt: skip
    column = {name: f"{letter}{FIRST}:{letter}{last}" for letter, name in NAMES.items()}
    add_rule(
        sheet, [column["year_estimate"]], "decimal", str(-MOST), str(MOST),
        prompt=("Ước cả năm",
                f"Nhập cùng loại với số đã nhập của {form.period_name}. Có thể để trống."),
        error=NUMBERS_ONLY,
    )  # fmt: skip
    ask_nature(sheet, column["nature"])
    add_rule(
        sheet, [column["missing_reason"]], "list", f"{CHOICES}!$B$2:$B${len(REASONS) + 1}",
        prompt=("Lý do chưa có số liệu", "Chỉ chọn khi để trống ô số liệu; có thể tự ghi lý do."),
        error="Lý do không có trong danh sách. Vẫn dùng lý do này?", style="warning",
    )  # fmt: skip
    begin, end = f"DATE({form.year},1,1)", f"DATE({form.year + 1},12,31)"
    add_rule(
        sheet, [column["expected_on"]], "date", begin, end,
        prompt=("Dự kiến có ngày", f"Nhập ngày/tháng/năm, ví dụ 25/09/{form.year}."),
        error=f"Nhập ngày theo dạng ngày/tháng/năm, từ 01/01/{form.year} đến "
        f"31/12/{form.year + 1}.",
    )  # fmt: skip
