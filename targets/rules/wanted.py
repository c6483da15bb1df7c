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
    r"|hao hụt|tiêu hao|người chết|bị thương|thiệt hại"
)
_PEOPLE = re.compile("nghèo|nghiện|dinh dưỡng|thấp còi|nhẹ cân|thất nghiệp|thiếu việc|mù chữ")
# What is counted stands before it: "lao động thuộc hộ nghèo", "quỹ vì người nghèo"
_NOT_HEAD = re.compile(
    r"(?:thuộc(?: diện)?|của|cho|vì|với|từ|con(?: em)?|là|trong|ở(?: các)?)"
    r"\s+(?:các |những |số |đối tượng )*(?:(?:hộ|người) nghèo(?:,| và)\s+)?$"
)
# Work done about it: "giải quyết khiếu nại", "tỷ lệ khám phá các loại tội phạm"
_WORKED_ON = re.compile(
    r"\W*(?:(?:phấn đấu|(?:hằng|hàng|mỗi|trong) năm|t[ỷỉ] lệ|tổng|số|công tác|kết quả)\s+)*"
    r"(?:hỗ trợ|giúp|giải quyết|xử lý|khám phá|phá án|điều tra|vận động|tặng|trao|đào tạo|tập huấn"
    r"|cấp(?! (?:tỉnh|huyện|xã|cơ sở))|tuyên truyền|tiếp nhận|thu hồi|khắc phục|cho vay|can thiệp"
    r"|xóa|xoá|phát hiện|phòng,? (?:và )?chống|tư vấn|điều trị|kiểm tra)\b"
)
# What was done about it: "… được khám phá", "… bị xử lý"
_DONE = re.compile(
    r"[^;:]{0,90}?\b(?:được(?! (?:kiềm|khống|giữ|kiểm soát|kéo|duy trì|hạn chế|giảm))"
    r"|bị (?:xử lý|phát hiện))\b"
)
# What such people do or have: "… tham gia bảo hiểm", "… có việc làm"
_SERVED = re.compile(
    r"[^;:]{0,90}?\b(?:qua đào tạo|tham gia|tiếp cận|sử dụng|dùng|vay|đi học|thoát nghèo|vươn lên"
    r"|cai nghiện|ký cam kết|biết|tốt nghiệp|hưởng thụ"
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
    people = _PEOPLE.search(bad.group()) is not None
    if _WORKED_ON.match(before) or (people and _NOT_HEAD.search(before)):
        return True
    done = _DONE.match(subject, bad.end())
    if done is None and people:
        done = _SERVED.match(subject, bad.end())
    return done is not None and not _LACKING.search(done.group())
