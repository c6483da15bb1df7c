"""Lists inside a paragraph, whatever marks them; and the general aim beside the targets."""

import pytest

from targets.intake.resolution_text import read

TARGETS = [
    ("100% đảng viên học tập nghị quyết", ["100%"]),
    ("Kết nạp 03 đảng viên mới", ["03 đảng viên"]),
    ("Tỷ lệ hộ văn hóa trên 95%", ["trên 95%"]),
    ("Giảm hộ cận nghèo từ 2% xuống còn 1,5%", ["xuống còn 1,5%"]),
]
MARKS = {
    "points": ["1. ", "2. ", "3. ", "4. "],
    "half brackets": ["1) ", "2) ", "3) ", "4) "],
    "brackets": ["(1) ", "(2) ", "(3) ", "(4) "],
    "letters": ["a) ", "b) ", "c) ", "d) "],
    "dashes": ["- "] * 4,
    "long dashes": ["– "] * 4,
    "plus signs": ["+ "] * 4,
    "ordinals": ["thứ nhất, ", "thứ hai, ", "thứ ba, ", "thứ tư, "],
    "ordinals with a verb": ["thứ nhất là ", "thứ hai là ", "thứ ba là ", "thứ tư là "],
    "counting words": ["Một là, ", "hai là: ", "ba là, ", "bốn là, "],
}


def listed(marks, between="; "):
    return between.join(mark + words for mark, (words, _) in zip(marks, TARGETS, strict=True))


def words_of(text):
    return {
        group.heading: [(one.text, [m.words for m in one.measures]) for one in group.indicators]
        for group in read(text).groups
    }


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("between", ["; ", ". ", ";\n"])
def test_a_list_in_one_paragraph_after_its_heading(marks, between):
    text = f"Nghị quyết chi bộ. Phấn đấu thực hiện các chỉ tiêu: {listed(marks, between)}."
    (found,) = words_of(text).values()
    assert found == TARGETS


def test_the_numbers_of_ordinals_are_figures():
    reading = read(f"Các chỉ tiêu: {listed(MARKS['ordinals'])}.")
    assert [one.number for one in reading.indicators] == ["1", "2", "3", "4"]
    assert [group.name for group in reading.groups] == ["Các chỉ tiêu"]


@pytest.mark.parametrize(
    "words",
    [
        "Cơ cấu kinh tế: - Nông nghiệp 25%; - Công nghiệp 40%; - Dịch vụ 35%.",
        "Thu ngân sách 95 tỷ đồng, trong đó: - Thu nội địa 60 tỷ đồng; - Thu khác 35 tỷ đồng.",
        "Cơ cấu kinh tế: a) Nông nghiệp 25%; b) Công nghiệp 40%; c) Dịch vụ 35%.",
        "Thu ngân sách 95 tỷ đồng: + Thu nội địa 60 tỷ đồng; + Thu khác 35 tỷ đồng.",
    ],
)
def test_the_parts_of_one_target_stay_with_it(words):
    reading = read(f"II. Các chỉ tiêu\n1. {words}\n2. Kết nạp 12 đảng viên.")
    assert [one.number for one in reading.indicators] == ["1", "2"]
    assert len(reading.indicators[0].measures) == 3


@pytest.mark.parametrize(
    "words",
    [
        "Tăng trưởng đạt 8,5 - 9% năm 2026. Thu nhập 60 triệu đồng.",
        "Tiêu chuẩn TCVN 12; đạt 3. Kết nạp 02 đảng viên.",
    ],
)
def test_numbers_that_do_not_count_on_are_no_marks(words):
    reading = read(f"II. Các chỉ tiêu\n1. {words}\n2. Kết nạp 12 đảng viên.")
    assert [one.number for one in reading.indicators] == ["1", "2"]


AIM = "Xây dựng Đảng bộ trong sạch, vững mạnh"


@pytest.mark.parametrize(
    "aim",
    [
        f"1. Mục tiêu: {AIM}",
        f"1. Mục tiêu năm 2026: {AIM}",
        f"1. Mục tiêu\n{AIM}",
        f"Mục tiêu: {AIM}",
        f"Mục tiêu tổng quát: {AIM}",
        f"- Mục tiêu chung: {AIM}",
        f"1. Mục tiêu tổng quát\n{AIM}",
    ],
)
@pytest.mark.parametrize("end", [".", ", phấn đấu tăng trưởng trên 8%."])
def test_the_general_aim_is_no_target(aim, end):
    reading = read(
        f"II. MỤC TIÊU, CHỈ TIÊU NĂM 2026\n{aim}{end}\n2. Các chỉ tiêu cụ thể\n"
        "a) Kết nạp 45 đảng viên.\nb) Tăng trưởng 11%."
    )
    assert [one.text for one in reading.indicators] == [
        "Kết nạp 45 đảng viên",
        "Tăng trưởng 11%",
    ]
    assert reading.overall_goal == AIM + end


