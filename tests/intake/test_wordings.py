"""How a measure is called, and what belongs to one amount, in the wordings offices use."""

import pytest

from targets.intake.resolution.measures import EITHER_WAY, measures_of
from targets.intake.resolution_text import read
from targets.rules.figures import Formula


def measured(words):
    return [(one.label, one.unit, one.words) for one in measures_of(words, 0, len(words)).measures]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Lợn: 9.500 con, tăng 500 con so với năm trước",
            [("Lợn", "con", "9.500 con"), ("Lợn (mức tăng)", "con", "tăng 500 con")],
        ),
        (
            "Thu nhập đạt 90 triệu đồng, gấp 1,8 lần so với năm 2020",
            [
                ("Thu nhập", "triệu đồng", "90 triệu đồng"),
                ("Thu nhập (mức tăng)", "lần", "gấp 1,8 lần"),
            ],
        ),
        (
            "Thu ngân sách 98 tỷ đồng, bằng 108% dự toán tỉnh giao và bằng 112% so với cùng kỳ",
            [
                ("Thu ngân sách", "tỷ đồng", "98 tỷ đồng"),
                ("Thu ngân sách so với dự toán tỉnh giao", "%", "108%"),
                ("Thu ngân sách so với cùng kỳ", "%", "112%"),
            ],
        ),
        (
            "Có 90% chi bộ và 85% đảng viên hoàn thành tốt, trong đó 20% xuất sắc",
            [
                ("Chi bộ hoàn thành tốt", "%", "90%"),
                ("Đảng viên hoàn thành tốt", "%", "85%"),
                ("Xuất sắc", "%", "20%"),
            ],
        ),
        (
            "Mỗi chi bộ có ít nhất 01 mô hình học tập",
            [("Mỗi chi bộ có mô hình học tập", "mô hình", "ít nhất 01 mô hình")],
        ),
        (
            "Kéo giảm ít nhất 5% số vụ cháy",
            [("Mức giảm số vụ cháy", "%", "giảm ít nhất 5%")],
        ),
        (
            "Giữ ổn định độ che phủ rừng ở mức 51,3%",
            [("Độ che phủ rừng", "%", "51,3%")],
        ),
        (
            "Bình quân hằng năm kết nạp 40 đảng viên",
            [("Bình quân hằng năm kết nạp đảng viên", "đảng viên", "40 đảng viên")],
        ),
        ("Kết nạp 10 đ/c trở lên", [("Kết nạp đồng chí", "đồng chí", "10 đ/c trở lên")]),
        (
            "Tổng thu: 30 tỷ 500 triệu đồng",
            [("Tổng thu", "tỷ đồng", "30 tỷ 500 triệu đồng")],
        ),
        (
            "Số năm sống khỏe tối thiểu 68 năm",
            [("Số năm sống khỏe", "năm", "tối thiểu 68 năm")],
        ),
        (
            "Công đoàn vững mạnh, 100% đoàn viên không vi phạm",
            [("Đoàn viên không vi phạm", "%", "100%")],
        ),
        (
            "Tổng vốn đầu tư 300 tỷ đồng, chiếm khoảng 38% GRDP",
            [
                ("Tổng vốn đầu tư", "tỷ đồng", "300 tỷ đồng"),
                ("Tổng vốn đầu tư so với GRDP", "%", "khoảng 38%"),
            ],
        ),
        (
            "Giá trị sản phẩm trên 1ha đất: 130 triệu đồng",
            [("Giá trị sản phẩm trên 1ha đất", "triệu đồng", "130 triệu đồng")],
        ),
        (
            "Thành lập mới 02 HTX, nâng tổng số lên 10 HTX",
            [("Thành lập mới HTX", "HTX", "02 HTX"), ("Tổng số HTX", "HTX", "lên 10 HTX")],
        ),
        (
            "Học sinh giỏi cấp huyện: 15 em; cấp tỉnh: 03 em",
            [("Học sinh giỏi cấp huyện", "em", "15 em"), ("Cấp tỉnh", "em", "03 em")],
        ),
        (
            "Hội viên: CCB 95%, Thanh niên 65%",
            [("Hội viên: CCB", "%", "95%"), ("Thanh niên", "%", "65%")],
        ),
        ("Khu phố văn hóa: 12/12 (100%)", [("Khu phố văn hóa", "", "12/12")]),
        ("Hộ nghèo: cuối năm còn 15 hộ", [("Hộ nghèo", "hộ", "còn 15 hộ")]),
        (
            "Trên 80% chi đoàn xếp loại khá trở lên",
            [("Chi đoàn xếp loại khá trở lên", "%", "Trên 80%")],
        ),
        (
            "100% đảng viên học nghị quyết, kết nạp 20 đảng viên, kiểm tra 05 chi bộ",
            [
                ("Đảng viên học nghị quyết", "%", "100%"),
                ("Kết nạp đảng viên", "đảng viên", "20 đảng viên"),
                ("Kiểm tra chi bộ", "chi bộ", "05 chi bộ"),
            ],
        ),
        (
            "Xây dựng quỹ khuyến học: 20.000.000đ/năm",
            [("Xây dựng quỹ khuyến học", "đồng/năm", "20.000.000đ/năm")],
        ),
        (
            "Gieo trồng 1.120 ha/1.100 ha kế hoạch",
            [("Gieo trồng", "ha", "1.120 ha")],
        ),
        (
            "100% trẻ tiêm chủng đủ 8 loại vắc xin",
            [("Trẻ tiêm chủng đủ 8 loại vắc xin", "%", "100%")],
        ),
        ("Ít nhất 2/3 số xã có chợ", [("Số xã có chợ", "xã", "Ít nhất 2/3 số xã")]),
        (
            "Khám sức khỏe cho trên 2.000 người cao tuổi",
            [("Khám sức khỏe", "người", "trên 2.000 người")],
        ),
        (
            "Trồng 1 triệu cây xanh, trong đó 300 nghìn cây phân tán",
            [
                ("Trồng cây xanh", "triệu cây", "1 triệu cây"),
                ("Cây phân tán", "nghìn cây", "300 nghìn cây"),
            ],
        ),
        (
            "Tổ chức 4 lớp dạy nghề cho 120 lao động",
            [("Tổ chức lớp dạy nghề", "lớp", "4 lớp"), ("Dạy nghề", "lao động", "120 lao động")],
        ),
        ("Thu nhập: 70 tr.đ/người", [("Thu nhập", "triệu đồng/người", "70 tr.đ/người")]),
        ("Việc làm mới: 1.000 LĐ", [("Việc làm mới", "lao động", "1.000 LĐ")]),
        ("Giới thiệu 02 quần chúng", [("Giới thiệu quần chúng", "quần chúng", "02 quần chúng")]),
        (
            "Giảm 25 hộ nghèo (từ 120 hộ xuống còn 95 hộ)",
            [("Mức giảm hộ nghèo", "hộ", "Giảm 25 hộ")],
        ),
    ],
)
def test_names_units_and_words(words, expected):
    assert measured(words) == expected


