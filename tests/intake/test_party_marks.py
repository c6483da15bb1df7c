"""Marks of Party papers: 1- and 2.1/, dashes before figures, figures right below a heading."""

import pytest

from targets.intake.resolution_text import read


def found(text):
    """Each group's heading with the words of its targets' goals."""
    return {
        group.heading: [[m.words for m in one.measures] for one in group.indicators]
        for group in read(text).groups
    }


@pytest.mark.parametrize("mark", ["{}- ", "{} - ", "{} – ", "{}-", "{}.- ", "{}/ ", "{}) ", "{}. "])
def test_a_list_whose_items_begin_with_figures(mark):
    text = "II- CÁC CHỈ TIÊU CHỦ YẾU\n"
    items = ["85% hộ dùng nước sạch.", "12 sản phẩm được chứng nhận.", "Kết nạp 7 đảng viên."]
    text += "\n".join(mark.format(n) + words for n, words in enumerate(items, 1))
    group = read(text).groups[0]
    assert [(one.number, one.text) for one in group.indicators] == [
        (str(n), words.rstrip(".")) for n, words in enumerate(items, 1)
    ]


@pytest.mark.parametrize("mark", ["- ", "/ ", " - ", ". ", ".- "])
def test_headings_and_items_numbered_below_each_other(mark):
    text = """I. MỤC TIÊU NĂM 2030
1~Về kinh tế
1.1~Thu ngân sách 50 tỷ đồng.
1.2~95% hộ có mã số vùng trồng.
2~Lãnh đạo các đoàn thể
2.1~100% công chức ủng hộ các quỹ.
2.2~Kết nạp 30 hội viên.
""".replace("~", mark)
    groups = read(text).groups
    assert [group.name for group in groups] == ["Về kinh tế", "Lãnh đạo các đoàn thể"]
    numbers = [[one.number for one in group.indicators] for group in groups]
    assert numbers == [["1.1", "1.2"], ["2.1", "2.2"]]


def test_a_range_broken_at_a_line_s_end_is_no_item():
    text = """II. CHỈ TIÊU CHỦ YẾU
1. Tốc độ tăng giá trị sản xuất bình quân hằng năm đạt từ
9 - 10% giá so sánh; thu ngân sách tăng
10 - 11% mỗi năm.
2. Trồng mới 40 ha rừng.
"""
    assert found(text) == {
        "II. CHỈ TIÊU CHỦ YẾU": [["từ 9 - 10%", "tăng 10 - 11%"], ["40 ha"]],
    }


@pytest.mark.parametrize("dash", ["-", "–", "+", "- "])
def test_a_dash_right_before_a_figure(dash):
    items = ["100% thôn có sân chơi.", "12 tổ tự quản.", "Trồng 3 ha rừng."]
    text = "\n".join(["II. CHỈ TIÊU", *(dash + item for item in items)])
    assert found(text) == {"II. CHỈ TIÊU": [["100%"], ["12 tổ tự quản"], ["3 ha"]]}


@pytest.mark.parametrize("heading", ["II. CHỈ TIÊU", "2. Các chỉ tiêu văn hóa, xã hội"])
def test_figures_right_below_a_heading(heading):
    text = f"{heading}\n85% hộ dùng nước sạch.\n40 tổ tự quản hoạt động tốt.\n"
    assert found(text) == {heading: [["85%"], ["40 tổ tự quản"]]}


def test_asterisks_head_the_dashes_below_them():
    text = """II. CÁC CHỈ TIÊU CHỦ YẾU
1. Thu ngân sách
* Về đất đai
- Thu 10 tỷ đồng tiền sử dụng đất.
* Thuế và phí
- Thu 5 tỷ đồng thuế
* Xây dựng hệ thống chính trị
- Kết nạp 7 đảng viên;
- Không có chi bộ yếu.
* Đoàn thể:
+ Kết nạp 30 hội viên.
"""
    assert found(text) == {
        "Về đất đai": [["10 tỷ đồng"]],
        "Thuế và phí": [["5 tỷ đồng"]],
        "Xây dựng hệ thống chính trị": [["7 đảng viên"], ["Không có chi bộ yếu"]],
        "Đoàn thể": [["30 hội viên"]],
    }


