"""Valid files, made on the fly: what a unit or the office would really send."""

import io

import docx

from tests.intake import ruled_pdf
from tests.targets.evidence import jpeg, pdf, png, word, xlsx

RESOLUTION = """NGHỊ QUYẾT
về phương hướng, nhiệm vụ năm 2025
1. Tốc độ tăng trưởng giá trị sản xuất từ 10% - 12,5%.
2. Thu ngân sách vượt chỉ tiêu tỉnh giao từ 5% - 7% trở lên; (3) tỷ lệ hộ nghèo giảm 0,4% - 0,6%.
(4) Ít nhất 85% tổ chức cơ sở đảng, 90% đảng viên hoàn thành tốt nhiệm vụ; không quá 45 vụ.
- Tổng vốn đầu tư khoảng 9.500 tỷ đồng, trong đó ngân sách 1.250 tỷ đồng.
"""


def seeds():
    """By ending, several contents each."""
    return {
        "pdf": [
            pdf("Bao cao"),
            pdf(RESOLUTION.replace("(", "").replace(")", "")),
            ruled_pdf.pdf(
                [
                    *ruled_pdf.grid(ruled_pdf.stroked, ruled_pdf.COLUMNS, 4),
                    *ruled_pdf.apart(ruled_pdf.ROWS),
                ]
            ).getvalue(),
        ],
        "xlsx": [xlsx()],
        "docx": [word(), _resolution_in_word()],
        "txt": [RESOLUTION.encode(), RESOLUTION.encode("utf-16")],
        "png": [png()],
        "jpg": [jpeg()],
    }


def _resolution_in_word():
    paper = docx.Document()
    for line in RESOLUTION.splitlines():
        paper.add_paragraph(line)
    table = paper.add_table(rows=2, cols=2)
    for at, cell in enumerate(table._cells):
        cell.text = f"Chỉ tiêu {at}: trên {at}5%"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
