"""An indicator's page on paper: upright, and no panel on two sheets that fits one."""

import io

import pytest
from pypdf import PdfReader

from targets.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHOLE = {
    10: [  # each panel by its first words and its last
        ("a) Chất thải rắn sinh hoạt", "9 tháng giảm 3,14 điểm"),
        ("Theo xã, phường: a)", "Chữ đậm: chưa đạt mức chung"),
        ("Thuyết minh của đơn vị", "mua bổ sung 01 xe ép rác"),
        ("Minh chứng của đơn vị", "SHA-256"),
        ("Cách hiểu và cách tính", "chờ Văn phòng xác nhận"),
        ("Lịch sử báo cáo 9 tháng", "“Tổng hợp nhật ký cân 9 tháng.xlsx”"),
    ],
    6: [
        ("a) Trường đạt chuẩn và duy trì đạt chuẩn quốc gia mức độ 1", "9 tháng tăng 4,55 điểm"),
        ("b) Trường đạt chuẩn quốc gia mức độ 2", "9 tháng tăng 2."),
        ("Cách hiểu và cách tính", "chờ Văn phòng xác nhận"),
    ],
}


@pytest.mark.parametrize("number", WHOLE)
def test_no_panel_is_torn(open_as, demo, number):
    page = open_as(User.objects.get(username="lanhdao"), f"/chi-tieu/nq-2024/{number}/?ky=3")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(sheet.mediabox.height > sheet.mediabox.width for sheet in sheets)
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert all(texts), "no empty sheet"
    for first, last in WHOLE[number]:
        ends = [at for at, text in enumerate(texts) if last in text]
        assert any(first in texts[at] for at in ends), (first, last)
