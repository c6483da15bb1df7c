"""What heads targets and what is one: times, fields, subjects, paragraphs without marks."""

import pytest

from targets.intake.resolution_text import read


def found(text):
    """Each group's heading with the words of its targets' goals."""
    return {
        group.heading: [[m.words for m in one.measures] for one in group.indicators]
        for group in read(text).groups
    }


def test_a_time_heads_the_targets_of_it():
    text = """II. Mục tiêu cụ thể
2.1. Năm 2026: có thêm 02 xã nông thôn mới; thu nhập đạt 60 triệu đồng.
2.2. Đến hết năm 2030:
a) Ít nhất 80% số xã đạt chuẩn;
b) Diện tích rau an toàn đạt 250 - 300 ha.
3. Định hướng đến năm 2035
- 100% hộ dân dùng nước sạch.
- Kinh tế số chiếm xấp xỉ 30% GRDP.
"""
    assert found(text) == {
        "2.1. Năm 2026": [["02 xã"], ["60 triệu đồng"]],
        "2.2. Đến hết năm 2030": [["Ít nhất 80%"], ["250 - 300 ha"]],
        "3. Định hướng đến năm 2035": [["100%"], ["xấp xỉ 30%"]],
    }


def test_paragraphs_without_marks_are_one_target_each_where_most_are():
    text = """1. Chỉ tiêu kinh tế

Giá trị sản xuất tăng 10%; trong đó: nông nghiệp tăng 4%, dịch vụ tăng 9%.

Cơ cấu kinh tế: nông nghiệp 12%; công nghiệp 45%; dịch vụ 43%.

Thu ngân sách đạt 90 tỷ đồng.

Tỷ lệ đô thị hóa đạt trên 45%.
"""
    assert found(text) == {
        "1. Chỉ tiêu kinh tế": [
            ["tăng 10%", "tăng 4%", "tăng 9%"],
            ["12%", "45%", "43%"],
            ["90 tỷ đồng"],
            ["trên 45%"],
        ]
    }


@pytest.mark.parametrize("mark", ["1.1- ", "1.1 - ", "1.1.", "1.1: "])
def test_numbers_with_a_point_inside_whatever_follows_them(mark):
    text = f"1. Chỉ tiêu kinh tế\n{mark}Thu ngân sách đạt 90 tỷ đồng\n"
    text += f"{mark.replace('1.1', '1.2')}Phát triển mới 40 doanh nghiệp\n"
    assert found(text) == {"1. Chỉ tiêu kinh tế": [["90 tỷ đồng"], ["40 doanh nghiệp"]]}


def test_a_number_and_a_dash_before_a_percentage_begin_an_item():
    text = "II- CHỈ TIÊU\n1- 100% đảng viên học nghị quyết.\n2- Kết nạp 20 đảng viên.\n"
    assert found(text) == {"II- CHỈ TIÊU": [["100%"], ["20 đảng viên"]]}


def test_fields_in_one_paragraph_each_with_its_targets():
    text = (
        "2. Chỉ tiêu cụ thể: 2.1. Về kinh tế: Sản lượng lúa đạt 6.350 tấn; thu nhập đạt 65 triệu"
        " đồng. 2.2. Về văn hóa - xã hội: Tỷ lệ gia đình văn hóa từ 93% trở lên; 100% trẻ em được"
        " tiêm chủng."
    )
    assert found(text) == {
        "2.1. Về kinh tế": [["6.350 tấn"], ["65 triệu đồng"]],
        "2.2. Về văn hóa - xã hội": [["từ 93% trở lên"], ["100%"]],
    }


def test_a_field_with_a_bullet_heads_its_list():
    text = """b) Chỉ tiêu chủ yếu:
- Công tác chuyên môn: khám phá án đạt trên 80%; giảm tai nạn từ 5 - 10%; tiếp nhận 100% tin báo.
- Công tác xây dựng Đảng: kết nạp 05 đảng viên; 90% chi bộ hoàn thành tốt nhiệm vụ.
"""
    assert found(text) == {
        "Công tác chuyên môn": [["trên 80%"], ["từ 5 - 10%"], ["100%"]],
        "Công tác xây dựng Đảng": [["05 đảng viên"], ["90%"]],
    }