def test_numbers_below_an_asterisk_go_on_or_begin_anew():
    text = """II. MỤC TIÊU CỤ THỂ
1. Về môi trường
* Nước sạch
1. 95% hộ dùng nước sạch.
2. 3 trạm cấp nước.
* Rác thải
3. 90% rác được thu gom.
2. Về văn hóa
- 80% thôn có sân chơi.
"""
    assert found(text) == {
        "Nước sạch": [["95%"], ["3 trạm"]],
        "Rác thải": [["90%"]],
        "2. Về văn hóa": [["80%"]],
    }


def test_an_asterisk_below_a_dash_is_a_part():
    text = """II. CHỈ TIÊU
- Thu ngân sách đạt 90 tỷ đồng, trong đó:
* Thu nội địa 60 tỷ đồng.
- Trồng 40 ha rừng.
"""
    assert found(text) == {"II. CHỈ TIÊU": [["90 tỷ đồng", "60 tỷ đồng"], ["40 ha"]]}


def test_a_list_of_the_same_marks_right_below_its_heading():
    text = """I- MỤC TIÊU TỔNG QUÁT VÀ CÁC CHỈ TIÊU
1. Mục tiêu tổng quát: Xây dựng phường văn minh.
2. Các chỉ tiêu chủ yếu đến năm 2025
1. Thu ngân sách tăng 5%.
2. Kết nạp 25 đảng viên.
3. Trồng 40 cây xanh.
"""
    assert found(text) == {
        "2. Các chỉ tiêu chủ yếu đến năm 2025": [["tăng 5%"], ["25 đảng viên"], ["40 cây"]]
    }


@pytest.mark.parametrize("name", ["{}", "*{}", "* {}", "**{}**", "{}:"])
def test_branches_that_head_their_targets_whatever_marks_them(name):
    first, second = name.format("Chi hội phụ nữ"), name.format("Chi đoàn thanh niên")
    text = f"IV/ CHỈ TIÊU CỦA CÁC ĐOÀN THỂ\n{first}\n- 95% hội viên có thẻ\n"
    text += f"{second}\n- Kết nạp 5 đoàn viên\n"
    names = [group.name for group in read(text).groups]
    assert names[-1] == "Chi đoàn thanh niên"
    assert found(text)[names[-1]] == [["5 đoàn viên"]]


def test_lines_without_any_mark_under_headings_without_one():
    text = """Phần 2: Chỉ tiêu năm 2026
Kinh tế
Thu ngân sách 9 tỷ đồng.
Giữ vững thị trường trong tỉnh.
Trồng 40 ha rừng.
Về văn hóa
100% hồ sơ nộp qua mạng.
Không để hồ sơ trễ hạn.
Phần 3: Nhiệm vụ
Làm đường.
"""
    assert found(text) == {
        "Kinh tế": [["9 tỷ đồng"], [""], ["40 ha"]],
        "Về văn hóa": [["100%"], ["Không để hồ sơ trễ hạn"]],
    }


@pytest.mark.parametrize("mark", ["{}/- ", "{} . ", "{}.", "{}- ", "{}/ "])
def test_items_in_words_end_no_list_whatever_comes_behind(mark):
    lines = ["II. CHỈ TIÊU", mark.format(1) + "Chỉ tiêu chuyên môn", "- 25% học sinh giỏi"]
    lines += ["- Không có học sinh bỏ học", mark.format(2) + "Chỉ tiêu xây dựng Đảng"]
    lines += ["+ Kết nạp 3 đảng viên", "+ Chi bộ hoàn thành tốt nhiệm vụ trở lên"]
    lines += [mark.format(3) + "Nhiệm vụ", "- Dự giờ."]
    groups = read("\n".join(lines)).groups
    assert [[one.text for one in group.indicators] for group in groups] == [
        ["25% học sinh giỏi", "Không có học sinh bỏ học"],
        ["Kết nạp 3 đảng viên", "Chi bộ hoàn thành tốt nhiệm vụ trở lên"],
    ]


def test_a_number_right_before_a_figure():
    text = "II. CHỈ TIÊU\n1.Kết nạp 12 đảng viên\n2.100% thôn có sân chơi\n3.15 hộ thoát nghèo\n"
    text += "4.Trồng rừng đạt\n1.250 ha\n"
    assert found(text) == {"II. CHỈ TIÊU": [["12 đảng viên"], ["100%"], ["15 hộ"], ["1.250 ha"]]}
