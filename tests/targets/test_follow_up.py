"""Who has reported, the words to paste, the slips: what the office sees and what is noted."""

import datetime
import re
from html import unescape

import pytest
from django.core import mail
from django.urls import reverse
from lxml import html

from targets.models import Letterhead, MailedLine, PeriodExtension, Reminder
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_directive,
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
PAGE = "/don-doc/nq-2024/3/"
TEXT = f"{PAGE}nhac/"
SLIPS = f"{PAGE}phieu/"
JUNE = datetime.date(2024, 6, 30)
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def resolution():
    return make_resolution("nq-2024")


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.OFFICE, username="vanphong"))
    return client


@pytest.fixture
def town(resolution):
    """Finance owes a report, health sent late, police sends at the year's end but has work late,
    a ward has still to send what finance asked for.
    """
    units = {
        code: make_unit(code, name=name, order=order)
        for order, (code, name) in enumerate(
            [("tc", "Phòng Tài chính"), ("yt", "Trung tâm Y tế"), ("ca", "Công an thị xã"),
             ("ph", "Phường Phổ Hòa")]
        )
    }  # fmt: skip
    money = make_indicator(resolution, number=1, lead_unit=units["tc"])
    health = make_report(
        make_indicator(resolution, number=2, lead_unit=units["yt"]), status=Status.SUBMITTED
    )
    when = datetime.datetime(2024, 9, 23, 3, tzinfo=datetime.UTC)
    make_event(health, Move.SUBMIT, at=when, to_status="submitted")
    make_indicator(resolution, number=3, lead_unit=units["ca"], measures=[{"pace": "year_end"}])
    task = make_task(resolution, number="4", lead_unit=units["ca"])
    make_work_item(task, name="rà soát hộ khẩu", due_on=JUNE)
    make_report(money, unit=units["ph"], counts=False, status=Status.DRAFT)
    return units


def words(markup):
    plain = TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", str(markup), flags=re.S))
    return re.sub(r"\s+", " ", unescape(plain)).strip()


def rows(page):
    """What the page's tables say, row by row, and who is ticked."""
    tree = html.fromstring(page.content)
    found = []
    for row in tree.xpath('//table[contains(@class, "follow")]/tbody/tr'):
        cells = [words(html.tostring(cell, encoding="unicode")) for cell in row.xpath("td | th")]
        ticked = bool(row.xpath(".//input[@checked]"))
        found.append((ticked, *cells[1:]))
    return found


def text_of(page):
    return words(page.content.decode())


def units_of(page):
    return [unit.code for unit, _ in page.context["chosen"].owing]


