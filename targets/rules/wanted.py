"""Which way of a measure is the better one, told by what is counted (design §3.1).

A bad thing decides only where it is what is counted: fewer poor households are wanted, but more of
them that are given a loan, and more workers out of them with a certificate.
"""

import re

_BAD = re.compile(
    r"hộ (?:(?:cận|tái|mới thoát) )?nghèo|tỷ lệ (?:tái )?nghèo|người nghèo|nghèo đa chiều"
    r"|(?<!bảo hiểm )thất nghiệp|thiếu việc làm|suy dinh dưỡng|thấp còi|nhẹ cân"
    r"|tử vong|tội phạm|phạm pháp|tai nạn|vụ cháy|lạm phát|giá tiêu dùng|bội chi|đuối nước|ngộ độc"
    r"|nợ (?:xấu|đọng|công|thuế)|bỏ học|lưu ban|mù chữ|tảo hôn|sinh con thứ|hôn nhân cận huyết"
    r"|bạo lực|thất thoát|thất thu|tồn đọng|quá hạn|trễ hạn|khiếu nại|chi bộ yếu|không hoàn thành"
    r"|vi phạm|bị kỷ luật|mắc bệnh|mắc sốt|nhiễm|ma túy|người nghiện|đơn thư vượt cấp"
    r"|hao hụt|tiêu hao"
)
# What is counted stands before it: "lao động thuộc hộ nghèo", "quỹ vì người nghèo"
_NOT_HEAD = re.compile(
    r"(?:thuộc(?: diện)?|của|cho|vì|với|từ|con(?: em)?|là|trong|ở(?: các)?)"
    r"\s+(?:các |những |số |đối tượng )*(?:(?:hộ|người) nghèo(?:,| và)\s+)?$"
)
# Work done about it: "giải quyết khiếu nại", "khám phá các loại tội phạm"
_WORKED_ON = re.compile(
    r"\b(?:hỗ trợ|giúp|giải quyết|xử lý|khám phá|phá án|điều tra|vận động|tặng|trao|cấp|đào tạo"
    r"|tập huấn|tuyên truyền|tiếp nhận|thu hồi|khắc phục|cho vay|can thiệp|xóa|xoá|phát hiện"
    r"|phòng,? (?:và )?chống|tư vấn|điều trị|quản lý|kiểm tra)\b[^;:]*$"
)
# What was done for it, or what it does: "… được vay vốn", "… tham gia bảo hiểm", "… có việc làm"
_SERVED = re.compile(
    r"[^;:]{0,90}?\b(?:được(?! (?:kiềm|khống|giữ|kiểm soát|kéo|duy trì|hạn chế|giảm))"
    r"|qua đào tạo|tham gia|tiếp cận|sử dụng|dùng|vay|đi học|thoát nghèo|vươn lên|cai nghiện"
    r"|ký cam kết|biết|tốt nghiệp|hưởng thụ|bị (?:xử lý|phát hiện)"
    r"|có (?:thẻ|việc làm|nhà|nước|điện|đất|bảo hiểm|internet|nhu cầu|thu nhập|bằng|chứng chỉ"
    r"|mức sống))\b"
)
_LACKING = re.compile(r"\b(?:chưa|không|thiếu)\b")
_UNSAID = re.compile(
    r"tăng (?:trưởng )?dân số|tăng tự nhiên|tỷ suất sinh|tổng tỷ suất|mức sinh|giới tính khi sinh"
    r"|lao động (?:trong |làm |ngành |lĩnh vực |khu vực )*nông(?: nghiệp|,| -)(?!.*qua đào tạo)"
)
_SHARE_OF_FARMING = re.compile(
    r"(?:cơ cấu|t[ỷỉ] trọng)(?:(?!tăng|tốc độ)[^;.])*\bnông\b[^;:.,]{0,40}[:,]?\s*$"
    r"|^\s*(?:ngành |khu vực )?nông\b[^;:.]{0,40}[:,]?\s*$"
)


def lower_is_better(subject: str) -> bool:
    """Whether less of what is counted is what everybody wants; `subject` in small letters."""
    return any(not _is_served(subject, hit) for hit in _BAD.finditer(subject))


def is_unsaid(subject: str, *, share: bool) -> bool:
    """Whether people want more of it here and less of it there: births, the share of farming.

    `subject` in small letters; `share`: it is one of the shares of a whole.
    """
    return bool(_UNSAID.search(subject) or (share and _SHARE_OF_FARMING.search(subject)))


def _is_served(subject: str, bad: re.Match[str]) -> bool:
    before = subject[: bad.start()]
    if _NOT_HEAD.search(before) or _WORKED_ON.search(before):
        return True
    served = _SERVED.match(subject, bad.end())
    return served is not None and not _LACKING.search(served.group())
