"""Where targets end and tasks begin, and what beside them is neither."""

import pytest

from targets.intake.resolution_text import read


def told(text):
    """The words of the targets, and the titles of the tasks."""
    reading = read(text)
    tasks = [task.title for group in reading.task_groups for task in group.tasks]
    return [one.text for one in reading.indicators], tasks


@pytest.mark.parametrize(
    "heading",
    [
        "1. Thực hiện nhiệm vụ chính trị",
        "1.1. Lãnh đạo nhiệm vụ quốc phòng, an ninh",
        "1- Nhiệm vụ xây dựng Đảng:",
        "1. Về hoàn thành các nhiệm vụ được giao",
    ],
)
def test_work_of_its_own_heads_targets_among_them(heading):
    text = f"II. CHỈ TIÊU CHỦ YẾU\n{heading}\n- Kết nạp 7 đảng viên.\nIII. NHIỆM VỤ\n- Làm đường."
    assert told(text) == (["Kết nạp 7 đảng viên"], ["Làm đường"])


@pytest.mark.parametrize(
    "heading",
    [
        "Điều 3. Để thực hiện các chỉ tiêu trên, Hội đồng nhân dân xã đề nghị tập trung:",
        "Để hoàn thành mục tiêu, các đơn vị làm tốt:",
        "Điều 3. Nhằm thực hiện tốt mục tiêu, chỉ tiêu trên, xã nhất trí các nhiệm vụ sau:",
        "3. Nhằm đạt các chỉ tiêu trên, cần:",
    ],
)
def test_what_is_to_be_done_for_the_targets_is_work(heading):
    text = f"Điều 2. Các chỉ tiêu chủ yếu\n- Thu 9 tỷ đồng.\n{heading}\n- Trồng 30 ha rừng.\n"
    assert told(text) == (["Thu 9 tỷ đồng"], ["Trồng 30 ha rừng"])


@pytest.mark.parametrize(
    "aside", ["2. Yêu cầu\nBảo đảm 100% việc có hạn.", "2. Yêu cầu: làm 100%."]
)
def test_requirements_beside_the_aims_are_no_targets(aside):
    text = (
        f"I. MỤC TIÊU, YÊU CẦU\n1. Mục tiêu\na) Trồng 4 ha rừng.\n{aside}\nII. CHỈ TIÊU\n- 7 lớp."
    )
    assert told(text)[0] == ["Trồng 4 ha rừng", "7 lớp"]


def test_what_a_meeting_says_behind_the_targets():
    text = """Hội nghị thống nhất các chỉ tiêu năm 2026 như sau:

Về kinh tế: thu ngân sách tăng 9%; trồng 40 ha rừng.

Đại hội xác định hai khâu đột phá: mở đường và dạy nghề. Phấn đấu đón 2 triệu lượt khách.

Hội nghị giao Ủy ban nhân dân xã báo cáo 02 lần.
"""
    targets, tasks = told(text)
    assert targets == ["thu ngân sách tăng 9%", "trồng 40 ha rừng"]
    assert tasks == ["mở đường và dạy nghề", "Phấn đấu đón 2 triệu lượt khách"]


def test_what_a_meeting_gives_as_a_target_stays_one():
    text = """Các chỉ tiêu năm 2026:

Thu ngân sách đạt 90 tỷ đồng.

Hội nghị giao chỉ tiêu kết nạp 30 đảng viên.
"""
    assert [one.measures[0].words for one in read(text).indicators] == [
        "90 tỷ đồng",
        "30 đảng viên",
    ]
