"""The guide inside the product: one page per role, made of short sections (design §7)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from targets.http import AppRequest
from targets.labels import ROLE_LABELS
from targets.rules.workflow import Role


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its text; `anchor` is the heading's place in the page's address."""

    anchor: str
    title: str
    text: str

    @property
    def template(self) -> str:
        return f"targets/help/_{self.text}.html"


@dataclass(frozen=True, slots=True)
class Guide:
    """The page of one role."""

    slug: str
    role: Role
    about: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        return ROLE_LABELS[self.role.value]


NUMBERS = Section("cach-viet-so", "Cách viết số", "numbers")
STANDINGS = Section("muc-danh-gia", "Các mức đánh giá", "standings")
PRINTING = Section("in", "In ra giấy", "printing")
SESSION = Section("het-phien", "Khi phiên làm việc hết, khi hai người cùng sửa", "session")
ACCOUNT = Section("tai-khoan", "Đăng nhập và mật khẩu", "account")
CHECKS = Section("canh-bao", "Khi phần mềm nhắc kiểm tra lại số", "checks")
ENTRY = Section("nhap", "Nhập số liệu của quý", "entry")
EVIDENCE = Section("minh-chung", "Đính kèm minh chứng", "evidence")
ASK = Section("y-kien", "Ghi ý kiến, yêu cầu giải trình", "directives_ask")
ANSWER = Section("giai-trinh", "Giải trình", "directives_answer")
BOARD = Section("bang", "Đọc bảng theo dõi", "board")
SECRET = Section("noi-dung-mat", "Nội dung bí mật", "secret")
WORK = Section("dau-viec", "Cập nhật đầu việc", "work_updates")
FIND = Section("tim", "Tìm nhanh", "find")
OWN_START = Section("viec-cho", "Việc chờ đơn vị", "own_start")
RATING = Section("danh-gia-khac", "Đánh giá khác với phần mềm", "rating")
FORM = Section("phieu-excel", "Điền phiếu Excel rồi nộp", "form")
SNAPSHOT = Section("chot-so-lieu", "Chốt số liệu đã trình họp", "snapshot")
SHOW = Section("trinh-chieu", "Trình chiếu trong phòng họp", "show")
TO_LEAD = Section("gui-chu-tri", "Số liệu gửi đơn vị chủ trì", "contributing")
RECEIVING = Section("tiep-nhan", "Tiếp nhận số liệu của xã, phường", "receiving")
CHARTS = Section("bieu-do", "Biểu đồ", "charts")

