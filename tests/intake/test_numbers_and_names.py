"""Which numbers of a target are to be reached, which way is better, in what unit, and of what."""

import pytest

from targets.intake.resolution.measures import measures_of


def measured(words):
    return [(one.label, one.unit, one.words) for one in measures_of(words, 0, len(words)).measures]


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        (
            "Đưa 1.200 người đi làm (lao động nữ chiếm tối thiểu 45%)",
            ["1.200 người", "tối thiểu 45%"],
        ),
        ("Thu ngân sách 49,5 tỷ đồng (năm 2025 đạt trên 40 tỷ đồng)", ["49,5 tỷ đồng"]),
        ("Tỷ lệ bản có điện: 12/12 bản (100%)", ["100%"]),
        ("Có 35 sản phẩm được xếp hạng 3 sao trở lên", ["35 sản phẩm"]),
        (
            "Hộ nghèo giảm bình quân mỗi năm 1 - 1,5 điểm %",
            ["giảm bình quân mỗi năm 1 - 1,5 điểm %"],
        ),
        ("Trên 85% chi bộ sinh hoạt chuyên đề ít nhất 1 lần/quý", ["Trên 85%"]),
        ("Lúa 1.850 ha, rau màu các loại 945 ha", ["1.850 ha", "945 ha"]),
        ("Thu nhập giữ ở mức 15 triệu đồng", ["15 triệu đồng"]),
        ("Giảm 1/3 số hộ cận nghèo", [""]),
        ("Có ít nhất 8 trường thuộc nhóm 200 đại học hàng đầu", ["ít nhất 8 trường"]),
        ("Tỷ lệ cao đẳng và tương đương đạt trên 85%", ["trên 85%"]),
        ("Không có tỉnh, thành phố đạt dưới 60%", ["dưới 60%"]),
        ("Đạt tiêu chí thu nhập trong 19 tiêu chí", [""]),
        ("Giảm tỷ lệ hộ nghèo so với tổng số hộ xuống dưới 15%", ["xuống dưới 15%"]),
        ("Tỷ lệ tham gia đạt 98 , 5%", ["98 , 5%"]),
        ("Nâng tổng số trường đạt chuẩn lên 18/32", ["lên 18/32"]),
        ("Không còn hộ nghèo, giảm 10 hộ cận nghèo", ["Không còn hộ nghèo", "giảm 10 hộ"]),
        ("Lập công đoàn tại 100% xưởng có từ 25 thợ trở lên", ["100%"]),
        ("Sản lượng thịt các loại 310 nghìn tấn", ["310 nghìn tấn"]),
        ("Thu ngân sách so với dự toán giao: ≥ 105%", ["≥ 105%"]),
        ("Điều chỉnh tăng trưởng từ 9 - 10% thành 8,5 - 9%", ["8,5 - 9%"]),
        ("Công bố 100% bản án trong thời hạn 30 ngày", ["100%"]),
        ("Thời gian giải quyết không quá 30 ngày", ["không quá 30 ngày"]),
        ("Nước sạch theo QCVN 01-1:2018/BYT đạt 98%", ["98%"]),
        ("Có 92,5% học sinh tiểu học học 2 buổi/ngày", ["92,5%"]),
        ("100% máy chủ được bảo vệ theo mô hình 4 lớp", ["100%"]),
        ("Trẻ dưới 1 tuổi tiêm phòng với 11 loại vắc xin đạt trên 94%", ["trên 94%"]),
        ("Có 27 xã đạt 19 tiêu chí nông thôn mới", ["27 xã"]),
        ("Bình quân mỗi xã đạt 18 tiêu chí", ["18 tiêu chí"]),
        ("75% phòng khám làm được ít nhất 60% số xét nghiệm", ["75%"]),
        ("100% thôn có đường bê tông, trên 70% ngõ được lát", ["100%", "trên 70%"]),
        ("Thu hồi đất đạt 80% và trên 95% diện tích được đo", ["80%", "trên 95%"]),
    ],
)
def test_which_numbers_are_to_be_reached(words, goals):
    assert [one.words for one in measures_of(words, 0, len(words)).measures] == goals


@pytest.mark.parametrize(
    ("words", "label", "goal"),
    [
        (
            "Tỷ lệ tham gia bảo hiểm thất nghiệp đạt 39,5%",
            "Tỷ lệ tham gia bảo hiểm thất nghiệp",
            "up",
        ),
        ("Tỷ lệ thất nghiệp ở mức 3,2%", "Tỷ lệ thất nghiệp", "down"),
        ("Các xã còn lại tăng từ 1 - 2 tiêu chí/xã", "Các xã còn lại", "up"),
        ("Không có xã dưới 15 tiêu chí", "Không có xã dưới 15 tiêu chí", "down"),
        ("Lập hồ sơ xếp hạng 02 di tích", "Lập hồ sơ", "up"),
        ("Bàn giao mặt bằng 04 dự án", "Bàn giao mặt bằng", "up"),
        ("Vùng rau an toàn 400 ha", "Vùng rau an toàn", "up"),
        ("Học sinh chưa đạt không quá 3%", "Học sinh chưa đạt", "down"),
        ("Giữ nguyên chỉ tiêu: sản lượng 82.000 tấn", "Sản lượng", "up"),
        ("Cắt giảm 10 - 15% lượng nhựa", "Mức giảm lượng nhựa", "up"),
    ],
)
def test_what_is_counted_and_which_way_is_better(words, label, goal):
    (one,) = measures_of(words, 0, len(words)).measures
    assert (one.label, one.goal.direction.value) == (label, goal)


def test_a_short_name_before_its_number_takes_no_word_of_the_next():
    found = measured("Diện tích gieo trồng: lúa 1.850 ha, ngô 420 ha, rau các loại 945 ha")
    assert [label for label, _, _ in found[1:]] == ["Ngô", "Rau các loại"]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Giảm 50% chênh lệch mức sinh", "%"),
        ("Tỷ lệ hộ nghèo giảm 0,5%", "điểm %"),
        ("Giảm tỷ suất sinh 0,1%o", "‰"),
        ("Giường bệnh/vạn dân: 36,2", "giường bệnh/vạn dân"),
        ("Giành 250 huy chương các loại", "huy chương"),
    ],
)
def test_the_unit_of_a_measure(words, unit):
    assert [one.unit for one in measures_of(words, 0, len(words)).measures] == [unit]


def test_an_average_is_of_what_stands_before_it():
    found = measured("Tỷ lệ hộ nghèo còn dưới 7%, bình quân mỗi năm giảm 2,5% (huyện nghèo 4%)")
    assert [label for label, _, _ in found] == ["Tỷ lệ hộ nghèo", "Mức giảm tỷ lệ hộ nghèo"]
