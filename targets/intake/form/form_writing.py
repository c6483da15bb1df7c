"""The unit's Excel form as a workbook: instructions, figures, words and the hidden sheets.

Model and rules: the papers' README §6. Written with openpyxl, so formulas have no computed values
until a spreadsheet program has opened the file; nothing that is read back is a formula.
"""

import datetime
import io
from collections.abc import Mapping
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from targets.intake.form.form_figures import HOW, write_figures
from targets.intake.form.form_looks import (
    GREY,
    HAIRLINES,
    HEAD,
    fill,
    font,
    headings,
    height_of,
    new_workbook,
    placed,
    protect,
    put,
    put_box,
    set_up,
    title,
)
from targets.intake.form.form_tasks import write_tasks
from targets.intake.form.unit_form import (
    CHOICES,
    FIGURES,
    FORM,
    FORM_VERSION,
    GUIDE,
    KEYS,
    LABEL,
    NARRATIVES,
    REASONS,
    TASKS,
    WORDS,
    UnitForm,
    text_of,
)
from targets.labels import NATURE_LABELS, WORK_STATE_LABELS

GUIDE_WIDTHS = {"A": 6, "B": 26, "C": 92}
WORDS_WIDTHS = {"A": 4, "B": 5, "C": 30, "D": 34, "E": 30, "F": 30, "G": 30}
TEXT_HEADINGS = ("Kết quả nổi bật", "Khó khăn, vướng mắc", "Nguyên nhân", "Kiến nghị, đề xuất")
LONGEST_TEXT = 5000


def write_form(form: UnitForm) -> bytes:
    """The form as an .xlsx file, without the pages that would have no rows."""
    book = new_workbook()
    _write_guide(book.create_sheet(GUIDE), form)
    if form.figures:
        write_figures(book.create_sheet(FIGURES), form)
        _write_words(book.create_sheet(WORDS), form)
    if form.works:
        write_tasks(book.create_sheet(TASKS), form)
    write_choices(book.create_sheet(CHOICES))
    held: dict[str, Any] = {
        f"r-{number}-version": version for number, version in form.versions.items()
    }
    for work in form.works:
        held |= {f"{work.key}-item": work.item_id, f"{work.key}-version": work.version}
    saved = {box.name: text_of(box.saved) for box in form.boxes()}
    whose = (FORM, form.slug, form.quarter, form.unit_code, form.made_on)
    write_keys(book.create_sheet(KEYS), whose, {**held, **saved})
    book.active = 1
    for place, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = place == 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_guide(sheet: Worksheet, form: UnitForm) -> None:
    for column, width in GUIDE_WIDTHS.items():
        sheet.column_dimensions[column].width = width
    for row, (text, face, height) in enumerate(
        (("PHIẾU BÁO CÁO THỰC HIỆN NGHỊ QUYẾT", font(16, bold=True), 26),
         (form.title, font(13), height_of([(form.title, 120)], size=13, least=22))),
        start=1,
    ):  # fmt: skip
        sheet.merge_cells(f"A{row}:C{row}")
        put(sheet, f"A{row}", text, font=face, alignment=placed("center"))
        sheet.row_dimensions[row].height = height
    row = 4
    for name, text in _whose(form):
        sheet.merge_cells(f"A{row}:B{row}")
        sheet[f"B{row}"].border = HAIRLINES
        put(sheet, f"A{row}", name, font=font(bold=True), fill=fill(GREY), border=HAIRLINES,
            alignment=placed(indent=1))  # fmt: skip
        put(sheet, f"C{row}", text, border=HAIRLINES, alignment=placed(indent=1))
        sheet.row_dimensions[row].height = height_of([(text, 88)], least=21)
        row += 1
    row += 1
    sheet.merge_cells(f"A{row}:C{row}")
    put(sheet, f"A{row}", "CÁCH NHẬP", font=font(bold=True), fill=fill(HEAD), border=HAIRLINES,
        alignment=placed("center"))  # fmt: skip
    sheet[f"B{row}"].border = sheet[f"C{row}"].border = HAIRLINES
    sheet.row_dimensions[row].height = 21
    for step, (name, text) in enumerate(_steps(form), start=1):
        row += 1
        put(sheet, f"A{row}", step, border=HAIRLINES, alignment=placed("center"))
        put(sheet, f"B{row}", name, font=font(bold=True), border=HAIRLINES,
            alignment=placed(indent=1))  # fmt: skip
        put(sheet, f"C{row}", text, formula=text.startswith("=") and step == _TRIAL,
            border=HAIRLINES, alignment=placed(indent=1))  # fmt: skip
        shown = "m" * 70 if step == _TRIAL else text
        sheet.row_dimensions[row].height = height_of([(shown, 88), (name, 24)], least=21)
    row += 2
    sheet.merge_cells(f"A{row}:C{row}")
    put(sheet, f"A{row}", HOW, font=font(11, italic=True), alignment=placed())
    sheet.row_dimensions[row].height = 21
    set_up(sheet, area=f"A1:C{row}", illustrative=form.illustrative)
    sheet.page_setup.fitToHeight = 1


