"""How resolutions say how much: every comparing word with the goal it sets (design §3.1)."""

from decimal import Decimal

import pytest

from targets.intake.resolution.measures import measures_of
from targets.rules.comparison import Direction, Goal
from targets.rules.figures import Formula


def up(low, high=None, **more):
    return goal(Direction.UP, low, high, **more)


def down(high, low=None, **more):
    return goal(Direction.DOWN, low, high, **more)


def goal(direction, low, high, *, strict=False, about="0"):
    low, high = (None if one is None else Decimal(one) for one in (low, high))
    return Goal(direction, low, high, strict, Decimal(about))


def read_one(words):
    (measure,) = measures_of(words, 0, len(words)).measures
    return measure


@pytest.mark.parametrize(
    ("words", "expected", "unit"),
    [
        # between two numbers
        ("Thu ngân sách tăng từ 7% - 9,5%", up("7", "9.5"), "%"),
        ("Năng suất lao động tăng từ 6,5 đến 7%/năm", up("6.5", "7"), "%/năm"),
        ("Tỷ trọng dịch vụ chiếm 35 – 36%", up("35", "36"), "%"),
        ("Tốc độ tăng dân số đạt 1%-1,2%", up("1", "1.2"), "%"),
        ("Trồng mới 40 ÷ 50 ha rừng", up("40", "50"), "ha"),
        ("Tỷ lệ trường đạt chuẩn khoảng 70% - 72%", up("70", "72"), "%"),
        ("Chi bộ hoàn thành tốt từ 85% - 90% trở lên", up("85", "90"), "%"),
        ("Sản lượng tăng gấp 1,5 - 2 lần so với năm 2021", up("1.5", "2"), "lần"),
        ("Tỷ lệ hộ nghèo không quá 1,5 - 2%", down("2", "1.5"), "%"),
        # about
        ("Thu ngân sách khoảng 350 tỷ đồng", up("350", about="5"), "tỷ đồng"),
        ("Diện tích cây ăn quả ước đạt 1.320 ha", up("1320", about="5"), "ha"),
        ("Tỷ lệ đô thị hóa xấp xỉ 38,2%", up("38.2", about="0.05"), "%"),
        ("Giải quyết việc làm cho khoảng 60 người", up("60", about="0.5"), "người"),
        ("Quy mô kinh tế đạt khoảng trên 400 tỷ đồng", up("400", about="50"), "tỷ đồng"),
        ("Tỷ lệ thất nghiệp khoảng 2,5%", down("2.5", about="0.05"), "%"),
        # at least
        ("Tỷ lệ bao phủ bảo hiểm từ 94% trở lên", up("94"), "%"),
        ("Phát triển đảng viên từ 4% tổng số đoàn viên trở lên", up("4"), "%"),
        ("Tỷ lệ hài lòng 92% trở lên", up("92"), "%"),
        ("Xây dựng ít nhất 02 mô hình", up("2"), "mô hình"),
        ("Xây dựng ít nhất một mô hình", up("1"), "mô hình"),
        ("Tỷ lệ đúng hạn tối thiểu 97,5%", up("97.5"), "%"),
        ("Khám chữa bệnh không dưới 300 trường hợp", up("300"), "trường hợp"),
        ("Tỷ lệ thu gom ≥ 88%", up("88"), "%"),
        ("Tỷ lệ thu gom không thấp hơn 88%", up("88"), "%"),
        ("Tỷ lệ số hóa đạt từ 75 phần trăm trở lên", up("75"), "%"),
        ("Thu hút từ 5 dự án trở lên", up("5"), "dự án"),
        # more than
        ("Tỷ lệ đạt chuẩn trên 82%", up("82", strict=True), "%"),
        ("Có hơn 45% hộ khá, giàu", up("45", strict=True), "%"),
        ("Tỷ lệ dùng nước sạch > 66%", up("66", strict=True), "%"),
        # at most, less than
        ("Số vụ cháy không quá 12 vụ", down("12"), "vụ"),
        ("Số người chết do tai nạn không vượt quá 7 người", down("7"), "người"),
        ("Hoàn thành xuất sắc tối đa 20%", down("20"), "%"),
        ("Bội chi ≤ 3%", down("3"), "%"),
        ("Tỷ lệ hộ nghèo giảm còn 1,8%", down("1.8"), "%"),
        ("Tỷ lệ hộ nghèo còn 1,8%", down("1.8"), "%"),
        ("Kéo giảm tỷ lệ trễ hạn xuống còn 0,5%", down("0.5"), "%"),
        ("Tỷ lệ sinh con thứ ba dưới 6%", down("6", strict=True), "%"),
        ("Tỷ lệ bỏ học giảm xuống dưới 0,3%", down("0.3", strict=True), "%"),
        ("Tỷ suất tử vong < 9‰", down("9", strict=True), "‰"),
        ("Chỉ số cải cách hành chính nằm trong tốp 15", down("15"), "hạng"),
        ("Chỉ số cạnh tranh xếp thứ 12", down("12"), "hạng"),
        ("Thời gian giải quyết không quá 8 ngày làm việc", down("8"), "ngày làm việc"),
        # just a number: at least, or at most where less is better
        ("Thu nhập bình quân đầu người đạt 72 triệu đồng", up("72"), "triệu đồng"),
        ("Tỷ lệ hộ nghèo: 0,9%", down("0.9"), "%"),
        ("Tỷ lệ giải quyết tố giác tội phạm 93%", up("93"), "%"),
        ("100% thôn có nhà văn hóa", up("100"), "%"),
        ("Có thêm 02 xã đạt chuẩn nông thôn mới", up("2"), "xã"),
        ("Xã đạt 19/19 tiêu chí", up("19"), "tiêu chí"),
        ("Tổng sản lượng 12.345,5 tấn", up("12345.5"), "tấn"),
        ("Số doanh nghiệp thành lập mới: 30", up("30"), "doanh nghiệp"),
        # none of it
        ("Không có chi bộ yếu kém", down("0"), "trường hợp"),
        ("Không để xảy ra cháy rừng", down("0"), "trường hợp"),
        ("Không còn nhà tạm, nhà dột nát", down("0"), "trường hợp"),
        # where it comes from is no target
        ("Nâng tỷ lệ thu gom từ 70% lên 85%", up("85"), "%"),
        ("Tỷ lệ hộ nghèo giảm từ 4,2% năm 2024 xuống còn 3%", down("3"), "%"),
    ],
)
def test_the_goal_of_words(words, expected, unit):
    measure = read_one(words)
    assert (measure.goal, measure.unit) == (expected, unit)
    assert measure.formula in {Formula.VALUE, Formula.RATIO}