class TestPage:
    def test_one_number_then_who_owes_what(self, office, town):
        page = office.get(PAGE)
        assert "Còn 1/2 đơn vị chưa báo cáo" in text_of(page)
        nothing = "–"
        assert rows(page) == [
            (True, "Phòng Tài chính", "0/1", "Quá hạn 4 ngày chưa nhập", "0/3", "0/3 đúng hạn",
             nothing, nothing, "Chưa đôn đốc"),
            (False, "Trung tâm Y tế", "1/1", "Chờ duyệt", "1/3", "0/3 đúng hạn", nothing, nothing,
             "Chưa đôn đốc"),
            (False, "Phường Phổ Hòa", "0/1", "Quá hạn 4 ngày đang soạn", "0/1", "0/1 đúng hạn",
             nothing, nothing, "Chưa đôn đốc"),
            (True, "Công an thị xã", nothing, "Không đến kỳ", nothing, nothing,
             "1 quá hạn lâu nhất 86 ngày", nothing, "Chưa đôn đốc"),
        ]  # fmt: skip

    def test_late_units_alone_in_one_click(self, office, town):
        page = office.get(PAGE, {"cham": "1"})
        assert [row[:2] for row in rows(page)] == [
            (True, "Phòng Tài chính"),
            (True, "Công an thị xã"),
        ]
        assert "Chỉ đơn vị chậm (2)" in text_of(page)
        home = html.fromstring(office.get("/").content)
        (link,) = home.xpath('//a[contains(@href, "cham=1")]')
        assert (link.get("href"), link.text) == (
            f"{PAGE}?cham=1",
            "Soạn nội dung đôn đốc",
        )

    @pytest.mark.parametrize(
        ("status", "events", "said"),
        [
            (Status.DRAFT, [], "Đang soạn"),
            (Status.SIGNING, [Move.SUBMIT], "Chờ thủ trưởng ký"),
            (Status.SUBMITTED, [Move.SUBMIT], "Chờ duyệt"),
            (Status.RETURNED, [Move.SUBMIT], "Trả lại"),
            (Status.APPROVED, [Move.SUBMIT], "Đã duyệt"),
        ],
    )
    def test_states_on_the_last_day(self, office, settings, resolution, status, events, said):
        settings.TODAY = datetime.date(2024, 9, 20)
        make_report(make_indicator(resolution), status=status, events=events)
        assert rows(office.get(PAGE))[0][3] == said

    def test_several_reports_in_one_word(self, office, settings, resolution):
        settings.TODAY = datetime.date(2024, 9, 20)
        unit = make_unit()
        for status in (Status.DRAFT, Status.RETURNED, Status.APPROVED):
            make_report(make_indicator(resolution, lead_unit=unit), status=status)
        assert rows(office.get(PAGE))[0][3] == "Trả lại 1/3 1 đang soạn, 1 đã duyệt"

    def test_a_period_that_has_not_opened(self, office, town):
        assert rows(office.get("/don-doc/nq-2024/4/"))[0][3] == "Chưa mở"

    def test_a_unit_with_more_time_is_not_late(self, office, resolution, town):
        PeriodExtension.objects.create(
            period=resolution.periods.get(quarter=3), unit=town["tc"],
            until=datetime.date(2024, 9, 30),
        )  # fmt: skip
        (row,) = [row for row in rows(office.get(PAGE)) if row[1] == "Phòng Tài chính"]
        assert (row[0], row[3]) == (False, "Chưa nhập gia hạn đến 30/09/2024")

    def test_requests(self, office, resolution, town):
        (indicator,) = resolution.groups.get().indicators.filter(number=2)
        leader = make_user(Role.LEADER)
        make_directive(indicator, by=leader, due=datetime.date(2024, 9, 30))
        assert rows(office.get(PAGE))[1][-2] == "1 đang chờ"
        make_directive(indicator, by=leader, due=datetime.date(2024, 9, 20))
        assert rows(office.get(PAGE))[1][-2] == "1 quá hạn trong 2"

    def test_how_often_somebody_reminded_them(self, office, resolution, town):
        period = resolution.periods.get(quarter=3)
        for day, by in ((6, "vanphong"), (9, "vanphong"), (12, None)):
            Reminder.objects.create(
                period=period, unit=town["tc"], channel="message" if by else "email",
                by=None if by is None else make_user(Role.OFFICE),
                at=datetime.datetime(2024, 9, day, 2, tzinfo=datetime.UTC),
            )  # fmt: skip
        assert rows(office.get(PAGE))[0][-1] == (
            "Đã đôn đốc 2 lần, gần nhất 09/09/2024 thư tự động 1 ngày"
        )

    def test_a_unit_that_leads_and_contributes_is_ticked_once(self, office, resolution, town):
        (indicator,) = resolution.groups.get().indicators.filter(number=2)
        make_report(indicator, unit=town["tc"], counts=False, status=Status.DRAFT)
        tree = html.fromstring(office.get(PAGE).content)
        assert len(tree.xpath('//input[@value="tc"]')) == 1
        assert "đánh dấu ở bảng trên" in text_of(office.get(PAGE))

    @pytest.mark.parametrize("sort", ["unit", "-work_text", "punctual", "khong-co"])
    def test_sorting_and_nonsense(self, office, town, sort):
        page = office.get(PAGE, {"sort": sort, "cham": "abc"})
        assert len(rows(page)) == 4

    def test_an_empty_quarter(self, office, resolution):
        assert "Kỳ này chưa có đơn vị nào phải báo cáo." in text_of(office.get(PAGE))
        assert "Không có đơn vị nào chậm." in text_of(office.get(PAGE, {"cham": "1"}))

    def test_to_the_newest_period(self, office):
        assert "Chưa có nghị quyết nào" in text_of(office.get("/don-doc/"))
        make_resolution("nq-2024")
        assert office.get("/don-doc/").url == PAGE

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count(self, office, django_assert_num_queries, resolution, count):
        for _ in range(count):
            indicator = make_indicator(resolution)
            unit = make_unit()
            make_work_item(make_task(resolution, lead_unit=unit), due_on=JUNE)
            make_directive(indicator, by=make_user(Role.LEADER), due=JUNE)
        with django_assert_num_queries(12):
            assert len(rows(office.get(PAGE))) == 2 * count


