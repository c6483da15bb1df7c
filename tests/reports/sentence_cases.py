"""The table of sentences (mockups/papers §5): a measure, and what the report says of it."""

from reports.assessment import Typed
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from tests.reports.lines import D, line

RATE = {"pace": Pace.RATE, "unit_of_measure": "%", "decimals": 2, "name": "Tốc độ tăng trưởng"}
LEVEL = {"pace": Pace.LEVEL, "unit_of_measure": "%", "decimals": 2, "name": "Hộ dùng nước sạch"}
YEAR_END = {**LEVEL, "pace": Pace.YEAR_END}
RANGE = {**RATE, "target": ("từ 10% - 12,5%", "up", "10", "12.5")}
ABOUT = {**LEVEL, "target": ("khoảng 95%", "up", "95", None), "tolerance": "0.5"}
AT_LEAST = {**LEVEL, "target": ("ít nhất 85%", "up", "85", None)}
MONEY = {"target": ("khoảng 9.500 tỷ đồng", "up", "9500", None), "tolerance": 50}
SCHOOLS = {
    "pace": Pace.LEVEL, "unit_of_measure": "trường", "decimals": 0,
    "name": "Trường đạt chuẩn quốc gia mức độ 2", "target": ("02 trường", "up", "2", None),
}  # fmt: skip
CEILING = {
    "unit_of_measure": "vụ", "decimals": 0, "name": "Số vụ tai nạn giao thông",
    "target": ("không quá 40 vụ", "down", None, "40"),
}  # fmt: skip
WITHIN = {
    **LEVEL, "name": "Tổ chức đảng hoàn thành xuất sắc", "pace": Pace.YEAR_END,
    "target": ("khoảng 20%", "within", "20", "20"), "tolerance": "2.5",
}  # fmt: skip
BUDGET = {
    "unit_of_measure": "%", "decimals": 2, "formula": Formula.EXCESS,
    "name": "Mức vượt thu ngân sách so với chỉ tiêu tỉnh giao", "start": D(-100),
    "numerator_label": "Tổng thu ngân sách (tỷ đồng)",
    "denominator_label": "Dự toán tỉnh giao (tỷ đồng)", "assigned_basis": "chỉ tiêu tỉnh giao",
    "target": ("vượt từ 5% - 7% trở lên", "up", "5", "7"),
}  # fmt: skip
POOR = {
    "unit_of_measure": "điểm %", "decimals": 2, "formula": Formula.DECREASE, "baseline": D("2.99"),
    "name": "Mức giảm tỷ lệ hộ nghèo", "pace": Pace.LEVEL, "start": D(0),
    "target": ("giảm từ 0,4% - 0,6%", "up", "0.4", "0.6"),
}  # fmt: skip
MEMBERS = {
    "unit_of_measure": "%", "decimals": 2, "formula": Formula.RATIO,
    "name": "Kết nạp đảng viên mới so với chỉ tiêu tỉnh giao",
    "denominator_label": "Chỉ tiêu tỉnh giao (đảng viên)", "assigned_basis": "chỉ tiêu tỉnh giao",
    "target": ("100%", "up", "100", None),
}  # fmt: skip


def then(value=None, **typed):
    """What was typed, official where nothing else is said."""
    typed = {"nature": "official", **typed}
    numbers = {"value", "numerator", "denominator", "year_estimate", "year_ago"}
    made = {key: D(text) if key in numbers else text for key, text in typed.items()}
    return Typed(value=None if value is None else D(value), **made)


def pair(numerator, denominator, **typed):
    return then(numerator=numerator, denominator=denominator, **typed)


def at(quarter, typed, terms, **more):
    """A measure of which something is known in one quarter."""
    known = [Typed()] * (quarter - 1) + [typed]
    return line(*known, place=quarter - 1, **terms, **more)