@pytest.mark.parametrize(
    ("words", "formula"),
    [
        ("Thu ngân sách vượt từ 8% - 10% dự toán được giao", Formula.EXCESS),
        ("Thu ngân sách vượt trên 5% dự toán", Formula.EXCESS),
        ("Giảm nghèo 1%", Formula.DECREASE),
        ("Giảm phát thải khí nhà kính 8 - 9%", Formula.DECREASE),
        ("Thu ngân sách đạt 108% dự toán", Formula.RATIO),
        ("Tỷ lệ hộ nghèo dưới 1%, bình quân mỗi năm giảm 0,5%", Formula.RATIO),
    ],
)
def test_the_formula_of_the_first_number(words, formula):
    assert measures_of(words, 0, len(words)).measures[0].formula is formula


def test_thirty_billion_and_a_half_is_one_number():
    (one,) = measures_of("Thu 30 tỷ 500 triệu đồng", 0, 24).measures
    assert str(one.goal.low) == "30.5"


@pytest.mark.parametrize("telephone", ["0210.3872.115", "0210 3872 115", "0912345678"])
def test_a_telephone_is_no_amount(telephone):
    assert measured(f"Liên hệ {telephone}, kết nạp 12 đảng viên")[0][2] == "12 đảng viên"


@pytest.mark.parametrize(
    "text",
    [
        "1. Tốc độ tăng trưởng 9,5%, trong đó:\n- Nông nghiệp 3%;\n- Dịch vụ 12%.\n2. Trồng 5 ha.",
        "1. Cơ cấu kinh tế:\n- Nông nghiệp 25%\n- Dịch vụ 75%\n2. Trồng 5 ha.",
        "STT\tChỉ tiêu\tĐVT\tKế hoạch 2026\n1\tTốc độ tăng trưởng\t%\t9,5\n\t- Nông nghiệp\t%\t3\n",
    ],
)  # fmt: skip
def test_parts_of_a_growth_or_of_shares_are_given_as_they_are(text):
    first = read(f"II. Các chỉ tiêu\n{text}").indicators[0]
    assert len(first.measures) >= 2
    assert {one.formula for one in first.measures} == {Formula.VALUE}