class TestText:
    def test_ready_to_paste_for_each_and_for_all(self, office, town):
        page = office.get(TEXT, {"don-vi": ["tc", "ca", "yt", "khong-co"]})
        assert units_of(page) == ["tc", "ca"]
        tree = html.fromstring(page.content)
        texts = {
            one.get("id"): one.text for one in tree.xpath('//*[contains(@class, "words-to-paste")]')
        }
        assert set(texts) == {"chung-noi-dung", "nd-tc", "nd-ca"}
        assert "1. Phòng Tài chính: chỉ tiêu (1)" in texts["chung-noi-dung"]
        assert "Nhập số liệu tại: http://testserver/bao-cao/nq-2024/3/tc/" in texts["nd-tc"]
        assert "Đầu việc 4.1 - rà soát hộ khẩu" in texts["nd-ca"]
        buttons = [button.get("data-copy") for button in tree.xpath("//*[@data-copy]")]
        assert buttons == ["#chung-noi-dung", "#nd-tc", "#nd-ca"]
        assert "Không còn nội dung nào phải đôn đốc: Trung tâm Y tế." in text_of(page)

    def test_nobody_chosen(self, office, town):
        assert "Chưa có đơn vị nào để đôn đốc." in text_of(office.get(TEXT))
        before = every_row()
        assert office.post(TEXT, {"kenh": "message"}).status_code == 422
        assert every_row() == before

    @pytest.mark.parametrize("channel", ["message", "slip"])
    def test_what_was_sent_is_noted_once_a_day(self, office, town, channel):
        data = {"don-vi": ["tc", "ca"], "kenh": channel}
        assert office.post(TEXT, data).url == PAGE
        found = Reminder.objects.order_by("unit__order").values_list(
            "unit__code", "channel", "address", "by__username", "period__quarter"
        )
        noted = [("tc", channel, "", "vanphong", 3), ("ca", channel, "", "vanphong", 3)]
        assert list(found) == noted
        assert Reminder.objects.get(unit=town["tc"]).text.startswith("Kính gửi: Phòng Tài chính")
        again = office.post(TEXT, data, follow=True)
        assert list(found.all()) == noted
        assert "Hôm nay đã ghi nhận trước đó; không ghi thêm." in text_of(again)
        assert "Đã đôn đốc 1 lần, gần nhất 24/09/2024" in text_of(again)

    def test_an_unknown_channel(self, office, town):
        before = every_row()
        answer = office.post(TEXT, {"don-vi": "tc", "kenh": "chim-bo-cau"})
        assert (answer.status_code, every_row() == before) == (422, True)
        assert "Chưa ghi nhận gì" in text_of(answer)

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count(self, office, django_assert_num_queries, resolution, count):
        units = [make_unit() for _ in range(count)]
        for unit in units:
            indicator = make_indicator(resolution, lead_unit=unit)
            make_report(indicator, 2)
            make_work_item(make_task(resolution, lead_unit=unit), due_on=JUNE)
            make_directive(indicator, by=make_user(Role.LEADER), due=JUNE)
        for path in (TEXT, SLIPS):
            with django_assert_num_queries(20):
                page = office.get(path, {"don-vi": [unit.code for unit in units]})
            assert len(units_of(page)) == count


