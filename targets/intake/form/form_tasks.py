"""The form's page of work items: a row per item the unit leads, and what it tells of it."""

import datetime

from openpyxl.worksheet.worksheet import Worksheet

from targets.intake.form.form_grid import FIRST, add_rule, lay_out
from targets.intake.form.form_looks import (
    DAY,
    GREY,
    HAIRLINES,
    fill,
    font,
    format_of,
    height_of,
    placed,
    put,
    put_box,
    set_up,
    title,
)
from targets.intake.form.unit_form import CHOICES, LABEL, UnitForm, WorkRow
from targets.labels import WORK_STATE_LABELS

WIDTHS = dict(
    zip("ABCDEFGHIJK", (4, 8, 34, 19, 12.5, 26, 15, 9, 34, 12.5, 30), strict=True)
)  # fmt: skip
NAMES = {
    "B": LABEL, "G": "state", "H": "percent", "I": "text", "J": "done_on", "K": "difficulties",
}  # fmt: skip
LONGEST_TEXT = 5000
REMARKS = (
    "Mỗi lần nộp ghi thêm một cập nhật có ngày; các lần trước vẫn giữ. Đầu việc không có gì mới "
    "thì để nguyên. Đầu việc xin điều chỉnh thời hạn: ghi thời hạn đề nghị và lý do ở cột Khó "
    "khăn, đề nghị. “x”: chỉ theo dõi tiến độ, không ghi nội dung."
)


def write_tasks(sheet: Worksheet, form: UnitForm) -> None:
    """Everything of the page; only of a form that has work items."""
    due = f"   |   Hạn gửi: {form.due_on:%d/%m/%Y}" if form.due_on else ""
    title(
        sheet, "K",
        [
            ("CẬP NHẬT ĐẦU VIỆC ĐƯỢC GIAO CHỦ TRÌ", font(14, bold=True), 24),
            (f"Kỳ báo cáo: {form.period_title}   |   Đơn vị: {form.unit_name}{due}", font(), 20),
        ],
    )  # fmt: skip
    lay_out(sheet, NAMES, WIDTHS, (
        "TT", "Đầu việc", "Sản phẩm", "Thời hạn", "Đang ghi nhận", "Tình trạng", "Tỷ lệ (%)",
        "Kết quả đến nay", "Ngày hoàn thành", "Khó khăn, đề nghị",
    ))  # fmt: skip
    sheet.row_dimensions[5].height = 35
    for row, line in enumerate(form.works, start=FIRST):
        _write_row(sheet, row, line)
    last = FIRST + len(form.works) - 1
    sheet.merge_cells(f"B{last + 1}:K{last + 1}")
    put(sheet, f"B{last + 1}", REMARKS, font=font(11, italic=True), alignment=placed())
    wide = sum(width for column, width in WIDTHS.items() if column != "A")
    sheet.row_dimensions[last + 1].height = height_of([(REMARKS, wide)], size=11, least=20)
    _validate(sheet, form, last)
    set_up(sheet, area=f"B1:K{last + 1}", illustrative=form.illustrative, repeat="5:5")


def _write_row(sheet: Worksheet, row: int, line: WorkRow) -> None:
    middle = {"border": HAIRLINES, "alignment": placed("center")}
    put(sheet, f"A{row}", line.key)
    put(sheet, f"B{row}", line.number, **middle)
    put(sheet, f"C{row}", line.name, border=HAIRLINES, alignment=placed(indent=1))
    put(sheet, f"D{row}", line.product, border=HAIRLINES, alignment=placed(indent=1))
    if isinstance(line.due, datetime.date):
        day = datetime.datetime.combine(line.due, datetime.time())
        put(sheet, f"E{row}", day, number_format=DAY, **middle)
    else:
        put(sheet, f"E{row}", line.due or "-", **middle)
    put(sheet, f"F{row}", line.now, border=HAIRLINES, alignment=placed(indent=1))
    texts = [(line.name, WIDTHS["C"] - 2), (line.product, WIDTHS["D"] - 2),
             (line.now, WIDTHS["F"] - 2)]  # fmt: skip
    for column, name in NAMES.items():
        if name == LABEL:
            continue
        box = line.boxes.get(name)
        if box is None:
            put(sheet, f"{column}{row}", "x", fill=fill(GREY), **middle)
            continue
        put_box(sheet, f"{column}{row}", box, number_format=format_of(None))
        texts.append((str(box.held or ""), WIDTHS[column] - 2))
    sheet.row_dimensions[row].height = height_of(texts, least=52)


def _validate(sheet: Worksheet, form: UnitForm, last: int) -> None:
    """Vietnamese prompts and error boxes on the cells to fill."""
    cells = {name: f"{column}{FIRST}:{column}{last}" for column, name in NAMES.items()}
    states = ", ".join(WORK_STATE_LABELS.values())
    add_rule(
        sheet, [cells["state"]], "list", f"{CHOICES}!$C$2:$C${len(WORK_STATE_LABELS) + 1}",
        prompt=("Tình trạng", f"Chọn: {states}."), error=f"Chọn một trong: {states}.",
    )  # fmt: skip
    add_rule(
        sheet, [cells["percent"]], "whole", "0", "100",
        prompt=("Tỷ lệ (%)", "Số nguyên từ 0 đến 100, nếu đo được. Có thể để trống."),
        error="Nhập số nguyên từ 0 đến 100, không gõ %.",
    )  # fmt: skip
    begin, end = f"DATE({form.year},1,1)", f"DATE({form.year + 1},12,31)"
    add_rule(
        sheet, [cells["done_on"]], "date", begin, end,
        prompt=("Ngày hoàn thành", "Chỉ khi đã hoàn thành; để trống là ngày nộp phiếu."),
        error=f"Nhập ngày theo dạng ngày/tháng/năm, từ 01/01/{form.year} đến "
        f"31/12/{form.year + 1}.",
    )  # fmt: skip
    add_rule(
        sheet, [cells["text"], cells["difficulties"]], "textLength", "0", str(LONGEST_TEXT),
        prompt=("Nội dung cập nhật", "Ghi ngắn gọn. Không nhập nội dung mật."),
        error="Nội dung dài quá 5.000 ký tự.",
    )  # fmt: skip
