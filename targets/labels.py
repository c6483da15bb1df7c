"""The office's own words for every enumeration; models, templates and exports read them here."""

from collections.abc import Mapping

from targets.rules.accounts import AccountAct
from targets.rules.comparison import Direction
from targets.rules.directives import DirectiveMove, DirectiveStatus
from targets.rules.figures import Formula
from targets.rules.finding import Kind
from targets.rules.pace import Pace
from targets.rules.standing import Standing
from targets.rules.work import WorkState
from targets.rules.workflow import Move, Role, Status

UNIT_KIND_LABELS: Mapping[str, str] = {
    "committee": "Cấp ủy",
    "party_body": "Cơ quan Đảng",
    "council": "Hội đồng nhân dân",
    "government": "Cơ quan chính quyền",
    "vertical": "Cơ quan ngành dọc",
    "armed_forces": "Lực lượng vũ trang",
    "front": "Mặt trận, đoàn thể",
    "locality": "Xã, phường",
}
ROLE_LABELS: Mapping[str, str] = {
    Role.REPORTER.value: "Cán bộ đơn vị",
    Role.HEAD.value: "Thủ trưởng đơn vị",
    Role.OFFICE.value: "Văn phòng",
    Role.LEADER.value: "Lãnh đạo",
    Role.ADMIN.value: "Quản trị",
}
ACCOUNT_ACT_LABELS: Mapping[str, str] = {
    AccountAct.PASSWORD_GIVEN.value: "Cấp mật khẩu dùng một lần",
    AccountAct.PASSWORD_CHOSEN.value: "Tự đặt mật khẩu mới",
    AccountAct.UNLOCKED.value: "Mở khóa đăng nhập",
    AccountAct.HANDED_OVER.value: "Bàn giao",
}
EVIDENCE_LABELS: Mapping[str, str] = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "jpg": "Ảnh JPG",
    "png": "Ảnh PNG",
}
ATTACHED_LABEL, TAKEN_OFF_LABEL = "Đính kèm minh chứng", "Gỡ minh chứng"
RESOLUTION_STATUS_LABELS: Mapping[str, str] = {
    "draft": "Dự thảo",
    "active": "Đang thực hiện",
    "closed": "Đã kết thúc",
}
DIRECTION_LABELS: Mapping[str, str] = {
    Direction.UP.value: "Càng cao càng tốt",
    Direction.DOWN.value: "Càng thấp càng tốt",
    Direction.WITHIN.value: "Trong khoảng",
}
FORMULA_LABELS: Mapping[str, str] = {
    Formula.VALUE.value: "Số nhập trực tiếp",
    Formula.RATIO.value: "Tỷ lệ: tử số/mẫu số",
    Formula.EXCESS.value: "Mức vượt so với số được giao",
    Formula.DECREASE.value: "Mức giảm so với năm trước",
}
PACE_LABELS: Mapping[str, str] = {
    Pace.CUMULATIVE.value: "Lũy kế từ đầu năm",
    Pace.LEVEL.value: "Mức tại thời điểm",
    Pace.RATE.value: "Giữ cả năm",
    Pace.YEAR_END.value: "Đánh giá cuối năm",
}
STATUS_LABELS: Mapping[str, str] = {
    Status.DRAFT.value: "Đang soạn",
    Status.SIGNING.value: "Chờ thủ trưởng ký",
    Status.SUBMITTED.value: "Đã gửi, chờ duyệt",
    Status.RETURNED.value: "Trả lại",
    Status.APPROVED.value: "Đã duyệt",
}
MOVE_LABELS: Mapping[str, str] = {
    Move.SUBMIT.value: "Gửi",
    Move.SIGN.value: "Ký gửi",
    Move.SIGN_FOR.value: "Ghi nhận bản ký giấy",
    Move.SEND_BACK.value: "Chuyển lại cán bộ",
    Move.RECALL.value: "Rút lại",
    Move.APPROVE.value: "Duyệt",
    Move.RETURN.value: "Trả lại",
    Move.REOPEN.value: "Mở lại để điều chỉnh",
}
MOVE_DONE_LABELS: Mapping[str, str] = {
    Move.SUBMIT.value: "Đã gửi",
    Move.SIGN.value: "Đã ký gửi",
    Move.SIGN_FOR.value: "Đã ghi nhận bản ký giấy",
    Move.SEND_BACK.value: "Thủ trưởng chuyển lại",
    Move.RECALL.value: "Đã rút lại",
    Move.APPROVE.value: "Đã duyệt",
    Move.RETURN.value: "Đã trả lại",
    Move.REOPEN.value: "Đã mở lại",
}
# A contributing report goes to the lead unit, which receives it (design §5)
CONTRIBUTING_APPROVE = "Tiếp nhận"
CONTRIBUTING_APPROVED = "Đã tiếp nhận"
CONTRIBUTING_SUBMITTED = "Đã gửi, chờ tiếp nhận"
NATURE_LABELS: Mapping[str, str] = {
    "estimate": "Ước",
    "preliminary": "Sơ bộ",
    "official": "Chính thức",
}
WORK_STATE_LABELS: Mapping[str, str] = {
    WorkState.PLANNED.value: "Chưa triển khai",
    WorkState.RUNNING.value: "Đang thực hiện",
    WorkState.DONE.value: "Hoàn thành",
    WorkState.PAUSED.value: "Tạm dừng",
}
DIRECTIVE_STATUS_LABELS: Mapping[str, str] = {
    DirectiveStatus.NOTED.value: "Ý kiến",
    DirectiveStatus.OPEN.value: "Chờ giải trình",
    DirectiveStatus.ANSWERED.value: "Đã giải trình, chờ xem xét",
    DirectiveStatus.SETTLED.value: "Đã kết thúc",
}
DIRECTIVE_MOVE_LABELS: Mapping[str, str] = {
    DirectiveMove.ASK.value: "Ghi ý kiến",
    DirectiveMove.EDIT.value: "Sửa ý kiến",
    DirectiveMove.ANSWER.value: "Giải trình",
    DirectiveMove.ASK_AGAIN.value: "Yêu cầu giải trình lại",
    DirectiveMove.SETTLE.value: "Kết thúc",
}
UNITS_MOVE_LABELS: Mapping[str, str] = {
    DirectiveMove.ASK.value: "Ghi nhận xét",
    DirectiveMove.EDIT.value: "Sửa nhận xét",
}
PERIOD_CHANGE_LABELS: Mapping[str, str] = {
    "opened": "Mở kỳ",
    "closed": "Khóa kỳ",
    "reopened": "Mở lại kỳ",
    "due": "Dời hạn nộp",
    "remind": "Đổi số ngày nhắc trước",
    "extended": "Gia hạn cho đơn vị",
}
REMINDER_CHANNEL_LABELS: Mapping[str, str] = {
    "message": "Tin nhắn",
    "slip": "Phiếu đôn đốc",
    "email": "Thư điện tử",
}
FOUND_LABELS: Mapping[str, str] = {
    Kind.INDICATOR.value: "Chỉ tiêu",
    Kind.TASK.value: "Nhiệm vụ",
    Kind.WORK_ITEM.value: "Đầu việc",
    Kind.UNIT.value: "Đơn vị",
}
CHECK_LABELS: Mapping[str, str] = {
    "outside_percent": "Tỷ lệ ngoài khoảng 0 - 100%",
    "numerator_above": "Tử số lớn hơn mẫu số",
    "below_last": "Lũy kế thấp hơn kỳ trước",
    "slipped_comma": "Có thể lệch dấu phẩy",
    "unchanged": "Không đổi so với kỳ trước",
    "differs_from_sum": "Khác tổng xã, phường",
}
STANDING_LABELS: Mapping[str, str] = {
    Standing.EXCEEDED.value: "Vượt",
    Standing.MET.value: "Đạt",
    Standing.ON_TRACK.value: "Đúng tiến độ",
    Standing.BEHIND.value: "Chậm tiến độ",
    Standing.MISSED.value: "Không đạt",
    Standing.IN_PROGRESS.value: "Đang thực hiện",
    Standing.NOT_DUE.value: "Chưa đến kỳ đánh giá",
    Standing.NO_FIGURE.value: "Chưa có số liệu",
}
_BY_CASE: Mapping[tuple[str, str], str] = {
    (Direction.DOWN.value, Standing.EXCEEDED.value): "Tốt hơn chỉ tiêu",
    (Direction.DOWN.value, Standing.BEHIND.value): "Có nguy cơ vượt mức cho phép",
    (Direction.DOWN.value, Standing.MISSED.value): "Vượt mức cho phép",
    (Direction.WITHIN.value, Standing.MISSED.value): "Ngoài khoảng cho phép",
}


def status_label(status: str, *, counts: bool = True) -> str:
    """The word for where a report stands; `counts` False: it goes to the lead unit."""
    if not counts and status == Status.SUBMITTED:
        return CONTRIBUTING_SUBMITTED
    if not counts and status == Status.APPROVED:
        return CONTRIBUTING_APPROVED
    return STATUS_LABELS[status]


def move_label(move: str, *, counts: bool = True) -> str:
    """The word for a step; approving what was contributed is receiving it."""
    receives = not counts and move == Move.APPROVE
    return CONTRIBUTING_APPROVE if receives else MOVE_LABELS[move]


def move_done_label(move: str, *, counts: bool = True) -> str:
    """The word for a step that was taken."""
    receives = not counts and move == Move.APPROVE
    return CONTRIBUTING_APPROVED if receives else MOVE_DONE_LABELS[move]


def standing_label(standing: str, direction: str | None = None, pace: str | None = None) -> str:
    """The word for a standing; it follows the case of direction and pace (design §3.4)."""
    if direction is not None and (direction, standing) in _BY_CASE:
        return _BY_CASE[direction, standing]
    if pace == Pace.RATE and standing == Standing.BEHIND:
        return "Thấp hơn yêu cầu"
    return STANDING_LABELS[standing]
