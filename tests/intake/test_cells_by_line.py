"""Tables copied from a web page, every cell on a line of its own."""

import pytest

from targets.intake.resolution.cells_by_line import with_rows
from targets.intake.resolution_text import read

TABLE = """CÁC CHỈ TIÊU CHỦ YẾU NĂM 2026
Stt
Chỉ tiêu
Kế hoạch năm 2026
I
Kinh tế
1
Thu nhập bình quân (triệu đồng/người)
>62
2
Thu ngân sách (tỷ đồng)
2.150,5
II
Xã hội
3
Tỷ lệ lao động qua đào tạo (%)
67
4
Giường bệnh/vạn dân
28-30
5
Giữ vững danh hiệu phường văn minh
Đạt
III. NHIỆM VỤ
1. Làm đường.
"""


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_rows_are_put_together_again(between):
    reading = read(TABLE.replace("\n", between))
    goals = [(one.number, one.text, one.measures[0].words) for one in reading.indicators]
    assert goals == [
        ("1", "Thu nhập bình quân (triệu đồng/người)", ">62"),
        ("2", "Thu ngân sách (tỷ đồng)", "2.150,5"),
        ("3", "Tỷ lệ lao động qua đào tạo (%)", "67"),
        ("4", "Giường bệnh/vạn dân", "28-30"),
        ("5", "Giữ vững danh hiệu phường văn minh", ""),
    ]
    assert [group.name for group in reading.groups] == ["Kinh tế", "Xã hội"]
    assert [one.measures[0].unit for one in reading.indicators[:3]] == [
        "triệu đồng/người",
        "tỷ đồng",
        "%",
    ]
    assert [task.title for group in reading.task_groups for task in group.tasks] == ["Làm đường"]


@pytest.mark.parametrize("text", [TABLE, "STT\nTên\n1\nLúa\n2\n", "stt\n" * 9, "I\nSTT\n" * 99, ""])
def test_the_text_keeps_its_length(text):
    assert len(with_rows(text)) == len(text)


def test_numbers_that_do_not_count_on_are_no_rows():
    text = "STT\nTên\n1\nLúa\n7\nNgô\n3\nSắn\n"
    assert with_rows(text) == text