@pytest.mark.parametrize(
    ("words", "expected", "unit"),
    [
        ("Tỷ lệ hộ nghèo giảm từ 0,5% - 0,7%", up("0.5", "0.7"), "điểm %"),
        ("Mỗi năm giảm 1 - 1,5 điểm phần trăm tỷ lệ hộ nghèo", up("1", "1.5"), "điểm %"),
        ("Tỷ lệ hộ cận nghèo giảm 0,66%", up("0.66"), "điểm %"),
        ("Số vụ tai nạn giảm từ 5% trở lên", up("5"), "%"),
        ("Tỷ lệ nghèo duy trì mức giảm 0,8 - 1% hằng năm", up("0.8", "1"), "điểm %"),
        ("Kéo giảm tội phạm ít nhất 5%", up("5"), "%"),
        ("Giảm cả 3 tiêu chí tai nạn giao thông từ 5 - 10%", up("5", "10"), "%"),
    ],
)
def test_a_fall_is_measured_as_a_fall(words, expected, unit):
    measure = read_one(words)
    assert (measure.goal, measure.formula) == (expected, Formula.DECREASE)
    assert measure.unit == unit


@pytest.mark.parametrize(
    ("words", "expected", "formula"),
    [
        ("Giao quân đạt 100% chỉ tiêu được giao", up("100"), Formula.RATIO),
        ("Giải ngân đạt trên 95% kế hoạch vốn", up("95", strict=True), Formula.RATIO),
        ("Thu nội địa đạt 104% dự toán tỉnh giao", up("104"), Formula.RATIO),
        ("Kết nạp đảng viên đạt chỉ tiêu trên giao", up("100"), Formula.RATIO),
        ("Hoàn thành và vượt chỉ tiêu tuyển quân", up("100"), Formula.RATIO),
        ("Thu ngân sách vượt dự toán tỉnh giao từ 4% - 6%", up("4", "6"), Formula.EXCESS),
        ("Thu ngân sách vượt 5% so với dự toán", up("5"), Formula.EXCESS),
        ("Thu ngân sách tăng 5% so với dự toán tỉnh giao", up("5"), Formula.EXCESS),
    ],
)
def test_what_was_given_is_asked_for(words, expected, formula):
    measure = read_one(words)
    assert (measure.goal, measure.formula, measure.quota) == (expected, formula, True)


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        (
            "Có ít nhất 82% rác thải sinh hoạt, 91% rác thải y tế, 100% nước thải được xử lý",
            [up("82"), up("91"), up("100")],
        ),
        (
            "Khoảng 90% hộ, 93% thôn và 95% cơ quan đạt danh hiệu văn hóa",
            [up("90", about="0.5"), up("93", about="0.5"), up("95", about="0.5")],
        ),
        (
            "Trường chuẩn đạt trên 90%, trong đó 01 trường mức độ 2",
            [up("90", strict=True), up("1")],
        ),
        ("Trên 80% thôn được công nhận; 95% hộ đạt chuẩn", [up("80", strict=True), up("95")]),
        ("Đạt 2.100 tỷ đồng, tăng 12% so với năm trước", [up("2100"), up("12")]),
        ("Cơ cấu: nông nghiệp 20%; công nghiệp 45%; dịch vụ 35%", [up("20"), up("45"), up("35")]),
        ("28 giường bệnh/10.000 dân, 11 bác sĩ/vạn dân", [up("28"), up("11")]),
        ("90% chi bộ đạt loại tốt, không có chi bộ yếu", [up("90"), down("0")]),
        ("Thành thị 98 - 100%, nông thôn 90 - 92%", [up("98", "100"), up("90", "92")]),
    ],
)
def test_several_measures_of_one_target(words, goals):
    assert [one.goal for one in measures_of(words, 0, len(words)).measures] == goals


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tốc độ tăng giá trị sản xuất (giá so sánh năm 2010) đạt 9%", up("9")),
        ("Đến năm 2030, tỷ lệ lao động qua đào tạo đạt 75%", up("75")),
        ("Trường đạt chuẩn quốc gia mức độ 2 đạt 30%", up("30")),
        ("Dân số từ 15 tuổi trở lên biết chữ đạt 99%", up("99")),
        ("Trẻ em dưới 5 tuổi suy dinh dưỡng dưới 8%", down("8", strict=True)),
        ("Huy động trẻ 3 - 5 tuổi đến lớp đạt 96%", up("96")),
        ("Trên 88% chi bộ xếp loại từ hoàn thành tốt nhiệm vụ trở lên", up("88", strict=True)),
        ("100% chi bộ thực hiện Chỉ thị 05-CT/TW và Kết luận 01-KL/TW", up("100")),
        ("Tỷ lệ xã đạt chuẩn (theo bộ tiêu chí giai đoạn 2026 - 2030) đạt 40%", up("40")),
        ("Số bác sĩ trên 1 vạn dân đạt 12 bác sĩ", up("12")),
        ("Tốc độ tăng trưởng bình quân 5 năm đạt 8%", up("8")),
        ("Tỷ lệ hồ sơ mức độ 4 đạt 60% (năm 2024: 41%)", up("60")),
        ("Tỷ lệ tham gia bảo hiểm y tế đạt 95%[^2]", up("95")),
        ("Phong trào “5 không, 3 sạch” đạt 85% hộ", up("85")),
        ("Sản phẩm OCOP 3 sao trở lên đạt 12 sản phẩm", up("12")),
        ("Tuổi thọ trung bình đạt 75 tuổi", up("75")),
    ],
)
def test_numbers_that_are_no_values(words, expected):
    assert read_one(words).goal == expected