class TestMail:
    def test_without_a_server_a_sentence_and_nothing_else(self, office, town):
        type(town["tc"]).objects.update(email="tc@donvi.vn")
        before = every_row()
        answer = office.post(TEXT, {"don-vi": "tc", "kenh": "email"})
        assert (answer.status_code, every_row() == before, mail.outbox) == (422, True, [])
        assert "Chưa khai báo máy chủ thư" in text_of(answer)

    def test_only_units_with_an_address_and_no_line_twice_a_day(self, office, settings, town):
        settings.EMAIL_GIVEN = True
        town["tc"].email = "TC@donvi.vn"
        town["tc"].save()
        data = {"don-vi": ["tc", "ca"], "kenh": "email"}
        answer = office.post(TEXT, data, follow=True)
        assert "Đã gửi thư tới 1 đơn vị: tc@donvi.vn." in text_of(answer)
        assert [(one.to, one.subject) for one in mail.outbox] == [
            (["tc@donvi.vn"], "Nghị quyết năm 2024: 1 nội dung cần đơn vị xử lý")
        ]
        (note,) = Reminder.objects.values_list("unit__code", "channel", "address", "by__username")
        assert note == ("tc", "email", "tc@donvi.vn", "vanphong")
        again = office.post(TEXT, data, follow=True)
        assert "Hôm nay đã gửi đủ các nội dung này tới tc@donvi.vn; không gửi lại." in text_of(
            again
        )
        assert (len(mail.outbox), Reminder.objects.count()) == (1, 1)

    def test_nobody_has_an_address(self, office, settings, town):
        settings.EMAIL_GIVEN = True
        before = every_row()
        answer = office.post(TEXT, {"don-vi": ["tc", "ca"], "kenh": "email"})
        assert (answer.status_code, every_row() == before) == (422, True)
        assert "không đơn vị nào được chọn có địa chỉ thư điện tử" in text_of(answer)

    def test_an_address_with_a_line_break(self, office, settings, town):
        settings.EMAIL_GIVEN = True
        type(town["tc"]).objects.filter(code="tc").update(email="tc@donvi.vn\nBcc: x@y.vn")
        answer = office.post(TEXT, {"don-vi": "tc", "kenh": "email"}, follow=True)
        assert "có dấu xuống dòng nên không gửi" in text_of(answer)
        assert (mail.outbox, Reminder.objects.count(), MailedLine.objects.count()) == ([], 0, 0)

    def test_a_failed_mail_gives_its_claim_back(self, office, settings, town, monkeypatch):
        settings.EMAIL_GIVEN = True
        type(town["tc"]).objects.filter(code="tc").update(email="tc@donvi.vn")

        def refuse(_message, **_options):
            raise OSError("máy chủ không trả lời")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        answer = office.post(TEXT, {"don-vi": "tc", "kenh": "email"}, follow=True)
        assert "Không gửi được thư tới tc@donvi.vn: máy chủ không trả lời." in text_of(answer)
        assert (Reminder.objects.count(), MailedLine.objects.count()) == (0, 0)


class TestSlips:
    def slips(self, page):
        return page.context["slips"]

    def test_a_page_for_each(self, office, town):
        Letterhead.objects.create(issuing_office="Văn phòng", place="Đức Phổ")
        page = office.get(SLIPS, {"don-vi": ["ca", "tc"]})
        assert [(slip.unit, slip.subject) for slip in self.slips(page)] == [
            ("Phòng Tài chính", "gửi báo cáo thực hiện Nghị quyết 9 tháng đầu năm 2024 (lần 1)"),
            ("Công an thị xã", "thực hiện Nghị quyết năm 2024 (lần 1)"),
        ]
        text = text_of(page)
        for said in ("Kính gửi: Phòng Tài chính", "trước 16 giờ 00 ngày 26/09/2024",
                     "Ý KIẾN CỦA ĐƠN VỊ NHẬN PHIẾU", "VĂN PHÒNG * Số", "In 2 phiếu"):  # fmt: skip
            assert said in text
        assert "Số liệu minh họa" not in text

    def test_the_new_deadline_is_the_offices(self, office, town):
        page = office.get(SLIPS, {"don-vi": "tc", "han": "27/9/2024", "gio": "9h30"})
        assert "trước 09 giờ 30 ngày 27/09/2024" in self.slips(page)[0].request

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"han": "23/09/2024"}, "Thời hạn mới phải từ hôm nay trở đi."),
            ({"han": "mai"}, "Ngày chưa đúng. Hãy ghi ngày/tháng/năm"),
            ({"gio": "25 giờ"}, "Giờ chưa đúng. Hãy ghi giờ và phút, ví dụ 16 giờ 00."),
            ({"gio": "chiều"}, "Giờ chưa đúng."),
        ],
    )
    def test_a_wrong_deadline_prints_nothing(self, office, town, typed, said):
        page = office.get(SLIPS, {"don-vi": "tc", **typed})
        assert (page.status_code, self.slips(page)) == (422, [])
        assert said in text_of(page)
        (value,) = typed.values()
        assert f'value="{value}"' in page.content.decode()

    def test_the_number_grows_by_the_day_and_not_by_the_press(self, office, settings, town):
        for channel in ("message", "slip"):
            office.post(TEXT, {"don-vi": "tc", "kenh": channel})
        assert self.slips(office.get(SLIPS, {"don-vi": "tc"}))[0].subject.endswith("(lần 1)")
        settings.TODAY = datetime.date(2024, 9, 26)
        assert self.slips(office.get(SLIPS, {"don-vi": "tc"}))[0].subject.endswith("(lần 2)")

    def test_nobody_chosen(self, office, town):
        page = office.get(SLIPS)
        assert (page.status_code, self.slips(page)) == (200, [])
        assert reverse("targets:follow-up", args=["nq-2024", 3]) in page.content.decode()
