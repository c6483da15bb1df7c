"""Which way of a measure is the better one: what is counted decides, not a word beside it."""

import pytest

from targets.rules.wanted import is_unsaid, lower_is_better


@pytest.mark.parametrize(
    "subject",
    [
        "tỷ lệ hộ nghèo đa chiều",
        "số vụ tai nạn giao thông",
        "tỷ lệ tử vong của người nghèo",
        "tỷ lệ hộ nghèo chưa được vay vốn",
        "tỷ lệ thất nghiệp được kiềm chế",
        "số hộ nghèo thiếu nước sạch",
        "số người chết vì tai nạn giao thông",
        "tổ chức đảng cấp dưới vi phạm",
        "số vụ tai nạn do sử dụng rượu bia",
        "tỷ lệ cán bộ quản lý vi phạm",
        "số vụ vi phạm về phòng, chống cháy nổ",
    ],
)
def test_fewer_bad_things_are_wanted(subject):
    assert lower_is_better(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "tỷ lệ lao động thuộc hộ nghèo qua đào tạo",
        "hộ nghèo được hỗ trợ vay vốn",
        "tỷ lệ hộ nghèo, hộ cận nghèo tiếp cận tín dụng",
        "hỗ trợ nhà ở cho hộ nghèo",
        "tỷ lệ người tham gia bảo hiểm thất nghiệp",
        "tỷ lệ giải quyết đơn thư khiếu nại",
        "tỷ lệ người nghiện ma túy được cai nghiện",
        "số con em hộ nghèo đi học",
        "tỷ lệ điều tra, khám phá các loại tội phạm",
        "tỷ lệ vụ vi phạm bị xử lý",
        "vận động quỹ vì người nghèo",
    ],
)
def test_more_of_what_is_done_about_them_is_wanted(subject):
    assert not lower_is_better(subject)


@pytest.mark.parametrize(
    ("subject", "share", "unsaid"),
    [
        ("tỷ lệ tăng dân số tự nhiên", False, True),
        ("tỷ trọng lao động nông nghiệp trong tổng lao động", True, True),
        ("cơ cấu kinh tế: nông nghiệp", True, True),
        ("nông nghiệp", True, True),
        ("nông nghiệp", False, False),
        ("cơ cấu kinh tế: dịch vụ", True, False),
        ("giá trị sản xuất nông nghiệp", False, False),
    ],
)
def test_where_the_better_way_is_not_said(subject, share, unsaid):
    assert is_unsaid(subject, share=share) is unsaid
