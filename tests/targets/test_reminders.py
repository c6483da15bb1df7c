"""The words units are sent: what the message says, what stands on the slip."""

import datetime

import pytest

from targets.models import Letterhead, Period, Resolution
from targets.owed import Kind, Owed, OwedMeasure
from targets.reminder_words import Occasion, combined_message, committee_of, unit_message
from targets.slip_page import ROOM, look_for
from targets.slips import Asked, SlipRow, _content, slip_of
from targets.wording import listed, lowered, period_in_prose, shortened

TODAY = datetime.date(2024, 9, 24)
DUE = datetime.date(2024, 9, 20)
LETTERHEAD = Letterhead(
    issuing_office="Văn phòng",
    place="Đức Phổ",
    symbol="-PĐĐ/VPTU",
    signer_post="Chánh Văn phòng",
    signer_name="Nguyễn Văn A",
    recipients="Như trên,\nThường trực Thị ủy (để báo cáo),\nLưu Văn phòng Thị ủy.",
    contact="đồng chí Trần Thị B; điện thoại 0255 123",
)
NAME = "Phòng Tài nguyên và Môi trường"
WASTE = OwedMeasure("10a", "Chất thải rắn sinh hoạt được thu gom", "ít nhất 85%", "6 tháng: 86,38%")


def report(number="10", *, measures=(WASTE,), **fields):
    defaults = {
        "name": "Bảo vệ môi trường",
        "state": "Chưa gửi số liệu",
        "due_on": DUE,
        "days_late": 4,
        "last": "Đã gửi 6 tháng",
        "told": True,
    }
    return Owed(
        key=f"report:3:{number}:1", kind=Kind.REPORT, unit_id=1, number=number, measures=measures,
        **{**defaults, **fields},
    )  # fmt: skip


def work(number="2.6.2", name="phương án kêu gọi đầu tư Khu Liên hợp", days=86):
    return Owed(
        key="work:1", kind=Kind.WORK, unit_id=1, number=number, name=name, state="Chưa hoàn thành",
        due_on=TODAY - datetime.timedelta(days=days), days_late=days, last="Đang thực hiện",
    )  # fmt: skip


def request(days=6):
    return Owed(
        key="request:1", kind=Kind.REQUEST, unit_id=1, number="", name="chỉ tiêu (9)",
        state="Chưa giải trình", due_on=TODAY - datetime.timedelta(days=days),
        days_late=max(0, days), last="Yêu cầu ngày 10/09/2024",
    )  # fmt: skip


def period(**resolution):
    fields = {
        "slug": "nq-2024", "year": 2024, "issuer": "Thị ủy Đức Phổ",
        "title": "Nghị quyết Hội nghị Thị ủy lần thứ 15 (khóa XXI) về nhiệm vụ năm 2024",
    }  # fmt: skip
    return Period(
        resolution=Resolution(**{**fields, **resolution}), quarter=3, name="9 tháng", due_on=DUE
    )


def occasion(letterhead=LETTERHEAD, **resolution):
    site = "https://theodoi.noibo"
    return Occasion.of(period(**resolution), letterhead, today=TODAY, site=site)


def asked(reminded=0):
    now = datetime.datetime(2024, 9, 24, 8, tzinfo=datetime.UTC)
    return Asked(datetime.date(2024, 9, 26), datetime.time(16), now, reminded)


def slip(lines, letterhead=LETTERHEAD, unit=NAME, **options):
    return slip_of(unit, lines, occasion(letterhead), letterhead, asked(**options))