GUIDES = (
    Guide(
        "can-bo",
        Role.REPORTER,
        "Mỗi quý nhập số liệu các chỉ tiêu của đơn vị và gửi Văn phòng, khoảng vài phút.",
        (
            OWN_START,
            ENTRY,
            EVIDENCE,
            NUMBERS,
            Section("chua-co-so", "Khi chưa có số liệu", "missing"),
            CHECKS,
            Section("excel", "Dán một cột số từ Excel", "paste"),
            FORM,
            Section("gui", "Gửi, rút lại, sửa khi bị trả lại", "submit"),
            TO_LEAD,
            RECEIVING,
            ANSWER,
            WORK,
            STANDINGS,
            Section("phim", "Dùng bàn phím", "keys_sheet"),
            FIND,
            PRINTING,
            SECRET,
            SESSION,
            ACCOUNT,
        ),
    ),
    Guide(
        "thu-truong",
        Role.HEAD,
        "Xem kết quả của đơn vị trên một trang và ký gửi báo cáo quý.",
        (
            Section("ky", "Ký gửi báo cáo hoặc chuyển lại cán bộ", "sign"),
            OWN_START,
            Section("ket-qua", "Xem kết quả của đơn vị", "own_results"),
            TO_LEAD,
            RECEIVING,
            ANSWER,
            ENTRY,
            EVIDENCE,
            WORK,
            NUMBERS,
            CHECKS,
            STANDINGS,
            FIND,
            PRINTING,
            SECRET,
            SESSION,
            ACCOUNT,
        ),
    ),
    Guide(
        "van-phong",
        Role.OFFICE,
        "Biết đơn vị nào chưa gửi, duyệt số đúng, trả lại số sai kèm lý do, lập tài liệu họp.",
        (
            Section("viec-cho", "Việc chờ Văn phòng", "office_start"),
            Section("ai-da-gui", "Biết đơn vị nào đã gửi", "who_reported"),
            Section("don-doc", "Đôn đốc đơn vị chậm", "follow_up"),
            Section("ra-soat", "Rà soát và duyệt", "review"),
            EVIDENCE,
            Section("tra-lai", "Trả lại kèm lý do", "send_back"),
            Section("nhap-thay", "Nhập thay đơn vị, ghi nhận bản ký giấy", "on_behalf"),
            FORM,
            Section("bang-xa-phuong", "Nhập thay nhiều xã, phường từ một bảng", "locality_table"),
            Section("sau-khi-duyet", "Điều chỉnh sau khi duyệt hoặc sau khi khóa kỳ", "reopen"),
            Section("ky-bao-cao", "Kỳ báo cáo: mở, khóa, gia hạn", "periods"),
            Section("nhiem-vu", "Nhiệm vụ, đầu việc, gia hạn", "work_plan"),
            Section("doc-nghi-quyet", "Đọc nghị quyết mới từ văn bản", "intake"),
            Section("ke-hoach", "Kế hoạch: chỉ tiêu, cách tính, đơn vị, nhiệm vụ", "plan"),
            Section("dieu-chinh", "Điều chỉnh mức chỉ tiêu trong năm", "amendment"),
            Section("nam-sau", "Chép kế hoạch sang năm sau", "next_year"),
            Section("moc-quy", "Mốc quý và đơn vị chủ trì", "milestones"),
            ASK,
            Section("ghi-thay", "Ghi thay giải trình của đơn vị", "directives_office"),
            Section("noi-dung-mat", "Nội dung bí mật", "secret_office"),
            BOARD,
            Section("tong-hop", "Bảng tổng hợp Excel cho cuộc họp", "summary"),
            Section("nguoi-dung", "Xem tài khoản và nhật ký thay đổi", "accounts_read"),
            Section("thong-bao-chung", "Thông báo của Văn phòng", "notices"),
            FIND,
            RATING,
            SNAPSHOT,
            SHOW,
            CHARTS,
            STANDINGS,
            NUMBERS,
            Section("phim", "Dùng bàn phím khi rà soát", "keys_review"),
            PRINTING,
            SESSION,
            ACCOUNT,
        ),
    ),
    Guide(
        "lanh-dao",
        Role.LEADER,
        "Một màn hình cho cả nghị quyết: chỉ tiêu kém nhất đứng đầu.",
        (
            BOARD,
            Section("mot-chi-tieu", "Xem kỹ một chỉ tiêu", "indicator"),
            ASK,
            FIND,
            SHOW,
            CHARTS,
            STANDINGS,
            RATING,
            Section("tai-ve", "Tải bảng tổng hợp", "summary"),
            SNAPSHOT,
            PRINTING,
            SECRET,
            SESSION,
            ACCOUNT,
        ),
    ),
    Guide(
        "quan-tri",
        Role.ADMIN,
        "Cấp tài khoản, giữ danh sách đơn vị; không nhập và không duyệt số liệu.",
        (
            Section("cap-tai-khoan", "Cấp tài khoản", "admin_accounts"),
            Section("mat-khau", "Quên mật khẩu, bị khóa đăng nhập", "admin_unlock"),
            Section("don-vi", "Đơn vị: thêm, sáp nhập, ngừng hoạt động", "admin_units"),
            Section("quy-dinh", "Khi Văn phòng chỉ có một người", "admin_policy"),
            Section("ban-chot", "Thu hồi một bản số liệu đã chốt", "admin_snapshots"),
            Section("an-toan", "Kết nối mã hóa, sao lưu", "admin_safety"),
            SECRET,
            SESSION,
            ACCOUNT,
        ),
    ),
)
_BY_SLUG = {guide.slug: guide for guide in GUIDES}
_BY_ROLE = {guide.role: guide for guide in GUIDES}


@require_safe
def own_guide(request: AppRequest) -> HttpResponse:
    """The guide of the reader's own role."""
    return _page(request, _BY_ROLE[Role(request.user.role)])


@require_safe
def role_guide(request: AppRequest, role: str) -> HttpResponse:
    """Anybody may read any role's guide: it tells what the others do."""
    guide = _BY_SLUG.get(role)
    if guide is None:
        raise Http404
    return _page(request, guide)


def _page(request: HttpRequest, guide: Guide) -> HttpResponse:
    return render(request, "targets/help/guide.html", {"guide": guide, "guides": GUIDES})