def _whose(form: UnitForm) -> list[tuple[str, str]]:
    lines = [
        ("Đơn vị báo cáo", form.unit_name),
        ("Kỳ báo cáo", f"{form.period_title} (số liệu lũy kế từ đầu năm)"),
        ("Hạn gửi", f"{form.due_on:%d/%m/%Y}" if form.due_on else "theo thông báo của Văn phòng"),
        (
            "Nơi nhận",
            "Nộp tệp này trên phần mềm: trang Báo cáo quý của đơn vị, nút “Nộp phiếu Excel”; "
            "hoặc gửi cho Văn phòng",
        ),
        ("Phiếu tải về ngày", f"{form.made_on:%d/%m/%Y}"),
    ]
    return [*lines, ("Đầu mối Văn phòng", form.contact)] if form.contact else lines


_TRIAL = 4  # the step that shows how this computer writes one half


def _steps(form: UnitForm) -> list[tuple[str, str]]:
    half = f"{KEYS}!$B$2"
    trial = (
        f'="Máy này hiển thị một nửa là "&{half}&IF(MID({half}&"",2,1)=",",": đúng, dùng dấu '
        'phẩy.",": máy đang đặt vùng không phải Việt Nam, gõ dấu thập phân như máy hiển thị (0.5) '
        'hoặc báo Văn phòng.")'
    )
    rate = any(line.rate is not None for line in form.figures)
    alone = " Chỉ có tỷ lệ thì ghi vào cột “Chỉ có tỷ lệ”." if rate else ""
    return [
        ("Chỉ nhập ô nền vàng",
         "Các ô khác đã khóa, phần mềm tự điền hoặc tự tính. Không xóa cột, dòng ẩn."),
        ("Nhập trang Số liệu",
         "Nhập số lũy kế từ đầu năm đến hết kỳ, không nhập riêng quý. Chỉ tiêu tính tỷ lệ thì nhập "
         f"tử số, mẫu số; máy tự tính tỷ lệ.{alone}"),
        ("Cách viết số",
         "Dấu phẩy cho phần thập phân: 12,5. Không cần gõ dấu chấm hàng nghìn, không gõ ký hiệu % "
         "và đơn vị tính. Xem ô “Kết quả” để biết máy đọc số thế nào."),
        ("Thử dấu phẩy của máy", trial),
        ("Chưa có số liệu",
         "Để trống ô số, chọn lý do và ghi ngày dự kiến có. Không nhập số 0 thay cho ô trống; số 0 "
         "nghĩa là kết quả bằng không."),
        ("Loại số liệu",
         f"Chọn ước, sơ bộ hoặc chính thức. Ô “Ước cả năm” nhập cùng loại với ô “Số liệu "
         f"{form.period_name}” (tỷ đồng thì nhập tỷ đồng)."),
        ("Chỉ tiêu đánh giá cuối năm", "Kỳ này không bắt buộc; nhập số ước nếu có."),
        ("Cột Kiểm tra",
         "Dòng có dấu ▼ thì kiểm tra lại. Nếu số đúng thì cứ nộp, phần mềm sẽ hỏi lý do."),
        ("Thuyết minh, Nhiệm vụ",
         "Ghi ngắn gọn kết quả, khó khăn, nguyên nhân, kiến nghị; cập nhật từng đầu việc nếu có "
         "trang Nhiệm vụ. Không nhập nội dung thuộc bí mật nhà nước, bí mật công tác đảng."),
        ("Nộp phiếu",
         "Lưu tệp dạng .xlsx rồi nộp trên phần mềm: xem trước từng thay đổi, bấm Lưu vào báo cáo, "
         "sau đó gửi như thường lệ."),
    ]  # fmt: skip