def test_the_general_aim_is_read_where_no_other_place_has_numbers():
    reading = read(
        "I. Mục tiêu tổng quát\nPhấn đấu tăng trưởng trên 8%, thu nhập 60 triệu đồng.\n"
        "II. Nhiệm vụ\n1. Phát triển kinh tế."
    )
    assert [m.words for one in reading.indicators for m in one.measures] == [
        "trên 8%",
        "60 triệu đồng",
    ]


def test_targets_listed_under_an_aim_are_targets():
    reading = read(
        "1. Mục tiêu\n- Tăng trưởng 8%.\n- Thu nhập 60 triệu đồng.\n"
        "2. Chỉ tiêu thi đua\n- Kết nạp 12 đảng viên."
    )
    assert len(reading.indicators) == 3


def test_ordinals_at_the_starts_of_lines_are_marks():
    reading = read(
        "II. Các chỉ tiêu\nMột là, kết nạp 12 đảng viên.\nHai là, thu 5 tỷ đồng.\n"
        "III. Nhiệm vụ\nThứ nhất, chuyển đổi số.\nThứ hai, siết chặt kỷ cương."
    )
    assert [(one.number, one.text) for one in reading.indicators] == [
        ("1", "kết nạp 12 đảng viên"),
        ("2", "thu 5 tỷ đồng"),
    ]
    (tasks,) = reading.task_groups
    assert [(one.number, one.title) for one in tasks.tasks] == [
        ("1", "chuyển đổi số"),
        ("2", "siết chặt kỷ cương"),
    ]


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        (
            "(1) Về kinh tế: - Tăng trưởng 9%; - Thu 30 tỷ đồng; (2) Về xã hội: - Hộ nghèo"
            " dưới 2%.",
            ["1", "2", "1"],
        ),
        (
            "1. Về kinh tế: 1.1. Tăng trưởng 9%; 1.2. Thu 30 tỷ đồng. 2. Về xã hội: 2.1. Hộ nghèo"
            " dưới 2%.",
            ["1.1", "1.2", "2.1"],
        ),
    ],
)
def test_a_list_in_a_list_of_fields(words, marks):
    reading = read(f"Nghị quyết chi bộ. Các chỉ tiêu: {words}")
    assert [[one.text for one in group.indicators] for group in reading.groups] == [
        ["Tăng trưởng 9%", "Thu 30 tỷ đồng"],
        ["Hộ nghèo dưới 2%"],
    ]
    assert [group.name for group in reading.groups] == ["Về kinh tế", "Về xã hội"]
    assert [one.number for one in reading.indicators] == marks


def test_bullets_behind_a_first_part_are_no_words_of_it():
    reading = read("II. Chỉ tiêu\n+ Về xã hội: giảm nghèo 1%; - BHYT 96%; - lao động có việc 70%.")
    assert [one.text for one in reading.indicators] == [
        "giảm nghèo 1%",
        "BHYT 96%",
        "lao động có việc 70%",
    ]


def test_points_under_clauses_of_an_article():
    reading = read(
        "Điều 1. Một số chỉ tiêu\nKhoản 1. Kinh tế\nĐiểm a) Thu 18,5 tỷ đồng;\n"
        "Điểm b) Chi 17 tỷ đồng.\n"
        "Khoản 2. Xã hội\nĐiểm a) Hộ nghèo dưới 2%."
    )
    assert {
        group.heading: [(one.number, one.text) for one in group.indicators]
        for group in reading.groups
    } == {
        "Khoản 1. Kinh tế": [("a", "Thu 18,5 tỷ đồng"), ("b", "Chi 17 tỷ đồng")],
        "Khoản 2. Xã hội": [("a", "Hộ nghèo dưới 2%")],
    }


def test_targets_below_a_title_of_several_lines():
    reading = read(
        "ĐẢNG ỦY XÃ TÂN PHÚ\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2026\n"
        "Sau khi thảo luận, Hội nghị thông qua các chỉ tiêu: 1. Tăng trưởng 10%; 2. Thu 25 tỷ đồng."
    )
    assert reading.title == "NGHỊ QUYẾT về nhiệm vụ năm 2026"
    assert [one.text for one in reading.indicators] == ["Tăng trưởng 10%", "Thu 25 tỷ đồng"]
    assert reading.task_groups == ()


def test_a_year_before_is_no_target_where_no_heading_tells():
    reading = read(
        "Năm 2025, chi bộ kết nạp 02 đảng viên. Năm 2026, chi bộ phấn đấu: kết nạp 03 đảng viên;"
        " giải quyết 98% hồ sơ."
    )
    assert [m.words for one in reading.indicators for m in one.measures] == ["03 đảng viên", "98%"]