@pytest.mark.parametrize(
    "words",
    [
        "Xây dựng lực lượng dân quân đạt tỷ lệ theo quy định",
        "Giữ vững danh hiệu phường văn minh",
        "Đảng bộ xếp loại “Hoàn thành tốt nhiệm vụ” trở lên",
        "Thực hiện hiệu quả chương trình, kế hoạch năm 2026",
    ],
)
def test_a_target_in_words_is_kept_without_a_goal(words):
    read = measures_of(words, 0, len(words))
    (measure,) = read.measures
    assert (measure.goal, measure.words, measure.label) == (None, "", words)
    (doubt,) = read.doubts
    assert doubt.span.of(words) == words


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("Tỷ lệ lao động qua đào tạo đạt khoảng 60%", ["Tỷ lệ lao động qua đào tạo"]),
        ("Kết nạp từ 15 đảng viên trở lên", ["Kết nạp đảng viên"]),
        ("Trồng mới 50 ha rừng", ["Trồng mới rừng"]),
        ("Tỷ lệ hộ nghèo giảm 0,5%", ["Mức giảm tỷ lệ hộ nghèo"]),
        ("Giao quân đạt 100% chỉ tiêu được giao", ["Giao quân so với chỉ tiêu được giao"]),
        (
            "Phấn đấu có 90% hộ, 95% thôn đạt chuẩn văn hóa",
            ["Hộ đạt chuẩn văn hóa", "Thôn đạt chuẩn văn hóa"],
        ),
    ],
)
def test_what_a_measure_is_called(words, labels):
    assert [one.label for one in measures_of(words, 0, len(words)).measures] == labels