def test_a_subject_before_a_colon_is_part_of_its_numbered_target():
    text = """2. Mục tiêu cụ thể
(1) Về lượng khách: Đón 5 triệu lượt khách; khách quốc tế chiếm từ 10% trở lên.
(2) Về doanh thu: Đạt 4.500 tỷ đồng.
(3) Về lao động: Tạo việc làm cho 25.000 lao động.
"""
    assert found(text) == {
        "2. Mục tiêu cụ thể": [
            ["5 triệu lượt khách", "từ 10% trở lên"],
            ["4.500 tỷ đồng"],
            ["25.000 lao động"],
        ]
    }


def test_results_and_proposals_may_be_what_a_target_counts():
    text = """Chỉ tiêu năm học
* Kết quả rèn luyện: Tốt 85% trở lên; Khá 14%.
* Kiến nghị của cử tri được giải quyết: đạt 95%.
* Kết quả thực hiện năm trước: 80% học sinh khá.
"""
    assert found(text) == {"Chỉ tiêu năm học": [["85% trở lên", "14%"], ["95%"]]}


@pytest.mark.parametrize("general", ["Tổng quát", "Phương hướng chung", "Mục tiêu chung"])
def test_the_general_aim_is_no_target(general):
    text = f"II. Mục tiêu\n1. {general}: Giảm nghèo nhanh, bền vững.\n2. Cụ thể:\n"
    text += "- Hỗ trợ 85 hộ nghèo.\n- Trên 70% số bản có đường ô tô đi được 4 mùa.\n"
    assert found(text) == {"2. Cụ thể": [["85 hộ"], ["Trên 70%"]]}


def test_where_the_money_comes_from_is_no_target():
    text = """2. Mục tiêu cụ thể
a) Có thêm 04 xã đạt chuẩn;
b) Năng suất lúa đạt 62,5 tạ/ha.
3. Nguồn lực
Tổng nguồn vốn dự kiến 1.850 tỷ đồng, trong đó ngân sách tỉnh 210 tỷ đồng.
"""
    assert found(text) == {"2. Mục tiêu cụ thể": [["04 xã"], ["62,5 tạ/ha"]]}


def test_a_year_at_a_line_s_end_begins_no_range():
    text = "3. Chỉ tiêu đến năm 2030\n- 100% hộ dân có nước sạch.\n- 90% thôn văn hóa.\n"
    assert found(text) == {"3. Chỉ tiêu đến năm 2030": [["100%"], ["90%"]]}


def test_every_field_without_a_mark_stands_below_the_heading_of_the_targets():
    text = """2.2. Mục tiêu cụ thể
Cơ cấu và tăng trưởng:
- Tỷ trọng chăn nuôi đạt 52%.
Lĩnh vực trồng trọt:
- Trồng mới 400 ha rau.
Lĩnh vực thủy sản:
- Sản lượng đạt 4.800 tấn.
Xây dựng nông thôn mới:
- Có 12 sản phẩm đạt từ 3 sao trở lên.
3. Nội dung thực hiện
- Xây dựng 10 cánh đồng lớn.
"""
    assert found(text) == {
        "2.2. Mục tiêu cụ thể": [["52%"]],
        "Lĩnh vực trồng trọt": [["400 ha"]],
        "Lĩnh vực thủy sản": [["4.800 tấn"]],
        "Xây dựng nông thôn mới": [["12 sản phẩm"]],
    }


def test_a_field_of_work_among_targets_is_no_list_of_tasks():
    text = """II- MỘT SỐ CHỈ TIÊU
1- Về nhiệm vụ quân sự, quốc phòng
- Huấn luyện 100% đối tượng 4.
2- Về xây dựng Đảng
- Kết nạp 02 đảng viên.
3- Nhiệm vụ trọng tâm
- Tổ chức 16 đợt kiểm tra.
"""
    assert found(text) == {
        "1- Về nhiệm vụ quân sự, quốc phòng": [["100%"]],
        "2- Về xây dựng Đảng": [["02 đảng viên"]],
    }


def test_a_view_of_a_later_year_may_have_targets():
    text = """II. MỤC TIÊU
1. Đến năm 2030
- Kinh tế số đạt tối thiểu 30% GDP.
2. Tầm nhìn đến năm 2045
- Kinh tế số đạt tối thiểu 50% GDP.
"""
    assert found(text) == {
        "1. Đến năm 2030": [["tối thiểu 30%"]],
        "2. Tầm nhìn đến năm 2045": [["tối thiểu 50%"]],
    }