def test_tasks_open_behind_the_targets_and_end_at_the_signature():
    reading = read(
        "II. CÁC CHỈ TIÊU\n1) Kết nạp 12 đảng viên;\n2) Hộ nghèo dưới 1%.\nNhiệm vụ trọng tâm:\n"
        "1) Phát triển hạ tầng.\n2) Chuyển đổi số.\nT/M ĐẢNG ỦY\nBÍ THƯ"
    )
    assert [one.number for one in reading.indicators] == ["1", "2"]
    assert [(group.name, len(group.tasks)) for group in reading.task_groups] == [
        ("Nhiệm vụ trọng tâm", 2)
    ]


def test_targets_are_announced_behind_a_second_colon():
    reading = read(
        "Quyết nghị: Giao xã thực hiện các chỉ tiêu: 1) Thu 12 tỷ đồng; 2) Chi 11 tỷ đồng."
    )
    assert reading.notes == ()
    assert [one.text for one in reading.indicators] == ["Thu 12 tỷ đồng", "Chi 11 tỷ đồng"]


def test_headings_of_capital_letters_and_dashes_open_groups():
    reading = read(
        "II- CÁC CHỈ TIÊU\nA- CHỈ TIÊU KINH TẾ\n1- Thu 95 tỷ đồng.\n"
        "B- CHỈ TIÊU XÃ HỘI\n2- Hộ nghèo dưới 1%."
    )
    assert [group.heading for group in reading.groups] == [
        "A- CHỈ TIÊU KINH TẾ",
        "B- CHỈ TIÊU XÃ HỘI",
    ]


def test_lines_that_call_themselves_targets_need_no_heading():
    reading = read(
        "CHƯƠNG TRÌNH NĂM 2026\nChỉ tiêu 1. Kết nạp 30 đảng viên.\nChỉ tiêu 2. Thu 5 tỷ đồng."
    )
    assert (reading.notes, [one.number for one in reading.indicators]) == ((), ["1", "2"])


def test_the_sentence_of_an_aim_before_its_numbers_is_no_target():
    reading = read(
        "1. Mục tiêu: Xây dựng xã hội số. Đến năm 2026: 100% hồ sơ trên mạng; 90% hộ có internet.\n"
        "2. Nhiệm vụ: Tuyên truyền."
    )
    assert [m.words for one in reading.indicators for m in one.measures] == ["100%", "90%"]


def test_a_table_with_two_rows_of_heads_keeps_the_last_year_s_column():
    reading = read(
        "II. Chỉ tiêu\nStt\tChỉ tiêu\tĐVT\tNăm 2025\t\tKế hoạch năm 2026\tTỷ lệ (%)\n"
        "\t\t\tKế hoạch\tƯớc TH\t\t\n1\tGiá trị sản xuất\tTỷ đồng\t900\t910\t1.000\t109,9\n"
        "1.1\tNông nghiệp\tTỷ đồng\t200\t205\t210\t102,4\n2\tDân số\tNgười\t90\t95\t99\t104,2"
    )
    goals = [[m.words for m in one.measures] for one in reading.indicators]
    assert goals == [["1.000", "210"], ["99"]]


