"""The office opens, closes, moves and extends periods: log, refusals, two windows (design §5)."""

import datetime

import pytest
from django.urls import reverse
from lxml import html

from targets.models import Period, PeriodChange, PeriodExtension, ProgressReport
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.sheets import Desk
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
WHY = "Đơn vị <sáp nhập>, chờ số liệu"
WHY_SHOWN = "Đơn vị &lt;sáp nhập&gt;, chờ số liệu"


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


def day(number, month=9):
    return datetime.date(2024, month, number)


class Town:
    """Quý I to 9 tháng have opened; 9 tháng was due on 20/09 and a unit has reported nothing."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.unit = make_unit("phong-kinh-te", name="Phòng Kinh tế")
        self.indicator = make_indicator(self.resolution, number=3, lead_unit=self.unit)
        self.address = reverse("targets:periods", args=["nq-2024"])

    def period(self, quarter=3):
        return self.resolution.periods.get(quarter=quarter)

    def state(self, quarter=3):
        period = self.period(quarter)
        return period.opens_on, period.due_on, period.remind_days, period.closed_at is not None

    def log(self):
        rows = PeriodChange.objects.order_by("pk")
        return [
            (row.period.quarter, row.what, row.unit, row.old, row.new, row.reason, row.by)
            for row in rows
        ]

    def extensions(self):
        rows = PeriodExtension.objects.order_by("pk")
        return [(row.unit, row.until, row.reason, row.by) for row in rows]

    def close(self, quarter=3):
        self.resolution.periods.filter(quarter=quarter).update(
            closed_at=datetime.datetime(2024, 9, 22, 8, tzinfo=datetime.UTC)
        )


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


class Page:
    def __init__(self, response):
        self.status = response.status_code
        self.text = response.content.decode()
        self.tree = html.fromstring(self.text)

    def form(self, move, quarter=3, unit=None):
        """The fields a press would post; None where the button is not offered."""
        for form in self.tree.xpath("//form[@method='post']"):
            fields = {one.get("name"): _value(one) for one in form.xpath(".//*[@name]")}
            offered = [one.get("value") for one in form.xpath(".//button[@name='do']")]
            about = fields.get("unit") if move == "end" else unit
            if offered == [move] and fields["ky"] == str(quarter) and unit in {None, about}:
                return {**fields, "do": move}
        return None

    @property
    def errors(self):
        return [_words(one) for one in self.tree.xpath("//*[contains(@class, 'field-error')]")]

    @property
    def alerts(self):
        return [_words(one) for one in self.tree.xpath("//*[@role='alert'][normalize-space()]")]

    def words(self, element_id):
        return _words(self.tree.xpath(f"//*[@id='{element_id}']")[0])


def _value(box):
    if box.tag == "textarea":
        return (box.text or "").strip()
    if box.tag == "select":
        chosen = box.xpath("./option[@selected]") or box.xpath("./option")[:1]
        return chosen[0].get("value")
    return box.get("value", "")


def _words(element):
    return " ".join(" ".join(element.itertext()).split())


def opened(client, town):
    return Page(client.get(town.address))


def press(client, town, fields, **changes):
    return client.post(town.address, {**fields, **changes})


def refused(client, town, fields, **changes):
    before = every_row()
    answer = Page(press(client, town, fields, **changes))
    assert every_row() == before
    return answer


# The page


def test_each_period_with_its_days_and_state(client, town):
    page = opened(client, town)
    assert [page.words(f"ky-{quarter}-ten") for quarter in (1, 2, 3, 4)] == [
        "Quý I", "6 tháng đầu năm", "9 tháng", "Năm",
    ]  # fmt: skip
    assert "Đang mở · còn 1/1 báo cáo chưa duyệt" in page.words("ky-3")
    assert "Hạn nộp 20/09/2024 quá hạn 4 ngày" in page.words("ky-3")
    assert "Chưa mở" in page.words("ky-4")
    assert "chưa duyệt" not in page.words("ky-4")
    assert "Phòng Kinh tế 3 Chưa nhập" in page.words("ky-3")


def test_what_each_state_offers(client, town):
    town.close(2)
    page = opened(client, town)
    offered = {
        quarter: [move for move in ("open", "close", "reopen", "due", "remind", "extend")
                  if page.form(move, quarter)]
        for quarter in (2, 3, 4)
    }  # fmt: skip
    assert offered == {
        2: ["reopen", "extend"],
        3: ["close", "due", "remind", "extend"],
        4: ["open", "due", "remind"],
    }


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(4, 4 + count):
        indicator = make_indicator(town.resolution, number=number)
        make_report(indicator, status=Status.SUBMITTED)
        PeriodExtension.objects.create(
            period=town.period(), unit=indicator.lead_unit, until=day(30), by=town.office
        )
        PeriodChange.objects.create(
            period=town.period(), what="due", old="1", new="2", by=town.office,
            at=datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC),
        )  # fmt: skip
    with django_assert_num_queries(9):
        page = client.get(town.address).content.decode()
    assert page.count("Kết thúc sớm…") == count


def test_the_short_address_goes_to_the_running_resolution(client, town):
    make_resolution("nq-2025", year=2025, status="draft")
    response = client.get(reverse("targets:newest-periods"))
    assert (response.status_code, response.url) == (302, town.address)
    page = opened(client, town)
    assert reverse("targets:periods", args=["nq-2025"]) in page.text
    assert client.get(reverse("targets:periods", args=["nq-1999"])).status_code == 404


def test_without_periods_the_page_says_so(client, town):
    Period.objects.all().delete()
    response = client.get(reverse("targets:newest-periods"))
    assert response.status_code == 200
    assert "Chưa có kỳ báo cáo nào" in response.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_periods_are_the_office_s(client, town, role):
    fields = opened(client, town).form("close")
    client.force_login(make_user(role, unit=town.unit))
    before = every_row()
    assert client.get(town.address).status_code == 404
    assert press(client, town, fields).status_code == 404
    assert every_row() == before


# Opening


def test_a_period_is_opened_before_its_day(client, town):
    response = press(client, town, opened(client, town).form("open", 4))
    assert (response.status_code, response.url) == (302, f"{town.address}#ky-4")
    assert town.state(4) == (day(24), day(10, 12), 5, False)
    assert town.log() == [
        (4, "opened", None, "chưa mở, dự kiến mở 01/12/2024", "mở từ 24/09/2024", "", town.office)
    ]
    assert "Đã mở kỳ Năm 2024" in opened(client, town).text


def test_periods_open_in_order(client, town):
    town.resolution.periods.filter(quarter=3).update(opens_on=day(1, 10))
    page = opened(client, town)
    assert page.form("open", 4) is None
    assert "Kỳ 9 tháng chưa mở." in page.words("ky-4")
    fields = {**page.form("open", 3), "ky": "4", "seen": page.form("due", 4)["seen"]}
    answer = refused(client, town, fields)
    assert answer.status == 409
    assert "Kỳ 9 tháng chưa mở. Hãy mở các kỳ theo thứ tự trong năm." in answer.alerts


# Closing


def test_closing_with_reports_missing_asks_and_lists_them(client, town):
    police = make_unit("qua-sau", name="Công an")
    other = make_indicator(town.resolution, number=5, lead_unit=police)
    make_report(other, status=Status.RETURNED)
    make_report(make_indicator(town.resolution, number=6), status=Status.APPROVED)
    answer = refused(client, town, opened(client, town).form("close"))
    assert answer.status == 422
    assert "Khóa kỳ 9 tháng năm 2024?" in answer.text
    listed = [_words(row) for row in answer.tree.xpath("//tbody/tr")]
    assert listed == ["Phòng Kinh tế 3 Chưa nhập", "Công an 5 Trả lại"]
    assert "Còn 2 trong 3 báo cáo" in answer.text
    confirm = answer.form("close")
    assert press(client, town, confirm, reason=WHY).status_code == 302
    assert town.state()[3] is True
    assert town.log() == [
        (3, "closed", None, "đang mở", "đã khóa, còn 2 báo cáo chưa duyệt", WHY, town.office)
    ]
    page = opened(client, town)
    assert "Đã khóa · còn 2/3 báo cáo chưa duyệt" in page.words("ky-3")
    assert WHY_SHOWN in page.text


def test_a_list_that_changed_meanwhile_is_asked_about_again(client, town):
    confirm = refused(client, town, opened(client, town).form("close")).form("close")
    make_report(town.indicator, status=Status.SUBMITTED)
    answer = refused(client, town, confirm, reason=WHY)
    assert answer.status == 409
    assert "Danh sách vừa thay đổi" in answer.alerts[0]
    again = answer.form("close")
    assert (again["reason"], again["ticket"] != confirm["ticket"]) == (WHY, True)
    assert press(client, town, again).status_code == 302
    assert town.state()[3] is True


def test_with_nothing_missing_a_period_closes_at_once(client, town):
    make_report(town.indicator, status=Status.APPROVED)
    assert press(client, town, opened(client, town).form("close")).status_code == 302
    assert town.log() == [(3, "closed", None, "đang mở", "đã khóa", "", town.office)]


def test_what_is_due_at_the_year_s_end_or_contributed_is_not_missing(client, town):
    make_report(town.indicator, status=Status.APPROVED)
    make_indicator(town.resolution, measures=[{"pace": "year_end"}])
    contributor = make_unit(name="Xã Phổ An")
    make_report(town.indicator, unit=contributor, counts=False, status=Status.SUBMITTED)
    page = opened(client, town)
    assert "đã duyệt đủ 1 báo cáo" in page.words("ky-3")
    assert "Xã Phổ An 3 Đã gửi" not in page.words("ky-3")


def test_closed_twice(client, town):
    make_report(town.indicator, status=Status.APPROVED)
    first, second = opened(client, town).form("close"), opened(client, town).form("close")
    press(client, town, first)
    answer = refused(client, town, second)
    assert answer.status == 409
    assert "Người khác vừa đổi trạng thái của kỳ: kỳ đã khóa." in answer.alerts
    third = {**second, "seen": opened(client, town).form("reopen")["seen"]}
    assert "Kỳ đã khóa từ trước." in refused(client, town, third).alerts


# Reopening


def test_a_closed_period_is_reopened_with_a_reason(client, town):
    town.close()
    fields = opened(client, town).form("reopen")
    answer = refused(client, town, fields, reason="  ")
    assert (answer.status, answer.errors) == (422, ["Hãy ghi lý do mở lại kỳ."])
    assert press(client, town, fields, reason=WHY).status_code == 302
    assert town.state()[3] is False
    assert town.log() == [(3, "reopened", None, "đã khóa 22/09/2024", "đang mở", WHY, town.office)]


# The due date and the reminder


def test_the_due_date_is_moved_with_a_reason(client, town):
    fields = opened(client, town).form("due")
    assert fields["due_on"] == "20/09/2024"
    assert press(client, town, fields, due_on="27/9/2024", reason=WHY).status_code == 302
    assert town.state()[1] == day(27)
    assert town.log() == [(3, "due", None, "20/09/2024", "27/09/2024", WHY, town.office)]
    assert "Hạn nộp mới rơi vào" not in opened(client, town).text


def test_a_due_date_within_the_next_period_is_warned_of(client, town):
    press(client, town, opened(client, town).form("due"), due_on="02/12/2024", reason=WHY)
    assert town.state()[1] == day(2, 12)
    assert "từ ngày mở kỳ Năm (01/12/2024) trở đi" in opened(client, town).text


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        ("23/09/2024", "Hạn nộp mới phải từ hôm nay (24/09/2024) trở đi."),
        ("20/09/2024", "Hạn nộp mới phải từ hôm nay (24/09/2024) trở đi."),
        ("", "Hãy ghi hạn nộp mới (ngày/tháng/năm)."),
        ("31/09/2024", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."),
        ("mai", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."),
        ("27/09/1924", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."),
    ],
)
def test_a_due_date_that_cannot_be(client, town, due_on, sentence):
    fields = opened(client, town).form("due")
    answer = refused(client, town, fields, due_on=due_on, reason=WHY)
    assert (answer.status, answer.errors) == (422, [sentence])
    kept = answer.form("due")
    assert (kept["due_on"], kept["reason"]) == (due_on, WHY)


def test_a_due_date_without_a_reason(client, town):
    fields = opened(client, town).form("due")
    answer = refused(client, town, fields, due_on="27/09/2024")
    assert (answer.status, answer.errors) == (422, ["Hãy ghi lý do dời hạn nộp."])


def test_a_reason_too_long_is_kept(client, town):
    why = "ế" * 501
    fields = opened(client, town).form("due")
    answer = refused(client, town, fields, due_on="27/09/2024", reason=why)
    assert answer.status == 422
    assert "tối đa 500 ký tự" in answer.errors[0]
    assert answer.form("due")["reason"] == why


def test_days_to_remind(client, town):
    fields = opened(client, town).form("remind")
    assert press(client, town, fields, remind_days="7").status_code == 302
    assert town.state()[2] == 7
    assert town.log() == [(3, "remind", None, "5 ngày", "7 ngày", "", town.office)]
    before = every_row()
    press(client, town, opened(client, town).form("remind"))
    assert every_row() == before


@pytest.mark.parametrize("days", ["", "-1", "31", "ba", "1,5", "9" * 30])
def test_days_to_remind_that_cannot_be(client, town, days):
    answer = refused(client, town, opened(client, town).form("remind"), remind_days=days)
    assert (answer.status, answer.errors) == (422, ["Hãy ghi một số ngày từ 0 đến 30."])
    assert answer.form("remind")["remind_days"] == days


# Extensions


def test_one_unit_is_given_more_time(client, town):
    town.close()
    fields = opened(client, town).form("extend")
    typed = {"unit": "phong-kinh-te", "until": "30/09/2024", "reason": WHY}
    assert press(client, town, fields, **typed).status_code == 302
    assert town.extensions() == [(town.unit, day(30), WHY, town.office)]
    assert town.log() == [(3, "extended", town.unit, "", "đến hết 30/09/2024", WHY, town.office)]
    press(client, town, fields, **{**typed, "until": "02/10/2024"})
    assert town.log()[1][3:5] == ("đến hết 30/09/2024", "đến hết 02/10/2024")
    page = opened(client, town)
    assert "Phòng Kinh tế 02/10/2024" in page.words("ky-3")
    assert page.text.count("Kết thúc sớm…") == 1


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("23/09/2024", "Ngày gia hạn phải từ hôm nay (24/09/2024) trở đi."),
        ("26/09/2024", "Ngày gia hạn phải sau hạn nộp hiện nay (27/09/2024); đến hết hạn nộp thì "
                       "đơn vị nào cũng được nhập."),
        ("", "Hãy ghi ngày cuối đơn vị được nhập và gửi (ngày/tháng/năm)."),
        ("30.09", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."),
    ],
)  # fmt: skip
def test_an_extension_that_cannot_be(client, town, until, sentence):
    town.resolution.periods.filter(quarter=3).update(due_on=day(27))
    fields = opened(client, town).form("extend")
    typed = {"unit": "phong-kinh-te", "until": until, "reason": WHY}
    answer = refused(client, town, fields, **typed)
    assert (answer.status, answer.errors) == (422, [sentence])
    kept = answer.form("extend")
    assert {name: kept[name] for name in typed} == typed


@pytest.mark.parametrize("unit", ["", "khong-co", "don-vi-khac"])
def test_an_extension_of_an_unknown_unit(client, town, unit):
    make_unit("don-vi-khac")  # reports nothing in this resolution
    fields = opened(client, town).form("extend")
    answer = refused(client, town, fields, unit=unit, until="30/09/2024", reason=WHY)
    assert (answer.status, answer.errors) == (422, ["Hãy chọn một đơn vị trong danh sách."])
    assert answer.form("extend")["reason"] == WHY


def test_an_extension_without_a_reason(client, town):
    fields = opened(client, town).form("extend")
    answer = refused(client, town, fields, unit="phong-kinh-te", until="30/09/2024")
    assert (answer.status, answer.errors) == (422, ["Hãy ghi lý do gia hạn."])


def test_a_second_press_extends_nothing(client, town):
    fields = opened(client, town).form("extend")
    typed = {"unit": "phong-kinh-te", "until": "30/09/2024", "reason": WHY}
    press(client, town, fields, **typed)
    answer = refused(client, town, fields, **typed)
    assert answer.status == 422
    assert "Đơn vị đã được gia hạn đến hết 30/09/2024." in answer.errors[0]


def test_an_extension_is_ended_early(client, town):
    for until in (day(28), day(30)):
        PeriodExtension.objects.create(period=town.period(), unit=town.unit, until=until)
    fields = opened(client, town).form("end")
    answer = refused(client, town, fields)
    assert (answer.status, answer.errors) == (422, ["Hãy ghi lý do kết thúc gia hạn sớm."])
    assert press(client, town, fields, reason=WHY).status_code == 302
    assert [row.until for row in PeriodExtension.objects.all()] == [day(23), day(23)]
    assert town.log() == [
        (3, "extended", town.unit, "đến hết 30/09/2024", "kết thúc từ 24/09/2024", WHY,
         town.office)
    ]  # fmt: skip
    page = opened(client, town)
    assert page.form("end") is None
    answer = refused(client, town, fields, reason=WHY)
    assert answer.status == 409
    assert "Gia hạn của Phòng Kinh tế đã hết hoặc đã được kết thúc." in answer.alerts


def test_an_extension_moved_meanwhile_is_not_ended_in_silence(client, town):
    PeriodExtension.objects.create(period=town.period(), unit=town.unit, until=day(28))
    fields = opened(client, town).form("end")
    PeriodExtension.objects.create(period=town.period(), unit=town.unit, until=day(30))
    answer = refused(client, town, fields, reason=WHY)
    assert answer.status == 409
    assert "vừa được đổi thành đến hết 30/09/2024" in answer.alerts[0]
    again = answer.form("end")
    assert again["reason"] == WHY
    assert press(client, town, again).status_code == 302


# Two windows, forged posts


def test_two_windows_never_move_a_due_date_in_silence(client, town):
    first, second = opened(client, town).form("due"), opened(client, town).form("due")
    press(client, town, first, due_on="27/09/2024", reason="Lần một")
    answer = refused(client, town, second, due_on="28/09/2024", reason=WHY)
    assert answer.status == 409
    assert "Người khác vừa dời hạn nộp thành 27/09/2024." in answer.errors[0]
    again = answer.form("due")
    assert (again["due_on"], again["reason"]) == ("28/09/2024", WHY)
    assert press(client, town, again).status_code == 302, "the second press is an informed one"
    assert [row[3:5] for row in town.log()] == [
        ("20/09/2024", "27/09/2024"), ("27/09/2024", "28/09/2024"),
    ]  # fmt: skip


def test_what_was_typed_is_shown_when_the_period_was_closed_meanwhile(client, town):
    fields = opened(client, town).form("due")
    town.close()
    answer = refused(client, town, fields, due_on="28/09/2024", reason=WHY)
    assert answer.status == 409
    assert "Người khác vừa đổi trạng thái của kỳ: kỳ đã khóa." in answer.alerts
    assert answer.form("due")["reason"] == WHY
    answer = refused(client, town, answer.form("due"))
    assert "Kỳ đã khóa. Hãy mở lại kỳ, hoặc gia hạn cho từng đơn vị." in answer.alerts


def test_two_windows_never_change_the_reminder_in_silence(client, town):
    first, second = opened(client, town).form("remind"), opened(client, town).form("remind")
    press(client, town, first, remind_days="7")
    answer = refused(client, town, second, remind_days="9")
    assert answer.status == 409
    assert "Người khác vừa đổi thành nhắc trước 7 ngày." in answer.errors[0]


def test_another_change_elsewhere_does_not_matter(client, town):
    fields = opened(client, town).form("due")
    press(client, town, opened(client, town).form("remind"), remind_days="7")
    assert press(client, town, fields, due_on="27/09/2024", reason=WHY).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "2024-09-01|2024-09-20|5", "||a|1", "a|b|c|d"])
def test_a_forged_or_lost_seen_value(client, town, seen):
    answer = refused(client, town, opened(client, town).form("close"), seen=seen)
    assert answer.status == 422
    assert "Trang không còn đúng. Hãy tải lại trang rồi làm lại." in answer.alerts


def test_forged_steps_and_periods(client, town):
    fields = opened(client, town).form("close")
    answer = refused(client, town, fields, do="xoa")
    assert answer.status == 422
    assert "Không có bước này. Hãy tải lại trang rồi bấm lại." in answer.alerts
    before = every_row()
    for quarter in ("9", "", "a"):
        assert press(client, town, fields, ky=quarter).status_code == 404
    end = {"ky": "3", "do": "end", "unit": "phong-kinh-te", "seen_until": "30/09/2024"}
    assert press(client, town, end, reason=WHY).status_code == 404
    assert every_row() == before


def test_after_the_session_has_ended_the_post_is_carried_through_the_login(client, town):
    fields = opened(client, town).form("due")
    client.logout()
    page = press(client, town, fields, due_on="27/09/2024", reason=WHY).content.decode()
    assert 'name="carried"' in page
    assert WHY not in town.log()


# What it means for the units, through the pages


@pytest.fixture
def desk():
    return Desk("value", "value", name="Phòng Tài chính")


def test_a_period_not_opened_takes_nothing(client, desk):
    client.force_login(desk.officer)
    before = every_row()
    page = desk.send(client, {"f-1-value": "5"}, quarter=4)
    assert (page.status, every_row() == before) == (409, True)
    assert "Kỳ báo cáo chưa mở" in page.text


def test_closing_extending_and_reopening_through_the_pages(client, desk, settings):
    """Close → nothing more; an extension → until its last day; reopened → for all."""
    office = make_user(Role.OFFICE)
    address = reverse("targets:periods", args=["nq-2024"])

    def act(move, **typed):
        client.force_login(office)
        page = Page(client.get(address))
        answer = client.post(address, {**page.form(move), **typed})
        if answer.status_code == 422:
            answer = client.post(address, {**Page(answer).form(move), **typed})
        assert answer.status_code == 302
        client.force_login(desk.officer)

    def value(number=1):
        return ProgressReport.objects.get(indicator__number=number).figures.get().value

    client.force_login(desk.officer)
    desk.fill(client, {"f-1-value": "5000"})
    act("close")
    before = every_row()
    for move in ("save", "submit", "submit-1"):
        page = desk.send(client, {"f-1-value": "6543", "r-1-results": "Đạt khá"}, move=move)
        assert page.status == 409
        assert "Kỳ báo cáo đã khóa." in page.text
        assert "6.543" in page.text or "6543" in page.text
        assert "Đạt khá" in page.text
    assert every_row() == before
    act("extend", unit=desk.unit.code, until="26/09/2024", reason=WHY)
    settings.TODAY = day(26)
    assert desk.fill(client, {"f-1-value": "6000"}).status == 302
    assert desk.send(client, {}, move="submit-1").status == 302
    assert value() == 6000
    settings.TODAY = day(27)
    before = every_row()
    assert desk.send(client, {"f-2-value": "7000"}).status == 409
    assert every_row() == before
    act("reopen", reason=WHY)
    assert desk.fill(client, {"f-2-value": "7000"}).status == 302
    assert value(2) == 7000


def test_deciding_still_works_after_closing(client, desk):
    office = make_user(Role.OFFICE)
    reports = []
    for number in (1, 2):
        report = desk.report(number, status="submitted", submitted_by=desk.officer)
        make_event(report, "submit", by=desk.officer)
        reports.append(report)
    desk.close()
    client.force_login(office)
    addresses = [reverse("targets:report-move", args=[report.pk]) for report in reports]
    assert client.post(addresses[0], {"move": "approve"}).status_code == 302
    wish = {"move": "return", "note": "Xem lại", "until": "30/09/2024"}
    assert client.post(addresses[1], wish).status_code == 302
    statuses = [ProgressReport.objects.get(pk=report.pk).status for report in reports]
    assert statuses == ["approved", "returned"]
    page = Page(client.get(reverse("targets:periods", args=["nq-2024"])))
    assert "30/09/2024 Xem lại" in page.words("ky-3"), "whoever wrote an extension, it is listed"
    assert not PeriodChange.objects.exists(), "told once, by the report's own history"