class TestMessage:
    def test_everything_a_unit_owes(self):
        lines = [report(), work(), request()]
        assert unit_message(NAME, "phong-tnmt", lines, occasion()).splitlines() == [
            "Kính gửi: Phòng Tài nguyên và Môi trường",
            "Văn phòng Thị ủy đề nghị đơn vị hoàn thành báo cáo 9 tháng đầu năm 2024 thực hiện "
            "Nghị quyết năm 2024. Hạn gửi: 20/09/2024, đã qua 4 ngày.",
            "Nội dung còn thiếu:",
            "- Chỉ tiêu (10) - bảo vệ môi trường (6 tháng: 86,38%): chưa gửi số liệu",
            "Đầu việc quá hạn:",
            "- Đầu việc 2.6.2 - phương án kêu gọi đầu tư Khu Liên hợp (đang thực hiện): "
            "chưa hoàn thành, hạn 30/06/2024, đã qua 86 ngày",
            "Yêu cầu giải trình chưa trả lời:",
            "- Giải trình về chỉ tiêu (9) (yêu cầu ngày 10/09/2024): chưa giải trình, hạn "
            "18/09/2024, đã qua 6 ngày",
            "Nhập số liệu tại: https://theodoi.noibo/bao-cao/nq-2024/3/phong-tnmt/",
            "Nếu chưa có số liệu, đề nghị ghi rõ lý do và ngày dự kiến có.",
            "Cập nhật đầu việc tại: https://theodoi.noibo/nhiem-vu/nq-2024/",
            "Giải trình tại: https://theodoi.noibo/y-kien/nq-2024/",
            "Nếu đơn vị đã gửi hoặc đã cập nhật, xin bỏ qua nội dung này.",
            "Liên hệ: đồng chí Trần Thị B; điện thoại 0255 123",
            "Trân trọng.",
        ]

    def test_work_alone_and_no_letterhead(self):
        said = unit_message(NAME, "tnmt", [work()], occasion(Letterhead())).splitlines()
        assert said[1] == (
            "Văn phòng Thị ủy đề nghị đơn vị cập nhật kết quả thực hiện Nghị quyết năm 2024."
        )
        assert not [line for line in said if line.startswith(("Nhập", "Liên hệ", "Hạn"))]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (report(due_on=TODAY, days_late=0), "Hạn gửi: 24/09/2024, hôm nay."),
            (
                report(due_on=datetime.date(2024, 9, 29), days_late=0),
                "Hạn gửi: 29/09/2024, còn 5 ngày.",
            ),
            (
                report(unsent=False, state="Trả lại, chưa gửi lại", due_on=TODAY, days_late=0),
                "trả lại, chưa gửi lại, hạn 24/09/2024, hôm nay",
            ),
            (
                report(counts=False, measures=()),
                "- Số liệu gửi đơn vị chủ trì, chỉ tiêu (10) - bảo vệ môi trường: chưa gửi",
            ),
            (
                report(measures=(WASTE, OwedMeasure("10b", "Nước sạch", "", "6 tháng: 90%"))),
                "(10a 6 tháng: 86,38%; 10b 6 tháng: 90%)",
            ),
        ],
    )
    def test_cases(self, line, said):
        assert said in unit_message(NAME, "tnmt", [line], occasion())

    def test_made_up_figures_say_so(self):
        told = unit_message(NAME, "tnmt", [report()], occasion(illustrative=True))
        assert told.endswith("(Số liệu minh họa, không phải số liệu chính thức.)")

    def test_one_for_a_group(self):
        units = [(NAME, [report(), report("12"), work()]), ("Công an thị xã", [request()])]
        assert combined_message(units, occasion()).splitlines()[:3] == [
            "Văn phòng Thị ủy đề nghị các đơn vị sau hoàn thành báo cáo 9 tháng đầu năm 2024 và "
            "các nội dung đến hạn theo Nghị quyết năm 2024; hạn báo cáo 20/09/2024, đã qua 4 ngày:",
            "1. Phòng Tài nguyên và Môi trường: chỉ tiêu (10), (12); đầu việc 2.6.2",
            "2. Công an thị xã: giải trình về chỉ tiêu (9)",
        ]