def test_what_is_among_a_target_goes_on_with_it():
    text = """II. CHỈ TIÊU
- GRDP tăng 4,2% trở lên, trong đó:
nông nghiệp 3,9%, lâm nghiệp 6,5%.
- Thu ngân sách 90 tỷ đồng.
"""
    assert found(text) == {"II. CHỈ TIÊU": [["tăng 4,2% trở lên", "3,9%", "6,5%"], ["90 tỷ đồng"]]}


def test_a_number_alone_on_a_wrapped_item_s_last_line():
    text = """II. CÁC CHỈ TIÊU VỀ NGUỒN LỰC CỦA NGÀNH Y TẾ TRONG NĂM
1. Số giường bệnh viện trên mười nghìn dân, trừ trạm y tế:
33,5.
2. Tỷ lệ người dân có hồ sơ sức khỏe điện tử trên 95%;
12 bác sĩ/vạn dân.
3. Tỷ lệ trạm y tế xã có bác sĩ làm việc thường xuyên đạt
90%.
"""
    (goals,) = found(text).values()
    assert goals == [["33,5"], ["trên 95%", "12 bác sĩ/vạn dân"], ["90%"]]


@pytest.mark.parametrize("mark", ["- ", "+ ", ""])
def test_targets_without_a_stop_are_told_by_their_lines(mark):
    lines = [
        "Tỷ lệ hồ sơ trực tuyến của người dân đạt trên 80%",
        "100% chi bộ sinh hoạt đúng kỳ, dự họp đạt 95%",
        "Mức độ hài lòng của người dân đạt từ 92% trở lên",
        "Thời gian xử lý phản ánh không quá 48 giờ làm việc",
    ]
    text = "\n".join(["CÁC CHỈ TIÊU", "", *(mark + line for line in lines)])
    assert found(text) == {
        "CÁC CHỈ TIÊU": [
            ["trên 80%"],
            ["100%", "95%"],
            ["từ 92% trở lên"],
            ["không quá 48 giờ"],
        ]
    }


def test_tasks_and_targets_under_one_heading():
    text = """1. Đánh giá tháng 5: thu hoạch 45 ha lúa.
2. Nhiệm vụ, chỉ tiêu tháng 6:
- Gieo cấy 42 ha lúa mùa.
- Thu các khoản đóng góp đạt 100%.
3. Phân công: 03 đồng chí phụ trách 03 xóm.
"""
    assert found(text) == {"2. Nhiệm vụ, chỉ tiêu tháng 6": [["42 ha"], ["100%"]]}


def test_bullets_before_bold_names():
    text = """**2. Chỉ tiêu xã hội**

* **Hộ nghèo**: dưới 0,2%
* **BHYT**: 98%; **BHXH**: 52% lao động
* **Hài lòng về dịch vụ**: trên 96%
"""
    assert found(text) == {"2. Chỉ tiêu xã hội": [["dưới 0,2%"], ["98%", "52%"], ["trên 96%"]]}


def test_a_branch_heads_its_targets_beside_single_ones():
    text = """2.2. Chỉ tiêu xã hội
- Giáo dục, đào tạo:
+ Huy động trẻ 5 tuổi ra lớp đạt 100%;
+ Tỷ lệ bỏ học dưới 0,3%.
- Tỷ lệ hộ nghèo còn dưới 2%.
- Cơ cấu lao động:
+ Nông nghiệp 40%;
+ Dịch vụ 60%.
- Kết nạp 06 đảng viên.
"""
    assert found(text) == {
        "Giáo dục, đào tạo": [["100%"], ["dưới 0,3%"]],
        "2.2. Chỉ tiêu xã hội": [["còn dưới 2%"], ["40%", "60%"], ["06 đảng viên"]],
    }


def test_lines_that_each_end_a_sentence_are_not_wrapped():
    lines = [
        "Thu ngân sách trên địa bàn xã đạt 2,9 tỷ đồng.",
        "Giải ngân vốn chương trình mục tiêu đạt 100%.",
        "Chuyển đổi 60 ha cây trồng kém hiệu quả trong xã.",
        "Vận động 310 người dân tham gia bảo hiểm y tế.",
        "Không để chi bộ nào không có cấp ủy trong năm.",
    ]
    (goals,) = found("\n".join(["Các chỉ tiêu chủ yếu:", *lines])).values()
    assert goals == [["2,9 tỷ đồng"], ["100%"], ["60 ha"], ["310 người"], [lines[-1][:-1]]]