def test_a_goal_keeps_its_words_and_their_place():
    words = "Đến năm 2026, tỷ lệ che phủ rừng giảm xuống dưới 45,5% diện tích"
    measure = read_one(words)
    assert measure.goal_span.of(words) == measure.words == "giảm xuống dưới 45,5%"
    assert measure.span.of(words) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Giao quân đạt 100% chỉ tiêu được giao", "Văn bản không ghi số được giao"),
        ("Đạt chỉ tiêu trên giao", "hiểu là 100%"),
        ("Tỷ lệ hộ nghèo: 0,9%", "càng thấp càng tốt"),
        ("Tỷ lệ hộ nghèo giảm 0,5%", "điểm %"),
        ("Số vụ tai nạn giảm 5%", "so với kỳ nào"),
        ("Đạt 42.5% diện tích", "dùng dấu chấm"),
        ("Tỷ lệ thu gom đạt 1.250%", "hiểu là 1250"),
        ("Không để xảy ra cháy rừng", "bằng 0"),
        ("Ít nhất 80% hộ, 85% thôn có đèn", "đứng trước cả dãy"),
        ("Tỷ lệ đúng hạn 98% (năm 2024: 97%)", "trong ngoặc"),
        ("Chỉ số hài lòng đạt trên 0,78", "đơn vị tính"),
        ("Nâng tỷ lệ từ 70% lên 85%", "mức xuất phát"),
    ],
)
def test_what_is_unsure_is_said_with_its_words(words, said):
    (doubt,) = measures_of(words, 0, len(words)).doubts
    assert said in doubt.sentence
    assert doubt.span.of(words).strip()