CASES = [
    # excess
    (at(4, pair("660.5", 620), BUDGET), "Tổng thu ngân sách cả năm đạt 660,5 tỷ đồng, bằng 106,53% dự toán tỉnh giao (620 tỷ đồng), vượt 6,53% so với dự toán tỉnh giao, đạt chỉ tiêu Nghị quyết (vượt từ 5% - 7% trở lên)"),
    (at(4, pair(670, 620), BUDGET), "Tổng thu ngân sách cả năm đạt 670 tỷ đồng, bằng 108,06% dự toán tỉnh giao (620 tỷ đồng), vượt 8,06% so với dự toán tỉnh giao, cao hơn mức cao của chỉ tiêu Nghị quyết (vượt từ 5% - 7% trở lên)"),
    (at(4, pair(640, 620), BUDGET), "Tổng thu ngân sách cả năm đạt 640 tỷ đồng, bằng 103,23% dự toán tỉnh giao (620 tỷ đồng), không đạt chỉ tiêu Nghị quyết (vượt từ 5% - 7% trở lên)"),
    (at(3, pair("492.6", 620, nature="preliminary", year_ago="-20.55"), BUDGET), "Tổng thu ngân sách 9 tháng sơ bộ đạt 492,6 tỷ đồng, bằng 79,45% dự toán tỉnh giao (620 tỷ đồng), bằng cùng kỳ, đúng tiến độ (mốc 9 tháng: 78,75%; cả năm: 105% - 107% trở lên); theo tiến độ hiện nay, cả năm dự kiến đạt 105,94% dự toán tỉnh giao"),
    (at(3, pair(450, 620), BUDGET), "Tổng thu ngân sách 9 tháng đạt 450 tỷ đồng, bằng 72,58% dự toán tỉnh giao (620 tỷ đồng), thấp hơn 6,17 điểm phần trăm so với mốc 9 tháng (78,75%), chậm tiến độ (cả năm: 105% - 107% trở lên); theo tiến độ hiện nay, cả năm dự kiến đạt 96,77% dự toán tỉnh giao"),
    # decrease
    (at(4, then("2.49"), POOR), "Tỷ lệ hộ nghèo còn 2,49%, giảm 0,5 điểm phần trăm so với cuối năm trước (2,99%), đạt chỉ tiêu Nghị quyết (giảm từ 0,4% - 0,6%)"),
    (at(4, then("2.29"), POOR), "Tỷ lệ hộ nghèo còn 2,29%, giảm 0,7 điểm phần trăm so với cuối năm trước (2,99%), vượt mức cao của chỉ tiêu Nghị quyết (giảm từ 0,4% - 0,6%)"),
    (at(4, then("2.79"), POOR), "Tỷ lệ hộ nghèo còn 2,79%, mới giảm 0,2 điểm phần trăm so với cuối năm trước (2,99%), không đạt chỉ tiêu Nghị quyết (giảm từ 0,4% - 0,6%)"),
    (at(4, then("3.09"), POOR), "Tỷ lệ hộ nghèo là 3,09%, tăng 0,1 điểm phần trăm so với cuối năm trước (2,99%), không đạt chỉ tiêu Nghị quyết (giảm từ 0,4% - 0,6%)"),
    (at(3, then("2.66", nature="estimate"), POOR), "Tỷ lệ hộ nghèo còn 2,66%, giảm 0,33 điểm phần trăm so với cuối năm trước (2,99%), đúng tiến độ (mốc 9 tháng: giảm 0,3 điểm phần trăm; cả năm: giảm từ 0,4% - 0,6%); theo tiến độ hiện nay, cả năm dự kiến giảm 0,44 điểm phần trăm"),
    # quota
    (at(3, pair(122, 120, year_estimate=127), MEMBERS), "Kết nạp đảng viên mới đạt 101,67% chỉ tiêu tỉnh giao (122/120 đảng viên), vượt chỉ tiêu cả năm; đơn vị chủ trì ước cả năm đạt 105,83% chỉ tiêu tỉnh giao"),
    (at(3, pair(97, 120, year_ago="78.44"), MEMBERS, milestone=70), "Kết nạp đảng viên mới đạt 80,83% chỉ tiêu tỉnh giao (97/120 đảng viên), tăng 2,39 điểm phần trăm so với cùng kỳ, đúng tiến độ (mốc 9 tháng: 70%); theo tiến độ hiện nay, cả năm dự kiến đạt 115,48% chỉ tiêu tỉnh giao"),
    (at(3, then(100), MEMBERS, percent_only=True), "Kết nạp đảng viên mới đạt 100% chỉ tiêu tỉnh giao, hoàn thành chỉ tiêu cả năm"),
    # at most
    (at(4, then(38), CEILING), "Số vụ tai nạn giao thông là 38 vụ, thấp hơn 2 vụ so với mức cho phép (không quá 40 vụ), tốt hơn chỉ tiêu"),
    (at(4, then(40), CEILING), "Số vụ tai nạn giao thông là 40 vụ, không vượt mức cho phép (không quá 40 vụ), đạt chỉ tiêu"),
    (at(3, then(41), CEILING), "Số vụ tai nạn giao thông là 41 vụ, cao hơn 1 vụ so với mức cho phép (không quá 40 vụ), vượt mức cho phép"),
    (at(3, then(32, year_ago=30), CEILING), "Số vụ tai nạn giao thông 9 tháng là 32 vụ, tăng 6,7% so với cùng kỳ, cao hơn 2 vụ so với mốc 9 tháng (30 vụ), có nguy cơ vượt mức cho phép cả năm (không quá 40 vụ); theo tiến độ hiện nay, cả năm dự kiến là 43 vụ"),
    (at(3, then(30, year_estimate=41), CEILING), "Số vụ tai nạn giao thông 9 tháng là 30 vụ, đúng tiến độ (mốc 9 tháng: 30 vụ; mức cho phép cả năm: không quá 40 vụ); đơn vị chủ trì ước cả năm là 41 vụ, khó giữ mức cho phép"),
    # within
    (at(4, then(20), WITHIN), "Tỷ lệ tổ chức đảng hoàn thành xuất sắc đạt 20%, trong khoảng cho phép (khoảng 20%, sai số ±2,5 điểm phần trăm), đạt chỉ tiêu"),
    (at(4, then(25, year_ago=20), WITHIN), "Tỷ lệ tổ chức đảng hoàn thành xuất sắc đạt 25%, tăng 5 điểm phần trăm so với năm 2023, ngoài khoảng cho phép (khoảng 20%, sai số ±2,5 điểm phần trăm), không đạt chỉ tiêu"),
    (at(3, then(19, nature="estimate"), WITHIN), "Tỷ lệ tổ chức đảng hoàn thành xuất sắc ước đạt 19%; đang thực hiện, đánh giá cuối năm (chỉ tiêu: khoảng 20%, sai số ±2,5 điểm phần trăm)"),
    # amount
    (at(3, then("5938.2", nature="estimate", year_ago="5742.9", year_estimate=9120), MONEY, milestone=6175), "Tổng vốn 9 tháng ước đạt 5.938,2 tỷ đồng, tăng 3,4% so với cùng kỳ, bằng 62,5% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ đồng), thấp hơn 236,8 tỷ đồng so với mốc 9 tháng (6.175 tỷ đồng), chậm tiến độ; để đạt chỉ tiêu, quý IV phải thực hiện thêm 3.561,8 tỷ đồng; đơn vị chủ trì ước cả năm đạt 9.120 tỷ đồng, khó đạt chỉ tiêu"),
    (at(1, then(2400), MONEY), "Tổng vốn quý I đạt 2.400 tỷ đồng, bằng 25,3% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ đồng), đúng tiến độ (mốc quý I: 2.375 tỷ đồng); theo tiến độ hiện nay, cả năm dự kiến đạt 9.600 tỷ đồng"),
    (at(2, then(4000), MONEY), "Tổng vốn 6 tháng đạt 4.000 tỷ đồng, bằng 42,1% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ đồng), thấp hơn 750 tỷ đồng so với mốc 6 tháng (4.750 tỷ đồng), chậm tiến độ; để đạt chỉ tiêu, hai quý còn lại phải thực hiện thêm 5.500 tỷ đồng; theo tiến độ hiện nay, cả năm dự kiến đạt 8.000 tỷ đồng"),
    (at(4, then(9120), MONEY), "Tổng vốn cả năm đạt 9.120 tỷ đồng, bằng 96% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ đồng), còn thiếu 380 tỷ đồng, không đạt chỉ tiêu"),
    (at(4, then(9480), MONEY), "Tổng vốn cả năm đạt 9.480 tỷ đồng, bằng 99,8% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ đồng), hoàn thành chỉ tiêu cả năm"),
    (at(4, then(9700), MONEY), "Tổng vốn cả năm đạt 9.700 tỷ đồng, bằng 102,1% chỉ tiêu Nghị quyết (khoảng 9.500 tỷ đồng), vượt chỉ tiêu cả năm"),
    # count
    (at(3, then(0, year_estimate=2), SCHOOLS), "Chưa có trường đạt chuẩn quốc gia mức độ 2, còn 02 trường phải hoàn thành theo chỉ tiêu Nghị quyết; đang thực hiện; đơn vị chủ trì ước cả năm có 02 trường, dự kiến đạt chỉ tiêu"),
    (at(3, then(2), SCHOOLS), "Có 02 trường đạt chuẩn quốc gia mức độ 2, đạt chỉ tiêu Nghị quyết (02 trường)"),
    (at(4, then(3), SCHOOLS), "Có 03 trường đạt chuẩn quốc gia mức độ 2, nhiều hơn 01 trường so với chỉ tiêu Nghị quyết (02 trường), vượt chỉ tiêu"),
    (at(4, then(1), SCHOOLS), "Có 01 trường đạt chuẩn quốc gia mức độ 2, thiếu 01 trường so với chỉ tiêu Nghị quyết (02 trường), không đạt chỉ tiêu"),
    (at(3, then(1), SCHOOLS, milestone=2), "Có 01 trường đạt chuẩn quốc gia mức độ 2, thiếu 01 trường so với mốc 9 tháng, chậm tiến độ (cả năm: 02 trường)"),
    # about, range, at least
    (at(4, then("95.3"), ABOUT), "Tỷ lệ hộ dùng nước sạch đạt 95,3%, đạt chỉ tiêu Nghị quyết (khoảng 95%, sai số ±0,5 điểm phần trăm)"),
    (at(4, then("96.5"), ABOUT), "Tỷ lệ hộ dùng nước sạch đạt 96,5%, cao hơn 1,5 điểm phần trăm so với chỉ tiêu Nghị quyết (khoảng 95%, sai số ±0,5 điểm phần trăm), vượt chỉ tiêu"),
    (at(4, then(94), ABOUT), "Tỷ lệ hộ dùng nước sạch đạt 94%, thấp hơn 1 điểm phần trăm so với chỉ tiêu Nghị quyết (khoảng 95%, sai số ±0,5 điểm phần trăm), không đạt chỉ tiêu"),
    (at(3, then("10.86", nature="estimate", year_ago="10.31", year_estimate="11.2"), RANGE), "Tốc độ tăng trưởng ước đạt 10,86%, tăng 0,55 điểm phần trăm so với cùng kỳ, cao hơn 0,86 điểm phần trăm so với mức thấp của chỉ tiêu Nghị quyết (từ 10% - 12,5%), đúng tiến độ; đơn vị chủ trì ước cả năm đạt 11,2%, dự kiến đạt chỉ tiêu"),
    (at(3, then(9, year_ago="9.5"), RANGE), "Tốc độ tăng trưởng đạt 9%, giảm 0,5 điểm phần trăm so với cùng kỳ, thấp hơn 1 điểm phần trăm so với mức thấp của chỉ tiêu Nghị quyết (từ 10% - 12,5%), thấp hơn yêu cầu; theo tiến độ hiện nay, cả năm dự kiến đạt 9%"),
    (at(4, then(11), RANGE), "Tốc độ tăng trưởng đạt 11%, trong khoảng chỉ tiêu Nghị quyết (từ 10% - 12,5%), đạt chỉ tiêu"),
    (at(4, then(13), RANGE), "Tốc độ tăng trưởng đạt 13%, vượt mức cao của chỉ tiêu Nghị quyết (từ 10% - 12,5%)"),
    (at(4, then("9.996"), RANGE), "Tốc độ tăng trưởng đạt 9,996%, thấp hơn 0,004 điểm phần trăm so với mức thấp của chỉ tiêu Nghị quyết (từ 10% - 12,5%), không đạt chỉ tiêu"),
    (at(3, then(82), AT_LEAST, milestone=80), "Tỷ lệ hộ dùng nước sạch đạt 82%, cao hơn 2 điểm phần trăm so với mốc 9 tháng (80%), đúng tiến độ (cả năm: ít nhất 85%)"),
    (at(3, then(78), AT_LEAST, milestone=80), "Tỷ lệ hộ dùng nước sạch đạt 78%, thấp hơn 2 điểm phần trăm so với mốc 9 tháng (80%), chậm tiến độ (cả năm: ít nhất 85%)"),
    (at(3, then(78), AT_LEAST), "Tỷ lệ hộ dùng nước sạch đạt 78%, thấp hơn 7 điểm phần trăm so với chỉ tiêu Nghị quyết (ít nhất 85%); đang thực hiện"),
    (at(3, then(90), {**YEAR_END, "target": AT_LEAST["target"]}), "Tỷ lệ hộ dùng nước sạch đạt 90%, cao hơn 5 điểm phần trăm so với chỉ tiêu Nghị quyết (ít nhất 85%); đang thực hiện, đánh giá cuối năm"),
    # without a figure
    (at(3, Typed(), AT_LEAST, why="chưa gửi"), "Tỷ lệ hộ dùng nước sạch: chưa có số liệu 9 tháng (đơn vị chủ trì chưa gửi báo cáo)"),
    (at(3, Typed(), AT_LEAST, why="chưa có: chờ điều tra, dự kiến 05/10/2024"), "Tỷ lệ hộ dùng nước sạch: chưa có số liệu 9 tháng (chưa có: chờ điều tra, dự kiến có ngày 05/10/2024)"),
    (at(3, Typed(), MEMBERS, why="đang trả lại"), "Kết nạp đảng viên mới: chưa có số liệu 9 tháng (đang trả lại)"),
    (at(2, Typed(), {**YEAR_END, "target": ABOUT["target"]}), "Tỷ lệ hộ dùng nước sạch chưa đến kỳ đánh giá (chỉ tiêu: khoảng 95%)"),
    (at(2, Typed(), {"target": None, "name": "Củng cố quốc phòng"}, narrative=True), "Củng cố quốc phòng: đã ban hành kế hoạch; đánh giá bằng nhận xét"),
]  # fmt: skip
