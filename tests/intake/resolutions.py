"""Made-up resolutions in the layouts offices use; the words are ours."""

# ruff: noqa: E501

# A council's resolution in articles and letters, tasks in another article
ARTICLES = """HỘI ĐỒNG NHÂN DÂN XÃ AN PHÚ
Số: 12/NQ-HĐND

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2026

Điều 1. Mục tiêu và các chỉ tiêu chủ yếu
1. Mục tiêu chung: Giữ ổn định, phấn đấu tăng trưởng trên 8%.
2. Các chỉ tiêu cụ thể
2.1. Chỉ tiêu kinh tế
a) Tổng giá trị sản xuất đạt 1.450 tỷ đồng, tăng 9,5% so với năm 2025.
b) Cơ cấu kinh tế: nông nghiệp 28%; công nghiệp 42%; dịch vụ 30%.
2.2. Chỉ tiêu xã hội
a) Tỷ lệ hộ nghèo giảm còn dưới 2%.
b) Không để xảy ra cháy rừng.
Điều 2. Nhiệm vụ, giải pháp
1. Tập trung phát triển nông nghiệp; phấn đấu 100% diện tích được tưới.
2. Đẩy mạnh giải ngân vốn đầu tư công đạt 95% kế hoạch.
Điều 3. Tổ chức thực hiện
1. Ủy ban nhân dân xã triển khai nghị quyết, báo cáo 02 lần trong năm.
"""

# Hard-wrapped, indented, a page number inside a sentence, a range broken at its dash
WRAPPED = """                      PHẦN THỨ HAI
        PHƯƠNG HƯỚNG, MỤC TIÊU, CHỈ TIÊU NĂM 2026

II. Các chỉ tiêu chủ yếu

    1. Tốc độ tăng trưởng tổng giá trị sản xuất bình quân đạt từ
10% - 12%/năm; trong đó: nông nghiệp tăng 4,5%, công nghiệp - xây
dựng tăng 14%.
    2. Thu ngân sách nhà nước trên địa bàn tăng bình quân 12%
- 13%/năm.
    3. Phấn đấu đến cuối năm 2026 có 85% số hộ gia đình, 80% số

                            - 5 -

khu dân cư và 95% cơ quan đạt danh hiệu văn hóa.
    4. Hoàn thành 100% chỉ tiêu giao quân.

III. Nhiệm vụ, giải pháp
    1. Về kinh tế
    Tập trung phát triển sản xuất, đưa năng suất lúa lên 65 tạ/ha.
    2. Về xã hội
    Chăm lo an sinh xã hội.
"""

# Headings in capitals, bullets, footnotes, what follows is no target
CAPITALS = """MỤC TIÊU CỤ THỂ ĐẾN NĂM 2030

VỀ KINH TẾ
• Thu nhập bình quân đầu người: trên 90 triệu đồng.
• Kinh tế số chiếm tối thiểu 20% GRDP.[^1]

[^1]: Theo Công văn số 97-CV/TU ngày 18/7/2025, chỉ tiêu chung là 30%

VỀ XÂY DỰNG ĐẢNG
• Hằng năm, có 90% trở lên tổ chức đảng hoàn thành tốt nhiệm vụ trở lên (trong đó có 15 - 20% xuất sắc).
• Xã đạt chuẩn “An toàn về an ninh, trật tự”.

CÁC KHÂU ĐỘT PHÁ
• Hoàn thành 3 công trình trọng điểm.
"""

# Lists inside paragraphs, the numbers run on from one to the next
INLINE = """NGHỊ QUYẾT của Ban Chấp hành Đảng bộ xã Tân Lập về nhiệm vụ năm 2025

Hội nghị thống nhất các chỉ tiêu chủ yếu năm 2025 như sau:

Kinh tế: (1) Giá trị sản xuất tăng 8,5%; (2) thu nhập bình quân đạt 60 triệu đồng/người.

Xã hội: **(3)** giảm tỷ lệ hộ nghèo xuống còn *1,2%*; (4) nâng tỷ lệ trường chuẩn từ 60% lên 75%; (5)
100% trạm y tế có bác sĩ.
"""

