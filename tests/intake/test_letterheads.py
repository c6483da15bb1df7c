"""Who decided, under what title, and when: what stands at the head and the foot."""

from datetime import date

import pytest

from targets.intake.resolution_text import read

BELOW = "II. Các chỉ tiêu\n1. Kết nạp 12 đảng viên.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Nghị quyết Đại hội chi bộ. Phấn đấu đạt các mức sau.", "Nghị quyết Đại hội chi bộ"),
        (
            "Nghị quyết của chi bộ thôn Đông năm 2026: kết nạp 03 đảng viên; giữ vững danh hiệu.",
            "Nghị quyết của chi bộ thôn Đông năm 2026",
        ),
        ("NGHỊ QUYẾT\nV/v nhiệm vụ năm 2026", "NGHỊ QUYẾT V/v nhiệm vụ năm 2026"),
        (
            "NGHỊ QUYẾT\nHội nghị Đảng ủy xã lần thứ 8 về nhiệm vụ năm 2026",
            "NGHỊ QUYẾT Hội nghị Đảng ủy xã lần thứ 8 về nhiệm vụ năm 2026",
        ),
        (
            "NGHỊ QUYẾT\nVề kế hoạch năm 2026\nHỘI ĐỒNG NHÂN DÂN XÃ AN BÌNH KHÓA II, KỲ HỌP THỨ 4",
            "NGHỊ QUYẾT Về kế hoạch năm 2026",
        ),
        ("NGHỊ QUYẾT\nvề kinh tế năm 2026\nCÁC CHỈ TIÊU CỤ THỂ", "NGHỊ QUYẾT về kinh tế năm 2026"),
        (
            "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết Đại hội Đảng bộ phường",
            "CHƯƠNG TRÌNH HÀNH ĐỘNG thực hiện Nghị quyết Đại hội Đảng bộ phường",
        ),
        ("KẾ HOẠCH\nphát triển kinh tế năm 2026", "KẾ HOẠCH phát triển kinh tế năm 2026"),
        ("NGHỊ QUYẾT\nLÃNH ĐẠO NHIỆM VỤ NĂM 2026", "NGHỊ QUYẾT LÃNH ĐẠO NHIỆM VỤ NĂM 2026"),
        ("NGHỊ QUYẾT ĐẠI HỘI CHI BỘ\nI/ TÌNH HÌNH NĂM 2025", "NGHỊ QUYẾT ĐẠI HỘI CHI BỘ"),
        (
            "NGHỊ QUYẾT\nKỳ họp thứ 3 HĐND xã về dự toán năm 2026\nQUYẾT NGHỊ",
            "NGHỊ QUYẾT Kỳ họp thứ 3 HĐND xã về dự toán năm 2026",
        ),
        ("Kế hoạch tỉnh giao 95 tỷ đồng.", ""),
        ("Nghị quyết nêu rõ 15 chỉ tiêu gồm:", ""),
        (
            "NGHỊ QUYẾT\n\nCỦA HỘI NGHỊ ĐẢNG ỦY LẦN THỨ 5\n\nvề tình hình năm 2025; mục tiêu,\n\n"
            "nhiệm vụ năm 2026\n\nHội nghị Đảng ủy được tổ chức vào ngày 12/12/2025, đã thảo luận:",
            "NGHỊ QUYẾT CỦA HỘI NGHỊ ĐẢNG ỦY LẦN THỨ 5 về tình hình năm 2025; mục tiêu, nhiệm vụ"
            " năm 2026",
        ),
        (
            "NGHỊ QUYẾT\nHỘI NGHỊ LẦN THỨ MƯỜI BAN CHẤP HÀNH ĐẢNG BỘ XÃ\nKHÓA XII\nvề kinh tế",
            "NGHỊ QUYẾT HỘI NGHỊ LẦN THỨ MƯỜI BAN CHẤP HÀNH ĐẢNG BỘ XÃ KHÓA XII về kinh tế",
        ),
        (
            "NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ XÃ\n\nĐại hội đại biểu Đảng bộ xã họp từ ngày 10/3/2026",
            "NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ XÃ",
        ),
        (
            "KẾ HOẠCH\nCải cách hành chính năm 2026\nCăn cứ\nNghị quyết số 5-NQ/ĐU của Đảng ủy",
            "KẾ HOẠCH Cải cách hành chính năm 2026",
        ),
        ("NGHỊ QUYẾT\nLãnh đạo nhiệm vụ năm 2026", "NGHỊ QUYẾT Lãnh đạo nhiệm vụ năm 2026"),
    ],
)
def test_the_title(head, title):
    assert read(f"{head}\n\n{BELOW}").title == title


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("An Bình, ngày 20 tháng 12 năm 2025\nCăn cứ Luật ngày 16/6/2025;", date(2025, 12, 20)),
        ("Căn cứ Luật ngày 16 tháng 6 năm 2025;\nXét Tờ trình ngày 10/12/2025;", None),
        ("Nghị quyết có hiệu lực từ ngày 01 tháng 01 năm 2026.", None),
        ("Các chi bộ báo cáo trước ngày 15/12/2026.", None),
        (
            "Căn cứ Luật ngày 16/6/2025;\nHội đồng nhân dân thông qua ngày 20/12/2025.",
            date(2025, 12, 20),
        ),
    ],
)
def test_the_day_is_this_paper_s_own(words, day):
    assert read(f"{words}\n{BELOW}").adopted_on == day


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("Báo cáo của Thị ủy về tình hình năm 2025", "Thị ủy"),
        ("ĐẢNG ỦY PHƯỜNG MINH KHAI", "ĐẢNG ỦY PHƯỜNG MINH KHAI"),
        ("Phấn đấu Đảng bộ đạt “Hoàn thành tốt nhiệm vụ”", ""),
        ("CHƯƠNG TRÌNH CÔNG TÁC CỦA ĐẢNG BỘ\nChỉ tiêu năm 2026", ""),
        ("Hội đồng nhân dân các cấp nhiệm kỳ 2021 - 2026", ""),
    ],
)
def test_a_committee_is_named_by_its_place(words, issuer):
    assert read(f"{words}\n{BELOW}").issuer == issuer


def test_a_number_cited_is_not_this_paper_s():
    cited = read(f"Cụ thể hóa Nghị quyết số 68-NQ/TW ngày 04/5/2025.\n{BELOW}")
    assert (cited.number, cited.adopted_on) == ("", None)


def test_an_issuer_on_two_lines_is_one_name():
    reading = read(f"HỘI ĐỒNG NHÂN DÂN\nXÃ AN BÌNH\n\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\n{BELOW}")
    assert reading.issuer == "HỘI ĐỒNG NHÂN DÂN XÃ AN BÌNH"


def test_a_plan_has_its_own_number():
    text = f"UBND XÃ AN BÌNH\nSố: 12/KH-UBND\n\nCăn cứ Nghị quyết số 05-NQ/ĐU.\n\n{BELOW}"
    assert read(text).number == "12/KH-UBND"