def test_a_table_s_column_of_fields_names_its_groups():
    reading = read(
        "CÁC CHỈ TIÊU\nLĩnh vực\tChỉ tiêu\tMức phấn đấu\nKinh tế\tTăng trưởng\t10 - 10,5%\n"
        "Kinh tế\tThu ngân sách\t150 tỷ đồng\nXã hội\tTỷ lệ hộ nghèo\tdưới 1%"
    )
    assert [(group.name, [one.text for one in group.indicators]) for group in reading.groups] == [
        ("Kinh tế", ["Tăng trưởng", "Thu ngân sách"]),
        ("Xã hội", ["Tỷ lệ hộ nghèo"]),
    ]


def test_the_better_way_is_asked_where_the_text_does_not_say_it():
    text = "II. CHỈ TIÊU\n1. Tỷ lệ tăng dân số tự nhiên: 1,1%.\n2. Tỷ lệ tăng dân số dưới 1%.\n"
    asked = [one.span.of(text) for one in read(text).doubts if one.sentence == EITHER_WAY]
    assert asked == ["Tỷ lệ tăng dân số tự nhiên: 1,1%"]


def test_what_a_rate_falls_to_is_named_as_the_rate():
    text = "II. CHỈ TIÊU\n1. Tỷ lệ hộ nghèo giảm 0,4 điểm %, còn 1,2%.\n"
    labels = [one.label for one in read(text).indicators[0].measures]
    assert labels == ["Mức giảm tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo"]


@pytest.mark.parametrize(
    ("words", "name", "unit"),
    [
        ("Tử vong mẹ dưới 42/100.000 trẻ đẻ sống", "Tử vong mẹ", "/100.000 trẻ đẻ sống"),
        ("Số bác sĩ đạt 12/10.000 dân", "Số bác sĩ", "/10.000 dân"),
        ("Lúa nước 2 vụ 40 ha", "Lúa nước 2 vụ", "ha"),
        ("Không còn thôn dưới 12 tiêu chí", "Không còn thôn dưới 12 tiêu chí", "trường hợp"),
        ("Số hộ nghèo giảm so với đầu năm: 38 hộ", "Số hộ nghèo giảm so với đầu năm", "hộ"),
    ],
)
def test_rates_to_so_many_names_with_numbers_and_none_below(words, name, unit):
    (one,) = measures_of(words, 0, len(words)).measures
    assert (one.label, one.unit) == (name, unit)


@pytest.mark.parametrize(
    ("words", "names", "units"),
    [
        (
            "Có 30 cơ sở lưu trú với 450 phòng, trong đó 02 khách sạn",
            ["Cơ sở lưu trú", "Phòng", "Khách sạn"],
            ["cơ sở lưu trú", "phòng", "khách sạn"],
        ),
        ("6/6 khu phố đạt chuẩn văn hóa", ["Khu phố đạt chuẩn văn hóa"], ["khu phố"]),
        (
            "Tỷ số giới tính khi sinh 109 bé trai/100 bé gái",
            ["Tỷ số giới tính khi sinh"],
            ["bé trai/100 bé gái"],
        ),
        (
            "80% tổ chức cơ sở đảng trở lên hoàn thành tốt nhiệm vụ",
            ["Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ"],
            ["%"],
        ),
        ("Giảm 58 hộ nghèo trở lên so với năm 2023", ["Mức giảm hộ nghèo"], ["hộ"]),
        ("Hỗ trợ nhà ở cho 30 hộ nghèo", ["Hỗ trợ nhà ở cho hộ nghèo"], ["hộ"]),
        ("Giải quyết việc làm cho 900 lao động", ["Giải quyết việc làm"], ["lao động"]),
        ("Duy trì và nâng cao 03 xã kiểu mẫu", ["Nâng cao xã kiểu mẫu"], ["xã"]),
        (
            "Số thôn đạt chuẩn thêm 7 thôn, số thôn nâng cao, kiểu mẫu đạt 3 thôn",
            ["Số thôn đạt chuẩn", "Số thôn nâng cao, kiểu mẫu"],
            ["thôn", "thôn"],
        ),
    ],
)
def test_names_and_units_people_would_write(words, names, units):
    read_ones = measures_of(words, 0, len(words)).measures
    assert [one.label for one in read_ones] == names
    assert [one.unit for one in read_ones] == units
