"""Tasks inside a paragraph, as sentences, in a table; and titles that only speak of them."""

import pytest

from targets.intake.resolution_text import read

TARGETS = "1. Các chỉ tiêu\n- Kết nạp 08 đảng viên.\n- Thu ngân sách đạt 12 tỷ đồng.\n"


def tasks(text):
    return {
        f"{group.mark} {group.name}".strip(): [(one.number, one.title) for one in group.tasks]
        for group in read(text).task_groups
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "(1) Chỉ đạo sản xuất đúng lịch; phòng dịch. (2) Thi công 03 tuyến đường.",
            [("1", "Chỉ đạo sản xuất đúng lịch"), ("2", "Thi công 03 tuyến đường")],
        ),
        (
            "Chỉ đạo sản xuất đúng lịch. Thi công 03 tuyến đường. Nắm chắc tình hình.",
            [
                ("1", "Chỉ đạo sản xuất đúng lịch"),
                ("2", "Thi công 03 tuyến đường"),
                ("3", "Nắm chắc tình hình"),
            ],
        ),
        (
            "chỉ đạo sản xuất đúng lịch; thi công 03 tuyến đường; nắm chắc tình hình.",
            [
                ("1", "chỉ đạo sản xuất đúng lịch"),
                ("2", "thi công 03 tuyến đường"),
                ("3", "nắm chắc tình hình"),
            ],
        ),
        (
            "2.1. Về kinh tế: Gieo cấy 620 ha lúa. 2.2. Về xã hội: Tặng 120 suất quà.",
            [("2.1", "Về kinh tế"), ("2.2", "Về xã hội")],
        ),
    ],
)
@pytest.mark.parametrize("mark", ["2. ", ""])
def test_tasks_inside_one_paragraph(words, expected, mark):
    text = f"{TARGETS}\n{mark}Nhiệm vụ trọng tâm: {words}\n"
    assert tasks(text) == {f"{mark}Nhiệm vụ trọng tâm": expected}
    assert [one.text for one in read(text).indicators] == [
        "Kết nạp 08 đảng viên",
        "Thu ngân sách đạt 12 tỷ đồng",
    ]


def test_every_task_keeps_its_words_and_where_they_stand():
    reading = read(f"{TARGETS}2. Nhiệm vụ: (1) Phòng, chống dịch; (2) Sửa 3 tuyến đường.\n")
    (group,) = reading.task_groups
    assert [(one.wording, one.span.of(reading.text)) for one in group.tasks] == [
        ("Phòng, chống dịch", "Phòng, chống dịch"),
        ("Sửa 3 tuyến đường", "Sửa 3 tuyến đường"),
    ]


def test_tasks_in_a_table():
    text = f"""{TARGETS}
II. NHIỆM VỤ TRỌNG TÂM
STT\tNhiệm vụ\tThời gian\tChủ trì
1\tXây dựng đề án vùng nguyên liệu\t2026\tPhòng Kinh tế
2\tNâng cấp 12 nhà văn hóa\t2027\tPhòng Văn hóa
"""
    assert tasks(text) == {
        "II. NHIỆM VỤ TRỌNG TÂM": [
            ("1", "Xây dựng đề án vùng nguyên liệu"),
            ("2", "Nâng cấp 12 nhà văn hóa"),
        ]
    }


def test_a_title_that_names_tasks_heads_none():
    text = "NGHỊ QUYẾT\nVỀ PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026\n\nĐảng ủy quyết nghị như sau:\n\n"
    assert tasks(f"{text}I. CHỈ TIÊU\n{TARGETS}") == {}