class TestSlip:
    def test_the_model(self):
        """mockups/papers/png/phieu-don-doc.png, but for what the app cannot know."""
        sums = (
            "15/15 xã, phường đã báo cáo chỉ tiêu (10a), cộng lại 20.155/23.040 tấn, đạt 87,48%",
        )
        lines = [report(sums=sums, at_will=("10b", "10c")), work()]
        found = slip(lines)
        assert found.rows == (
            SlipRow(
                "Chỉ tiêu (10a): chất thải rắn sinh hoạt được thu gom", "6 tháng: 86,38%",
                "Chưa gửi số liệu", "04 ngày", " (ít nhất 85%)",
            ),
            SlipRow(
                "Thuyết minh chỉ tiêu (10)", "Đã gửi 6 tháng", "Chưa gửi", "04 ngày",
                ": kết quả, khó khăn, nguyên nhân, kiến nghị",
            ),
            SlipRow(
                "Đầu việc 2.6.2: phương án kêu gọi đầu tư Khu Liên hợp", "Đang thực hiện",
                "Chưa hoàn thành", "86 ngày", " (hạn 30/06/2024)",
            ),
        )  # fmt: skip
        head = found.heading
        assert (head.issuer, head.office, head.symbol, head.place_and_day, head.party) == (
            "THỊ ỦY ĐỨC PHỔ", "VĂN PHÒNG", f"Số{chr(0xA0) * 8}-PĐĐ/VPTU",
            "Đức Phổ, ngày 24 tháng 9 năm 2024", "ĐẢNG CỘNG SẢN VIỆT NAM",
        )  # fmt: skip
        assert (head.recipients[-1], head.signer_post, head.signer_name) == (
            "Lưu Văn phòng Thị ủy.", "CHÁNH VĂN PHÒNG", "Nguyễn Văn A",
        )  # fmt: skip
        assert found.subject == "gửi báo cáo thực hiện Nghị quyết 9 tháng đầu năm 2024 (lần 1)"
        assert found.opening == (
            "Hạn gửi báo cáo 9 tháng đầu năm 2024 thực hiện Nghị quyết Hội nghị Thị ủy lần thứ 15 "
            "(khóa XXI) là ngày 20/09/2024. Đến 08 giờ 00 ngày 24/09/2024, đơn vị chưa gửi báo cáo "
            "chỉ tiêu (10), quá hạn 04 ngày. Nội dung còn thiếu:"
        )
        assert found.compared == (
            "Đối chiếu: 15/15 xã, phường đã báo cáo chỉ tiêu (10a), cộng lại 20.155/23.040 tấn, "
            "đạt 87,48%. Chỉ tiêu (10b), (10c) kỳ này nhập số ước nếu có."
        )
        assert found.request == (
            "Đề nghị đơn vị gửi số liệu, thuyết minh trên phần mềm trước 16 giờ 00 ngày "
            "26/09/2024; nếu chưa có số liệu, ghi rõ lý do và ngày dự kiến có; cập nhật tình hình, "
            "đề xuất thời hạn hoàn thành đầu việc quá hạn. Quá thời hạn trên, Văn phòng Thị ủy "
            "tổng hợp chỉ tiêu (10) là “chưa có số liệu” và báo cáo Thường trực Thị ủy."
        )
        assert found.contact == "Đầu mối: đồng chí Trần Thị B; điện thoại\N{NO-BREAK SPACE}0255 123"
        assert (found.rest, found.why, found.look, found.illustrative) == (
            "", "Lý do chậm:", "", False,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("lines", "opening", "request_"),
        [
            (
                [report("1"), report("3"), report("4")],
                "đơn vị chưa gửi báo cáo các chỉ tiêu (1), (3) và (4), quá hạn 04 ngày. Nội dung "
                "còn thiếu:",
                "tổng hợp các chỉ tiêu (1), (3) và (4) là “chưa có số liệu”",
            ),
            (
                [report(due_on=datetime.date(2024, 9, 30), days_late=0)],
                "là ngày 30/09/2024. Đến 08 giờ 00 ngày 24/09/2024, đơn vị chưa gửi báo cáo chỉ "
                "tiêu (10); còn 06 ngày đến hạn.",
                "trước 16 giờ 00 ngày 26/09/2024",
            ),
            (
                [report(due_on=TODAY, days_late=0)],
                "; hôm nay là ngày cuối.",
                "ghi rõ lý do và ngày dự kiến có",
            ),
            (
                [report(unsent=False, state="Trả lại, chưa gửi lại", days_late=0)],
                "đơn vị còn chỉ tiêu (10) chưa gửi lại hoặc chưa ký gửi. Cụ thể:",
                "tổng hợp các nội dung trên và báo cáo",
            ),
            (
                [work(), request()],
                "Đến 08 giờ 00 ngày 24/09/2024, đơn vị còn 02 nội dung quá hạn trong thực hiện "
                "Nghị quyết Hội nghị Thị ủy lần thứ 15 (khóa XXI). Cụ thể:",
                "Đề nghị đơn vị cập nhật tình hình, đề xuất thời hạn hoàn thành đầu việc quá hạn "
                "trước 16 giờ 00 ngày 26/09/2024; giải trình theo yêu cầu. Quá thời hạn",
            ),
            (
                [request(-6)],
                "đơn vị còn 01 nội dung chưa hoàn thành",
                "Đề nghị đơn vị giải trình theo yêu cầu trước 16 giờ 00 ngày 26/09/2024.",
            ),
        ],
    )
    def test_wording(self, lines, opening, request_):
        found = slip(lines)
        assert opening in found.opening
        assert request_ in found.request

    def test_without_a_report_the_title_asks_for_none(self):
        found = slip([work()], reminded=1)
        assert (found.subject, found.when) == (
            "thực hiện Nghị quyết năm 2024 (lần 2)", "Thời gian hoàn thành:",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("count", "rows", "rest"), [(1, 1, ""), (5, 5, ""), (8, 5, "và 03 nội dung khác")]
    )
    def test_no_more_than_five_lines(self, count, rows, rest):
        found = slip([work(f"2.6.{number}") for number in range(count)])
        assert (len(found.rows), found.rest) == (rows, rest)

    def test_nothing_that_is_not_late_is_called_late(self):
        found = slip([report(unsent=False, days_late=0)])
        assert [row.late for row in found.rows] == ["-"]
        assert found.why == "Lý do, nếu chưa gửi được:"

    def test_dotted_lines_where_the_office_has_said_nothing(self):
        found = slip([report()], Letterhead())
        head = found.heading
        dots = "…" * 6
        assert (head.office, head.symbol, head.place_and_day) == (
            dots, f"Số {dots}", f"{dots}, ngày 24 tháng 9 năm 2024",
        )  # fmt: skip
        assert (head.signer_post, head.signer_name) == (dots, dots)
        assert (head.recipients, found.contact) == (
            ("Như trên,", "Lưu."), f"Đầu mối: {'…' * 6}; điện thoại\N{NO-BREAK SPACE}{'…' * 6}",
        )  # fmt: skip
        assert "Văn phòng Thị ủy tổng hợp" in found.request

    @pytest.mark.parametrize(
        ("day", "written"),
        [
            (datetime.date(2024, 2, 5), "Đức Phổ, ngày 05 tháng 02 năm 2024"),
            (datetime.date(2024, 10, 15), "Đức Phổ, ngày 15 tháng 10 năm 2024"),
        ],
    )
    def test_days_in_the_heading(self, day, written):
        told = Occasion.of(period(), LETTERHEAD, today=day)
        assert slip_of(NAME, [work()], told, LETTERHEAD, asked()).heading.place_and_day == written

    def test_made_up_figures_say_so(self, settings):
        made_up = occasion(illustrative=True)
        assert slip_of(NAME, [work()], made_up, LETTERHEAD, asked()).illustrative
        settings.DEMO = True
        assert slip([work()]).illustrative

    def test_the_longest_of_everything_is_one_page(self):
        name = ("hạ tầng kỹ thuật và phương án kêu gọi đầu tư Khu Liên hợp xử lý chất thải " * 5)[
            :300
        ]
        measures = tuple(
            OwedMeasure(f"10{letter}", name, "x" * 60, "6 tháng: 3.694,0 tỷ đồng")
            for letter in "abc"
        )
        lines = [
            *(report(str(n), measures=measures, sums=("15/15 xã " * 9,)) for n in range(1, 9)),
            *(work(f"2.6.{n}", name) for n in range(1, 4)), request(),
        ]  # fmt: skip
        longest = Letterhead(
            issuing_office="VĂN PHÒNG ĐIỀU PHỐI CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA"[:60],
            place="Thành phố Hồ Chí Minh, phường Trà Câu Bắc"[:40],
            symbol="-PĐĐ/VPĐPCTMTQG-NTM-GNBV",
            signer_post="KT. Chánh Văn phòng, Phó Chánh Văn phòng",
            signer_name="Nguyễn Hoàng Phương Thảo Nguyên Bích Ngọc",
            recipients="\n".join(["Thường trực Ủy ban nhân dân thị xã (báo cáo),"] * 6),
            contact="đồng chí Nguyễn Hoàng Phương Thảo Nguyên, " * 3,
        )
        unit = ("Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất kiêm " * 4)[:200]
        found = slip(lines, longest, unit)
        assert found.unit == unit, "whom it goes to is never cut"
        assert (len(found.rows), found.rest) == (1, "và 28 nội dung khác")
        assert look_for(_content(found)) is not None, "it fits at least when set tightest"
        assert ROOM < 257 / 25.4 * 72

    def test_deadlines_survive_a_cut_name(self):
        name = ("phương án kêu gọi đầu tư Khu Liên hợp xử lý chất thải rắn sinh hoạt " * 5)[:299]
        found = slip([work(f"2.6.{number}", name) for number in range(8)])
        assert all(row.what.endswith("… (hạn 30/06/2024)") for row in found.rows)