def _write_words(sheet: Worksheet, form: UnitForm) -> None:
    due = f"   |   Hạn gửi: {form.due_on:%d/%m/%Y}" if form.due_on else ""
    title(
        sheet, "G",
        [
            ("THUYẾT MINH CHỈ TIÊU", font(14, bold=True), 24),
            (f"Kỳ báo cáo: {form.period_title}   |   Đơn vị: {form.unit_name}{due}", font(), 20),
        ],
    )  # fmt: skip
    put(sheet, "B4", LABEL)
    put(sheet, "A5", "khóa")
    headings(sheet, 5, ("TT", "Chỉ tiêu", *TEXT_HEADINGS))
    for column, width in WORDS_WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[5].height = 35
    sheet.freeze_panes = "D6"
    columns = dict(zip(NARRATIVES, "DEFG", strict=True))
    for name, column in columns.items():
        put(sheet, f"{column}4", name)
    row = 5
    for row, line in enumerate(form.words, start=6):
        put(sheet, f"A{row}", f"r-{line.number}")
        put(sheet, f"B{row}", str(line.number), border=HAIRLINES, alignment=placed("center"))
        put(sheet, f"C{row}", line.name, border=HAIRLINES, alignment=placed(indent=1))
        texts = [(line.name, WORDS_WIDTHS["C"] - 2)]
        for name, box in line.boxes.items():
            put_box(sheet, f"{columns[name]}{row}", box, number_format="General")
            texts.append((str(box.held or ""), WORDS_WIDTHS[columns[name]]))
        sheet.row_dimensions[row].height = height_of(texts, least=84)
    rule = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_TEXT),
        allow_blank=True, showErrorMessage=True, showInputMessage=True, promptTitle="Thuyết minh",
        prompt="Ghi ngắn gọn. Không nhập nội dung mật.", errorTitle="Chưa đúng",
        error="Nội dung dài quá 5.000 ký tự.",
    )  # fmt: skip
    rule.add(f"D6:G{row}")
    sheet.add_data_validation(rule)
    sheet.merge_cells(f"B{row + 1}:G{row + 1}")
    put(sheet, f"B{row + 1}", "Văn phòng dùng nội dung này khi tổng hợp phần hạn chế, nguyên nhân, "
        "kiến nghị.", font=font(11, italic=True), alignment=placed())  # fmt: skip
    sheet.row_dimensions[row + 1].height = 18
    set_up(sheet, area=f"B1:G{row + 1}", illustrative=form.illustrative, repeat="5:5")


def write_choices(sheet: Worksheet) -> None:
    """What the drop-downs offer."""
    natures = [label.lower() for label in NATURE_LABELS.values()]
    states = list(WORK_STATE_LABELS.values())
    for column, (head, words) in enumerate(
        (("Loại số liệu", natures), ("Lý do", list(REASONS)), ("Tình trạng", states)), start=1
    ):
        for row, word in enumerate([head, *words], start=1):
            put(sheet, f"{get_column_letter(column)}{row}", word)
    sheet.sheet_state = "hidden"
    protect(sheet)


def write_keys(
    sheet: Worksheet, whose: tuple[str, str, int, str, datetime.date], rest: Mapping[str, Any]
) -> None:
    """What form it is and whose (kind, resolution, quarter, unit, day), then names and values."""
    kind, slug, quarter, unit, made_on = whose
    rows = {
        "form": kind,
        "decimal": 0.5,
        "form_version": FORM_VERSION,
        "resolution": slug,
        "quarter": quarter,
        "unit": unit,
        "made_on": made_on.isoformat(),
        **rest,
    }
    for row, (name, value) in enumerate(rows.items(), start=1):
        put(sheet, f"A{row}", name)
        put(sheet, f"B{row}", value)
    sheet.sheet_state = "veryHidden"
    protect(sheet)