# No mark at all before the targets; groups under asterisks
PLAIN = """II. MỤC TIÊU, CHỈ TIÊU NĂM 2026

1. Mục tiêu tổng quát
Xây dựng phường văn minh, thu ngân sách tăng 15%.

2. Chỉ tiêu cụ thể

* Về kinh tế
Tốc độ tăng trưởng kinh tế đạt từ 10 đến 11%
Số doanh nghiệp thành lập mới: 45

* Về xã hội
Tỷ lệ hộ nghèo: 0,3%
Mật độ thuê bao Internet đạt ≥ 90%

III. NHIỆM VỤ TRỌNG TÂM
- Rà soát quy hoạch.
- Chỉnh trang 03 tuyến đường.
"""

# One paragraph and semicolons
SEMICOLONS = """Các chỉ tiêu chủ yếu: Tốc độ tăng trưởng đạt 8,5%; tổng thu ngân sách 450 tỷ đồng, tăng 12%; \
tỷ lệ hộ nghèo dưới 1%; trường đạt chuẩn 80%, trong đó mức độ 2 là 20%."""

# Only the list was pasted
PASTED = """1/ Thu hút 1,5 triệu lượt khách, doanh thu 850 tỷ đồng.
2/ Thời gian giải quyết hồ sơ không quá 10 ngày làm việc.
3/ Giữ vững danh hiệu xã văn minh.
"""

# What is below a target is part of it, what is below a heading is not
DEEP = """I. Mục tiêu cụ thể
1. Nhóm chỉ tiêu kinh tế
1.1. Tốc độ tăng GRDP đạt 10,5%, trong đó:
- Nông nghiệp tăng 3,5%;
- Công nghiệp tăng 13%.
1.2. GRDP bình quân đầu người đạt 95 triệu đồng.
1.3. Cơ cấu kinh tế:
- Nông nghiệp: 20%;
- Công nghiệp: 80%.
2. Nhóm chỉ tiêu xã hội
2.1. Tỷ lệ hộ nghèo giảm 0,3 điểm phần trăm.
II. Nhiệm vụ, giải pháp chủ yếu
1. Về kinh tế
1.1. Phát triển nông nghiệp sạch, đưa diện tích lên 500 ha.
1.2. Thu hút đầu tư. Cải cách thủ tục.
+ Mở rộng cụm công nghiệp.
2. Về quốc phòng
Giữ vững thế trận. Huấn luyện dân quân.
III. Tổ chức thực hiện
1. Các cấp ủy quán triệt nghị quyết.
"""

NAMED = """CÁC CHỈ TIÊU THI ĐUA NĂM 2026

Chỉ tiêu 1: Kim ngạch xuất khẩu đạt tối thiểu 2,5 tỷ USD.
Chỉ tiêu 2: Không còn nhà tạm, nhà dột nát.
"""

# A table with last year's column, groups, parts of a target, a goal in words
TABLE = """## Phần II. Các chỉ tiêu chủ yếu năm 2026

| TT | Chỉ tiêu | ĐVT | Thực hiện 2025 | Kế hoạch 2026 | Cơ quan theo dõi |
|----|----------|-----|------|------|------|
| I | Kinh tế | | | | |
| 1 | Tốc độ tăng giá trị sản xuất | % | 9,8 | 10 - 11,5 | Phòng Kinh tế |
| 2 | Cơ cấu giá trị sản xuất | | | | |
| | - Nông nghiệp | % | 30 | 28 | |
| | - Công nghiệp | % | 40 | 41 | |
| 3 | Thu ngân sách | Triệu đồng | 10.200 | ≥ 11.500 | Phòng Kinh tế |
| II | Xã hội | | | | |
| 4 | Mức giảm tỷ lệ hộ nghèo | % | 0,4 | 0,5 | Phòng Văn hóa |
| 5 | Giữ vững danh hiệu phường văn minh | | Đạt | Đạt | |

## Phần III. Nhiệm vụ và giải pháp
1. Làm tốt công tác quy hoạch.
"""

TABS = (
    "BIỂU CHỈ TIÊU\nSTT\tTên chỉ tiêu\tĐơn vị\tNăm 2026\tNăm 2030\tGhi chú\n"
    "1\tDân số trung bình\tNgười\t25.400\t27.000\t\n"
    "2\tSố vụ tai nạn giao thông\tVụ\tGiảm 5%\tGiảm 10%\tso với năm trước\n"
)