@pytest.mark.parametrize(
    ("issuer", "committee"),
    [
        ("Thị ủy Đức Phổ", "Thị ủy"),
        ("Đảng ủy phường Trà Câu", "Đảng ủy"),
        ("Tỉnh ủy Quảng Ngãi", "Tỉnh ủy"),
        ("Ban Chấp hành Đảng bộ", "Ban Chấp hành Đảng bộ"),
        ("", ""),
    ],
)
def test_whose_office_it_is(issuer, committee):
    assert committee_of(issuer) == committee


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Quý I", "quý I năm 2024"),
        ("6 tháng đầu năm", "6 tháng đầu năm 2024"),
        ("9 tháng", "9 tháng đầu năm 2024"),
        ("Năm", "năm 2024"),
    ],
)
def test_periods_in_a_sentence(name, said):
    assert period_in_prose(name, 2024) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("Tổng thu", "tổng thu"), ("GRDP mới", "GRDP mới"), ("Đảng viên", "Đảng viên"), ("", "")],
)
def test_inside_a_sentence(text, said):
    assert lowered(text) == said


@pytest.mark.parametrize(
    ("text", "longest", "said"),
    [
        ("một hai ba", 10, "một hai ba"),
        ("một hai ba bốn", 11, "một hai ba…"),
        ("một hai, ba", 10, "một hai…"),
        ("x" * 20, 10, "x" * 9 + "…"),
    ],
)
def test_shortened_by_whole_words(text, longest, said):
    assert shortened(text, longest) == said


def test_lists():
    assert [listed(parts) for parts in ([], ["(1)"], ["(1)", "(2)"], ["(1)", "(2)", "(3)"])] == [
        "", "(1)", "(1) và (2)", "(1), (2) và (3)",
    ]  # fmt: skip
